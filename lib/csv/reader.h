/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a delimited text, one at a time. libcsv splits lines with quotes; other lines, which are
 * nearly all, are split directly with the same result. Private to csv. In: a source. Out: a call
 * per cell, and the position of the row. The caller owns the struct. */
#pragma once

#include "csv/csv.h"

#include <csv.h>

enum {
    HINGE_CSV_DATA_CELL = 256,             /* longest cell of numbers, bytes */
    HINGE_CSV_TEXT_CELL = 4096,            /* longest cell of text, bytes */
    HINGE_CSV_COLUMNS_MAX = 4096,          /* widest row */
    HINGE_CSV_ROWS_MAX = 10 * 1000 * 1000, /* longest file, rows */
    HINGE_CSV_OPEN_QUOTE = 64 * 1024       /* bytes after which a quote counts as never closed */
};

/* Gets cell `index` of the row being read; text is not NUL-terminated and dies with the
 * call. */
typedef void (*hinge_csv_cell)(void *context, size_t index, const char *text, size_t length);

/* Gets the rest of a line, from cell `index` on; returns how many cells at its start it
 * took, as hinge_number_plain does, and *stop. The next one goes to hinge_csv_cell. */
typedef size_t (*hinge_csv_plain)(void *context, size_t index, const char *text, const char *end,
                                  const char **stop);

struct hinge_csv_rows {
    const struct hinge_csv_source *source;
    size_t next, next_line; /* first byte and number of the next physical line */
    size_t line, offset;    /* where the row just read began */
    size_t n;               /* its cells */
    hinge_csv_cell cell;
    hinge_csv_plain plain; /* set after opening, NULL: none */
    void *context;
    size_t cell_max;  /* longest allowed cell */
    bool libcsv_only; /* for tests: no short cut for lines without quotes */
    /* private */
    struct csv_parser parser;
    bool ended, called;
    char quote;
    size_t open_line, since_call, long_cell;
    char *blanks; /* a line with its tabs as spaces, for space-delimited sources */
    size_t blanks_capacity;
};

void hinge_csv_rows_open(struct hinge_csv_rows *rows, const struct hinge_csv_source *source,
                         size_t offset, size_t line, size_t cell_max, hinge_csv_cell cell,
                         void *context);

/* Reads the next row that isn't blank; *got is false at the end. Errors (INPUT): an
 * unterminated quote (RAGGED), TOO_LARGE cells and rows. */
enum hinge_status hinge_csv_rows_next(struct hinge_csv_rows *rows, bool *got,
                                      struct hinge_error *error);
void hinge_csv_rows_close(struct hinge_csv_rows *rows);

/* '"', or what old tables of the field quote with and begin with: an apostrophe. */
char hinge_csv_quote(const struct hinge_csv_source *source);

/* First byte after the physical line at `offset` (LF, CRLF or CR ends one) and, in
 * *end, the end of its text. */
size_t hinge_csv_next_line(const struct hinge_csv_source *source, size_t offset, size_t *end);
