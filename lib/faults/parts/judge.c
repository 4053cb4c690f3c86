/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One fault row on one repetition: gates, statistic, threshold, margin, state (SCIENCE 7.0).
 */
#include "faults/fault.h"

#include "base/number.h"
#include "base/text.h"
#include "metrics/parts/onset.h"
#include "signal/signal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *hinge_fault_state_name(int state)
{
    static const char *const names[] = {"absent", "below", "above", "present"};
    return state >= 0 && state < 4 ? names[state] : "refused";
}

int hinge_fault_state(double severity, double threshold, double margin)
{
    if (severity <= threshold - margin)
        return HINGE_FAULT_ABSENT;
    if (severity <= threshold)
        return HINGE_FAULT_BELOW;
    return severity < threshold + margin ? HINGE_FAULT_ABOVE : HINGE_FAULT_PRESENT;
}

/* --- margins by kind of quantity --- */

enum kind { KIND_spine, KIND_limb, KIND_position, KIND_percent, KIND_share, KIND_time };

static enum kind kind_of(const struct hinge_fault *fault)
{
    static const enum kind kinds[] = {
#define X(name, unit, kind, title) KIND_##kind,
        HINGE_SIGNAL_LIST(X)
#undef X
    };
    if (fault->statistic == HINGE_STATISTIC_ONSET)
        return KIND_time;
    bool ratio = fault->statistic == HINGE_STATISTIC_SHARE ||
                 (fault->statistic == HINGE_STATISTIC_METRIC &&
                  strcmp(fault->unit, "1") == 0);
    if (ratio || fault->signal >= HINGE_SIGNAL_COUNT)
        return KIND_share;
    return kinds[fault->signal];
}

static int tier_index(const struct hinge_body *body, enum kind kind)
{
    /* a measured pelvis below a thorax that isn't: tier A margins (SCIENCE 1.5) */
    if (body->tier == 'A' || (kind == KIND_spine && body->tier == 'C' && body->has_pelvis))
        return 0;
    return body->tier == 'B' ? 1 : 2;
}

static double margin_of(const struct hinge_fault *fault, const struct hinge_body *body)
{
    static const double standard[][3] = {
        [KIND_spine] = {4, 8, 8},          [KIND_limb] = {3, 5, 5},
        [KIND_position] = {0.01, 0.02, 0.02}, [KIND_percent] = {2, 4, 4},
        [KIND_share] = {0.05, 0.10, 0.05}, [KIND_time] = {0.02, 0.02, 0.02}};
    enum kind kind = kind_of(fault);
    int tier = tier_index(body, kind);
    double margin = fault->margin[tier];
    if (isnan(margin)) {
        margin = standard[kind][tier];
        if (kind == KIND_time && 1 / body->rate_hz > margin)
            margin = 1 / body->rate_hz;
    }
    return fault->within ? margin / 2 : margin;
}

/* --- thresholds by task and cue --- */

static bool listed(const char *list, const char *name, char separator)
{
    size_t length = strlen(name);
    for (const char *p = list; *p != '\0';) {
        const char *end = strchr(p, separator);
        size_t n = end != NULL ? (size_t)(end - p) : strlen(p);
        if (n == length && strncmp(p, name, n) == 0)
            return true;
        p += n + (end != NULL);
    }
    return false;
}

static bool exception_applies(const struct hinge_rep_view *view, const char *when,
                              size_t length)
{
    char name[64];
    if (length >= sizeof name)
        return false;
    memcpy(name, when, length);
    name[length] = '\0';
    if (strcmp(name, "daily") == 0)
        return view->task->daily;
    if (strncmp(name, "task:", 5) == 0)
        return strcmp(view->task->id, name + 5) == 0;
    if (strncmp(name, "cue:", 4) == 0)
        return view->info != NULL && listed(view->info->cue, name + 4, '+');
    return false;
}

/* The threshold for this task and cue; false when the fault does not apply. */
static bool threshold_of(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                         double *threshold)
{
    const char *p = fault->exceptions != NULL ? fault->exceptions : "";
    *threshold = fault->threshold;
    if (strcmp(view->task->not_applicable, "*") == 0 ||
        listed(view->task->not_applicable, fault->id, ' '))
        return false;
    if (strcmp(p, "knee") == 0) { /* the task table holds the knee threshold */
        if (view->task->knee_threshold_deg != 30)
            *threshold = view->task->knee_threshold_deg;
        return !isnan(*threshold);
    }
    while (*p != '\0') {
        size_t length = strcspn(p, " "), equal = strcspn(p, "=");
        if (equal < length && exception_applies(view, p, equal)) {
            double value;
            if (hinge_number_parse(p + equal + 1, length - equal - 1, '.', &value, NULL) !=
                HINGE_NUMBER_VALUE)
                return false;
            *threshold = value;
        }
        p += length + (p[length] == ' ');
    }
    return true;
}

/* --- the statistic --- */

struct measured {
    struct hinge_value value;
    double time_s;
};

static struct measured refused(enum hinge_reason reason)
{
    return (struct measured){hinge_value_refuse(reason), (double)NAN};
}

static struct measured found(const struct hinge_rep_view *view, double value, double frame)
{
    const struct hinge_body *body = view->body;
    return (struct measured){hinge_value_of(value), body->start_s + frame / body->rate_hz};
}

/* What is subtracted from the signal. */
static struct hinge_value zero_of(const struct hinge_rep_view *view, enum hinge_signal signal,
                                  enum hinge_relative relative)
{
    if (relative == HINGE_RELATIVE_STANDING)
        return hinge_view_standing(view, signal);
    if (relative == HINGE_RELATIVE_START) {
        struct hinge_frames f = hinge_view_phase(
            view, view->rep->floor ? HINGE_PHASE_ASCENT : HINGE_PHASE_DESCENT);
        if (f.reason != HINGE_REASON_OK)
            return hinge_value_refuse(f.reason);
        return hinge_value_of(view->body->signal[signal][f.from]);
    }
    return (struct hinge_value){0, HINGE_REASON_OK};
}

/* Excursion over a piece of the descent or ascent whose ends are interpolated where the
 * driver passes p0 and p1. x[0] is frame `first`. */
static struct hinge_value piece_excursion(const struct hinge_rep_view *view, const double *x,
                                          size_t first, size_t n,
                                          const struct hinge_window *window)
{
    enum hinge_phase phase = window->parts & HINGE_WINDOW_ASCENT ? HINGE_PHASE_ASCENT
                                                                 : HINGE_PHASE_DESCENT;
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    double from = window->p0 <= 0 ? (double)f.from
                                  : hinge_view_progress(view, phase, window->p0);
    double to = window->p1 >= 1 ? (double)f.to
                                : hinge_view_progress(view, phase, window->p1);
    return hinge_value_of(hinge_value_at(x, n, to - (double)first) -
                          hinge_value_at(x, n, from - (double)first));
}

/* Excursion of a signal over the window, smoothed when the window is a part of a phase. */
static struct hinge_value window_excursion(const struct hinge_rep_view *view,
                                           enum hinge_signal signal,
                                           const struct hinge_window *window)
{
    const double *x = view->body->signal[signal];
    enum hinge_phase phase = window->parts & HINGE_WINDOW_ASCENT ? HINGE_PHASE_ASCENT
                                                                 : HINGE_PHASE_DESCENT;
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
    hinge_moving_average(x, (size_t)f.from, (size_t)f.to, hinge_view_smoothing(view), smooth);
    struct hinge_value value = piece_excursion(view, smooth, (size_t)f.from, n, window);
    free(smooth);
    return value;
}

static struct measured share(const struct hinge_fault *fault,
                             const struct hinge_rep_view *view)
{
    struct hinge_value a = window_excursion(view, fault->signal, &fault->window);
    struct hinge_value b = window_excursion(view, fault->over, &fault->window);
    if (a.reason != HINGE_REASON_OK || b.reason != HINGE_REASON_OK)
        return refused(a.reason != HINGE_REASON_OK ? a.reason : b.reason);
    if (b.value == 0)
        return refused(HINGE_REASON_ROM_SMALL);
    return (struct measured){hinge_value_of(a.value / b.value), (double)NAN};
}

static struct measured rate(const struct hinge_fault *fault,
                            const struct hinge_rep_view *view)
{
    enum hinge_phase phase = fault->window.parts & HINGE_WINDOW_ASCENT ? HINGE_PHASE_ASCENT
                                                                       : HINGE_PHASE_DESCENT;
    struct hinge_value rom = hinge_view_excursion(view, fault->signal, phase);
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (rom.reason != HINGE_REASON_OK)
        return refused(rom.reason);
    double seconds = (double)(f.to - f.from) / view->body->rate_hz;
    return (struct measured){hinge_value_of(fabs(rom.value) / seconds), (double)NAN};
}

/* Largest fall below the running maximum since the descent began, counted from progress p0
 * on. */
static struct measured drop(const struct hinge_fault *fault,
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

static struct measured onset(const struct hinge_fault *fault,
                             const struct hinge_rep_view *view)
{
    enum hinge_phase phase = fault->window.parts & HINGE_WINDOW_ASCENT ? HINGE_PHASE_ASCENT
                                                                       : HINGE_PHASE_DESCENT;
    return (struct measured){hinge_onset_lag(view, fault->over, fault->signal, phase),
                             (double)NAN};
}

/* Largest, smallest, mean, median or last value over the pieces of a window. */
static struct measured over_window(const struct hinge_fault *fault,
                                   const struct hinge_rep_view *view,
                                   const struct hinge_frames *piece, int n)
{
    const double *x = view->body->signal[fault->signal];
    size_t total = 0, used = 0, best = 0;
    for (int k = 0; k < n; k++)
        total += (size_t)(piece[k].to - piece[k].from + 1);
    double *smooth = hinge_alloc(total, sizeof *smooth), result = (double)NAN;
    size_t width = fault->statistic <= HINGE_STATISTIC_MIN ? hinge_view_smoothing(view) : 1;
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

static struct measured plain(const struct hinge_fault *fault,
                             const struct hinge_rep_view *view)
{
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    struct hinge_value zero = zero_of(view, fault->signal, fault->relative);
    if (zero.reason != HINGE_REASON_OK)
        return refused(zero.reason);
    int n = hinge_view_window(view, &fault->window, piece, &reason);
    if (n == 0)
        return refused(reason);
    for (int k = 0; k < n; k++)
        if (hinge_view_gaps(view, fault->signal, piece[k]) != HINGE_REASON_OK)
            return refused(HINGE_REASON_GAP_IN_PHASE);
    struct measured m = over_window(fault, view, piece, n);
    m.value.value -= zero.value;
    return m;
}

static struct measured measure(const struct hinge_fault *fault,
                               const struct hinge_rep_view *view,
                               const struct hinge_value *values)
{
    if (fault->statistic == HINGE_STATISTIC_METRIC) {
        long metric = hinge_metric_find(fault->metric);
        return (struct measured){
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
        return (struct measured){window_excursion(view, fault->signal, &fault->window),
                                 (double)NAN};
    default:
        return plain(fault, view);
    }
}

/* --- whether it can be judged --- */

static enum hinge_reason judgeable(const struct hinge_fault *fault,
                                   const struct hinge_rep_view *view)
{
    const struct hinge_body *body = view->body;
    bool spine = body->tier == 'A' || body->tier == 'B';
    bool allowed = body->lumbar_def == HINGE_LUMBAR_IK; /* signals say what IK may give */
    if (fault->needs_lumbar && !spine && !allowed)
        return HINGE_REASON_TIER_C_NO_LUMBAR;
    if (fault->needs_pelvis && !spine && !body->has_pelvis && !allowed)
        return body->is_inferred ? HINGE_REASON_INFERRED : HINGE_REASON_TIER_C_NO_LUMBAR;
    bool lockout = view->reps->standing.found &&
                   strcmp(view->reps->standing.source, "lockout") == 0;
    if (lockout && (fault->window.parts & HINGE_WINDOW_LOCKOUT))
        return HINGE_REASON_NO_STANDING_REF;
    return HINGE_REASON_OK;
}

/* Noise that would manufacture the fault (7.0). */
static bool too_noisy(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                      double threshold)
{
    double noise = view->reps->standing.found && fault->signal < HINGE_SIGNAL_COUNT
                       ? view->reps->standing.noise_sd[fault->signal]
                       : (double)NAN;
    return fault->never_negative && threshold <= 10 &&
           noise > view->parameters->noise_refuse * threshold;
}

/* True when the gate lets the fault through; else the outcome is set. */
static bool pass_gate(const struct hinge_gate *gate, const struct hinge_rep_view *view,
                      struct hinge_fault_outcome *outcome)
{
    struct hinge_fault probe = {.signal = gate->signal,
                                .over = HINGE_SIGNAL_COUNT,
                                .statistic = gate->statistic,
                                .relative = gate->relative,
                                .window = gate->window};
    struct measured m = measure(&probe, view, NULL);
    if (m.value.reason != HINGE_REASON_OK) {
        outcome->reason = m.value.reason;
        return false;
    }
    if (m.value.value >= gate->least)
        return true;
    if (gate->otherwise == HINGE_SMALL_REFUSED) {
        outcome->reason = HINGE_REASON_ROM_SMALL;
        return false;
    }
    outcome->reason = HINGE_REASON_OK;
    outcome->severity = gate->severity;
    outcome->state = gate->otherwise == HINGE_SMALL_ABSENT ? HINGE_FAULT_ABSENT
                                                           : HINGE_FAULT_PRESENT;
    return false;
}

void hinge_fault_judge(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                       const struct hinge_value *values,
                       struct hinge_fault_outcome *outcome)
{
    *outcome = (struct hinge_fault_outcome){.state = HINGE_FAULT_REFUSED,
                                            .severity = (double)NAN,
                                            .time_s = (double)NAN,
                                            .margin = margin_of(fault, view->body)};
    bool applies = threshold_of(fault, view, &outcome->threshold);
    if (outcome->margin >= outcome->threshold && fault->never_negative)
        outcome->margin = 0.8 * outcome->threshold; /* or absent could not be reached */
    outcome->reason = judgeable(fault, view);
    if (outcome->reason != HINGE_REASON_OK)
        return;
    for (int k = 0; k < HINGE_GATES; k++)
        if (fault->gate[k].used && !pass_gate(&fault->gate[k], view, outcome))
            return;
    struct measured m = measure(fault, view, values);
    outcome->reason = m.value.reason;
    if (m.value.reason != HINGE_REASON_OK)
        return;
    outcome->severity = fault->offset + fault->sign * m.value.value;
    outcome->time_s = m.time_s;
    if (!applies) {
        outcome->reason = HINGE_REASON_NOT_APPLICABLE_VARIANT;
        return;
    }
    if (too_noisy(fault, view, outcome->threshold)) {
        outcome->reason = HINGE_REASON_NOISE_TOO_HIGH;
        return;
    }
    outcome->state =
        hinge_fault_state(outcome->severity, outcome->threshold, outcome->margin);
}
