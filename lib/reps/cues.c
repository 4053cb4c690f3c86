/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Known cues (SCIENCE 8.2). A cue is free text; these are recognised in file names. */
#include "reps/reps.h"

#include <stddef.h>

static const char *const cues[] = {
    "none",
    "wall_tap",
    "wall_tap_3in",
    "wall_tap_4in",
    "wall_tap_5in",
    "wall_front",
    "button_behind",
    "dowel",
    "mirror",
    "heel_block",
    "bench_front",
    "bench_behind",
    "push_pull",
    "hands_on_hips",
    "hands_on_glutes",
    "thighs_to_chest",
    "reach_kettlebell",
    "exhale_ribs",
    "band_pull",
    "limit_depth",
    "reach_hips_not_bend",
    "glute_squeeze_start",
    "tuck_tail_start",
    "twist_feet",
    "string_head",
    "tall_neck",
    "drive_hips",
    "control_down",
    "soft_knees",
    "empty_brace",
    "breath_release",
};

const char *hinge_cue_id(size_t i)
{
    return i < sizeof cues / sizeof *cues ? cues[i] : NULL;
}
