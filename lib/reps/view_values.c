/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Simple values of one repetition, and the widths they are smoothed by. */
#include "reps/view.h"

#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

/* Why a signal lacks frames: SEG_DEGENERATE where a segment was too short in one,
 * GIMBAL where a 3D angle was beyond its limit. */
static enum hinge_reason missing_reason(const struct hinge_rep_view *view, enum hinge_signal signal,
                                        struct hinge_frames frames)
{
    const double *x = view->body->signal[signal];
    bool solid = signal >= HINGE_SIGNAL_lumbar_flex_3d && signal <= HINGE_SIGNAL_pelvic_yaw_3d &&
                 view->body->gimbal != NULL;
    for (long i = frames.from; solid && i <= frames.to; i++)
        if (isnan(x[i]) && view->body->gimbal[i])
            return HINGE_REASON_GIMBAL;
    for (long i = frames.from; view->body->degenerate != NULL && i <= frames.to; i++)
        if (isnan(x[i]) && view->body->degenerate[i])
            return HINGE_REASON_SEG_DEGENERATE;
    return HINGE_REASON_GAP_IN_PHASE;
}

enum hinge_reason hinge_view_gaps_over(const struct hinge_rep_view *view, enum hinge_signal signal,
                                       struct hinge_frames frames, double share)
{
    const double *x = view->body->signal[signal];
    long n = frames.to - frames.from + 1; /* below 0: it ended before it began */
    size_t missing = n > 0 ? hinge_count_missing(x + frames.from, (size_t)n) : 0;
    return (double)missing > share * (double)n ? missing_reason(view, signal, frames)
                                               : HINGE_REASON_OK;
}

enum hinge_reason hinge_view_gaps(const struct hinge_rep_view *view, enum hinge_signal signal,
                                  struct hinge_frames frames)
{
    return hinge_view_gaps_over(view, signal, frames, view->parameters->miss_phase);
}

/* Value at frame i, or at one of the two frames after it in direction step. */
static double near(const double *x, long i, long step)
{
    for (int k = 0; k < 2 && isnan(x[i]); k++)
        i += step;
    return x[i];
}

/* The phase boundary next to frame i in direction step (1, -1), among those of this
 * repetition and its neighbours; NO_INDEX when there is none. */
static long next_boundary(const struct hinge_rep_view *view, long i, long step)
{
    const struct hinge_rep *all = view->reps->rep, *last = all + view->reps->n - 1;
    const struct hinge_rep *from = view->rep > all ? view->rep - 1 : view->rep;
    const struct hinge_rep *to = view->rep < last ? view->rep + 1 : view->rep;
    long best = HINGE_NO_INDEX;
    for (const struct hinge_rep *rep = from; rep <= to; rep++) {
        const long bounds[] = {rep->bounds.desc_start, rep->bounds.desc_end, rep->bounds.asc_start,
                               rep->bounds.asc_end};
        for (int k = 0; k < 4; k++) {
            long beyond = (bounds[k] - i) * step;
            if (bounds[k] != HINGE_NO_INDEX && beyond > 0 &&
                (best == HINGE_NO_INDEX || beyond < (best - i) * step))
                best = bounds[k];
        }
    }
    return best;
}

/* How far from boundary i a mean may reach in direction step at most: to the middle of
 * the phase there. Outside, a turn too short to be a hold is no rest, and the phase
 * beyond it counts. */
static long room(const struct hinge_rep_view *view, long i, long step, bool outside, bool *rest)
{
    long from = i, to = next_boundary(view, i, step);
    *rest =
        outside && (to == HINGE_NO_INDEX ||
                    (double)labs(to - i) >= view->parameters->seg_hold_min * view->body->rate_hz);
    if (outside && !*rest) {
        long beyond = next_boundary(view, to, step);
        from = beyond == HINGE_NO_INDEX ? from : to;
        to = beyond == HINGE_NO_INDEX ? to : beyond;
    }
    return to == HINGE_NO_INDEX ? (long)view->body->n : labs((from + to) / 2 - i);
}

/* How far its mean does: half of excursion.w_s, and all of it into a rest, where
 * nothing moves and more frames outweigh the few that the driver's noise chose. */
static long reach(const struct hinge_rep_view *view, long i, long step, bool outside)
{
    bool rest;
    long limit = room(view, i, step, outside, &rest);
    double width = view->parameters->excursion_w_s * (rest ? 2 : 1);
    long half = lround(width / 2 * view->body->rate_hz);
    return half < limit ? half : limit;
}

struct hinge_frames hinge_view_around(const struct hinge_rep_view *view, enum hinge_phase phase,
                                      long half)
{
    struct hinge_frames f = hinge_view_phase(view, phase);
    bool rest;
    if (f.reason != HINGE_REASON_OK)
        return f;
    long before = room(view, f.from, -1, true, &rest);
    long after = room(view, f.to, 1, true, &rest);
    return hinge_view_clip(view, f.from - (half < before ? half : before),
                           f.to + (half < after ? half : after));
}

/* Frames around boundary i of a phase; `inside` is the direction into it. What lies
 * outside a hold is no rest. */
static struct hinge_frames around_end(const struct hinge_rep_view *view, enum hinge_phase phase,
                                      long i, long inside)
{
    bool moves = phase != HINGE_PHASE_HOLD;
    return hinge_view_clip(view, i - reach(view, i, -1, moves && inside > 0),
                           i + reach(view, i, 1, moves && inside < 0));
}

struct hinge_ends hinge_view_ends(const struct hinge_rep_view *view)
{
    struct hinge_ends ends;
    for (int p = 0; p < HINGE_PHASE_COUNT; p++) {
        enum hinge_phase phase = (enum hinge_phase)p;
        struct hinge_frames f = hinge_view_phase(view, phase);
        ends.start[p] = ends.end[p] = f;
        if (f.reason == HINGE_REASON_OK) {
            ends.start[p] = around_end(view, phase, f.from, 1);
            ends.end[p] = around_end(view, phase, f.to, -1);
        }
    }
    return ends;
}

/* Mean of a signal around boundary i of a phase. */
static double boundary_mean(const struct hinge_rep_view *view, const double *x,
                            enum hinge_phase phase, long i, long inside)
{
    double single = near(x, i, inside);
    struct hinge_frames f = view->ends == NULL ? around_end(view, phase, i, inside)
                            : inside > 0       ? view->ends->start[phase]
                                               : view->ends->end[phase];
    if (isnan(single) || f.from == f.to)
        return single;
    return hinge_mean(x + f.from, (size_t)(f.to - f.from + 1));
}

struct hinge_value hinge_view_phase_end(const struct hinge_rep_view *view, enum hinge_signal signal,
                                        enum hinge_phase phase, bool start)
{
    const double *x = view->body->signal[signal];
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    return hinge_value_of(start ? boundary_mean(view, x, phase, f.from, 1)
                                : boundary_mean(view, x, phase, f.to, -1));
}

struct hinge_value hinge_view_excursion(const struct hinge_rep_view *view, enum hinge_signal signal,
                                        enum hinge_phase phase)
{
    const double *x = view->body->signal[signal];
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    if (phase == HINGE_PHASE_REP)
        return hinge_view_bottom(view, signal, true);
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (f.reason == HINGE_REASON_OK)
        f.reason = hinge_view_gaps(view, signal, f);
    if (f.reason == HINGE_REASON_OK && f.to - f.from < 4)
        f.reason = HINGE_REASON_PHASE_TOO_SHORT;
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    return hinge_value_of(boundary_mean(view, x, phase, f.to, -1) -
                          boundary_mean(view, x, phase, f.from, 1));
}

struct hinge_value hinge_view_standing(const struct hinge_rep_view *view, enum hinge_signal signal)
{
    const struct hinge_standing *standing = &view->reps->standing;
    if (!standing->found)
        return hinge_value_refuse(HINGE_REASON_NO_STANDING_REF);
    return hinge_value_of(standing->value[signal]);
}

enum hinge_signal hinge_view_depth(const struct hinge_body *body)
{
    return body->tier != 'C' && body->signal[HINGE_SIGNAL_total_flex] != NULL
               ? HINGE_SIGNAL_total_flex
               : HINGE_SIGNAL_driver;
}

struct hinge_value hinge_view_bottom(const struct hinge_rep_view *view, enum hinge_signal signal,
                                     bool change)
{
    const double *x = view->body->signal[signal];
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    struct hinge_value zero = {0, HINGE_REASON_OK};
    if (change)
        zero = hinge_view_standing(view, signal);
    if (zero.reason != HINGE_REASON_OK)
        return zero;
    struct hinge_frames f = hinge_view_bottom_frames(view);
    if (f.reason == HINGE_REASON_OK && view->rep->gap)
        f.reason = HINGE_REASON_GAP_IN_PHASE;
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    double median =
        hinge_median_within(x + f.from, (size_t)(f.to - f.from + 1), view->reps->scratch);
    return isnan(median) ? hinge_value_refuse(missing_reason(view, signal, f))
                         : hinge_value_of(median - zero.value);
}

bool hinge_view_fast_enough(const struct hinge_rep_view *view)
{
    return hinge_rate_reaches(view->body->rate_hz, view->parameters->fs_min_vel);
}

size_t hinge_view_width(const struct hinge_rep_view *view, double seconds)
{
    long half = lround((seconds * view->body->rate_hz - 1) / 2);
    return half > 0 ? 2 * (size_t)half + 1 : 1;
}

/* Keypoints get the whole window however short the descent: a cap lets noise pass. */
size_t hinge_view_smoothing(const struct hinge_rep_view *view)
{
    const struct hinge_parameters *p = view->parameters;
    if (view->body->tier != 'A')
        return hinge_view_width(view, p->peak_w_BC);
    const struct hinge_phase_bounds *b = &view->rep->bounds;
    long phase = b->desc_end - b->desc_start;
    if (b->desc_start == HINGE_NO_INDEX || b->desc_end == HINGE_NO_INDEX)
        phase = b->asc_end - b->asc_start;
    double most = p->peak_w_frac * (double)phase / view->body->rate_hz;
    return hinge_view_width(view, p->peak_w_A < most ? p->peak_w_A : most);
}
