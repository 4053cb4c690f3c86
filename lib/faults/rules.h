/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row's threshold and margin are for a repetition (SCIENCE 7.0, 8.1). Inside of
 * faults. */
#ifndef HINGE_FAULTS_RULES_H
#define HINGE_FAULTS_RULES_H

#include "faults/fault.h"

/* Margin of a row on a body, at least `least` (an onset's own uncertainty; 0 else),
 * after the rule that keeps absent within reach. */
double hinge_fault_margin_of(const struct hinge_fault *fault,
                             const struct hinge_rep_view *view, double threshold,
                             double least);

/* The threshold and offset for this task, cue and driver; false when the fault does not
 * apply. */
bool hinge_fault_applies(const struct hinge_fault *fault,
                         const struct hinge_rep_view *view, double *threshold,
                         double *offset);

#endif
