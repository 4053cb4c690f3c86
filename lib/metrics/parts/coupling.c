/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coupling angles, circular statistics, relative phase. */
#include "metrics/parts/coupling.h"

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

/* Phase of the analytic signal of a cycle. */
static void phase_of(const double *x, double *phase)
{
    enum { N = HINGE_CRP_POINTS };
    double low = x[0], high = x[0], turn = 2 * M_PI / N;
    double re[N / 2 + 1], im[N / 2 + 1];
    for (int i = 1; i < N; i++) {
        low = fmin(low, x[i]);
        high = fmax(high, x[i]);
    }
    for (int k = 0; k <= N / 2; k++) {
        re[k] = im[k] = 0;
        for (int i = 0; i < N; i++) {
            double v = x[i] - (high + low) / 2, a = turn * ((k * i) % N);
            re[k] += v * cos(a);
            im[k] -= v * sin(a);
        }
        if (k > 0 && k < N / 2) { /* negative frequencies folded in */
            re[k] *= 2;
            im[k] *= 2;
        }
    }
    for (int i = 0; i < N; i++) {
        double real = 0, imaginary = 0;
        for (int k = 0; k <= N / 2; k++) {
            double c = cos(turn * ((k * i) % N)), s = sin(turn * ((k * i) % N));
            real += re[k] * c - im[k] * s;
            imaginary += re[k] * s + im[k] * c;
        }
        phase[i] = atan2(imaginary, real) / degree;
    }
}

void hinge_relative_phase(const double x[HINGE_CRP_POINTS],
                          const double y[HINGE_CRP_POINTS],
                          double phase[HINGE_CRP_POINTS])
{
    double other[HINGE_CRP_POINTS];
    phase_of(x, phase);
    phase_of(y, other);
    for (int i = 0; i < HINGE_CRP_POINTS; i++)
        phase[i] = hinge_wrap_180(phase[i] - other[i]);
}
