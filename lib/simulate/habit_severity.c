/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Severities of planted habits from what is seen of the noise-free body. */
#include "simulate/habit.h"
#include "simulate/habit_seen.h"

#include <hinge/trial.h>
#include <math.h>

static const double g_m_s2 = 9.80665, step_s = 0.005;
/* what the list says of the wall and the bench where these are planted */
static const double WALL_CM = 12.7, BENCH_CM = 2.54;

#define DOWN s->truth->desc_start_s, s->truth->desc_end_s
#define UP s->truth->asc_start_s, s->truth->asc_end_s
#define REP s->truth->desc_start_s, s->truth->asc_end_s

static double share_between(const struct hinge_seen *s, hinge_track *of, hinge_track *in, double p0,
                            double p1)
{
    double a =
        p0 > 0 ? hinge_seen_passage(s, hinge_track_driver, p0, DOWN) : s->truth->desc_start_s;
    double b = p1 < 1 ? hinge_seen_passage(s, hinge_track_driver, p1, DOWN) : s->truth->desc_end_s;
    return (hinge_seen_smooth(s, of, b) - hinge_seen_smooth(s, of, a)) /
           (hinge_seen_smooth(s, in, b) - hinge_seen_smooth(s, in, a));
}

static double from_standing(const struct hinge_seen *s, hinge_track *of)
{
    return hinge_seen_bottom(s, of) - hinge_seen_value(s, of, 0);
}

/* Lag of two onsets at 5 % of each one's way. */
static double lag(const struct hinge_seen *s, hinge_track *late, hinge_track *early, double from_s,
                  double to_s)
{
    return hinge_seen_passage(s, late, 0.05, from_s, to_s) -
           hinge_seen_passage(s, early, 0.05, from_s, to_s);
}

static double rounding_late(const struct hinge_seen *s)
{
    double before = share_between(s, hinge_track_lumbar, hinge_track_total, 0, 0.75);
    return before < 0.25 ? share_between(s, hinge_track_lumbar, hinge_track_total, 0.75, 1) : 0;
}
static double hip_plateau_end(const struct hinge_seen *s)
{
    return 1 - share_between(s, hinge_track_hip, hinge_track_total, 0.75, 1) /
                   share_between(s, hinge_track_hip, hinge_track_total, 0, 0.75);
}
static double waist_initiation(const struct hinge_seen *s)
{
    return lag(s, hinge_track_hip, hinge_track_lumbar, DOWN);
}
static double neighbor_borrowing(const struct hinge_seen *s)
{
    double h = hinge_seen_change(s, hinge_track_hip, DOWN),
           l = hinge_seen_change(s, hinge_track_lumbar, DOWN),
           k = hinge_seen_change(s, hinge_track_knee, DOWN);
    return 1 - h / (h + l + k);
}
static double hip_rom_limited(const struct hinge_seen *s)
{
    return 60 - from_standing(s, hinge_track_hip);
}
static double lockout_overextension(const struct hinge_seen *s)
{
    return hinge_seen_most(s, hinge_track_lumbar, -1, hinge_seen_value(s, hinge_track_lumbar, 0),
                           s->truth->asc_end_s, s->truth->asc_end_s + 0.5);
}
static double stack_loss(const struct hinge_seen *s)
{
    return hinge_seen_most(s, hinge_track_lumbar, -1, hinge_seen_value(s, hinge_track_lumbar, 0),
                           s->truth->desc_start_s, s->truth->asc_start_s);
}
#define LARGEST(name, of, sign)                                                                    \
    static double name(const struct hinge_seen *s)                                                 \
    {                                                                                              \
        return hinge_seen_most(s, of, sign, hinge_seen_value(s, of, 0), REP);                      \
    }
LARGEST(thoracic_rounding, hinge_track_thoracic, 1)
LARGEST(pelvic_rotation, hinge_track_yaw, 0)
LARGEST(lateral_lean, hinge_track_side_lean, 0)
LARGEST(pelvic_drop, hinge_track_obliquity, -1) /* standing on the left leg */
LARGEST(pelvic_open, hinge_track_obliquity, 1)
LARGEST(chin_tuck, hinge_track_neck, 1)
LARGEST(head_up, hinge_track_neck, -1)
LARGEST(head_retraction, hinge_track_head_back, 1)
LARGEST(shoulder_shrug, hinge_track_shoulder_rise, 1)
LARGEST(shoulder_rounding, hinge_track_shoulder_forward, 1)
static double asym_hip(const struct hinge_seen *s)
{
    return fabs(from_standing(s, hinge_track_hip_difference));
}
static double lateral_shift(const struct hinge_seen *s)
{
    return fabs(from_standing(s, hinge_track_shift));
}
static double forward_head_setup(const struct hinge_seen *s)
{
    return 50 - hinge_seen_value(s, hinge_track_craniovertebral, s->truth->desc_start_s - 0.25);
}
static double head_trunk_line(const struct hinge_seen *s)
{
    return fabs(from_standing(s, hinge_track_head_line));
}
static double rib_flare_asym(const struct hinge_seen *s)
{
    return fabs(hinge_seen_bottom(s, hinge_track_ribs));
}
static double dowel_contact_lost(const struct hinge_seen *s)
{
    return hinge_seen_most(s, hinge_track_rod, 1, 0, REP);
}
static double chest_not_over_toes(const struct hinge_seen *s)
{
    return fabs(hinge_seen_bottom(s, hinge_track_chest_toe));
}
static double load_off_midfoot(const struct hinge_seen *s)
{
    return fabs(hinge_seen_bottom(s, hinge_track_load));
}
static double weight_off_midfoot(const struct hinge_seen *s)
{
    return hinge_seen_most(s, hinge_track_mass_centre, 0, 0, s->truth->desc_start_s,
                           s->truth->asc_start_s);
}
static double warrior_depth_short(const struct hinge_seen *s)
{
    return 75 - from_standing(s, hinge_track_trunk);
}
static double depth_short(const struct hinge_seen *s)
{
    return 50 - from_standing(s, hinge_track_driver);
}
static double wall_tap_miss(const struct hinge_seen *s)
{
    return WALL_CM - from_standing(s, hinge_track_hip_back_cm);
}
static double knee_dominant(const struct hinge_seen *s)
{
    double h = hinge_seen_change(s, hinge_track_hip, DOWN),
           k = hinge_seen_change(s, hinge_track_knee, DOWN);
    return 1 - h / (h + k);
}
static double knee_past_toe(const struct hinge_seen *s)
{
    return hinge_seen_most(s, hinge_track_knee_toe, 1, 0, s->truth->desc_start_s,
                           s->truth->asc_start_s);
}
static double shin_back_excess(const struct hinge_seen *s)
{
    return -hinge_seen_bottom(s, hinge_track_shank);
}
static double knees_first(const struct hinge_seen *s)
{
    double from = s->truth->desc_start_s - 0.2, to = s->truth->desc_end_s;
    double late = hinge_seen_passage(s, hinge_track_hip, 0.25, DOWN) -
                  hinge_seen_passage(s, hinge_track_knee, 0.25, from, to);
    return fmin(late, hinge_seen_passage(s, hinge_track_hip, 0.05, DOWN) -
                          hinge_seen_passage(s, hinge_track_knee, 0.05, from, to));
}
static double bench_front_contact(const struct hinge_seen *s)
{
    return hinge_seen_most(s, hinge_track_knee_travel, 1,
                           hinge_seen_value(s, hinge_track_knee_travel, 0), s->truth->desc_start_s,
                           s->truth->asc_start_s);
}
static double bench_behind_miss(const struct hinge_seen *s)
{
    return BENCH_CM - from_standing(s, hinge_track_bench_back_cm);
}
static double knee_valgus(const struct hinge_seen *s)
{
    return 1 - hinge_seen_bottom(s, hinge_track_knee_gap) /
                   hinge_seen_value(s, hinge_track_knee_gap, 0);
}
static double stance_width(const struct hinge_seen *s)
{
    return fabs(hinge_seen_value(s, hinge_track_stance, s->truth->desc_start_s - 0.25));
}
static double toe_out(const struct hinge_seen *s)
{
    return fabs(hinge_seen_value(s, hinge_track_foot_turn, s->truth->desc_start_s - 0.25));
}
static double drop_lowering(const struct hinge_seen *s)
{
    double best = 0, h = 0.01;
    for (double t = s->truth->desc_start_s; t <= s->truth->desc_end_s; t += step_s)
        best = fmax(best, -(hinge_seen_value(s, hinge_track_load_height, t + h) -
                            2 * hinge_seen_value(s, hinge_track_load_height, t) +
                            hinge_seen_value(s, hinge_track_load_height, t - h)) /
                              (h * h * g_m_s2));
    return best;
}
static double short_eccentric(const struct hinge_seen *s)
{
    const struct hinge_truth_rep *r = s->truth;
    return 1 - (r->desc_end_s - r->desc_start_s) / (r->asc_end_s - r->asc_start_s);
}
/* Spectral arc length (Balasubramanian 2012) of the driver's speed at 100 Hz, its
 * spectrum summed term by term. */
static double jerky_descent(const struct hinge_seen *s)
{
    enum { RATE = 100, MOST = 2048 };
    static const double least = 0.05, highest_hz = 10;
    double v[MOST], from = s->truth->desc_start_s, all = s->truth->desc_end_s - from;
    size_t n = (size_t)(all * RATE) + 1, padded = 1, bins = 0, last = 0;
    double m[MOST] = {0}, arc = 0;
    n = n < MOST ? n : MOST;
    for (size_t i = 0; i < n; i++) {
        double t = from + (double)i / RATE;
        v[i] =
            fabs(hinge_seen_change(s, hinge_track_driver, t - 0.5 / RATE, t + 0.5 / RATE)) * RATE;
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
static double back_first_ascent(const struct hinge_seen *s)
{
    return lag(s, hinge_track_hip, hinge_track_lumbar, UP);
}
static double back_first_q1(const struct hinge_seen *s)
{
    double t = hinge_seen_passage(s, hinge_track_total, 0.25, UP), from = s->truth->asc_start_s;
    return (hinge_seen_smooth(s, hinge_track_lumbar, t) -
            hinge_seen_smooth(s, hinge_track_lumbar, from)) /
           (hinge_seen_smooth(s, hinge_track_total, t) -
            hinge_seen_smooth(s, hinge_track_total, from));
}
static double back_unfurl(const struct hinge_seen *s)
{
    return -hinge_seen_change(s, hinge_track_lumbar, UP);
}
static double hips_shoot_up(const struct hinge_seen *s)
{
    struct hinge_look before = hinge_look_at(s, s->truth->asc_start_s);
    double from = s->truth->asc_start_s - 0.3, to = s->truth->asc_end_s;
    double start = hinge_track_trunk(s, &before) - hinge_look_thigh(&before),
           all = hinge_seen_change(s, hinge_track_driver, UP);
    double t = s->truth->asc_start_s;
    while (t < to && (hinge_seen_value(s, hinge_track_driver, t) - start) / all < 0.25)
        t += step_s;
    return hinge_seen_change(s, hinge_track_knee, from, t) /
               hinge_seen_change(s, hinge_track_knee, from, to) -
           0.5;
}

static double cop_off_target(const struct hinge_seen *s)
{
    return weight_off_midfoot(s);
}
LARGEST(dowel_head, hinge_track_rod_head, 1)
LARGEST(dowel_mid, hinge_track_rod_back, 1)
LARGEST(dowel_tail, hinge_track_rod_tail, 1)
#undef LARGEST
static double kickstand_rock_back(const struct hinge_seen *s)
{
    return hinge_seen_most(s, hinge_track_rear_load, 1, 0, REP);
}
static double lumbar_rounding_of_max(const struct hinge_seen *s)
{
    double most =
        hinge_seen_most(s, hinge_track_lumbar, 1, hinge_seen_value(s, hinge_track_lumbar, 0), REP);
    return 100 * most / HINGE_HABIT_LUMBAR_LIMIT_DEG;
}
static double rib_flare_setup(const struct hinge_seen *s)
{
    return -hinge_seen_value(s, hinge_track_lumbar, s->truth->desc_start_s - 0.25);
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
    CENTIMETRE,
    OF_MAX,
    REAR_SHARE
};
/* tier A, other tiers */
static const double margins[][2] = {[SPINE] = {4, 8},       [SHARE] = {0.05, 0.1},
                                    [WITHIN] = {2, 4},      [POSITION] = {0.01, 0.02},
                                    [LIMB] = {3, 5},        [SHARE_WITHIN] = {0.025, 0.05},
                                    [FOOT] = {0.03, 0.06},  [DOWEL] = {0.015, 0.03},
                                    [PERCENT] = {2, 2},     [TIME] = {0.02, 0.034},
                                    [GRAVITY] = {0.1, 0.1}, [CENTIMETRE] = {1.5, 1.5},
                                    [OF_MAX] = {5, 10},     [REAR_SHARE] = {0.05, 0.05}};

static const struct {
    double threshold;
    enum kind kind;
    double (*severity)(const struct hinge_seen *s);
} rows[] = {
#define X(name, threshold, kind) {threshold, kind, name},
    HINGE_HABIT_LIST(X)
#undef X
};

static double length(const struct hinge_look *l, int a, int b)
{
    return hypot(hinge_look_mid(l, a, 0) - hinge_look_mid(l, b, 0),
                 hinge_look_mid(l, a, 1) - hinge_look_mid(l, b, 1));
}

void hinge_habit_judge(size_t habit, const struct hinge_motion *motion,
                       const struct hinge_physique *physique, size_t k, char tier,
                       const struct hinge_truth_rep *truth, struct hinge_habit_truth *out)
{
    if (habit < HINGE_TRUTH_COUNT) {
        hinge_truth_rule(habit, tier, &out->threshold, &out->margin);
        out->severity = truth->severity[habit];
        out->state = truth->state[habit];
        return;
    }
    struct hinge_seen s = {motion, &motion->rep[k], physique, truth, 0, 0, 0};
    struct hinge_look standing = hinge_look_at(&s, 0);
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
}
