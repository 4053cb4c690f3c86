/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spm: where along a waveform groups or conditions differ. */
#include "people/order.h"
#include "stats/people/aggregate.h"
#include "stats/people/left_out.h"
#include "stats/statistic.h"
#include "stats/wave/curves.h"
#include "stats/wave/maxt.h"
#include "stats/wave/wave_adjusted.h"
#include "stats/wave/wave_band.h"
#include "stats/wave/wave_effects.h"
#include "stats/wave/wave_pairs.h"
#include "stats/wave/wave_report.h"

#include <math.h>
#include <string.h>

struct study {
    struct hinge_curves curves;
    struct hinge_wave wave;
    size_t group_size[64];
    double *y, *covariate; /* in the order of the wave */
    uint32_t *who;         /* of whom each curve of the wave is */
    double *x; /* curves of the first, then of the second group or condition; NULL: no
                  effect sizes asked for */
};

static enum hinge_wave_design design_of(const struct hinge_analysis *a)
{
    const char *design = hinge_option_text(a, "design");
    bool welch = strcmp(hinge_option_text(a, "variance"), "welch") == 0;
    switch (design[0]) {
    case 'p':
    case 'o':
        return HINGE_WAVE_ONE_SAMPLE;
    case 'r':
        return HINGE_WAVE_REGRESSION;
    case 'a':
        return HINGE_WAVE_ANOVA;
    default:
        return welch ? HINGE_WAVE_WELCH : HINGE_WAVE_TWO_SAMPLE;
    }
}

static enum hinge_status gather(struct hinge_analysis *a, struct study *s,
                                struct hinge_error *error)
{
    const char *design = hinge_option_text(a, "design");
    struct hinge_columns columns = {.error = error};
    bool paired = design[0] == 'p', groups = design[0] == 't' || design[0] == 'a';
    if (paired || groups)
        hinge_columns_factor(a, &columns, paired ? "condition" : "group");
    size_t covariates = hinge_option_words(a, "covariate");
    if (design[0] == 'r' && covariates != 1)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "spm regression needs one 'covariate'");
    for (size_t k = 0; k < covariates; k++)
        columns.number[columns.n_numbers++] = hinge_option_word(a, "covariate", k);
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
        return hinge_analysis_fail(
            a, error, HINGE_E_TOO_MANY_LEVELS,
            "'%s' has %zu levels; name two with order or use design %s", f->name,
            f->n_levels, paired ? "rm-anova" : "anova");
    if (f->n_levels > 64)
        return hinge_analysis_fail(a, error, HINGE_E_TOO_MANY_LEVELS,
                                   "'%s' has %zu levels, more than 64", f->name,
                                   f->n_levels);
    return hinge_curves_average(a, &s->curves, paired ? f->code : NULL,
                                paired ? f->n_levels : 1, paired, error);
}

/* --- the wave's curves in their order --- */

static void add_curve(struct study *s, size_t curve)
{
    size_t q = s->curves.nodes;
    memcpy(s->y + s->wave.n * q, s->curves.y + curve * q, q * sizeof *s->y);
    s->who[s->wave.n++] = s->curves.who[curve];
}

static enum hinge_status fill_groups(struct hinge_analysis *a, struct study *s,
                                     struct hinge_error *error)
{
    const struct hinge_factor *f = &s->curves.sample.factor[0];
    uint32_t *group =
        hinge_analysis_alloc(a, s->curves.sample.n_participants, sizeof *group);
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
                "too few participants in group '%s': %zu, at least 2 are needed",
                f->level[level], s->group_size[g]);
    }
    s->wave.n_groups = f->n_levels;
    return status;
}

/* The second condition's curves, written from the end, to behind the first one's. */
static void second_behind_first(struct study *s)
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
static void fill_pairs(struct hinge_analysis *a, struct study *s)
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
    hinge_warn_incomplete(a, &c->sample, lost, n_lost, "a condition", NULL);
}

static enum hinge_status fill_covariate(struct hinge_analysis *a, struct study *s,
                                        struct hinge_error *error)
{
    struct hinge_cells cells;
    enum hinge_status status =
        hinge_aggregate(a, &s->curves.sample, 0, NULL, 1, &cells, error);
    for (size_t i = 0; i < s->curves.n && status == HINGE_OK; i++) {
        s->covariate[s->wave.n] = cells.value[s->curves.who[i]];
        add_curve(s, i);
    }
    return status;
}

static enum hinge_status fill_wave(struct hinge_analysis *a, struct study *s,
                                   struct hinge_error *error)
{
    struct hinge_wave *w = &s->wave;
    const char *design = hinge_option_text(a, "design");
    s->y = hinge_analysis_alloc(a, s->curves.n * s->curves.nodes, sizeof *s->y);
    s->covariate = hinge_analysis_alloc(a, s->curves.n, sizeof *s->covariate);
    s->who = hinge_analysis_alloc(a, s->curves.n, sizeof *s->who);
    bool effects = hinge_option_flag(a, "effect_size");
    if (effects && design[0] == 'p')
        s->x = hinge_analysis_alloc(a, s->curves.n * s->curves.nodes, sizeof *s->x);
    else if (effects && design[0] == 't')
        s->x = s->y;
    if (s->y == NULL || s->covariate == NULL || s->who == NULL ||
        (effects && design[0] == 'p' && s->x == NULL))
        return hinge_analysis_no_memory(error);
    *w = (struct hinge_wave){.design = design_of(a),
                             .nodes = s->curves.nodes,
                             .y = s->y,
                             .n_groups = 1,
                             .group_size = s->group_size,
                             .covariate = s->covariate};
    w->two_sided = w->design != HINGE_WAVE_ANOVA && hinge_option_flag(a, "two_sided");
    enum hinge_status status = HINGE_OK;
    if (design[0] == 't' || design[0] == 'a') {
        status = fill_groups(a, s, error);
        return status == HINGE_OK && hinge_option_words(a, "covariate") > 0
                   ? hinge_wave_adjust(a, &s->curves, s->who, w, error)
                   : status;
    }
    if (design[0] == 'p')
        fill_pairs(a, s);
    else if (design[0] == 'r')
        status = fill_covariate(a, s, error);
    else
        for (size_t i = 0; i < s->curves.n; i++)
            add_curve(s, i);
    s->group_size[0] = w->n;
    size_t least = design[0] == 'r' ? 3 : 2;
    if (status == HINGE_OK && w->n < least)
        return hinge_analysis_fail(
            a, error, HINGE_E_TOO_FEW,
            "too few usable participants: %zu, at least %zu are needed", w->n, least);
    return status;
}

/* --- results --- */

/* Two levels as they are subtracted; without an order sentences compare them as those
 * of every other analysis do, which may be the other way round (`turned`). */
static void put_compared(struct hinge_analysis *a, const struct hinge_factor *f,
                         bool two)
{
    bool swap = !hinge_option_given(a, "order");
    if (!two)
        return;
    hinge_put_text(a, a->results, "first", f->level[swap ? 1 : 0]);
    hinge_put_text(a, a->results, "second", f->level[swap ? 0 : 1]);
    hinge_put_json(a, a->results, "turned",
                   json_boolean(swap && hinge_level_pair(f->level, 0, 1).first == 0));
}

/* Options that the design does not take. */
static enum hinge_status check_options(struct hinge_analysis *a, const char *design,
                                       bool two, struct hinge_error *error)
{
    size_t covariates = hinge_option_words(a, "covariate");
    bool groups = design[0] == 't' || design[0] == 'a';
    if (hinge_option_flag(a, "effect_size") && !two)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "effect_size is of a difference: it needs design "
                                   "two-sample or paired, not %s",
                                   design);
    if (covariates > 0 && !groups && design[0] != 'r')
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "a covariate is of groups: it needs design "
                                   "two-sample, anova or regression, not %s",
                                   design);
    if (hinge_option_given(a, "incomplete") && strcmp(design, "rm-anova") != 0 &&
        strcmp(design, "mixed") != 0)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "incomplete is of several conditions: it needs "
                                   "design rm-anova or mixed, not %s",
                                   design);
    if (covariates > HINGE_MAX_NUMBERS)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "%zu covariates, at most %d are possible",
                                   covariates, (int)HINGE_MAX_NUMBERS);
    if (covariates > 0 && groups &&
        strcmp(hinge_option_text(a, "variance"), "welch") == 0)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "groups adjusted for a covariate have one variance: "
                                   "leave variance welch or the covariate out");
    return HINGE_OK;
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct study s = {0};
    struct hinge_wave_permutation permutation = {0};
    const char *design = hinge_option_text(a, "design");
    bool two = strcmp(design, "two-sample") == 0 || strcmp(design, "paired") == 0;
    enum hinge_status status = check_options(a, design, two, error);
    if (status != HINGE_OK)
        return status;
    if (strcmp(design, "rm-anova") == 0 || strcmp(design, "mixed") == 0)
        return hinge_put_wave_effects(a, design[0] == 'm', error);
    status = gather(a, &s, error);
    if (status == HINGE_OK)
        status = fill_wave(a, &s, error);
    if (status == HINGE_OK)
        status = hinge_wave_statistics(a, &s.wave, error);
    if (status != HINGE_OK)
        return status;
    hinge_sample_report(a, &s.curves.sample, a->results);
    hinge_put_count(a, a->results, "n_curves", s.wave.n);
    put_compared(a, &s.curves.sample.factor[0], two);
    status = hinge_put_wave_test(a, a->results, &s.wave, &permutation, error);
    if (status == HINGE_OK && s.x != NULL)
        status = hinge_put_wave_band(a, &s.wave, s.x, &permutation, error);
    if (status == HINGE_OK && hinge_wave_is_f(&s.wave) && s.wave.n_groups > 2)
        status = hinge_put_wave_group_pairs(a, &s.wave, s.curves.sample.factor[0].level,
                                            error);
    if (status == HINGE_OK)
        status = hinge_put_wave_field(a, &s.wave, error);
    if (status == HINGE_OK && s.wave.design == HINGE_WAVE_ADJUSTED)
        status = hinge_put_wave_slopes(a, &s.wave, error);
    return status;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("", "adjusted for {adjusted_for:t!} (residuals permuted, Freedman-Lane)"),
    HINGE_SAY("permutation",
              "{method:t} permutation of the largest statistic: critical value "
              "{threshold:2!}, smallest p {p_max:p} ({n_perm:n} relabellings)"),
    HINGE_SAY("permutation/clusters/*",
              "nodes {start:2!} to {end:2}: {/first:t!} minus {/second:t} {sign:h}, "
              "largest t = {peak:2!}, p {p:p}"),
    HINGE_SAY("permutation/clusters/*",
              "{/first:_~}nodes {start:2!} to {end:2}: largest statistic {peak:2!}, "
              "p {p:p}"),
    HINGE_SAY("effect_size_peak",
              "{/first:t!} minus {/second:t}: largest effect size at node {node:n}: "
              "g = {g:2!}, band over the whole curve [{ci_low:2!}, {ci_high:2}]"),
    HINGE_SAY("rft",
              "random field theory: critical value {threshold:2!} (FWHM = {fwhm:2!} "
              "nodes, {resels:2!} resels)"),
    HINGE_SAY("rft/clusters/*",
              "nodes {start:2!} to {end:2}: largest statistic {peak:2!}, p {p:p}"),
    HINGE_SAY("slopes",
              "equal slopes: max F under permutation, df = {df1:d!}, {df2:d}, p "
              "{permutation/p_max:p!}"),
    HINGE_SAY("effects/*",
              "{:k}: max F under permutation ({permutation/method:t}), df = "
              "{df1:d}, {df2:d}, critical value {permutation/threshold:2!}, p "
              "{permutation/p_max:p}, {permutation/n_perm:n} relabellings"),
    HINGE_SAY("pairs/*", "{:P}: max t by relabelling, p {p_max:p}, Holm p {p_holm:p}"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("permutation/clusters/*",
              "{/turned:_F}The curve is {sign:h} in {/first:t!} than in {/second:t} "
              "between nodes {start:2!} and {end:2} (permutation, p {p:p}, "
              "{/n_curves:n} curves)."),
    HINGE_SAY("permutation/clusters/*",
              "{/turned:_T}{sign:_-}The curve is higher in {/second:t!} than in "
              "{/first:t} between nodes {start:2!} and {end:2} (permutation, p {p:p}, "
              "{/n_curves:n} curves)."),
    HINGE_SAY("permutation/clusters/*",
              "{/turned:_T}{sign:_+}The curve is lower in {/second:t!} than in "
              "{/first:t} between nodes {start:2!} and {end:2} (permutation, p {p:p}, "
              "{/n_curves:n} curves)."),
    HINGE_SAY("permutation/clusters/*",
              "{/first:_~}The curves differ between nodes {start:2!} and {end:2} "
              "(permutation, p {p:p}, {/n_curves:n} curves)."),
    HINGE_SAY("permutation",
              "{n_clusters:_0}No part of the curve is shown to differ (smallest "
              "p {p_max:p}; the smallest possible p {p_min:p!})."),
    HINGE_SAY("", "Groups are compared at the mean of {adjusted_for:t!}."),
    HINGE_SAY("slopes/permutation/clusters/*",
              "The effect of {/adjusted_for:t!} differs between groups (nodes "
              "{start:2!} to {end:2}, p {p:p}): one adjusted difference does not hold "
              "for everybody."),
    HINGE_SAY("effect_size_peak",
              "The effect ({/first:t} minus {/second:t}) is largest at node "
              "{node:n}: Hedges' g {g:2!} (band over the whole curve {ci_low:2!} to "
              "{ci_high:2})."),
    HINGE_SAY(
        "effects/*/permutation/clusters/*",
        "{:k}: the curves differ between nodes {start:2!} and {end:2} (permutation, p "
        "{p:p})."),
    HINGE_SAY(
        "effects/*/permutation",
        "{n_clusters:_0}{:k}: no part of the curve is shown to differ (smallest p "
        "{p_max:p}; the smallest possible p {p_min:p!})."),
    HINGE_SAY("pairs/*/clusters/*",
              "{:P}: the curves differ between nodes {start:2!} and {end:2} (p {p:p!} "
              "over all pairs and nodes): the first is {sign:h}."),
    HINGE_SAY_END};

static const char *const options[] = {
    "design",   "group",        "condition",    "order",        "covariate",
    "variance", "incomplete",   "two_sided",    "participant",  "permutations",
    "n_perm",   "nodes_prefix", "cluster_mass", "effect_size",  "trial",
    "rep",      "min_reps",     "min_valid",    "allow_single", NULL};

const struct hinge_statistic hinge_statistic_spm = {
    .id = "spm",
    .title = "Waveforms",
    .details =
        "t or F at every node of the participants' mean curves; the largest value "
        "under relabelling of participants (the primary inference), with clusters; "
        "random field theory beside it. With a covariate, two or more groups are "
        "compared at its mean: residuals are permuted (Freedman and Lane), and slopes "
        "tests whether the covariate acts alike in the groups. With incomplete "
        "include, "
        "participants without some condition count with the others: curves are "
        "exchanged within participants, among the conditions that each has. With three "
        "or more groups or conditions also "
        "every pair, with the family-wise error of all pairs and nodes controlled "
        "(Holm). With effect_size, the difference with its band and Hedges' g (of "
        "pairs "
        "d_av) along the curve, with the band of its noncentral t intervals at the "
        "level of the test.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT,
    .options = options,
    .primary = "permutation/p_max",
    .main_table = "permutation clusters|permutation|effects permutation",
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"spm\", \"design\": \"two-sample\", \"group\": "
                       "\"group\", \"participant\": \"participant\"}",
    .example_data =
        "participant,group,n000,n001,n002,n003\nP1,a,1,2,3.1,2\nP2,a,1.2,2.3,3,2.2\n"
        "P3,a,0.9,2.1,2.8,1.9\nP4,b,1.1,3,4.2,2.4\nP5,b,1,3.3,4,2.1\nP6,b,1.3,3.1,4.4,"
        "2\n"};
