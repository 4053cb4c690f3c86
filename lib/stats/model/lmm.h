/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear mixed models: y = X b + Z L u + e, u ~ N(0, s^2 I) (Bates et al. 2015), with
 * at most three grouping factors, nested or crossed. Rows are read once, into
 * cross-products per level; the criterion then costs O(levels k^3), whatever the number
 * of rows. In: a design and its random effects (which the model refers to) and y. Out:
 * fits, tests and intervals; the caller owns all of them. */
#ifndef HINGE_STATS_MODEL_LMM_H
#define HINGE_STATS_MODEL_LMM_H

#include "stats/model/effects.h"
#include "stats/numbers/watch.h"

struct hinge_lmm;

/* What the criterion is made of at one theta. Coefficients are of y minus its
 * least-squares fit, on columns of unit norm, until hinge_lmm_fit undoes both. */
struct hinge_lmm_parts {
    double log_det;   /* 2 sum ln L_ii */
    double log_det_x; /* 2 sum ln R_x,ii for the columns as given */
    double r2;        /* penalised residual sum of squares */
    double *beta;     /* p, of the data as given */
    double *c;        /* p x p, (R_x'R_x)^-1 for the columns as given */
};

struct hinge_lmm_fit {
    bool reml, singular;
    size_t n, p, n_theta;
    size_t singular_block; /* n_blocks when none */
    double *theta, *beta, *vcov;
    double criterion, loglik, aic, bic, sigma;
    double r2_marginal, r2_conditional, icc; /* Nakagawa, Johnson & Schielzeth 2017 */
    double *memory;                          /* what the pointers point into */
};

/* Cross-products of design, random and y (rows values). Errors: INPUT E_NO_CONVERGE (y
 * is fitted exactly by the fixed part); USAGE E_OPTION (crossed factors of which the
 * smaller has over 2,000 columns); NOMEM. hinge_lmm_free when done. */
enum hinge_status hinge_lmm_new(struct hinge_lmm **lmm,
                                const struct hinge_design *design,
                                const struct hinge_effects *effects, const double *y,
                                struct hinge_error *error);
void hinge_lmm_free(struct hinge_lmm *lmm);

/* Replaces y by another outcome of the same rows (simulated data). */
enum hinge_status hinge_lmm_set_outcome(struct hinge_lmm *lmm, const double *y,
                                        struct hinge_error *error);

/* The parts under templates (see hinge_effects_template; need not be triangular). beta
 * and c may be NULL. False when the matrices are not positive definite at this theta.
 */
bool hinge_lmm_evaluate(struct hinge_lmm *lmm, const double *templates,
                        struct hinge_lmm_parts *parts);

/* Minimises the criterion. Errors: INPUT E_NO_CONVERGE with the best criterion and the
 * gradient there; NOMEM. hinge_lmm_fit_clear when done, also after an error. */
enum hinge_status hinge_lmm_fit(struct hinge_lmm *lmm, bool reml,
                                struct hinge_lmm_fit *fit, struct hinge_error *error);
void hinge_lmm_fit_clear(struct hinge_lmm_fit *fit);

/* Mean over the rows of the random part's variance at theta, in units of sigma^2. */
double hinge_lmm_relative_variance(const struct hinge_lmm *lmm, const double *theta);

#endif
