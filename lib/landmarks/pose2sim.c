/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keypoints named as OpenPose and Pose2Sim do: BODY_25, COCO-18 and relatives. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
#include "landmarks/parts/openpose.def"
    {"Neck", HINGE_LANDMARK_NONE, 0, 0},
    {"MidHip", HINGE_LANDMARK_NONE, 0, 0},
    {"CHip", HINGE_LANDMARK_NONE, 0, 0},
    {"Hip", HINGE_LANDMARK_NONE, 0, 0},
};

static const char *const signature[] = {"RHip",   "LHip",      "RKnee",     "LKnee", "RAnkle",
                                        "LAnkle", "RShoulder", "LShoulder", NULL};

const struct hinge_landmark_set hinge_landmark_set_pose2sim = {
    .id = "pose2sim",
    .title = "OpenPose / Pose2Sim keypoints (RHip, RKnee, …)",
    .details = "BODY_25, COCO-18 and other skeletons with names such as RHip and "
               "LBigToe. Neck is the "
               "middle of the shoulders there, not C7, and stays unused.",
    .family = HINGE_FAMILY_openpose,
    .up = "-y",
    .layout_flags = HINGE_LAYOUT_IMAGE,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
