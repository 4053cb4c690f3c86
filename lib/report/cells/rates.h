/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics of people's values: prevalence with its interval, mean and SD. */
#ifndef HINGE_REPORT_CELLS_RATES_H
#define HINGE_REPORT_CELLS_RATES_H

#include <stddef.h>

struct hinge_prevalence {
    double mean, low, high; /* NaN without people */
};

/* Mean of k people's rates and its 95 % interval (hinge_mean_rate): what hinge-compare
 * prevalence says too. */
struct hinge_prevalence hinge_prevalence_of(const double *rate, size_t k, double reps);

struct hinge_spread {
    size_t n;
    double mean, sd, median, min, max; /* sd NaN for one value; all NaN for none */
    double ci_low, ci_high;            /* 95 % of the mean, t with n - 1; NaN for one */
    double q1, q3;                     /* quartiles, linear between values (type 7) */
};
/* Sorts the values. */
struct hinge_spread hinge_spread_of(double *value, size_t n);

#endif
