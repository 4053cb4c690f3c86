/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of delimited text: names first, every digit, nothing where nothing is. */
#include "report/writers/parts/delimited.h"

#include "report/display.h"

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

enum hinge_status hinge_write_delimited(const struct hinge_table *block, size_t before,
                                        char delimiter, hinge_write_text *write,
                                        const struct hinge_progress *progress,
                                        struct hinge_text *out)
{
    char buffer[HINGE_CELL_MAX];
    if (before == 0)
        write_names(block, delimiter, write, out);
    for (size_t row = 0; row < block->rows; row++) {
        if (row % TOLD == 0 && hinge_progress_stopped(progress))
            return HINGE_INTERRUPTED;
        if (row % TOLD == 0)
            hinge_progress_report(progress, row, block->rows);
        for (size_t c = 0; c < block->n_columns; c++) {
            const char *cell = hinge_exact_cell(block, c, row, buffer);
            hinge_text_add(out, &delimiter, c > 0);
            if (block->column[c].type == HINGE_COLUMN_NUMBER)
                hinge_text_puts(out, cell);
            else
                write(out, cell, block->column[c].own);
        }
        hinge_text_add(out, "\n", 1);
    }
    return HINGE_OK;
}
