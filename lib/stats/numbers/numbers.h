/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the analyses compute with, on plain arrays: least squares, distributions, relabelling,
 * tests. Beside it stand what other rooms know alone: compared.h, survival.h. */
#pragma once

#include "stats/run/calls.h"

/* --- Dense algebra on plain arrays, by GSL. Matrices are row-major unless said otherwise. --- */

/* Lower Cholesky factor of a symmetric n x n matrix (lower triangle read) in its place;
 * what is above it means nothing. False when it is not positive definite; needs hinge_init,
 * without which GSL ends the program there. */
bool hinge_dense_cholesky(double *a, size_t n);

/* b = A^-1 b from A's lower Cholesky factor. */
void hinge_dense_solve(const double *l, size_t n, double *b);

double hinge_dense_dot(const double *a, const double *b, size_t n);

/* Orthogonal basis of the columns of a column-major rows x n matrix by modified
 * Gram-Schmidt in order, twice. A column whose rest is below 1e-7 of its deviations
 * from its mean depends on earlier ones and is dropped. On return q holds `rank`
 * orthonormal columns (rows x rank), kept[k] their original places, r (n x n,
 * row-major) the coefficients: column j = sum over k < rank of r[k * n + j] q_k. A zero
 * column is dropped. Returns rank. */
size_t hinge_dense_orthogonalise(const double *x, size_t rows, size_t n, double *q, size_t *kept,
                                 double *r);

/* --- Zeros of functions of one variable. --- */
/* Zero of a function between a and b, where it has opposite signs (Brent 1973), to the
 * last digits. NaN when the signs are the same or a value is not finite. */
double hinge_root(double (*function)(double x, void *context), void *context, double a, double b);

/* --- Ordinary least squares by Householder QR. --- */
struct hinge_ols {
    size_t n, columns, p; /* p of the columns are kept */
    size_t *kept;         /* positions of the kept columns */
    double *beta;         /* p */
    double *inverse;      /* (X'X)^-1, p x p */
    double *residual, *leverage;
    double *depends; /* columns x p: each column as a combination of the kept ones */
    double rss, df, sigma2;
};

/* Fits y on the columns x[column * n + row]; a column that depends on earlier ones
 * (1e-7 of its norm) is dropped. Everything is in the run's memory. E_TOO_FEW when no
 * degree of freedom is left. */
bool hinge_ols_fit(struct hinge_analysis *analysis, const double *x, size_t columns,
                   const double *y, size_t n, struct hinge_ols *fit);

/* Turns a combination of all columns into one of the kept ones; false when it is not
 * estimable. */
bool hinge_ols_estimable(const struct hinge_ols *fit, const double *l, double *kept);

/* l'b and its standard error, l over the kept columns. */
double hinge_ols_estimate(const struct hinge_ols *fit, const double *kept, double *se);

/* Covariance of the coefficients, p x p, under unequal variances (MacKinnon & White 1985). */
void hinge_ols_hc3(struct hinge_analysis *analysis, const struct hinge_ols *fit, const double *x,
                   double *covariance);

/* --- A linear function of a model's coefficients: estimate, interval and test. --- */
#define HINGE_LINEAR_RESULT(f)                                                                     \
    f(NUMBER, estimate) f(NUMBER, se) f(NUMBER, df) f(NUMBER, t) f(NUMBER, p) f(NUMBER, ci_low)    \
        f(NUMBER, ci_high)
HINGE_ROW(hinge_linear_result, HINGE_LINEAR_RESULT)

/* --- Dose and response: linear, quadratic and cubic contrasts of ordered conditions
 * (option trend, "load" or option scores). --- */
enum { HINGE_TRENDS = 3 };

struct hinge_trend {
    bool wanted;
    const char *factor;
    size_t k, n; /* levels; contrasts */
    double *score;
    struct hinge_linear_result found[HINGE_TRENDS]; /* by hinge_add_trend_of */
    double *weight[HINGE_TRENDS]; /* k each; the linear one gives the slope per unit of
                                     score, the others are orthonormal */
};

/* The option trend: `wanted` false without it. Weights are there after
 * hinge_trend_scores. */
bool hinge_trend_read(struct hinge_analysis *analysis, struct hinge_trend *trend);

/* Weights from the scores of the factor's levels: the option scores, else the levels
 * themselves when all are numbers, else 1..k. E_OPTION when the factor is not the one
 * of the option, or scores do not fit. Nothing where no trend is wanted. */
bool hinge_trend_scores(struct hinge_analysis *analysis, struct hinge_trend *trend,
                        const char *factor, const char *const *level, size_t k);

/* Writes contrast i from its estimate with its standard error, and keeps it. */
void hinge_add_trend_of(struct hinge_analysis *analysis, struct hinge_trend *trend, size_t i,
                        double estimate, double se, double df);
void hinge_add_trend(struct hinge_analysis *analysis, const struct hinge_trend *trend);

/* --- Values of targets by raters, some missing: y = mean + target + rater + rest, by REML (as
 * lme4's 1 + (1 | target) + (1 | rater)). Plain arrays; nothing fails. --- */
/* Variances, NaN where nothing varies; criterion: -2 restricted log likelihood. */
struct hinge_crossed {
    size_t values;
    double target, rater, error, criterion;
};

/* value[target * raters + rater], NaN: missing. index: targets as often as they are drawn, NULL:
 * each once. Scratch holds hinge_crossed_room(raters) values. */
size_t hinge_crossed_room(size_t raters);
struct hinge_crossed hinge_crossed_fit(const double *value, size_t raters, const uint32_t *index,
                                       size_t targets, double *scratch);

/* Variance between targets of one value's: of whom any rater may measure (ICC(2,1)). */
double hinge_crossed_icc(const struct hinge_crossed *fit);

/* --- Probabilities and quantiles. Arguments that make no sense give NaN; nothing here
 * prints. --- */
/* p value of t; df may be infinite. */
double hinge_t_p(double t, double df, enum hinge_alternative alternative);
/* Quantile of Student's t with lower tail p; df may be infinite. */
double hinge_t_quantile(double p, double df);
double hinge_normal_p(double z, enum hinge_alternative alternative);
double hinge_normal_quantile(double p);
double hinge_normal_cdf(double z);
/* Upper tails. */
double hinge_f_p(double f, double df1, double df2);
double hinge_chi2_p(double chi2, double df);
/* Quantile of F with lower tail p. */
double hinge_f_quantile(double p, double df1, double df2);
/* P(X <= k) and P(X = k) of a binomial with probability one half. */
double hinge_half_binomial_cdf(double k, double n);
double hinge_half_binomial_pmf(double k, double n);

/* P(T > t) of the noncentral t. */
double hinge_noncentral_t_upper(double t, double df, double ncp);
/* Noncentrality parameters whose upper and lower tails at t are (1 - level) / 2. */
void hinge_noncentral_t_interval(double t, double df, double level, double *low, double *high);
/* Hedges' small-sample factor J(m) (Hedges 1981, exact). */
double hinge_hedges_j(double m);

/* Interval of a proportion of variance from F (Steiger 2004): l / (l + df1 + df2 + 1)
 * of the noncentralities l that F is the upper and lower quantile of. */
struct hinge_interval hinge_eta2_interval(double f, double df1, double df2, double level);
/* Of an SD with so many degrees of freedom (chi-square); of what is proportional to one, too. */
struct hinge_interval hinge_sd_interval(double sd, double df, double level);
/* Wilson score interval of proportion p out of n (n may be an effective number). */
struct hinge_interval hinge_wilson(double p, double n, double level);
/* Fisher's exact test of a table of counts, two-sided: tables of the same margins that are not more
 * probable, as in R. */
double hinge_fisher_p(unsigned both, unsigned first, unsigned second, unsigned neither);
/* Difference of two proportions, first minus second: the score test and its interval (Miettinen &
 * Nurminen 1985), which has 0 exactly if p is above 1 - level. p is NaN where all are alike. */
struct hinge_score {
    double diff, low, high, p;
};
struct hinge_score hinge_score_difference(double yes1, double n1, double yes2, double n2,
                                          double level);
/* The interval, or none (NaN) where it has no width: data that never differ say nothing of others.
 */
static inline struct hinge_interval hinge_interval_or_none(struct hinge_interval ci)
{
    const struct hinge_interval none = {(double)NAN, (double)NAN};
    return ci.high - ci.low > fmax(1e-14, 1e-12 * fmax(fabs(ci.low), fabs(ci.high))) ? ci : none;
}
/* estimate and its t interval, one-sided ends infinite when the alternative is. */
struct hinge_interval hinge_t_interval(double estimate, double se, double df, double level,
                                       enum hinge_alternative alternative);

/* --- Proportions of repetitions that sit in participants. --- */
/* Prevalence: the mean of k people's rates over `reps` repetitions in all, and its
 * Wilson score interval. The effective number is p (1 - p) / se^2, se the standard
 * error of the mean of rates, times (z / t_{k-1})^2 (Korn & Graubard 1998), at least k
 * (rates of 0 and 1 alone) and at most `reps`; k when all rates are equal. A rate seen
 * in some people never has a lower upper limit than none seen in as many, nor a higher
 * lower limit than one seen always: where few have the fault, se says too little. All
 * NaN without people, low and high of one.
 */
struct hinge_rate {
    double mean, se, low, high;
};
/* The rates are y[i] / m[i]; m NULL: y[i]. */
struct hinge_rate hinge_mean_rate(const double *y, const double *m, size_t k, double reps,
                                  double level);

/* Ratio estimator (Cochran 1977): participant i with y[i] of m[i]. What one participant cannot tell
 * is NaN. The prevalence is that of the participants' own rates; cluster_ci is that of t with
 * n_participants - 1 and not clipped, of which the note says so. */
#define HINGE_PROPORTION(f)                                                                        \
    f(SIZE, n_participants) f(NUMBER, prevalence) f(NUMBER, se) f(INTERVAL, ci) f(COUNT, n_reps)   \
        f(COUNT, n_fault) f(NUMBER, prop) f(NUMBER, cluster_se) f(INTERVAL, cluster_ci)            \
            f(NUMBER, deff) f(NUMBER, n_eff) f(INTERVAL, wilson_eff) f(INTERVAL, wilson_naive)     \
                f(NUMBER, prop_mean) f(NUMBER, prop_mean_se) f(WORD, note)
HINGE_ROW(hinge_proportion, HINGE_PROPORTION)

/* rate: the participants' own rates, NULL: y[i] / m[i]. */
struct hinge_proportion hinge_clustered_proportion(const double *y, const double *m,
                                                   const double *rate, size_t k, double level);

/* --- Distributions that are means of a simpler one over s, s^2 ~ chi-squared(df) / df: the
 * studentised range and the noncentral t. Values in, probabilities out. --- */
/* ln of the upper tail of the range of k >= 2 normal values, at steps of 1/8. */
enum { HINGE_RANGE_NODES = 320 };
struct hinge_range_table {
    double k;
    double log_tail[HINGE_RANGE_NODES];
};

/* About 2 ms; a quantile or p then costs some microseconds. */
void hinge_range_table_fill(struct hinge_range_table *table, double k);

/* P(Q > q) of the studentised range, by the table; NaN for df < 2. */
double hinge_range_p(const struct hinge_range_table *table, double q, double df);

/* q with P(Q > q) = upper; `near` (0: none) is a guess. */
double hinge_range_quantile(const struct hinge_range_table *table, double upper, double df,
                            double near);

/* --- Permutation and sign-flip tests over participants. Monte Carlo draws are a
 * stream of base/random.h: the counts do not depend on the number of threads. --- */
/* What the option permutation makes of `ways` relabellings: whether all, up to `automatic` where it
 * gives no number, and how many. E_PERM_LIMIT when all are more than 2e7. */
bool hinge_relabellings(struct hinge_analysis *analysis, double ways, double automatic, bool *exact,
                        double *total);

struct hinge_permutation {
    bool done;  /* false when the option says none */
    bool exact; /* every relabelling, identity included */
    double n_perm, count[2], p[2];
};

/* Puts the k-th p of a test as a row; nothing if none was asked for. p_min, the smallest that it
 * can be, is that of an exact one. */
void hinge_add_permutation(json_t *parent, const char *key, const struct hinge_permutation *result,
                           int k, double p_min);

/* Two groups z[0..n1) and z[n1..n): [0] Welch's t, [1] difference of means. */
bool hinge_permute_groups(struct hinge_analysis *analysis, const double *z, size_t n1, size_t n,
                          struct hinge_permutation *result);

/* Mean of d under sign flips, in [0]; option `permutation`: exact up to 2^20. */
bool hinge_flip_signs(struct hinge_analysis *analysis, const double *d, size_t n,
                      struct hinge_permutation *result);

/* n choose k, exact while below 2^53. */
double hinge_choose(size_t n, size_t k);

/* The subset with index `rank` of the k-subsets of 0..n-1 in lexicographic order, and
 * the one after a given subset (false after the last). */
void hinge_subset_at(double rank, size_t n, size_t k, uint32_t *subset);
bool hinge_subset_next(uint32_t *subset, size_t n, size_t k);

/* Ways to give size[g] people the label g, for all labels (inf when beyond counting).
 */
double hinge_arrangements(const size_t *size, size_t labels);

/* Arrangement number `rank` in lexicographic order: label[i] of each person. `left`
 * comes in as the sizes and is used up. */
void hinge_arrangement_at(double rank, size_t *left, size_t labels, uint32_t *label);

double hinge_factorial(size_t n); /* inf when beyond counting */

/* Relabellings that only exchange groups of one size: the factorials of how many are of
 * each size. They leave every F as it is. */
double hinge_equal_groups(const size_t *size, size_t groups);

/* Permutation number r of 0..k-1 in lexicographic order. */
void hinge_permutation_at(size_t r, size_t k, uint32_t *out);

/* Signs of flips(n): -1 where the bit of the replicate's words is set. */
void hinge_flip_pattern(uint64_t seed, unsigned stream, uint64_t replicate, size_t n, double *sign);

/* |t| as compared in permutation counts: at least this, for ties to count. */
double hinge_tie_floor(double t);

/* --- What the permutation tests share: chunks of relabellings are counted in parallel,
 * each relabelling by its number alone, so the counts do not depend on the threads.
 * Every test has its own statistics and relabels in its own way. --- */
enum { HINGE_RELABELLING_CHUNK = 2048 };
#define HINGE_EXACT_AUTO 2e6 /* relabellings up to which `auto` takes all */

struct hinge_relabelling {
    uint64_t seed;
    bool exact;
    double total; /* relabellings */
    enum hinge_alternative alternative;
    double observed[2]; /* the run floors them for ties, turned to "large is extreme" */
    double (*count)[2]; /* per chunk */
};

/* --- Permutation tests of several groups by F. Option `permutation`; large F is extreme. --- */
/* Groups z of size[0], size[1], …, one after the other, each of 2 or more: [0] Welch's
 * F (Welch 1951), [1] the classical F. Groups that a relabelling leaves without
 * variance weigh in Welch's F as if they had 1e-12 of that of all values. */
bool hinge_permute_several(struct hinge_analysis *analysis, const double *z, const size_t *size,
                           size_t groups, struct hinge_permutation *result);

/* --- Percentile intervals by resampling people, where a person has several rows and no
 * formula holds; by counter (stream 2): the same for any number of threads. --- */
/* A statistic of the resampled people index[0..n). NaN when undefined. `scratch` holds
 * scratch_size doubles for it alone. */
typedef double (*hinge_bootstrap_statistic)(const void *context, const uint32_t *index, size_t n,
                                            double *scratch);

struct hinge_bootstrap_task {
    hinge_bootstrap_statistic statistic;
    const void *context;
    size_t people, scratch_size;
};

/* At the run's level, from as many resamples as the option bootstrap says; those without
 * a value are left out. NaN of fewer than 3 people (W_SMALL_N). */
bool hinge_bootstrap_interval(struct hinge_analysis *analysis,
                              const struct hinge_bootstrap_task *task,
                              struct hinge_interval *interval);

/* Rows of person p: order[start[p]..start[p + 1]). */
struct hinge_people_rows {
    size_t *order, *start, people; /* who has a row */
};

/* who[i] < people is whose row i is. */
void hinge_people_rows_make(struct hinge_analysis *analysis, const uint32_t *who, size_t rows,
                            size_t people, struct hinge_people_rows *of);

/* --- Differences of groups and conditions, from plain arrays. --- */
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

#define HINGE_EFFECT_SIZE(F) F(NUMBER, d) F(NUMBER, j) F(NUMBER, g) F(INTERVAL, ci)
HINGE_ROW(hinge_effect_size, HINGE_EFFECT_SIZE)
/* Cohen's d over the pooled deviation, Hedges' g, noncentral t interval of g. */
struct hinge_effect_size hinge_hedges_g(const struct hinge_two_groups *groups, double level);
/* The same over the root of the mean variance of both groups, of Welch's t and its degrees of
 * freedom (effectsize in R, pooled_sd = FALSE): the interval leaves out 0 where Welch's p is below
 * 1 - level. */
struct hinge_effect_size hinge_hedges_g_welch(const struct hinge_two_groups *groups, double level);

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

/* What every sentence of a difference asks: 1, -1 where it is clear and above or below 0, as its
 * interval excludes 0 and p (NaN: none) is not above alpha; else 0. Without an interval (of several
 * groups at once) p decides, and 1 is clear. */
int hinge_clear_sign(double low, double high, double p, double alpha);
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
