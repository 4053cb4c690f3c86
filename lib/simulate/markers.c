/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of marker names. */
#include "simulate/markers.h"

#define L(name) HINGE_LANDMARK_##name

/* Spine chain with canonical names (SCIENCE 1.3). */
static const struct hinge_marker chain[] = {
    {"c7", L(c7), {0}},
    {"t8", L(t8), {0}},
    {"t12l1", L(t12l1), {0}},
    {"l3", L(l3), {0}},
    {"l5", L(l5), {0}},
    {"shoulder_l", L(shoulder_l), {0}},
    {"shoulder_r", L(shoulder_r), {0}},
    {"hjc_l", L(hjc_l), {0}},
    {"hjc_r", L(hjc_r), {0}},
    {"knee_l", L(knee_l), {0}},
    {"knee_r", L(knee_r), {0}},
    {"ankle_l", L(ankle_l), {0}},
    {"ankle_r", L(ankle_r), {0}},
    {"heel_l", L(heel_l), {0}},
    {"heel_r", L(heel_r), {0}},
    {"toe_l", L(toe_l), {0}},
    {"toe_r", L(toe_r), {0}},
};

/* Plug-in Gait. */
static const struct hinge_marker plug_in_gait[] = {
    {"LFHD", L(nose), {0, 0.06, -0.06}},
    {"RFHD", L(nose), {0, 0.06, 0.06}},
    {"LBHD", L(occ), {0, 0, -0.06}},
    {"RBHD", L(occ), {0, 0, 0.06}},
    {"C7", L(c7), {0}},
    {"T10", L(t10), {0}},
    {"CLAV", L(ij), {0}},
    {"STRN", L(px), {0}},
    {"LSHO", L(shoulder_l), {0}},
    {"RSHO", L(shoulder_r), {0}},
    {"LELB", L(elbow_l), {0}},
    {"RELB", L(elbow_r), {0}},
    {"LWRA", L(wrist_l), {0.025, 0, 0}},
    {"LWRB", L(wrist_l), {-0.025, 0, 0}},
    {"RWRA", L(wrist_r), {0.025, 0, 0}},
    {"RWRB", L(wrist_r), {-0.025, 0, 0}},
    {"LASI", L(asis_l), {0}},
    {"RASI", L(asis_r), {0}},
    {"LPSI", L(psis_l), {0}},
    {"RPSI", L(psis_r), {0}},
    {"LKNE", L(knee_l), {0, 0, -0.05}},
    {"RKNE", L(knee_r), {0, 0, 0.05}},
    {"LANK", L(ankle_l), {0, 0, -0.04}},
    {"RANK", L(ankle_r), {0, 0, 0.04}},
    {"LHEE", L(heel_l), {0}},
    {"RHEE", L(heel_r), {0}},
    {"LTOE", L(toe_l), {0}},
    {"RTOE", L(toe_r), {0}},
};

/* COCO-17 in its own order. Its annotated hips lie further apart than the joint centres
 * (0.28 of the leg's length, SCIENCE 2.3). */
static const struct hinge_marker coco17[] = {
    {"nose", L(nose), {0}},
    {"left_eye", L(eye_l), {0}},
    {"right_eye", L(eye_r), {0}},
    {"left_ear", L(ear_l), {0}},
    {"right_ear", L(ear_r), {0}},
    {"left_shoulder", L(shoulder_l), {0}},
    {"right_shoulder", L(shoulder_r), {0}},
    {"left_elbow", L(elbow_l), {0}},
    {"right_elbow", L(elbow_r), {0}},
    {"left_wrist", L(wrist_l), {0}},
    {"right_wrist", L(wrist_r), {0}},
    {"left_hip", L(hjc_l), {0, 0, -0.031}},
    {"right_hip", L(hjc_r), {0, 0, 0.031}},
    {"left_knee", L(knee_l), {0}},
    {"right_knee", L(knee_r), {0}},
    {"left_ankle", L(ankle_l), {0}},
    {"right_ankle", L(ankle_r), {0}},
};

/* MediaPipe / BlazePose 33 in its own order. */
static const struct hinge_marker mediapipe33[] = {
    {"nose", L(nose), {0}},
    {"left_eye_inner", L(eye_l), {0, 0, 0.012}},
    {"left_eye", L(eye_l), {0}},
    {"left_eye_outer", L(eye_l), {0, 0, -0.012}},
    {"right_eye_inner", L(eye_r), {0, 0, -0.012}},
    {"right_eye", L(eye_r), {0}},
    {"right_eye_outer", L(eye_r), {0, 0, 0.012}},
    {"left_ear", L(ear_l), {0}},
    {"right_ear", L(ear_r), {0}},
    {"mouth_left", L(nose), {-0.02, -0.06, -0.025}},
    {"mouth_right", L(nose), {-0.02, -0.06, 0.025}},
    {"left_shoulder", L(shoulder_l), {0}},
    {"right_shoulder", L(shoulder_r), {0}},
    {"left_elbow", L(elbow_l), {0}},
    {"right_elbow", L(elbow_r), {0}},
    {"left_wrist", L(wrist_l), {0}},
    {"right_wrist", L(wrist_r), {0}},
    {"left_pinky", L(wrist_l), {-0.02, -0.09, 0}},
    {"right_pinky", L(wrist_r), {-0.02, -0.09, 0}},
    {"left_index", L(wrist_l), {0.02, -0.10, 0}},
    {"right_index", L(wrist_r), {0.02, -0.10, 0}},
    {"left_thumb", L(wrist_l), {0.04, -0.05, 0}},
    {"right_thumb", L(wrist_r), {0.04, -0.05, 0}},
    {"left_hip", L(hjc_l), {0}},
    {"right_hip", L(hjc_r), {0}},
    {"left_knee", L(knee_l), {0}},
    {"right_knee", L(knee_r), {0}},
    {"left_ankle", L(ankle_l), {0}},
    {"right_ankle", L(ankle_r), {0}},
    {"left_heel", L(heel_l), {0}},
    {"right_heel", L(heel_r), {0}},
    {"left_foot_index", L(toe_l), {0}},
    {"right_foot_index", L(toe_r), {0}},
};

#define TABLE(rows) .marker = rows, .n_markers = sizeof rows / sizeof *rows
_Static_assert(sizeof mediapipe33 / sizeof *mediapipe33 <= HINGE_MARKERS_MAX,
               "markers");

static const struct hinge_marker_set sets[] = {
    {.format = HINGE_SIMULATE_trc_a,
     .kind = HINGE_FILE_TRC,
     .tier = 'A',
     .clock = true,
     .units = "mm",
     .unit_m = 0.001,
     TABLE(plug_in_gait)},
    {.format = HINGE_SIMULATE_trc_b,
     .kind = HINGE_FILE_TRC,
     .tier = 'B',
     .clock = true,
     .units = "mm",
     .unit_m = 0.001,
     TABLE(chain)},
    {.format = HINGE_SIMULATE_csv,
     .kind = HINGE_FILE_CSV,
     .tier = 'B',
     .clock = true,
     .units = "m",
     .unit_m = 1.0,
     TABLE(chain)},
    {.format = HINGE_SIMULATE_csv_coco,
     .kind = HINGE_FILE_CSV,
     .tier = 'C',
     .image = true,
     .score = "score",
     .units = "px",
     .digits = 3,
     TABLE(coco17)},
    {.format = HINGE_SIMULATE_csv_mediapipe,
     .kind = HINGE_FILE_CSV,
     .tier = 'C',
     .image = true,
     .fractions = true,
     .clock = true,
     .score = "visibility",
     .units = "norm",
     .digits = 6,
     TABLE(mediapipe33)},
};

const struct hinge_marker_set *hinge_marker_set_of(enum hinge_simulate_format format,
                                                   size_t participant)
{
    if (format == HINGE_SIMULATE_mixed)
        format = participant % 5 == 0 ? HINGE_SIMULATE_csv : HINGE_SIMULATE_trc_b;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (sets[i].format == format)
            return &sets[i];
    return &sets[0];
}
