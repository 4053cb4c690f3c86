/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first rows of a file as text. In: a source; out: a head that owns its cells. */
#include "base/memory.h"
#include "csv/rows.h"

#include <string.h>

struct builder {
    struct hinge_arena arena;
    char *cell[HINGE_CSV_COLUMNS_MAX];
    bool failed;
};

static void keep_cell(void *context, size_t index, const char *text, size_t length)
{
    struct builder *builder = context;
    builder->cell[index] = hinge_csv_utf8(&builder->arena, text, length);
}

static bool keep_row(struct builder *builder, const struct hinge_csv_rows *rows,
                     struct hinge_csv_line *line)
{
    char **cell = hinge_arena_alloc(&builder->arena, rows->n ? rows->n : 1, sizeof *cell);
    if (builder->failed)
        return false;
    memcpy(cell, builder->cell, rows->n * sizeof *cell);
    *line = (struct hinge_csv_line){
        .number = rows->line, .offset = rows->offset, .n = rows->n, .cell = cell};
    return true;
}

static enum hinge_status fill(const struct hinge_csv_source *source, size_t max_lines,
                              struct builder *builder, struct hinge_csv_head *head,
                              struct hinge_error *error)
{
    struct hinge_csv_rows rows;
    enum hinge_status status =
        hinge_csv_rows_open(&rows, source, 0, 1, HINGE_CSV_TEXT_CELL, keep_cell, builder, error);
    bool got = true;
    while (status == HINGE_OK && got && head->n < max_lines) {
        status = hinge_csv_rows_next(&rows, &got, error);
        if (status != HINGE_OK || !got)
            break;
        if (!keep_row(builder, &rows, &head->line[head->n]))
            status = hinge_no_memory(error);
        else
            head->n++;
    }
    hinge_csv_rows_close(&rows);
    return status;
}

enum hinge_status hinge_csv_head_read(const struct hinge_csv_source *source, size_t max_lines,
                                      struct hinge_csv_head *head, struct hinge_error *error)
{
    hinge_csv_head_clear(head);
    struct hinge_arena arena = {0};
    struct builder *builder = hinge_arena_alloc(&arena, 1, sizeof *builder);
    struct hinge_csv_line *lines = NULL;
    lines = hinge_arena_alloc(&arena, max_lines, sizeof *lines);
    builder->arena = arena;
    head->line = lines;
    enum hinge_status status = fill(source, max_lines, builder, head, error);
    head->blocks = builder->arena.head;
    if (status != HINGE_OK)
        hinge_csv_head_clear(head);
    return status;
}

void hinge_csv_head_clear(struct hinge_csv_head *head)
{
    struct hinge_arena arena = {head->blocks};
    hinge_arena_clear(&arena);
    *head = (struct hinge_csv_head){0};
}
