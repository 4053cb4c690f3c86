/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Derivative by central differences, method 3.6. In: a series; out: the caller's v. */
#include "signal/signal.h"

#include <math.h>

void hinge_derivative_within(const double *x, size_t n, size_t from, size_t to,
                             double rate_hz, double *v)
{
    double per_two_steps = n < 3 ? nan("") : 0.5 * rate_hz;
    for (size_t i = from; i <= to; i++) {
        double step = 0;
        if (i > 0 && i + 1 < n)
            step = x[i + 1] - x[i - 1];
        else if (n >= 3)
            step = i == 0 ? -3 * x[0] + 4 * x[1] - x[2]
                          : 3 * x[n - 1] - 4 * x[n - 2] + x[n - 3];
        v[i - from] = step * per_two_steps;
    }
}

void hinge_derivative(const double *x, size_t n, double rate_hz, double *v)
{
    if (n > 0)
        hinge_derivative_within(x, n, 0, n - 1, rate_hz, v);
}
