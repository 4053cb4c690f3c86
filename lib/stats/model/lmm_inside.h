/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of struct hinge_lmm, for the lmm_*.c files only. */
#ifndef HINGE_STATS_MODEL_LMM_INSIDE_H
#define HINGE_STATS_MODEL_LMM_INSIDE_H

#include "stats/model/lmm.h"

/* m = p + 1: the columns of Q, X = Q R, and the outcome (without its OLS fit). */
struct hinge_lmm {
    const struct hinge_design *design;
    const struct hinge_effects *effects;
    size_t n, p, m;
    double *q;                        /* n x p row-major */
    double *ols;                      /* p: OLS coefficients on the columns as given */
    double *residual;                 /* n: y minus OLS fit */
    double *cross;                    /* m x m: [Q y]'[Q y] */
    size_t *order;                    /* rows sorted by level of group 0 */
    size_t *start;                    /* levels0 + 1: its rows in `order` */
    double *zz[HINGE_EFFECTS_GROUPS]; /* per level k x k */
    double *zx[HINGE_EFFECTS_GROUPS]; /* per level k x m */
    /* the other groups: their random columns one after the other */
    size_t rest, widest;                 /* columns; those of a level, at most */
    size_t offset[HINGE_EFFECTS_GROUPS]; /* of a group's first */
    double *between;                     /* of three groups: Z1'Z2, columns x columns */
    /* pairs (level of group 0, level of another group) with rows, by level of group 0
     */
    size_t n_pairs, most_pairs;
    size_t *pair_start; /* levels0 + 1 */
    size_t *pair_group; /* the other group */
    size_t *pair_level; /* and its level */
    double *pair_zz;    /* per pair k0 x widest, of which k0 x k are used */
    bool crossed;       /* the rest is one dense matrix */
    /* scratch of one evaluation */
    double *block, *work, *coupling, *rest_zz, *rest_zx, *schur, *inverse;
    double *templates;
    struct hinge_watch *watch; /* may be NULL */
};

/* The criterion under templates (see hinge_lmm_evaluate); HUGE_VAL where undefined. */
double hinge_lmm_criterion_at(struct hinge_lmm *lmm, const double *templates,
                              bool reml);

/* theta with the least criterion; from near (n_theta values, may be NULL) first, and
 * from everywhere only when that leads to a boundary or nowhere. Errors as
 * hinge_lmm_fit. */
enum hinge_status hinge_lmm_minimise(struct hinge_lmm *lmm, bool reml,
                                     const double *near, double *theta, double *least,
                                     struct hinge_error *error);

/* A covariance of coefficients of Q (p x p) becomes one of X, and back; `work` has p^2
 * values. */
void hinge_lmm_of_x(const struct hinge_lmm *lmm, double *c, double *work);
#endif
