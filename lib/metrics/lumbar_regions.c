/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Upper and lower lumbar spine (method 6.13): how far each flexes, what share of lumbar
 * flexion that is, which begins, and how they move together. */
#include "metrics/metric.h"
#include "metrics/parts/cycle.h"
#include "metrics/parts/excursion_ratio.h"
#include "metrics/parts/onset.h"

#define MOVES (HINGE_IN_DESCENT | HINGE_IN_ASCENT)
#define REP HINGE_IN_REP

enum { UPPER, LOWER, REGIONS };
enum { EXCURSION, SHARE = EXCURSION + REGIONS, LAG = SHARE + REGIONS, ERROR, MARP, DP };
static const enum hinge_signal signals[REGIONS] = {HINGE_SIGNAL_upper_lumbar_flex,
                                                   HINGE_SIGNAL_lower_lumbar_flex};

#define ROWS(k, of)                                                                                \
    [EXCURSION +                                                                                   \
        (k)] =                                                                                     \
        {of "_lumbar_excursion_deg",  "deg", of " lumbar flexion excursion", "Mitchell 2008", 1,   \
         MOVES | HINGE_IN_HOLD | REP, "mean"},                                                     \
        [SHARE + (k)] = {                                                                          \
            of "_lumbar_share", "1",   of " lumbar share of lumbar flexion", "definition", 3,      \
            MOVES | REP,        "mean"}

static const struct hinge_metric metrics[] = {
    ROWS(UPPER, "upper"),
    ROWS(LOWER, "lower"),
    [LAG] = {"upper_lumbar_lag_s", "s",
             "upper lumbar onset after lower onset: positive, lower leads", "definition", 3, MOVES,
             "mean"},
    [ERROR] = {"upper_lumbar_lag_error_s", "s", "its error from the noise in standing",
               "definition", 3, MOVES, "mean"},
    [MARP] = {"upper_lumbar_marp_deg", "deg",
              "mean absolute relative phase of lower and upper lumbar", "Fujii 2022", 1, REP,
              "mean"},
    [DP] = {"upper_lumbar_dp_deg", "deg", "SD of that relative phase between repetitions",
            "Fujii 2022", 1, REP, "mean"},
};
#define OUT(m, phase) out[(size_t)(m)*HINGE_PHASE_COUNT + (size_t)(phase)]

static void shares(const struct hinge_rep_view *view, enum hinge_phase phase,
                   struct hinge_value *out)
{
    struct hinge_value whole = hinge_view_excursion(view, HINGE_SIGNAL_lumbar_flex, phase);
    for (int k = 0; k < REGIONS; k++) {
        struct hinge_value part = OUT(EXCURSION + k, phase);
        if (part.reason == HINGE_REASON_OK && whole.reason != HINGE_REASON_OK)
            part = whole;
        if (part.reason == HINGE_REASON_OK)
            part = hinge_ratio(part.value, whole.value, view->parameters->ratio_min_H,
                               HINGE_REASON_DEN_SMALL);
        OUT(SHARE + k, phase) = part;
    }
}

static void onsets(const struct hinge_rep_view *view, enum hinge_phase phase,
                   struct hinge_value *out)
{
    struct hinge_lag upper = hinge_onset_lag(view, signals[LOWER], signals[UPPER], phase, 0);
    OUT(LAG, phase) = OUT(ERROR, phase) = upper.lag;
    if (upper.lag.reason == HINGE_REASON_OK)
        OUT(ERROR, phase).value = upper.sigma_s;
}

static enum hinge_status compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    static const enum hinge_phase phases[] = {HINGE_PHASE_DESCENT, HINGE_PHASE_ASCENT,
                                              HINGE_PHASE_REP};
    const enum hinge_signal pair[2] = {signals[LOWER], signals[UPPER]};
    for (int k = 0; k < REGIONS; k++)
        for (int p = 0; p < HINGE_PHASE_COUNT; p++)
            OUT(EXCURSION + k, p) = hinge_view_excursion(view, signals[k], (enum hinge_phase)p);
    for (int p = 0; p < 3; p++)
        shares(view, phases[p], out);
    for (int p = 0; p < 2; p++)
        onsets(view, phases[p], out);
    hinge_cycle_values(view, pair, view->parameters->onset_min_rom, metrics,
                       &OUT(MARP, HINGE_PHASE_REP), &OUT(DP, HINGE_PHASE_REP));
    return HINGE_OK;
}

const struct hinge_metric_family hinge_metric_family_lumbar_regions = {
    .id = "lumbar_regions",
    .title = "Upper and lower lumbar",
    .details = "Where L3 is tracked. Upper lumbar flexion is the angle of the line from L3 to "
               "T12/L1 against the line from L5 (else PSIS, else S1) to L3. Lower lumbar "
               "flexion "
               "is the angle of that lower line against the pelvis. Sensors on T12/L1, L3 "
               "(`lumbar_l3`) and the pelvis give the angles between them. Shares are of "
               "lumbar flexion. Those of points need not add up to 1: the rest lies between "
               "the upper line and the thorax. Compare only people with the same markers or "
               "sensors. Onsets and relative phase are calculated as for hip and lumbar spine "
               "and need `onset.min_rom` of both; Fujii 2022 reports the relative phase for "
               "lifting.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics,
    .compute = compute};
