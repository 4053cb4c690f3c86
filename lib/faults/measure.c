/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What severities are made of (method 7.0): statistics of signals in windows, and shares of the
 * movement that one joint takes, over a phase or a part of it. In: a row and a repetition. Out: a
 * value, and whether noise forbids a verdict. */
#include "base/parameters.h"
#include "faults/fault.h"

#include "signal/signal.h"

#include <hinge/warnings.h>

/* Frames *f of a phase in which a signal is known, and *all that means about them may
 * take: smoothed at its ends, too. */
static enum hinge_reason frames_of(const struct hinge_rep_view *view, enum hinge_signal signal,
                                   enum hinge_phase phase, struct hinge_frames *f,
                                   struct hinge_frames *all)
{
    *f = hinge_view_signal(view, signal, phase);
    *all =
        hinge_view_around(view, phase, (long)hinge_view_width(view, view->parameters->share_w) / 2);
    return f->reason;
}

/* The signal over *f, smoothed over share.w; NULL with *why. */
static double *smoothed(const struct hinge_rep_view *view, enum hinge_signal signal,
                        enum hinge_phase phase, struct hinge_frames *f, struct hinge_measured *why)
{
    struct hinge_frames all;
    enum hinge_reason reason = frames_of(view, signal, phase, f, &all);
    *why = hinge_measured_refuse(reason);
    if (reason != HINGE_REASON_OK)
        return NULL;
    double *out =
        hinge_arena_raw(view->reps->scratch, (size_t)(all.to - all.from + 1), sizeof *out);
    hinge_moving_average(view->body->signal[signal], (size_t)all.from, (size_t)all.to,
                         hinge_view_width(view, view->parameters->share_w), out);
    memmove(out, out + (f->from - all.from), (size_t)(f->to - f->from + 1) * sizeof *out);
    return out;
}

/* The same at one place between two frames: its means there alone. */
static double smoothed_at(const struct hinge_rep_view *view, enum hinge_signal signal,
                          const struct hinge_frames *all, double place)
{
    long half = (long)hinge_view_width(view, view->parameters->share_w) / 2;
    double mean[2];
    if (isnan(place))
        return (double)NAN;
    for (long k = 0; k < 2; k++) {
        long i = (long)place + k;
        long from = i - half > all->from ? i - half : all->from;
        long to = i + half < all->to ? i + half : all->to;
        mean[k] = from <= to
                      ? hinge_mean(view->body->signal[signal] + from, (size_t)(to - from + 1))
                      : (double)NAN;
    }
    return hinge_value_at(mean, 2, place - floor(place));
}

/* Half the SD: the SD of a smoothed signal in a short window is too small by chance. */
static const double SMOOTHED = 0.5;

/* What noise in standing makes of a difference of two means; 0 where nothing is known.
 */
static double excursion_error(const struct hinge_rep_view *view, enum hinge_signal signal)
{
    const struct hinge_standing *standing = &view->reps->standing;
    return standing->found ? sqrt(2) * SMOOTHED * standing->noise_sd[signal] : 0;
}

/* Change of a signal over the window, smoothed over share.w when the window is a part
 * of a phase. */
static struct hinge_measured fault_excursion(const struct hinge_rep_view *view,
                                             enum hinge_signal signal,
                                             const struct hinge_window *window)
{
    enum hinge_phase phase = hinge_fault_phase(window);
    struct hinge_frames f, all;
    struct hinge_measured m = hinge_measured_refuse(HINGE_REASON_OK);
    if (window->p0 <= 0 && window->p1 >= 1) {
        m.value = hinge_view_excursion(view, signal, phase);
        m.error = excursion_error(view, signal);
        return m;
    }
    m = hinge_measured_refuse(frames_of(view, signal, phase, &f, &all));
    if (m.value.reason != HINGE_REASON_OK)
        return m;
    /* the ends are interpolated where the driver passes p0 and p1 */
    double from = window->p0 <= 0 ? (double)f.from : hinge_view_progress(view, phase, window->p0);
    double to = window->p1 >= 1 ? (double)f.to : hinge_view_progress(view, phase, window->p1);
    m = hinge_measured_of(smoothed_at(view, signal, &all, to) -
                          smoothed_at(view, signal, &all, from));
    m.error = excursion_error(view, signal);
    return m;
}

/* What noise in standing makes of a share of L or H over `total` degrees of F; 0 where
 * nothing is known. */
static double share_error(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                          double share, double total)
{
    const double *sd = view->reps->standing.noise_sd;
    bool hip = fault->signal == HINGE_SIGNAL_hip_flex;
    if (!view->reps->standing.found || fault->over != HINGE_SIGNAL_total_flex ||
        (!hip && fault->signal != HINGE_SIGNAL_lumbar_flex))
        return 0;
    double lumbar = fmin(1, fmax(0, hip ? 1 - share : share));
    double error = SMOOTHED * ((1 - lumbar) * sd[HINGE_SIGNAL_lumbar_flex] +
                               lumbar * sd[HINGE_SIGNAL_hip_flex]);
    return sqrt(2) * error / fabs(total);
}

static bool known(const struct hinge_measured *m)
{
    return m->value.reason == HINGE_REASON_OK;
}

/* Share over a window of one phase. */
static struct hinge_measured share_over_window(const struct hinge_fault *fault,
                                               const struct hinge_rep_view *view,
                                               const struct hinge_window *window)
{
    struct hinge_measured a = fault_excursion(view, fault->signal, window);
    struct hinge_measured b = fault_excursion(view, fault->over, window);
    if (!known(&a))
        return a;
    if (!known(&b))
        return b;
    if (!(fabs(b.value.value) > 0))
        return hinge_measured_refuse(HINGE_REASON_ROM_SMALL);
    struct hinge_measured m = hinge_measured_of(a.value.value / b.value.value);
    bool part = window->p0 > 0 || window->p1 < 1;
    if (part)
        m.error = share_error(fault, view, m.value.value, b.value.value);
    m.too_noisy = m.error > view->parameters->noise_share;
    m.total = b.value.value;
    return m;
}

/* Shares of `over` that `signal` takes: over the window, over a part against the part
 * before it, over the first quarter of the range (method 7.0). */
static struct hinge_measured fault_share(const struct hinge_fault *fault,
                                         const struct hinge_rep_view *view)
{
    if (fault->statistic == HINGE_STATISTIC_PLATEAU) {
        /* share in the window divided by the share in the phase before it */
        struct hinge_window before = {fault->window.parts, 0, fault->window.p0};
        struct hinge_measured late = share_over_window(fault, view, &fault->window);
        struct hinge_measured early = share_over_window(fault, view, &before);
        if (!known(&late))
            return late;
        if (!known(&early))
            return early;
        if (!(fabs(early.value.value) > 0))
            return hinge_measured_refuse(HINGE_REASON_DEN_SMALL);
        late.value.value /= early.value.value;
        late.error /= fabs(early.value.value);
        late.total *= early.value.value;
        late.too_noisy = late.error > view->parameters->noise_share;
        return late;
    }
    if (fault->statistic == HINGE_STATISTIC_QUARTER) {
        /* Share over the first quarter, in time, of the range of `over`. */
        enum hinge_phase way = hinge_fault_phase(&fault->window);
        struct hinge_frames f;
        struct hinge_measured m;
        double *part = smoothed(view, fault->signal, way, &f, &m);
        double *all = part == NULL ? NULL : smoothed(view, fault->over, way, &f, &m);
        if (all == NULL)
            return m;
        size_t n = (size_t)(f.to - f.from + 1);
        for (size_t i = 0; i < n; i++)
            all[i] -= part[i]; /* what the rest does */
        struct hinge_bin_phase phase = {
            .lumbar = part, .hip = all, .from = 0, .to = n - 1, .baseline = 0};
        struct hinge_bin bin[4];
        hinge_bins_parts(&phase, 4, view->parameters->ratio_min_F, bin);
        struct hinge_value share = hinge_bin_fraction(&bin[0]);
        if (share.reason != HINGE_REASON_OK)
            return hinge_measured_refuse(share.reason);
        m = hinge_measured_of(share.value);
        m.error = share_error(fault, view, share.value, bin[0].total_deg);
        m.total = bin[0].total_deg;
        m.too_noisy = m.error > view->parameters->noise_share;
        return m;
    }
    return share_over_window(fault, view, &fault->window);
}

/* --- statistics of signals in windows --- */

static struct hinge_measured found(const struct hinge_rep_view *view, double value, double frame)
{
    const struct hinge_body *body = view->body;
    struct hinge_measured m = hinge_measured_of(value);
    m.time_s = body->start_s + frame / body->rate_hz;
    return m;
}

/* What is subtracted from the signal. START is the start, as excursions have it, of the
 * phase that the window begins with: a floor lift's own descent comes after its ascent.
 */
static struct hinge_value zero_of(const struct hinge_rep_view *view, enum hinge_signal signal,
                                  enum hinge_relative relative, unsigned parts)
{
    if (relative == HINGE_RELATIVE_STANDING)
        return hinge_view_standing(view, signal);
    if (relative == HINGE_RELATIVE_START) {
        bool lift = view->rep->floor && (parts & HINGE_WINDOW_REP) != HINGE_WINDOW_DESCENT;
        return hinge_view_phase_end(view, signal, lift ? HINGE_PHASE_ASCENT : HINGE_PHASE_DESCENT,
                                    true);
    }
    if (relative == HINGE_RELATIVE_TARGET)
        return hinge_value_of(view->task->weight_target_pct);
    return (struct hinge_value){0, HINGE_REASON_OK};
}

static struct hinge_measured rate(const struct hinge_fault *fault,
                                  const struct hinge_rep_view *view)
{
    enum hinge_phase phase = hinge_fault_phase(&fault->window);
    struct hinge_value rom = hinge_view_excursion(view, fault->signal, phase);
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (rom.reason != HINGE_REASON_OK)
        return hinge_measured_refuse(rom.reason);
    if (!hinge_view_fast_enough(view))
        return hinge_measured_refuse(HINGE_REASON_FS_TOO_LOW);
    double seconds = (double)(f.to - f.from) / view->body->rate_hz;
    return hinge_measured_of(fabs(rom.value) / seconds);
}

/* Largest fall below the running maximum since the descent began, counted from progress
 * p0 on; across a joined bottom up to the first peak (sitting up again is no wink). */
static struct hinge_measured drop(const struct hinge_fault *fault,
                                  const struct hinge_rep_view *view)
{
    const double *x = view->body->signal[fault->signal];
    struct hinge_window whole = {fault->window.parts, 0, 1};
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    double from = hinge_view_progress(view, HINGE_PHASE_DESCENT, fault->window.p0);
    if (hinge_view_window(view, &whole, piece, &reason) == 0)
        return hinge_measured_refuse(reason);
    if ((view->rep->warnings & HINGE_WARN(REBOUND)) && piece[0].to > view->rep->high)
        piece[0].to = view->rep->high;
    reason = hinge_view_gaps(view, fault->signal, piece[0]);
    if (reason != HINGE_REASON_OK || isnan(from))
        return hinge_measured_refuse(reason != HINGE_REASON_OK ? reason
                                                               : HINGE_REASON_GAP_IN_PHASE);
    size_t n = (size_t)(piece[0].to - piece[0].from + 1);
    const double *smooth = hinge_view_averaged(view, x, piece[0]);
    double most = -INFINITY, fall = 0, at = from;
    for (size_t i = 0; i < n; i++) {
        double frame = (double)piece[0].from + (double)i;
        most = smooth[i] > most ? smooth[i] : most;
        if (frame >= from && most - smooth[i] > fall) {
            fall = most - smooth[i];
            at = frame;
        }
    }
    return found(view, fall, at);
}

static struct hinge_measured onset(const struct hinge_fault *fault,
                                   const struct hinge_rep_view *view)
{
    const struct hinge_parameters *p = view->parameters;
    enum hinge_phase phase = hinge_fault_phase(&fault->window);
    struct hinge_measured m = hinge_measured_refuse(HINGE_REASON_OK);
    struct hinge_lag lag = hinge_onset_lag(view, fault->signal, fault->over, phase, 0);
    m.value = lag.lag;
    m.uncertainty = lag.sigma_s;
    m.too_noisy = lag.sigma_s > p->onset_sigma_t;
    if (fault->statistic == HINGE_STATISTIC_ONSET_LEAST && lag.lag.reason == HINGE_REASON_OK) {
        struct hinge_lag later =
            hinge_onset_lag(view, fault->signal, fault->over, phase, hinge_fixed.onset_frac_max);
        if (later.lag.reason == HINGE_REASON_OK && later.lag.value < m.value.value)
            m.value = later.lag;
    }
    return m;
}

/* Where the first of the largest (direction 1) or smallest (-1) is. */
static size_t place_of_extreme(const double *x, size_t n, double direction)
{
    /* The largest of `direction` times each; NaN is passed over. */
    double most = -INFINITY;
#pragma omp simd reduction(max : most)
    for (size_t i = 0; i < n; i++)
        most = direction * x[i] > most ? direction * x[i] : most;
    size_t i = 0;
    while (i + 1 < n && direction * x[i] != most)
        i++;
    return i;
}

static struct hinge_measured plain(const struct hinge_fault *fault,
                                   const struct hinge_rep_view *view)
{
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    struct hinge_value zero = zero_of(view, fault->signal, fault->relative, fault->window.parts);
    if (zero.reason != HINGE_REASON_OK)
        return hinge_measured_refuse(zero.reason);
    int n = hinge_view_window(view, &fault->window, piece, &reason);
    if (n == 0)
        return hinge_measured_refuse(reason);
    for (int k = 0; k < n; k++)
        if (hinge_view_gaps(view, fault->signal, piece[k]) != HINGE_REASON_OK)
            return hinge_measured_refuse(HINGE_REASON_GAP_IN_PHASE);
    /* Largest, smallest, mean, median or last value over the pieces of a window, minus `zero`. */
    const double *x = view->body->signal[fault->signal];
    size_t total = 0, used = 0, best = 0;
    for (int k = 0; k < n; k++)
        total += (size_t)(piece[k].to - piece[k].from + 1);
    double *smooth = hinge_arena_raw(view->reps->scratch, total, sizeof *smooth);
    double result = (double)NAN;
    bool extreme = fault->statistic <= HINGE_STATISTIC_MIN;
    size_t width = extreme ? hinge_view_smoothing(view) : 1;
    for (int k = 0; k < n; k++) {
        hinge_moving_average(x, (size_t)piece[k].from, (size_t)piece[k].to, width, smooth + used);
        used += (size_t)(piece[k].to - piece[k].from + 1);
    }
    for (size_t i = 0; i < total; i++) {
        smooth[i] -= zero.value;
        if (extreme && fault->absolute)
            smooth[i] = fabs(smooth[i]);
    }
    if (extreme) {
        best = place_of_extreme(smooth, total, fault->statistic == HINGE_STATISTIC_MIN ? -1 : 1);
        result = smooth[best];
    } else if (fault->statistic == HINGE_STATISTIC_MEAN) {
        result = hinge_mean(smooth, total);
    } else if (fault->statistic == HINGE_STATISTIC_END) {
        result = smooth[total - 1];
    } else {
        result = hinge_median(smooth, total, view->reps->scratch);
    }
    if (!extreme) /* of a mean, median or end there is no moment to tell */
        return hinge_measured_of(fault->absolute ? fabs(result) : result);
    int k = 0;
    for (; k + 1 < n && best > (size_t)(piece[k].to - piece[k].from); k++)
        best -= (size_t)(piece[k].to - piece[k].from + 1);
    return found(view, fault->absolute ? fabs(result) : result,
                 (double)piece[k].from + (double)best);
}

/* The place between frames at which the severity of a signal first passes the threshold; NaN: none.
 */
static double first_frame(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                          struct hinge_frames f, double zero, double offset, double threshold)
{
    const double *x = hinge_view_averaged(view, view->body->signal[fault->signal], f);
    const size_t n = (size_t)(f.to - f.from + 1);
    double before = (double)NAN, most = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        double value = x[i] - zero;
        most = fmax(most, x[i]);
        if (fault->statistic == HINGE_STATISTIC_DROP)
            value = most - x[i];
        const double severity =
            offset + fault->sign * (fault->absolute ? fabs(value) : value) - threshold;
        if (severity > 0)
            return (double)f.from + (double)i - (before < 0 ? severity / (severity - before) : 0);
        before = severity;
    }
    return (double)NAN;
}

/* The frame of hinge_fault_passes. */
static double passing_frame(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                            double offset, double threshold)
{
    const struct hinge_window *window = &fault->window;
    const enum hinge_phase phase = hinge_fault_phase(window);
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    double at = (double)NAN;
    switch (fault->statistic) {
    case HINGE_STATISTIC_SHARE:
    case HINGE_STATISTIC_PLATEAU:
        if (window->p1 < 1)
            return hinge_view_progress(view, phase, window->p1);
        return window->p0 > 0 ? (double)hinge_view_phase(view, phase).to : (double)NAN;
    case HINGE_STATISTIC_QUARTER:
        return hinge_view_progress(view, phase, 0.25);
    case HINGE_STATISTIC_RATE:
    case HINGE_STATISTIC_ONSET:
    case HINGE_STATISTIC_ONSET_LEAST:
    case HINGE_STATISTIC_METRIC:
        return (double)NAN;
    default:
        break;
    }
    const int n = hinge_view_window(view, window, piece, &reason);
    if (n == 0)
        return (double)NAN;
    struct hinge_value zero = zero_of(view, fault->signal, fault->relative, window->parts);
    if (fault->statistic == HINGE_STATISTIC_EXCURSION)
        zero = hinge_value_of(view->body->signal[fault->signal][piece[0].from]);
    /* a mean, median or end is that of a signal that passed the threshold on the way there */
    if (fault->statistic > HINGE_STATISTIC_MIN && fault->statistic != HINGE_STATISTIC_DROP &&
        fault->statistic != HINGE_STATISTIC_EXCURSION) {
        struct hinge_frames way = hinge_view_phase(view, HINGE_PHASE_REP);
        way.to = piece[n - 1].to > way.to ? way.to : piece[n - 1].to;
        return zero.reason == HINGE_REASON_OK && way.from <= way.to
                   ? first_frame(fault, view, way, zero.value, offset, threshold)
                   : (double)NAN;
    }
    for (int k = 0; k < n && isnan(at) && zero.reason == HINGE_REASON_OK; k++)
        at = first_frame(fault, view, piece[k], zero.value, offset, threshold);
    return at;
}

double hinge_fault_passes(const struct hinge_fault *fault, const struct hinge_rep_view *view,
                          double offset, double threshold)
{
    const struct hinge_frames rep = hinge_view_phase(view, HINGE_PHASE_REP);
    if (rep.reason != HINGE_REASON_OK || rep.to <= rep.from)
        return (double)NAN;
    struct hinge_arena_mark mark = hinge_arena_mark(view->reps->scratch);
    const double at = passing_frame(fault, view, offset, threshold);
    hinge_arena_reset(view->reps->scratch, mark);
    const double pct = 100 * (at - (double)rep.from) / (double)(rep.to - rep.from);
    return isnan(pct) ? pct : fmin(100, fmax(0, pct));
}

/* What it takes from scratch it leaves there. */
static struct hinge_measured measure(const struct hinge_fault *fault,
                                     const struct hinge_rep_view *view,
                                     const struct hinge_value *values)
{
    struct hinge_measured m = hinge_measured_refuse(HINGE_REASON_OK);
    if (fault->statistic == HINGE_STATISTIC_METRIC) {
        m.value = hinge_fault_metric(values, fault->metric_at, fault->phase);
        if (fault->absolute)
            m.value.value = fabs(m.value.value);
        return m;
    }
    if (view->body->signal[fault->signal] == NULL)
        return hinge_measured_refuse(view->body->reason[fault->signal]);
    switch (fault->statistic) {
    case HINGE_STATISTIC_SHARE:
    case HINGE_STATISTIC_PLATEAU:
    case HINGE_STATISTIC_QUARTER:
        return fault_share(fault, view);
    case HINGE_STATISTIC_RATE:
        return rate(fault, view);
    case HINGE_STATISTIC_DROP:
        return drop(fault, view);
    case HINGE_STATISTIC_ONSET:
    case HINGE_STATISTIC_ONSET_LEAST:
        return onset(fault, view);
    case HINGE_STATISTIC_EXCURSION:
        return fault_excursion(view, fault->signal, &fault->window);
    default:
        return plain(fault, view);
    }
}

struct hinge_measured hinge_fault_measure(const struct hinge_fault *fault,
                                          const struct hinge_rep_view *view,
                                          const struct hinge_value *values,
                                          struct hinge_measured *measured)
{
    if (measured != NULL && measured->taken)
        return *measured;
    struct hinge_arena_mark mark = hinge_arena_mark(view->reps->scratch);
    struct hinge_measured m = measure(fault, view, values);
    hinge_arena_reset(view->reps->scratch, mark);
    m.taken = true;
    if (measured != NULL)
        *measured = m;
    return m;
}

bool hinge_fault_reads(const struct hinge_fault *fault, enum hinge_signal signal)
{
    bool reads = fault->signal == signal || fault->over == signal ||
                 (fault->has_fallback && fault->fallback == signal) ||
                 (fault->instead_in != NULL && fault->instead == signal);
    for (int k = 0; k < HINGE_GATES; k++)
        reads = reads || (fault->gate[k].used &&
                          (fault->gate[k].signal == signal || fault->gate[k].over == signal));
    return reads;
}

double hinge_fault_reach(const struct hinge_fault *fault)
{
    const struct hinge_window *w = &fault->window;
    bool fixed = !(w->parts & HINGE_WINDOW_BOTTOM) && w->p0 <= 0 && w->p1 >= 1;
    switch (fault->statistic) {
    case HINGE_STATISTIC_MAX:
    case HINGE_STATISTIC_MIN:
    case HINGE_STATISTIC_MEAN:
    case HINGE_STATISTIC_MEDIAN:
    case HINGE_STATISTIC_END:
        return !fixed ? (double)INFINITY : fault->relative == HINGE_RELATIVE_START ? 2 : 1;
    case HINGE_STATISTIC_EXCURSION:
        return fixed ? 2 : (double)INFINITY;
    default:
        return (double)INFINITY;
    }
}
