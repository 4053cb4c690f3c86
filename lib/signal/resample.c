/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values between samples, passages of levels, resampling and moving averages. In: a
 * series; out: a number or the caller's array. Nothing is allocated. */
#include "signal/signal.h"

#include "base/parallel.h"

#include <math.h>
#include <string.h>

HINGE_WIDE static void scale(const double *x, size_t n, double factor, double *out)
{
#pragma omp simd
    for (size_t i = 0; i < n; i++)
        out[i] = x[i] * factor;
}

void hinge_scale(const double *x, size_t n, double factor, double *out)
{
    scale(x, n, factor, out);
}

/* Whether every sample is within half a turn of the one before; NaN is not. */
HINGE_WIDE static bool level(const double *x, size_t n)
{
    double far = 0; /* as wide as the values: in lanes */
#pragma omp simd reduction(+ : far)
    for (size_t i = 1; i < n; i++)
        far += fabs(x[i] - x[i - 1]) <= 180 ? 0.0 : 1.0;
    return far == 0;
}

void hinge_unwrap_deg(double *x, size_t n)
{
    double turns_deg = 0, last = nan("");
    for (size_t i = level(x, n) ? n : 0; i < n; i++) {
        if (isnan(x[i]))
            continue;
        double step = x[i] - last; /* NaN at the first sample: compares false */
        if (fabs(step) > 180)
            turns_deg -= 360 * round(step / 360);
        last = x[i];
        x[i] += turns_deg;
    }
}

double hinge_value_at(const double *x, size_t n, double index)
{
    if (n == 0 || !(index >= 0 && index <= (double)(n - 1)))
        return nan("");
    size_t i = (size_t)index;
    double share = index - (double)i;
    return share > 0 ? x[i] + share * (x[i + 1] - x[i]) : x[i];
}

/* A series that begins beyond the level passes it at its first valid sample; between
 * the samples beside missing ones the line runs from one to the other. */
double hinge_first_passage(const double *x, size_t from, size_t to, double level, bool rising)
{
    size_t i = from; /* NaN reaches nothing */
    while (i <= to && !(rising ? x[i] >= level : x[i] <= level))
        i++;
    if (i > to)
        return nan("");
    for (size_t before = i; before > from;)
        if (!isnan(x[--before])) /* the last valid sample short of the level */
            return (double)before + (level - x[before]) / (x[i] - x[before]) * (double)(i - before);
    return (double)i;
}

void hinge_resample(const double *x, size_t from, size_t to, size_t points, double *out)
{
    double length = (double)to - (double)from;
    for (size_t i = 0; i < points; i++) {
        double share = points > 1 ? length * (double)i / (double)(points - 1) : 0;
        out[i] = hinge_value_at(x, to + 1, (double)from + share);
    }
}

enum { LANES = 8 }; /* windows averaged side by side */

/* Means of the windows of n samples that begin at x[0], x[1], … x[LANES-1], as
 * hinge_mean has them; false where a sample is missing. */
HINGE_WIDE static bool means_of_windows(const double *x, size_t n, double *mean)
{
    double sum[LANES] = {0}, all = 0, count = (double)n;
    for (size_t j = 0; j < n; j++) {
#pragma omp simd
        for (size_t k = 0; k < LANES; k++)
            sum[k] += x[j + k] - x[k];
    }
#pragma omp simd
    for (size_t k = 0; k < LANES; k++)
        mean[k] = sum[k] = x[k] + sum[k] / count;
    for (size_t k = 0; k < LANES; k++)
        all += sum[k];
    return !isnan(all);
}

/* Means of the windows that begin at x[0] and end at x[half] up to x[2 half], or at
 * x[last]: sums of the ones before. How many there are. */
static size_t means_at_start(const double *x, size_t last, size_t half, double *out)
{
    double sum = 0;
    size_t i = 0;
    for (size_t j = 0; i <= half && i <= last; i++) {
        for (; j <= i + half && j <= last; j++)
            sum += x[j] - x[0];
        out[i] = isnan(sum) ? hinge_mean(x, j) : x[0] + sum / (double)j;
    }
    return i;
}

void hinge_moving_average(const double *x, size_t from, size_t to, size_t width, double *out)
{
    /* summed afresh: a running sum would drift and never get over a NaN */
    size_t half = width / 2, n = to >= from ? to - from + 1 : 0, whole = 2 * half + 1;
    x += from;
    if (n == 0)
        return;
    if (half == 0)
        memmove(out, x, n * sizeof *x);
    for (size_t i = half > 0 ? means_at_start(x, n - 1, half, out) : n; i < n;) {
        size_t low = i - half, end = i + LANES;
        if (i + LANES + half <= n && means_of_windows(x + low, whole, out + i))
            i = end;
        for (end = end < n ? end : n; i < end; i++, low++)
            out[i] = hinge_mean(x + low, n - low < whole ? n - low : whole);
    }
}
