/* SPDX-License-Identifier: GPL-3.0-or-later */
/* COCO-17 keypoints by name (YOLO pose, AlphaPose, MMPose, RTMPose). */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
#include "landmarks/parts/coco17.def"
};

static const char *const signature[] = {"left_shoulder", "right_shoulder", "left_hip",
                                        "right_hip",     "left_knee",      "right_knee",
                                        "left_ankle",    "right_ankle",    NULL};

const struct hinge_landmark_set hinge_landmark_set_coco17 = {
    .id = "coco17",
    .title = "COCO-17 keypoints",
    .details = "Seventeen image keypoints: nose, eyes, ears, shoulders, elbows, "
               "wrists, hips, knees, "
               "ankles. No spine, no feet.",
    .family = HINGE_FAMILY_openpose,
    .up = "-y",
    .layout_flags = HINGE_LAYOUT_IMAGE,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
