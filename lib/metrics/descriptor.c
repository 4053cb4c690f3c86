/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recorded, never judged (method 6.13, 7.2, 8.2): how somebody stands before the movement against
 * the own standing, what cues ask for that no fault holds, and posture over the time of a
 * repetition. Out: the families descriptor, exposure. */
#include "metrics/metric.h"

#include "base/sample.h"
#include "signal/signal.h"

#include <math.h>

enum { PELVIS, THORAX, ANKLE, CVA, BACK, TRUNK, NECK, SOFT, DRIFT, DESCRIPTOR_METRICS };

#define DESCRIPTOR_ROW(k, name, unit, title, digits)                                               \
    [k] = {name, unit, title, "definition", digits, HINGE_IN_REP, "mean"}
static const struct hinge_metric descriptor_metrics[DESCRIPTOR_METRICS] = {
    DESCRIPTOR_ROW(PELVIS, "pelvis_tilt_setup_deg", "deg",
                   "pelvic tilt before the descent against standing", 1),
    DESCRIPTOR_ROW(THORAX, "thorax_tilt_setup_deg", "deg",
                   "thorax inclination before the descent against standing", 1),
    DESCRIPTOR_ROW(ANKLE, "ankle_df_setup_deg", "deg",
                   "ankle dorsiflexion before the descent against standing", 1),
    DESCRIPTOR_ROW(CVA, "cva_setup_deg", "deg",
                   "craniovertebral angle before the descent against standing", 1),
    DESCRIPTOR_ROW(BACK, "shoulder_back_setup_cm", "cm",
                   "shoulders back before the descent against standing", 1),
    DESCRIPTOR_ROW(TRUNK, "trunk_incl_deg", "deg", "trunk inclination at the bottom, absolute", 1),
    DESCRIPTOR_ROW(NECK, "neck_flex_size_deg", "deg",
                   "largest bending of the neck either way against standing", 1),
    DESCRIPTOR_ROW(SOFT, "soft_knees", "1", "1 where the knees bend by 10 to 30 deg at the bottom",
                   0),
    DESCRIPTOR_ROW(DRIFT, "hold_drift_deg", "deg", "range of lumbar flexion over the hold", 1),
};
static const double SOFT_DEG[2] = {10, 30};

/* Median over the setup window, minus standing. */
static struct hinge_value setup(const struct hinge_rep_view *view, enum hinge_signal signal)
{
    const struct hinge_window window = {HINGE_WINDOW_SETUP, 0, 1};
    const double *x = view->body->signal[signal];
    struct hinge_value zero = hinge_view_standing(view, signal);
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    if (zero.reason != HINGE_REASON_OK)
        return zero;
    if (hinge_view_window(view, &window, piece, &reason) == 0)
        return hinge_value_refuse(reason);
    double median = hinge_view_median(view, x, piece[0]);
    return isnan(median) ? hinge_value_refuse(HINGE_REASON_GAP_IN_PHASE)
                         : hinge_value_of(median - zero.value);
}

/* The shoulders pinched back: their travel on the thorax, in trunk lengths, made cm. */
static struct hinge_value pinched(const struct hinge_rep_view *view)
{
    struct hinge_value v = setup(view, HINGE_SIGNAL_shoulder_forward);
    double trunk = hinge_view_leg_m(view) * view->reps->trunk_length / view->reps->leg_length;
    if (v.reason != HINGE_REASON_OK)
        return v;
    return trunk > 0 ? hinge_value_of(-100 * trunk * v.value)
                     : hinge_value_refuse(HINGE_REASON_NO_METRIC_SCALE);
}

/* Smallest and largest of a signal over a phase, smoothed as any maximum. */
static struct hinge_value range(const struct hinge_rep_view *view, enum hinge_signal signal,
                                enum hinge_phase phase, double *least, double *most)
{
    const double *x = view->body->signal[signal];
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    if (f.reason == HINGE_REASON_OK)
        f.reason = hinge_view_gaps(view, signal, f);
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    const double *smooth = hinge_view_averaged(view, x, f);
    *least = *most = (double)NAN;
    for (long i = 0; i <= f.to - f.from; i++) {
        *least = fmin(*least, smooth[i]);
        *most = fmax(*most, smooth[i]);
    }
    return hinge_value_of(*most - *least);
}

static struct hinge_value neck(const struct hinge_rep_view *view)
{
    double least, most;
    struct hinge_value zero = hinge_view_standing(view, HINGE_SIGNAL_neck_flex);
    struct hinge_value v = range(view, HINGE_SIGNAL_neck_flex, HINGE_PHASE_REP, &least, &most);
    if (v.reason != HINGE_REASON_OK)
        return v;
    if (zero.reason == HINGE_REASON_OK)
        zero.value = fmax(fabs(most - zero.value), fabs(least - zero.value));
    return zero;
}

static struct hinge_value soft(const struct hinge_rep_view *view)
{
    struct hinge_value knee = hinge_view_bottom(view, HINGE_SIGNAL_knee_flex, true);
    if (knee.reason == HINGE_REASON_OK)
        knee.value = knee.value >= SOFT_DEG[0] && knee.value <= SOFT_DEG[1];
    return knee;
}

static void compute_descriptor(const struct hinge_rep_view *view, struct hinge_value *out)
{
    double least, most;
    const struct hinge_value v[DESCRIPTOR_METRICS] = {
        [PELVIS] = setup(view, HINGE_SIGNAL_pelvis_tilt),
        [THORAX] = setup(view, HINGE_SIGNAL_thorax_tilt),
        [ANKLE] = setup(view, HINGE_SIGNAL_ankle_df),
        [CVA] = setup(view, HINGE_SIGNAL_cva),
        [BACK] = pinched(view),
        [TRUNK] = hinge_view_bottom(view, HINGE_SIGNAL_trunk_incl, false),
        [NECK] = neck(view),
        [SOFT] = soft(view),
        [DRIFT] = range(view, HINGE_SIGNAL_lumbar_flex, HINGE_PHASE_HOLD, &least, &most),
    };
    for (size_t m = 0; m < DESCRIPTOR_METRICS; m++)
        out[m * HINGE_PHASE_COUNT + HINGE_PHASE_REP] = v[m];
}

const struct hinge_metric_family hinge_metric_family_descriptor = {
    .id = "descriptor",
    .title = "Descriptors",
    .details = "Recorded and never judged. Before the descent is the median over "
               "`seg.setup_s`. Means of `soft_knees` are shares of repetitions.",
    .metric = descriptor_metrics,
    .n = DESCRIPTOR_METRICS,
    .compute = compute_descriptor};

/* --- posture over the time of a repetition (method 6.13): percentiles of lumbar flexion and trunk
 * inclination from standing, and shares of the time beyond limits --- */

enum { OF_LUMBAR, OF_TRUNK, SIGNALS };
enum { PERCENTILES = 3, LIMITS = 3, ROWS_OF_ONE = PERCENTILES + LIMITS };
enum { EXPOSURE_METRICS = SIGNALS * ROWS_OF_ONE };
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
#define EXPOSURE_ROWS(at, id, of, iso, punnett)                                                    \
    PERCENTILE(at, id, "10", of), PERCENTILE((at) + 1, id, "50", of),                              \
        PERCENTILE((at) + 2, id, "90", of), BEYOND((at) + 3, id, "20", of, iso),                   \
        BEYOND((at) + 4, id, "45", of, punnett), BEYOND((at) + 5, id, "60", of, iso)
static const struct hinge_metric exposure_metrics[EXPOSURE_METRICS] = {
    EXPOSURE_ROWS(OF_LUMBAR * ROWS_OF_ONE, "lumbar", "lumbar flexion", "definition", "definition"),
    EXPOSURE_ROWS(OF_TRUNK *ROWS_OF_ONE, "trunk", "trunk inclination", "ISO 11226", "Punnett 1991"),
};

/* Frames without a value leave the time that is shared out, so that a gap at the bottom
 * is a lean less. */
#define MOST_MISSING 0.02
#define OUT(m) out[(size_t)(m)*HINGE_PHASE_COUNT + HINGE_PHASE_REP]

static void fill(const struct hinge_rep_view *view, enum hinge_signal signal,
                 struct hinge_value *out)
{
    const double *x = view->body->signal[signal];
    double beyond[LIMITS] = {0};
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
    double *deg = hinge_arena_raw(view->reps->scratch, (size_t)(f.to - f.from + 1), sizeof *deg);
    for (int k = 0; k < PERCENTILES; k++) {
        n = 0;
        for (long i = f.from; i <= f.to; i++) {
            deg[n] = x[i] - zero.value;
            n += isnan(deg[n]) ? 0 : 1;
        }
        OUT(k) = hinge_value_of(hinge_quantile_select(deg, n, percentile[k]));
    }
}

static void compute_exposure(const struct hinge_rep_view *view, struct hinge_value *out)
{
    for (int s = 0; s < SIGNALS; s++)
        fill(view, signals[s], &out[s * ROWS_OF_ONE * HINGE_PHASE_COUNT]);
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
    .metric = exposure_metrics,
    .n = EXPOSURE_METRICS,
    .compute = compute_exposure};
