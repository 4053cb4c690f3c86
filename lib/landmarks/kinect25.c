/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinect v2 joints by name, and those of Kinect v1 that have the same. */
#include "landmarks/landmarks.h"

#define BOTH(name, landmark, rank, flags)                                                          \
    HINGE_BOTH(name "Left", name "Right", landmark, rank, flags)

static const struct hinge_landmark_row rows[] = {
    {"Head", HINGE_LANDMARK_head_top, 0, HINGE_CHANNEL_APPROXIMATE},
    BOTH("Shoulder", shoulder, 0, 0),
    BOTH("Elbow", elbow, 0, 0),
    BOTH("Wrist", wrist, 0, 0),
    BOTH("Hip", hjc, 0, 0),
    BOTH("Knee", knee, 0, 0),
    BOTH("Ankle", ankle, 0, 0),
    BOTH("Foot", toe, 0, 0),
    {"SpineBase", HINGE_LANDMARK_spine_base, 0, HINGE_CHANNEL_APPROXIMATE},
    {"SpineMid", HINGE_LANDMARK_spine_mid, 0, HINGE_CHANNEL_APPROXIMATE},
    {"Neck", HINGE_LANDMARK_NONE, 0, 0},
    {"SpineShoulder", HINGE_LANDMARK_NONE, 0, 0},
    BOTH("Hand", NONE, 0, 0),
    BOTH("HandTip", NONE, 0, 0),
    BOTH("Thumb", NONE, 0, 0),
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
    .axes = 3,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
