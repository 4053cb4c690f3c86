/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Net external moments of weight about knee, hip and L5/S1 (method 6.15), and where plates are the
 * same from below. In: the body's moments by its weight, in source lengths. Out: the family
 * moments. */
#include "metrics/metric.h"

#include "signal/signal.h"

/* Metres of a source length. */
static struct hinge_value metres(const struct hinge_rep_view *view)
{
    double m = view->body->has_metric ? 1 : hinge_view_leg_m(view) / view->reps->leg_length;
    return m > 0 ? hinge_value_of(m) : hinge_value_refuse(HINGE_REASON_NO_METRIC_SCALE);
}

/* Standing on one leg, or partly on a chair, the legs do not carry all that is above. */
static enum hinge_reason legs_carry(const struct hinge_rep_view *view, int joint)
{
    bool other = view->task->unilateral || view->task->seated;
    return other && joint != HINGE_MOMENT_L5S1 ? HINGE_REASON_NOT_APPLICABLE_VARIANT
                                               : HINGE_REASON_OK;
}

/* A moment by the weight of the body over some frames, flexing positive: what is behind the knee
 * flexes it, what is in front of hip and spine flexes these. The median. */
static struct hinge_value of_frames(const struct hinge_rep_view *view, int joint, bool plates,
                                    struct hinge_frames f)
{
    const struct hinge_moment *m = &view->body->moment[joint];
    const double *x = plates ? m->plates : m->above;
    enum hinge_reason reason = plates ? m->plates_reason : m->reason;
    if (x == NULL)
        return hinge_value_refuse(view->body->has_positions ? reason : HINGE_REASON_NO_POSITIONS);
    if (legs_carry(view, joint) != HINGE_REASON_OK || f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason != HINGE_REASON_OK ? f.reason : legs_carry(view, joint));
    size_t n = (size_t)(f.to - f.from + 1);
    if ((double)hinge_count_missing(x + f.from, n) > view->parameters->miss_phase * (double)n)
        return hinge_value_refuse(HINGE_REASON_GAP_IN_PHASE);
    double sign = joint == HINGE_MOMENT_KNEE ? -1 : 1;
    return hinge_value_of(sign * hinge_view_median(view, x, f));
}

/* In N m per kg of the body. */
static struct hinge_value per_kg(const struct hinge_rep_view *view, struct hinge_value lengths)
{
    struct hinge_value m = metres(view);
    if (lengths.reason != HINGE_REASON_OK || m.reason != HINGE_REASON_OK)
        return lengths.reason != HINGE_REASON_OK ? lengths : m;
    return hinge_value_of(HINGE_STANDARD_GRAVITY * lengths.value * m.value);
}

static struct hinge_value at_bottom(const struct hinge_rep_view *view, int joint, bool plates)
{
    const struct hinge_frames f = hinge_view_bottom_frames(view);
    const struct hinge_value of = of_frames(view, joint, plates, f);
    if (of.reason != HINGE_REASON_OK || plates)
        return of;
    const double *hip = view->body->moment[HINGE_MOMENT_HIP].above;
    const struct hinge_value still =
        per_kg(view, hip != NULL ? hinge_value_of(hinge_view_median(view, hip, f)) : of);
    return still.reason == HINGE_REASON_OK && hinge_accelerates(view, still.value)
               ? hinge_value_refuse(HINGE_REASON_ACCELERATES)
               : of;
}

static struct hinge_value bottom(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                 enum hinge_phase phase)
{
    (void)phase;
    return per_kg(view, at_bottom(view, row->k, false));
}

static struct hinge_value from_plates(const struct hinge_rep_view *view,
                                      const struct hinge_metric *row, enum hinge_phase phase)
{
    (void)phase;
    return per_kg(view, at_bottom(view, row->k, true));
}

/* The largest of the whole repetition, accelerations counted. */
static struct hinge_value largest(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                  enum hinge_phase phase)
{
    static const enum hinge_work_joint of[] = {[HINGE_MOMENT_KNEE] = HINGE_WORK_KNEE,
                                               [HINGE_MOMENT_HIP] = HINGE_WORK_HIP,
                                               [HINGE_MOMENT_L5S1] = HINGE_WORK_BACK};
    const struct hinge_moment *m = &view->body->moment[row->k];
    (void)phase;
    if (m->above == NULL)
        return hinge_value_refuse(view->body->has_positions ? m->reason
                                                            : HINGE_REASON_NO_POSITIONS);
    return legs_carry(view, row->k) != HINGE_REASON_OK
               ? hinge_value_refuse(legs_carry(view, row->k))
               : hinge_dynamics(view)->peak[of[row->k]];
}

/* How far the centre of what is above is from the joint, on the side that flexes it. */
static struct hinge_value arm(const struct hinge_rep_view *view, const struct hinge_metric *row,
                              enum hinge_phase phase)
{
    struct hinge_value lengths = at_bottom(view, row->k, false), m = metres(view);
    (void)phase;
    if (lengths.reason != HINGE_REASON_OK || m.reason != HINGE_REASON_OK)
        return lengths.reason != HINGE_REASON_OK ? lengths : m;
    return hinge_value_of(100 * m.value * lengths.value / view->body->moment[row->k].mass_share);
}

/* Below this, in leg lengths by the weight of the body (about 0.1 N m/kg), a moment is nothing to
 * divide by. */
static const double LEAST_LL = 0.01;

/* Of what both must hold, the hips': knees that are extended by the weight hold nothing. */
static struct hinge_value hip_of_both(const struct hinge_rep_view *view)
{
    struct hinge_value hip = at_bottom(view, HINGE_MOMENT_HIP, false);
    struct hinge_value knee = at_bottom(view, HINGE_MOMENT_KNEE, false);
    if (hip.reason != HINGE_REASON_OK || knee.reason != HINGE_REASON_OK)
        return hip.reason != HINGE_REASON_OK ? hip : knee;
    return hip.value > 0 ? hinge_ratio(hip.value, hip.value + fmax(knee.value, 0),
                                       LEAST_LL * view->reps->leg_length, HINGE_REASON_DEN_SMALL)
                         : hinge_value_refuse(HINGE_REASON_DEN_SMALL);
}

static struct hinge_value hip_to_back(const struct hinge_rep_view *view)
{
    struct hinge_value hip = at_bottom(view, HINGE_MOMENT_HIP, false);
    struct hinge_value back = at_bottom(view, HINGE_MOMENT_L5S1, false);
    if (hip.reason != HINGE_REASON_OK || back.reason != HINGE_REASON_OK)
        return hip.reason != HINGE_REASON_OK ? hip : back;
    return hinge_ratio(hip.value, back.value, LEAST_LL * view->reps->leg_length,
                       HINGE_REASON_DEN_SMALL);
}

#define REP HINGE_IN_REP
#define WINTER "Winter 2009"
#define DUMAS "Dumas 2018"

/* clang-format off */
#define BOTTOM(joint) REP, "mean", .value = bottom, .k = HINGE_MOMENT_##joint
#define LARGEST(joint) REP, "mean", .value = largest, .k = HINGE_MOMENT_##joint
#define ARM(joint) REP, "mean", .value = arm, .k = HINGE_MOMENT_##joint
#define PLATES(joint) REP, "mean", .value = from_plates, .k = HINGE_MOMENT_##joint
static const struct hinge_metric metrics[] = {
    {"moment_knee_nm_kg", "N m kg-1", "net external moment about the knees at the bottom", WINTER, 2, BOTTOM(KNEE)},
    {"moment_hip_nm_kg", "N m kg-1", "net external moment about the hips at the bottom", WINTER, 2, BOTTOM(HIP)},
    {"moment_l5s1_nm_kg", "N m kg-1", "net external moment about L5/S1 at the bottom", DUMAS, 2, BOTTOM(L5S1)},
    {"moment_knee_peak_nm_kg", "N m kg-1", "peak net moment, accelerations counted, about the knees", WINTER, 2, LARGEST(KNEE)},
    {"moment_hip_peak_nm_kg", "N m kg-1", "peak net moment, accelerations counted, about the hips", WINTER, 2, LARGEST(HIP)},
    {"moment_l5s1_peak_nm_kg", "N m kg-1", "peak net moment, accelerations counted, about L5/S1", DUMAS, 2, LARGEST(L5S1)},
    {"lever_knee_cm", "cm", "lever arm of the knee moment at the bottom", WINTER, 1, ARM(KNEE)},
    {"lever_hip_cm", "cm", "lever arm of the hip moment at the bottom", WINTER, 1, ARM(HIP)},
    {"lever_l5s1_cm", "cm", "lever arm of the L5/S1 moment at the bottom", DUMAS, 1, ARM(L5S1)},
    {"moment_hip_share", "1", "hip moment divided by hip and knee moment, at the bottom; a knee moment below 0 counts as 0", WINTER, 3, REP, "mean", .of = hip_of_both, .share = true},
    {"moment_hip_l5s1_ratio", "1", "hip moment divided by L5/S1 moment at the bottom", DUMAS, 3, REP, "mean", .of = hip_to_back,
     .heading = "Hip moment ÷ lower back moment", .in_text = "hip moment ÷ lower back moment"},
    {"moment_knee_plates_nm_kg", "N m kg-1", "knee moment at the bottom, from plates", WINTER, 2, PLATES(KNEE)},
    {"moment_hip_plates_nm_kg", "N m kg-1", "hip moment at the bottom, from plates", WINTER, 2, PLATES(HIP)},
    {"moment_l5s1_plates_nm_kg", "N m kg-1", "L5/S1 moment at the bottom, from plates", DUMAS, 2, PLATES(L5S1)},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_moments = {
    .id = "moments",
    .title = "Net external moments",
    .details =
        "The weight of what is above a joint, with `load_kg` at the load or the hands, times "
        "the lever arm. This is the horizontal distance of its centre from the joint. Both "
        "sides count together, divided by body mass. A moment that flexes the joint is "
        "positive: the centre is in front of hips and L5/S1, or behind the knees. Peaks count "
        "accelerations. Moments at the bottom do not, so fast tasks have none. A moment shows "
        "no tissue load ([method](method.md#615-net-external-moments)). L5/S1 needs "
        "pelvis markers. One-legged tasks and chairs have no moment of hips and knees. "
        "`moment_hip_share` counts a knee moment below 0 as 0, because the quadriceps then hold "
        "nothing. Two plates give the moments from their force and pressure and the "
        "weight of the legs. Arms and load need not be known.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics};
