/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters along a series: zero-lag low-pass, high-pass and band-pass, the derivative, and the
 * cutoff a series suggests. */
#include "signal/signal.h"

#include <gsl/gsl_fit.h>

/* --- Zero-lag Butterworth low-pass, method 3.5 (Winter 2009). In and out: the caller's series,
 * changed in place. --- */

/* Shorter runs hold less than the filter's transient: they become NaN. */
enum { LEAST_RUN = 12, LEAST_PAD = 9 };
enum { LANES = 8 }; /* runs filtered side by side */

void hinge_butterworth(double rate_hz, double cutoff_hz, double b[3], double a[3])
{
    /* two passes square the gain: the single pass's corner moves up by 1/C */
    double correction = sqrt(sqrt(sqrt(2.0) - 1.0));
    double w = tan(M_PI * cutoff_hz / rate_hz) / correction;
    double k1 = sqrt(2.0) * w, k2 = w * w, d = 1 + k1 + k2;
    b[0] = k2 / d;
    b[1] = 2 * b[0];
    b[2] = b[0];
    a[0] = 1;
    a[1] = 2 * (k2 - 1) / d;
    a[2] = (1 - k1 + k2) / d;
}

/* Samples reflected at each end of a run. */
static size_t pad_length(size_t n, double rate_hz, double cutoff_hz)
{
    double wanted = fmax(LEAST_PAD, ceil(3 * rate_hz / cutoff_hz));
    return wanted < (double)(n - 1) ? (size_t)wanted : n - 1;
}

/* One pass of the direct form II transposed over frames u[0], u[step], … of LANES
 * series side by side, each starting in the steady state of its first sample. The
 * recursion waits for itself; its neighbours fill the time. */
HINGE_WIDE static void filter_pass(double (*u)[LANES], size_t n, ptrdiff_t step, const double b[3],
                                   const double a[3])
{
    const double b0 = b[0], b1 = b[1], b2 = b[2], a1 = a[1], a2 = a[2];
    double z1[LANES], z2[LANES];
    for (int k = 0; k < LANES; k++) {
        z2[k] = (b2 - a2) * u[0][k];
        z1[k] = (b1 - a1) * u[0][k] + z2[k];
    }
    for (size_t i = 0; i < n; i++, u += step) {
        double *frame = *u;
#pragma omp simd
        for (int k = 0; k < LANES; k++) {
            double in = frame[k], out = b0 * in + z1[k];
            z1[k] = b1 * in - a1 * out + z2[k];
            z2[k] = b2 * in - a2 * out;
            frame[k] = out;
        }
    }
}

/* Samples without a gap: part of a series. */
struct run {
    double *x;
    size_t n;
};

/* Filters up to LANES runs of one length; u has room for it and the reflected ends. */
static void filter_runs(const struct run *run, size_t runs, size_t pad, const double b[3],
                        const double a[3], double (*u)[LANES])
{
    size_t n = run[0].n, total = n + 2 * pad;
    double *x[LANES];
    for (size_t k = 0; k < LANES; k++) {
        x[k] = run[k < runs ? k : 0].x;
        for (size_t i = 0; i < pad; i++) {
            u[i][k] = 2 * x[k][0] - x[k][pad - i];
            u[pad + n + i][k] = 2 * x[k][n - 1] - x[k][n - 2 - i];
        }
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < LANES; k++)
            u[pad + i][k] = x[k][i];
    filter_pass(u, total, 1, b, a);
    filter_pass(u + total - 1, total, -1, b, a);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < LANES; k++)
            x[k][i] = u[pad + i][k];
}

static int by_length(const void *a, const void *b)
{
    const struct run *p = a, *q = b;
    return (p->n > q->n) - (p->n < q->n);
}

void hinge_lowpass_several(double *const *x, size_t series, size_t n, double rate_hz,
                           double cutoff_hz, struct hinge_arena *scratch)
{
    if (n == 0 || series == 0)
        return;
    size_t pad = pad_length(n, rate_hz, cutoff_hz), runs = 0;
    struct hinge_arena_mark before = hinge_arena_mark(scratch);
    struct run *run = hinge_arena_raw(scratch, series * (n / LEAST_RUN + 1), sizeof *run);
    double(*u)[LANES] = hinge_arena_raw(scratch, n + 2 * pad, sizeof *u);
    /* runs that are long enough; the others become missing */
    for (size_t s = 0; s < series; s++)
        for (size_t i = 0; i < n;) {
            size_t end = hinge_next_missing(x[s], i, n);
            if (end - i >= LEAST_RUN)
                run[runs++] = (struct run){x[s] + i, end - i};
            else
                for (; i < end; i++)
                    x[s][i] = nan("");
            i = end + 1;
        }
    /* at half the sampling rate and above there is nothing to take away */
    if (cutoff_hz < 0.5 * rate_hz) {
        double b[3], a[3];
        hinge_butterworth(rate_hz, cutoff_hz, b, a);
        qsort(run, runs, sizeof *run, by_length);
        for (size_t first = 0, last; first < runs; first = last) {
            for (last = first + 1;
                 last < runs && last - first < LANES && run[last].n == run[first].n;)
                last++;
            filter_runs(run + first, last - first, pad_length(run[first].n, rate_hz, cutoff_hz), b,
                        a, u);
        }
    }
    hinge_arena_reset(scratch, before);
}

void hinge_lowpass(double *x, size_t n, double rate_hz, double cutoff_hz,
                   struct hinge_arena *scratch)
{
    hinge_lowpass_several(&x, 1, n, rate_hz, cutoff_hz, scratch);
}

/* --- Zero-lag high-pass and band-pass, by the low-pass: a Butterworth filter made by the bilinear
 * transform turns into the high-pass of the mirrored cutoff when every second sample changes its
 * sign (z becomes -z). In place. --- */

static void alternate(double *x, size_t n)
{
    for (size_t i = 1; i < n; i += 2)
        x[i] = -x[i];
}

void hinge_bandpass(double *x, size_t n, double rate_hz, double low_hz, double high_hz,
                    struct hinge_arena *scratch)
{
    double mean = hinge_mean(x, n);
    for (size_t i = 0; i < n; i++) /* what the high-pass takes, without its transient */
        x[i] -= mean;
    alternate(x, n);
    hinge_lowpass(x, n, rate_hz, 0.5 * rate_hz - low_hz, scratch);
    alternate(x, n);
    hinge_lowpass(x, n, rate_hz, high_hz, scratch);
}

/* --- Derivative by central differences, method 3.6. In: a series; out: the caller's v. --- */

HINGE_WIDE static void central(const double *before, const double *after, size_t n,
                               double per_two_steps, double *restrict v)
{
#pragma omp simd
    for (size_t i = 0; i < n; i++)
        v[i] = (after[i] - before[i]) * per_two_steps;
}

void hinge_derivative_within(const double *x, size_t n, size_t from, size_t to, double rate_hz,
                             double *v)
{
    double per_two_steps = n < 3 ? nan("") : 0.5 * rate_hz;
    size_t first = from > 0 ? from : 1, end = to + 1 < n ? to + 1 : n - 1;
    if (first < end)
        central(x + first - 1, x + first + 1, end - first, per_two_steps, v + (first - from));
    if (from == 0)
        v[0] = (n < 3 ? 0 : -3 * x[0] + 4 * x[1] - x[2]) * per_two_steps;
    if (to + 1 == n)
        v[to - from] = (n < 3 ? 0 : 3 * x[n - 1] - 4 * x[n - 2] + x[n - 3]) * per_two_steps;
}

void hinge_derivative(const double *x, size_t n, double rate_hz, double *v)
{
    if (n > 0)
        hinge_derivative_within(x, n, 0, n - 1, rate_hz, v);
}

/* --- Residual analysis for a cutoff (Winter 2009), method 3.7. In: a raw series; out: the
 * suggestion, NaN when the series is too short, too slow or never crosses the noise line. --- */

static const double LOWEST_HZ = 1, HIGHEST_HZ = 20, STEP_HZ = 0.25;
enum { MOST_CUTOFFS = 77, LEAST_FIT = 3 };

struct hinge_residual hinge_residual_cutoff(const double *x, size_t n, double rate_hz,
                                            struct hinge_arena *scratch)
{
    struct hinge_residual result = {nan(""), nan(""), nan("")};
    double highest = fmin(HIGHEST_HZ, rate_hz / 4);
    if (n == 0 || !(highest > LOWEST_HZ))
        return result;
    struct hinge_arena_mark before = hinge_arena_mark(scratch);
    double *filtered = hinge_arena_raw(scratch, n, sizeof *filtered);
    double hz[MOST_CUTOFFS], residual[MOST_CUTOFFS];
    size_t count = 0, fit_from = 0;
    double middle = 0.5 * (LOWEST_HZ + highest);
    for (; count < MOST_CUTOFFS; count++) {
        hz[count] = LOWEST_HZ + STEP_HZ * (double)count;
        if (hz[count] > highest)
            break;
        fit_from += hz[count] < middle;
        memcpy(filtered, x, n * sizeof *x);
        hinge_lowpass(filtered, n, rate_hz, hz[count], scratch);
        /* root mean square of raw - filtered over the samples that survive the filter */
        double sum = 0;
        size_t survive = 0;
        for (size_t i = 0; i < n; i++) {
            double d = x[i] - filtered[i];
            if (isnan(d))
                continue;
            sum += d * d;
            survive++;
        }
        residual[count] = survive > 0 ? sqrt(sum / (double)survive) : nan("");
    }
    if (count - fit_from >= LEAST_FIT && !isnan(residual[0])) {
        double c00, c01, c11, rss;
        gsl_fit_linear(hz + fit_from, 1, residual + fit_from, 1, count - fit_from,
                       &result.intercept, &result.slope, &c00, &c01, &c11, &rss);
        /* the smallest cutoff whose residual is at or below the noise line's intercept */
        size_t k = 0;
        while (k < count && !(residual[k] <= result.intercept))
            k++;
        if (k == 0)
            result.cutoff_hz = hz[0];
        else if (k < count)
            result.cutoff_hz = hz[k - 1] + (residual[k - 1] - result.intercept) /
                                               (residual[k - 1] - residual[k]) *
                                               (hz[k] - hz[k - 1]);
    }
    hinge_arena_reset(scratch, before);
    return result;
}
