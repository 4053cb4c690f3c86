/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joints of Captury Live, by the names of its CSV. */
#include "landmarks/landmarks.h"

#define SIDE(S, s)                                                                     \
    {S "ShoulderPositions", HINGE_LANDMARK_shoulder_##s, 0, 0},                        \
        {S "ElbowPositions", HINGE_LANDMARK_elbow_##s, 0, 0},                          \
        {S "WristPositions", HINGE_LANDMARK_wrist_##s, 0, 0},                          \
        {S "HipPositions", HINGE_LANDMARK_hjc_##s, 0, 0},                              \
        {S "KneePositions", HINGE_LANDMARK_knee_##s, 0, 0},                            \
        {S "AnklePositions", HINGE_LANDMARK_ankle_##s, 0, 0},                          \
    {                                                                                  \
        S "ToePositions", HINGE_LANDMARK_toe_##s, 0, 0                                 \
    }

static const struct hinge_landmark_row rows[] = {SIDE("L", l), SIDE("R", r)};

static const char *const signature[] = {"LHipPositions", "RHipPositions", NULL};

const struct hinge_landmark_set hinge_landmark_set_captury = {
    .id = "captury",
    .title = "Captury joints (LHipPositions, RKneePositions, …)",
    .details =
        "Joints of a markerless system: shoulders, arms, hips, legs, toes. No spine.",
    .family = HINGE_FAMILY_markers,
    .up = "+y",
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
