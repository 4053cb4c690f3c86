/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a repetition is performed, as a flat row of numbers, and the tables of such rows:
 * the body of text G (method 10), the profiles of groups, the changes that plant a
 * fault. */
#ifndef HINGE_SIMULATE_PATTERN_H
#define HINGE_SIMULATE_PATTERN_H

#include "base/random.h"

#include <stdbool.h>
#include <stddef.h>

/* id, text G. Angles are changes from standing at the bottom unless named otherwise. */
#define HINGE_QUANTITY_LIST(X)                                                                     \
    X(total_deg, 92.0)           /* lumbar plus hip flexion */                                     \
    X(lumbar_share, 24.0 / 92.0) /* of the total */                                                \
    X(lumbar_curve, 0.25)        /* +1 all early, -1 all late (quadratic) */                       \
    X(lumbar_early_deg, 0.0)     /* done in the first 30 % */                                      \
    X(lumbar_late_deg, 0.0)      /* done in the last 30 % */                                       \
    X(pelvis_early_deg, 0.0)     /* negative: tucks first, makes up for it later */                \
    X(pelvis_late_deg, 0.0)      /* negative: winks under at the end */                            \
    X(lumbar_mid_deg, 0.0)       /* extra rounding halfway, gone at the bottom */                  \
    X(pelvis_mid_deg, 0.0)       /* the same of the pelvis; negative: tucks */                     \
    X(knee_deg, 20.0)                                                                              \
    X(knee_mid_deg, 0.0)  /* extra bend halfway, gone at the bottom */                             \
    X(shank_deg, -3.0)    /* forward positive */                                                   \
    X(shank_mid_deg, 0.0) /* extra lean halfway, gone at the bottom */                             \
    X(leg_curve, 0.0)     /* -1: knees and shanks late, the trunk first */                         \
    X(residual_deg, 0.0)  /* hip flexion left after the ascent */                                  \
    X(descent_s, 2.0)                                                                              \
    X(hold_s, 0.5)                                                                                 \
    X(ascent_s, 1.5)                                                                               \
    X(rest_s, 1.0)                                                                                 \
    X(stand_shank_deg, 0.0)                                                                        \
    X(stand_knee_deg, 0.0)                                                                         \
    X(stand_pelvis_deg, 0.0)                                                                       \
    X(stand_lumbar_deg, 0.0)                                                                       \
    /* what begins later, s; and a stop halfway down, 1 for a full one */                          \
    X(legs_delay_s, 0.0)                                                                           \
    X(pelvis_delay_s, 0.0)                                                                         \
    X(lumbar_delay_s, 0.0)                                                                         \
    X(legs_delay_up_s, 0.0)                                                                        \
    X(pelvis_delay_up_s, 0.0)                                                                      \
    X(lumbar_delay_up_s, 0.0)                                                                      \
    X(stop_share, 0.0)                                                                             \
    X(lock_arch_deg, 0.0) /* leaning back after the ascent */                                      \
    X(thoracic_deg, 0.0)  /* upper on lower thorax */                                              \
    X(neck_deg, 0.0)      /* chin down */                                                          \
    X(head_deg, 0.0)      /* head leant forward over C7 */                                         \
    X(head_back_m, 0.0)                                                                            \
    X(shrug_m, 0.0)                                                                                \
    X(protract_m, 0.0)         /* shoulders forward */                                             \
    X(rib_m, 0.0)              /* left lower ribs in front of the right */                         \
    X(load_forward_m, 0.0)     /* hands */                                                         \
    X(yaw_deg, 0.0)            /* pelvis turned to the left */                                     \
    X(obliquity_deg, 0.0)      /* its right side up */                                             \
    X(shift_m, 0.0)            /* hips to the right */                                             \
    X(side_lean_deg, 0.0)      /* trunk to the right */                                            \
    X(hip_difference_deg, 0.0) /* left thigh flexed more than the right */                         \
    X(valgus_m, 0.0)           /* each knee inward */                                              \
    X(stand_head_deg, 0.0)     /* head forward all the time */                                     \
    X(stand_toe_out_deg, 0.0)                                                                      \
    X(stance_extra_m, 0.0)                                                                         \
    X(stand_shift_m, 0.0) /* hips to the right all the time */                                     \
    X(rear_foot_m, 0.0)   /* the left foot behind the right */                                     \
    X(rear_toes_deg, 0.0) /* that foot on its toes */                                              \
    X(rear_up_m, 0.0)     /* that foot above the floor */                                          \
    X(rod_on, 0.0)        /* what a rod rests on, of enum hinge_rod_on */

enum hinge_quantity {
#define X(name, text_g) HINGE_QUANTITY_##name,
    HINGE_QUANTITY_LIST(X)
#undef X
        HINGE_QUANTITY_COUNT
};

struct hinge_pattern {
    double value[HINGE_QUANTITY_COUNT];
};

void hinge_pattern_text_g(struct hinge_pattern *pattern);

/* Names of the profiles, NULL-terminated; index of a name or -1. */
const char *const *hinge_profile_names(size_t *count);
long hinge_profile_find(const char *name);

/* A person of profile `profile`: means plus `variation` times between-person
 * differences. */
void hinge_pattern_draw_person(size_t profile, double variation, struct hinge_random *random,
                               struct hinge_pattern *person);
/* One repetition of that person. Standing posture does not vary within a person. */
void hinge_pattern_draw_rep(size_t profile, double variation, struct hinge_random *random,
                            const struct hinge_pattern *person, struct hinge_pattern *rep);

/* How recordings of tasks and under cues are made; words of both, joined by blanks. */
struct hinge_task_setting {
    const char *words;
    bool from_floor;            /* as of a habit (habit.h) */
    const char *column, *value; /* what the list says of them */
};
/* Of a task, or of one of cues joined by "+"; NULL: as any other. */
const struct hinge_task_setting *hinge_task_setting(const char *words);
/* Makes a person of profile `profile` do the task, or follow the cues, as coached: the
 * person differs from the profile as before. */
void hinge_pattern_shape(const char *words, size_t profile, struct hinge_pattern *pattern);

/* Names of the faults that can be planted (those of truth.csv first, in its order). */
const char *const *hinge_preset_names(size_t *count);
long hinge_preset_find(const char *name);
/* Makes `pattern` of a person's own: 1 clearly with the fault (method 7, tier B
 * margin), 0 without it, and what is between. */
void hinge_preset_apply(size_t fault, double share, const struct hinge_pattern *own,
                        struct hinge_pattern *pattern);

#endif
