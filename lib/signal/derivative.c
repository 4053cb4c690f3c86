/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Derivative by central differences, method 3.6. In: a series; out: the caller's v. */
#include "signal/signal.h"

#include "base/parallel.h"

#include <math.h>

HINGE_WIDE static void central(const double *before, const double *after, size_t n,
                               double per_two_steps, double *restrict v)
{
#pragma omp simd
    for (size_t i = 0; i < n; i++)
        v[i] = (after[i] - before[i]) * per_two_steps;
}

void hinge_derivative_within(const double *x, size_t n, size_t from, size_t to, double rate_hz,
                             double *v)
{
    double per_two_steps = n < 3 ? nan("") : 0.5 * rate_hz;
    size_t first = from > 0 ? from : 1, end = to + 1 < n ? to + 1 : n - 1;
    if (first < end)
        central(x + first - 1, x + first + 1, end - first, per_two_steps, v + (first - from));
    if (from == 0)
        v[0] = (n < 3 ? 0 : -3 * x[0] + 4 * x[1] - x[2]) * per_two_steps;
    if (to + 1 == n)
        v[to - from] = (n < 3 ? 0 : 3 * x[n - 1] - 4 * x[n - 2] + x[n - 3]) * per_two_steps;
}

void hinge_derivative(const double *x, size_t n, double rate_hz, double *v)
{
    if (n > 0)
        hinge_derivative_within(x, n, 0, n - 1, rate_hz, v);
}
