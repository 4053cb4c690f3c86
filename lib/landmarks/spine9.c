/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nine points of the spine alone, as SpinePose writes them without the body. */
#include "landmarks/landmarks.h"

static const struct hinge_landmark_row rows[] = {
    {"hip", HINGE_LANDMARK_s1, 0, 0},       {"spine_01", HINGE_LANDMARK_l5, 0, 0},
    {"spine_02", HINGE_LANDMARK_l3, 0, 0},  {"spine_03", HINGE_LANDMARK_t12l1, 0, 0},
    {"spine_04", HINGE_LANDMARK_t8, 0, 0},  {"spine_05", HINGE_LANDMARK_t3, 0, 0},
    {"neck", HINGE_LANDMARK_c7, 0, 0},      {"neck_02", HINGE_LANDMARK_NONE, 0, 0},
    {"neck_03", HINGE_LANDMARK_NONE, 0, 0},
};

static const char *const signature[] = {"hip", "spine_01", "spine_05", "neck_03", NULL};

const struct hinge_landmark_set hinge_landmark_set_spine9 = {
    .id = "spine9",
    .title = "SpinePose, nine points of the spine only",
    .details = "The spine of SpineTrack-37 without hips, legs and shoulders: no hip, so no "
               "hip flexion and no repetitions; let SpinePose write all 37 points.",
    .family = HINGE_FAMILY_spinepose,
    .up = "-y",
    .layout_flags = HINGE_LAYOUT_IMAGE,
    .row = rows,
    .n_rows = sizeof rows / sizeof *rows,
    .signature = signature,
};
