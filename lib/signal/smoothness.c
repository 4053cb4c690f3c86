/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Smoothness of a speed profile, method 5.7. In: samples of one phase; out: a number,
 * NaN when the profile is too short, has missing samples, or doesn't move. */
#include "signal/signal.h"

#include "base/memory.h"

#include <gsl/gsl_fft_real.h>
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

/* Replaces the transform by the magnitudes of bins 0..last, returns the largest of bins
 * 0..n/2. */
static double magnitudes(double *transform, size_t n, size_t last)
{
    double most = transform[0] = fabs(transform[0]);
    for (size_t k = 1; k < n / 2; k++) {
        double real = transform[k], imaginary = transform[n - k];
        /* hypot() is dear, and a bin whose square is clearly less isn't the largest */
        if (k > last && real * real + imaginary * imaginary < (1 - 1e-9) * most * most)
            continue;
        transform[k] = hypot(real, imaginary);
        most = fmax(most, transform[k]);
    }
    transform[n / 2] = fabs(transform[n / 2]);
    return fmax(most, transform[n / 2]);
}

/* Length of the arc of magnitudes[0..last] / most between its first and last bin that
 * reach the amplitude. */
static double arc_length(const double *magnitude, size_t last, double most,
                         double amplitude)
{
    size_t low = 0, high = last;
    while (low <= last && !(magnitude[low] / most >= amplitude))
        low++;
    if (low > last)
        return nan("");
    while (!(magnitude[high] / most >= amplitude))
        high--;
    if (low == high)
        return nan("");
    double step = 1 / (double)(high - low), sum = 0;
    for (size_t k = low; k < high; k++)
        sum += hypot(step, (magnitude[k + 1] - magnitude[k]) / most);
    return sum;
}

enum hinge_status hinge_sparc(const double *v, size_t n, double rate_hz,
                              double cutoff_hz, double amplitude, int padding,
                              double *value)
{
    *value = nan("");
    if (n < LEAST_SAMPLES)
        return HINGE_OK;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(v[i]))
            return HINGE_OK;
    }
    size_t length = padded_length(n, padding);
    double *spectrum = length > 0 ? hinge_alloc(length, sizeof *spectrum) : NULL;
    if (spectrum == NULL)
        return HINGE_NOMEM;
    for (size_t i = 0; i < n; i++)
        spectrum[i] = v[i];
    gsl_fft_real_radix2_transform(spectrum, 1, length);
    /* bins above half the sampling rate are mirror images: they never count */
    size_t last = length / 2;
    while (last > 0 && (double)last * rate_hz / (double)length > cutoff_hz)
        last--;
    double most = magnitudes(spectrum, length, last);
    if (most > 0)
        *value = -arc_length(spectrum, last, most, amplitude);
    free(spectrum);
    return HINGE_OK;
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
