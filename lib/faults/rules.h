/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row's threshold and margin are for a repetition (method 7.0, 8.1). Inside of
 * faults. */
#ifndef HINGE_FAULTS_RULES_H
#define HINGE_FAULTS_RULES_H

#include "faults/fault.h"

/* Margin of a row on a body, at least `least` (an onset's own uncertainty; 0 else),
 * after the rule that keeps absent within reach. */
double hinge_fault_margin_of(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                             double threshold, double least);

/* What slow errors of the tracker make of a severity that was measured: an SD, 0 where
 * nothing is known. */
double hinge_fault_slow_error(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                              double value, double total, double uncertainty);

/* Whether a row stands on landmarks of spine or pelvis. */
bool hinge_fault_of_spine(const struct hinge_fault *fault);

bool hinge_fault_is_onset(const struct hinge_fault *fault);

/* Whether noise changes a row's value little for long and then much: an onset, the
 * smoothness of a speed. */
bool hinge_fault_in_steps(const struct hinge_fault *fault);

#define HINGE_EXPECTED_CONDITIONS                                                                  \
    "words of daily load floor unilateral bilateral task:<known task> cue:<cue> "                  \
    "depth:<depth>, with "

/* The conditions of a row: a list in words, with "=threshold" or "=na" behind each when
 * they are exceptions. *good is false when it isn't such a list. NOMEM only. */
void hinge_whens_read(const char *text, bool exceptions, struct hinge_arena *arena,
                      struct hinge_whens *out, bool *good);

/* Which tasks take a fault off their list, by their place in hinge_task_rows. */
void hinge_fault_tasks(const char *id, struct hinge_arena *arena, const bool **excluded);

/* The threshold and offset for this task, cue and driver; false when the fault does not
 * apply. */
bool hinge_fault_applies(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                         double *threshold, double *offset);

/* What a row measures, then its gates: value[1 + HINGE_GATES], NaN for what can't be
 * measured or is not there. most[1 + HINGE_GATES] (or NULL): how wrong each can be by
 * errors of signals that are never larger than largest[HINGE_SIGNAL_COUNT]. own[1 +
 * HINGE_GATES], or NULL, as in hinge_fault_error. NOMEM only. */
enum hinge_status hinge_fault_values(const struct hinge_fault *fault,
                                     const struct hinge_rep_view *view,
                                     const struct hinge_value *values, struct hinge_measured *own,
                                     double *value, const double *largest, double *most);

#endif
