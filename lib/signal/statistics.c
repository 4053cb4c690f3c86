/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One number of a series in which NaN is missing: statistics, and the smoothness of a speed
 * profile. */
#include "signal/signal.h"

/* --- Statistics of a sample in which NaN is missing. In: caller's array, never changed. Out: one
 * number, NaN when too little is left. --- */

double hinge_quantile(const double *x, size_t n, double p, struct hinge_arena *scratch)
{
    if (n == 0 || !(p >= 0 && p <= 1))
        return nan("");
    struct hinge_arena_mark before = hinge_arena_mark(scratch);
    double *valid = hinge_arena_raw(scratch, n, sizeof *valid);
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        valid[m] = x[i];
        m += isnan(x[i]) == 0;
    }
    double value = hinge_quantile_select(valid, m, p);
    hinge_arena_reset(scratch, before);
    return value;
}

double hinge_median(const double *x, size_t n, struct hinge_arena *scratch)
{
    return hinge_quantile(x, n, 0.5, scratch);
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

size_t hinge_next_missing(const double *x, size_t from, size_t n)
{
    for (size_t block = 512; block >= 32; block /= 4) /* samples that are looked at side by side */
        while (n - from >= block && count_missing(x + from, block) == 0)
            from += block;
    while (from < n && !isnan(x[from]))
        from++;
    return from;
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
    for (size_t i = 0; i < n; i++)
        if (!isnan(x[i]))
            sum += (x[i] - mean) * (x[i] - mean);
    return sum / (double)(count - 1);
}

/* --- Smoothness of a speed profile, method 5.7. In: samples of one phase; out: a number, NaN when
 * the profile is too short, has missing samples, or doesn't move. --- */

enum { LEAST_SAMPLES = 8 };
static const double ROUNDING = 1 + 1e-9; /* more than sums of any length do */

/* --- the transform --- */

/* Bins of one length up to a frequency: 4 sin^2 of half of each bin's angle from one
 * sample to the next, and room for two sums of each. */
struct hinge_fourier_tables {
    size_t length, bins;
    double *turn, *sum, *step;
    struct hinge_fourier_tables *next;
};

enum { AT_ONCE = 8 };

/* Samples v[0..AT_ONCE-1] more of every bin. */
HINGE_WIDE static void add_samples(const double *v, size_t bins, const double *restrict turn,
                                   double *restrict sum, double *restrict step)
{
#pragma omp simd
    for (size_t k = 0; k < bins; k++) {
        double s = sum[k], d = step[k];
        for (int i = 0; i < AT_ONCE; i++) {
            d = d + v[i] - turn[k] * s;
            s += d;
        }
        sum[k] = s;
        step[k] = d;
    }
}

/* Replaces the sums by the magnitudes of the bins, as shares of the first. */
HINGE_WIDE static void shares_of_first(size_t bins, const double *restrict turn,
                                       double *restrict sum, const double *restrict step)
{
    double first = step[0] * step[0];
#pragma omp simd
    for (size_t k = 0; k < bins; k++) {
        double before = sum[k] - step[k], real = step[k] + turn[k] / 2 * before;
        double square = real * real + turn[k] * (1 - turn[k] / 4) * before * before;
        sum[k] = sqrt(square / first);
    }
}

/* Length of the arc of shares[0..last] up to the last bin that reaches the amplitude: the first
 * does, which is 1. */
static double arc_length(const double *share, size_t last, double amplitude)
{
    size_t high = last;
    while (!(share[high] >= amplitude))
        high--;
    if (high == 0)
        return nan("");
    double step = 1 / (double)high, sum = 0;
    for (size_t k = 0; k < high; k++) {
        double rise = share[k + 1] - share[k];
        sum += sqrt(step * step + rise * rise);
    }
    return sum;
}

double hinge_sparc(const double *v, size_t n, double rate_hz, double cutoff_hz, double amplitude,
                   int padding, struct hinge_fourier *fourier)
{
    if (n < LEAST_SAMPLES)
        return nan("");
    for (size_t i = 0; i < n; i++)
        if (!isfinite(v[i]))
            return nan("");
    /* 2^(ceil(log2 n) + padding), or the most that is addressed */
    size_t length = 1;
    while (length < n && length <= SIZE_MAX / 4)
        length *= 2;
    for (int i = 0; i < padding && length <= SIZE_MAX / 4; i++)
        length *= 2;
    /* bins above half the sampling rate are mirror images: they never count */
    double most = floor(cutoff_hz * (double)length / rate_hz) + 1;
    size_t last = length / 2;
    if (most < (double)last)
        last = (size_t)most;
    while (last > 0 && (double)last * rate_hz / (double)length > cutoff_hz)
        last--;
    /* the tables of this length */
    struct hinge_fourier_tables *f = fourier->first, *next = f;
    size_t bins = last + 1;
    while (f != NULL && (f->length != length || f->bins != bins))
        f = f->next;
    if (f == NULL) {
        f = fourier->first = hinge_arena_raw(fourier->arena, 1, sizeof *f);
        double *room = hinge_arena_raw(fourier->arena, 3 * bins, sizeof *room);
        *f = (struct hinge_fourier_tables){length, bins, room, room + bins, room + 2 * bins, next};
        for (size_t k = 0; k < bins; k++) {
            double half = 2 * sin(M_PI * (double)k / (double)length);
            f->turn[k] = half * half;
        }
    }
    /* bins of v that may reach the amplitude, as a share of the first: times 4 sin^2 the magnitude
     * of a bin is that of the second differences, and no more than they are together */
    double total = 0, bend = fabs(v[0]) + fabs(v[1] - 2 * v[0]) + fabs(v[n - 2] - 2 * v[n - 1]) +
                             fabs(v[n - 1]);
    for (size_t i = 0; i < n; i++)
        total += v[i];
    for (size_t i = 2; i < n; i++)
        bend += fabs(v[i] - 2 * v[i - 1] + v[i - 2]);
    while (bins > 1 && f->turn[bins - 1] * amplitude * total > ROUNDING * bend)
        bins--;
    /* Magnitudes of the first bins of v as shares of the very first, which none exceeds as no speed
     * is below 0. Sums of Goertzel (1958) in Reinsch's form, which low
     * frequencies don't upset: few bins are below the cutoff, and most of a padded profile is 0. */
    double start[AT_ONCE] = {0};
    size_t rest = n % AT_ONCE;
    memset(f->sum, 0, bins * sizeof *f->sum);
    memset(f->step, 0, bins * sizeof *f->step);
    memcpy(start + AT_ONCE - rest, v, rest * sizeof *v);
    add_samples(start, bins, f->turn, f->sum, f->step);
    for (size_t i = rest; i < n; i += AT_ONCE)
        add_samples(v + i, bins, f->turn, f->sum, f->step);
    if (!(f->step[0] > 0)) /* nothing moves */
        return nan("");
    shares_of_first(bins, f->turn, f->sum, f->step);
    return -arc_length(f->sum, bins - 1, amplitude);
}

double hinge_ldj(const double *v, size_t n, double rate_hz)
{
    if (n < LEAST_SAMPLES)
        return nan("");
    double dt = 1 / rate_hz, peak = 0, sum = 0;
    for (size_t i = 0; i < n; i++)
        peak = fmax(peak, fabs(v[i]));
    for (size_t i = 1; i + 1 < n; i++) {
        double jerk = (v[i + 1] - 2 * v[i] + v[i - 1]) / (dt * dt);
        sum += jerk * jerk * dt;
    }
    double duration = (double)(n - 1) * dt;
    /* a constant speed has no jerk: its logarithm would be infinite */
    if (!(peak > 0) || !(sum > 0))
        return nan("");
    return -log(duration * duration * duration / (peak * peak) * sum);
}
