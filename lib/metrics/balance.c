/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weight on the feet (SCIENCE 7.2, 7.4), and what a warrior hinge is checked for. */
#include "metrics/metric.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

enum { COP, FRONT, REAR, LEG, ARMS, METRICS };

#define REP HINGE_IN_REP
static const struct hinge_metric metrics[METRICS] = {
    [COP] = {"cop_foot_pct", "percent",
             "centre of pressure along the foot at the bottom, from the heel",
             "definition", 1, REP, "mean"},
    [FRONT] = {"front_load_share", "1",
               "force under the front foot at the bottom by body weight", "definition",
               3, REP, "mean"},
    [REAR] = {"rear_load_share", "1",
              "largest share of the weight on the rear foot, if nothing accelerates",
              "Winter 2009", 3, REP, "mean"},
    [LEG] = {"rear_leg_deg", "deg",
             "rear leg at the bottom, hip before ankle: 0 below, 90 held out behind",
             "definition", 1, REP, "mean"},
    [ARMS] = {"arms_overhead", "1",
              "1 where the hands are beyond the head at the bottom", "definition", 0,
              REP, "mean"},
};
static const double STANDARD_GRAVITY = 9.80665;

/* Median of the plate's samples over the bottom by body weight. */
static enum hinge_status front_load(const struct hinge_rep_view *view,
                                    struct hinge_value *value)
{
    const struct hinge_muscle *plate = &view->body->front_force;
    const struct hinge_window bottom = {HINGE_WINDOW_BOTTOM, 0, 1};
    double mass = view->info != NULL ? view->info->mass_kg : (double)NAN;
    double rate = view->body->rate_hz, median = (double)NAN;
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    *value = hinge_value_refuse(HINGE_REASON_NO_FORCE);
    if (plate->band == NULL || !(mass > 0))
        return HINGE_OK;
    *value = hinge_value_refuse(HINGE_REASON_PHASE_MISSING);
    if (hinge_view_window(view, &bottom, piece, &reason) == 0) {
        value->reason = reason;
        return HINGE_OK;
    }
    double zero = view->body->start_s - plate->start_s;
    double first = ceil((zero + (double)piece[0].from / rate) * plate->rate_hz - 1e-9);
    double last = floor((zero + (double)piece[0].to / rate) * plate->rate_hz + 1e-9);
    if (first < 0 || last >= (double)plate->n || last < first)
        return HINGE_OK;
    enum hinge_status status =
        hinge_median(plate->band + (size_t)first, (size_t)(last - first) + 1, &median);
    if (!isnan(median))
        *value = hinge_value_of(fabs(median) / (mass * STANDARD_GRAVITY));
    return status;
}

/* Largest over the repetition, smoothed as any maximum. */
static struct hinge_value rear_load(const struct hinge_rep_view *view)
{
    const double *x = view->body->signal[HINGE_SIGNAL_rear_load];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_REP);
    double most = (double)NAN, *smooth = view->reps->scratch;
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[HINGE_SIGNAL_rear_load]);
    if (f.reason == HINGE_REASON_OK)
        f.reason = hinge_view_gaps(view, HINGE_SIGNAL_rear_load, f);
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    hinge_moving_average(x, (size_t)f.from, (size_t)f.to, hinge_view_smoothing(view),
                         smooth);
    for (long i = 0; i <= f.to - f.from; i++)
        most = fmax(most, smooth[i]);
    return hinge_value_of(most);
}

static struct hinge_value arms(const struct hinge_rep_view *view)
{
    struct hinge_value beyond = hinge_view_bottom(view, HINGE_SIGNAL_hand_head, false);
    if (beyond.reason == HINGE_REASON_OK)
        beyond.value = beyond.value > 0;
    return beyond;
}

static enum hinge_status compute(const struct hinge_rep_view *view,
                                 struct hinge_value *out)
{
    struct hinge_value v[METRICS] = {
        [COP] = hinge_view_bottom(view, HINGE_SIGNAL_cop_foot, false),
        [REAR] = rear_load(view),
        [LEG] = hinge_view_bottom(view, HINGE_SIGNAL_rear_leg, false),
        [ARMS] = arms(view),
    };
    enum hinge_status status = front_load(view, &v[FRONT]);
    for (size_t m = 0; m < METRICS; m++)
        out[m * HINGE_PHASE_COUNT + HINGE_PHASE_REP] = v[m];
    return status;
}

const struct hinge_metric_family hinge_metric_family_balance = {
    .id = "balance",
    .title = "Weight on the feet",
    .details =
        "`cop_l` and `cop_r` are points under the feet: of one plate its own, of the "
        "side that is analysed its own, of two the mean by their forces `force_l_n` "
        "and "
        "`force_r_n`, else `NO_FORCE`. `front_load_share` is the median of "
        "`force_front_n` over the bottom by `mass_kg` times gravity. "
        "`rear_load_share` is the centre of mass (of both sides, with `load_kg`) from "
        "the front midfoot towards the rear toe, on the floor and by their distance; "
        "it "
        "needs three dimensions and `side`, the front leg. The rear leg's direction "
        "and "
        "hands beyond the head (along the trunk, which is level then) say whether a "
        "warrior hinge was one.",
    .metric = metrics,
    .n = METRICS,
    .compute = compute};
