/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operators of the method on numbers from stdin, for scripts/check-science: each
 * request is a word, how many numbers follow, and the numbers; each answer one line. */
#include "base/line_fit.h"
#include "body/parts/geometry.h"
#include "body/parts/quaternion.h"
#include "body/parts/segment_frames.h"
#include "metrics/parts/circular.h"
#include "metrics/parts/crosscorrelation.h"
#include "signal/signal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 4096 };

static void put(const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        printf("%.17g%c", x[i], i + 1 < n ? ' ' : '\n');
}

/* rate, cutoff, samples */
static void lowpass(double *x, size_t n)
{
    if (hinge_lowpass(x + 2, n - 2, x[0], x[1]) == HINGE_OK)
        put(x + 2, n - 2);
}

static void gap(double *x, size_t n)
{
    const struct hinge_gap_rule rule = {0, 1e9, 3, 8};
    if (hinge_gaps_fill(x, n, 1, &rule) == HINGE_OK)
        put(x, n);
}

/* delta, then x, then y */
static void deming(double *x, size_t n)
{
    size_t half = (n - 1) / 2;
    struct hinge_slope d = hinge_slope_deming(x + 1, x + 1 + half, half, x[0]);
    struct hinge_slope o = hinge_slope_ols(x + 1, x + 1 + half, half);
    const double out[] = {d.slope, d.intercept, o.slope, o.intercept, o.r2};
    put(out, 5);
}

static void circular(double *x, size_t n)
{
    struct hinge_circular c = hinge_circular_mean(x, n);
    const double out[] = {c.mean, c.r, c.deviation};
    put(out, 3);
}

/* 100 points each */
static void phase(double *x, size_t n)
{
    double out[HINGE_CRP_POINTS];
    if (n != 2 * HINGE_CRP_POINTS)
        return;
    hinge_relative_phase(x, x + HINGE_CRP_POINTS, out);
    put(out, HINGE_CRP_POINTS);
}

/* most, then u, then v */
static void correlate(double *x, size_t n)
{
    size_t half = (n - 1) / 2;
    struct hinge_crosscorrelation c =
        hinge_crosscorrelate(x + 1, x + 1 + half, half, (size_t)x[0]);
    const double out[] = {c.lag, c.r};
    put(out, 2);
}

/* rate, speeds */
static void sparc(double *x, size_t n)
{
    double value;
    if (hinge_sparc(x + 1, n - 1, x[0], 10, 0.05, 4, NULL, &value) == HINGE_OK)
        put(&value, 1);
}

/* p, samples */
static void quantile(double *x, size_t n)
{
    double value;
    if (hinge_quantile(x + 1, n - 1, x[0], &value) == HINGE_OK)
        put(&value, 1);
}

/* half, nsig, floor, samples */
static void hampel(double *x, size_t n)
{
    static bool flag[MOST];
    size_t count;
    if (hinge_hampel(x + 3, n - 3, (size_t)x[0], x[1], x[2], flag, &count) != HINGE_OK)
        return;
    for (size_t i = 0; i < n - 3; i++)
        x[i] = flag[i];
    put(x, n - 3);
}

/* rate, samples */
static void derivative(double *x, size_t n)
{
    static double v[MOST];
    hinge_derivative(x + 1, n - 1, x[0], v);
    put(v, n - 1);
}

/* width, samples */
static void average(double *x, size_t n)
{
    static double out[MOST];
    hinge_moving_average(x + 1, 0, n - 2, (size_t)x[0], out);
    put(out, n - 1);
}

/* points, samples */
static void resample(double *x, size_t n)
{
    static double out[MOST];
    hinge_resample(x + 1, 0, n - 2, (size_t)x[0], out);
    put(out, (size_t)x[0]);
}

/* rate, samples */
static void residual(double *x, size_t n)
{
    struct hinge_residual r;
    if (hinge_residual_cutoff(x + 1, n - 1, x[0], &r) != HINGE_OK)
        return;
    const double out[] = {r.cutoff_hz, r.intercept, r.slope};
    put(out, 3);
}

/* rate, speeds */
static void jerk(double *x, size_t n)
{
    double value = hinge_ldj(x + 1, n - 1, x[0]);
    put(&value, 1);
}

/* least, then x, then y */
static void coupling(double *x, size_t n)
{
    static double gamma[MOST];
    size_t half = (n - 1) / 2;
    hinge_coupling_angles(x + 1, x + 1 + half, half, x[0], gamma);
    put(gamma, half - 1);
}

/* a, b (w, x, y, z), a vector, a share: a b, a between b, the angle, the vector by a */
static void quaternion(double *x, size_t n)
{
    double out[12];
    if (n != 12)
        return;
    hinge_quaternion_multiply(x, x + 4, out);
    hinge_quaternion_slerp(x, x + 4, x[11], out + 4);
    out[8] = hinge_quaternion_angle(x, x + 4);
    hinge_quaternion_rotate(x, x + 8, out + 9);
    put(out, 12);
}

/* roll, pitch, yaw in radians: their quaternion, and that of its matrix, unit length */
static void euler(double *x, size_t n)
{
    double q[4], out[8], m[9], length = 0;
    if (n != 3)
        return;
    hinge_quaternion_of_angles(x[0], x[1], x[2], out);
    for (size_t c = 0; c < 3; c++) {
        double axis[3] = {c == 0, c == 1, c == 2}, turned[3];
        hinge_quaternion_rotate(out, axis, turned);
        for (size_t r = 0; r < 3; r++)
            m[3 * r + c] = turned[r];
    }
    hinge_quaternion_of_matrix(m, q);
    for (int k = 0; k < 4; k++)
        length += q[k] * q[k];
    for (int k = 0; k < 4; k++)
        out[4 + k] = q[k] / sqrt(length);
    put(out, 8);
}

/* tilt, list, rotation: the pelvis' matrix in OpenSim's order and the other */
static void pelvis(double *x, size_t n)
{
    double R[2][3][3];
    if (n != 3)
        return;
    hinge_pelvis_matrix(x[0], x[1], x[2], HINGE_PELVIS_ZXY, R[0]);
    hinge_pelvis_matrix(x[0], x[1], x[2], HINGE_PELVIS_YXZ, R[1]);
    put(&R[0][0][0], 18);
}

/* a matrix by rows: its Cardan angles Z-X-Y, a NaN each beyond the limit */
static void cardan(double *x, size_t n) /* NOLINT(readability-non-const-parameter) */
{
    double R[3][3], angle[3];
    if (n != 9)
        return;
    for (int k = 0; k < 9; k++)
        R[k / 3][k % 3] = x[k];
    (void)hinge_cardan_zxy_deg(R, angle);
    put(angle, 3);
}

/* six numbers of two vectors: the frame of up and right, that of right and forward,
 * and the second in the first */
static void frames(double *x, size_t n)
{
    double R[3][3][3];
    if (n != 6 || !hinge_frame_of_up(x, x + 3, R[0]) ||
        !hinge_frame_of_right(x, x + 3, R[1]))
        return;
    hinge_frame_relative(R[0], R[1], R[2]);
    put(&R[0][0][0], 27);
}

static const struct {
    const char *name;
    void (*run)(double *x, size_t n);
} operators[] = {{"hampel", hampel},     {"derivative", derivative},
                 {"average", average},   {"resample", resample},
                 {"residual", residual}, {"jerk", jerk},
                 {"coupling", coupling}, {"quaternion", quaternion},
                 {"euler", euler},       {"pelvis", pelvis},
                 {"cardan", cardan},     {"frames", frames},
                 {"lowpass", lowpass},   {"gap", gap},
                 {"deming", deming},     {"circular", circular},
                 {"phase", phase},       {"correlate", correlate},
                 {"sparc", sparc},       {"quantile", quantile}};

int main(void)
{
    static double x[MOST];
    char name[32];
    size_t n;
    /* a script writes it, which checks the answers: no number can be malformed */
    while (scanf("%31s %zu", name, &n) == 2 && n <= MOST) { /* NOLINT(cert-err34-c) */
        for (size_t i = 0; i < n; i++)
            if (scanf("%lf", &x[i]) != 1) /* NOLINT(cert-err34-c) */
                return 3;
        for (size_t k = 0; k < sizeof operators / sizeof *operators; k++)
            if (strcmp(operators[k].name, name) == 0)
                operators[k].run(x, n);
    }
    return 0;
}
