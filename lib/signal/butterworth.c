/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zero-lag Butterworth low-pass, SCIENCE 3.5 (Winter 2009). In and out: the caller's
 * series, changed in place; scratch is allocated once per call. */
#include "signal/signal.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

/* Shorter runs hold less than the filter's transient: they become NaN. */
enum { LEAST_RUN = 12, LEAST_PAD = 9 };

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

/* One pass of the direct form II transposed over u[0], u[step], …, starting in the
 * steady state of the first sample. */
static void filter_pass(double *u, size_t n, ptrdiff_t step, const double b[3],
                        const double a[3])
{
    double z2 = (b[2] - a[2]) * *u;
    double z1 = (b[1] - a[1]) * *u + z2;
    for (size_t i = 0; i < n; i++, u += step) {
        double in = *u, out = b[0] * in + z1;
        z1 = b[1] * in - a[1] * out + z2;
        z2 = b[2] * in - a[2] * out;
        *u = out;
    }
}

/* Samples reflected at each end of a run. */
static size_t pad_length(size_t n, double rate_hz, double cutoff_hz)
{
    double wanted = fmax(LEAST_PAD, ceil(3 * rate_hz / cutoff_hz));
    return wanted < (double)(n - 1) ? (size_t)wanted : n - 1;
}

static void filter_run(double *x, size_t n, size_t pad, const double b[3],
                       const double a[3], double *extended)
{
    for (size_t i = 0; i < pad; i++) {
        extended[i] = 2 * x[0] - x[pad - i];
        extended[pad + n + i] = 2 * x[n - 1] - x[n - 2 - i];
    }
    for (size_t i = 0; i < n; i++)
        extended[pad + i] = x[i];
    size_t total = n + 2 * pad;
    filter_pass(extended, total, 1, b, a);
    filter_pass(extended + total - 1, total, -1, b, a);
    for (size_t i = 0; i < n; i++)
        x[i] = extended[pad + i];
}

enum hinge_status hinge_lowpass(double *x, size_t n, double rate_hz, double cutoff_hz)
{
    if (n == 0)
        return HINGE_OK;
    /* at half the sampling rate and above there is nothing to take away */
    bool passes_all = !(cutoff_hz < 0.5 * rate_hz);
    double b[3], a[3], *extended = NULL;
    if (!passes_all) {
        size_t pad = pad_length(n, rate_hz, cutoff_hz);
        hinge_butterworth(rate_hz, cutoff_hz, b, a);
        extended = hinge_alloc(n + 2 * pad, sizeof *extended);
        if (extended == NULL)
            return HINGE_NOMEM;
    }
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && !isnan(x[end]))
            end++;
        size_t run = end - i;
        if (run >= LEAST_RUN && !passes_all)
            filter_run(x + i, run, pad_length(run, rate_hz, cutoff_hz), b, a, extended);
        for (; run < LEAST_RUN && i < end; i++)
            x[i] = nan("");
        i = end + 1;
    }
    free(extended);
    return HINGE_OK;
}
