/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the body goes: hip travel and drop, knee and shank, load and mass
 * (method 6.8). */
#include "metrics/metric.h"

#include "signal/signal.h"

/* A hip that goes less far has no direction: 2 cm read 170 degrees. */
static const double LEAST_PATH_LL = 0.05;

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

/* The same at a per cent of the descent; 0: at the bottom. */
static struct hinge_value travel(const struct hinge_rep_view *view, enum hinge_signal signal,
                                 int percent)
{
    return percent == 0 ? hinge_view_bottom(view, signal, true)
                        : at_progress(view, signal, percent / 100.0);
}

/* At k per cent of the descent. */
static struct hinge_value part_travel(const struct hinge_rep_view *view,
                                      const struct hinge_metric *row, enum hinge_phase phase)
{
    (void)phase;
    return travel(view, row->signal, row->k);
}

struct hinge_value hinge_path_index(struct hinge_value back, struct hinge_value down)
{
    if (back.reason != HINGE_REASON_OK || down.reason != HINGE_REASON_OK)
        return back.reason != HINGE_REASON_OK ? back : down;
    return hinge_ratio(back.value, fabs(back.value) + fabs(down.value), 0, HINGE_REASON_ROM_SMALL);
}

struct hinge_value hinge_path_angle(struct hinge_value back, struct hinge_value down, double least)
{
    if (back.reason != HINGE_REASON_OK || down.reason != HINGE_REASON_OK)
        return back.reason != HINGE_REASON_OK ? back : down;
    return hypot(back.value, down.value) >= least
               ? hinge_value_of(atan2(down.value, back.value) * (180 / M_PI))
               : hinge_value_refuse(HINGE_REASON_ROM_SMALL);
}

static struct hinge_value path_index(const struct hinge_rep_view *view,
                                     const struct hinge_metric *row, enum hinge_phase phase)
{
    (void)phase;
    return hinge_path_index(travel(view, HINGE_SIGNAL_hip_posterior, row->k),
                            travel(view, HINGE_SIGNAL_hip_drop, row->k));
}

static struct hinge_value path_angle(const struct hinge_rep_view *view,
                                     const struct hinge_metric *row, enum hinge_phase phase)
{
    (void)phase; /* on the way down any travel at all has a direction */
    return hinge_path_angle(travel(view, HINGE_SIGNAL_hip_posterior, row->k),
                            travel(view, HINGE_SIGNAL_hip_drop, row->k),
                            row->k == 0 ? LEAST_PATH_LL : DBL_TRUE_MIN);
}

/* Travel where the trunk has done half of its lean, as a share of the travel at the
 * bottom.
 */
static struct hinge_value half_lean(const struct hinge_rep_view *view)
{
    struct hinge_value bottom = hinge_view_bottom(view, HINGE_SIGNAL_hip_posterior, true);
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
static struct hinge_value knee_travel(const struct hinge_rep_view *view)
{
    const enum hinge_signal knee = HINGE_SIGNAL_knee_travel;
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_REP);
    if (view->body->signal[knee] == NULL)
        return hinge_value_refuse(view->body->reason[knee]);
    struct hinge_value zero = hinge_view_standing(view, knee);
    if (zero.reason != HINGE_REASON_OK)
        return zero;
    if (f.reason == HINGE_REASON_OK)
        f.reason = hinge_view_gaps(view, knee, f);
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    return hinge_value_of(hinge_view_extremes(view, view->body->signal[knee], f).most - zero.value);
}

/* Where the load is at the bottom; in a lift from the floor before it leaves it. */
static struct hinge_value load_at_bottom(const struct hinge_rep_view *view)
{
    return view->rep->floor ? hinge_view_setup(view, HINGE_SIGNAL_load_midfoot, false)
                            : hinge_view_bottom(view, HINGE_SIGNAL_load_midfoot, false);
}

static struct hinge_value load_furthest(const struct hinge_rep_view *view)
{
    const double *x = view->body->signal[HINGE_SIGNAL_load_midfoot];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_REP);
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[HINGE_SIGNAL_load_midfoot]);
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    struct hinge_extremes e = hinge_view_extremes(view, x, f);
    return hinge_value_of(fmax(fabs(e.least), fabs(e.most)));
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

/* In foot lengths. */
static struct hinge_value chest_in_feet(const struct hinge_rep_view *view)
{
    const struct hinge_reps *reps = view->reps;
    struct hinge_value in_legs = hinge_view_bottom(view, HINGE_SIGNAL_chest_toe, false);
    if (in_legs.reason != HINGE_REASON_OK)
        return in_legs;
    if (!(reps->foot_length > 0))
        return hinge_value_refuse(HINGE_REASON_NO_FOOT);
    return hinge_value_of(in_legs.value * reps->leg_length / reps->foot_length);
}

#define REP HINGE_IN_REP
#define DESCENT HINGE_IN_DESCENT
#define BOTTOM(of) .each_phase = hinge_metric_bottom, .signal = HINGE_SIGNAL_##of
#define BOTTOM_CHANGE(of) .each_phase = hinge_metric_bottom_change, .signal = HINGE_SIGNAL_##of
#define PART(of, percent) .each_phase = part_travel, .signal = HINGE_SIGNAL_##of, .k = percent

/* clang-format off */
static const struct hinge_metric metrics[] = {
    {"hip_posterior_ll", "LL", "hip travel backward at the bottom", "definition", 3, REP, "mean", BOTTOM_CHANGE(hip_posterior),
     HINGE_LARGER, .place = {8, "ABC", HINGE_PHASE_REP, NULL, false}, .of_knees = true},
    {"hip_drop_ll", "LL", "hip travel downward at the bottom", "definition", 3, REP, "mean", BOTTOM_CHANGE(hip_drop)},
    {"hinge_index", "1", "backward share of hip travel at the bottom", "definition", 3, REP, "mean", .each_phase = path_index, .share = true,
     .place = {7, "C", HINGE_PHASE_REP, NULL, false}},
    {"path_angle_deg", "deg", "hip path at the bottom: 0 back, 90 down", "definition", 1, REP, "mean", .each_phase = path_angle},
    {"hip_posterior_p30_ll", "LL", "hip travel backward at 30 % of the descent", "definition", 3, DESCENT, "mean", PART(hip_posterior, 30)},
    {"hip_drop_p30_ll", "LL", "hip travel downward at 30 %", "definition", 3, DESCENT, "mean", PART(hip_drop, 30)},
    {"hinge_index_p30", "1", "backward share of hip travel at 30 %", "definition", 3, DESCENT, "mean", .each_phase = path_index, .k = 30, .share = true},
    {"path_angle_p30_deg", "deg", "hip path at 30 %", "definition", 1, DESCENT, "mean", .each_phase = path_angle, .k = 30},
    {"hip_posterior_p50_ll", "LL", "hip travel backward at 50 % of the descent", "definition", 3, DESCENT, "mean", PART(hip_posterior, 50)},
    {"hip_drop_p50_ll", "LL", "hip travel downward at 50 %", "definition", 3, DESCENT, "mean", PART(hip_drop, 50)},
    {"hinge_index_p50", "1", "backward share of hip travel at 50 %", "definition", 3, DESCENT, "mean", .each_phase = path_index, .k = 50, .share = true},
    {"path_angle_p50_deg", "deg", "hip path at 50 %", "definition", 1, DESCENT, "mean", .each_phase = path_angle, .k = 50},
    {"half_lean_travel", "1", "share of hip travel done at half of the trunk's lean", "definition", 3, DESCENT, "mean", .once = half_lean, .share = true, .of_knees = true},
    {"knee_travel_ll", "LL", "largest knee travel forward", "definition", 3, REP, "mean", .once = knee_travel},
    {"knee_travel_bottom_ll", "LL", "knee travel forward at the bottom", "definition", 3, REP, "mean", BOTTOM_CHANGE(knee_travel)},
    {"shank_incl_deg", "deg", "shank inclination at the bottom, absolute", "definition", 1, REP, "mean", BOTTOM(shank_incl)},
    {"chest_toe_ll", "LL", "shoulder in front of the toe at the bottom", "definition", 3, REP, "mean", BOTTOM(chest_toe)},
    {"knee_toe_fl", "FL", "knee in front of the toe at the bottom", "definition", 3, REP, "mean", BOTTOM(knee_toe)},
    {"load_midfoot_fl", "FL", "load or hands in front of midfoot at the bottom", "definition", 3, REP, "mean", .once = load_at_bottom},
    {"com_foot_pct", "percent", "centre of mass along the foot at the bottom, from the heel", "Winter 2009", 1, REP, "mean", BOTTOM(com_foot), .by_model = true, .margin = HINGE_MARGIN_com_foot},
    {"com_foot_shift_pct", "percent", "centre of mass along the foot at the bottom minus standing; backwards is negative", "Winter 2009", 1, REP, "mean", BOTTOM_CHANGE(com_foot), .by_model = true, .margin = HINGE_MARGIN_com_shift},
    {"chest_toe_fl", "FL", "shoulder in front of the toe at the bottom, in foot lengths", "definition", 3, REP, "mean", .once = chest_in_feet},
    {"load_midfoot_max_fl", "FL", "largest distance of load or hands from midfoot", "definition", 3, REP, "mean", .once = load_furthest},
    {"trunk_chord_tl", "TL", "length from hip to shoulder at the bottom, divided by that in standing, exploratory", "definition", 3, REP, "mean", .once = trunk_chord},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_position = {
    .id = "position",
    .title = "Travel and position",
    .details = "Travel (`hip_*`, `knee_*`) is relative to midfoot, minus standing. HPD is the "
               "backward and VD "
               "the downward displacement of the hip: `hinge_index` = HPD / (|HPD| + |VD|), and "
               "`path_angle_deg` = atan2(VD, HPD) of a path of at least 0.05 LL. The centre of "
               "mass is estimated from segment masses (Winter 2009). `trunk_chord_tl` is the "
               "length of the line from hip to shoulder. Below 1 the back is rounder, the "
               "shoulders are drawn in or the trunk leaves the picture's plane.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics};
