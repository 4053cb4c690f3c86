/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of movement patterns: text G, group profiles, planted faults. */
#include "simulate/simulate.h"

#define Q(name) HINGE_QUANTITY_##name

static const double text_g[HINGE_QUANTITY_COUNT] = {
#define X(name, value) value,
    HINGE_QUANTITY_LIST(X)
#undef X
};

void hinge_pattern_text_g(struct hinge_pattern *pattern)
{
    memcpy(pattern->value, text_g, sizeof text_g);
}

/* Mean of a quantity in a group, SD between people, SD between repetitions of a person.
 */
struct profile_row {
    enum hinge_quantity quantity;
    double mean, between, within;
};

/* Quantities not named are 0. Sedentary: method 11 (uncoached bending has a lumbar
 * fraction of 0.375 over the whole bend and 0.66 in its first 30 degrees, Esola 1996);
 * trained: coached hinges with about 25 degrees of lumbar flexion or less. Spreads are
 * plausible choices. The hands come down over the midfoot, which keeps the weight
 * there, and who hinges well looks ahead: a rod keeps its contact. */
static const struct profile_row sedentary[] = {
    {Q(total_deg), 84, 6, 2},           {Q(lumbar_share), 0.45, 0.06, 0.02},
    {Q(lumbar_curve), 0.35, 0.12, .05}, {Q(knee_deg), 17, 2.5, 1},
    {Q(shank_deg), 0, 1, 0.5},          {Q(leg_curve), 0, 0.04, 0.02},
    {Q(descent_s), 1.7, 0.2, 0.1},      {Q(hold_s), 0.45, 0.05, 0.02},
    {Q(ascent_s), 1.4, 0.15, 0.08},     {Q(rest_s), 1.2, 0.1, 0.05},
    {Q(stand_shank_deg), 2, 0.8, 0},    {Q(stand_knee_deg), 5, 1.5, 0},
    {Q(stand_pelvis_deg), 3, 2, 0},     {Q(stand_lumbar_deg), 0, 2, 0},
    {Q(load_forward_m), -0.265, 0, 0},
};
static const struct profile_row trained[] = {
    {Q(total_deg), 94, 5, 1.5},        {Q(lumbar_share), 0.20, 0.04, 0.015},
    {Q(lumbar_curve), 0.1, 0.1, 0.03}, {Q(knee_deg), 18, 2, 0.7},
    {Q(shank_deg), -2, 1, 0.4},        {Q(leg_curve), 0, 0.04, 0.02},
    {Q(descent_s), 1.9, 0.2, 0.08},    {Q(hold_s), 0.5, 0.05, 0.02},
    {Q(ascent_s), 1.5, 0.15, 0.06},    {Q(rest_s), 1.2, 0.1, 0.05},
    {Q(stand_shank_deg), 2, 0.8, 0},   {Q(stand_knee_deg), 5, 1.5, 0},
    {Q(stand_pelvis_deg), 2, 2, 0},    {Q(stand_lumbar_deg), 0, 2, 0},
    {Q(load_forward_m), -0.265, 0, 0}, {Q(head_deg), -8, 0, 0},
};

struct profile {
    const struct profile_row *row;
    size_t n;
};
static const struct profile profiles[] = {
    {sedentary, sizeof sedentary / sizeof *sedentary},
    {trained, sizeof trained / sizeof *trained},
};
static const char *const profile_names[] = {"sedentary", "trained"};
enum { PROFILES = sizeof profile_names / sizeof *profile_names };

const char *const *hinge_profile_names(size_t *count)
{
    *count = PROFILES;
    return profile_names;
}

long hinge_profile_find(const char *name)
{
    return hinge_label_find(profile_names, PROFILES, name);
}

double hinge_pattern_spread(size_t profile, enum hinge_quantity quantity)
{
    for (size_t i = 0; i < profiles[profile].n; i++)
        if (profiles[profile].row[i].quantity == quantity)
            return profiles[profile].row[i].between;
    return 0;
}

bool hinge_move_next(const char **list, struct hinge_move *move)
{
    static const char *const names[HINGE_QUANTITY_COUNT] = {
#define X(name, value) #name,
        HINGE_QUANTITY_LIST(X)
#undef X
    };
    const char *rest = *list;
    char text[160], name[64];
    size_t n;
    const char *item = hinge_next_item(&rest, ',', &n);
    if (item == NULL || n >= sizeof text)
        return false;
    snprintf(text, sizeof text, "%.*s", (int)n, item);
    const char *equals = strchr(text, '='), *colon = strchr(text, ':');
    const char *quantity = colon != NULL ? colon + 1 : text;
    if (equals == NULL || equals < quantity ||
        hinge_number_parse(equals + 1, strlen(equals + 1), '.', &move->by, NULL) !=
            HINGE_NUMBER_VALUE)
        return false;
    snprintf(move->cue, sizeof move->cue, "%.*s", colon != NULL ? (int)(colon - text) : 0, text);
    snprintf(name, sizeof name, "%.*s", (int)(equals - quantity), quantity);
    move->quantity = (enum hinge_quantity)hinge_name_at(names, HINGE_QUANTITY_COUNT, name);
    if (move->quantity == HINGE_QUANTITY_COUNT)
        return false;
    *list = rest;
    return true;
}

/* Normal, cut at two SD so that no simulated person is a freak. */
static double draw(struct hinge_random *random)
{
    return fmax(-2.0, fmin(2.0, hinge_random_normal(random)));
}

/* What is alike in everybody takes no number from the stream. */
static bool is_drawn(const struct profile_row *row)
{
    return row->between > 0 || row->within > 0;
}

void hinge_pattern_draw_person(size_t profile, double variation, struct hinge_random *random,
                               struct hinge_pattern *person)
{
    *person = (struct hinge_pattern){{0}};
    for (size_t i = 0; i < profiles[profile].n; i++) {
        const struct profile_row *row = &profiles[profile].row[i];
        person->value[row->quantity] = row->mean;
        if (is_drawn(row))
            person->value[row->quantity] += variation * row->between * draw(random);
    }
}

void hinge_pattern_draw_rep(size_t profile, double variation, struct hinge_random *random,
                            const struct hinge_pattern *person, struct hinge_pattern *rep)
{
    *rep = *person;
    for (size_t i = 0; i < profiles[profile].n; i++) {
        const struct profile_row *row = &profiles[profile].row[i];
        if (is_drawn(row))
            rep->value[row->quantity] += variation * row->within * draw(random);
    }
}

/* --- tasks as they are coached --- */

#define ONE_LEG "kickstand_lifted single_leg_hinge warrior_hinge"
#define CHAIR "sit_to_chair stand_up"
#define LIFTS "deadlift_floor lift_groceries pick_child lift_heavy_box"
#define SQUATS "squat_contrast hero_squat"

/* Tasks and cues that ask for another bend than the profile's. */
static const struct shape_row {
    const char *words;
    enum hinge_quantity quantity;
    double value;
} shapes[] = {
    {"kettlebell_swing", Q(descent_s), 0.8},
    {"kettlebell_swing", Q(hold_s), 0.15},
    {"kettlebell_swing", Q(ascent_s), 0.7},
    {"kettlebell_swing", Q(rest_s), 0.4},
    {"hinge_row", Q(hold_s), 4},
    {"kettlebell_deadlift kettlebell_deadlift_elevated", Q(knee_deg), 28},
    {"kickstand_hinge", Q(rear_foot_m), 0.25},
    {"kickstand_hinge " ONE_LEG, Q(stance_extra_m), -0.17},
    {"kickstand_hinge " ONE_LEG, Q(stand_shift_m), 0.15},
    {ONE_LEG, Q(rear_foot_m), 0.4},
    {ONE_LEG, Q(rear_up_m), 0.3},
    {"warrior_hinge", Q(total_deg), 130},
    {"warrior_hinge", Q(knee_deg), 25},
    {"warrior_hinge", Q(lumbar_share), 0.12},
    {"warrior_hinge", Q(head_deg), -5},
    {"sink", Q(total_deg), 60},
    {LIFTS, Q(total_deg), 112},
    {LIFTS, Q(knee_deg), 50},
    {LIFTS, Q(shank_deg), 5},
    {LIFTS, Q(load_forward_m), -0.19},
    {SQUATS, Q(total_deg), 115},
    {SQUATS, Q(knee_deg), 105},
    {SQUATS, Q(shank_deg), 34},
    {SQUATS, Q(load_forward_m), 0},
    {SQUATS, Q(by_thigh), 1},
    {"dishwasher", Q(shank_deg), -6},
    {CHAIR, Q(total_deg), 122},
    {CHAIR, Q(knee_deg), 80},
    {CHAIR, Q(shank_deg), 8},
    {"bench_behind", Q(shank_deg), -11},
    {"bench_behind", Q(knee_deg), 11},
    {"bench_behind", Q(load_forward_m), 0},
};

static const struct hinge_task_setting task_settings[] = {
    {"deadlift_floor stand_up", .from_floor = true},
    {"kickstand_hinge " ONE_LEG, .column = "side", .value = "r"}, /* that stands */
    {"bench_behind", .column = "bench_gap_cm", .value = "2.54"},
    {"wall_tap wall_tap_3in", .column = "wall_gap_cm", .value = "7.62"},
    {"wall_tap_4in", .column = "wall_gap_cm", .value = "10.16"},
    {"wall_tap_5in", .column = "wall_gap_cm", .value = "12.7"},
};

/* Whether a task, or one of cues joined by "+", is among words. */
static bool among(const char *task_or_cues, const char *words)
{
    char one[65];
    for (const char *from = task_or_cues, *end; *from != '\0'; from = end + (*end == '+')) {
        size_t n = 0;
        for (end = from; *end != '\0' && *end != '+'; end++)
            if (n + 1 < sizeof one)
                one[n++] = *end;
        one[n] = '\0';
        if (n > 0 && hinge_listed(words, ' ', one))
            return true;
    }
    return false;
}

const struct hinge_task_setting *hinge_task_setting(const char *words)
{
    for (size_t i = 0; i < sizeof task_settings / sizeof *task_settings; i++)
        if (among(words, task_settings[i].words))
            return &task_settings[i];
    return NULL;
}

const char *hinge_task_value(const char *words, const char *column)
{
    const struct hinge_task_setting *setting = hinge_task_setting(words);
    return setting != NULL && setting->column != NULL && strcmp(setting->column, column) == 0
               ? setting->value
               : NULL;
}

void hinge_pattern_shape(const char *words, size_t profile, struct hinge_pattern *pattern)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        double mean = 0;
        if (!among(words, shapes[i].words))
            continue;
        for (size_t k = 0; k < profiles[profile].n; k++)
            if (profiles[profile].row[k].quantity == shapes[i].quantity)
                mean = profiles[profile].row[k].mean;
        pattern->value[shapes[i].quantity] += shapes[i].value - mean;
    }
}

/* --- planted faults --- */

/* What planting a fault sets; everything not named stays the person's own. `without` is
 * what there is instead where the person's own would already show the fault. Faults
 * share causes (a squat bends the knees), so truth.csv judges each repetition on all of
 * those that any recording shows. Faults of head and weight have what the groups do
 * against them taken away. */
struct preset_row {
    size_t fault;
    enum hinge_quantity quantity;
    double value;
    bool replaces;
    double without;
};
#define F(name) HINGE_TRUTH_##name
#define H(name) HINGE_HABIT_##name
#define FROM(x) true, x
#define OWN false, 0

/* clang-format off */
static const struct preset_row presets[] = {
    {F(lumbar_rounding), Q(total_deg), 96, OWN},
    {F(lumbar_rounding), Q(lumbar_share), 0.47, FROM(0.1)},
    {F(rounding_early), Q(lumbar_early_deg), 16, OWN},
    {F(rounding_early), Q(pelvis_early_deg), -12, OWN},
    {F(rounding_early), Q(lumbar_share), 0.28, FROM(0.1)},
    {F(butt_wink), Q(pelvis_mid_deg), 30, OWN},
    {F(butt_wink), Q(lumbar_mid_deg), -21, OWN},
    {F(butt_wink), Q(total_deg), 88, OWN},
    {F(butt_wink), Q(lumbar_share), 0.38, OWN},
    {F(butt_wink), Q(lumbar_curve), 0, OWN},
    {F(butt_wink), Q(leg_curve), 0.8, OWN},
    {F(pelvic_tuck), Q(pelvis_mid_deg), -34, OWN},
    {F(pelvic_tuck), Q(lumbar_mid_deg), 27, OWN},
    {F(pelvic_tuck), Q(total_deg), 70, OWN},
    {F(pelvic_tuck), Q(lumbar_share), 0.15, OWN},
    {F(spine_over_hip), Q(total_deg), 84, OWN},
    {F(spine_over_hip), Q(lumbar_share), 0.58, FROM(0.1)},
    {F(lumbar_overextension), Q(lumbar_share), -0.28, OWN},
    {F(lumbar_overextension), Q(total_deg), 80, OWN},
    {F(insufficient_hip_travel), Q(knee_deg), 12, OWN},
    {F(insufficient_hip_travel), Q(shank_deg), 2, OWN},
    {F(fold_forward), Q(leg_curve), -1, OWN},
    {F(squat_pattern), Q(total_deg), 125, OWN},
    {F(squat_pattern), Q(lumbar_share), 0.15, OWN},
    {F(squat_pattern), Q(knee_deg), 105, OWN},
    {F(squat_pattern), Q(shank_deg), 28, OWN},
    {F(excessive_knee_flexion), Q(knee_deg), 46, OWN},
    {F(excessive_knee_flexion), Q(shank_deg), 1, OWN},
    {F(excessive_knee_flexion), Q(total_deg), 108, OWN},
    {F(excessive_knee_flexion), Q(lumbar_share), 0.18, OWN},
    {F(locked_knees), Q(knee_deg), -4, OWN},
    {F(locked_knees), Q(shank_deg), -12, OWN},
    {F(knee_forward_travel), Q(total_deg), 94, OWN},
    {F(knee_forward_travel), Q(lumbar_share), 0.2, OWN},
    {F(knee_forward_travel), Q(shank_mid_deg), 12, OWN},
    {F(knee_forward_travel), Q(knee_mid_deg), 26, OWN},
    {F(shin_forward), Q(total_deg), 104, OWN},
    {F(shin_forward), Q(lumbar_share), 0.2, OWN},
    {F(shin_forward), Q(shank_deg), 18, OWN},
    {F(shin_forward), Q(knee_deg), 52, OWN},
    {F(uncontrolled_lowering), Q(total_deg), 92, OWN},
    {F(uncontrolled_lowering), Q(descent_s), 0.5, OWN},
    {F(no_lockout), Q(residual_deg), 26, OWN},
    {H(rounding_late), Q(total_deg), 98, OWN},
    {H(rounding_late), Q(lumbar_share), 0.24, FROM(0.24)},
    {H(rounding_late), Q(lumbar_curve), 0, FROM(0)},
    {H(rounding_late), Q(lumbar_late_deg), 20, FROM(0)},
    {H(hip_plateau_end), Q(total_deg), 96, OWN},
    {H(hip_plateau_end), Q(lumbar_share), 0.33, OWN},
    {H(hip_plateau_end), Q(lumbar_curve), 0, FROM(0)},
    {H(hip_plateau_end), Q(lumbar_late_deg), 16, FROM(0)},
    {H(hip_plateau_end), Q(pelvis_late_deg), -14, FROM(0)},
    {H(waist_initiation), Q(lumbar_share), 0.3, FROM(0.3)},
    {H(waist_initiation), Q(lumbar_curve), 0, FROM(0)},
    {H(waist_initiation), Q(leg_curve), 0, FROM(0)},
    {H(waist_initiation), Q(descent_s), 2.2, FROM(2.2)},
    {H(waist_initiation), Q(legs_delay_s), 0.35, OWN},
    {H(waist_initiation), Q(pelvis_delay_s), 0.35, OWN},
    {H(neighbor_borrowing), Q(total_deg), 92, FROM(96)},
    {H(neighbor_borrowing), Q(lumbar_share), 0.42, FROM(0.2)},
    {H(neighbor_borrowing), Q(knee_deg), 75, OWN},
    {H(neighbor_borrowing), Q(shank_deg), 18, OWN},
    {H(hip_rom_limited), Q(total_deg), 58, FROM(96)},
    {H(hip_rom_limited), Q(lumbar_share), 0.35, FROM(0.15)},
    {H(lockout_overextension), Q(lock_arch_deg), 22, OWN},
    {H(lockout_overextension), Q(rest_s), 2.2, FROM(2.2)},
    {H(stack_loss), Q(lumbar_share), -0.28, FROM(0.1)},
    {H(stack_loss), Q(total_deg), 80, OWN},
    {H(thoracic_rounding), Q(thoracic_deg), 26, OWN},
    {H(pelvic_rotation), Q(yaw_deg), 26, OWN},
    {H(asym_hip), Q(hip_difference_deg), 26, OWN},
    {H(lateral_shift), Q(shift_m), 0.075, OWN},
    {H(lateral_lean), Q(side_lean_deg), 20, OWN},
    {H(pelvic_drop), Q(obliquity_deg), -16, OWN},
    {H(pelvic_open), Q(obliquity_deg), 18, OWN},
    {H(chin_tuck), Q(neck_deg), 32, OWN},
    {H(chin_tuck), Q(head_deg), 0, FROM(0)},
    {H(head_up), Q(neck_deg), -32, OWN},
    {H(head_up), Q(head_deg), 0, FROM(0)},
    {H(forward_head_setup), Q(stand_head_deg), 55, OWN},
    {H(head_trunk_line), Q(lumbar_share), 0.2, FROM(0.2)},
    {H(head_trunk_line), Q(head_deg), 36, OWN},
    {H(head_retraction), Q(head_back_m), 0.07, OWN},
    {H(head_retraction), Q(head_deg), 0, FROM(0)},
    {H(shoulder_shrug), Q(lumbar_share), 0.2, FROM(0.2)},
    {H(shoulder_shrug), Q(shrug_m), 0.09, OWN},
    {H(shoulder_rounding), Q(protract_m), 0.07, OWN},
    {H(rib_flare_asym), Q(rib_m), 0.05, OWN},
    {H(dowel_contact_lost), Q(total_deg), 96, OWN},
    {H(dowel_contact_lost), Q(lumbar_share), 0.6, FROM(0)},
    {H(dowel_contact_lost), Q(head_deg), 0, FROM(0)},
    {H(chest_not_over_toes), Q(shank_deg), 14, FROM(-2)},
    {H(chest_not_over_toes), Q(total_deg), 96, OWN},
    {H(load_off_midfoot), Q(load_forward_m), 0, FROM(-0.265)},
    {H(weight_off_midfoot), Q(shank_deg), 4, FROM(-7)},
    {H(weight_off_midfoot), Q(total_deg), 90, FROM(90)},
    {H(weight_off_midfoot), Q(lumbar_share), 0.3, FROM(0.3)},
    {H(weight_off_midfoot), Q(knee_deg), 18, FROM(18)},
    {H(weight_off_midfoot), Q(load_forward_m), 0, FROM(0)},
    {H(warrior_depth_short), Q(total_deg), 84, FROM(130)},
    {H(warrior_depth_short), Q(lumbar_share), 0.3, FROM(0.3)},
    {H(depth_short), Q(total_deg), 42, OWN},
    {H(depth_short), Q(knee_deg), 82, FROM(118)}, /* of squats */
    {H(wall_tap_miss), Q(knee_deg), 10, FROM(24)},
    {H(wall_tap_miss), Q(shank_deg), 3, FROM(-5)},
    {H(knee_dominant), Q(total_deg), 96, OWN},
    {H(knee_dominant), Q(lumbar_share), 0.2, OWN},
    {H(knee_dominant), Q(knee_deg), 110, OWN},
    {H(knee_dominant), Q(shank_deg), 28, OWN},
    {H(knee_past_toe), Q(total_deg), 120, OWN},
    {H(knee_past_toe), Q(lumbar_share), 0.15, OWN},
    {H(knee_past_toe), Q(knee_deg), 105, OWN},
    {H(knee_past_toe), Q(shank_deg), 36, OWN},
    {H(shin_back_excess), Q(shank_deg), -26, OWN},
    {H(shin_back_excess), Q(knee_deg), 2, OWN},
    {H(knees_first), Q(lumbar_curve), 0, FROM(0)},
    {H(knees_first), Q(leg_curve), 0, FROM(0)},
    {H(knees_first), Q(knee_deg), 42, FROM(42)},
    {H(knees_first), Q(shank_deg), 27, FROM(27)},
    {H(knees_first), Q(descent_s), 2.4, FROM(2.4)},
    {H(knees_first), Q(pelvis_delay_s), 0.9, OWN},
    {H(knees_first), Q(lumbar_delay_s), 0.9, OWN},
    {H(bench_front_contact), Q(shank_deg), 7, OWN},
    {H(bench_front_contact), Q(knee_deg), 30, OWN},
    {H(bench_behind_miss), Q(shank_deg), 2, FROM(-18)},
    {H(knee_valgus), Q(valgus_m), 0.05, OWN},
    {H(knee_valgus), Q(stance_extra_m), -0.09, FROM(-0.09)},
    {H(stance_width), Q(stance_extra_m), -0.19, FROM(0.03)},
    {H(toe_out), Q(stand_toe_out_deg), 32, OWN},
    {H(drop_lowering), Q(descent_s), 0.5, FROM(1.9)},
    {H(short_eccentric), Q(descent_s), 0.8, OWN},
    {H(short_eccentric), Q(ascent_s), 2.4, OWN},
    {H(jerky_descent), Q(stop_share), 1, OWN},
    {H(jerky_descent), Q(descent_s), 2.2, FROM(2.2)},
    {H(back_first_ascent), Q(lumbar_share), 0.3, FROM(0.3)},
    {H(back_first_ascent), Q(lumbar_curve), 0, FROM(0)},
    {H(back_first_ascent), Q(leg_curve), 0, FROM(0)},
    {H(back_first_ascent), Q(ascent_s), 2.0, FROM(2.0)},
    {H(back_first_ascent), Q(legs_delay_up_s), 0.35, OWN},
    {H(back_first_ascent), Q(pelvis_delay_up_s), 0.35, OWN},
    {H(back_first_q1), Q(lumbar_share), 0.35, FROM(0.25)},
    {H(back_first_q1), Q(lumbar_curve), 0, FROM(0)},
    {H(back_first_q1), Q(leg_curve), 0, FROM(0)},
    {H(back_first_q1), Q(ascent_s), 2.0, FROM(2.0)},
    {H(back_first_q1), Q(legs_delay_up_s), 0.6, OWN},
    {H(back_first_q1), Q(pelvis_delay_up_s), 0.6, OWN},
    {H(back_unfurl), Q(total_deg), 56, FROM(56)},
    {H(back_unfurl), Q(lumbar_share), 0.56, FROM(0.1)},
    {H(hips_shoot_up), Q(knee_deg), 80, FROM(80)},
    {H(hips_shoot_up), Q(shank_deg), 38, FROM(38)},
    {H(hips_shoot_up), Q(total_deg), 115, FROM(115)},
    {H(hips_shoot_up), Q(ascent_s), 2.8, FROM(2.8)},
    {H(hips_shoot_up), Q(pelvis_delay_up_s), 1.5, OWN},
    {H(hips_shoot_up), Q(lumbar_delay_up_s), 1.5, OWN},
    {H(cop_off_target), Q(shank_deg), 4, FROM(-7)},
    {H(cop_off_target), Q(total_deg), 90, FROM(90)},
    {H(cop_off_target), Q(lumbar_share), 0.3, FROM(0.3)},
    {H(cop_off_target), Q(knee_deg), 18, FROM(18)},
    {H(cop_off_target), Q(load_forward_m), 0, FROM(0)},
    {H(kickstand_rock_back), Q(rear_foot_m), 0.25, FROM(0.25)},
    {H(kickstand_rock_back), Q(stance_extra_m), -0.17, FROM(-0.17)},
    {H(kickstand_rock_back), Q(stand_shift_m), 0.02, FROM(0.15)},
    {H(dowel_head), Q(rod_on), HINGE_ROD_ON_BACK_AND_TAIL, FROM(HINGE_ROD_ON_BACK_AND_TAIL)},
    {H(dowel_head), Q(total_deg), 96, OWN},
    {H(dowel_head), Q(lumbar_share), 0.5, FROM(0)},
    {H(dowel_head), Q(head_deg), 0, FROM(0)},
    {H(dowel_mid), Q(lumbar_share), -0.5, FROM(0.1)},
    {H(dowel_mid), Q(head_deg), -40, OWN},
    {H(dowel_mid), Q(total_deg), 80, OWN},
    {H(dowel_tail), Q(rod_on), HINGE_ROD_ON_HEAD_AND_BACK, FROM(HINGE_ROD_ON_HEAD_AND_BACK)},
    {H(dowel_tail), Q(total_deg), 96, OWN},
    {H(dowel_tail), Q(lumbar_share), 0.5, FROM(0)},
    {H(dowel_tail), Q(head_deg), 0, FROM(0)},
    {H(lumbar_rounding_of_max), Q(total_deg), 96, OWN},
    {H(lumbar_rounding_of_max), Q(lumbar_share), 0.5, FROM(0.1)},
    {H(lumbar_rounding_of_max), Q(lumbar_curve), 0, FROM(0)},
    {H(rib_flare_setup), Q(stand_lumbar_deg), -16, FROM(0)},
};
/* clang-format on */

static const char *const preset_names[] = {
#define T(name, threshold, kind) #name,
#define X(name) #name,
    HINGE_TRUTH_LIST(T) HINGE_HABIT_LIST(X)
#undef X
#undef T
};

const char *const *hinge_preset_names(size_t *count)
{
    *count = HINGE_HABIT_COUNT;
    return preset_names;
}

long hinge_preset_find(const char *name)
{
    return hinge_label_find(preset_names, HINGE_HABIT_COUNT, name);
}

void hinge_preset_apply(size_t fault, double share, const struct hinge_pattern *usual,
                        struct hinge_pattern *pattern)
{
    *pattern = *usual;
    for (size_t i = 0; i < sizeof presets / sizeof *presets; i++) {
        const struct preset_row *row = &presets[i];
        double from = row->replaces ? row->without : usual->value[row->quantity];
        double value = share < 1 ? from + share * (row->value - from) : row->value;
        /* time enough to see it, not a fault of speed: more is as good */
        bool enough = row->quantity == HINGE_QUANTITY_descent_s && row->replaces &&
                      row->value == row->without;
        /* a squat is too high by its knees, any other bend by its trunk on the thigh */
        bool other = row->fault == H(depth_short) &&
                     (row->quantity == Q(knee_deg)) != (usual->value[Q(by_thigh)] > 0);
        if (row->fault == fault && !other)
            pattern->value[row->quantity] =
                enough ? fmax(value, usual->value[row->quantity]) : value;
    }
}
