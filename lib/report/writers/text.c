/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aligned text for a terminal: numbers to the right, text to the left, two blanks
 * between;
 * "-" where nothing is there, so that every row has every column. */
#include "report/writers/parts/delimited.h"

#include "base/memory.h"
#include "report/display.h"
#include "report/published.h"

#include <stdlib.h>
#include <string.h>

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
        hinge_text_shown(cell, words != NULL ? words : c->name);
    else
        hinge_display_cell(table, column, (size_t)row, options->full_precision, cell);
    if (row < 0 && (words != NULL || *c->unit == '%'))
        hinge_published_unit_after(c, cell);
    if (mark >= 0)
        hinge_text_puts(cell, hinge_mark_text(mark));
}

/* Cells of rows, each with its end. */
static void add_cells(const void *options, const struct hinge_table *table, size_t from, size_t end,
                      struct hinge_text *out)
{
    struct hinge_text cell = {0};
    for (size_t row = from; row < end; row++)
        for (size_t c = 0; c < table->n_columns; c++) {
            make_cell(table, c, (long)row, options, &cell);
            hinge_text_add(out, hinge_text_string(&cell), cell.length + 1);
        }
    hinge_text_clear(&cell);
}

/* The names of the columns, then all cells, in columns as wide as their widest. */
static void write_cells(const struct hinge_table *table, const char *cells, struct hinge_text *out)
{
    const size_t columns = table->n_columns, n = (table->rows + 1) * columns;
    size_t *width = hinge_alloc(columns, sizeof *width);
    const char *at = cells;
    for (size_t i = 0; i < n; i++, at += strlen(at) + 1) {
        size_t w = hinge_display_width(at);
        width[i % columns] = w > width[i % columns] ? w : width[i % columns];
    }
    at = cells;
    for (size_t i = 0; i < n; i++, at += strlen(at) + 1) {
        const size_t c = i % columns, blanks = width[c] - hinge_display_width(at);
        bool number = hinge_display_is_number(&table->column[c]), last = c + 1 == columns;
        pad(out, number ? blanks : 0);
        hinge_text_puts(out, at);
        pad(out, last ? 0 : number ? 2 : blanks + 2);
        hinge_text_puts(out, last ? "\n" : "");
    }
    hinge_text_puts(out, columns == 0 ? "\n" : "");
    for (size_t r = 0; columns == 0 && r < table->rows; r++)
        hinge_text_puts(out, "\n");
    free(width);
}

static enum hinge_status write_text(const struct hinge_table *table,
                                    const struct hinge_writer_options *options,
                                    struct hinge_text *out, struct hinge_error *error)
{
    const struct hinge_writer_options codes = {.ids = true, .labels = options->labels};
    struct hinge_text cell = {0}, cells = {0};
    (void)error;
    for (size_t c = 0; c < table->n_columns; c++) {
        make_cell(table, c, -1, options, &cell);
        hinge_text_add(&cells, hinge_text_string(&cell), cell.length + 1);
    }
    hinge_write_pieces(table, add_cells, options, NULL, &cells);
    if (options->title != NULL && *options->title != '\0')
        hinge_text_printf(out, "%s\n\n", options->title);
    write_cells(table, hinge_text_string(&cells), out);
    cell.length = 0;
    hinge_marks_line(table, &codes, &cell);
    if (cell.length > 0)
        hinge_text_printf(out, "\n%s\n", hinge_text_string(&cell));
    if (options->footer != NULL && *options->footer != '\0')
        hinge_text_printf(out, "\n%s\n", options->footer);
    hinge_text_clear(&cell);
    hinge_text_clear(&cells);
    return HINGE_OK;
}

const struct hinge_writer hinge_writer_text = {
    .id = "text",
    .takes = "digits,ids,label",
    .title = "aligned columns for reading on a terminal",
    .extension = "txt",
    .write = write_text,
};
