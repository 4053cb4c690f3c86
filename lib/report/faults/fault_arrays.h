/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fault views share: the outcome of a fault in a repetition. */
#ifndef HINGE_REPORT_FAULTS_FAULT_ARRAYS_H
#define HINGE_REPORT_FAULTS_FAULT_ARRAYS_H

#include "report/repetitions/rep_stream.h"

/* Arrays of the outcomes, and the faults in the order of /faults. */
struct hinge_fault_arrays {
    size_t n;
    const char *const *id;
    size_t state, severity, threshold, margin, time, reason, valid;
};

/* Asks for the arrays. */
enum hinge_status hinge_fault_arrays_want(struct hinge_fault_arrays *arrays,
                                          struct hinge_rep_stream *stream,
                                          struct hinge_error *error);
/* State 0 to 3 of fault f in the stream's repetition, -1 refused. */
int hinge_fault_state_at(const struct hinge_fault_arrays *arrays,
                         const struct hinge_rep_stream *stream, size_t fault);
/* A column of /faults for a fault: unit, title; "" when it has none. */
const char *hinge_fault_text(const struct hinge_tabulation *tab, const char *id,
                             const char *column);
/* Its own threshold, which task, cue or tier may move; NaN when the file has none. */
double hinge_fault_threshold(const struct hinge_tabulation *tab, const char *id);

/* A row per repetition and fault; `by` says which keys readers see. */
enum hinge_status hinge_fault_outcomes(struct hinge_tabulation *tab, const char *by,
                                       struct hinge_table *table, struct hinge_error *error);

/* The built-in row of a fault; NULL of one's own. */
const struct hinge_fault *hinge_fault_built_in(const char *id);
/* Sentences on the rows of /faults that the config changed and made; nothing where all
 * are as built in. */
void hinge_fault_changes(const struct hinge_table *faults, const struct hinge_label_list *labels,
                         struct hinge_text *out);

/* The lines of method 7.8 that stand under every fault table. */
void hinge_fault_notes(struct hinge_tabulation *tab);

#endif
