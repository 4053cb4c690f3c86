/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delimited text: bytes in, rows of text or columns of numbers out. Only this room uses libcsv.
 * Functions take whole files in memory (base/file.h). Lines and columns in messages count from 1;
 * lines are physical lines. */
#pragma once

#include "base/base.h"

#include <hinge/table.h>

struct hinge_arena;
struct hinge_text;

/* --- Cells that are no numbers in columns of numbers. They count as missing; a file with many of
 * them is refused. Everything is in the arena. --- */

/* A short, printable copy of a cell for messages. */
enum { HINGE_CSV_SHOWN = 44 };
const char *hinge_csv_shown(const char *text, size_t length, char shown[HINGE_CSV_SHOWN]);

enum { HINGE_DAMAGED_NAMED = 3 }; /* cells that a message names */

struct hinge_damaged_cell {
    size_t order;        /* among the cells of the file */
    size_t line, column; /* from 1; 0: unknown */
    const char *place;   /* "frame 12"; "": the line says it */
    const char *file;    /* in the folder that is the recording; NULL: it is a file */
    char shown[HINGE_CSV_SHOWN];
};

/* Of a column. */
struct hinge_damaged {
    size_t key;       /* which it is; of a table its number, from 1 */
    const char *name; /* "": none */
    const char *file; /* a further file of the recording; NULL: its own */
    size_t n, of;     /* cells that are no numbers, and rows; n 0: the column is not read */
    size_t values;    /* numbers in it, if words may stand there */
    bool loose;       /* they may: with more of them it is a column of text */
    bool counts;      /* it is used, although it is no channel of its own */
    bool comma;       /* a cell has a decimal comma, where points are expected */
    struct hinge_damaged_cell cell[HINGE_DAMAGED_NAMED];
};

/* Set the arena first. */
struct hinge_damage {
    struct hinge_arena *arena;
    size_t n, cells; /* columns; cells of all */
    struct hinge_damaged *column;
    /* private */
    size_t *of_key, n_keys;
};

/* Adds a cell; the column with this key, for its name. */
struct hinge_damaged *hinge_damage_add(struct hinge_damage *damage, size_t key,
                                       const struct hinge_damaged_cell *cell);

/* The column with this key, if it has such cells, or NULL. */
struct hinge_damaged *hinge_damage_find(const struct hinge_damage *damage, size_t key);

/* NOT_A_NUMBER: the first of its cells, in its file or `shown`, how many others, what to do. */
enum hinge_status hinge_damaged_refuse(const struct hinge_damaged *column, const char *shown,
                                       struct hinge_error *error);

/* Adds where cell k is, and what is there: `line 12, column 3 (LASI X): "ERR"`. */
void hinge_damaged_describe(const struct hinge_damaged *column, size_t k, struct hinge_text *text);

/* Adds copies of the columns of `from`; `file` is that of those without one. Keys are not kept:
 * nothing is added to `to` by key any more. */
void hinge_damage_append(struct hinge_damage *to, const struct hinge_damage *from,
                         const char *file);

/* --- Delimited text. --- */

/* The file's bytes and how they are delimited. Borrowed, not owned. */
struct hinge_csv_source {
    const char *name; /* path as the user wrote it, for messages */
    const char *data; /* padded as base/file.h says */
    size_t size;
    char delimiter; /* ',' ';' '\t' '|' ' ' (runs of blanks) */
    char decimal;   /* '.' or ',' */
    /* First byte and line of the header of a table if other lines precede it; else 0. */
    size_t header_offset, header_line;
    /* hinge_csv_table_read keeps words such as NA in text columns, because they may be names. */
    bool keep_words;
    bool no_rows; /* hinge_csv_table_read takes a header alone, as a table without rows */
};

/* Checks that the bytes are text (NOT_TEXT for NUL bytes; UTF-16 must be converted before), skips a
 * UTF-8 BOM, and finds delimiter and decimal mark from the first lines, unless they are given (not
 * 0). INPUT, naming the key decimal, if commas are ambiguous. */
enum hinge_status hinge_csv_open(const char *name, const char *data, size_t size, char delimiter,
                                 char decimal, struct hinge_csv_source *source,
                                 struct hinge_error *error);

/* NOT_TEXT for pictures, films, sound, archives, office and other files that are no recording, by
 * their first bytes; the message says what the file is and what to do. */
enum hinge_status hinge_csv_check_kind(const char *name, const char *data, size_t size,
                                       struct hinge_error *error);

/* Converts UTF-16 (with or without a byte order mark) to UTF-8; other bytes stay. */
void hinge_csv_from_utf16(struct hinge_bytes *bytes);

/* Reads a file, converts and opens it; `shown` is its name in messages. The caller clears the
 * bytes, also after an error. */
enum hinge_status hinge_csv_file_open(const char *path, const char *shown, size_t limit,
                                      char delimiter, char decimal, struct hinge_bytes *bytes,
                                      struct hinge_csv_source *source, struct hinge_error *error);
/* Whether bytes are UTF-16, and (may be NULL) whether the low byte of a character comes first. */
bool hinge_csv_is_utf16(const struct hinge_bytes *bytes, bool *low_first);

/* One physical line split into unquoted, trimmed cells. */
struct hinge_csv_line {
    size_t number; /* 1-based physical line */
    size_t offset; /* of its first byte in data */
    size_t n;
    char **cell; /* NUL-terminated */
};

/* A cell, "" past the end of the line or where there is no line. */
static inline const char *hinge_csv_line_cell(const struct hinge_csv_line *line, size_t c)
{
    return line != NULL && c < line->n ? line->cell[c] : "";
}

/* Number of cells up to the last that is not empty. */
static inline size_t hinge_csv_line_filled(const struct hinge_csv_line *line)
{
    size_t n = line->n;
    while (n > 0 && *line->cell[n - 1] == '\0')
        n--;
    return n;
}

/* The first lines of a file, for recognising it; none after an error. The arena owns them. */
struct hinge_csv_head {
    size_t n;
    struct hinge_csv_line *line;
};
enum { HINGE_CSV_HEAD_LINES = 16 };

enum hinge_status hinge_csv_head_read(const struct hinge_csv_source *source, size_t max_lines,
                                      struct hinge_arena *arena, struct hinge_csv_head *head,
                                      struct hinge_error *error);

/* What to read as numbers. */
struct hinge_csv_request {
    size_t offset;            /* first byte of the first data row */
    size_t line;              /* its physical line number */
    size_t n_columns;         /* number of columns; blank cells after them are ignored */
    const char *const *names; /* n_columns names for messages, may be NULL */
    const bool *text;         /* columns that are skipped, because they hold text; may be NULL */
    const bool *loose;        /* columns in which words may stand; may be NULL */
    const bool *clock;        /* columns in which 0:00:01.2 is 1.2; may be NULL */
    const bool *may_end;      /* columns before which a row may end, others missing; may be NULL */
    bool long_rows;           /* cells after the last column are dropped, not an error */
    bool drop_ragged;         /* drop ragged rows and count them */
};

/* Numbers of a file: row[i][c]. In the arena. */
struct hinge_csv_numbers {
    size_t rows, columns;
    double **row;
    int *decimals;               /* per column: most digits after the point in any cell */
    size_t missing, dropped;     /* blank cells; dropped ragged rows */
    size_t headers, header_line; /* rows that are the header again; the line of the first */
    bool timer;                  /* some cell was a time as text */
    size_t *line;                /* per row: physical line it came from */
    struct hinge_damage damage;  /* cells that are no numbers; keys are columns from 1 */
};

/* Copies them column by column: data[c * rows + i], without columns with skip[c] (NULL: none). */
void hinge_csv_numbers_turn(const struct hinge_csv_numbers *numbers, const bool *skip,
                            double *data);

/* Reads every remaining row. Blank lines, and header rows repeated inside the data (cells equal to
 * `names`), are skipped; cells that are no numbers are NaN and in numbers->damage. INPUT:
 * RAGGED, NOT_A_NUMBER (a row of words), NO_ROWS, TOO_LARGE, with line, what was found and
 * expected, and what to do. */
enum hinge_status hinge_csv_numbers_read(const struct hinge_csv_source *source,
                                         const struct hinge_csv_request *request,
                                         struct hinge_arena *arena,
                                         struct hinge_csv_numbers *numbers,
                                         struct hinge_error *error);

/* Reads a CSV with one header row (source->header_offset) into a table. A column becomes NUMBER if
 * all its non-missing cells are numbers, unless as_text names it in any case (NULL-terminated, may
 * be NULL). Row i came from line (*lines)[i], in the arena; both may be NULL. Errors: as above, and
 * DUPLICATE_COLUMN. */
enum hinge_status hinge_csv_table_read(const struct hinge_csv_source *source,
                                       const char *const *as_text, struct hinge_table *table,
                                       struct hinge_arena *arena, size_t **lines,
                                       struct hinge_error *error);
