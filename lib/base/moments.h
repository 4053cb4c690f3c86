/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of one or two columns: means and variances that keep their digits near a
 * large offset, ranks. Nothing here allocates; arrays that are reordered say
 * so. */
#ifndef HINGE_BASE_MOMENTS_H
#define HINGE_BASE_MOMENTS_H

#include <stdbool.h>
#include <stddef.h>

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

/* Reorders `order` (indices into x) so that x ascends; equal values keep their order.
 */
void hinge_sort_order(const double *x, size_t *order, size_t n);

/* Mid-ranks of x (from 1) into rank; *tie_sum gets the sum of t^3 - t over ties, *ties
 * whether there were any. order is scratch of n. */
void hinge_ranks(const double *x, size_t n, double *rank, size_t *order,
                 double *tie_sum, bool *ties);

#endif
