/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proportions of repetitions that sit in participants. */
#ifndef HINGE_STATS_PROBABILITY_PROPORTION_H
#define HINGE_STATS_PROBABILITY_PROPORTION_H

#include "stats/probability/distribution.h"

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

/* Ratio estimator (Cochran 1977): k participants, participant i with y[i] of m[i]. What
 * one participant cannot tell is NaN. */
struct hinge_proportion {
    size_t k;
    double reps, faults, prop;
    double se, ci_low, ci_high; /* clustered, t with k - 1; not clipped */
    double deff, n_eff;
    struct hinge_interval wilson_eff, wilson_naive;
    struct hinge_rate rate; /* of the participants' own rates */
};

/* rate: the participants' own rates, NULL: y[i] / m[i]. */
struct hinge_proportion hinge_clustered_proportion(const double *y, const double *m,
                                                   const double *rate, size_t k, double level);

/* Writes every member under the names of STATS 2.2. */
void hinge_put_proportion(struct hinge_analysis *analysis, json_t *object,
                          const struct hinge_proportion *proportion);

#endif
