/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recorded, never judged (method 6.13, 7.2, 8.2): how somebody stands before the movement against
 * the own standing, what cues ask for that no fault holds, and posture over the time of a
 * repetition. Out: the families descriptor, exposure. */
#include "base/parameters.h"
#include "metrics/metric.h"

/* Minus standing. */
static struct hinge_value setup(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                enum hinge_phase phase)
{
    (void)phase;
    return hinge_view_setup(view, row->signal, true);
}

/* The shoulders pinched back: their travel on the thorax, in trunk lengths, made cm. */
static struct hinge_value pinched(const struct hinge_rep_view *view)
{
    struct hinge_value v = hinge_view_setup(view, HINGE_SIGNAL_shoulder_forward, true);
    double trunk = hinge_view_leg_m(view) * view->reps->trunk_length / view->reps->leg_length;
    if (v.reason != HINGE_REASON_OK)
        return v;
    return trunk > 0 ? hinge_value_of(-100 * trunk * v.value)
                     : hinge_value_refuse(HINGE_REASON_NO_METRIC_SCALE);
}

/* Smallest and largest of a signal over a phase, smoothed as any maximum. */
static enum hinge_reason range(const struct hinge_rep_view *view, enum hinge_signal signal,
                               enum hinge_phase phase, struct hinge_extremes *range)
{
    const double *x = view->body->signal[signal];
    const struct hinge_frames f = hinge_view_signal(view, signal, phase);
    *range = (struct hinge_extremes){(double)NAN, (double)NAN};
    if (f.reason != HINGE_REASON_OK)
        return f.reason;
    *range = hinge_view_extremes(view, x, f);
    return isnan(range->most) ? HINGE_REASON_GAP_IN_PHASE : HINGE_REASON_OK;
}

static struct hinge_value neck(const struct hinge_rep_view *view)
{
    struct hinge_extremes e;
    struct hinge_value zero = hinge_view_standing(view, HINGE_SIGNAL_neck_flex);
    enum hinge_reason reason = range(view, HINGE_SIGNAL_neck_flex, HINGE_PHASE_REP, &e);
    if (reason != HINGE_REASON_OK)
        return hinge_value_refuse(reason);
    if (zero.reason == HINGE_REASON_OK)
        zero.value = fmax(fabs(e.most - zero.value), fabs(e.least - zero.value));
    return zero;
}

static struct hinge_value drift(const struct hinge_rep_view *view)
{
    struct hinge_extremes e;
    enum hinge_reason reason = range(view, HINGE_SIGNAL_lumbar_flex, HINGE_PHASE_HOLD, &e);
    return reason == HINGE_REASON_OK ? hinge_value_of(e.most - e.least)
                                     : hinge_value_refuse(reason);
}

struct hinge_value hinge_soft_knees(struct hinge_value knee)
{
    if (knee.reason == HINGE_REASON_OK)
        knee.value = knee.value >= 10 && knee.value <= 30;
    return knee;
}

static struct hinge_value soft(const struct hinge_rep_view *view)
{
    return hinge_soft_knees(hinge_view_bottom(view, HINGE_SIGNAL_knee_flex, true));
}

/* A signal in standing, absolute. */
static struct hinge_value standing(const struct hinge_rep_view *view,
                                   const struct hinge_metric *row, enum hinge_phase phase)
{
    (void)phase;
    return view->body->signal[row->signal] == NULL
               ? hinge_value_refuse(view->body->reason[row->signal])
               : hinge_view_standing(view, row->signal);
}

/* The line of hips and L5, and a sensor, have no zero that one could compare. */
static struct hinge_value lumbar_standing(const struct hinge_rep_view *view,
                                          const struct hinge_metric *row, enum hinge_phase phase)
{
    struct hinge_value v = standing(view, row, phase);
    if (v.reason != HINGE_REASON_OK || (view->body->has_positions && view->body->has_pelvis))
        return v;
    return hinge_value_refuse(view->body->has_positions ? HINGE_REASON_TIER_TOO_LOW
                                                        : HINGE_REASON_NO_POSITIONS);
}

/* The curve of the lower back in standing, or with k at the bottom, where 0 is flat and less is
 * round. */
static struct hinge_value lordosis(const struct hinge_rep_view *view,
                                   const struct hinge_metric *row, enum hinge_phase phase)
{
    struct hinge_value v =
        row->k == 0 ? standing(view, row, phase) : hinge_view_bottom(view, row->signal, false);
    v.value = -v.value;
    return v;
}

/* Skin markers show a flat back within a few degrees. */
static const double LEAST_LORDOSIS_DEG = 10;

static struct hinge_value lordosis_left(const struct hinge_rep_view *view,
                                        const struct hinge_metric *row, enum hinge_phase phase)
{
    struct hinge_value stood = standing(view, row, phase);
    struct hinge_value bottom = hinge_view_bottom(view, row->signal, false);
    if (stood.reason != HINGE_REASON_OK || bottom.reason != HINGE_REASON_OK)
        return stood.reason != HINGE_REASON_OK ? stood : bottom;
    return -stood.value >= LEAST_LORDOSIS_DEG ? hinge_value_of(100 * bottom.value / stood.value)
                                              : hinge_value_refuse(HINGE_REASON_DEN_SMALL);
}

#define REP HINGE_IN_REP
#define SETUP(of) .each_phase = setup, .signal = HINGE_SIGNAL_##of

/* clang-format off */
static const struct hinge_metric descriptor_metrics[] = {
    {"pelvis_tilt_setup_deg", "deg", "pelvic tilt before the descent against standing", "definition", 1, REP, "mean", SETUP(pelvis_tilt)},
    {"thorax_tilt_setup_deg", "deg", "thorax inclination before the descent against standing", "definition", 1, REP, "mean", SETUP(thorax_tilt)},
    {"ankle_df_setup_deg", "deg", "ankle dorsiflexion before the descent against standing", "definition", 1, REP, "mean", SETUP(ankle_df)},
    {"cva_setup_deg", "deg", "craniovertebral angle before the descent against standing", "definition", 1, REP, "mean", SETUP(cva)},
    {"shoulder_back_setup_cm", "cm", "shoulders back before the descent against standing", "definition", 1, REP, "mean", .once = pinched},
    {"trunk_incl_deg", "deg", "trunk inclination at the bottom, absolute", "definition", 1, REP, "mean",
     .each_phase = hinge_metric_bottom, .signal = HINGE_SIGNAL_trunk_incl},
    {"neck_flex_size_deg", "deg", "largest bending of the neck either way against standing", "definition", 1, REP, "mean", .once = neck},
    {"soft_knees", "1", "1 where the knees bend by 10 to 30 deg at the bottom", "definition", 0, REP, "mean", .once = soft},
    {"hold_drift_deg", "deg", "range of lumbar flexion over the hold", "definition", 1, REP, "mean", .once = drift},
    {"lumbar_standing_deg", "deg", "thorax on pelvis in standing, absolute, flexion positive", "definition", 1, REP, "mean",
     .each_phase = lumbar_standing, .signal = HINGE_SIGNAL_lumbar_flex},
    {"lordosis_standing_deg", "deg", "lordosis in standing, from T12/L1 over L3 to L5", "definition", 1, REP, "mean",
     .each_phase = lordosis, .signal = HINGE_SIGNAL_lumbar_curv},
    {"lordosis_bottom_deg", "deg", "lordosis at the bottom: 0 flat, below 0 round", "definition", 1, REP, "mean",
     .each_phase = lordosis, .signal = HINGE_SIGNAL_lumbar_curv, .k = 1},
    {"lordosis_left_pct", "percent", "lordosis at the bottom in % of standing", "definition", 1, REP, "mean",
     .each_phase = lordosis_left, .signal = HINGE_SIGNAL_lumbar_curv},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_descriptor = {
    .id = "descriptor",
    .title = "Descriptors",
    .details =
        "Recorded and never judged. Lordosis is the angle between the lines L5 to L3 and L3 "
        "to T12/L1 on the skin ([method "
        "6.16](method.md#616-lordosis-ground-force)). `lumbar_standing_deg` needs markers of "
        "the pelvis, and depends on those of the thorax (`lumbar_def`).",
    .metric = descriptor_metrics,
    .n = sizeof descriptor_metrics / sizeof *descriptor_metrics};

/* --- posture over the time of a repetition (method 6.13): percentiles of lumbar flexion and trunk
 * inclination from standing, and shares of the time beyond limits --- */

/* Frames without a value leave the time that is shared out, so that a gap at the bottom
 * is a lean less. */
#define MOST_MISSING 0.02

/* Changes of a signal from standing over the repetition, those n that are known, in scratch; NULL
 * and the reason why there are none. */
static double *changes(const struct hinge_rep_view *view, enum hinge_signal signal, size_t *n,
                       enum hinge_reason *reason)
{
    const double *x = view->body->signal[signal];
    double most_missing = fmin(view->parameters->miss_phase, MOST_MISSING);
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_REP);
    struct hinge_value zero = hinge_view_standing(view, signal);
    *n = 0;
    if (x == NULL)
        f.reason = view->body->reason[signal];
    else if (f.reason == HINGE_REASON_OK)
        f.reason = hinge_view_gaps_over(view, signal, f, most_missing);
    *reason = f.reason == HINGE_REASON_OK ? zero.reason : f.reason;
    if (*reason != HINGE_REASON_OK)
        return NULL;
    double *deg = hinge_arena_raw(view->reps->scratch, (size_t)(f.to - f.from + 1), sizeof *deg);
    for (long i = f.from; i <= f.to; i++) {
        deg[*n] = x[i] - zero.value;
        *n += isnan(x[i]) ? 0 : 1;
    }
    return deg;
}

/* The percentile k. */
static struct hinge_value percentile(const struct hinge_rep_view *view,
                                     const struct hinge_metric *row, enum hinge_phase phase)
{
    size_t n;
    enum hinge_reason reason;
    double *deg = changes(view, row->signal, &n, &reason);
    (void)phase;
    return deg != NULL ? hinge_value_of(hinge_quantile_select(deg, n, row->k / 100.0))
                       : hinge_value_refuse(reason);
}

/* Share of the time beyond k degrees. */
static struct hinge_value beyond(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                 enum hinge_phase phase)
{
    size_t n;
    enum hinge_reason reason;
    double *deg = changes(view, row->signal, &n, &reason), frames = 0;
    (void)phase;
    if (deg == NULL)
        return hinge_value_refuse(reason);
    for (size_t i = 0; i < n; i++)
        frames += deg[i] > row->k;
    return hinge_value_of(100 * frames / (double)n);
}

/* clang-format off */
#define PERCENTILE(p, id, title, of)                                                               \
    {id "_p" #p "_deg", "deg", #p "th percentile of " title " from standing, over time", "Jonsson 1982", 1, REP, "mean", \
     .each_phase = percentile, .signal = HINGE_SIGNAL_##of, .k = p}
#define BEYOND(limit, source, id, title, of)                                                       \
    {id "_time_over_" #limit "_pct", "percent", "time with " title " over " #limit " deg from standing", source, 1, REP, "mean", \
     .each_phase = beyond, .signal = HINGE_SIGNAL_##of, .k = limit}
#define EXPOSURE(iso, punnett, ...)                                                                \
    PERCENTILE(10, __VA_ARGS__), PERCENTILE(50, __VA_ARGS__), PERCENTILE(90, __VA_ARGS__),         \
    BEYOND(20, iso, __VA_ARGS__), BEYOND(45, punnett, __VA_ARGS__), BEYOND(60, iso, __VA_ARGS__)
static const struct hinge_metric exposure_metrics[] = {
    EXPOSURE("definition", "definition", "lumbar", "lumbar flexion", lumbar_flex),
    EXPOSURE("ISO 11226", "Punnett 1991", "trunk", "trunk inclination", trunk_incl),
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_exposure = {
    .id = "exposure",
    .title = "Posture over time",
    .details = "Over the time of the repetition, from own standing. ISO 11226 advises against a "
               "static trunk inclination over 60 degrees and limits the time over 20. Punnett 1991 "
               "calls over 45 degrees severe. Lumbar flexion has no such limits, so the same ones "
               "are used. If more than 2 % of the frames are missing, the value is `GAP_IN_PHASE`.",
    .metric = exposure_metrics,
    .n = sizeof exposure_metrics / sizeof *exposure_metrics};
