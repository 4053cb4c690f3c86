/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long, how fast, how smoothly (method 5.4, 5.7, 6.9). */
#include "base/parameters.h"
#include "metrics/metric.h"

#include "signal/signal.h"

/* The speeds of a signal over a phase, in its direction, or why there are none. */
struct cut {
    size_t n;
    double *v;
    enum hinge_reason reason;
};

static struct cut cut_phase(const struct hinge_rep_view *view, enum hinge_signal signal,
                            enum hinge_phase phase)
{
    const double *x = view->body->signal[signal];
    struct hinge_frames f = hinge_view_signal(view, signal, phase);
    if (f.reason == HINGE_REASON_OK && !hinge_view_fast_enough(view))
        f.reason = HINGE_REASON_FS_TOO_LOW;
    struct cut cut = {.reason = f.reason};
    if (f.reason != HINGE_REASON_OK)
        return cut;
    cut.n = (size_t)(f.to - f.from + 1);
    cut.v = hinge_arena_raw(view->reps->scratch, cut.n, sizeof *cut.v);
    hinge_derivative_within(x, view->body->n, (size_t)f.from, (size_t)f.to, view->body->rate_hz,
                            cut.v);
    for (size_t i = 0; i < cut.n; i++)
        cut.v[i] *= phase == HINGE_PHASE_ASCENT ? -1 : 1;
    return cut;
}

size_t hinge_peak(const double *v, size_t n)
{
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (v[i] > v[best] || isnan(v[best]))
            best = i;
    return best;
}

static struct hinge_value peak_of(const struct hinge_rep_view *view, enum hinge_signal signal,
                                  enum hinge_phase phase)
{
    struct cut cut = cut_phase(view, signal, phase);
    return cut.reason == HINGE_REASON_OK ? hinge_value_of(cut.v[hinge_peak(cut.v, cut.n)])
                                         : hinge_value_refuse(cut.reason);
}

static struct hinge_value peak_speed(const struct hinge_rep_view *view,
                                     const struct hinge_metric *row, enum hinge_phase phase)
{
    return peak_of(view, row->signal, phase);
}

static struct hinge_value drive(const struct hinge_rep_view *view)
{
    bool hip = view->body->signal[HINGE_SIGNAL_hip_flex] != NULL;
    return peak_of(view, hip ? HINGE_SIGNAL_hip_flex : HINGE_SIGNAL_trunk_thigh,
                   HINGE_PHASE_ASCENT);
}

/* --- of the driver: rows without a signal of their own --- */

static struct hinge_value peak_acceleration(const struct hinge_rep_view *view,
                                            const struct hinge_metric *row, enum hinge_phase phase)
{
    struct cut cut = cut_phase(view, HINGE_SIGNAL_driver, phase);
    double most = (double)NAN;
    (void)row;
    if (cut.reason != HINGE_REASON_OK)
        return hinge_value_refuse(cut.reason);
    for (size_t i = 1; i + 1 < cut.n; i++) {
        double a = fabs(cut.v[i + 1] - cut.v[i - 1]) / 2 * view->body->rate_hz;
        if (!(a <= most))
            most = a;
    }
    return hinge_value_of(most);
}

static struct hinge_value time_to_peak(const struct hinge_rep_view *view,
                                       const struct hinge_metric *row, enum hinge_phase phase)
{
    struct cut cut = cut_phase(view, HINGE_SIGNAL_driver, phase);
    (void)row;
    if (cut.reason != HINGE_REASON_OK)
        return hinge_value_refuse(cut.reason);
    return hinge_value_of(100 * (double)hinge_peak(cut.v, cut.n) / (double)(cut.n - 1));
}

enum { TIME, COUNT };

/* Slow stretches between 10 and 90 % of the range of motion, of the segmentation
 * driver: at the main filter's cutoff noise alone would end them. Their time, or number. */
static struct hinge_value pauses(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                 enum hinge_phase phase)
{
    const struct hinge_parameters *p = view->parameters;
    struct hinge_frames f = hinge_view_phase(view, phase);
    enum hinge_reason reason = cut_phase(view, HINGE_SIGNAL_driver, phase).reason;
    if (reason != HINGE_REASON_OK)
        return hinge_value_refuse(reason);
    const double *x = view->reps->ds + f.from, *v = view->reps->vs + f.from;
    size_t n = (size_t)(f.to - f.from + 1), run = 0;
    double rate = view->body->rate_hz, rom = x[n - 1] - x[0], fastest = 0;
    for (size_t i = 0; i < n; i++)
        fastest = fmax(fastest, rom < 0 ? -v[i] : v[i]);
    double slow = fmax(p->seg_v_abs, p->seg_v_frac * fastest);
    double count = 0, time_s = 0;
    for (size_t i = 0; i <= n; i++) {
        double done = i < n ? (x[i] - x[0]) / rom : 1;
        if (i < n && done >= 0.1 && done <= 0.9 && fabs(v[i]) < slow) {
            run++;
            continue;
        }
        if ((double)run / rate >= p->seg_pause_s) {
            count += 1;
            time_s += (double)run / rate;
        }
        run = 0;
    }
    return hinge_value_of(row->k == TIME ? time_s : count);
}

/* Reversed motion of the segmentation driver, share of the phase's range. */
static struct hinge_value reversal(const struct hinge_rep_view *view,
                                   const struct hinge_metric *row, enum hinge_phase phase)
{
    const double *ds = view->reps->ds;
    struct hinge_frames f = hinge_view_phase(view, phase);
    enum hinge_reason reason = cut_phase(view, HINGE_SIGNAL_driver, phase).reason;
    (void)row;
    if (reason != HINGE_REASON_OK)
        return hinge_value_refuse(reason);
    double sign = phase == HINGE_PHASE_ASCENT ? -1 : 1, back = 0;
    for (long i = f.from; i < f.to; i++) {
        double step = sign * (ds[i + 1] - ds[i]);
        back += step < 0 ? -step : 0;
    }
    return hinge_value_of(back / (sign * (ds[f.to] - ds[f.from])));
}

/* Sizes of the driver's speed, or of the driver as segmented (3 Hz): noise of keypoints makes the
 * driver itself look jerky. */
static struct cut sizes(const struct hinge_rep_view *view, bool segmented, enum hinge_phase phase)
{
    struct cut cut = cut_phase(view, HINGE_SIGNAL_driver, phase);
    if (cut.reason == HINGE_REASON_OK && cut.n < 8)
        cut.reason = HINGE_REASON_PHASE_TOO_SHORT;
    long from = hinge_view_phase(view, phase).from;
    for (size_t i = 0; cut.reason == HINGE_REASON_OK && i < cut.n; i++)
        cut.v[i] = fabs(segmented ? view->reps->vs[(size_t)from + i] : cut.v[i]);
    return cut;
}

enum { RECORDED, SEGMENTED };

static struct hinge_value sparc(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                enum hinge_phase phase)
{
    const struct hinge_parameters *p = view->parameters;
    struct hinge_fourier spare = {.arena = view->reps->scratch};
    struct cut cut = sizes(view, row->k == SEGMENTED, phase);
    if (cut.reason != HINGE_REASON_OK)
        return hinge_value_refuse(cut.reason);
    return hinge_value_of(hinge_sparc(cut.v, cut.n, view->body->rate_hz, p->sparc_fc, p->sparc_amp,
                                      (int)hinge_fixed.sparc_pad,
                                      view->fourier != NULL ? view->fourier : &spare));
}

static struct hinge_value ldj(const struct hinge_rep_view *view, const struct hinge_metric *row,
                              enum hinge_phase phase)
{
    struct cut cut = sizes(view, row->k == SEGMENTED, phase);
    if (cut.reason != HINGE_REASON_OK)
        return hinge_value_refuse(cut.reason);
    return hinge_value_of(hinge_ldj(cut.v, cut.n, view->body->rate_hz));
}

static struct hinge_value mean_speed(const struct hinge_rep_view *view,
                                     const struct hinge_metric *row, enum hinge_phase phase)
{
    struct hinge_frames f = hinge_view_phase(view, phase);
    struct hinge_value rom = hinge_view_excursion(view, HINGE_SIGNAL_driver, phase);
    (void)row;
    if (rom.reason == HINGE_REASON_OK && !hinge_view_fast_enough(view))
        return hinge_value_refuse(HINGE_REASON_FS_TOO_LOW);
    if (rom.reason == HINGE_REASON_OK)
        rom.value = fabs(rom.value) * view->body->rate_hz / (double)(f.to - f.from);
    return rom;
}

/* --- how long --- */

static struct hinge_value duration(const struct hinge_rep_view *view,
                                   const struct hinge_metric *row, enum hinge_phase phase)
{
    struct hinge_frames f = hinge_view_phase(view, phase);
    (void)row;
    if (phase == HINGE_PHASE_HOLD) /* 0 for a turn without a hold: a value, not a gap */
        return isnan(view->rep->hold_s) ? hinge_value_refuse(HINGE_REASON_PHASE_MISSING)
                                        : hinge_value_of(view->rep->hold_s);
    return f.reason == HINGE_REASON_OK
               ? hinge_value_of((double)(f.to - f.from) / view->body->rate_hz)
               : hinge_value_refuse(f.reason);
}

static struct hinge_value tempo(const struct hinge_rep_view *view)
{
    struct hinge_value down = duration(view, NULL, HINGE_PHASE_DESCENT);
    struct hinge_value up = duration(view, NULL, HINGE_PHASE_ASCENT);
    if (down.reason != HINGE_REASON_OK || up.reason != HINGE_REASON_OK)
        return down.reason != HINGE_REASON_OK ? down : up;
    return hinge_value_of(down.value / up.value);
}

#define MOVES (HINGE_IN_DESCENT | HINGE_IN_ASCENT)
#define ALL_TIMES (MOVES | HINGE_IN_HOLD | HINGE_IN_REP | HINGE_OF_TIME)
#define PEAK_SPEED(of) .each_phase = peak_speed, .signal = HINGE_SIGNAL_##of

/* clang-format off */
static const struct hinge_metric metrics[] = {
    {"duration_s", "s", "duration (the hold: without the time of a smooth turn)", "definition", 3, ALL_TIMES, "mean", .each_phase = duration,
     .heading = "%s time", .in_text = "%s time", HINGE_LONGER, .place = {10, "ABC", HINGE_PHASE_DESCENT, NULL, false}},
    {"tempo_ratio", "1", "descent to ascent duration", "definition", 3, HINGE_IN_REP | HINGE_OF_TIME | HINGE_OF_DRIVER, "mean", .once = tempo},
    {"peak_velocity_deg_s", "deg s-1", "peak speed of the driver", "definition", 1, MOVES, "mean", PEAK_SPEED(driver)},
    {"mean_velocity_deg_s", "deg s-1", "mean speed of the driver", "definition", 1, MOVES, "mean", .each_phase = mean_speed},
    {"lumbar_peak_velocity_deg_s", "deg s-1", "peak lumbar speed", "definition", 1, MOVES, "mean", PEAK_SPEED(lumbar_flex)},
    {"hip_peak_velocity_deg_s", "deg s-1", "peak hip speed", "definition", 1, MOVES, "mean", PEAK_SPEED(hip_flex)},
    {"peak_acceleration_deg_s2", "deg s-2", "peak acceleration of the driver", "definition", 0, MOVES, "mean", .each_phase = peak_acceleration},
    {"time_to_peak_pct", "percent", "time of peak speed in the phase", "definition", 1, MOVES, "mean", .each_phase = time_to_peak},
    {"hip_drive_deg_s", "deg s-1", "peak hip extension speed (tier C: trunk-thigh)", "definition", 1, HINGE_IN_ASCENT, "mean", .once = drive},
    {"sparc", "1", "spectral arc length of the driver's speed", "Balasubramanian 2012", 3, MOVES, "mean", .each_phase = sparc, .k = RECORDED,
     .in_text = "smoothness", .place = {11, "ABC", HINGE_PHASE_DESCENT, NULL, true}},
    {"sparc_slow", "1", "spectral arc length of the speed of the driver low-passed by seg.fc", "Balasubramanian 2012", 3, MOVES | HINGE_OF_DRIVER, "mean",
     .each_phase = sparc, .k = SEGMENTED},
    {"ldj", "1", "log dimensionless jerk of the driver's speed", "Balasubramanian 2012", 2, MOVES, "mean", .each_phase = ldj, .k = RECORDED},
    {"pause_count", "1", "pauses between 10 and 90 % of the range", "definition", 1, MOVES, "mean", .each_phase = pauses, .k = COUNT},
    {"pause_time_s", "s", "time spent in them", "definition", 3, MOVES, "mean", .each_phase = pauses, .k = TIME},
    {"reversal_frac", "1", "backward motion inside the phase, share of range", "definition", 3, MOVES, "mean", .each_phase = reversal, .share = true},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_tempo = {
    .id = "tempo",
    .title = "Tempo and smoothness",
    .details = "[Method 5.4](method.md#54-phases) defines the phases. Compare SPARC only between "
               "recordings with the same filter.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics};
