/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences of groups and conditions, from plain arrays. */
#ifndef HINGE_STATS_NUMBERS_TESTS_H
#define HINGE_STATS_NUMBERS_TESTS_H

#include "base/memory.h"
#include "stats/numbers/permutations.h"
#include "stats/run/calls.h"

#include <stdbool.h>
#include <stddef.h>

/* --- Two groups of participants: differences, effect sizes, equivalence. Undefined is NaN. --- */
/* Moments of x and y; the difference of means keeps its digits near a large offset. */
struct hinge_two_groups {
    const double *x, *y;
    size_t n1, n2;
    double mean1, mean2, var1, var2, diff;
    double se, df;       /* Welch-Satterthwaite */
    double pooled_sd, m; /* m = n1 + n2 - 2 */
    bool no_variance;    /* se is rounding: tests and effect sizes are undefined */
};

void hinge_two_groups_fill(struct hinge_two_groups *groups, const double *x, size_t n1,
                           const double *y, size_t n2);
/* The same without a person of this value, who is in x or else in y; x and y stay. */
struct hinge_two_groups hinge_two_groups_less(struct hinge_two_groups groups, bool in_x,
                                              double value);

/* Whether a standard error is no more than rounding of means of this size. */
bool hinge_is_rounding(double se, double mean1, double mean2);

#define HINGE_EFFECT(F) F(NUMBER, d) F(NUMBER, j) F(NUMBER, g) F(INTERVAL, ci)
HINGE_ROW(hinge_effect, HINGE_EFFECT)
/* Cohen's d over the pooled deviation, Hedges' g, noncentral t interval of g. */
struct hinge_effect hinge_hedges_g(const struct hinge_two_groups *groups, double level);
/* Root of the mean variance of both groups. */
double hinge_mean_sd(const struct hinge_two_groups *groups);
/* The same over that root, of Welch's t and its degrees of freedom (effectsize in R, pooled_sd =
 * FALSE): the interval leaves out 0 where Welch's p is below 1 - level. */
struct hinge_effect hinge_hedges_g_welch(const struct hinge_two_groups *groups, double level);

#define HINGE_CLIFF(F) F(NUMBER, delta) F(NUMBER, se) F(INTERVAL, ci) F(WORD, note)
HINGE_ROW(hinge_cliff, HINGE_CLIFF)
/* Cliff's delta with the interval of Feng & Cliff (2004); without a note. */
void hinge_cliffs_delta(struct hinge_analysis *analysis, const double *x, size_t n1,
                        const double *y, size_t n2, struct hinge_cliff *cliff);

/* Descriptive statistics of a sample; the standard error assumes independent values. */
#define HINGE_SUMMARY(F)                                                                           \
    F(NUMBER, mean)                                                                                \
    F(NUMBER, sd)                                                                                  \
    F(NUMBER, se)                                                                                  \
    F(NUMBER, median) F(NUMBER, q1) F(NUMBER, q3) F(NUMBER, iqr) F(NUMBER, min) F(NUMBER, max)
HINGE_ROW(hinge_summary, HINGE_SUMMARY)
struct hinge_summary hinge_summary_of(struct hinge_analysis *analysis, const double *x, size_t n);

/* --- Equivalence (two one-sided tests, Schuirmann 1987) and non-inferiority of an estimate
 * with its standard error. Options in, objects of the document out. --- */
/* The options tost, tost_d, noninferiority and better. */
struct hinge_margins {
    bool tost, in_sd; /* in_sd: bounds are of the estimate's standard deviation */
    double low, high;
    bool noninferiority, higher;
    double margin;
};

/* Reads these options; mdc is the unit of bounds in minimal detectable changes (NaN: the option
 * mdc). USAGE E_OPTION: bounds not ascending, no mdc, margin not above 0. */
bool hinge_margins_read(struct hinge_analysis *analysis, double mdc, struct hinge_margins *margins);

/* Results of these tests; NaN without a standard error. */
#define HINGE_TOST(f)                                                                              \
    f(NUMBER, low) f(NUMBER, high) f(NUMBER, t_low) f(NUMBER, t_high) f(NUMBER, p_low)             \
        f(NUMBER, p_high) f(NUMBER, p) f(INTERVAL, ci90) f(VERDICT, equivalent)
HINGE_ROW(hinge_tost, HINGE_TOST)
#define HINGE_NONINFERIORITY(f)                                                                    \
    f(NUMBER, bound) f(NUMBER, t) f(NUMBER, p) f(NUMBER, ci_bound) f(VERDICT, noninferior)         \
        f(VERDICT, superior)
HINGE_ROW(hinge_noninferiority, HINGE_NONINFERIORITY)
struct hinge_margin_tests {
    bool asked_tost, asked_noninferiority;
    struct hinge_tost tost;
    struct hinge_noninferiority noninferiority;
    double estimate;
};

/* Writes tost and noninferiority into `parent` when they are asked for; everything but
 * the bounds is null when se is NaN. sd is for bounds in standard deviations. */
struct hinge_margin_tests hinge_add_margins(const struct hinge_analysis *analysis, json_t *parent,
                                            const struct hinge_margins *margins, double estimate,
                                            double se, double df, double sd);
/* Say the results for a pair, "a minus b", or for the only difference (NULL). */
void hinge_add_tost_apa(struct hinge_analysis *analysis, const struct hinge_margin_tests *tests,
                        const char *pair);
void hinge_add_noninferiority_apa(struct hinge_analysis *analysis,
                                  const struct hinge_margin_tests *tests, const char *pair);
void hinge_add_margins_words(struct hinge_analysis *analysis,
                             const struct hinge_margin_tests *tests, const char *pair);

/* One difference of a family: "the first is higher" or lower where its own interval excludes 0 and
 * Holm's p agrees, else "no clear difference"; NULL without an interval. In a sentence also Holm's
 * p, where the interval beside it would say otherwise. */
const char *hinge_pair_verdict(const struct hinge_analysis *analysis, double low, double high,
                               double p_holm);
const char *hinge_pair_says(struct hinge_analysis *analysis, double low, double high,
                            double p_holm);

/* --- The difference of two groups or conditions in words. --- */
struct hinge_difference {
    bool groups; /* else conditions */
    double value;
    struct hinge_interval ci;
    bool few; /* people: the exact test comes first */
    const struct hinge_permutation *exact;
};
/* Says the difference said.first minus said.second. A direction is named only if the interval
 * excludes 0; never "no difference". Nothing without an interval. */
void hinge_add_difference(struct hinge_analysis *analysis,
                          const struct hinge_difference *difference);

/* --- Tests of several independent groups on plain arrays: by means or ranks. --- */
struct hinge_group_test {
    double statistic, df1, df2, p; /* NaN where undefined; df2 of Welch's F */
};

/* Welch (1951): F of k means with unequal variances; of two groups the square of
 * Welch's t, with the same p. A variance of 0 or fewer than 2 of a group: NaN. */
struct hinge_group_test hinge_welch_f(const double *mean, const double *variance, const size_t *n,
                                      size_t k);

/* Kruskal & Wallis (1952): H of k groups, corrected for ties, against chi-squared.
 * `rank` are those of all values, group after group, and tie_sum the sum of t^3 - t
 * (hinge_ranks). All values equal: NaN. */
struct hinge_group_test hinge_kruskal_wallis(const double *rank, double tie_sum, const size_t *n,
                                             size_t k);

/* --- Adjustment of p values for multiple tests by Holm (1979), as R's p.adjust. --- */
/* out[i] from p[i]; NaN stays NaN and is not counted. Scratch comes from the arena. */
void hinge_adjust(struct hinge_arena *arena, const double *p, size_t n, double *out);

/* --- Rank tests of two groups and of pairs, with the conventions of R's wilcox.test. Their method
 * is "exact" or "normal"; they return whether there are ties. --- */
/* Mann-Whitney: U counts pairs with x > y, ties half. */
#define HINGE_RANK_SUM(F)                                                                          \
    F(NUMBER, U)                                                                                   \
    F(NUMBER, p)                                                                                   \
    F(NUMBER, p_normal_nocc)                                                                       \
    F(NUMBER, hodges_lehmann) F(NUMBER, p_superiority) F(TEXT, method)
HINGE_ROW(hinge_rank_sum, HINGE_RANK_SUM)
bool hinge_rank_sum_test(struct hinge_analysis *analysis, const double *x, size_t n1,
                         const double *y, size_t n2, struct hinge_rank_sum *test);

/* Wilcoxon signed ranks of differences: zeros are dropped (not for hodges_lehmann), and ties. */
#define HINGE_SIGNED_RANK(F)                                                                       \
    F(NUMBER, V) F(SIZE, n_nonzero) F(NUMBER, p) F(TEXT, method) F(NUMBER, hodges_lehmann)
HINGE_ROW(hinge_signed_rank, HINGE_SIGNED_RANK)
bool hinge_signed_rank_test(struct hinge_analysis *analysis, const double *d, size_t n,
                            struct hinge_signed_rank *test);

#endif
