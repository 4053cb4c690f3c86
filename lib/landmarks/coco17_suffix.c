/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Image keypoints with the side behind the name, as people rename those of COCO and
 * MediaPipe. */
#include "landmarks/landmarks.h"

#define BOTH(name, landmark, rank, flags)                                                          \
    HINGE_BOTH(name "_left", name "_right", landmark, rank, flags)

static const struct hinge_landmark_row rows[] = {
    {"nose", HINGE_LANDMARK_nose, 0, 0},
    BOTH("eye", eye, 0, 0),
    BOTH("ear", ear, 0, 0),
    BOTH("shoulder", shoulder, 0, 0),
    BOTH("elbow", elbow, 0, 0),
    BOTH("wrist", wrist, 0, 0),
    BOTH("hip", hjc, 0, 0),
    BOTH("knee", knee, 0, 0),
    BOTH("ankle", ankle, 0, 0),
    BOTH("heel", heel, 0, 0),
    BOTH("big_toe", toe, 0, 0),
    BOTH("foot_index", toe, 1, 0),
};

static const char *const signature[] = {"shoulder_left", "shoulder_right", "hip_left",
                                        "hip_right",     "knee_left",      "knee_right",
                                        "ankle_left",    "ankle_right",    NULL};

const struct hinge_landmark_set hinge_landmark_set_coco17_suffix = {
    .id = "coco17_suffix",
    .title = "COCO and MediaPipe keypoints with the side behind (shoulder_left, …)",
    .details = "The points of [coco17](#set-coco17) in a picture, named `shoulder_left` "
               "instead of `left_shoulder`, with heels and toes where they are there.",
    .family = HINGE_FAMILY_openpose,
    .up = "-y",
    .layout_flags = HINGE_LAYOUT_IMAGE,
    .axes = 2,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
