/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reliability from an incomplete target x rater table: variances of the crossed random
 * intercepts model, by REML. */
#ifndef HINGE_STATS_RELIABILITY_ICC_REML_H
#define HINGE_STATS_RELIABILITY_ICC_REML_H

#include "stats/run/analysis.h"

/* value is n targets x k raters, NaN where missing. Writes /icc_reml with participant
 * bootstrap intervals (option bootstrap, else 500 replicates). */
enum hinge_status hinge_put_icc_reml(struct hinge_analysis *analysis,
                                     const double *value, size_t n, size_t k,
                                     struct hinge_error *error);

#endif
