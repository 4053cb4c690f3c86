/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a trial's repetitions. In: body, repetitions, what was asked; out: the block
 * of a result, which owns them. */
#ifndef HINGE_ANALYZE_REP_ROWS_H
#define HINGE_ANALYZE_REP_ROWS_H

#include "analyze/trial_result.h"

/* Every row of result->block. NOMEM only. */
enum hinge_status hinge_rep_rows_fill(const struct hinge_trial_request *request,
                                      const struct hinge_body *body, const struct hinge_reps *reps,
                                      struct hinge_trial_result *result);

/* Depths of the valid repetitions: result->bottom_deg. NOMEM only. */
void hinge_rep_rows_depths(const struct hinge_trial_request *request, const struct hinge_body *body,
                           const struct hinge_reps *reps, struct hinge_trial_result *result);

#endif
