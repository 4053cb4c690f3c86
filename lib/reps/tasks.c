/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tasks that change rules: where they start, which faults apply (method 8.1); what
 * people call them. */
#include "base/text.h"
#include "reps/reps.h"

#include <ctype.h>
#include <string.h>

#define SQUAT_RULES                                                                                \
    "squat_pattern excessive_knee_flexion knee_dominant knee_forward_travel "                      \
    "knee_past_toe knees_first shin_forward shin_back_excess insufficient_hip_travel "             \
    "neighbor_borrowing uncontrolled_lowering"

/* Sitting down on a chair and rising from it: hips and knees bend. */
#define CHAIR_RULES                                                                                \
    "squat_pattern excessive_knee_flexion knee_dominant knee_forward_travel "                      \
    "knee_past_toe shin_forward neighbor_borrowing weight_off_midfoot"
#define LIFTED_RULES "asym_hip stance_width knee_valgus kickstand_rock_back"

enum {
    PLAIN = 0,
    DAILY = 1,
    UNILATERAL = 2,
    FAST = 4,
    IN_HANDS = 8, /* a bell, a row's weight, a basket */
    LOADED = 16 | IN_HANDS,
    PULLED = 32,
    ON_BLOCK = 64
};
/* id, start, kind, weight target in % of the foot, faults not applicable */
#define TASK(name, from, kind, target, excluded)                                                   \
    {                                                                                              \
        .id = name, .start = from, .daily = ((kind)&DAILY) != 0,                                   \
        .counted = ((kind)&DAILY) == 0 || ((kind)&LOADED) == LOADED,                               \
        .unilateral = ((kind)&UNILATERAL) != 0, .fast = ((kind)&FAST) != 0,                        \
        .in_hands = ((kind)&IN_HANDS) != 0, .loaded = ((kind)&LOADED) == LOADED,                   \
        .pulled = ((kind)&PULLED) != 0, .on_block = ((kind)&ON_BLOCK) != 0,                        \
        .weight_target_pct = target, .not_applicable = excluded                                    \
    }

static const struct hinge_task tasks[] = {
    TASK("unspecified", '?', PLAIN, 50, ""),
    TASK("bodyweight_hinge", 'S', PLAIN, 50, ""),
    TASK("hinge_hands_chest", 'S', PLAIN, 50, ""),
    TASK("rdl", 'S', LOADED, 50, ""),
    TASK("rdl_stick", 'S', LOADED, 50, ""),
    TASK("weighted_hinge", 'S', LOADED, 50, ""),
    TASK("banded_hinge", 'S', PULLED, 50, ""),
    TASK("banded_pull_through", 'S', PULLED, 50, ""),
    TASK("hinge_row", 'S', IN_HANDS, 50, ""),
    TASK("kettlebell_deadlift", '?', LOADED, 50, ""),
    TASK("kettlebell_deadlift_elevated", '?', LOADED | ON_BLOCK, 50, ""),
    TASK("deadlift_floor", 'F', LOADED, 50,
         "squat_pattern excessive_knee_flexion shin_forward neighbor_borrowing"),
    TASK("kettlebell_swing", 'S', FAST | IN_HANDS, 50,
         "uncontrolled_lowering short_eccentric jerky_descent"),
    TASK("plyo_jump", 'S', FAST, 50, "*"),
    TASK("kickstand_hinge", 'S', UNILATERAL, 50, "asym_hip stance_width"),
    TASK("kickstand_lifted", 'S', UNILATERAL, 50, LIFTED_RULES),
    TASK("warrior_hinge", 'S', UNILATERAL, 50, LIFTED_RULES " chest_not_over_toes"),
    TASK("single_leg_hinge", 'S', UNILATERAL, 50, LIFTED_RULES),
    TASK("squat_contrast", 'S', PLAIN, 50, SQUAT_RULES),
    TASK("hero_squat", 'S', PLAIN, 50, SQUAT_RULES),
    TASK("dishwasher", 'S', DAILY, 30, ""),
    TASK("sink", 'S', DAILY, 50, ""),
    TASK("oven", 'S', DAILY, 50, ""),
    TASK("laundry_basket", 'S', DAILY | IN_HANDS, 50, ""),
    TASK("dog_dish", 'S', DAILY, 50, ""),
    TASK("pick_toy_floor", 'S', DAILY, 50, ""),
    TASK("gardening", 'S', DAILY, 50, ""),
    TASK("make_bed", 'S', DAILY, 50, ""),
    TASK("vacuum", 'S', DAILY, 50, ""),
    TASK("lift_groceries", '?', DAILY | LOADED, 50, "neighbor_borrowing"),
    TASK("pick_child", '?', DAILY | LOADED, 50, "neighbor_borrowing"),
    TASK("lift_heavy_box", '?', DAILY | LOADED, 50, "neighbor_borrowing"),
    TASK("pick_light_object", 'S', DAILY, 50, "excessive_knee_flexion"),
    TASK("sit_to_chair", 'S', DAILY, 50, CHAIR_RULES),
    TASK("stand_up", 'F', DAILY, 50, CHAIR_RULES),
    TASK("maxflex", 'S', PLAIN, 50, "*-hip_rom_limited"),
    TASK("calibration", 'S', PLAIN, 50, "*"),
    TASK("stack_ref", 'S', PLAIN, 50, "*"),
    TASK("dowel_ref", 'S', PLAIN, 50, "*"),
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

void hinge_task_forces(const struct hinge_trial_info *info, struct hinge_body_request *request)
{
    const struct hinge_task *task = hinge_task_find(info->task);
    size_t n;
    const struct hinge_cue *cue = hinge_cue_rows(&n);
    request->in_hands = task->in_hands;
    request->pulled = task->pulled;
    for (size_t i = 0; i < n; i++)
        if (cue[i].pulls && hinge_listed(info->cue, '+', cue[i].id))
            request->pulled = true;
}

bool hinge_task_known(const char *id)
{
    return hinge_same_name(hinge_task_find(id)->id, id);
}

/* What people call tasks in German and English, and the known ones nearest in meaning;
 * the first that is in a name counts. Letters are small, words apart by a blank. */
static const struct {
    const char *said, *tasks;
} meanings[] = {
    {"kettlebell", "kettlebell_deadlift, kettlebell_swing"},
    {"rumänisch", "rdl"},
    {"rumaenisch", "rdl"},
    {"romanian", "rdl"},
    {"stiff leg", "rdl"},
    {"kreuzheb", "deadlift_floor, rdl, kettlebell_deadlift"},
    {"deadlift", "deadlift_floor, rdl, kettlebell_deadlift"},
    {"einbein", "single_leg_hinge, kickstand_hinge"},
    {"single leg", "single_leg_hinge, kickstand_hinge"},
    {"one leg", "single_leg_hinge, kickstand_hinge"},
    {"standwaage", "single_leg_hinge, warrior_hinge"},
    {"kniebeug", "squat_contrast, hero_squat"},
    {"squat", "squat_contrast, hero_squat"},
    {"schwung", "kettlebell_swing"},
    {"swing", "kettlebell_swing"},
    {"sprung", "plyo_jump"},
    {"jump", "plyo_jump"},
    {"rudern", "hinge_row"},
    {"band", "banded_hinge, banded_pull_through"},
    {"spülmasch", "dishwasher"},
    {"geschirr", "dishwasher"},
    {"dish", "dishwasher, dog_dish"},
    {"waschbecken", "sink"},
    {"spüle", "sink"},
    {"ofen", "oven"},
    {"wäsche", "laundry_basket"},
    {"laundry", "laundry_basket"},
    {"napf", "dog_dish"},
    {"spielzeug", "pick_toy_floor"},
    {"toy", "pick_toy_floor"},
    {"garten", "gardening"},
    {"garden", "gardening"},
    {"bett", "make_bed"},
    {"staubsaug", "vacuum"},
    {"hoover", "vacuum"},
    {"einkauf", "lift_groceries"},
    {"grocer", "lift_groceries"},
    {"shopping", "lift_groceries"},
    {"kind", "pick_child"},
    {"child", "pick_child"},
    {"aufstehen", "stand_up"},
    {"sit to stand", "stand_up"},
    {"stand up", "stand_up"},
    {"hinsetzen", "sit_to_chair"},
    {"sit down", "sit_to_chair"},
    {"stand to sit", "sit_to_chair"},
    {"kiste", "lift_heavy_box"},
    {"karton", "lift_heavy_box"},
    {"box", "lift_heavy_box"},
    {"crate", "lift_heavy_box"},
    {"aufheben", "pick_light_object, lift_heavy_box"},
    {"pick up", "pick_light_object, lift_heavy_box"},
    {"heben", "lift_heavy_box, pick_light_object"},
    {"lift", "lift_heavy_box, pick_light_object"},
    {"finger", "maxflex, bodyweight_hinge"},
    {"toe touch", "maxflex, bodyweight_hinge"},
    {"beuge", "bodyweight_hinge, maxflex"},
    {"flexion", "bodyweight_hinge, maxflex"},
    {"bend", "bodyweight_hinge, maxflex"},
    {"bow", "bodyweight_hinge, maxflex"},
    {"stoop", "bodyweight_hinge, maxflex"},
    {"good morning", "bodyweight_hinge, weighted_hinge"},
    {"hinge", "bodyweight_hinge, weighted_hinge"},
};

const char *hinge_task_nearest(const char *id)
{
    const char *names[N_TASKS];
    char said[100] = "";
    for (size_t i = 0; id[i] != '\0' && i + 1 < sizeof said; i++)
        said[i] = strchr("_-./", id[i]) != NULL ? ' ' : (char)tolower((unsigned char)id[i]);
    for (size_t i = 0; i < N_TASKS; i++)
        names[i] = tasks[i].id;
    const char *near = hinge_suggest(id, names, N_TASKS);
    for (size_t i = 0; near == NULL && i < sizeof meanings / sizeof *meanings; i++)
        if (strstr(said, meanings[i].said) != NULL)
            near = meanings[i].tasks;
    return near;
}
