/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Habits. In: a pattern and one to plant; out: the pattern with it, or just short of it, and what
 * a repetition then shows: its severity, from the noise-free body looked at over time. */
#include "simulate/simulate.h"

/* --- the noise-free body as it is looked at, at a time --- */

/* A repetition being looked at; lengths are those of standing. */
struct seen {
    const struct hinge_motion *motion;
    const struct hinge_motion_rep *rep;
    const struct hinge_physique *body;
    const struct hinge_truth_rep *truth;
    double trunk_m, foot_m, leg_m;
};

struct look {
    double angle[HINGE_JOINT_COUNT], point[HINGE_LANDMARK_COUNT][3];
};

/* Something that can be followed over time: degrees, or lengths in leg, foot or trunk
 * lengths. */
typedef double track(const struct seen *s, const struct look *l);

static const double degree = 57.295779513082323;

static struct look look_at(const struct seen *s, double t_s)
{
    struct look l = {0};
    hinge_motion_at(s->motion, fmax(t_s, 0), l.angle);
    hinge_body_points(s->body, l.angle, l.point);
    return l;
}

/* Middle of a pair, or a point of the middle. */
static double look_mid(const struct look *l, int left, int axis)
{
    return 0.5 * (l->point[left][axis] + l->point[left + 1][axis]);
}
#define MID(name, axis) look_mid(l, HINGE_LANDMARK_##name##_l, axis)
#define AT(name, axis) l->point[HINGE_LANDMARK_##name][axis]

static double pitch(double x, double y)
{
    return atan2(x, y) * degree;
}

/* Inclination of the thighs. */
static double look_thigh(const struct look *l)
{
    return l->angle[HINGE_JOINT_SHANK] - l->angle[HINGE_JOINT_KNEE];
}

/* Of one expression of the look l. */
#define TRACK(name, expression)                                                                    \
    static double track_##name(const struct seen *s, const struct look *l)                         \
    {                                                                                              \
        (void)s;                                                                                   \
        return expression;                                                                         \
    }
#define ANGLE(joint) l->angle[HINGE_JOINT_##joint]
TRACK(knee, ANGLE(KNEE))
TRACK(shank, ANGLE(SHANK))
TRACK(lumbar, ANGLE(LUMBAR))
TRACK(thoracic, ANGLE(THORACIC))
TRACK(neck, ANGLE(NECK))
TRACK(yaw, ANGLE(YAW))
TRACK(obliquity, ANGLE(OBLIQUITY))
TRACK(side_lean, ANGLE(SIDE_LEAN))
TRACK(hip_difference, ANGLE(HIP_DIFFERENCE))
TRACK(thigh, look_thigh(l))
TRACK(hip, ANGLE(PELVIS) - look_thigh(l))
TRACK(total, track_hip(s, l) + track_lumbar(s, l))
TRACK(trunk, pitch(MID(shoulder, 0) - MID(hjc, 0), MID(shoulder, 1) - MID(hjc, 1)))
TRACK(driver, track_trunk(s, l) - look_thigh(l))
TRACK(head_line, pitch(MID(ear, 0) - AT(c7, 0), MID(ear, 1) - AT(c7, 1)) - track_trunk(s, l))
TRACK(craniovertebral, 90 - pitch(MID(ear, 0) - AT(c7, 0), MID(ear, 1) - AT(c7, 1)))
TRACK(head_back, ANGLE(HEAD_BACK_M) / s->trunk_m)
TRACK(shoulder_forward, ANGLE(PROTRACT_M) / s->trunk_m)
TRACK(ribs, ANGLE(RIB_M) / s->trunk_m)
TRACK(shift, ANGLE(SHIFT_M) / s->leg_m)
TRACK(knee_travel, (MID(knee, 0) - MID(ankle, 0)) / s->leg_m)
TRACK(hip_back_cm, -100 * MID(hjc, 0))
TRACK(knee_toe, (MID(knee, 0) - MID(toe, 0)) / s->foot_m)
TRACK(chest_toe, (MID(shoulder, 0) - MID(toe, 0)) / s->foot_m)
TRACK(load, (MID(wrist, 0) - 0.5 * (MID(heel, 0) + MID(toe, 0))) / s->foot_m)
TRACK(load_height, MID(wrist, 1))
TRACK(knee_gap, (AT(knee_r, 2) - AT(knee_l, 2)) / (AT(ankle_r, 2) - AT(ankle_l, 2)))
TRACK(stance, log((AT(ankle_r, 2) - AT(ankle_l, 2)) / (AT(shoulder_r, 2) - AT(shoulder_l, 2))))
TRACK(foot_turn, atan2(AT(toe_r, 2) - AT(heel_r, 2), AT(toe_r, 0) - AT(heel_r, 0)) * degree)
/* Centre of mass, or pressure, along the foot from its middle, percent. */
TRACK(mass_centre, 100 * (AT(cop_l, 0) - MID(heel, 0)) / (MID(toe, 0) - MID(heel, 0)) - 50)

static double track_shoulder_rise(const struct seen *s, const struct look *l)
{
    double a = track_trunk(s, l) / degree;
    return ((MID(shoulder, 0) - AT(c7, 0)) * sin(a) + (MID(shoulder, 1) - AT(c7, 1)) * cos(a)) /
           s->trunk_m;
}

/* The line of the shank at the height of a bench behind, at most at the knee's. */
static double track_bench_back_cm(const struct seen *s, const struct look *l)
{
    static const double bench_m = 0.45, ankle_of_leg = 0.039 / 0.491;
    double above = (bench_m - ankle_of_leg * s->leg_m) / (MID(knee, 1) - MID(ankle, 1));
    return -100 * fmin(1, above) * (MID(knee, 0) - MID(ankle, 0));
}

/* Share of the weight on the left foot, behind, as a lever would have it: of the way on
 * the floor from the right midfoot to the left toe. */
static double track_rear_load(const struct seen *s, const struct look *l)
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
static double sagitta(const struct look *l, double *place)
{
    double ox = AT(occ, 0) - AT(s1, 0), oy = AT(occ, 1) - AT(s1, 1);
    double mx = AT(t8, 0) - AT(s1, 0), my = AT(t8, 1) - AT(s1, 1), o2 = ox * ox + oy * oy;
    *place = (mx * ox + my * oy) / o2;
    return (my * ox - mx * oy) / sqrt(o2);
}
static double track_rod(const struct seen *s, const struct look *l)
{
    double at, rest_at;
    struct look standing = look_at(s, 0);
    double bulge = (sagitta(l, &at) - sagitta(&standing, &rest_at)) / s->trunk_m;
    return fmax(-bulge, fmin(bulge / at, bulge / (1 - at)));
}
/* How far the held rod is behind a point, in trunk lengths. */
static double behind(const struct seen *s, const struct look *l, int landmark)
{
    double ux = AT(dow_1, 0) - AT(dow_2, 0), uy = AT(dow_1, 1) - AT(dow_2, 1);
    double x = AT(dow_2, 0) - l->point[landmark][0], y = AT(dow_2, 1) - l->point[landmark][1];
    return (y * ux - x * uy) / hypot(ux, uy) / s->trunk_m;
}
TRACK(rod_head, behind(s, l, HINGE_LANDMARK_occ))
TRACK(rod_back, behind(s, l, HINGE_LANDMARK_t8))
TRACK(rod_tail, behind(s, l, HINGE_LANDMARK_s1))
#undef TRACK
#undef ANGLE

/* --- a track over time: largest values, the bottom, times of passage --- */

static const double step_s = 0.005;

enum { SAMPLES = 4000 };

static double seen_value(const struct seen *s, track *of, double t_s)
{
    struct look l = look_at(s, t_s);
    return of(s, &l);
}

/* Largest of sign * (x - zero) from one time to another; its size when sign is 0. */
static double seen_most(const struct seen *s, track *of, double sign, double zero, double from_s,
                        double to_s)
{
    double best = -(double)INFINITY;
    for (double t = from_s; t <= to_s; t += step_s) {
        double x = seen_value(s, of, t) - zero;
        best = fmax(best, sign == 0 ? fabs(x) : sign * x);
    }
    return best;
}

/* Median over the hold, else 0.1 s around the deepest point. */
static double seen_bottom(const struct seen *s, track *of)
{
    const struct hinge_truth_rep *r = s->truth;
    double moving = r->desc_end_s - r->desc_start_s + r->asc_end_s - r->asc_start_s;
    double from = r->desc_end_s, to = r->asc_start_s, x[SAMPLES] = {0};
    size_t n = 0;
    if (to - from - 0.0675 * moving < 0.2) {
        double deepest = from;
        for (double t = from; t <= to; t += step_s)
            if (seen_value(s, track_driver, t) > seen_value(s, track_driver, deepest))
                deepest = t;
        from = deepest - 0.05;
        to = deepest + 0.05;
    }
    for (double t = from; t <= to && n < SAMPLES; t += step_s)
        x[n++] = seen_value(s, of, t);
    hinge_sort(x, n);
    return n > 0 ? 0.5 * (x[(n - 1) / 2] + x[n / 2]) : (double)NAN;
}

static double seen_change(const struct seen *s, track *of, double from_s, double to_s)
{
    return seen_value(s, of, to_s) - seen_value(s, of, from_s);
}

/* Time of the descent (or ascent) at which a share of a track's change is done. */
static double seen_passage(const struct seen *s, track *of, double share, double from_s,
                           double to_s)
{
    double start = seen_value(s, of, from_s), all = seen_value(s, of, to_s) - start;
    double low = from_s, t = from_s;
    while (t < to_s && (seen_value(s, of, t) - start) / all < share) {
        low = t;
        t += step_s;
    }
    double before = (seen_value(s, of, low) - start) / all,
           after = (seen_value(s, of, t) - start) / all;
    return after > before ? low + (t - low) * (share - before) / (after - before) : t;
}

/* Mean over 0.4 s. */
static double seen_smooth(const struct seen *s, track *of, double t_s)
{
    double sum = 0, n = 0;
    for (double t = t_s - 0.2; t <= t_s + 0.2; t += step_s) {
        sum += seen_value(s, of, t);
        n++;
    }
    return sum / n;
}

/* --- severities --- */

/* what the list says of the wall and the bench where these are planted */
#define WALL_CM 12.7
#define BENCH_CM 2.54

#define DOWN s->truth->desc_start_s, s->truth->desc_end_s
#define UP s->truth->asc_start_s, s->truth->asc_end_s
#define REP s->truth->desc_start_s, s->truth->asc_end_s

static double share_between(const struct seen *s, track *of, track *in, double p0, double p1)
{
    double a = p0 > 0 ? seen_passage(s, track_driver, p0, DOWN) : s->truth->desc_start_s;
    double b = p1 < 1 ? seen_passage(s, track_driver, p1, DOWN) : s->truth->desc_end_s;
    return (seen_smooth(s, of, b) - seen_smooth(s, of, a)) /
           (seen_smooth(s, in, b) - seen_smooth(s, in, a));
}

/* Lag of two onsets at 5 % of each one's way. */
static double lag(const struct seen *s, track *late, track *early, double from_s, double to_s)
{
    return seen_passage(s, late, 0.05, from_s, to_s) - seen_passage(s, early, 0.05, from_s, to_s);
}

static double rounding_late(const struct seen *s)
{
    double before = share_between(s, track_lumbar, track_total, 0, 0.75);
    return before < 0.25 ? share_between(s, track_lumbar, track_total, 0.75, 1) : 0;
}
static double hip_plateau_end(const struct seen *s)
{
    return 1 - share_between(s, track_hip, track_total, 0.75, 1) /
                   share_between(s, track_hip, track_total, 0, 0.75);
}
static double waist_initiation(const struct seen *s)
{
    return lag(s, track_hip, track_lumbar, DOWN);
}
static double neighbor_borrowing(const struct seen *s)
{
    double h = seen_change(s, track_hip, DOWN), l = seen_change(s, track_lumbar, DOWN),
           k = seen_change(s, track_knee, DOWN);
    return 1 - h / (h + l + k);
}
static double lockout_overextension(const struct seen *s)
{
    return seen_most(s, track_lumbar, -1, seen_value(s, track_lumbar, 0), s->truth->asc_end_s,
                     s->truth->asc_end_s + 0.5);
}
static double knee_dominant(const struct seen *s)
{
    double h = seen_change(s, track_hip, DOWN), k = seen_change(s, track_knee, DOWN);
    return 1 - h / (h + k);
}
static double knees_first(const struct seen *s)
{
    double from = s->truth->desc_start_s - 0.2, to = s->truth->desc_end_s;
    double late =
        seen_passage(s, track_hip, 0.25, DOWN) - seen_passage(s, track_knee, 0.25, from, to);
    return fmin(late, seen_passage(s, track_hip, 0.05, DOWN) -
                          seen_passage(s, track_knee, 0.05, from, to));
}
static double knee_valgus(const struct seen *s)
{
    return 1 - seen_bottom(s, track_knee_gap) / seen_value(s, track_knee_gap, 0);
}
static double drop_lowering(const struct seen *s)
{
    double best = 0, h = 0.01;
    for (double t = s->truth->desc_start_s; t <= s->truth->desc_end_s; t += step_s)
        best = fmax(best, -(seen_value(s, track_load_height, t + h) -
                            2 * seen_value(s, track_load_height, t) +
                            seen_value(s, track_load_height, t - h)) /
                              (h * h * HINGE_STANDARD_GRAVITY));
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
        v[i] = fabs(seen_change(s, track_driver, t - 0.5 / RATE, t + 0.5 / RATE)) * RATE;
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
    return lag(s, track_hip, track_lumbar, UP);
}
static double back_first_q1(const struct seen *s)
{
    double t = seen_passage(s, track_total, 0.25, UP), from = s->truth->asc_start_s;
    return (seen_smooth(s, track_lumbar, t) - seen_smooth(s, track_lumbar, from)) /
           (seen_smooth(s, track_total, t) - seen_smooth(s, track_total, from));
}
static double back_unfurl(const struct seen *s)
{
    return -seen_change(s, track_lumbar, UP);
}
static double hips_shoot_up(const struct seen *s)
{
    struct look before = look_at(s, s->truth->asc_start_s);
    double from = s->truth->asc_start_s - 0.3, to = s->truth->asc_end_s;
    double start = track_trunk(s, &before) - look_thigh(&before),
           all = seen_change(s, track_driver, UP);
    double t = s->truth->asc_start_s;
    while (t < to && (seen_value(s, track_driver, t) - start) / all < 0.25)
        t += step_s;
    return seen_change(s, track_knee, from, t) / seen_change(s, track_knee, from, to) - 0.5;
}
static double depth_short(const struct seen *s)
{
    return s->rep->by_thigh ? 72 + seen_bottom(s, track_thigh)
                            : 50 - (seen_bottom(s, track_driver) - seen_value(s, track_driver, 0));
}

static double lumbar_rounding_of_max(const struct seen *s)
{
    double most = seen_most(s, track_lumbar, 1, seen_value(s, track_lumbar, 0), REP);
    return 100 * most / HINGE_HABIT_LUMBAR_LIMIT_DEG;
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

/* A severity: of a function, or offset + sign * a track, its size where sign is 0; from standing
 * unless absolute, as before the descent. */
enum how { OF_FUNCTION, MOST, MOST_DOWN, AT_BOTTOM, AT_SETUP };
#define LARGEST(track, sign_) .how = MOST, .of = track_##track, .sign = sign_
#define LARGEST_DOWN(track, sign_) .how = MOST_DOWN, .of = track_##track, .sign = sign_
#define BOTTOM(track, sign_) .how = AT_BOTTOM, .of = track_##track, .sign = sign_
#define SETUP(track, sign_) .how = AT_SETUP, .of = track_##track, .sign = sign_, .absolute = true

/* clang-format off */
static const struct row {
    double threshold;
    enum kind kind;
    double (*severity)(const struct seen *s);
    enum how how;
    track *of;
    double sign, offset;
    bool absolute;
} rows[] = {
#define ROW(name) [HINGE_HABIT_##name - HINGE_TRUTH_COUNT]
    ROW(rounding_late) = {0.4, SHARE, .severity = rounding_late},
    ROW(hip_plateau_end) = {0.4, SHARE_WITHIN, .severity = hip_plateau_end},
    ROW(waist_initiation) = {0.1, TIME, .severity = waist_initiation},
    ROW(neighbor_borrowing) = {0.5, SHARE, .severity = neighbor_borrowing},
    ROW(hip_rom_limited) = {0, SPINE, BOTTOM(hip, -1), .offset = 60},
    ROW(lockout_overextension) = {8, SPINE, .severity = lockout_overextension},
    ROW(stack_loss) = {8, SPINE, LARGEST_DOWN(lumbar, -1)},
    ROW(thoracic_rounding) = {10, SPINE, LARGEST(thoracic, 1)},
    ROW(pelvic_rotation) = {10, SPINE, LARGEST(yaw, 0)},
    ROW(asym_hip) = {10, SPINE, BOTTOM(hip_difference, 0)},
    ROW(lateral_shift) = {0.04, POSITION, BOTTOM(shift, 0)},
    ROW(lateral_lean) = {8, LIMB, LARGEST(side_lean, 0)},
    ROW(pelvic_drop) = {5, WITHIN, LARGEST(obliquity, -1)}, /* standing on the left leg */
    ROW(pelvic_open) = {8, WITHIN, LARGEST(obliquity, 1)},
    ROW(chin_tuck) = {15, LIMB, LARGEST(neck, 1)},
    ROW(head_up) = {15, LIMB, LARGEST(neck, -1)},
    ROW(forward_head_setup) = {0, LIMB, SETUP(craniovertebral, -1), .offset = 50},
    ROW(head_trunk_line) = {15, LIMB, BOTTOM(head_line, 0)},
    ROW(head_retraction) = {0.05, POSITION, LARGEST(head_back, 1)},
    ROW(shoulder_shrug) = {0.05, POSITION, LARGEST(shoulder_rise, 1)},
    ROW(shoulder_rounding) = {0.05, POSITION, LARGEST(shoulder_forward, 1)},
    ROW(rib_flare_asym) = {0.03, POSITION, BOTTOM(ribs, 0), .absolute = true},
    ROW(dowel_contact_lost) = {0.05, DOWEL, LARGEST(rod, 1), .absolute = true},
    ROW(chest_not_over_toes) = {0.75, FOOT, BOTTOM(chest_toe, 0), .absolute = true},
    ROW(load_off_midfoot) = {0.25, FOOT, BOTTOM(load, 0), .absolute = true},
    ROW(weight_off_midfoot) = {20, PERCENT, LARGEST_DOWN(mass_centre, 0), .absolute = true},
    ROW(warrior_depth_short) = {0, LIMB, BOTTOM(trunk, -1), .offset = 75},
    ROW(depth_short) = {0, LIMB, .severity = depth_short},
    ROW(wall_tap_miss) = {0, CENTIMETRE, BOTTOM(hip_back_cm, -1), .offset = WALL_CM},
    ROW(knee_dominant) = {0.4, SHARE, .severity = knee_dominant},
    ROW(knee_past_toe) = {0, FOOT, LARGEST_DOWN(knee_toe, 1), .absolute = true},
    ROW(shin_back_excess) = {15, LIMB, BOTTOM(shank, -1), .absolute = true},
    ROW(knees_first) = {0.1, TIME, .severity = knees_first},
    ROW(bench_front_contact) = {0.02, POSITION, LARGEST_DOWN(knee_travel, 1)},
    ROW(bench_behind_miss) = {0, CENTIMETRE, BOTTOM(bench_back_cm, -1), .offset = BENCH_CM},
    ROW(knee_valgus) = {0.15, SHARE, .severity = knee_valgus},
    ROW(stance_width) = {0.35, SHARE, SETUP(stance, 0)},
    ROW(toe_out) = {20, SPINE, SETUP(foot_turn, 0)},
    ROW(drop_lowering) = {0.5, GRAVITY, .severity = drop_lowering},
    ROW(short_eccentric) = {0.4, SHARE, .severity = short_eccentric},
    ROW(jerky_descent) = {2, GRAVITY, .severity = jerky_descent},
    ROW(back_first_ascent) = {0.1, TIME, .severity = back_first_ascent},
    ROW(back_first_q1) = {0.4, SHARE, .severity = back_first_q1},
    ROW(back_unfurl) = {20, SPINE, .severity = back_unfurl},
    ROW(hips_shoot_up) = {0, SHARE, .severity = hips_shoot_up},
    ROW(cop_off_target) = {20, PERCENT, LARGEST_DOWN(mass_centre, 0), .absolute = true},
    ROW(kickstand_rock_back) = {0.15, REAR_SHARE, LARGEST(rear_load, 1), .absolute = true},
    ROW(dowel_head) = {0.05, DOWEL, LARGEST(rod_head, 1)},
    ROW(dowel_mid) = {0.05, DOWEL, LARGEST(rod_back, 1)},
    ROW(dowel_tail) = {0.05, DOWEL, LARGEST(rod_tail, 1)},
    ROW(lumbar_rounding_of_max) = {70, OF_MAX, .severity = lumbar_rounding_of_max},
    ROW(rib_flare_setup) = {5, SPINE, SETUP(lumbar, -1)},
#undef ROW
};
/* clang-format on */

static double severity_of(const struct row *row, const struct seen *s)
{
    const struct hinge_truth_rep *r = s->truth;
    if (row->how == OF_FUNCTION)
        return row->severity(s);
    double zero = row->absolute ? 0 : seen_value(s, row->of, 0);
    if (row->how == MOST || row->how == MOST_DOWN)
        return seen_most(s, row->of, row->sign, zero, r->desc_start_s,
                         row->how == MOST ? r->asc_end_s : r->asc_start_s);
    double x = row->how == AT_BOTTOM ? seen_bottom(s, row->of)
                                     : seen_value(s, row->of, r->desc_start_s - 0.25);
    return row->offset + (row->sign == 0 ? fabs(x - zero) : row->sign * (x - zero));
}

static double length(const struct look *l, int a, int b)
{
    return hypot(look_mid(l, a, 0) - look_mid(l, b, 0), look_mid(l, a, 1) - look_mid(l, b, 1));
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
    struct seen s = {motion, &motion->rep[k], physique, truth, 0, 0, 0};
    struct look standing = look_at(&s, 0);
    s.trunk_m = length(&standing, HINGE_LANDMARK_shoulder_l, HINGE_LANDMARK_hjc_l);
    s.foot_m = length(&standing, HINGE_LANDMARK_toe_l, HINGE_LANDMARK_heel_l);
    s.leg_m = 0.84 * physique->scale;
    const struct row *row = &rows[habit - HINGE_TRUTH_COUNT];
    out->threshold = row->threshold;
    out->margin = margins[row->kind][tier == 'A' ? 0 : 1];
    if (out->threshold > 0 && out->margin >= out->threshold)
        out->margin = 0.8 * out->threshold;
    out->severity = severity_of(row, &s);
    out->state = hinge_truth_state(out->severity, out->threshold, out->margin);
}

/* --- planting --- */

/* of a near miss below the threshold, in margins */
static const double NEAR = 1.2;

enum { BISECTIONS = 10 };

static const struct hinge_marker rod[] = {
    {"dow_1", HINGE_LANDMARK_dow_1, {0}}, {"dow_2", HINGE_LANDMARK_dow_2, {0}}, {0}};
static const struct hinge_marker plate[] = {{"cop_l", HINGE_LANDMARK_cop_l, {0}}, {0}};

static const struct hinge_habit_setting settings[] = {
#define H(name) .habit = HINGE_HABIT_##name
    {H(pelvic_drop), .task = "single_leg_hinge", .column = "side", .value = "l"},
    {H(pelvic_open), .task = "single_leg_hinge", .column = "side", .value = "l"},
    {H(load_off_midfoot), .task = "rdl"},
    {H(drop_lowering), .task = "rdl"},
    {H(hips_shoot_up), .task = "deadlift_floor", .from_floor = true},
    {H(warrior_depth_short), .task = "warrior_hinge"},
    {H(depth_short), .column = "depth", .value = "fixed"},
    {H(hip_rom_limited), .column = "depth", .value = "max"},
    {H(wall_tap_miss), .column = "wall_gap_cm", .value = "12.7"},
    {H(bench_front_contact), .cue = "bench_front"},
    {H(bench_behind_miss), .cue = "bench_behind", .column = "bench_gap_cm", .value = "2.54"},
    {H(cop_off_target), .also = plate},
    {H(kickstand_rock_back), .task = "kickstand_hinge", .column = "side", .value = "r"},
    {H(dowel_head), .also = rod},
    {H(dowel_mid), .also = rod},
    {H(dowel_tail), .also = rod},
    {H(lumbar_rounding_of_max), .reference = "maxflex"},
    {H(rib_flare_setup), .reference = "stack_ref"},
#undef H
};

const struct hinge_habit_setting *hinge_habit_setting(long habit)
{
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (habit >= 0 && settings[i].habit == (size_t)habit)
            return &settings[i];
    return NULL;
}

void hinge_habit_reference(const struct hinge_pattern *usual, struct hinge_pattern *pattern)
{
    static const double total_deg = 125;
    *pattern = *usual;
    pattern->value[HINGE_QUANTITY_total_deg] = total_deg;
    pattern->value[HINGE_QUANTITY_lumbar_share] = HINGE_HABIT_LUMBAR_LIMIT_DEG / total_deg;
    pattern->value[HINGE_QUANTITY_lumbar_curve] = 0;
    pattern->value[HINGE_QUANTITY_hold_s] = 1;
}

void hinge_habit_show(size_t habit, const struct hinge_physique *physique, char tier,
                      const struct hinge_pattern *pattern, struct hinge_habit_truth *out)
{
    struct hinge_motion_rep rep;
    struct hinge_truth_rep truth;
    struct hinge_motion motion = {.n_reps = 1, .rep = &rep};
    hinge_motion_set(&motion, pattern, 2.0, 1.5);
    hinge_truth_judge(&motion, physique, tier, &truth);
    hinge_habit_judge(habit, &motion, physique, 0, tier, &truth, out);
}

void hinge_habit_plant(size_t habit, bool near, const struct hinge_physique *physique, char tier,
                       struct hinge_pattern *pattern)
{
    const struct hinge_pattern usual = *pattern;
    double low = 0, high = 1;
    hinge_preset_apply(habit, 1, &usual, pattern);
    for (int i = 0; near && i < BISECTIONS; i++) {
        struct hinge_habit_truth truth;
        double share = 0.5 * (low + high);
        hinge_preset_apply(habit, share, &usual, pattern);
        hinge_habit_show(habit, physique, tier, pattern, &truth);
        if (truth.severity > truth.threshold - NEAR * truth.margin)
            high = share;
        else
            low = share;
    }
    if (near)
        hinge_preset_apply(habit, low, &usual, pattern);
}
