/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slopes over a phase (method 6.3). */
#include "base/sample.h"
#include "metrics/metric.h"
#include "metrics/parts/pair.h"

#include "signal/signal.h"

#include <math.h>

#define PHASES (HINGE_IN_DESCENT | HINGE_IN_ASCENT)
enum { SLOPE_LF, OLS, OLS_INTERCEPT, DEMING, R2, ROWS_OF_A_PAIR, POINTS = 101 };

#define SLOPE(k, name, unit, title, digits)                                                        \
    [k] = {name, unit, title, "definition", digits, PHASES, "mean"}
#define ROWS(at, suffix, of, total)                                                                \
    SLOPE((at) + SLOPE_LF, "slope_lf" suffix, "1", "slope of lumbar on " total, 3),                \
        SLOPE((at) + OLS, "slope_ols" suffix, "1", "slope of lumbar on " of ", least squares", 3), \
        SLOPE((at) + OLS_INTERCEPT, "slope_intercept_deg" suffix, "deg", "its intercept", 1),      \
        SLOPE((at) + DEMING, "slope_deming" suffix, "1", "slope of lumbar on " of ", Deming", 3),  \
        SLOPE((at) + R2, "slope_r2" suffix, "1",                                                   \
              "share of variance explained by the least-squares slope", 3)

static const struct hinge_metric metrics[] = {
    ROWS(0, "", "hip flexion", "total flexion (primary slope)"),
    ROWS(ROWS_OF_A_PAIR, "_lp", "pelvic tilt", "thorax inclination")};

static void compute_phase(const struct hinge_rep_view *view, const struct hinge_pair *pair,
                          enum hinge_phase phase, struct hinge_value *out)
{
    const double *lumbar = view->body->signal[HINGE_SIGNAL_lumbar_flex];
    const double *hip = view->body->signal[pair->hip];
    double l[POINTS], h[POINTS], total[POINTS];
    struct hinge_value rom = hinge_view_excursion(view, pair->hip, phase);
    struct hinge_value dl = hinge_view_excursion(view, HINGE_SIGNAL_lumbar_flex, phase);
    enum hinge_reason reason = dl.reason != HINGE_REASON_OK ? dl.reason : rom.reason;
    if (reason == HINGE_REASON_OK && fabs(rom.value) < view->parameters->slope_min_H)
        reason = HINGE_REASON_ROM_SMALL;
    double value[ROWS_OF_A_PAIR];
    if (reason == HINGE_REASON_OK) {
        struct hinge_frames f = hinge_view_phase(view, phase);
        hinge_resample(lumbar, (size_t)f.from, (size_t)f.to, POINTS, l);
        hinge_resample(hip, (size_t)f.from, (size_t)f.to, POINTS, h);
        for (int i = 0; i < POINTS; i++)
            total[i] = l[i] + h[i];
        struct hinge_slope ols = hinge_slope_ols(h, l, POINTS);
        value[SLOPE_LF] = hinge_slope_ols(total, l, POINTS).slope;
        value[OLS] = ols.slope;
        value[OLS_INTERCEPT] = ols.intercept;
        value[R2] = ols.r2;
        value[DEMING] = hinge_slope_deming(h, l, POINTS, view->parameters->deming_delta).slope;
    }
    for (size_t m = 0; m < ROWS_OF_A_PAIR; m++)
        out[m * HINGE_PHASE_COUNT + (size_t)phase] =
            reason == HINGE_REASON_OK ? hinge_value_of(value[m]) : hinge_value_refuse(reason);
}

static enum hinge_status compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    for (size_t k = 0; k < HINGE_PAIRS; k++) {
        struct hinge_value *own = out + k * ROWS_OF_A_PAIR * HINGE_PHASE_COUNT;
        if (!hinge_pair_given(view, k, ROWS_OF_A_PAIR, own))
            continue;
        compute_phase(view, &hinge_pairs[k], HINGE_PHASE_DESCENT, own);
        compute_phase(view, &hinge_pairs[k], HINGE_PHASE_ASCENT, own);
    }
    return HINGE_OK;
}

const struct hinge_metric_family hinge_metric_family_slope = {
    .id = "slope",
    .title = "Slopes",
    .details = "`slope_lf` is the least-squares slope b of L on F = L + H over 101 points "
               "of the phase: the lumbar fraction of the whole phase. The equivalent "
               "lumbar-to-hip slope is b / (1 - b). It is primary because pelvis noise "
               "enters L and H with opposite signs, which biases slopes of L on H, while "
               "F is free of it. The least squares and Deming slopes of L on H are given "
               "beside it. " HINGE_PAIR_DETAILS,
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics,
    .compute = compute};
