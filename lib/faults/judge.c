/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One fault row on one repetition: gates, statistic, threshold, margin, state
 * (SCIENCE 7.0).
 */
#include "faults/measure.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

const char *hinge_fault_state_name(int state)
{
    static const char *const names[] = {"absent", "below", "above", "present"};
    return state >= 0 && state < 4 ? names[state] : "refused";
}

int hinge_fault_state(double severity, double threshold, double margin)
{
    if (severity <= threshold - margin)
        return HINGE_FAULT_ABSENT;
    if (severity <= threshold)
        return HINGE_FAULT_BELOW;
    return severity < threshold + margin ? HINGE_FAULT_ABOVE : HINGE_FAULT_PRESENT;
}

/* --- margins by kind of quantity --- */

enum kind { KIND_spine, KIND_limb, KIND_position, KIND_percent, KIND_share, KIND_time };

static enum kind kind_of(const struct hinge_fault *fault)
{
    static const enum kind kinds[] = {
#define X(name, unit, kind, title) KIND_##kind,
        HINGE_SIGNAL_LIST(X)
#undef X
    };
    if (fault->statistic == HINGE_STATISTIC_ONSET)
        return KIND_time;
    bool ratio =
        fault->statistic == HINGE_STATISTIC_SHARE ||
        (fault->statistic == HINGE_STATISTIC_METRIC && strcmp(fault->unit, "1") == 0);
    if (ratio)
        return KIND_share;
    if (fault->signal < HINGE_SIGNAL_COUNT)
        return kinds[fault->signal];
    /* a user's row on a metric: by its unit */
    if (strncmp(fault->unit, "deg", 3) == 0)
        return KIND_limb;
    if (strcmp(fault->unit, "percent") == 0)
        return KIND_percent;
    if (strcmp(fault->unit, "s") == 0)
        return KIND_time;
    return strcmp(fault->unit, "1") == 0 ? KIND_share : KIND_position;
}

static int tier_index(const struct hinge_body *body, enum kind kind)
{
    /* a measured pelvis below a thorax that isn't: tier A margins (SCIENCE 1.5); one
     * that a network or a model inferred is no better than keypoints */
    if (body->tier == 'A' || (kind == KIND_spine && body->tier == 'C' &&
                              body->has_pelvis && !body->is_inferred))
        return 0;
    return body->tier == 'B' ? 1 : 2;
}

static double margin_at(const struct hinge_fault *fault, int tier, double rate_hz)
{
    static const double standard[][3] = {[KIND_spine] = {4, 8, 8},
                                         [KIND_limb] = {3, 5, 5},
                                         [KIND_position] = {0.01, 0.02, 0.02},
                                         [KIND_percent] = {2, 4, 4},
                                         [KIND_share] = {0.05, 0.10, 0.05},
                                         [KIND_time] = {0.02, 0.02, 0.02}};
    enum kind kind = kind_of(fault);
    double margin = fault->margin[tier];
    if (isnan(margin)) {
        margin = standard[kind][tier];
        if (kind == KIND_time && 1 / rate_hz > margin)
            margin = 1 / rate_hz;
    }
    return fault->within ? margin / 2 : margin;
}

static double margin_of(const struct hinge_fault *fault, const struct hinge_body *body)
{
    return margin_at(fault, tier_index(body, kind_of(fault)), body->rate_hz);
}

double hinge_fault_margin(const struct hinge_fault *fault, char tier)
{
    return margin_at(fault, tier - 'A', 50);
}

/* --- thresholds by task and cue --- */

static bool listed(const char *list, const char *name, char separator)
{
    size_t length = strlen(name);
    for (const char *p = list; *p != '\0';) {
        const char *end = strchr(p, separator);
        size_t n = end != NULL ? (size_t)(end - p) : strlen(p);
        if (n == length && strncmp(p, name, n) == 0)
            return true;
        p += n + (end != NULL);
    }
    return false;
}

static bool exception_applies(const struct hinge_rep_view *view, const char *when,
                              size_t length)
{
    char name[64];
    if (length >= sizeof name)
        return false;
    memcpy(name, when, length);
    name[length] = '\0';
    if (strcmp(name, "daily") == 0)
        return view->task->daily;
    if (strncmp(name, "task:", 5) == 0)
        return strcmp(view->task->id, name + 5) == 0;
    if (strncmp(name, "cue:", 4) == 0)
        return view->info != NULL && listed(view->info->cue, name + 4, '+');
    return false;
}

/* The threshold for this task and cue; false when the fault does not apply. */
static bool threshold_of(const struct hinge_fault *fault,
                         const struct hinge_rep_view *view, double *threshold)
{
    const char *p = fault->exceptions != NULL ? fault->exceptions : "";
    *threshold = fault->threshold;
    if (strcmp(view->task->not_applicable, "*") == 0 ||
        listed(view->task->not_applicable, fault->id, ' '))
        return false;
    while (*p != '\0') {
        size_t length = strcspn(p, " "), equal = strcspn(p, "=");
        if (equal < length && exception_applies(view, p, equal)) {
            double value;
            if (hinge_number_parse(p + equal + 1, length - equal - 1, '.', &value,
                                   NULL) != HINGE_NUMBER_VALUE)
                return false;
            *threshold = value;
        }
        p += length + (p[length] == ' ');
    }
    return true;
}

/* --- whether it can be judged --- */

static enum hinge_reason judgeable(const struct hinge_fault *fault,
                                   const struct hinge_rep_view *view)
{
    const struct hinge_body *body = view->body;
    bool spine = body->tier == 'A' || body->tier == 'B';
    /* inferred spines keep tier C; their signals say what may be given */
    bool allowed = body->lumbar_def != HINGE_LUMBAR_NONE;
    if (fault->needs_lumbar && !spine && !allowed)
        return HINGE_REASON_TIER_C_NO_LUMBAR;
    if (fault->needs_pelvis && !spine && !body->has_pelvis && !allowed)
        return body->is_inferred ? HINGE_REASON_INFERRED
                                 : HINGE_REASON_TIER_C_NO_LUMBAR;
    bool lockout = view->reps->standing.found &&
                   view->reps->standing.source == HINGE_STANDING_lockout;
    if (lockout && (fault->window.parts & HINGE_WINDOW_LOCKOUT))
        return HINGE_REASON_NO_STANDING_REF;
    return HINGE_REASON_OK;
}

/* Noise that would manufacture the fault (7.0). */
static bool too_noisy(const struct hinge_fault *fault,
                      const struct hinge_rep_view *view, double threshold)
{
    double noise = view->reps->standing.found && fault->signal < HINGE_SIGNAL_COUNT
                       ? view->reps->standing.noise_sd[fault->signal]
                       : (double)NAN;
    return fault->never_negative && threshold <= 10 &&
           noise > view->parameters->noise_refuse * threshold;
}

/* *passed when the gate lets the fault through; else the outcome is set. */
static enum hinge_status pass_gate(const struct hinge_gate *gate,
                                   const struct hinge_rep_view *view,
                                   struct hinge_fault_outcome *outcome, bool *passed)
{
    struct hinge_fault probe = {.signal = gate->signal,
                                .over = HINGE_SIGNAL_COUNT,
                                .statistic = gate->statistic,
                                .relative = gate->relative,
                                .window = gate->window};
    struct hinge_measured m;
    enum hinge_status status = hinge_fault_measure(&probe, view, NULL, &m);
    *passed = m.value.reason == HINGE_REASON_OK && m.value.value >= gate->least;
    if (*passed || status != HINGE_OK)
        return status;
    if (m.value.reason != HINGE_REASON_OK) {
        outcome->reason = m.value.reason;
    } else if (gate->otherwise == HINGE_SMALL_REFUSED) {
        outcome->reason = HINGE_REASON_ROM_SMALL;
    } else {
        outcome->severity = gate->severity;
        outcome->state = gate->otherwise == HINGE_SMALL_ABSENT ? HINGE_FAULT_ABSENT
                                                               : HINGE_FAULT_PRESENT;
    }
    return HINGE_OK;
}

/* The task or cue takes the fault off the list; its severity stays. */
static void refuse_task(struct hinge_fault_outcome *outcome)
{
    outcome->state = HINGE_FAULT_REFUSED;
    outcome->reason = HINGE_REASON_NOT_APPLICABLE_VARIANT;
}

enum hinge_status hinge_fault_judge(const struct hinge_fault *fault,
                                    const struct hinge_rep_view *view,
                                    const struct hinge_value *values,
                                    struct hinge_fault_outcome *outcome)
{
    *outcome = (struct hinge_fault_outcome){.state = HINGE_FAULT_REFUSED,
                                            .severity = (double)NAN,
                                            .time_s = (double)NAN,
                                            .margin = margin_of(fault, view->body)};
    bool applies = threshold_of(fault, view, &outcome->threshold), passed = true;
    if (outcome->margin >= outcome->threshold && fault->never_negative)
        outcome->margin = 0.8 * outcome->threshold; /* or absent could not be reached */
    outcome->reason = judgeable(fault, view);
    if (outcome->reason != HINGE_REASON_OK)
        return HINGE_OK;
    enum hinge_status status = HINGE_OK;
    for (int k = 0; k < HINGE_GATES && status == HINGE_OK && passed; k++)
        if (fault->gate[k].used)
            status = pass_gate(&fault->gate[k], view, outcome, &passed);
    if (status != HINGE_OK || !passed) {
        if (!applies && outcome->state != HINGE_FAULT_REFUSED)
            refuse_task(outcome);
        return status;
    }
    struct hinge_measured m;
    status = hinge_fault_measure(fault, view, values, &m);
    outcome->reason = m.value.reason;
    if (status != HINGE_OK || m.value.reason != HINGE_REASON_OK)
        return status;
    outcome->severity = fault->offset + fault->sign * m.value.value;
    outcome->time_s = m.time_s;
    if (!applies)
        refuse_task(outcome);
    else if (too_noisy(fault, view, outcome->threshold))
        outcome->reason = HINGE_REASON_NOISE_TOO_HIGH;
    else
        outcome->state =
            hinge_fault_state(outcome->severity, outcome->threshold, outcome->margin);
    return HINGE_OK;
}
