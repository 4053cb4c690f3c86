/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Halpe-26 keypoints as Pose2Sim writes them. Apart from pose2sim for its Neck and
 * Head. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
#include "landmarks/parts/openpose.def"
    {"Neck", HINGE_LANDMARK_c7, 0, HINGE_CHANNEL_APPROXIMATE},
    {"Head", HINGE_LANDMARK_head_top, 0, 0},
    {"Hip", HINGE_LANDMARK_NONE, 0, 0},
};

static const char *const signature[] = {"RHip",    "LHip",      "RKnee",     "LKnee", "RAnkle",
                                        "LAnkle",  "RShoulder", "LShoulder", "Neck",  "Head",
                                        "RBigToe", "RSmallToe", NULL};

const struct hinge_landmark_set hinge_landmark_set_halpe26 = {
    .id = "halpe26",
    .title = "Halpe-26 keypoints (Pose2Sim HALPE_26)",
    .details = "The skeleton of RTMPose and AlphaPose with feet. Its Neck is near C7 "
               "and is used as an approximate c7.",
    .family = HINGE_FAMILY_openpose,
    .up = "-y",
    .layout_flags = HINGE_LAYOUT_IMAGE,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
