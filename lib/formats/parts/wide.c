/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the header of a wide table. In: the head of a file; out: columns with marker,
 * component and unit, and where the data begin. */
#include "formats/parts/wide.h"

#include "base/memory.h"
#include "base/number.h"
#include "formats/parts/build_recording.h"
#include "formats/parts/columns.h"
#include "formats/parts/foreign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum hinge_number_kind kind_of(const char *cell, char decimal)
{
    double value;
    return hinge_number_parse(cell, strlen(cell), decimal, &value, NULL);
}

/* A row of data: at least half of what it says is numbers; "Frequency,60" is none. */
static bool is_data(const struct hinge_csv_line *line, char decimal)
{
    size_t numbers = 0, words = 0;
    if (hinge_csv_line_filled(line) == 2 &&
        kind_of(line->cell[0], decimal) == HINGE_NUMBER_NOT_TEXT)
        return false;
    for (size_t c = 0; c < line->n; c++) {
        enum hinge_number_kind kind = kind_of(line->cell[c], decimal);
        numbers += kind == HINGE_NUMBER_VALUE;
        words += kind == HINGE_NUMBER_NOT_TEXT || kind == HINGE_NUMBER_NOT_FINITE;
    }
    return numbers > 0 && numbers >= words;
}

/* A remark above the header: a title, a setting and its value; "sep=;" is what
 * spreadsheets put there for each other. */
static bool is_comment(const struct hinge_csv_line *line, const struct hinge_csv_line *names)
{
    const size_t setting = 2, columns_least = 4;
    size_t filled = hinge_csv_line_filled(line);
    if (filled <= 1 || (filled <= setting && hinge_csv_line_filled(names) >= columns_least))
        return true;
    const char *cell = line->cell[0];
    return *cell == '#' || *cell == '%' || strncasecmp(cell, "sep=", 4) == 0;
}

static bool is_axis(const char *cell)
{
    return cell[0] != '\0' && cell[1] == '\0' && strchr("xyzXYZ", cell[0]) != NULL;
}

static bool is_clock(const char *cell)
{
    struct hinge_column_name name;
    hinge_column_name_split(cell, &name);
    return name.component == HINGE_COMPONENT_time || name.component == HINGE_COMPONENT_frame;
}

/* A row of axes or units under the names: "N S X Y X Y", "frame X Y X Y", "s,mm,mm". */
static bool is_axis_row(const struct hinge_csv_line *line)
{
    size_t told = 0;
    for (size_t c = 0; c < line->n; c++) {
        const char *cell = line->cell[c];
        bool axis = is_axis(cell) || hinge_same_name(cell, "n") || is_clock(cell);
        if (*cell != '\0' && !axis && hinge_build_unit(cell) == HINGE_UNIT_unknown)
            return false;
        told += *cell != '\0';
    }
    return told > 0;
}

static bool has_axes(const struct hinge_csv_line *line)
{
    for (size_t c = 0; c < line->n; c++)
        if (is_axis(line->cell[c]))
            return true;
    return false;
}

/* The names over a row of axes: in the cell above, or listed once per marker. *over is
 * NULL when the two rows don't fit; false without memory. */
static void names_over_axes(const struct hinge_csv_line *names, const struct hinge_csv_line *axes,
                            struct hinge_arena *arena, const char ***over)
{
    size_t n = hinge_csv_line_filled(axes), listed = hinge_csv_line_filled(names), k = 0;
    const char **name = hinge_arena_alloc(arena, n + 1, sizeof *name);
    bool above = listed > 0 && names->n >= n;
    for (size_t c = 0; c < n; c++) {
        bool again = c > 0 && is_axis(axes->cell[c]) && is_axis(axes->cell[c - 1]) &&
                     !hinge_same_name(axes->cell[c], "x");
        bool own = above && names->cell[c][0] != '\0';
        if (again && !own)
            name[c] = name[c - 1];
        else if (!own && is_clock(axes->cell[c]))
            name[c] = axes->cell[c];
        else if (above)
            name[c] = names->cell[c];
        else if (k < listed)
            name[c] = names->cell[k++];
        else
            return;
    }
    if (above || k == listed)
        *over = name;
}

static void add_column(struct hinge_wide *wide, struct hinge_arena *arena, const char *name,
                       const char *axis, const char *unit)
{
    struct hinge_wide_column *column = &wide->column[wide->n++];
    char source[2 * HINGE_MARKER_MAX];
    struct hinge_column_name parts;
    bool joined = axis != NULL && is_axis(axis);
    snprintf(source, sizeof source, joined ? "%.250s %s" : "%.500s", name, joined ? axis : "");
    hinge_column_name_split(source, &parts);
    if (axis != NULL && parts.unit == HINGE_UNIT_unknown)
        parts.unit = hinge_build_unit(axis);
    if (parts.unit == HINGE_UNIT_unknown)
        parts.unit = hinge_build_unit(unit);
    column->source = hinge_arena_strdup(arena, *source != '\0' ? source : "unnamed");
    column->marker = hinge_arena_strdup(arena, parts.marker);
    column->component = parts.component;
    column->unit = parts.unit;
    column->bare = parts.bare;
}

/* Rows `from` to `data` - 1 of the head are the header: names, or names over axes, over
 * axes and units, or over units and axes. */
static bool read_header(const struct hinge_csv_head *head, size_t from, size_t data,
                        struct hinge_wide *wide, struct hinge_arena *arena, struct hinge_text *why)
{
    const struct hinge_csv_line *names = &head->line[from], *axes = NULL, *units = NULL;
    if (data - from >= 2)
        axes = &head->line[from + 1];
    if (data - from == 3) {
        bool below = has_axes(&head->line[from + 2]);
        units = &head->line[from + (below ? 1 : 2)];
        axes = &head->line[from + (below ? 2 : 1)];
    }
    size_t n = axes != NULL ? hinge_csv_line_filled(axes) : hinge_csv_line_filled(names);
    const char **over = NULL;
    if (axes != NULL) {
        names_over_axes(names, axes, arena, &over);
    }
    if (n == 0 || (axes != NULL && over == NULL)) {
        hinge_text_printf(why, "line %zu: names and the row of axes below don't fit",
                          names->number);
        return false;
    }
    wide->column = hinge_arena_alloc(arena, n, sizeof *wide->column);
    for (size_t c = 0; c < n; c++)
        add_column(wide, arena, over != NULL ? over[c] : names->cell[c],
                   axes != NULL ? axes->cell[c] : NULL, hinge_csv_line_cell(units, c));
    hinge_wide_settle(wide, arena);
    return true;
}

/* Index of the first row of data in the head (n when there is none) and of the names
 * above it. False when the rows above aren't one header. */
static bool find_rows(const struct hinge_csv_head *head, char decimal, size_t *names, size_t *data,
                      struct hinge_text *why)
{
    size_t d = 0;
    while (d < head->n && !is_data(&head->line[d], decimal))
        d++;
    if (head->n == 0 || d == 0) {
        hinge_text_puts(why, "no header row: the first row is numbers; name the columns, "
                             "such as time,hip_x,hip_y");
        return false;
    }
    if (d == head->n) /* no row of numbers: a header alone, or a list of words */
        d = d > 1 && is_axis_row(&head->line[1]) ? 2 : 1;
    size_t n = d >= 2 && is_axis_row(&head->line[d - 1]) ? d - 2 : d - 1;
    if (d >= 3 && n == d - 2 && is_axis_row(&head->line[n]) &&
        has_axes(&head->line[n]) != has_axes(&head->line[n + 1]))
        n--;
    for (size_t l = 0; l < n; l++)
        if (!is_comment(&head->line[l], &head->line[n])) {
            hinge_text_printf(why, "%zu rows above the numbers are not one header row", d);
            return false;
        }
    *names = n;
    *data = d;
    return true;
}

bool hinge_wide_find(const struct hinge_csv_source *source, const struct hinge_csv_head *head,
                     struct hinge_wide *wide, struct hinge_text *why)
{
    *wide = (struct hinge_wide){0};
    size_t names, data;
    const char *foreign = hinge_foreign_layout(head);
    if (foreign != NULL) {
        hinge_text_puts(why, foreign);
        return false;
    }
    if (!find_rows(head, source->decimal, &names, &data, why))
        return false;
    struct hinge_arena arena = {0};
    bool ok = read_header(head, names, data, wide, &arena, why);
    wide->blocks = arena.head;
    if (!ok) {
        hinge_wide_clear(wide);
        return false;
    }
    wide->offset = data < head->n ? head->line[data].offset : source->size;
    wide->line = data < head->n ? head->line[data].number : head->line[data - 1].number + 1;
    return true;
}

enum hinge_status hinge_wide_look(struct hinge_probe *probe, struct hinge_error *error)
{
    struct hinge_wide wide;
    if (hinge_wide_find(&probe->source, &probe->head, &wide, &probe->no_wide)) {
        probe->wide = hinge_alloc(1, sizeof *probe->wide);
        *probe->wide = wide;
        return HINGE_OK;
        hinge_wide_clear(&wide);
        return hinge_no_memory(error);
    }
    return HINGE_OK;
}

void hinge_wide_forget(struct hinge_probe *probe)
{
    if (probe->wide != NULL)
        hinge_wide_clear(probe->wide);
    free(probe->wide);
    probe->wide = NULL;
    hinge_text_clear(&probe->no_wide);
}

void hinge_wide_begin(struct hinge_wide *wide, size_t n)
{
    struct hinge_arena arena = {0};
    *wide = (struct hinge_wide){0};
    wide->column = hinge_arena_alloc(&arena, n, sizeof *wide->column);
    wide->blocks = arena.head;
}

void hinge_wide_put(struct hinge_wide *wide, const char *source, const char *marker,
                    enum hinge_component component, enum hinge_unit unit)
{
    struct hinge_arena arena = {wide->blocks};
    struct hinge_wide_column *column = &wide->column[wide->n++];
    column->source = hinge_arena_strdup(&arena, *source != '\0' ? source : "unnamed");
    column->marker = hinge_arena_strdup(&arena, marker);
    wide->blocks = arena.head;
    column->component = component;
    column->unit = unit;
}

void hinge_wide_clear(struct hinge_wide *wide)
{
    struct hinge_arena arena = {wide->blocks};
    hinge_arena_clear(&arena);
    *wide = (struct hinge_wide){0};
}
