/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a candidate is a step rather than a repetition (method 5.5). */
#ifndef HINGE_REPS_GAIT_H
#define HINGE_REPS_GAIT_H

#include "reps/reps.h"

/* Series of a trial low-passed at seg.fc; NULL where there is none. */
struct hinge_gait {
    double *stride; /* left thigh minus right */
    double *trunk, *drop;
    double *memory; /* holds them */
    size_t n;
};

/* NOMEM only; closed by the caller whatever is returned. */
void hinge_gait_open(const struct hinge_reps_request *request, struct hinge_gait *gait);
void hinge_gait_close(struct hinge_gait *gait);

/* *reason: OK, STEPPING, ALTERNATING, NO_TRUNK or TOO_SHORT; sets GAIT_UNTESTED in the
 * candidate's warnings when neither of the first two can be computed. NOMEM only. */
void hinge_gait_check(const struct hinge_reps_request *request, const struct hinge_gait *gait,
                      struct hinge_rep *rep, enum hinge_reason *reason);

#endif
