/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Likelihood of rows with one normal random intercept per person, u ~ N(0, 1) times
 * theta, by Laplace's approximation with the observed second derivative; any family of
 * rows. In: columns and a function of one row. Out: maxima with standard errors. */
#ifndef HINGE_STATS_MODEL_LAPLACE_H
#define HINGE_STATS_MODEL_LAPLACE_H

#include "stats/numbers/watch.h"

#include <hinge/status.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ln likelihood of row `row` at eta and its first two slopes in eta. */
struct hinge_laplace_point {
    double loglik, slope, curve;
};
typedef struct hinge_laplace_point (*hinge_laplace_row)(const void *context, size_t row,
                                                        double eta,
                                                        const double *extra);

/* Set by the caller up to `extra`; the rest by hinge_laplace_open. */
struct hinge_laplace {
    size_t n, p, n_extra;
    const double *x;       /* n x p, column-major */
    const double *offset;  /* n, or NULL */
    const int32_t *person; /* n codes from 0, or NULL: no random intercept */
    size_t people;
    hinge_laplace_row row;
    const void *context;
    struct hinge_watch *watch; /* of the evaluations; may be NULL */
    size_t *start, *order;     /* rows of each person */
    double *mode, *eta;
    double *memory;
};

/* Errors: NOMEM. hinge_laplace_close when done, also after an error. */
enum hinge_status hinge_laplace_open(struct hinge_laplace *laplace,
                                     struct hinge_error *error);
void hinge_laplace_close(struct hinge_laplace *laplace);

/* ln likelihood; -HUGE_VAL where it is not finite, and once the user wants to stop. */
double hinge_laplace_loglik(struct hinge_laplace *laplace, const double *beta,
                            double theta, const double *extra);

/* Whether a coefficient has no finite estimate: it is beyond 12 of its units (one over
 * the range of its column). */
bool hinge_laplace_runs_away(double coefficient, double unit);

/* par: beta (p), extra (n_extra), theta (not when `singular`). vcov is that of the
 * parameters that are not held; all NaN where the Hessian has no inverse. */
struct hinge_laplace_fit {
    size_t n; /* parameters in vcov */
    double *par, *vcov;
    double theta, loglik;
    bool singular; /* theta is 0: no worse than any other */
    bool *held;    /* beta (p): ran away, so that vcov says nothing of it */
    double *memory;
};

/* Maximum from start (beta and extra), theta 1 and 0.2 and 0; unit: sizes of changes of
 * (beta, extra) that matter. Errors: INPUT E_NO_CONVERGE; NOMEM.
 * hinge_laplace_fit_clear when done, also after an error. */
enum hinge_status hinge_laplace_maximise(struct hinge_laplace *laplace,
                                         const double *start, const double *unit,
                                         struct hinge_laplace_fit *fit,
                                         struct hinge_error *error);
void hinge_laplace_fit_clear(struct hinge_laplace_fit *fit);

/* Second differences (extrapolated) of value at x, n x n, in steps of 1e-3 units. `at`
 * is scratch of n. */
void hinge_laplace_hessian(double (*value)(const double *x, void *context),
                           void *context, const double *x, const double *unit, size_t n,
                           double *at, double *hessian);

#endif
