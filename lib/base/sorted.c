/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles of one definition, by sorting or by selection. */
#include "base/sample.h"

#include "base/parallel.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { FEW = 16 }; /* sorted at once */

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

/* The values below a pivot come to the front (sign 1), or those beyond it (-1); how
 * many they are. No branch: nothing has to be foreseen. */
static size_t keep(double *x, size_t n, double pivot, double sign)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        double v = x[i];
        x[kept] = v;
        kept += sign * v < sign * pivot;
    }
    return kept;
}

/* How many values are below a pivot, how many beyond it. */
HINGE_WIDE static void split_at(const double *x, size_t n, double pivot, size_t *below,
                                size_t *beyond)
{
    double low = 0, high = 0; /* counts as wide as the values: in lanes */
#pragma omp simd reduction(+ : low, high)
    for (size_t i = 0; i < n; i++) {
        low += x[i] < pivot ? 1.0 : 0.0;
        high += x[i] > pivot ? 1.0 : 0.0;
    }
    *below = (size_t)low;
    *beyond = (size_t)high;
}

static double middle_of(double a, double b, double c)
{
    double low = a < b ? a : b, high = a < b ? b : a;
    high = high < c ? high : c;
    return low < high ? high : low;
}

/* A value near the middle: of three times three from all over. */
static double pivot_of(const double *x, size_t n)
{
    double middle[3];
    for (size_t k = 0; k < 3; k++)
        middle[k] =
            middle_of(x[n * (2 * k + 1) / 18], x[n * (2 * k + 7) / 18], x[n * (2 * k + 13) / 18]);
    return middle_of(middle[0], middle[1], middle[2]);
}

static void sort_few(double *x, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        double v = x[i];
        size_t k = i;
        for (; k > 0 && x[k - 1] > v; k--)
            x[k] = x[k - 1];
        x[k] = v;
    }
}

double hinge_quantile_select(double *x, size_t n, double p)
{
    if (n == 0)
        return NAN;
    struct place at = place_of(n, p);
    size_t rank = at.below, below, beyond;
    double high = INFINITY; /* the least value left out behind */
    while (n > FEW) {
        double pivot = pivot_of(x, n);
        split_at(x, n, pivot, &below, &beyond);
        if (rank < below) {
            high = pivot;
            n = keep(x, n, pivot, 1);
        } else if (rank >= n - beyond) {
            rank -= n - beyond;
            n = keep(x, n, pivot, -1);
        } else {
            for (size_t i = 0; i < n; i++)
                high = x[i] > pivot && x[i] < high ? x[i] : high;
            return at.share > 0 && rank + 1 == n - beyond ? between(pivot, high, at.share) : pivot;
        }
    }
    sort_few(x, n);
    if (!(at.share > 0))
        return x[rank];
    return between(x[rank], rank + 1 < n ? x[rank + 1] : high, at.share);
}
