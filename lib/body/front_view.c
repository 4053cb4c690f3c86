/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A movement filmed from the front beside its side view (method 2.3). In: the front
 * view's recording; out: signals of both sides on the side view's clock. */
#include "body/angles.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

static const enum hinge_signal signals[] = {HINGE_SIGNAL_pelvic_obliquity,
                                            HINGE_SIGNAL_lateral_shift, HINGE_SIGNAL_lateral_lean,
                                            HINGE_SIGNAL_knee_gap, HINGE_SIGNAL_stance_gap};
enum { SIGNALS = sizeof signals / sizeof *signals };
/* A leg or trunk that leans towards the camera looks short: its length is what it is
 * nearly at its longest. */
static const double LONG = 0.95;

/* Image u becomes the person's right, whichever way she faces: the hip labelled right
 * is to the right. AMBIGUOUS where the labels contradict that in too many frames. */
static enum hinge_reason turn(struct hinge_tracks *t, const struct hinge_parameters *p,
                              double *zero)
{
    const struct hinge_track *l = &t->point[HINGE_LANDMARK_hjc_l], *r = l + 1;
    size_t right = 0, left = 0;
    if (!hinge_tracks_pair_seen(t, HINGE_LANDMARK_hjc_l))
        return HINGE_REASON_INSUFFICIENT_LANDMARKS;
    for (size_t i = 0; i < t->n; i++) {
        right += r->axis[0][i] > l->axis[0][i];
        left += r->axis[0][i] < l->axis[0][i];
    }
    double sign = right >= left ? 1 : -1;
    size_t bad = right >= left ? left : right;
    if ((double)bad > p->frontal_max_bad * (double)(left + right))
        return HINGE_REASON_FACING_AMBIGUOUS;
    for (size_t i = 0; i < t->n; i++)
        zero[i] = 0;
    for (int k = 0; k < HINGE_LANDMARK_osim_pelvis_tilt; k++) {
        struct hinge_track *track = &t->point[k];
        for (size_t i = 0; track->present && i < t->n; i++)
            track->axis[0][i] *= sign;
        track->axis[2] = track->axis[0];
        track->axis[0] = track->present ? zero : NULL;
    }
    return HINGE_REASON_OK;
}

static double span(const struct hinge_tracks *t, int from, int to, size_t i)
{
    return hypot(hinge_tracks_middle(t, to, 1, i) - hinge_tracks_middle(t, from, 1, i),
                 hinge_tracks_middle(t, to, 2, i) - hinge_tracks_middle(t, from, 2, i));
}

/* Length of a chain of pairs at its longest, NaN where one is missing. */
static void length(struct hinge_tracks *t, const int *pair, int n, double *work, double *longest)
{
    *longest = (double)NAN;
    for (int k = 0; k < n; k++)
        if (!hinge_tracks_pair_seen(t, pair[k]))
            return;
    for (size_t i = 0; i < t->n; i++) {
        work[i] = 0;
        for (int k = 0; k + 1 < n; k++)
            work[i] += span(t, pair[k], pair[k + 1], i);
    }
    hinge_quantile(work, t->n, LONG, longest);
}

/* Lean by the trunk's own length, which bending forward shortens in the picture, and
 * shift in the side view's unit. */
static void rescale(struct hinge_tracks *t, struct hinge_body *front, double leg0, double *work)
{
    static const int trunk[] = {HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_shoulder_l};
    static const int leg[] = {HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_knee_l, HINGE_LANDMARK_ankle_l};
    double *lean = front->signal[HINGE_SIGNAL_lateral_lean];
    double *shift = front->signal[HINGE_SIGNAL_lateral_shift];
    double trunk_length, leg_length;
    length(t, trunk, 2, work, &trunk_length);
    length(t, leg, 3, work, &leg_length);
    for (size_t i = 0; lean != NULL && i < t->n; i++) {
        double share = (hinge_tracks_middle(t, HINGE_LANDMARK_shoulder_l, 2, i) -
                        hinge_tracks_middle(t, HINGE_LANDMARK_hjc_l, 2, i)) /
                       trunk_length;
        lean[i] = asin(fmax(-1, fmin(1, share))) * (180 / M_PI);
    }
    for (size_t i = 0; shift != NULL && i < t->n; i++)
        shift[i] *= leg0 / leg_length;
}

/* Values of the front view at the times of the side view. */
static void put(const struct hinge_tracks *t, const double *x, double offset_s,
                struct hinge_body *body, enum hinge_signal signal)
{
    struct hinge_arena arena = {body->blocks};
    double *out = hinge_arena_alloc(&arena, body->n, sizeof *out);
    body->blocks = arena.head;
    for (size_t i = 0; i < body->n; i++) {
        double time = body->start_s + (double)i / body->rate_hz - offset_s;
        out[i] = hinge_value_at(x, t->n, (time - t->start_s) * t->rate_hz);
    }
    body->signal[signal] = out;
    body->reason[signal] = HINGE_REASON_OK;
}

static void measure(struct hinge_tracks *t, const struct hinge_body_request *request,
                    struct hinge_body *front, enum hinge_reason *reason)
{
    double *zero = hinge_tracks_array(t), *work = hinge_tracks_array(t);
    *reason = turn(t, request->parameters, zero);
    if (*reason != HINGE_REASON_OK)
        return;
    front->has_frontal = true;
    hinge_frontal_build(t, front);
    rescale(t, front, front->leg0, work);
}

enum hinge_status hinge_front_view_join(const struct hinge_body_request *request,
                                        struct hinge_body *body)
{
    struct hinge_body_request read = {.recording = request->front,
                                      .info = request->front_info,
                                      .parameters = request->parameters};
    struct hinge_body front = {.leg0 = body->leg0};
    struct hinge_tracks tracks;
    struct hinge_error inner = {0};
    enum hinge_reason reason = HINGE_REASON_NO_FRONTAL;
    if (request->front == NULL || body->dim != 2)
        return HINGE_OK;
    enum hinge_status status = hinge_tracks_read(&read, &tracks, &inner);
    if (status == HINGE_OK)
        status = hinge_tracks_clean(&tracks, request->parameters, &inner);
    if (status == HINGE_OK && tracks.dim == 2)
        measure(&tracks, request, &front, &reason);
    if (status == HINGE_INPUT) {
        reason = inner.reason;
        status = HINGE_OK;
    }
    double offset = request->front_info->t_offset_s;
    if (reason == HINGE_REASON_OK && isnan(offset)) /* two clocks that nobody joined */
        reason = HINGE_REASON_NOT_RECORDED;
    for (size_t k = 0; k < SIGNALS && status == HINGE_OK; k++) {
        body->reason[signals[k]] = reason;
        if (reason == HINGE_REASON_OK && front.signal[signals[k]] != NULL)
            put(&tracks, front.signal[signals[k]], offset, body, signals[k]);
        else if (reason == HINGE_REASON_OK)
            body->reason[signals[k]] = HINGE_REASON_INSUFFICIENT_LANDMARKS;
    }
    body->has_frontal = body->has_frontal || reason == HINGE_REASON_OK;
    hinge_tracks_clear(&tracks);
    return status;
}
