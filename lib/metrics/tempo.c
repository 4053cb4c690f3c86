/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long, how fast, how smoothly (method 5.4, 5.7, 6.9). */
#include "metrics/metric.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>

#define MOVES (HINGE_IN_DESCENT | HINGE_IN_ASCENT)

enum {
    DURATION,
    TEMPO,
    PEAK,
    MEAN,
    LUMBAR_PEAK,
    HIP_PEAK,
    PEAK_ACC,
    TIME_TO_PEAK,
    DRIVE,
    SPARC,
    SPARC_SLOW,
    LDJ,
    PAUSES,
    PAUSE_TIME,
    REVERSAL
};

static const struct hinge_metric metrics[] = {
    [DURATION] = {"duration_s", "s", "duration; of the hold without the slow turn", "definition", 3,
                  MOVES | HINGE_IN_HOLD | HINGE_IN_REP | HINGE_OF_TIME, "mean"},
    [TEMPO] = {"tempo_ratio", "1", "descent to ascent duration", "definition", 3,
               HINGE_IN_REP | HINGE_OF_TIME | HINGE_OF_DRIVER, "mean"},
    [PEAK] = {"peak_velocity_deg_s", "deg s-1", "peak speed of the driver", "definition", 1, MOVES,
              "mean"},
    [MEAN] = {"mean_velocity_deg_s", "deg s-1", "mean speed of the driver", "definition", 1, MOVES,
              "mean"},
    [LUMBAR_PEAK] = {"lumbar_peak_velocity_deg_s", "deg s-1", "peak lumbar speed", "definition", 1,
                     MOVES, "mean"},
    [HIP_PEAK] = {"hip_peak_velocity_deg_s", "deg s-1", "peak hip speed", "definition", 1, MOVES,
                  "mean"},
    [PEAK_ACC] = {"peak_acceleration_deg_s2", "deg s-2", "peak acceleration of the driver",
                  "definition", 0, MOVES, "mean"},
    [TIME_TO_PEAK] = {"time_to_peak_pct", "percent", "time of peak speed in the phase",
                      "definition", 1, MOVES, "mean"},
    [DRIVE] = {"hip_drive_deg_s", "deg s-1", "peak hip extension speed (tier C: trunk-thigh)",
               "definition", 1, HINGE_IN_ASCENT, "mean"},
    [SPARC] = {"sparc", "1", "spectral arc length of the driver's speed", "Balasubramanian 2012", 3,
               MOVES, "mean"},
    [SPARC_SLOW] = {"sparc_slow", "1", "spectral arc length of the segmentation driver's speed",
                    "Balasubramanian 2012", 3, MOVES | HINGE_OF_DRIVER, "mean"},
    [LDJ] = {"ldj", "1", "log dimensionless jerk of the driver's speed", "Balasubramanian 2012", 2,
             MOVES, "mean"},
    [PAUSES] = {"pause_count", "1", "pauses between 10 and 90 % of the range", "definition", 1,
                MOVES, "mean"},
    [PAUSE_TIME] = {"pause_time_s", "s", "time spent in them", "definition", 3, MOVES, "mean"},
    [REVERSAL] = {"reversal_frac", "1", "backward motion inside the phase, share of range",
                  "definition", 3, MOVES, "mean"},
};

#define OUT(m, phase) out[(size_t)(m)*HINGE_PHASE_COUNT + (size_t)(phase)]

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
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (x == NULL)
        f.reason = view->body->reason[signal];
    else if (f.reason == HINGE_REASON_OK)
        f.reason = hinge_view_gaps(view, signal, f);
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

static size_t peak_index(const double *v, size_t n)
{
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (v[i] > v[best] || isnan(v[best]))
            best = i;
    return best;
}

static struct hinge_value peak_speed(const struct hinge_rep_view *view, enum hinge_signal signal,
                                     enum hinge_phase phase)
{
    struct cut cut = cut_phase(view, signal, phase);
    return cut.reason == HINGE_REASON_OK ? hinge_value_of(cut.v[peak_index(cut.v, cut.n)])
                                         : hinge_value_refuse(cut.reason);
}

static double peak_acceleration(const struct cut *cut, double rate_hz)
{
    double most = (double)NAN;
    for (size_t i = 1; i + 1 < cut->n; i++) {
        double a = fabs(cut->v[i + 1] - cut->v[i - 1]) / 2 * rate_hz;
        if (!(a <= most))
            most = a;
    }
    return most;
}

/* Slow stretches between 10 and 90 % of the range of motion, of the segmentation
 * driver: at the main filter's cutoff noise alone would end them. */
static void pauses(const struct hinge_rep_view *view, enum hinge_phase phase, double *count,
                   double *time_s)
{
    const struct hinge_parameters *p = view->parameters;
    struct hinge_frames f = hinge_view_phase(view, phase);
    const double *x = view->reps->ds + f.from, *v = view->reps->vs + f.from;
    size_t n = (size_t)(f.to - f.from + 1), run = 0;
    double rate = view->body->rate_hz, rom = x[n - 1] - x[0], fastest = 0;
    for (size_t i = 0; i < n; i++)
        fastest = fmax(fastest, rom < 0 ? -v[i] : v[i]);
    double slow = fmax(p->seg_v_abs, p->seg_v_frac * fastest);
    *count = *time_s = 0;
    for (size_t i = 0; i <= n; i++) {
        double done = i < n ? (x[i] - x[0]) / rom : 1;
        if (i < n && done >= 0.1 && done <= 0.9 && fabs(v[i]) < slow) {
            run++;
            continue;
        }
        if ((double)run / rate >= p->seg_pause_s) {
            *count += 1;
            *time_s += (double)run / rate;
        }
        run = 0;
    }
}

/* Reversed motion of the segmentation driver, share of the phase's range. */
static double reversal(const struct hinge_rep_view *view, enum hinge_phase phase)
{
    const double *ds = view->reps->ds;
    struct hinge_frames f = hinge_view_phase(view, phase);
    double sign = phase == HINGE_PHASE_ASCENT ? -1 : 1, back = 0;
    for (long i = f.from; i < f.to; i++) {
        double step = sign * (ds[i + 1] - ds[i]);
        back += step < 0 ? -step : 0;
    }
    return back / (sign * (ds[f.to] - ds[f.from]));
}

static double sparc(const struct hinge_rep_view *view, const double *v, size_t n)
{
    const struct hinge_parameters *p = view->parameters;
    struct hinge_fourier own = {.arena = view->reps->scratch};
    return hinge_sparc(v, n, view->body->rate_hz, p->sparc_fc, p->sparc_amp, p->sparc_pad,
                       view->fourier != NULL ? view->fourier : &own);
}

/* SPARC of the driver as segmented (3 Hz): noise of keypoints makes the driver itself
 * look jerky. */
static struct hinge_value slow_sparc(const struct hinge_rep_view *view, enum hinge_phase phase)
{
    struct hinge_frames f = hinge_view_phase(view, phase);
    size_t n = (size_t)(f.to - f.from + 1);
    if (n < 8)
        return hinge_value_refuse(HINGE_REASON_PHASE_TOO_SHORT);
    double *v = hinge_arena_raw(view->reps->scratch, n, sizeof *v);
    for (size_t i = 0; i < n; i++)
        v[i] = fabs(view->reps->vs[(size_t)f.from + i]);
    return hinge_value_of(sparc(view, v, n));
}

static void smoothness(const struct hinge_rep_view *view, const struct cut *cut,
                       enum hinge_phase phase, struct hinge_value *out)
{
    for (size_t i = 0; i < cut->n; i++)
        cut->v[i] = fabs(cut->v[i]);
    OUT(SPARC, phase) = hinge_value_of(sparc(view, cut->v, cut->n));
    OUT(LDJ, phase) = hinge_value_of(hinge_ldj(cut->v, cut->n, view->body->rate_hz));
    if (cut->n < 8)
        OUT(SPARC, phase) = OUT(LDJ, phase) = hinge_value_refuse(HINGE_REASON_PHASE_TOO_SHORT);
}

static bool any_wanted(const struct hinge_rep_view *view, const int *ids, size_t n,
                       enum hinge_phase phase)
{
    bool any = false;
    for (size_t k = 0; k < n; k++)
        any = any || hinge_metric_wanted(view, ids[k], phase);
    return any;
}

/* Speeds, pauses and smoothness of the driver over a phase. */
static void of_driver(const struct hinge_rep_view *view, enum hinge_phase phase,
                      struct hinge_value *out)
{
    static const int ids[] = {PEAK, PEAK_ACC, TIME_TO_PEAK, SPARC,   SPARC_SLOW,
                              LDJ,  PAUSES,   PAUSE_TIME,   REVERSAL};
    double count, time_s;
    if (!any_wanted(view, ids, sizeof ids / sizeof *ids, phase))
        return;
    struct cut cut = cut_phase(view, HINGE_SIGNAL_driver, phase);
    for (size_t k = 0; k < sizeof ids / sizeof *ids; k++)
        OUT(ids[k], phase) = hinge_value_refuse(cut.reason);
    if (cut.reason != HINGE_REASON_OK)
        return;
    size_t peak = peak_index(cut.v, cut.n);
    OUT(PEAK, phase) = hinge_value_of(cut.v[peak]);
    OUT(PEAK_ACC, phase) = hinge_value_of(peak_acceleration(&cut, view->body->rate_hz));
    OUT(TIME_TO_PEAK, phase) = hinge_value_of(100 * (double)peak / (double)(cut.n - 1));
    if (any_wanted(view, (int[]){PAUSES, PAUSE_TIME, REVERSAL}, 3, phase)) {
        pauses(view, phase, &count, &time_s);
        OUT(PAUSES, phase) = hinge_value_of(count);
        OUT(PAUSE_TIME, phase) = hinge_value_of(time_s);
        OUT(REVERSAL, phase) = hinge_value_of(reversal(view, phase));
    }
    if (any_wanted(view, (int[]){SPARC, LDJ}, 2, phase))
        smoothness(view, &cut, phase, out);
    if (hinge_metric_wanted(view, SPARC_SLOW, phase))
        OUT(SPARC_SLOW, phase) = slow_sparc(view, phase);
}

static void compute_phase(const struct hinge_rep_view *view, enum hinge_phase phase,
                          struct hinge_value *out)
{
    struct hinge_frames f = hinge_view_phase(view, phase);
    struct hinge_value rom = hinge_view_excursion(view, HINGE_SIGNAL_driver, phase);
    double rate = view->body->rate_hz;
    OUT(DURATION, phase) = f.reason == HINGE_REASON_OK
                               ? hinge_value_of((double)(f.to - f.from) / rate)
                               : hinge_value_refuse(f.reason);
    OUT(MEAN, phase) = rom;
    if (rom.reason == HINGE_REASON_OK && !hinge_view_fast_enough(view))
        OUT(MEAN, phase) = rom = hinge_value_refuse(HINGE_REASON_FS_TOO_LOW);
    if (rom.reason == HINGE_REASON_OK)
        OUT(MEAN, phase).value = fabs(rom.value) * rate / (double)(f.to - f.from);
    if (hinge_metric_wanted(view, LUMBAR_PEAK, phase))
        OUT(LUMBAR_PEAK, phase) = peak_speed(view, HINGE_SIGNAL_lumbar_flex, phase);
    if (hinge_metric_wanted(view, HIP_PEAK, phase))
        OUT(HIP_PEAK, phase) = peak_speed(view, HINGE_SIGNAL_hip_flex, phase);
    of_driver(view, phase, out);
}

static void compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    compute_phase(view, HINGE_PHASE_DESCENT, out);
    compute_phase(view, HINGE_PHASE_ASCENT, out);
    struct hinge_frames whole = hinge_view_phase(view, HINGE_PHASE_REP);
    OUT(DURATION, HINGE_PHASE_HOLD) = hinge_value_refuse(HINGE_REASON_PHASE_MISSING);
    if (!isnan(view->rep->hold_s)) /* 0 for a turn without a hold: a value, not a gap */
        OUT(DURATION, HINGE_PHASE_HOLD) = hinge_value_of(view->rep->hold_s);
    OUT(DURATION, HINGE_PHASE_REP) =
        whole.reason == HINGE_REASON_OK
            ? hinge_value_of((double)(whole.to - whole.from) / view->body->rate_hz)
            : hinge_value_refuse(whole.reason);
    struct hinge_value down = OUT(DURATION, HINGE_PHASE_DESCENT);
    struct hinge_value up = OUT(DURATION, HINGE_PHASE_ASCENT);
    OUT(TEMPO, HINGE_PHASE_REP) = down.reason != HINGE_REASON_OK ? down : up;
    if (down.reason == HINGE_REASON_OK && up.reason == HINGE_REASON_OK)
        OUT(TEMPO, HINGE_PHASE_REP) = hinge_value_of(down.value / up.value);
    if (!hinge_metric_wanted(view, DRIVE, HINGE_PHASE_ASCENT))
        return;
    bool hip = view->body->signal[HINGE_SIGNAL_hip_flex] != NULL;
    OUT(DRIVE, HINGE_PHASE_ASCENT) = peak_speed(
        view, hip ? HINGE_SIGNAL_hip_flex : HINGE_SIGNAL_trunk_thigh, HINGE_PHASE_ASCENT);
}

const struct hinge_metric_family hinge_metric_family_tempo = {
    .id = "tempo",
    .title = "Tempo and smoothness",
    .details = "Durations are of kinematic phases; the contraction type itself is not "
               "observed. The "
               "hold is corrected for the time a smooth turn spends below 5 % of its "
               "peak speed "
               "(`seg.turn`). SPARC's upper frequency may exceed the data's own "
               "cutoff: compare it "
               "only between recordings filtered alike.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics,
    .compute = compute};
