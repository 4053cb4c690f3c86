/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts of video programs, depth cameras, laboratories, sensors and models, as their
 * own exporters write them: what readers are tested with. */
#ifndef TESTS_SIMULATE_MORE_H
#define TESTS_SIMULATE_MORE_H

#include "simulate/simulate.h"

extern const struct hinge_take_layout test_layout_alphapose, test_layout_angles, test_layout_azure,
    test_layout_azure_json, test_layout_c3d, test_layout_deeplabcut, test_layout_indexed,
    test_layout_kinect, test_layout_kinect_long, test_layout_kinovea_text,
    test_layout_mediapipe_json, test_layout_mmpose, test_layout_mot, test_layout_motive,
    test_layout_mvnx, test_layout_positions, test_layout_qualisys, test_layout_quaternions,
    test_layout_shimmer, test_layout_sleap, test_layout_sports2d, test_layout_unnamed,
    test_layout_vicon, test_layout_yolo;

#endif
