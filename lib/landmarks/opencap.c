/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenCap and Pose2Sim recordings with markers added by a network (names in _study). */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
/* keypoints triangulated from video come first */
#include "landmarks/parts/openpose.def"
    {"Head", HINGE_LANDMARK_head_top, 0, 0},
    {"Neck", HINGE_LANDMARK_NONE, 0, 0},
    {"MidHip", HINGE_LANDMARK_NONE, 0, 0},
    {"Hip", HINGE_LANDMARK_NONE, 0, 0},
    /* network outputs from about twenty keypoints, not measured */
    {"C7_study", HINGE_LANDMARK_c7, 0, HINGE_CHANNEL_INFERRED},
    {"r.ASIS_study", HINGE_LANDMARK_asis_r, 0, HINGE_CHANNEL_INFERRED},
    {"L.ASIS_study", HINGE_LANDMARK_asis_l, 0, HINGE_CHANNEL_INFERRED},
    {"r.PSIS_study", HINGE_LANDMARK_psis_r, 0, HINGE_CHANNEL_INFERRED},
    {"L.PSIS_study", HINGE_LANDMARK_psis_l, 0, HINGE_CHANNEL_INFERRED},
    {"r_shoulder_study", HINGE_LANDMARK_shoulder_r, 1, HINGE_CHANNEL_INFERRED},
    {"L_shoulder_study", HINGE_LANDMARK_shoulder_l, 1, HINGE_CHANNEL_INFERRED},
    {"r_knee_study", HINGE_LANDMARK_knee_r, 1, HINGE_CHANNEL_INFERRED},
    {"r_mknee_study", HINGE_LANDMARK_knee_r, 1, HINGE_CHANNEL_INFERRED},
    {"L_knee_study", HINGE_LANDMARK_knee_l, 1, HINGE_CHANNEL_INFERRED},
    {"L_mknee_study", HINGE_LANDMARK_knee_l, 1, HINGE_CHANNEL_INFERRED},
    {"r_ankle_study", HINGE_LANDMARK_ankle_r, 1, HINGE_CHANNEL_INFERRED},
    {"r_mankle_study", HINGE_LANDMARK_ankle_r, 1, HINGE_CHANNEL_INFERRED},
    {"L_ankle_study", HINGE_LANDMARK_ankle_l, 1, HINGE_CHANNEL_INFERRED},
    {"L_mankle_study", HINGE_LANDMARK_ankle_l, 1, HINGE_CHANNEL_INFERRED},
    {"r_calc_study", HINGE_LANDMARK_heel_r, 1, HINGE_CHANNEL_INFERRED},
    {"L_calc_study", HINGE_LANDMARK_heel_l, 1, HINGE_CHANNEL_INFERRED},
    {"r_toe_study", HINGE_LANDMARK_toe_r, 1, HINGE_CHANNEL_INFERRED},
    {"L_toe_study", HINGE_LANDMARK_toe_l, 1, HINGE_CHANNEL_INFERRED},
    {"r_lelbow_study", HINGE_LANDMARK_elbow_r, 1, HINGE_CHANNEL_INFERRED},
    {"r_melbow_study", HINGE_LANDMARK_elbow_r, 1, HINGE_CHANNEL_INFERRED},
    {"L_lelbow_study", HINGE_LANDMARK_elbow_l, 1, HINGE_CHANNEL_INFERRED},
    {"L_melbow_study", HINGE_LANDMARK_elbow_l, 1, HINGE_CHANNEL_INFERRED},
    {"r_lwrist_study", HINGE_LANDMARK_wrist_r, 1, HINGE_CHANNEL_INFERRED},
    {"r_mwrist_study", HINGE_LANDMARK_wrist_r, 1, HINGE_CHANNEL_INFERRED},
    {"L_lwrist_study", HINGE_LANDMARK_wrist_l, 1, HINGE_CHANNEL_INFERRED},
    {"L_mwrist_study", HINGE_LANDMARK_wrist_l, 1, HINGE_CHANNEL_INFERRED},
    {"RHJC_study", HINGE_LANDMARK_hjc_r, 1, HINGE_CHANNEL_INFERRED},
    {"LHJC_study", HINGE_LANDMARK_hjc_l, 1, HINGE_CHANNEL_INFERRED},
    {"r_5meta_study", HINGE_LANDMARK_NONE, 0, 0},
    {"L_5meta_study", HINGE_LANDMARK_NONE, 0, 0},
    {"r_thigh1_study", HINGE_LANDMARK_NONE, 0, 0},
    {"L_thigh1_study", HINGE_LANDMARK_NONE, 0, 0},
    {"r_thigh2_study", HINGE_LANDMARK_NONE, 0, 0},
    {"L_thigh2_study", HINGE_LANDMARK_NONE, 0, 0},
    {"r_thigh3_study", HINGE_LANDMARK_NONE, 0, 0},
    {"L_thigh3_study", HINGE_LANDMARK_NONE, 0, 0},
    {"r_sh1_study", HINGE_LANDMARK_NONE, 0, 0},
    {"L_sh1_study", HINGE_LANDMARK_NONE, 0, 0},
    {"r_sh2_study", HINGE_LANDMARK_NONE, 0, 0},
    {"L_sh2_study", HINGE_LANDMARK_NONE, 0, 0},
    {"r_sh3_study", HINGE_LANDMARK_NONE, 0, 0},
    {"L_sh3_study", HINGE_LANDMARK_NONE, 0, 0},
};

static const char *const signature[] = {"C7_study", "r.ASIS_study", "L.ASIS_study",
                                        NULL};

const struct hinge_landmark_set hinge_landmark_set_opencap = {
    .id = "opencap",
    .title = "OpenCap / Pose2Sim with augmented markers (_study)",
    .details = "Triangulated keypoints plus anatomical markers a network inferred from "
               "them. Where both "
               "exist the keypoint is used; C7, ASIS and PSIS exist only as inferred "
               "and say so.",
    .family = HINGE_FAMILY_markers,
    .up = "+y",
    .layout_flags = 0,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
