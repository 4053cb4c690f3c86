/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles of one definition, by sorting or by selection. */
#include "base/sorted.h"

#include <math.h>
#include <stdbool.h>
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

/* Moves those of x[from..to) that are less than the pivot (or equal to it) to the
 * front, without a branch to foresee; where they end. */
static size_t split(double *x, size_t from, size_t to, double pivot, bool equal)
{
    size_t end = from;
    for (size_t i = from; i < to; i++) {
        double value = x[i];
        x[i] = x[end];
        x[end] = value;
        end += equal ? value == pivot : value < pivot;
    }
    return end;
}

/* The value with `rank` others before it (Hoare's selection, the pivot a median of
 * three); those behind it in x are not below it. */
static double select_rank(double *x, size_t n, size_t rank)
{
    for (size_t from = 0, to = n;;) {
        double a = x[from], b = x[from + (to - from) / 2], c = x[to - 1];
        double low = a < b ? a : b, high = a < b ? b : a;
        double pivot = c < low ? low : c > high ? high : c;
        size_t less = split(x, from, to, pivot, false);
        if (rank < less) {
            to = less;
            continue;
        }
        from = split(x, less, to, pivot, true);
        if (rank < from)
            return pivot;
    }
}

double hinge_quantile_select(double *x, size_t n, double p)
{
    if (n == 0)
        return NAN;
    struct place at = place_of(n, p);
    double low = select_rank(x, n, at.below);
    if (!(at.share > 0))
        return low;
    double high = x[at.below + 1]; /* those behind the selected one are not below it */
    for (size_t i = at.below + 2; i < n; i++)
        high = x[i] < high ? x[i] : high;
    return between(low, high, at.share);
}
