/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The moving body: repetitions as minimum-jerk curves of joint angles, and the chain of
 * text G (method 10) from angles to landmarks, widened to left and right. Closed form
 * at any time; no state. */
#ifndef HINGE_SIMULATE_BODY_MODEL_H
#define HINGE_SIMULATE_BODY_MODEL_H

#include "simulate/pattern.h"

#include <hinge/trial.h>

enum hinge_joint {
    HINGE_JOINT_SHANK,
    HINGE_JOINT_KNEE,
    HINGE_JOINT_PELVIS,
    HINGE_JOINT_LUMBAR,
    /* what only some habits move: from 0 in standing to their value at the bottom */
    HINGE_JOINT_THORACIC,
    HINGE_JOINT_NECK,
    HINGE_JOINT_HEAD,
    HINGE_JOINT_HEAD_BACK_M,
    HINGE_JOINT_SHRUG_M,
    HINGE_JOINT_PROTRACT_M,
    HINGE_JOINT_RIB_M,
    HINGE_JOINT_LOAD_M,
    HINGE_JOINT_YAW,
    HINGE_JOINT_OBLIQUITY,
    HINGE_JOINT_SHIFT_M,
    HINGE_JOINT_SIDE_LEAN,
    HINGE_JOINT_HIP_DIFFERENCE,
    HINGE_JOINT_VALGUS_M,
    HINGE_JOINT_TOE_OUT,  /* these do not move */
    HINGE_JOINT_STANCE_M, /* beyond the person's own */
    HINGE_JOINT_REAR_FOOT_M,
    HINGE_JOINT_REAR_TOES,
    HINGE_JOINT_REAR_UP_M,
    HINGE_JOINT_ROD_ON,
    HINGE_JOINT_COUNT
};

/* Angle at depth s (0 standing, 1 bottom), degrees:
 * full (s + curve s(1-s)) + early mj(s/0.3) + late mj((s-0.7)/0.3) + mid 16 s^2 (1-s)^2
 */
struct hinge_shape {
    double full, curve, early, late, mid;
};

/* 10s^3 - 15s^4 + 6s^5 clipped to [0, 1]. */
double hinge_minimum_jerk(double s);

/* One repetition; it starts when its descent does. */
struct hinge_motion_rep {
    double start_s, descent_s, hold_s, ascent_s;
    double residual_deg; /* pelvis tilt left after its ascent */
    double arch_deg;     /* lumbar extension after it, for a while */
    double stop_share;   /* of the descent in two movements with a stop between */
    /* what begins later than the others, s, on the way down and up */
    double delay_s[HINGE_JOINT_COUNT][2], most_delay_s[2];
    struct hinge_shape shape[HINGE_JOINT_COUNT];
};

/* A trial: standing, repetitions, standing. `rep` is owned by the caller. */
struct hinge_motion {
    size_t n_reps;
    struct hinge_motion_rep *rep;
    double stand_deg[HINGE_JOINT_COUNT];
    double end_s;
};

/* Lays n patterns out in time after stand_s of standing and with tail_s after the last.
 */
void hinge_motion_set(struct hinge_motion *motion, const struct hinge_pattern *pattern,
                      double stand_s, double tail_s);

/* Angles at time t: shank and pelvis inclination, knee and lumbar flexion. */
void hinge_motion_at(const struct hinge_motion *motion, double t_s,
                     double angle_deg[HINGE_JOINT_COUNT]);

/* A segment's lean forward, or a joint angle by our ids or OpenSim's (of a person who
 * faces +x), degrees; 0 where there is none. */
double hinge_body_angle(const double angle_deg[HINGE_JOINT_COUNT], int landmark);

/* Lengths of a person. */
struct hinge_physique {
    double scale;                          /* 1 is the body of text G, 1.711 m tall */
    double pelvis_width_m, pelvis_depth_m; /* between ASIS; mid-ASIS to mid-PSIS */
    double asis_tilt_deg;                  /* ASIS below PSIS when the pelvis angle is 0 */
    double l5_tilt_deg; /* of the line from hip centre to L5 then, forward positive */
    double thorax_width_m, stance_m;
};
extern const double hinge_text_g_height_m;
void hinge_physique_text_g(struct hinge_physique *physique);
void hinge_physique_draw(struct hinge_random *random, double variation,
                         struct hinge_physique *physique);

/* What a rod along the back is held on; it may leave the third. */
enum hinge_rod_on {
    HINGE_ROD_ON_HEAD_AND_TAIL,
    HINGE_ROD_ON_BACK_AND_TAIL,
    HINGE_ROD_ON_HEAD_AND_BACK
};

/* Ends of that rod, and the pressure under the feet where the centre of mass is
 * (props.c); for hinge_body_points. */
void hinge_props_put(const double angle_deg[HINGE_JOINT_COUNT],
                     double point[HINGE_LANDMARK_COUNT][3]);

/* Canonical coordinates (x forward, y up, z right, metres) of every landmark the body
 * has, NaN for the others. The ankles stand at x = 0. */
void hinge_body_points(const struct hinge_physique *physique,
                       const double angle_deg[HINGE_JOINT_COUNT],
                       double point[HINGE_LANDMARK_COUNT][3]);

/* Only ankle, knee, hip and shoulder of the right side, in the sagittal plane: the same
 * numbers, sooner; other points are not touched. */
void hinge_body_line(const struct hinge_physique *physique,
                     const double angle_deg[HINGE_JOINT_COUNT],
                     double point[HINGE_LANDMARK_COUNT][3]);

#endif
