/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What observers saw: the columns label:<fault> of the trial list. A cell holds one
 * verdict on the recording, or one on each of its repetitions in their order. */
#ifndef HINGE_REPORT_FAULTS_FAULT_LABELS_H
#define HINGE_REPORT_FAULTS_FAULT_LABELS_H

#include "report/faults/fault_arrays.h"

enum hinge_verdict { HINGE_VERDICT_NO, HINGE_VERDICT_YES, HINGE_VERDICT_UNSURE };

/* The faults that have a column: position among the results' faults. */
struct hinge_fault_labels {
    size_t n;
    size_t *fault;
    const char **column; /* "label:<fault>", borrowed from the results */
};

/* `labels` lives in the tabulation's arena. USAGE when no column names a fault of the
 * results; a note for each that names none. */
enum hinge_status hinge_fault_labels_find(struct hinge_fault_labels *labels,
                                          const struct hinge_fault_arrays *faults,
                                          struct hinge_tabulation *tab, struct hinge_error *error);

/* Verdicts of a recording: 0 when nothing is told, at most `room` of them kept. Words
 * are 1 and 0, yes and no, present and absent; ? and - are unsure. Anything else is
 * INPUT, naming recording and column. */
enum hinge_status hinge_fault_labels_read(const struct hinge_tabulation *tab, const char *column,
                                          size_t trial, enum hinge_verdict *verdict, size_t room,
                                          size_t *n, struct hinge_error *error);

#endif
