/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statistic of a fault row (or of a gate) on one repetition. */
#ifndef HINGE_FAULTS_PARTS_MEASURE_H
#define HINGE_FAULTS_PARTS_MEASURE_H

#include "faults/fault.h"

struct hinge_measured {
    struct hinge_value value;
    double time_s; /* when, for a maximum, minimum or drop; else NaN */
};

/* `values` are the repetition's metrics; NULL when the row has no metric. NOMEM only.
 */
enum hinge_status hinge_fault_measure(const struct hinge_fault *fault,
                                      const struct hinge_rep_view *view,
                                      const struct hinge_value *values,
                                      struct hinge_measured *measured);

#endif
