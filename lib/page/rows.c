/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of dots with their mean: people of a group under a cue, bends of a session; as a drawing
 * with a line a row, or in the table below the map. */
#include "page/map.h"
#include "page/plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- a row --- */

static void add_band(const struct hinge_axis *axis, double limit, json_t *row)
{
    json_t *band = hinge_fact_object(row, "band"), *edges = hinge_fact_list(band, "edges");
    double from = fmax(axis->low, -limit), to = fmin(axis->high, limit);
    hinge_fact_x(band, "x", hinge_page_x(axis, from));
    hinge_fact_x(band, "w", hinge_page_x(axis, to) - hinge_page_x(axis, from));
    for (int way = -1; way <= 1; way += 2)
        if (axis->low <= way * limit && way * limit <= axis->high)
            hinge_fact_x(hinge_fact_item(edges), "x", hinge_page_x(axis, way * limit));
}

json_t *hinge_page_row(struct hinge_cohort *s, const struct hinge_axis *axis,
                       const struct hinge_page_row *row)
{
    enum { WIDTH = 640, FEW = 14 }; /* px of the drawing, about */
    const struct hinge_page_mean *mean = &row->mean;
    const double radius = row->n <= FEW ? 5 : 4, step = 2 * radius - 1;
    double *x = hinge_arena_alloc(&s->arena, row->n, sizeof *x);
    int *lane = hinge_arena_alloc(&s->arena, row->n, sizeof *lane);
    json_t *out = json_object(), *dots = hinge_fact_list(out, "dots");
    for (size_t i = 0; i < row->n; i++)
        x[i] = hinge_page_x(axis, row->dot[i].value);
    const int far =
        row->flat ? 0 : hinge_find_lanes(x, row->n, 100 * (2 * radius + 1) / WIDTH, lane);
    const double top = radius + 6 + far * step, height = 2 * (radius + 4 + far * step) + 18;
    for (size_t i = 0; i < row->n; i++) {
        json_t *dot = hinge_fact_item(dots);
        hinge_fact_x(dot, "x", x[i]);
        hinge_fact_text(dot, "p", row->dot[i].person);
        hinge_fact_text(dot, "t", row->dot[i].text);
        if (row->flat)
            continue;
        /* groups differ in colour and shape, as in the map */
        const char *cls = row->dot[i].cls;
        const bool shaped = cls[0] == 'g' && cls[1] >= '1' && cls[1] <= '3';
        hinge_fact_x(dot, "y", top + lane[i] * step);
        hinge_fact_x(dot, "r", radius);
        hinge_fact_text(dot, "mark", shaped ? hinge_page_text(s, "m%c", cls[1]) : NULL);
        hinge_fact_flag(dot, "few", row->n <= FEW);
        hinge_fact_text(dot, "cls", cls);
    }
    hinge_fact_text(out, "cls", row->cls);
    hinge_fact_flag(out, "o", row->open);
    hinge_page_add_place(axis, mean->m, mean->lo, mean->hi, out);
    if (row->flat) {
        hinge_fact_text(out, "v", row->label);
        hinge_fact_text(out, "iv", row->interval);
        return out;
    }
    hinge_fact_x(out, "h", height);
    hinge_fact_x(out, "y", height - 9);
    hinge_fact_text(out, "alt", row->alt);
    if (!isnan(row->band))
        add_band(axis, row->band, out);
    if (isnan(mean->m)) /* a median that is not reached */
        return out;
    json_t *end = hinge_fact_object(out, "end");
    hinge_fact_x(end, "x", hinge_page_x(axis, isnan(mean->lo) ? mean->m : mean->hi));
    hinge_fact_text(end, "value", row->label);
    hinge_fact_text(end, "interval", row->interval);
    return out;
}

static void lower(json_t *mark, double by)
{
    json_t *y = json_object_get(mark, "y");
    if (y != NULL)
        json_real_set(y, json_real_value(y) + by);
}

void hinge_page_level(json_t *rows)
{
    enum { MOST = 8 }; /* rows above an axis */
    const size_t n = json_array_size(rows), blocks = (n + MOST - 1) / MOST;
    for (size_t i = 0; i + 1 < n; i++)
        hinge_fact_flag(json_array_get(rows, i), "repeat", (i + 1) * blocks / n > i * blocks / n);
    const double highest = 74; /* above it each row has its own height */
    double top = 0;
    for (size_t i = 0; i < json_array_size(rows); i++)
        top = fmax(top, json_real_value(json_object_get(json_array_get(rows, i), "h")));
    for (size_t i = 0; i < json_array_size(rows) && top <= highest; i++) {
        json_t *row = json_array_get(rows, i), *dots = json_object_get(row, "dots");
        double by = top - json_real_value(json_object_get(row, "h"));
        for (size_t k = 0; k < json_array_size(dots); k++)
            lower(json_array_get(dots, k), by / 2);
        lower(row, by);
        json_real_set(json_object_get(row, "h"), top);
    }
}

/* --- people --- */

struct hinge_cohort_cell hinge_page_at_load(struct hinge_cohort *s, const char *load, size_t group)
{
    return hinge_page_cell_of(s, hinge_page_values_at(s, s->lead, "load_kg", load, 0), 1, group);
}

/* A dot a person of a group in a condition. */
static const struct hinge_page_dot *dots_of(struct hinge_cohort *s,
                                            const struct hinge_quantity *outcome,
                                            const struct hinge_cohort_cell *cell, const char *label,
                                            const char *cls)
{
    struct hinge_page_dot *dot = hinge_arena_alloc(&s->arena, cell->n, sizeof *dot);
    for (size_t i = 0; i < cell->n; i++) {
        const char *who = s->person[cell->person[i]].id;
        dot[i] =
            (struct hinge_page_dot){cell->value[i],
                                    hinge_page_text(s, "%s, %s: %s", who, label,
                                                    hinge_page_val(s, outcome, cell->value[i])),
                                    cls, who};
    }
    return dot;
}

/* The people of a kind and group under a cue, or with another load: a row of the drawing. */
struct drawn {
    struct hinge_cohort_cell cell;
    const char *label;
    size_t kind, group;
    bool open; /* not of the baseline */
};

/* `head`: it is the first of its kind. */
static void add_row(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                    const struct hinge_axis *scale, const struct drawn *drawn, bool head,
                    json_t *rows)
{
    const struct hinge_cohort_cell cell = drawn->cell;
    const size_t k = drawn->kind, g = drawn->group;
    const char *label = drawn->label, *cls = s->group[g].cls;
    struct hinge_page_row row = {.dot =
                                     dots_of(s, outcome, &cell, label,
                                             drawn->open ? hinge_page_text(s, "%s o", cls) : cls),
                                 .n = cell.n,
                                 .mean = hinge_page_mean(cell.value, cell.n),
                                 .cls = cls,
                                 .open = drawn->open,
                                 .band = (double)NAN};
    const struct hinge_page_printed is = hinge_page_print_mean(s, outcome, row.mean);
    row.label = is.val;
    row.interval = is.span != NULL ? hinge_page_text(s, "(%s)", is.span) : NULL;
    row.alt = hinge_page_text(s, "%s, %s: %s%s%s, %s", s->group[g].words, label, row.label,
                              is.span != NULL ? ", 95%" NBSP "CI " : "",
                              is.span != NULL ? is.span : "", hinge_page_of(s, cell.n));
    json_t *fact = hinge_page_row(s, scale, &row);
    bool kinds = s->n_kinds > 1, labels = s->n_cues > 1 || hinge_cohort_at_load(s) != NULL;
    const char *n = cell.n != hinge_cohort_count(s, g, k) || (kinds && !drawn->open)
                        ? hinge_page_text(s, " (%s)", hinge_page_of(s, cell.n))
                        : "";
    hinge_fact_text(fact, "group", s->n_groups > 1 ? s->group[g].brief : label);
    hinge_fact_text(fact, "sub",
                    s->n_groups > 1 && labels ? hinge_page_text(s, "%s%s", label, n) : n);
    hinge_fact_text(fact, "head",
                    kinds && head
                        ? hinge_page_text(s, "%s, %zu %s", hinge_page_capital(s, s->kind[k].name),
                                          s->kind[k].n, s->kind[k].n == 1 ? "person" : "people")
                        : NULL);
    json_array_append_new(rows, fact);
}

bool hinge_page_add_rows(struct hinge_cohort *s, const struct hinge_quantity *outcome, unsigned how,
                         json_t *facts)
{
    const struct hinge_page_list loads = hinge_page_levels(s, "load_kg", 0);
    const size_t n_loads = outcome == s->lead ? loads.n - 1 : 0,
                 room = s->n_kinds * s->n_groups * (s->n_cues + n_loads);
    struct drawn *row = hinge_arena_alloc(&s->arena, room + 1, sizeof *row);
    double *value = hinge_arena_alloc(&s->arena, s->n_people * (s->n_cues + n_loads) + 2 * room + 1,
                                      sizeof *value);
    size_t n = 0, n_rows = 0;
    bool intervals = false;
    for (size_t k = 0; k < s->n_kinds; k++)
        for (size_t g = 0; g < s->n_groups && s->kind[k].spine == s->spine; g++)
            for (size_t c = 0; c < s->n_cues + (k == 0 ? n_loads : 0); c++) {
                const bool cue = c < s->n_cues;
                const char *kg = cue ? "" : loads.item[c - s->n_cues + 1];
                struct drawn *at = &row[n_rows];
                *at = (struct drawn){cue ? hinge_cohort_cell(s, outcome, c, g, k)
                                         : hinge_page_at_load(s, kg, g),
                                     cue           ? s->cue[c].label
                                     : *kg != '\0' ? hinge_page_text(s, "%s" NBSP "kg", kg)
                                                   : "an unknown load",
                                     k, g, c > 0};
                const struct hinge_page_mean mean = hinge_page_mean(at->cell.value, at->cell.n);
                if (at->cell.n == 0)
                    continue;
                n_rows++;
                memcpy(value + n, at->cell.value, at->cell.n * sizeof *value);
                n += at->cell.n;
                if (isnan(mean.lo))
                    continue;
                value[n++] = mean.lo;
                value[n++] = mean.hi;
                intervals = true;
            }
    const struct hinge_axis scale = hinge_page_axis(outcome, value, n, 5, how);
    json_object_set_new(facts, "ticks", hinge_page_ticks(&scale, "x", 0, 100));
    json_t *rows = hinge_fact_list(facts, "rows");
    for (size_t i = 0; i < n_rows; i++)
        add_row(s, outcome, &scale, &row[i], i == 0 || row[i].kind != row[i - 1].kind, rows);
    hinge_page_level(rows);
    return intervals;
}

/* --- the table below the map --- */

static json_t *add_table_row(struct hinge_cohort *s, const struct hinge_axis *axis,
                             struct hinge_page_row row, const char *group, const char *sub,
                             const char *mark, json_t *rows)
{
    row.flat = true;
    json_t *fact = hinge_page_row(s, axis, &row);
    hinge_fact_text(fact, "group", group);
    hinge_fact_text(fact, "sub", sub);
    hinge_fact_text(fact, "mark", mark);
    json_array_append_new(rows, fact);
    return fact;
}

static json_t *add_table(const struct hinge_axis *axis, const struct hinge_axis *depths,
                         json_t *facts)
{
    json_t *table = hinge_fact_object(facts, "table");
    json_object_set_new(table, "ticks", hinge_page_ticks(axis, "x", 0, 100));
    if (depths != NULL)
        json_object_set_new(table, "rticks", hinge_page_ticks(depths, "x", 0, 100));
    hinge_fact_flag(table, "rounds", depths != NULL);
    return hinge_fact_list(table, "rows");
}

static size_t add_finite(const double *value, size_t n, double *all, size_t at)
{
    for (size_t i = 0; i < n; i++)
        if (isfinite(value[i]))
            all[at++] = value[i];
    return at;
}

void hinge_page_add_table(struct hinge_cohort *s, const struct hinge_page_map *map,
                          const struct hinge_page_depth *depth, json_t *facts)
{
    const size_t cells = s->n_groups * map->n_conds;
    const struct hinge_quantity *deep = s->outcome[HINGE_OUT_DEPTH];
    struct hinge_page_row *row = hinge_arena_alloc(&s->arena, cells, sizeof *row);
    double *all = hinge_arena_alloc(&s->arena, 3 * cells + s->n_people * map->n_conds, sizeof *all),
           *rounds = hinge_arena_alloc(&s->arena, 3 * cells, sizeof *rounds);
    size_t n = 0, m = 0;
    for (size_t i = 0; i < cells; i++) {
        const size_t g = i / map->n_conds, c = i % map->n_conds;
        struct hinge_cohort_cell cell;
        const struct hinge_page_mean of = hinge_page_map_share(s, map, g, c, &cell);
        const struct hinge_page_printed is = hinge_page_map_answer(s, map, g, c);
        row[i] = (struct hinge_page_row){.dot = dots_of(s, s->lead, &cell, map->label[c],
                                                        s->group[g].cls),
                                         .n = map->n <= HINGE_MAP_ARROWS ? cell.n : 0,
                                         .mean = of,
                                         .label = is.val,
                                         .interval = is.span,
                                         .cls = s->group[g].cls,
                                         .open = c > 0};
        if (cell.n > 0)
            n = add_finite((const double[]){of.m, of.lo, of.hi}, 3, all, n);
        n = add_finite(cell.value, row[i].n, all, n);
        if (depth != NULL)
            m = add_finite((const double[]){depth[i].median, depth[i].low, depth[i].high}, 3,
                           rounds, m);
    }
    const struct hinge_axis axis = hinge_page_axis(s->lead, all, n, 3,
                                                   HINGE_SCALE_ZERO | HINGE_SCALE_LOOSE),
                            depths = hinge_page_axis(deep, rounds, m, 3, HINGE_SCALE_ZERO);
    json_t *rows = add_table(&axis, m > 0 ? &depths : NULL, facts);
    for (size_t i = 0; i < cells; i++) {
        const size_t g = i / map->n_conds, c = i % map->n_conds;
        const struct hinge_map_bend *mean = &map->group[i];
        if (mean->n == 0)
            continue;
        json_t *fact =
            add_table_row(s, &axis, row[i], c == 0 && s->n_groups > 1 ? s->group[g].brief : NULL,
                          map->label[c], s->group[g].mark, rows);
        hinge_fact_number(fact, "n", mean->n);
        hinge_fact_text(fact, "depth", hinge_page_val(s, deep, mean->depth));
        if (m == 0)
            continue;
        const struct hinge_page_depth *d = &depth[i];
        json_t *r = hinge_fact_object(fact, "r");
        hinge_fact_text(r, "v", d->words);
        hinge_fact_text(r, "iv", d->interval);
        hinge_fact_flag(r, "open", isfinite(d->low) && !isfinite(d->high));
        hinge_page_add_place(&depths, d->median, isnan(d->median) ? (double)NAN : d->low, d->high,
                             r);
    }
}

void hinge_page_add_bends(struct hinge_cohort *s, const char *const *name, json_t *facts)
{
    double *all = hinge_arena_alloc(&s->arena, s->n_main + 1, sizeof *all);
    size_t n = 0;
    for (size_t r = 0; r < s->n_main; r++)
        if (s->rep[r].used)
            n = add_finite((const double[]){hinge_cohort_rep_value(s, s->lead, r)}, 1, all, n);
    const struct hinge_axis axis =
        hinge_page_axis(s->lead, all, n, 3, HINGE_SCALE_LOOSE | (s->spine ? HINGE_SCALE_ZERO : 0));
    json_t *rows = add_table(&axis, NULL, facts);
    hinge_fact_flag(facts, "one", true);
    hinge_fact_flag(facts, "lean", !s->spine);
    for (size_t i = 0; i < s->n_sessions; i++)
        for (size_t c = 0, first = 1; c < s->n_cues; c++) {
            const struct hinge_cohort_bends_of bends = hinge_cohort_bends_of(s, s->lead, HINGE_ANY,
                                                                             i, c),
                                               depths = hinge_cohort_bends_of(
                                                   s, s->outcome[HINGE_OUT_DEPTH], HINGE_ANY, i, c);
            struct hinge_page_dot *dot = hinge_arena_alloc(&s->arena, bends.n, sizeof *dot);
            if (bends.n == 0)
                continue;
            for (size_t k = 0; k < bends.n; k++) {
                const size_t r = bends.rep[k];
                const char *named = name != NULL ? name[r] : NULL,
                           *words = named != NULL
                                        ? named
                                        : hinge_page_text(s, "%s, bend %d", s->cue[c].label,
                                                          s->rep[r].number);
                dot[k] = (struct hinge_page_dot){
                    bends.value[k],
                    hinge_page_text(s, "%s: %s", words, hinge_page_val(s, s->lead, bends.value[k])),
                    "g0", named != NULL ? named : s->person[0].id};
            }
            json_t *fact = add_table_row(
                s, &axis,
                (struct hinge_page_row){.dot = dot,
                                        .n = bends.n,
                                        .mean = {bends.n, bends.mean, (double)NAN, (double)NAN},
                                        .label = hinge_page_val(s, s->lead, bends.mean),
                                        .cls = "g0",
                                        .open = c > 0},
                first && s->n_sessions > 1 ? hinge_page_session_name(s, s->session[i]) : NULL,
                s->cue[c].label, s->group[0].mark, rows);
            hinge_fact_number(fact, "n", bends.n);
            hinge_fact_text(fact, "sd", hinge_page_session_sd(s, &bends));
            hinge_fact_text(
                fact, "depth",
                depths.n > 0 ? hinge_page_val(s, s->outcome[HINGE_OUT_DEPTH], depths.mean) : "–");
            first = 0;
        }
}
