/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Centiles of a measurement by age (Altman 1993): mean by polynomial regression, SD by
 * regression of the absolute residuals, normal about them. */
#ifndef HINGE_STATS_NORMS_CENTILES_H
#define HINGE_STATS_NORMS_CENTILES_H

#include <hinge/status.h>
#include <stdbool.h>
#include <stddef.h>

enum {
    HINGE_NORMS_LEAST = 20, /* people, below which there are no norms */
    HINGE_NORMS_CURVED = 50 /* from here the mean is quadratic and the SD linear */
};

struct hinge_norms {
    size_t n, degree;            /* people; of the mean's polynomial in age */
    bool sd_varies;              /* with age; else it is the residual SD */
    double origin, low, high;    /* mean age; the range of ages */
    double mean[3], mean_cov[9]; /* coefficients in age - origin, and their errors */
    double sd[2], sd_cov[4];
    double df, skewness; /* of the standardised residuals */
};

/* From n >= HINGE_NORMS_LEAST people. All ages alike: no term of age. An SD that would
 * reach 0 within the ages is taken as constant; of people on one curve it is 0. NOMEM.
 */
enum hinge_status hinge_norms_fit(const double *age, const double *value, size_t n,
                                  struct hinge_norms *norms, struct hinge_error *error);

/* Mean and SD at an age. */
double hinge_norms_mean(const struct hinge_norms *norms, double age);
double hinge_norms_sd(const struct hinge_norms *norms, double age);

struct hinge_norms_value {
    double value, low, high;
};
/* The value below which a share p of people of this age is, with its interval. NaN
 * outside the ages of the cohort. */
struct hinge_norms_value hinge_norms_centile(const struct hinge_norms *norms,
                                             double age, double p, double level);
/* The share of people of this age below a value, with its interval. */
struct hinge_norms_value hinge_norms_share(const struct hinge_norms *norms, double age,
                                           double value, double level);

#endif
