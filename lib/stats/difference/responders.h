/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People whose change is more than the measurement's own. */
#ifndef HINGE_STATS_DIFFERENCE_RESPONDERS_H
#define HINGE_STATS_DIFFERENCE_RESPONDERS_H

#include "stats/people/pairs.h"

/* Puts results/responders by the option mdc, a number or "auto"; nothing without it.
 * `change` is of the pairs' people. *used becomes the minimal detectable change. */
enum hinge_status hinge_put_responders(struct hinge_analysis *analysis,
                                       const struct hinge_pairs *pairs, const double *change,
                                       double *used, struct hinge_error *error);

#endif
