/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of knees and trunk on the way up (method 7.3). */
#include "metrics/metric.h"

#include "signal/signal.h"

#include <math.h>

enum { EXTENSION, EARLY };

static const struct hinge_metric metrics[] = {
    [EXTENSION] = {"knee_extension_deg", "deg",
                   "knee extension from 0.3 s before the ascent to its end", "definition", 1,
                   HINGE_IN_ASCENT, "mean"},
    [EARLY] = {"knee_share_early", "1",
               "share of it done when the trunk has done a quarter of its way", "definition", 3,
               HINGE_IN_ASCENT, "mean"},
};

/* The knees may move before the trunk does. */
static const double LEAD_S = 0.3;

/* Mean of a signal over excursion.w_s around a frame. */
static double around(const struct hinge_rep_view *view, enum hinge_signal signal, long frame)
{
    long half = lround(view->parameters->excursion_w_s / 2 * view->body->rate_hz);
    long last = (long)view->body->n - 1;
    long from = frame > half ? frame - half : 0;
    long to = frame + half < last ? frame + half : last;
    return hinge_mean(view->body->signal[signal] + from, (size_t)(to - from + 1));
}

static enum hinge_status compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    const double *knee = view->body->signal[HINGE_SIGNAL_knee_flex];
    const double *trunk = view->body->signal[HINGE_SIGNAL_trunk_thigh];
    struct hinge_value *extension = &out[EXTENSION * HINGE_PHASE_COUNT + HINGE_PHASE_ASCENT];
    struct hinge_value *early = &out[EARLY * HINGE_PHASE_COUNT + HINGE_PHASE_ASCENT];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_ASCENT);
    if (knee == NULL || trunk == NULL)
        f.reason =
            view->body->reason[knee == NULL ? HINGE_SIGNAL_knee_flex : HINGE_SIGNAL_trunk_thigh];
    *extension = *early = hinge_value_refuse(f.reason);
    if (f.reason != HINGE_REASON_OK)
        return HINGE_OK;
    long before = f.from - lround(LEAD_S * view->body->rate_hz);
    double start = around(view, HINGE_SIGNAL_knee_flex, before < 0 ? 0 : before);
    double end =
        hinge_view_phase_end(view, HINGE_SIGNAL_knee_flex, HINGE_PHASE_ASCENT, false).value;
    struct hinge_value rise =
        hinge_view_excursion(view, HINGE_SIGNAL_trunk_thigh, HINGE_PHASE_ASCENT);
    *extension = hinge_value_of(start - end);
    *early = rise;
    if (rise.reason != HINGE_REASON_OK)
        return HINGE_OK;
    double level =
        hinge_view_phase_end(view, HINGE_SIGNAL_trunk_thigh, HINGE_PHASE_ASCENT, true).value +
        rise.value / 4;
    double at = hinge_first_passage(trunk, (size_t)f.from, (size_t)f.to, level, rise.value > 0);
    *early = fabs(start - end) > 0
                 ? hinge_value_of((start - hinge_value_at(knee, view->body->n, at)) / (start - end))
                 : hinge_value_refuse(HINGE_REASON_ROM_SMALL);
    return HINGE_OK;
}

const struct hinge_metric_family hinge_metric_family_lift = {
    .id = "lift",
    .title = "Knees against trunk on the way up",
    .details = "In a lift the knees may straighten before the trunk rises. "
               "`knee_share_early` is the share of knee extension reached when the "
               "trunk-thigh angle has reached a quarter of its way.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics,
    .compute = compute};
