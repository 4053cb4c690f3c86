/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of delimited text: names first, every digit, nothing where nothing is. Rows are
 * independent: pieces of a long block are written side by side and joined in order. */
#include "report/writers/parts/delimited.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "report/display.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    PIECE = 128,        /* rows */
    LITTLE = 1024 * 32, /* cells that are not worth a second thread */
};

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

/* What is written: rows of a block, in pieces. */
struct writing {
    const struct hinge_table *block;
    char delimiter;
    hinge_write_text *write;
    struct hinge_text *piece;
};

static void write_row(const struct writing *w, size_t row, struct written *last,
                      struct hinge_text *out)
{
    const struct hinge_table *block = w->block;
    for (size_t c = 0; c < block->n_columns; c++) {
        char *at = hinge_text_room(out, HINGE_CELL_MAX + 1);
        if (at == NULL)
            return;
        if (c > 0)
            *at++ = w->delimiter;
        out->length += c > 0;
        if (block->column[c].type == HINGE_COLUMN_TEXT)
            write_text(&block->column[c], row, w->write, &last[c], out);
        else if (!isnan(block->column[c].number[row]))
            out->length += strlen(hinge_exact_cell(block, c, row, at));
    }
    hinge_text_add(out, "\n", 1);
}

static enum hinge_status write_piece(void *context, void *scratch, size_t item,
                                     struct hinge_error *error)
{
    const struct writing *w = context;
    struct written *last = scratch;
    struct hinge_text out = {0}; /* neighbours in w->piece share a line of the cache */
    size_t end =
        (item + 1) * PIECE < w->block->rows ? (item + 1) * PIECE : w->block->rows;
    memset(last, 0, w->block->n_columns * sizeof *last);
    for (size_t row = item * PIECE; row < end && !out.failed; row++)
        write_row(w, row, last, &out);
    w->piece[item] = out;
    return out.failed ? hinge_no_memory(error) : HINGE_OK;
}

static void *make_scratch(void *context)
{
    const struct writing *w = context;
    return hinge_alloc(w->block->n_columns, sizeof(struct written));
}

enum hinge_status hinge_write_delimited(const struct hinge_table *block, size_t before,
                                        char delimiter, hinge_write_text *write,
                                        const struct hinge_progress *progress,
                                        struct hinge_text *out)
{
    size_t pieces = (block->rows + PIECE - 1) / PIECE;
    struct writing w = {block, delimiter, write,
                        hinge_alloc(pieces, sizeof(struct hinge_text))};
    struct hinge_parallel_plan plan = {
        .items = w.piece != NULL ? pieces : 0,
        .threads = block->rows * block->n_columns < LITTLE ? 1 : 0,
        .work = write_piece,
        .context = &w,
        .make_scratch = make_scratch,
        .free_scratch = free,
        .progress = progress};
    if (before == 0)
        write_names(block, delimiter, write, out);
    enum hinge_status status = hinge_parallel_for(&plan, NULL);
    for (size_t i = 0; i < plan.items; i++) {
        hinge_text_add(out, w.piece[i].data, w.piece[i].length);
        hinge_text_clear(&w.piece[i]);
    }
    out->failed = out->failed || w.piece == NULL ||
                  (status != HINGE_OK && status != HINGE_INTERRUPTED);
    free(w.piece);
    return status == HINGE_INTERRUPTED ? status : HINGE_OK;
}
