/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recorded, never judged (method 7.2, 8.2): how somebody stands before the movement
 * against the own standing, and what cues ask for that no fault holds. */
#include "metrics/metric.h"

#include "signal/signal.h"

#include <math.h>

enum { PELVIS, THORAX, ANKLE, CVA, BACK, TRUNK, NECK, SOFT, DRIFT, METRICS };

#define ROW(k, name, unit, title, digits)                                                          \
    [k] = {name, unit, title, "definition", digits, HINGE_IN_REP, "mean"}
static const struct hinge_metric metrics[METRICS] = {
    ROW(PELVIS, "pelvis_tilt_setup_deg", "deg", "pelvic tilt before the descent against standing",
        1),
    ROW(THORAX, "thorax_tilt_setup_deg", "deg",
        "thorax inclination before the descent against standing", 1),
    ROW(ANKLE, "ankle_df_setup_deg", "deg",
        "ankle dorsiflexion before the descent against standing", 1),
    ROW(CVA, "cva_setup_deg", "deg", "craniovertebral angle before the descent against standing",
        1),
    ROW(BACK, "shoulder_back_setup_cm", "cm", "shoulders back before the descent against standing",
        1),
    ROW(TRUNK, "trunk_incl_deg", "deg", "trunk inclination at the bottom, absolute", 1),
    ROW(NECK, "neck_flex_size_deg", "deg",
        "largest bending of the neck either way against standing", 1),
    ROW(SOFT, "soft_knees", "1", "1 where the knees bend by 10 to 30 deg at the bottom", 0),
    ROW(DRIFT, "hold_drift_deg", "deg", "range of lumbar flexion over the hold", 1),
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
    double median = hinge_median_within(
        x + piece[0].from, (size_t)(piece[0].to - piece[0].from + 1), view->reps->scratch);
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
    double *smooth = view->reps->scratch;
    hinge_moving_average(x, (size_t)f.from, (size_t)f.to, hinge_view_smoothing(view), smooth);
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

static enum hinge_status compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    double least, most;
    const struct hinge_value v[METRICS] = {
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
    for (size_t m = 0; m < METRICS; m++)
        out[m * HINGE_PHASE_COUNT + HINGE_PHASE_REP] = v[m];
    return HINGE_OK;
}

const struct hinge_metric_family hinge_metric_family_descriptor = {
    .id = "descriptor",
    .title = "Descriptors",
    .details = "Recorded and never judged. Before the descent is the median over "
               "`seg.setup_s`. Means of `soft_knees` are shares of repetitions.",
    .metric = metrics,
    .n = METRICS,
    .compute = compute};
