/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Angles by the project's own ids, whoever computed them. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
#define X(name) {#name, HINGE_LANDMARK_##name, 0, 0},
    HINGE_LANDMARK_ANGLE_LIST(X)
#undef X
};

const struct hinge_landmark_set hinge_landmark_set_angles = {
    .id = "angles",
    .title = "angles by our own ids (lumbar_flex, hip_flex_l, pelvis_tilt, …)",
    .details = "Angles of another program or device: inclinometers, goniometers, a "
               "laboratory's model. Flexion and forward are positive; any two are enough. "
               "They count as measured unless the trial list has markers=inferred. Beside "
               "markers, points or sensors they are kept for comparison (`hinge-table "
               "agreement`) unless --angles vendor takes them as the source.",
    .family = HINGE_FAMILY_angles,
    .up = "",
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
};
