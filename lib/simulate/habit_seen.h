/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The noise-free body as it is looked at for a severity: at a time, and over a time. */
#ifndef HINGE_SIMULATE_HABIT_SEEN_H
#define HINGE_SIMULATE_HABIT_SEEN_H

#include "simulate/body_model.h"
#include "simulate/truth.h"

/* A repetition being looked at; lengths are those of standing. */
struct hinge_seen {
    const struct hinge_motion *motion;
    const struct hinge_motion_rep *rep;
    const struct hinge_physique *body;
    const struct hinge_truth_rep *truth;
    double trunk_m, foot_m, leg_m;
};

/* --- at a time (habit_tracks.c) --- */

struct hinge_look {
    double angle[HINGE_JOINT_COUNT], point[HINGE_LANDMARK_COUNT][3];
};
struct hinge_look hinge_look_at(const struct hinge_seen *s, double t_s);
/* Middle of a pair, by its left landmark. */
double hinge_look_mid(const struct hinge_look *l, int left, int axis);
/* Inclination of the thighs. */
double hinge_look_thigh(const struct hinge_look *l);

/* Something that can be followed over time: degrees, or lengths in leg, foot or trunk
 * lengths. */
typedef double hinge_track(const struct hinge_seen *s, const struct hinge_look *l);
hinge_track hinge_track_trunk, hinge_track_driver, hinge_track_hip, hinge_track_total,
    hinge_track_head_line, hinge_track_craniovertebral, hinge_track_head_back,
    hinge_track_shoulder_rise, hinge_track_shoulder_forward, hinge_track_ribs, hinge_track_shift,
    hinge_track_knee_travel, hinge_track_hip_back_cm, hinge_track_knee_toe,
    hinge_track_bench_back_cm, hinge_track_chest_toe, hinge_track_load, hinge_track_load_height,
    hinge_track_knee_gap, hinge_track_stance, hinge_track_foot_turn, hinge_track_mass_centre,
    hinge_track_rod, hinge_track_knee, hinge_track_shank, hinge_track_lumbar, hinge_track_thoracic,
    hinge_track_neck, hinge_track_yaw, hinge_track_obliquity, hinge_track_side_lean,
    hinge_track_hip_difference, hinge_track_rear_load, hinge_track_rod_head, hinge_track_rod_back,
    hinge_track_rod_tail;

/* --- over a time (habit_seen.c) --- */

double hinge_seen_value(const struct hinge_seen *s, hinge_track *of, double t_s);
/* Largest of sign * (x - zero) from one time to another; its size when sign is 0. */
double hinge_seen_most(const struct hinge_seen *s, hinge_track *of, double sign, double zero,
                       double from_s, double to_s);
/* Median over the hold, else 0.1 s around the deepest point. */
double hinge_seen_bottom(const struct hinge_seen *s, hinge_track *of);
double hinge_seen_change(const struct hinge_seen *s, hinge_track *of, double from_s, double to_s);
/* Time of the descent (or ascent) at which a share of a track's change is done. */
double hinge_seen_passage(const struct hinge_seen *s, hinge_track *of, double share, double from_s,
                          double to_s);
/* Mean over 0.4 s. */
double hinge_seen_smooth(const struct hinge_seen *s, hinge_track *of, double t_s);

#endif
