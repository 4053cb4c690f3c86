/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marker sets by format: the names that it uses for points of the body, its layout, its units. */
#include "simulate/simulate.h"

/* clang-format off */
#define L(name) HINGE_LANDMARK_##name
#define AS(name, landmark) {name, L(landmark), {0}}
#define ONE(landmark) AS(#landmark, landmark)
#define BOTH(landmark) ONE(landmark##_l), ONE(landmark##_r)
#define PAIR(name, landmark) AS("left_" name, landmark##_l), AS("right_" name, landmark##_r)
/* so much forward, up, outward of it */
#define PAIR_AT(name, landmark, x, y, z) {"left_" name, L(landmark##_l), {x, y, -(z)}}, {"right_" name, L(landmark##_r), {x, y, z}}

/* Spine chain with canonical names (method 1.3). */
const struct hinge_marker hinge_names_chain[] = {
    ONE(c7), ONE(t8), ONE(t12l1), ONE(l3), ONE(l5), BOTH(shoulder), BOTH(hjc), BOTH(knee),
    BOTH(ankle), BOTH(heel), BOTH(toe),
};

/* The same with head and hands; and, for tier A, everything. */
#define WHOLE_B                                                                                    \
    BOTH(ear), BOTH(eye), ONE(nose), ONE(occ), ONE(s1), BOTH(elbow), BOTH(wrist), ONE(c7), ONE(t8),\
    ONE(t12l1), ONE(l3), ONE(l5), BOTH(shoulder), BOTH(hjc), BOTH(knee), BOTH(ankle), BOTH(heel),  \
    BOTH(toe)
const struct hinge_marker hinge_names_whole_b[] = {WHOLE_B};
const struct hinge_marker hinge_names_whole_a[] = {
    WHOLE_B, BOTH(asis), BOTH(psis), ONE(ij), ONE(px), BOTH(rib),
};

/* Plug-in Gait. */
const struct hinge_marker hinge_names_plug_in_gait[] = {
    {"LFHD", L(nose), {0, 0.06, -0.06}}, {"RFHD", L(nose), {0, 0.06, 0.06}},
    {"LBHD", L(occ), {0, 0, -0.06}}, {"RBHD", L(occ), {0, 0, 0.06}}, AS("C7", c7), AS("T10", t10),
    AS("CLAV", ij), AS("STRN", px), AS("LSHO", shoulder_l), AS("RSHO", shoulder_r),
    AS("LELB", elbow_l), AS("RELB", elbow_r), {"LWRA", L(wrist_l), {0.025, 0, 0}},
    {"LWRB", L(wrist_l), {-0.025, 0, 0}}, {"RWRA", L(wrist_r), {0.025, 0, 0}},
    {"RWRB", L(wrist_r), {-0.025, 0, 0}}, AS("LASI", asis_l), AS("RASI", asis_r),
    AS("LPSI", psis_l), AS("RPSI", psis_r), {"LKNE", L(knee_l), {0, 0, -0.05}},
    {"RKNE", L(knee_r), {0, 0, 0.05}}, {"LANK", L(ankle_l), {0, 0, -0.04}},
    {"RANK", L(ankle_r), {0, 0, 0.04}}, AS("LHEE", heel_l), AS("RHEE", heel_r), AS("LTOE", toe_l),
    AS("RTOE", toe_r),
};

/* COCO-17 in its own order. Its annotated hips lie further apart than the joint centres
 * (0.28 of the leg's length, method 2.3). */
const struct hinge_marker hinge_names_coco17[] = {
    ONE(nose), PAIR("eye", eye), PAIR("ear", ear), PAIR("shoulder", shoulder), PAIR("elbow", elbow),
    PAIR("wrist", wrist), PAIR_AT("hip", hjc, 0, 0, 0.031), PAIR("knee", knee),
    PAIR("ankle", ankle),
};

/* MediaPipe / BlazePose 33 in its own order. */
const struct hinge_marker hinge_names_mediapipe33[] = {
    ONE(nose), {"left_eye_inner", L(eye_l), {0, 0, 0.012}}, AS("left_eye", eye_l),
    {"left_eye_outer", L(eye_l), {0, 0, -0.012}}, {"right_eye_inner", L(eye_r), {0, 0, -0.012}},
    AS("right_eye", eye_r), {"right_eye_outer", L(eye_r), {0, 0, 0.012}}, PAIR("ear", ear),
    {"mouth_left", L(nose), {-0.02, -0.06, -0.025}},
    {"mouth_right", L(nose), {-0.02, -0.06, 0.025}}, PAIR("shoulder", shoulder),
    PAIR("elbow", elbow), PAIR("wrist", wrist), PAIR_AT("pinky", wrist, -0.02, -0.09, 0),
    PAIR_AT("index", wrist, 0.02, -0.10, 0), PAIR_AT("thumb", wrist, 0.04, -0.05, 0),
    PAIR("hip", hjc), PAIR("knee", knee), PAIR("ankle", ankle), PAIR("heel", heel),
    PAIR("foot_index", toe),
};

/* Stickers on the skin of the side that faces the camera, named as clinics do. */
const struct hinge_marker hinge_names_stickers[] = {
    AS("C7", c7), AS("T8", t8), AS("T12", t12l1), AS("L3", l3), AS("L5", l5),
    AS("Acromion", shoulder_r), AS("Trochanter", hjc_r), AS("Knee", knee_r),
    AS("Lateral malleolus", ankle_r), AS("Heel", heel_r), AS("MT5", toe_r),
};

/* SpineTrack-37 in its own order. */
const struct hinge_marker hinge_names_spinetrack37[] = {
    ONE(nose), PAIR("eye", eye), PAIR("ear", ear), PAIR("shoulder", shoulder), PAIR("elbow", elbow),
    PAIR("wrist", wrist), PAIR("hip", hjc), PAIR("knee", knee), PAIR("ankle", ankle),
    AS("head", head_top), AS("neck", c7), AS("hip", s1), PAIR("big_toe", toe),
    PAIR_AT("small_toe", toe, -0.02, 0, 0.05), PAIR("heel", heel), AS("spine_01", l5),
    AS("spine_02", l3), AS("spine_03", t12l1), AS("spine_04", t8), AS("spine_05", t3),
    {"left_latissimus", L(t8), {0.03, 0, -0.12}}, {"right_latissimus", L(t8), {0.03, 0, 0.12}},
    {"left_clavicle", L(ij), {0, 0, -0.06}}, {"right_clavicle", L(ij), {0, 0, 0.06}},
    {"neck_02", L(c7), {0.01, 0.05, 0}}, {"neck_03", L(c7), {0.02, 0.1, 0}},
};

/* Sensors on sacrum, T12/L1, thigh and shank. */
const struct hinge_marker hinge_names_sensors[] = {
    ONE(pelvis), ONE(l1), ONE(thigh_r), ONE(shank_r),
};

/* --- the sets --- */

#define TABLE(rows) .marker = rows, .n_markers = sizeof rows / sizeof *rows
#define MILLIMETRES .clock = true, .units = "mm", .unit_m = 0.001
#define PIXELS .image = true, .units = "px", .unit_m = 1.0, .digits = 3
_Static_assert(sizeof hinge_names_mediapipe33 / sizeof *hinge_names_mediapipe33 <=
                   HINGE_MARKERS_MAX,
               "markers");

const struct hinge_marker_set hinge_marker_sets[] = {
    [HINGE_SIMULATE_mixed] = {.name = "mixed", .help = "spine chain (tier B): TRC, every fifth participant generic CSV"},
    [HINGE_SIMULATE_trc_a] = {.name = "trc-a", .help = "TRC, mm, Plug-in Gait markers (tier A)",
        .layout = &hinge_layout_trc, .tier = 'A', MILLIMETRES, TABLE(hinge_names_plug_in_gait)},
    [HINGE_SIMULATE_trc_b] = {.name = "trc-b", .help = "TRC, mm, spine chain with canonical names (tier B)",
        .layout = &hinge_layout_trc, .tier = 'B', MILLIMETRES, TABLE(hinge_names_chain)},
    [HINGE_SIMULATE_trc_whole_a] = {.name = "trc-whole-a", .help = "TRC, mm, every landmark there is (tier A)",
        .layout = &hinge_layout_trc, .tier = 'A', MILLIMETRES, TABLE(hinge_names_whole_a)},
    [HINGE_SIMULATE_trc_whole_b] = {.name = "trc-whole-b", .help = "TRC, mm, spine chain, head and hands (tier B)",
        .layout = &hinge_layout_trc, .tier = 'B', MILLIMETRES, TABLE(hinge_names_whole_b)},
    [HINGE_SIMULATE_csv] = {.name = "csv", .help = "generic CSV, m, canonical names (tier B)",
        .layout = &hinge_layout_csv, .tier = 'B', .clock = true, .units = "m", .unit_m = 1.0, TABLE(hinge_names_chain)},
    [HINGE_SIMULATE_csv_coco] = {.name = "csv-coco", .help = "COCO-17 CSV, pixels, no clock (tier C)",
        .layout = &hinge_layout_csv, .tier = 'C', .score = "score", PIXELS, TABLE(hinge_names_coco17)},
    [HINGE_SIMULATE_csv_mediapipe] = {.name = "csv-mediapipe", .help = "MediaPipe-33 CSV, image fractions (tier C)",
        .layout = &hinge_layout_csv, .tier = 'C', .image = true, .fractions = true, .clock = true, .score = "visibility",
        .units = "norm", .unit_m = 1.0, .digits = 6, TABLE(hinge_names_mediapipe33)},
    [HINGE_SIMULATE_kinovea] = {.name = "kinovea", .help = "Kinovea CSV of skin stickers, pixels, y up (tier B)",
        .layout = &hinge_layout_kinovea, .tier = 'B', .clock = true, PIXELS, TABLE(hinge_names_stickers)},
    [HINGE_SIMULATE_spinepose_json] = {.name = "spinepose-json", .help = "folder of one-frame JSON, SpineTrack-37, pixels (tier B)",
        .layout = &hinge_layout_frames_json, .tier = 'B', PIXELS, TABLE(hinge_names_spinetrack37)},
    [HINGE_SIMULATE_dot] = {.name = "dot", .help = "four Movella DOT sensors, a file each (tier A)",
        .layout = &hinge_layout_dot, .tier = 'A', .angles = true, .clock = true, .units = "", .unit_m = 1.0, .digits = 7, TABLE(hinge_names_sensors)},
};
/* clang-format on */
