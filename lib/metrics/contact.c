/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in reach, in centimetres (method 7.2, 7.3): the wall and the bench behind,
 * and how the load is let down. */
#include "metrics/metric.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { REACH, WALL, TOUCHED, SHANK, BENCH, BLOCK, HEELS, FALL, NOISE };

static const struct hinge_metric metrics[] = {
    [REACH] = {"hip_posterior_cm", "cm", "hip travel backward at the bottom",
               "definition", 1, HINGE_IN_REP, "mean"},
    [WALL] = {"wall_miss_cm", "cm", "distance left to the wall behind", "definition", 1,
              HINGE_IN_REP, "mean"},
    [TOUCHED] = {"wall_touched", "1",
                 "1 if the trial list has that the wall was touched", "definition", 0,
                 HINGE_IN_REP, "mean"},
    [SHANK] = {"shank_posterior_cm", "cm", "mid-shank travel backward at the bottom",
               "definition", 1, HINGE_IN_REP, "mean"},
    [BENCH] = {"bench_miss_cm", "cm", "distance left to the bench behind", "definition",
               1, HINGE_IN_REP, "mean"},
    [BLOCK] = {"block_cm", "cm", "height of the block under the weight", "definition",
               1, HINGE_IN_REP, "mean"},
    [HEELS] = {"heel_block_cm", "cm", "height of the block under the heels",
               "definition", 1, HINGE_IN_REP, "mean"},
    [FALL] = {"lowering_acceleration_g", "g",
              "largest downward acceleration of load or hands", "definition", 2,
              HINGE_IN_DESCENT, "mean"},
    [NOISE] = {"lowering_noise_g", "g",
               "SD of the vertical acceleration of load or hands in standing",
               "definition", 3, HINGE_IN_DESCENT, "mean"},
};
#define OUT(m) out[(size_t)(m)*HINGE_PHASE_COUNT + HINGE_PHASE_REP]

static const double STANDARD_GRAVITY = 9.80665;

static struct hinge_value in_cm(const struct hinge_rep_view *view,
                                enum hinge_signal signal, double factor)
{
    struct hinge_value v = hinge_view_bottom(view, signal, true);
    double leg = hinge_view_leg_m(view);
    if (v.reason != HINGE_REASON_OK)
        return v;
    if (!(leg > 0))
        return hinge_value_refuse(HINGE_REASON_NO_METRIC_SCALE);
    return hinge_value_of(100 * factor * leg * v.value);
}

/* What the list does not say is missing: it was not written down where the cue is about
 * it, and is nothing of the movement elsewhere. */
static struct hinge_value unsaid(const struct hinge_rep_view *view, const char *cue)
{
    bool asked = view->info != NULL && strstr(view->info->cue, cue) != NULL;
    return hinge_value_refuse(asked ? HINGE_REASON_NOT_RECORDED
                                    : HINGE_REASON_NOT_APPLICABLE_VARIANT);
}

static struct hinge_value missing(const struct hinge_rep_view *view, const char *cue,
                                  double gap_cm, struct hinge_value reach)
{
    if (isnan(gap_cm))
        return unsaid(view, cue);
    if (reach.reason == HINGE_REASON_OK)
        reach.value = gap_cm - reach.value;
    return reach;
}

/* As the list says; `asked` where the task or the cue has it. */
static struct hinge_value given(bool asked, double height_cm)
{
    return !isnan(height_cm) ? hinge_value_of(height_cm)
           : asked           ? hinge_value_refuse(HINGE_REASON_NOT_RECORDED)
                             : hinge_value_refuse(HINGE_REASON_NOT_APPLICABLE_VARIANT);
}

/* Older lists have the block under the heels in `block_cm`, where no weight is on one.
 */
static double heel_block_cm(const struct hinge_rep_view *view)
{
    const struct hinge_trial_info *info = view->info;
    if (info == NULL)
        return (double)NAN;
    bool older = isnan(info->heel_block_cm) && !view->task->on_block &&
                 strstr(info->cue, "heel_block") != NULL;
    return older ? info->block_cm : info->heel_block_cm;
}

/* 1 touched, 0 not, as the list's column `contact` says; missing where it does not. */
static struct hinge_value touched(const struct hinge_rep_view *view)
{
    const char *contact = view->info != NULL ? view->info->contact : "";
    if (strcmp(contact, "1") != 0 && strcmp(contact, "0") != 0)
        return hinge_value_refuse(HINGE_REASON_NOT_RECORDED);
    return hinge_value_of(*contact - '0');
}

static enum hinge_status fall(const struct hinge_rep_view *view,
                              struct hinge_value *value)
{
    const double *y = view->body->signal[HINGE_SIGNAL_load_height];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    if (y == NULL)
        f.reason = view->body->reason[HINGE_SIGNAL_load_height];
    else if (f.reason == HINGE_REASON_OK && !hinge_view_fast_enough(view))
        f.reason = HINGE_REASON_FS_TOO_LOW;
    else if (f.reason == HINGE_REASON_OK)
        f.reason = hinge_view_gaps(view, HINGE_SIGNAL_load_height, f);
    *value = hinge_value_refuse(f.reason);
    if (f.reason != HINGE_REASON_OK)
        return HINGE_OK;
    /* a frame more on each side: the first and last frames of the descent count, too */
    f.from -= f.from > 0;
    f.to += f.to + 1 < (long)view->body->n;
    size_t n = (size_t)(f.to - f.from + 1);
    double *v = hinge_alloc(2 * n, sizeof *v), most = (double)NAN;
    if (v == NULL)
        return HINGE_NOMEM;
    hinge_derivative_within(y, view->body->n, (size_t)f.from, (size_t)f.to,
                            view->body->rate_hz, v);
    hinge_derivative(v, n, view->body->rate_hz, v + n);
    for (size_t i = 1; i + 1 < n; i++)
        most = fmax(most, -v[n + i] / STANDARD_GRAVITY);
    free(v);
    *value = hinge_value_of(most);
    return HINGE_OK;
}

/* The same acceleration where nothing is let down. */
static enum hinge_status noise(const struct hinge_rep_view *view,
                               struct hinge_value *value)
{
    const double *y = view->body->signal[HINGE_SIGNAL_load_height];
    const struct hinge_standing *s = &view->reps->standing;
    size_t n = s->to - s->from + 1, known = 0;
    double sum = 0, squares = 0;
    *value = hinge_value_refuse(y == NULL ? view->body->reason[HINGE_SIGNAL_load_height]
                                          : HINGE_REASON_NO_STANDING_REF);
    if (y == NULL || !s->found || s->to <= s->from)
        return HINGE_OK;
    double *v = hinge_alloc(2 * n, sizeof *v);
    if (v == NULL)
        return HINGE_NOMEM;
    hinge_derivative_within(y, view->body->n, s->from, s->to, view->body->rate_hz, v);
    hinge_derivative(v, n, view->body->rate_hz, v + n);
    for (size_t i = 1; i + 1 < n; i++) {
        double a = v[n + i] / STANDARD_GRAVITY;
        if (isnan(a))
            continue;
        sum += a;
        squares += a * a;
        known++;
    }
    free(v);
    double mean = sum / (double)known;
    if (known > 1)
        *value = hinge_value_of(
            sqrt(fmax(0, squares - (double)known * mean * mean) / (double)(known - 1)));
    return HINGE_OK;
}

static enum hinge_status compute(const struct hinge_rep_view *view,
                                 struct hinge_value *out)
{
    const struct hinge_trial_info *info = view->info;
    OUT(REACH) = in_cm(view, HINGE_SIGNAL_hip_posterior, 1);
    OUT(WALL) = missing(view, "wall_tap",
                        info != NULL ? info->wall_gap_cm : (double)NAN, OUT(REACH));
    OUT(TOUCHED) = touched(view);
    /* the ankle stays: the middle of the shank goes half as far as the knee */
    OUT(SHANK) = in_cm(view, HINGE_SIGNAL_knee_travel, -0.5);
    OUT(BENCH) = missing(view, "bench_behind",
                         info != NULL ? info->bench_gap_cm : (double)NAN, OUT(SHANK));
    OUT(BLOCK) =
        given(view->task->on_block, info != NULL ? info->block_cm : (double)NAN);
    OUT(HEELS) = given(info != NULL && strstr(info->cue, "heel_block") != NULL,
                       heel_block_cm(view));
    enum hinge_status status =
        noise(view, &out[NOISE * HINGE_PHASE_COUNT + HINGE_PHASE_DESCENT]);
    return status == HINGE_OK
               ? fall(view, &out[FALL * HINGE_PHASE_COUNT + HINGE_PHASE_DESCENT])
               : status;
}

const struct hinge_metric_family hinge_metric_family_contact = {
    .id = "contact",
    .title = "Reach",
    .details =
        "Centimetres need lengths in metres, or `leg_length_m` or `height_m` in the "
        "list. The buttock keeps its distance behind the hip joint. Markers do not "
        "show contact with the wall; the list does, in `contact`. `block_cm` and "
        "`heel_block_cm` are the list's heights of the blocks under the weight and "
        "under the heels: compare depths with them. A gap, contact or height that the "
        "list does not say is missing.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics,
    .compute = compute};
