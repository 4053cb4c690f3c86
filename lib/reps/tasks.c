/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tasks that change rules: where they start, which faults apply (SCIENCE 8.1). */
#include "base/text.h"
#include "reps/reps.h"

#include <math.h>

#define SQUAT_RULES                                                                      \
    "squat_pattern excessive_knee_flexion knee_forward_travel shin_forward "             \
    "insufficient_hip_travel"
#define NOT ((double)NAN)

static const struct hinge_task tasks[] = {
    /* id, start, knee threshold, daily, unilateral, fast, not applicable */
    {"unspecified", '?', 30, false, false, false, ""},
    {"bodyweight_hinge", 'S', 30, false, false, false, ""},
    {"hinge_hands_chest", 'S', 30, false, false, false, ""},
    {"rdl", 'S', 30, false, false, false, ""},
    {"rdl_stick", 'S', 30, false, false, false, ""},
    {"weighted_hinge", 'S', 30, false, false, false, ""},
    {"banded_hinge", 'S', 30, false, false, false, ""},
    {"banded_pull_through", 'S', 30, false, false, false, ""},
    {"hinge_row", 'S', 30, false, false, false, ""},
    {"kettlebell_deadlift", '?', 45, false, false, false, ""},
    {"kettlebell_deadlift_elevated", '?', 45, false, false, false, ""},
    {"deadlift_floor", 'F', NOT, false, false, false,
     "squat_pattern excessive_knee_flexion"},
    {"kettlebell_swing", 'S', 40, false, false, true, "uncontrolled_lowering"},
    {"plyo_jump", 'S', NOT, false, false, true, "*"},
    {"kickstand_hinge", 'S', 35, false, true, false, ""},
    {"kickstand_lifted", 'S', 35, false, true, false, ""},
    {"warrior_hinge", 'S', 45, false, true, false, ""},
    {"single_leg_hinge", 'S', 40, false, true, false, ""},
    {"squat_contrast", 'S', NOT, false, false, false, SQUAT_RULES},
    {"hero_squat", 'S', NOT, false, false, false, SQUAT_RULES},
    {"dishwasher", 'S', 60, true, false, false, ""},
    {"sink", 'S', 60, true, false, false, ""},
    {"oven", 'S', 60, true, false, false, ""},
    {"laundry_basket", 'S', 60, true, false, false, ""},
    {"dog_dish", 'S', 60, true, false, false, ""},
    {"pick_toy_floor", 'S', 60, true, false, false, ""},
    {"gardening", 'S', 60, true, false, false, ""},
    {"make_bed", 'S', 60, true, false, false, ""},
    {"vacuum", 'S', 60, true, false, false, ""},
    {"lift_groceries", '?', 60, true, false, false, ""},
    {"pick_child", '?', 60, true, false, false, ""},
    {"lift_heavy_box", '?', 60, true, false, false, ""},
    {"pick_light_object", 'S', NOT, true, false, false, "excessive_knee_flexion"},
    {"sit_to_chair", 'S', NOT, false, false, false, "squat_pattern excessive_knee_flexion"},
    {"stand_up", 'F', NOT, false, false, false, "squat_pattern excessive_knee_flexion"},
    {"maxflex", 'S', NOT, false, false, false, "*"},
    {"calibration", 'S', NOT, false, false, false, "*"},
    {"stack_ref", 'S', NOT, false, false, false, "*"},
    {"dowel_ref", 'S', NOT, false, false, false, "*"},
};

const struct hinge_task *hinge_task_find(const char *id)
{
    for (size_t i = 0; i < sizeof tasks / sizeof *tasks; i++)
        if (hinge_same_name(tasks[i].id, id))
            return &tasks[i];
    return &tasks[0];
}
