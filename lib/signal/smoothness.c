/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Smoothness of a speed profile, method 5.7. In: samples of one phase; out: a number,
 * NaN when the profile is too short, has missing samples, or doesn't move. */
#include "signal/signal.h"

#include "base/lanes.h"
#include "base/memory.h"
#include "signal/fourier.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST_SAMPLES = 8 };

/* 2^(ceil(log2 n) + padding); 0 when that doesn't fit. */
static size_t padded_length(size_t n, int padding)
{
    size_t length = 1;
    while (length < n && length <= SIZE_MAX / 4)
        length *= 2;
    for (int i = 0; i < padding && length <= SIZE_MAX / 4; i++)
        length *= 2;
    return length <= SIZE_MAX / 4 ? length : 0;
}

/* The magnitudes of bins 0..last, as shares of the largest of bins 0..n/2; false when
 * nothing moves. */
HINGE_WIDE static bool shares_of_most(const double *power, size_t length, size_t last,
                                      double *share)
{
    double most = 0;
#pragma omp simd reduction(max : most)
    for (size_t k = 0; k <= length / 2; k++)
        most = power[k] > most ? power[k] : most;
    for (size_t k = 0; most > 0 && k <= last; k++)
        share[k] = sqrt(power[k] / most);
    return most > 0;
}

/* Length of the arc of shares[0..last] between its first and last bin that reach the
 * amplitude. */
static double arc_length(const double *share, size_t last, double amplitude)
{
    size_t low = 0, high = last;
    while (low <= last && !(share[low] >= amplitude))
        low++;
    if (low > last)
        return nan("");
    while (!(share[high] >= amplitude))
        high--;
    if (low == high)
        return nan("");
    double step = 1 / (double)(high - low), sum = 0;
    for (size_t k = low; k < high; k++) {
        double rise = share[k + 1] - share[k];
        sum += sqrt(step * step + rise * rise);
    }
    return sum;
}

enum hinge_status hinge_sparc(const double *v, size_t n, double rate_hz,
                              double cutoff_hz, double amplitude, int padding,
                              struct hinge_fourier *fourier, double *value)
{
    *value = nan("");
    if (n < LEAST_SAMPLES)
        return HINGE_OK;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(v[i]))
            return HINGE_OK;
    }
    size_t length = padded_length(n, padding);
    struct hinge_fourier own = {0};
    const double *power =
        length > 0 ? hinge_power_padded(fourier != NULL ? fourier : &own, v, n, length)
                   : NULL;
    /* bins above half the sampling rate are mirror images: they never count */
    size_t last = length / 2;
    while (last > 0 && (double)last * rate_hz / (double)length > cutoff_hz)
        last--;
    double *share = power != NULL ? hinge_resize(NULL, last + 1, sizeof *share) : NULL;
    if (share != NULL && shares_of_most(power, length, last, share))
        *value = -arc_length(share, last, amplitude);
    enum hinge_status status = share != NULL ? HINGE_OK : HINGE_NOMEM;
    free(share);
    hinge_fourier_clear(&own);
    return status;
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
