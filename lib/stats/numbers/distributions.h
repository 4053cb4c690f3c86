/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Probabilities and quantiles. Arguments that make no sense give NaN; nothing here
 * prints. */
#ifndef HINGE_STATS_NUMBERS_DISTRIBUTIONS_H
#define HINGE_STATS_NUMBERS_DISTRIBUTIONS_H

#include "stats/numbers/linear.h"
#include "stats/run/calls.h"

#include <math.h>

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

#endif
