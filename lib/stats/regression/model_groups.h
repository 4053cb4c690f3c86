/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person, one group, in models by formula. */
#ifndef HINGE_STATS_REGRESSION_MODEL_GROUPS_H
#define HINGE_STATS_REGRESSION_MODEL_GROUPS_H

#include "stats/model/formula.h"
#include "stats/people/sample.h"

/* E_GROUP_NOT_CONSTANT when somebody is in two levels of the option group, else of a
 * factor of that name; with the option groups_vary a warning. People are the column
 * `people`, else (NULL) the outermost one of the formula's first random term. */
enum hinge_status hinge_model_check_groups(struct hinge_analysis *analysis,
                                           const char *people,
                                           const struct hinge_formula *formula,
                                           const struct hinge_sample *sample,
                                           struct hinge_error *error);

#endif
