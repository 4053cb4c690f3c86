/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hip-to-spine ratios of whole phases (method 6.1). */
#include "metrics/metric.h"
#include "metrics/parts/excursion_ratio.h"

#define PHASES (HINGE_IN_DESCENT | HINGE_IN_ASCENT | HINGE_IN_REP)

enum { LF, LHR, LPR, LPF, LOG, HS, BS, KS, HKS, TTK, TRUNK };

static const struct hinge_metric metrics[] = {
    [LF] = {"lumbar_fraction", "1", "lumbar share of lumbar plus hip motion (primary)",
            "Esola 1996", 3, PHASES, "mean"},
    [LHR] = {"lumbar_hip_ratio", "1", "lumbar to hip motion", "Esola 1996", 3, PHASES,
             "ratio_of_means"},
    [LPR] = {"lumbar_pelvis_ratio", "1", "lumbar to pelvis motion (lumbopelvic rhythm)",
             "Laird 2016", 3, PHASES, "ratio_of_means"},
    [LPF] = {"lumbar_pelvis_fraction", "1", "lumbar share of lumbar plus pelvis motion",
             "Laird 2016", 3, PHASES, "mean"},
    [LOG] = {"log_ratio", "1", "natural logarithm of lumbar to hip motion", "Esola 1996", 3, PHASES,
             "mean"},
    [HS] = {"hip_share", "1", "hip share of lumbar, hip and knee motion", "definition", 3, PHASES,
            "mean"},
    [BS] = {"back_share", "1", "lumbar share of lumbar, hip and knee motion", "definition", 3,
            PHASES, "mean"},
    [KS] = {"knee_share", "1", "knee share of lumbar, hip and knee motion", "definition", 3, PHASES,
            "mean"},
    [HKS] = {"hip_knee_share", "1", "hip share of hip and knee motion", "definition", 3, PHASES,
             "mean"},
    [TTK] = {"trunk_thigh_knee_share", "1", "trunk-thigh share of trunk-thigh and knee motion",
             "definition", 3, PHASES, "mean"},
    [TRUNK] = {"trunk_ratio_c", "1",
               "trunk inclination per trunk-thigh motion (tier C, not lumbar)", "definition", 3,
               PHASES, "mean"},
};

/* a / (sum of n excursions), refused where any is missing or the sum is small. */
static struct hinge_value share(const struct hinge_parameters *p, struct hinge_value a,
                                const struct hinge_value *terms, int n)
{
    double sum = 0;
    for (int k = 0; k < n; k++) {
        if (terms[k].reason != HINGE_REASON_OK)
            return terms[k];
        sum += terms[k].value;
    }
    return hinge_ratio(a.value, sum, p->ratio_min_F, HINGE_REASON_ROM_SMALL);
}

static struct hinge_value ratio(struct hinge_value a, struct hinge_value b, double least)
{
    if (a.reason != HINGE_REASON_OK)
        return a;
    if (b.reason != HINGE_REASON_OK)
        return b;
    return hinge_ratio(a.value, b.value, least, HINGE_REASON_DEN_SMALL);
}

static void compute_phase(const struct hinge_rep_view *view, enum hinge_phase phase,
                          struct hinge_value *out)
{
    const struct hinge_parameters *p = view->parameters;
    if (!hinge_metrics_wanted(view, LF, TRUNK, phase))
        return;
    struct hinge_value l = hinge_view_excursion(view, HINGE_SIGNAL_lumbar_flex, phase);
    struct hinge_value h = hinge_view_excursion(view, HINGE_SIGNAL_hip_flex, phase);
    struct hinge_value pelvis = hinge_view_excursion(view, HINGE_SIGNAL_pelvis_tilt, phase);
    struct hinge_value k = hinge_view_excursion(view, HINGE_SIGNAL_knee_flex, phase);
    struct hinge_value tt = hinge_view_excursion(view, HINGE_SIGNAL_trunk_thigh, phase);
    struct hinge_value trunk = hinge_view_excursion(view, HINGE_SIGNAL_trunk_incl, phase);
#define OUT(m) out[(size_t)(m)*HINGE_PHASE_COUNT + (size_t)phase]
    OUT(LF) = share(p, l, (struct hinge_value[]){l, h}, 2);
    OUT(LPF) = share(p, l, (struct hinge_value[]){l, pelvis}, 2);
    OUT(HS) = share(p, h, (struct hinge_value[]){l, h, k}, 3);
    OUT(BS) = share(p, l, (struct hinge_value[]){l, h, k}, 3);
    OUT(KS) = share(p, k, (struct hinge_value[]){l, h, k}, 3);
    OUT(HKS) = share(p, h, (struct hinge_value[]){h, k}, 2);
    OUT(TTK) = share(p, tt, (struct hinge_value[]){tt, k}, 2);
    OUT(LHR) = ratio(l, h, p->ratio_min_H);
    OUT(LPR) = ratio(l, pelvis, p->ratio_min_H);
    OUT(TRUNK) = ratio(trunk, tt, p->ratio_min_F);
    if (OUT(TRUNK).reason == HINGE_REASON_DEN_SMALL)
        OUT(TRUNK).reason = HINGE_REASON_ROM_SMALL;
    if (l.reason != HINGE_REASON_OK || h.reason != HINGE_REASON_OK)
        OUT(LOG) = l.reason != HINGE_REASON_OK ? l : h;
    else
        OUT(LOG) = hinge_log_ratio(l.value, h.value, p->ratio_log_min);
#undef OUT
}

static enum hinge_status compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    compute_phase(view, HINGE_PHASE_DESCENT, out);
    compute_phase(view, HINGE_PHASE_ASCENT, out);
    compute_phase(view, HINGE_PHASE_REP, out);
    return HINGE_OK;
}

const struct hinge_metric_family hinge_metric_family_ratio = {
    .id = "ratio",
    .title = "Hip-to-spine ratios",
    .details = "`lumbar_fraction` = dL / (dL + dH) is primary: it is bounded for "
               "motion of one "
               "sign and defined where trained hinges have almost no lumbar motion, "
               "where ratios "
               "and logarithms break. Signs are kept: a spine that extends while "
               "hinging gives a "
               "negative fraction. `hip_share`, `back_share` and `knee_share` add to "
               "1. `lumbar_hip_ratio` uses pelvis-on-thigh (hip joint) "
               "motion, "
               "`lumbar_pelvis_ratio` pelvis-in-space; they differ whenever the thigh "
               "moves. Group "
               "values of a ratio are (mean dL) / (mean dH), not the mean of ratios.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics,
    .compute = compute};
