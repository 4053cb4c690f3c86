/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zero-lag Butterworth low-pass, method 3.5 (Winter 2009). In and out: the caller's
 * series, changed in place; scratch is allocated once per call. */
#include "signal/signal.h"

#include "base/memory.h"
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>

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

/* Runs that are long enough into run[], the others become missing; how many. */
static size_t find_runs(double *x, size_t n, struct run *run)
{
    size_t runs = 0;
    for (size_t i = 0; i < n;) {
        size_t end = hinge_next_missing(x, i, n);
        if (end - i >= LEAST_RUN)
            run[runs++] = (struct run){x + i, end - i};
        else
            for (; i < end; i++)
                x[i] = nan("");
        i = end + 1;
    }
    return runs;
}

static int by_length(const void *a, const void *b)
{
    const struct run *p = a, *q = b;
    return (p->n > q->n) - (p->n < q->n);
}

void hinge_lowpass_several(double *const *x, size_t series, size_t n, double rate_hz,
                           double cutoff_hz)
{
    if (n == 0 || series == 0)
        return;
    size_t pad = pad_length(n, rate_hz, cutoff_hz), runs = 0;
    struct run *run = hinge_resize(NULL, series * (n / LEAST_RUN + 1), sizeof *run);
    double(*u)[LANES] = hinge_resize(NULL, n + 2 * pad, sizeof *u);
    for (size_t s = 0; s < series; s++)
        runs += find_runs(x[s], n, run + runs);
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
    free(run);
    free(u);
}

void hinge_lowpass(double *x, size_t n, double rate_hz, double cutoff_hz)
{
    hinge_lowpass_several(&x, 1, n, rate_hz, cutoff_hz);
}
