/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinect skeletons of sixteen joints by number (long tables of deadlifts). */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
    {"joint_1", HINGE_LANDMARK_head_top, 0, HINGE_CHANNEL_APPROXIMATE},
    {"joint_4", HINGE_LANDMARK_shoulder_l, 0, 0},
    {"joint_5", HINGE_LANDMARK_shoulder_r, 0, 0},
    {"joint_6", HINGE_LANDMARK_wrist_l, 0, HINGE_CHANNEL_APPROXIMATE},
    {"joint_7", HINGE_LANDMARK_wrist_r, 0, HINGE_CHANNEL_APPROXIMATE},
    {"joint_9", HINGE_LANDMARK_hjc_l, 0, 0},
    {"joint_10", HINGE_LANDMARK_hjc_r, 0, 0},
    {"joint_11", HINGE_LANDMARK_knee_l, 0, 0},
    {"joint_12", HINGE_LANDMARK_knee_r, 0, 0},
    {"joint_13", HINGE_LANDMARK_ankle_l, 0, 0},
    {"joint_14", HINGE_LANDMARK_ankle_r, 0, 0},
    {"joint_15", HINGE_LANDMARK_toe_l, 0, 0},
    {"joint_16", HINGE_LANDMARK_toe_r, 0, 0},
    {"joint_2", HINGE_LANDMARK_NONE, 0, 0},
    {"joint_3", HINGE_LANDMARK_spine_mid, 0, HINGE_CHANNEL_APPROXIMATE},
    {"joint_8", HINGE_LANDMARK_spine_base, 0, HINGE_CHANNEL_APPROXIMATE},
};

static const char *const signature[] = {"joint_1",  "joint_2",  "joint_3",  "joint_4",  "joint_5",
                                        "joint_6",  "joint_7",  "joint_8",  "joint_9",  "joint_10",
                                        "joint_11", "joint_12", "joint_13", "joint_14", "joint_15",
                                        "joint_16", NULL};

const struct hinge_landmark_set hinge_landmark_set_kinect16 = {
    .id = "kinect16",
    .title = "Kinect joints 1 to 16",
    .details = "Numbered joints of some Kinect data sets: 1 head, 4 and 5 shoulders, 6 "
               "and 7 hands. Also 9 and 10 hips, 11 and 12 knees, 13 and 14 ankles, 15 "
               "and 16 feet, odd numbers left. 2, 3 and 8 are interpolated points of the "
               "spine: no lumbar motion; the bend between 8, 3 and the shoulders is given "
               "as exploratory.",
    .family = HINGE_FAMILY_kinect,
    .up = "+y",
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
