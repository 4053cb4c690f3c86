/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Residual analysis for a cutoff (Winter 2009), method 3.7. In: a raw series; out: the
 * suggestion, NaN when the series is too short, too slow or never crosses the noise
 * line. */
#include "signal/signal.h"

#include "base/memory.h"

#include <gsl/gsl_fit.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double LOWEST_HZ = 1, HIGHEST_HZ = 20, STEP_HZ = 0.25;
enum { MOST_CUTOFFS = 77, LEAST_FIT = 3 };

/* Root mean square of raw - filtered over the samples that survive the filter. */
static double rms_difference(const double *raw, const double *filtered, size_t n)
{
    double sum = 0;
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        double d = raw[i] - filtered[i];
        if (isnan(d))
            continue;
        sum += d * d;
        count++;
    }
    return count > 0 ? sqrt(sum / (double)count) : nan("");
}

/* Smallest cutoff whose residual is at or below the noise line's intercept. */
static double first_below(const double *hz, const double *residual, size_t n, double level)
{
    size_t k = 0;
    while (k < n && !(residual[k] <= level))
        k++;
    if (k == n)
        return nan("");
    if (k == 0)
        return hz[0];
    double share = (residual[k - 1] - level) / (residual[k - 1] - residual[k]);
    return hz[k - 1] + share * (hz[k] - hz[k - 1]);
}

void hinge_residual_cutoff(const double *x, size_t n, double rate_hz, struct hinge_residual *result)
{
    *result = (struct hinge_residual){nan(""), nan(""), nan("")};
    double highest = fmin(HIGHEST_HZ, rate_hz / 4);
    if (n == 0 || !(highest > LOWEST_HZ))
        return;
    double *filtered = hinge_alloc(n, sizeof *filtered);
    double hz[MOST_CUTOFFS], residual[MOST_CUTOFFS];
    size_t count = 0, fit_from = 0;
    double middle = 0.5 * (LOWEST_HZ + highest);
    for (; count < MOST_CUTOFFS; count++) {
        hz[count] = LOWEST_HZ + STEP_HZ * (double)count;
        if (hz[count] > highest)
            break;
        fit_from += hz[count] < middle;
        memcpy(filtered, x, n * sizeof *x);
        hinge_lowpass(filtered, n, rate_hz, hz[count]);
        residual[count] = rms_difference(x, filtered, n);
    }
    if (count - fit_from >= LEAST_FIT && !isnan(residual[0])) {
        double c00, c01, c11, rss;
        gsl_fit_linear(hz + fit_from, 1, residual + fit_from, 1, count - fit_from,
                       &result->intercept, &result->slope, &c00, &c01, &c11, &rss);
        result->cutoff_hz = first_below(hz, residual, count, result->intercept);
    }
    free(filtered);
}
