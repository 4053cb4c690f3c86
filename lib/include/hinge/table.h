/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of named, typed columns: what CSV yields, statistics take and reports write.
 */
#ifndef HINGE_TABLE_H
#define HINGE_TABLE_H

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

/* One column. Numbers: NaN is missing. Text: NULL is missing. The table owns
 * everything. */
struct hinge_column {
    char *name;
    char *unit;  /* UDUNITS-style, "" when none */
    char *title; /* long name, "" when none */
    enum hinge_column_type type;
    int digits; /* decimals a readable table shows; -1 shortest exact; of a count (unit
                   "1", 0 digits) a value that is not whole shows two */
    enum hinge_role role;
    bool for_programs;  /* readable tables omit the column */
    double *number;     /* NUMBER: rows values; NULL: none yet in a sparse table */
    const char **text;  /* TEXT: rows values, in the table's arena; likewise */
    unsigned char *why; /* rows positions in the table's reasons, from 1; NULL: none */
    bool digits_asked;  /* set by the user, so intervals have no more digits either */
};

/* Zero-initialise, hinge_table_clear when done. All columns have `rows` values. */
struct hinge_table {
    /* Set before the first column: columns get room with their first value, and cells
     * are read and set by the functions below alone. For tables of many rows with many
     * columns that nobody fills. */
    bool sparse;
    size_t rows, row_capacity;
    size_t n_columns, column_capacity;
    struct hinge_column *column;
    size_t n_why;
    const char **why; /* reasons of missing cells, in the arena */
    struct hinge_arena_block *text_blocks;
    const char **recent; /* texts set lately, by hash: equal ones are kept once */
    const char *caption; /* what a paper prints above it; NULL: nothing */
};

HINGE_API void hinge_table_clear(struct hinge_table *table);

/* Adds a column (existing rows get missing values) and returns its position. Of columns
 * with one name hinge_table_find finds the first. */
HINGE_API size_t hinge_table_add_column(struct hinge_table *table, const char *name,
                                        enum hinge_column_type type, const char *unit, int digits);

/* Adds n rows of missing values; the first new row is table->rows - n afterwards. */
HINGE_API void hinge_table_add_rows(struct hinge_table *table, size_t n);

/* Sets one text cell (copied, or shared with an equal one; NULL for missing). */
HINGE_API void hinge_table_set_text(struct hinge_table *table, size_t column, size_t row,
                                    const char *text);

/* Sets one number (NaN for missing). */
HINGE_API void hinge_table_set_number(struct hinge_table *table, size_t column, size_t row,
                                      double value);

/* Why a cell is missing; NULL if it is not missing or has no reason. */
HINGE_API const char *hinge_table_why(const struct hinge_table *table, size_t column, size_t row);

/* Removes a column (by position); its texts stay in the table until it is cleared. */
HINGE_API void hinge_table_drop_column(struct hinge_table *table, size_t column);

/* Reads a CSV file with one header row into a zero-initialised table: a column of
 * numbers becomes NUMBER unless it is named in as_text (NULL-terminated, may be NULL).
 * `shown` is the path as the user wrote it; separator and decimal mark are found when
 * they are 0. Errors (INPUT) name file, line and column. The table is cleared on
 * failure. */
HINGE_API enum hinge_status hinge_table_read_csv(struct hinge_table *table, const char *path,
                                                 const char *shown, const char *const *as_text,
                                                 char separator, char decimal,
                                                 struct hinge_error *error);

/* Position of a column by exact name, -1 if there is none. */
HINGE_API long hinge_table_find(const struct hinge_table *table, const char *name);

/* Cell as text in buffer for numbers (digits of the column), or the text itself; ""
 * missing.
 */
HINGE_API const char *hinge_table_cell(const struct hinge_table *table, size_t column, size_t row,
                                       char buffer[48]);

/* Number of a cell; NaN for text columns and missing values. */
HINGE_API double hinge_table_number(const struct hinge_table *table, const char *column,
                                    size_t row);
/* Text of a cell; NULL for number columns, absent columns and missing values. */
HINGE_API const char *hinge_table_text(const struct hinge_table *table, const char *column,
                                       size_t row);

HINGE_END_C_DECLS

#endif
