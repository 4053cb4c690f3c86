/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The candidate check: feet that travel, thighs that alternate, a trunk that stays. */
#include "reps/gait.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

enum { SERIES = 3 }; /* of a struct hinge_gait */

struct span {
    size_t from, n;
};

/* From the start of the first phase to the end of the last, or the part that exists. */
static struct span candidate_span(const struct hinge_rep *rep)
{
    const struct hinge_phase_bounds *b = &rep->bounds;
    long first = rep->floor ? b->asc_start : b->desc_start;
    long last = rep->floor ? b->desc_end : b->asc_end;
    if (first == HINGE_NO_INDEX)
        first = rep->floor ? b->desc_start : b->asc_start;
    if (last == HINGE_NO_INDEX)
        last = rep->floor ? b->asc_end : b->desc_end;
    if (first == HINGE_NO_INDEX || last < first)
        return (struct span){0, 0};
    return (struct span){(size_t)first, (size_t)(last - first + 1)};
}

static bool mostly_valid(const double *x, struct span span)
{
    size_t valid = 0;
    for (size_t i = 0; i < span.n; i++)
        valid += isnan(x[span.from + i]) ? 0 : 1;
    return (double)valid >= 0.8 * (double)span.n;
}

/* Q95 - Q05 of x - y (y may be NULL) over the span; NaN when mostly missing. */
static void robust_range(const double *x, const double *y, struct span span, double *range)
{
    double low, high;
    *range = (double)NAN;
    double *d = hinge_resize(NULL, span.n, sizeof *d);
    for (size_t i = 0; i < span.n; i++)
        d[i] = x[span.from + i] - (y != NULL ? y[span.from + i] : 0);
    hinge_quantile(d, span.n, 0.05, &low);
    hinge_quantile(d, span.n, 0.95, &high);
    if (mostly_valid(d, (struct span){0, span.n}))
        *range = high - low;
    free(d);
}

/* Range of a smoothed series over the span; NaN when missing. */
static double range_of(const double *x, struct span span)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t i = span.from; x != NULL && i < span.from + span.n; i++) {
        low = x[i] < low ? x[i] : low;
        high = x[i] > high ? x[i] : high;
    }
    return high >= low ? high - low : (double)NAN;
}

/* x - y (y may be NULL) into the next of the series to smooth. */
static double *add_series(struct hinge_gait *gait, double **series, size_t *count, const double *x,
                          const double *y)
{
    double *d = gait->memory + *count * gait->n;
    for (size_t i = 0; i < gait->n; i++)
        d[i] = x[i] - (y != NULL ? y[i] : 0);
    series[(*count)++] = d;
    return d;
}

/* Ankle travel in the anterior direction; unilateral tasks count the quieter ankle. */
static void ankle_travel(const struct hinge_reps_request *request, struct span span,
                         bool unilateral, double *travel)
{
    const struct hinge_body *body = request->body;
    double *const *ankle = body->ankle_side_x;
    *travel = (double)NAN;
    if (body->origin_at_hip) {
        if (ankle[0] != NULL && ankle[1] != NULL)
            robust_range(ankle[0], ankle[1], span, travel);
        return;
    }
    for (int s = 0; s < 2; s++) {
        double range;
        if (ankle[s] == NULL)
            continue;
        robust_range(ankle[s], NULL, span, &range);
        if (isnan(*travel) || (unilateral ? range < *travel : range > *travel))
            *travel = isnan(range) ? *travel : range;
    }
}

void hinge_gait_open(const struct hinge_reps_request *request, struct hinge_gait *gait)
{
    static const enum hinge_signal choice[] = {HINGE_SIGNAL_trunk_incl, HINGE_SIGNAL_thorax_tilt,
                                               HINGE_SIGNAL_pelvis_tilt};
    const struct hinge_body *body = request->body;
    const double *const *thigh = (const double *const *)body->thigh_side;
    const double *trunk = NULL, *drop = body->signal[HINGE_SIGNAL_hip_drop];
    double *series[SERIES];
    size_t count = 0;
    *gait = (struct hinge_gait){.n = body->n,
                                .memory = hinge_resize(NULL, SERIES * body->n, sizeof(double))};
    for (int k = 0; k < 3 && trunk == NULL; k++)
        trunk = body->signal[choice[k]];
    if (thigh[0] != NULL && thigh[1] != NULL)
        gait->stride = add_series(gait, series, &count, thigh[0], thigh[1]);
    if (trunk != NULL)
        gait->trunk = add_series(gait, series, &count, trunk, NULL);
    if (drop != NULL)
        gait->drop = add_series(gait, series, &count, drop, NULL);
    double most = 0.25 * body->rate_hz, cutoff = request->parameters->seg_fc;
    hinge_lowpass_several(series, count, gait->n, body->rate_hz, cutoff < most ? cutoff : most);
}

void hinge_gait_close(struct hinge_gait *gait)
{
    free(gait->memory);
    *gait = (struct hinge_gait){0};
}

/* Descent and ascent together, or the only one there is. */
static bool too_short(const struct hinge_parameters *p, const struct hinge_rep *rep, double rate_hz)
{
    const struct hinge_phase_bounds *b = &rep->bounds;
    bool down = rep->descent == HINGE_REASON_OK, up = rep->ascent == HINGE_REASON_OK;
    double moving = 0;
    if (down)
        moving += (double)(b->desc_end - b->desc_start) / rate_hz;
    if (up)
        moving += (double)(b->asc_end - b->asc_start) / rate_hz;
    return (down || up) && moving < (down && up ? p->gait_min_s : p->gait_min_phase_s);
}

/* One thigh alone, from a sensor, whose zero is standing: in a bend it tips one way, in
 * a stride both. How far it tips the lesser way; NaN where this can't be told. */
static double swing(const struct hinge_body *body, struct span span)
{
    const double *thigh = body->thigh_side[body->thigh_side[0] != NULL ? 0 : 1];
    double forward = 0, backward = 0;
    if (body->has_positions || thigh == NULL || body->lumbar_def == HINGE_LUMBAR_IK ||
        (body->thigh_side[0] != NULL && body->thigh_side[1] != NULL))
        return (double)NAN;
    for (size_t i = span.from; i < span.from + span.n; i++) {
        forward = thigh[i] > forward ? thigh[i] : forward;
        backward = -thigh[i] > backward ? -thigh[i] : backward;
    }
    return forward < backward ? forward : backward;
}

void hinge_gait_check(const struct hinge_reps_request *request, const struct hinge_gait *gait,
                      struct hinge_rep *rep, enum hinge_reason *reason)
{
    const struct hinge_body *body = request->body;
    const struct hinge_parameters *p = request->parameters;
    const struct hinge_task *task =
        hinge_task_find(request->info != NULL ? request->info->task : "");
    struct span span = candidate_span(rep);
    double travel, alternation = (double)NAN, drop = (double)NAN;
    double rom = isnan(rep->rom_deg) ? rep->rom2_deg : rep->rom_deg;
    *reason = HINGE_REASON_OK;
    if (span.n == 0)
        return;
    ankle_travel(request, span, task->unilateral, &travel);
    if (!task->unilateral)
        alternation = range_of(gait->stride, span);
    double trunk = range_of(gait->trunk, span), stride = swing(body, span);
    if (trunk < p->gait_trunk_min)
        drop = range_of(gait->drop, span);
    if (travel > p->gait_foot_LL * body->leg0)
        *reason = HINGE_REASON_STEPPING;
    else if (alternation > fmax(p->gait_alt_min, p->gait_alt_frac * rom) ||
             (!task->unilateral && stride > p->gait_alt_min / 2))
        *reason = HINGE_REASON_ALTERNATING;
    else if (trunk < p->gait_trunk_min && !(drop >= p->gait_drop_LL * body->leg0))
        *reason = HINGE_REASON_NO_TRUNK;
    else if (!task->fast && too_short(p, rep, body->rate_hz))
        *reason = HINGE_REASON_TOO_SHORT;
    if (isnan(travel) && isnan(alternation) && isnan(stride))
        rep->warnings |= HINGE_WARN(GAIT_UNTESTED);
}
