/* SPDX-License-Identifier: GPL-3.0-or-later */
/* spm: where along a waveform groups or conditions differ. */
#include "stats/curves/waves.h"
#include "stats/numbers/compared.h"
#include "stats/numbers/numbers.h"
#include "stats/run/analysis.h"

/* --- from rows to the wave --- */

enum design { TWO_SAMPLE, PAIRED, ONE_SAMPLE, ANOVA, RM_ANOVA, MIXED };

static enum design design_of(const char *name)
{
    static const char *const names[] = {"two-sample", "paired",   "one-sample",
                                        "anova",      "rm-anova", "mixed"};
    return (enum design)hinge_name_at(names, MIXED, name);
}

enum { MOST_LEVELS = 64 };

struct study {
    enum design design;
    struct hinge_curves curves;
    struct hinge_wave wave;
    size_t group_size[MOST_LEVELS];
    double *y; /* in the order of the wave */
    double *x; /* curves of the first, then of the second group or condition; NULL: no
                  effect sizes asked for */
    /* of two-sample and paired: the levels as they are subtracted, else NULL; sentences
     * compare the other way round */
    const char *first, *second;
    bool turned;
};

/* One curve a person (and condition), then the wave's curves: of group
 * after group, or differences of pairs. Without an order the second level comes first:
 * t is of the second minus the first. E_OPTION, E_TOO_MANY_LEVELS, E_TOO_FEW. */
static bool gather(struct hinge_analysis *a, struct study *s)
{
    struct hinge_columns columns = {0};
    bool paired = s->design == PAIRED, groups = s->design == TWO_SAMPLE || s->design == ANOVA;
    if (groups && a->ask.group == NULL && a->ask.condition != NULL)
        return hinge_analysis_fail(a, HINGE_E_OPTION,
                                   "design %s compares groups, and needs 'group'; conditions are "
                                   "compared by design paired, three or more by rm-anova",
                                   s->design == ANOVA ? "anova" : "two-sample");
    if (paired || groups)
        hinge_columns_factor(&columns, paired ? HINGE_NEED(a, condition) : HINGE_NEED(a, group));
    if (s->design != ANOVA)
        columns.pair_of = columns.factor[0];
    if (!hinge_curves_gather(a, &columns, &s->curves))
        return false;
    const struct hinge_factor *f = &s->curves.sample.factor[0];
    if ((paired || groups) && !hinge_factor_compares(a, f))
        return false;
    if ((paired || s->design == TWO_SAMPLE) && f->n_levels > 2)
        return hinge_fail_too_many_levels(a, f->name, f->n_levels,
                                          paired ? "name two with order or use design rm-anova"
                                                 : "name two with order or use design anova");
    if (f->n_levels > MOST_LEVELS)
        return hinge_fail_too_many_levels(a, f->name, f->n_levels, "at most 64 are compared");
    return hinge_curves_average(a, &s->curves, paired ? f->code : NULL, paired ? f->n_levels : 1,
                                paired);
}

/* --- the wave's curves in their order --- */

static void add_curve(struct study *s, size_t curve)
{
    size_t q = s->curves.nodes;
    memcpy(s->y + s->wave.n * q, s->curves.y + curve * q, q * sizeof *s->y);
    s->wave.n++;
}

static bool fill(struct hinge_analysis *a, struct study *s)
{
    struct hinge_wave *w = &s->wave;
    s->y = hinge_analysis_alloc(a, s->curves.n * s->curves.nodes, sizeof *s->y);
    if (a->ask.effect_size && s->design == PAIRED)
        s->x = hinge_analysis_alloc(a, s->curves.n * s->curves.nodes, sizeof *s->x);
    else if (a->ask.effect_size)
        s->x = s->y;
    *w = (struct hinge_wave){.design = s->design == ANOVA        ? HINGE_WAVE_ANOVA
                                       : s->design == TWO_SAMPLE ? hinge_wave_of_two(a)
                                                                 : HINGE_WAVE_ONE_SAMPLE,
                             .nodes = s->curves.nodes,
                             .y = s->y,
                             .n_groups = 1,
                             .group_size = s->group_size,
                             .two_sided = s->design != ANOVA && a->ask.two_sided};
    if (s->design == TWO_SAMPLE || s->design == ANOVA) {
        const struct hinge_factor *f = &s->curves.sample.factor[0];
        uint32_t *group = hinge_analysis_alloc(a, s->curves.sample.n_participants, sizeof *group);
        hinge_sample_level_of(&s->curves.sample, 0, group);
        bool swap = s->design != ANOVA && a->ask.order.n == 0;
        for (size_t g = 0; g < f->n_levels; g++) {
            size_t level = swap ? f->n_levels - 1 - g : g, from = w->n;
            for (size_t i = 0; i < s->curves.n; i++)
                if (group[s->curves.who[i]] == level)
                    add_curve(s, i);
            s->group_size[g] = w->n - from;
            if (s->group_size[g] < 2)
                return hinge_fail_few(a, s->group_size[g], "in group", f->level[level], 2);
        }
        w->n_groups = f->n_levels;
        return true;
    }
    if (s->design == PAIRED) {
        /* Differences of participants with both conditions. */
        struct hinge_curves *c = &s->curves;
        uint32_t first = a->ask.order.n > 0 ? 0 : 1;
        uint32_t *lost = c->who; /* places already read are free */
        size_t n_lost = 0;
        double *others = hinge_analysis_alloc(a, c->n * c->nodes, sizeof *others);
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
            for (size_t q = 0; q < c->nodes && s->x != NULL; q++) {
                s->x[(s->wave.n - 1) * c->nodes + q] = x[q];
                others[(s->wave.n - 1) * c->nodes + q] = y[q];
            }
            i++;
        }
        if (s->x != NULL) /* the second ones behind the first */
            memcpy(s->x + s->wave.n * c->nodes, others, s->wave.n * c->nodes * sizeof *s->x);
        hinge_warn_incomplete(a, &c->sample, lost, n_lost, "in a condition", &c->sample.factor[0]);
    } else
        for (size_t i = 0; i < s->curves.n; i++)
            add_curve(s, i);
    s->group_size[0] = w->n;
    return w->n >= 2 || hinge_fail_few(a, w->n, "with curves", NULL, 2);
}

/* --- difference with its band --- */

struct node {
    double d, se, g; /* difference, its standard error, effect size */
    double t, df;    /* noncentral t that g is a multiple of, */
    double unit;     /* g = unit t */
};

/* x and y are the values of a node in the two groups or conditions. */
static struct node node_effect(const struct hinge_wave *w, const double *x, size_t n1,
                               const double *y, size_t n2)
{
    double a = (double)n1, b = (double)n2, va = hinge_stats_variance(x, n1),
           vb = hinge_stats_variance(y, n2);
    struct node e = {.d = hinge_stats_mean(x, n1) - hinge_stats_mean(y, n2)};
    if (w->design == HINGE_WAVE_ONE_SAMPLE) { /* Algina & Keselman 2003 */
        double square = va + vb - 2 * hinge_stats_sum_products(x, y, n1) / (a - 1);
        e.df = a - 1;
        e.se = sqrt(fmax(0, square) / a);
        e.t = e.d / e.se;
        e.unit = hinge_hedges_j(e.df) * e.se / sqrt((va + vb) / 2);
        e.g = hinge_hedges_j(e.df) * e.d / sqrt((va + vb) / 2);
        return e;
    }
    struct hinge_two_groups g;
    hinge_two_groups_fill(&g, x, n1, y, n2);
    const bool pooled = w->design == HINGE_WAVE_TWO_SAMPLE;
    const double sd = pooled ? g.pooled_sd : sqrt((va + vb) / 2);
    e.df = pooled ? g.m : g.df;
    e.se = pooled ? sd * sqrt(1 / a + 1 / b) : g.se;
    e.t = e.d / e.se;
    e.unit = hinge_hedges_j(e.df) * e.se / sd;
    e.g = hinge_hedges_j(e.df) * e.d / sd;
    return e;
}

/* Where the effect is largest. */
#define PEAK(f) f(SIZE, node) f(NUMBER, g) f(INTERVAL, ci)
HINGE_ROW(peak, PEAK)

/* The band is simultaneous: what the test of the largest |t| would not reject. */
static void add_band(struct hinge_analysis *a, const struct study *s,
                     const struct hinge_wave_permutation *r)
{
    const struct hinge_wave *w = &s->wave;
    const double *curves = s->x;
    bool paired = w->design == HINGE_WAVE_ONE_SAMPLE;
    bool reach = r->done && r->p_floor <= a->alpha && w->two_sided;
    size_t n1 = w->group_size[0], n2 = paired ? n1 : w->group_size[1];
    double *x = hinge_analysis_alloc(a, n1 + n2, sizeof *x), none = NAN;
    double *y = x + n1;
    json_t *difference = hinge_add_list(a->results, "difference");
    json_t *error_of = hinge_add_list(a->results, "se");
    json_t *size = hinge_add_list(a->results, "effect_size");
    json_t *band = hinge_add_object(a->results, "band");
    json_t *size_band = hinge_add_object(a->results, "effect_size_band");
    json_t *low = reach ? hinge_add_list(band, "low") : NULL;
    json_t *high = reach ? hinge_add_list(band, "high") : NULL;
    json_t *size_low = reach ? hinge_add_list(size_band, "low") : NULL;
    json_t *size_high = reach ? hinge_add_list(size_band, "high") : NULL;
    struct peak peak = {.g = 0};
    hinge_add_text(a->results, "effect_size_of",
                   paired                               ? "d_av"
                   : w->design == HINGE_WAVE_TWO_SAMPLE ? "hedges_g"
                                                        : "hedges_g_welch");
    for (size_t q = 0; q < w->nodes; q++) {
        for (size_t i = 0; i < n1; i++)
            x[i] = curves[i * w->nodes + q];
        for (size_t i = 0; i < n2; i++)
            y[i] = curves[(n1 + i) * w->nodes + q];
        struct node e = node_effect(w, x, n1, y, n2);
        struct hinge_interval ci = {none, none};
        bool valid = w->valid[q];
        hinge_append_number(difference, e.d);
        hinge_append_number(error_of, e.se);
        hinge_append_number(size, valid ? e.g : none);
        if (reach && valid) { /* leaves out 0 where |t| is above the threshold */
            double level = 1 - hinge_t_p(r->threshold, e.df, HINGE_TWO_SIDED);
            hinge_noncentral_t_interval(e.t, e.df, level, &ci.low, &ci.high);
            ci = (struct hinge_interval){ci.low * e.unit, ci.high * e.unit};
        }
        if (valid && fabs(e.g) > fabs(peak.g))
            peak = (struct peak){q, e.g, ci};
        if (reach) {
            hinge_append_number(low, valid ? e.d - r->threshold * e.se : none);
            hinge_append_number(high, valid ? e.d + r->threshold * e.se : none);
            hinge_append_number(size_low, ci.low);
            hinge_append_number(size_high, ci.high);
        }
    }
    json_t *const unknown[] = {band, size_band};
    for (size_t i = 0; i < 2 && !reach; i++) {
        hinge_add_json(unknown[i], "low", json_null());
        hinge_add_json(unknown[i], "high", json_null());
    }
    if (!reach || peak.g == 0)
        return;
    HINGE_ADD(a->results, "effect_size_peak", peak, &peak);
    if (!isfinite(peak.ci.low))
        return;
    hinge_add_sentence(
        a, &a->text.plain,
        "The effect ({t} minus {t}) is largest at node {n}: Hedges' g {2} (band over the "
        "whole curve {2} to {2}).",
        s->first, s->second, (double)peak.node, peak.g, peak.ci.low, peak.ci.high);
    hinge_add_sentence(
        a, &a->text.apa,
        "{t} minus {t}: largest effect size at node {n}: g = {2}, band over the whole curve "
        "[{2}, {2}]",
        s->first, s->second, (double)peak.node, peak.g, peak.ci.low, peak.ci.high);
}

/* --- in words --- */

/* --- the analysis --- */

/* Gathers the curves and tests them; of two levels, says which. */
static bool compare(struct hinge_analysis *a, struct study *s,
                    struct hinge_wave_permutation *permutation, struct hinge_wave_found *found)
{
    if (!gather(a, s) || !fill(a, s))
        return false;
    hinge_wave_statistics(a, &s->wave);
    hinge_sample_report(a, &s->curves.sample);
    hinge_add_count(a->results, "n_curves", s->wave.n);
    /* Two levels as they are subtracted; without an order sentences compare them as those of every
     * other analysis do, which may be the other way round (`turned`). */
    if (s->design == TWO_SAMPLE || s->design == PAIRED) {
        const struct hinge_factor *f = &s->curves.sample.factor[0];
        bool swap = a->ask.order.n == 0;
        s->first = f->level[swap ? 1 : 0];
        s->second = f->level[swap ? 0 : 1];
        s->turned = swap && hinge_level_pair(f->level, 0, 1).first == 0;
        hinge_add_text(a->results, "first", s->first);
        hinge_add_text(a->results, "second", s->second);
        hinge_add_flag(a->results, "turned", s->turned);
        s->first = hinge_sentences_levels(a, s->first); /* in sentences */
        s->second = hinge_sentences_levels(a, s->second);
    }
    if (!hinge_add_wave_test(a, &s->wave, permutation, found))
        return false;
    for (size_t g = 0; g < 2 && permutation->few; g++)
        if (s->group_size[g] < HINGE_LEAST_TESTED)
            hinge_warn_few(a, s->group_size[g], "in group",
                           s->curves.sample.factor[0].level[a->ask.order.n > 0 ? g : 1 - g]);
    return true;
}

bool hinge_curves_differ(struct hinge_analysis *a, struct hinge_wave_found *found)
{
    struct study s = {.design = design_of(a->ask.design)};
    struct hinge_wave_permutation permutation;
    return compare(a, &s, &permutation, found);
}

static void run(struct hinge_analysis *a)
{
    struct study s = {.design = design_of(a->ask.design)};
    struct hinge_wave_permutation permutation;
    struct hinge_wave_found found;
    if (a->ask.effect_size && s.design != TWO_SAMPLE && s.design != PAIRED) {
        hinge_analysis_fail(a, HINGE_E_OPTION,
                            "effect_size is of a difference: it needs design "
                            "two-sample or paired, not %s",
                            a->ask.design);
        return;
    }
    if (s.design == RM_ANOVA || s.design == MIXED) {
        hinge_add_wave_effects(a, s.design == MIXED);
        return;
    }
    if (!compare(a, &s, &permutation, &found))
        return;
    if (permutation.done) {
        if (isfinite(permutation.threshold) && permutation.signs)
            hinge_add_sentence(
                a, &a->text.apa,
                "largest Welch's t under {t} of the participants' distances from the mean curve of "
                "their group: critical value {2}, smallest p {p} ({n} sets of signs)",
                permutation.exact ? "all signs" : "random signs", permutation.threshold,
                found.p_max, (double)permutation.n_perm);
        else if (isfinite(permutation.threshold))
            hinge_add_sentence(
                a, &a->text.apa,
                "{t} permutation of the largest statistic: critical value {2}, smallest p {p} "
                "({n} relabellings)",
                hinge_wave_method(&permutation), permutation.threshold, found.p_max,
                (double)permutation.n_perm);
        const char *by = s.wave.design == HINGE_WAVE_SIGNED ? "random signs" : "permutation";
        const double n = (double)s.wave.n;
        for (size_t i = 0; i < found.n_clusters; i++) { /* where the curves differ */
            const struct hinge_cluster *c = &found.cluster[i];
            const double sign = c->sign;
            if (s.first == NULL) {
                hinge_add_sentence(
                    a, &a->text.plain,
                    "The curves differ between nodes {2} and {2} ({t}, p {p}, {n} curves).",
                    c->start, c->end, by, c->p, n);
                hinge_add_sentence(a, &a->text.apa,
                                   "nodes {2} to {2}: largest statistic {2}, p {p}", c->start,
                                   c->end, c->peak, c->p);
                continue;
            }
            hinge_add_sentence(a, &a->text.plain,
                               "The curve is {h} in {t} than in {t} between nodes {2} and {2} "
                               "({t}, p {p}, {n} curves).",
                               s.turned ? -sign : sign, s.turned ? s.second : s.first,
                               s.turned ? s.first : s.second, c->start, c->end, by, c->p, n);
            hinge_add_sentence(a, &a->text.apa,
                               "nodes {2} to {2}: {t} minus {t} {h}, largest |t| = {2}, p {p}",
                               c->start, c->end, s.first, s.second, sign, c->peak, c->p);
        }
        if (found.n_clusters == 0 && !isnan(found.p_max))
            hinge_add_sentence(
                a, &a->text.plain,
                "No part of the curve is shown to differ (smallest p {p}; the smallest possible "
                "p {p}).",
                found.p_max, permutation.p_min);
    }
    for (int k = 0; k < 2 && permutation.few; k++)
        hinge_add_sentence(a, k == 0 ? &a->text.plain : &a->text.apa,
                           "The curves of {n} and {n} participants are described, not tested: {n} "
                           "in each group are needed.",
                           (double)s.group_size[0], (double)s.group_size[1],
                           (double)HINGE_LEAST_TESTED);
    if (s.x != NULL)
        add_band(a, &s, &permutation);
    if (s.wave.design == HINGE_WAVE_ANOVA && s.wave.n_groups > 2)
        hinge_add_wave_group_pairs(a, &s.wave, s.curves.sample.factor[0].level);
    hinge_add_wave_field(a, &s.wave);
}

const struct hinge_analysis_kind hinge_analysis_kind_spm = {
    .id = "spm",
    .title = "Waveforms",
    .details =
        "t or F at every node of the participants' mean curves. The primary test compares them "
        "with the largest value under relabelling of participants, and lists the clusters above "
        "it. Two groups have Welch's t. Its largest value is that under random signs of the "
        "participants' distances from the mean curve of their group. Below 5 in a group nothing is "
        "tested. Random field theory is added, except to Welch's t. With three or more groups or "
        "conditions also every "
        "pair, with the family-wise error of all "
        "pairs and nodes controlled (Holm). With effect_size, also the difference with its band, "
        "and Hedges' g (for pairs d_av) with its noncentral t intervals at every node.",
    .needs = HINGE_STATS_MAY_COMPARE | HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT,
    .options = (const char *const[]){"design", "group", "condition", "order", "variance",
                                     "two_sided", "participant", "permutation", "nodes_prefix",
                                     "cluster_mass", "effect_size", "trial", "rep", "min_reps",
                                     "min_valid", "allow_single", NULL},
    .main_table = "permutation clusters|permutation|effects permutation",
    .run = run,
    .example_request = "{\"analysis\": \"spm\", \"design\": \"two-sample\", \"group\": "
                       "\"group\", \"participant\": \"participant\"}",
    .example_data =
        "participant,group,n000,n001,n002,n003\nP1,a,1,2,3.1,2\nP2,a,1.2,2.3,3,2.2\n"
        "P3,a,0.9,2.1,2.8,1.9\nP4,b,1.1,3,4.2,2.4\nP5,b,1,3.3,4,2.1\nP6,b,1.3,3.1,4.4,2\n"
        "P7,a,1.1,1.8,2.9,2.3\nP8,a,1,2.2,3.3,2.1\nP9,b,1.2,2.9,4.1,2.2\n"
        "P10,b,0.9,3.2,4.3,2.3\n"};
