/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operators of the method on numbers from stdin, for scripts/check-science: each
 * request is a word, how many numbers follow, and the numbers; each answer one line. */
#include "metrics/parts/coupling.h"
#include "metrics/parts/crosscorrelation.h"
#include "metrics/parts/slope.h"
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
    if (hinge_sparc(x + 1, n - 1, x[0], 10, 0.05, 4, &value) == HINGE_OK)
        put(&value, 1);
}

/* p, samples */
static void quantile(double *x, size_t n)
{
    double value;
    if (hinge_quantile(x + 1, n - 1, x[0], &value) == HINGE_OK)
        put(&value, 1);
}

static const struct {
    const char *name;
    void (*run)(double *x, size_t n);
} operators[] = {{"lowpass", lowpass}, {"gap", gap},
                 {"deming", deming},   {"circular", circular},
                 {"phase", phase},     {"correlate", correlate},
                 {"sparc", sparc},     {"quantile", quantile}};

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
