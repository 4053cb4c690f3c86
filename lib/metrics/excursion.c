/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Excursions: end minus start of each angle per phase; for the whole repetition bottom minus
 * standing. Beside them three-dimensional angles (method 4), and shares of the person's own limits
 * (method 6.11, 7.1). Out: the families excursion, cardan, limit. */
#include "metrics/metric.h"

#include <hinge/warnings.h>

#define ALL (HINGE_IN_DESCENT | HINGE_IN_HOLD | HINGE_IN_ASCENT | HINGE_IN_REP)
#define MOVES (HINGE_IN_DESCENT | HINGE_IN_ASCENT | HINGE_IN_REP)
#define REP HINGE_IN_REP

/* clang-format off */
#define EXCURSION(name, title, ...)                                                                \
    {name "_excursion_deg", "deg", title, "Esola 1996", 1, ALL, "mean",                            \
     .each_phase = hinge_metric_excursion, HINGE_LARGER, .signal = __VA_ARGS__}
#define S(of) HINGE_SIGNAL_##of
#define PLACE(at, of) .place = {at, of, HINGE_PHASE_DESCENT, NULL, false}
static const struct hinge_metric excursion_metrics[] = {
    EXCURSION("lumbar", "lumbar flexion excursion", S(lumbar_flex)),
    EXCURSION("hip", "hip flexion excursion", S(hip_flex), PLACE(3, "AB"), .of_knees = true),
    EXCURSION("pelvis", "anterior pelvic tilt excursion", S(pelvis_tilt)),
    EXCURSION("knee", "knee flexion excursion", S(knee_flex), PLACE(9, "ABC")),
    EXCURSION("trunk", "trunk inclination excursion", S(trunk_incl),
              .heading = "Trunk lean", .in_text = "trunk lean", PLACE(5, "C")),
    EXCURSION("trunk_thigh", "trunk-thigh angle excursion (not hip flexion)", S(trunk_thigh),
              .heading = "Trunk–thigh angle", .in_text = "trunk–thigh angle", PLACE(6, "C")),
    EXCURSION("total", "lumbar plus hip flexion excursion", S(total_flex),
              .heading = "Depth, lumbar + hip", .in_text = "depth", PLACE(4, "AB")),
    EXCURSION("thorax", "thorax inclination excursion", S(thorax_tilt)),
    EXCURSION("lumbar_lowthx", "lumbar excursion, T8-T12 thorax", S(lumbar_lowthx)),
    EXCURSION("lumbar_isb", "lumbar excursion, sternum thorax (Wu 2005)", S(lumbar_isb)),
    EXCURSION("lumbar_post", "lumbar excursion, C7-T10 thorax", S(lumbar_post)),
    EXCURSION("lumbar_spn", "lumbar excursion, C7-T12 thorax", S(lumbar_spn)),
    EXCURSION("spine_c7s", "C7-to-sacrum line on pelvis, exploratory", S(spine_c7s)),
    EXCURSION("spine_bend", "bend at a depth camera's SpineMid, exploratory", S(spine_bend)),
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_excursion = {
    .id = "excursion",
    .title = "Excursions",
    .details = "The change of an angle from the start to the end of a phase ([method "
               "6.1](method.md#61-excursions-and-ratios)), negative in an ascent.",
    .metric = excursion_metrics,
    .n = sizeof excursion_metrics / sizeof *excursion_metrics};

/* --- three-dimensional angles beside the sagittal ones (method 4) --- */

/* clang-format off */
#define CARDAN(id, title, phases, of)                                                              \
    {id, "deg", title, "Wu et al. 2002", 1, phases, "mean",                                        \
     .each_phase = hinge_metric_excursion, .signal = HINGE_SIGNAL_##of}
static const struct hinge_metric cardan_metrics[] = {
    CARDAN("lumbar_excursion_3d_deg", "lumbar flexion excursion, Cardan", MOVES, lumbar_flex_3d),
    CARDAN("hip_excursion_3d_deg", "hip flexion excursion, Cardan", MOVES, hip_flex_3d),
    CARDAN("knee_excursion_3d_deg", "knee flexion excursion, Cardan", MOVES, knee_flex_3d),
    CARDAN("pelvis_excursion_3d_deg", "anterior pelvic tilt excursion, Cardan", MOVES, pelvis_tilt_3d),
    CARDAN("lumbar_bend_3d_deg", "thorax on pelvis leaning to the right at the bottom, Cardan", REP, lumbar_bend_3d),
    CARDAN("lumbar_turn_3d_deg", "thorax on pelvis turned to the left at the bottom, Cardan", REP, lumbar_turn_3d),
    CARDAN("pelvic_obliquity_3d_deg", "right side of the pelvis up at the bottom, Cardan", REP, pelvic_obliquity_3d),
    CARDAN("pelvic_yaw_3d_deg", "pelvis turned to the left at the bottom, Cardan", REP, pelvic_yaw_3d),
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_cardan = {
    .id = "cardan",
    .title = "Three dimensions",
    .details =
        "Cardan angles of [method 4](method.md#4-angles) from own standing. They need orientation "
        "sensors, or markers: both sides of the pelvis, and IJ, PX, C7 and T8 or T10 of the "
        "thorax. The thigh also needs `knee_med_l` and `knee_med_r`.",
    .metric = cardan_metrics,
    .n = sizeof cardan_metrics / sizeof *cardan_metrics};

/* --- the movement that the side view does not see --- */

static const double MOST_DEG = 5;

uint64_t hinge_plane_warnings(const struct hinge_rep_view *view)
{
    /* of the thorax the same definition: the Cardan angle's is that of Wu et al. */
    bool isb = view->body->signal[HINGE_SIGNAL_lumbar_isb] != NULL;
    const enum hinge_signal pairs[][2] = {{isb ? HINGE_SIGNAL_lumbar_isb : HINGE_SIGNAL_lumbar_flex,
                                           HINGE_SIGNAL_lumbar_flex_3d},
                                          {HINGE_SIGNAL_hip_flex, HINGE_SIGNAL_hip_flex_3d},
                                          {HINGE_SIGNAL_knee_flex, HINGE_SIGNAL_knee_flex_3d},
                                          {HINGE_SIGNAL_pelvis_tilt, HINGE_SIGNAL_pelvis_tilt_3d}};
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        struct hinge_value plane = hinge_view_bottom(view, pairs[k][0], true);
        struct hinge_value solid = hinge_view_bottom(view, pairs[k][1], true);
        if (plane.reason == HINGE_REASON_OK && solid.reason == HINGE_REASON_OK &&
            fabs(solid.value - plane.value) > MOST_DEG)
            return HINGE_WARN(OUT_OF_PLANE);
    }
    return 0;
}

/* --- against the person's own limits: excursions in % of the furthest they bend, the setup posture
 * against a stacked one; recordings with the roles maxflex and stack_ref --- */

/* Least flexion that is a maximum to speak of. */
static const double LEAST_DEG = 10;

struct hinge_value hinge_percent_of_max(const struct hinge_rep_view *view, struct hinge_value value,
                                        enum hinge_signal signal)
{
    const struct hinge_limits *limits = view->limits;
    double most = limits == NULL                    ? (double)NAN
                  : signal == HINGE_SIGNAL_hip_flex ? limits->hip_max_deg
                                                    : limits->lumbar_max_deg;
    if (value.reason != HINGE_REASON_OK)
        return value;
    if (isnan(most))
        return hinge_value_refuse(HINGE_REASON_NO_MAXFLEX);
    if (limits->lumbar_def != view->body->lumbar_def)
        return hinge_value_refuse(HINGE_REASON_LUMBAR_DEF_MIXED);
    struct hinge_value share = hinge_ratio(value.value, most, LEAST_DEG, HINGE_REASON_DEN_SMALL);
    share.value *= 100;
    return share;
}

static struct hinge_value of_max(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                 enum hinge_phase phase)
{
    return hinge_percent_of_max(view, hinge_view_excursion(view, row->signal, phase), row->signal);
}

/* Largest change of a signal from standing over the repetition; k: in % of the person's furthest.
 */
static struct hinge_value largest(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                  enum hinge_phase phase)
{
    const double *x = view->body->signal[row->signal];
    struct hinge_value zero = hinge_view_standing(view, row->signal);
    struct hinge_frames f = hinge_view_phase(view, phase);
    if (x == NULL)
        f.reason = view->body->reason[row->signal];
    else if (f.reason == HINGE_REASON_OK)
        f.reason = zero.reason;
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    const struct hinge_value most =
        hinge_value_of(hinge_view_extremes(view, x, f).most - zero.value);
    return row->k != 0 ? hinge_percent_of_max(view, most, row->signal) : most;
}

/* The knees where the hips are flexed most. */
static struct hinge_value knee_at_largest(const struct hinge_rep_view *view)
{
    const struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_REP),
                              hip = hinge_view_signal(view, HINGE_SIGNAL_hip_flex, HINGE_PHASE_REP),
                              knee =
                                  hinge_view_signal(view, HINGE_SIGNAL_knee_flex, HINGE_PHASE_REP);
    if (hip.reason != HINGE_REASON_OK || knee.reason != HINGE_REASON_OK)
        return hinge_value_refuse(hip.reason != HINGE_REASON_OK ? hip.reason : knee.reason);
    const double *bend = hinge_view_averaged(view, view->body->signal[HINGE_SIGNAL_hip_flex], f),
                 *bent = hinge_view_averaged(view, view->body->signal[HINGE_SIGNAL_knee_flex], f);
    long most = -1;
    for (long i = 0; i <= f.to - f.from; i++)
        if (!isnan(bend[i]) && (most < 0 || bend[i] > bend[most]))
            most = i;
    return most < 0 ? hinge_value_refuse(HINGE_REASON_GAP_IN_PHASE) : hinge_value_of(bent[most]);
}

static struct hinge_value flare(const struct hinge_rep_view *view)
{
    bool isb = view->body->signal[HINGE_SIGNAL_lumbar_isb] != NULL;
    enum hinge_signal signal = isb ? HINGE_SIGNAL_lumbar_isb : HINGE_SIGNAL_lumbar_flex;
    if (view->body->signal[signal] == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    if (view->limits == NULL || isnan(view->limits->stack_lumbar_deg))
        return hinge_value_refuse(HINGE_REASON_NO_REFERENCE_TRIAL);
    struct hinge_value v = hinge_view_setup(view, signal, false);
    v.value = view->limits->stack_lumbar_deg - v.value;
    return v;
}

/* clang-format off */
static const struct hinge_metric limit_metrics[] = {
    {"lumbar_excursion_of_max_pct", "percent", "lumbar excursion in % of the own maximal flexion", "definition", 1, MOVES, "mean",
     .each_phase = of_max, .signal = HINGE_SIGNAL_lumbar_flex},
    {"hip_excursion_of_max_pct", "percent", "hip excursion in % of the own maximal flexion", "definition", 1, MOVES, "mean",
     .each_phase = of_max, .signal = HINGE_SIGNAL_hip_flex},
    {"lumbar_peak_of_max_pct", "percent", "largest lumbar flexion in % of the own maximal flexion", "definition", 1, REP, "mean",
     .each_phase = largest, .k = 1, .signal = HINGE_SIGNAL_lumbar_flex},
    {"hip_flexion_largest_deg", "deg", "largest hip flexion from standing", "definition", 1, REP, "mean",
     .each_phase = largest, HINGE_LARGER, .signal = HINGE_SIGNAL_hip_flex, .heading = "Largest hip flexion", .in_text = "largest hip flexion"},
    {"lumbar_flexion_largest_deg", "deg", "largest lumbar flexion from standing", "definition", 1, REP, "mean",
     .each_phase = largest, HINGE_LARGER, .signal = HINGE_SIGNAL_lumbar_flex, .heading = "Largest lumbar flexion", .in_text = "largest lumbar flexion"},
    {"knee_at_largest_deg", "deg", "knee flexion where the hips are flexed most", "definition", 1, REP, "mean",
     .once = knee_at_largest, HINGE_LARGER, .heading = "Knee flexion at the largest hip flexion", .in_text = "knee flexion at the largest hip flexion"},
    {"rib_flare_deg", "deg", "lumbar extension before the descent against the stacked posture", "definition", 1, REP, "mean",
     .once = flare},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_limit = {
    .id = "limit",
    .title = "Against the own limits",
    .details =
        "In % of the person's furthest bend in the same session ([method "
        "6.11](method.md#611-against-the-own-limits)), else `NO_MAXFLEX`. The zero of "
        "`rib_flare_deg` is a recording with the role `stack_ref` (exhaled, ribs over the pelvis). "
        "`--filter role=maxflex` takes the furthest bends, such as for `hip_flexion_largest_deg`.",
    .metric = limit_metrics,
    .n = sizeof limit_metrics / sizeof *limit_metrics};
