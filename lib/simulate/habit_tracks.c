/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be seen of the noise-free body at a time. */
#include "simulate/habit_seen.h"

#include <hinge/trial.h>
#include <math.h>

static const double degree = 57.295779513082323;

struct hinge_look hinge_look_at(const struct hinge_seen *s, double t_s)
{
    struct hinge_look l = {0};
    hinge_motion_at(s->motion, fmax(t_s, 0), l.angle);
    hinge_body_points(s->body, l.angle, l.point);
    return l;
}

/* Middle of a pair, or a point of the middle. */
double hinge_look_mid(const struct hinge_look *l, int left, int axis)
{
    return 0.5 * (l->point[left][axis] + l->point[left + 1][axis]);
}
#define MID(name, axis) hinge_look_mid(l, HINGE_LANDMARK_##name##_l, axis)
#define AT(name, axis) l->point[HINGE_LANDMARK_##name][axis]

static double pitch(double x, double y)
{
    return atan2(x, y) * degree;
}

double hinge_track_trunk(const struct hinge_seen *s, const struct hinge_look *l)
{
    (void)s;
    return pitch(MID(shoulder, 0) - MID(hjc, 0), MID(shoulder, 1) - MID(hjc, 1));
}
double hinge_look_thigh(const struct hinge_look *l)
{
    return l->angle[HINGE_JOINT_SHANK] - l->angle[HINGE_JOINT_KNEE];
}
double hinge_track_driver(const struct hinge_seen *s, const struct hinge_look *l)
{
    return hinge_track_trunk(s, l) - hinge_look_thigh(l);
}
#define ANGLE(name, joint)                                                                         \
    double name(const struct hinge_seen *s, const struct hinge_look *l)                            \
    {                                                                                              \
        (void)s;                                                                                   \
        return l->angle[HINGE_JOINT_##joint];                                                      \
    }
ANGLE(hinge_track_knee, KNEE)
ANGLE(hinge_track_shank, SHANK)
ANGLE(hinge_track_lumbar, LUMBAR)
ANGLE(hinge_track_thoracic, THORACIC)
ANGLE(hinge_track_neck, NECK)
ANGLE(hinge_track_yaw, YAW)
ANGLE(hinge_track_obliquity, OBLIQUITY)
ANGLE(hinge_track_side_lean, SIDE_LEAN)
ANGLE(hinge_track_hip_difference, HIP_DIFFERENCE)
#undef ANGLE

double hinge_track_hip(const struct hinge_seen *s, const struct hinge_look *l)
{
    (void)s;
    return l->angle[HINGE_JOINT_PELVIS] - hinge_look_thigh(l);
}
double hinge_track_total(const struct hinge_seen *s, const struct hinge_look *l)
{
    return hinge_track_hip(s, l) + hinge_track_lumbar(s, l);
}
double hinge_track_head_line(const struct hinge_seen *s, const struct hinge_look *l)
{
    return pitch(MID(ear, 0) - AT(c7, 0), MID(ear, 1) - AT(c7, 1)) - hinge_track_trunk(s, l);
}
double hinge_track_craniovertebral(const struct hinge_seen *s, const struct hinge_look *l)
{
    (void)s;
    return 90 - pitch(MID(ear, 0) - AT(c7, 0), MID(ear, 1) - AT(c7, 1));
}
double hinge_track_head_back(const struct hinge_seen *s, const struct hinge_look *l)
{
    return l->angle[HINGE_JOINT_HEAD_BACK_M] / s->trunk_m;
}
double hinge_track_shoulder_rise(const struct hinge_seen *s, const struct hinge_look *l)
{
    double a = hinge_track_trunk(s, l) / degree;
    return ((MID(shoulder, 0) - AT(c7, 0)) * sin(a) + (MID(shoulder, 1) - AT(c7, 1)) * cos(a)) /
           s->trunk_m;
}
double hinge_track_shoulder_forward(const struct hinge_seen *s, const struct hinge_look *l)
{
    return l->angle[HINGE_JOINT_PROTRACT_M] / s->trunk_m;
}
double hinge_track_ribs(const struct hinge_seen *s, const struct hinge_look *l)
{
    return l->angle[HINGE_JOINT_RIB_M] / s->trunk_m;
}
double hinge_track_shift(const struct hinge_seen *s, const struct hinge_look *l)
{
    return l->angle[HINGE_JOINT_SHIFT_M] / s->leg_m;
}
double hinge_track_knee_travel(const struct hinge_seen *s, const struct hinge_look *l)
{
    return (MID(knee, 0) - MID(ankle, 0)) / s->leg_m;
}
/* The line of the shank at the height of a bench behind, at most at the knee's. */
double hinge_track_bench_back_cm(const struct hinge_seen *s, const struct hinge_look *l)
{
    static const double bench_m = 0.45, ankle_of_leg = 0.039 / 0.491;
    double above = (bench_m - ankle_of_leg * s->leg_m) / (MID(knee, 1) - MID(ankle, 1));
    return -100 * fmin(1, above) * (MID(knee, 0) - MID(ankle, 0));
}
double hinge_track_hip_back_cm(const struct hinge_seen *s, const struct hinge_look *l)
{
    (void)s;
    return -100 * MID(hjc, 0);
}
double hinge_track_knee_toe(const struct hinge_seen *s, const struct hinge_look *l)
{
    return (MID(knee, 0) - MID(toe, 0)) / s->foot_m;
}
double hinge_track_chest_toe(const struct hinge_seen *s, const struct hinge_look *l)
{
    return (MID(shoulder, 0) - MID(toe, 0)) / s->foot_m;
}
static double midfoot(const struct hinge_look *l)
{
    return 0.5 * (MID(heel, 0) + MID(toe, 0));
}
double hinge_track_load(const struct hinge_seen *s, const struct hinge_look *l)
{
    return (MID(wrist, 0) - midfoot(l)) / s->foot_m;
}
double hinge_track_load_height(const struct hinge_seen *s, const struct hinge_look *l)
{
    (void)s;
    return MID(wrist, 1);
}
double hinge_track_knee_gap(const struct hinge_seen *s, const struct hinge_look *l)
{
    (void)s;
    return (AT(knee_r, 2) - AT(knee_l, 2)) / (AT(ankle_r, 2) - AT(ankle_l, 2));
}
double hinge_track_stance(const struct hinge_seen *s, const struct hinge_look *l)
{
    (void)s;
    return log((AT(ankle_r, 2) - AT(ankle_l, 2)) / (AT(shoulder_r, 2) - AT(shoulder_l, 2)));
}
double hinge_track_foot_turn(const struct hinge_seen *s, const struct hinge_look *l)
{
    (void)s;
    return atan2(AT(toe_r, 2) - AT(heel_r, 2), AT(toe_r, 0) - AT(heel_r, 0)) * degree;
}
/* Centre of mass, or pressure, along the foot from its middle, percent. */
double hinge_track_mass_centre(const struct hinge_seen *s, const struct hinge_look *l)
{
    (void)s;
    return 100 * (AT(cop_l, 0) - MID(heel, 0)) / (MID(toe, 0) - MID(heel, 0)) - 50;
}
/* Share of the weight on the left foot, behind, as a lever would have it: of the way on
 * the floor from the right midfoot to the left toe. */
double hinge_track_rear_load(const struct hinge_seen *s, const struct hinge_look *l)
{
    double foot[2], toe[2], mass[2];
    (void)s;
    for (int k = 0; k < 2; k++) {
        int axis = 2 * k;
        foot[k] = 0.5 * (AT(heel_r, axis) + AT(toe_r, axis));
        toe[k] = AT(toe_l, axis) - foot[k];
    }
    mass[0] = AT(cop_l, 0) - foot[0];
    mass[1] = AT(cop_l, 2) - foot[1];
    return (mass[0] * toe[0] + mass[1] * toe[1]) / (toe[0] * toe[0] + toe[1] * toe[1]);
}
/* Smallest gap of a straight rod on head, T8 and tailbone, in trunk lengths, against
 * standing (method 7.5). */
static double sagitta(const struct hinge_look *l, double *place)
{
    double ox = AT(occ, 0) - AT(s1, 0), oy = AT(occ, 1) - AT(s1, 1);
    double mx = AT(t8, 0) - AT(s1, 0), my = AT(t8, 1) - AT(s1, 1), o2 = ox * ox + oy * oy;
    *place = (mx * ox + my * oy) / o2;
    return (my * ox - mx * oy) / sqrt(o2);
}
double hinge_track_rod(const struct hinge_seen *s, const struct hinge_look *l)
{
    double at, rest_at;
    struct hinge_look standing = hinge_look_at(s, 0);
    double bulge = (sagitta(l, &at) - sagitta(&standing, &rest_at)) / s->trunk_m;
    return fmax(-bulge, fmin(bulge / at, bulge / (1 - at)));
}
/* How far the held rod is behind a point, in trunk lengths. */
static double behind(const struct hinge_seen *s, const struct hinge_look *l, int landmark)
{
    double ux = AT(dow_1, 0) - AT(dow_2, 0), uy = AT(dow_1, 1) - AT(dow_2, 1);
    double x = AT(dow_2, 0) - l->point[landmark][0], y = AT(dow_2, 1) - l->point[landmark][1];
    return (y * ux - x * uy) / hypot(ux, uy) / s->trunk_m;
}
double hinge_track_rod_head(const struct hinge_seen *s, const struct hinge_look *l)
{
    return behind(s, l, HINGE_LANDMARK_occ);
}
double hinge_track_rod_back(const struct hinge_seen *s, const struct hinge_look *l)
{
    return behind(s, l, HINGE_LANDMARK_t8);
}
double hinge_track_rod_tail(const struct hinge_seen *s, const struct hinge_look *l)
{
    return behind(s, l, HINGE_LANDMARK_s1);
}
