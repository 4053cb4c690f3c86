/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markers on the skin under the names OpenSim and OpenCap laboratories use. */
#include "landmarks/landmarks.h"

#define BOTH(name, landmark, rank, flags) HINGE_BOTH("L_" name, "r_" name, landmark, rank, flags)

static const struct hinge_landmark_row rows[] = {
    {"C7", HINGE_LANDMARK_c7, 0, 0},
    {"Sternum", HINGE_LANDMARK_NONE, 0, 0},
    {"r.ASIS", HINGE_LANDMARK_asis_r, 0, 0},
    {"r.PSIS", HINGE_LANDMARK_psis_r, 0, 0},
    BOTH("shoulder", shoulder, 0, 0),
    BOTH("knee", knee, 0, 0),
    BOTH("mknee", knee_med, 0, 0),
    BOTH("ankle", ankle, 0, 0),
    BOTH("mankle", ankle, 0, 0),
    BOTH("ankle", ankle, 1, 0),
    BOTH("calc", heel, 0, 0),
    BOTH("heel", heel, 1, 0),
    BOTH("toe", toe, 0, 0),
    BOTH("5meta", NONE, 0, 0),
    BOTH("elbow_lat", elbow, 0, 0),
    BOTH("elbow_med", elbow, 0, 0),
    BOTH("lelbow", elbow, 1, 0),
    BOTH("melbow", elbow, 1, 0),
    BOTH("wrist_radius", wrist, 0, 0),
    BOTH("wrist_ulna", wrist, 0, 0),
    BOTH("lwrist", wrist, 1, 0),
    BOTH("mwrist", wrist, 1, 0),
    {"RHJC", HINGE_LANDMARK_hjc_r, 0, 0},
    BOTH("forearm", NONE, 0, 0),
    BOTH("humerus", NONE, 0, 0),
    BOTH("sh1", NONE, 0, 0),
    BOTH("sh2", NONE, 0, 0),
    BOTH("sh3", NONE, 0, 0),
    BOTH("sh4", NONE, 0, 0),
    BOTH("shank_antsup", NONE, 0, 0),
    BOTH("thigh1", NONE, 0, 0),
    BOTH("thigh2", NONE, 0, 0),
    BOTH("thigh3", NONE, 0, 0),
    BOTH("thigh4", NONE, 0, 0),
    BOTH("thigh5", NONE, 0, 0),
    {"L.ASIS", HINGE_LANDMARK_asis_l, 0, 0},
    {"L.PSIS", HINGE_LANDMARK_psis_l, 0, 0},
    {"LHJC", HINGE_LANDMARK_hjc_l, 0, 0},
};

static const char *const signature[] = {"r.ASIS", "L.ASIS", NULL};

const struct hinge_landmark_set hinge_landmark_set_opencap_lab = {
    .id = "opencap_lab",
    .title = "Laboratory markers (r.ASIS, L_knee, C7, …)",
    .details = "Measured skin markers named r.ASIS, L.PSIS, r_knee, r_mknee, r_calc … "
               "Medial markers are "
               "averaged with lateral ones where they exist.",
    .family = HINGE_FAMILY_markers,
    .up = "",
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
