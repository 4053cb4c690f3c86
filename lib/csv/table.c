/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A CSV with one header row as a table: lists that people write. In: a source; out: a
 * table, and for each row the line it came from. All cells are kept as text first,
 * since only a whole column tells whether it holds numbers. */
#include "csv/reader.h"
#include "table/cells.h"

struct grid_row {
    const char **cell;
    size_t line;
};

struct grid {
    const struct hinge_csv_source *source;
    struct hinge_arena *arena;
    const char **name;    /* of the columns */
    const char **in_hand; /* cells of the row in hand, NULL where blank; used again when not kept */
    size_t extra, filled; /* of its cells: beyond the columns; not blank */
    bool header;
    size_t columns, rows;
    struct grid_row *row;
};

static void take_cell(void *context, size_t index, const char *text, size_t length)
{
    struct grid *grid = context;
    grid->filled += length > 0;
    if (!grid->header && index >= grid->columns) {
        grid->extra += length > 0;
        return;
    }
    grid->in_hand[index] =
        length > 0 ? hinge_cell_unguarded(hinge_utf8_copy(grid->arena, text, length)) : NULL;
}

static enum hinge_status keep_row(struct grid *grid, const struct hinge_csv_rows *rows,
                                  struct hinge_error *error)
{
    if (grid->filled == 0) /* ",,,," as spreadsheets leave below a list */
        return HINGE_OK;
    if (grid->extra > 0 && strstr(grid->source->name, ".xlsx") != NULL)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_RAGGED,
                               "%s:%zu: %zu cell%s right of the header's last column; "
                               "write a header above, or empty the cell%s",
                               grid->source->name, rows->line, grid->extra, HINGE_S(grid->extra),
                               HINGE_S(grid->extra));
    if (grid->extra > 0 || rows->n < grid->columns)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_RAGGED,
                               "%s:%zu: %zu cell%s, expected %zu as in the header; %s",
                               grid->source->name, rows->line, rows->n, HINGE_S(rows->n),
                               grid->columns,
                               grid->extra > 0 ? "quote cells that contain the delimiter"
                                               : "complete the row: an empty cell needs its "
                                                 "delimiter too");
    size_t again = 0;
    while (again < grid->columns && grid->in_hand[again] != NULL && grid->name[again] != NULL &&
           strcmp(grid->in_hand[again], grid->name[again]) == 0)
        again++;
    if (again == grid->columns && again > 1) /* one column may hold the word that it is called */
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                               "%s:%zu: this row is the header again; remove it, or give the "
                               "tables apart",
                               grid->source->name, rows->line);
    if (grid->rows == HINGE_CSV_ROWS_MAX)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TOO_LARGE,
                               "%s:%zu: more than %d rows; split the file", grid->source->name,
                               rows->line, HINGE_CSV_ROWS_MAX);
    grid->row = hinge_arena_more(grid->arena, grid->row, grid->rows, sizeof *grid->row);
    grid->row[grid->rows++] = (struct grid_row){grid->in_hand, rows->line};
    grid->in_hand = hinge_arena_raw(grid->arena, grid->columns, sizeof *grid->in_hand);
    return HINGE_OK;
}

static bool named_in(const char *name, const char *const *list)
{
    for (; list != NULL && *list != NULL; list++)
        if (hinge_same_name(*list, name))
            return true;
    return false;
}

static const char *const missing_texts[] = {"n/a", "na", "nan", NULL};

/* Numbers when every cell that says something is one; "none" alone is a word. */
static bool is_number_column(const struct grid *grid, size_t c)
{
    size_t values = 0, words = 0;
    for (size_t i = 0; i < grid->rows; i++) {
        const char *cell = grid->row[i].cell[c];
        double value;
        if (cell == NULL)
            continue;
        enum hinge_number_kind kind =
            hinge_number_parse(cell, strlen(cell), grid->source->decimal, &value, NULL);
        if (kind != HINGE_NUMBER_VALUE && kind != HINGE_NUMBER_MISSING)
            return false;
        values += kind == HINGE_NUMBER_VALUE;
        words += kind == HINGE_NUMBER_MISSING;
    }
    return values > 0 || words == 0;
}

enum hinge_status hinge_csv_table_read(const struct hinge_csv_source *source,
                                       const char *const *as_text, struct hinge_table *table,
                                       struct hinge_arena *arena, size_t **lines,
                                       struct hinge_error *error)
{
    cleared_by(hinge_arena_clear) struct hinge_arena scratch = {0};
    cleared_by(hinge_csv_rows_close) struct hinge_csv_rows rows;
    struct grid grid = {.source = source, .arena = &scratch, .header = true};
    const size_t header_line = source->header_line > 0 ? source->header_line : 1;
    bool got = false;
    hinge_csv_rows_open(&rows, source, source->header_offset, header_line, HINGE_CSV_TEXT_CELL,
                        take_cell, &grid);
    grid.name = grid.in_hand = hinge_arena_raw(&scratch, HINGE_CSV_COLUMNS_MAX, sizeof *grid.name);
    enum hinge_status status = hinge_csv_rows_next(&rows, &got, error);
    grid.header = false;
    grid.columns = got ? rows.n : 0;
    while (grid.columns > 0 && grid.name[grid.columns - 1] == NULL)
        grid.columns--; /* trailing delimiters */
    grid.in_hand = hinge_arena_raw(&scratch, grid.columns, sizeof *grid.in_hand);
    for (got = grid.columns > 0; status == HINGE_OK && got;) {
        grid.extra = grid.filled = 0;
        status = hinge_csv_rows_next(&rows, &got, error);
        if (status == HINGE_OK && got)
            status = keep_row(&grid, &rows, error);
    }
    if (status != HINGE_OK)
        return status;
    const char **names = grid.name;
    if (grid.columns == 0 || (grid.rows == 0 && !source->no_rows))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                               "%s: no data rows below the header; export it again", source->name);
    for (size_t c = 0; c < grid.columns; c++) {
        if (names[c] == NULL)
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                                   "%s:%zu: column %zu has no name; name or remove it",
                                   source->name, header_line, c + 1);
        for (size_t d = 0; d < c; d++)
            if (strcmp(names[c], names[d]) == 0)
                return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DUPLICATE_COLUMN,
                                       "%s:%zu: columns %zu and %zu are both named "
                                       "\"%s\"; rename or remove one",
                                       source->name, header_line, d + 1, c + 1, names[c]);
    }
    for (size_t c = 0; c < grid.columns; c++) {
        bool number = !named_in(grid.name[c], as_text) && is_number_column(&grid, c);
        hinge_table_add_column(table, grid.name[c],
                               number ? HINGE_COLUMN_NUMBER : HINGE_COLUMN_TEXT, "", -1);
    }
    hinge_table_add_rows(table, grid.rows);
    for (size_t c = 0; c < grid.columns; c++) {
        struct hinge_column *column = &table->column[c];
        bool keep_words = source->keep_words && named_in(grid.name[c], as_text);
        for (size_t i = 0; i < grid.rows; i++) {
            const char *cell = grid.row[i].cell[c];
            if (column->type == HINGE_COLUMN_NUMBER) {
                column->number[i] = NAN;
                if (cell != NULL)
                    hinge_number_parse(cell, strlen(cell), source->decimal, &column->number[i],
                                       NULL);
            } else if (cell != NULL && (keep_words || !named_in(cell, missing_texts)))
                hinge_table_set_text(table, c, i, cell);
        }
    }
    if (lines != NULL)
        *lines = hinge_arena_raw(arena, grid.rows, sizeof **lines);
    for (size_t i = 0; lines != NULL && i < grid.rows; i++)
        (*lines)[i] = grid.row[i].line;
    return HINGE_OK;
}

/* --- path in, table out --- */

enum hinge_status hinge_csv_file_open(const char *path, const char *shown, size_t limit,
                                      char delimiter, char decimal, struct hinge_bytes *bytes,
                                      struct hinge_csv_source *source, struct hinge_error *error)
{
    enum hinge_status status = hinge_file_read(path, shown, limit, bytes, error);
    if (status != HINGE_OK)
        return status;
    hinge_csv_from_utf16(bytes);
    return hinge_csv_open(shown, bytes->data, bytes->size, delimiter, decimal, source, error);
}

enum hinge_status hinge_table_read_csv(struct hinge_table *table, const char *path,
                                       const char *shown, const char *const *as_text,
                                       char separator, char decimal, struct hinge_error *error)
{
    cleared_by(hinge_bytes_clear) struct hinge_bytes bytes = {0};
    struct hinge_csv_source source;
    enum hinge_status status = hinge_csv_file_open(path, shown, HINGE_FILE_MOST, separator, decimal,
                                                   &bytes, &source, error);
    source.keep_words = true;
    if (status == HINGE_OK)
        status = hinge_csv_table_read(&source, as_text, table, NULL, NULL, error);
    if (status != HINGE_OK)
        hinge_table_clear(table);
    return status;
}
