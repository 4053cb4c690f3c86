/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dowel rule (SCIENCE 7.5): the gap that a straight rod on back of the head,
 * mid-back and tailbone must leave, however it is held. */
#include "metrics/parts/dowel.h"
#include "metrics/metric.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

#define REP HINGE_IN_REP
enum { HEAD, MIDDLE, TAIL, LOST, METRICS };

static const struct hinge_metric metrics[] = {
    [HEAD] = {"dowel_head_tl", "TL",
              "largest gap at the head, rod on back and tailbone", "definition", 3, REP,
              "mean"},
    [MIDDLE] = {"dowel_mid_tl", "TL",
                "largest gap at the mid-back, rod on head and tailbone", "definition",
                3, REP, "mean"},
    [TAIL] = {"dowel_tail_tl", "TL",
              "largest gap at the tailbone, rod on head and back", "definition", 3, REP,
              "mean"},
    [LOST] = {"dowel_gap_tl", "TL", "largest gap however the rod is held", "definition",
              3, REP, "mean"},
};

static struct hinge_plane_point point(const struct hinge_body *body, int k, size_t i)
{
    return (struct hinge_plane_point){body->dowel[k][0][i], body->dowel[k][1][i]};
}

/* How far the ear stands before the line of tailbone and mid-back in standing: moved
 * back by so much it is the back of the head. */
static double ear_offset(const struct hinge_rep_view *view, size_t from, size_t to)
{
    double sum = 0;
    size_t n = 0;
    for (size_t i = from; i <= to; i++) {
        struct hinge_dowel d = hinge_dowel_line(
            point(view->body, 3, i), point(view->body, 1, i), point(view->body, 2, i));
        if (isnan(d.head_off))
            continue;
        sum += d.head_off;
        n++;
    }
    return n > 0 ? sum / (double)n : (double)NAN;
}

static struct hinge_dowel dowel_at(const struct hinge_rep_view *view, double ear,
                                   size_t i)
{
    struct hinge_plane_point m = point(view->body, 1, i), s = point(view->body, 2, i);
    if (view->body->dowel[0][0] != NULL)
        return hinge_dowel_line(point(view->body, 0, i), m, s);
    return hinge_dowel_line(hinge_dowel_back(point(view->body, 3, i), m, s, ear), m, s);
}

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
    return view->reps->standing.found ? HINGE_REASON_OK : HINGE_REASON_NO_STANDING_REF;
}

/* Largest of each gap over the repetition, smoothed as any maximum. */
static enum hinge_status largest(const struct hinge_rep_view *view,
                                 struct hinge_frames f, struct hinge_value gap[METRICS])
{
    size_t n = (size_t)(f.to - f.from + 1), from, to, known = 0;
    double *x = hinge_alloc((METRICS + 1) * n, sizeof *x), rest = 0;
    if (x == NULL)
        return HINGE_NOMEM;
    standing_frames(view, &from, &to);
    double ear = view->body->dowel[0][0] == NULL ? ear_offset(view, from, to) : 0;
    for (size_t i = from; i <= to; i++) {
        double sag = dowel_at(view, ear, i).sag;
        rest += isnan(sag) ? 0 : sag;
        known += isnan(sag) == 0;
    }
    rest = known > 0 ? rest / (double)known : (double)NAN;
    for (size_t i = 0; i < n; i++) {
        struct hinge_dowel d = dowel_at(view, ear, (size_t)f.from + i);
        struct hinge_dowel_gaps g =
            hinge_dowel_gaps((d.sag - rest) / view->reps->trunk_length, d.place);
        x[HEAD * n + i] = g.head;
        x[MIDDLE * n + i] = g.middle;
        x[TAIL * n + i] = g.tail;
        x[LOST * n + i] = g.lost;
    }
    for (int k = 0; k < METRICS; k++) {
        double most = (double)NAN, *smooth = x + METRICS * n;
        hinge_moving_average(x + (size_t)k * n, 0, n - 1, hinge_view_smoothing(view),
                             smooth);
        for (size_t i = 0; i < n; i++)
            most = fmax(most, smooth[i]);
        gap[k] = isnan(most) ? hinge_value_refuse(HINGE_REASON_SEG_DEGENERATE)
                             : hinge_value_of(most);
    }
    free(x);
    return HINGE_OK;
}

static enum hinge_status compute(const struct hinge_rep_view *view,
                                 struct hinge_value *out)
{
    struct hinge_value gap[METRICS];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_REP);
    enum hinge_reason reason = missing(view);
    enum hinge_status status = HINGE_OK;
    if (reason == HINGE_REASON_OK)
        reason = f.reason;
    for (int k = 0; k < METRICS; k++)
        gap[k] = hinge_value_refuse(reason);
    if (reason == HINGE_REASON_OK)
        status = largest(view, f, gap);
    for (int k = 0; k < METRICS; k++)
        out[k * HINGE_PHASE_COUNT + HINGE_PHASE_REP] = gap[k];
    return status;
}

const struct hinge_metric_family hinge_metric_family_dowel = {
    .id = "dowel",
    .title = "Dowel",
    .details =
        "A rod should touch the back of the head, the mid-back (T8, else T10, else "
        "between C7 and T12/L1) and the tailbone. When the mid-back bulges against "
        "standing, a straight rod cannot touch all three: held on two of them it "
        "leaves "
        "the gap at the third. `dowel_gap_tl` is the smallest gap there is a way to "
        "hold the rod with. Without a marker on the back of the head the ear stands "
        "in, "
        "moved back as far as it stands before the line of the other two in standing.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics,
    .compute = compute};
