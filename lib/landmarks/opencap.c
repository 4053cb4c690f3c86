/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenCap and Pose2Sim recordings with markers added by a network (names in _study). */
#include "landmarks/landmarks.h"

#define STUDY(name, landmark, rank, flags)                                                         \
    HINGE_BOTH("L_" name "_study", "r_" name "_study", landmark, rank, flags)

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
    STUDY("shoulder", shoulder, 1, HINGE_CHANNEL_INFERRED),
    STUDY("knee", knee, 1, HINGE_CHANNEL_INFERRED),
    STUDY("mknee", knee, 1, HINGE_CHANNEL_INFERRED),
    STUDY("ankle", ankle, 1, HINGE_CHANNEL_INFERRED),
    STUDY("mankle", ankle, 1, HINGE_CHANNEL_INFERRED),
    STUDY("calc", heel, 1, HINGE_CHANNEL_INFERRED),
    STUDY("toe", toe, 1, HINGE_CHANNEL_INFERRED),
    STUDY("lelbow", elbow, 1, HINGE_CHANNEL_INFERRED),
    STUDY("melbow", elbow, 1, HINGE_CHANNEL_INFERRED),
    STUDY("lwrist", wrist, 1, HINGE_CHANNEL_INFERRED),
    STUDY("mwrist", wrist, 1, HINGE_CHANNEL_INFERRED),
    {"RHJC_study", HINGE_LANDMARK_hjc_r, 1, HINGE_CHANNEL_INFERRED},
    {"LHJC_study", HINGE_LANDMARK_hjc_l, 1, HINGE_CHANNEL_INFERRED},
    STUDY("5meta", NONE, 0, 0),
    STUDY("thigh1", NONE, 0, 0),
    STUDY("thigh2", NONE, 0, 0),
    STUDY("thigh3", NONE, 0, 0),
    STUDY("sh1", NONE, 0, 0),
    STUDY("sh2", NONE, 0, 0),
    STUDY("sh3", NONE, 0, 0),
};

static const char *const signature[] = {"C7_study", "r.ASIS_study", "L.ASIS_study", NULL};

const struct hinge_landmark_set hinge_landmark_set_opencap = {
    .id = "opencap",
    .title = "OpenCap / Pose2Sim with augmented markers (_study)",
    .details = "Triangulated keypoints plus anatomical markers a network inferred from "
               "them. Where both "
               "exist the keypoint is used; C7, ASIS and PSIS exist only as inferred "
               "and say so.",
    .family = HINGE_FAMILY_markers,
    .up = "+y",
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
