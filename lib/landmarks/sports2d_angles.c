/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Angles of Sports2D's MOT, whose columns are no OpenSim coordinates. */
#include "landmarks/landmarks.h"

/* The trunk is neck to hip against the horizontal, and falls or rises with the side
 * that the person faces; hips, thighs and shanks are left alone, and "pelvis" is the
 * line of the hips from the front, never its tilt. */
#define BOTH(name, landmark, rank, flags)                                                          \
    HINGE_BOTH("left " name, "right " name, landmark, rank, flags)

static const struct hinge_landmark_row rows[] = {
    {"trunk", HINGE_LANDMARK_trunk_incl, 0,
     HINGE_CHANNEL_SIGN_OPEN | HINGE_CHANNEL_FROM_HORIZONTAL},
    BOTH("knee", knee_flex, 0, HINGE_CHANNEL_SIGN_OPEN),
    {"pelvis", HINGE_LANDMARK_NONE, 0, 0},
    BOTH("hip", NONE, 0, 0),
    BOTH("ankle", NONE, 0, 0),
    BOTH("thigh", NONE, 0, 0),
};

static const char *const signature[] = {"trunk", "right knee", NULL};

const struct hinge_landmark_set hinge_landmark_set_sports2d_angles = {
    .id = "sports2d_angles",
    .title = "Sports2D's angles (trunk, right knee, left knee)",
    .details = "Of its MOT only trunk and knees are read: no hip, pelvis or lumbar "
               "spine (tier C). Which way the trunk leans is seen from the knees.",
    .family = HINGE_FAMILY_angles,
    .up = "",
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
