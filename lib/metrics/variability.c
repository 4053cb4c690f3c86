/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much the curves of a trial's repetitions differ at the same depth (method 6.10):
 * one value a trial, computed once and given in each of its rows. */
#include "metrics/metric.h"

#include "base/memory.h"
#include "reps/kept.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

enum { LUMBAR, HIP, SIGNALS };
enum { LEVELS = 101, LEAST_REPS = 3, PHASES = 2 };
static const enum hinge_signal signals[SIGNALS] = {HINGE_SIGNAL_lumbar_flex,
                                                   HINGE_SIGNAL_hip_flex};
static const enum hinge_phase phases[PHASES] = {HINGE_PHASE_DESCENT,
                                                HINGE_PHASE_ASCENT};

#define ROW(k, name, of)                                                               \
    [k] = {name,                                                                       \
           "deg",                                                                      \
           "mean SD of " of " flexion between repetitions at the same progress",       \
           "definition",                                                               \
           2,                                                                          \
           HINGE_IN_DESCENT | HINGE_IN_ASCENT,                                         \
           "mean"}
static const struct hinge_metric metrics[SIGNALS] = {
    ROW(LUMBAR, "lumbar_curve_sd_deg", "lumbar"), ROW(HIP, "hip_curve_sd_deg", "hip")};
#define OUT(m, phase) out[(size_t)(m)*HINGE_PHASE_COUNT + (size_t)(phase)]

struct shared {
    struct hinge_value sd[SIGNALS][PHASES];
};

/* Values of a signal where the driver first passes each percent of its way, in a
 * repetition that counts; false without. */
static bool curve_of(const struct hinge_rep_view *view, enum hinge_signal signal,
                     enum hinge_phase phase, double curve[LEVELS])
{
    const struct hinge_rep *rep = view->rep;
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (!rep->complete || rep->gap || (rep->warnings & HINGE_WARN(PARTIAL)) != 0 ||
        f.reason != HINGE_REASON_OK ||
        hinge_view_gaps(view, signal, f) != HINGE_REASON_OK)
        return false;
    for (int i = 0; i < LEVELS; i++) {
        double at = hinge_view_progress(view, phase, (double)i / (LEVELS - 1));
        if (!isnan(at))
            curve[i] = hinge_value_at(view->body->signal[signal], view->body->n, at);
        if (isnan(at) || isnan(curve[i]))
            return false;
    }
    return true;
}

/* SD (n - 1) at each level, then the mean over the levels. */
static struct hinge_value mean_sd(const struct hinge_rep_view *view,
                                  enum hinge_signal signal, enum hinge_phase phase,
                                  double *curves, double *scratch)
{
    size_t n = 0;
    double sum = 0;
    if (view->body->signal[signal] == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    for (size_t k = 0; k < view->reps->n; k++) {
        struct hinge_rep_view rep = *view;
        rep.rep = &view->reps->rep[k];
        n += curve_of(&rep, signal, phase, curves + n * LEVELS);
    }
    if (n < LEAST_REPS)
        return hinge_value_refuse(HINGE_REASON_TOO_FEW_REPS);
    for (size_t i = 0; i < LEVELS; i++) {
        for (size_t k = 0; k < n; k++)
            scratch[k] = curves[k * LEVELS + i];
        sum += sqrt(hinge_variance(scratch, n));
    }
    return hinge_value_of(sum / LEVELS);
}

static enum hinge_status share(const struct hinge_rep_view *view, struct shared *shared)
{
    size_t room = view->reps->n + 1; /* of values at one level, behind the curves */
    double *work = hinge_resize(NULL, (LEVELS + 1) * room, sizeof *work);
    if (work == NULL)
        return HINGE_NOMEM;
    for (int s = 0; s < SIGNALS; s++)
        for (int p = 0; p < PHASES; p++)
            shared->sd[s][p] =
                mean_sd(view, signals[s], phases[p], work, work + LEVELS * room);
    free(work);
    return HINGE_OK;
}

static enum hinge_status compute(const struct hinge_rep_view *view,
                                 struct hinge_value *out)
{
    struct shared own, *shared = &own;
    bool made = true;
    if (view->reps->kept != NULL)
        shared = hinge_reps_kept(view->reps, metrics, sizeof *shared, &made);
    if (shared == NULL)
        return HINGE_NOMEM;
    enum hinge_status status = made ? share(view, shared) : HINGE_OK;
    for (int s = 0; s < SIGNALS && status == HINGE_OK; s++)
        for (int p = 0; p < PHASES; p++) {
            struct hinge_frames f = hinge_view_phase(view, phases[p]);
            OUT(s, phases[p]) = f.reason == HINGE_REASON_OK
                                    ? shared->sd[s][p]
                                    : hinge_value_refuse(f.reason);
        }
    return status;
}

const struct hinge_metric_family hinge_metric_family_variability = {
    .id = "variability",
    .title = "Variability of curves",
    .details =
        "Between the complete repetitions of a recording, at least three: the SD "
        "of an angle at each percent of the driver's way, first passage, and its "
        "mean over them. They belong to the recording and are the same in each "
        "row. SD and coefficient of variation of every other metric: `hinge-table "
        "variability`.",
    .metric = metrics,
    .n = SIGNALS,
    .compute = compute};
