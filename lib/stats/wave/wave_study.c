/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People's curves in the order of a design of two groups, pairs, one group or several
 * groups. */
#include "stats/wave/wave_study.h"

#include "stats/people/aggregate.h"
#include "stats/people/left_out.h"

#include <string.h>

static enum hinge_wave_design design_of(const struct hinge_analysis *a)
{
    const char *design = hinge_option_text(a, "design");
    bool welch = strcmp(hinge_option_text(a, "variance"), "welch") == 0;
    switch (design[0]) {
    case 'p':
    case 'o':
        return HINGE_WAVE_ONE_SAMPLE;
    case 'a':
        return HINGE_WAVE_ANOVA;
    default:
        return welch ? HINGE_WAVE_WELCH : HINGE_WAVE_TWO_SAMPLE;
    }
}

enum hinge_status hinge_wave_study_gather(struct hinge_analysis *a, struct hinge_wave_study *s,
                                          struct hinge_error *error)
{
    const char *design = hinge_option_text(a, "design");
    struct hinge_columns columns = {.error = error};
    bool paired = design[0] == 'p', groups = design[0] == 't' || design[0] == 'a';
    if (paired || groups)
        hinge_columns_factor(a, &columns, paired ? "condition" : "group");
    if (design[0] != 'a')
        columns.pair_of = columns.factor[0];
    enum hinge_status status = hinge_curves_gather(a, &columns, &s->curves, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_factor *f = &s->curves.sample.factor[0];
    if (paired || groups)
        status = hinge_factor_compares(a, f, error);
    if (status != HINGE_OK)
        return status;
    if ((paired || design[0] == 't') && f->n_levels > 2)
        return hinge_analysis_fail(a, error, HINGE_E_TOO_MANY_LEVELS,
                                   "'%s' has %zu levels; name two with order or use design %s",
                                   f->name, f->n_levels, paired ? "rm-anova" : "anova");
    if (f->n_levels > 64)
        return hinge_analysis_fail(a, error, HINGE_E_TOO_MANY_LEVELS,
                                   "'%s' has %zu levels, more than 64", f->name, f->n_levels);
    return hinge_curves_average(a, &s->curves, paired ? f->code : NULL, paired ? f->n_levels : 1,
                                paired, error);
}

/* --- the wave's curves in their order --- */

static void add_curve(struct hinge_wave_study *s, size_t curve)
{
    size_t q = s->curves.nodes;
    memcpy(s->y + s->wave.n * q, s->curves.y + curve * q, q * sizeof *s->y);
    s->wave.n++;
}

static enum hinge_status fill_groups(struct hinge_analysis *a, struct hinge_wave_study *s,
                                     struct hinge_error *error)
{
    const struct hinge_factor *f = &s->curves.sample.factor[0];
    uint32_t *group = hinge_analysis_alloc(a, s->curves.sample.n_participants, sizeof *group);
    if (group == NULL)
        return hinge_analysis_no_memory(error);
    enum hinge_status status = HINGE_OK;
    hinge_sample_level_of(&s->curves.sample, 0, group);
    bool swap = s->wave.design != HINGE_WAVE_ANOVA && !hinge_option_given(a, "order");
    for (size_t g = 0; g < f->n_levels && status == HINGE_OK; g++) {
        size_t level = swap ? f->n_levels - 1 - g : g, from = s->wave.n;
        for (size_t i = 0; i < s->curves.n; i++)
            if (group[s->curves.who[i]] == level)
                add_curve(s, i);
        s->group_size[g] = s->wave.n - from;
        if (s->group_size[g] < 2)
            return hinge_analysis_fail(
                a, error, HINGE_E_TOO_FEW,
                "too few participants in group '%s': %zu, at least 2 are needed", f->level[level],
                s->group_size[g]);
    }
    s->wave.n_groups = f->n_levels;
    return status;
}

/* The second condition's curves, written from the end, to behind the first one's. */
static void second_behind_first(struct hinge_wave_study *s)
{
    size_t q = s->curves.nodes, n = s->wave.n, end = s->curves.n;
    if (s->x == NULL || n == 0)
        return;
    memmove(s->x + n * q, s->x + (end - n) * q, n * q * sizeof *s->x);
    for (size_t i = 0; 2 * i + 1 < n; i++) /* they are backwards */
        for (size_t k = 0; k < q; k++) {
            double *a = s->x + (n + i) * q + k, *b = s->x + (2 * n - 1 - i) * q + k;
            double swap = *a;
            *a = *b;
            *b = swap;
        }
}

/* Differences of participants with both conditions. */
static void fill_pairs(struct hinge_analysis *a, struct hinge_wave_study *s)
{
    struct hinge_curves *c = &s->curves;
    uint32_t first = hinge_option_given(a, "order") ? 0 : 1;
    uint32_t *lost = c->who; /* places already read are free */
    size_t n_lost = 0;
    for (size_t i = 0; i < c->n; i++) {
        uint32_t who = c->who[i];
        if (i + 1 == c->n || c->who[i + 1] != who) {
            lost[n_lost++] = who;
            hinge_exclude(&c->sample.excluded, who, "no curve under a condition");
            continue;
        }
        const double *x = c->y + (i + (c->cell[i] == first ? 0 : 1)) * c->nodes;
        const double *y = c->y + (i + (c->cell[i] == first ? 1 : 0)) * c->nodes;
        double *d = s->y + s->wave.n++ * c->nodes;
        for (size_t q = 0; q < c->nodes; q++)
            d[q] = x[q] - y[q];
        if (s->x != NULL)
            memcpy(s->x + (s->wave.n - 1) * c->nodes, x, c->nodes * sizeof *s->x);
        if (s->x != NULL) /* the second ones from the end: how many is known later */
            memcpy(s->x + (c->n - s->wave.n) * c->nodes, y, c->nodes * sizeof *s->x);
        i++;
    }
    second_behind_first(s);
    hinge_warn_incomplete(a, &c->sample, lost, n_lost, "a condition", false);
}

enum hinge_status hinge_wave_study_fill(struct hinge_analysis *a, struct hinge_wave_study *s,
                                        struct hinge_error *error)
{
    struct hinge_wave *w = &s->wave;
    const char *design = hinge_option_text(a, "design");
    s->y = hinge_analysis_alloc(a, s->curves.n * s->curves.nodes, sizeof *s->y);
    bool effects = hinge_option_flag(a, "effect_size");
    if (effects && design[0] == 'p')
        s->x = hinge_analysis_alloc(a, s->curves.n * s->curves.nodes, sizeof *s->x);
    else if (effects && design[0] == 't')
        s->x = s->y;
    if (s->y == NULL || (effects && design[0] == 'p' && s->x == NULL))
        return hinge_analysis_no_memory(error);
    *w = (struct hinge_wave){.design = design_of(a),
                             .nodes = s->curves.nodes,
                             .y = s->y,
                             .n_groups = 1,
                             .group_size = s->group_size};
    w->two_sided = w->design != HINGE_WAVE_ANOVA && hinge_option_flag(a, "two_sided");
    if (design[0] == 't' || design[0] == 'a')
        return fill_groups(a, s, error);
    if (design[0] == 'p')
        fill_pairs(a, s);
    else
        for (size_t i = 0; i < s->curves.n; i++)
            add_curve(s, i);
    s->group_size[0] = w->n;
    if (w->n < 2)
        return hinge_analysis_fail(a, error, HINGE_E_TOO_FEW,
                                   "too few usable participants: %zu, at least 2 are needed", w->n);
    return HINGE_OK;
}
