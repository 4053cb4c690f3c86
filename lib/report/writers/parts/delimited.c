/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of delimited text: names first, every digit, nothing where nothing is. */
#include "report/writers/parts/delimited.h"

#include "base/memory.h"
#include "report/display.h"

#include <stdlib.h>

enum { TOLD = 256 }; /* rows between two reports */

static void write_names(const struct hinge_table *table, char delimiter,
                        hinge_write_text *write, struct hinge_text *out)
{
    for (size_t c = 0; c < table->n_columns; c++) {
        hinge_text_add(out, &delimiter, c > 0);
        write(out, table->column[c].name, false);
    }
    hinge_text_add(out, "\n", 1);
}

/* A text cell; below an equal one (the table keeps equal texts once) what was written
 * for that is copied. */
struct written {
    const char *text;
    size_t at, length; /* in the output */
};

static void write_text(const struct hinge_column *column, size_t row,
                       hinge_write_text *write, struct written *last,
                       struct hinge_text *out)
{
    const char *text = column->text[row];
    if (text == NULL)
        return;
    if (text == last->text && !out->failed) {
        hinge_text_repeat(out, last->at, last->length);
        return;
    }
    size_t at = out->length;
    write(out, text, column->own);
    *last = (struct written){text, at, out->length - at};
}

enum hinge_status hinge_write_delimited(const struct hinge_table *block, size_t before,
                                        char delimiter, hinge_write_text *write,
                                        const struct hinge_progress *progress,
                                        struct hinge_text *out)
{
    char buffer[HINGE_CELL_MAX];
    struct written *last = hinge_alloc(block->n_columns, sizeof *last);
    out->failed = out->failed || last == NULL;
    if (before == 0)
        write_names(block, delimiter, write, out);
    for (size_t row = 0; row < block->rows && !out->failed; row++) {
        if (row % TOLD == 0 && hinge_progress_stopped(progress)) {
            free(last);
            return HINGE_INTERRUPTED;
        }
        if (row % TOLD == 0)
            hinge_progress_report(progress, row, block->rows);
        for (size_t c = 0; c < block->n_columns; c++) {
            hinge_text_add(out, &delimiter, c > 0);
            if (block->column[c].type == HINGE_COLUMN_NUMBER)
                hinge_text_puts(out, hinge_exact_cell(block, c, row, buffer));
            else
                write_text(&block->column[c], row, write, &last[c], out);
        }
        hinge_text_add(out, "\n", 1);
    }
    free(last);
    return HINGE_OK;
}
