/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Angles over time and the chain from angles to landmarks. */
#include "simulate/body_model.h"

#include <math.h>

double hinge_minimum_jerk(double s)
{
    if (s <= 0.0)
        return 0.0;
    if (s >= 1.0)
        return 1.0;
    return s * s * s * (10.0 + s * (-15.0 + 6.0 * s));
}

double hinge_shape_at(const struct hinge_shape *shape, double s)
{
    double bump = s * (1.0 - s);
    return shape->full * (s + shape->curve * bump) +
           shape->early * hinge_minimum_jerk(s / 0.3) +
           shape->late * hinge_minimum_jerk((s - 0.7) / 0.3) +
           shape->mid * 16.0 * bump * bump;
}

/* Joint curves whose values at the bottom are what the pattern asks for: the hip gets
 * what the lumbar spine leaves of the total, and pelvis = hip + thigh = hip + shank -
 * knee. */
static void rep_set(struct hinge_motion_rep *rep, const struct hinge_pattern *pattern)
{
    const double *q = pattern->value;
#define V(name) q[HINGE_QUANTITY_##name]
    double lumbar = V(lumbar_share) * V(total_deg);
    double pelvis = V(total_deg) - lumbar + V(shank_deg) - V(knee_deg);
    rep->descent_s = V(descent_s);
    rep->hold_s = V(hold_s);
    rep->ascent_s = V(ascent_s);
    rep->residual_deg = V(residual_deg);
    rep->shape[HINGE_JOINT_SHANK] = (struct hinge_shape){
        .full = V(shank_deg), .curve = V(leg_curve), .mid = V(shank_mid_deg)};
    rep->shape[HINGE_JOINT_KNEE] = (struct hinge_shape){
        .full = V(knee_deg), .curve = V(leg_curve), .mid = V(knee_mid_deg)};
    rep->shape[HINGE_JOINT_PELVIS] =
        (struct hinge_shape){.full = pelvis - V(pelvis_early_deg) - V(pelvis_late_deg),
                             .early = V(pelvis_early_deg),
                             .late = V(pelvis_late_deg),
                             .mid = V(pelvis_mid_deg)};
    rep->shape[HINGE_JOINT_LUMBAR] =
        (struct hinge_shape){.full = lumbar - V(lumbar_early_deg) - V(lumbar_late_deg),
                             .curve = V(lumbar_curve),
                             .early = V(lumbar_early_deg),
                             .late = V(lumbar_late_deg),
                             .mid = V(lumbar_mid_deg)};
#undef V
}

void hinge_motion_set(struct hinge_motion *motion, const struct hinge_pattern *pattern,
                      double stand_s, double tail_s)
{
    double t_s = stand_s;
    for (size_t k = 0; k < motion->n_reps; k++) {
        struct hinge_motion_rep *rep = &motion->rep[k];
        rep_set(rep, &pattern[k]);
        rep->start_s = t_s;
        t_s += rep->descent_s + rep->hold_s + rep->ascent_s;
        if (k + 1 < motion->n_reps)
            t_s += pattern[k].value[HINGE_QUANTITY_rest_s];
    }
    motion->end_s = t_s + tail_s;
    static const enum hinge_quantity stand[HINGE_JOINT_COUNT] = {
        HINGE_QUANTITY_stand_shank_deg, HINGE_QUANTITY_stand_knee_deg,
        HINGE_QUANTITY_stand_pelvis_deg, HINGE_QUANTITY_stand_lumbar_deg};
    for (int j = 0; j < HINGE_JOINT_COUNT; j++)
        motion->stand_deg[j] = motion->n_reps > 0 ? pattern[0].value[stand[j]] : 0.0;
}

void hinge_motion_at(const struct hinge_motion *motion, double t_s,
                     double angle_deg[HINGE_JOINT_COUNT])
{
    for (int j = 0; j < HINGE_JOINT_COUNT; j++)
        angle_deg[j] = motion->stand_deg[j];
    double residual_deg = 0.0;
    for (size_t k = 0; k < motion->n_reps; k++) {
        const struct hinge_motion_rep *rep = &motion->rep[k];
        double up_s = rep->start_s + rep->descent_s + rep->hold_s;
        double down = hinge_minimum_jerk((t_s - rep->start_s) / rep->descent_s);
        double up = hinge_minimum_jerk((t_s - up_s) / rep->ascent_s);
        if (t_s <= rep->start_s)
            break;
        double s = down - up;
        for (int j = 0; j < HINGE_JOINT_COUNT && s > 0.0; j++)
            angle_deg[j] += hinge_shape_at(&rep->shape[j], s);
        residual_deg += (rep->residual_deg - residual_deg) * up;
    }
    angle_deg[HINGE_JOINT_PELVIS] += residual_deg;
}

/* --- the chain --- */

const double hinge_text_g_height_m =
    0.84 / 0.491; /* leg length over 0.491, SCIENCE 2.5 */

void hinge_physique_text_g(struct hinge_physique *physique)
{
    *physique = (struct hinge_physique){.scale = 1.0,
                                        .pelvis_width_m = 0.24,
                                        .pelvis_depth_m = 0.15,
                                        .asis_tilt_deg = 10.0,
                                        .thorax_width_m = 0.36,
                                        .stance_m = 0.24};
}

static double near(struct hinge_random *random, double mean, double sd)
{
    return mean + sd * fmax(-2.0, fmin(2.0, hinge_random_normal(random)));
}

void hinge_physique_draw(struct hinge_random *random, double variation,
                         struct hinge_physique *physique)
{
    double height_m = near(random, 1.71, 0.08 * variation);
    double scale = height_m / hinge_text_g_height_m;
    *physique = (struct hinge_physique){
        .scale = scale,
        .pelvis_width_m = scale * near(random, 0.24, 0.012 * variation),
        .pelvis_depth_m = scale * near(random, 0.15, 0.008 * variation),
        .asis_tilt_deg = near(random, 10.0, 3.0 * variation),
        .thorax_width_m = scale * near(random, 0.36, 0.02 * variation),
        .stance_m = scale * near(random, 0.24, 0.02 * variation)};
}

static const double radian = 0.017453292519943295; /* of a degree */

struct vec {
    double x, y;
};

/* `length` along a vector pitched `angle` forward of up, and `front` square to it. */
static struct vec step(struct vec from, double length, double front, double angle_deg)
{
    double s = sin(angle_deg * radian), c = cos(angle_deg * radian);
    return (struct vec){from.x + length * s + front * c,
                        from.y + length * c - front * s};
}

static void put(double point[3], struct vec v, double right_m)
{
    point[0] = v.x;
    point[1] = v.y;
    point[2] = right_m;
}

/* Left and right of a landmark, `half` from the middle. */
static void put_pair(double left[3], double right[3], struct vec v, double half_m)
{
    put(left, v, -half_m);
    put(right, v, half_m);
}

#define P(name) point[HINGE_LANDMARK_##name]

/* ASIS and PSIS such that Harrington's regression (SCIENCE 1.4) gives back the hip
 * centre, and the angle of mid-PSIS to mid-ASIS is the pelvis angle plus a constant. */
static void put_pelvis(const struct hinge_physique *body, struct vec hip,
                       double pelvis_deg, double point[][3])
{
    double width_mm = 1000.0 * body->pelvis_width_m;
    double depth_mm = 1000.0 * body->pelvis_depth_m;
    double forward_m = (-0.24 * depth_mm - 9.9) / 1000.0;
    double up_m = (-0.30 * width_mm - 10.9) / 1000.0;
    double tilt_deg = pelvis_deg + body->asis_tilt_deg;
    struct vec asis = step(hip, -up_m, -forward_m, tilt_deg);
    struct vec psis = step(asis, 0.0, -body->pelvis_depth_m, tilt_deg);
    put_pair(P(hjc_l), P(hjc_r), hip, (0.33 * width_mm + 7.3) / 1000.0);
    put_pair(P(asis_l), P(asis_r), asis, 0.5 * body->pelvis_width_m);
    put_pair(P(psis_l), P(psis_r), psis, 0.19 * body->pelvis_width_m);
    put(P(s1), psis, 0.0);
}

static void put_legs(const struct hinge_physique *body, struct vec ankle,
                     struct vec knee, double point[][3])
{
    double half_m = 0.5 * body->stance_m, k = body->scale;
    put_pair(P(knee_l), P(knee_r), knee, half_m * 0.9);
    put_pair(P(ankle_l), P(ankle_r), ankle, half_m);
    put_pair(P(heel_l), P(heel_r), (struct vec){-0.05 * k, 0.03 * k}, half_m);
    put_pair(P(toe_l), P(toe_r), (struct vec){0.17 * k, 0.02 * k}, half_m + 0.02 * k);
}

/* Thorax, arms and head move as one with the thorax inclination `thorax_deg`; the arms
 * hang. */
static void put_thorax(const struct hinge_physique *body, struct vec t8,
                       double thorax_deg, double point[][3])
{
    double k = body->scale, half_m = 0.5 * body->thorax_width_m;
    struct vec c7 = step(t8, 0.18 * k, 0.0, thorax_deg + 20.0);
    struct vec shoulder = step(t8, 0.14 * k, 0.0, thorax_deg + 5.0);
    struct vec ear = step(c7, 0.15 * k, 0.0, thorax_deg + 5.0);
    put(P(c7), c7, 0.0);
    put(P(t8), t8, 0.0);
    put(P(t3), step(t8, 0.13 * k, -0.01 * k, thorax_deg + 20.0), 0.0);
    put(P(t10), step(t8, -0.05 * k, 0.0, thorax_deg + 8.0), 0.0);
    put(P(ij), step(c7, -0.06 * k, 0.11 * k, thorax_deg), 0.0);
    put(P(px), step(t8, -0.04 * k, 0.19 * k, thorax_deg), 0.0);
    put_pair(P(shoulder_l), P(shoulder_r), shoulder, half_m);
    struct vec elbow = {shoulder.x + 0.02 * k, shoulder.y - 0.29 * k};
    struct vec wrist = {shoulder.x + 0.05 * k, shoulder.y - 0.54 * k};
    put_pair(P(elbow_l), P(elbow_r), elbow, half_m + 0.03 * k);
    put_pair(P(wrist_l), P(wrist_r), wrist, half_m + 0.04 * k);
    put_pair(P(ear_l), P(ear_r), ear, 0.075 * k);
    put_pair(P(eye_l), P(eye_r), step(ear, 0.03 * k, 0.09 * k, thorax_deg), 0.032 * k);
    put(P(nose), step(ear, 0.0, 0.11 * k, thorax_deg), 0.0);
    put(P(occ), step(ear, 0.02 * k, -0.09 * k, thorax_deg), 0.0);
    put(P(head_top), step(ear, 0.13 * k, 0.0, thorax_deg), 0.0);
}

void hinge_body_points(const struct hinge_physique *physique,
                       const double angle_deg[HINGE_JOINT_COUNT],
                       double point[HINGE_LANDMARK_COUNT][3])
{
    for (int i = 0; i < HINGE_LANDMARK_COUNT; i++)
        point[i][0] = point[i][1] = point[i][2] = (double)NAN;
    double k = physique->scale;
    double shank = angle_deg[HINGE_JOINT_SHANK];
    double thigh = shank - angle_deg[HINGE_JOINT_KNEE];
    double pelvis = angle_deg[HINGE_JOINT_PELVIS];
    double lumbar = angle_deg[HINGE_JOINT_LUMBAR];

    struct vec ankle = {0.0, 0.09 * k};
    struct vec knee = step(ankle, 0.43 * k, 0.0, shank);
    struct vec hip = step(knee, 0.41 * k, 0.0, thigh);
    struct vec l5 = step(hip, 0.10 * k, 0.0, pelvis + 10.0);
    struct vec l3 = step(l5, 0.07 * k, 0.0, pelvis + 0.2 * lumbar - 5.0);
    struct vec t12l1 = step(l3, 0.08 * k, 0.0, pelvis + 0.7 * lumbar - 2.0);
    struct vec t8 = step(t12l1, 0.12 * k, 0.0, pelvis + lumbar + 8.0);
    put(P(l5), l5, 0.0);
    put(P(l3), l3, 0.0);
    put(P(t12l1), t12l1, 0.0);
    put_legs(physique, ankle, knee, point);
    put_pelvis(physique, hip, pelvis, point);
    put_thorax(physique, t8, pelvis + lumbar, point);
}

double hinge_body_angle(const double angle_deg[HINGE_JOINT_COUNT], int landmark)
{
    double shank = angle_deg[HINGE_JOINT_SHANK], knee = angle_deg[HINGE_JOINT_KNEE];
    double pelvis = angle_deg[HINGE_JOINT_PELVIS],
           lumbar = angle_deg[HINGE_JOINT_LUMBAR];
    double thigh = shank - knee;
#define IS(name) landmark == HINGE_LANDMARK_##name
    if (IS(pelvis) || IS(pelvis_tilt))
        return pelvis;
    if (IS(l1) || IS(thorax) || IS(head) || IS(thorax_tilt))
        return pelvis + lumbar;
    if (IS(thigh_l) || IS(thigh_r))
        return thigh;
    if (IS(shank_l) || IS(shank_r))
        return shank;
    if (IS(lumbar_flex) || IS(osim_lumbar_extension))
        return IS(lumbar_flex) ? lumbar : -lumbar;
    if (IS(hip_flex_l) || IS(hip_flex_r) || IS(osim_hip_flexion_l) ||
        IS(osim_hip_flexion_r))
        return pelvis - thigh;
    if (IS(knee_flex_l) || IS(knee_flex_r) || IS(osim_knee_angle_l) ||
        IS(osim_knee_angle_r))
        return knee;
    return IS(osim_pelvis_tilt) ? -pelvis : 0;
#undef IS
}
