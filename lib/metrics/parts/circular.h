/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vector coding and relative phase of two curves: method 6.6, 6.7. Pure; angles in
 * degrees. */
#ifndef HINGE_METRICS_PARTS_CIRCULAR_H
#define HINGE_METRICS_PARTS_CIRCULAR_H

#include <stddef.h>

/* gamma[i] = atan2(y[i+1] - y[i], x[i+1] - x[i]) mod 360, n - 1 values; NaN where the
 * step is shorter than `least` or a value is missing (Chang 2008). */
void hinge_coupling_angles(const double *x, const double *y, size_t n, double least, double *gamma);

/* Circular mean in [0, 360), length of the mean vector, angular deviation
 * sqrt(2 (1 - r)); NaNs left out, all NaN without a value. */
struct hinge_circular {
    double mean, r, deviation;
    size_t n;
};
struct hinge_circular hinge_circular_mean(const double *angle, size_t n);

/* Classes of an angle in [0, 360): one of eight bins of 45 degrees (Needham 2015), one
 * of four patterns centred on the axes (Chang 2008): 0 hip, 1 in phase, 2 lumbar, 3
 * anti. */
int hinge_coupling_bin(double gamma);
int hinge_coupling_pattern(double gamma);

enum { HINGE_CRP_POINTS = 100 };

/* Continuous relative phase of two cycles of 100 points (Lamb and Stoeckl 2014): phase
 * of x minus phase of y, in (-180, 180], each signal centred by its mid-range, the
 * analytic signal by the discrete Fourier transform. Positive: x ahead. */
void hinge_relative_phase(const double x[HINGE_CRP_POINTS], const double y[HINGE_CRP_POINTS],
                          double phase[HINGE_CRP_POINTS]);

/* An angle in (-180, 180]. */
double hinge_wrap_180(double angle);

#endif
