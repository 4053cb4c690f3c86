/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Straight lines through points (of a phase: method 6.3). Pure; pairs with a NaN are
 * left out. */
#ifndef HINGE_BASE_LINE_FIT_H
#define HINGE_BASE_LINE_FIT_H

#include <stddef.h>

/* All NaN with fewer than 3 pairs or no spread in x; r2 alone NaN with no spread in y.
 */
struct hinge_slope {
    double slope, intercept, r2;
};

/* Ordinary least squares of y on x. */
struct hinge_slope hinge_slope_ols(const double *x, const double *y, size_t n);

/* Deming regression, delta = var(error of y) / var(error of x) > 0. NaN when the
 * covariance is below 1e-12 in size. */
struct hinge_slope hinge_slope_deming(const double *x, const double *y, size_t n, double delta);

#endif
