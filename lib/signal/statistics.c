/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics of a sample in which NaN is missing. In: caller's array, never changed.
 * Out: one number, NaN when too little is left. */
#include "signal/signal.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "base/sample.h"

#include <math.h>
#include <stdlib.h>

static size_t copy_valid(const double *x, size_t n, double *out)
{
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        out[m] = x[i];
        m += isnan(x[i]) == 0;
    }
    return m;
}

/* Quantile of the values left in scratch[n]. */
static double quantile_within(const double *x, size_t n, double p, double *scratch)
{
    return hinge_quantile_select(scratch, copy_valid(x, n, scratch), p);
}

void hinge_quantile(const double *x, size_t n, double p, double *value)
{
    *value = nan("");
    if (n == 0 || !(p >= 0 && p <= 1))
        return;
    double *scratch = hinge_resize(NULL, n, sizeof *scratch);
    *value = quantile_within(x, n, p, scratch);
    free(scratch);
}

void hinge_median(const double *x, size_t n, double *value)
{
    hinge_quantile(x, n, 0.5, value);
}

double hinge_median_within(const double *x, size_t n, double *scratch)
{
    return quantile_within(x, n, 0.5, scratch);
}

/* Mean and count. Sums are of differences from the first value, so that a constant
 * sample has its value as mean and a variance of exactly 0. */
static double shifted_mean(const double *x, size_t n, size_t *count)
{
    double first = nan(""), sum = 0;
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i] - x[0];
    if (n > 0 && !isnan(sum)) { /* none is missing */
        *count = n;
        return x[0] + sum / (double)n;
    }
    sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]))
            continue;
        if (m++ == 0)
            first = x[i];
        sum += x[i] - first;
    }
    *count = m;
    return m > 0 ? first + sum / (double)m : nan("");
}

HINGE_WIDE static void distance(double *const *a, double *const *b, int axes, size_t n, double *out)
{
    for (int k = 0; k < axes; k++) {
        const double *p = a[k], *q = b[k];
#pragma omp simd
        for (size_t i = 0; i < n; i++)
            out[i] = (k > 0 ? out[i] : 0) + (p[i] - q[i]) * (p[i] - q[i]);
    }
#pragma omp simd
    for (size_t i = 0; i < n; i++)
        out[i] = sqrt(out[i]);
}

void hinge_distance(double *const *a, double *const *b, int axes, size_t n, double *out)
{
    distance(a, b, axes, n, out);
}

HINGE_WIDE static size_t count_missing(const double *x, size_t n)
{
    double missing = 0; /* as wide as the values: in lanes, and exact */
#pragma omp simd reduction(+ : missing)
    for (size_t i = 0; i < n; i++)
        missing += x[i] == x[i] ? 0.0 : 1.0;
    return (size_t)missing;
}

size_t hinge_count_missing(const double *x, size_t n)
{
    return count_missing(x, n);
}

/* A sum is missing if any of its terms is, or some are infinite: then it is looked at
 * for nothing. */
HINGE_WIDE static size_t next_missing(const double *x, size_t from, size_t n)
{
    enum { BLOCK = 16 };
    for (; n - from >= BLOCK; from += BLOCK) {
        double sum = 0;
#pragma omp simd reduction(+ : sum)
        for (size_t i = 0; i < BLOCK; i++)
            sum += x[from + i];
        if (isnan(sum))
            break;
    }
    while (from < n && !isnan(x[from]))
        from++;
    return from;
}

size_t hinge_next_missing(const double *x, size_t from, size_t n)
{
    return next_missing(x, from, n);
}

double hinge_mean(const double *x, size_t n)
{
    size_t count;
    return shifted_mean(x, n, &count);
}

double hinge_variance(const double *x, size_t n)
{
    size_t count;
    double mean = shifted_mean(x, n, &count);
    if (count < 2)
        return nan("");
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(x[i]))
            sum += (x[i] - mean) * (x[i] - mean);
    }
    return sum / (double)(count - 1);
}
