/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coupling angles, circular statistics, relative phase. */
#include "metrics/parts/circular.h"

#include "base/parallel.h"

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

void hinge_coupling_angles(const double *x, const double *y, size_t n, double least, double *gamma)
{
    for (size_t i = 0; i + 1 < n; i++) {
        double dx = x[i + 1] - x[i], dy = y[i + 1] - y[i];
        gamma[i] = hypot(dx, dy) >= least ? mod_360(atan2(dy, dx) / degree) : (double)NAN;
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

enum { N = HINGE_CRP_POINTS, HALF = N / 2 + 1 };

/* Cosine and sine of every multiple of a turn's N-th part. */
struct circle {
    double cosine[N], sine[N];
};

static void fill_circle(struct circle *circle)
{
    double turn = 2 * M_PI / N;
    for (int j = 0; j < N; j++) {
        circle->cosine[j] = cos(turn * j);
        circle->sine[j] = sin(turn * j);
    }
}

/* Every step-th of them, n of them, round and round. */
static void pick(const struct circle *circle, int step, int n, struct circle *picked)
{
    for (int i = 0, j = 0; i < n; i++) {
        picked->cosine[i] = circle->cosine[j];
        picked->sine[i] = circle->sine[j];
        j = j + step < N ? j + step : j + step - N;
    }
}

/* Discrete Fourier transforms of two real cycles, negative frequencies folded in. All
 * frequencies take one sample after the other, so that none waits for its own sum. */
HINGE_WIDE static void transform(double v[2][N], const struct circle *circle, double re[2][HALF],
                                 double im[2][HALF])
{
    struct circle part;
    for (int i = 0; i < N; i++) {
        pick(circle, i, HALF, &part);
        for (int s = 0; s < 2; s++) {
#pragma omp simd
            for (int k = 0; k < HALF; k++) {
                re[s][k] += v[s][i] * part.cosine[k];
                im[s][k] -= v[s][i] * part.sine[k];
            }
        }
    }
    for (int s = 0; s < 2; s++)
        for (int k = 1; k < N / 2; k++) {
            re[s][k] *= 2;
            im[s][k] *= 2;
        }
}

/* The analytic signals of what was transformed. */
HINGE_WIDE static void analytic(double re[2][HALF], double im[2][HALF], const struct circle *circle,
                                double real[2][N], double imaginary[2][N])
{
    struct circle part;
    for (int k = 0; k < HALF; k++) {
        pick(circle, k, N, &part);
        for (int s = 0; s < 2; s++) {
#pragma omp simd
            for (int i = 0; i < N; i++) {
                real[s][i] += re[s][k] * part.cosine[i] - im[s][k] * part.sine[i];
                imaginary[s][i] += re[s][k] * part.sine[i] + im[s][k] * part.cosine[i];
            }
        }
    }
}

/* A cycle about its mid-range. */
static void centre(const double x[N], double v[N])
{
    double low = x[0], high = x[0];
    for (int i = 1; i < N; i++) {
        low = fmin(low, x[i]);
        high = fmax(high, x[i]);
    }
    for (int i = 0; i < N; i++)
        v[i] = x[i] - (high + low) / 2;
}

void hinge_relative_phase(const double x[N], const double y[N], double phase[N])
{
    double v[2][N], re[2][HALF] = {{0}}, im[2][HALF] = {{0}};
    double real[2][N] = {{0}}, imaginary[2][N] = {{0}};
    struct circle circle;
    fill_circle(&circle);
    centre(x, v[0]);
    centre(y, v[1]);
    transform(v, &circle, re, im);
    analytic(re, im, &circle, real, imaginary);
    for (int i = 0; i < N; i++)
        phase[i] = hinge_wrap_180(atan2(imaginary[0][i], real[0][i]) / degree -
                                  atan2(imaginary[1][i], real[1][i]) / degree);
}
