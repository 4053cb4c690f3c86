/* SPDX-License-Identifier: GPL-3.0-or-later */
/* COCO-17 keypoints and six of the feet, as in the whole-body sets of 133 and 23. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
    {"nose", HINGE_LANDMARK_nose, 0, 0},
    {"left_eye", HINGE_LANDMARK_eye_l, 0, 0},
    {"right_eye", HINGE_LANDMARK_eye_r, 0, 0},
    {"left_ear", HINGE_LANDMARK_ear_l, 0, 0},
    {"right_ear", HINGE_LANDMARK_ear_r, 0, 0},
    {"left_shoulder", HINGE_LANDMARK_shoulder_l, 0, 0},
    {"right_shoulder", HINGE_LANDMARK_shoulder_r, 0, 0},
    {"left_elbow", HINGE_LANDMARK_elbow_l, 0, 0},
    {"right_elbow", HINGE_LANDMARK_elbow_r, 0, 0},
    {"left_wrist", HINGE_LANDMARK_wrist_l, 0, 0},
    {"right_wrist", HINGE_LANDMARK_wrist_r, 0, 0},
    {"left_hip", HINGE_LANDMARK_hjc_l, 0, 0},
    {"right_hip", HINGE_LANDMARK_hjc_r, 0, 0},
    {"left_knee", HINGE_LANDMARK_knee_l, 0, 0},
    {"right_knee", HINGE_LANDMARK_knee_r, 0, 0},
    {"left_ankle", HINGE_LANDMARK_ankle_l, 0, 0},
    {"right_ankle", HINGE_LANDMARK_ankle_r, 0, 0},
    {"left_big_toe", HINGE_LANDMARK_toe_l, 0, 0},
    {"right_big_toe", HINGE_LANDMARK_toe_r, 0, 0},
    {"left_small_toe", HINGE_LANDMARK_NONE, 0, 0},
    {"right_small_toe", HINGE_LANDMARK_NONE, 0, 0},
    {"left_heel", HINGE_LANDMARK_heel_l, 0, 0},
    {"right_heel", HINGE_LANDMARK_heel_r, 0, 0},
};

static const char *const signature[] = {
    "left_shoulder", "right_shoulder", "left_hip",   "right_hip",
    "left_knee",     "right_knee",     "left_ankle", "right_ankle",
    "left_big_toe",  "left_heel",      NULL};

const struct hinge_landmark_set hinge_landmark_set_coco133 = {
    .id = "coco133",
    .title = "COCO whole-body keypoints (133, or body and feet)",
    .details =
        "COCO-17 with big toes, small toes and heels; the points of face and hands "
        "are kept and not used.",
    .family = HINGE_FAMILY_openpose,
    .up = "-y",
    .layout_flags = HINGE_LAYOUT_IMAGE,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
