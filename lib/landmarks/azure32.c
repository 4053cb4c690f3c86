/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Azure Kinect and Orbbec body tracking, 32 joints by name. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
    {"Nose", HINGE_LANDMARK_nose, 0, 0},
    {"EyeLeft", HINGE_LANDMARK_eye_l, 0, 0},
    {"EyeRight", HINGE_LANDMARK_eye_r, 0, 0},
    {"EarLeft", HINGE_LANDMARK_ear_l, 0, 0},
    {"EarRight", HINGE_LANDMARK_ear_r, 0, 0},
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
    {"Head", HINGE_LANDMARK_NONE, 0, 0},
    {"Pelvis", HINGE_LANDMARK_NONE, 0, 0},
    {"SpineNavel", HINGE_LANDMARK_NONE, 0, 0},
    {"SpineChest", HINGE_LANDMARK_NONE, 0, 0},
    {"Neck", HINGE_LANDMARK_NONE, 0, 0},
    {"ClavicleLeft", HINGE_LANDMARK_NONE, 0, 0},
    {"ClavicleRight", HINGE_LANDMARK_NONE, 0, 0},
    {"HandLeft", HINGE_LANDMARK_NONE, 0, 0},
    {"HandRight", HINGE_LANDMARK_NONE, 0, 0},
    {"HandTipLeft", HINGE_LANDMARK_NONE, 0, 0},
    {"HandTipRight", HINGE_LANDMARK_NONE, 0, 0},
    {"ThumbLeft", HINGE_LANDMARK_NONE, 0, 0},
    {"ThumbRight", HINGE_LANDMARK_NONE, 0, 0},
};

static const char *const signature[] = {
    "SpineNavel", "HipLeft", "HipRight", "KneeLeft", "KneeRight", "ShoulderLeft", NULL};

const struct hinge_landmark_set hinge_landmark_set_azure32 = {
    .id = "azure32",
    .title = "Azure Kinect and Orbbec joints (Pelvis, SpineNavel, …)",
    .details = "The 32 joints of Azure body tracking, y down. Pelvis, SpineNavel and "
               "SpineChest are a model's and unused: no lumbar motion (tier C).",
    .family = HINGE_FAMILY_kinect,
    .up = "-y",
    .layout_flags = 0,
    .axes = 3,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
