/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows through libcsv. It is fed one physical line at a time, so that the line number
 * of a row is known, and in pieces, so that a quote which is never closed can't make it
 * buffer the rest of the file. */
#include "csv/reader.h"

#include "table/cells.h"

#include <hinge/init.h>

enum { PIECE = 4096 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

char hinge_csv_quote(const struct hinge_csv_source *source)
{
    size_t i = 0;
    while (i < source->size && is_blank(source->data[i]))
        i++;
    return i < source->size && source->data[i] == '\'' ? '\'' : '"';
}

static void on_cell(void *text, size_t length, void *context)
{
    struct hinge_csv_rows *rows = context;
    rows->called = true;
    rows->since_call = 0;
    /* runs of blanks are one delimiter; libcsv sees empty cells between them */
    if (text == NULL && rows->source->delimiter == ' ')
        return;
    if (length > rows->cell_max && rows->long_cell == 0)
        rows->long_cell = rows->n + 1;
    if (rows->n < HINGE_CSV_COLUMNS_MAX && rows->long_cell == 0)
        rows->cell(rows->context, rows->n, text != NULL ? text : "", length);
    rows->n++;
}

static void on_row(int terminator, void *context)
{
    struct hinge_csv_rows *rows = context;
    (void)terminator;
    rows->ended = true;
}

void hinge_csv_rows_open(struct hinge_csv_rows *rows, const struct hinge_csv_source *source,
                         size_t offset, size_t line, size_t cell_max, hinge_csv_cell cell,
                         void *context)
{
    *rows = (struct hinge_csv_rows){.source = source,
                                    .next = offset,
                                    .next_line = line,
                                    .cell_max = cell_max,
                                    .cell = cell,
                                    .context = context};
    csv_init(&rows->parser, CSV_EMPTY_IS_NULL); /* fails for a NULL alone */
    csv_set_delim(&rows->parser, (unsigned char)source->delimiter);
    rows->quote = hinge_csv_quote(source);
    csv_set_quote(&rows->parser, (unsigned char)rows->quote);
}

void hinge_csv_rows_close(struct hinge_csv_rows *rows)
{
    csv_free(&rows->parser);
    free(rows->blanks);
}

size_t hinge_csv_next_line(const struct hinge_csv_source *source, size_t offset, size_t *end)
{
    const char *from = source->data + offset, *stop = source->data + source->size;
    const char *lf = memchr(from, '\n', (size_t)(stop - from));
    const char *limit = lf != NULL ? lf : stop;
    const char *cr = memchr(from, '\r', (size_t)(limit - from));
    *end = (size_t)((cr != NULL ? cr : limit) - source->data);
    if (cr != NULL && cr + 1 != lf) /* a CR alone ends a line too */
        return *end + 1;
    return lf != NULL ? (size_t)(lf + 1 - source->data) : source->size;
}

static enum hinge_status never_closed(const struct hinge_csv_rows *rows, struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_RAGGED,
                           "%s:%zu: a quote opened here is never closed; close or remove it",
                           rows->source->name, rows->open_line);
}

static enum hinge_status too_long(const struct hinge_csv_rows *rows, size_t column,
                                  struct hinge_error *error)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                           "%s:%zu: column %zu: a cell of more than %zu bytes; is a "
                           "quote missing? shorten the cell",
                           rows->source->name, rows->open_line, column, rows->cell_max);
}

static enum hinge_status feed(struct hinge_csv_rows *rows, const char *text, size_t length,
                              struct hinge_error *error)
{
    while (length > 0) {
        size_t n = length < PIECE ? length : PIECE;
        rows->since_call += n; /* set back to 0 by a cell */
        if (csv_parse(&rows->parser, text, n, on_cell, on_row, rows) != n)
            hinge_out_of_memory();
        if (rows->since_call > HINGE_CSV_OPEN_QUOTE)
            return rows->parser.quoted ? never_closed(rows, error)
                                       : too_long(rows, rows->n + 1, error);
        text += n;
        length -= n;
    }
    return HINGE_OK;
}

/* Takes the plain numbers at the start of the text; false with all of it taken. Where
 * commas are both marks and delimiters, as the file of a list may have them, none is.
 */
static bool take_plain(struct hinge_csv_rows *rows, const char **text, const char *end)
{
    const struct hinge_csv_source *source = rows->source;
    const char *stop;
    if (rows->plain == NULL || source->decimal == source->delimiter)
        return true;
    size_t n = rows->plain(rows->context, rows->n, *text, end, &stop);
    if (n == 0)
        return true;
    rows->n += n;
    *text = stop + 1;
    return stop != end;
}

/* Feeds the next physical line and its end. */
static enum hinge_status feed_line(struct hinge_csv_rows *rows, struct hinge_error *error)
{
    size_t end, start = rows->next;
    rows->next = hinge_csv_next_line(rows->source, start, &end);
    size_t line = rows->next_line++;
    const char *text = rows->source->data + start;
    size_t length = end - start;
    if (rows->line == 0) {
        size_t blanks = 0;
        while (blanks < length && is_blank(text[blanks]))
            blanks++;
        if (blanks == length)
            return HINGE_OK;
        rows->line = rows->open_line = line;
        rows->offset = start;
        rows->since_call = 0;
        if (rows->source->delimiter != ' ' && !rows->libcsv_only &&
            memchr(text, rows->quote, length) == NULL) {
            /* a line that is a whole row and has no quote: cells between delimiters, blanks
             * trimmed, as libcsv gives them */
            const char *behind = text + length, *stop = NULL, delimiter = rows->source->delimiter;
            for (; stop != behind && take_plain(rows, &text, behind); text = stop + 1) {
                const char *last;
                for (stop = text; stop < behind && *stop != delimiter;)
                    stop++;
                for (last = stop; text < last && is_blank(*text);)
                    text++;
                while (last > text && is_blank(last[-1]))
                    last--;
                on_cell((void *)text, (size_t)(last - text), rows);
            }
            rows->ended = true;
            return HINGE_OK;
        }
    }
    /* as libcsv should see it: where spaces delimit, tabs are blanks too */
    if (rows->source->delimiter == ' ' && memchr(text, '\t', length) != NULL) {
        if (length > rows->blanks_capacity) {
            rows->blanks = hinge_resize(rows->blanks, length, 1);
            rows->blanks_capacity = length;
        }
        for (size_t i = 0; i < length; i++)
            rows->blanks[i] = text[i] == '\t' ? ' ' : text[i];
        text = rows->blanks;
    }
    rows->called = false;
    enum hinge_status status = feed(rows, text, length, error);
    if (status == HINGE_OK && rows->called)
        rows->open_line = line;
    return status == HINGE_OK ? feed(rows, "\n", 1, error) : status;
}

enum hinge_status hinge_csv_rows_next(struct hinge_csv_rows *rows, bool *got,
                                      struct hinge_error *error)
{
    rows->ended = false;
    rows->line = rows->n = rows->long_cell = 0;
    while (!rows->ended && rows->next < rows->source->size) {
        enum hinge_status status = feed_line(rows, error);
        if (status != HINGE_OK)
            return status;
    }
    *got = rows->ended;
    if (!rows->ended)
        return rows->line != 0 ? never_closed(rows, error) : HINGE_OK;
    if (rows->long_cell != 0)
        return too_long(rows, rows->long_cell, error);
    if (rows->n > HINGE_CSV_COLUMNS_MAX)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
            "%s:%zu: %zu columns, more than the limit of %d; export fewer columns",
            rows->source->name, rows->line, rows->n, HINGE_CSV_COLUMNS_MAX);
    return HINGE_OK;
}

/* --- the first rows as text --- */

struct builder {
    struct hinge_arena *arena;
    char **cell; /* of the row in hand */
};

static void keep_cell(void *context, size_t index, const char *text, size_t length)
{
    struct builder *builder = context;
    builder->cell[index] = hinge_cell_unguarded(hinge_utf8_copy(builder->arena, text, length));
}

enum hinge_status hinge_csv_head_read(const struct hinge_csv_source *source, size_t max_lines,
                                      struct hinge_arena *arena, struct hinge_csv_head *head,
                                      struct hinge_error *error)
{
    struct hinge_csv_rows rows;
    struct builder builder = {arena, hinge_arena_raw(arena, HINGE_CSV_COLUMNS_MAX, sizeof(char *))};
    enum hinge_status status = HINGE_OK;
    bool got = true;
    *head = (struct hinge_csv_head){.line = hinge_arena_raw(arena, max_lines, sizeof *head->line)};
    hinge_csv_rows_open(&rows, source, 0, 1, HINGE_CSV_TEXT_CELL, keep_cell, &builder);
    while (head->n < max_lines && (status = hinge_csv_rows_next(&rows, &got, error)) == HINGE_OK &&
           got) {
        char **cell = hinge_arena_raw(arena, rows.n, sizeof *cell);
        memcpy(cell, builder.cell, rows.n * sizeof *cell);
        head->line[head->n++] = (struct hinge_csv_line){rows.line, rows.offset, rows.n, cell};
    }
    hinge_csv_rows_close(&rows);
    if (status != HINGE_OK)
        head->n = 0;
    return status;
}
