/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profile-likelihood intervals of every parameter of a linear mixed model. */
#ifndef HINGE_STATS_MODEL_LMM_PROFILE_H
#define HINGE_STATS_MODEL_LMM_PROFILE_H

#include "stats/model/lmm.h"

enum hinge_profile_kind {
    HINGE_PROFILE_FIXED, /* coefficient i */
    HINGE_PROFILE_SIGMA,
    HINGE_PROFILE_SD,  /* column i of `group` */
    HINGE_PROFILE_CORR /* columns i and j (i < j) of `group`, of one block */
};

struct hinge_profile_target {
    enum hinge_profile_kind kind;
    size_t group, i, j;
};

/* Ends where the ML deviance of the constrained model exceeds the best by the squared
 * normal quantile of `level`. `fit` is the ML fit of `lmm`. A standard deviation that
 * may be 0 has low = 0; a correlation ends at -1 or 1 when even that is compatible. NaN
 * when there is no such parameter (correlation of a column of deviation 0) or no end
 * was found. Errors: NOMEM. */
enum hinge_status hinge_lmm_profile(struct hinge_lmm *lmm,
                                    const struct hinge_lmm_fit *fit,
                                    const struct hinge_profile_target *target,
                                    double level, double *low, double *high,
                                    struct hinge_error *error);

#endif
