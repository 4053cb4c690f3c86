/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MediaPipe / BlazePose 33 landmarks by name, in the order of their numbers. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
    {"nose", HINGE_LANDMARK_nose, 0, 0},
    {"left_eye_inner", HINGE_LANDMARK_NONE, 0, 0},
    {"left_eye", HINGE_LANDMARK_eye_l, 0, 0},
    {"left_eye_outer", HINGE_LANDMARK_NONE, 0, 0},
    {"right_eye_inner", HINGE_LANDMARK_NONE, 0, 0},
    {"right_eye", HINGE_LANDMARK_eye_r, 0, 0},
    {"right_eye_outer", HINGE_LANDMARK_NONE, 0, 0},
    {"left_ear", HINGE_LANDMARK_ear_l, 0, 0},
    {"right_ear", HINGE_LANDMARK_ear_r, 0, 0},
    {"mouth_left", HINGE_LANDMARK_NONE, 0, 0},
    {"mouth_right", HINGE_LANDMARK_NONE, 0, 0},
    {"left_shoulder", HINGE_LANDMARK_shoulder_l, 0, 0},
    {"right_shoulder", HINGE_LANDMARK_shoulder_r, 0, 0},
    {"left_elbow", HINGE_LANDMARK_elbow_l, 0, 0},
    {"right_elbow", HINGE_LANDMARK_elbow_r, 0, 0},
    {"left_wrist", HINGE_LANDMARK_wrist_l, 0, 0},
    {"right_wrist", HINGE_LANDMARK_wrist_r, 0, 0},
    {"left_pinky", HINGE_LANDMARK_NONE, 0, 0},
    {"right_pinky", HINGE_LANDMARK_NONE, 0, 0},
    {"left_index", HINGE_LANDMARK_NONE, 0, 0},
    {"right_index", HINGE_LANDMARK_NONE, 0, 0},
    {"left_thumb", HINGE_LANDMARK_NONE, 0, 0},
    {"right_thumb", HINGE_LANDMARK_NONE, 0, 0},
    {"left_hip", HINGE_LANDMARK_hjc_l, 0, 0},
    {"right_hip", HINGE_LANDMARK_hjc_r, 0, 0},
    {"left_knee", HINGE_LANDMARK_knee_l, 0, 0},
    {"right_knee", HINGE_LANDMARK_knee_r, 0, 0},
    {"left_ankle", HINGE_LANDMARK_ankle_l, 0, 0},
    {"right_ankle", HINGE_LANDMARK_ankle_r, 0, 0},
    {"left_heel", HINGE_LANDMARK_heel_l, 0, 0},
    {"right_heel", HINGE_LANDMARK_heel_r, 0, 0},
    {"left_foot_index", HINGE_LANDMARK_toe_l, 0, 0},
    {"right_foot_index", HINGE_LANDMARK_toe_r, 0, 0},
};

static const char *const signature[] = {
    "left_shoulder", "right_shoulder",  "left_hip", "right_hip",
    "left_heel",     "left_foot_index", NULL};

const struct hinge_landmark_set hinge_landmark_set_mediapipe33 = {
    .id = "mediapipe33",
    .title = "MediaPipe / BlazePose 33 landmarks",
    .details = "The 33 pose landmarks under their own names. Image landmarks are "
               "two-dimensional; "
               "world landmarks (origin between the hips) keep their depth.",
    .family = HINGE_FAMILY_mediapipe,
    .up = "-y",
    .layout_flags = 0,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
