/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the lumbar spine is compared with: the hip joint, or, in the columns whose ids
 * end in _lp, the pelvis in space, which needs no thigh (method 6.2). */
#ifndef HINGE_METRICS_PARTS_PAIR_H
#define HINGE_METRICS_PARTS_PAIR_H

#include "metrics/metric.h"

struct hinge_pair {
    enum hinge_signal hip, total; /* total = lumbar_flex + hip */
};
enum { HINGE_PAIRS = 2 };
static const struct hinge_pair hinge_pairs[HINGE_PAIRS] = {
    {HINGE_SIGNAL_hip_flex, HINGE_SIGNAL_total_flex},
    {HINGE_SIGNAL_pelvis_tilt, HINGE_SIGNAL_thorax_tilt}};

/* Whether the pair is given: the pelvis in space stands in for the hip only where that
 * is not measured. Otherwise `rows` metrics of `own` say so. */
static inline bool hinge_pair_given(const struct hinge_rep_view *view, size_t pair, size_t rows,
                                    struct hinge_value *own)
{
    bool given = pair == 0 || view->body->signal[HINGE_SIGNAL_hip_flex] == NULL;
    for (size_t i = 0; !given && i < rows * HINGE_PHASE_COUNT; i++)
        own[i] = hinge_value_refuse(HINGE_REASON_THIGH_KNOWN);
    return given;
}

/* The same sentence under every family that has them. */
#define HINGE_PAIR_DETAILS                                                                         \
    "Without a tracked thigh, ids ending in `_lp` (lumbopelvic) take the pelvis in "               \
    "space for the hip, and the inclination of the thorax for F. With a thigh they "               \
    "are `THIGH_KNOWN`."

#endif
