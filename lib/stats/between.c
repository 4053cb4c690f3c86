/* SPDX-License-Identifier: GPL-3.0-or-later */
/* between: two independent groups of participants. */
#include "base/sample.h"
#include "people/people.h"
#include "result/words.h"
#include "stats/numbers/distributions.h"
#include "stats/numbers/permutations.h"
#include "stats/numbers/tests.h"
#include "stats/people/people.h"
#include "stats/statistic.h"

#include <math.h>
#include <string.h>

enum { FEW = 5 /* people of a group, below which W_SMALL_N */ };

struct comparison {
    struct hinge_participants people;
    struct hinge_two_groups g;
    uint32_t level[2]; /* of the group factor: effects are [0] - [1] */
    const double *z;   /* x then y */
};

static bool choose_levels(struct hinge_analysis *a, struct comparison *c)
{
    const struct hinge_factor *group = &c->people.sample.factor[0];
    bool ordered = a->ask.order.n > 0;
    if (!hinge_factor_compares(a, group))
        return false;
    if (group->n_levels > 2)
        return hinge_analysis_fail(a, HINGE_E_TOO_MANY_LEVELS,
                                   "'%s' has %zu levels; name two with order or use anova",
                                   group->name, group->n_levels);
    bool swapped = !ordered && hinge_levels_swapped(group->level[0], group->level[1]);
    c->level[0] = swapped;
    c->level[1] = !swapped;
    return true;
}

/* Of a group of one the values, which are all there is. */
static void put_means(struct hinge_analysis *a, const struct comparison *c, double *const part[2],
                      const size_t n[2])
{
    json_t *groups = hinge_put_object(a->results, "groups");
    for (int k = 0; k < 2; k++) {
        const char *name = c->people.sample.factor[0].level[c->level[k]];
        json_t *object = hinge_put_object(groups, name);
        hinge_put_count(object, "n", n[k]);
        hinge_put_number(object, "mean", hinge_stats_mean(part[k], n[k]));
    }
}

static bool gather(struct hinge_analysis *a, struct comparison *c)
{
    struct hinge_people_wanted wanted = {.group = true, .pair = true};
    bool good = hinge_people_gather(a, &wanted, &c->people);
    if (good)
        good = choose_levels(a, c);
    if (!good)
        return false;
    double *part[2], *z = hinge_analysis_alloc(a, c->people.n, sizeof *z);
    size_t n[2];
    for (int k = 0; k < 2; k++)
        part[k] = hinge_people_of(a, &c->people, c->level[k], &n[k]);
    for (int k = 0; k < 2; k++) {
        const char *name = c->people.sample.factor[0].level[c->level[k]];
        if (n[k] < 2)
            put_means(a, c, part, n);
        if (n[k] < 2)
            return hinge_analysis_fail(
                a, HINGE_E_TOO_FEW,
                "too few participants in group '%s': %zu, at least 2 are needed", name, n[k]);
        if (n[k] < FEW)
            hinge_analysis_warn(a, NULL, "W_SMALL_N", "group '%s' has only n=%zu", name, n[k]);
    }
    memcpy(z, part[0], n[0] * sizeof *z);
    memcpy(z + n[0], part[1], n[1] * sizeof *z);
    c->z = z;
    hinge_two_groups_fill(&c->g, z, n[0], z + n[0], n[1]);
    return true;
}

/* Descriptives of the participants of each group, rows read and missing. */
static bool put_groups(struct hinge_analysis *a, const struct comparison *c)
{
    const struct hinge_sample *sample = &c->people.sample;
    const struct hinge_factor *group = &sample->factor[0];
    json_t *groups = hinge_put_object(a->results, "groups");
    for (int k = 0; k < 2; k++) {
        json_t *object = hinge_put_object(groups, group->level[c->level[k]]);
        size_t rows = 0, used = 0;
        for (size_t i = 0; i < sample->n_rows; i++) {
            rows += group->code[i] == c->level[k];
            used += i < sample->n && group->code[i] == c->level[k];
        }
        hinge_put_count(object, "n", k == 0 ? c->g.n1 : c->g.n2);
        hinge_put_count(object, "n_rows", rows);
        hinge_put_count(object, "n_used", used);
        hinge_put_count(object, "n_missing", rows - used);
        hinge_put_summary(a, object, k == 0 ? c->g.x : c->g.y, k == 0 ? c->g.n1 : c->g.n2);
    }
    return true;
}

static void put_t_tests(struct hinge_analysis *a, const struct hinge_two_groups *g)
{
    double none = NAN, t = g->no_variance ? none : g->diff / g->se;
    double df = g->no_variance ? none : g->df;
    struct hinge_interval ci = {none, none};
    if (!g->no_variance)
        ci = hinge_t_interval(g->diff, g->se, df, a->level, a->alternative);
    HINGE_PUT_NUMBERS(hinge_put_object(a->results, "welch"), {"mean_diff", g->diff}, {"se", g->se},
                      {"t", t}, {"df", df}, {"p", hinge_t_p(t, df, a->alternative)},
                      {"ci_low", ci.low}, {"ci_high", ci.high});
    double se = g->pooled_sd * sqrt(1 / (double)g->n1 + 1 / (double)g->n2);
    double pooled_t = g->no_variance ? none : g->diff / se;
    HINGE_PUT_NUMBERS(hinge_put_object(a->results, "student"), {"t", pooled_t}, {"df", g->m},
                      {"p", hinge_t_p(pooled_t, g->m, a->alternative)});
    if (g->no_variance)
        hinge_analysis_warn(a, NULL, "W_ZERO_VARIANCE",
                            "the standard error of the difference is zero: t and effect "
                            "sizes are undefined");
}

/* Why the interval of delta and the exact test can say different things. */
static void note_disagreement(struct hinge_analysis *a, json_t *delta, const struct hinge_cliff *c,
                              double p)
{
    bool interval = c->low > 0 || c->high < 0, test = p <= 1 - a->level;
    if (a->alternative != HINGE_TWO_SIDED || interval == test)
        return;
    const char *why = "the interval is approximate and lets the groups differ in spread "
                      "and shape, the exact test asks whether they are alike in all; "
                      "with few people go by the test";
    char p_text[16];
    hinge_p_cell(p, p_text, sizeof p_text);
    hinge_put_text(delta, "note", why);
    hinge_analysis_warn(a, NULL, "W_DELTA_INTERVAL",
                        "Cliff's delta [%.2f, %.2f] %s 0 though the exact p is %s: %s", c->low,
                        c->high, interval ? "excludes" : "includes", p_text, why);
}

static bool put_ranks(struct hinge_analysis *a, const struct hinge_two_groups *g)
{
    struct hinge_rank_sum r;
    struct hinge_cliff c;
    hinge_rank_sum_test(a, g->x, g->n1, g->y, g->n2, &r);
    hinge_cliffs_delta(a, g->x, g->n1, g->y, g->n2, &c);
    json_t *object = hinge_put_object(a->results, "mann_whitney");
    HINGE_PUT_NUMBERS(object, {"U", r.u}, {"p", r.p}, {"p_normal_nocc", r.p_normal_nocc},
                      {"hodges_lehmann", r.hodges_lehmann}, {"p_superiority", r.superiority});
    hinge_put_text(object, "method", r.exact ? "exact" : "normal");
    if (r.ties && g->n1 < 50 && g->n2 < 50)
        hinge_analysis_warn(a, NULL, "W_TIES",
                            "Mann-Whitney: ties, so p is from the normal approximation");
    json_t *delta = hinge_put_object(a->results, "cliffs_delta");
    HINGE_PUT_NUMBERS(delta, {"delta", c.delta}, {"se", c.se}, {"ci_low", c.low},
                      {"ci_high", c.high});
    if (r.exact)
        note_disagreement(a, delta, &c, r.p);
    return true;
}

static bool put_permutation(struct hinge_analysis *a, const struct comparison *c)
{
    static const char *const key[] = {"permutation_welch", "permutation_mean"};
    struct hinge_permutation r;
    /* groups of one size can be exchanged without changing |t| */
    double least = c->g.n1 == c->g.n2 && a->alternative == HINGE_TWO_SIDED ? 2 : 1;
    bool good = hinge_permute_groups(a, c->z, c->g.n1, c->g.n1 + c->g.n2, &r);
    for (int k = 0; good && r.done && k < 2; k++) {
        json_t *object = hinge_put_object(a->results, key[k]);
        hinge_put_count(object, "n_perm", (size_t)r.n_perm);
        hinge_put_count(object, "count", (size_t)r.count[k]);
        hinge_put_number(object, "p", r.p[k]);
        hinge_put_text(object, "method", r.exact ? "exact" : "monte-carlo");
        if (r.exact)
            hinge_put_number(object, "p_min", least / r.n_perm);
    }
    if (good && r.done && r.exact && least / r.n_perm > a->alpha)
        hinge_analysis_warn(a, NULL, "W_P_FLOOR",
                            "with %zu and %zu people the smallest possible exact p is "
                            "%.3g: no data could be significant at %g",
                            c->g.n1, c->g.n2, least / r.n_perm, a->alpha);
    return good;
}

static void put_effects(struct hinge_analysis *a, const struct hinge_two_groups *g)
{
    struct hinge_effect e = hinge_hedges_g(g, a->level);
    HINGE_PUT_NUMBERS(hinge_put_object(a->results, "hedges_g"), {"d", e.d}, {"j", e.j}, {"g", e.g},
                      {"ci_low", e.low}, {"ci_high", e.high});
    if (!a->ask.glass_delta)
        return;
    double sd = sqrt(g->var2), none = NAN;
    hinge_put_number(hinge_put_object(a->results, "glass_delta"), "delta",
                     hinge_is_rounding(sd, g->mean1, g->mean2) ? none : g->diff / sd);
}

/* Brown & Forsythe (1974): an ANOVA of distances from the medians. */
static void put_variances(struct hinge_analysis *a, const struct hinge_two_groups *g)
{
    size_t n = g->n1 + g->n2;
    double *d = hinge_analysis_alloc(a, 2 * n, sizeof *d);
    double *sorted = d + n;
    const double *part[2] = {g->x, g->y};
    size_t from[3] = {0, g->n1, n};
    for (int k = 0; k < 2; k++) {
        size_t m = from[k + 1] - from[k];
        memcpy(sorted, part[k], m * sizeof *sorted);
        hinge_sort(sorted, m);
        double median = hinge_median_sorted(sorted, m);
        for (size_t i = 0; i < m; i++)
            d[from[k] + i] = fabs(part[k][i] - median);
    }
    double m1 = hinge_stats_mean(d, g->n1), m2 = hinge_stats_mean(d + g->n1, g->n2),
           all = hinge_stats_mean(d, n);
    double between =
        (double)g->n1 * (m1 - all) * (m1 - all) + (double)g->n2 * (m2 - all) * (m2 - all);
    double within = hinge_stats_sum_squares(d, g->n1) + hinge_stats_sum_squares(d + g->n1, g->n2);
    double none = NAN, f = within > 0 ? between / (within / g->m) : none;
    HINGE_PUT_NUMBERS(hinge_put_object(a->results, "brown_forsythe"), {"F", f}, {"df1", 1},
                      {"df2", g->m}, {"p", hinge_f_p(f, 1, g->m)});
    hinge_put_number(a->results, "variance_ratio", g->var2 > 0 ? g->var1 / g->var2 : none);
}

static bool run(struct hinge_analysis *a)
{
    struct comparison c = {0};
    struct hinge_margins margins;
    bool good = hinge_margins_read(a, (double)NAN, &margins);
    if (good)
        good = gather(a, &c);
    if (!good)
        return false;
    hinge_sample_report(a, &c.people.sample, a->results);
    good = put_groups(a, &c);
    if (!good)
        return false;
    bool few = c.g.n1 < FEW || c.g.n2 < FEW; /* the exact tests come first */
    if (!few)
        put_t_tests(a, &c.g);
    if (few)
        good = put_permutation(a, &c);
    if (good)
        good = put_ranks(a, &c.g);
    if (good && !few)
        good = put_permutation(a, &c);
    if (!good)
        return false;
    if (few)
        put_t_tests(a, &c.g);
    put_effects(a, &c.g);
    double none = NAN, se = c.g.no_variance ? none : c.g.se;
    hinge_put_margins(a, a->results, &margins, c.g.diff, se, c.g.df, c.g.pooled_sd);
    put_variances(a, &c.g);
    return true;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("welch", "t({df:d}) = {t:2!}, {:1}p {p:p}, mean difference {mean_diff:x}{:u}, "
                       "{:c}% CI [{ci_low:x}, {ci_high:x}], Hedges' g = {/hedges_g/g:2} "
                       "[{/hedges_g/ci_low:2}, {/hedges_g/ci_high:2}]"),
    HINGE_SAY("mann_whitney",
              "U = {U:x!}, {method:t} {:1}p {p:p}, Cliff's delta = {/cliffs_delta/delta:2} "
              "[{/cliffs_delta/ci_low:2}, {/cliffs_delta/ci_high:2}]",
              .exact = true),
    HINGE_SAY("permutation_welch",
              "{method:t} permutation of Welch's t, {:1}p {p:p} ({n_perm:n} relabellings)",
              .exact = true),
    HINGE_SAY_END};

static const struct hinge_sentence test[] = {
    HINGE_SAY("welch", "Welch's t({df:d}) = {t:2!}, {:1}p {p:p}, n = {/groups/</n:n} and "
                       "{/groups/>/n:n}; Hedges' g = {/hedges_g/g:2} ({:c}% CI "
                       "{/hedges_g/ci_low:2} to {/hedges_g/ci_high:2})."),
    HINGE_SAY_END};

static const char *const options[] = {
    HINGE_TAKES_MEANS, HINGE_TAKES_MARGINS, "outcome", "outcomes", "group",       "order", "change",
    "alternative",     "permutation",       "n_perm",  "tost_d",   "glass_delta", NULL};

const struct hinge_statistic hinge_statistic_between = {
    .id = "between",
    .title = "Two groups",
    .details = "Welch's t test (the primary result), Student's t, Mann-Whitney, permutation "
               "of participants, Hedges' g with a noncentral t interval, Cliff's delta, "
               "equivalence. Every participant counts once.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT | HINGE_STATS_NEEDS_OUTCOME,
    .options = options,
    .primary = "welch/p",
    .main_table = "groups|welch",
    .test = test,
    .apa = (const struct hinge_sentence *const[]){apa, hinge_say_tost_apa,
                                                  hinge_say_noninferiority_apa, NULL},
    .plain = (const struct hinge_sentence *const[]){hinge_say_noninferiority_plain, NULL},
    .say = hinge_say_difference,
    .run = run,
    .example_request = "{\"analysis\": \"between\", \"outcome\": \"angle\", \"group\": "
                       "\"group\", \"order\": [\"trained\", \"sedentary\"], "
                       "\"participant\": \"participant\"}",
    .example_data = "participant,group,angle\nP1,trained,31\nP2,trained,28\nP3,trained,35\n"
                    "P4,sedentary,41\nP5,sedentary,44\nP6,sedentary,39\n"};
