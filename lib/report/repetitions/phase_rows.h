/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of repetitions: of each phase one, cell by cell but for the metrics, which are
 * set column by column for some repetitions together. */
#ifndef HINGE_REPORT_REPETITIONS_PHASE_ROWS_H
#define HINGE_REPORT_REPETITIONS_PHASE_ROWS_H

#include "report/faults/fault_counts.h"
#include "report/repetitions/rep_stream.h"

/* Repetitions whose metrics are set together: column by column a value is found where
 * the last one was. */
enum { HINGE_REPS_TOGETHER = 64 };

/* A text or number column of /trials shown in every row of a trial. */
struct hinge_trial_column {
    size_t column, from;
};

struct hinge_metric_column {
    size_t column, array;
    size_t position; /* in `reason` */
    bool has_reason;
};

/* What a repetition's row says of it. */
enum { HINGE_REP_PARTIAL, HINGE_REP_OK, HINGE_REP_EXCLUDED, HINGE_REP_STATES };

struct hinge_rep_rows {
    struct hinge_tabulation *tab;
    struct hinge_table *table;
    struct hinge_rep_stream stream;
    const char *const *phase;
    size_t n_phases, n_shown;
    size_t *shown; /* phases */
    /* texts as the rows so far have them, per phase and status */
    const char **phase_text, *status_text[HINGE_REP_STATES];
    /* columns */
    size_t rep, start, end, status, reason, phase_column, warnings, in_groups;
    size_t n_trial_columns, n_metrics, n_numbers;
    struct hinge_trial_column *trial_column;
    struct hinge_metric_column *metric;
    struct hinge_trial_column number[8]; /* column, array */
    struct hinge_rep_times times;
    struct hinge_fault_counts faults;
    size_t rep_array, valid, reason_array, warning_array;
    size_t last_row;   /* the row before: texts are shared */
    size_t last_trial; /* its trial */
    size_t n_waiting;
    struct hinge_rep_waiting {
        size_t at, row; /* in the block that is read; the first of its rows */
    } waiting[HINGE_REPS_TOGETHER];
};
/* The rows of the stream's repetition; hands over what is whole (blocks.h). */
enum hinge_status hinge_rep_rows_add(struct hinge_rep_rows *reps, struct hinge_error *error);
/* Metrics of the repetitions that wait: for `leave` of the stream (context: the rows).
 */
enum hinge_status hinge_rep_rows_leave(void *context, struct hinge_error *error);

#endif
