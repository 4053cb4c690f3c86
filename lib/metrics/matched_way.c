/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens on the way down to matched depth (method 8.2): the outcomes of cues
 * that are more than a posture there. */
#include "metrics/metric.h"
#include "metrics/parts/depth.h"
#include "metrics/parts/excursion_ratio.h"

#include "signal/signal.h"

#include <math.h>

enum {
    HALF,
    EARLY,
    LATE,
    VALGUS,
    SPEED,
    SOFT,
    NECK,
    STACK,
    THORACIC,
    ARCH,
    CHIN,
    LOOK_UP,
    METRICS
};

#define ROW(k, name, unit, title, digits)                                                          \
    [k] = {"matched_" name, unit, title, "definition", digits, HINGE_IN_DESCENT, "mean"}
static const struct hinge_metric metrics[METRICS] = {
    ROW(HALF, "half_lean_travel", "1",
        "share of the hip travel done at half the trunk's lean, to matched depth", 3),
    ROW(EARLY, "rounding_early", "1",
        "lumbar share over the first 30 % of the way to matched depth", 3),
    ROW(LATE, "rounding_late", "1",
        "lumbar share over the last quarter of the way to matched depth", 3),
    ROW(VALGUS, "knee_valgus", "1", "knee to ankle distance lost against standing at matched depth",
        3),
    ROW(SPEED, "mean_velocity_deg_s", "deg s-1", "mean speed of the driver down to matched depth",
        1),
    ROW(SOFT, "soft_knees", "1", "1 where the knees bend by 10 to 30 deg at matched depth", 0),
    ROW(NECK, "neck_flex_size_deg", "deg",
        "largest bending of the neck either way, to matched depth", 1),
    ROW(STACK, "stack_loss", "deg", "largest arching of thorax on pelvis, to matched depth", 1),
    ROW(THORACIC, "thoracic_rounding", "deg",
        "largest rounding of the upper back, to matched depth", 1),
    ROW(ARCH, "lumbar_overextension", "deg", "largest arching of the lower back, to matched depth",
        1),
    ROW(CHIN, "chin_tuck", "deg", "largest flexion of the neck, to matched depth", 1),
    ROW(LOOK_UP, "head_up", "deg", "largest extension of the neck, to matched depth", 1),
};

/* Where the hips hardly travel, their share means nothing (method 6.8). */
static const double LEAST_TRAVEL_LL = 0.03, HALF_LEAN = 0.5;
static const double SOFT_DEG[2] = {10, 30};
/* Parts of the way and the least total flexion in them (method 7.1). */
static const double EARLY_PART[2] = {0, 0.30}, EARLY_LEAST_DEG = 10;
static const double LATE_PART[2] = {0.75, 1}, LATE_LEAST_DEG = 8;

/* Change of a signal between two frames of the descent, under the average of shares
 * (share.w). */
static struct hinge_value between(const struct hinge_rep_view *view, enum hinge_signal signal,
                                  double from, double to)
{
    const double *x = view->body->signal[signal];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    double *smooth = view->reps->scratch;
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    size_t n = (size_t)(f.to - f.from + 1);
    hinge_moving_average(x, (size_t)f.from, (size_t)f.to,
                         hinge_view_width(view, view->parameters->share_w), smooth);
    double a = hinge_value_at(smooth, n, from - (double)f.from);
    double b = hinge_value_at(smooth, n, to - (double)f.from);
    return isnan(b - a) ? hinge_value_refuse(HINGE_REASON_GAP_IN_PHASE) : hinge_value_of(b - a);
}

/* Lumbar share over a part of the way down. */
static struct hinge_value rounding(const struct hinge_rep_view *view, double at,
                                   const double part[2], double least)
{
    double from = hinge_depth_part(view, part[0], at);
    double to = hinge_depth_part(view, part[1], at);
    struct hinge_value lumbar = between(view, HINGE_SIGNAL_lumbar_flex, from, to);
    struct hinge_value total = between(view, HINGE_SIGNAL_total_flex, from, to);
    if (lumbar.reason != HINGE_REASON_OK || total.reason != HINGE_REASON_OK)
        return lumbar.reason != HINGE_REASON_OK ? lumbar : total;
    return hinge_ratio(lumbar.value, total.value, least, HINGE_REASON_ROM_SMALL);
}

static struct hinge_value half_lean(const struct hinge_rep_view *view, double at)
{
    const double *lean = view->body->signal[HINGE_SIGNAL_trunk_incl];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    struct hinge_value end = hinge_depth_change(view, HINGE_SIGNAL_hip_posterior, at);
    if (end.reason != HINGE_REASON_OK)
        return end;
    if (lean == NULL)
        return hinge_value_refuse(view->body->reason[HINGE_SIGNAL_trunk_incl]);
    double start = lean[f.from];
    double change = hinge_value_at(lean, view->body->n, at) - start;
    double half = hinge_first_passage(lean, (size_t)f.from, (size_t)f.to,
                                      start + HALF_LEAN * change, change > 0);
    if (isnan(half))
        return hinge_value_refuse(HINGE_REASON_BIN_NOT_REACHED);
    struct hinge_value then = hinge_depth_change(view, HINGE_SIGNAL_hip_posterior, half);
    return then.reason != HINGE_REASON_OK
               ? then
               : hinge_ratio(then.value, end.value, LEAST_TRAVEL_LL, HINGE_REASON_DEN_SMALL);
}

static struct hinge_value valgus(const struct hinge_rep_view *view, double at)
{
    struct hinge_value gap = hinge_depth_signal(view, HINGE_SIGNAL_knee_gap, at);
    struct hinge_value standing = hinge_view_standing(view, HINGE_SIGNAL_knee_gap);
    if (gap.reason != HINGE_REASON_OK || standing.reason != HINGE_REASON_OK)
        return gap.reason != HINGE_REASON_OK ? gap : standing;
    return hinge_value_of(1 - gap.value / standing.value);
}

static struct hinge_value speed(const struct hinge_rep_view *view, double at)
{
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    const double *driver = view->body->signal[HINGE_SIGNAL_driver];
    double took_s = (at - (double)f.from) / view->body->rate_hz;
    if (!hinge_view_fast_enough(view))
        return hinge_value_refuse(HINGE_REASON_FS_TOO_LOW);
    if (!(took_s > 0))
        return hinge_value_refuse(HINGE_REASON_PHASE_TOO_SHORT);
    return hinge_value_of((hinge_value_at(driver, view->body->n, at) - driver[f.from]) / took_s);
}

static struct hinge_value soft(const struct hinge_rep_view *view, double at)
{
    struct hinge_value knee = hinge_depth_change(view, HINGE_SIGNAL_knee_flex, at);
    if (knee.reason == HINGE_REASON_OK)
        knee.value = knee.value >= SOFT_DEG[0] && knee.value <= SOFT_DEG[1];
    return knee;
}

static enum hinge_status compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    bool isb = view->body->signal[HINGE_SIGNAL_lumbar_isb] != NULL;
    const struct {
        int metric;
        enum hinge_signal signal;
        int sign;
    } most[] = {{NECK, HINGE_SIGNAL_neck_flex, 0},
                {STACK, isb ? HINGE_SIGNAL_lumbar_isb : HINGE_SIGNAL_lumbar_flex, -1},
                {THORACIC, HINGE_SIGNAL_thoracic_curv, 1},
                {ARCH, HINGE_SIGNAL_lumbar_flex, -1},
                {CHIN, HINGE_SIGNAL_neck_flex, 1},
                {LOOK_UP, HINGE_SIGNAL_neck_flex, -1}};
    struct hinge_value v[METRICS], at = hinge_depth_passage(view);
    for (int m = 0; m < METRICS; m++)
        v[m] = hinge_value_refuse(at.reason);
    if (at.reason == HINGE_REASON_OK) {
        v[HALF] = half_lean(view, at.value);
        v[EARLY] = rounding(view, at.value, EARLY_PART, EARLY_LEAST_DEG);
        v[LATE] = rounding(view, at.value, LATE_PART, LATE_LEAST_DEG);
        v[VALGUS] = valgus(view, at.value);
        v[SPEED] = speed(view, at.value);
        v[SOFT] = soft(view, at.value);
        for (size_t k = 0; k < sizeof most / sizeof *most; k++)
            v[most[k].metric] = hinge_depth_largest(view, most[k].signal, most[k].sign, at.value);
        if (view->body->tier != 'A' && v[STACK].reason == HINGE_REASON_OK)
            v[STACK] = hinge_value_refuse(HINGE_REASON_TIER_TOO_LOW);
    }
    for (int m = 0; m < METRICS; m++)
        out[(size_t)m * HINGE_PHASE_COUNT + HINGE_PHASE_DESCENT] = v[m];
    return HINGE_OK;
}

const struct hinge_metric_family hinge_metric_family_matched_way = {
    .id = "matched_way",
    .title = "On the way to matched depth",
    .details = "Outcomes of cues that are not a posture, over the descent down to "
               "`matched_driver_deg`: severities of faults, without threshold or gate, "
               "from the start of the descent. Shares are of signals under `share.w`, "
               "largest changes under the average of any maximum. Outcomes of the ascent, "
               "of the setup and of EMG have no value at matched depth.",
    .metric = metrics,
    .n = METRICS,
    .compute = compute};
