/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The movement that the side view does not see. */
#include "metrics/parts/plane.h"

#include <math.h>

static const double MOST_DEG = 5;

uint64_t hinge_plane_warnings(const struct hinge_rep_view *view)
{
    /* of the thorax the same definition: the Cardan angle's is that of Wu et al. */
    bool isb = view->body->signal[HINGE_SIGNAL_lumbar_isb] != NULL;
    const enum hinge_signal pairs[][2] = {{isb ? HINGE_SIGNAL_lumbar_isb : HINGE_SIGNAL_lumbar_flex,
                                           HINGE_SIGNAL_lumbar_flex_3d},
                                          {HINGE_SIGNAL_hip_flex, HINGE_SIGNAL_hip_flex_3d},
                                          {HINGE_SIGNAL_knee_flex, HINGE_SIGNAL_knee_flex_3d},
                                          {HINGE_SIGNAL_pelvis_tilt, HINGE_SIGNAL_pelvis_tilt_3d}};
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        struct hinge_value plane = hinge_view_bottom(view, pairs[k][0], true);
        struct hinge_value solid = hinge_view_bottom(view, pairs[k][1], true);
        if (plane.reason == HINGE_REASON_OK && solid.reason == HINGE_REASON_OK &&
            fabs(solid.value - plane.value) > MOST_DEG)
            return HINGE_WARN(OUT_OF_PLANE);
    }
    return 0;
}
