/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Derivative by central differences, SCIENCE 3.6. In: a series; out: the caller's v. */
#include "signal/signal.h"

#include <math.h>

void hinge_derivative(const double *x, size_t n, double rate_hz, double *v)
{
    if (n < 3) {
        for (size_t i = 0; i < n; i++)
            v[i] = nan("");
        return;
    }
    double per_two_steps = 0.5 * rate_hz;
    v[0] = (-3 * x[0] + 4 * x[1] - x[2]) * per_two_steps;
    for (size_t i = 1; i + 1 < n; i++)
        v[i] = (x[i + 1] - x[i - 1]) * per_two_steps;
    v[n - 1] = (3 * x[n - 1] - 4 * x[n - 2] + x[n - 3]) * per_two_steps;
}
