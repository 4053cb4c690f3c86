/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The series of a recording that get noise: their copies, what they do in quiet
 * standing, a draw of it. */
#include "faults/noise.h"

#include "base/parallel.h"
#include "base/random.h"
#include "signal/signal.h"

#include <math.h>
#include <string.h>

/* Less standing does not show what the filter lets through. */
static const double LEAST_STANDING_S = 0.4;

void hinge_noise_rest(const double *x, size_t from, size_t n, double least, double *rest)
{
    double middle = ((double)n - 1) / 2, sxy = 0, sxx = 0, ss = 0;
    double mean = hinge_mean(x + from, n);
    for (size_t i = 0; i < n; i++) {
        double t = (double)i - middle, y = x[from + i];
        sxy += isnan(y) ? 0 : t * (y - mean);
        sxx += t * t;
    }
    for (size_t i = 0; i < n; i++) {
        double e = x[from + i] - mean - sxy / sxx * ((double)i - middle);
        rest[i] = isnan(e) ? 0 : e;
        ss += rest[i] * rest[i];
    }
    double sd = sqrt(ss / (double)(n - 2));
    for (size_t i = 0; sd > 0 && least > sd && i < n; i++)
        rest[i] *= least / sd;
    for (size_t i = 1; i + 1 < n; i++)
        rest[2 * n - 2 - i] = rest[i];
}

size_t hinge_noise_frames(const struct hinge_body *body, const struct hinge_standing *standing)
{
    size_t n = standing->found && standing->to > standing->from &&
                       standing->source != HINGE_STANDING_calibration && standing->to < body->n
                   ? standing->to - standing->from + 1
                   : 0;
    return (double)n < LEAST_STANDING_S * body->rate_hz || n < 5 ? 0 : n;
}

void hinge_noise_add(struct hinge_noise *noise, double **slot, size_t from, double least)
{
    struct hinge_noise_series *s = noise->series;
    const double *own = *slot;
    size_t n = noise->own->n;
    for (size_t k = 0; k < noise->n_series; k++)
        if (own == NULL || s[k].own == own) {
            *slot = own == NULL ? NULL : s[k].noisy;
            return;
        }
    if (own == NULL)
        return;
    s += noise->n_series++;
    *s = (struct hinge_noise_series){.own = own,
                                     .noisy = hinge_arena_raw(&noise->arena, n, sizeof *s->noisy),
                                     .rest = hinge_arena_raw(&noise->arena, 2 * noise->n_rest - 2,
                                                             sizeof *s->rest)};
    memcpy(s->noisy, own, n * sizeof *own);
    hinge_noise_rest(own, from, noise->n_rest, least, s->rest);
    for (size_t i = 0; i < noise->n_rest; i++)
        s->largest = fmax(s->largest, fabs(s->rest[i]));
    *slot = s->noisy;
}

struct hinge_noise_series *hinge_noise_series_of(const struct hinge_noise *noise,
                                                 const double *noisy)
{
    size_t k = 0;
    while (k < noise->n_series && noise->series[k].noisy != noisy)
        k++;
    return k < noise->n_series ? &noise->series[k] : NULL;
}

HINGE_WIDE static void add(const double *restrict own, const double *restrict rest, double sign,
                           size_t n, double *restrict out)
{
#pragma omp simd
    for (size_t j = 0; j < n; j++)
        out[j] = own[j] + sign * rest[j];
}

void hinge_noise_draw(struct hinge_noise *noise, struct hinge_random *random, size_t from,
                      size_t to)
{
    size_t period = 2 * noise->n_rest - 2;
    size_t start = hinge_random_bounded(random, (uint32_t)period);
    double sign = hinge_random_uniform(random) < 0.5 ? -1 : 1;
    for (size_t k = 0; k < noise->n_series; k++) {
        const struct hinge_noise_series *s = &noise->series[k];
        if (!s->drawn)
            continue;
        const double *rest = s->rest + start;
        for (size_t i = from, end; i <= to; i = end, rest = s->rest) {
            end = i + (size_t)(s->rest + period - rest);
            end = end <= to ? end : to + 1;
            add(s->own + i, rest, sign, end - i, s->noisy + i);
        }
    }
}

void hinge_noise_give_back(struct hinge_noise *noise, size_t from, size_t to)
{
    for (size_t k = 0; k < noise->n_series; k++)
        memcpy(noise->series[k].noisy + from, noise->series[k].own + from,
               (to - from + 1) * sizeof(double));
}
