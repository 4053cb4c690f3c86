/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles of one definition, by sorting or by selection. */
#include "base/sorted.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

/* Index below quantile p of n values, and how far it is towards the next. */
struct place {
    size_t below;
    double share;
};

static struct place place_of(size_t n, double p)
{
    double h = (double)(n - 1) * p;
    size_t below = (size_t)h;
    return (struct place){below, below + 1 < n ? h - (double)below : 0};
}

/* This form returns a constant sample's value exactly. */
static double between(double low, double high, double share)
{
    return high == low ? low : low + share * (high - low);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void hinge_sort(double *x, size_t n)
{
    if (n > 1)
        qsort(x, n, sizeof *x, ascending);
}

double hinge_quantile_sorted(const double *x, size_t n, double p)
{
    if (n == 0)
        return NAN;
    struct place at = place_of(n, p);
    return between(x[at.below], x[at.below + (at.share > 0)], at.share);
}

double hinge_median_sorted(const double *x, size_t n)
{
    if (n == 0)
        return NAN;
    return n % 2 ? x[n / 2] : 0.5 * x[n / 2 - 1] + 0.5 * x[n / 2];
}

double hinge_quantile_select(double *x, size_t n, double p)
{
    if (n == 0)
        return NAN;
    struct place at = place_of(n, p);
    double low = gsl_stats_select(x, 1, n, at.below);
    if (!(at.share > 0))
        return low;
    double high = x[at.below + 1]; /* those behind the selected one are not below it */
    for (size_t i = at.below + 2; i < n; i++)
        high = x[i] < high ? x[i] : high;
    return between(low, high, at.share);
}
