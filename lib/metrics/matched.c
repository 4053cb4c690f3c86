/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At matched depth (method 8.2): the same quantities where the descent passes a depth that the
 * person reached under every cue, because shallower repetitions move less of everything, and what
 * happens on the way there. The level comes with the view's limits. Likewise where the lower back
 * has bent by the limit (method 6.14). Out: the families matched, matched_way, back_limit. */
#include "base/parameters.h"
#include "metrics/metric.h"

#include "signal/signal.h"

/* The depth over a descent, from its first frame; of L + H under the average that any
 * crossing of it is taken under (method 6.2). */
static const double *depth_over(const struct hinge_rep_view *view, struct hinge_frames f)
{
    enum hinge_signal depth = hinge_view_depth(view->body);
    const double *x = view->body->signal[depth];
    return depth == HINGE_SIGNAL_driver ? x + f.from : hinge_view_averaged(view, x, f);
}

/* Frame of the descent where the depth first reaches a level, NaN: nowhere. */
static double passage(const double *depth, struct hinge_frames f, double level, bool rising)
{
    return (double)f.from + hinge_first_passage(depth, 0, (size_t)(f.to - f.from), level, rising);
}

static struct hinge_value find_depth(const struct hinge_rep_view *view)
{
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    struct hinge_value zero = hinge_view_standing(view, hinge_view_depth(view->body));
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    if (zero.reason != HINGE_REASON_OK)
        return zero;
    if (view->limits == NULL || !(view->limits->matched_driver_deg > 0))
        return hinge_value_refuse(HINGE_REASON_NO_REFERENCE_TRIAL);
    double at =
        passage(depth_over(view, f), f, view->limits->matched_driver_deg + zero.value, true);
    return isnan(at) ? hinge_value_refuse(HINGE_REASON_BIN_NOT_REACHED) : hinge_value_of(at);
}

struct hinge_value hinge_matched_frame(const struct hinge_rep_view *view)
{
    static const char owner;
    bool made;
    struct hinge_value *frame = hinge_view_kept(view, &owner, sizeof *frame, &made);
    if (made)
        *frame = find_depth(view);
    return *frame;
}

/* Frame at which a share of the way down to that frame is done, NaN: nowhere. */
static double depth_part(const struct hinge_rep_view *view, double share, double frame)
{
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    const double *depth = depth_over(view, f);
    double start = depth[0], n = (double)(f.to - f.from) + 1;
    double end = hinge_value_at(depth, (size_t)n, frame - (double)f.from);
    return share <= 0   ? (double)f.from
           : share >= 1 ? frame
                        : passage(depth, f, start + share * (end - start), end > start);
}

/* A signal at a frame of the descent, or why there is no such frame: its mean under the average
 * that any crossing is taken under, shortened on both sides alike near the ends of the descent. */
static struct hinge_value depth_signal(const struct hinge_rep_view *view, enum hinge_signal signal,
                                       struct hinge_value at)
{
    double frame = at.value;
    const double *x = view->body->signal[signal];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    if (at.reason != HINGE_REASON_OK)
        return at;
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    long half = (long)(hinge_view_smoothing(view) / 2), low = (long)floor(frame);
    long room = low - f.from < f.to - low - 1 ? low - f.from : f.to - low - 1;
    half = room < half ? room : half;
    if (half < 1)
        return hinge_value_of(hinge_value_at(x, view->body->n, frame));
    double a = hinge_mean(x + low - half, (size_t)(2 * half + 1));
    double b = hinge_mean(x + low + 1 - half, (size_t)(2 * half + 1));
    return hinge_value_of(a + (frame - (double)low) * (b - a));
}

struct hinge_value hinge_depth_change(const struct hinge_rep_view *view, enum hinge_signal signal,
                                      struct hinge_value at)
{
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    struct hinge_value now = depth_signal(view, signal, at);
    struct hinge_value start = hinge_view_phase_end(view, signal, HINGE_PHASE_DESCENT, true);
    if (now.reason != HINGE_REASON_OK)
        return now;
    enum hinge_reason gaps = hinge_view_gaps(view, signal, f);
    return gaps != HINGE_REASON_OK ? hinge_value_refuse(gaps)
                                   : hinge_value_of(now.value - start.value);
}

struct hinge_value hinge_depth_largest(const struct hinge_rep_view *view, enum hinge_signal signal,
                                       int sign, struct hinge_value at)
{
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    struct hinge_value most = hinge_depth_change(view, signal, at);
    if (most.reason != HINGE_REASON_OK)
        return most;
    double start = hinge_view_phase_end(view, signal, HINGE_PHASE_DESCENT, true).value;
    const double *smooth = hinge_view_averaged(view, view->body->signal[signal], f);
    most.value = sign == 0 ? fabs(most.value) : sign * most.value;
    for (long i = f.from; (double)i <= at.value; i++) {
        double change = smooth[i - f.from] - start;
        most.value = fmax(most.value, sign == 0 ? fabs(change) : sign * change);
    }
    return most;
}

/* --- at the depth --- */

static struct hinge_value depth(const struct hinge_rep_view *view)
{
    struct hinge_value at = hinge_matched_frame(view);
    return at.reason == HINGE_REASON_OK ? hinge_value_of(view->limits->matched_driver_deg) : at;
}

static struct hinge_value change(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                 enum hinge_phase phase)
{
    (void)phase;
    return hinge_depth_change(view, row->signal, hinge_matched_frame(view));
}

static struct hinge_value absolute(const struct hinge_rep_view *view,
                                   const struct hinge_metric *row, enum hinge_phase phase)
{
    (void)phase;
    return depth_signal(view, row->signal, hinge_matched_frame(view));
}

/* Largest change on the way in direction k. */
static struct hinge_value largest(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                  enum hinge_phase phase)
{
    (void)phase;
    return hinge_depth_largest(view, row->signal, row->k, hinge_matched_frame(view));
}

/* A change by the sum of itself and k others. */
static struct hinge_value share(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                enum hinge_phase phase)
{
    struct hinge_value change = hinge_depth_change(view, row->signal, hinge_matched_frame(view)),
                       term = change;
    double sum = change.value;
    (void)phase;
    for (int i = 0; i < row->k && term.reason == HINGE_REASON_OK; i++) {
        term = hinge_depth_change(view, row->by[i], hinge_matched_frame(view));
        sum += term.value;
    }
    return term.reason != HINGE_REASON_OK
               ? term
               : hinge_ratio(change.value, sum, view->parameters->ratio_min_F,
                             HINGE_REASON_ROM_SMALL);
}

static struct hinge_value ratio(const struct hinge_rep_view *view)
{
    struct hinge_value lumbar =
        hinge_depth_change(view, HINGE_SIGNAL_lumbar_flex, hinge_matched_frame(view));
    struct hinge_value hip =
        hinge_depth_change(view, HINGE_SIGNAL_hip_flex, hinge_matched_frame(view));
    if (lumbar.reason != HINGE_REASON_OK || hip.reason != HINGE_REASON_OK)
        return lumbar.reason != HINGE_REASON_OK ? lumbar : hip;
    return hinge_ratio(lumbar.value, hip.value, view->parameters->ratio_min_H,
                       HINGE_REASON_DEN_SMALL);
}

static struct hinge_value path_angle(const struct hinge_rep_view *view)
{
    return hinge_path_angle(
        hinge_depth_change(view, HINGE_SIGNAL_hip_posterior, hinge_matched_frame(view)),
        hinge_depth_change(view, HINGE_SIGNAL_hip_drop, hinge_matched_frame(view)), 0);
}

static struct hinge_value path_index(const struct hinge_rep_view *view)
{
    return hinge_path_index(
        hinge_depth_change(view, HINGE_SIGNAL_hip_posterior, hinge_matched_frame(view)),
        hinge_depth_change(view, HINGE_SIGNAL_hip_drop, hinge_matched_frame(view)));
}

#define S(name) HINGE_SIGNAL_##name
#define CHANGE(of) .each_phase = change, .signal = S(of)
#define ABSOLUTE(of) .each_phase = absolute, .signal = S(of)
#define LARGEST(of, sign) .each_phase = largest, .signal = S(of), .k = sign

/* clang-format off */
#define MATCHED(id, unit, title, digits, how, ...)                                                 \
    {"matched_" id, unit, title, "definition", digits, HINGE_IN_DESCENT, how, __VA_ARGS__}
static const struct hinge_metric matched_metrics[] = {
    MATCHED("driver_deg", "deg", "depth that the person reached under every cue", 1, "mean", .once = depth),
    MATCHED("lumbar_excursion_deg", "deg", "lumbar flexion excursion at matched depth", 1, "mean", CHANGE(lumbar_flex)),
    MATCHED("lumbar_rounding", "deg", "largest lumbar flexion on the way to matched depth", 1, "mean", LARGEST(lumbar_flex, 1)),
    MATCHED("hip_excursion_deg", "deg", "hip flexion excursion at matched depth", 1, "mean", CHANGE(hip_flex)),
    MATCHED("pelvis_excursion_deg", "deg", "anterior pelvic tilt excursion at matched depth", 1, "mean", CHANGE(pelvis_tilt)),
    MATCHED("knee_excursion_deg", "deg", "knee flexion excursion at matched depth", 1, "mean", CHANGE(knee_flex)),
    MATCHED("trunk_excursion_deg", "deg", "trunk inclination excursion at matched depth", 1, "mean", CHANGE(trunk_incl)),
    MATCHED("lumbar_fraction", "1", "lumbar share of lumbar plus hip motion at matched depth", 3, "mean",
            .each_phase = share, .signal = S(lumbar_flex), .by = {S(hip_flex)}, .k = 1, .share = true),
    MATCHED("lumbar_hip_ratio", "1", "lumbar to hip motion at matched depth", 3, "ratio_of_means", .once = ratio),
    MATCHED("hip_share", "1", "hip share of lumbar, hip and knee motion at matched depth", 3, "mean",
            .each_phase = share, .signal = S(hip_flex), .by = {S(lumbar_flex), S(knee_flex)}, .k = 2, .share = true),
    MATCHED("hip_knee_share", "1", "hip share of hip and knee motion at matched depth", 3, "mean",
            .each_phase = share, .signal = S(hip_flex), .by = {S(knee_flex)}, .k = 1, .share = true),
    MATCHED("trunk_thigh_knee_share", "1", "trunk-thigh share of trunk-thigh and knee motion at matched depth", 3, "mean",
            .each_phase = share, .signal = S(trunk_thigh), .by = {S(knee_flex)}, .k = 1, .share = true),
    MATCHED("hip_posterior_ll", "LL", "hip travel backward at matched depth", 3, "mean", CHANGE(hip_posterior)),
    MATCHED("hip_drop_ll", "LL", "hip travel downward at matched depth", 3, "mean", CHANGE(hip_drop)),
    MATCHED("hinge_index", "1", "backward share of hip travel at matched depth", 3, "mean", .once = path_index, .share = true),
    MATCHED("path_angle_deg", "deg", "hip path at matched depth: 0 back, 90 down", 1, "mean", .once = path_angle),
    MATCHED("knee_travel_ll", "LL", "knee travel forward at matched depth", 3, "mean", CHANGE(knee_travel)),
    MATCHED("shank_incl_deg", "deg", "shank inclination at matched depth, absolute", 1, "mean", ABSOLUTE(shank_incl)),
    MATCHED("chest_toe_ll", "LL", "shoulder in front of the toe at matched depth", 3, "mean", ABSOLUTE(chest_toe)),
    MATCHED("load_midfoot_fl", "FL", "load or hands in front of midfoot at matched depth", 3, "mean", ABSOLUTE(load_midfoot)),
    MATCHED("com_foot_pct", "percent", "centre of mass along the foot at matched depth, from the heel", 1, "mean", ABSOLUTE(com_foot), .by_model = true),
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_matched = {
    .id = "matched",
    .title = "At matched depth",
    .details = "At a depth that the person reached under each cue ([method "
               "8.2](method.md#82-cues)): `matched_driver_deg` is 0.9 times the smallest median "
               "depth. Changes are from the start of the descent, but shank, chest, load and "
               "centre of mass are absolute. With one cue alone the values are missing "
               "(`NO_REFERENCE_TRIAL`). A repetition that does not get to this depth has none "
               "(`BIN_NOT_REACHED`).",
    .metric = matched_metrics,
    .n = sizeof matched_metrics / sizeof *matched_metrics};

/* --- on the way down to it: the outcomes of cues that are more than a posture there --- */

/* Where the hips hardly travel, their share means nothing (method 6.8). */
static const double LEAST_TRAVEL_LL = 0.03, HALF_LEAN = 0.5;
/* Parts of the way and the least total flexion in them (method 7.1). */
static const double EARLY_PART[2] = {0, 0.30}, EARLY_LEAST_DEG = 10;
static const double LATE_PART[2] = {0.75, 1}, LATE_LEAST_DEG = 8;

/* Change of a signal between two frames of the descent, under the average of shares
 * (share.w). */
static struct hinge_value between(const struct hinge_rep_view *view, enum hinge_signal signal,
                                  double from, double to)
{
    const double *x = view->body->signal[signal];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    if (x == NULL)
        return hinge_value_refuse(view->body->reason[signal]);
    size_t n = (size_t)(f.to - f.from + 1);
    double *smooth = hinge_arena_raw(view->reps->scratch, n, sizeof *smooth);
    hinge_moving_average(x, (size_t)f.from, (size_t)f.to,
                         hinge_view_width(view, view->parameters->share_w), smooth);
    double a = hinge_value_at(smooth, n, from - (double)f.from);
    double b = hinge_value_at(smooth, n, to - (double)f.from);
    return isnan(b - a) ? hinge_value_refuse(HINGE_REASON_GAP_IN_PHASE) : hinge_value_of(b - a);
}

/* Lumbar share over a part of the way down. */
static struct hinge_value rounding(const struct hinge_rep_view *view, const double part[2],
                                   double least)
{
    struct hinge_value at = hinge_matched_frame(view);
    if (at.reason != HINGE_REASON_OK)
        return at;
    double from = depth_part(view, part[0], at.value);
    double to = depth_part(view, part[1], at.value);
    struct hinge_value lumbar = between(view, HINGE_SIGNAL_lumbar_flex, from, to);
    struct hinge_value total = between(view, HINGE_SIGNAL_total_flex, from, to);
    if (lumbar.reason != HINGE_REASON_OK || total.reason != HINGE_REASON_OK)
        return lumbar.reason != HINGE_REASON_OK ? lumbar : total;
    return hinge_ratio(lumbar.value, total.value, least, HINGE_REASON_ROM_SMALL);
}

static struct hinge_value rounding_early(const struct hinge_rep_view *view)
{
    return rounding(view, EARLY_PART, EARLY_LEAST_DEG);
}

static struct hinge_value rounding_late(const struct hinge_rep_view *view)
{
    return rounding(view, LATE_PART, LATE_LEAST_DEG);
}

static struct hinge_value half_lean(const struct hinge_rep_view *view)
{
    const double *lean = view->body->signal[HINGE_SIGNAL_trunk_incl];
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    struct hinge_value at = hinge_matched_frame(view);
    struct hinge_value end = hinge_depth_change(view, HINGE_SIGNAL_hip_posterior, at);
    if (end.reason != HINGE_REASON_OK)
        return end;
    if (lean == NULL)
        return hinge_value_refuse(view->body->reason[HINGE_SIGNAL_trunk_incl]);
    double start = lean[f.from];
    double change = hinge_value_at(lean, view->body->n, at.value) - start;
    at.value = hinge_first_passage(lean, (size_t)f.from, (size_t)f.to, start + HALF_LEAN * change,
                                   change > 0);
    if (isnan(at.value))
        return hinge_value_refuse(HINGE_REASON_BIN_NOT_REACHED);
    struct hinge_value then = hinge_depth_change(view, HINGE_SIGNAL_hip_posterior, at);
    return then.reason != HINGE_REASON_OK
               ? then
               : hinge_ratio(then.value, end.value, LEAST_TRAVEL_LL, HINGE_REASON_DEN_SMALL);
}

static struct hinge_value valgus(const struct hinge_rep_view *view)
{
    struct hinge_value gap = depth_signal(view, HINGE_SIGNAL_knee_gap, hinge_matched_frame(view));
    struct hinge_value standing = hinge_view_standing(view, HINGE_SIGNAL_knee_gap);
    if (gap.reason != HINGE_REASON_OK || standing.reason != HINGE_REASON_OK)
        return gap.reason != HINGE_REASON_OK ? gap : standing;
    return hinge_value_of(1 - gap.value / standing.value);
}

static struct hinge_value speed(const struct hinge_rep_view *view)
{
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    const double *driver = view->body->signal[HINGE_SIGNAL_driver];
    struct hinge_value at = hinge_matched_frame(view);
    double took_s = (at.value - (double)f.from) / view->body->rate_hz;
    if (at.reason != HINGE_REASON_OK)
        return at;
    if (!hinge_view_fast_enough(view))
        return hinge_value_refuse(HINGE_REASON_FS_TOO_LOW);
    if (!(took_s > 0))
        return hinge_value_refuse(HINGE_REASON_PHASE_TOO_SHORT);
    return hinge_value_of((hinge_value_at(driver, view->body->n, at.value) - driver[f.from]) /
                          took_s);
}

static struct hinge_value soft(const struct hinge_rep_view *view)
{
    return hinge_soft_knees(
        hinge_depth_change(view, HINGE_SIGNAL_knee_flex, hinge_matched_frame(view)));
}

static struct hinge_value stack(const struct hinge_rep_view *view)
{
    bool isb = view->body->signal[HINGE_SIGNAL_lumbar_isb] != NULL;
    struct hinge_value v =
        hinge_depth_largest(view, isb ? HINGE_SIGNAL_lumbar_isb : HINGE_SIGNAL_lumbar_flex, -1,
                            hinge_matched_frame(view));
    return view->body->tier != 'A' && v.reason == HINGE_REASON_OK
               ? hinge_value_refuse(HINGE_REASON_TIER_TOO_LOW)
               : v;
}

/* clang-format off */
static const struct hinge_metric way_metrics[] = {
    MATCHED("half_lean_travel", "1", "share of the hip travel done at half the trunk's lean, to matched depth", 3, "mean", .once = half_lean, .share = true),
    MATCHED("rounding_early", "1", "lumbar share over the first 30 % of the way to matched depth", 3, "mean", .once = rounding_early, .share = true),
    MATCHED("rounding_late", "1", "lumbar share over the last quarter of the way to matched depth", 3, "mean", .once = rounding_late, .share = true),
    MATCHED("knee_valgus", "1", "loss since standing of knee distance divided by ankle distance, at matched depth", 3, "mean", .once = valgus),
    MATCHED("mean_velocity_deg_s", "deg s-1", "mean speed of the driver down to matched depth", 1, "mean", .once = speed),
    MATCHED("soft_knees", "1", "1 where the knees bend by 10 to 30 deg at matched depth", 0, "mean", .once = soft),
    MATCHED("neck_flex_size_deg", "deg", "largest bending of the neck either way, to matched depth", 1, "mean", LARGEST(neck_flex, 0)),
    MATCHED("stack_loss", "deg", "largest arching of thorax on pelvis, to matched depth", 1, "mean", .once = stack),
    MATCHED("thoracic_rounding", "deg", "largest rounding of the upper back, to matched depth", 1, "mean", LARGEST(thoracic_curv, 1)),
    MATCHED("lumbar_overextension", "deg", "largest arching of the lower back, to matched depth", 1, "mean", LARGEST(lumbar_flex, -1)),
    MATCHED("chin_tuck", "deg", "largest flexion of the neck, to matched depth", 1, "mean", LARGEST(neck_flex, 1)),
    MATCHED("head_up", "deg", "largest extension of the neck, to matched depth", 1, "mean", LARGEST(neck_flex, -1)),
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_matched_way = {
    .id = "matched_way",
    .title = "On the way to matched depth",
    .details = "Outcomes of cues on the descent to `matched_driver_deg`: what the faults measure, "
               "without threshold or condition. Outcomes of the ascent, the setup and EMG have no "
               "value at matched depth.",
    .metric = way_metrics,
    .n = sizeof way_metrics / sizeof *way_metrics};

/* --- the depth at which the lower back has bent by the limit (method 6.14) --- */

/* Frame of the descent where lumbar flexion from standing first passes `limit_deg`, under the
 * average of any crossing; NOT_REACHED where the back stays below it. */
static struct hinge_value find_limit(const struct hinge_rep_view *view, double limit_deg)
{
    const enum hinge_signal lumbar = HINGE_SIGNAL_lumbar_flex;
    struct hinge_frames f = hinge_view_phase(view, HINGE_PHASE_DESCENT);
    struct hinge_value zero = hinge_view_standing(view, lumbar);
    if (view->body->signal[lumbar] == NULL)
        return hinge_value_refuse(view->body->reason[lumbar]);
    if (f.reason != HINGE_REASON_OK || zero.reason != HINGE_REASON_OK)
        return f.reason != HINGE_REASON_OK ? hinge_value_refuse(f.reason) : zero;
    enum hinge_reason gaps = hinge_view_gaps(view, lumbar, f);
    if (gaps != HINGE_REASON_OK)
        return hinge_value_refuse(gaps);
    const double *smooth = hinge_view_averaged(view, view->body->signal[lumbar], f);
    double at = passage(smooth, f, zero.value + limit_deg, true);
    return isnan(at) ? hinge_value_refuse(HINGE_REASON_NOT_REACHED) : hinge_value_of(at);
}

/* The limit of a row: k degrees, else limit.lumbar_deg, whose frame is kept. */
static struct hinge_value limit_of(const struct hinge_rep_view *view,
                                   const struct hinge_metric *row)
{
    static const char owner;
    bool made;
    if (row->k > 0)
        return find_limit(view, row->k);
    struct hinge_value *frame = hinge_view_kept(view, &owner, sizeof *frame, &made);
    if (made)
        *frame = find_limit(view, view->parameters->limit_lumbar_deg);
    return *frame;
}

/* A signal's change from standing there. */
static struct hinge_value at_limit(const struct hinge_rep_view *view,
                                   const struct hinge_metric *row, enum hinge_phase phase)
{
    struct hinge_value now = depth_signal(view, row->signal, limit_of(view, row));
    struct hinge_value zero = hinge_view_standing(view, row->signal);
    (void)phase;
    if (now.reason != HINGE_REASON_OK || zero.reason != HINGE_REASON_OK)
        return now.reason != HINGE_REASON_OK ? now : zero;
    return hinge_value_of(now.value - zero.value);
}

static struct hinge_value of_max_at_limit(const struct hinge_rep_view *view,
                                          const struct hinge_metric *row, enum hinge_phase phase)
{
    return hinge_percent_of_max(view, at_limit(view, row, phase), row->signal);
}

static struct hinge_value height_at_limit(const struct hinge_rep_view *view,
                                          const struct hinge_metric *row, enum hinge_phase phase)
{
    (void)phase;
    return depth_signal(view, row->signal, limit_of(view, row));
}

static struct hinge_value reached(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                  enum hinge_phase phase)
{
    struct hinge_value at = limit_of(view, row);
    (void)phase;
    if (at.reason == HINGE_REASON_NOT_REACHED)
        return hinge_value_of(0);
    return at.reason == HINGE_REASON_OK ? hinge_value_of(1) : at;
}

#define AT_LIMIT(of) .each_phase = at_limit, .signal = S(of)

/* clang-format off */
#define LIMIT(id, unit, title, digits, ...)                                                        \
    {"back_limit_" id, unit, title, "definition", digits, HINGE_IN_REP, "mean", __VA_ARGS__}
static const struct hinge_metric limit_metrics[] = {
    LIMIT("reached", "1", "1 where lumbar flexion passes the limit on the descent", 0, .each_phase = reached),
    LIMIT("depth_deg", "deg", "lumbar plus hip flexion where lumbar flexion passes the limit", 1, AT_LIMIT(total_flex)),
    LIMIT("hip_deg", "deg", "hip flexion where lumbar flexion passes the limit", 1, AT_LIMIT(hip_flex)),
    LIMIT("trunk_deg", "deg", "trunk inclination where lumbar flexion passes the limit", 1, AT_LIMIT(trunk_incl)),
    LIMIT("hip_of_max_pct", "percent", "hip flexion where lumbar flexion passes the limit, in % of the largest", 1,
          .each_phase = of_max_at_limit, .signal = S(hip_flex)),
    LIMIT("hand_height_m", "m", "height of the load, else the hands, where lumbar flexion passes the limit", 2,
          .each_phase = height_at_limit, .signal = S(load_height)),
    LIMIT("5_depth_deg", "deg", "lumbar plus hip flexion at 5 deg of lumbar flexion", 1, AT_LIMIT(total_flex), .k = 5),
    LIMIT("20_depth_deg", "deg", "lumbar plus hip flexion at 20 deg of lumbar flexion", 1, AT_LIMIT(total_flex), .k = 20),
};
/* clang-format on */

const struct hinge_metric_family hinge_metric_family_back_limit = {
    .id = "back_limit",
    .title = "Depth before the lower back bends",
    .details =
        "Where lumbar flexion from standing first passes `limit.lumbar_deg` on the descent "
        "([method 6.14](method.md#614-depth-before-the-lower-back-bends)). Angles are changes from "
        "standing there, averaged around that moment (`peak.w_A`, `peak.w_BC`). A back that stays "
        "below the limit has `back_limit_reached` 0, and its other values are missing "
        "(`NOT_REACHED`). The table `limits` counts such a repetition as censored at its "
        "`total_excursion_deg`. Heights are above the zero of the recording's vertical axis.",
    .metric = limit_metrics,
    .n = sizeof limit_metrics / sizeof *limit_metrics};
