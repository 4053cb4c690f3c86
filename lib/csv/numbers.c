/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of numbers. In: a source and what to expect; out: columns of doubles, owned by
 * the caller. Rows are collected as they come (row-major) and turned once at the end.
 */
#include "csv/csv.h"

#include "base/memory.h"
#include "base/number.h"
#include "csv/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is wrong with the row in hand; the first finding counts. */
struct fault {
    enum hinge_number_kind kind;
    size_t column; /* 1-based, 0: nothing wrong */
    char cell[HINGE_CSV_SHOWN];
    bool comma; /* looks like a decimal comma */
};

struct reading {
    const struct hinge_csv_source *source;
    const struct hinge_csv_request *request;
    struct hinge_csv_numbers *numbers;
    double *row;             /* of the row in hand; column arrays as long as it */
    double *cells;           /* finished rows, row-major */
    size_t capacity;         /* rows allocated in cells and numbers->line */
    size_t row_missing;      /* blank cells of the row in hand */
    size_t pending;          /* and of blank rows that may yet prove to be the last */
    size_t extra;            /* cells beyond the wanted ones that hold something */
    size_t filled;           /* rows up to the last that isn't blank throughout */
    bool header_again, any;  /* the row repeats the names; holds a value */
    size_t *word, row_words; /* columns with words in the row in hand */
    struct fault fault;
};

static bool is_comma_decimal(const char *text, size_t length)
{
    const char *comma = memchr(text, ',', length);
    return comma != NULL && comma > text && comma + 1 < text + length && comma[-1] >= '0' &&
           comma[-1] <= '9' && comma[1] >= '0' && comma[1] <= '9';
}

static bool same_text(const char *name, const char *text, size_t length)
{
    return strncmp(name, text, length) == 0 && name[length] == '\0';
}

static void take_cell(void *context, size_t index, const char *text, size_t length)
{
    struct reading *reading = context;
    const struct hinge_csv_request *request = reading->request;
    if (index >= request->n_columns) {
        reading->extra += length > 0;
        reading->header_again = reading->header_again && length == 0;
        return;
    }
    if (reading->header_again && !same_text(request->names[index], text, length))
        reading->header_again = false;
    if (request->text != NULL && request->text[index]) {
        reading->row[index] = NAN;
        reading->any = reading->any || length > 0;
        return;
    }
    int decimals;
    enum hinge_number_kind kind =
        hinge_number_parse(text, length, reading->source->decimal, &reading->row[index], &decimals);
    if (kind == HINGE_NUMBER_NOT_TEXT && request->clock != NULL && request->clock[index] &&
        hinge_number_clock(text, length, &reading->row[index], &decimals)) {
        kind = HINGE_NUMBER_VALUE;
        reading->numbers->timer = true;
    }
    if (kind == HINGE_NUMBER_VALUE) {
        reading->any = true;
        if (decimals > reading->numbers->decimals[index])
            reading->numbers->decimals[index] = decimals;
    } else if (kind == HINGE_NUMBER_MISSING) {
        reading->row_missing++;
        reading->any = reading->any || length > 0;
    } else if (request->loose != NULL && request->loose[index]) {
        reading->any = true;
        reading->word[reading->row_words++] = index;
    } else if (reading->fault.column == 0) {
        reading->any = true;
        reading->fault.kind = kind;
        reading->fault.column = index + 1;
        reading->fault.comma = is_comma_decimal(text, length);
        hinge_csv_shown(text, length, reading->fault.cell);
    }
}

/* The first cells of a row that may be the header again are compared with it. */
static size_t take_plain(void *context, size_t index, const char *text, const char *end,
                         const char **stop)
{
    struct reading *reading = context;
    const struct hinge_csv_request *request = reading->request;
    size_t most = 0, left = index < request->n_columns ? request->n_columns - index : 0;
    if (!reading->header_again && request->text == NULL)
        most = left;
    while (!reading->header_again && most < left && !request->text[index + most])
        most++;
    size_t n =
        hinge_number_plain(text, end, reading->source->decimal, reading->source->delimiter, most,
                           reading->row + index, reading->numbers->decimals + index, stop);
    reading->any = reading->any || n > 0;
    return n;
}

static enum hinge_status not_a_number(const struct reading *reading, size_t line,
                                      struct hinge_error *error)
{
    const struct fault *fault = &reading->fault;
    const char *const *names = reading->request->names;
    const char *name = names != NULL ? names[fault->column - 1] : NULL;
    const char *advice = "expected a decimal number, or a blank cell where it is missing";
    if (fault->comma && reading->source->decimal == '.')
        advice = "the file looks like decimal commas: use --decimal comma";
    else if (fault->kind == HINGE_NUMBER_NOT_FINITE)
        advice = "leave the cell blank where a value is missing";
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NOT_A_NUMBER,
                           "%s:%zu: column %zu%s%s%s: \"%s\" is not a %snumber; %s",
                           reading->source->name, line, fault->column, name != NULL ? " (" : "",
                           name != NULL ? name : "", name != NULL ? ")" : "", fault->cell,
                           fault->kind == HINGE_NUMBER_NOT_FINITE ? "finite decimal " : "", advice);
}

/* Whether the row just read is the last and no line end follows it. */
static bool is_cut(const struct hinge_csv_rows *rows)
{
    const struct hinge_csv_source *source = rows->source;
    return rows->next >= source->size && source->data[source->size - 1] != '\n' &&
           source->data[source->size - 1] != '\r';
}

static enum hinge_status ragged(const struct reading *reading, const struct hinge_csv_rows *rows,
                                bool cut, struct hinge_error *error)
{
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_RAGGED,
        "%s:%zu: %zu cells, expected %zu; %s, or leave such rows out with --ragged "
        "drop",
        reading->source->name, rows->line, rows->n, reading->request->n_columns,
        cut ? "the file ends within this row, was it cut off? Export it again" : "correct the row");
}

static enum hinge_status grow(struct reading *reading, struct hinge_error *error)
{
    size_t columns = reading->request->n_columns;
    size_t capacity = reading->capacity ? 2 * reading->capacity : 256;
    if (columns != 0 && capacity > SIZE_MAX / sizeof(double) / columns)
        return hinge_no_memory(error);
    reading->cells = hinge_resize(reading->cells, capacity * columns, sizeof *reading->cells);
    reading->numbers->line =
        hinge_resize(reading->numbers->line, capacity, sizeof *reading->numbers->line);
    reading->capacity = capacity;
    return HINGE_OK;
}

static enum hinge_status keep_row(struct reading *reading, size_t line, struct hinge_error *error)
{
    struct hinge_csv_numbers *numbers = reading->numbers;
    size_t columns = reading->request->n_columns;
    if (numbers->rows == HINGE_CSV_ROWS_MAX)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                               "%s:%zu: more than %d rows; split the file", reading->source->name,
                               line, HINGE_CSV_ROWS_MAX);
    if (numbers->rows == reading->capacity) {
        enum hinge_status status = grow(reading, error);
        if (status != HINGE_OK)
            return status;
    }
    memcpy(reading->cells + numbers->rows * columns, reading->row, columns * sizeof *reading->row);
    numbers->line[numbers->rows++] = line;
    for (size_t k = 0; k < reading->row_words; k++)
        numbers->words[reading->word[k]]++;
    reading->pending += reading->row_missing;
    if (reading->any) {
        reading->filled = numbers->rows;
        numbers->missing += reading->pending;
        reading->pending = 0;
    }
    return HINGE_OK;
}

/* Decides what to do with the row just read. */
static enum hinge_status take_row(struct reading *reading, const struct hinge_csv_rows *rows,
                                  struct hinge_error *error)
{
    const struct hinge_csv_request *request = reading->request;
    if (reading->header_again && rows->n >= request->n_columns)
        return HINGE_OK;
    bool is_short = rows->n < request->n_columns, cut = is_short && is_cut(rows);
    if (reading->any && (reading->extra > 0 || cut || (is_short && !request->short_rows))) {
        if (!request->drop_ragged)
            return ragged(reading, rows, cut, error);
        reading->numbers->dropped++;
        return HINGE_OK;
    }
    if (reading->fault.column != 0)
        return not_a_number(reading, rows->line, error);
    for (size_t c = rows->n; c < request->n_columns; c++) {
        reading->row[c] = NAN;
        reading->row_missing++;
    }
    return keep_row(reading, rows->line, error);
}

static enum hinge_status read_rows(struct reading *reading, struct hinge_csv_rows *rows,
                                   struct hinge_error *error)
{
    for (;;) {
        bool got;
        reading->row_missing = reading->extra = reading->row_words = 0;
        reading->any = false;
        reading->fault.column = 0;
        reading->header_again = reading->request->names != NULL;
        enum hinge_status status = hinge_csv_rows_next(rows, &got, error);
        if (status == HINGE_OK && got)
            status = take_row(reading, rows, error);
        if (status != HINGE_OK || !got)
            return status;
    }
}

/* Row-major to channel-major, in tiles that fit the cache. */
static enum hinge_status turn(struct reading *reading)
{
    enum { TILE = 32 };
    struct hinge_csv_numbers *numbers = reading->numbers;
    size_t rows = numbers->rows, columns = reading->request->n_columns;
    numbers->data = hinge_resize(NULL, rows * columns, sizeof *numbers->data);
    for (size_t i0 = 0; i0 < rows; i0 += TILE)
        for (size_t c = 0; c < columns; c++)
            for (size_t i = i0; i < rows && i < i0 + TILE; i++)
                numbers->data[c * rows + i] = reading->cells[i * columns + c];
    numbers->columns = columns;
    return HINGE_OK;
}

static enum hinge_status no_rows(const struct reading *reading, struct hinge_error *error)
{
    size_t dropped = reading->numbers->dropped;
    if (dropped > 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                               "%s: no data rows left: all %zu are ragged, expected "
                               "%zu cells; correct the header or the rows",
                               reading->source->name, dropped, reading->request->n_columns);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                           "%s: no data rows below the header; export it again",
                           reading->source->name);
}

enum hinge_status hinge_csv_numbers_read(const struct hinge_csv_source *source,
                                         const struct hinge_csv_request *request,
                                         struct hinge_csv_numbers *numbers,
                                         struct hinge_error *error)
{
    *numbers = (struct hinge_csv_numbers){0};
    if (request->n_columns > HINGE_CSV_COLUMNS_MAX)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                               "%s: %zu columns, more than the limit of %d; export fewer columns",
                               source->name, request->n_columns, HINGE_CSV_COLUMNS_MAX);
    struct hinge_csv_rows rows = {0};
    struct reading reading = {.source = source,
                              .request = request,
                              .numbers = numbers,
                              .row = hinge_alloc(request->n_columns, sizeof *reading.row),
                              .word = hinge_alloc(request->n_columns, sizeof *reading.word)};
    numbers->decimals = hinge_alloc(request->n_columns, sizeof *numbers->decimals);
    numbers->words = hinge_alloc(request->n_columns, sizeof *numbers->words);
    enum hinge_status status = hinge_csv_rows_open(&rows, source, request->offset, request->line,
                                                   HINGE_CSV_DATA_CELL, take_cell, &reading, error);
    rows.plain = take_plain;
    if (status == HINGE_OK)
        status = read_rows(&reading, &rows, error);
    if (status == HINGE_OK) {
        numbers->rows = reading.filled; /* blank rows at the end are no frames */
        status = numbers->rows > 0 ? turn(&reading) : no_rows(&reading, error);
    }
    hinge_csv_rows_close(&rows);
    free(reading.cells);
    free(reading.row);
    free(reading.word);
    if (status != HINGE_OK)
        hinge_csv_numbers_clear(numbers);
    return status;
}

void hinge_csv_numbers_clear(struct hinge_csv_numbers *numbers)
{
    free(numbers->data);
    free(numbers->decimals);
    free(numbers->words);
    free(numbers->line);
    *numbers = (struct hinge_csv_numbers){0};
}
