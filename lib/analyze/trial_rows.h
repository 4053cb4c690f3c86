/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of /trials. */
#ifndef HINGE_ANALYZE_TRIAL_ROWS_H
#define HINGE_ANALYZE_TRIAL_ROWS_H

#include "analyze/trial_result.h"
#include "store/spool.h"

/* An empty /trials table with its columns. */
enum hinge_status hinge_trial_rows_init(struct hinge_table *trials, struct hinge_error *error);

/* Adds row `row` of list and ledger; result NULL for a file refused at ingest.
 * first_rep is where its repetitions start in /reps. */
enum hinge_status hinge_trial_rows_add(struct hinge_spool *spool, const struct hinge_table *list,
                                       const struct hinge_table *ledger, size_t row,
                                       const struct hinge_trial_result *result, size_t first_rep);

#endif
