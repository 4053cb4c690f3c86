/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear functions l'b of any model's coefficients: estimate, interval and test. */
#ifndef HINGE_STATS_NUMBERS_LINEAR_H
#define HINGE_STATS_NUMBERS_LINEAR_H

#include <stddef.h>

/* Coefficients with their covariance, and the degrees of freedom of l'b: by `df`, or
 * the constant `df_all` when `df` is NULL (HUGE_VAL: normal distribution). */
struct hinge_linear_model {
    size_t p;
    const double *beta, *vcov; /* p, p x p */
    double (*df)(const void *context, const double *l);
    const void *context;
    double df_all;
};

/* t is z when df is infinite. All but the estimate are NaN when the standard error is 0
 * or not finite. */
struct hinge_linear_result {
    double estimate, se, df, t, p, ci_low, ci_high;
};
struct hinge_linear_result hinge_linear_test(const struct hinge_linear_model *model,
                                             const double *l, double level);

/* Two-sided p of t, and the quantile of the upper tail q; df may be HUGE_VAL. */
double hinge_linear_p(double t, double df);
double hinge_linear_quantile(double q, double df);

#endif
