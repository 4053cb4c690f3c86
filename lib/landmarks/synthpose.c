/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SynthPose: anatomical points that a network finds in a picture, beside COCO's 17. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
    {"nose", HINGE_LANDMARK_nose, 0, 0},
    {"left_eye", HINGE_LANDMARK_eye_l, 0, 0},
    {"right_eye", HINGE_LANDMARK_eye_r, 0, 0},
    {"left_ear", HINGE_LANDMARK_ear_l, 0, 0},
    {"right_ear", HINGE_LANDMARK_ear_r, 0, 0},
    {"left_hip", HINGE_LANDMARK_hjc_l, 0, 0},
    {"lshoulder", HINGE_LANDMARK_shoulder_l, 0, 0},
    {"left_shoulder", HINGE_LANDMARK_shoulder_l, 1, 0},
    {"l_lelbow", HINGE_LANDMARK_elbow_l, 0, 0},
    {"l_melbow", HINGE_LANDMARK_elbow_l, 0, 0},
    {"left_elbow", HINGE_LANDMARK_elbow_l, 1, 0},
    {"l_lwrist", HINGE_LANDMARK_wrist_l, 0, 0},
    {"l_mwrist", HINGE_LANDMARK_wrist_l, 0, 0},
    {"left_wrist", HINGE_LANDMARK_wrist_l, 1, 0},
    {"l_knee", HINGE_LANDMARK_knee_l, 0, 0},
    {"l_mknee", HINGE_LANDMARK_knee_med_l, 0, 0},
    {"left_knee", HINGE_LANDMARK_knee_l, 1, 0},
    {"l_ankle", HINGE_LANDMARK_ankle_l, 0, 0},
    {"l_mankle", HINGE_LANDMARK_ankle_l, 0, 0},
    {"left_ankle", HINGE_LANDMARK_ankle_l, 1, 0},
    {"l_ankle", HINGE_LANDMARK_ankle_l, 2, 0},
    {"l_ASIS", HINGE_LANDMARK_asis_l, 0, 0},
    {"l_PSIS", HINGE_LANDMARK_psis_l, 0, 0},
    {"l_calc", HINGE_LANDMARK_heel_l, 0, 0},
    {"l_big_toe", HINGE_LANDMARK_toe_l, 0, 0},
    {"l_toe", HINGE_LANDMARK_toe_l, 1, 0},
    {"l_5meta", HINGE_LANDMARK_NONE, 0, 0},
    {"right_hip", HINGE_LANDMARK_hjc_r, 0, 0},
    {"rshoulder", HINGE_LANDMARK_shoulder_r, 0, 0},
    {"right_shoulder", HINGE_LANDMARK_shoulder_r, 1, 0},
    {"r_lelbow", HINGE_LANDMARK_elbow_r, 0, 0},
    {"r_melbow", HINGE_LANDMARK_elbow_r, 0, 0},
    {"right_elbow", HINGE_LANDMARK_elbow_r, 1, 0},
    {"r_lwrist", HINGE_LANDMARK_wrist_r, 0, 0},
    {"r_mwrist", HINGE_LANDMARK_wrist_r, 0, 0},
    {"right_wrist", HINGE_LANDMARK_wrist_r, 1, 0},
    {"r_knee", HINGE_LANDMARK_knee_r, 0, 0},
    {"r_mknee", HINGE_LANDMARK_knee_med_r, 0, 0},
    {"right_knee", HINGE_LANDMARK_knee_r, 1, 0},
    {"r_ankle", HINGE_LANDMARK_ankle_r, 0, 0},
    {"r_mankle", HINGE_LANDMARK_ankle_r, 0, 0},
    {"right_ankle", HINGE_LANDMARK_ankle_r, 1, 0},
    {"r_ankle", HINGE_LANDMARK_ankle_r, 2, 0},
    {"r_ASIS", HINGE_LANDMARK_asis_r, 0, 0},
    {"r_PSIS", HINGE_LANDMARK_psis_r, 0, 0},
    {"r_calc", HINGE_LANDMARK_heel_r, 0, 0},
    {"r_big_toe", HINGE_LANDMARK_toe_r, 0, 0},
    {"r_toe", HINGE_LANDMARK_toe_r, 1, 0},
    {"r_5meta", HINGE_LANDMARK_NONE, 0, 0},
    {"sternum", HINGE_LANDMARK_ij, 0, 0},
    {"C7", HINGE_LANDMARK_c7, 0, 0},
    {"T6", HINGE_LANDMARK_t8, 0, HINGE_CHANNEL_APPROXIMATE},
    {"T11", HINGE_LANDMARK_t12l1, 0, HINGE_CHANNEL_APPROXIMATE},
    {"L2", HINGE_LANDMARK_l3, 0, HINGE_CHANNEL_APPROXIMATE},
};

static const char *const signature[] = {"T6", "T11", "L2", NULL};

const struct hinge_landmark_set hinge_landmark_set_synthpose = {
    .id = "synthpose",
    .title = "SynthPose keypoints (r_ASIS, T11, L2, left_hip, …)",
    .details =
        "The 52 points of SynthPose: COCO's 17, pelvis, C7, T6 (near T8), T11 "
        "(near T12), L2 (near L3), sternum, both sides of knees, ankles, elbows "
        "and wrists, feet. A network estimates them from the picture, so they make "
        "tier B at most, although the pelvis is among them.",
    .family = HINGE_FAMILY_openpose,
    .up = "-y",
    .layout_flags = HINGE_LAYOUT_IMAGE | HINGE_LAYOUT_ZERO_MISSING,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
