/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of movement patterns: text G, group profiles, planted faults. */
#include "simulate/pattern.h"

#include "simulate/truth.h"

#include <math.h>
#include <string.h>

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

/* Quantities not named are 0. Sedentary: SCIENCE 11 (uncoached bending has a lumbar
 * fraction of 0.375 over the whole bend and 0.66 in its first 30 degrees, Esola 1996);
 * trained: coached hinges with about 25 degrees of lumbar flexion or less. Spreads are
 * plausible choices. */
static const struct profile_row sedentary[] = {
    {Q(total_deg), 84, 6, 2},           {Q(lumbar_share), 0.45, 0.06, 0.02},
    {Q(lumbar_curve), 0.35, 0.12, .05}, {Q(knee_deg), 17, 2.5, 1},
    {Q(shank_deg), 0, 1, 0.5},          {Q(leg_curve), 0, 0.04, 0.02},
    {Q(descent_s), 1.7, 0.2, 0.1},      {Q(hold_s), 0.45, 0.05, 0.02},
    {Q(ascent_s), 1.4, 0.15, 0.08},     {Q(rest_s), 1.2, 0.1, 0.05},
    {Q(stand_shank_deg), 2, 0.8, 0},    {Q(stand_knee_deg), 5, 1.5, 0},
    {Q(stand_pelvis_deg), 3, 2, 0},     {Q(stand_lumbar_deg), 0, 2, 0},
};
static const struct profile_row trained[] = {
    {Q(total_deg), 94, 5, 1.5},        {Q(lumbar_share), 0.20, 0.04, 0.015},
    {Q(lumbar_curve), 0.1, 0.1, 0.03}, {Q(knee_deg), 18, 2, 0.7},
    {Q(shank_deg), -2, 1, 0.4},        {Q(leg_curve), 0, 0.04, 0.02},
    {Q(descent_s), 1.9, 0.2, 0.08},    {Q(hold_s), 0.5, 0.05, 0.02},
    {Q(ascent_s), 1.5, 0.15, 0.06},    {Q(rest_s), 1.2, 0.1, 0.05},
    {Q(stand_shank_deg), 2, 0.8, 0},   {Q(stand_knee_deg), 5, 1.5, 0},
    {Q(stand_pelvis_deg), 2, 2, 0},    {Q(stand_lumbar_deg), 0, 2, 0},
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

static long find_name(const char *const *names, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0)
            return (long)i;
    return -1;
}

const char *const *hinge_profile_names(size_t *count)
{
    *count = PROFILES;
    return profile_names;
}

long hinge_profile_find(const char *name)
{
    return find_name(profile_names, PROFILES, name);
}

/* Normal, cut at two SD so that no simulated person is a freak. */
static double draw(struct hinge_random *random)
{
    return fmax(-2.0, fmin(2.0, hinge_random_normal(random)));
}

void hinge_pattern_draw_person(size_t profile, double variation,
                               struct hinge_random *random,
                               struct hinge_pattern *person)
{
    *person = (struct hinge_pattern){{0}};
    for (size_t i = 0; i < profiles[profile].n; i++) {
        const struct profile_row *row = &profiles[profile].row[i];
        person->value[row->quantity] =
            row->mean + variation * row->between * draw(random);
    }
}

void hinge_pattern_draw_rep(size_t profile, double variation,
                            struct hinge_random *random,
                            const struct hinge_pattern *person,
                            struct hinge_pattern *rep)
{
    *rep = *person;
    for (size_t i = 0; i < profiles[profile].n; i++) {
        const struct profile_row *row = &profiles[profile].row[i];
        rep->value[row->quantity] += variation * row->within * draw(random);
    }
}

/* What planting a fault sets; everything not named stays the person's own. Faults share
 * causes (a squat bends the knees), so truth.csv judges each repetition on all of them.
 */
struct preset_row {
    enum hinge_truth_fault fault;
    enum hinge_quantity quantity;
    double value;
};
#define F(name) HINGE_TRUTH_##name

static const struct preset_row presets[] = {
    {F(lumbar_rounding), Q(total_deg), 96},
    {F(lumbar_rounding), Q(lumbar_share), 0.47},
    {F(rounding_early), Q(lumbar_early_deg), 16},
    {F(rounding_early), Q(pelvis_early_deg), -12},
    {F(rounding_early), Q(lumbar_share), 0.28},
    {F(butt_wink), Q(pelvis_mid_deg), 30},
    {F(butt_wink), Q(lumbar_mid_deg), -21},
    {F(butt_wink), Q(total_deg), 88},
    {F(butt_wink), Q(lumbar_share), 0.38},
    {F(butt_wink), Q(lumbar_curve), 0},
    {F(butt_wink), Q(leg_curve), 0.8},
    {F(pelvic_tuck), Q(pelvis_mid_deg), -34},
    {F(pelvic_tuck), Q(lumbar_mid_deg), 27},
    {F(pelvic_tuck), Q(total_deg), 70},
    {F(pelvic_tuck), Q(lumbar_share), 0.15},
    {F(spine_over_hip), Q(total_deg), 84},
    {F(spine_over_hip), Q(lumbar_share), 0.58},
    {F(lumbar_overextension), Q(lumbar_share), -0.28},
    {F(lumbar_overextension), Q(total_deg), 80},
    {F(insufficient_hip_travel), Q(knee_deg), 12},
    {F(insufficient_hip_travel), Q(shank_deg), 2},
    {F(fold_forward), Q(leg_curve), -1},
    {F(squat_pattern), Q(total_deg), 125},
    {F(squat_pattern), Q(lumbar_share), 0.15},
    {F(squat_pattern), Q(knee_deg), 105},
    {F(squat_pattern), Q(shank_deg), 28},
    {F(excessive_knee_flexion), Q(knee_deg), 46},
    {F(excessive_knee_flexion), Q(shank_deg), 1},
    {F(excessive_knee_flexion), Q(total_deg), 108},
    {F(excessive_knee_flexion), Q(lumbar_share), 0.18},
    {F(locked_knees), Q(knee_deg), -4},
    {F(locked_knees), Q(shank_deg), -12},
    {F(knee_forward_travel), Q(total_deg), 94},
    {F(knee_forward_travel), Q(lumbar_share), 0.2},
    {F(knee_forward_travel), Q(shank_mid_deg), 12},
    {F(knee_forward_travel), Q(knee_mid_deg), 26},
    {F(shin_forward), Q(total_deg), 104},
    {F(shin_forward), Q(lumbar_share), 0.2},
    {F(shin_forward), Q(shank_deg), 18},
    {F(shin_forward), Q(knee_deg), 52},
    {F(uncontrolled_lowering), Q(total_deg), 92},
    {F(uncontrolled_lowering), Q(descent_s), 0.5},
    {F(no_lockout), Q(residual_deg), 26},
};

static const char *const preset_names[] = {
#define X(name, threshold, kind) #name,
    HINGE_TRUTH_LIST(X)
#undef X
};

const char *const *hinge_preset_names(size_t *count)
{
    *count = HINGE_TRUTH_COUNT;
    return preset_names;
}

long hinge_preset_find(const char *name)
{
    return find_name(preset_names, HINGE_TRUTH_COUNT, name);
}

void hinge_preset_apply(size_t fault, struct hinge_pattern *pattern)
{
    for (size_t i = 0; i < sizeof presets / sizeof *presets; i++)
        if ((size_t)presets[i].fault == fault)
            pattern->value[presets[i].quantity] = presets[i].value;
}
