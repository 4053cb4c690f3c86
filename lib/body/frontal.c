/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What both sides together tell (method 4, 7.2), and a movement filmed from the front beside
 * its side view (method 2.3). */
#include "base/parameters.h"
#include "body/steps.h"

#include <hinge/warnings.h>

/* --- What both sides together tell (method 4, 7.2): level and turn of the pelvis, shift and lean,
 * stance, feet, and the difference of the hips. In: tracks in the person's own axes (x anterior, y
 * up, z right); out: signals of the body, or NO_FRONTAL. --- */

static const enum hinge_signal frontal[] = {
    HINGE_SIGNAL_pelvic_obliquity, HINGE_SIGNAL_pelvic_yaw, HINGE_SIGNAL_lateral_shift,
    HINGE_SIGNAL_lateral_lean,     HINGE_SIGNAL_knee_gap,   HINGE_SIGNAL_stance_gap,
    HINGE_SIGNAL_foot_yaw_l,       HINGE_SIGNAL_foot_yaw_r, HINGE_SIGNAL_hip_asymmetry};

static double degrees(double radians)
{
    return radians * (180 / M_PI);
}

/* Right minus left of a pair, and their middle, along axis a. */
static double across(const struct hinge_tracks *t, int left, int a, size_t i)
{
    return t->point[left + 1].axis[a][i] - t->point[left].axis[a][i];
}

static void obliquity(const struct hinge_tracks *t, int hip, double *out)
{
    for (size_t i = 0; i < t->n; i++)
        out[i] = degrees(
            atan2(across(t, hip, 1, i), hinge_length(across(t, hip, 0, i), across(t, hip, 2, i))));
}

static void yaw(const struct hinge_tracks *t, int hip, double *out)
{
    for (size_t i = 0; i < t->n; i++)
        out[i] = degrees(atan2(across(t, hip, 0, i), across(t, hip, 2, i)));
}

static void shift(const struct hinge_tracks *t, int hip, double *out)
{
    for (size_t i = 0; i < t->n; i++)
        out[i] = hinge_tracks_middle(t, hip, 2, i) -
                 hinge_tracks_middle(t, HINGE_LANDMARK_ankle_l, 2, i);
}

static void lean(const struct hinge_tracks *t, int hip, double *out)
{
    for (size_t i = 0; i < t->n; i++) {
        double d[3];
        for (int a = 0; a < 3; a++)
            d[a] = hinge_tracks_middle(t, HINGE_LANDMARK_shoulder_l, a, i) -
                   hinge_tracks_middle(t, hip, a, i);
        out[i] = degrees(atan2(d[2], hinge_length(d[0], d[1])));
    }
}

/* One row a signal: the pairs it needs beside the pelvis' (-1: no more), or without a function the
 * pairs whose distances it divides. */
static const struct {
    enum hinge_signal signal;
    int needs[2];
    void (*fill)(const struct hinge_tracks *t, int hip, double *out);
} rows[] = {
    {HINGE_SIGNAL_pelvic_obliquity, {-1, -1}, obliquity},
    {HINGE_SIGNAL_pelvic_yaw, {-1, -1}, yaw},
    {HINGE_SIGNAL_lateral_shift, {HINGE_LANDMARK_ankle_l, -1}, shift},
    {HINGE_SIGNAL_lateral_lean, {HINGE_LANDMARK_shoulder_l, -1}, lean},
    {HINGE_SIGNAL_knee_gap, {HINGE_LANDMARK_knee_l, HINGE_LANDMARK_ankle_l}, NULL},
    {HINGE_SIGNAL_stance_gap, {HINGE_LANDMARK_ankle_l, HINGE_LANDMARK_shoulder_l}, NULL},
};

static double side_pitch(const struct hinge_tracks *t, int low, int high, size_t i)
{
    const struct hinge_track *a = &t->point[low], *b = &t->point[high];
    return hinge_pitch_deg(b->axis[0][i] - a->axis[0][i], b->axis[1][i] - a->axis[1][i]);
}

void hinge_frontal_build(struct hinge_tracks *tracks, struct hinge_body *body)
{
    for (size_t k = 0; k < sizeof frontal / sizeof *frontal; k++)
        body->reason[frontal[k]] = HINGE_REASON_NO_FRONTAL;
    if (!body->has_frontal)
        return;
    /* left landmark of the pair that stands for the pelvis; NONE when there is none */
    int hip = hinge_tracks_pair_seen(tracks, HINGE_LANDMARK_hjc_l)    ? HINGE_LANDMARK_hjc_l
              : hinge_tracks_pair_seen(tracks, HINGE_LANDMARK_asis_l) ? HINGE_LANDMARK_asis_l
                                                                      : HINGE_LANDMARK_NONE;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        bool there = rows[k].fill == NULL || hip != HINGE_LANDMARK_NONE;
        for (int p = 0; p < 2; p++)
            there =
                there && (rows[k].needs[p] < 0 || hinge_tracks_pair_seen(tracks, rows[k].needs[p]));
        if (!there)
            continue;
        double *out = hinge_tracks_signal(tracks, body, rows[k].signal);
        if (rows[k].fill != NULL)
            rows[k].fill(tracks, hip, out);
        for (size_t i = 0; rows[k].fill == NULL && i < tracks->n; i++)
            out[i] =
                across(tracks, rows[k].needs[0], 2, i) / across(tracks, rows[k].needs[1], 2, i);
        if (hinge_signal_unit(rows[k].signal)[0] == 'd')
            hinge_unwrap_deg(out, tracks->n);
    }
    if (tracks->dim == 3) {
        for (int side = 0; side < 2; side++) {
            enum hinge_signal signal = (enum hinge_signal)(HINGE_SIGNAL_foot_yaw_l + side);
            const struct hinge_track *toe = &tracks->point[HINGE_LANDMARK_toe_l + side];
            const struct hinge_track *heel = &tracks->point[HINGE_LANDMARK_heel_l + side];
            body->reason[signal] = HINGE_REASON_NO_FOOT;
            if (!hinge_tracks_seen(tracks, HINGE_LANDMARK_toe_l + side) ||
                !hinge_tracks_seen(tracks, HINGE_LANDMARK_heel_l + side))
                continue;
            double *out = hinge_tracks_signal(tracks, body, signal);
            for (size_t i = 0; i < tracks->n; i++) {
                /* heading of a foot that is level enough to have one, never beyond half a turn: a
                 * foot on its toes points down, and its heading is noise */
                static const double LEVEL_DEG = 30;
                double dx = toe->axis[0][i] - heel->axis[0][i];
                double dy = toe->axis[1][i] - heel->axis[1][i];
                double dz = toe->axis[2][i] - heel->axis[2][i];
                double slope = tan(LEVEL_DEG * (M_PI / 180));
                int steep = hinge_clearly(dy * dy, slope * slope * (dx * dx + dz * dz));
                if (steep == 0) {
                    double level = hinge_length(dx, dz);
                    steep = level > 0 && fabs(degrees(atan2(dy, level))) <= LEVEL_DEG ? -1 : 1;
                }
                out[i] = steep < 0 ? degrees(atan2(-dz, dx)) : (double)NAN;
            }
        }
        /* the pelvis is common to both hips, so their difference is that of the thighs (which the
         * gait check has); without a pelvis each side has its own trunk */
        bool trunk = body->signal[HINGE_SIGNAL_hip_flex] == NULL;
        if (hinge_tracks_pair_seen(tracks, HINGE_LANDMARK_hjc_l) &&
            hinge_tracks_pair_seen(tracks, HINGE_LANDMARK_knee_l) &&
            (!trunk || hinge_tracks_pair_seen(tracks, HINGE_LANDMARK_shoulder_l))) {
            double *out = hinge_tracks_signal(tracks, body, HINGE_SIGNAL_hip_asymmetry);
            for (size_t i = 0; i < tracks->n; i++) {
                double angle[2];
                for (int s = 0; s < 2; s++)
                    angle[s] =
                        (trunk ? side_pitch(tracks, HINGE_LANDMARK_hjc_l + s,
                                            HINGE_LANDMARK_shoulder_l + s, i)
                               : 0) -
                        (body->thigh_side[s] != NULL ? body->thigh_side[s][i]
                                                     : side_pitch(tracks, HINGE_LANDMARK_knee_l + s,
                                                                  HINGE_LANDMARK_hjc_l + s, i));
                out[i] = angle[0] - angle[1];
            }
            hinge_unwrap_deg(out, tracks->n);
        }
    }
    /* labels of the sides that may be exchanged say nothing about sides */
    for (size_t k = 0; k < sizeof frontal / sizeof *frontal; k++) {
        if ((tracks->warnings & HINGE_WARN(FACING_AMBIGUOUS)) == 0)
            continue;
        body->signal[frontal[k]] = NULL;
        body->reason[frontal[k]] = HINGE_REASON_FACING_AMBIGUOUS;
    }
}

/* --- A movement filmed from the front beside its side view (method 2.3). In: the front view's
 * recording; out: signals of both sides on the side view's clock. --- */

static const enum hinge_signal signals[] = {HINGE_SIGNAL_pelvic_obliquity,
                                            HINGE_SIGNAL_lateral_shift, HINGE_SIGNAL_lateral_lean,
                                            HINGE_SIGNAL_knee_gap, HINGE_SIGNAL_stance_gap};
enum { SIGNALS = sizeof signals / sizeof *signals };
/* A leg or trunk that leans towards the camera looks short: its length is what it is
 * nearly at its longest. */
static const double LONG = 0.95;

/* Length of a chain of pairs at its longest, NaN where one is missing. */
static double length(struct hinge_tracks *t, const int *pair, int n)
{
    for (int k = 0; k < n; k++)
        if (!hinge_tracks_pair_seen(t, pair[k]))
            return (double)NAN;
    double *work = hinge_tracks_room(t);
    for (size_t i = 0; i < t->n; i++) {
        work[i] = 0;
        for (int k = 0; k + 1 < n; k++)
            work[i] += hinge_length(
                hinge_tracks_middle(t, pair[k + 1], 1, i) - hinge_tracks_middle(t, pair[k], 1, i),
                hinge_tracks_middle(t, pair[k + 1], 2, i) - hinge_tracks_middle(t, pair[k], 2, i));
    }
    return hinge_quantile(work, t->n, LONG, t->arena);
}

/* Fills the signals of the front view, or the reason why there are none. */
static enum hinge_reason measure(const struct hinge_body_request *request,
                                 struct hinge_arena *arena, struct hinge_tracks *tracks,
                                 struct hinge_body *front)
{
    struct hinge_body_request read = {.recording = request->front,
                                      .info = request->front_info,
                                      .parameters = request->parameters};
    struct hinge_error error = {0};
    if (hinge_tracks_read(&read, arena, tracks, &error) != HINGE_OK ||
        hinge_tracks_clean(tracks, request->parameters, &error) != HINGE_OK)
        return error.reason;
    if (tracks->dim != 2)
        return HINGE_REASON_NO_FRONTAL;
    /* Image u becomes the person's right, whichever way she faces: the hip labelled right is to the
     * right. AMBIGUOUS where the labels contradict that in too many frames. */
    const struct hinge_track *l = &tracks->point[HINGE_LANDMARK_hjc_l], *r = l + 1;
    size_t right = 0, left = 0;
    if (!hinge_tracks_pair_seen(tracks, HINGE_LANDMARK_hjc_l))
        return HINGE_REASON_INSUFFICIENT_LANDMARKS;
    for (size_t i = 0; i < tracks->n; i++) {
        right += r->axis[0][i] > l->axis[0][i];
        left += r->axis[0][i] < l->axis[0][i];
    }
    double sign = right >= left ? 1 : -1;
    size_t bad = right >= left ? left : right;
    if ((double)bad > request->parameters->frontal_max_bad * (double)(left + right))
        return HINGE_REASON_FACING_AMBIGUOUS;
    double *zero = hinge_arena_alloc(tracks->arena, tracks->n, sizeof *zero);
    for (int k = 0; k < HINGE_LANDMARK_osim_pelvis_tilt; k++) {
        struct hinge_track *track = &tracks->point[k];
        for (size_t i = 0; track->present && i < tracks->n; i++)
            track->axis[0][i] *= sign;
        track->axis[2] = track->axis[0];
        track->axis[0] = track->present ? zero : NULL;
    }
    front->has_frontal = true;
    hinge_frontal_build(tracks, front);
    /* lean by the trunk's own length, which bending forward shortens in the picture, and
     * shift in the side view's unit */
    static const int trunk[] = {HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_shoulder_l};
    static const int leg[] = {HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_knee_l, HINGE_LANDMARK_ankle_l};
    double *lean = front->signal[HINGE_SIGNAL_lateral_lean];
    double *shift = front->signal[HINGE_SIGNAL_lateral_shift];
    double trunk_length = length(tracks, trunk, 2), leg_length = length(tracks, leg, 3);
    for (size_t i = 0; lean != NULL && i < tracks->n; i++) {
        double share = (hinge_tracks_middle(tracks, HINGE_LANDMARK_shoulder_l, 2, i) -
                        hinge_tracks_middle(tracks, HINGE_LANDMARK_hjc_l, 2, i)) /
                       trunk_length;
        lean[i] = asin(fmax(-1, fmin(1, share))) * (180 / M_PI);
    }
    for (size_t i = 0; shift != NULL && i < tracks->n; i++)
        shift[i] *= front->leg0 / leg_length;
    /* two clocks that nobody joined */
    return isnan(request->front_info->t_offset_s) ? HINGE_REASON_NOT_RECORDED : HINGE_REASON_OK;
}

void hinge_front_view_join(const struct hinge_body_request *request, struct hinge_body *body)
{
    struct hinge_body front = {.leg0 = body->leg0};
    struct hinge_tracks tracks;
    double *out[SIGNALS];
    if (request->front == NULL || body->dim != 2)
        return;
    for (size_t k = 0; k < SIGNALS; k++)
        out[k] = hinge_arena_raw(body->arena, body->n, sizeof *out[k]);
    struct hinge_arena_mark before = hinge_arena_mark(body->arena);
    enum hinge_reason reason = measure(request, body->arena, &tracks, &front);
    for (size_t k = 0; k < SIGNALS; k++) {
        const double *x = front.signal[signals[k]];
        body->reason[signals[k]] = reason;
        if (reason != HINGE_REASON_OK)
            continue;
        if (x == NULL) {
            body->reason[signals[k]] = HINGE_REASON_INSUFFICIENT_LANDMARKS;
            continue;
        }
        /* a signal of the front view at the times of the side view */
        for (size_t i = 0; i < body->n; i++) {
            double time =
                body->start_s + (double)i / body->rate_hz - request->front_info->t_offset_s;
            out[k][i] = hinge_value_at(x, tracks.n, (time - tracks.start_s) * tracks.rate_hz);
        }
        body->signal[signals[k]] = out[k];
    }
    body->has_frontal = body->has_frontal || reason == HINGE_REASON_OK;
    hinge_arena_reset(body->arena, before);
}
