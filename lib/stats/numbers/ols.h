/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ordinary least squares by Householder QR. */
#ifndef HINGE_STATS_NUMBERS_OLS_H
#define HINGE_STATS_NUMBERS_OLS_H

#include "stats/run/analysis.h"

struct hinge_ols {
    size_t n, columns, p; /* p of the columns are kept */
    size_t *kept;         /* their places */
    double *beta;         /* p */
    double *inverse;      /* (X'X)^-1, p x p */
    double *residual, *leverage;
    double *depends; /* columns x p: each column as a combination of the kept ones */
    double rss, df, sigma2;
};

/* Fits y on the columns x[column * n + row]; a column that depends on earlier ones
 * (1e-7 of its norm) is dropped. Everything is in the run's memory. E_TOO_FEW when no
 * degree of freedom is left. */
enum hinge_status hinge_ols_fit(struct hinge_analysis *analysis, const double *x, size_t columns,
                                const double *y, size_t n, struct hinge_ols *fit,
                                struct hinge_error *error);

/* Turns a combination of all columns into one of the kept ones; false when it is not
 * estimable. */
bool hinge_ols_estimable(const struct hinge_ols *fit, const double *l, double *kept);

/* l'b and its standard error, l over the kept columns. */
double hinge_ols_estimate(const struct hinge_ols *fit, const double *kept, double *se);

/* Standard errors of the coefficients under unequal variances (MacKinnon & White 1985).
 */
void hinge_ols_hc3(struct hinge_analysis *analysis, const struct hinge_ols *fit, const double *x,
                   double *se);

#endif
