/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column per point whose cells hold its coordinates: "0.1 0.2 1.3", "[12, 40]",
 * "tensor([1.0, 2.0])". In: a table of text; out: a recording. */
#include "base/memory.h"
#include "base/number.h"
#include "formats/format.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBERS_MOST = 4, COLUMNS_MOST = 1024 };

/* Numbers of a cell; -1 when it is something else, 0 when it is blank. */
static int parse_cell(const char *cell, char decimal, double value[NUMBERS_MOST])
{
    int n = 0;
    if (strncmp(cell, "tensor", 6) == 0)
        cell += 6;
    for (;;) {
        cell += strspn(cell, decimal == ',' ? " ([])\t" : " ([]),;\t");
        size_t length = strcspn(cell, decimal == ',' ? " ([])\t" : " ([]),;\t");
        if (length == 0)
            return n;
        if (n == NUMBERS_MOST ||
            hinge_number_parse(cell, length, decimal, &value[n], NULL) > HINGE_NUMBER_MISSING)
            return -1;
        n++;
        cell += length;
    }
}

/* Number of coordinates in the first filled cell of column c, 0 when they are no
 * points.
 */
static int column_width(const struct hinge_probe *probe, size_t c)
{
    double value[NUMBERS_MOST];
    for (size_t l = 1; l < probe->head.n; l++) {
        const struct hinge_csv_line *line = &probe->head.line[l];
        int n = c < line->n ? parse_cell(line->cell[c], probe->source.decimal, value) : 0;
        if (n != 0)
            return n;
    }
    return 0;
}

/* How many columns hold points, and how many numbers each cell. */
static size_t count_points(const struct hinge_probe *probe, int *width)
{
    size_t points = 0;
    *width = 0;
    if (probe->head.n < 2 || probe->source.delimiter == ' ' || probe->head.line[0].n > COLUMNS_MOST)
        return 0;
    for (size_t c = 0; c < probe->head.line[0].n; c++) {
        int n = column_width(probe, c);
        if (n < 2)
            continue;
        *width = n > *width ? n : *width;
        points++;
    }
    return points;
}

static int score(const struct hinge_probe *probe, struct hinge_text *why)
{
    int width;
    size_t points = count_points(probe, &width);
    if (points < 3) {
        hinge_text_puts(why, "no columns whose cells hold two or more numbers");
        return 0;
    }
    hinge_text_printf(why, "%zu columns with %d numbers in a cell", points, width);
    return 85;
}

/* Columns of points and what else is needed of the table. */
struct point_table {
    size_t n, column[COLUMNS_MOST];
    const char *name[COLUMNS_MOST];
    long frame, time;
    double to_ms;
    struct hinge_table table;
    size_t *line;
};

static void take_header(const struct hinge_probe *probe, struct point_table *in)
{
    const struct hinge_csv_line *names = &probe->head.line[0];
    in->frame = in->time = -1;
    for (size_t c = 0; c < names->n && c < COLUMNS_MOST; c++) {
        struct hinge_column_name parts;
        hinge_column_name_split(names->cell[c], &parts);
        if (column_width(probe, c) >= 2) {
            in->name[in->n] = names->cell[c];
            in->column[in->n++] = c;
        } else if (parts.component == HINGE_COMPONENT_frame) {
            in->frame = (long)c;
        } else if (parts.component == HINGE_COMPONENT_time && parts.unit != HINGE_UNIT_unknown) {
            in->time = (long)c;
            in->to_ms = parts.unit == HINGE_UNIT_ms ? 1 : 1000;
        }
    }
}

static double number_of(const struct point_table *in, long column, size_t row)
{
    const struct hinge_column *found = column < 0 ? NULL : &in->table.column[column];
    return found != NULL && found->type == HINGE_COLUMN_NUMBER ? found->number[row] : (double)NAN;
}

static enum hinge_status read_row(const struct hinge_probe *probe, const struct point_table *in,
                                  size_t row, int width, struct hinge_people *people,
                                  struct hinge_error *error)
{
    double frame = number_of(in, in->frame, row);
    double *value =
        hinge_people_add(people, fabs(frame) < 1e9 ? lround(frame) : (long)row,
                         in->time >= 0 ? in->to_ms * number_of(in, in->time, row) : (double)NAN);
    for (size_t p = 0; p < in->n; p++, value += width) {
        char buffer[48];
        double numbers[NUMBERS_MOST];
        const char *cell = hinge_table_cell(&in->table, in->column[p], row, buffer);
        int n = parse_cell(cell, probe->source.decimal, numbers);
        if (n != 0 && n != width)
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_NOT_A_NUMBER,
                "%s:%zu: column %zu (%s): \"%.60s\" is not %d numbers, as expected; "
                "correct the cell, or export the file again",
                probe->name, in->line[row], in->column[p] + 1, in->name[p], cell, width);
        memcpy(value, numbers, (size_t)n * sizeof *value);
    }
    return HINGE_OK;
}

static enum hinge_status read_rows(const struct hinge_probe *probe, struct point_table *in,
                                   int width, struct hinge_recording *recording,
                                   struct hinge_error *error)
{
    struct hinge_people people = {.arena = probe->arena,
                                  .name = in->name,
                                  .n_points = in->n,
                                  .depth = width > 2,
                                  .scores = width > 3,
                                  .unit = HINGE_UNIT_unknown};
    enum hinge_status status =
        hinge_csv_table_read(&probe->source, NULL, &in->table, probe->arena, &in->line, error);
    for (size_t i = 0; i < in->table.rows && status == HINGE_OK; i++)
        status = read_row(probe, in, i, width, &people, error);
    if (status != HINGE_OK)
        return status;
    return hinge_people_give(&people, probe->name, "points_in_cells", width > 2 ? "" : "-y",
                             (width > 2 ? 0u : HINGE_LAYOUT_IMAGE) | HINGE_LAYOUT_ZERO_MISSING,
                             recording, error);
}

static enum hinge_status read(const struct hinge_probe *probe,
                              const struct hinge_read_options *options,
                              struct hinge_recording *recording, struct hinge_error *error)
{
    (void)options;
    int width;
    if (count_points(probe, &width) == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                               "%s: a header row and cells of two or three numbers are "
                               "expected",
                               probe->name);
    struct point_table in = {0};
    take_header(probe, &in);
    enum hinge_status status = read_rows(probe, &in, width, recording, error);
    hinge_table_clear(&in.table);
    return status;
}

const struct hinge_format hinge_format_points_in_cells = {
    .id = "points_in_cells",
    .title = "a column per point, its coordinates in one cell (Azure Kinect, tensors)",
    .details = "One header row with a name per point. Each cell has two to four numbers "
               "(x, y, z, score), separated by blanks, or by commas in quotes or "
               "brackets: `0.1 0.2 1.3`, `\"[12, 40]\"`, `\"tensor([1.0, 2.0])\"`. Azure "
               "Kinect joints are metres and point down; other depths need --up. Blank "
               "cells are points not seen.",
    .score = score,
    .read = read,
};
