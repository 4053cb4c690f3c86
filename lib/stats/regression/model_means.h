/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a formula as means: one row per participant and combination of the levels of
 * all factors of the formula, by the option `aggregate`. */
#ifndef HINGE_STATS_REGRESSION_MODEL_MEANS_H
#define HINGE_STATS_REGRESSION_MODEL_MEANS_H

#include "stats/people/sample.h"

/* Factors are those of the columns, the participant's among them; numbers are
 * aggregated, the outcome by the option, others as means. Cells with too few
 * repetitions are no rows (W_FEW_REPS). */
enum hinge_status hinge_model_means(struct hinge_analysis *analysis,
                                    const struct hinge_columns *columns,
                                    const struct hinge_sample *rows,
                                    struct hinge_sample *means,
                                    struct hinge_error *error);

#endif
