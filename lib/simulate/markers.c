/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marker sets by format: names, layout, units. */
#include "simulate/markers.h"

#include "simulate/layouts.h"
#include "simulate/marker_names.h"

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
