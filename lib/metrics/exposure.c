/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Posture over the time of a repetition (method 6.13): percentiles of lumbar flexion
 * and trunk inclination from standing, and shares of the time beyond limits. */
#include "metrics/metric.h"

#include "base/sample.h"

#include <math.h>

enum { LUMBAR, TRUNK, SIGNALS };
enum { PERCENTILES = 3, LIMITS = 3, ROWS_OF_ONE = PERCENTILES + LIMITS };
enum { METRICS = SIGNALS * ROWS_OF_ONE };
static const enum hinge_signal signals[SIGNALS] = {HINGE_SIGNAL_lumbar_flex,
                                                   HINGE_SIGNAL_trunk_incl};
static const double percentile[PERCENTILES] = {0.1, 0.5, 0.9};
static const double limit_deg[LIMITS] = {20, 45, 60};

#define PERCENTILE(k, id, p, of)                                                                   \
    [k] = {id "_p" p "_deg",                                                                       \
           "deg",                                                                                  \
           p "th percentile of " of " from standing, over time",                                   \
           "Jonsson 1982",                                                                         \
           1,                                                                                      \
           HINGE_IN_REP,                                                                           \
           "mean"}
#define BEYOND(k, id, limit, of, source)                                                           \
    [k] = {id "_time_over_" limit "_pct",                                                          \
           "percent",                                                                              \
           "time with " of " over " limit " deg from standing",                                    \
           source,                                                                                 \
           1,                                                                                      \
           HINGE_IN_REP,                                                                           \
           "mean"}
#define ROWS(at, id, of, iso, punnett)                                                             \
    PERCENTILE(at, id, "10", of), PERCENTILE((at) + 1, id, "50", of),                              \
        PERCENTILE((at) + 2, id, "90", of), BEYOND((at) + 3, id, "20", of, iso),                   \
        BEYOND((at) + 4, id, "45", of, punnett), BEYOND((at) + 5, id, "60", of, iso)
static const struct hinge_metric metrics[METRICS] = {
    ROWS(LUMBAR * ROWS_OF_ONE, "lumbar", "lumbar flexion", "definition", "definition"),
    ROWS(TRUNK *ROWS_OF_ONE, "trunk", "trunk inclination", "ISO 11226", "Punnett 1991"),
};

/* Frames without a value leave the time that is shared out, so that a gap at the bottom
 * is a lean less. */
#define MOST_MISSING 0.02
#define OUT(m) out[(size_t)(m)*HINGE_PHASE_COUNT + HINGE_PHASE_REP]

static void fill(const struct hinge_rep_view *view, enum hinge_signal signal,
                 struct hinge_value *out)
{
    const double *x = view->body->signal[signal];
    double *deg = view->reps->scratch, beyond[LIMITS] = {0};
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_REP);
    struct hinge_value zero = hinge_value_refuse(view->body->reason[signal]);
    size_t n = 0;
    if (x != NULL && f.reason == HINGE_REASON_OK)
        f.reason =
            hinge_view_gaps_over(view, signal, f, fmin(view->parameters->miss_phase, MOST_MISSING));
    if (x != NULL)
        zero = f.reason != HINGE_REASON_OK ? hinge_value_refuse(f.reason)
                                           : hinge_view_standing(view, signal);
    for (int m = 0; m < ROWS_OF_ONE; m++)
        OUT(m) = zero;
    if (zero.reason != HINGE_REASON_OK)
        return;
    for (long i = f.from; i <= f.to; i++) {
        for (int k = 0; k < LIMITS; k++)
            beyond[k] += x[i] - zero.value > limit_deg[k];
        n += isnan(x[i]) ? 0 : 1;
    }
    for (int k = 0; k < LIMITS; k++)
        OUT(PERCENTILES + k) = hinge_value_of(100 * beyond[k] / (double)n);
    for (int k = 0; k < PERCENTILES; k++) {
        n = 0;
        for (long i = f.from; i <= f.to; i++) {
            deg[n] = x[i] - zero.value;
            n += isnan(deg[n]) ? 0 : 1;
        }
        OUT(k) = hinge_value_of(hinge_quantile_select(deg, n, percentile[k]));
    }
}

static enum hinge_status compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    for (int s = 0; s < SIGNALS; s++)
        fill(view, signals[s], &out[s * ROWS_OF_ONE * HINGE_PHASE_COUNT]);
    return HINGE_OK;
}

const struct hinge_metric_family hinge_metric_family_exposure = {
    .id = "exposure",
    .title = "Posture over time",
    .details = "Over the time of the repetition, as of a work cycle; pauses between "
               "repetitions "
               "do not count. Angles are changes from own standing. For static postures, ISO "
               "11226 advises against a trunk inclination over 60 degrees and limits the time "
               "over 20; Punnett 1991 calls over 45 degrees severe. Lumbar flexion has no "
               "such "
               "limits: the same ones are used. Percentiles are interpolated between frames "
               "(type 7). More than 2 % of the repetition's frames missing: `GAP_IN_PHASE`.",
    .metric = metrics,
    .n = METRICS,
    .compute = compute};
