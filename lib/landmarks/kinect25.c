/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinect v2 joints by name, and those of Kinect v1 that have the same. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
    {"Head", HINGE_LANDMARK_head_top, 0, HINGE_CHANNEL_APPROXIMATE},
    {"ShoulderLeft", HINGE_LANDMARK_shoulder_l, 0, 0},
    {"ShoulderRight", HINGE_LANDMARK_shoulder_r, 0, 0},
    {"ElbowLeft", HINGE_LANDMARK_elbow_l, 0, 0},
    {"ElbowRight", HINGE_LANDMARK_elbow_r, 0, 0},
    {"WristLeft", HINGE_LANDMARK_wrist_l, 0, 0},
    {"WristRight", HINGE_LANDMARK_wrist_r, 0, 0},
    {"HipLeft", HINGE_LANDMARK_hjc_l, 0, 0},
    {"HipRight", HINGE_LANDMARK_hjc_r, 0, 0},
    {"KneeLeft", HINGE_LANDMARK_knee_l, 0, 0},
    {"KneeRight", HINGE_LANDMARK_knee_r, 0, 0},
    {"AnkleLeft", HINGE_LANDMARK_ankle_l, 0, 0},
    {"AnkleRight", HINGE_LANDMARK_ankle_r, 0, 0},
    {"FootLeft", HINGE_LANDMARK_toe_l, 0, 0},
    {"FootRight", HINGE_LANDMARK_toe_r, 0, 0},
    {"SpineBase", HINGE_LANDMARK_spine_base, 0, HINGE_CHANNEL_APPROXIMATE},
    {"SpineMid", HINGE_LANDMARK_spine_mid, 0, HINGE_CHANNEL_APPROXIMATE},
    {"Neck", HINGE_LANDMARK_NONE, 0, 0},
    {"SpineShoulder", HINGE_LANDMARK_NONE, 0, 0},
    {"HandLeft", HINGE_LANDMARK_NONE, 0, 0},
    {"HandRight", HINGE_LANDMARK_NONE, 0, 0},
    {"HandTipLeft", HINGE_LANDMARK_NONE, 0, 0},
    {"HandTipRight", HINGE_LANDMARK_NONE, 0, 0},
    {"ThumbLeft", HINGE_LANDMARK_NONE, 0, 0},
    {"ThumbRight", HINGE_LANDMARK_NONE, 0, 0},
};

static const char *const signature[] = {"ShoulderLeft", "ShoulderRight", "HipLeft",
                                        "HipRight",     "KneeLeft",      "KneeRight",
                                        "AnkleLeft",    "AnkleRight",    NULL};

const struct hinge_landmark_set hinge_landmark_set_kinect25 = {
    .id = "kinect25",
    .title = "Kinect v2 joints (SpineBase, HipLeft, …)",
    .details = "The 25 joints of the SDK. The spine's are interpolated: no lumbar "
               "motion (tier C). The bend between SpineBase, SpineMid and the "
               "shoulders is given as exploratory (spine_bend); SpineShoulder is "
               "unused. The foot joint is used as the toe.",
    .family = HINGE_FAMILY_kinect,
    .up = "+y",
    .layout_flags = 0,
    .axes = 3,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
