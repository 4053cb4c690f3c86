/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Severities of planted habits from the landmarks of the noise-free body. */
#include "simulate/habit.h"

#include <hinge/trial.h>
#include <math.h>
#include <stdlib.h>

static const double degree = 57.295779513082323, g_m_s2 = 9.80665, step_s = 0.005;
/* what the list says of the wall and the bench where these are planted */
static const double WALL_CM = 12.7, BENCH_CM = 2.54;

enum { SAMPLES = 4000 };

/* A repetition being looked at. */
struct seen {
    const struct hinge_motion *motion;
    const struct hinge_motion_rep *rep;
    const struct hinge_physique *body;
    const struct hinge_truth_rep *truth;
    double trunk_m, foot_m, leg_m;
};

/* --- what is seen at a time --- */

struct look {
    double angle[HINGE_JOINT_COUNT], point[HINGE_LANDMARK_COUNT][3];
};

static struct look look_at(const struct seen *s, double t_s)
{
    struct look l = {0};
    hinge_motion_at(s->motion, fmax(t_s, 0), l.angle);
    hinge_body_points(s->body, l.angle, l.point);
    return l;
}

/* Middle of a pair, or a point of the middle. */
static double mid(const struct look *l, int left, int axis)
{
    return 0.5 * (l->point[left][axis] + l->point[left + 1][axis]);
}
#define MID(name, axis) mid(l, HINGE_LANDMARK_##name##_l, axis)
#define AT(name, axis) l->point[HINGE_LANDMARK_##name][axis]

static double pitch(double x, double y)
{
    return atan2(x, y) * degree;
}

typedef double track(const struct seen *s, const struct look *l);

static double trunk(const struct seen *s, const struct look *l)
{
    (void)s;
    return pitch(MID(shoulder, 0) - MID(hjc, 0), MID(shoulder, 1) - MID(hjc, 1));
}
static double thigh(const struct look *l)
{
    return l->angle[HINGE_JOINT_SHANK] - l->angle[HINGE_JOINT_KNEE];
}
static double driver(const struct seen *s, const struct look *l)
{
    return trunk(s, l) - thigh(l);
}
#define ANGLE(name, joint)                                                             \
    static double name(const struct seen *s, const struct look *l)                     \
    {                                                                                  \
        (void)s;                                                                       \
        return l->angle[HINGE_JOINT_##joint];                                          \
    }
ANGLE(knee, KNEE)
ANGLE(shank, SHANK)
ANGLE(lumbar, LUMBAR)
ANGLE(thoracic, THORACIC)
ANGLE(neck, NECK)
ANGLE(yaw, YAW)
ANGLE(obliquity, OBLIQUITY)
ANGLE(side_lean, SIDE_LEAN)
ANGLE(hip_difference, HIP_DIFFERENCE)
#undef ANGLE

static double hip(const struct seen *s, const struct look *l)
{
    (void)s;
    return l->angle[HINGE_JOINT_PELVIS] - thigh(l);
}
static double total(const struct seen *s, const struct look *l)
{
    return hip(s, l) + lumbar(s, l);
}
static double head_line(const struct seen *s, const struct look *l)
{
    return pitch(MID(ear, 0) - AT(c7, 0), MID(ear, 1) - AT(c7, 1)) - trunk(s, l);
}
static double craniovertebral(const struct seen *s, const struct look *l)
{
    (void)s;
    return 90 - pitch(MID(ear, 0) - AT(c7, 0), MID(ear, 1) - AT(c7, 1));
}
static double head_back(const struct seen *s, const struct look *l)
{
    return l->angle[HINGE_JOINT_HEAD_BACK_M] / s->trunk_m;
}
static double shoulder_rise(const struct seen *s, const struct look *l)
{
    double a = trunk(s, l) / degree;
    return ((MID(shoulder, 0) - AT(c7, 0)) * sin(a) +
            (MID(shoulder, 1) - AT(c7, 1)) * cos(a)) /
           s->trunk_m;
}
static double shoulder_forward(const struct seen *s, const struct look *l)
{
    return l->angle[HINGE_JOINT_PROTRACT_M] / s->trunk_m;
}
static double ribs(const struct seen *s, const struct look *l)
{
    return l->angle[HINGE_JOINT_RIB_M] / s->trunk_m;
}
static double shift(const struct seen *s, const struct look *l)
{
    return l->angle[HINGE_JOINT_SHIFT_M] / s->leg_m;
}
static double knee_travel(const struct seen *s, const struct look *l)
{
    return (MID(knee, 0) - MID(ankle, 0)) / s->leg_m;
}
static double hip_back_cm(const struct seen *s, const struct look *l)
{
    (void)s;
    return -100 * MID(hjc, 0);
}
static double knee_toe(const struct seen *s, const struct look *l)
{
    return (MID(knee, 0) - MID(toe, 0)) / s->foot_m;
}
static double chest_toe(const struct seen *s, const struct look *l)
{
    return (MID(shoulder, 0) - MID(toe, 0)) / s->foot_m;
}
static double midfoot(const struct look *l)
{
    return 0.5 * (MID(heel, 0) + MID(toe, 0));
}
static double load(const struct seen *s, const struct look *l)
{
    return (MID(wrist, 0) - midfoot(l)) / s->foot_m;
}
static double load_height(const struct seen *s, const struct look *l)
{
    (void)s;
    return MID(wrist, 1);
}
static double knee_gap(const struct seen *s, const struct look *l)
{
    (void)s;
    return (AT(knee_r, 2) - AT(knee_l, 2)) / (AT(ankle_r, 2) - AT(ankle_l, 2));
}
static double stance(const struct seen *s, const struct look *l)
{
    (void)s;
    return log((AT(ankle_r, 2) - AT(ankle_l, 2)) /
               (AT(shoulder_r, 2) - AT(shoulder_l, 2)));
}
static double foot_turn(const struct seen *s, const struct look *l)
{
    (void)s;
    return atan2(AT(toe_r, 2) - AT(heel_r, 2), AT(toe_r, 0) - AT(heel_r, 0)) * degree;
}
/* Winter 2009, table 4.1: shares of mass, place between two points. */
static double mass_centre(const struct seen *s, const struct look *l)
{
#define PART(mass, from, to, share)                                                    \
    (mass) * (MID(from, 0) + (share) * (MID(to, 0) - MID(from, 0)))
    (void)s;
    double x = 0.081 * MID(ear, 0) + PART(0.497, hjc, shoulder, 0.5) +
               PART(0.056, shoulder, elbow, 0.436) + PART(0.044, elbow, wrist, 0.682) +
               PART(0.2, hjc, knee, 0.433) + PART(0.093, knee, ankle, 0.433) +
               PART(0.029, ankle, toe, 0.5);
#undef PART
    return 100 * (x - MID(heel, 0)) / (MID(toe, 0) - MID(heel, 0)) - 50;
}
/* Smallest gap of a straight rod on head, T8 and tailbone, in trunk lengths, against
 * standing (SCIENCE 7.5). */
static double sagitta(const struct look *l, double *place)
{
    double ox = AT(occ, 0) - AT(s1, 0), oy = AT(occ, 1) - AT(s1, 1);
    double mx = AT(t8, 0) - AT(s1, 0), my = AT(t8, 1) - AT(s1, 1),
           o2 = ox * ox + oy * oy;
    *place = (mx * ox + my * oy) / o2;
    return (my * ox - mx * oy) / sqrt(o2);
}
static double rod(const struct seen *s, const struct look *l)
{
    double at, rest_at;
    struct look standing = look_at(s, 0);
    double bulge = (sagitta(l, &at) - sagitta(&standing, &rest_at)) / s->trunk_m;
    return fmax(-bulge, fmin(bulge / at, bulge / (1 - at)));
}

/* --- over a time --- */

static double value(const struct seen *s, track *of, double t_s)
{
    struct look l = look_at(s, t_s);
    return of(s, &l);
}

/* Largest of sign * (x - zero) from one time to another; its size when sign is 0. */
static double most(const struct seen *s, track *of, double sign, double zero,
                   double from_s, double to_s)
{
    double best = -(double)INFINITY;
    for (double t = from_s; t <= to_s; t += step_s) {
        double x = value(s, of, t) - zero;
        best = fmax(best, sign == 0 ? fabs(x) : sign * x);
    }
    return best;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Median over the hold, else 0.1 s around the deepest point. */
static double bottom(const struct seen *s, track *of)
{
    const struct hinge_truth_rep *r = s->truth;
    double moving = r->desc_end_s - r->desc_start_s + r->asc_end_s - r->asc_start_s;
    double from = r->desc_end_s, to = r->asc_start_s, x[SAMPLES] = {0};
    size_t n = 0;
    if (to - from - 0.0675 * moving < 0.2) {
        double deepest = from;
        for (double t = from; t <= to; t += step_s)
            if (value(s, driver, t) > value(s, driver, deepest))
                deepest = t;
        from = deepest - 0.05;
        to = deepest + 0.05;
    }
    for (double t = from; t <= to && n < SAMPLES; t += step_s)
        x[n++] = value(s, of, t);
    qsort(x, n, sizeof *x, by_value);
    return n > 0 ? 0.5 * (x[(n - 1) / 2] + x[n / 2]) : (double)NAN;
}

static double change(const struct seen *s, track *of, double from_s, double to_s)
{
    return value(s, of, to_s) - value(s, of, from_s);
}

/* Time of the descent (or ascent) at which a share of a track's change is done. */
static double passage(const struct seen *s, track *of, double share, double from_s,
                      double to_s)
{
    double start = value(s, of, from_s), all = value(s, of, to_s) - start;
    double low = from_s, t = from_s;
    while (t < to_s && (value(s, of, t) - start) / all < share) {
        low = t;
        t += step_s;
    }
    double before = (value(s, of, low) - start) / all,
           after = (value(s, of, t) - start) / all;
    return after > before ? low + (t - low) * (share - before) / (after - before) : t;
}

/* Mean over 0.4 s inside the phase. */
static double smooth(const struct seen *s, track *of, double t_s, double from_s,
                     double to_s)
{
    double sum = 0, n = 0;
    for (double t = fmax(from_s, t_s - 0.2); t <= fmin(to_s, t_s + 0.2); t += step_s) {
        sum += value(s, of, t);
        n++;
    }
    return sum / n;
}

/* --- severities --- */

#define DOWN s->truth->desc_start_s, s->truth->desc_end_s
#define UP s->truth->asc_start_s, s->truth->asc_end_s
#define REP s->truth->desc_start_s, s->truth->asc_end_s

static double share_between(const struct seen *s, track *of, track *in, double p0,
                            double p1)
{
    double a = p0 > 0 ? passage(s, driver, p0, DOWN) : s->truth->desc_start_s;
    double b = p1 < 1 ? passage(s, driver, p1, DOWN) : s->truth->desc_end_s;
    return (smooth(s, of, b, DOWN) - smooth(s, of, a, DOWN)) /
           (smooth(s, in, b, DOWN) - smooth(s, in, a, DOWN));
}

static double from_standing(const struct seen *s, track *of)
{
    return bottom(s, of) - value(s, of, 0);
}

/* Lag of two onsets at 5 % of each one's way. */
static double lag(const struct seen *s, track *late, track *early, double from_s,
                  double to_s)
{
    return passage(s, late, 0.05, from_s, to_s) - passage(s, early, 0.05, from_s, to_s);
}

static double rounding_late(const struct seen *s)
{
    double before = share_between(s, lumbar, total, 0, 0.75);
    return before < 0.25 ? share_between(s, lumbar, total, 0.75, 1) : 0;
}
static double hip_plateau_end(const struct seen *s)
{
    return 1 - share_between(s, hip, total, 0.75, 1) /
                   share_between(s, hip, total, 0, 0.75);
}
static double waist_initiation(const struct seen *s)
{
    return lag(s, hip, lumbar, DOWN);
}
static double neighbor_borrowing(const struct seen *s)
{
    double h = change(s, hip, DOWN), l = change(s, lumbar, DOWN),
           k = change(s, knee, DOWN);
    return 1 - h / (h + l + k);
}
static double hip_rom_limited(const struct seen *s)
{
    return 60 - from_standing(s, hip);
}
static double lockout_overextension(const struct seen *s)
{
    return most(s, lumbar, -1, value(s, lumbar, 0), s->truth->asc_end_s,
                s->truth->asc_end_s + 0.5);
}
static double stack_loss(const struct seen *s)
{
    return most(s, lumbar, -1, value(s, lumbar, 0), s->truth->desc_start_s,
                s->truth->asc_start_s);
}
#define LARGEST(name, of, sign)                                                        \
    static double name(const struct seen *s)                                           \
    {                                                                                  \
        return most(s, of, sign, value(s, of, 0), REP);                                \
    }
LARGEST(thoracic_rounding, thoracic, 1)
LARGEST(pelvic_rotation, yaw, 0)
LARGEST(lateral_lean, side_lean, 0)
LARGEST(pelvic_drop, obliquity, -1) /* standing on the left leg */
LARGEST(pelvic_open, obliquity, 1)
LARGEST(chin_tuck, neck, 1)
LARGEST(head_up, neck, -1)
LARGEST(head_retraction, head_back, 1)
LARGEST(shoulder_shrug, shoulder_rise, 1)
LARGEST(shoulder_rounding, shoulder_forward, 1)
#undef LARGEST
static double asym_hip(const struct seen *s)
{
    return fabs(from_standing(s, hip_difference));
}
static double lateral_shift(const struct seen *s)
{
    return fabs(from_standing(s, shift));
}
static double forward_head_setup(const struct seen *s)
{
    return 50 - value(s, craniovertebral, s->truth->desc_start_s - 0.25);
}
static double head_trunk_line(const struct seen *s)
{
    return fabs(from_standing(s, head_line));
}
static double rib_flare_asym(const struct seen *s)
{
    return fabs(bottom(s, ribs));
}
static double dowel_contact_lost(const struct seen *s)
{
    return most(s, rod, 1, 0, REP);
}
static double chest_not_over_toes(const struct seen *s)
{
    return fabs(bottom(s, chest_toe));
}
static double load_off_midfoot(const struct seen *s)
{
    return fabs(bottom(s, load));
}
static double weight_off_midfoot(const struct seen *s)
{
    return most(s, mass_centre, 0, 0, s->truth->desc_start_s, s->truth->asc_start_s);
}
static double warrior_depth_short(const struct seen *s)
{
    return 75 - from_standing(s, trunk);
}
static double depth_short(const struct seen *s)
{
    return 50 - from_standing(s, driver);
}
static double wall_tap_miss(const struct seen *s)
{
    return WALL_CM - from_standing(s, hip_back_cm);
}
static double knee_dominant(const struct seen *s)
{
    double h = change(s, hip, DOWN), k = change(s, knee, DOWN);
    return 1 - h / (h + k);
}
static double knee_past_toe(const struct seen *s)
{
    return most(s, knee_toe, 1, 0, s->truth->desc_start_s, s->truth->asc_start_s);
}
static double shin_back_excess(const struct seen *s)
{
    return -bottom(s, shank);
}
static double knees_first(const struct seen *s)
{
    double from = s->truth->desc_start_s - 0.2, to = s->truth->desc_end_s;
    double late = passage(s, hip, 0.25, DOWN) - passage(s, knee, 0.25, from, to);
    return fmin(late, passage(s, hip, 0.05, DOWN) - passage(s, knee, 0.05, from, to));
}
static double bench_front_contact(const struct seen *s)
{
    return most(s, knee_travel, 1, value(s, knee_travel, 0), s->truth->desc_start_s,
                s->truth->asc_start_s);
}
static double bench_behind_miss(const struct seen *s)
{
    return BENCH_CM + 100 * s->leg_m * 0.5 * from_standing(s, knee_travel);
}
static double knee_valgus(const struct seen *s)
{
    return 1 - bottom(s, knee_gap) / value(s, knee_gap, 0);
}
static double stance_width(const struct seen *s)
{
    return fabs(value(s, stance, s->truth->desc_start_s - 0.25));
}
static double toe_out(const struct seen *s)
{
    return fabs(value(s, foot_turn, s->truth->desc_start_s - 0.25));
}
static double drop_lowering(const struct seen *s)
{
    double best = 0, h = 0.01;
    for (double t = s->truth->desc_start_s; t <= s->truth->desc_end_s; t += step_s)
        best =
            fmax(best, -(value(s, load_height, t + h) - 2 * value(s, load_height, t) +
                         value(s, load_height, t - h)) /
                           (h * h * g_m_s2));
    return best;
}
static double short_eccentric(const struct seen *s)
{
    const struct hinge_truth_rep *r = s->truth;
    return 1 - (r->desc_end_s - r->desc_start_s) / (r->asc_end_s - r->asc_start_s);
}
/* Spectral arc length (Balasubramanian 2012) of the driver's speed at 100 Hz, its
 * spectrum summed term by term. */
static double jerky_descent(const struct seen *s)
{
    enum { RATE = 100, MOST = 2048 };
    static const double least = 0.05, highest_hz = 10;
    double v[MOST], from = s->truth->desc_start_s, all = s->truth->desc_end_s - from;
    size_t n = (size_t)(all * RATE) + 1, padded = 1, bins = 0, last = 0;
    double m[MOST] = {0}, arc = 0;
    n = n < MOST ? n : MOST;
    for (size_t i = 0; i < n; i++) {
        double t = from + (double)i / RATE;
        v[i] = fabs(change(s, driver, t - 0.5 / RATE, t + 0.5 / RATE)) * RATE;
    }
    while (padded < n)
        padded *= 2;
    padded *= 16;
    for (; bins < MOST && (double)bins * RATE / (double)padded <= highest_hz; bins++) {
        double re = 0, im = 0, w = 6.2831853071795865 * (double)bins / (double)padded;
        for (size_t i = 0; i < n; i++) {
            re += v[i] * cos(w * (double)i);
            im -= v[i] * sin(w * (double)i);
        }
        m[bins] = hypot(re, im);
        if (m[bins] >= least * m[0])
            last = bins;
    }
    for (size_t k = 1; k <= last; k++)
        arc += hypot(1 / (double)last, (m[k] - m[k - 1]) / m[0]);
    return arc;
}
static double back_first_ascent(const struct seen *s)
{
    return lag(s, hip, lumbar, UP);
}
static double back_first_q1(const struct seen *s)
{
    double t = passage(s, total, 0.25, UP), from = s->truth->asc_start_s;
    return (smooth(s, lumbar, t, UP) - smooth(s, lumbar, from, UP)) /
           (smooth(s, total, t, UP) - smooth(s, total, from, UP));
}
static double back_unfurl(const struct seen *s)
{
    return -change(s, lumbar, UP);
}
static double hips_shoot_up(const struct seen *s)
{
    struct look before = look_at(s, s->truth->asc_start_s);
    double from = s->truth->asc_start_s - 0.3, to = s->truth->asc_end_s;
    double start = trunk(s, &before) - thigh(&before), all = change(s, driver, UP);
    double t = s->truth->asc_start_s;
    while (t < to && (value(s, driver, t) - start) / all < 0.25)
        t += step_s;
    return change(s, knee, from, t) / change(s, knee, from, to) - 0.5;
}

/* --- the table --- */

enum kind {
    SPINE,
    SHARE,
    WITHIN,
    POSITION,
    LIMB,
    SHARE_WITHIN,
    FOOT,
    DOWEL,
    PERCENT,
    TIME,
    GRAVITY,
    CENTIMETRE
};
/* tier A, other tiers */
static const double margins[][2] = {
    [SPINE] = {4, 8},          [SHARE] = {0.05, 0.1},   [WITHIN] = {2, 4},
    [POSITION] = {0.01, 0.02}, [LIMB] = {3, 5},         [SHARE_WITHIN] = {0.025, 0.05},
    [FOOT] = {0.03, 0.06},     [DOWEL] = {0.015, 0.03}, [PERCENT] = {2, 2},
    [TIME] = {0.02, 0.034},    [GRAVITY] = {0.1, 0.1},  [CENTIMETRE] = {1.5, 1.5}};

static const struct {
    double threshold;
    enum kind kind;
    double (*severity)(const struct seen *s);
} rows[] = {
#define X(name, threshold, kind) {threshold, kind, name},
    HINGE_HABIT_LIST(X)
#undef X
};

static double length(const struct look *l, int a, int b)
{
    return hypot(mid(l, a, 0) - mid(l, b, 0), mid(l, a, 1) - mid(l, b, 1));
}

enum hinge_status hinge_habit_judge(size_t habit, const struct hinge_motion *motion,
                                    const struct hinge_physique *physique, size_t k,
                                    char tier, const struct hinge_truth_rep *truth,
                                    struct hinge_habit_truth *out,
                                    struct hinge_error *error)
{
    (void)error;
    if (habit < HINGE_TRUTH_COUNT) {
        hinge_truth_rule(habit, tier, &out->threshold, &out->margin);
        out->severity = truth->severity[habit];
        out->state = truth->state[habit];
        return HINGE_OK;
    }
    struct seen s = {motion, &motion->rep[k], physique, truth, 0, 0, 0};
    struct look standing = look_at(&s, 0);
    s.trunk_m = length(&standing, HINGE_LANDMARK_shoulder_l, HINGE_LANDMARK_hjc_l);
    s.foot_m = length(&standing, HINGE_LANDMARK_toe_l, HINGE_LANDMARK_heel_l);
    s.leg_m = 0.84 * physique->scale;
    size_t row = habit - HINGE_TRUTH_COUNT;
    out->threshold = rows[row].threshold;
    out->margin = margins[rows[row].kind][tier == 'A' ? 0 : 1];
    if (out->threshold > 0 && out->margin >= out->threshold)
        out->margin = 0.8 * out->threshold;
    out->severity = rows[row].severity(&s);
    out->state = hinge_truth_state(out->severity, out->threshold, out->margin);
    return HINGE_OK;
}
