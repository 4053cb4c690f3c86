/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the models print alike: marginal means, contrasts, deviations of random effects.
 */
#ifndef HINGE_STATS_METHODS_MODEL_REPORT_H
#define HINGE_STATS_METHODS_MODEL_REPORT_H

#include "stats/methods/equivalence.h"
#include "stats/model/effects.h"
#include "stats/model/emm.h"
#include "stats/model/linear.h"
#include "stats/run/analysis.h"

/* A fitted model whose means and contrasts are wanted. `means` (may be NULL: mean, se,
 * df, ci_low, ci_high) writes the object of one mean; `odds` adds odds ratios to
 * contrasts and calls the test statistic z. */
struct hinge_model_means {
    const struct hinge_design *design;
    struct hinge_linear_model model;
    void (*put_mean)(struct hinge_analysis *analysis, json_t *object,
                     const struct hinge_emm *emm, size_t cell,
                     const struct hinge_linear_result *result, const void *context);
    const void *context;
    bool odds;
    const struct hinge_margins *margins; /* of contrasts; NULL: none asked for */
    /* adds to the object of a contrast (NULL: nothing to add) */
    void (*put_more)(struct hinge_analysis *analysis, json_t *object,
                     const struct hinge_linear_result *result, const void *context);
    const void *more;
    json_t *into; /* gets /emm and /contrasts; NULL: the results */
    bool again;   /* the same means by another method: warned of already */
};

/* /emm and /contrasts of the options emm, contrast and adjust. */
enum hinge_status hinge_model_put_emm(struct hinge_analysis *analysis,
                                      const struct hinge_model_means *means,
                                      struct hinge_error *error);

/* /groups and /varcorr; deviations are those of the templates times sigma. */
void hinge_model_put_varcorr(struct hinge_analysis *analysis,
                             const struct hinge_effects *effects, const double *theta,
                             double sigma);

/* W_SINGULAR for block b of the effects. */
void hinge_model_warn_singular(struct hinge_analysis *analysis,
                               const struct hinge_effects *effects, size_t b);

#endif
