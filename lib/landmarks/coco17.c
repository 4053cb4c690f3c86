/* SPDX-License-Identifier: GPL-3.0-or-later */
/* COCO-17 keypoints by name (YOLO pose, AlphaPose, MMPose, RTMPose). */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
    {"nose", HINGE_LANDMARK_nose, 0, 0},
    {"left_eye", HINGE_LANDMARK_eye_l, 0, 0},
    {"right_eye", HINGE_LANDMARK_eye_r, 0, 0},
    {"left_ear", HINGE_LANDMARK_ear_l, 0, 0},
    {"right_ear", HINGE_LANDMARK_ear_r, 0, 0},
    {"left_shoulder", HINGE_LANDMARK_shoulder_l, 0, 0},
    {"right_shoulder", HINGE_LANDMARK_shoulder_r, 0, 0},
    {"left_elbow", HINGE_LANDMARK_elbow_l, 0, 0},
    {"right_elbow", HINGE_LANDMARK_elbow_r, 0, 0},
    {"left_wrist", HINGE_LANDMARK_wrist_l, 0, 0},
    {"right_wrist", HINGE_LANDMARK_wrist_r, 0, 0},
    {"left_hip", HINGE_LANDMARK_hjc_l, 0, 0},
    {"right_hip", HINGE_LANDMARK_hjc_r, 0, 0},
    {"left_knee", HINGE_LANDMARK_knee_l, 0, 0},
    {"right_knee", HINGE_LANDMARK_knee_r, 0, 0},
    {"left_ankle", HINGE_LANDMARK_ankle_l, 0, 0},
    {"right_ankle", HINGE_LANDMARK_ankle_r, 0, 0},
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
