/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logistic (probit) regression with normal random effects of one grouping factor, by
 * Laplace or, for a random intercept alone, adaptive Gauss-Hermite quadrature (Pinheiro
 * & Bates 1995). Rows of a participant with the same columns are collapsed to counts
 * first. In: a design, its random effects (both kept by the caller) and 0/1 outcomes or
 * counts. */
#ifndef HINGE_STATS_MODEL_GLMM_H
#define HINGE_STATS_MODEL_GLMM_H

#include "stats/model/effects.h"
#include "stats/model/glm.h"
#include "stats/numbers/watch.h"

enum { HINGE_GLMM_COLUMNS = 8, HINGE_GLMM_NODES = 51 };

struct hinge_glmm;

struct hinge_glmm_fit {
    size_t p, n_theta;
    double *theta, *beta, *vcov; /* vcov (p x p) from the joint Hessian; NaN rows and
                                    columns for separated coefficients */
    double loglik, aic, bic;
    bool singular;         /* a standard deviation below 1e-4 */
    size_t singular_block; /* n_blocks when none */
    double *memory;
};

/* Errors: USAGE E_FORMULA (more than one grouping factor), E_OPTION (nodes not odd
 * in 1..51, over 1 with random slopes, more than 8 random columns); INPUT E_ONE_LEVEL
 * (all outcomes equal); NOMEM. threads <= 0: one per processor; the result does not
 * depend on it. hinge_glmm_free when done. */
enum hinge_status hinge_glmm_new(struct hinge_glmm **glmm,
                                 const struct hinge_design *design,
                                 const struct hinge_effects *effects,
                                 const struct hinge_binary *outcome, size_t nodes,
                                 int threads, struct hinge_error *error);
void hinge_glmm_free(struct hinge_glmm *glmm);

/* Fits count their evaluations there (NULL: nowhere). */
void hinge_glmm_watch(struct hinge_glmm *glmm, struct hinge_watch *watch);

/* -2 log likelihood and its gradient at (theta, beta), n_theta + p values; gradient may
 * be NULL. beta is of the columns as given. Errors: NOMEM. */
enum hinge_status hinge_glmm_evaluate(struct hinge_glmm *glmm, const double *theta,
                                      const double *beta, double *deviance,
                                      double *gradient, struct hinge_error *error);

/* Bound of the coefficients of a fit with separation. */
#define HINGE_GLMM_SEPARATED_BOUND 15.0

/* Fits. `separated` (p flags, may be NULL): those coefficients are bounded by 15 in
 * units of their range and have no standard error. `without` (SIZE_MAX: none): this
 * coefficient is held at 0, for likelihood ratios. Errors: INPUT E_NO_CONVERGE; NOMEM.
 * hinge_glmm_fit_clear when done, also after an error. */
enum hinge_status hinge_glmm_fit(struct hinge_glmm *glmm, const bool *separated,
                                 size_t without, struct hinge_glmm_fit *fit,
                                 struct hinge_error *error);
/* The same without random part, by Fisher scoring; theta is empty. */
enum hinge_status hinge_plain_fit(const struct hinge_design *design,
                                  const struct hinge_binary *outcome,
                                  const bool *separated, struct hinge_glmm_fit *fit,
                                  struct hinge_error *error);
void hinge_glmm_fit_clear(struct hinge_glmm_fit *fit);

/* Probability averaged over a normal random effect of standard deviation sd around eta,
 * to 1e-8 whatever sd is. */
double hinge_glmm_marginal(enum hinge_link link, double eta, double sd);

#endif
