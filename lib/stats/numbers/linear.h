/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least squares on plain arrays, with the linear algebra it needs. */
#ifndef HINGE_STATS_NUMBERS_LINEAR_H
#define HINGE_STATS_NUMBERS_LINEAR_H

#include "stats/run/calls.h"

#include <stdbool.h>
#include <stddef.h>

/* Dense algebra on plain arrays, by GSL. Matrices are row-major unless said otherwise. */

/* Lower Cholesky factor of a symmetric n x n matrix (lower triangle read) in its place;
 * what is above it means nothing. False when it is not positive definite; needs hinge_init,
 * without which GSL ends the program there. */
bool hinge_dense_cholesky(double *a, size_t n);

/* b = A^-1 b from A's lower Cholesky factor. */
void hinge_dense_solve(const double *l, size_t n, double *b);

double hinge_dense_dot(const double *a, const double *b, size_t n);

/* Orthogonal basis of the columns of a column-major rows x n matrix by modified
 * Gram-Schmidt in order, twice. A column whose rest is below 1e-7 of its deviations
 * from its mean depends on earlier ones and is dropped. On return q holds `rank`
 * orthonormal columns (rows x rank), kept[k] their original places, r (n x n,
 * row-major) the coefficients: column j = sum over k < rank of r[k * n + j] q_k. A zero
 * column is dropped. Returns rank. */
size_t hinge_dense_orthogonalise(const double *x, size_t rows, size_t n, double *q, size_t *kept,
                                 double *r);

/* --- Zeros of functions of one variable. --- */
/* Zero of a function between a and b, where it has opposite signs (Brent 1973), to the
 * last digits. NaN when the signs are the same or a value is not finite. */
double hinge_root(double (*function)(double x, void *context), void *context, double a, double b);

/* --- Ordinary least squares by Householder QR. --- */
struct hinge_ols {
    size_t n, columns, p; /* p of the columns are kept */
    size_t *kept;         /* positions of the kept columns */
    double *beta;         /* p */
    double *inverse;      /* (X'X)^-1, p x p */
    double *residual, *leverage;
    double *depends; /* columns x p: each column as a combination of the kept ones */
    double rss, df, sigma2;
};

/* Fits y on the columns x[column * n + row]; a column that depends on earlier ones
 * (1e-7 of its norm) is dropped. Everything is in the run's memory. E_TOO_FEW when no
 * degree of freedom is left. */
bool hinge_ols_fit(struct hinge_analysis *analysis, const double *x, size_t columns,
                   const double *y, size_t n, struct hinge_ols *fit);

/* Turns a combination of all columns into one of the kept ones; false when it is not
 * estimable. */
bool hinge_ols_estimable(const struct hinge_ols *fit, const double *l, double *kept);

/* l'b and its standard error, l over the kept columns. */
double hinge_ols_estimate(const struct hinge_ols *fit, const double *kept, double *se);

/* Covariance of the coefficients, p x p, under unequal variances (MacKinnon & White 1985). */
void hinge_ols_hc3(struct hinge_analysis *analysis, const struct hinge_ols *fit, const double *x,
                   double *covariance);

/* --- A linear function of a model's coefficients: estimate, interval and test. --- */
#define HINGE_LINEAR_RESULT(f)                                                                     \
    f(NUMBER, estimate) f(NUMBER, se) f(NUMBER, df) f(NUMBER, t) f(NUMBER, p) f(NUMBER, ci_low)    \
        f(NUMBER, ci_high)
HINGE_ROW(hinge_linear_result, HINGE_LINEAR_RESULT)

/* --- Dose and response: linear, quadratic and cubic contrasts of ordered conditions
 * (option trend, "load" or option scores). --- */
enum { HINGE_TRENDS = 3 };

struct hinge_trend {
    bool wanted;
    const char *factor;
    size_t k, n; /* levels; contrasts */
    double *score;
    struct hinge_linear_result found[HINGE_TRENDS]; /* by hinge_add_trend_of */
    double *weight[HINGE_TRENDS]; /* k each; the linear one gives the slope per unit of
                                     score, the others are orthonormal */
};

/* The option trend: `wanted` false without it. Weights are there after
 * hinge_trend_scores. */
bool hinge_trend_read(struct hinge_analysis *analysis, struct hinge_trend *trend);

/* Weights from the scores of the factor's levels: the option scores, else the levels
 * themselves when all are numbers, else 1..k. E_OPTION when the factor is not the one
 * of the option, or scores do not fit. Nothing where no trend is wanted. */
bool hinge_trend_scores(struct hinge_analysis *analysis, struct hinge_trend *trend,
                        const char *factor, const char *const *level, size_t k);

/* Writes contrast i from its estimate with its standard error, and keeps it. */
void hinge_add_trend_of(struct hinge_analysis *analysis, struct hinge_trend *trend, size_t i,
                        double estimate, double se, double df);
void hinge_add_trend(struct hinge_analysis *analysis, const struct hinge_trend *trend);

#endif
