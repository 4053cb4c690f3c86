/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vectors of three numbers. Inline, so that they stay in registers; NaN in gives NaN out. */
#pragma once

#include <math.h>
#include <stdbool.h>

/* Length of (x, y). Not hypot, which takes several times as long to hold where a square overflows:
 * beyond 1e154. */
static inline double hinge_length(double x, double y)
{
    return sqrt(x * x + y * y);
}

/* out = a cross b; out may not be a or b. */
static inline void hinge_cross(const double a[3], const double b[3], double out[3])
{
    out[0] = a[1] * b[2] - a[2] * b[1];
    out[1] = a[2] * b[0] - a[0] * b[2];
    out[2] = a[0] * b[1] - a[1] * b[0];
}

static inline double hinge_dot(const double a[3], const double b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/* The unit vector of v; false if v has no direction. */
static inline bool hinge_unit(const double v[3], double out[3])
{
    double length = sqrt(hinge_dot(v, v));
    for (int k = 0; k < 3; k++)
        out[k] = v[k] / length;
    return length > 1e-9;
}
