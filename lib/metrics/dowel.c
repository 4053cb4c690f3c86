/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dowel rule (method 7.5): the gap that a straight rod on back of the head,
 * mid-back and tailbone must leave, however it is held. */
#include "metrics/metric.h"
#include "metrics/parts/rod.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

#define REP HINGE_IN_REP
enum { HEAD, MIDDLE, TAIL, LOST, GAPS, TRACKED = GAPS, FROM_REFERENCE, NOISE, METRICS };

static const struct hinge_metric metrics[] = {
    [HEAD] = {"dowel_head_tl", "TL", "largest gap at the head, rod on back and tailbone",
              "definition", 3, REP, "mean"},
    [MIDDLE] = {"dowel_mid_tl", "TL", "largest gap at the mid-back, rod on head and tailbone",
                "definition", 3, REP, "mean"},
    [TAIL] = {"dowel_tail_tl", "TL", "largest gap at the tailbone, rod on head and back",
              "definition", 3, REP, "mean"},
    [LOST] = {"dowel_gap_tl", "TL", "largest gap however the rod is held", "definition", 3, REP,
              "mean"},
    [TRACKED] = {"dowel_tracked", "1", "1 where a rod in the hands was tracked", "definition", 0,
                 REP, "mean"},
    [FROM_REFERENCE] = {"dowel_from_ref", "1",
                        "1 where the zero is a recording with the dowel, 0 the own "
                        "standing",
                        "definition", 0, REP, "mean"},
    [NOISE] = {"dowel_noise_tl", "TL", "gap that noise makes in standing, root mean square",
               "definition", 4, REP, "mean"},
};

/* Frames of standing in this recording; its first half second when it was taken from
 * another one. */
static void standing_frames(const struct hinge_rep_view *view, size_t *from, size_t *to)
{
    const struct hinge_standing *s = &view->reps->standing;
    size_t half = (size_t)lround(0.5 * view->body->rate_hz);
    *from = s->from;
    *to = s->to > s->from ? s->to : half < view->body->n ? half : view->body->n - 1;
}

static enum hinge_reason missing(const struct hinge_rep_view *view)
{
    const struct hinge_body *body = view->body;
    if (body->tier == 'C' || body->dowel[1][0] == NULL || body->dowel[2][0] == NULL)
        return HINGE_REASON_TIER_C_NO_LUMBAR;
    if (body->dowel[0][0] == NULL && body->dowel[3][0] == NULL)
        return HINGE_REASON_NO_HEAD;
    bool reference = view->limits != NULL && view->limits->dowel.known;
    return reference || view->reps->standing.found ? HINGE_REASON_OK : HINGE_REASON_NO_STANDING_REF;
}

/* Largest of each gap over the repetition, smoothed as any maximum. */
static void largest(const struct hinge_rep_view *view, const struct hinge_dowel_zero *zero,
                    struct hinge_frames f, struct hinge_value gap[GAPS])
{
    size_t n = (size_t)(f.to - f.from + 1);
    double *x = hinge_resize(NULL, (GAPS + 1) * n, sizeof *x);
    hinge_rod_gaps(view->body, zero, view->reps->trunk_length, (size_t)f.from, n, x);
    for (int k = 0; k < GAPS; k++) {
        double most = (double)NAN, *smooth = x + GAPS * n;
        if (!hinge_metric_wanted(view, k, HINGE_PHASE_REP))
            continue;
        hinge_moving_average(x + (size_t)k * n, 0, n - 1, hinge_view_smoothing(view), smooth);
        for (size_t i = 0; i < n; i++)
            most = smooth[i] < most || isnan(smooth[i]) ? most : smooth[i];
        gap[k] =
            isnan(most) ? hinge_value_refuse(HINGE_REASON_SEG_DEGENERATE) : hinge_value_of(most);
    }
    free(x);
}

/* What the gap is where nothing moves, from its own mean there. */
static void noise(const struct hinge_rep_view *view, size_t from, size_t to,
                  struct hinge_value *value)
{
    double length = view->reps->trunk_length, squares = 0;
    struct hinge_dowel_zero own;
    size_t n = to - from + 1, known = 0;
    *value = hinge_value_refuse(HINGE_REASON_NO_STANDING_REF);
    if (!hinge_rod_zero(view->body, from, to, length, &own))
        return;
    double *gap = hinge_resize(NULL, GAPS * n, sizeof *gap);
    const double *lost = gap + LOST * n;
    hinge_rod_gaps(view->body, &own, length, from, n, gap);
    for (size_t i = 0; i < n; i++) {
        squares += isnan(lost[i]) ? 0 : lost[i] * lost[i];
        known += isnan(lost[i]) == 0;
    }
    *value = hinge_value_of(known > 0 ? sqrt(squares / (double)known) : 0);
    free(gap);
}

static enum hinge_status compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    struct hinge_value v[METRICS];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_REP);
    struct hinge_dowel_zero zero;
    enum hinge_reason reason = missing(view);
    bool reference = view->limits != NULL && view->limits->dowel.known;
    if (reason == HINGE_REASON_OK)
        reason = f.reason;
    for (int k = 0; k < METRICS; k++)
        v[k] = hinge_value_refuse(reason);
    if (reason == HINGE_REASON_OK) {
        size_t from, to;
        standing_frames(view, &from, &to);
        if (reference)
            zero = view->limits->dowel;
        else
            (void)hinge_rod_zero(view->body, from, to, view->reps->trunk_length, &zero);
        largest(view, &zero, f, v);
        v[TRACKED] = hinge_value_of(hinge_rod_tracked(view->body));
        v[FROM_REFERENCE] = hinge_value_of(reference);
        if (hinge_metric_wanted(view, NOISE, HINGE_PHASE_REP))
            noise(view, from, to, &v[NOISE]);
    }
    for (int k = 0; k < METRICS; k++)
        out[k * HINGE_PHASE_COUNT + HINGE_PHASE_REP] = v[k];
    return HINGE_OK;
}

const struct hinge_metric_family hinge_metric_family_dowel = {
    .id = "dowel",
    .title = "Dowel",
    .details = "A rod should touch the back of the head, the mid-back (T8, else T10, else "
               "between C7 and T12/L1) and the tailbone. When the mid-back bulges, a "
               "straight rod cannot touch all three: held on two of them it leaves the "
               "gap at the third. `dowel_gap_tl` is the smallest gap that any way of "
               "holding the rod leaves. With markers on a rod (`dow_1`, `dow_2`) the gaps "
               "are its distances behind the three points, and `dowel_gap_tl` is the "
               "largest of them. The zero is a recording with the role `dowel_ref` "
               "(standing, all three touching) of the same participant and session, else "
               "the own standing (`dowel_from_ref`). Without a marker on the back of the "
               "head the ear is used, moved back by its distance before the line of the "
               "other two in the reference.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics,
    .compute = compute};
