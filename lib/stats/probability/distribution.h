/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Probabilities and quantiles. Arguments that make no sense give NaN; nothing here
 * prints. */
#ifndef HINGE_STATS_PROBABILITY_DISTRIBUTION_H
#define HINGE_STATS_PROBABILITY_DISTRIBUTION_H

#include "stats/numbers/root.h"
#include "stats/run/analysis.h"

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

struct hinge_interval {
    double low, high;
};

/* Interval of a proportion of variance from F (Steiger 2004): l / (l + df1 + df2 + 1)
 * of the noncentralities l that F is the upper and lower quantile of. */
struct hinge_interval hinge_eta2_interval(double f, double df1, double df2, double level);
/* Wilson score interval of proportion p out of n (n may be an effective number). */
struct hinge_interval hinge_wilson(double p, double n, double level);
/* estimate and its t interval, one-sided ends infinite when the alternative is. */
struct hinge_interval hinge_t_interval(double estimate, double se, double df, double level,
                                       enum hinge_alternative alternative);

#endif
