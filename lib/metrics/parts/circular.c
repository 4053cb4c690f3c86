/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coupling angles, circular statistics, relative phase. */
#include "metrics/parts/circular.h"

#include <math.h>

static const double degree = M_PI / 180;

static double mod_360(double angle)
{
    double a = fmod(angle, 360);
    a = a < 0 ? a + 360 : a;
    return a < 360 ? a : 0; /* -1e-17 + 360 is 360 */
}

double hinge_wrap_180(double angle)
{
    double a = mod_360(angle);
    return a > 180 ? a - 360 : a;
}

void hinge_coupling_angles(const double *x, const double *y, size_t n, double least,
                           double *gamma)
{
    for (size_t i = 0; i + 1 < n; i++) {
        double dx = x[i + 1] - x[i], dy = y[i + 1] - y[i];
        gamma[i] =
            hypot(dx, dy) >= least ? mod_360(atan2(dy, dx) / degree) : (double)NAN;
    }
}

struct hinge_circular hinge_circular_mean(const double *angle, size_t n)
{
    struct hinge_circular c = {(double)NAN, (double)NAN, (double)NAN, 0};
    double cosine = 0, sine = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(angle[i]))
            continue;
        cosine += cos(angle[i] * degree);
        sine += sin(angle[i] * degree);
        c.n++;
    }
    if (c.n == 0)
        return c;
    c.r = hypot(cosine, sine) / (double)c.n;
    c.mean = mod_360(atan2(sine, cosine) / degree);
    c.deviation = sqrt(fmax(0, 2 * (1 - c.r))) / degree;
    return c;
}

int hinge_coupling_bin(double gamma)
{
    int bin = (int)floor(mod_360(gamma) / 45);
    return bin > 7 ? 7 : bin;
}

int hinge_coupling_pattern(double gamma)
{
    return (int)floor(mod_360(gamma + 22.5) / 45) % 4;
}

/* Cosine and sine of every multiple of a turn's N-th part. */
struct circle {
    double cosine[HINGE_CRP_POINTS], sine[HINGE_CRP_POINTS];
};

static void fill_circle(struct circle *circle)
{
    double turn = 2 * M_PI / HINGE_CRP_POINTS;
    for (int j = 0; j < HINGE_CRP_POINTS; j++) {
        circle->cosine[j] = cos(turn * j);
        circle->sine[j] = sin(turn * j);
    }
}

/* Discrete Fourier transform of a real cycle v, negative frequencies folded in. All
 * frequencies take one sample after the other, so that none waits for its own sum. */
static void transform(const double *v, const struct circle *circle, double *re,
                      double *im)
{
    enum { N = HINGE_CRP_POINTS };
    double cosine[N / 2 + 1], sine[N / 2 + 1];
    for (int k = 0; k <= N / 2; k++)
        re[k] = im[k] = 0;
    for (int i = 0; i < N; i++) {
        for (int k = 0, j = 0; k <= N / 2; k++) {
            cosine[k] = circle->cosine[j];
            sine[k] = circle->sine[j];
            j = j + i < N ? j + i : j + i - N;
        }
#pragma omp simd
        for (int k = 0; k <= N / 2; k++) {
            re[k] += v[i] * cosine[k];
            im[k] -= v[i] * sine[k];
        }
    }
    for (int k = 1; k < N / 2; k++) {
        re[k] *= 2;
        im[k] *= 2;
    }
}

/* Phase of the analytic signal of a cycle. */
static void phase_of(const double *x, const struct circle *circle, double *phase)
{
    enum { N = HINGE_CRP_POINTS };
    double low = x[0], high = x[0], v[N], real[N] = {0}, imaginary[N] = {0};
    double re[N / 2 + 1], im[N / 2 + 1], cosine[N], sine[N];
    for (int i = 1; i < N; i++) {
        low = fmin(low, x[i]);
        high = fmax(high, x[i]);
    }
    for (int i = 0; i < N; i++)
        v[i] = x[i] - (high + low) / 2;
    transform(v, circle, re, im);
    for (int k = 0; k <= N / 2; k++) {
        for (int i = 0, j = 0; i < N; i++) {
            cosine[i] = circle->cosine[j];
            sine[i] = circle->sine[j];
            j = j + k < N ? j + k : j + k - N;
        }
#pragma omp simd
        for (int i = 0; i < N; i++) {
            real[i] += re[k] * cosine[i] - im[k] * sine[i];
            imaginary[i] += re[k] * sine[i] + im[k] * cosine[i];
        }
    }
    for (int i = 0; i < N; i++)
        phase[i] = atan2(imaginary[i], real[i]) / degree;
}

void hinge_relative_phase(const double x[HINGE_CRP_POINTS],
                          const double y[HINGE_CRP_POINTS],
                          double phase[HINGE_CRP_POINTS])
{
    double other[HINGE_CRP_POINTS];
    struct circle circle;
    fill_circle(&circle);
    phase_of(x, &circle, phase);
    phase_of(y, &circle, other);
    for (int i = 0; i < HINGE_CRP_POINTS; i++)
        phase[i] = hinge_wrap_180(phase[i] - other[i]);
}
