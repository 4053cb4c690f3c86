/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SpinePose / SpineTrack-37 keypoints by name: COCO-17, feet and nine points of the
 * spine. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
#include "landmarks/parts/coco17.def"
    {"head", HINGE_LANDMARK_head_top, 0, 0},
    {"neck", HINGE_LANDMARK_c7, 0, 0},
    {"hip", HINGE_LANDMARK_s1, 0, 0},
#include "landmarks/parts/coco_feet.def"
    {"spine_01", HINGE_LANDMARK_l5, 0, 0},
    {"spine_02", HINGE_LANDMARK_l3, 0, 0},
    {"spine_03", HINGE_LANDMARK_t12l1, 0, 0},
    {"spine_04", HINGE_LANDMARK_t8, 0, 0},
    {"spine_05", HINGE_LANDMARK_t3, 0, 0},
    {"left_latissimus", HINGE_LANDMARK_NONE, 0, 0},
    {"right_latissimus", HINGE_LANDMARK_NONE, 0, 0},
    {"left_clavicle", HINGE_LANDMARK_NONE, 0, 0},
    {"right_clavicle", HINGE_LANDMARK_NONE, 0, 0},
    {"neck_02", HINGE_LANDMARK_NONE, 0, 0},
    {"neck_03", HINGE_LANDMARK_NONE, 0, 0},
};

static const char *const signature[] = {"spine_01",  "spine_03",      "left_hip",
                                        "right_hip", "left_shoulder", NULL};

const struct hinge_landmark_set hinge_landmark_set_spinetrack37 = {
    .id = "spinetrack37",
    .title = "SpinePose / SpineTrack-37 keypoints",
    .details = "COCO-17 with head, feet and spine: hip is the middle of the sacrum "
               "(s1), neck is C7, "
               "spine_01 L5, spine_02 L3, spine_03 T12/L1, spine_04 T8, spine_05 T3.",
    .family = HINGE_FAMILY_spinepose,
    .up = "-y",
    .layout_flags = HINGE_LAYOUT_IMAGE,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
