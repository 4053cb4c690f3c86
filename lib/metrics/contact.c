/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in reach, in centimetres (method 7.2, 7.3): the wall and the bench behind, whether they
 * were touched, and how the load is let down. In: positions, the list's gaps and contacts. Out: the
 * family contact. */
#include "base/parameters.h"
#include "metrics/metric.h"

#include "signal/signal.h"

/* Whether the cue, or one that it joins, begins so: "wall_tap" of "wall_tap_3in". */
static bool cue_begins(const struct hinge_rep_view *view, const char *begins)
{
    const char *cue = view->info != NULL ? view->info->cue : "";
    size_t n = strlen(begins);
    while (cue != NULL && strncmp(cue, begins, n) != 0) {
        cue = strchr(cue, '+');
        cue = cue != NULL ? cue + 1 : NULL;
    }
    return cue != NULL;
}

struct hinge_value hinge_wall_gap(const struct hinge_rep_view *view)
{
    double gap_cm = view->info != NULL ? view->info->wall_gap_cm : (double)NAN;
    double leg = hinge_view_leg_m(view);
    if (isnan(gap_cm))
        return cue_begins(view, "wall_tap") ? hinge_value_refuse(HINGE_REASON_NOT_RECORDED)
                                            : hinge_value_of((double)INFINITY);
    return leg > 0 ? hinge_value_of(gap_cm / (100 * leg))
                   : hinge_value_refuse(HINGE_REASON_NO_METRIC_SCALE);
}

/* --- the family contact --- */

/* The bench behind where the list does not say it, and the shank in leg lengths (Drillis and
 * Contini in Winter 2009). */
static const double BENCH_HEIGHT_CM = 45;
static const double SHANK_OF_LEG = 0.246 / 0.491;
/* The buttock is soft: the hips stop so far before the wall, or beyond. */
static const double BUTTOCK_CM = 1.5;

static struct hinge_value hips_reach(const struct hinge_rep_view *view)
{
    struct hinge_value v = hinge_view_bottom(view, HINGE_SIGNAL_hip_posterior, true);
    double leg = hinge_view_leg_m(view);
    if (v.reason != HINGE_REASON_OK)
        return v;
    if (!(leg > 0))
        return hinge_value_refuse(HINGE_REASON_NO_METRIC_SCALE);
    return hinge_value_of(100 * leg * v.value);
}

/* What the list does not say is missing: it was not written down where the cue is about
 * it, and is nothing of the movement elsewhere. */
static struct hinge_value unsaid(const struct hinge_rep_view *view, const char *cue)
{
    bool asked = view->info != NULL && strstr(view->info->cue, cue) != NULL;
    return hinge_value_refuse(asked ? HINGE_REASON_NOT_RECORDED
                                    : HINGE_REASON_NOT_APPLICABLE_VARIANT);
}

/* What is left of a gap. */
static struct hinge_value missing(const struct hinge_rep_view *view, const char *cue, double gap_cm,
                                  struct hinge_value (*reach)(const struct hinge_rep_view *view))
{
    if (isnan(gap_cm))
        return unsaid(view, cue);
    struct hinge_value left = reach(view);
    if (left.reason == HINGE_REASON_OK)
        left.value = gap_cm - left.value;
    return left;
}

/* As the list says; `asked` where the task or the cue has it. */
static struct hinge_value given(bool asked, double height_cm)
{
    return !isnan(height_cm) ? hinge_value_of(height_cm)
           : asked           ? hinge_value_refuse(HINGE_REASON_NOT_RECORDED)
                             : hinge_value_refuse(HINGE_REASON_NOT_APPLICABLE_VARIANT);
}

static struct hinge_value block(const struct hinge_rep_view *view)
{
    return given(view->task->on_block, view->info != NULL ? view->info->block_cm : (double)NAN);
}

static struct hinge_value heel_block(const struct hinge_rep_view *view)
{
    return given(view->info != NULL && strstr(view->info->cue, "heel_block") != NULL,
                 view->info != NULL ? view->info->heel_block_cm : (double)NAN);
}

/* 1 touched, 0 not, as the list's column `contact` says of a cue that begins so ("": any);
 * missing where it does not. */
enum { THE_WALL, BENCH_BEHIND, BENCH_FRONT, BUTTON, WHATEVER };
static const char *const touch_cue[] = {"wall_tap", "bench_behind", "bench_front", "button_behind",
                                        ""};

static struct hinge_value tap_of(const struct hinge_rep_view *view, int what)
{
    const char *contact = view->info != NULL ? view->info->contact : "";
    bool wall = what == THE_WALL && view->info != NULL && !isnan(view->info->wall_gap_cm);
    bool nothing =
        view->info == NULL || view->info->cue[0] == '\0' || strcmp(view->info->cue, "none") == 0;
    if (!wall && (nothing || !cue_begins(view, touch_cue[what])))
        return hinge_value_refuse(HINGE_REASON_NOT_APPLICABLE_VARIANT);
    if (strcmp(contact, "1") != 0 && strcmp(contact, "0") != 0)
        return hinge_value_refuse(HINGE_REASON_NOT_RECORDED);
    return hinge_value_of(*contact - '0');
}

static struct hinge_value touched(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                  enum hinge_phase phase)
{
    (void)phase;
    return tap_of(view, row->k);
}

static struct hinge_value wall_miss(const struct hinge_rep_view *view)
{
    return missing(view, "wall_tap", view->info != NULL ? view->info->wall_gap_cm : (double)NAN,
                   hips_reach);
}

static struct hinge_value tapped(const struct hinge_rep_view *view)
{
    struct hinge_value tap = tap_of(view, THE_WALL), miss = wall_miss(view);
    if (tap.reason != HINGE_REASON_OK && miss.reason == HINGE_REASON_OK)
        return hinge_value_of(miss.value <= 0);
    return tap.reason == HINGE_REASON_OK ? tap : miss;
}

/* Frame in which the hips are as far back as the nearest wall of the person's recordings, but
 * for the buttock: there all of them can be compared, those without a wall too. */
static struct hinge_value wall_frame(const struct hinge_rep_view *view)
{
    const enum hinge_signal hips = HINGE_SIGNAL_hip_posterior;
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    struct hinge_value zero = hinge_view_standing(view, hips);
    double stated = view->info != NULL ? view->info->wall_gap_cm : (double)NAN;
    double gap_cm = fmin(stated, view->limits != NULL ? view->limits->wall_gap_cm : (double)NAN);
    double leg = hinge_view_leg_m(view);
    if (!(gap_cm > 0))
        return unsaid(view, "wall_tap");
    if (view->body->signal[hips] == NULL)
        return hinge_value_refuse(view->body->reason[hips]);
    if (zero.reason != HINGE_REASON_OK || f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason != HINGE_REASON_OK ? f.reason : zero.reason);
    if (!(leg > 0))
        return hinge_value_refuse(HINGE_REASON_NO_METRIC_SCALE);
    const double *smooth = hinge_view_averaged(view, view->body->signal[hips], f);
    double at = hinge_first_passage(smooth, 0, (size_t)(f.to - f.from),
                                    zero.value + fmax(0, gap_cm - BUTTOCK_CM) / (100 * leg), true);
    return isnan(at) ? hinge_value_refuse(HINGE_REASON_BIN_NOT_REACHED)
                     : hinge_value_of((double)f.from + at);
}

/* Until then: the largest lumbar flexion, how far the knees bent, and the lumbar share of lumbar
 * plus hip motion. With straighter knees the hips have to bend further for the same wall, so the
 * angle of the back is another where its share is not. */
enum { BACK_AT_WALL, KNEES_AT_WALL, SHARE_AT_WALL };

static struct hinge_value at_wall(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                  enum hinge_phase phase)
{
    struct hinge_value part[2] = {{0}};
    (void)phase;
    for (int k = 0; k < (row->k == SHARE_AT_WALL ? 2 : 1); k++) {
        enum hinge_signal signal = k == 0 ? row->signal : row->by[0];
        if (view->body->signal[signal] == NULL)
            return hinge_value_refuse(view->body->reason[signal]);
        part[k] = row->k == BACK_AT_WALL ? hinge_depth_largest(view, signal, 1, wall_frame(view))
                                         : hinge_depth_change(view, signal, wall_frame(view));
        if (part[k].reason != HINGE_REASON_OK)
            return part[k];
    }
    return row->k != SHARE_AT_WALL
               ? part[0]
               : hinge_ratio(part[0].value, part[0].value + part[1].value,
                             view->parameters->ratio_min_F, HINGE_REASON_ROM_SMALL);
}

/* How far the line of the shank goes back at the height of a bench, at most at the
 * knee's: the ankle stays. */
static struct hinge_value shank_reach(const struct hinge_rep_view *view)
{
    struct hinge_value now = hinge_view_bottom(view, HINGE_SIGNAL_shank_incl, false);
    struct hinge_value stood = hinge_view_standing(view, HINGE_SIGNAL_shank_incl);
    double leg = hinge_view_leg_m(view), degree = M_PI / 180;
    double bench_cm = view->info != NULL ? view->info->bench_height_cm : (double)NAN;
    if (now.reason != HINGE_REASON_OK || stood.reason != HINGE_REASON_OK)
        return now.reason != HINGE_REASON_OK ? now : stood;
    if (!(leg > 0))
        return hinge_value_refuse(HINGE_REASON_NO_METRIC_SCALE);
    double above = (isnan(bench_cm) ? BENCH_HEIGHT_CM : bench_cm) / 100;
    above = fmax(0, fmin(above - HINGE_ANKLE_OF_LEG * leg,
                         SHANK_OF_LEG * leg * cos(now.value * degree)));
    return hinge_value_of(100 * above * (tan(stood.value * degree) - tan(now.value * degree)));
}

static struct hinge_value bench_miss(const struct hinge_rep_view *view)
{
    return missing(view, "bench_behind",
                   view->info != NULL ? view->info->bench_gap_cm : (double)NAN, shank_reach);
}

static struct hinge_value fall(const struct hinge_rep_view *view)
{
    const double *y = view->body->signal[HINGE_SIGNAL_load_height];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    if (y == NULL)
        f.reason = view->body->reason[HINGE_SIGNAL_load_height];
    else if (f.reason == HINGE_REASON_OK && !hinge_view_fast_enough(view))
        f.reason = HINGE_REASON_FS_TOO_LOW;
    else if (f.reason == HINGE_REASON_OK)
        f.reason = hinge_view_gaps(view, HINGE_SIGNAL_load_height, f);
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    /* a frame more on each side: the first and last frames of the descent count, too */
    f.from -= f.from > 0;
    f.to += f.to + 1 < (long)view->body->n;
    size_t n = (size_t)(f.to - f.from + 1);
    double *v = hinge_arena_raw(view->reps->scratch, 2 * n, sizeof *v), most = (double)NAN;
    hinge_derivative_within(y, view->body->n, (size_t)f.from, (size_t)f.to, view->body->rate_hz, v);
    hinge_derivative(v, n, view->body->rate_hz, v + n);
    /* what is lowered: the load, as long as it is carried */
    const double *carried = view->body->carried;
    for (size_t i = 1; i + 1 < n; i++)
        if (carried == NULL || carried[f.from + (long)i] > 0)
            most = fmax(most, -v[n + i] / HINGE_STANDARD_GRAVITY);
    return isnan(most) && carried != NULL ? hinge_value_refuse(HINGE_REASON_NO_LOAD)
                                          : hinge_value_of(most);
}

/* The same acceleration where nothing is let down. */
static struct hinge_value noise(const struct hinge_rep_view *view)
{
    const double *y = view->body->signal[HINGE_SIGNAL_load_height];
    const struct hinge_standing *s = &view->reps->standing;
    size_t n = s->to - s->from + 1, known = 0;
    double sum = 0, squares = 0;
    struct hinge_value none = hinge_value_refuse(
        y == NULL ? view->body->reason[HINGE_SIGNAL_load_height] : HINGE_REASON_NO_STANDING_REF);
    if (y == NULL || !s->found || s->to <= s->from)
        return none;
    double *v = hinge_arena_raw(view->reps->scratch, 2 * n, sizeof *v);
    hinge_derivative_within(y, view->body->n, s->from, s->to, view->body->rate_hz, v);
    hinge_derivative(v, n, view->body->rate_hz, v + n);
    for (size_t i = 1; i + 1 < n; i++) {
        double a = v[n + i] / HINGE_STANDARD_GRAVITY;
        if (isnan(a))
            continue;
        sum += a;
        squares += a * a;
        known++;
    }
    double mean = sum / (double)known;
    return known > 1 ? hinge_value_of(sqrt(fmax(0, squares - (double)known * mean * mean) /
                                           (double)(known - 1)))
                     : none;
}

/* --- how near the hands come to the ground --- */

/* Hand in leg lengths, wrist to fingertip (Drillis and Contini in Winter 2009). */
static const double HAND_OF_LEG = 0.108 / 0.491;

/* The lowest wrists above what the feet stand on, smoothed as any maximum. The ankles show where
 * that is, in each frame, so it may be anywhere. */
static struct hinge_value wrists(const struct hinge_rep_view *view)
{
    const struct hinge_body *body = view->body;
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_REP);
    double leg_m = hinge_view_leg_m(view);
    if (body->wrist_y == NULL || body->ankle_y == NULL)
        return hinge_value_refuse(!body->has_positions    ? HINGE_REASON_NO_POSITIONS
                                  : body->wrist_y == NULL ? HINGE_REASON_NO_HANDS
                                                          : HINGE_REASON_INSUFFICIENT_LANDMARKS);
    if (view->task->unilateral) /* the mean ankle is not on the ground */
        f.reason = HINGE_REASON_NOT_APPLICABLE_VARIANT;
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    if (!(leg_m > 0))
        return hinge_value_refuse(HINGE_REASON_NO_METRIC_SCALE);
    size_t n = (size_t)(f.to - f.from + 1);
    double *up = hinge_arena_raw(view->reps->scratch, body->n, sizeof *up);
    for (long i = f.from; i <= f.to; i++)
        up[i] = body->wrist_y[i] - body->ankle_y[i];
    if ((double)hinge_count_missing(up + f.from, n) > view->parameters->miss_phase * (double)n)
        return hinge_value_refuse(HINGE_REASON_GAP_IN_PHASE);
    return hinge_value_of(100 * (hinge_view_metre(view) * hinge_view_extremes(view, up, f).least +
                                 HINGE_ANKLE_OF_LEG * leg_m));
}

/* Of empty hands, which hang down: around a handle the fingers are not stretched. */
static struct hinge_value fingertips(const struct hinge_rep_view *view)
{
    bool full = view->task->in_hands || (view->info != NULL && view->info->load_kg > 0);
    struct hinge_value v =
        full ? hinge_value_refuse(HINGE_REASON_NOT_APPLICABLE_VARIANT) : wrists(view);
    if (v.reason == HINGE_REASON_OK)
        v.value -= 100 * HAND_OF_LEG * hinge_view_leg_m(view);
    return v;
}

static struct hinge_value ground(const struct hinge_rep_view *view)
{
    struct hinge_value v = fingertips(view);
    if (v.reason == HINGE_REASON_OK)
        v.value = v.value <= 0;
    return v;
}

#define REP HINGE_IN_REP
#define DESCENT HINGE_IN_DESCENT

/* clang-format off */
#define TOUCHED(id, title, what)                                                                   \
    {id, "1", "1 if " title " was touched", "definition", 0, REP, "mean", .each_phase = touched, .k = what}
static const struct hinge_metric metrics[] = {
    {"hip_posterior_cm", "cm", "hip travel backward at the bottom", "definition", 1, REP, "mean", .once = hips_reach},
    {"wall_miss_cm", "cm", "distance left to the wall behind", "definition", 1, REP, "mean", .once = wall_miss},
    TOUCHED("wall_touched", "the wall", THE_WALL),
    TOUCHED("bench_behind_touched", "the bench behind", BENCH_BEHIND),
    TOUCHED("bench_front_touched", "the bench in front", BENCH_FRONT),
    TOUCHED("button_behind_touched", "the button behind", BUTTON),
    TOUCHED("cue_touched", "what the cue names", WHATEVER),
    {"wall_tapped", "1", "1 if the wall was touched, else if the hips got there", "definition", 0, REP, "mean", .once = tapped},
    {"lumbar_at_reach_deg", "deg", "largest lumbar flexion until the hips are at the wall's distance", "definition", 1, DESCENT, "mean",
     .each_phase = at_wall, .signal = HINGE_SIGNAL_lumbar_flex, .k = BACK_AT_WALL},
    {"lumbar_at_reach_share", "1", "lumbar fraction until there", "definition", 3, DESCENT, "mean",
     .each_phase = at_wall, .signal = HINGE_SIGNAL_lumbar_flex, .by = {HINGE_SIGNAL_hip_flex}, .k = SHARE_AT_WALL, .share = true, .of_knees = true},
    {"knee_at_reach_deg", "deg", "knee excursion until there", "definition", 1, DESCENT, "mean",
     .each_phase = at_wall, .signal = HINGE_SIGNAL_knee_flex, .k = KNEES_AT_WALL},
    {"shank_posterior_cm", "cm", "travel of the shank backward at the height of the bench", "definition", 1, REP, "mean", .once = shank_reach},
    {"bench_miss_cm", "cm", "distance left to the bench behind", "definition", 1, REP, "mean", .once = bench_miss},
    {"block_cm", "cm", "height of the block under the weight", "definition", 1, REP, "mean", .once = block},
    {"heel_block_cm", "cm", "height of the block under the heels", "definition", 1, REP, "mean", .once = heel_block},
    {"lowering_acceleration_g", "g", "largest downward acceleration of load or hands", "definition", 2, DESCENT, "mean", .once = fall},
    {"lowering_noise_g", "g", "SD of the vertical acceleration of load or hands in standing", "definition", 3, DESCENT, "mean", .once = noise},
    {"wrist_floor_cm", "cm", "lowest wrists above the ground", "Winter 2009", 1, REP, "mean", .once = wrists},
    {"fingertip_floor_cm", "cm", "lowest fingertips above the ground, if the empty hands hang down", "Winter 2009", 1, REP, "mean",
     .once = fingertips},
    {"ground_reached", "1", "1 if such fingertips get to the ground", "Winter 2009", 0, REP, "mean", .once = ground},
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_contact = {
    .id = "contact",
    .title = "Reach",
    .details =
        "Centimetres need a [scale](method.md#25-scale). Markers do not show contact, so the list "
        "says in `contact` whether the target of the cue was touched. Else hips that reach a "
        "wall count as a tap. `…_at_reach_…` ends 1.5 cm "
        "before the nearest wall (`wall_gap_cm`) of person, session and task, also in recordings "
        "without a wall. [Method 6.16](method.md#616-lordosis-ground-force) says where the ground "
        "is.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics};
