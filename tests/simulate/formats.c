/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hinge-simulate as tests need it: linked in place of lib/simulate/formats.c, with a
 * format for every reader. */
#include "simulate/more.h"

#include "simulate/names.h"
#include "simulate/simulate.h"

#define TABLE(rows) .marker = rows, .n_markers = sizeof rows / sizeof *rows

/* clang-format off */
static const struct hinge_marker_set more[] = {
    {.name = "openpose-json", .help = "folder of one-frame JSON, BODY_25, pixels (tier C)",
     .layout = &hinge_layout_frames_json, .tier = 'C', .image = true, .units = "px", .unit_m = 1.0,
     .digits = 3, TABLE(test_names_body25)},
    {.name = "alphapose", .help = "AlphaPose JSON, COCO-17, pixels (tier C)",
     .layout = &test_layout_alphapose, .tier = 'C', .image = true, .units = "px", .unit_m = 1.0,
     .digits = 3, TABLE(hinge_names_coco17)},
    {.name = "mmpose", .help = "MMPose JSON, COCO-17, pixels (tier C)",
     .layout = &test_layout_mmpose, .tier = 'C', .image = true, .units = "px", .unit_m = 1.0,
     .digits = 3, TABLE(hinge_names_coco17)},
    {.name = "mediapipe-json", .help = "MediaPipe JSON, image fractions (tier C)",
     .layout = &test_layout_mediapipe_json, .tier = 'C', .image = true, .fractions = true,
     .clock = true, .units = "norm", .unit_m = 1.0, .digits = 6, TABLE(hinge_names_mediapipe33)},
    {.name = "mediapipe-index", .help = "MediaPipe CSV x_0, y_0 …, image fractions (tier C)",
     .layout = &test_layout_indexed, .tier = 'C', .image = true, .fractions = true, .units = "norm",
     .unit_m = 1.0, .digits = 6, TABLE(hinge_names_mediapipe33)},
    {.name = "mediapipe-unnamed", .help = "MediaPipe CSV without a header (tier C)",
     .layout = &test_layout_unnamed, .tier = 'C', .image = true, .fractions = true, .units = "norm",
     .unit_m = 1.0, .digits = 6, TABLE(hinge_names_mediapipe33)},
    {.name = "deeplabcut", .help = "DeepLabCut CSV, spine chain, pixels (tier B)",
     .layout = &test_layout_deeplabcut, .tier = 'B', .image = true, .units = "px", .unit_m = 1.0,
     .digits = 3, TABLE(hinge_names_chain)},
    {.name = "sleap", .help = "SLEAP CSV, spine chain, pixels, two people (tier B)",
     .layout = &test_layout_sleap, .tier = 'B', .image = true, .units = "px", .unit_m = 1.0,
     .digits = 3, TABLE(hinge_names_chain)},
    {.name = "kinect", .help = "Kinect v2, 100 columns without a header, m (tier C)",
     .layout = &test_layout_kinect, .tier = 'C', .units = "m", .unit_m = 1.0, .digits = 6,
     TABLE(test_names_kinect25)},
    {.name = "sports2d-px", .help = "Sports2D TRC in pixels that says m, HALPE_26 (tier C)",
     .layout = &test_layout_sports2d, .tier = 'C', .image = true, .clock = true, .units = "px",
     .unit_m = 1.0, .digits = 3, TABLE(test_names_halpe26)},
    {.name = "kinovea-text", .help = "Kinovea text of skin stickers, pixels, y up (tier B)",
     .layout = &test_layout_kinovea_text, .tier = 'B', .image = true, .clock = true, .units = "px",
     .unit_m = 1.0, .digits = 3, TABLE(hinge_names_stickers)},
    {.name = "positions-json",
     .help = "JSON of frames with points by name, BODY_25, pixels (tier C)",
     .layout = &test_layout_positions, .tier = 'C', .image = true, .units = "px", .unit_m = 1.0,
     .digits = 3, TABLE(test_names_body25)},
    {.name = "c3d", .help = "C3D, Intel reals, mm, z up, Plug-in Gait (tier A)",
     .layout = &test_layout_c3d, .tier = 'A', .clock = false, .units = "mm", .unit_m = 0.001,
     .digits = 3, TABLE(hinge_names_plug_in_gait)},
    {.name = "vicon", .help = "Vicon Nexus CSV, mm, z up, Plug-in Gait (tier A)",
     .layout = &test_layout_vicon, .tier = 'A', .clock = true, .units = "mm", .unit_m = 0.001,
     .digits = 3, TABLE(hinge_names_plug_in_gait)},
    {.name = "qualisys", .help = "Qualisys TSV, mm, z up, Plug-in Gait (tier A)",
     .layout = &test_layout_qualisys, .tier = 'A', .clock = true, .units = "mm", .unit_m = 0.001,
     .digits = 3, TABLE(hinge_names_plug_in_gait)},
    {.name = "motive", .help = "OptiTrack Motive CSV, mm, y up, Plug-in Gait (tier A)",
     .layout = &test_layout_motive, .tier = 'A', .clock = true, .units = "mm", .unit_m = 0.001,
     .digits = 3, TABLE(hinge_names_plug_in_gait)},
    {.name = "kinect-long", .help = "Kinect, a row per frame and joint, m (tier C)",
     .layout = &test_layout_kinect_long, .tier = 'C', .units = "m", .unit_m = 1.0, .digits = 6,
     TABLE(test_names_kinect25)},
    {.name = "azure", .help = "Azure Kinect, a joint per cell, m, y down (tier C)",
     .layout = &test_layout_azure, .tier = 'C', .units = "m", .unit_m = 1.0, .digits = 5,
     TABLE(test_names_azure)},
    {.name = "quaternions", .help = "one table of four sensors, z up (tier A)",
     .layout = &test_layout_quaternions, .tier = 'A', .angles = true, .clock = true, .units = "",
     .unit_m = 1.0, .digits = 7, TABLE(hinge_names_sensors)},
    {.name = "mvnx", .help = "Xsens MVNX of five segments (tier A)", .layout = &test_layout_mvnx,
     .tier = 'A', .angles = true, .clock = true, .units = "", .unit_m = 1.0, .digits = 7,
     TABLE(test_names_mvn)},
    {.name = "mot", .help = "OpenSim MOT (tier C, inferred)", .layout = &test_layout_mot,
     .tier = 'C', .angles = true, .clock = true, .units = "", .unit_m = 1.0, .digits = 5,
     TABLE(test_names_opensim)},
    {.name = "angles", .help = "CSV of joint angles by our ids (tier A)",
     .layout = &test_layout_angles, .tier = 'A', .angles = true, .clock = true, .units = "",
     .unit_m = 1.0, .digits = 5, TABLE(test_names_own_angles)},
    {.name = "yolo-labels", .help = "folder of YOLO pose labels, COCO-17, image fractions (tier C)",
     .layout = &test_layout_yolo, .tier = 'C', .image = true, .units = "norm", .unit_m = 1.0,
     .digits = 6, TABLE(hinge_names_coco17)},
    {.name = "azure-json", .help = "Azure Kinect offline processor's JSON, mm, y down (tier C)",
     .layout = &test_layout_azure_json, .tier = 'C', .clock = true, .units = "mm", .unit_m = 0.001,
     .digits = 3, TABLE(test_names_azure32)},
    {.name = "shimmer", .help = "four Shimmer sensors, a file each (tier A)",
     .layout = &test_layout_shimmer, .tier = 'A', .angles = true, .clock = true, .units = "",
     .unit_m = 1.0, .digits = 7, TABLE(hinge_names_sensors)},
};
/* clang-format on */

const struct hinge_marker_set *hinge_simulate_set_at(size_t format)
{
    size_t library = HINGE_SIMULATE_FORMAT_COUNT, n = sizeof more / sizeof *more;
    if (format < library)
        return &hinge_marker_sets[format];
    return format < library + n ? &more[format - library] : NULL;
}
