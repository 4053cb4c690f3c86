/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Against the person's own limits (method 6.11, 7.1): excursions in % of the furthest
 * they bend, and the setup posture against a stacked one. They need recordings with the
 * roles maxflex and stack_ref. */
#include "metrics/metric.h"
#include "metrics/parts/excursion_ratio.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

enum { LUMBAR, HIP, PEAK, FLARE };
#define MOVES (HINGE_IN_DESCENT | HINGE_IN_ASCENT | HINGE_IN_REP)

static const struct hinge_metric metrics[] = {
    [LUMBAR] = {"lumbar_excursion_of_max_pct", "percent",
                "lumbar excursion in % of the own maximal flexion", "definition", 1, MOVES, "mean"},
    [HIP] = {"hip_excursion_of_max_pct", "percent", "hip excursion in % of the own maximal flexion",
             "definition", 1, MOVES, "mean"},
    [PEAK] = {"lumbar_peak_of_max_pct", "percent",
              "largest lumbar flexion in % of the own maximal flexion", "definition", 1,
              HINGE_IN_REP, "mean"},
    [FLARE] = {"rib_flare_deg", "deg",
               "lumbar extension before the descent against the stacked posture", "definition", 1,
               HINGE_IN_REP, "mean"},
};
#define OUT(m, phase) out[(size_t)(m)*HINGE_PHASE_COUNT + (size_t)(phase)]

/* Least flexion that is a maximum to speak of. */
static const double LEAST_DEG = 10;

static struct hinge_value of_max(const struct hinge_rep_view *view, struct hinge_value value,
                                 double most)
{
    const struct hinge_limits *limits = view->limits;
    if (value.reason != HINGE_REASON_OK)
        return value;
    if (limits == NULL || isnan(most))
        return hinge_value_refuse(HINGE_REASON_NO_MAXFLEX);
    if (limits->lumbar_def != view->body->lumbar_def)
        return hinge_value_refuse(HINGE_REASON_LUMBAR_DEF_MIXED);
    struct hinge_value share = hinge_ratio(value.value, most, LEAST_DEG, HINGE_REASON_DEN_SMALL);
    share.value *= 100;
    return share;
}

/* Largest change of L from standing over the repetition. */
static void peak(const struct hinge_rep_view *view, struct hinge_value *value)
{
    const double *x = view->body->signal[HINGE_SIGNAL_lumbar_flex];
    struct hinge_value zero = hinge_view_standing(view, HINGE_SIGNAL_lumbar_flex);
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_REP);
    if (x == NULL)
        f.reason = view->body->reason[HINGE_SIGNAL_lumbar_flex];
    else if (f.reason == HINGE_REASON_OK)
        f.reason = zero.reason;
    *value = hinge_value_refuse(f.reason);
    if (f.reason != HINGE_REASON_OK)
        return;
    size_t n = (size_t)(f.to - f.from + 1);
    double *smooth = hinge_alloc(n, sizeof *smooth), most = (double)NAN;
    hinge_moving_average(x, (size_t)f.from, (size_t)f.to, hinge_view_smoothing(view), smooth);
    for (size_t i = 0; i < n; i++)
        most = fmax(most, smooth[i]);
    free(smooth);
    *value = hinge_value_of(most - zero.value);
}

static struct hinge_value flare(const struct hinge_rep_view *view)
{
    const struct hinge_window window = {HINGE_WINDOW_SETUP, 0, 1};
    bool isb = view->body->signal[HINGE_SIGNAL_lumbar_isb] != NULL;
    enum hinge_signal signal = isb ? HINGE_SIGNAL_lumbar_isb : HINGE_SIGNAL_lumbar_flex;
    const double *x = view->body->signal[signal];
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    if (view->limits == NULL || isnan(view->limits->stack_lumbar_deg))
        return hinge_value_refuse(HINGE_REASON_NO_REFERENCE_TRIAL);
    if (hinge_view_window(view, &window, piece, &reason) == 0)
        return hinge_value_refuse(reason);
    return hinge_value_of(view->limits->stack_lumbar_deg -
                          hinge_median_within(x + piece[0].from,
                                              (size_t)(piece[0].to - piece[0].from + 1),
                                              view->reps->scratch));
}

static enum hinge_status compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    static const enum hinge_phase phases[] = {HINGE_PHASE_DESCENT, HINGE_PHASE_ASCENT,
                                              HINGE_PHASE_REP};
    const struct hinge_limits *limits = view->limits;
    double lumbar = limits != NULL ? limits->lumbar_max_deg : (double)NAN;
    double hip = limits != NULL ? limits->hip_max_deg : (double)NAN;
    for (size_t p = 0; p < sizeof phases / sizeof *phases; p++) {
        OUT(LUMBAR, phases[p]) =
            of_max(view, hinge_view_excursion(view, HINGE_SIGNAL_lumbar_flex, phases[p]), lumbar);
        OUT(HIP, phases[p]) =
            of_max(view, hinge_view_excursion(view, HINGE_SIGNAL_hip_flex, phases[p]), hip);
    }
    struct hinge_value most;
    peak(view, &most);
    OUT(PEAK, HINGE_PHASE_REP) = of_max(view, most, lumbar);
    OUT(FLARE, HINGE_PHASE_REP) = flare(view);
    return HINGE_OK;
}

const struct hinge_metric_family hinge_metric_family_limit = {
    .id = "limit",
    .title = "Against the own limits",
    .details = "A recording with the role `maxflex` (a toe touch) of the same participant "
               "and session gives the largest change of lumbar and hip flexion from its "
               "own standing. Excursions and the peak are given in % of it, as in "
               "feedback studies (limits of 70 to 80 %). Without it they are "
               "`NO_MAXFLEX`, with another `lumbar_def` `LUMBAR_DEF_MIXED`. A recording "
               "with the role `stack_ref` (exhaled, ribs over the pelvis) is what "
               "`rib_flare_deg` is measured from.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics,
    .compute = compute};
