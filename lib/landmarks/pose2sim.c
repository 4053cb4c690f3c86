/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keypoints named as OpenPose and Pose2Sim do: BODY_25, COCO-18 and relatives. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
    {"RHip", HINGE_LANDMARK_hjc_r, 0, 0},
    {"LHip", HINGE_LANDMARK_hjc_l, 0, 0},
    {"RKnee", HINGE_LANDMARK_knee_r, 0, 0},
    {"LKnee", HINGE_LANDMARK_knee_l, 0, 0},
    {"RAnkle", HINGE_LANDMARK_ankle_r, 0, 0},
    {"LAnkle", HINGE_LANDMARK_ankle_l, 0, 0},
    {"RBigToe", HINGE_LANDMARK_toe_r, 0, 0},
    {"LBigToe", HINGE_LANDMARK_toe_l, 0, 0},
    {"RSmallToe", HINGE_LANDMARK_NONE, 0, 0},
    {"LSmallToe", HINGE_LANDMARK_NONE, 0, 0},
    {"RHeel", HINGE_LANDMARK_heel_r, 0, 0},
    {"LHeel", HINGE_LANDMARK_heel_l, 0, 0},
    {"RShoulder", HINGE_LANDMARK_shoulder_r, 0, 0},
    {"LShoulder", HINGE_LANDMARK_shoulder_l, 0, 0},
    {"RElbow", HINGE_LANDMARK_elbow_r, 0, 0},
    {"LElbow", HINGE_LANDMARK_elbow_l, 0, 0},
    {"RWrist", HINGE_LANDMARK_wrist_r, 0, 0},
    {"LWrist", HINGE_LANDMARK_wrist_l, 0, 0},
    {"REye", HINGE_LANDMARK_eye_r, 0, 0},
    {"LEye", HINGE_LANDMARK_eye_l, 0, 0},
    {"REar", HINGE_LANDMARK_ear_r, 0, 0},
    {"LEar", HINGE_LANDMARK_ear_l, 0, 0},
    {"Nose", HINGE_LANDMARK_nose, 0, 0},
    {"Neck", HINGE_LANDMARK_NONE, 0, 0},
    {"MidHip", HINGE_LANDMARK_NONE, 0, 0},
    {"CHip", HINGE_LANDMARK_NONE, 0, 0},
    {"Hip", HINGE_LANDMARK_NONE, 0, 0},
};

static const char *const signature[] = {"RHip",      "LHip",      "RKnee",
                                        "LKnee",     "RAnkle",    "LAnkle",
                                        "RShoulder", "LShoulder", NULL};

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
