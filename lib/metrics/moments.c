/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Net external moments of weight about knee, hip and L5/S1 (method 6.15), and where plates are the
 * same from below. In: the body's moments by its weight, in source lengths. Out: the family
 * moments. */
#include "base/parameters.h"
#include "metrics/metric.h"

#include "signal/signal.h"

static struct hinge_value metres(const struct hinge_rep_view *view)
{
    double m = hinge_view_metre(view);
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

/* Share of the body's mass above a joint, with what is carried in most of the frames. */
static double mass_above(const struct hinge_rep_view *view, int joint, struct hinge_frames f)
{
    const struct hinge_body *body = view->body;
    const double load = body->load_share > 0 ? body->load_share : 0;
    const bool carries = body->carried == NULL || hinge_view_median(view, body->carried, f) > 0.5;
    return body->moment[joint].mass_share - (carries ? 0 : load);
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

enum { PLATES_TOO = 100 }; /* k of rows from plates: it plus a joint */

static struct hinge_value bottom(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                 enum hinge_phase phase)
{
    const bool plates = row->k >= PLATES_TOO;
    (void)phase;
    return per_kg(view, at_bottom(view, row->k - (plates ? PLATES_TOO : 0), plates));
}

/* About the hips, the body model's minus that of the force up: a pull from outside is no error of
 * the model. */
static struct hinge_value minus_plates(const struct hinge_rep_view *view)
{
    const struct hinge_moment *m = &view->body->moment[HINGE_MOMENT_HIP];
    const struct hinge_floor *floor = &view->body->floor;
    struct hinge_value hip = at_bottom(view, HINGE_MOMENT_HIP, false),
                       plates = at_bottom(view, HINGE_MOMENT_HIP, true);
    if (hip.reason != HINGE_REASON_OK || plates.reason != HINGE_REASON_OK || m->plates == NULL)
        return plates.reason != HINGE_REASON_OK ? plates : hip;
    const struct hinge_frames f = hinge_view_bottom_frames(view);
    struct hinge_arena_mark mark = hinge_arena_mark(view->reps->scratch);
    const size_t n = (size_t)(f.to - f.from + 1);
    double *up = hinge_arena_raw(view->reps->scratch, n, sizeof *up);
    for (size_t k = 0, i = (size_t)f.from; k < n; k++, i++)
        up[k] = floor->up_place[i] - m->joint[i] * floor->up[i] - m->lower[i];
    hip.value -= hinge_median(up, n, view->reps->scratch);
    hinge_arena_reset(view->reps->scratch, mark);
    return per_kg(view, hip);
}

/* Largest differences of the body model from the plates: of the foot in standing, and of the moment
 * about the hips at the bottom, in N m/kg and by the plates'. */
static const double FOOT_PCT = 5, HIP_NM_KG = 0.1, HIP_SHARE = 0.05;

bool hinge_model_stands_off(const struct hinge_rep_view *view)
{
    const struct hinge_value foot = hinge_com_minus_cop(view);
    return view->body->floor.up != NULL && foot.reason == HINGE_REASON_OK &&
           fabs(foot.value) > FOOT_PCT;
}

bool hinge_model_differs(const struct hinge_rep_view *view)
{
    static const char owner;
    bool made;
    if (view->body->floor.up == NULL)
        return false;
    bool *differs = hinge_view_kept(view, &owner, sizeof *differs, &made);
    if (!made)
        return *differs;
    const struct hinge_value more = minus_plates(view),
                             hip = per_kg(view, at_bottom(view, HINGE_MOMENT_HIP, false));
    return *differs = hinge_model_stands_off(view) ||
                      (more.reason == HINGE_REASON_OK && fabs(more.value) > HIP_NM_KG &&
                       fabs(more.value) > HIP_SHARE * fabs(hip.value - more.value));
}

/* The largest of the whole repetition, accelerations counted. */
static struct hinge_value largest(const struct hinge_rep_view *view, const struct hinge_metric *row,
                                  enum hinge_phase phase)
{
    const bool plates = row->k >= PLATES_TOO;
    const int joint = row->k - (plates ? PLATES_TOO : 0);
    const struct hinge_moment *m = &view->body->moment[joint];
    (void)phase;
    if ((plates ? m->plates : m->above) == NULL)
        return hinge_value_refuse(!view->body->has_positions ? HINGE_REASON_NO_POSITIONS
                                  : plates                   ? m->plates_reason
                                                             : m->reason);
    if (legs_carry(view, joint) != HINGE_REASON_OK)
        return hinge_value_refuse(legs_carry(view, joint));
    const struct hinge_dynamics *d = hinge_dynamics(view);
    return plates ? d->peak_plates[joint] : d->peak[joint];
}

/* How far the centre of what is above is from the joint, on the side that flexes it. */
static struct hinge_value arm(const struct hinge_rep_view *view, const struct hinge_metric *row,
                              enum hinge_phase phase)
{
    struct hinge_value lengths = at_bottom(view, row->k, false), m = metres(view);
    (void)phase;
    if (lengths.reason != HINGE_REASON_OK || m.reason != HINGE_REASON_OK)
        return lengths.reason != HINGE_REASON_OK ? lengths : m;
    return hinge_value_of(100 * m.value * lengths.value /
                          mass_above(view, row->k, hinge_view_bottom_frames(view)));
}

/* Below this, in leg lengths by the weight of the body (about 0.1 N m/kg), a moment is nothing to
 * divide by. */
static const double LEAST_LL = 0.01;

/* Of what both must hold, the hips': knees that are extended by the weight hold nothing. */
static struct hinge_value share_of(const struct hinge_rep_view *view, struct hinge_value hip,
                                   struct hinge_value knee)
{
    if (hip.reason != HINGE_REASON_OK || knee.reason != HINGE_REASON_OK)
        return hip.reason != HINGE_REASON_OK ? hip : knee;
    return hip.value > 0 ? hinge_ratio(hip.value, hip.value + fmax(knee.value, 0),
                                       LEAST_LL * view->reps->leg_length, HINGE_REASON_DEN_SMALL)
                         : hinge_value_refuse(HINGE_REASON_DEN_SMALL);
}

static struct hinge_value hip_of_both(const struct hinge_rep_view *view)
{
    return share_of(view, at_bottom(view, HINGE_MOMENT_HIP, false),
                    at_bottom(view, HINGE_MOMENT_KNEE, false));
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

/* --- at the same reach: hands at own knee height on the way down --- */

static const double AROUND_S = 0.1;
enum { SHARE = -2, ANGLE = -1, LEVER = 100 }; /* k of such rows; LEVER plus a joint */

/* A moment, a lever, a share or an angle where the hands, else the load, first pass the height of
 * the knees in standing, or reach.height above the ground: the median of the frames around. */
static struct hinge_value at_reach(const struct hinge_rep_view *view,
                                   const struct hinge_metric *row, enum hinge_phase phase)
{
    const struct hinge_body *body = view->body;
    const struct hinge_standing *zero = &view->reps->standing;
    const double *knee = body->chain[HINGE_CHAIN_KNEE][1],
                 *hand = body->chain[HINGE_CHAIN_WRIST][1];
    struct hinge_frames f = hinge_view_phase(view, phase);
    const long around = lround(AROUND_S * body->rate_hz);
    if (hand == NULL)
        hand = body->chain[HINGE_CHAIN_LOAD][1];
    if (!body->has_positions || knee == NULL || hand == NULL)
        f.reason = body->has_positions ? HINGE_REASON_NO_HANDS : HINGE_REASON_NO_POSITIONS;
    if (f.reason == HINGE_REASON_OK && view->task->fast)
        f.reason = HINGE_REASON_ACCELERATES;
    if (f.reason != HINGE_REASON_OK)
        return hinge_value_refuse(f.reason);
    struct hinge_frames still = hinge_view_clip(view, f.from - around, f.from + around);
    if (zero->found && zero->to > zero->from)
        still = hinge_view_clip(view, (long)zero->from, (long)zero->to);
    double height = hinge_view_median(view, knee, still);
    if (view->parameters->reach_height > 0) {
        const struct hinge_value m = metres(view);
        if (m.reason != HINGE_REASON_OK || body->ankle_y == NULL)
            return hinge_value_refuse(
                m.reason != HINGE_REASON_OK ? m.reason : HINGE_REASON_INSUFFICIENT_LANDMARKS);
        height =
            hinge_view_median(view, body->ankle_y, still) +
            (view->parameters->reach_height / 100 - HINGE_ANKLE_OF_LEG * hinge_view_leg_m(view)) /
                m.value;
    }
    const double at = hinge_first_passage(hand, (size_t)f.from, (size_t)f.to, height, false);
    if (isnan(at))
        return hinge_value_refuse(HINGE_REASON_BIN_NOT_REACHED);
    f = hinge_view_clip(view, lround(at) - around, lround(at) + around);
    if (row->k == ANGLE) {
        const double *x = body->signal[row->signal];
        struct hinge_value standing = hinge_view_standing(view, row->signal);
        return x == NULL ? hinge_value_refuse(body->reason[row->signal])
               : standing.reason != HINGE_REASON_OK
                   ? standing
                   : hinge_value_of(hinge_view_median(view, x, f) - standing.value);
    }
    if (row->k == SHARE)
        return share_of(view, of_frames(view, HINGE_MOMENT_HIP, false, f),
                        of_frames(view, HINGE_MOMENT_KNEE, false, f));
    const bool lever = row->k >= LEVER;
    const int joint = row->k - (lever ? LEVER : 0);
    struct hinge_value of = per_kg(view, of_frames(view, joint, false, f));
    if (lever && of.reason == HINGE_REASON_OK)
        of.value *= 100 / HINGE_STANDARD_GRAVITY / mass_above(view, joint, f);
    return of;
}

/* A moment at matched depth, where hands are not seen or do not reach. */
static struct hinge_value at_matched(const struct hinge_rep_view *view,
                                     const struct hinge_metric *row, enum hinge_phase phase)
{
    const struct hinge_value at = hinge_matched_frame(view);
    const long around = lround(AROUND_S * view->body->rate_hz);
    (void)phase;
    if (view->task->fast)
        return hinge_value_refuse(HINGE_REASON_ACCELERATES);
    if (at.reason != HINGE_REASON_OK)
        return at;
    return per_kg(view, of_frames(view, row->k, false,
                                  hinge_view_clip(view, lround(at.value) - around,
                                                  lround(at.value) + around)));
}

/* --- when the load is in the hands --- */

/* Lift-off (k 0) or set-down (1), after the ascent begins. */
static struct hinge_value load_time(const struct hinge_rep_view *view,
                                    const struct hinge_metric *row, enum hinge_phase phase)
{
    const struct hinge_rep *rep = view->rep;
    const double at = row->k == 0 ? rep->liftoff_s : rep->setdown_s;
    (void)phase;
    if (view->reps->load_source == NULL || *view->reps->load_source == '\0')
        return hinge_value_refuse(HINGE_REASON_NOT_APPLICABLE_VARIANT);
    if (isnan(at))
        return hinge_value_refuse(rep->load_reason != HINGE_REASON_OK ? rep->load_reason
                                                                      : HINGE_REASON_NOT_REACHED);
    return rep->bounds.asc_start == HINGE_NO_INDEX
               ? hinge_value_refuse(HINGE_REASON_PHASE_MISSING)
               : hinge_value_of(at - view->body->start_s -
                                (double)rep->bounds.asc_start / view->body->rate_hz);
}

static const double AFTER_S = 0.2;

static struct hinge_value at_liftoff(const struct hinge_rep_view *view,
                                     const struct hinge_metric *row, enum hinge_phase phase)
{
    const struct hinge_body *body = view->body;
    const struct hinge_value up = load_time(view, &(struct hinge_metric){.k = 0}, phase);
    if (up.reason != HINGE_REASON_OK)
        return up;
    const double from = ceil((view->rep->liftoff_s - body->start_s) * body->rate_hz);
    return per_kg(view, of_frames(view, row->k, false,
                                  hinge_view_clip(view, (long)from,
                                                  (long)from + lround(AFTER_S * body->rate_hz))));
}

enum { CARRIED_SHARE, CARRIED_LUMBAR };

/* The share of a phase in which it is; or peak lumbar flexion (as faults/rows.c) of the frames in
 * which it is. */
static struct hinge_value while_carried(const struct hinge_rep_view *view,
                                        const struct hinge_metric *row, enum hinge_phase phase)
{
    const enum hinge_signal lumbar = HINGE_SIGNAL_lumbar_flex;
    const struct hinge_body *body = view->body;
    const struct hinge_frames all = hinge_view_phase(view, phase);
    if (row->k == CARRIED_LUMBAR && body->signal[lumbar] == NULL)
        return hinge_value_refuse(body->reason[lumbar]);
    if (view->reps->load_source == NULL || *view->reps->load_source == '\0')
        return hinge_value_refuse(HINGE_REASON_NOT_APPLICABLE_VARIANT);
    if (row->k == CARRIED_SHARE)
        return all.reason != HINGE_REASON_OK ? hinge_value_refuse(all.reason)
               : body->carried == NULL
                   ? hinge_value_of(1)
                   : hinge_value_of(
                         hinge_mean(body->carried + all.from, (size_t)(all.to - all.from + 1)));
    const struct hinge_value zero = hinge_view_standing(view, lumbar);
    struct hinge_frames piece[HINGE_FRAMES_MAX];
    enum hinge_reason reason;
    double most = (double)NAN;
    if (zero.reason != HINGE_REASON_OK)
        return zero;
    const int n =
        hinge_view_window(view, &(struct hinge_window){HINGE_WINDOW_REP, 0, 1}, piece, &reason);
    if (n == 0)
        return hinge_value_refuse(reason);
    for (int k = 0; k < n; k++) {
        reason = hinge_view_gaps(view, lumbar, piece[k]);
        if (reason != HINGE_REASON_OK)
            return hinge_value_refuse(reason);
        const double *smooth = hinge_view_averaged(view, body->signal[lumbar], piece[k]);
        for (long i = piece[k].from; i <= piece[k].to; i++)
            if (body->carried == NULL || body->carried[i] > 0)
                most = fmax(most, smooth[i - piece[k].from] - zero.value);
    }
    return isnan(most) ? hinge_value_refuse(HINGE_REASON_NO_LOAD) : hinge_value_of(most);
}

#define REP HINGE_IN_REP
#define WINTER "Winter 2009"
#define DUMAS "Dumas 2018"

/* clang-format off */
#define BOTTOM(joint) REP, "mean", .by_model = true, .margin = HINGE_MARGIN_##joint, .each_phase = bottom, .k = HINGE_MOMENT_##joint
#define LARGEST(joint) REP, "mean", .by_model = true, .each_phase = largest, .k = HINGE_MOMENT_##joint
#define LARGEST_PLATES(joint) REP, "mean", .each_phase = largest, .k = PLATES_TOO + HINGE_MOMENT_##joint
#define ARM(joint) REP, "mean", .by_model = true, .each_phase = arm, .k = HINGE_MOMENT_##joint
#define PLATES(joint) REP, "mean", .each_phase = bottom, .k = PLATES_TOO + HINGE_MOMENT_##joint
#define DOWN HINGE_IN_DESCENT, "mean"
#define REACH(joint) DOWN, .by_model = true, .each_phase = at_reach, .k = HINGE_MOMENT_##joint
#define REACH_ARM(joint) DOWN, .by_model = true, .each_phase = at_reach, .k = LEVER + HINGE_MOMENT_##joint
#define REACH_ANGLE(angle) DOWN, .each_phase = at_reach, .k = ANGLE, .signal = HINGE_SIGNAL_##angle
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
    {"moment_hip_share", "1", "hip moment divided by hip and knee moment, at the bottom; a knee moment below 0 counts as 0", WINTER, 3, REP, "mean", .once = hip_of_both, .share = true, .by_model = true},
    {"moment_hip_l5s1_ratio", "1", "hip moment divided by L5/S1 moment at the bottom", DUMAS, 3, REP, "mean", .once = hip_to_back, .by_model = true,
     .heading = "Hip moment ÷ lower back moment", .in_text = "hip moment ÷ lower back moment"},
    {"load_liftoff_s", "s", "the load leaves its rest after the ascent begins", "definition", 2, REP, "mean", .each_phase = load_time, .k = 0},
    {"load_setdown_s", "s", "the load is back at rest after the ascent begins", "definition", 2, REP, "mean", .each_phase = load_time, .k = 1},
    {"load_carried", "1", "share of the phase with the load in the hands", "definition", 2,
     HINGE_IN_DESCENT | HINGE_IN_HOLD | HINGE_IN_ASCENT | REP, "mean", .each_phase = while_carried, .k = CARRIED_SHARE, .share = true},
    {"lumbar_carried_deg", "deg", "peak lumbar flexion with the load in the hands", "definition", 1, REP, "mean", .each_phase = while_carried, .k = CARRIED_LUMBAR},
    {"moment_knee_liftoff_nm_kg", "N m kg-1", "moment about the knees after lift-off", WINTER, 2, REP, "mean", .by_model = true, .each_phase = at_liftoff, .k = HINGE_MOMENT_KNEE},
    {"moment_hip_liftoff_nm_kg", "N m kg-1", "moment about the hips after lift-off", WINTER, 2, REP, "mean", .by_model = true, .each_phase = at_liftoff, .k = HINGE_MOMENT_HIP},
    {"moment_l5s1_liftoff_nm_kg", "N m kg-1", "moment about L5/S1 after lift-off", DUMAS, 2, REP, "mean", .by_model = true, .each_phase = at_liftoff, .k = HINGE_MOMENT_L5S1},
    {"moment_ankle_plates_nm_kg", "N m kg-1", "ankle moment at the bottom, from plates: positive if the calf must hold", WINTER, 2, PLATES(ANKLE)},
    {"moment_knee_plates_nm_kg", "N m kg-1", "knee moment at the bottom, from plates", WINTER, 2, PLATES(KNEE)},
    {"moment_hip_plates_nm_kg", "N m kg-1", "hip moment at the bottom, from plates", WINTER, 2, PLATES(HIP)},
    {"moment_l5s1_plates_nm_kg", "N m kg-1", "L5/S1 moment at the bottom, from plates", DUMAS, 2, PLATES(L5S1)},
    {"moment_ankle_peak_plates_nm_kg", "N m kg-1", "peak moment about the ankles from plates, accelerations counted", WINTER, 2, LARGEST_PLATES(ANKLE)},
    {"moment_knee_peak_plates_nm_kg", "N m kg-1", "peak moment about the knees from plates, accelerations counted", WINTER, 2, LARGEST_PLATES(KNEE)},
    {"moment_hip_peak_plates_nm_kg", "N m kg-1", "peak moment about the hips from plates, accelerations counted", WINTER, 2, LARGEST_PLATES(HIP)},
    {"moment_l5s1_peak_plates_nm_kg", "N m kg-1", "peak moment about L5/S1 from plates, accelerations counted", DUMAS, 2, LARGEST_PLATES(L5S1)},
    {"moment_hip_minus_plates_nm_kg", "N m kg-1", "hip moment at the bottom minus that of the plates' vertical force", WINTER, 2, REP, "mean", .once = minus_plates},
    {"reach_moment_knee_nm_kg", "N m kg-1", "moment about the knees, hands at own knee height", WINTER, 2, REACH(KNEE)},
    {"reach_moment_hip_nm_kg", "N m kg-1", "moment about the hips, hands at own knee height", WINTER, 2, REACH(HIP)},
    {"reach_moment_l5s1_nm_kg", "N m kg-1", "moment about L5/S1, hands at own knee height", DUMAS, 2, REACH(L5S1)},
    {"reach_hip_share", "1", "hip moment divided by hip and knee moment, hands at own knee height", WINTER, 3, DOWN, .each_phase = at_reach, .k = SHARE, .share = true, .by_model = true},
    {"reach_lever_knee_cm", "cm", "lever arm of the knee moment, hands at own knee height", WINTER, 1, REACH_ARM(KNEE)},
    {"reach_lever_hip_cm", "cm", "lever arm of the hip moment, hands at own knee height", WINTER, 1, REACH_ARM(HIP)},
    {"reach_lever_l5s1_cm", "cm", "lever arm of the L5/S1 moment, hands at own knee height", DUMAS, 1, REACH_ARM(L5S1)},
    {"reach_lumbar_deg", "deg", "lumbar flexion, hands at own knee height", "definition", 1, REACH_ANGLE(lumbar_flex)},
    {"reach_hip_deg", "deg", "hip flexion, hands at own knee height", "definition", 1, REACH_ANGLE(hip_flex)},
    {"reach_knee_deg", "deg", "knee flexion, hands at own knee height", "definition", 1, REACH_ANGLE(knee_flex)},
    {"matched_moment_knee_nm_kg", "N m kg-1", "moment about the knees at matched depth", WINTER, 2, DOWN, .by_model = true, .each_phase = at_matched, .k = HINGE_MOMENT_KNEE},
    {"matched_moment_hip_nm_kg", "N m kg-1", "moment about the hips at matched depth", WINTER, 2, DOWN, .by_model = true, .each_phase = at_matched, .k = HINGE_MOMENT_HIP},
    {"matched_moment_l5s1_nm_kg", "N m kg-1", "moment about L5/S1 at matched depth", DUMAS, 2, DOWN, .by_model = true, .each_phase = at_matched, .k = HINGE_MOMENT_L5S1},
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
        "nothing. `reach_*` compares people at the same reach. That is where the hands, else the "
        "load, first pass the height of the own knees in standing (or `reach.height`), as the "
        "median "
        "of 0.2 s. `matched_moment_*` are those at [matched depth](#at-matched-depth), for hands "
        "that "
        "are not seen or do not reach. The load counts [while it is "
        "carried](loads.md#when-the-load-is-in-the-hands). Two plates give the "
        "moments from their force and pressure and the "
        "weight of the legs, peaks also from how these accelerate ([plates](plates.md#formulas)). "
        "Arms and load need not be known.",
    .metric = metrics,
    .n = sizeof metrics / sizeof *metrics};
