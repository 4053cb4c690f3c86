/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vicon Plug-in Gait markers, full body or lower body. */
#include "landmarks/landmarks.h"

#define BOTH(name, landmark, rank, flags) HINGE_BOTH("L" name, "R" name, landmark, rank, flags)

static const struct hinge_landmark_row rows[] = {
    {"LFHD", HINGE_LANDMARK_nose, 0, HINGE_CHANNEL_PROXY},
    {"RFHD", HINGE_LANDMARK_nose, 0, HINGE_CHANNEL_PROXY},
    {"LBHD", HINGE_LANDMARK_occ, 0, 0},
    {"RBHD", HINGE_LANDMARK_occ, 0, 0},
    {"C7", HINGE_LANDMARK_c7, 0, 0},
    {"T10", HINGE_LANDMARK_t10, 0, 0},
    {"CLAV", HINGE_LANDMARK_ij, 0, 0},
    {"STRN", HINGE_LANDMARK_px, 0, 0},
    {"RBAK", HINGE_LANDMARK_NONE, 0, 0},
    BOTH("SHO", shoulder, 0, 0),
    BOTH("ELB", elbow, 0, 0),
    BOTH("WRA", wrist, 0, 0),
    BOTH("WRB", wrist, 0, 0),
    BOTH("WRA", wrist, 1, 0),
    BOTH("WRB", wrist, 2, 0),
    BOTH("ASI", asis, 0, 0),
    BOTH("PSI", psis, 0, 0),
    BOTH("HJC", hjc, 0, 0),
    BOTH("KNE", knee, 0, 0),
    BOTH("ANK", ankle, 0, 0),
    BOTH("HEE", heel, 0, 0),
    BOTH("TOE", toe, 0, 0),
    BOTH("UPA", NONE, 0, 0),
    BOTH("FRM", NONE, 0, 0),
    BOTH("FRA", NONE, 0, 0),
    BOTH("FIN", NONE, 0, 0),
    BOTH("THI", NONE, 0, 0),
    BOTH("TIB", NONE, 0, 0),
    BOTH("THI2", NONE, 0, 0),
    BOTH("THI3", NONE, 0, 0),
    BOTH("TIB2", NONE, 0, 0),
    BOTH("TIB3", NONE, 0, 0),
    {"SACR", HINGE_LANDMARK_s1, 0, 0},
};

static const char *const signature[] = {"LASI", "RASI", NULL};

const struct hinge_landmark_set hinge_landmark_set_plugin_gait = {
    .id = "plugin_gait",
    .title = "Plug-in Gait markers (LASI, RASI, C7, …)",
    .details = "The Plug-in Gait set: head, C7, T10, CLAV, STRN, pelvis (LPSI and "
               "RPSI, or SACR) and "
               "legs. Wrists are the mean of WRA and WRB; LHJC and RHJC are taken as "
               "positions only.",
    .family = HINGE_FAMILY_markers,
    .up = "",
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
