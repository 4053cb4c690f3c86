/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column per point whose cells hold its coordinates: "0.1 0.2 1.3", "[12, 40]",
 * "tensor([1.0, 2.0])". In: a table of text; out: a recording. */
#include "formats/format.h"

enum { NUMBERS_MOST = 4, COLUMNS_MOST = 1024 };

/* A cell of the table, for hinge_take_number. */
struct place {
    struct hinge_reader *r;
    size_t column, line;
    const char *name;
};

/* Numbers of a cell; -1 when it is something else, 0 when it is blank. Of a table that is read
 * (`place`), what is no number is missing. */
static int parse_cell(const char *cell, char decimal, const struct place *place,
                      double value[NUMBERS_MOST])
{
    int n = 0;
    if (strncmp(cell, "tensor", 6) == 0)
        cell += 6;
    for (;;) {
        cell += strspn(cell, decimal == ',' ? " ([])\t" : " ([]),;\t");
        size_t length = strcspn(cell, decimal == ',' ? " ([])\t" : " ([]),;\t");
        if (length == 0)
            return n;
        if (n == NUMBERS_MOST)
            return -1;
        if (place != NULL)
            value[n] = hinge_take_number(place->r, cell, length, decimal, place->column,
                                         place->column, place->name, place->line);
        else if (hinge_number_parse(cell, length, decimal, &value[n], NULL) > HINGE_NUMBER_MISSING)
            return -1;
        n++;
        cell += length;
    }
}

/* Number of coordinates in the first filled cell of column c, 0 when they are no
 * points, or stand in place of its name, too.
 */
static int column_width(const struct hinge_probe *probe, size_t c)
{
    double value[NUMBERS_MOST];
    if (parse_cell(probe->head.line[0].cell[c], probe->source.decimal, NULL, value) > 1)
        return 0;
    for (size_t l = 1; l < probe->head.n; l++) {
        const struct hinge_csv_line *line = &probe->head.line[l];
        int n = c < line->n ? parse_cell(line->cell[c], probe->source.decimal, NULL, value) : 0;
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
    if (points < 3)
        return 0;
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

static bool read_row(struct hinge_reader *r, const struct point_table *in, size_t row, size_t width,
                     struct hinge_detections *people)
{
    double frame = hinge_take_cell(r, &in->table, in->frame, row, in->line[row]);
    const bool numbered = fabs(frame) < 1e9;
    people->numbered = people->numbered || numbered;
    const double time = hinge_take_cell(r, &in->table, in->time, row, in->line[row]);
    double *value =
        hinge_detections_add(people, numbered ? lround(frame) : (long)row, in->to_ms * time);
    for (size_t p = 0; p < in->n; p++, value += width) {
        char buffer[48];
        double numbers[NUMBERS_MOST];
        const char *cell = hinge_table_cell(&in->table, in->column[p], row, buffer);
        const struct place place = {r, in->column[p] + 1, in->line[row], in->name[p]};
        int n = parse_cell(cell, r->probe->source.decimal, &place, numbers);
        if (n != 0 && (size_t)n != width)
            return hinge_refuse(r, in->line[row], HINGE_REASON_NOT_A_NUMBER,
                                "column %zu (%s): \"%.60s\" is not %zu numbers, as expected; "
                                "correct the cell, or export the file again",
                                in->column[p] + 1, in->name[p], cell, width);
        memcpy(value, numbers, (size_t)n * sizeof *value);
    }
    return true;
}

static bool read_cells(struct hinge_reader *r, struct hinge_detections *people)
{
    int width;
    struct point_table *in = hinge_arena_alloc(r->arena, 1, sizeof *in);
    if (count_points(r->probe, &width) == 0)
        return hinge_refuse(r, 0, HINGE_REASON_BAD_HEADER,
                            "a header row and cells of two or three numbers are expected");
    const struct hinge_csv_line *names = &r->probe->head.line[0];
    in->frame = in->time = -1;
    for (size_t c = 0; c < names->n; c++) {
        struct hinge_column_name parts;
        hinge_column_name_split(names->cell[c], &parts);
        if (column_width(r->probe, c) >= 2) {
            in->name[in->n] = names->cell[c];
            in->column[in->n++] = c;
        } else if (parts.component == HINGE_COMPONENT_frame) {
            in->frame = (long)c;
        } else if (parts.component == HINGE_COMPONENT_time && parts.unit != HINGE_UNIT_unknown) {
            in->time = (long)c;
            people->clock_key = c + 1;
            in->to_ms = parts.unit == HINGE_UNIT_ms ? 1 : 1000;
        }
    }
    people->name = in->name;
    people->n_points = in->n;
    people->depth = width > 2;
    people->scores = width > 3;
    if (people->depth) {
        people->up = "";
        people->flags = HINGE_LAYOUT_ZERO_MISSING;
    }
    bool ok = hinge_csv_table_read(&r->probe->source, NULL, &in->table, r->arena, &in->line,
                                   r->error) == HINGE_OK;
    for (size_t i = 0; i < in->table.rows && ok; i++)
        ok = read_row(r, in, i, (size_t)width, people);
    for (size_t i = 0; i < r->damage.n; i++) {
        r->damage.column[i].counts = r->damage.column[i].key != people->clock_key;
        r->damage.column[i].of = in->table.rows;
    }
    if (ok && in->frame >= 0 && people->numbered)
        ok = hinge_check_damaged(r, (size_t)in->frame + 1);
    struct hinge_damaged *pictures =
        in->frame >= 0 ? hinge_damage_find(&r->damage, (size_t)in->frame + 1) : NULL;
    if (pictures != NULL)
        pictures->n = 0; /* their names: rows are frames */
    hinge_table_clear(&in->table);
    return ok;
}

const struct hinge_format hinge_format_points_in_cells = {
    .id = "points_in_cells",
    .title = "a column per point, its coordinates in one cell (Azure Kinect, tensors)",
    .details = "Each cell has two to four numbers (x, y, z, score), separated by blanks, or by "
               "commas in quotes or brackets: `\"[12, 40]\"`, `\"tensor([1.0, 2.0])\"`. Azure "
               "Kinect joints are in metres, with y down. Other tables with z need --up.",
    .up = "-y",
    .flags = HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
    .lacks = "no columns whose cells hold two or more numbers",
    .score = score,
    .people = read_cells,
};
