/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People x conditions of curves to F along the nodes and its permutation. */
#include "stats/wave/wave_effects.h"

#include "people/order.h"
#include "stats/people/aggregate.h"
#include "stats/people/left_out.h"
#include "stats/wave/curves.h"
#include "stats/wave/split_plot.h"
#include "stats/wave/wave_pairs.h"
#include "stats/wave/wave_report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_GROUPS = 64 };

struct study {
    struct hinge_curves curves;
    struct hinge_split_plot plot;
    bool groups;
};

static enum hinge_status gather(struct hinge_analysis *a, struct study *s,
                                struct hinge_error *error)
{
    struct hinge_columns columns = {.error = error};
    hinge_columns_factor(a, &columns, "condition");
    if (s->groups)
        hinge_columns_factor(a, &columns, "group");
    columns.constant = s->groups ? columns.factor[1] : NULL;
    enum hinge_status status = hinge_curves_gather(a, &columns, &s->curves, error);
    for (size_t i = 0; i < columns.n_factors && status == HINGE_OK; i++) {
        const struct hinge_factor *f = &s->curves.sample.factor[i];
        status = hinge_factor_compares(a, f, error);
        if (status != HINGE_OK)
            return status;
        if (f->n_levels > MOST_GROUPS)
            return hinge_analysis_fail(a, error, HINGE_E_TOO_MANY_LEVELS,
                                       "'%s' has %zu levels, more than %d", f->name, f->n_levels,
                                       (int)MOST_GROUPS);
    }
    const struct hinge_factor *f = &s->curves.sample.factor[0];
    return status == HINGE_OK
               ? hinge_curves_average(a, &s->curves, f->code, f->n_levels, true, error)
               : status;
}

/* Whole people: their curves follow each other, conditions in order. */
static enum hinge_status keep_complete(struct hinge_analysis *a, struct study *s,
                                       struct hinge_error *error)
{
    struct hinge_curves *c = &s->curves;
    struct hinge_split_plot *p = &s->plot;
    size_t people = c->sample.n_participants, n_lost = 0;
    uint32_t *memory = hinge_analysis_alloc(a, 3 * people, sizeof *memory);
    if (memory == NULL)
        return hinge_analysis_no_memory(error);
    uint32_t *lost = memory + people, *level = lost + people;
    *p = (struct hinge_split_plot){.k = c->sample.factor[0].n_levels,
                                   .groups = s->groups ? c->sample.factor[1].n_levels : 1,
                                   .nodes = c->nodes,
                                   .y = c->y,
                                   .group = memory};
    if (s->groups)
        hinge_sample_level_of(&c->sample, 1, level);
    for (size_t i = 0, next; i < c->n; i = next) {
        for (next = i; next < c->n && c->who[next] == c->who[i];)
            next++;
        if (next - i < p->k) {
            lost[n_lost++] = c->who[i];
            hinge_exclude(&c->sample.excluded, c->who[i], "no curve under a condition");
            continue;
        }
        memmove(p->y + p->n * p->k * p->nodes, c->y + i * p->nodes, p->k * p->nodes * sizeof *p->y);
        p->group[p->n++] = s->groups ? level[c->who[i]] : 0;
    }
    hinge_warn_incomplete(a, &c->sample, lost, n_lost, "a condition", false);
    return HINGE_OK;
}

static enum hinge_status check_sizes(struct hinge_analysis *a, const struct study *s,
                                     struct hinge_error *error)
{
    const struct hinge_split_plot *p = &s->plot;
    for (size_t g = 0; g < p->groups; g++) {
        size_t n = 0;
        for (size_t i = 0; i < p->n; i++)
            n += p->group[i] == g;
        if (n < 2)
            return hinge_analysis_fail(
                a, error, HINGE_E_TOO_FEW,
                "too few participants with all conditions%s%s%s: %zu, at least 2 are "
                "needed",
                s->groups ? " in group '" : "",
                s->groups ? s->curves.sample.factor[1].level[g] : "", s->groups ? "'" : "", n);
        if (n < 5)
            hinge_analysis_warn(a, NULL, "W_SMALL_N",
                                "only n=%zu participants with all conditions%s%s", n,
                                s->groups ? " in group " : "",
                                s->groups ? s->curves.sample.factor[1].level[g] : "");
    }
    return HINGE_OK;
}

static enum hinge_status put_effect(struct hinge_analysis *a, const struct study *s,
                                    enum hinge_wave_effect e, json_t *effects, const char *name,
                                    struct hinge_error *error)
{
    const struct hinge_split_plot *p = &s->plot;
    struct hinge_wave_permutation r = {0};
    double df1, df2, none = NAN;
    double *f = hinge_analysis_alloc(a, p->nodes, sizeof *f);
    enum hinge_status status =
        f != NULL ? hinge_split_plot_f(a, p, e, f, error) : hinge_analysis_no_memory(error);
    if (status == HINGE_OK)
        status = hinge_split_plot_permute(a, p, e, &r, error);
    if (status != HINGE_OK)
        return status;
    hinge_split_plot_df(p, e, &df1, &df2);
    json_t *object = hinge_put_object(a, effects, name);
    json_t *list = hinge_put_list(a, object, "F");
    json_t *size = hinge_put_list(a, object, "effect_size");
    for (size_t q = 0; q < p->nodes; q++) {
        hinge_append_number(a, list, f[q]);
        hinge_append_number(a, size, isnan(f[q]) ? none : df1 * f[q] / (df1 * f[q] + df2));
    }
    HINGE_PUT_NUMBERS(a, object, {"df1", df1}, {"df2", df2});
    const struct hinge_wave_nodes nodes = {f, p->nodes, p->n, false};
    return r.done ? hinge_put_wave_permutation(a, hinge_put_object(a, object, "permutation"),
                                               &nodes, &r, error)
                  : HINGE_OK;
}

/* --- pairs of conditions, each with its own error --- */

struct differences {
    const struct hinge_split_plot *plot;
    double *d; /* room for people x nodes */
};

static void wave_of_pair(const void *context, size_t first, size_t second, struct hinge_wave *wave)
{
    const struct differences *c = context;
    const struct hinge_split_plot *p = c->plot;
    const size_t q = p->nodes;
    for (size_t who = 0; who < p->n; who++)
        for (size_t node = 0; node < q; node++)
            c->d[who * q + node] =
                p->y[(who * p->k + first) * q + node] - p->y[(who * p->k + second) * q + node];
    *wave = (struct hinge_wave){.design = HINGE_WAVE_ONE_SAMPLE,
                                .n = p->n,
                                .nodes = q,
                                .y = c->d,
                                .n_groups = 1,
                                .group_size = &p->n,
                                .two_sided = true};
}

static enum hinge_status put_pairs(struct hinge_analysis *a, const struct study *s,
                                   struct hinge_error *error)
{
    const struct hinge_split_plot *p = &s->plot;
    struct differences c = {.plot = p, .d = hinge_analysis_alloc(a, p->n * p->nodes, sizeof *c.d)};
    if (c.d == NULL)
        return hinge_analysis_no_memory(error);
    return hinge_put_wave_pairs(a,
                                &(struct hinge_wave_pairs){.level =
                                                               s->curves.sample.factor[0].level,
                                                           .k = p->k,
                                                           .nodes = p->nodes,
                                                           .wave = wave_of_pair,
                                                           .context = &c},
                                error);
}

enum hinge_status hinge_put_wave_effects(struct hinge_analysis *a, bool groups,
                                         struct hinge_error *error)
{
    struct study s = {.groups = groups};
    enum hinge_status status = gather(a, &s, error);
    if (status == HINGE_OK)
        status = keep_complete(a, &s, error);
    if (status == HINGE_OK)
        status = check_sizes(a, &s, error);
    if (status == HINGE_OK)
        status = hinge_split_plot_prepare(a, &s.plot, error);
    if (status != HINGE_OK)
        return status;
    hinge_sample_report(a, &s.curves.sample, a->results);
    hinge_put_count(a, a->results, "n_curves", s.plot.n * s.plot.k);
    json_t *effects = hinge_put_object(a, a->results, "effects");
    if (groups)
        status = put_effect(a, &s, HINGE_EFFECT_GROUP, effects, "group", error);
    if (status == HINGE_OK)
        status = put_effect(a, &s, HINGE_EFFECT_CONDITION, effects, "condition", error);
    if (status == HINGE_OK && groups)
        status = put_effect(a, &s, HINGE_EFFECT_BOTH, effects, "group:condition", error);
    if (status == HINGE_OK && s.plot.k > 2)
        status = put_pairs(a, &s, error);
    return status;
}
