/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of delimited text: names first, every digit, nothing where nothing is; and rows of any text
 * in pieces. */
#include "report/writers/writer.h"

#include "table/cells.h"

enum {
    USUAL = 12,          /* bytes of a cell */
    PIECE = 1024 * 8,    /* cells */
    LITTLE = 1024 * 128, /* cells that are not worth a second thread */
};

static void write_text(hinge_write_text *write, const char *text, char delimiter,
                       struct hinge_text *out)
{
    if (write != NULL)
        write(out, text);
    else
        hinge_cell_delimited(out, text, delimiter);
}

/* The last text of a column and where it was written: below an equal one (the table
 * keeps equal texts once) that is copied. */
struct written {
    const char *text;
    size_t at, end; /* in the output */
};

/* How a block is written. */
struct writing {
    const struct hinge_table *block;
    char delimiter;
    hinge_write_text *write;
    char decimal;
};

static bool is_repeated(const struct writing *w, size_t column, size_t row,
                        const struct written *last)
{
    const struct hinge_column *c = &w->block->column[column];
    return c->type == HINGE_COLUMN_TEXT && c->text[row] != NULL &&
           c->text[row] == last[column].text;
}

static void write_rows(const void *how, const struct hinge_table *block, size_t from, size_t end,
                       struct hinge_text *out)
{
    const struct writing *w = how;
    cleared_by(freed) struct written *last = hinge_alloc(block->n_columns, sizeof *last);
    hinge_text_room(out, (end - from) * block->n_columns * USUAL);
    for (size_t row = from; row < end; row++) {
        for (size_t c = 0; c < block->n_columns;) {
            /* numbers up to the next text, the delimiters around them, the end */
            char *start = hinge_text_room(out, (block->n_columns - c) * (HINGE_NUMBER_MAX + 1) + 2);
            char *at = start;
            if (c > 0)
                *at++ = w->delimiter;
            for (; c < block->n_columns && block->column[c].type == HINGE_COLUMN_NUMBER; c++) {
                double value = block->column[c].number[row];
                char *number = at;
                if (!isnan(value))
                    at = hinge_number_write(value == 0 ? 0 : value, at);
                char *point = w->decimal == ',' ? memchr(number, '.', (size_t)(at - number)) : NULL;
                if (point != NULL)
                    *point = ',';
                if (c + 1 < block->n_columns)
                    *at++ = w->delimiter;
            }
            out->length += (size_t)(at - start);
            if (c == block->n_columns)
                break;
            /* a text; neighbours that stood side by side before are copied together */
            const char *text = block->column[c].text[row];
            if (text != NULL && !is_repeated(w, c, row, last)) {
                const size_t begin = out->length;
                write_text(w->write, text, w->delimiter, out);
                last[c] = (struct written){text, begin, out->length};
            } else if (text != NULL) {
                const size_t first = last[c].at;
                size_t behind = last[c].end;
                while (c + 1 < block->n_columns && is_repeated(w, c + 1, row, last) &&
                       last[c + 1].at == behind + 1)
                    behind = last[++c].end;
                hinge_text_repeat(out, first, behind - first);
            }
            c++;
        }
        hinge_text_add(out, "\n", 1);
    }
}

enum hinge_status hinge_write_delimited(const struct hinge_table *block, size_t before,
                                        char delimiter, hinge_write_text *write,
                                        const struct hinge_writer_options *options,
                                        struct hinge_text *out)
{
    if (before == 0 && options->decimal == ',')
        hinge_text_adds(out, "\xEF\xBB\xBF");
    if (before == 0) {
        for (size_t c = 0; c < block->n_columns; c++) {
            hinge_text_add(out, &delimiter, c > 0);
            write_text(write, block->column[c].name, delimiter, out);
        }
        hinge_text_add(out, "\n", 1);
    }
    return hinge_write_pieces(block, write_rows,
                              &(struct writing){block, delimiter, write, options->decimal},
                              options->progress, out);
}

/* --- pieces --- */

struct pieces {
    const struct hinge_table *block;
    hinge_write_rows *write;
    const void *how;
    size_t rows; /* of a piece */
    struct hinge_text *text;
};

static enum hinge_status write_piece(void *context, void *scratch, size_t item,
                                     struct hinge_error *error)
{
    const struct pieces *p = context;
    struct hinge_text out = {0}; /* neighbours in p->text share a line of the cache */
    size_t from = item * p->rows, left = p->block->rows - from;
    (void)scratch, (void)error;
    p->write(p->how, p->block, from, from + (left < p->rows ? left : p->rows), &out);
    p->text[item] = out;
    return HINGE_OK;
}

enum hinge_status hinge_write_pieces(const struct hinge_table *block, hinge_write_rows *write,
                                     const void *how, const struct hinge_progress *progress,
                                     struct hinge_text *out)
{
    struct pieces p = {block, write, how, 1 + PIECE / (block->n_columns + 1), NULL};
    struct hinge_loop loop = {.items = (block->rows + p.rows - 1) / p.rows,
                              .threads = block->rows * block->n_columns < LITTLE ? 1 : 0,
                              .work = write_piece,
                              .context = &p,
                              .progress = progress};
    p.text = hinge_alloc(loop.items, sizeof *p.text);
    enum hinge_status status = hinge_parallel_for(&loop, NULL);
    size_t length = 1;
    for (size_t i = 0; i < loop.items; i++)
        length += p.text[i].length;
    hinge_text_room(out, length);
    for (size_t i = 0; i < loop.items; i++) {
        hinge_text_add(out, p.text[i].data, p.text[i].length);
        hinge_text_clear(&p.text[i]);
    }
    free(p.text);
    return status == HINGE_INTERRUPTED ? status : HINGE_OK;
}
