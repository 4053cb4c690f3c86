/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MediaPipe / BlazePose 33 landmarks by name, in the order of their numbers. */
#include "landmarks/landmarks.h"

#define BOTH(name, landmark, rank, flags)                                                          \
    HINGE_BOTH("left_" name, "right_" name, landmark, rank, flags)

static const struct hinge_landmark_row rows[] = {
    {"nose", HINGE_LANDMARK_nose, 0, 0},
    BOTH("eye_inner", NONE, 0, 0),
    BOTH("eye", eye, 0, 0),
    BOTH("eye_outer", NONE, 0, 0),
    BOTH("ear", ear, 0, 0),
    {"mouth_left", HINGE_LANDMARK_NONE, 0, 0},
    {"mouth_right", HINGE_LANDMARK_NONE, 0, 0},
    BOTH("shoulder", shoulder, 0, 0),
    BOTH("elbow", elbow, 0, 0),
    BOTH("wrist", wrist, 0, 0),
    BOTH("pinky", NONE, 0, 0),
    BOTH("index", NONE, 0, 0),
    BOTH("thumb", NONE, 0, 0),
    BOTH("hip", hjc, 0, 0),
    BOTH("knee", knee, 0, 0),
    BOTH("ankle", ankle, 0, 0),
    BOTH("heel", heel, 0, 0),
    BOTH("foot_index", toe, 0, 0),
};

static const char *const signature[] = {"left_shoulder", "right_shoulder",  "left_hip", "right_hip",
                                        "left_heel",     "left_foot_index", NULL};

const struct hinge_landmark_set hinge_landmark_set_mediapipe33 = {
    .id = "mediapipe33",
    .title = "MediaPipe / BlazePose 33 landmarks",
    .details = "The 33 pose landmarks under their own names. Image landmarks are "
               "two-dimensional; "
               "world landmarks (origin between the hips) keep their depth.",
    .family = HINGE_FAMILY_mediapipe,
    .up = "-y",
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
