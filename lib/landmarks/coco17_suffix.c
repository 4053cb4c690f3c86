/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Image keypoints with the side behind the name, as people rename those of COCO and
 * MediaPipe. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
    {"nose", HINGE_LANDMARK_nose, 0, 0},
    {"eye_left", HINGE_LANDMARK_eye_l, 0, 0},
    {"eye_right", HINGE_LANDMARK_eye_r, 0, 0},
    {"ear_left", HINGE_LANDMARK_ear_l, 0, 0},
    {"ear_right", HINGE_LANDMARK_ear_r, 0, 0},
    {"shoulder_left", HINGE_LANDMARK_shoulder_l, 0, 0},
    {"shoulder_right", HINGE_LANDMARK_shoulder_r, 0, 0},
    {"elbow_left", HINGE_LANDMARK_elbow_l, 0, 0},
    {"elbow_right", HINGE_LANDMARK_elbow_r, 0, 0},
    {"wrist_left", HINGE_LANDMARK_wrist_l, 0, 0},
    {"wrist_right", HINGE_LANDMARK_wrist_r, 0, 0},
    {"hip_left", HINGE_LANDMARK_hjc_l, 0, 0},
    {"hip_right", HINGE_LANDMARK_hjc_r, 0, 0},
    {"knee_left", HINGE_LANDMARK_knee_l, 0, 0},
    {"knee_right", HINGE_LANDMARK_knee_r, 0, 0},
    {"ankle_left", HINGE_LANDMARK_ankle_l, 0, 0},
    {"ankle_right", HINGE_LANDMARK_ankle_r, 0, 0},
    {"heel_left", HINGE_LANDMARK_heel_l, 0, 0},
    {"heel_right", HINGE_LANDMARK_heel_r, 0, 0},
    {"big_toe_left", HINGE_LANDMARK_toe_l, 0, 0},
    {"big_toe_right", HINGE_LANDMARK_toe_r, 0, 0},
    {"foot_index_left", HINGE_LANDMARK_toe_l, 1, 0},
    {"foot_index_right", HINGE_LANDMARK_toe_r, 1, 0},
};

static const char *const signature[] = {"shoulder_left", "shoulder_right", "hip_left",
                                        "hip_right",     "knee_left",      "knee_right",
                                        "ankle_left",    "ankle_right",    NULL};

const struct hinge_landmark_set hinge_landmark_set_coco17_suffix = {
    .id = "coco17_suffix",
    .title = "COCO and MediaPipe keypoints with the side behind (shoulder_left, …)",
    .details =
        "The points of [coco17](#set-coco17) in a picture, named `shoulder_left` "
        "instead of `left_shoulder`, with heels and toes where they are there.",
    .family = HINGE_FAMILY_openpose,
    .up = "-y",
    .layout_flags = HINGE_LAYOUT_IMAGE,
    .axes = 2,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
