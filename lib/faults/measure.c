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
static struct hinge_value window_excursion(const struct hinge_rep_view *view,
                                           enum hinge_signal signal,
                                           const struct hinge_window *window)
{
    const double *x = view->body->signal[signal];
    enum hinge_phase phase =
        window->parts & HINGE_WINDOW_ASCENT ? HINGE_PHASE_ASCENT : HINGE_PHASE_DESCENT;
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    if (window->p0 <= 0 && window->p1 >= 1)
        return hinge_view_excursion(view, signal, phase);
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (f.reason == HINGE_REASON_OK)
        f.reason = hinge_view_gaps(view, signal, f);
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    size_t n = (size_t)(f.to - f.from + 1);
    double *smooth = hinge_alloc(n, sizeof *smooth);
    if (smooth == NULL)
        return hinge_value_refuse(HINGE_REASON_GAP_IN_PHASE);
    hinge_moving_average(x, (size_t)f.from, (size_t)f.to, hinge_view_smoothing(view),
                         smooth);
    struct hinge_value value = piece_excursion(view, smooth, (size_t)f.from, n, window);
    free(smooth);
    return value;
}

static struct hinge_measured share(const struct hinge_fault *fault,
                                   const struct hinge_rep_view *view)
{
    struct hinge_value a = window_excursion(view, fault->signal, &fault->window);
    struct hinge_value b = window_excursion(view, fault->over, &fault->window);
    if (a.reason != HINGE_REASON_OK || b.reason != HINGE_REASON_OK)
        return refused(a.reason != HINGE_REASON_OK ? a.reason : b.reason);
    if (b.value == 0)
        return refused(HINGE_REASON_ROM_SMALL);
    return (struct hinge_measured){hinge_value_of(a.value / b.value), (double)NAN};
}

static struct hinge_measured rate(const struct hinge_fault *fault,
                                  const struct hinge_rep_view *view)
{
    enum hinge_phase phase = fault->window.parts & HINGE_WINDOW_ASCENT
                                 ? HINGE_PHASE_ASCENT
                                 : HINGE_PHASE_DESCENT;
    struct hinge_value rom = hinge_view_excursion(view, fault->signal, phase);
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (rom.reason != HINGE_REASON_OK)
        return refused(rom.reason);
    if (!hinge_view_fast_enough(view))
        return refused(HINGE_REASON_FS_TOO_LOW);
    double seconds = (double)(f.to - f.from) / view->body->rate_hz;
    return (struct hinge_measured){hinge_value_of(fabs(rom.value) / seconds),
                                   (double)NAN};
}

/* Largest fall below the running maximum since the descent began, counted from progress
 * p0 on. */
static struct hinge_measured drop(const struct hinge_fault *fault,
                                  const struct hinge_rep_view *view)
{
    const double *x = view->body->signal[fault->signal];
    struct hinge_window whole = {fault->window.parts, 0, 1};
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    double from = hinge_view_progress(view, HINGE_PHASE_DESCENT, fault->window.p0);
    if (hinge_view_window(view, &whole, piece, &reason) == 0)
        return refused(reason);
    reason = hinge_view_gaps(view, fault->signal, piece[0]);
    if (reason != HINGE_REASON_OK || isnan(from))
        return refused(reason != HINGE_REASON_OK ? reason : HINGE_REASON_GAP_IN_PHASE);
    size_t n = (size_t)(piece[0].to - piece[0].from + 1);
    double *smooth = hinge_alloc(n, sizeof *smooth), most = -INFINITY, fall = 0;
    double at = from;
    if (smooth == NULL)
        return refused(HINGE_REASON_GAP_IN_PHASE);
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
    return found(view, fall, at);
}

static struct hinge_measured onset(const struct hinge_fault *fault,
                                   const struct hinge_rep_view *view)
{
    enum hinge_phase phase = fault->window.parts & HINGE_WINDOW_ASCENT
                                 ? HINGE_PHASE_ASCENT
                                 : HINGE_PHASE_DESCENT;
    return (struct hinge_measured){
        hinge_onset_lag(view, fault->over, fault->signal, phase), (double)NAN};
}

/* Largest, smallest, mean, median or last value over the pieces of a window. */
static struct hinge_measured over_window(const struct hinge_fault *fault,
                                         const struct hinge_rep_view *view,
                                         const struct hinge_frames *piece, int n)
{
    const double *x = view->body->signal[fault->signal];
    size_t total = 0, used = 0, best = 0;
    for (int k = 0; k < n; k++)
        total += (size_t)(piece[k].to - piece[k].from + 1);
    double *smooth = hinge_alloc(total, sizeof *smooth), result = (double)NAN;
    size_t width =
        fault->statistic <= HINGE_STATISTIC_MIN ? hinge_view_smoothing(view) : 1;
    if (smooth == NULL)
        return refused(HINGE_REASON_GAP_IN_PHASE);
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
    else if (hinge_median(smooth, total, &result) != HINGE_OK)
        result = (double)NAN;
    free(smooth);
    int k = 0;
    for (; k + 1 < n && best > (size_t)(piece[k].to - piece[k].from); k++)
        best -= (size_t)(piece[k].to - piece[k].from + 1);
    return found(view, result, (double)piece[k].from + (double)best);
}

static struct hinge_measured plain(const struct hinge_fault *fault,
                                   const struct hinge_rep_view *view)
{
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    struct hinge_value zero =
        zero_of(view, fault->signal, fault->relative, fault->window.parts);
    if (zero.reason != HINGE_REASON_OK)
        return refused(zero.reason);
    int n = hinge_view_window(view, &fault->window, piece, &reason);
    if (n == 0)
        return refused(reason);
    for (int k = 0; k < n; k++)
        if (hinge_view_gaps(view, fault->signal, piece[k]) != HINGE_REASON_OK)
            return refused(HINGE_REASON_GAP_IN_PHASE);
    struct hinge_measured m = over_window(fault, view, piece, n);
    m.value.value -= zero.value;
    return m;
}

struct hinge_measured hinge_fault_measure(const struct hinge_fault *fault,
                                          const struct hinge_rep_view *view,
                                          const struct hinge_value *values)
{
    if (fault->statistic == HINGE_STATISTIC_METRIC) {
        long metric = hinge_metric_find(fault->metric);
        return (struct hinge_measured){
            values[(size_t)metric * HINGE_PHASE_COUNT + (size_t)fault->phase],
            (double)NAN};
    }
    if (view->body->signal[fault->signal] == NULL)
        return refused(view->body->reason[fault->signal]);
    switch (fault->statistic) {
    case HINGE_STATISTIC_SHARE:
        return share(fault, view);
    case HINGE_STATISTIC_RATE:
        return rate(fault, view);
    case HINGE_STATISTIC_DROP:
        return drop(fault, view);
    case HINGE_STATISTIC_ONSET:
        return onset(fault, view);
    case HINGE_STATISTIC_EXCURSION:
        return (struct hinge_measured){
            window_excursion(view, fault->signal, &fault->window), (double)NAN};
    default:
        return plain(fault, view);
    }
}
