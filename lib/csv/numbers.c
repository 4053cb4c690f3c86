/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of numbers. In: a source and what to expect; out: rows of doubles in the caller's
 * arena, and from them columns. */
#include "csv/reader.h"

struct reading {
    const struct hinge_csv_source *source;
    const struct hinge_csv_request *request;
    struct hinge_csv_numbers *numbers;
    struct hinge_arena *arena;
    double *row;                     /* in hand; used again when it is not kept */
    size_t cells;                    /* of the first row */
    size_t row_missing;              /* blank cells of the row in hand */
    size_t pending;                  /* and of blank rows that may yet prove to be the last */
    size_t extra;                    /* cells beyond the wanted ones that hold something */
    size_t filled;                   /* rows up to the last that isn't blank throughout */
    bool header_again, any;          /* the row repeats the names; holds a value */
    struct hinge_damaged_cell *word; /* cells of the row in hand that are no numbers */
    size_t row_words, strict;        /* how many, and those where no words may stand */
    bool value;                      /* the row in hand has a number */
};

static bool is_comma_decimal(const char *text, size_t length)
{
    const char *comma = memchr(text, ',', length);
    return comma != NULL && comma > text && comma + 1 < text + length && comma[-1] >= '0' &&
           comma[-1] <= '9' && comma[1] >= '0' && comma[1] <= '9';
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
    if (reading->header_again && (strncmp(request->names[index], text, length) != 0 ||
                                  request->names[index][length] != '\0'))
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
        reading->any = reading->value = true;
        if (decimals > reading->numbers->decimals[index])
            reading->numbers->decimals[index] = decimals;
    } else if (kind == HINGE_NUMBER_MISSING) {
        reading->row_missing++;
        reading->any = reading->any || length > 0;
    } else {
        struct hinge_damaged_cell *word = &reading->word[reading->row_words++];
        reading->any = true;
        reading->strict += request->loose == NULL || !request->loose[index];
        *word = (struct hinge_damaged_cell){.column = index + 1, .place = ""};
        hinge_csv_shown(text, length, word->shown);
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
    reading->value = reading->value || n > 0;
    return n;
}

/* Decides what to do with the row just read. */
static enum hinge_status take_row(struct reading *reading, const struct hinge_csv_rows *rows,
                                  struct hinge_error *error)
{
    const struct hinge_csv_request *request = reading->request;
    if (reading->header_again && rows->n >= request->n_columns) {
        if (reading->numbers->headers++ == 0)
            reading->numbers->header_line = rows->line;
        return HINGE_OK;
    }
    const size_t last = request->n_columns - 1;
    reading->cells = reading->cells > 0 ? reading->cells : rows->n;
    /* a cell less, in rows that end in delimiters */
    bool lost = rows->n > last && rows->n < reading->cells && !request->long_rows &&
                isnan(reading->row[last]) && (request->text == NULL || !request->text[last]);
    const struct hinge_csv_source *source = rows->source;
    bool is_short = rows->n <= last || lost;
    /* the row is the last and no line end follows it */
    bool cut = is_short && rows->next >= source->size && source->data[source->size - 1] != '\n' &&
               source->data[source->size - 1] != '\r';
    bool may_end = rows->n <= last && request->may_end != NULL && request->may_end[rows->n];
    bool is_long = reading->extra > 0 && !request->long_rows;
    if (reading->any && (is_long || cut || (is_short && !may_end))) {
        if (!request->drop_ragged)
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_RAGGED,
                "%s:%zu: %zu cell%s, expected %zu; %s, or leave such rows out with --set "
                "ragged=drop",
                reading->source->name, rows->line, rows->n, HINGE_S(rows->n),
                lost ? reading->cells : request->n_columns,
                cut ? "the file ends within this row, was it cut off? Export it again"
                    : "correct the row");
        reading->numbers->dropped++;
        return HINGE_OK;
    }
    if (reading->strict > 1 && !reading->value) {
        if (!request->drop_ragged)
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NOT_A_NUMBER,
                                   "%s:%zu: words such as \"%s\" and no number; remove the row, or "
                                   "split the file if a "
                                   "second recording begins here",
                                   reading->source->name, rows->line, reading->word[0].shown);
        reading->numbers->dropped++;
        return HINGE_OK;
    }
    for (size_t c = rows->n; c < request->n_columns; c++) {
        reading->row[c] = NAN;
        reading->row_missing++;
    }
    struct hinge_csv_numbers *numbers = reading->numbers;
    if (numbers->rows == HINGE_CSV_ROWS_MAX)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                               "%s:%zu: more than %d rows; split the file", reading->source->name,
                               rows->line, HINGE_CSV_ROWS_MAX);
    const size_t n = numbers->rows;
    numbers->row = hinge_arena_more(reading->arena, numbers->row, n, sizeof(double *));
    numbers->line = hinge_arena_more(reading->arena, numbers->line, n, sizeof(size_t));
    numbers->row[numbers->rows] = reading->row;
    numbers->line[numbers->rows++] = rows->line;
    reading->row = hinge_arena_raw(reading->arena, numbers->columns, sizeof *reading->row);
    for (size_t k = 0; k < reading->row_words; k++) {
        struct hinge_damaged_cell *cell = &reading->word[k];
        cell->line = rows->line;
        struct hinge_damaged *column = hinge_damage_add(&numbers->damage, cell->column, cell);
        column->comma = column->comma || (reading->source->decimal == '.' &&
                                          is_comma_decimal(cell->shown, strlen(cell->shown)));
    }
    reading->pending += reading->row_missing;
    if (reading->any) {
        reading->filled = numbers->rows;
        numbers->missing += reading->pending;
        reading->pending = 0;
    }
    return HINGE_OK;
}

enum hinge_status hinge_csv_numbers_read(const struct hinge_csv_source *source,
                                         const struct hinge_csv_request *request,
                                         struct hinge_arena *arena,
                                         struct hinge_csv_numbers *numbers,
                                         struct hinge_error *error)
{
    size_t columns = request->n_columns;
    *numbers = (struct hinge_csv_numbers){.damage.arena = arena};
    if (columns > HINGE_CSV_COLUMNS_MAX)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                               "%s: %zu columns, more than the limit of %d; export fewer columns",
                               source->name, columns, HINGE_CSV_COLUMNS_MAX);
    numbers->columns = columns;
    numbers->decimals = hinge_arena_alloc(arena, columns, sizeof *numbers->decimals);
    struct reading reading = {.source = source,
                              .request = request,
                              .numbers = numbers,
                              .arena = arena,
                              .row = hinge_arena_raw(arena, columns, sizeof *reading.row),
                              .word = hinge_arena_raw(arena, columns, sizeof *reading.word)};
    struct hinge_csv_rows rows;
    hinge_csv_rows_open(&rows, source, request->offset, request->line, HINGE_CSV_DATA_CELL,
                        take_cell, &reading);
    rows.plain = take_plain;
    enum hinge_status status = HINGE_OK;
    for (bool got = true; status == HINGE_OK && got;) {
        reading.row_missing = reading.extra = reading.row_words = reading.strict = 0;
        reading.any = reading.value = false;
        reading.header_again = request->names != NULL;
        status = hinge_csv_rows_next(&rows, &got, error);
        if (status == HINGE_OK && got)
            status = take_row(&reading, &rows, error);
    }
    hinge_csv_rows_close(&rows);
    numbers->rows =
        status == HINGE_OK ? reading.filled : 0; /* blank ones at the end are no frames */
    if (status != HINGE_OK || numbers->rows > 0)
        return status;
    if (numbers->dropped > 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                               "%s: no data rows left: all %zu are ragged, expected "
                               "%zu cells; correct the header or the rows",
                               source->name, numbers->dropped, columns);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                           "%s: no data rows below the header; export it again", source->name);
}

/* In tiles that fit the cache. */
void hinge_csv_numbers_turn(const struct hinge_csv_numbers *numbers, const bool *skip, double *data)
{
    enum { TILE = 32 };
    size_t rows = numbers->rows;
    for (size_t i0 = 0; i0 < rows; i0 += TILE) {
        double *to = data;
        for (size_t c = 0; c < numbers->columns; c++) {
            if (skip != NULL && skip[c])
                continue;
            for (size_t i = i0; i < rows && i < i0 + TILE; i++)
                to[i] = numbers->row[i][c];
            to += rows;
        }
    }
}
