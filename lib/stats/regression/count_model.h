/* SPDX-License-Identifier: GPL-3.0-or-later */
/* glmm of counts: Poisson and negative binomial with one random intercept, by Laplace.
 */
#ifndef HINGE_STATS_REGRESSION_COUNT_MODEL_H
#define HINGE_STATS_REGRESSION_COUNT_MODEL_H

#include "stats/run/analysis.h"

/* The whole analysis of the options formula, family and exposure. */
enum hinge_status hinge_count_model_run(struct hinge_analysis *analysis,
                                        struct hinge_error *error);

#endif
