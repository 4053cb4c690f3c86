/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the body goes: hip travel and drop, knee and shank, load and mass
 * (method 6.8). */
#include "metrics/metric.h"

#include "signal/signal.h"

#include <math.h>

#define REP HINGE_IN_REP
#define DESCENT HINGE_IN_DESCENT

enum {
    HPD,
    VD,
    INDEX,
    PATH,
    HPD30,
    VD30,
    INDEX30,
    PATH30,
    HPD50,
    VD50,
    INDEX50,
    PATH50,
    HALF,
    KNEE,
    KNEE_BOTTOM,
    SHANK,
    CHEST,
    KNEE_TOE,
    LOAD,
    COM,
    CHEST_FL,
    LOAD_MAX,
    CHORD
};

static const struct hinge_metric metrics[] = {
    [HPD] = {"hip_posterior_ll", "LL", "hip travel backward at the bottom", "definition", 3, REP,
             "mean"},
    [VD] = {"hip_drop_ll", "LL", "hip travel downward at the bottom", "definition", 3, REP, "mean"},
    [INDEX] = {"hinge_index", "1", "backward share of hip travel at the bottom", "definition", 3,
               REP, "mean"},
    [PATH] = {"path_angle_deg", "deg", "hip path at the bottom: 0 back, 90 down", "definition", 1,
              REP, "mean"},
    [HPD30] = {"hip_posterior_p30_ll", "LL", "hip travel backward at 30 % of the descent",
               "definition", 3, DESCENT, "mean"},
    [VD30] = {"hip_drop_p30_ll", "LL", "hip travel downward at 30 %", "definition", 3, DESCENT,
              "mean"},
    [INDEX30] = {"hinge_index_p30", "1", "backward share of hip travel at 30 %", "definition", 3,
                 DESCENT, "mean"},
    [PATH30] = {"path_angle_p30_deg", "deg", "hip path at 30 %", "definition", 1, DESCENT, "mean"},
    [HPD50] = {"hip_posterior_p50_ll", "LL", "hip travel backward at 50 % of the descent",
               "definition", 3, DESCENT, "mean"},
    [VD50] = {"hip_drop_p50_ll", "LL", "hip travel downward at 50 %", "definition", 3, DESCENT,
              "mean"},
    [INDEX50] = {"hinge_index_p50", "1", "backward share of hip travel at 50 %", "definition", 3,
                 DESCENT, "mean"},
    [PATH50] = {"path_angle_p50_deg", "deg", "hip path at 50 %", "definition", 1, DESCENT, "mean"},
    [HALF] = {"half_lean_travel", "1", "share of hip travel done at half of the trunk's lean",
              "definition", 3, DESCENT, "mean"},
    [KNEE] = {"knee_travel_ll", "LL", "largest knee travel forward", "definition", 3, REP, "mean"},
    [KNEE_BOTTOM] = {"knee_travel_bottom_ll", "LL", "knee travel forward at the bottom",
                     "definition", 3, REP, "mean"},
    [SHANK] = {"shank_incl_deg", "deg", "shank inclination at the bottom, absolute", "definition",
               1, REP, "mean"},
    [CHEST] = {"chest_toe_ll", "LL", "shoulder in front of the toe at the bottom", "definition", 3,
               REP, "mean"},
    [KNEE_TOE] = {"knee_toe_fl", "FL", "knee in front of the toe at the bottom", "definition", 3,
                  REP, "mean"},
    [LOAD] = {"load_midfoot_fl", "FL", "load or hands in front of midfoot at the bottom",
              "definition", 3, REP, "mean"},
    [COM] = {"com_foot_pct", "percent",
             "centre of mass along the foot at the bottom, from the heel", "Winter 2009", 1, REP,
             "mean"},
    [CHEST_FL] = {"chest_toe_fl", "FL",
                  "shoulder in front of the toe at the bottom, in foot lengths", "definition", 3,
                  REP, "mean"},
    [LOAD_MAX] = {"load_midfoot_max_fl", "FL", "largest distance of load or hands from midfoot",
                  "definition", 3, REP, "mean"},
    [CHORD] = {"trunk_chord_tl", "TL", "hip to shoulder at the bottom by standing, exploratory",
               "definition", 3, REP, "mean"},
};

#define OUT(m, phase) out[(size_t)(m)*HINGE_PHASE_COUNT + (size_t)(phase)]

/* A hip that goes less far has no direction: 2 cm read 170 degrees. */
static const double LEAST_PATH_LL = 0.05;

/* hinge_index and path_angle of a travel backward and a drop; an angle of a path of
 * `least` leg lengths at least. */
static void path(struct hinge_value back, struct hinge_value down, double least,
                 struct hinge_value *index, struct hinge_value *angle)
{
    *index = *angle = back.reason != HINGE_REASON_OK ? back : down;
    if (back.reason != HINGE_REASON_OK || down.reason != HINGE_REASON_OK)
        return;
    double sum = fabs(back.value) + fabs(down.value);
    *index =
        sum > 0 ? hinge_value_of(back.value / sum) : hinge_value_refuse(HINGE_REASON_ROM_SMALL);
    *angle = sum > 0 && hypot(back.value, down.value) >= least
                 ? hinge_value_of(atan2(down.value, back.value) * (180 / M_PI))
                 : hinge_value_refuse(HINGE_REASON_ROM_SMALL);
}

/* Change of a signal since standing at progress p of the descent. */
static struct hinge_value at_progress(const struct hinge_rep_view *view, enum hinge_signal signal,
                                      double p)
{
    const double *x = view->body->signal[signal];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    struct hinge_value zero = hinge_view_standing(view, signal);
    if (zero.reason != HINGE_REASON_OK)
        return zero;
    double at = hinge_view_progress(view, HINGE_PHASE_DESCENT, p);
    return hinge_value_of(hinge_value_at(x, view->body->n, at) - zero.value);
}

/* Travel where the trunk has done half of its lean, as a share of the travel at the
 * bottom.
 */
static struct hinge_value half_lean(const struct hinge_rep_view *view, struct hinge_value bottom)
{
    const double *trunk = view->body->signal[HINGE_SIGNAL_trunk_incl];
    const double *travel = view->body->signal[HINGE_SIGNAL_hip_posterior];
    struct hinge_value lean =
        hinge_view_excursion(view, HINGE_SIGNAL_trunk_incl, HINGE_PHASE_DESCENT);
    if (bottom.reason != HINGE_REASON_OK)
        return bottom;
    if (lean.reason != HINGE_REASON_OK)
        return lean;
    if (fabs(bottom.value) < 0.03)
        return hinge_value_refuse(HINGE_REASON_DEN_SMALL);
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    double start =
        hinge_view_phase_end(view, HINGE_SIGNAL_trunk_incl, HINGE_PHASE_DESCENT, true).value;
    double at = hinge_first_passage(trunk, (size_t)f.from, (size_t)f.to, start + lean.value / 2,
                                    lean.value > 0);
    struct hinge_value zero = hinge_view_standing(view, HINGE_SIGNAL_hip_posterior);
    return hinge_value_of((hinge_value_at(travel, view->body->n, at) - zero.value) / bottom.value);
}

/* Under the average of any maximum: a plain one would be larger for a noisier camera. */
static struct hinge_value largest(const struct hinge_rep_view *view, enum hinge_signal signal)
{
    const double *x = view->body->signal[signal];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_REP);
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    struct hinge_value zero = hinge_view_standing(view, signal);
    if (zero.reason != HINGE_REASON_OK)
        return zero;
    if (f.reason == HINGE_REASON_OK)
        f.reason = hinge_view_gaps(view, signal, f);
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    const double *smooth = hinge_view_averaged(view, x, f);
    double most = (double)NAN;
    for (long i = 0; i <= f.to - f.from; i++)
        most = fmax(most, smooth[i]); /* fmax passes NaN over */
    return hinge_value_of(most - zero.value);
}

/* Where the load is at the bottom; in a lift from the floor before it leaves it. */
static struct hinge_value load_at_bottom(const struct hinge_rep_view *view)
{
    const double *x = view->body->signal[HINGE_SIGNAL_load_midfoot];
    struct hinge_window setup = {HINGE_WINDOW_SETUP, 0, 1};
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    if (x == NULL || !view->rep->floor)
        return hinge_view_bottom(view, HINGE_SIGNAL_load_midfoot, false);
    if (hinge_view_window(view, &setup, piece, &reason) == 0)
        return hinge_value_refuse(reason);
    return hinge_value_of(hinge_view_median(view, x, piece[0]));
}

static struct hinge_value load_furthest(const struct hinge_rep_view *view)
{
    const double *x = view->body->signal[HINGE_SIGNAL_load_midfoot];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_REP);
    double most = (double)NAN;
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[HINGE_SIGNAL_load_midfoot]);
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    const double *smooth = hinge_view_averaged(view, x, f);
    for (long i = 0; i <= f.to - f.from; i++)
        most = fmax(most, fabs(smooth[i])); /* fmax passes NaN over */
    return hinge_value_of(most);
}

/* How far hip and shoulder are apart at the bottom: a rounded back is shorter, and so
 * is one that turns out of the picture. */
static struct hinge_value trunk_chord(const struct hinge_rep_view *view)
{
    const double *x = view->body->trunk_length;
    const struct hinge_window bottom = {HINGE_WINDOW_BOTTOM, 0, 1};
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    if (x == NULL)
        return hinge_value_refuse(view->body->has_positions ? HINGE_REASON_INSUFFICIENT_LANDMARKS
                                                            : HINGE_REASON_NO_POSITIONS);
    if (!view->reps->standing.found)
        return hinge_value_refuse(HINGE_REASON_NO_STANDING_REF);
    if (hinge_view_window(view, &bottom, piece, &reason) == 0)
        return hinge_value_refuse(reason);
    return hinge_value_of(hinge_view_median(view, x, piece[0]) / view->reps->trunk_length);
}

/* Leg lengths to foot lengths. */
static struct hinge_value in_feet(const struct hinge_rep_view *view, struct hinge_value in_legs)
{
    const struct hinge_reps *reps = view->reps;
    if (in_legs.reason != HINGE_REASON_OK)
        return in_legs;
    if (!(reps->foot_length > 0))
        return hinge_value_refuse(HINGE_REASON_NO_FOOT);
    return hinge_value_of(in_legs.value * reps->leg_length / reps->foot_length);
}

/* The hip's travel backward and downward, and its path. */
static void hip(const struct hinge_rep_view *view, struct hinge_value *out)
{
    static const double progress[2] = {0.3, 0.5};
    bool half = hinge_metric_wanted(view, HALF, HINGE_PHASE_DESCENT);
    if (half || hinge_metrics_wanted(view, HPD, PATH, HINGE_PHASE_REP)) {
        OUT(HPD, HINGE_PHASE_REP) = hinge_view_bottom(view, HINGE_SIGNAL_hip_posterior, true);
        OUT(VD, HINGE_PHASE_REP) = hinge_view_bottom(view, HINGE_SIGNAL_hip_drop, true);
        path(OUT(HPD, HINGE_PHASE_REP), OUT(VD, HINGE_PHASE_REP), LEAST_PATH_LL,
             &OUT(INDEX, HINGE_PHASE_REP), &OUT(PATH, HINGE_PHASE_REP));
    }
    for (int k = 0; k < 2 && hinge_metrics_wanted(view, HPD30, PATH50, HINGE_PHASE_DESCENT); k++) {
        int first = k == 0 ? HPD30 : HPD50;
        struct hinge_value *back = &OUT(first, HINGE_PHASE_DESCENT);
        struct hinge_value *down = &OUT(first + 1, HINGE_PHASE_DESCENT);
        *back = at_progress(view, HINGE_SIGNAL_hip_posterior, progress[k]);
        *down = at_progress(view, HINGE_SIGNAL_hip_drop, progress[k]);
        path(*back, *down, 0, &OUT(first + 2, HINGE_PHASE_DESCENT),
             &OUT(first + 3, HINGE_PHASE_DESCENT));
    }
    if (half)
        OUT(HALF, HINGE_PHASE_DESCENT) = half_lean(view, OUT(HPD, HINGE_PHASE_REP));
}

static void compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    static const struct {
        int metric;
        enum hinge_signal signal;
        bool change;
    } bottom[] = {{KNEE_BOTTOM, HINGE_SIGNAL_knee_travel, true},
                  {SHANK, HINGE_SIGNAL_shank_incl, false},
                  {KNEE_TOE, HINGE_SIGNAL_knee_toe, false},
                  {COM, HINGE_SIGNAL_com_foot, false}};
    hip(view, out);
    for (size_t k = 0; k < sizeof bottom / sizeof *bottom; k++)
        if (hinge_metric_wanted(view, bottom[k].metric, HINGE_PHASE_REP))
            OUT(bottom[k].metric, HINGE_PHASE_REP) =
                hinge_view_bottom(view, bottom[k].signal, bottom[k].change);
    if (hinge_metric_wanted(view, CHEST, HINGE_PHASE_REP) ||
        hinge_metric_wanted(view, CHEST_FL, HINGE_PHASE_REP)) {
        OUT(CHEST, HINGE_PHASE_REP) = hinge_view_bottom(view, HINGE_SIGNAL_chest_toe, false);
        OUT(CHEST_FL, HINGE_PHASE_REP) = in_feet(view, OUT(CHEST, HINGE_PHASE_REP));
    }
    if (hinge_metric_wanted(view, KNEE, HINGE_PHASE_REP))
        OUT(KNEE, HINGE_PHASE_REP) = largest(view, HINGE_SIGNAL_knee_travel);
    if (hinge_metric_wanted(view, LOAD, HINGE_PHASE_REP))
        OUT(LOAD, HINGE_PHASE_REP) = load_at_bottom(view);
    if (hinge_metric_wanted(view, LOAD_MAX, HINGE_PHASE_REP))
        OUT(LOAD_MAX, HINGE_PHASE_REP) = load_furthest(view);
    if (hinge_metric_wanted(view, CHORD, HINGE_PHASE_REP))
        OUT(CHORD, HINGE_PHASE_REP) = trunk_chord(view);
}

const struct hinge_metric_family hinge_metric_family_position = {
    .id = "position",
    .title = "Travel and position",
    .details = "Displacements are relative to midfoot of the same frame, minus standing, "
               "in leg lengths (LL) or foot lengths (FL). `hinge_index` = HPD / (|HPD| + "
               "|VD|); `path_angle_deg` = atan2(VD, HPD), of a path of at least 0.05 leg "
               "lengths. The bottom is the median over "
               "the hold, or over 0.1 s around the deepest point. Largest values are "
               "taken under a moving average (`peak.w_A`, `peak.w_BC`). The centre of "
               "mass is a quasi-static proxy (Winter 2009 segment masses). "
               "`trunk_chord_tl` is the length of the line from hip to shoulder. Below 1 "
               "the back is rounder, the shoulders are drawn in or the trunk leaves the "
               "plane of the picture; the number does not show which.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics,
    .compute = compute};
