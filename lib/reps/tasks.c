/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tasks that change rules: where they start, which faults apply (SCIENCE 8.1). */
#include "base/text.h"
#include "reps/reps.h"

#define SQUAT_RULES                                                                    \
    "squat_pattern excessive_knee_flexion knee_forward_travel shin_forward "           \
    "insufficient_hip_travel"

static const struct hinge_task tasks[] = {
    /* id, start, daily, unilateral, fast, not applicable */
    {"unspecified", '?', false, false, false, ""},
    {"bodyweight_hinge", 'S', false, false, false, ""},
    {"hinge_hands_chest", 'S', false, false, false, ""},
    {"rdl", 'S', false, false, false, ""},
    {"rdl_stick", 'S', false, false, false, ""},
    {"weighted_hinge", 'S', false, false, false, ""},
    {"banded_hinge", 'S', false, false, false, ""},
    {"banded_pull_through", 'S', false, false, false, ""},
    {"hinge_row", 'S', false, false, false, ""},
    {"kettlebell_deadlift", '?', false, false, false, ""},
    {"kettlebell_deadlift_elevated", '?', false, false, false, ""},
    {"deadlift_floor", 'F', false, false, false,
     "squat_pattern excessive_knee_flexion"},
    {"kettlebell_swing", 'S', false, false, true, "uncontrolled_lowering"},
    {"plyo_jump", 'S', false, false, true, "*"},
    {"kickstand_hinge", 'S', false, true, false, ""},
    {"kickstand_lifted", 'S', false, true, false, ""},
    {"warrior_hinge", 'S', false, true, false, ""},
    {"single_leg_hinge", 'S', false, true, false, ""},
    {"squat_contrast", 'S', false, false, false, SQUAT_RULES},
    {"hero_squat", 'S', false, false, false, SQUAT_RULES},
    {"dishwasher", 'S', true, false, false, ""},
    {"sink", 'S', true, false, false, ""},
    {"oven", 'S', true, false, false, ""},
    {"laundry_basket", 'S', true, false, false, ""},
    {"dog_dish", 'S', true, false, false, ""},
    {"pick_toy_floor", 'S', true, false, false, ""},
    {"gardening", 'S', true, false, false, ""},
    {"make_bed", 'S', true, false, false, ""},
    {"vacuum", 'S', true, false, false, ""},
    {"lift_groceries", '?', true, false, false, ""},
    {"pick_child", '?', true, false, false, ""},
    {"lift_heavy_box", '?', true, false, false, ""},
    {"pick_light_object", 'S', true, false, false, "excessive_knee_flexion"},
    {"sit_to_chair", 'S', false, false, false, "squat_pattern excessive_knee_flexion"},
    {"stand_up", 'F', false, false, false, "squat_pattern excessive_knee_flexion"},
    {"maxflex", 'S', false, false, false, "*"},
    {"calibration", 'S', false, false, false, "*"},
    {"stack_ref", 'S', false, false, false, "*"},
    {"dowel_ref", 'S', false, false, false, "*"},
};

const struct hinge_task *hinge_task_rows(size_t *count)
{
    *count = sizeof tasks / sizeof *tasks;
    return tasks;
}

enum { N_TASKS = sizeof tasks / sizeof *tasks };

const struct hinge_task *hinge_task_find(const char *id)
{
    for (size_t i = 0; i < N_TASKS; i++)
        if (hinge_same_name(tasks[i].id, id))
            return &tasks[i];
    return &tasks[0];
}

bool hinge_task_known(const char *id)
{
    return hinge_same_name(hinge_task_find(id)->id, id);
}

const char *hinge_task_suggest(const char *id)
{
    const char *names[N_TASKS];
    for (size_t i = 0; i < N_TASKS; i++)
        names[i] = tasks[i].id;
    return hinge_suggest(id, names, N_TASKS);
}
