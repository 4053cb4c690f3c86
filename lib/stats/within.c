/* SPDX-License-Identifier: GPL-3.0-or-later */
/* within: conditions that every participant does. */
#include "base/sample.h"
#include "stats/numbers/distributions.h"
#include "stats/numbers/linear.h"
#include "stats/numbers/permutations.h"
#include "stats/numbers/tests.h"
#include "stats/parts/reliability.h"
#include "stats/parts/repeated.h"
#include "stats/people/people.h"
#include "stats/statistic.h"

#include <math.h>
#include <string.h>

/* --- responders --- */

static void put_share(struct hinge_analysis *a, json_t *parent, const char *key, size_t n,
                      size_t of)
{
    double share = (double)n / (double)of;
    struct hinge_interval w = hinge_wilson(share, (double)of, a->level);
    json_t *object = hinge_put_object(parent, key);
    hinge_put_count(object, "n", n);
    HINGE_PUT_NUMBERS(object, {"share", share}, {"wilson_low", w.low}, {"wilson_high", w.high});
}

static void put_repeats(json_t *parent, const struct hinge_repeats *r)
{
    json_t *object = hinge_put_object(parent, "mdc_from");
    hinge_put_text(object, "unit", r->unit);
    hinge_put_text(object, "column", r->column);
    hinge_put_text(object, "condition", r->condition);
    hinge_put_count(object, "n_participants", r->n_participants);
    hinge_put_count(object, "n_repeats", r->n_repeats);
    hinge_put_text(object, "form", "agreement");
    hinge_put_text(object, "method", "mean squares");
    HINGE_PUT_NUMBERS(object, {"icc2", r->icc}, {"sem", r->sem}, {"mdc_low", r->mdc_low},
                      {"mdc_high", r->mdc_high});
}

/* Puts results/responders by the option mdc, a number or "auto"; nothing without it.
 * `change` is of the pairs' people. *used becomes the minimal detectable change. */
static bool put_responders(struct hinge_analysis *a, const struct hinge_pairs *p,
                           const double *change, double *used)
{
    bool automatic = a->ask.mdc.word != NULL;
    double mdc = hinge_each_of(&a->ask.mdc, a->ask.outcome);
    if (!automatic && isnan(mdc))
        return true; /* none, or of other outcomes */
    struct hinge_repeats repeats;
    if (automatic) {
        if (!hinge_repeats_mdc(a, p, &repeats)) {
            if (!a->nested || a->error.status != HINGE_INPUT)
                return false;
            hinge_put_text(a->results, "mdc_reason", a->error.message);
            hinge_analysis_forgive(a);
            return true;
        }
        mdc = repeats.mdc;
    }
    *used = mdc;
    size_t more = 0, less = 0;
    json_t *object = hinge_put_object(a->results, "responders");
    hinge_put_number(object, "mdc", mdc);
    if (automatic)
        put_repeats(object, &repeats);
    else if (a->ask.mdc_of != NULL)
        hinge_put_text(object, "mdc_of", a->ask.mdc_of);
    json_t *who = hinge_put_object(object, "participants");
    for (size_t i = 0; i < p->n; i++) {
        more += change[i] > mdc;
        less += change[i] < -mdc;
        json_t *one = hinge_put_object(who, p->sample.participant_name[p->who[i]]);
        hinge_put_number(one, "change", change[i]);
        hinge_put_flag(one, "beyond_mdc", fabs(change[i]) > mdc);
    }
    put_share(a, object, "increased", more, p->n);
    put_share(a, object, "decreased", less, p->n);
    put_share(a, object, "either", more + less, p->n);
    return true;
}

/* --- the analysis --- */

enum { FEW = 5 /* people, below which W_SMALL_N */ };

/* Two conditions: d = x - y. */
struct paired {
    size_t n;
    double *x, *y, *d;
    double mean, sd, se, df, s_av;
    bool no_variance;
};

static void fill_paired(struct hinge_analysis *a, const struct hinge_pairs *p, struct paired *t)
{
    double *memory = hinge_analysis_alloc(a, 3 * p->n, sizeof *memory);
    *t = (struct paired){.n = p->n, .x = memory, .y = memory + p->n, .d = memory + 2 * p->n};
    for (size_t i = 0; i < p->n; i++) {
        t->x[i] = p->value[i * p->k + p->first];
        t->y[i] = p->value[i * p->k + p->second];
        t->d[i] = t->x[i] - t->y[i];
    }
    t->mean = hinge_stats_mean(t->d, t->n);
    t->sd = hinge_stats_sd(t->d, t->n);
    t->se = t->sd / sqrt((double)t->n);
    t->df = (double)t->n - 1;
    t->s_av = sqrt((hinge_stats_variance(t->x, t->n) + hinge_stats_variance(t->y, t->n)) / 2);
    t->no_variance =
        hinge_is_rounding(t->se, hinge_stats_mean(t->x, t->n), hinge_stats_mean(t->y, t->n));
}

static void put_conditions(struct hinge_analysis *a, const struct hinge_pairs *p)
{
    json_t *conditions = hinge_put_object(a->results, "conditions");
    double *column = hinge_analysis_alloc(a, p->n, sizeof *column);
    for (size_t c = 0; c < p->k; c++) {
        json_t *object = hinge_put_object(conditions, p->sample.factor[0].level[c]);
        for (size_t i = 0; i < p->n; i++)
            column[i] = p->value[i * p->k + c];
        hinge_put_count(object, "n", p->n);
        hinge_put_summary(a, object, column, p->n);
    }
}

static void put_t(struct hinge_analysis *a, const struct paired *t)
{
    double none = NAN, value = t->no_variance ? none : t->mean / t->se;
    struct hinge_interval ci = {none, none};
    if (!t->no_variance)
        ci = hinge_t_interval(t->mean, t->se, t->df, a->level, a->alternative);
    else
        hinge_analysis_warn(a, NULL, "W_ZERO_VARIANCE",
                            "all differences are equal: t and effect sizes are undefined");
    HINGE_PUT_NUMBERS(hinge_put_object(a->results, "paired_t"), {"n", (double)t->n},
                      {"mean_diff", t->mean}, {"sd_diff", t->sd}, {"se", t->se}, {"t", value},
                      {"df", t->df}, {"p", hinge_t_p(value, t->df, a->alternative)},
                      {"ci_low", ci.low}, {"ci_high", ci.high});
    hinge_put_number(a->results, "r_pairs", hinge_stats_correlation(t->x, t->y, t->n));
}

static bool put_ranks(struct hinge_analysis *a, const struct paired *t)
{
    struct hinge_signed_rank r;
    hinge_signed_rank_test(a, t->d, t->n, &r);
    json_t *object = hinge_put_object(a->results, "wilcoxon");
    hinge_put_number(object, "V", r.v);
    hinge_put_count(object, "n_nonzero", r.n_nonzero);
    hinge_put_number(object, "p", r.p);
    hinge_put_text(object, "method", r.exact ? "exact" : "normal");
    hinge_put_number(object, "hodges_lehmann", r.hodges_lehmann);
    if (r.ties && t->n < 50)
        hinge_analysis_warn(a, NULL, "W_TIES",
                            "Wilcoxon: ties or zeros, so p is from the normal "
                            "approximation");
    return true;
}

/* d and g (Hedges' J) with noncentral t intervals, in units of the given deviation. */
static void put_effect(struct hinge_analysis *a, const struct paired *t, const char *key,
                       double unit)
{
    double none = NAN, low = none, high = none, d = none, j = hinge_hedges_j(t->df);
    if (!t->no_variance && unit > 0) {
        d = t->mean / unit;
        hinge_noncentral_t_interval(t->mean / t->se, t->df, a->level, &low, &high);
        low *= t->se / unit;
        high *= t->se / unit;
    }
    HINGE_PUT_NUMBERS(hinge_put_object(a->results, key), {"d", d}, {"g", j * d}, {"ci_low", low},
                      {"ci_high", high}, {"g_ci_low", j * low}, {"g_ci_high", j * high});
}

static bool put_signflip(struct hinge_analysis *a, const struct paired *t)
{
    struct hinge_permutation r;
    bool good = hinge_flip_signs(a, t->d, t->n, &r);
    if (!good || !r.done)
        return good;
    json_t *object = hinge_put_object(a->results, "signflip");
    hinge_put_count(object, "n_perm", (size_t)r.n_perm);
    hinge_put_count(object, "count", (size_t)r.count[0]);
    hinge_put_number(object, "p", r.p[0]);
    hinge_put_text(object, "method", r.exact ? "exact" : "monte-carlo");
    if (!r.exact)
        return true;
    double p_min = (a->alternative == HINGE_TWO_SIDED ? 2 : 1) / r.n_perm;
    hinge_put_number(object, "p_min", p_min);
    if (p_min > a->alpha)
        hinge_analysis_warn(a, NULL, "W_P_FLOOR",
                            "with %zu people the smallest possible exact p is %.3g: no "
                            "data could be significant at %g",
                            t->n, p_min, a->alpha);
    return true;
}

static bool put_two(struct hinge_analysis *a, const struct hinge_pairs *p)
{
    struct paired t = {0};
    fill_paired(a, p, &t);
    bool good = true;
    if (t.n < FEW)
        hinge_analysis_warn(a, NULL, "W_SMALL_N", "only n=%zu complete participants", t.n);
    bool few = t.n < FEW; /* the exact tests come first */
    if (!few)
        put_t(a, &t);
    if (few)
        good = put_signflip(a, &t);
    if (good)
        good = put_ranks(a, &t);
    if (good && !few)
        good = put_signflip(a, &t);
    if (!good)
        return false;
    if (few)
        put_t(a, &t);
    put_effect(a, &t, "d_z", t.sd);
    put_effect(a, &t, "d_av", t.s_av);
    double none = NAN, mdc = none;
    struct hinge_margins margins;
    good = put_responders(a, p, t.d, &mdc);
    if (good)
        good = hinge_margins_read(a, mdc, &margins);
    if (good)
        hinge_put_margins(a, a->results, &margins, t.mean, t.no_variance ? none : t.se, t.df, t.sd);
    return good;
}

static bool run(struct hinge_analysis *a)
{
    struct hinge_pairs p;
    bool good = hinge_pairs_gather(a, false, &p);
    if (good)
        put_conditions(a, &p);
    if (good)
        good = hinge_put_repeated_trend(a, &p);
    if (!good)
        return false;
    if (p.k == 2)
        return put_two(a, &p);
    if (hinge_option_given(a, "mdc"))
        hinge_analysis_warn(a, NULL, "W_MDC_UNUSED",
                            "mdc is for a change between two conditions; '%s' has %zu: "
                            "name two with order",
                            p.sample.factor[0].name, p.k);
    return hinge_put_repeated(a, &p);
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("paired_t", "t({df:d}) = {t:2!}, {:1}p {p:p}, mean difference {mean_diff:x}{:u}, "
                          "{:c}% CI [{ci_low:x}, {ci_high:x}], d_z = {/d_z/d:2} "
                          "[{/d_z/ci_low:2}, {/d_z/ci_high:2}], d_av = {/d_av/d:2}"),
    HINGE_SAY("wilcoxon", "V = {V:x!}, {method:t} {:1}p {p:p}", .exact = true),
    HINGE_SAY("signflip", "{method:t} sign-flip test, {:1}p {p:p}", .exact = true), HINGE_SAY_END};

static const struct hinge_sentence apa_2[] = {
    HINGE_SAY("rm_anova", "F({df1_gg:d}, {df2_gg:d}) = {F:2!}, Greenhouse-Geisser epsilon = "
                          "{gg_epsilon:r}, "
                          "p {p_gg:p}, generalised eta squared = {ges:r}, partial eta squared = "
                          "{partial_eta2:r} [{partial_eta2_ci_low:r}, {partial_eta2_ci_high:r}]"),
    HINGE_SAY("friedman", "χ²({df:d}, N = {/n_participants:n}) = {chi2:2!}, p {p:p}, Kendall's "
                          "W = {kendall_w:r}"),
    HINGE_SAY_END};

static const struct hinge_sentence apa_3[] = {
    HINGE_SAY("pairwise/*/tost", "{:P}: TOST within [{low:x}, {high:x}], p {p:p}, 90% CI "
                                 "[{ci90_low:x!}, {ci90_high:x}]"),
    HINGE_SAY("pairwise/*/noninferiority", "{:P}: non-inferiority, one-tailed p {p:p}, limit "
                                           "{ci_bound:x!}, margin {bound:x}"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("rm_anova",
              "Conditions explain {partial_eta2:r!} of the variance within people ({:c}% CI "
              "{partial_eta2_ci_low:r} to {partial_eta2_ci_high:r}; {n:n} people)."),
    HINGE_SAY_END};

static const struct hinge_sentence plain_2[] = {
    HINGE_SAY("pairwise/*/tost", "{equivalent:_T}{:P} is between {low:x} and {high:x}: "
                                 "equivalent by these bounds."),
    HINGE_SAY("pairwise/*/tost",
              "{equivalent:_F}{:P} is not shown to be between {low:x} and {high:x}."),
    HINGE_SAY("pairwise/*/noninferiority", "{noninferior:_T}{:P}: not worse by more "
                                           "than the margin ({bound:x}; one-tailed p "
                                           "{p:p}, limit {ci_bound:x})."),
    HINGE_SAY("pairwise/*/noninferiority",
              "{noninferior:_F}{:P}: not shown to be not worse by more than the margin "
              "({bound:x}; one-tailed p {p:p}, limit {ci_bound:x})."),
    HINGE_SAY_END};

static const struct hinge_sentence test[] = {
    HINGE_SAY("paired_t", "Paired t({df:d}) = {t:2!}, {:1}p {p:p}, n = {n:n}; d_z = {/d_z/d:2} "
                          "({:c}% CI {/d_z/ci_low:2} to {/d_z/ci_high:2})."),
    HINGE_SAY("responders",
              "{increased/n:n} of {/paired_t/n:n!} participants rose by more than the "
              "minimal detectable change ({mdc:x!}{:u}); {decreased/n:n} fell by more."),
    HINGE_SAY("rm_anova", "Repeated-measures F({df1_gg:d}, {df2_gg:d}) = {F:2!}, p {p_gg:p} "
                          "(Greenhouse-Geisser)."),
    HINGE_SAY_END};

static const char *const options[] = {HINGE_TAKES_MEANS, HINGE_TAKES_MARGINS,
                                      "outcome",         "outcomes",
                                      "condition",       "order",
                                      "alternative",     "signflip",
                                      "n_perm",          "tost_d",
                                      "mdc_of",          "mdc_min_people",
                                      "max_t",           "trend",
                                      "scores",          NULL};

const struct hinge_statistic hinge_statistic_within = {
    .id = "within",
    .title = "Conditions within participants",
    .details = "Two conditions: paired t (the primary result), Wilcoxon, sign flips, d_z and "
               "d_av, also as Hedges' g (g_av), with noncentral t intervals, equivalence, and "
               "responders beyond the "
               "minimal detectable change. With mdc auto it is computed from the sessions or "
               "trials of the baseline, which is the second of order or else the first level. "
               "More conditions: repeated-measures ANOVA with Greenhouse-Geisser correction "
               "(primary), Friedman, and pairwise t with Holm. With trend, the slope "
               "over doses from each participant's own slope.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT | HINGE_STATS_NEEDS_OUTCOME,
    .options = options,
    .primary = "paired_t/p|rm_anova/p_gg",
    .main_table = "conditions|paired_t|rm_anova",
    .test = test,
    .apa = (const struct hinge_sentence *const[]){apa, hinge_say_tost_apa, apa_2,
                                                  hinge_say_pairwise_apa, apa_3,
                                                  hinge_say_noninferiority_apa, hinge_say_trend_apa,
                                                  NULL},
    .plain = (const struct hinge_sentence *const[]){hinge_say_noninferiority_plain, plain,
                                                    hinge_say_pairwise_plain, plain_2,
                                                    hinge_say_trend_plain, NULL},
    .say = hinge_say_difference,
    .run = run,
    .example_request = "{\"analysis\": \"within\", \"outcome\": \"angle\", \"condition\": "
                       "\"cond\", \"order\": [\"cue\", \"none\"], \"participant\": "
                       "\"participant\"}",
    .example_data = "participant,cond,angle\nP1,none,41\nP2,none,44\nP3,none,39\nP4,none,"
                    "46\nP1,cue,35\nP2,cue,41\nP3,cue,38\nP4,cue,39\n"};
