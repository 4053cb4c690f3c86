/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weight on the feet (method 7.2, 7.4), and what a warrior hinge is checked for. */
#include "metrics/metric.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

enum { COP, FRONT, REAR, LEG, ARMS, TORQUE, METRICS };

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
    [TORQUE] = {"free_moment_nm", "N m",
                "torque of the feet on the floor at the bottom, outward", "definition",
                1, REP, "mean"},
};
static const double STANDARD_GRAVITY = 9.80665;

/* The plate's samples over the bottom, from first to last; why not. */
static enum hinge_reason over_bottom(const struct hinge_rep_view *view,
                                     const struct hinge_muscle *plate, size_t *first,
                                     size_t *last)
{
    const struct hinge_window bottom = {HINGE_WINDOW_BOTTOM, 0, 1};
    double rate = view->body->rate_hz, zero = view->body->start_s - plate->start_s;
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    if (hinge_view_window(view, &bottom, piece, &reason) == 0)
        return reason;
    double from = ceil((zero + (double)piece[0].from / rate) * plate->rate_hz - 1e-9);
    double to = floor((zero + (double)piece[0].to / rate) * plate->rate_hz + 1e-9);
    if (from < 0 || to >= (double)plate->n || to < from)
        return HINGE_REASON_PHASE_MISSING;
    *first = (size_t)from;
    *last = (size_t)to;
    return HINGE_REASON_OK;
}

/* Median of the plate's samples over the bottom by body weight. */
static enum hinge_status front_load(const struct hinge_rep_view *view,
                                    struct hinge_value *value)
{
    const struct hinge_muscle *plate = &view->body->front_force;
    double mass = view->info != NULL ? view->info->mass_kg : (double)NAN;
    double median = (double)NAN;
    size_t first, last;
    *value = hinge_value_refuse(HINGE_REASON_NO_FORCE);
    if (plate->band == NULL)
        return HINGE_OK;
    *value = hinge_value_refuse(HINGE_REASON_NOT_RECORDED);
    if (!(mass > 0))
        return HINGE_OK;
    value->reason = over_bottom(view, plate, &first, &last);
    if (value->reason != HINGE_REASON_OK)
        return HINGE_OK;
    *value = hinge_value_refuse(HINGE_REASON_PHASE_MISSING);
    enum hinge_status status =
        hinge_median(plate->band + first, last - first + 1, &median);
    if (!isnan(median))
        *value = hinge_value_of(fabs(median) / (mass * STANDARD_GRAVITY));
    return status;
}

/* The torque about the vertical that is left at the centre of pressure: F.M / |Fz|,
 * which does not depend on where the plate's origin is, nor on whether its z points up
 * and its forces are those on the plate or on the person: it is the floor's on the
 * person, to the left. NaN below `least` newtons. */
static double free_moment(const struct hinge_muscle wrench[6], size_t k, double least)
{
    double work = 0;
    for (int a = 0; a < 3; a++)
        work += wrench[a].band[k] * wrench[3 + a].band[k];
    double load = fabs(wrench[2].band[k]);
    return load >= least ? work / load : (double)NAN;
}

/* Median over the bottom of one plate, outward; NO_FORCE without it. */
static enum hinge_status side_torque(const struct hinge_rep_view *view, int side,
                                     struct hinge_value *value)
{
    static const double LEAST_N = 20; /* less is no foot */
    const struct hinge_muscle *wrench = view->body->plate_wrench[side];
    size_t first, last;
    *value = hinge_value_refuse(HINGE_REASON_NO_FORCE);
    for (int a = 0; a < 6; a++)
        if (wrench[a].band == NULL || wrench[a].n != wrench[0].n)
            return HINGE_OK;
    value->reason = over_bottom(view, &wrench[0], &first, &last);
    if (value->reason != HINGE_REASON_OK)
        return HINGE_OK;
    double median, *x = hinge_alloc(last - first + 1, sizeof *x);
    if (x == NULL)
        return HINGE_NOMEM;
    for (size_t k = first; k <= last; k++)
        x[k - first] = free_moment(wrench, k, LEAST_N);
    enum hinge_status status = hinge_median(x, last - first + 1, &median);
    free(x);
    /* a foot that turns outward is held by the floor inward */
    *value = isnan(median) ? hinge_value_refuse(HINGE_REASON_NO_FORCE)
                           : hinge_value_of(side == 0 ? -median : median);
    return status;
}

/* Mean of the feet that stand on a plate of their own. */
static enum hinge_status torque(const struct hinge_rep_view *view,
                                struct hinge_value *value)
{
    struct hinge_value foot[2];
    enum hinge_status status = side_torque(view, 0, &foot[0]);
    if (status == HINGE_OK)
        status = side_torque(view, 1, &foot[1]);
    bool l = foot[0].reason == HINGE_REASON_OK, r = foot[1].reason == HINGE_REASON_OK;
    *value = l ? foot[0] : foot[1];
    if (l && r)
        value->value = (foot[0].value + foot[1].value) / 2;
    else if (!l && !r && foot[1].reason == HINGE_REASON_NO_FORCE)
        value->reason = foot[0].reason;
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
    if (status == HINGE_OK)
        status = torque(view, &v[TORQUE]);
    for (size_t m = 0; m < METRICS; m++)
        out[m * HINGE_PHASE_COUNT + HINGE_PHASE_REP] = v[m];
    return status;
}

const struct hinge_metric_family hinge_metric_family_balance = {
    .id = "balance",
    .title = "Weight on the feet",
    .details =
        "`cop_l` and `cop_r` are points under the feet. One plate, or the side "
        "analysed, gives its own; two plates give the mean by their forces "
        "`force_l_n` and `force_r_n`, else `NO_FORCE`. `front_load_share` is the "
        "median of `force_front_n` over the bottom by `mass_kg` times gravity. "
        "`rear_load_share` is the centre of mass (both sides, with `load_kg`) from "
        "the front midfoot towards the rear toe, by their distance on the floor. "
        "It needs three dimensions and `side`, the front leg. The rear leg's "
        "direction and hands beyond the head (along the level trunk) show whether "
        "it was a warrior hinge. `free_moment_nm` is the torque about the vertical "
        "at the centre of pressure, outward positive. Each plate gives the median "
        "over the bottom of F.M / |Fz| (`force_l_x_n` to `moment_l_z_nm`, the same "
        "for r). It is the mean of the feet; a foot with less than 20 N is not "
        "counted.",
    .metric = metrics,
    .n = METRICS,
    .compute = compute};
