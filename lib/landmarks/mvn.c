/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Segments of Xsens MVN by their labels; those between two sensors are a model's and
 * are no landmarks. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
    {"Pelvis", HINGE_LANDMARK_pelvis, 0, 0},
    {"T8", HINGE_LANDMARK_thorax, 0, 0},
    {"Head", HINGE_LANDMARK_head, 0, 0},
    {"RightUpperLeg", HINGE_LANDMARK_thigh_r, 0, 0},
    {"LeftUpperLeg", HINGE_LANDMARK_thigh_l, 0, 0},
    {"RightLowerLeg", HINGE_LANDMARK_shank_r, 0, 0},
    {"LeftLowerLeg", HINGE_LANDMARK_shank_l, 0, 0},
    {"RightFoot", HINGE_LANDMARK_foot_r, 0, 0},
    {"LeftFoot", HINGE_LANDMARK_foot_l, 0, 0},
};

static const char *const signature[] = {"Pelvis", "T8", NULL};

const struct hinge_landmark_set hinge_landmark_set_mvn = {
    .id = "mvn",
    .title = "Xsens MVN segments (Pelvis, T8, RightUpperLeg …)",
    .details = "Orientations of MVNX and of the sheet Segment Orientation - Quat (`Pelvis "
               "q0` …). Pelvis, T8, head and legs carry sensors; L5, L3 and T12 do not and "
               "are not used.",
    .family = HINGE_FAMILY_markers,
    .up = "+z",
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
