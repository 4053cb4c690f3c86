/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planting habits, wholly or just short of the fault, and the recordings that show
 * them. */
#include "simulate/habit.h"

/* of a near miss below the threshold, in margins */
static const double NEAR = 1.2;

enum { BISECTIONS = 10 };

static const struct hinge_marker rod[] = {
    {"dow_1", HINGE_LANDMARK_dow_1, {0}}, {"dow_2", HINGE_LANDMARK_dow_2, {0}}, {0}};
static const struct hinge_marker plate[] = {{"cop_l", HINGE_LANDMARK_cop_l, {0}}, {0}};

static const struct hinge_habit_setting settings[] = {
#define H(name) .habit = HINGE_HABIT_##name
    {H(pelvic_drop), .task = "single_leg_hinge", .column = "side", .value = "l"},
    {H(pelvic_open), .task = "single_leg_hinge", .column = "side", .value = "l"},
    {H(load_off_midfoot), .task = "rdl"},
    {H(drop_lowering), .task = "rdl"},
    {H(hips_shoot_up), .task = "deadlift_floor", .from_floor = true},
    {H(warrior_depth_short), .task = "warrior_hinge"},
    {H(depth_short), .column = "depth", .value = "fixed"},
    {H(hip_rom_limited), .column = "depth", .value = "max"},
    {H(wall_tap_miss), .column = "wall_gap_cm", .value = "12.7"},
    {H(bench_front_contact), .cue = "bench_front"},
    {H(bench_behind_miss), .cue = "bench_behind", .column = "bench_gap_cm", .value = "2.54"},
    {H(cop_off_target), .also = plate},
    {H(kickstand_rock_back), .task = "kickstand_hinge", .column = "side", .value = "r"},
    {H(dowel_head), .also = rod},
    {H(dowel_mid), .also = rod},
    {H(dowel_tail), .also = rod},
    {H(lumbar_rounding_of_max), .reference = "maxflex"},
    {H(rib_flare_setup), .reference = "stack_ref"},
#undef H
};

const struct hinge_habit_setting *hinge_habit_setting(long habit)
{
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (habit >= 0 && settings[i].habit == (size_t)habit)
            return &settings[i];
    return NULL;
}

void hinge_habit_reference(const struct hinge_pattern *own, struct hinge_pattern *pattern)
{
    static const double total_deg = 125;
    *pattern = *own;
    pattern->value[HINGE_QUANTITY_total_deg] = total_deg;
    pattern->value[HINGE_QUANTITY_lumbar_share] = HINGE_HABIT_LUMBAR_LIMIT_DEG / total_deg;
    pattern->value[HINGE_QUANTITY_lumbar_curve] = 0;
    pattern->value[HINGE_QUANTITY_hold_s] = 1;
}

/* --- planting --- */

enum hinge_status hinge_habit_show(size_t habit, const struct hinge_physique *physique, char tier,
                                   const struct hinge_pattern *pattern,
                                   struct hinge_habit_truth *out, struct hinge_error *error)
{
    struct hinge_motion_rep rep;
    struct hinge_truth_rep truth;
    struct hinge_motion motion = {.n_reps = 1, .rep = &rep};
    hinge_motion_set(&motion, pattern, 2.0, 1.5);
    enum hinge_status status = hinge_truth_judge(&motion, physique, tier, &truth, error);
    if (status != HINGE_OK)
        return status;
    hinge_habit_judge(habit, &motion, physique, 0, tier, &truth, out);
    return HINGE_OK;
}

enum hinge_status hinge_habit_plant(size_t habit, bool near, const struct hinge_physique *physique,
                                    char tier, struct hinge_pattern *pattern,
                                    struct hinge_error *error)
{
    const struct hinge_pattern own = *pattern;
    double low = 0, high = 1;
    enum hinge_status status = HINGE_OK;
    hinge_preset_apply(habit, 1, &own, pattern);
    for (int i = 0; near && status == HINGE_OK && i < BISECTIONS; i++) {
        struct hinge_habit_truth truth;
        double share = 0.5 * (low + high);
        hinge_preset_apply(habit, share, &own, pattern);
        status = hinge_habit_show(habit, physique, tier, pattern, &truth, error);
        if (status == HINGE_OK && truth.severity > truth.threshold - NEAR * truth.margin)
            high = share;
        else
            low = share;
    }
    if (near)
        hinge_preset_apply(habit, low, &own, pattern);
    return status;
}
