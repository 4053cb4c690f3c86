/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weight on the feet, and what a warrior hinge is checked for (method 7.2, 7.4); knees, stance and
 * feet from the front. In: forces of plates, front-view angles. Out: the families balance, frontal.
 */
#include "base/parameters.h"
#include "metrics/metric.h"

#include "signal/signal.h"

/* The plate's samples over some frames, from first to last; why not. */
static enum hinge_reason samples_of(const struct hinge_rep_view *view,
                                    const struct hinge_muscle *plate, struct hinge_frames f,
                                    size_t *first, size_t *last)
{
    double rate = view->body->rate_hz, zero = view->body->start_s - plate->start_s;
    if (f.reason != HINGE_REASON_OK)
        return f.reason;
    double from = ceil((zero + (double)f.from / rate) * plate->rate_hz - 1e-9);
    double to = floor((zero + (double)f.to / rate) * plate->rate_hz + 1e-9);
    if (from < 0 || to >= (double)plate->n || to < from)
        return HINGE_REASON_PHASE_MISSING;
    *first = (size_t)from;
    *last = (size_t)to;
    return HINGE_REASON_OK;
}

/* --- shares of two plates --- */

/* The share that stays under the front foot: its 5th percentile, of means over 0.2 s,
 * since a moment's unrest is no rocking back. */
static const double MEAN_S = 0.2, MOSTLY = 0.05;

static bool two_plates(const struct hinge_body *body)
{
    const struct hinge_muscle *plate = body->plate_force;
    return plate[0].band != NULL && plate[1].band != NULL && plate[0].n == plate[1].n;
}

enum { UNEVEN = 1 }; /* k: how far it is from a half, of which 1 is all on one side */

/* Why there is no force of plates: none, or what was taken out. */
static enum hinge_reason no_force(const struct hinge_body *body)
{
    return body->force_reason != HINGE_REASON_OK ? body->force_reason : HINGE_REASON_NO_FORCE;
}

/* What is under the left foot of the force of both, over the phase. */
static struct hinge_value left_share(const struct hinge_rep_view *view,
                                     const struct hinge_metric *row, enum hinge_phase phase)
{
    const struct hinge_muscle *plate = view->body->plate_force;
    double sum[2] = {0, 0};
    size_t first, last, n = 0;
    if (!two_plates(view->body))
        return hinge_value_refuse(no_force(view->body));
    enum hinge_reason reason =
        samples_of(view, &plate[0], hinge_view_phase(view, phase), &first, &last);
    if (reason != HINGE_REASON_OK)
        return hinge_value_refuse(reason);
    for (size_t k = first; k <= last; k++) {
        double l = plate[0].band[k], r = plate[1].band[k];
        if (isnan(l) || isnan(r))
            continue;
        sum[0] += l;
        sum[1] += r;
        n++;
    }
    const double both = fabs(sum[0]) + fabs(sum[1]), left = fabs(sum[0]) / both;
    return n > 0 && both >= HINGE_LEAST_FORCE_N * (double)n
               ? hinge_value_of(row->k == UNEVEN ? fabs(2 * left - 1) : left)
               : hinge_value_refuse(HINGE_REASON_NO_FORCE);
}

static struct hinge_value front_of_two(const struct hinge_rep_view *view, int front)
{
    const struct hinge_muscle *plate = view->body->plate_force;
    size_t first, last, half = (size_t)(MEAN_S * plate[0].rate_hz / 2);
    enum hinge_reason reason =
        samples_of(view, &plate[0], hinge_view_phase(view, HINGE_PHASE_REP), &first, &last);
    if (reason != HINGE_REASON_OK)
        return hinge_value_refuse(reason);
    size_t n = last - first + 1, known = 0;
    double *x = hinge_arena_raw(view->reps->scratch, 2 * n, sizeof *x);
    for (size_t side = 0; side < 2; side++)
        hinge_moving_average(plate[side].band, first, last, 2 * half + 1, x + side * n);
    for (size_t k = 0; k < n; k++) {
        double both = fabs(x[k]) + fabs(x[n + k]);
        known += isnan(both) ? 0 : 1;
        x[k] = both >= HINGE_LEAST_FORCE_N ? fabs(x[(size_t)front * n + k]) / both : (double)NAN;
    }
    double share = hinge_quantile(x, n, MOSTLY, view->reps->scratch);
    if (known == 0)
        return hinge_value_refuse(HINGE_REASON_GAP_IN_PHASE);
    return isnan(share) ? hinge_value_refuse(HINGE_REASON_NO_FORCE) : hinge_value_of(share);
}

/* --- the force of both plates --- */

/* Forces are averaged over this, so that noise makes no peak. */
static const double FORCE_MEAN_S = 0.05;

/* Newtons of both plates, or of one with both feet, over frames, averaged; why not. */
static enum hinge_reason force_of_both(const struct hinge_rep_view *view, struct hinge_frames f,
                                       double **force, size_t *n)
{
    const struct hinge_muscle *plate = view->body->plate_force;
    size_t first, last;
    bool two = two_plates(view->body), one = !two && plate[2].band != NULL;
    if (!two && !one)
        return no_force(view->body);
    plate += one ? 2 : 0;
    enum hinge_reason reason = samples_of(view, plate, f, &first, &last);
    if (reason != HINGE_REASON_OK)
        return reason;
    *n = last - first + 1;
    double *x = hinge_arena_raw(view->reps->scratch, 2 * *n, sizeof *x);
    for (size_t k = 0; k < *n; k++)
        x[k] = fabs(plate[0].band[first + k]) + (two ? fabs(plate[1].band[first + k]) : 0);
    size_t missing = hinge_count_missing(x, *n);
    if (missing == *n || (double)missing > view->parameters->miss_phase * (double)*n)
        return HINGE_REASON_NO_FORCE;
    size_t half = (size_t)(FORCE_MEAN_S * plate[0].rate_hz / 2);
    hinge_moving_average(x, 0, *n - 1, 2 * half + 1, x + *n);
    *force = x + *n;
    return HINGE_REASON_OK;
}

/* The weight of the body alone, N. */
static double body_weight(const struct hinge_rep_view *view)
{
    return view->info != NULL ? view->info->mass_kg * HINGE_STANDARD_GRAVITY : (double)NAN;
}

static struct hinge_value force_peak(const struct hinge_rep_view *view,
                                     const struct hinge_metric *row, enum hinge_phase phase)
{
    size_t n;
    double *force, weight = body_weight(view);
    (void)row;
    enum hinge_reason reason = force_of_both(view, hinge_view_phase(view, phase), &force, &n);
    if (reason != HINGE_REASON_OK || !(weight > 0))
        return hinge_value_refuse(reason != HINGE_REASON_OK ? reason : HINGE_REASON_NOT_RECORDED);
    return hinge_value_of(force[hinge_peak(force, n)] / weight);
}

/* Force less the mean of the repetition, summed over time: the largest rise of that sum within the
 * phase, so that noise cancels. From rest to rest the mean is the weight of body and load, whatever
 * plates and scales say. Missing samples add nothing. */
static struct hinge_value force_impulse(const struct hinge_rep_view *view,
                                        const struct hinge_metric *row, enum hinge_phase phase)
{
    size_t n, all;
    double *force, *whole, weight = body_weight(view), rise = 0, most = 0;
    (void)row;
    struct hinge_frames rep = hinge_view_phase(view, HINGE_PHASE_REP);
    enum hinge_reason reason = force_of_both(view, rep, &whole, &all);
    if (reason == HINGE_REASON_OK)
        reason = force_of_both(view, hinge_view_phase(view, phase), &force, &n);
    if (reason == HINGE_REASON_OK && view->rep->floor) /* the floor holds the load at first */
        reason = HINGE_REASON_NOT_APPLICABLE_VARIANT;
    if (reason != HINGE_REASON_OK || !(weight > 0))
        return hinge_value_refuse(reason != HINGE_REASON_OK ? reason : HINGE_REASON_NOT_RECORDED);
    double mean = hinge_mean(whole, all);
    for (size_t k = 0; k < n; k++) {
        rise = fmax(0, rise + (isnan(force[k]) ? 0 : force[k] - mean));
        most = fmax(most, rise);
    }
    const struct hinge_muscle *plate = view->body->plate_force;
    double rate = plate[two_plates(view->body) ? 0 : 2].rate_hz;
    return hinge_value_of(most / rate / weight);
}

/* --- the front foot --- */

/* Of two plates; of one, its median over the bottom by the weight of body and load. */
static struct hinge_value front_load(const struct hinge_rep_view *view)
{
    const struct hinge_trial_info *info = view->info;
    char side = info != NULL ? info->side[0] : '\0';
    int front = side == 'r';
    bool two = two_plates(view->body), known = side == 'l' || side == 'r';
    const struct hinge_muscle *plate = &view->body->front_force;
    size_t first, last;
    if (two && known)
        return front_of_two(view, front);
    if (plate->band == NULL && known)
        plate = &view->body->plate_force[front];
    if (plate->band == NULL)
        return hinge_value_refuse(two ? HINGE_REASON_NO_SIDE : no_force(view->body));
    double mass = info != NULL ? info->mass_kg : (double)NAN;
    double load = info != NULL ? info->load_kg : (double)NAN;
    if (!(mass > 0 && load >= 0)) /* a load that nobody wrote down is not none */
        return hinge_value_refuse(HINGE_REASON_NOT_RECORDED);
    enum hinge_reason reason =
        samples_of(view, plate, hinge_view_bottom_frames(view), &first, &last);
    if (reason != HINGE_REASON_OK)
        return hinge_value_refuse(reason);
    double median = hinge_median(plate->band + first, last - first + 1, view->reps->scratch);
    return isnan(median) ? hinge_value_refuse(HINGE_REASON_PHASE_MISSING)
                         : hinge_value_of(fabs(median) / ((mass + load) * HINGE_STANDARD_GRAVITY));
}

/* Median over the bottom of one plate, outward; NO_FORCE without it. */
static struct hinge_value side_torque(const struct hinge_rep_view *view, int side)
{
    const struct hinge_muscle *wrench = view->body->plate_wrench[side];
    size_t first, last;
    for (int a = 0; a < 6; a++)
        if (wrench[a].band == NULL || wrench[a].n != wrench[0].n)
            return hinge_value_refuse(HINGE_REASON_NO_FORCE);
    enum hinge_reason reason =
        samples_of(view, &wrench[0], hinge_view_bottom_frames(view), &first, &last);
    if (reason != HINGE_REASON_OK)
        return hinge_value_refuse(reason);
    double *x = hinge_arena_raw(view->reps->scratch, last - first + 1, sizeof *x);
    for (size_t k = first; k <= last; k++) {
        double w[6];
        for (int a = 0; a < 6; a++)
            w[a] = wrench[a].band[k];
        x[k - first] = hinge_free_moment(w);
    }
    double median = hinge_median(x, last - first + 1, view->reps->scratch);
    /* a foot that turns outward is held by the floor inward */
    return isnan(median) ? hinge_value_refuse(HINGE_REASON_NO_FORCE)
                         : hinge_value_of(side == 0 ? -median : median);
}

/* Mean of the feet that stand on a plate of their own. */
static struct hinge_value torque(const struct hinge_rep_view *view)
{
    struct hinge_value left = side_torque(view, 0), right = side_torque(view, 1);
    bool l = left.reason == HINGE_REASON_OK, r = right.reason == HINGE_REASON_OK;
    if (l && r)
        return hinge_value_of((left.value + right.value) / 2);
    return l || (!r && right.reason == HINGE_REASON_NO_FORCE) ? left : right;
}

/* In standing nothing accelerates, so the centre of mass is above the pressure. */
struct hinge_value hinge_com_minus_cop(const struct hinge_rep_view *view)
{
    static const enum hinge_signal of[] = {HINGE_SIGNAL_cop_foot, HINGE_SIGNAL_com_foot};
    double away = 0;
    for (size_t k = 0; k < 2; k++) {
        const struct hinge_value x = hinge_view_standing(view, of[k]);
        if (view->body->signal[of[k]] == NULL)
            return hinge_value_refuse(view->body->reason[of[k]]);
        if (x.reason != HINGE_REASON_OK)
            return x;
        away = x.value - away;
    }
    return hinge_value_of(away);
}

/* Largest over the repetition, smoothed as any maximum. */
static struct hinge_value rear_load(const struct hinge_rep_view *view)
{
    const double *x = view->body->signal[HINGE_SIGNAL_rear_load];
    struct hinge_frames f = hinge_view_signal(view, HINGE_SIGNAL_rear_load, HINGE_PHASE_REP);
    return f.reason == HINGE_REASON_OK ? hinge_value_of(hinge_view_extremes(view, x, f).most)
                                       : hinge_value_refuse(f.reason);
}

static struct hinge_value arms(const struct hinge_rep_view *view)
{
    struct hinge_value beyond = hinge_view_bottom(view, HINGE_SIGNAL_hand_head, false);
    if (beyond.reason == HINGE_REASON_OK)
        beyond.value = beyond.value > 0;
    return beyond;
}

#define REP HINGE_IN_REP
#define ALL (HINGE_IN_DESCENT | HINGE_IN_HOLD | HINGE_IN_ASCENT | REP)
#define MOVES (HINGE_IN_DESCENT | HINGE_IN_ASCENT)

/* clang-format off */
static const struct hinge_metric balance_metrics[] = {
    {"cop_foot_pct", "percent", "centre of pressure along the foot at the bottom, from the heel", "definition", 1, REP, "mean",
     .each_phase = hinge_metric_bottom, .signal = HINGE_SIGNAL_cop_foot},
    {"cop_foot_shift_pct", "percent", "centre of pressure along the foot at the bottom minus standing; backwards is negative", "definition", 1, REP, "mean",
     .each_phase = hinge_metric_bottom_change, .signal = HINGE_SIGNAL_cop_foot},
    {"com_minus_cop_foot_pct", "percent", "centre of mass by the body model minus centre of pressure, along the foot in standing", "definition", 1, REP, "mean",
     .once = hinge_com_minus_cop},
    {"front_load_share", "1", "share of the force under the front foot", "definition", 3, REP, "mean", .once = front_load, .share = true},
    {"rear_load_share", "1", "largest share of the weight on the rear foot, if nothing accelerates", "Winter 2009", 3, REP, "mean",
     .once = rear_load, .share = true, .by_model = true},
    {"rear_leg_deg", "deg", "line from rear ankle to hip at the bottom: 0 vertical, 90 held out behind", "definition", 1, REP, "mean",
     .each_phase = hinge_metric_bottom, .signal = HINGE_SIGNAL_rear_leg},
    {"arms_overhead", "1", "1 where the hands are beyond the head at the bottom", "definition", 0, REP, "mean", .once = arms},
    {"free_moment_nm", "N m", "torque of the feet on the floor at the bottom, outward", "definition", 1, REP, "mean", .once = torque},
    {"left_force_share", "1", "share of the force of two plates that is under the left foot", "definition", 3, ALL, "mean",
     .each_phase = left_share, .share = true},
    {"force_asymmetry", "1", "size of the difference of the forces under both feet, divided by their sum", "definition", 3, ALL, "mean",
     .each_phase = left_share, .k = UNEVEN},
    {"force_peak_bw", "BW", "largest force of two plates, in body weights", "definition", 3, ALL, "mean", .each_phase = force_peak},
    {"force_impulse_bw_s", "BW s", "largest impulse of the force above its mean, in body weights", "definition", 3, MOVES, "mean",
     .each_phase = force_impulse},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_balance = {
    .id = "balance",
    .title = "Weight on the feet",
    .details = "`cop_foot_pct` is the mean of `cop_l` and `cop_r`, weighted by `force_l_n` and "
               "`force_r_n`. With one plate, or one side analysed, it is that foot's. "
               "`front_load_share` is the front foot's share of the force of both plates, averaged "
               "over 0.2 s: its 5th percentile over the repetition. With one plate under the front "
               "foot it is the median over the "
               "bottom, divided by the weight of `mass_kg` and `load_kg`; without a load write 0. "
               "`rear_load_share` is how "
               "far the centre of mass is from the front midfoot towards the rear toe, as a share "
               "of their distance on the floor. It needs three dimensions and `side`. "
               "`free_moment_nm` is F·M / |Fz| of each plate (force F, moment M; `force_l_x_n` to "
               "`moment_l_z_nm`): the median over the bottom, averaged over both feet. A foot with "
               "less than 20 N does not count. For `force_peak_bw` and `force_impulse_bw_s` the "
               "force of both plates is averaged over 0.05 s and divided by the weight of "
               "`mass_kg` ([method 6.16](method.md#616-lordosis-ground-force)).",
    .metric = balance_metrics,
    .n = sizeof balance_metrics / sizeof *balance_metrics};

/* --- from the front, and how still a one-legged stand is --- */

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
    struct hinge_value gap = hinge_view_setup(view, HINGE_SIGNAL_stance_gap, false);
    if (gap.reason == HINGE_REASON_OK)
        gap = gap.value > 0 ? hinge_value_of(log(gap.value))
                            : hinge_value_refuse(HINGE_REASON_LOG_NONPOS);
    return gap;
}

static struct hinge_value foot(const struct hinge_rep_view *view, enum hinge_signal yaw)
{
    struct hinge_value turn = hinge_view_setup(view, yaw, false);
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

/* The side of which they are in front: left positive. */
static struct hinge_value ribs_signed(const struct hinge_rep_view *view)
{
    struct hinge_value before = hinge_view_setup(view, HINGE_SIGNAL_rib_asymmetry, false);
    struct hinge_value bottom = hinge_view_bottom(view, HINGE_SIGNAL_rib_asymmetry, false);
    if (before.reason != HINGE_REASON_OK)
        return before;
    if (bottom.reason != HINGE_REASON_OK)
        return bottom;
    return fabs(before.value) > fabs(bottom.value) ? before : bottom;
}

static struct hinge_value ribs(const struct hinge_rep_view *view)
{
    struct hinge_value of = ribs_signed(view);
    of.value = fabs(of.value);
    return of;
}

/* clang-format off */
static const struct hinge_metric frontal_metrics[] = {
    {"knee_gap_ratio", "1", "knee distance divided by ankle distance, at the bottom against standing", "definition", 3, REP, "mean", .once = knees},
    {"stance_log", "1", "logarithm of ankle distance divided by shoulder distance, before the descent", "definition", 3, REP, "mean", .once = stance},
    {"toe_out_deg", "deg", "turn of the foot turned most (one-legged: the front foot), before the descent", "definition", 1, REP, "mean",
     .once = toes},
    {"ml_sway_ll", "LL", "SD of the hips' sideways shift over the repetition", "definition", 4, REP, "mean", .once = sway},
    {"rib_asymmetry_tl", "TL", "lower ribs of one side in front of the other's, before the descent or at the bottom (the larger)",
     "definition", 3, REP, "mean", .once = ribs},
    {"rib_asymmetry_signed_tl", "TL", "the same with its sign: the left lower ribs in front is positive", "definition", 3, REP, "mean",
     .once = ribs_signed},
    {"asym_hip_signed_deg", "deg", "left minus right hip flexion at the bottom, from standing (fault asym_hip has its size)", "definition", 1,
     REP, "mean", .each_phase = hinge_metric_bottom_change, .signal = HINGE_SIGNAL_hip_asymmetry},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_frontal = {
    .id = "frontal",
    .title = "From the front",
    .details = "Both sides are needed: three dimensions or a frontal view.",
    .metric = frontal_metrics,
    .n = sizeof frontal_metrics / sizeof *frontal_metrics};
