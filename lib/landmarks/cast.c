/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Skin markers of the CAST protocol and the Istituto Ortopedico Rizzoli, by van Sint
 * Jan's names. */
#include "landmarks/landmarks.h"

#define BOTH(name, landmark, rank, flags) HINGE_BOTH("L_" name, "R_" name, landmark, rank, flags)

static const struct hinge_landmark_row rows[] = {
    BOTH("IAS", asis, 0, 0),
    BOTH("IPS", psis, 0, 0),
    BOTH("FTC", hjc, 0, HINGE_CHANNEL_APPROXIMATE),
    BOTH("FLE", knee, 0, 0),
    BOTH("FME", knee_med, 0, 0),
    BOTH("FAL", ankle, 0, 0),
    BOTH("TAM", ankle, 0, 0),
    BOTH("FAL", ankle, 1, 0),
    BOTH("FCC", heel, 0, 0),
    BOTH("FM2", toe, 0, 0),
    BOTH("FM1", toe, 1, 0),
    BOTH("FM5", toe, 1, 0),
    BOTH("SAE", shoulder, 0, 0),
    BOTH("HLE", elbow, 0, 0),
    BOTH("HME", elbow, 0, 0),
    BOTH("HLE", elbow, 1, 0),
    BOTH("RSP", wrist, 0, 0),
    BOTH("USP", wrist, 0, 0),
    BOTH("FAX", NONE, 0, 0),
    BOTH("TTC", NONE, 0, 0),
    BOTH("HM2", NONE, 0, 0),
    {"CV7", HINGE_LANDMARK_c7, 0, 0},
    {"TV2", HINGE_LANDMARK_t3, 0, HINGE_CHANNEL_APPROXIMATE},
    {"MAI", HINGE_LANDMARK_t8, 0, HINGE_CHANNEL_APPROXIMATE},
    {"TV7", HINGE_LANDMARK_t8, 1, HINGE_CHANNEL_APPROXIMATE},
    {"TV10", HINGE_LANDMARK_t10, 0, 0},
    {"LV1", HINGE_LANDMARK_t12l1, 0, 0},
    {"TV12", HINGE_LANDMARK_t12l1, 1, 0},
    {"LV3", HINGE_LANDMARK_l3, 0, 0},
    {"LV5", HINGE_LANDMARK_l5, 0, 0},
    {"SJN", HINGE_LANDMARK_ij, 0, 0},
    {"SXS", HINGE_LANDMARK_px, 0, 0},
};

static const char *const signature[] = {"L_FLE", "R_FLE", "L_FAL", "R_FAL", NULL};

const struct hinge_landmark_set hinge_landmark_set_cast = {
    .id = "cast",
    .title = "CAST / IOR markers (L_IAS, R_IPS, LV5, …)",
    .details = "Skin markers named after van Sint Jan, with or without `_`. Knees and "
               "ankles are the middle of their two markers where both are there; the toe "
               "is the second metatarsal head, else the middle of the first and fifth. "
               "The hip joint comes from the pelvis; the trochanter (FTC) replaces it if "
               "the pelvis has no front markers. MAI and TV7 lie near T8, TV2 near T3.",
    .family = HINGE_FAMILY_markers,
    .up = "",
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
