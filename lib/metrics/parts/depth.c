/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals at a depth that was reached under every cue. */
#include "metrics/parts/depth.h"

#include "signal/signal.h"

#include <math.h>

struct hinge_value hinge_depth_passage(const struct hinge_rep_view *view)
{
    const double *driver = view->body->signal[HINGE_SIGNAL_driver];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    struct hinge_value zero = hinge_view_standing(view, HINGE_SIGNAL_driver);
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    if (zero.reason != HINGE_REASON_OK)
        return zero;
    if (view->limits == NULL || !(view->limits->matched_driver_deg > 0))
        return hinge_value_refuse(HINGE_REASON_NO_REFERENCE_TRIAL);
    double at =
        hinge_first_passage(driver, (size_t)f.from, (size_t)f.to,
                            view->limits->matched_driver_deg + zero.value, true);
    return isnan(at) ? hinge_value_refuse(HINGE_REASON_BIN_NOT_REACHED)
                     : hinge_value_of(at);
}

struct hinge_value hinge_depth_signal(const struct hinge_rep_view *view,
                                      enum hinge_signal signal, double frame)
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

struct hinge_value hinge_depth_change(const struct hinge_rep_view *view,
                                      enum hinge_signal signal, double frame)
{
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    struct hinge_value now = hinge_depth_signal(view, signal, frame);
    struct hinge_value start =
        hinge_view_phase_end(view, signal, HINGE_PHASE_DESCENT, true);
    if (now.reason != HINGE_REASON_OK)
        return now;
    enum hinge_reason gaps = hinge_view_gaps(view, signal, f);
    return gaps != HINGE_REASON_OK ? hinge_value_refuse(gaps)
                                   : hinge_value_of(now.value - start.value);
}
