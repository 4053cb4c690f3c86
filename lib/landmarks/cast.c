/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Skin markers of the CAST protocol and the Istituto Ortopedico Rizzoli, by van Sint
 * Jan's names. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
    {"L_IAS", HINGE_LANDMARK_asis_l, 0, 0},
    {"L_IPS", HINGE_LANDMARK_psis_l, 0, 0},
    {"L_FTC", HINGE_LANDMARK_hjc_l, 0, HINGE_CHANNEL_APPROXIMATE},
    {"L_FLE", HINGE_LANDMARK_knee_l, 0, 0},
    {"L_FME", HINGE_LANDMARK_knee_med_l, 0, 0},
    {"L_FAL", HINGE_LANDMARK_ankle_l, 0, 0},
    {"L_TAM", HINGE_LANDMARK_ankle_l, 0, 0},
    {"L_FAL", HINGE_LANDMARK_ankle_l, 1, 0},
    {"L_FCC", HINGE_LANDMARK_heel_l, 0, 0},
    {"L_FM2", HINGE_LANDMARK_toe_l, 0, 0},
    {"L_FM1", HINGE_LANDMARK_toe_l, 1, 0},
    {"L_FM5", HINGE_LANDMARK_toe_l, 1, 0},
    {"L_SAE", HINGE_LANDMARK_shoulder_l, 0, 0},
    {"L_HLE", HINGE_LANDMARK_elbow_l, 0, 0},
    {"L_HME", HINGE_LANDMARK_elbow_l, 0, 0},
    {"L_HLE", HINGE_LANDMARK_elbow_l, 1, 0},
    {"L_RSP", HINGE_LANDMARK_wrist_l, 0, 0},
    {"L_USP", HINGE_LANDMARK_wrist_l, 0, 0},
    {"L_FAX", HINGE_LANDMARK_NONE, 0, 0},
    {"L_TTC", HINGE_LANDMARK_NONE, 0, 0},
    {"L_HM2", HINGE_LANDMARK_NONE, 0, 0},
    {"R_IAS", HINGE_LANDMARK_asis_r, 0, 0},
    {"R_IPS", HINGE_LANDMARK_psis_r, 0, 0},
    {"R_FTC", HINGE_LANDMARK_hjc_r, 0, HINGE_CHANNEL_APPROXIMATE},
    {"R_FLE", HINGE_LANDMARK_knee_r, 0, 0},
    {"R_FME", HINGE_LANDMARK_knee_med_r, 0, 0},
    {"R_FAL", HINGE_LANDMARK_ankle_r, 0, 0},
    {"R_TAM", HINGE_LANDMARK_ankle_r, 0, 0},
    {"R_FAL", HINGE_LANDMARK_ankle_r, 1, 0},
    {"R_FCC", HINGE_LANDMARK_heel_r, 0, 0},
    {"R_FM2", HINGE_LANDMARK_toe_r, 0, 0},
    {"R_FM1", HINGE_LANDMARK_toe_r, 1, 0},
    {"R_FM5", HINGE_LANDMARK_toe_r, 1, 0},
    {"R_SAE", HINGE_LANDMARK_shoulder_r, 0, 0},
    {"R_HLE", HINGE_LANDMARK_elbow_r, 0, 0},
    {"R_HME", HINGE_LANDMARK_elbow_r, 0, 0},
    {"R_HLE", HINGE_LANDMARK_elbow_r, 1, 0},
    {"R_RSP", HINGE_LANDMARK_wrist_r, 0, 0},
    {"R_USP", HINGE_LANDMARK_wrist_r, 0, 0},
    {"R_FAX", HINGE_LANDMARK_NONE, 0, 0},
    {"R_TTC", HINGE_LANDMARK_NONE, 0, 0},
    {"R_HM2", HINGE_LANDMARK_NONE, 0, 0},
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
    .details =
        "Skin markers named after van Sint Jan, with or without `_`. Knees and "
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
