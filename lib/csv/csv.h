/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delimited text: bytes in, rows of text or columns of numbers out. The only user of
 * libcsv. All functions take whole files already in memory (base/file.h); line and
 * column numbers in messages are 1-based and count physical lines. */
#ifndef HINGE_CSV_H
#define HINGE_CSV_H

#include "base/file.h"

#include <hinge/status.h>
#include <hinge/table.h>
#include <stdbool.h>
#include <stddef.h>

struct hinge_arena;

/* The file's bytes and how they are delimited. Borrowed, not owned. */
struct hinge_csv_source {
    const char *name; /* path as the user wrote it, for messages */
    const char *data; /* padded as base/file.h says */
    size_t size;
    char delimiter; /* ',' ';' '\t' '|' ' ' (runs of blanks) */
    char decimal;   /* '.' or ',' */
    /* first byte and line of a table's header, when others stand above it; else 0 */
    size_t header_offset, header_line;
    /* hinge_csv_table_read keeps NA and its like in columns read as text: the reader
     * may know that it is a name */
    bool keep_words;
};

/* Checks that the bytes are text (UTF-16 not converted, NUL bytes -> NOT_TEXT), skips a
 * UTF-8 BOM, and finds delimiter and decimal mark from the first lines. Ambiguous
 * decimal commas are INPUT errors that name --decimal. `decimal` and `delimiter` are 0
 * to find, else forced. */
enum hinge_status hinge_csv_open(const char *name, const char *data, size_t size, char delimiter,
                                 char decimal, struct hinge_csv_source *source,
                                 struct hinge_error *error);

/* Pictures, films, sound, archives, office and other files that are no recording, by
 * their first bytes: NOT_TEXT says what the file is and what to do. */
enum hinge_status hinge_csv_check_kind(const char *name, const char *data, size_t size,
                                       struct hinge_error *error);

/* Makes UTF-8 of a file's bytes that are UTF-16, with a byte order mark or without, and
 * leaves others alone. */
void hinge_csv_from_utf16(struct hinge_bytes *bytes);

/* Reads a file, whose bytes the caller clears after an error, too, converts them and opens
 * them; `shown` is its name in messages. */
enum hinge_status hinge_csv_file_open(const char *path, const char *shown, size_t limit,
                                      char delimiter, char decimal, struct hinge_bytes *bytes,
                                      struct hinge_csv_source *source, struct hinge_error *error);
bool hinge_csv_is_utf16(const struct hinge_bytes *bytes);

/* A copy of a piece of a file as UTF-8, in the arena: what isn't valid UTF-8 is taken
 * for Latin-1. Cells of heads and tables have been through it. */
char *hinge_csv_utf8(struct hinge_arena *arena, const char *text, size_t length);

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

/* Cells up to the last one that is not empty. */
static inline size_t hinge_csv_line_filled(const struct hinge_csv_line *line)
{
    size_t n = line->n;
    while (n > 0 && *line->cell[n - 1] == '\0')
        n--;
    return n;
}

/* The first lines of a file, for recognising it; none after an error. In the arena. */
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
    size_t n_columns;         /* columns wanted: cells beyond, if blank, are ignored */
    const char *const *names; /* n_columns names for messages, may be NULL */
    const bool *text;  /* true for columns whose cells are not numbers and are skipped; NULL */
    const bool *loose; /* true for columns whose words count as missing (numbers.words); NULL */
    const bool *clock; /* true for columns in which 0:00:01.2 is 1.2; NULL */
    bool short_rows;   /* missing trailing cells are missing values, not an error */
    bool drop_ragged;  /* leave ragged rows out and count them */
};

/* Numbers of a file: row[i][c]. In the arena. */
struct hinge_csv_numbers {
    size_t rows, columns;
    double **row;
    int *decimals;           /* per column: most digits after the point in any cell */
    size_t missing, dropped; /* blank cells; ragged rows left out */
    size_t *words;           /* per column: cells that are no numbers, where `loose` allows them */
    bool timer;              /* some cell was a time as text */
    size_t *line;            /* per row: physical line it came from */
};

/* Columns of them, one after the other: data[c * rows + i], without those with skip[c]
 * (NULL: none). */
void hinge_csv_numbers_turn(const struct hinge_csv_numbers *numbers, const bool *skip,
                            double *data);

/* Reads every remaining row. Blank lines are skipped; a repeated header row inside the
 * data (its cells equal `names`) is skipped. Errors (INPUT): RAGGED, NOT_A_NUMBER,
 * NO_ROWS, TOO_LARGE, with line, column, found, expected and what to do. This function
 * is where a faster row parser can come in without touching its users. */
enum hinge_status hinge_csv_numbers_read(const struct hinge_csv_source *source,
                                         const struct hinge_csv_request *request,
                                         struct hinge_arena *arena,
                                         struct hinge_csv_numbers *numbers,
                                         struct hinge_error *error);

/* Reads a CSV with one header row (source->header_offset) into a table: a column whose
 * every non-missing cell is a number becomes NUMBER unless it is named in `as_text`
 * (NULL-terminated, may be NULL), whatever its capitals. Row i of the table came from
 * line lines[i], in the arena; both may be NULL. Errors: as above and DUPLICATE_COLUMN. */
enum hinge_status hinge_csv_table_read(const struct hinge_csv_source *source,
                                       const char *const *as_text, struct hinge_table *table,
                                       struct hinge_arena *arena, size_t **lines,
                                       struct hinge_error *error);

#endif
