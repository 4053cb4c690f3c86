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

/* Something that can be followed over time: degrees, or lengths of SCIENCE's unit. */
typedef double hinge_track(const struct hinge_seen *s, const struct hinge_look *l);
#define HINGE_TRACK_LIST(X)                                                            \
    X(trunk)                                                                           \
    X(driver)                                                                          \
    X(hip)                                                                             \
    X(total)                                                                           \
    X(head_line)                                                                       \
    X(craniovertebral)                                                                 \
    X(head_back)                                                                       \
    X(shoulder_rise)                                                                   \
    X(shoulder_forward)                                                                \
    X(ribs)                                                                            \
    X(shift)                                                                           \
    X(knee_travel)                                                                     \
    X(hip_back_cm)                                                                     \
    X(knee_toe)                                                                        \
    X(chest_toe)                                                                       \
    X(load)                                                                            \
    X(load_height)                                                                     \
    X(knee_gap)                                                                        \
    X(stance)                                                                          \
    X(foot_turn)                                                                       \
    X(mass_centre)                                                                     \
    X(rod)                                                                             \
    X(knee)                                                                            \
    X(shank)                                                                           \
    X(lumbar)                                                                          \
    X(thoracic)                                                                        \
    X(neck)                                                                            \
    X(yaw)                                                                             \
    X(obliquity)                                                                       \
    X(side_lean) X(hip_difference) X(rear_load) X(rod_head) X(rod_back) X(rod_tail)
#define X(name) hinge_track hinge_track_##name;
HINGE_TRACK_LIST(X)
#undef X

/* --- over a time (habit_seen.c) --- */

double hinge_seen_value(const struct hinge_seen *s, hinge_track *of, double t_s);
/* Largest of sign * (x - zero) from one time to another; its size when sign is 0. */
double hinge_seen_most(const struct hinge_seen *s, hinge_track *of, double sign,
                       double zero, double from_s, double to_s);
/* Median over the hold, else 0.1 s around the deepest point. */
double hinge_seen_bottom(const struct hinge_seen *s, hinge_track *of);
double hinge_seen_change(const struct hinge_seen *s, hinge_track *of, double from_s,
                         double to_s);
/* Time of the descent (or ascent) at which a share of a track's change is done. */
double hinge_seen_passage(const struct hinge_seen *s, hinge_track *of, double share,
                          double from_s, double to_s);
/* Mean over 0.4 s inside the phase. */
double hinge_seen_smooth(const struct hinge_seen *s, hinge_track *of, double t_s,
                         double from_s, double to_s);

#endif
