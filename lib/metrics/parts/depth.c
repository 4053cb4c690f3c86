/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals at a depth that was reached under every cue. */
#include "metrics/parts/depth.h"

#include "signal/signal.h"

#include <math.h>

/* The depth over a descent, from its first frame; of L + H under the average that any
 * crossing of it is taken under (method 6.2), in the scratch of the repetitions. */
static const double *depth_over(const struct hinge_rep_view *view, struct hinge_frames f)
{
    enum hinge_signal depth = hinge_view_depth(view->body);
    const double *x = view->body->signal[depth];
    double *smooth = view->reps->scratch;
    if (depth == HINGE_SIGNAL_driver)
        return x + f.from;
    hinge_moving_average(x, (size_t)f.from, (size_t)f.to, hinge_view_smoothing(view), smooth);
    return smooth;
}

/* Frame of the descent where the depth first reaches a level, NaN: nowhere. */
static double passage(const double *depth, struct hinge_frames f, double level, bool rising)
{
    return (double)f.from + hinge_first_passage(depth, 0, (size_t)(f.to - f.from), level, rising);
}

struct hinge_value hinge_depth_passage(const struct hinge_rep_view *view)
{
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    struct hinge_value zero = hinge_view_standing(view, hinge_view_depth(view->body));
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    if (zero.reason != HINGE_REASON_OK)
        return zero;
    if (view->limits == NULL || !(view->limits->matched_driver_deg > 0))
        return hinge_value_refuse(HINGE_REASON_NO_REFERENCE_TRIAL);
    double at =
        passage(depth_over(view, f), f, view->limits->matched_driver_deg + zero.value, true);
    return isnan(at) ? hinge_value_refuse(HINGE_REASON_BIN_NOT_REACHED) : hinge_value_of(at);
}

double hinge_depth_part(const struct hinge_rep_view *view, double share, double frame)
{
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    const double *depth = depth_over(view, f);
    double start = depth[0], n = (double)(f.to - f.from) + 1;
    double end = hinge_value_at(depth, (size_t)n, frame - (double)f.from);
    return share <= 0   ? (double)f.from
           : share >= 1 ? frame
                        : passage(depth, f, start + share * (end - start), end > start);
}

struct hinge_value hinge_depth_signal(const struct hinge_rep_view *view, enum hinge_signal signal,
                                      double frame)
{
    const double *x = view->body->signal[signal];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    long half = (long)(hinge_view_smoothing(view) / 2), low = (long)floor(frame);
    long room = low - f.from < f.to - low - 1 ? low - f.from : f.to - low - 1;
    half = room < half ? room : half;
    if (half < 1)
        return hinge_value_of(hinge_value_at(x, view->body->n, frame));
    double a = hinge_mean(x + low - half, (size_t)(2 * half + 1));
    double b = hinge_mean(x + low + 1 - half, (size_t)(2 * half + 1));
    return hinge_value_of(a + (frame - (double)low) * (b - a));
}

struct hinge_value hinge_depth_change(const struct hinge_rep_view *view, enum hinge_signal signal,
                                      double frame)
{
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    struct hinge_value now = hinge_depth_signal(view, signal, frame);
    struct hinge_value start = hinge_view_phase_end(view, signal, HINGE_PHASE_DESCENT, true);
    if (now.reason != HINGE_REASON_OK)
        return now;
    enum hinge_reason gaps = hinge_view_gaps(view, signal, f);
    return gaps != HINGE_REASON_OK ? hinge_value_refuse(gaps)
                                   : hinge_value_of(now.value - start.value);
}

struct hinge_value hinge_depth_largest(const struct hinge_rep_view *view, enum hinge_signal signal,
                                       int sign, double frame)
{
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    struct hinge_value most = hinge_depth_change(view, signal, frame);
    double *smooth = view->reps->scratch;
    if (most.reason != HINGE_REASON_OK)
        return most;
    double start = hinge_view_phase_end(view, signal, HINGE_PHASE_DESCENT, true).value;
    hinge_moving_average(view->body->signal[signal], (size_t)f.from, (size_t)f.to,
                         hinge_view_smoothing(view), smooth);
    most.value = sign == 0 ? fabs(most.value) : sign * most.value;
    for (long i = f.from; (double)i <= frame; i++) {
        double change = smooth[i - f.from] - start;
        most.value = fmax(most.value, sign == 0 ? fabs(change) : sign * change);
    }
    return most;
}
