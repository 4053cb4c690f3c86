/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Excursions: end minus start of each angle per phase; for the whole repetition bottom
 * minus standing. */
#include "metrics/metric.h"

#define ALL (HINGE_IN_DESCENT | HINGE_IN_HOLD | HINGE_IN_ASCENT | HINGE_IN_REP)
#define ROW(name, title)                                                                           \
    {                                                                                              \
        name "_excursion_deg", "deg", title, "Esola 1996", 1, ALL, "mean"                          \
    }

static const struct hinge_metric metrics[] = {
    ROW("lumbar", "lumbar flexion excursion"),
    ROW("hip", "hip flexion excursion"),
    ROW("pelvis", "anterior pelvic tilt excursion"),
    ROW("knee", "knee flexion excursion"),
    ROW("trunk", "trunk inclination excursion"),
    ROW("trunk_thigh", "trunk-thigh angle excursion (not hip flexion)"),
    ROW("total", "lumbar plus hip flexion excursion"),
    ROW("thorax", "thorax inclination excursion"),
    ROW("lumbar_lowthx", "lumbar excursion, T8-T12 thorax"),
    ROW("lumbar_isb", "lumbar excursion, sternum thorax (Wu 2002)"),
    ROW("lumbar_post", "lumbar excursion, C7-T10 thorax"),
    ROW("lumbar_spn", "lumbar excursion, C7-T12 thorax"),
    ROW("spine_c7s", "C7-to-sacrum line on pelvis, exploratory"),
    ROW("spine_bend", "bend at a depth camera's SpineMid, exploratory"),
};

static const enum hinge_signal signals[] = {HINGE_SIGNAL_lumbar_flex,   HINGE_SIGNAL_hip_flex,
                                            HINGE_SIGNAL_pelvis_tilt,   HINGE_SIGNAL_knee_flex,
                                            HINGE_SIGNAL_trunk_incl,    HINGE_SIGNAL_trunk_thigh,
                                            HINGE_SIGNAL_total_flex,    HINGE_SIGNAL_thorax_tilt,
                                            HINGE_SIGNAL_lumbar_lowthx, HINGE_SIGNAL_lumbar_isb,
                                            HINGE_SIGNAL_lumbar_post,   HINGE_SIGNAL_lumbar_spn,
                                            HINGE_SIGNAL_spine_c7s,     HINGE_SIGNAL_spine_bend};

static enum hinge_status compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    for (size_t m = 0; m < sizeof signals / sizeof *signals; m++)
        for (int p = 0; p < HINGE_PHASE_COUNT; p++)
            out[m * HINGE_PHASE_COUNT + (size_t)p] =
                hinge_view_excursion(view, signals[m], (enum hinge_phase)p);
    return HINGE_OK;
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
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics,
    .compute = compute};
