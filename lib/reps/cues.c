/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Known cues and what each is expected to change (method 8.2). A cue is free text;
 * these are recognised in file names, compared on their own outcome, and planned for.
 */
#include "base/text.h"
#include "reps/reps.h"

#include <stddef.h>

/* One outcome: a metric in a phase, or the severity of a fault; expected to go up, down
 * or towards a value. */
#define METRIC(name, where, sense)                                                                 \
    {                                                                                              \
        .id = name, .phase = where, .expected = sense                                              \
    }
#define SEVERITY(name, sense)                                                                      \
    {                                                                                              \
        .id = name, .is_fault = true, .expected = sense                                            \
    }
#define TOWARDS(name, where, value)                                                                \
    {                                                                                              \
        .id = name, .phase = where, .expected = HINGE_EXPECT_TOWARDS, .target = value              \
    }
enum { UP = HINGE_EXPECT_UP, DOWN = HINGE_EXPECT_DOWN };

#define HIPS_BACK METRIC("hip_posterior_ll", "rep", UP)
#define LESS_LUMBAR METRIC("lumbar_fraction", "descent", DOWN)
#define LESS_ROUNDING SEVERITY("lumbar_rounding", DOWN)

/* The wall stops the hips: whether they got there, then the back on the way. */
#define WALL_TAP(name, inches, place)                                                              \
    {                                                                                              \
        .id = name, .wording = "heels " inches " in from a wall, tap it with the hips",            \
        .done = METRIC("wall_tapped", "rep", UP),                                                  \
        .primary = METRIC("lumbar_at_reach_deg", "descent", DOWN),                                 \
        .secondary = {METRIC("hinge_index", "rep", UP), LESS_LUMBAR},                              \
        .watch = "lumbar_overextension", .sequence = "wall_tap", .step = place                     \
    }

/* clang-format off */
static const struct hinge_cue cues[] = {
    {.id = "none", .wording = "no cue"},
    WALL_TAP("wall_tap", "3 to 5", 0),
    WALL_TAP("wall_tap_3in", "3", 1),
    WALL_TAP("wall_tap_4in", "4", 2),
    WALL_TAP("wall_tap_5in", "5", 3),
    {.id = "wall_front",
     .wording = "facing a wall, push the hips back as if to touch the wall behind",
     .primary = HIPS_BACK, .secondary = {METRIC("knee_travel_ll", "rep", DOWN),
     METRIC("chest_toe_ll", "rep", DOWN)}},
    {.id = "button_behind", .wording = "touch a button far behind with the hips", .primary = HIPS_BACK, .secondary = {LESS_LUMBAR}},
    {.id = "dowel", .wording = "rod on head, mid-back and tailbone", .primary = LESS_ROUNDING,
     .secondary = {SEVERITY("dowel_contact_lost", DOWN), SEVERITY("chin_tuck", DOWN),
     SEVERITY("thoracic_rounding", DOWN)}, .watch = "depth_short", .reference = "dowel_ref"},
    {.id = "mirror", .wording = "a mirror to watch", .primary = LESS_ROUNDING, .watch = "head_up"},
    {.id = "heel_block", .wording = "1 to 2 in under the heels", .primary = METRIC("com_foot_pct",
     "rep", UP), .secondary = {METRIC("trunk_excursion_deg", "descent", UP),
     METRIC("shank_incl_deg", "rep", UP), METRIC("cop_foot_pct", "rep", UP),
     METRIC("lumbar_curve_sd_deg", "descent", DOWN)}},
    {.id = "bench_front", .wording = "a bench at the knees", .primary = HIPS_BACK,
     .later = "knee_travel_ll", .secondary = {METRIC("knee_excursion_deg", "descent", DOWN)},
     .sequence = "bench", .step = 1},
    {.id = "bench_behind", .wording = "the calves reach a bench 1 to 2 in behind",
     .primary = METRIC("shank_incl_deg", "rep", DOWN), .secondary = {HIPS_BACK},
     .watch = "shin_back_excess", .sequence = "bench", .step = 2},
    {.id = "push_pull", .wording = "pull the hips back, push the knees slightly forward",
     .primary = HIPS_BACK, .secondary = {TOWARDS("com_foot_pct", "rep", 50),
     METRIC("knee_travel_ll", "rep", UP)}, .watch = "squat_pattern"},
    {.id = "hands_on_hips", .wording = "thumbs in the hip crease, let go",
     .primary = SEVERITY("hip_flexor_pull", DOWN), .secondary = {METRIC("half_lean_travel",
     "descent", UP)}},
    {.id = "hands_on_glutes", .wording = "feel the glutes grow",
     .primary = METRIC("hip_excursion_deg", "descent", UP), .secondary = {SEVERITY("butt_wink",
     DOWN), LESS_LUMBAR}},
    {.id = "thighs_to_chest", .wording = "thighs to chest, not chest to thighs",
     .primary = METRIC("half_lean_travel", "descent", UP), .secondary = {SEVERITY("fold_forward",
     DOWN)}},
    {.id = "reach_kettlebell", .wording = "reach, be over the bell",
     .primary = TOWARDS("load_midfoot_fl", "rep", 0), .secondary = {METRIC("trunk_excursion_deg",
     "descent", UP)}, .watch = "shoulder_rounding"},
    {.id = "exhale_ribs", .wording = "exhale the lower ribs back", .primary = SEVERITY("stack_loss",
     DOWN), .secondary = {SEVERITY("lumbar_overextension", DOWN), SEVERITY("rib_flare_asym", DOWN)},
     .watch = "lumbar_rounding", .reference = "stack_ref"},
    {.id = "band_pull", .wording = "a band pulls at the hips", .primary = HIPS_BACK, .secondary = {LESS_LUMBAR}, .pulls = true},
    {.id = "limit_depth", .wording = "only as deep as the hamstrings allow",
     .primary = SEVERITY("rounding_late", DOWN), .secondary = {METRIC("trunk_excursion_deg",
     "descent", DOWN)}, .reference = "maxflex"},
    {.id = "reach_hips_not_bend", .wording = "reach back, don't bend over",
     .primary = SEVERITY("rounding_early", DOWN), .secondary = {SEVERITY("waist_initiation", DOWN),
     HIPS_BACK}},
    {.id = "glute_squeeze_start", .wording = "squeeze the glutes before starting",
     .primary = METRIC("pelvis_tilt_setup_deg", "rep", DOWN),
     .secondary = {SEVERITY("lumbar_overextension", DOWN)}, .watch = "pelvic_tuck butt_wink"},
    {.id = "tuck_tail_start", .wording = "tuck the tail before starting",
     .primary = METRIC("pelvis_tilt_setup_deg", "rep", DOWN),
     .secondary = {SEVERITY("lumbar_overextension", DOWN)}, .watch = "pelvic_tuck butt_wink"},
    {.id = "twist_feet", .wording = "screw the feet into the floor, knees out",
     .primary = SEVERITY("knee_valgus", DOWN), .secondary = {METRIC("free_moment_nm", "rep", UP)}},
    {.id = "string_head", .wording = "a string pulls up the crown",
     .primary = METRIC("neck_flex_size_deg", "rep", DOWN), .secondary = {SEVERITY("chin_tuck",
     DOWN), SEVERITY("head_up", DOWN), SEVERITY("head_trunk_line", DOWN)}},
    {.id = "tall_neck", .wording = "a long neck", .primary = METRIC("neck_flex_size_deg", "rep",
     DOWN), .secondary = {SEVERITY("chin_tuck", DOWN), SEVERITY("head_up", DOWN),
     SEVERITY("head_trunk_line", DOWN)}},
    {.id = "drive_hips", .wording = "push with the hips, glutes first",
     .primary = METRIC("onset_lag_s", "ascent", UP), .secondary = {METRIC("hip_drive_deg_s",
     "ascent", UP), SEVERITY("glute_late", DOWN)}, .watch = "lockout_overextension"},
    {.id = "control_down", .wording = "control the weight down",
     .primary = METRIC("mean_velocity_deg_s", "descent", DOWN), .secondary = {METRIC("sparc",
     "descent", UP), METRIC("duration_s", "descent", UP)}},
    {.id = "soft_knees", .wording = "soft knees", .primary = METRIC("soft_knees", "rep", UP),
     .secondary = {SEVERITY("locked_knees", DOWN), SEVERITY("excessive_knee_flexion", DOWN)}},
    {.id = "empty_brace", .wording = "a light brace", .primary = SEVERITY("brace_absent", DOWN), .secondary = {LESS_ROUNDING}},
    {.id = "breath_release", .wording = "let the pelvic floor go",
     .unmeasured = "nothing here measures it", .secondary = {METRIC("hip_excursion_deg", "descent",
     UP)}},
    {.id = "neutral_spine", .wording = "a neutral spine, neither rounded nor arched",
     .primary = LESS_ROUNDING, .secondary = {SEVERITY("lumbar_overextension", DOWN),
     SEVERITY("thoracic_rounding", DOWN)}, .watch = "depth_short"},
    {.id = "belly_button_in", .wording = "pull the belly button in",
     .primary = SEVERITY("brace_absent", DOWN), .secondary = {LESS_ROUNDING},
     .watch = "pelvic_tuck"},
    {.id = "sit_back", .wording = "imagine sitting back", .primary = HIPS_BACK,
     .secondary = {METRIC("knee_travel_ll", "rep", DOWN), LESS_LUMBAR},
     .watch = "squat_pattern drop_lowering"},
    {.id = "lift_with_knees", .wording = "lift with your knees", .primary = METRIC("hip_knee_share",
     "descent", DOWN), .secondary = {METRIC("knee_excursion_deg", "descent", UP),
     METRIC("hip_posterior_ll", "rep", DOWN), LESS_ROUNDING},
     .watch = "knee_dominant excessive_knee_flexion squat_pattern"},
    {.id = "manual_guidance", .wording = "hands move the person into the hinge",
     .primary = HIPS_BACK, .secondary = {LESS_LUMBAR, LESS_ROUNDING}},
};
/* clang-format on */

const struct hinge_cue *hinge_cue_rows(size_t *count)
{
    *count = sizeof cues / sizeof *cues;
    return cues;
}

const struct hinge_cue *hinge_cue_find(const char *id)
{
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        if (hinge_same_name(cues[i].id, id))
            return &cues[i];
    return NULL;
}
