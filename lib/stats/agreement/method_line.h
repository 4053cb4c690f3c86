/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines through pairs of two methods that both err: y = intercept + slope x. Plain
 * arrays of one value per participant. Undefined is NaN. */
#ifndef HINGE_STATS_AGREEMENT_METHOD_LINE_H
#define HINGE_STATS_AGREEMENT_METHOD_LINE_H

#include "stats/probability/distribution.h"

struct hinge_method_line {
    double slope, intercept, slope_se, intercept_se;
    struct hinge_interval slope_ci, intercept_ci;
};

/* Deming regression, ratio = var(error of y) / var(error of x); intervals by Linnet's
 * (1990) jackknife, t with n - 2. `scratch` holds 4 n doubles. Nothing is defined for a
 * constant x, no covariance or n < 3; no interval for n < 4. */
struct hinge_method_line hinge_deming(const double *x, const double *y, size_t n,
                                      double ratio, double level, double *scratch);

/* The Cusum test of linearity of Passing & Bablok (1983): pairs above and below the
 * line, the largest sum of their scores along it over sqrt(below + 1), p of
 * Kolmogorov's distribution. */
struct hinge_cusum {
    size_t above, below;
    double cusum, p;
};

/* Passing & Bablok's (1983) regression: the median of the slopes between all pairs,
 * shifted by the number of those below -1. A slope of exactly -1 and two equal pairs do
 * not count; equal x are a slope of infinity. There are no standard errors; a limit
 * that its rank puts beyond the slopes is infinite. All NaN when the methods are not
 * related positively (Kendall). `slopes` holds n (n - 1) / 2 doubles. */
struct hinge_method_line hinge_passing_bablok(const double *x, const double *y,
                                              size_t n, double level, double *slopes);

/* `scratch` holds 2 n doubles. NaN when no pair is above the line, or none below. */
struct hinge_cusum hinge_cusum_of(const struct hinge_method_line *line, const double *x,
                                  const double *y, size_t n, double *scratch);

#endif
