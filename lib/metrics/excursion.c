/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Excursions: end minus start of each angle per phase; for the whole repetition bottom minus
 * standing. Beside them three-dimensional angles (method 4), and shares of the person's own limits
 * (method 6.11, 7.1). Out: the families excursion, cardan, limit. */
#include "metrics/metric.h"

#include "signal/signal.h"

#include <math.h>

#define ALL (HINGE_IN_DESCENT | HINGE_IN_HOLD | HINGE_IN_ASCENT | HINGE_IN_REP)
#define EXCURSION_ROW(name, title)                                                                 \
    {                                                                                              \
        name "_excursion_deg", "deg", title, "Esola 1996", 1, ALL, "mean"                          \
    }

static const struct hinge_metric excursion_metrics[] = {
    EXCURSION_ROW("lumbar", "lumbar flexion excursion"),
    EXCURSION_ROW("hip", "hip flexion excursion"),
    EXCURSION_ROW("pelvis", "anterior pelvic tilt excursion"),
    EXCURSION_ROW("knee", "knee flexion excursion"),
    EXCURSION_ROW("trunk", "trunk inclination excursion"),
    EXCURSION_ROW("trunk_thigh", "trunk-thigh angle excursion (not hip flexion)"),
    EXCURSION_ROW("total", "lumbar plus hip flexion excursion"),
    EXCURSION_ROW("thorax", "thorax inclination excursion"),
    EXCURSION_ROW("lumbar_lowthx", "lumbar excursion, T8-T12 thorax"),
    EXCURSION_ROW("lumbar_isb", "lumbar excursion, sternum thorax (Wu 2002)"),
    EXCURSION_ROW("lumbar_post", "lumbar excursion, C7-T10 thorax"),
    EXCURSION_ROW("lumbar_spn", "lumbar excursion, C7-T12 thorax"),
    EXCURSION_ROW("spine_c7s", "C7-to-sacrum line on pelvis, exploratory"),
    EXCURSION_ROW("spine_bend", "bend at a depth camera's SpineMid, exploratory"),
};

static const enum hinge_signal angles[] = {HINGE_SIGNAL_lumbar_flex,   HINGE_SIGNAL_hip_flex,
                                           HINGE_SIGNAL_pelvis_tilt,   HINGE_SIGNAL_knee_flex,
                                           HINGE_SIGNAL_trunk_incl,    HINGE_SIGNAL_trunk_thigh,
                                           HINGE_SIGNAL_total_flex,    HINGE_SIGNAL_thorax_tilt,
                                           HINGE_SIGNAL_lumbar_lowthx, HINGE_SIGNAL_lumbar_isb,
                                           HINGE_SIGNAL_lumbar_post,   HINGE_SIGNAL_lumbar_spn,
                                           HINGE_SIGNAL_spine_c7s,     HINGE_SIGNAL_spine_bend};

static void compute_excursion(const struct hinge_rep_view *view, struct hinge_value *out)
{
    for (size_t m = 0; m < sizeof angles / sizeof *angles; m++)
        for (int p = 0; p < HINGE_PHASE_COUNT; p++)
            out[m * HINGE_PHASE_COUNT + (size_t)p] =
                hinge_view_excursion(view, angles[m], (enum hinge_phase)p);
}

const struct hinge_metric_family hinge_metric_family_excursion = {
    .id = "excursion",
    .title = "Excursions",
    .details = "Change of an angle from the start to the end of a phase, negative in an "
               "ascent. Each is a mean over half of `excursion.w_s` into the phase and "
               "all of it into a rest outside (half beyond a turn, and outside a hold). A "
               "single frame chosen by the noisy driver would select its own noise. In "
               "the row `rep` it is bottom minus own standing posture, bottom being the "
               "median over the hold, or over 0.1 s around the deepest point. Definitions "
               "of lumbar flexion other than the trial's own `lumbar_def` are given "
               "beside it and are never pooled with it.",
    .metric = excursion_metrics,
    .n = sizeof excursion_metrics / sizeof *excursion_metrics,
    .compute = compute_excursion};

/* --- three-dimensional angles beside the sagittal ones (method 4) --- */

enum { LUMBAR, HIP, KNEE, PELVIS, BEND, TURN, LEVEL, YAW, CARDAN_METRICS };

#define MOVING (HINGE_IN_DESCENT | HINGE_IN_ASCENT | HINGE_IN_REP)
#define CARDAN_ROW(k, name, title, phases)                                                         \
    [k] = {name, "deg", title, "Wu et al. 2002", 1, phases, "mean"}
static const struct hinge_metric cardan_metrics[CARDAN_METRICS] = {
    CARDAN_ROW(LUMBAR, "lumbar_excursion_3d_deg", "lumbar flexion excursion, Cardan", MOVING),
    CARDAN_ROW(HIP, "hip_excursion_3d_deg", "hip flexion excursion, Cardan", MOVING),
    CARDAN_ROW(KNEE, "knee_excursion_3d_deg", "knee flexion excursion, Cardan", MOVING),
    CARDAN_ROW(PELVIS, "pelvis_excursion_3d_deg", "anterior pelvic tilt excursion, Cardan", MOVING),
    CARDAN_ROW(BEND, "lumbar_bend_3d_deg",
               "thorax on pelvis leaning to the right at the bottom, Cardan", HINGE_IN_REP),
    CARDAN_ROW(TURN, "lumbar_turn_3d_deg",
               "thorax on pelvis turned to the left at the bottom, Cardan", HINGE_IN_REP),
    CARDAN_ROW(LEVEL, "pelvic_obliquity_3d_deg",
               "right side of the pelvis up at the bottom, Cardan", HINGE_IN_REP),
    CARDAN_ROW(YAW, "pelvic_yaw_3d_deg", "pelvis turned to the left at the bottom, Cardan",
               HINGE_IN_REP),
};

static void compute_cardan(const struct hinge_rep_view *view, struct hinge_value *out)
{
    static const enum hinge_signal signals[CARDAN_METRICS] = {
        HINGE_SIGNAL_lumbar_flex_3d,      HINGE_SIGNAL_hip_flex_3d,    HINGE_SIGNAL_knee_flex_3d,
        HINGE_SIGNAL_pelvis_tilt_3d,      HINGE_SIGNAL_lumbar_bend_3d, HINGE_SIGNAL_lumbar_turn_3d,
        HINGE_SIGNAL_pelvic_obliquity_3d, HINGE_SIGNAL_pelvic_yaw_3d};
    for (size_t m = 0; m < CARDAN_METRICS; m++)
        for (int p = 0; p < HINGE_PHASE_COUNT; p++)
            if ((cardan_metrics[m].phases & (1U << p)) != 0)
                out[m * HINGE_PHASE_COUNT + (size_t)p] =
                    hinge_view_excursion(view, signals[m], (enum hinge_phase)p);
}

const struct hinge_metric_family hinge_metric_family_cardan = {
    .id = "cardan",
    .title = "Three dimensions",
    .details = "Cardan angles in the order flexion, side, turn (Z-X-Y) of segment frames "
               "after Wu et al. 2002, from the person's own standing. They need markers of "
               "pelvis and thorax on both sides, or orientation sensors. The thorax needs IJ, "
               "PX, C7 and T8 or T10; thigh and shank need `knee_med_l`, `knee_med_r`, the "
               "medial epicondyles (the shank has the thigh's line through them). `rep` is "
               "the bottom against standing. Sagittal angles are primary. If lumbar, hip or "
               "knee flexion or pelvic tilt differs from its Cardan angle by more than 5 "
               "degrees at the bottom, the repetition has the warning `OUT_OF_PLANE`. Beyond "
               "80 degrees of the second angle it has no value (`GIMBAL`).",
    .metric = cardan_metrics,
    .n = CARDAN_METRICS,
    .compute = compute_cardan};

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

enum { LUMBAR_OF_MAX, HIP_OF_MAX, PEAK, FLARE };
#define MOVES (HINGE_IN_DESCENT | HINGE_IN_ASCENT | HINGE_IN_REP)

static const struct hinge_metric limit_metrics[] = {
    [LUMBAR_OF_MAX] = {"lumbar_excursion_of_max_pct", "percent",
                       "lumbar excursion in % of the own maximal flexion", "definition", 1, MOVES,
                       "mean"},
    [HIP_OF_MAX] = {"hip_excursion_of_max_pct", "percent",
                    "hip excursion in % of the own maximal flexion", "definition", 1, MOVES,
                    "mean"},
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
static struct hinge_value peak(const struct hinge_rep_view *view)
{
    const double *x = view->body->signal[HINGE_SIGNAL_lumbar_flex];
    struct hinge_value zero = hinge_view_standing(view, HINGE_SIGNAL_lumbar_flex);
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_REP);
    if (x == NULL)
        f.reason = view->body->reason[HINGE_SIGNAL_lumbar_flex];
    else if (f.reason == HINGE_REASON_OK)
        f.reason = zero.reason;
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    const double *smooth = hinge_view_averaged(view, x, f);
    double most = (double)NAN;
    for (long i = 0; i <= f.to - f.from; i++)
        most = fmax(most, smooth[i]);
    return hinge_value_of(most - zero.value);
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
    return hinge_value_of(view->limits->stack_lumbar_deg - hinge_view_median(view, x, piece[0]));
}

static void compute_limit(const struct hinge_rep_view *view, struct hinge_value *out)
{
    static const enum hinge_phase phases[] = {HINGE_PHASE_DESCENT, HINGE_PHASE_ASCENT,
                                              HINGE_PHASE_REP};
    const struct hinge_limits *limits = view->limits;
    double lumbar = limits != NULL ? limits->lumbar_max_deg : (double)NAN;
    double hip = limits != NULL ? limits->hip_max_deg : (double)NAN;
    for (size_t p = 0; p < sizeof phases / sizeof *phases; p++) {
        OUT(LUMBAR_OF_MAX, phases[p]) =
            of_max(view, hinge_view_excursion(view, HINGE_SIGNAL_lumbar_flex, phases[p]), lumbar);
        OUT(HIP_OF_MAX, phases[p]) =
            of_max(view, hinge_view_excursion(view, HINGE_SIGNAL_hip_flex, phases[p]), hip);
    }
    OUT(PEAK, HINGE_PHASE_REP) = of_max(view, peak(view), lumbar);
    OUT(FLARE, HINGE_PHASE_REP) = flare(view);
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
    .metric = limit_metrics,
    .n = sizeof limit_metrics / sizeof *limit_metrics,
    .compute = compute_limit};
