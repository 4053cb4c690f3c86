/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of the table of repetitions that count faults: faults_present,
 * faults_indeterminate (below or above the threshold by less than the margin),
 * faults_judged, faults_refused; those that --columns names. */
#ifndef HINGE_REPORT_FAULTS_FAULT_COUNTS_H
#define HINGE_REPORT_FAULTS_FAULT_COUNTS_H

#include "report/faults/fault_arrays.h"

enum { HINGE_FAULT_COUNTS = 4 };

struct hinge_fault_counts {
    bool wanted;
    struct hinge_fault_arrays arrays;
    size_t column[HINGE_FAULT_COUNTS]; /* SIZE_MAX: not asked for */
};

/* Adds the columns and asks the stream for what they need. */
enum hinge_status hinge_fault_counts_columns(struct hinge_fault_counts *counts,
                                             struct hinge_rep_stream *stream,
                                             struct hinge_table *table, struct hinge_error *error);
/* Of the stream's repetition. */
void hinge_fault_counts_set(const struct hinge_fault_counts *counts,
                            const struct hinge_rep_stream *stream, struct hinge_table *table,
                            size_t row);

#endif
