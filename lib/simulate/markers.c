/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marker sets by format: the names that it uses for points of the body, its layout, its units. */
#include "simulate/simulate.h"

#define L(name) HINGE_LANDMARK_##name

/* Spine chain with canonical names (method 1.3). */
const struct hinge_marker hinge_names_chain[] = {
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

/* The same with head and hands; and, for tier A, everything. */
#define HEAD_AND_HANDS                                                                             \
    {"ear_l", L(ear_l), {0}}, {"ear_r", L(ear_r), {0}}, {"eye_l", L(eye_l), {0}},                  \
        {"eye_r", L(eye_r), {0}}, {"nose", L(nose), {0}}, {"occ", L(occ), {0}},                    \
        {"s1", L(s1), {0}}, {"elbow_l", L(elbow_l), {0}}, {"elbow_r", L(elbow_r), {0}},            \
        {"wrist_l", L(wrist_l), {0}}, {"wrist_r", L(wrist_r), {0}}, {"c7", L(c7), {0}},            \
        {"t8", L(t8), {0}}, {"t12l1", L(t12l1), {0}}, {"l3", L(l3), {0}}, {"l5", L(l5), {0}},      \
        {"shoulder_l", L(shoulder_l), {0}}, {"shoulder_r", L(shoulder_r), {0}},                    \
        {"hjc_l", L(hjc_l), {0}}, {"hjc_r", L(hjc_r), {0}}, {"knee_l", L(knee_l), {0}},            \
        {"knee_r", L(knee_r), {0}}, {"ankle_l", L(ankle_l), {0}}, {"ankle_r", L(ankle_r), {0}},    \
        {"heel_l", L(heel_l), {0}}, {"heel_r", L(heel_r), {0}}, {"toe_l", L(toe_l), {0}},          \
        {"toe_r", L(toe_r), {0}},
const struct hinge_marker hinge_names_whole_b[] = {HEAD_AND_HANDS};
const struct hinge_marker hinge_names_whole_a[] = {HEAD_AND_HANDS{"asis_l", L(asis_l), {0}},
                                                   {"asis_r", L(asis_r), {0}},
                                                   {"psis_l", L(psis_l), {0}},
                                                   {"psis_r", L(psis_r), {0}},
                                                   {"ij", L(ij), {0}},
                                                   {"px", L(px), {0}},
                                                   {"rib_l", L(rib_l), {0}},
                                                   {"rib_r", L(rib_r), {0}}};

/* Plug-in Gait. */
const struct hinge_marker hinge_names_plug_in_gait[] = {
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
 * (0.28 of the leg's length, method 2.3). */
const struct hinge_marker hinge_names_coco17[] = {
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
const struct hinge_marker hinge_names_mediapipe33[] = {
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

/* Stickers on the skin of the side that faces the camera, named as clinics do. */
const struct hinge_marker hinge_names_stickers[] = {
    {"C7", L(c7), {0}},
    {"T8", L(t8), {0}},
    {"T12", L(t12l1), {0}},
    {"L3", L(l3), {0}},
    {"L5", L(l5), {0}},
    {"Acromion", L(shoulder_r), {0}},
    {"Trochanter", L(hjc_r), {0}},
    {"Knee", L(knee_r), {0}},
    {"Lateral malleolus", L(ankle_r), {0}},
    {"Heel", L(heel_r), {0}},
    {"MT5", L(toe_r), {0}},
};

/* SpineTrack-37 in its own order. */
const struct hinge_marker hinge_names_spinetrack37[] = {
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
    {"left_hip", L(hjc_l), {0}},
    {"right_hip", L(hjc_r), {0}},
    {"left_knee", L(knee_l), {0}},
    {"right_knee", L(knee_r), {0}},
    {"left_ankle", L(ankle_l), {0}},
    {"right_ankle", L(ankle_r), {0}},
    {"head", L(head_top), {0}},
    {"neck", L(c7), {0}},
    {"hip", L(s1), {0}},
    {"left_big_toe", L(toe_l), {0}},
    {"right_big_toe", L(toe_r), {0}},
    {"left_small_toe", L(toe_l), {-0.02, 0, -0.05}},
    {"right_small_toe", L(toe_r), {-0.02, 0, 0.05}},
    {"left_heel", L(heel_l), {0}},
    {"right_heel", L(heel_r), {0}},
    {"spine_01", L(l5), {0}},
    {"spine_02", L(l3), {0}},
    {"spine_03", L(t12l1), {0}},
    {"spine_04", L(t8), {0}},
    {"spine_05", L(t3), {0}},
    {"left_latissimus", L(t8), {0.03, 0, -0.12}},
    {"right_latissimus", L(t8), {0.03, 0, 0.12}},
    {"left_clavicle", L(ij), {0, 0, -0.06}},
    {"right_clavicle", L(ij), {0, 0, 0.06}},
    {"neck_02", L(c7), {0.01, 0.05, 0}},
    {"neck_03", L(c7), {0.02, 0.1, 0}},
};

/* Sensors on sacrum, T12/L1, thigh and shank. */
const struct hinge_marker hinge_names_sensors[] = {
    {"pelvis", L(pelvis), {0}},
    {"l1", L(l1), {0}},
    {"thigh_r", L(thigh_r), {0}},
    {"shank_r", L(shank_r), {0}},
};

/* --- the sets --- */

#define TABLE(rows) .marker = rows, .n_markers = sizeof rows / sizeof *rows
#define MILLIMETRES .clock = true, .units = "mm", .unit_m = 0.001
#define PIXELS .image = true, .units = "px", .unit_m = 1.0, .digits = 3
_Static_assert(sizeof hinge_names_mediapipe33 / sizeof *hinge_names_mediapipe33 <=
                   HINGE_MARKERS_MAX,
               "markers");

const struct hinge_marker_set hinge_marker_sets[] = {
    [HINGE_SIMULATE_mixed] = {.name = "mixed",
                              .help = "spine chain (tier B): TRC, every fifth "
                                      "participant generic CSV"},
    [HINGE_SIMULATE_trc_a] = {.name = "trc-a",
                              .help = "TRC, mm, Plug-in Gait markers (tier A)",
                              .layout = &hinge_layout_trc,
                              .tier = 'A',
                              MILLIMETRES,
                              TABLE(hinge_names_plug_in_gait)},
    [HINGE_SIMULATE_trc_b] = {.name = "trc-b",
                              .help = "TRC, mm, spine chain with canonical names "
                                      "(tier B)",
                              .layout = &hinge_layout_trc,
                              .tier = 'B',
                              MILLIMETRES,
                              TABLE(hinge_names_chain)},
    [HINGE_SIMULATE_trc_whole_a] = {.name = "trc-whole-a",
                                    .help = "TRC, mm, every landmark there is (tier A)",
                                    .layout = &hinge_layout_trc,
                                    .tier = 'A',
                                    MILLIMETRES,
                                    TABLE(hinge_names_whole_a)},
    [HINGE_SIMULATE_trc_whole_b] = {.name = "trc-whole-b",
                                    .help = "TRC, mm, spine chain, head and hands "
                                            "(tier B)",
                                    .layout = &hinge_layout_trc,
                                    .tier = 'B',
                                    MILLIMETRES,
                                    TABLE(hinge_names_whole_b)},
    [HINGE_SIMULATE_csv] = {.name = "csv",
                            .help = "generic CSV, m, canonical names (tier B)",
                            .layout = &hinge_layout_csv,
                            .tier = 'B',
                            .clock = true,
                            .units = "m",
                            .unit_m = 1.0,
                            TABLE(hinge_names_chain)},
    [HINGE_SIMULATE_csv_coco] = {.name = "csv-coco",
                                 .help = "COCO-17 CSV, pixels, no clock (tier C)",
                                 .layout = &hinge_layout_csv,
                                 .tier = 'C',
                                 .score = "score",
                                 PIXELS,
                                 TABLE(hinge_names_coco17)},
    [HINGE_SIMULATE_csv_mediapipe] = {.name = "csv-mediapipe",
                                      .help = "MediaPipe-33 CSV, image fractions "
                                              "(tier C)",
                                      .layout = &hinge_layout_csv,
                                      .tier = 'C',
                                      .image = true,
                                      .fractions = true,
                                      .clock = true,
                                      .score = "visibility",
                                      .units = "norm",
                                      .unit_m = 1.0,
                                      .digits = 6,
                                      TABLE(hinge_names_mediapipe33)},
    [HINGE_SIMULATE_kinovea] = {.name = "kinovea",
                                .help = "Kinovea CSV of skin stickers, pixels, y up "
                                        "(tier B)",
                                .layout = &hinge_layout_kinovea,
                                .tier = 'B',
                                .clock = true,
                                PIXELS,
                                TABLE(hinge_names_stickers)},
    [HINGE_SIMULATE_spinepose_json] = {.name = "spinepose-json",
                                       .help = "folder of one-frame JSON, "
                                               "SpineTrack-37, pixels (tier B)",
                                       .layout = &hinge_layout_frames_json,
                                       .tier = 'B',
                                       PIXELS,
                                       TABLE(hinge_names_spinetrack37)},
    [HINGE_SIMULATE_dot] = {.name = "dot",
                            .help = "four Movella DOT sensors, a file each (tier A)",
                            .layout = &hinge_layout_dot,
                            .tier = 'A',
                            .angles = true,
                            .clock = true,
                            .units = "",
                            .unit_m = 1.0,
                            .digits = 7,
                            TABLE(hinge_names_sensors)},
};

const struct hinge_marker_set *hinge_marker_set_of(enum hinge_simulate_format format,
                                                   size_t participant)
{
    if (format == HINGE_SIMULATE_mixed)
        format = participant % 5 == 0 ? HINGE_SIMULATE_csv : HINGE_SIMULATE_trc_b;
    return hinge_simulate_set_at((size_t)format);
}
