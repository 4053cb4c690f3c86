/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Smoothness of a speed profile, method 5.7. In: samples of one phase; out: a number,
 * NaN when the profile is too short, has missing samples, or doesn't move. */
#include "signal/signal.h"

#include "base/memory.h"

#include <gsl/gsl_fft_real.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* --- the transform --- */

/* Tables of one length, which cost as much as a transform. */
struct hinge_fourier_tables {
    size_t length;
    gsl_fft_real_wavetable *table;
    gsl_fft_real_workspace *space;
    struct hinge_fourier_tables *next;
};

void hinge_fourier_clear(struct hinge_fourier *fourier)
{
    for (struct hinge_fourier_tables *f = fourier->first, *next; f != NULL; f = next) {
        next = f->next;
        gsl_fft_real_wavetable_free(f->table);
        gsl_fft_real_workspace_free(f->space);
        free(f);
    }
    fourier->first = NULL;
}

/* The tables of a length; NULL without memory. */
static struct hinge_fourier_tables *tables_of(struct hinge_fourier *fourier,
                                              size_t length)
{
    struct hinge_fourier_tables *f = fourier->first;
    while (f != NULL && f->length != length)
        f = f->next;
    if (f != NULL || (f = hinge_alloc(1, sizeof *f)) == NULL)
        return f;
    *f = (struct hinge_fourier_tables){.length = length,
                                       .table = gsl_fft_real_wavetable_alloc(length),
                                       .space = gsl_fft_real_workspace_alloc(length),
                                       .next = fourier->first};
    fourier->first = f;
    return f;
}

/* Squared magnitude of bin k, up to half of an even length. */
static double square_of(const double *transform, size_t length, size_t k)
{
    double real = transform[k == 0 ? 0 : 2 * k - 1];
    double imaginary = k == 0 || 2 * k == length ? 0 : transform[2 * k];
    return real * real + imaginary * imaginary;
}

/* Replaces the transform by the magnitudes of bins 0..last, as shares of the largest of
 * bins 0..n/2; false when nothing moves. */
static bool shares_of_most(double *transform, size_t length, size_t last)
{
    double most = 0;
    for (size_t k = 0; k <= length / 2; k++) {
        double square = square_of(transform, length, k);
        most = square > most ? square : most;
    }
    for (size_t k = 0; most > 0 && k <= last; k++)
        transform[k] = sqrt(square_of(transform, length, k) / most);
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
    struct hinge_fourier_tables *f =
        length > 0 ? tables_of(fourier != NULL ? fourier : &own, length) : NULL;
    double *spectrum = f != NULL ? hinge_alloc(length, sizeof *spectrum) : NULL;
    enum hinge_status status = HINGE_NOMEM;
    if (spectrum == NULL || f->table == NULL || f->space == NULL)
        goto out;
    status = HINGE_OK;
    memcpy(spectrum, v, n * sizeof *v);
    gsl_fft_real_transform(spectrum, 1, length, f->table, f->space);
    /* bins above half the sampling rate are mirror images: they never count */
    size_t last = length / 2;
    while (last > 0 && (double)last * rate_hz / (double)length > cutoff_hz)
        last--;
    if (shares_of_most(spectrum, length, last))
        *value = -arc_length(spectrum, last, amplitude);
out:
    free(spectrum);
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
