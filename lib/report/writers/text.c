/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aligned text for a terminal: numbers to the right, text to the left, two blanks
 * between;
 * "-" where nothing is there, so that every row has every column. */
#include "report/writers/writer.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "report/display.h"
#include "report/published.h"

#include <stdlib.h>
#include <string.h>

enum {
    PIECE = 512,         /* rows */
    AT_ONCE = 16,        /* pieces written side by side, then joined */
    LITTLE = 1024 * 256, /* cells that are not worth a second thread */
};

static void pad(struct hinge_text *out, size_t n)
{
    char *at = hinge_text_room(out, n);
    memset(at, ' ', n);
    out->length += at != NULL ? n : 0;
}

/* Somebody's own words, a fault's title; ids that are typed stay, and are NULL here. */
static const char *words_of(const struct hinge_column *column, long row,
                            const struct hinge_writer_options *options, char *buffer,
                            size_t capacity)
{
    bool text = row >= 0 && column->type == HINGE_COLUMN_TEXT;
    const char *id = row < 0 ? column->name : text ? column->text[row] : NULL;
    const char *own = id != NULL ? hinge_wording_label(options->labels, id) : NULL;
    if (own != NULL || id == NULL || row < 0 || options->ids)
        return own;
    return hinge_published_fault(column->name, id, buffer, capacity);
}

/* The header is row -1. */
static void make_cell(const struct hinge_table *table, size_t column, long row,
                      const struct hinge_writer_options *options, struct hinge_text *cell)
{
    char buffer[128];
    const struct hinge_column *c = &table->column[column];
    const char *words = words_of(c, row, options, buffer, sizeof buffer);
    int mark = row >= 0 ? hinge_mark_of(table, column, (size_t)row) : -1;
    cell->length = 0;
    if (row < 0 || words != NULL)
        hinge_display_escape(cell, words != NULL ? words : c->name);
    else
        hinge_display_cell(table, column, (size_t)row, options->full_precision, cell);
    if (mark >= 0)
        hinge_text_puts(cell, hinge_mark_text(mark));
}

static void write_row(const struct hinge_table *table, const size_t *width, long row,
                      const struct hinge_writer_options *options, struct hinge_text *cell,
                      struct hinge_text *out)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        make_cell(table, c, row, options, cell);
        const char *text = hinge_text_string(cell);
        size_t blanks = width[c] - hinge_display_width(text);
        bool number = hinge_display_is_number(&table->column[c]);
        if (number)
            pad(out, blanks);
        hinge_text_puts(out, text);
        bool last = c + 1 == table->n_columns;
        pad(out, (number || last ? 0 : blanks) + (last ? 0 : 2));
    }
    hinge_text_add(out, "\n", 1);
}

/* Rows of a table in pieces that are measured, then written, side by side. */
struct pieces {
    const struct hinge_table *table;
    const struct hinge_writer_options *options;
    size_t *width; /* of the columns */
    size_t *own;   /* per piece and column: the widest cell */
    size_t first;  /* piece of those being written */
    struct hinge_text text[AT_ONCE];
};

static enum hinge_status measure_piece(void *context, void *scratch, size_t item,
                                       struct hinge_error *error)
{
    (void)error;
    const struct pieces *p = context;
    const struct hinge_table *table = p->table;
    size_t *own = p->own + item * table->n_columns;
    size_t end = (item + 1) * PIECE < table->rows ? (item + 1) * PIECE : table->rows;
    struct hinge_text cell = {0};
    (void)scratch;
    for (size_t row = item * PIECE; row < end; row++)
        for (size_t c = 0; c < table->n_columns; c++) {
            make_cell(table, c, (long)row, p->options, &cell);
            size_t w = hinge_display_width(hinge_text_string(&cell));
            own[c] = w > own[c] ? w : own[c];
        }
    hinge_text_clear(&cell);
    return HINGE_OK;
}

static enum hinge_status write_piece(void *context, void *scratch, size_t item,
                                     struct hinge_error *error)
{
    (void)error;
    struct pieces *p = context;
    const struct hinge_table *table = p->table;
    struct hinge_text cell = {0}, out = {0};
    size_t row = (p->first + item) * PIECE;
    size_t end = row + PIECE < table->rows ? row + PIECE : table->rows;
    (void)scratch;
    for (; row < end; row++)
        write_row(table, p->width, (long)row, p->options, &cell, &out);
    hinge_text_clear(&cell);
    p->text[item] = out; /* neighbours share a line of the cache: written once */
    return HINGE_OK;
}

/* The header's widths, then those of the rows. */
static enum hinge_status measure(struct pieces *p, struct hinge_loop *loop, struct hinge_text *cell,
                                 struct hinge_error *error)
{
    for (size_t c = 0; c < p->table->n_columns; c++) {
        make_cell(p->table, c, -1, p->options, cell);
        p->width[c] = hinge_display_width(hinge_text_string(cell));
    }
    loop->work = measure_piece;
    enum hinge_status status = hinge_parallel_for(loop, error);
    for (size_t i = 0; i < loop->items * p->table->n_columns; i++) {
        size_t c = i % p->table->n_columns;
        p->width[c] = p->own[i] > p->width[c] ? p->own[i] : p->width[c];
    }
    /* a failed cell has no reliable width: nothing is written from it */
    return status;
}

static enum hinge_status write_rows(struct pieces *p, struct hinge_text *cell, const char *title,
                                    struct hinge_text *out, struct hinge_error *error)
{
    const struct hinge_table *table = p->table;
    struct hinge_loop loop = {.items = (table->rows + PIECE - 1) / PIECE,
                              .threads = table->rows * table->n_columns < LITTLE ? 1 : 0,
                              .context = p};
    enum hinge_status status = measure(p, &loop, cell, error);
    if (status != HINGE_OK)
        return status;
    if (title != NULL && *title != '\0')
        hinge_text_printf(out, "%s\n\n", title);
    write_row(table, p->width, -1, p->options, cell, out);
    size_t pieces = loop.items;
    loop.work = write_piece;
    for (p->first = 0; status == HINGE_OK && p->first < pieces; p->first += AT_ONCE) {
        loop.items = pieces - p->first < AT_ONCE ? pieces - p->first : AT_ONCE;
        status = hinge_parallel_for(&loop, error);
        for (size_t i = 0; i < loop.items; i++) {
            hinge_text_add(out, p->text[i].data, p->text[i].length);
            hinge_text_clear(&p->text[i]);
        }
    }
    return status;
}

static enum hinge_status write_text(const struct hinge_table *table,
                                    const struct hinge_writer_options *options,
                                    struct hinge_text *out, struct hinge_error *error)
{
    const struct hinge_writer_options codes = {.ids = true, .labels = options->labels};
    size_t n = (table->rows + PIECE - 1) / PIECE + 1;
    struct hinge_text cell = {0};
    struct pieces p = {.table = table,
                       .options = options,
                       .width = hinge_alloc(table->n_columns, sizeof *p.width),
                       .own = hinge_alloc(table->n_columns * n, sizeof *p.own)};
    bool room = p.width != NULL && p.own != NULL;
    enum hinge_status status =
        room ? write_rows(&p, &cell, options->title, out, error) : hinge_no_memory(error);
    cell.length = 0;
    hinge_marks_line(table, &codes, &cell);
    if (cell.length > 0)
        hinge_text_printf(out, "\n%s\n", hinge_text_string(&cell));
    if (options->footer != NULL && *options->footer != '\0')
        hinge_text_printf(out, "\n%s\n", options->footer);
    hinge_text_clear(&cell);
    free(p.width);
    free(p.own);
    return status;
}

const struct hinge_writer hinge_writer_text = {
    .id = "text",
    .takes = "digits,ids,label",
    .title = "aligned columns for reading on a terminal",
    .extension = "txt",
    .write = write_text,
};
