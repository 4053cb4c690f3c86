/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of dots with their mean: people of a group under a cue, bends of a session; as a drawing
 * with a line a row, or in the table below the map. */
#include "page/bridge.h"
#include "page/pictures/map.h"
#include "page/pictures/plot.h"

#include <math.h>
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
    hinge_page_add_place(s, axis, mean->m, mean->lo, mean->hi, out);
    if (row->flat) {
        hinge_fact_text(out, "v", row->label);
        hinge_fact_text(out, "iv", row->interval);
        hinge_fact_text(out, "sd", row->sd);
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

/* --- people --- */

/* A row of people of a kind and group in a condition, or of a person's bends. */
struct drawn {
    struct hinge_page_row row;
    const char *head, *group, *sub, *mark, *depth;
    const struct hinge_page_depth *round; /* NULL: none */
};

/* The fact `table`; whether a mean has an interval. */
static bool add_table(struct hinge_cohort *s, const struct hinge_quantity *outcome, unsigned how,
                      const struct drawn *drawn, size_t n_rows, json_t *facts)
{
    size_t room = 1, n = 0, m = 0;
    bool intervals = false, rounded = false;
    for (size_t i = 0; i < n_rows; i++)
        room += drawn[i].row.n + 3;
    double *all = hinge_arena_alloc(&s->arena, room, sizeof *all),
           *rounds = hinge_arena_alloc(&s->arena, room, sizeof *rounds);
    for (size_t i = 0; i < n_rows; i++) {
        const struct hinge_page_row *row = &drawn[i].row;
        const struct hinge_page_depth *d = drawn[i].round;
        for (size_t k = 0; k < row->n; k++)
            all[n++] = row->dot[k].value;
        const double mean[] = {row->mean.m, row->mean.lo, row->mean.hi};
        memcpy(all + n, mean, sizeof mean);
        n += 3;
        for (int k = 0; d != NULL && k < 3; k++, m++)
            rounds[m] = k == 0 ? d->median : k == 1 ? d->low : d->high;
        rounded = rounded || (d != NULL && (isfinite(d->median) || isfinite(d->low)));
        intervals = intervals || !isnan(row->mean.lo);
    }
    const struct hinge_axis axis = hinge_page_axis(outcome, all, n, 3, how | HINGE_SCALE_LOOSE),
                            depths = hinge_page_axis(s->outcome[HINGE_OUT_DEPTH], rounds, m, 3,
                                                     HINGE_SCALE_ZERO);
    json_t *table = hinge_fact_object(facts, "table"), *rows = hinge_fact_list(table, "rows");
    json_object_set_new(table, "ticks", hinge_page_json_ticks(s, &axis, "x", 0, 100));
    if (rounded)
        json_object_set_new(table, "rticks", hinge_page_json_ticks(s, &depths, "x", 0, 100));
    hinge_fact_flag(table, "rounds", rounded);
    for (size_t i = 0; i < n_rows; i++) {
        const struct drawn *of = &drawn[i];
        json_t *row = hinge_page_row(s, &axis, &of->row);
        hinge_fact_text(row, "head", of->head);
        hinge_fact_text(row, "group", of->group);
        hinge_fact_text(row, "sub", of->sub);
        hinge_fact_text(row, "mark", of->mark);
        hinge_fact_text(row, "depth", of->depth);
        hinge_fact_number(row, "n", of->row.mean.n);
        json_array_append_new(rows, row);
        if (!rounded || of->round == NULL)
            continue;
        const struct hinge_page_depth *d = of->round;
        json_t *r = hinge_fact_object(row, "r");
        hinge_fact_text(r, "v", d->words);
        hinge_fact_text(r, "iv", d->interval);
        hinge_fact_flag(r, "open", isfinite(d->low) && !isfinite(d->high));
        hinge_page_add_place(s, &depths, d->median, isnan(d->median) ? (double)NAN : d->low,
                             d->high, r);
    }
    return intervals;
}

bool hinge_page_add_table(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                          unsigned how, const struct hinge_page_map *map,
                          const struct hinge_page_depth *depth, json_t *facts)
{
    const struct hinge_page_list loads = hinge_page_levels(s, "load_kg", 0);
    const bool mapped_loads =
        map != NULL && map->column != NULL && strcmp(map->column, "load_kg") == 0;
    const size_t n_loads = outcome == s->lead ? loads.n - 1 : 0,
                 n_conds = map != NULL ? map->n_conds : s->n_cues;
    struct drawn *row = hinge_arena_alloc(
        &s->arena, s->n_kinds * s->n_groups * (n_conds + s->n_cues + n_loads) + 1, sizeof *row);
    size_t n = 0;
    for (size_t k = 0; k < s->n_kinds; k++) {
        const size_t conds = k == 0 ? n_conds : s->n_cues, first = n;
        for (size_t g = 0; g < s->n_groups && s->kind[k].spine == s->spine; g++)
            for (size_t c = 0, of_group = n; c < conds + (k == 0 ? n_loads : 0); c++) {
                const bool mapped = map != NULL && k == 0 && c < conds;
                const char *kg = c < conds ? "" : loads.item[c - conds + 1],
                           *label = mapped        ? map->label[c]
                                    : c < conds   ? s->cue[c].label
                                    : *kg != '\0' ? hinge_page_text(s, "%s" NBSP "kg", kg)
                                                  : "an unknown load";
                struct hinge_cohort_cell cell = {0};
                if (c >= conds && mapped_loads && *kg != '\0')
                    continue; /* the map has it */
                if (mapped)
                    hinge_page_map_share(s, map, g, c, &cell);
                else
                    cell = c < conds
                               ? hinge_cohort_cell(s, outcome, c, g, k)
                               : hinge_page_cell_of(
                                     s, hinge_page_values_at(s, s->lead, "load_kg", kg, 0), 1, g);
                if (cell.n == 0)
                    continue;
                struct drawn *of = &row[n++];
                struct hinge_page_dot *dot = hinge_arena_alloc(&s->arena, cell.n, sizeof *dot);
                for (size_t i = 0; i < cell.n; i++) {
                    const char *who = s->person[cell.person[i]].id;
                    dot[i] = (struct hinge_page_dot){
                        cell.value[i],
                        hinge_page_text(s, "%s, %s: %s", who, label,
                                        hinge_page_val(s, outcome, cell.value[i])),
                        s->group[g].cls, who};
                }
                *of = (struct drawn){
                    .row = {.dot = dot,
                            .n = s->n_people <= HINGE_MAP_ARROWS ? cell.n : 0,
                            .mean = hinge_page_mean(cell.value, cell.n),
                            .cls = s->group[g].cls,
                            .open = c > 0,
                            .flat = true},
                    .group = n - 1 == of_group && s->n_groups > 1 ? s->group[g].brief : NULL,
                    .sub = label,
                    .mark = s->group[g].mark,
                    .depth = "–",
                    .round = mapped && depth != NULL ? &depth[g * conds + c] : NULL};
                const struct hinge_page_printed is =
                    hinge_page_print_mean(s, outcome, of->row.mean);
                of->row.label = is.val;
                of->row.interval = is.span;
                if (mapped)
                    of->depth = hinge_page_val(s, s->outcome[HINGE_OUT_DEPTH],
                                               map->group[g * conds + c].depth);
                if (n - 1 == first && s->n_kinds > 1)
                    of->head =
                        hinge_page_text(s, "%s, %zu %s", hinge_page_capital(s, s->kind[k].name),
                                        s->kind[k].n, s->kind[k].n == 1 ? "person" : "people");
            }
    }
    hinge_fact_text(facts, "what",
                    outcome != s->lead ? "Hip ÷ lower back"
                    : s->spine         ? "From the spine"
                                       : "Trunk lean");
    hinge_fact_flag(facts, "deep", map != NULL);
    return add_table(s, outcome, how, row, n, facts);
}

void hinge_page_add_bends(struct hinge_cohort *s, const char *const *name, json_t *facts)
{
    struct drawn *row = hinge_arena_alloc(&s->arena, s->n_sessions * s->n_cues + 1, sizeof *row);
    const struct hinge_quantity *deep = s->outcome[HINGE_OUT_DEPTH];
    size_t n = 0;
    for (size_t i = 0; i < s->n_sessions; i++)
        for (size_t c = 0, first = n; c < s->n_cues; c++) {
            const struct hinge_cohort_bends_of bends = hinge_cohort_bends_of(s, s->lead, HINGE_ANY,
                                                                             i, c),
                                               depths =
                                                   hinge_cohort_bends_of(s, deep, HINGE_ANY, i, c);
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
            row[n] =
                (struct drawn){.row = {.dot = dot,
                                       .n = bends.n,
                                       .mean = {bends.n, bends.mean, (double)NAN, (double)NAN},
                                       .label = hinge_page_val(s, s->lead, bends.mean),
                                       .sd = hinge_page_session_sd(s, &bends),
                                       .cls = "g0",
                                       .open = c > 0,
                                       .flat = true},
                               .group = n == first && s->n_sessions > 1
                                            ? hinge_page_session_name(s, s->session[i])
                                            : NULL,
                               .sub = s->cue[c].label,
                               .mark = s->group[0].mark,
                               .depth = depths.n > 0 ? hinge_page_val(s, deep, depths.mean) : "–"};
            n++;
        }
    hinge_fact_flag(facts, "one", true);
    hinge_fact_flag(facts, "lean", !s->spine);
    hinge_fact_flag(facts, "deep", s->spine);
    hinge_fact_text(facts, "what", s->spine ? "From the spine" : "Trunk lean");
    add_table(s, s->lead, s->spine ? HINGE_SCALE_ZERO : 0, row, n, facts);
}
