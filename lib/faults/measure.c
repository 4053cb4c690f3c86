/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics of signals in windows: what severities are made of (SCIENCE 7.0). */
#include "faults/measure.h"

#include "metrics/parts/onset.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

static struct hinge_measured refused(enum hinge_reason reason)
{
    return (struct hinge_measured){hinge_value_refuse(reason), (double)NAN};
}

static struct hinge_measured found(const struct hinge_rep_view *view, double value,
                                   double frame)
{
    const struct hinge_body *body = view->body;
    return (struct hinge_measured){hinge_value_of(value),
                                   body->start_s + frame / body->rate_hz};
}

/* What is subtracted from the signal. START is the first frame of the phase that the
 * window begins with: a floor lift's own descent comes after its ascent. */
static struct hinge_value zero_of(const struct hinge_rep_view *view,
                                  enum hinge_signal signal,
                                  enum hinge_relative relative, unsigned parts)
{
    if (relative == HINGE_RELATIVE_STANDING)
        return hinge_view_standing(view, signal);
    if (relative == HINGE_RELATIVE_START) {
        bool lift =
            view->rep->floor && (parts & HINGE_WINDOW_REP) != HINGE_WINDOW_DESCENT;
        struct hinge_frames f =
            hinge_view_phase(view, lift ? HINGE_PHASE_ASCENT : HINGE_PHASE_DESCENT);
        if (f.reason != HINGE_REASON_OK)
            return hinge_value_refuse(f.reason);
        return hinge_value_of(view->body->signal[signal][f.from]);
    }
    return (struct hinge_value){0, HINGE_REASON_OK};
}

/* Excursion over a piece of the descent or ascent whose ends are interpolated where the
 * driver passes p0 and p1. x[0] is frame `first`. */
static struct hinge_value piece_excursion(const struct hinge_rep_view *view,
                                          const double *x, size_t first, size_t n,
                                          const struct hinge_window *window)
{
    enum hinge_phase phase =
        window->parts & HINGE_WINDOW_ASCENT ? HINGE_PHASE_ASCENT : HINGE_PHASE_DESCENT;
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    double from =
        window->p0 <= 0 ? (double)f.from : hinge_view_progress(view, phase, window->p0);
    double to =
        window->p1 >= 1 ? (double)f.to : hinge_view_progress(view, phase, window->p1);
    return hinge_value_of(hinge_value_at(x, n, to - (double)first) -
                          hinge_value_at(x, n, from - (double)first));
}

/* Excursion of a signal over the window, smoothed when the window is a part of a phase.
 */
static enum hinge_status window_excursion(const struct hinge_rep_view *view,
                                          enum hinge_signal signal,
                                          const struct hinge_window *window,
                                          struct hinge_value *value)
{
    const double *x = view->body->signal[signal];
    enum hinge_phase phase =
        window->parts & HINGE_WINDOW_ASCENT ? HINGE_PHASE_ASCENT : HINGE_PHASE_DESCENT;
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (x == NULL)
        f.reason = view->body->reason[signal];
    else if (f.reason == HINGE_REASON_OK)
        f.reason = hinge_view_gaps(view, signal, f);
    *value = hinge_value_refuse(f.reason);
    if (x != NULL && window->p0 <= 0 && window->p1 >= 1)
        *value = hinge_view_excursion(view, signal, phase);
    if (f.reason != HINGE_REASON_OK || (window->p0 <= 0 && window->p1 >= 1))
        return HINGE_OK;
    size_t n = (size_t)(f.to - f.from + 1);
    double *smooth = hinge_alloc(n, sizeof *smooth);
    if (smooth == NULL)
        return HINGE_NOMEM;
    hinge_moving_average(x, (size_t)f.from, (size_t)f.to, hinge_view_smoothing(view),
                         smooth);
    *value = piece_excursion(view, smooth, (size_t)f.from, n, window);
    free(smooth);
    return HINGE_OK;
}

static enum hinge_status share(const struct hinge_fault *fault,
                               const struct hinge_rep_view *view,
                               struct hinge_value *value)
{
    struct hinge_value a, b;
    enum hinge_status status =
        window_excursion(view, fault->signal, &fault->window, &a);
    if (status == HINGE_OK)
        status = window_excursion(view, fault->over, &fault->window, &b);
    if (status != HINGE_OK)
        return status;
    if (a.reason != HINGE_REASON_OK || b.reason != HINGE_REASON_OK)
        *value = hinge_value_refuse(a.reason != HINGE_REASON_OK ? a.reason : b.reason);
    else if (b.value == 0)
        *value = hinge_value_refuse(HINGE_REASON_ROM_SMALL);
    else
        *value = hinge_value_of(a.value / b.value);
    return HINGE_OK;
}

static struct hinge_value rate(const struct hinge_fault *fault,
                               const struct hinge_rep_view *view)
{
    enum hinge_phase phase = fault->window.parts & HINGE_WINDOW_ASCENT
                                 ? HINGE_PHASE_ASCENT
                                 : HINGE_PHASE_DESCENT;
    struct hinge_value rom = hinge_view_excursion(view, fault->signal, phase);
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (rom.reason != HINGE_REASON_OK)
        return rom;
    if (!hinge_view_fast_enough(view))
        return hinge_value_refuse(HINGE_REASON_FS_TOO_LOW);
    double seconds = (double)(f.to - f.from) / view->body->rate_hz;
    return hinge_value_of(fabs(rom.value) / seconds);
}

/* Largest fall below the running maximum since the descent began, counted from progress
 * p0 on. */
static enum hinge_status drop(const struct hinge_fault *fault,
                              const struct hinge_rep_view *view,
                              struct hinge_measured *measured)
{
    const double *x = view->body->signal[fault->signal];
    struct hinge_window whole = {fault->window.parts, 0, 1};
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    double from = hinge_view_progress(view, HINGE_PHASE_DESCENT, fault->window.p0);
    if (hinge_view_window(view, &whole, piece, &reason) > 0)
        reason = hinge_view_gaps(view, fault->signal, piece[0]);
    if (reason == HINGE_REASON_OK && isnan(from))
        reason = HINGE_REASON_GAP_IN_PHASE;
    *measured = refused(reason);
    if (reason != HINGE_REASON_OK)
        return HINGE_OK;
    size_t n = (size_t)(piece[0].to - piece[0].from + 1);
    double *smooth = hinge_alloc(n, sizeof *smooth), most = -INFINITY, fall = 0;
    double at = from;
    if (smooth == NULL)
        return HINGE_NOMEM;
    hinge_moving_average(x, (size_t)piece[0].from, (size_t)piece[0].to,
                         hinge_view_smoothing(view), smooth);
    for (size_t i = 0; i < n; i++) {
        double frame = (double)piece[0].from + (double)i;
        most = smooth[i] > most ? smooth[i] : most;
        if (frame >= from && most - smooth[i] > fall) {
            fall = most - smooth[i];
            at = frame;
        }
    }
    free(smooth);
    *measured = found(view, fall, at);
    return HINGE_OK;
}

static struct hinge_value onset(const struct hinge_fault *fault,
                                const struct hinge_rep_view *view)
{
    enum hinge_phase phase = fault->window.parts & HINGE_WINDOW_ASCENT
                                 ? HINGE_PHASE_ASCENT
                                 : HINGE_PHASE_DESCENT;
    return hinge_onset_lag(view, fault->over, fault->signal, phase);
}

/* Largest, smallest, mean, median or last value over the pieces of a window. */
static enum hinge_status over_window(const struct hinge_fault *fault,
                                     const struct hinge_rep_view *view,
                                     const struct hinge_frames *piece, int n,
                                     struct hinge_measured *measured)
{
    const double *x = view->body->signal[fault->signal];
    size_t total = 0, used = 0, best = 0;
    for (int k = 0; k < n; k++)
        total += (size_t)(piece[k].to - piece[k].from + 1);
    double *smooth = hinge_alloc(total, sizeof *smooth), result = (double)NAN;
    size_t width =
        fault->statistic <= HINGE_STATISTIC_MIN ? hinge_view_smoothing(view) : 1;
    enum hinge_status status = HINGE_OK;
    if (smooth == NULL)
        return HINGE_NOMEM;
    for (int k = 0; k < n; k++) {
        hinge_moving_average(x, (size_t)piece[k].from, (size_t)piece[k].to, width,
                             smooth + used);
        used += (size_t)(piece[k].to - piece[k].from + 1);
    }
    double direction = fault->statistic == HINGE_STATISTIC_MIN ? -1 : 1;
    for (size_t i = 1; i < total; i++)
        if (direction * smooth[i] > direction * smooth[best] || isnan(smooth[best]))
            best = i;
    if (fault->statistic <= HINGE_STATISTIC_MIN)
        result = smooth[best];
    else if (fault->statistic == HINGE_STATISTIC_MEAN)
        result = hinge_mean(smooth, total);
    else if (fault->statistic == HINGE_STATISTIC_END)
        result = smooth[total - 1];
    else
        status = hinge_median(smooth, total, &result);
    free(smooth);
    int k = 0;
    for (; k + 1 < n && best > (size_t)(piece[k].to - piece[k].from); k++)
        best -= (size_t)(piece[k].to - piece[k].from + 1);
    *measured = found(view, result, (double)piece[k].from + (double)best);
    return status;
}

static enum hinge_status plain(const struct hinge_fault *fault,
                               const struct hinge_rep_view *view,
                               struct hinge_measured *measured)
{
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    struct hinge_value zero =
        zero_of(view, fault->signal, fault->relative, fault->window.parts);
    int n = hinge_view_window(view, &fault->window, piece, &reason);
    for (int k = 0; k < n; k++)
        if (hinge_view_gaps(view, fault->signal, piece[k]) != HINGE_REASON_OK)
            reason = HINGE_REASON_GAP_IN_PHASE;
    if (zero.reason != HINGE_REASON_OK)
        reason = zero.reason;
    *measured = refused(reason);
    if (reason != HINGE_REASON_OK)
        return HINGE_OK;
    enum hinge_status status = over_window(fault, view, piece, n, measured);
    measured->value.value -= zero.value;
    return status;
}

enum hinge_status hinge_fault_measure(const struct hinge_fault *fault,
                                      const struct hinge_rep_view *view,
                                      const struct hinge_value *values,
                                      struct hinge_measured *measured)
{
    *measured = refused(HINGE_REASON_OK);
    if (fault->statistic == HINGE_STATISTIC_METRIC) {
        long metric = hinge_metric_find(fault->metric);
        measured->value =
            values[(size_t)metric * HINGE_PHASE_COUNT + (size_t)fault->phase];
        return HINGE_OK;
    }
    if (view->body->signal[fault->signal] == NULL) {
        *measured = refused(view->body->reason[fault->signal]);
        return HINGE_OK;
    }
    switch (fault->statistic) {
    case HINGE_STATISTIC_SHARE:
        return share(fault, view, &measured->value);
    case HINGE_STATISTIC_RATE:
        measured->value = rate(fault, view);
        return HINGE_OK;
    case HINGE_STATISTIC_DROP:
        return drop(fault, view, measured);
    case HINGE_STATISTIC_ONSET:
        measured->value = onset(fault, view);
        return HINGE_OK;
    case HINGE_STATISTIC_EXCURSION:
        return window_excursion(view, fault->signal, &fault->window, &measured->value);
    default:
        return plain(fault, view, measured);
    }
}
