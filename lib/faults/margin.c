/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Margins by kind of quantity and tier: about one standard error of measurement
 * (method 7.0; lumbar from the MDC of Laird 2016, the others defaults). */
#include "faults/rules.h"

#include <math.h>
#include <string.h>

enum kind {
    KIND_spine,
    KIND_limb,
    KIND_position,
    KIND_foot,
    KIND_dowel,
    KIND_percent,
    KIND_share,
    KIND_time,
    KIND_speed,
    KIND_gravity,
    KIND_cm
};

static const double standard[][3] = {
    [KIND_spine] = {4, 8, 8},
    [KIND_limb] = {3, 5, 5},
    [KIND_position] = {0.01, 0.02, 0.02},
    [KIND_foot] = {0.03, 0.06, 0.06},
    [KIND_dowel] = {0.015, 0.03, 0.03},
    [KIND_percent] = {2, 2, 2},
    [KIND_share] = {0.05, 0.10, 0.05},
    [KIND_time] = {0.02, 0.02, 0.02},
    [KIND_speed] = {10, 10, 10},
    [KIND_gravity] = {0.1, 0.1, 0.1},
    [KIND_cm] = {1.5, 1.5, 1.5},
};

/* What a metric's unit says when no signal stands for it. */
static enum kind kind_of_unit(const char *unit)
{
    static const struct {
        const char *unit;
        enum kind kind;
    } rows[] = {{"deg", KIND_limb},        {"deg s-1", KIND_speed}, {"LL", KIND_position},
                {"TL", KIND_position},     {"FL", KIND_foot},       {"s", KIND_time},
                {"percent", KIND_percent}, {"g", KIND_gravity},     {"cm", KIND_cm},
                {"1", KIND_share}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        if (strcmp(rows[k].unit, unit) == 0)
            return rows[k].kind;
    return KIND_position;
}

static const enum kind kinds[] = {
#define X(name, unit, kind, title) KIND_##kind,
    HINGE_SIGNAL_LIST(X)
#undef X
};

static enum kind kind_of(const struct hinge_fault *fault)
{
    switch (fault->statistic) {
    case HINGE_STATISTIC_ONSET:
    case HINGE_STATISTIC_ONSET_LEAST:
        return KIND_time;
    case HINGE_STATISTIC_SHARE:
    case HINGE_STATISTIC_PLATEAU:
    case HINGE_STATISTIC_QUARTER:
        return KIND_share;
    case HINGE_STATISTIC_RATE:
        return KIND_speed;
    case HINGE_STATISTIC_METRIC:
        if (strcmp(fault->unit, "1") == 0 || fault->signal >= HINGE_SIGNAL_COUNT)
            return kind_of_unit(fault->unit);
        break;
    default:
        break;
    }
    return fault->signal < HINGE_SIGNAL_COUNT ? kinds[fault->signal] : KIND_position;
}

static int tier_index(const struct hinge_body *body, enum kind kind)
{
    /* a measured pelvis below a thorax that isn't: tier A margins (method 1.5); one
     * that a network or a model inferred is no better than keypoints */
    if (body->tier == 'A' ||
        (kind == KIND_spine && body->tier == 'C' && body->has_pelvis && !body->is_inferred))
        return 0;
    return body->tier == 'B' ? 1 : 2;
}

static double margin_at(const struct hinge_fault *fault, int tier, double rate_hz)
{
    enum kind kind = kind_of(fault);
    double margin = fault->margin[tier];
    if (isnan(margin)) {
        margin = standard[kind][tier];
        if (kind == KIND_time && 1 / rate_hz > margin)
            margin = 1 / rate_hz;
    }
    return fault->within ? margin / 2 : margin;
}

double hinge_fault_margin(const struct hinge_fault *fault, char tier)
{
    struct hinge_fault use = *fault;
    if (tier == 'C' && fault->has_fallback && kind_of(fault) == KIND_spine)
        use.signal = fault->fallback; /* tier C has no spine */
    return margin_at(&use, tier - 'A', 50);
}

double hinge_fault_margin_of(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                             double threshold, double least)
{
    const struct hinge_parameters *p = view->parameters;
    const struct hinge_body *body = view->body;
    double margin = fmax(least, margin_at(fault, tier_index(body, kind_of(fault)), body->rate_hz));
    if (fault->deep_margin) { /* skin over the pelvis slides in deep flexion */
        struct hinge_value depth = hinge_view_bottom(view, HINGE_SIGNAL_driver, true);
        if (depth.reason == HINGE_REASON_OK && depth.value > p->wink_deep)
            margin = fmax(margin, p->wink_deep_e);
    }
    /* or absent could not be reached */
    return fault->never_negative && margin >= threshold ? 0.8 * threshold : margin;
}

bool hinge_fault_of_spine(const struct hinge_fault *fault)
{
    bool two =
        fault->statistic >= HINGE_STATISTIC_SHARE && fault->statistic != HINGE_STATISTIC_RATE &&
        fault->statistic <= HINGE_STATISTIC_ONSET_LEAST && fault->statistic != HINGE_STATISTIC_DROP;
    bool feet = fault->signal == HINGE_SIGNAL_foot_yaw_l;
    return !feet && fault->signal < HINGE_SIGNAL_COUNT &&
           (kinds[fault->signal] == KIND_spine || (two && kinds[fault->over] == KIND_spine));
}

/* --- slow errors --- */

/* Of a share of L or H over `total` degrees of F; the other joint's part errs, too. A
 * family's validity is of angles and places: shares and lags take what is shown. */
static double slow_share(const struct hinge_fault *fault, const struct hinge_slow *slow,
                         double share, double total)
{
    bool hip = fault->signal == HINGE_SIGNAL_hip_flex;
    if (fault->over != HINGE_SIGNAL_total_flex || !(fabs(total) > 0) ||
        (!hip && fault->signal != HINGE_SIGNAL_lumbar_flex))
        return 0;
    double lumbar = fmin(1, fmax(0, hip ? 1 - share : share));
    return sqrt(2) * slow->shown *
           ((1 - lumbar) * slow->sd[HINGE_SIGNAL_lumbar_flex] +
            lumbar * slow->sd[HINGE_SIGNAL_hip_flex]) /
           fabs(total);
}

/* Of a metric: a change from standing by its signal, a share, or between two landmarks
 * and since standing by its unit. */
static double slow_metric(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                          double value)
{
    const double *sd = view->body->slow.sd;
    const struct hinge_reps *reps = view->reps;
    double lumbar_max = view->limits != NULL ? view->limits->lumbar_max_deg : 0;
    if (fault->signal >= HINGE_SIGNAL_COUNT) {
        double scale = strcmp(fault->unit, "LL") == 0   ? reps->leg_length
                       : strcmp(fault->unit, "FL") == 0 ? reps->foot_length
                       : strcmp(fault->unit, "TL") == 0 ? reps->trunk_length
                                                        : 0;
        return scale > 0 ? 2 * view->body->slow.landmark / scale : 0;
    }
    if (strcmp(fault->unit, hinge_signal_unit(fault->signal)) == 0)
        return sqrt(2) * sd[fault->signal];
    if (strcmp(fault->unit, "percent") == 0) /* of two maxima */
        return lumbar_max > 0 ? 200 * sd[fault->signal] / lumbar_max : 0;
    struct hinge_value total = hinge_view_excursion(view, HINGE_SIGNAL_total_flex, fault->phase);
    return total.reason == HINGE_REASON_OK
               ? slow_share(fault, &view->body->slow, value, total.value)
               : 0;
}

/* Of a lag, whose error by the noise of standing is `uncertainty`; slow errors move the
 * start of a change, too. */
static double slow_lag(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                       double uncertainty)
{
    const double *noise = view->reps->standing.noise_sd, *sd = view->body->slow.sd;
    double a = sd[fault->signal] / noise[fault->signal];
    double b = sd[fault->over] / noise[fault->over];
    return isfinite(a) && isfinite(b) ? sqrt(2) * view->body->slow.shown * uncertainty * fmax(a, b)
                                      : 0;
}

double hinge_fault_slow_error(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                              double value, double total, double uncertainty)
{
    const double *sd = view->body->slow.sd;
    enum hinge_phase phase =
        fault->window.parts & HINGE_WINDOW_ASCENT ? HINGE_PHASE_ASCENT : HINGE_PHASE_DESCENT;
    struct hinge_frames f = hinge_view_phase(view, phase);
    bool change =
        fault->relative == HINGE_RELATIVE_STANDING || fault->relative == HINGE_RELATIVE_START;
    switch (fault->statistic) {
    case HINGE_STATISTIC_MAX:
    case HINGE_STATISTIC_MIN:
    case HINGE_STATISTIC_MEAN:
    case HINGE_STATISTIC_MEDIAN:
    case HINGE_STATISTIC_END:
        return (change ? sqrt(2) : 1) * sd[fault->signal];
    case HINGE_STATISTIC_DROP:
    case HINGE_STATISTIC_EXCURSION:
        return sqrt(2) * sd[fault->signal];
    case HINGE_STATISTIC_RATE:
        return f.to > f.from
                   ? sqrt(2) * sd[fault->signal] * view->body->rate_hz / (double)(f.to - f.from)
                   : 0;
    case HINGE_STATISTIC_SHARE:
    case HINGE_STATISTIC_PLATEAU:
    case HINGE_STATISTIC_QUARTER:
        return slow_share(fault, &view->body->slow, value, total);
    case HINGE_STATISTIC_ONSET:
    case HINGE_STATISTIC_ONSET_LEAST:
        return slow_lag(fault, view, uncertainty);
    case HINGE_STATISTIC_METRIC:
        return slow_metric(fault, view, value);
    }
    return 0;
}
