/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joint angles of Noraxon's myoMOTION, as MR3 exports them. Its names change with
 * version and language: what is missing is described in [landmarks:<id>]. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
    {"LT Hip Flexion", HINGE_LANDMARK_hip_flex_l, 0, 0},
    {"Noraxon MyoMotion-Joints-LT Hip Flexion", HINGE_LANDMARK_hip_flex_l, 1, 0},
    {"Left Hip Flexion", HINGE_LANDMARK_hip_flex_l, 2, 0},
    {"Noraxon MyoMotion-Joints-Left Hip Flexion", HINGE_LANDMARK_hip_flex_l, 3, 0},
    {"RT Hip Flexion", HINGE_LANDMARK_hip_flex_r, 0, 0},
    {"Noraxon MyoMotion-Joints-RT Hip Flexion", HINGE_LANDMARK_hip_flex_r, 1, 0},
    {"Right Hip Flexion", HINGE_LANDMARK_hip_flex_r, 2, 0},
    {"Noraxon MyoMotion-Joints-Right Hip Flexion", HINGE_LANDMARK_hip_flex_r, 3, 0},
    {"LT Knee Flexion", HINGE_LANDMARK_knee_flex_l, 0, 0},
    {"Noraxon MyoMotion-Joints-LT Knee Flexion", HINGE_LANDMARK_knee_flex_l, 1, 0},
    {"Left Knee Flexion", HINGE_LANDMARK_knee_flex_l, 2, 0},
    {"Noraxon MyoMotion-Joints-Left Knee Flexion", HINGE_LANDMARK_knee_flex_l, 3, 0},
    {"RT Knee Flexion", HINGE_LANDMARK_knee_flex_r, 0, 0},
    {"Noraxon MyoMotion-Joints-RT Knee Flexion", HINGE_LANDMARK_knee_flex_r, 1, 0},
    {"Right Knee Flexion", HINGE_LANDMARK_knee_flex_r, 2, 0},
    {"Noraxon MyoMotion-Joints-Right Knee Flexion", HINGE_LANDMARK_knee_flex_r, 3, 0},
    {"LT Ankle Dorsiflexion", HINGE_LANDMARK_ankle_df_l, 0, 0},
    {"Noraxon MyoMotion-Joints-LT Ankle Dorsiflexion", HINGE_LANDMARK_ankle_df_l, 1, 0},
    {"Left Ankle Dorsiflexion", HINGE_LANDMARK_ankle_df_l, 2, 0},
    {"Noraxon MyoMotion-Joints-Left Ankle Dorsiflexion", HINGE_LANDMARK_ankle_df_l, 3,
     0},
    {"RT Ankle Dorsiflexion", HINGE_LANDMARK_ankle_df_r, 0, 0},
    {"Noraxon MyoMotion-Joints-RT Ankle Dorsiflexion", HINGE_LANDMARK_ankle_df_r, 1, 0},
    {"Right Ankle Dorsiflexion", HINGE_LANDMARK_ankle_df_r, 2, 0},
    {"Noraxon MyoMotion-Joints-Right Ankle Dorsiflexion", HINGE_LANDMARK_ankle_df_r, 3,
     0},
    {"Lumbar Flexion", HINGE_LANDMARK_lumbar_flex, 0, 0},
    {"Noraxon MyoMotion-Joints-Lumbar Flexion", HINGE_LANDMARK_lumbar_flex, 1, 0},
    {"Noraxon MyoMotion-Joints-Lumbar-Flexion Fwd", HINGE_LANDMARK_lumbar_flex, 2, 0},
    {"Lumbar Flexion Fwd", HINGE_LANDMARK_lumbar_flex, 3, 0},
    {"Torso-Pelvic Flexion Fwd", HINGE_LANDMARK_lumbar_flex, 4, 0},
    {"Pelvic Tilt Fwd", HINGE_LANDMARK_pelvis_tilt, 0, 0},
    {"Pelvis Tilt Fwd", HINGE_LANDMARK_pelvis_tilt, 1, 0},
    {"Noraxon MyoMotion-Segments-Pelvis-Pitch", HINGE_LANDMARK_pelvis_tilt, 2, 0},
    {"Noraxon MyoMotion-Segments-Pelvis-Tilt Fwd", HINGE_LANDMARK_pelvis_tilt, 3, 0},
    {"Thorax Tilt Fwd", HINGE_LANDMARK_thorax_tilt, 0, HINGE_CHANNEL_SIGN_OPEN},
    {"Noraxon MyoMotion-Segments-Upper Spine-Pitch", HINGE_LANDMARK_thorax_tilt, 1,
     HINGE_CHANNEL_SIGN_OPEN},
    {"Noraxon MyoMotion-Segments-Upper Spine-Tilt Fwd", HINGE_LANDMARK_thorax_tilt, 2,
     HINGE_CHANNEL_SIGN_OPEN},
    {"Noraxon MyoMotion-Segments-Lower Spine-Pitch", HINGE_LANDMARK_thorax_tilt, 3,
     HINGE_CHANNEL_SIGN_OPEN},
};

static const char *const signature[] = {NULL};

const struct hinge_landmark_set hinge_landmark_set_noraxon = {
    .id = "noraxon",
    .title = "Noraxon myoMOTION joint angles (LT Hip Flexion, …)",
    .details = "Columns with a unit of degrees; flexion and forward tilt positive. Its "
               "EMG channels are those of [muscles](#set-muscles). Names of other "
               "versions and languages: [landmarks:mylab], hip_flex_l = …",
    .family = HINGE_FAMILY_angles,
    .up = "",
    .layout_flags = 0,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
