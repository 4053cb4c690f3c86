/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sample of numbers: order statistics, moments, ranks, straight lines. In: the caller's arrays,
 * reordered in place where it says so. Nothing here allocates. */
#ifndef HINGE_BASE_SAMPLE_H
#define HINGE_BASE_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* --- order; no value may be NaN --- */

/* Ascending, in place. */
void hinge_sort(double *x, size_t n);

/* Type 7 quantile, h = (n - 1) p, of ascending x (Hyndman & Fan 1996); NaN for n = 0.
 */
double hinge_quantile_sorted(const double *x, size_t n, double p);
/* The same at 1/2, without overflow; NaN for n = 0. */
double hinge_median_sorted(const double *x, size_t n);

/* Type 7 quantile of x in any order, in time that grows with n; x is lost. */
double hinge_quantile_select(double *x, size_t n, double p);

/* --- means and variances that keep their digits near a large offset; ranks --- */

/* Mean of x - origin; n = 0 gives NaN. Subtracting an origin near the data is exact, so
 * that differences of two such means keep their digits. */
double hinge_stats_mean_about(const double *x, size_t n, double origin);
/* The mean, rounded once. */
double hinge_stats_mean(const double *x, size_t n);
/* Sum of squared deviations from the mean (two passes); 0 for n < 2. */
double hinge_stats_sum_squares(const double *x, size_t n);
/* With n - 1; NaN for n < 2. */
double hinge_stats_variance(const double *x, size_t n);
double hinge_stats_sd(const double *x, size_t n);
/* Sum of products of deviations of two columns. */
double hinge_stats_sum_products(const double *x, const double *y, size_t n);
/* Pearson's r; NaN when a column is constant. */
double hinge_stats_correlation(const double *x, const double *y, size_t n);

/* Numbers as they come (Welford 1962). Zero-initialise. */
struct hinge_running {
    size_t n;
    double mean, squares, min, max; /* squares: of deviations from the mean */
};
void hinge_running_add(struct hinge_running *running, double value);
/* With n - 1; NaN for n < 2. */
double hinge_running_sd(const struct hinge_running *running);

/* Values that sit in groups (one-way analysis of variance): all of them and their mean,
 * groups that have any, sums of squares and mean squares between and within them, how
 * many values a group has on average (n0). NaN where too few. */
struct hinge_oneway {
    double n, mean, groups, n0, between, within, msb, msw;
};
/* Of groups group[index[0..k)], or of group[0..k) when index is NULL; empty ones are
 * passed over. */
struct hinge_oneway hinge_oneway_of(const struct hinge_running *group, const uint32_t *index,
                                    size_t k);

/* Reorders `order` (indices into x) so that x ascends; equal values keep their order.
 */
void hinge_sort_order(const double *x, size_t *order, size_t n);

/* Mid-ranks of x (from 1) into rank; *tie_sum gets the sum of t^3 - t over ties, *ties
 * whether there were any. order is scratch of n. */
void hinge_ranks(const double *x, size_t n, double *rank, size_t *order, double *tie_sum,
                 bool *ties);

/* --- straight lines through points (of a phase: method 6.3); pairs with a NaN are left out --- */

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
