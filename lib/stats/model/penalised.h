/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logistic regression that stays finite under separation: Firth's penalty (1993), and
 * with a random intercept also one of its deviation (Sterzinger & Kosmidis 2023). */
#ifndef HINGE_STATS_MODEL_PENALISED_H
#define HINGE_STATS_MODEL_PENALISED_H

#include "stats/model/laplace.h"

struct hinge_penalised_term {
    double estimate, se, ci_low, ci_high, chi2; /* by penalised likelihood ratio */
};

struct hinge_penalised {
    size_t p;
    double criterion, loglik, theta;
    double *beta, *vcov; /* p, p x p: theta known */
    struct hinge_penalised_term *term;
    double *memory;
};

/* Rows of x (n x p, column-major) with successes y of m trials (NULL: one each); person
 * NULL: no random intercept. Errors: INPUT E_NO_CONVERGE; NOMEM. hinge_penalised_clear
 * when done, also after an error. */
struct hinge_penalised_data {
    size_t n, p;
    const double *x, *y, *m, *unit; /* unit: size of a change of each coefficient */
    const int32_t *person;
    size_t people;
    struct hinge_watch *watch; /* of the evaluations; may be NULL */
};
enum hinge_status hinge_penalised_fit(const struct hinge_penalised_data *data,
                                      double level, struct hinge_penalised *fit,
                                      struct hinge_error *error);
void hinge_penalised_clear(struct hinge_penalised *fit);

#endif
