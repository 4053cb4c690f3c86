/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Azure Kinect and Orbbec body tracking, 32 joints by name. */
#include "landmarks/landmarks.h"

#define BOTH(name, landmark, rank, flags)                                                          \
    HINGE_BOTH(name "Left", name "Right", landmark, rank, flags)

static const struct hinge_landmark_row rows[] = {
    {"Nose", HINGE_LANDMARK_nose, 0, 0},
    BOTH("Eye", eye, 0, 0),
    BOTH("Ear", ear, 0, 0),
    BOTH("Shoulder", shoulder, 0, 0),
    BOTH("Elbow", elbow, 0, 0),
    BOTH("Wrist", wrist, 0, 0),
    BOTH("Hip", hjc, 0, 0),
    BOTH("Knee", knee, 0, 0),
    BOTH("Ankle", ankle, 0, 0),
    BOTH("Foot", toe, 0, 0),
    {"Head", HINGE_LANDMARK_NONE, 0, 0},
    {"Pelvis", HINGE_LANDMARK_NONE, 0, 0},
    {"SpineNavel", HINGE_LANDMARK_NONE, 0, 0},
    {"SpineChest", HINGE_LANDMARK_NONE, 0, 0},
    {"Neck", HINGE_LANDMARK_NONE, 0, 0},
    BOTH("Clavicle", NONE, 0, 0),
    BOTH("Hand", NONE, 0, 0),
    BOTH("HandTip", NONE, 0, 0),
    BOTH("Thumb", NONE, 0, 0),
};

static const char *const signature[] = {"SpineNavel", "HipLeft",      "HipRight", "KneeLeft",
                                        "KneeRight",  "ShoulderLeft", NULL};

const struct hinge_landmark_set hinge_landmark_set_azure32 = {
    .id = "azure32",
    .title = "Azure Kinect and Orbbec joints (Pelvis, SpineNavel, …)",
    .details = "The 32 joints of Azure body tracking, y down. Pelvis, SpineNavel and "
               "SpineChest are a model's and unused: no lumbar motion (tier C).",
    .family = HINGE_FAMILY_kinect,
    .up = "-y",
    .axes = 3,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
