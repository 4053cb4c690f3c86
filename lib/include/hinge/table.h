/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of named, typed columns: CSV files are read into it, statistics read it, reports write
 * it. */
#pragma once

#include <hinge/status.h>

HINGE_BEGIN_C_DECLS

/* The role of a column of a result (hinge/result.h); NONE: not stated. */
enum hinge_role {
    HINGE_IS_NONE,
    HINGE_IS_KEY,      /* names the row */
    HINGE_IS_ESTIMATE, /* or a statistic */
    HINGE_IS_INTERVAL, /* one end of an interval */
    HINGE_IS_P,
    HINGE_IS_COUNT,
    HINGE_IS_TEXT
};

enum hinge_column_type { HINGE_COLUMN_NUMBER, HINGE_COLUMN_TEXT };

/* One column, owned by its table. A missing number is NaN, a missing text NULL. */
struct hinge_column {
    char *name;
    char *unit;  /* UDUNITS-style; "": none */
    char *title; /* long name; "": none */
    enum hinge_column_type type;
    int digits; /* decimals in readable tables; -1: as many as the value has. A count (unit "1", 0
                   digits) that is not whole shows two. */
    enum hinge_role role;
    bool for_programs; /* readable tables omit the column */
    double *number;    /* [rows], of NUMBER; NULL: a sparse table has no value here */
    const char **text; /* [rows], of TEXT, in the table's arena; NULL likewise */
    /* [rows]: position in the table's reasons, from 1; 0, or why NULL: no reason. */
    unsigned char *why;
    bool digits_asked; /* the user set the digits, so intervals get no more */
    bool share;        /* of unit "1": readers see it in percent */
    bool of_knees;     /* straighter knees turn it round (hinge_metric) */
};

/* Zero-initialise; free with hinge_table_clear. All columns have `rows` values. */
struct hinge_table {
    /* Set before the first column is added, for large tables that stay mostly empty: a column gets
     * memory with its first value, and cells may be read and set only by the functions below. */
    bool sparse;
    size_t rows, row_capacity;
    size_t n_columns, column_capacity;
    struct hinge_column *column;
    size_t n_why;
    const char **why; /* reasons of missing cells, in the arena */
    struct hinge_arena_block *text_blocks;
    const char *
        *recent; /* texts that were set lately, by hash, so that equal texts are stored once */
    const char *caption; /* what a paper prints above the table; NULL: nothing */
};

HINGE_API void hinge_table_clear(struct hinge_table *table);

/* Adds a column, missing in the existing rows, and returns its position. If columns have the same
 * name, hinge_table_find finds the first. */
HINGE_API size_t hinge_table_add_column(struct hinge_table *table, const char *name,
                                        enum hinge_column_type type, const char *unit, int digits);

/* Adds n rows of missing values; the first new row is table->rows - n afterwards. */
HINGE_API void hinge_table_add_rows(struct hinge_table *table, size_t n);

/* Sets a text cell. The text is copied; NULL is missing. */
HINGE_API void hinge_table_set_text(struct hinge_table *table, size_t column, size_t row,
                                    const char *text);

/* Sets a number; NaN is missing. */
HINGE_API void hinge_table_set_number(struct hinge_table *table, size_t column, size_t row,
                                      double value);

/* Why a cell is missing; NULL if it is not missing or has no reason. */
HINGE_API const char *hinge_table_why(const struct hinge_table *table, size_t column, size_t row);

/* Removes the column at a position; its texts stay in memory until the table is cleared. */
HINGE_API void hinge_table_drop_column(struct hinge_table *table, size_t column);

/* Reads a CSV file with one header row into a zero-initialised table. A column of numbers becomes
 * NUMBER unless as_text names it (NULL-terminated, may be NULL). `shown` is the path in messages. A
 * separator or decimal mark of 0 is found from the file. Errors: INPUT, naming file, line and
 * column; the table is then cleared. */
HINGE_API enum hinge_status hinge_table_read_csv(struct hinge_table *table, const char *path,
                                                 const char *shown, const char *const *as_text,
                                                 char separator, char decimal,
                                                 struct hinge_error *error);

/* The position of the column with exactly this name; -1 if there is none. */
HINGE_API long hinge_table_find(const struct hinge_table *table, const char *name);

/* A cell as text: a number with the digits of its column, in buffer; a text itself; "" if
 * missing. */
HINGE_API const char *hinge_table_cell(const struct hinge_table *table, size_t column, size_t row,
                                       char buffer[48]);

/* The number of a cell; NaN for text columns, unknown columns and missing values. */
HINGE_API double hinge_table_number(const struct hinge_table *table, const char *column,
                                    size_t row);
/* The text of a cell; NULL for number columns, unknown columns and missing values. */
HINGE_API const char *hinge_table_text(const struct hinge_table *table, const char *column,
                                       size_t row);

HINGE_END_C_DECLS
