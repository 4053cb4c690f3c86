/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Angles of the Plug-in Gait model, as Nexus exports them (Model Outputs) and C3D files
 * hold them among the points. */
#include "landmarks/landmarks.h"

/* X is flexion, dorsiflexion or forward tilt. The direction of the thorax differs
 * between versions of the program's own manual, that of the spine between manual and
 * files: the lumbar spine is thorax minus pelvis. */
static const struct hinge_landmark_row rows[] = {
    {"LPelvisAngles X", HINGE_LANDMARK_pelvis_tilt, 0, 0},
    {"RPelvisAngles X", HINGE_LANDMARK_pelvis_tilt, 1, 0},
    {"LThoraxAngles X", HINGE_LANDMARK_thorax_tilt, 0, HINGE_CHANNEL_SIGN_OPEN},
    {"RThoraxAngles X", HINGE_LANDMARK_thorax_tilt, 1, HINGE_CHANNEL_SIGN_OPEN},
    {"LHipAngles X", HINGE_LANDMARK_hip_flex_l, 0, 0},
    {"RHipAngles X", HINGE_LANDMARK_hip_flex_r, 0, 0},
    {"LKneeAngles X", HINGE_LANDMARK_knee_flex_l, 0, 0},
    {"RKneeAngles X", HINGE_LANDMARK_knee_flex_r, 0, 0},
    {"LAnkleAngles X", HINGE_LANDMARK_ankle_df_l, 0, 0},
    {"RAnkleAngles X", HINGE_LANDMARK_ankle_df_r, 0, 0},
};

const struct hinge_landmark_set hinge_landmark_set_plugin_gait_angles = {
    .id = "plugin_gait_angles",
    .title = "Plug-in Gait's joint angles (LHipAngles, RThoraxAngles, …)",
    .details = "The first of three angles of a joint (flexion, forward tilt) in a Nexus "
               "export's Model Outputs or among the points of a C3D file. Which way the "
               "thorax counts is seen from the hips, since versions differ; the lumbar "
               "spine is thorax minus pelvis, and SpineAngles are kept without being used.",
    .family = HINGE_FAMILY_angles,
    .up = "",
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
};
