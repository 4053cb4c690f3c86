/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zeros of functions of one variable. */
#ifndef HINGE_STATS_NUMBERS_ROOT_H
#define HINGE_STATS_NUMBERS_ROOT_H

/* Zero of a function between a and b, where it has opposite signs (Brent 1973), to the
 * last digits. NaN when the signs are the same or a value is not finite. */
double hinge_root(double (*function)(double x, void *context), void *context, double a, double b);

#endif
