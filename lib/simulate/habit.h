/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults that can be planted: those of truth.h, judged in every repetition, and further
 * ones that only some recordings can show, judged where they are planted. Severities by
 * method 7 of the noise-free body; shares no code with the analysis. */
#ifndef HINGE_SIMULATE_HABIT_H
#define HINGE_SIMULATE_HABIT_H

#include "simulate/body_model.h"
#include "simulate/markers.h"
#include "simulate/truth.h"

#include <hinge/simulate.h>

/* id, threshold, kind of margin */
#define HINGE_HABIT_LIST(X)                                                                        \
    X(rounding_late, 0.40, SHARE)                                                                  \
    X(hip_plateau_end, 0.40, SHARE_WITHIN)                                                         \
    X(waist_initiation, 0.10, TIME)                                                                \
    X(neighbor_borrowing, 0.50, SHARE)                                                             \
    X(hip_rom_limited, 0.0, SPINE)                                                                 \
    X(lockout_overextension, 8.0, SPINE)                                                           \
    X(stack_loss, 8.0, SPINE)                                                                      \
    X(thoracic_rounding, 10.0, SPINE)                                                              \
    X(pelvic_rotation, 10.0, SPINE)                                                                \
    X(asym_hip, 10.0, SPINE)                                                                       \
    X(lateral_shift, 0.04, POSITION)                                                               \
    X(lateral_lean, 8.0, LIMB)                                                                     \
    X(pelvic_drop, 5.0, WITHIN)                                                                    \
    X(pelvic_open, 8.0, WITHIN)                                                                    \
    X(chin_tuck, 15.0, LIMB)                                                                       \
    X(head_up, 15.0, LIMB)                                                                         \
    X(forward_head_setup, 0.0, LIMB)                                                               \
    X(head_trunk_line, 15.0, LIMB)                                                                 \
    X(head_retraction, 0.05, POSITION)                                                             \
    X(shoulder_shrug, 0.05, POSITION)                                                              \
    X(shoulder_rounding, 0.05, POSITION)                                                           \
    X(rib_flare_asym, 0.03, POSITION)                                                              \
    X(dowel_contact_lost, 0.05, DOWEL)                                                             \
    X(chest_not_over_toes, 0.75, FOOT)                                                             \
    X(load_off_midfoot, 0.25, FOOT)                                                                \
    X(weight_off_midfoot, 20.0, PERCENT)                                                           \
    X(warrior_depth_short, 0.0, LIMB)                                                              \
    X(depth_short, 0.0, LIMB)                                                                      \
    X(wall_tap_miss, 0.0, CENTIMETRE)                                                              \
    X(knee_dominant, 0.40, SHARE)                                                                  \
    X(knee_past_toe, 0.0, FOOT)                                                                    \
    X(shin_back_excess, 15.0, LIMB)                                                                \
    X(knees_first, 0.10, TIME)                                                                     \
    X(bench_front_contact, 0.02, POSITION)                                                         \
    X(bench_behind_miss, 0.0, CENTIMETRE)                                                          \
    X(knee_valgus, 0.15, SHARE)                                                                    \
    X(stance_width, 0.35, SHARE)                                                                   \
    X(toe_out, 20.0, SPINE)                                                                        \
    X(drop_lowering, 0.5, GRAVITY)                                                                 \
    X(short_eccentric, 0.40, SHARE)                                                                \
    X(jerky_descent, 2.0, GRAVITY)                                                                 \
    X(back_first_ascent, 0.10, TIME)                                                               \
    X(back_first_q1, 0.40, SHARE)                                                                  \
    X(back_unfurl, 20.0, SPINE)                                                                    \
    X(hips_shoot_up, 0.0, SHARE)                                                                   \
    X(cop_off_target, 20.0, PERCENT)                                                               \
    X(kickstand_rock_back, 0.15, REAR_SHARE)                                                       \
    X(dowel_head, 0.05, DOWEL)                                                                     \
    X(dowel_mid, 0.05, DOWEL)                                                                      \
    X(dowel_tail, 0.05, DOWEL)                                                                     \
    X(lumbar_rounding_of_max, 70.0, OF_MAX)                                                        \
    X(rib_flare_setup, 5.0, SPINE)

enum {
    HINGE_HABIT_BEFORE = HINGE_TRUTH_COUNT - 1,
#define X(name, threshold, kind) HINGE_HABIT_##name,
    HINGE_HABIT_LIST(X)
#undef X
        HINGE_HABIT_COUNT
};

_Static_assert((int)HINGE_SIMULATE_JUDGED == (int)HINGE_TRUTH_COUNT, "faults of truth");

/* How a recording is made that can show a habit; NULL: as any other. */
struct hinge_habit_setting {
    size_t habit;
    const char *task, *cue, *column, *value;
    bool from_floor; /* begins at the bottom: each repetition goes up and down again */
    /* markers beside those of the format, ended by one without a name; NULL: none */
    const struct hinge_marker *also;
    const char *reference; /* role of a recording that comes before the trials */
};
/* What a person reaches in the recording of a reference, maxflex: two bends. */
#define HINGE_HABIT_LUMBAR_LIMIT_DEG 50.0
void hinge_habit_reference(const struct hinge_pattern *own, struct hinge_pattern *pattern);
/* NULL where nothing is special about it, or habit is -1. */
const struct hinge_habit_setting *hinge_habit_setting(long habit);

/* What a repetition shows of a habit; the state is one of truth.h. */
struct hinge_habit_truth {
    double severity, threshold, margin;
    int state;
};
/* Repetition k of a motion, whose truth is known. NOMEM without memory. */
void hinge_habit_judge(size_t habit, const struct hinge_motion *motion,
                       const struct hinge_physique *physique, size_t k, char tier,
                       const struct hinge_truth_rep *truth, struct hinge_habit_truth *out);

/* The same of one repetition of a pattern. */
enum hinge_status hinge_habit_show(size_t habit, const struct hinge_physique *physique, char tier,
                                   const struct hinge_pattern *pattern,
                                   struct hinge_habit_truth *out, struct hinge_error *error);

/* Plants a habit in a pattern, or stops short of it: as far towards the planted
 * movement as leaves the severity NEAR margins below the threshold. */
enum hinge_status hinge_habit_plant(size_t habit, bool near, const struct hinge_physique *physique,
                                    char tier, struct hinge_pattern *pattern,
                                    struct hinge_error *error);

#endif
