/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Knees, stance and feet from the front (method 7.2), and how still a one-legged stand
 * is.
 */
#include "metrics/metric.h"

#include "signal/signal.h"

#include <math.h>
#include <string.h>

#define REP HINGE_IN_REP
enum { KNEES, STANCE, TOES, SWAY, RIBS };

static const struct hinge_metric metrics[] = {
    [KNEES] = {"knee_gap_ratio", "1", "knee to ankle distance at the bottom against standing",
               "definition", 3, REP, "mean"},
    [STANCE] = {"stance_log", "1", "logarithm of ankle to shoulder distance before the descent",
                "definition", 3, REP, "mean"},
    [TOES] = {"toe_out_deg", "deg",
              "turn of the foot turned most (one-legged: the front foot), before the "
              "descent",
              "definition", 1, REP, "mean"},
    [SWAY] = {"ml_sway_ll", "LL", "SD of the hips' sideways shift over the repetition",
              "definition", 4, REP, "mean"},
    [RIBS] = {"rib_asymmetry_tl", "TL",
              "one side's lower ribs in front of the other's, the larger of before the "
              "descent and at the bottom",
              "definition", 3, REP, "mean"},
};
#define OUT(m) out[(size_t)(m)*HINGE_PHASE_COUNT + HINGE_PHASE_REP]

/* Median of a signal over the setup window. */
static struct hinge_value setup(const struct hinge_rep_view *view, enum hinge_signal signal)
{
    const struct hinge_window window = {HINGE_WINDOW_SETUP, 0, 1};
    const double *x = view->body->signal[signal];
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    if (hinge_view_window(view, &window, piece, &reason) == 0)
        return hinge_value_refuse(reason);
    return hinge_value_of(hinge_median_within(
        x + piece[0].from, (size_t)(piece[0].to - piece[0].from + 1), view->reps->scratch));
}

static struct hinge_value knees(const struct hinge_rep_view *view)
{
    struct hinge_value bottom = hinge_view_bottom(view, HINGE_SIGNAL_knee_gap, false);
    struct hinge_value stand = hinge_view_standing(view, HINGE_SIGNAL_knee_gap);
    if (bottom.reason != HINGE_REASON_OK)
        return bottom;
    if (stand.reason != HINGE_REASON_OK)
        return stand;
    return hinge_value_of(bottom.value / stand.value);
}

static struct hinge_value stance(const struct hinge_rep_view *view)
{
    struct hinge_value gap = setup(view, HINGE_SIGNAL_stance_gap);
    if (gap.reason == HINGE_REASON_OK)
        gap = gap.value > 0 ? hinge_value_of(log(gap.value))
                            : hinge_value_refuse(HINGE_REASON_LOG_NONPOS);
    return gap;
}

static struct hinge_value foot(const struct hinge_rep_view *view, enum hinge_signal yaw)
{
    struct hinge_value turn = setup(view, yaw);
    if (turn.reason == HINGE_REASON_GAP_IN_PHASE)
        turn.reason = HINGE_REASON_SEG_DEGENERATE; /* never level */
    turn.value = fabs(turn.value);
    return turn;
}

/* Of both feet; standing on one leg, of the front foot: the rear one may point where it
 * finds room. */
static struct hinge_value toes(const struct hinge_rep_view *view)
{
    const char *side = view->info != NULL ? view->info->side : "";
    if (view->task->unilateral && strcmp(side, "l") != 0 && strcmp(side, "r") != 0)
        return hinge_value_refuse(HINGE_REASON_NO_SIDE);
    if (view->task->unilateral)
        return foot(view, side[0] == 'l' ? HINGE_SIGNAL_foot_yaw_l : HINGE_SIGNAL_foot_yaw_r);
    struct hinge_value left = foot(view, HINGE_SIGNAL_foot_yaw_l);
    struct hinge_value right = foot(view, HINGE_SIGNAL_foot_yaw_r);
    if (left.reason != HINGE_REASON_OK)
        return left;
    if (right.reason != HINGE_REASON_OK)
        return right;
    return left.value > right.value ? left : right;
}

static struct hinge_value sway(const struct hinge_rep_view *view)
{
    const double *x = view->body->signal[HINGE_SIGNAL_lateral_shift];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_REP);
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[HINGE_SIGNAL_lateral_shift]);
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    return hinge_value_of(sqrt(hinge_variance(x + f.from, (size_t)(f.to - f.from + 1))));
}

static struct hinge_value ribs(const struct hinge_rep_view *view)
{
    struct hinge_value before = setup(view, HINGE_SIGNAL_rib_asymmetry);
    struct hinge_value bottom = hinge_view_bottom(view, HINGE_SIGNAL_rib_asymmetry, false);
    if (before.reason != HINGE_REASON_OK)
        return before;
    if (bottom.reason != HINGE_REASON_OK)
        return bottom;
    return hinge_value_of(fmax(fabs(before.value), fabs(bottom.value)));
}

static enum hinge_status compute(const struct hinge_rep_view *view, struct hinge_value *out)
{
    OUT(KNEES) = knees(view);
    OUT(STANCE) = stance(view);
    OUT(TOES) = toes(view);
    OUT(SWAY) = sway(view);
    OUT(RIBS) = ribs(view);
    return HINGE_OK;
}

const struct hinge_metric_family hinge_metric_family_frontal = {
    .id = "frontal",
    .title = "From the front",
    .details = "They need both sides: a three-dimensional recording or a frontal view. "
               "Before the descent is the median over `seg.setup_s`.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics,
    .compute = compute};
