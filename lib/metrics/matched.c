/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At matched depth (method 8.2): the same quantities where the descent passes a depth
 * that the person reached under every cue, because shallower repetitions move less of
 * everything. The level comes with the view's limits. */
#include "metrics/metric.h"
#include "metrics/parts/depth.h"
#include "metrics/parts/excursion_ratio.h"

#include <math.h>

enum {
    DRIVER,
    LUMBAR,
    PEAK,
    HIP,
    PELVIS,
    KNEE,
    TRUNK,
    LF,
    LHR,
    HS,
    HKS,
    TTK,
    HPD,
    VD,
    INDEX,
    PATH,
    KNEE_TRAVEL,
    SHANK,
    CHEST,
    LOAD,
    COM,
    METRICS
};

#define ROW(name, unit_, title_, digits_, how)                                                     \
    {                                                                                              \
        .id = "matched_" name, .unit = unit_, .title = title_, .source = "definition",             \
        .digits = digits_, .phases = HINGE_IN_DESCENT, .aggregate = how                            \
    }
static const struct hinge_metric metrics[METRICS] = {
    [DRIVER] = ROW("driver_deg", "deg", "depth that the person reached under every cue", 1, "mean"),
    [LUMBAR] =
        ROW("lumbar_excursion_deg", "deg", "lumbar flexion excursion at matched depth", 1, "mean"),
    [PEAK] = ROW("lumbar_rounding", "deg", "largest lumbar flexion on the way to matched depth", 1,
                 "mean"),
    [HIP] = ROW("hip_excursion_deg", "deg", "hip flexion excursion at matched depth", 1, "mean"),
    [PELVIS] = ROW("pelvis_excursion_deg", "deg", "anterior pelvic tilt excursion at matched depth",
                   1, "mean"),
    [KNEE] = ROW("knee_excursion_deg", "deg", "knee flexion excursion at matched depth", 1, "mean"),
    [TRUNK] = ROW("trunk_excursion_deg", "deg", "trunk inclination excursion at matched depth", 1,
                  "mean"),
    [LF] = ROW("lumbar_fraction", "1", "lumbar share of lumbar plus hip motion at matched depth", 3,
               "mean"),
    [LHR] =
        ROW("lumbar_hip_ratio", "1", "lumbar to hip motion at matched depth", 3, "ratio_of_means"),
    [HS] = ROW("hip_share", "1", "hip share of lumbar, hip and knee motion at matched depth", 3,
               "mean"),
    [HKS] =
        ROW("hip_knee_share", "1", "hip share of hip and knee motion at matched depth", 3, "mean"),
    [TTK] = ROW("trunk_thigh_knee_share", "1",
                "trunk-thigh share of trunk-thigh and knee motion at matched depth", 3, "mean"),
    [HPD] = ROW("hip_posterior_ll", "LL", "hip travel backward at matched depth", 3, "mean"),
    [VD] = ROW("hip_drop_ll", "LL", "hip travel downward at matched depth", 3, "mean"),
    [INDEX] = ROW("hinge_index", "1", "backward share of hip travel at matched depth", 3, "mean"),
    [PATH] = ROW("path_angle_deg", "deg", "hip path at matched depth: 0 back, 90 down", 1, "mean"),
    [KNEE_TRAVEL] = ROW("knee_travel_ll", "LL", "knee travel forward at matched depth", 3, "mean"),
    [SHANK] =
        ROW("shank_incl_deg", "deg", "shank inclination at matched depth, absolute", 1, "mean"),
    [CHEST] = ROW("chest_toe_ll", "LL", "shoulder in front of the toe at matched depth", 3, "mean"),
    [LOAD] = ROW("load_midfoot_fl", "FL", "load or hands in front of midfoot at matched depth", 3,
                 "mean"),
    [COM] = ROW("com_foot_pct", "percent",
                "centre of mass along the foot at matched depth, from the heel", 1, "mean"),
};

static struct hinge_value share(const struct hinge_rep_view *view, struct hinge_value a,
                                struct hinge_value b, struct hinge_value c)
{
    const struct hinge_value *wrong = a.reason != HINGE_REASON_OK   ? &a
                                      : b.reason != HINGE_REASON_OK ? &b
                                      : c.reason != HINGE_REASON_OK ? &c
                                                                    : NULL;
    return wrong != NULL ? *wrong
                         : hinge_ratio(a.value, a.value + b.value + c.value,
                                       view->parameters->ratio_min_F, HINGE_REASON_ROM_SMALL);
}

static void ratios(const struct hinge_rep_view *view, struct hinge_value trunk_thigh,
                   struct hinge_value *v)
{
    const struct hinge_value none = hinge_value_of(0);
    v[LF] = share(view, v[LUMBAR], v[HIP], none);
    v[HS] = share(view, v[HIP], v[LUMBAR], v[KNEE]);
    v[HKS] = share(view, v[HIP], v[KNEE], none);
    v[TTK] = share(view, trunk_thigh, v[KNEE], none);
    v[LHR] = v[LUMBAR].reason != HINGE_REASON_OK ? v[LUMBAR] : v[HIP];
    if (v[LUMBAR].reason == HINGE_REASON_OK && v[HIP].reason == HINGE_REASON_OK)
        v[LHR] = hinge_ratio(v[LUMBAR].value, v[HIP].value, view->parameters->ratio_min_H,
                             HINGE_REASON_DEN_SMALL);
    v[INDEX] = v[PATH] = v[HPD].reason != HINGE_REASON_OK ? v[HPD] : v[VD];
    if (v[HPD].reason != HINGE_REASON_OK || v[VD].reason != HINGE_REASON_OK)
        return;
    v[PATH] = hinge_value_of(atan2(v[VD].value, v[HPD].value) * (180 / M_PI));
    v[INDEX] = hinge_ratio(v[HPD].value, fabs(v[HPD].value) + fabs(v[VD].value), 0,
                           HINGE_REASON_ROM_SMALL);
}

static enum hinge_status compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    static const struct {
        int metric;
        enum hinge_signal signal;
        bool absolute;
    } rows[] = {
        {LUMBAR, HINGE_SIGNAL_lumbar_flex, false}, {HIP, HINGE_SIGNAL_hip_flex, false},
        {PELVIS, HINGE_SIGNAL_pelvis_tilt, false}, {KNEE, HINGE_SIGNAL_knee_flex, false},
        {TRUNK, HINGE_SIGNAL_trunk_incl, false},   {HPD, HINGE_SIGNAL_hip_posterior, false},
        {VD, HINGE_SIGNAL_hip_drop, false},        {KNEE_TRAVEL, HINGE_SIGNAL_knee_travel, false},
        {SHANK, HINGE_SIGNAL_shank_incl, true},    {CHEST, HINGE_SIGNAL_chest_toe, true},
        {LOAD, HINGE_SIGNAL_load_midfoot, true},   {COM, HINGE_SIGNAL_com_foot, true}};
    struct hinge_value v[METRICS], at = hinge_depth_passage(view);
    for (int m = 0; m < METRICS; m++)
        v[m] = hinge_value_refuse(at.reason);
    if (at.reason == HINGE_REASON_OK) {
        v[DRIVER] = hinge_value_of(view->limits->matched_driver_deg);
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
            v[rows[k].metric] = rows[k].absolute
                                    ? hinge_depth_signal(view, rows[k].signal, at.value)
                                    : hinge_depth_change(view, rows[k].signal, at.value);
        v[PEAK] = hinge_depth_largest(view, HINGE_SIGNAL_lumbar_flex, 1, at.value);
        ratios(view, hinge_depth_change(view, HINGE_SIGNAL_trunk_thigh, at.value), v);
    }
    for (int m = 0; m < METRICS; m++)
        out[(size_t)m * HINGE_PHASE_COUNT + HINGE_PHASE_DESCENT] = v[m];
    return HINGE_OK;
}

const struct hinge_metric_family hinge_metric_family_matched = {
    .id = "matched",
    .title = "At matched depth",
    .details = "Shallower repetitions move less of everything, so a cue that makes people "
               "stop earlier seems to cure rounding. Depth is lumbar plus hip flexion, in "
               "tier C the driver: the trunk-thigh angle alone grows when a back gets "
               "straighter. `matched_driver_deg` is 0.9 times a person's smallest median "
               "depth at the bottom, over all cues of one session and task. The other "
               "columns are where the descent first passes it. Changes are from the start of "
               "the descent; shank, chest, load "
               "and centre of mass are absolute. The signals are averaged around that "
               "moment as under any crossing (`peak.w_A`, `peak.w_BC`). With one cue "
               "alone they are `NO_REFERENCE_TRIAL`; a repetition that does not get there "
               "is `BIN_NOT_REACHED`.",
    .metric = metrics,
    .n = METRICS,
    .compute = compute};
