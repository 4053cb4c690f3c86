/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of linear functions of fixed effects, with Satterthwaite's degrees of freedom
 * as lmerTest computes them (Kuznetsova, Brockhoff & Christensen 2017). */
#ifndef HINGE_STATS_MODEL_LMM_TESTS_H
#define HINGE_STATS_MODEL_LMM_TESTS_H

#include "stats/model/lmm.h"
#include "stats/numbers/linear.h"

/* Derivatives at the optimum over phi = (theta, sigma), not profiled. */
struct hinge_satterthwaite {
    size_t p, n_phi;
    double
        *information; /* n_phi x n_phi: 2 x pseudo-inverse of the Hessian of -2 log L */
    double *jacobian; /* n_phi matrices p x p: dV_b / dphi_k */
    const struct hinge_lmm_fit *fit;
};

/* Errors: NOMEM, INPUT E_NO_CONVERGE (Hessian not finite). hinge_satterthwaite_clear
 * when done, also after an error. */
enum hinge_status hinge_satterthwaite_build(struct hinge_satterthwaite *tests,
                                            struct hinge_lmm *lmm,
                                            const struct hinge_lmm_fit *fit,
                                            struct hinge_error *error);
void hinge_satterthwaite_clear(struct hinge_satterthwaite *tests);

/* Degrees of freedom of l'b (l has p values); NaN when l'Vl is 0. */
double hinge_satterthwaite_df(const struct hinge_satterthwaite *tests, const double *l);

/* F test of L b = 0 (rows x p). All NaN when L V L' is not of rank `rows`. Errors:
 * NOMEM. */
struct hinge_f_test {
    double f, df1, df2, p;
};
enum hinge_status hinge_satterthwaite_f(const struct hinge_satterthwaite *tests,
                                        const double *l, size_t rows,
                                        struct hinge_f_test *out,
                                        struct hinge_error *error);

/* The model as the contrasts of linear.h want it. */
struct hinge_linear_model
hinge_satterthwaite_model(const struct hinge_satterthwaite *tests);

#endif
