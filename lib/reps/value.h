/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A number or the reason why there is none. */
#ifndef HINGE_REPS_VALUE_H
#define HINGE_REPS_VALUE_H

#include <hinge/status.h>
#include <math.h>

struct hinge_value {
    double value; /* NaN when reason is not OK */
    enum hinge_reason reason;
};

static inline struct hinge_value hinge_value_refuse(enum hinge_reason reason)
{
    return (struct hinge_value){nan(""), reason};
}

/* The value, or NaN GAP_IN_PHASE when it is NaN. */
static inline struct hinge_value hinge_value_of(double value)
{
    return (struct hinge_value){value, isnan(value) ? HINGE_REASON_GAP_IN_PHASE : HINGE_REASON_OK};
}

#endif
