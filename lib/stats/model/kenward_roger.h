/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of linear functions of fixed effects by Kenward & Roger (1997), as pbkrtest
 * (Halekoh & Højsgaard 2014): a covariance adjusted for the estimated variances,
 * degrees of freedom and a scaled F. For fits by REML. */
#ifndef HINGE_STATS_MODEL_KENWARD_ROGER_H
#define HINGE_STATS_MODEL_KENWARD_ROGER_H

#include "stats/model/lmm_tests.h"

struct hinge_kenward_roger {
    size_t p, n_g; /* coefficients; variances and covariances, sigma^2 the last */
    bool defined;  /* false: the information of the variances has no inverse */
    double *vcov;  /* p x p, adjusted */
    double *w;     /* n_g x n_g: covariance of the variances */
    double *slope; /* n_g matrices p x p: Phi P_r Phi */
    const struct hinge_lmm_fit *fit;
    double *memory;
};

/* Costs O(rows k p) once and O(k^3) per set of levels that share rows. Errors: NOMEM.
 * hinge_kenward_roger_clear when done, also after an error. */
enum hinge_status hinge_kenward_roger_build(struct hinge_kenward_roger *tests,
                                            const struct hinge_lmm *lmm,
                                            const struct hinge_lmm_fit *fit,
                                            struct hinge_error *error);
void hinge_kenward_roger_clear(struct hinge_kenward_roger *tests);

/* Degrees of freedom of l'b (l has p values); NaN when not defined, that is below 1. */
double hinge_kenward_roger_df(const struct hinge_kenward_roger *tests, const double *l);

/* Scaled F test of L b = 0 (rows x p); *scale is what F was multiplied by. All NaN when
 * not defined. Errors: NOMEM. */
enum hinge_status hinge_kenward_roger_f(const struct hinge_kenward_roger *tests,
                                        const double *l, size_t rows,
                                        struct hinge_f_test *out, double *scale,
                                        struct hinge_error *error);

/* The model as the contrasts of linear.h want it; `otherwise` (may be NULL) tests what
 * is not defined here. Both must outlive it. */
struct hinge_linear_model
hinge_kenward_roger_model(const struct hinge_kenward_roger *tests,
                          const struct hinge_linear_model *otherwise);

#endif
