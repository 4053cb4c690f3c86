/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the models print alike: marginal means, contrasts, deviations of random effects.
 */
#ifndef HINGE_STATS_REGRESSION_MODEL_REPORT_H
#define HINGE_STATS_REGRESSION_MODEL_REPORT_H

#include "result/sentence.h"
#include "stats/difference/equivalence.h"
#include "stats/model/effects.h"
#include "stats/model/emm.h"
#include "stats/numbers/linear.h"
#include "stats/run/analysis.h"

/* What a contrast is on: the outcome's own scale (t and df), or one of a model with
 * links (z), whose exponential is an odds ratio, a rate ratio or, of a probit, nothing.
 */
enum hinge_model_scale {
    HINGE_SCALE_OUTCOME,
    HINGE_SCALE_LOGIT,
    HINGE_SCALE_LOG,
    HINGE_SCALE_PROBIT
};

/* A coefficient: estimate, se, z, p, ci_low, ci_high, and its ratio with an interval:
 * odds_ratio, or_low, or_high (rate_ratio, rr_low, rr_high of counts), null of a
 * probit. */
void hinge_model_put_coefficient(struct hinge_analysis *analysis, json_t *object,
                                 enum hinge_model_scale scale,
                                 const struct hinge_linear_result *result);

/* A fitted model whose means and contrasts are wanted. `put_mean` (may be NULL: mean,
 * se, df, ci_low, ci_high) writes the object of one mean. */
struct hinge_model_means {
    const struct hinge_design *design;
    struct hinge_linear_model model;
    void (*put_mean)(struct hinge_analysis *analysis, json_t *object,
                     const struct hinge_emm *emm, size_t cell,
                     const struct hinge_linear_result *result, const void *context);
    const void *context;
    enum hinge_model_scale scale;
    /* columns of the design without a finite estimate (NULL: none): what needs one is
     * null */
    const bool *infinite;
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

/* What is said of these results. */
extern const struct hinge_sentence hinge_say_fixed_apa[];

#endif
