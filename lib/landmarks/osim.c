/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coordinates of OpenSim models, as inverse kinematics writes them into MOT files. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
    {"pelvis_tilt", HINGE_LANDMARK_osim_pelvis_tilt, 0, 0},
    {"pelvis_list", HINGE_LANDMARK_osim_pelvis_list, 0, 0},
    {"pelvis_rotation", HINGE_LANDMARK_osim_pelvis_rotation, 0, 0},
    {"hip_flexion_r", HINGE_LANDMARK_osim_hip_flexion_r, 0, 0},
    {"knee_angle_r", HINGE_LANDMARK_osim_knee_angle_r, 0, 0},
    {"hip_flexion_l", HINGE_LANDMARK_osim_hip_flexion_l, 0, 0},
    {"knee_angle_l", HINGE_LANDMARK_osim_knee_angle_l, 0, 0},
    {"lumbar_extension", HINGE_LANDMARK_osim_lumbar_extension, 0, 0},
    /* models with levels: what is there is summed */
    {"L5_S1_Flex_Ext", HINGE_LANDMARK_osim_lumbar_level, 0, 0},
    {"L4_L5_Flex_Ext", HINGE_LANDMARK_osim_lumbar_level, 0, 0},
    {"L3_L4_Flex_Ext", HINGE_LANDMARK_osim_lumbar_level, 0, 0},
    {"L2_L3_Flex_Ext", HINGE_LANDMARK_osim_lumbar_level, 0, 0},
    {"L1_L2_Flex_Ext", HINGE_LANDMARK_osim_lumbar_level, 0, 0},
    {"L1_T12_Flex_Ext", HINGE_LANDMARK_osim_lumbar_level, 0, 0},
};

static const char *const signature[] = {"pelvis_tilt", "hip_flexion_r", "knee_angle_r", NULL};

const struct hinge_landmark_set hinge_landmark_set_osim = {
    .id = "osim",
    .title = "OpenSim coordinates (pelvis_tilt, hip_flexion_r, …)",
    .details = "Joint angles from OpenSim: gait2392, Rajagopal, LaiUhlrich and models "
               "with lumbar levels (*_Flex_Ext). They count as inferred unless the "
               "trial list has markers=measured.",
    .family = HINGE_FAMILY_angles,
    .up = "",
    .layout_flags = HINGE_LAYOUT_MARKERS_INFERRED,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
