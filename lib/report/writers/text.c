/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aligned text for a terminal: numbers to the right, text to the left, two blanks
 * between;
 * "-" where nothing is there, so that every row has every column. */
#include "report/writers/writer.h"

#include "report/print/display.h"
#include "report/print/published.h"

static void pad(struct hinge_text *out, size_t n)
{
    char *at = hinge_text_room(out, n);
    memset(at, ' ', n);
    out->length += at != NULL ? n : 0;
}

/* The header is row -1. */
static void make_cell(const struct hinge_table *table, size_t column, long row,
                      const struct hinge_writer_options *options, struct hinge_text *cell)
{
    char buffer[128];
    const struct hinge_column *c = &table->column[column];
    /* somebody's own words, a fault's title; ids that are typed stay */
    const char *id = row < 0                        ? c->name
                     : c->type == HINGE_COLUMN_TEXT ? c->text[row]
                                                    : NULL,
               *words = id != NULL ? hinge_wording_label(options->labels, id) : NULL;
    if (words == NULL && id != NULL && row >= 0 && !options->ids)
        words = hinge_published_fault(options->labels, c->name, id, buffer, sizeof buffer);
    int mark = row >= 0 ? hinge_mark_of(table, column, (size_t)row) : -1;
    cell->length = 0;
    if (row < 0 || words != NULL)
        hinge_text_shown(cell, words != NULL ? words : c->name);
    else
        hinge_display_cell(table, column, (size_t)row, options->full_precision, cell);
    if (row < 0 && (words != NULL || *c->unit == '%'))
        hinge_published_unit_after(c, cell);
    if (mark >= 0)
        hinge_text_adds(cell, hinge_mark_text(mark));
}

/* Cells of rows, each with its end. */
static void add_cells(const void *options, const struct hinge_table *table, size_t from, size_t end,
                      struct hinge_text *out)
{
    cleared_by(hinge_text_clear) struct hinge_text cell = {0};
    for (size_t row = from; row < end; row++)
        for (size_t c = 0; c < table->n_columns; c++) {
            make_cell(table, c, (long)row, options, &cell);
            hinge_text_add(out, hinge_text_string(&cell), cell.length + 1);
        }
}

/* A grid of cells, its first row the names of the columns. */
struct grid {
    const struct hinge_table *table;
    const char **cell;      /* [row][column] */
    size_t *width, *column; /* of a column; those that are written */
};

static const char *cell_at(const struct grid *g, size_t row, size_t column)
{
    return g->cell[row * g->table->n_columns + column];
}

static size_t width_of(const struct grid *g, size_t from, size_t end)
{
    size_t width = 0;
    for (size_t i = from; i < end; i++)
        width += g->width[g->column[i]] + (i > from ? 2 : 0);
    return width;
}

/* The first `keys` columns, then those from `from` to `end`. */
static void write_rows(const struct grid *g, size_t keys, size_t from, size_t end,
                       struct hinge_text *out)
{
    for (size_t r = 0; r <= g->table->rows; r++) {
        for (size_t k = 0; k < keys + end - from; k++) {
            const size_t c = g->column[k < keys ? k : from + k - keys];
            const char *cell = cell_at(g, r, c);
            const size_t blanks = g->width[c] - hinge_text_width(cell);
            bool number = hinge_display_is_number(&g->table->column[c]);
            bool last = k + 1 == keys + end - from;
            pad(out, number ? blanks : 0);
            hinge_text_adds(out, cell);
            pad(out, last ? 0 : number ? 2 : blanks + 2);
        }
        hinge_text_adds(out, "\n");
    }
}

static enum hinge_status write_text(const struct hinge_table *table,
                                    const struct hinge_writer_options *options,
                                    struct hinge_text *out, struct hinge_error *error)
{
    const struct hinge_writer_options codes = {.ids = true, .labels = options->labels};
    cleared_by(hinge_text_clear) struct hinge_text cell = {0}, cells = {0};
    (void)error;
    for (size_t c = 0; c < table->n_columns; c++) {
        make_cell(table, c, -1, options, &cell);
        hinge_text_add(&cells, hinge_text_string(&cell), cell.length + 1);
    }
    hinge_write_pieces(table, add_cells, options, NULL, &cells);
    if (options->title != NULL && *options->title != '\0')
        hinge_text_printf(out, "%s\n\n", options->title);
    /* The names of the columns, then all cells, in columns as wide as their widest. What does not
     * fit a width: what is the same in every row stands above ("task: rdl; phase: descent"), the
     * rest on a wide terminal as tables under each other, on a narrow one as a block a row. */
    enum { NARROW = 100 };
    const size_t columns = table->n_columns, rows = table->rows, n = (rows + 1) * columns,
                 width = options->width;
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct grid g = {.table = table,
                     .cell = hinge_arena_alloc(&arena, n + 1, sizeof *g.cell),
                     .width = hinge_arena_alloc(&arena, columns + 1, sizeof *g.width),
                     .column = hinge_arena_alloc(&arena, columns + 1, sizeof *g.column)};
    size_t names = 0, keys = 0, shown = columns;
    const char *at = hinge_text_string(&cells);
    for (size_t i = 0; i < n; i++, at += strlen(at) + 1) {
        const size_t w = hinge_text_width(at);
        g.cell[i] = at;
        g.column[i % columns] = i % columns;
        g.width[i % columns] = w > g.width[i % columns] ? w : g.width[i % columns];
        names = i < columns && w > names ? w : names;
    }
    if (width > 0 && width_of(&g, 0, shown) > width && rows > 1) {
        shown = 0;
        for (size_t c = 0; c < columns; c++) {
            size_t r = 2;
            while (r <= rows && strcmp(cell_at(&g, r, c), cell_at(&g, 1, c)) == 0)
                r++;
            if (r <= rows)
                g.column[shown++] = c;
            else
                hinge_text_printf(out, "%s%s: %s", keys++ > 0 ? "; " : "", cell_at(&g, 0, c),
                                  cell_at(&g, 1, c));
        }
        hinge_text_adds(out, keys > 0 ? "\n\n" : "");
        keys = 0;
    }
    if (width == 0 || width_of(&g, 0, shown) <= width)
        write_rows(&g, 0, 0, shown, out);
    else if (width < NARROW) {
        for (size_t i = 0; i < rows * shown; i++) {
            const size_t c = g.column[i % shown];
            const char *name = cell_at(&g, 0, c);
            hinge_text_printf(out, "%s%s", i > 0 && i % shown == 0 ? "\n" : "", name);
            pad(out, names - hinge_text_width(name) + 2);
            hinge_text_printf(out, "%s\n", cell_at(&g, i / shown + 1, c));
        }
    } else {
        while (keys < shown && width_of(&g, 0, keys + 1) <= width / 3 &&
               !hinge_display_is_number(&table->column[g.column[keys]]))
            keys++;
        const size_t room = width - (keys > 0 ? width_of(&g, 0, keys) + 2 : 0);
        for (size_t from = keys, end; from < shown; from = end) {
            for (end = from + 1; end < shown && width_of(&g, from, end + 1) <= room;)
                end++;
            hinge_text_adds(out, from > keys ? "\n" : "");
            write_rows(&g, keys, from, end, out);
        }
    }
    cell.length = 0;
    hinge_marks_line(table, &codes, &cell);
    if (cell.length > 0)
        hinge_text_printf(out, "\n%s\n", hinge_text_string(&cell));
    if (options->footer != NULL && *options->footer != '\0')
        hinge_text_printf(out, "\n%s\n", options->footer);
    return HINGE_OK;
}

const struct hinge_writer hinge_writer_text = {
    .id = "text",
    .takes = "digits,ids,label",
    .title = "aligned columns for reading on a terminal",
    .extension = "txt",
    .write = write_text,
};
