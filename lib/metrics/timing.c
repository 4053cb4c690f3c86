/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which joint moves first (method 6.4): lags of onsets, of peak speeds and of whole
 * speed curves. */
#include "metrics/metric.h"
#include "metrics/parts/crosscorrelation.h"
#include "metrics/parts/onset.h"
#include "metrics/parts/pair.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

#define PHASES (HINGE_IN_DESCENT | HINGE_IN_ASCENT)
/* KNEE and TRAVEL are of the hip joint alone: the pelvis' rows end before them. */
enum { ONSET, ONSET_PCT, ONSET_ERROR, PEAK, XCORR, XCORR_R, ROWS_OF_A_PAIR };
enum { KNEE = 2 * ROWS_OF_A_PAIR, TRAVEL };

#define LAG(k, name, unit, title, digits)                                                          \
    [k] = {name, unit, title, "definition", digits, PHASES, "mean"}
#define ROWS(at, suffix, of)                                                                       \
    LAG((at) + ONSET, "onset_lag_s" suffix, "s",                                                   \
        "lumbar onset after " of " onset: positive, " of " leads", 3),                             \
        LAG((at) + ONSET_PCT, "onset_lag_pct" suffix, "percent", "the same in % of the phase", 1), \
        LAG((at) + ONSET_ERROR, "onset_lag_error_s" suffix, "s",                                   \
            "its error from the noise in standing", 3),                                            \
        LAG((at) + PEAK, "peak_velocity_lag_s" suffix, "s",                                        \
            "lumbar peak speed after " of " peak speed", 3),                                       \
        LAG((at) + XCORR, "xcorr_lag_s" suffix, "s",                                               \
            "lag of greatest cross-correlation of lumbar and " of " speeds", 3),                   \
        LAG((at) + XCORR_R, "xcorr_r" suffix, "1", "that correlation", 3)

static const struct hinge_metric metrics[] = {
    ROWS(0, "", "hip"),
    ROWS(ROWS_OF_A_PAIR, "_lp", "pelvis"),
    LAG(KNEE, "knee_lag_s", "s", "knee onset after hip onset: positive, hip leads", 3),
    [TRAVEL] = {"travel_lag_s", "s", "hip travel onset after trunk onset", "definition", 3,
                HINGE_IN_DESCENT, "mean"},
};
#define OUT(m, phase) out[(size_t)(m)*HINGE_PHASE_COUNT + (size_t)(phase)]

static void onsets(const struct hinge_rep_view *view, const struct hinge_pair *pair,
                   enum hinge_phase phase, struct hinge_value *out)
{
    struct hinge_frames f = hinge_view_phase(view, phase);
    struct hinge_lag lumbar = hinge_onset_lag(view, pair->hip, HINGE_SIGNAL_lumbar_flex, phase, 0);
    OUT(ONSET, phase) = OUT(ONSET_PCT, phase) = OUT(ONSET_ERROR, phase) = lumbar.lag;
    if (lumbar.lag.reason != HINGE_REASON_OK)
        return;
    double seconds = (double)(f.to - f.from) / view->body->rate_hz;
    OUT(ONSET_PCT, phase).value = 100 * lumbar.lag.value / seconds;
    OUT(ONSET_ERROR, phase).value = lumbar.sigma_s;
}

static size_t peak(const double *v, size_t n)
{
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (v[i] > v[best] || isnan(v[best]))
            best = i;
    return best;
}

/* Speeds of L and H over the phase, in its direction. */
static void speeds(const struct hinge_rep_view *view, const struct hinge_pair *pair,
                   struct hinge_frames f, double sign, double *hip, double *lumbar)
{
    const enum hinge_signal signal[2] = {pair->hip, HINGE_SIGNAL_lumbar_flex};
    size_t n = (size_t)(f.to - f.from + 1);
    for (int k = 0; k < 2; k++) {
        double *v = k == 0 ? hip : lumbar;
        hinge_derivative_within(view->body->signal[signal[k]], view->body->n, (size_t)f.from,
                                (size_t)f.to, view->body->rate_hz, v);
        for (size_t i = 0; i < n; i++)
            v[i] *= sign;
    }
}

static void velocities(const struct hinge_rep_view *view, const struct hinge_pair *pair,
                       enum hinge_phase phase, struct hinge_value *out)
{
    static const int ids[] = {PEAK, XCORR, XCORR_R};
    const struct hinge_parameters *p = view->parameters;
    struct hinge_frames f = hinge_view_phase(view, phase);
    double least = p->onset_min_rom, rate = view->body->rate_hz;
    struct hinge_value h = hinge_view_excursion(view, pair->hip, phase);
    struct hinge_value l = hinge_view_excursion(view, HINGE_SIGNAL_lumbar_flex, phase);
    enum hinge_reason reason = l.reason != HINGE_REASON_OK ? l.reason : h.reason;
    if (reason == HINGE_REASON_OK && !hinge_view_fast_enough(view))
        reason = HINGE_REASON_FS_TOO_LOW;
    if (reason == HINGE_REASON_OK && (fabs(h.value) < least || fabs(l.value) < least))
        reason = HINGE_REASON_ROM_SMALL;
    for (size_t k = 0; k < sizeof ids / sizeof *ids; k++)
        OUT(ids[k], phase) = hinge_value_refuse(reason);
    if (reason != HINGE_REASON_OK)
        return;
    size_t n = (size_t)(f.to - f.from + 1);
    double *hip = hinge_alloc(2 * n, sizeof *hip);
    double *lumbar = hip + n;
    speeds(view, pair, f, phase == HINGE_PHASE_ASCENT ? -1 : 1, hip, lumbar);
    OUT(PEAK, phase) = hinge_value_of(((double)peak(lumbar, n) - (double)peak(hip, n)) / rate);
    struct hinge_crosscorrelation c =
        hinge_crosscorrelate(hip, lumbar, n, (size_t)lround(p->xcorr_max_s * rate));
    OUT(XCORR, phase) = hinge_value_of(c.lag / rate);
    OUT(XCORR_R, phase) = hinge_value_of(c.r);
    free(hip);
}

static enum hinge_status compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    static const enum hinge_phase phases[] = {HINGE_PHASE_DESCENT, HINGE_PHASE_ASCENT};
    for (size_t i = 0; i < 2; i++) {
        for (size_t k = 0; k < HINGE_PAIRS; k++) {
            struct hinge_value *own = out + k * ROWS_OF_A_PAIR * HINGE_PHASE_COUNT;
            if (!hinge_pair_given(view, k, ROWS_OF_A_PAIR, own))
                continue;
            onsets(view, &hinge_pairs[k], phases[i], own);
            velocities(view, &hinge_pairs[k], phases[i], own);
        }
        OUT(KNEE, phases[i]) =
            hinge_onset_lag(view, HINGE_SIGNAL_hip_flex, HINGE_SIGNAL_knee_flex, phases[i], 0).lag;
    }
    OUT(TRAVEL, HINGE_PHASE_DESCENT) =
        hinge_onset_lag(view, HINGE_SIGNAL_trunk_incl, HINGE_SIGNAL_hip_posterior,
                        HINGE_PHASE_DESCENT, 0)
            .lag;
    return HINGE_OK;
}

const struct hinge_metric_family hinge_metric_family_timing = {
    .id = "timing",
    .title = "Timing",
    .details = "An onset is the last passage of the start plus a share f of the "
               "excursion, before half of it is reached. The share f is 5 % "
               "(`onset.frac`), or more if three SDs of either signal in standing need "
               "it. It is the same for both signals, because unequal thresholds would "
               "create a lag. `onset_lag_error_s` is the SD in standing over the speed "
               "after the onset, of both. Knees and hip travel may begin 0.2 s before the "
               "descent. The cross-correlation is of the speeds within the phase, without "
               "removing means, up to `xcorr.max_s`, refined by a parabola. No lag is "
               "known better than one frame. " HINGE_PAIR_DETAILS,
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics,
    .compute = compute};
