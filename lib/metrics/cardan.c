/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three-dimensional angles beside the sagittal ones (method 4). */
#include "metrics/metric.h"

enum { LUMBAR, HIP, KNEE, PELVIS, BEND, TURN, LEVEL, YAW, METRICS };

#define MOVING (HINGE_IN_DESCENT | HINGE_IN_ASCENT | HINGE_IN_REP)
#define ROW(k, name, title, phases) [k] = {name, "deg", title, "Wu et al. 2002", 1, phases, "mean"}
static const struct hinge_metric metrics[METRICS] = {
    ROW(LUMBAR, "lumbar_excursion_3d_deg", "lumbar flexion excursion, Cardan", MOVING),
    ROW(HIP, "hip_excursion_3d_deg", "hip flexion excursion, Cardan", MOVING),
    ROW(KNEE, "knee_excursion_3d_deg", "knee flexion excursion, Cardan", MOVING),
    ROW(PELVIS, "pelvis_excursion_3d_deg", "anterior pelvic tilt excursion, Cardan", MOVING),
    ROW(BEND, "lumbar_bend_3d_deg", "thorax on pelvis leaning to the right at the bottom, Cardan",
        HINGE_IN_REP),
    ROW(TURN, "lumbar_turn_3d_deg", "thorax on pelvis turned to the left at the bottom, Cardan",
        HINGE_IN_REP),
    ROW(LEVEL, "pelvic_obliquity_3d_deg", "right side of the pelvis up at the bottom, Cardan",
        HINGE_IN_REP),
    ROW(YAW, "pelvic_yaw_3d_deg", "pelvis turned to the left at the bottom, Cardan", HINGE_IN_REP),
};

static enum hinge_status compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    static const enum hinge_signal signals[METRICS] = {
        HINGE_SIGNAL_lumbar_flex_3d,      HINGE_SIGNAL_hip_flex_3d,    HINGE_SIGNAL_knee_flex_3d,
        HINGE_SIGNAL_pelvis_tilt_3d,      HINGE_SIGNAL_lumbar_bend_3d, HINGE_SIGNAL_lumbar_turn_3d,
        HINGE_SIGNAL_pelvic_obliquity_3d, HINGE_SIGNAL_pelvic_yaw_3d};
    for (size_t m = 0; m < METRICS; m++)
        for (int p = 0; p < HINGE_PHASE_COUNT; p++)
            if ((metrics[m].phases & (1U << p)) != 0)
                out[m * HINGE_PHASE_COUNT + (size_t)p] =
                    hinge_view_excursion(view, signals[m], (enum hinge_phase)p);
    return HINGE_OK;
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
    .metric = metrics,
    .n = METRICS,
    .compute = compute};
