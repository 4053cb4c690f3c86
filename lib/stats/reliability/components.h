/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variance components of crossed and nested factors by REML. */
#ifndef HINGE_STATS_RELIABILITY_COMPONENTS_H
#define HINGE_STATS_RELIABILITY_COMPONENTS_H

#include "stats/model/lmm.h"

/* One random intercept of the formula, by its name: "participant:session". */
struct hinge_component {
    const char *name;
    double variance; /* filled */
};

struct hinge_components {
    double residual, criterion;
    bool singular; /* some variance is 0 */
};

/* Fits a formula of random intercepts, "y ~ 1 + (1 | target) + (1 | rater)", whose
 * columns are in data. Errors as hinge_lmm_fit. */
enum hinge_status
hinge_components_fit(const char *formula, const struct hinge_model_data *data,
                     const double *y, struct hinge_component *component, size_t n,
                     struct hinge_components *out, struct hinge_error *error);

#endif
