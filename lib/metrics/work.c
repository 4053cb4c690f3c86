/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who lifts: work and power of ankles, knees, hips and the trunk above L5/S1 (method 6.17). In:
 * hinge_dynamics of a repetition. Out: the family work. */
#include "metrics/metric.h"

/* Of ascent or descent; legs that do not carry all that is above have none. */
static const struct hinge_worked *worked(const struct hinge_rep_view *view, enum hinge_phase phase,
                                         enum hinge_reason *reason)
{
    const struct hinge_dynamics *d = hinge_dynamics(view);
    const struct hinge_worked *w = &d->worked[phase == HINGE_PHASE_ASCENT];
    *reason = view->task->unilateral || view->task->seated ? HINGE_REASON_NOT_APPLICABLE_VARIANT
              : d->reason != HINGE_REASON_OK               ? d->reason
                                                           : w->reason;
    return w;
}

/* k of the back's share; of rows from plates: it plus a joint */
enum { SHARE = HINGE_WORK_JOINTS + 1, PLATES_TOO = 100 };

/* Of a joint. What joints of a stiff trunk and arms miss is there, too, where it is too much for
 * these. */
static struct hinge_value work(const struct hinge_rep_view *view, const struct hinge_metric *row,
                               enum hinge_phase phase)
{
    const bool rest = row->k == HINGE_WORK_JOINTS;
    enum hinge_reason reason;
    const struct hinge_worked *w = worked(view, phase, &reason);
    return reason == HINGE_REASON_OK || (rest && reason == HINGE_REASON_DEN_SMALL)
               ? hinge_value_of(rest              ? w->rest
                                : row->k == SHARE ? w->back_share
                                                  : w->joint[row->k])
               : hinge_value_refuse(reason);
}

static struct hinge_value held(const struct hinge_rep_view *view)
{
    const struct hinge_dynamics *d = hinge_dynamics(view);
    const struct hinge_worked *w = &d->worked[1];
    const enum hinge_reason reason = d->peak[HINGE_WORK_BACK].reason;
    const bool known = reason == HINGE_REASON_OK &&
                       (w->reason == HINGE_REASON_OK || w->reason == HINGE_REASON_DEN_SMALL);
    return known ? hinge_value_of(w->held)
                 : hinge_value_refuse(reason != HINGE_REASON_OK ? reason : w->reason);
}

/* From plates. Whether the links are stiff enough is told by the energy of the body model, which is
 * true to itself whatever its masses. */
static struct hinge_value work_from_plates(const struct hinge_rep_view *view,
                                           const struct hinge_metric *row, enum hinge_phase phase)
{
    const int joint = row->k - PLATES_TOO;
    const struct hinge_value peak = hinge_dynamics(view)->peak_plates[joint];
    enum hinge_reason reason;
    const struct hinge_worked *w = worked(view, phase, &reason);
    if (peak.reason != HINGE_REASON_OK && peak.reason != HINGE_REASON_NOISE_TOO_HIGH)
        return peak;
    if (reason != HINGE_REASON_OK)
        return hinge_value_refuse(reason);
    return isnan(w->joint_plates[joint]) ? hinge_value_refuse(HINGE_REASON_GAP_IN_PHASE)
                                         : hinge_value_of(w->joint_plates[joint]);
}

static struct hinge_value power_from_plates(const struct hinge_rep_view *view,
                                            const struct hinge_metric *row, enum hinge_phase phase)
{
    const int joint = row->k - PLATES_TOO;
    const struct hinge_value peak = hinge_dynamics(view)->peak_plates[joint];
    const struct hinge_frames up = hinge_view_phase(view, phase);
    if (peak.reason != HINGE_REASON_OK)
        return peak;
    if (view->task->unilateral || view->task->seated)
        return hinge_value_refuse(HINGE_REASON_NOT_APPLICABLE_VARIANT);
    return up.reason != HINGE_REASON_OK ? hinge_value_refuse(up.reason)
                                        : hinge_dynamics(view)->worked[1].power_plates[joint];
}

/* Power needs no energy that closes, but a moment above its noise, and to be above its own. */
static struct hinge_value power(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                enum hinge_phase phase)
{
    enum hinge_reason reason;
    const struct hinge_worked *w = worked(view, phase, &reason);
    const bool all = row->k == HINGE_WORK_JOINTS;
    const enum hinge_reason noise =
        hinge_dynamics(view)->peak[all ? HINGE_WORK_HIP : row->k].reason;
    if (reason == HINGE_REASON_DEN_SMALL || reason == HINGE_REASON_OK)
        reason = noise;
    return reason == HINGE_REASON_OK ? w->power[row->k] : hinge_value_refuse(reason);
}

#define BOTH (HINGE_IN_DESCENT | HINGE_IN_ASCENT)
#define UP HINGE_IN_ASCENT
#define WINTER "Winter 2009"

/* clang-format off */
#define WORK(joint) BOTH, "mean", .by_model = true, .each_phase = work, .k = HINGE_WORK_##joint
#define POWER(joint) UP, "mean", .by_model = true, .each_phase = power, .k = HINGE_WORK_##joint
#define WORK_PLATES(joint) BOTH, "mean", .each_phase = work_from_plates, .k = PLATES_TOO + HINGE_WORK_##joint
#define POWER_PLATES(joint) UP, "mean", .each_phase = power_from_plates, .k = PLATES_TOO + HINGE_WORK_##joint
static const struct hinge_metric metrics[] = {
    {"work_ankle_j_kg", "J kg-1", "work of the ankles", WINTER, 2, WORK(ANKLE)},
    {"work_knee_j_kg", "J kg-1", "work of the knees", WINTER, 2, WORK(KNEE)},
    {"work_hip_j_kg", "J kg-1", "work of the hips", WINTER, 2, WORK(HIP)},
    {"work_back_j_kg", "J kg-1", "work of the trunk above L5/S1", WINTER, 2, WORK(BACK)},
    {"work_rest_j_kg", "J kg-1", "rise of energy of body and load minus the work of the four joints", WINTER, 2, WORK(JOINTS)},
    {"work_back_share", "1", "share of the trunk above L5/S1 in the positive work of the four joints", WINTER, 3, UP, "mean", .by_model = true, .each_phase = work, .k = SHARE, .share = true},
    {"moment_l5s1_mean_nm_kg", "N m kg-1", "mean moment about L5/S1 on the way up: what the back held", WINTER, 2, UP, "mean", .by_model = true, .once = held},
    {"power_hip_peak_w_kg", "W kg-1", "largest power of the hips", WINTER, 2, POWER(HIP)},
    {"power_back_peak_w_kg", "W kg-1", "largest power of the trunk above L5/S1", WINTER, 2, POWER(BACK)},
    {"work_ankle_plates_j_kg", "J kg-1", "work of the ankles, from plates", WINTER, 2, WORK_PLATES(ANKLE)},
    {"work_knee_plates_j_kg", "J kg-1", "work of the knees, from plates", WINTER, 2, WORK_PLATES(KNEE)},
    {"work_hip_plates_j_kg", "J kg-1", "work of the hips, from plates", WINTER, 2, WORK_PLATES(HIP)},
    {"work_back_plates_j_kg", "J kg-1", "work of the trunk above L5/S1, from plates", WINTER, 2, WORK_PLATES(BACK)},
    {"power_hip_peak_plates_w_kg", "W kg-1", "largest power of the hips, from plates", WINTER, 2, POWER_PLATES(HIP)},
    {"power_back_peak_plates_w_kg", "W kg-1", "largest power of the trunk above L5/S1, from plates", WINTER, 2, POWER_PLATES(BACK)},
    {"power_peak_w_kg", "W kg-1", "largest power of body and load", WINTER, 2, POWER(JOINTS)},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_work = {
    .id = "work",
    .title = "Work and power of joints",
    .details =
        "Checked on simulated bodies. Power is a joint's moment, accelerations counted, times the "
        "speed "
        "at which the links extend in it. Work is its integral, per kg of the body; lowering is "
        "negative ([method](method.md#617-work-and-power)). Work is refused if energy rises by "
        "less than 0.3 J/kg, or if the work of the four joints misses more than 15 % of its rise. "
        "A joint's work is no "
        "muscle's "
        "work, and holding costs effort, too.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics};
