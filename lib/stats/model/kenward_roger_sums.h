/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Kenward & Roger's covariance and degrees of freedom are made of. For
 * kenward_roger.c. */
#ifndef HINGE_STATS_MODEL_KENWARD_ROGER_SUMS_H
#define HINGE_STATS_MODEL_KENWARD_ROGER_SUMS_H

#include "stats/model/lmm_inside.h"

/* A variance (i = j) or covariance of columns of one group. */
struct hinge_variance_entry {
    size_t group, i, j;
};

/* lmm, fit, n and p are the caller's. */
struct hinge_kenward_roger_sums {
    const struct hinge_lmm *lmm;
    const struct hinge_lmm_fit *fit;
    size_t n, p;                        /* entries with sigma^2; coefficients */
    double *trace;                      /* n x n: tr(V^-1 G_r V^-1 G_s) */
    double *pr;                         /* n matrices p x p: P_r */
    double *q;                          /* n x n matrices p x p: Q_rs */
    struct hinge_variance_entry *entry; /* n - 1, while summing */
};

/* Doubles for trace, pr and q. */
size_t hinge_kenward_roger_sums_size(size_t n, size_t p);

/* Sums into memory (zeros, of that size; it stays the caller's). *done is false where
 * a set's matrix has no inverse. Errors: NOMEM. */
enum hinge_status hinge_kenward_roger_add(struct hinge_kenward_roger_sums *sums,
                                          double *memory, bool *done,
                                          struct hinge_error *error);

#endif
