/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The project's own landmark ids, for tables made for it: shoulder_l, t12l1, hjc_r … */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
#define X(name) {#name, HINGE_LANDMARK_##name, 0, 0},
    HINGE_LANDMARK_POINT_LIST(X) HINGE_LANDMARK_SEGMENT_LIST(X)
#undef X
};

static const char *const signature[] = {NULL};

const struct hinge_landmark_set hinge_landmark_set_canonical = {
    .id = "canonical",
    .title = "canonical landmark ids (shoulder_l, hjc_r, t12l1, …)",
    .details =
        "Columns named with the ids of the landmark table; any of them may be absent.",
    .family = HINGE_FAMILY_markers,
    .up = "",
    .layout_flags = 0,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
