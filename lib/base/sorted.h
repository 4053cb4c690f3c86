/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Order statistics. In: the caller's array, sorted in place where it says so; no value
 * may be NaN. Nothing here allocates. */
#ifndef HINGE_BASE_SORTED_H
#define HINGE_BASE_SORTED_H

#include <stddef.h>

/* Ascending, in place. */
void hinge_sort(double *x, size_t n);

/* Type 7 quantile, h = (n - 1) p, of ascending x (Hyndman & Fan 1996); NaN for n = 0.
 */
double hinge_quantile_sorted(const double *x, size_t n, double p);
/* The same at 1/2, without overflow; NaN for n = 0. */
double hinge_median_sorted(const double *x, size_t n);

/* Type 7 quantile of x in any order, in time that grows with n; x is lost. */
double hinge_quantile_select(double *x, size_t n, double p);

#endif
