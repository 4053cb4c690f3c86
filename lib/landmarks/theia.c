/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Segments of Theia3D, as its C3D files hold them in the group ROTATION. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
    {"pelvis_4X4", HINGE_LANDMARK_pelvis, 0, HINGE_CHANNEL_INFERRED},
    {"torso_4X4", HINGE_LANDMARK_thorax, 0, HINGE_CHANNEL_INFERRED},
    {"l_thigh_4X4", HINGE_LANDMARK_thigh_l, 0, 0},
    {"r_thigh_4X4", HINGE_LANDMARK_thigh_r, 0, 0},
    {"l_shank_4X4", HINGE_LANDMARK_shank_l, 0, 0},
    {"r_shank_4X4", HINGE_LANDMARK_shank_r, 0, 0},
    {"l_foot_4X4", HINGE_LANDMARK_foot_l, 0, 0},
    {"r_foot_4X4", HINGE_LANDMARK_foot_r, 0, 0},
    {"head_4X4", HINGE_LANDMARK_head, 0, 0},
};

static const char *const signature[] = {"pelvis_4X4", "torso_4X4", NULL};

const struct hinge_landmark_set hinge_landmark_set_theia = {
    .id = "theia",
    .title = "Theia3D segments (pelvis_4X4, torso_4X4, …)",
    .details = "Poses of markerless software. Pelvis and torso are a network's and the "
               "torso is one rigid piece: they count as inferred (tier C, the spine "
               "with --allow-inferred).",
    .family = HINGE_FAMILY_markers,
    .up = "+z",
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
