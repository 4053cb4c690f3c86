/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much the curves of a trial's repetitions differ (method 6.10), at the same depth
 * and, with their velocities, at the same time: one value a trial, computed once and
 * given in each of its rows. */
#include "base/parameters.h"
#include "metrics/metric.h"

#include "signal/signal.h"

enum { LUMBAR, HIP, SIGNALS };
enum { CURVE, PLANE = CURVE + SIGNALS, METRICS = PLANE + SIGNALS };
enum { LEAST_REPS = 3, PHASES = 2 };
static const enum hinge_signal signals[SIGNALS] = {HINGE_SIGNAL_lumbar_flex, HINGE_SIGNAL_hip_flex};
static const enum hinge_phase phases[PHASES] = {HINGE_PHASE_DESCENT, HINGE_PHASE_ASCENT};

struct shared {
    struct hinge_value value[METRICS][PHASES];
};

/* Values of a signal at the frames `at` where the driver first passes each percent of its way, in a
 * repetition that counts; false without. */
static bool curve_of(const struct hinge_rep_view *view, enum hinge_signal signal,
                     enum hinge_phase phase, const double *at, double curve[HINGE_CURVE_POINTS])
{
    const struct hinge_frames f = hinge_view_signal(view, signal, phase);
    if (!hinge_rep_counts(view->rep) || f.reason != HINGE_REASON_OK)
        return false;
    for (int i = 0; i < HINGE_CURVE_POINTS; i++) { /* not reached: NaN, as there */
        curve[i] = hinge_value_at(view->body->signal[signal], view->body->n, at[i]);
        if (isnan(curve[i]))
            return false;
    }
    return true;
}

/* SD (n - 1) at each level, then the mean over the levels. */
static struct hinge_value mean_sd(const struct hinge_rep_view *view, enum hinge_signal signal,
                                  enum hinge_phase phase, const double *at, double *curves,
                                  double *scratch)
{
    size_t n = 0;
    double sum = 0;
    if (view->body->signal[signal] == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    for (size_t k = 0; k < view->reps->n; k++) {
        struct hinge_rep_view rep = hinge_view_of_rep(view, k);
        n += curve_of(&rep, signal, phase, at + k * HINGE_CURVE_POINTS,
                      curves + n * HINGE_CURVE_POINTS);
    }
    if (n < LEAST_REPS)
        return hinge_value_refuse(HINGE_REASON_TOO_FEW_REPS);
    for (size_t i = 0; i < HINGE_CURVE_POINTS; i++) {
        for (size_t k = 0; k < n; k++)
            scratch[k] = curves[k * HINGE_CURVE_POINTS + i];
        sum += sqrt(hinge_variance(scratch, n));
    }
    return hinge_value_of(sum / HINGE_CURVE_POINTS);
}

/* Angle and velocity at each percent of the phase's time, in a repetition that counts;
 * false without. work: two of body->n values. */
static bool plane_of(const struct hinge_rep_view *view, enum hinge_signal signal,
                     enum hinge_phase phase, double *work, double *angle, double *velocity)
{
    const struct hinge_frames f = hinge_view_signal(view, signal, phase);
    double seconds = view->body->tier == 'A' ? 0 : view->parameters->peak_w_BC;
    double *v = work + view->body->n, known = 0;
    if (!hinge_rep_counts(view->rep) || f.reason != HINGE_REASON_OK)
        return false;
    /* a frame more at each end: speeds there need it */
    struct hinge_frames wide = hinge_view_clip(view, f.from - 1, f.to + 1);
    size_t n = (size_t)(wide.to - wide.from + 1), first = (size_t)(f.from - wide.from);
    size_t last = first + (size_t)(f.to - f.from);
    hinge_moving_average(view->body->signal[signal], (size_t)wide.from, (size_t)wide.to,
                         hinge_view_width(view, seconds), work);
    hinge_derivative(work, n, view->body->rate_hz, v);
    hinge_resample(work, first, last, HINGE_CURVE_POINTS, angle);
    hinge_resample(v, first, last, HINGE_CURVE_POINTS, velocity);
    for (int i = 0; i < HINGE_CURVE_POINTS; i++)
        known += angle[i] + velocity[i];
    return !isnan(known);
}

/* Range of the mean of n curves, or its largest size. */
static double scale_of(const double *curves, size_t n, bool size)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < HINGE_CURVE_POINTS; i++) {
        double sum = 0;
        for (size_t k = 0; k < n; k++)
            sum += curves[k * HINGE_CURVE_POINTS + i];
        low = fmin(low, sum / (double)n);
        high = fmax(high, sum / (double)n);
    }
    return size ? fmax(fabs(low), fabs(high)) : high - low;
}

/* Mean distance (root mean square over repetitions) from the mean path in the plane of
 * angle and velocity, in per cent of the path's range and of its fastest velocity. */
static struct hinge_value plane_sd(const struct hinge_rep_view *view, enum hinge_signal signal,
                                   enum hinge_phase phase, double *curves, double *work)
{
    size_t n = 0, room = view->reps->n;
    double *angle = curves, *velocity = curves + HINGE_CURVE_POINTS * room, *at = work, sum = 0;
    if (view->body->signal[signal] == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    if (!hinge_view_fast_enough(view))
        return hinge_value_refuse(HINGE_REASON_FS_TOO_LOW);
    for (size_t k = 0; k < room; k++) {
        struct hinge_rep_view rep = hinge_view_of_rep(view, k);
        n += plane_of(&rep, signal, phase, work, angle + n * HINGE_CURVE_POINTS,
                      velocity + n * HINGE_CURVE_POINTS);
    }
    if (n < LEAST_REPS)
        return hinge_value_refuse(HINGE_REASON_TOO_FEW_REPS);
    const double *curve[2] = {angle, velocity};
    double scale[2] = {scale_of(angle, n, false), scale_of(velocity, n, true)};
    if (scale[0] < view->parameters->onset_min_rom)
        return hinge_value_refuse(HINGE_REASON_ROM_SMALL);
    for (size_t i = 0; i < HINGE_CURVE_POINTS; i++) {
        double variance = 0;
        for (int c = 0; c < 2; c++) {
            for (size_t k = 0; k < n; k++)
                at[k] = curve[c][k * HINGE_CURVE_POINTS + i] / scale[c];
            variance += hinge_variance(at, n);
        }
        sum += sqrt(variance);
    }
    return hinge_value_of(100 * sum / HINGE_CURVE_POINTS);
}

/* Number k of what all repetitions share. */
static struct hinge_value shared_value(const struct hinge_rep_view *view,
                                       const struct hinge_metric *row, enum hinge_phase phase)
{
    static const char owner;
    bool made;
    struct shared *shared = hinge_reps_kept(view->reps, &owner, sizeof *shared, &made);
    if (made) {
        size_t room = view->reps->n, frames = view->body->n; /* curves, then room to work */
        size_t most = 2 * frames > room ? 2 * frames : room;
        double *curves = hinge_arena_raw(view->reps->scratch, 3 * HINGE_CURVE_POINTS * room + most,
                                         sizeof *curves);
        double *at = curves + 2 * HINGE_CURVE_POINTS * room, *work = at + HINGE_CURVE_POINTS * room;
        for (int p = 0; p < PHASES; p++) {
            for (size_t k = 0; k < room; k++) {
                const struct hinge_rep_view rep = hinge_view_of_rep(view, k);
                if (hinge_rep_counts(rep.rep))
                    hinge_view_progress_places(&rep, phases[p], HINGE_CURVE_POINTS,
                                               at + k * HINGE_CURVE_POINTS);
            }
            for (int s = 0; s < SIGNALS; s++) {
                shared->value[CURVE + s][p] =
                    mean_sd(view, signals[s], phases[p], at, curves, work);
                shared->value[PLANE + s][p] = plane_sd(view, signals[s], phases[p], curves, work);
            }
        }
    }
    struct hinge_frames f = hinge_view_phase(view, phase);
    return f.reason == HINGE_REASON_OK ? shared->value[row->k][phase == HINGE_PHASE_ASCENT]
                                       : hinge_value_refuse(f.reason);
}

#define MOVES (HINGE_IN_DESCENT | HINGE_IN_ASCENT)

/* clang-format off */
#define CURVE_SD(of, number)                                                                       \
    {of "_curve_sd_deg", "deg", "mean SD of " of " flexion between repetitions at the same progress", "definition", 2, MOVES, "mean", \
     .each_phase = shared_value, .k = CURVE + (number)}
#define PLANE_SD(of, number)                                                                       \
    {of "_angle_velocity_sd_pct", "percent", "mean SD of " of " angle and velocity between repetitions, in their plane", "definition", 1, \
     MOVES, "mean", .each_phase = shared_value, .k = PLANE + (number)}
static const struct hinge_metric metrics[METRICS] = {
    CURVE_SD("lumbar", LUMBAR),
    CURVE_SD("hip", HIP),
    PLANE_SD("lumbar", LUMBAR),
    PLANE_SD("hip", HIP),
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_variability = {
    .id = "variability",
    .title = "Variability of curves",
    .details =
        "Between the complete repetitions of a recording, at least three: the mean, over each "
        "percent of the driver's way, of the SD of an angle. For angle and velocity together it is "
        "the mean of sqrt(SD(angle)^2 + SD(velocity)^2) over each percent of the phase's time. "
        "Angles are shares of the mean curve's range, and velocities shares of its peak. A similar "
        "index is reported for lifting "
        "(doi:10.1038/s41598-024-73430-8). Keypoints are smoothed over `peak.w_BC` first.",
    .metric = metrics,
    .n = METRICS};
