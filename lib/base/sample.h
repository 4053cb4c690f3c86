/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples of numbers: order statistics, moments, ranks, straight lines. Works on arrays of the
 * caller, and changes them only where it says so. Nothing here allocates. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* --- order; no value may be NaN --- */

/* Ascending, in place. */
void hinge_sort(double *x, size_t n);
/* For qsort of numbers, or of structs that begin with one. */
int hinge_by_number(const void *a, const void *b);
/* Below 0, 0 or above 0 where a is less than b, the same or more. */
static inline int hinge_compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* Type 7 quantile, h = (n - 1) p, of ascending x (Hyndman & Fan 1996); NaN for n = 0. */
double hinge_quantile_sorted(const double *x, size_t n, double p);
/* The same at 1/2, without overflow; NaN for n = 0. */
double hinge_median_sorted(const double *x, size_t n);

/* Type 7 quantile of x in any order, in linear time; changes x. */
double hinge_quantile_select(double *x, size_t n, double p);

/* --- means and variances that keep their digits near a large offset; ranks --- */

/* Mean of x - origin; NaN for n = 0. With an origin near the data the subtraction is exact, so
 * differences of such means keep their digits. */
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

/* Mean and SD of numbers that are added one by one (Welford 1962). Zero-initialise. */
struct hinge_running {
    size_t n;
    double mean, squares, min, max; /* squares: sum of squared deviations from the mean */
};
void hinge_running_add(struct hinge_running *running, double value);
/* With n - 1; NaN for n < 2. */
double hinge_running_sd(const struct hinge_running *running);

/* One-way analysis of variance: number and mean of all values, number of groups with values, sums
 * of squares (between, within) and mean squares (msb, msw), and mean number of values per group
 * (n0). NaN if there are too few. */
struct hinge_oneway {
    double n, mean, groups, n0, between, within, msb, msw;
};
/* Of the groups group[index[0]] … group[index[k - 1]]; index NULL: group[0] … group[k - 1]. Empty
 * groups are skipped. */
struct hinge_oneway hinge_oneway_of(const struct hinge_running *group, const uint32_t *index,
                                    size_t k);

/* Reorders `order` (indices into x) so that x ascends; equal values keep their order.
 */
void hinge_sort_order(const double *x, size_t *order, size_t n);

/* Mid-ranks of x (from 1) into rank; *tie_sum gets the sum of t^3 - t over ties, *ties
 * whether there were any. order is scratch of n. */
void hinge_ranks(const double *x, size_t n, double *rank, size_t *order, double *tie_sum,
                 bool *ties);

/* --- straight lines through points (method 6.3); pairs with a NaN are skipped --- */

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
