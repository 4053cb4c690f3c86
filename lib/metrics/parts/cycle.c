/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Relative phase of two angles over whole repetitions, and how much it differs between
 * them. In: a repetition and those beside it. Out: two values; what is kept belongs to
 * the repetitions. */
#include "metrics/parts/cycle.h"

#include "base/memory.h"
#include "metrics/parts/circular.h"
#include "reps/view.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST_REPS = 3 };

bool hinge_rep_counts(const struct hinge_rep *rep)
{
    return rep->complete && !rep->gap && (rep->warnings & HINGE_WARN(PARTIAL)) == 0;
}

struct hinge_rep_view hinge_view_of_rep(const struct hinge_rep_view *view, size_t k)
{
    struct hinge_rep_view v = *view;
    v.rep = &view->reps->rep[k];
    return v;
}

enum hinge_reason hinge_curves_of_two(const struct hinge_rep_view *view,
                                      const enum hinge_signal pair[2], enum hinge_phase phase,
                                      double *work, double curve[2][HINGE_CURVE_POINTS])
{
    struct hinge_frames f = hinge_view_phase(view, phase);
    double seconds = view->body->tier == 'A' ? 0 : view->parameters->peak_w_BC;
    for (int k = 0; k < 2; k++) {
        const double *x = view->body->signal[pair[k]];
        if (x == NULL)
            return view->body->reason[pair[k]];
        if (f.reason == HINGE_REASON_OK)
            f.reason = hinge_view_gaps(view, pair[k], f);
        if (f.reason != HINGE_REASON_OK)
            return f.reason;
        hinge_moving_average(x, (size_t)f.from, (size_t)f.to, hinge_view_width(view, seconds),
                             work);
        hinge_resample(work, 0, (size_t)(f.to - f.from), HINGE_CURVE_POINTS, curve[k]);
    }
    return HINGE_REASON_OK;
}

/* Of a repetition: its relative phase, or why not. */
struct cycle {
    enum hinge_reason reason;
    double phase[HINGE_CRP_POINTS];
};

/* Of all repetitions: known from the first one on. */
struct cycles {
    struct hinge_value deviation;
    struct cycle rep[];
};

static enum hinge_reason relative_phase(const struct hinge_rep_view *view,
                                        const enum hinge_signal pair[2], double least_deg,
                                        double *work, double phase[HINGE_CRP_POINTS])
{
    double curve[2][HINGE_CURVE_POINTS];
    if (view->rep->floor)
        return HINGE_REASON_CRP_NEEDS_CYCLE;
    enum hinge_reason reason = hinge_curves_of_two(view, pair, HINGE_PHASE_REP, work, curve);
    for (int k = 0; k < 2 && reason == HINGE_REASON_OK; k++) {
        double low = INFINITY, high = -INFINITY;
        for (int i = 0; i < HINGE_CURVE_POINTS; i++) {
            if (isnan(curve[k][i]))
                return HINGE_REASON_GAP_IN_PHASE;
            low = fmin(low, curve[k][i]);
            high = fmax(high, curve[k][i]);
        }
        if (high - low < least_deg)
            return HINGE_REASON_ROM_SMALL;
        if (fabs(curve[k][0] - curve[k][HINGE_CURVE_POINTS - 1]) >
            view->parameters->crp_return * (high - low))
            return HINGE_REASON_CRP_NEEDS_CYCLE;
    }
    if (reason == HINGE_REASON_OK)
        hinge_relative_phase(curve[0], curve[1], phase);
    return reason;
}

static struct hinge_value mean_size(const struct hinge_rep_view *view,
                                    const double phase[HINGE_CRP_POINTS])
{
    double sum = 0;
    int edge = view->parameters->crp_edge, n = 0;
    for (int i = edge; i < HINGE_CRP_POINTS - edge; i++, n++)
        sum += fabs(phase[i]);
    return hinge_value_of(sum / n);
}

/* SD over repetitions of the phase about its pointwise circular mean, then the mean
 * over the points. */
static struct hinge_value deviation(const struct hinge_rep_view *view, const struct cycles *cycles,
                                    double *all)
{
    size_t n = 0, room = view->reps->n;
    int edge = view->parameters->crp_edge, points = 0;
    double sum = 0;
    for (size_t k = 0; k < room; k++) {
        const struct cycle *rep = &cycles->rep[k];
        if (!hinge_rep_counts(&view->reps->rep[k]) || rep->reason != HINGE_REASON_OK)
            continue;
        for (size_t i = 0; i < HINGE_CRP_POINTS; i++)
            all[i * room + n] = rep->phase[i];
        n++;
    }
    if (n < LEAST_REPS)
        return hinge_value_refuse(HINGE_REASON_TOO_FEW_REPS);
    for (int i = edge; i < HINGE_CRP_POINTS - edge; i++, points++) {
        double *at = all + (size_t)i * room, mean = hinge_circular_mean(at, n).mean;
        for (size_t k = 0; k < n; k++)
            at[k] = hinge_wrap_180(at[k] - mean);
        sum += sqrt(hinge_variance(at, n));
    }
    return hinge_value_of(sum / points);
}

static void build(const struct hinge_rep_view *view, const enum hinge_signal pair[2],
                  double least_deg, struct cycles *cycles)
{
    size_t n = view->body->n, reps = view->reps->n;
    double *work = hinge_resize(NULL, n + HINGE_CRP_POINTS * reps, sizeof *work);
    for (size_t k = 0; k < reps; k++) {
        struct hinge_rep_view v = hinge_view_of_rep(view, k);
        cycles->rep[k].reason = relative_phase(&v, pair, least_deg, work, cycles->rep[k].phase);
    }
    cycles->deviation = deviation(view, cycles, work + n);
    free(work);
}

void hinge_cycle_values(const struct hinge_rep_view *view, const enum hinge_signal pair[2],
                        double least_deg, const void *owner, struct hinge_value *marp,
                        struct hinge_value *dp)
{
    bool keeps = view->reps->kept != NULL, made = true;
    size_t size = sizeof(struct cycles) + view->reps->n * sizeof(struct cycle);
    struct cycles *cycles =
        keeps ? hinge_reps_kept(view->reps, owner, size, &made) : hinge_alloc(1, size);
    if (made)
        build(view, pair, least_deg, cycles);
    const struct cycle *rep = &cycles->rep[view->rep - view->reps->rep];
    *marp = *dp = hinge_value_refuse(rep->reason);
    if (rep->reason == HINGE_REASON_OK) {
        *marp = mean_size(view, rep->phase);
        *dp = cycles->deviation;
    }
    if (!keeps)
        free(cycles);
}
