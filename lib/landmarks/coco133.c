/* SPDX-License-Identifier: GPL-3.0-or-later */
/* COCO-17 keypoints and six of the feet, as in the whole-body sets of 133 and 23. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
#include "landmarks/parts/coco17.def"
#include "landmarks/parts/coco_feet.def"
};

static const char *const signature[] = {
    "left_shoulder", "right_shoulder", "left_hip",     "right_hip", "left_knee", "right_knee",
    "left_ankle",    "right_ankle",    "left_big_toe", "left_heel", NULL};

const struct hinge_landmark_set hinge_landmark_set_coco133 = {
    .id = "coco133",
    .title = "COCO whole-body keypoints (133, or body and feet)",
    .details = "COCO-17 with big toes, small toes and heels; the points of face and hands "
               "are kept and not used.",
    .family = HINGE_FAMILY_openpose,
    .up = "-y",
    .layout_flags = HINGE_LAYOUT_IMAGE,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
