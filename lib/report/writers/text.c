/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aligned text for a terminal: numbers to the right, text to the left, two blanks
 * between;
 * "-" where nothing is there, so that every row has every column. */
#include "report/writers/writer.h"

#include "base/memory.h"
#include "report/display.h"
#include "report/published.h"

#include <stdlib.h>
#include <string.h>

static void pad(struct hinge_text *out, size_t n)
{
    char *at = hinge_text_room(out, n);
    if (at != NULL)
        memset(at, ' ', n);
    out->length += at != NULL ? n : 0;
}

/* The header is row -1. */
static void make_cell(const struct hinge_table *table, size_t column, long row,
                      bool exact, struct hinge_text *cell)
{
    if (row >= 0) {
        int mark = hinge_mark_of(table, column, (size_t)row);
        hinge_display_cell(table, column, (size_t)row, exact, cell);
        if (mark >= 0)
            hinge_text_puts(cell, hinge_mark_text(mark));
        return;
    }
    cell->length = 0;
    hinge_display_escape(cell, table->column[column].name);
}

static void write_row(const struct hinge_table *table, const size_t *width, long row,
                      bool exact, struct hinge_text *cell, struct hinge_text *out)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        make_cell(table, c, row, exact, cell);
        const char *text = hinge_text_string(cell);
        size_t blanks = width[c] - hinge_display_width(text);
        bool number = table->column[c].type == HINGE_COLUMN_NUMBER;
        if (number)
            pad(out, blanks);
        hinge_text_puts(out, text);
        bool last = c + 1 == table->n_columns;
        pad(out, (number || last ? 0 : blanks) + (last ? 0 : 2));
    }
    hinge_text_add(out, "\n", 1);
}

static enum hinge_status write_text(const struct hinge_table *table,
                                    const struct hinge_writer_options *options,
                                    struct hinge_text *out, struct hinge_error *error)
{
    struct hinge_text cell = {0};
    bool exact = options->full_precision;
    size_t *width = hinge_alloc(table->n_columns, sizeof *width);
    if (width == NULL)
        return hinge_no_memory(error);
    for (long row = -1; row < (long)table->rows; row++)
        for (size_t c = 0; c < table->n_columns; c++) {
            make_cell(table, c, row, exact, &cell);
            size_t w = hinge_display_width(hinge_text_string(&cell));
            width[c] = w > width[c] ? w : width[c];
        }
    if (options->title != NULL && *options->title != '\0')
        hinge_text_printf(out, "%s\n\n", options->title);
    /* a failed cell has no reliable width: nothing is written from it */
    for (long row = -1; !cell.failed && row < (long)table->rows; row++)
        write_row(table, width, row, exact, &cell, out);
    cell.length = 0;
    const struct hinge_writer_options codes = {.ids = true};
    hinge_marks_line(table, &codes, &cell);
    if (cell.length > 0)
        hinge_text_printf(out, "\n%s\n", hinge_text_string(&cell));
    if (options->footer != NULL && *options->footer != '\0')
        hinge_text_printf(out, "\n%s\n", options->footer);
    out->failed = out->failed || cell.failed;
    hinge_text_clear(&cell);
    free(width);
    return HINGE_OK;
}

const struct hinge_writer hinge_writer_text = {
    .id = "text",
    .title = "aligned columns for reading on a terminal",
    .extension = "txt",
    .write = write_text,
};
