/* SPDX-License-Identifier: GPL-3.0-or-later */
/* anova: several independent groups of participants. */
#include "stats/kind.h"
#include "stats/numbers/numbers.h"
#include "stats/people/people.h"
#include "stats/run/analysis.h"

enum { FEW = 5 /* people of a group, below which W_SMALL_N */ };

struct group {
    const char *name;
    const double *x;
    size_t n;
    double mean; /* less the origin: keeps its digits near a large offset */
    double var, ss;
};

#define CLASSICAL(f)                                                                               \
    f(NUMBER, df1) f(NUMBER, df2) f(NUMBER, ss_between) f(NUMBER, ss_within) f(NUMBER, F)          \
        f(NUMBER, p) f(NUMBER, eta2) f(INTERVAL, eta2_ci) f(NUMBER, omega2)
HINGE_ROW(classical, CLASSICAL)
#define PAIR(f)                                                                                    \
    f(NUMBER, diff) f(NUMBER, se) f(NUMBER, t) f(NUMBER, df) f(NUMBER, p) f(INTERVAL, ci)
HINGE_ROW(pair, PAIR)

struct oneway {
    struct hinge_participants people;
    size_t k, n;
    struct group *group;
    size_t *size; /* of the groups */
    double *all;  /* values, group after group */
    double grand;
    const char *constant; /* a group without variance, NULL: none */
    bool few;
    /* what is found, for the sentences */
    struct classical classical;
    struct hinge_group_test welch, kruskal;
    struct hinge_permutation exact;
    struct pair *pair;
    const char **pair_words;
    size_t n_pairs;
};

static bool gather(struct hinge_analysis *a, struct oneway *w)
{
    struct hinge_people_wanted wanted = {.group = true};
    const struct hinge_factor *f = &w->people.sample.factor[0];
    if (!hinge_people_gather(a, &wanted, &w->people) || !hinge_factor_compares(a, f))
        return false;
    double origin = w->people.value[0];
    w->k = f->n_levels;
    w->group = hinge_analysis_alloc(a, w->k, sizeof *w->group);
    w->size = hinge_analysis_alloc(a, w->k, sizeof *w->size);
    w->all = hinge_analysis_alloc(a, w->people.n, sizeof *w->all);
    for (size_t k = 0; k < w->k; k++) {
        struct group *g = &w->group[k];
        g->name = f->level[k];
        g->x = w->all + w->n;
        for (size_t i = 0; i < w->people.n; i++)
            if (w->people.group[i] == k)
                w->all[w->n++] = w->people.value[i];
        g->n = w->size[k] = (size_t)(w->all + w->n - g->x);
        if (g->n < 2)
            return hinge_fail_few(a, g->n, "in group", g->name, 2);
        w->few = w->few || g->n < FEW;
        if (g->n < FEW)
            hinge_warn_few(a, g->n, "in group", g->name);
        g->mean = hinge_stats_mean_about(g->x, g->n, origin);
        g->ss = hinge_stats_sum_squares(g->x, g->n);
        g->var = g->ss / (double)(g->n - 1);
        double size = g->mean + origin;
        if (hinge_is_rounding(sqrt(g->var / (double)g->n), size, size)) {
            w->constant = g->name;
            g->var = 0;
        }
    }
    w->grand = hinge_stats_mean_about(w->all, w->n, origin);
    return true;
}

static bool add_permutation(struct hinge_analysis *a, struct oneway *w)
{
    static const char *const key[] = {"permutation_welch_F", "permutation_F"};
    struct hinge_permutation r;
    double least = hinge_equal_groups(w->size, w->k);
    bool good = hinge_permute_several(a, w->all, w->size, w->k, &r);
    if (!good || !r.done)
        return good;
    if (w->constant != NULL)
        r.count[0] = r.p[0] = (double)NAN; /* Welch's F is undefined */
    for (int i = 0; i < 2; i++)
        hinge_add_permutation(a->results, key[i], &r, i, least / r.n_perm);
    w->exact = r;
    if (r.exact)
        hinge_floor_check(a, least / r.n_perm);
    return true;
}

/* Games & Howell (1976). */
static void add_games_howell(struct hinge_analysis *a, struct oneway *w)
{
    json_t *object = hinge_add_object(a->results, "games_howell");
    size_t pairs = w->k * (w->k - 1) / 2;
    w->pair = hinge_analysis_alloc(a, pairs, sizeof *w->pair);
    w->pair_words = hinge_analysis_alloc(a, pairs, sizeof *w->pair_words);
    struct hinge_range_table range;
    double near = 0, none = NAN; /* near: one pair's quantile starts the next one's */
    hinge_range_table_fill(&range, (double)w->k);
    for (size_t i = 0; i < w->k; i++)
        for (size_t j = i + 1; j < w->k; j++) {
            bool swapped = hinge_levels_swapped(w->group[i].name, w->group[j].name);
            const struct group *g = &w->group[swapped ? j : i], *h = &w->group[swapped ? i : j];
            double e1 = g->var / (double)g->n, e2 = h->var / (double)h->n;
            struct pair r = {.diff = g->mean - h->mean, .se = sqrt(e1 + e2)};
            r.t = r.se > 0 ? r.diff / r.se : none;
            r.df = (e1 + e2) * (e1 + e2) /
                   (e1 * e1 / (double)(g->n - 1) + e2 * e2 / (double)(h->n - 1));
            near = hinge_range_quantile(&range, 1 - a->level, r.df, near);
            double half = near / sqrt(2) * r.se;
            r.p = hinge_range_p(&range, fabs(r.t) * sqrt(2), r.df);
            r.ci = (struct hinge_interval){r.diff - half, r.diff + half};
            HINGE_ADD(object, hinge_arena_printf(&a->arena, "%s-%s", g->name, h->name), pair, &r);
            w->pair_words[w->n_pairs] = hinge_sentences_pair(a, g->name, h->name);
            w->pair[w->n_pairs++] = r;
        }
}

/* --- in words --- */

static void add_exact(struct hinge_analysis *a, const struct oneway *w)
{
    if (w->exact.done)
        hinge_add_sentence(a, &a->text.apa,
                           "{t} permutation of Welch's F, p {p} ({n} relabellings)",
                           w->exact.exact ? "exact" : "monte-carlo", w->exact.p[0],
                           w->exact.n_perm);
}

static void add(struct hinge_analysis *a, const struct oneway *w)
{
    const struct hinge_group_test *welch = &w->welch, *h = &w->kruskal;
    /* with few people the exact test decides, as between two groups */
    const bool exact = w->few && w->exact.done;
    const double p = exact ? w->exact.p[0] : welch->p;
    if (!isnan(p))
        hinge_add_sentence(a, &a->text.plain,
                           hinge_clear_sign((double)NAN, (double)NAN, p, a->alpha) != 0
                               ? "The {n} groups differ ({t}, p {p})."
                               : "No clear difference between {n} groups ({t}, p {p}).",
                           (double)w->k, exact ? "permutation of Welch's F" : "Welch's F", p);
    if (!isnan(w->classical.eta2))
        hinge_add_sentence(
            a, &a->text.plain,
            "Groups explain {r} of the variance between people ({c}% CI {r} to {r}; {n} "
            "people).",
            w->classical.eta2, w->classical.eta2_ci.low, w->classical.eta2_ci.high, (double)w->n);
    if (w->few)
        add_exact(a, w);
    if (!isnan(welch->statistic)) {
        hinge_add_sentence(a, &a->text.test, "Welch's F({d}, {d}) = {2}, p {p}.", welch->df1,
                           welch->df2, welch->statistic, welch->p);
        hinge_add_sentence(a, &a->text.apa, "Welch's F({d}, {d}) = {2}, p {p}", welch->df1,
                           welch->df2, welch->statistic, welch->p);
    }
    if (!isnan(w->classical.F))
        hinge_add_sentence(
            a, &a->text.apa,
            "F({d}, {d}) = {2}, p {p}, omega squared = {r}, eta squared = {r} [{r}, {r}]",
            w->classical.df1, w->classical.df2, w->classical.F, w->classical.p, w->classical.omega2,
            w->classical.eta2, w->classical.eta2_ci.low, w->classical.eta2_ci.high);
    if (!w->few)
        add_exact(a, w);
    if (!isnan(h->statistic))
        hinge_add_sentence(a, &a->text.apa, "H({d}) = {2}, p {p}", h->df1, h->statistic, h->p);
    for (size_t i = 0; i < w->n_pairs; i++)
        if (!isnan(w->pair[i].t))
            hinge_add_sentence(a, &a->text.apa, "{t}: t({d}) = {2}, p {p} (Games-Howell)",
                               w->pair_words[i], w->pair[i].df, w->pair[i].t, w->pair[i].p);
}

/* --- the analysis --- */

static void run(struct hinge_analysis *a)
{
    struct oneway w = {0};
    struct hinge_trend trend;
    const struct hinge_factor *f = &w.people.sample.factor[0];
    if (!hinge_trend_read(a, &trend) || !gather(a, &w) ||
        !hinge_trend_scores(a, &trend, f->name, f->level, w.k))
        return;
    hinge_sample_report(a, &w.people.sample);
    json_t *groups = hinge_add_object(a->results, "groups");
    for (size_t k = 0; k < w.k; k++) {
        json_t *object = hinge_add_object(groups, w.group[k].name);
        struct hinge_summary of = hinge_summary_of(a, w.group[k].x, w.group[k].n);
        hinge_add_count(object, "n", w.group[k].n);
        HINGE_ADD(object, NULL, hinge_summary, &of);
    }
    if (w.few && !add_permutation(a, &w)) /* the exact test comes first */
        return;
    /* The classical F, and Welch's. */
    struct classical c = {.df1 = (double)w.k - 1, .df2 = (double)(w.n - w.k)};
    double *mean = hinge_analysis_alloc(a, 2 * w.k, sizeof *mean), none = NAN;
    for (size_t k = 0; k < w.k; k++) {
        double d = w.group[k].mean - w.grand;
        c.ss_between += (double)w.group[k].n * d * d;
        c.ss_within += w.group[k].ss;
        mean[k] = w.group[k].mean;
        mean[w.k + k] = w.group[k].var;
    }
    double msw = c.ss_within / c.df2, total = c.ss_between + c.ss_within;
    c.F = c.ss_within > 0 ? c.ss_between / c.df1 / msw : none;
    c.p = hinge_f_p(c.F, c.df1, c.df2);
    c.eta2 = c.ss_between / total;
    c.eta2_ci = hinge_eta2_interval(c.F, c.df1, c.df2, a->level);
    c.omega2 = (c.ss_between - c.df1 * msw) / (total + msw);
    HINGE_ADD(a->results, "anova", classical, &c);
    w.classical = c;
    w.welch = hinge_welch_f(mean, mean + w.k, w.size, w.k);
    if (w.constant != NULL)
        hinge_warn_constant(a, "group", w.constant, "Welch's F is not defined");
    HINGE_ADD_NUMBERS(hinge_add_object(a->results, "welch_anova"), {"F", w.welch.statistic},
                      {"df1", w.welch.df1}, {"df2", w.welch.df2}, {"p", w.welch.p});
    if (!w.few && !add_permutation(a, &w))
        return;
    add_games_howell(a, &w);
    for (size_t i = 0; trend.wanted && i < trend.n; i++) { /* of means, with the pooled variance */
        double estimate = 0, unit = 0, df = w.classical.df2;
        for (size_t k = 0; k < w.k; k++) {
            double weight = trend.weight[i][k];
            estimate += weight * w.group[k].mean; /* the weights' sum is 0 */
            unit += weight * weight / (double)w.group[k].n;
        }
        hinge_add_trend_of(a, &trend, i, estimate, sqrt(w.classical.ss_within / df * unit), df);
    }
    double *rank = hinge_analysis_alloc(a, w.n, sizeof *rank), tie_sum;
    bool ties;
    hinge_ranks(w.all, w.n, rank, hinge_analysis_alloc(a, w.n, sizeof(size_t)), &tie_sum, &ties);
    w.kruskal = hinge_kruskal_wallis(rank, tie_sum, w.size, w.k);
    HINGE_ADD_NUMBERS(hinge_add_object(a->results, "kruskal"), {"H", w.kruskal.statistic},
                      {"df", w.kruskal.df1}, {"p", w.kruskal.p});
    a->primary_p = w.welch.p;
    add(a, &w);
    hinge_add_trend(a, &trend);
}

const struct hinge_analysis_kind hinge_analysis_kind_anova = {
    .id = "anova",
    .title = "Several groups",
    .details =
        "Welch's F (the primary result), classical F with effect sizes, permutation of people for "
        "both, Kruskal-Wallis, and Games-Howell comparisons of every pair of groups.",
    .needs = HINGE_STATS_MAY_COMPARE | HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_OUTCOME |
             HINGE_STATS_HOLM | HINGE_STATS_REDUCES,
    .options = (const char *const[]){HINGE_TAKES_MEANS, "outcome", "group", "change", "trend",
                                     "permutation", "scores", NULL},
    .main_table = "groups",
    .run = run,
    .example_request = "{\"analysis\": \"anova\", \"outcome\": \"angle\", \"group\": \"group\"}",
    .example_data = "group,angle\na,31\na,28\na,33\nb,41\nb,44\nb,38\nc,35\nc,36\nc,39\n"};
