/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shoulders, head and ribs on the trunk, the points a dowel touches, the height of the
 * load (method 7.1, 7.3, 7.5). In: points and tracks in the person's own axes, trunk
 * and thorax inclination. Out: signals of the body in source lengths (reps makes trunk
 * lengths of them), or why there are none. */
#include "body/angles.h"
#include "body/cardan.h"

#include <math.h>

static const double degree = M_PI / 180;

/* sign * (a - b) along a direction: up an axis inclined by angle[i], or, `across`,
 * forward at right angles to it. */
static void along(struct hinge_tracks *t, const struct hinge_points *p, struct hinge_body *body,
                  enum hinge_signal signal, enum hinge_point a, enum hinge_point b,
                  const double *angle, bool across, double sign)
{
    double *out;
    if (p->x[a] == NULL || p->x[b] == NULL || angle == NULL)
        return;
    hinge_tracks_signal(t, body, signal, &out);
    for (size_t i = 0; i < t->n; i++) {
        double dx = p->x[a][i] - p->x[b][i], dy = p->y[a][i] - p->y[b][i];
        double s = sin(angle[i] * degree), c = cos(angle[i] * degree);
        out[i] = sign * (across ? dx * c - dy * s : dx * s + dy * c);
    }
}

static void shoulders_and_head(struct hinge_tracks *t, const struct hinge_points *p,
                               struct hinge_body *body)
{
    const double *trunk = body->signal[HINGE_SIGNAL_trunk_incl];
    const double *thorax = body->signal[HINGE_SIGNAL_thorax_tilt];
    bool c7 = p->x[HINGE_POINT_C7] != NULL;
    /* in an image one shoulder stands beside the midline, by its view */
    bool space = t->dim == 3;
    body->reason[HINGE_SIGNAL_shoulder_rise] = body->reason[HINGE_SIGNAL_shoulder_ear] =
        space ? HINGE_REASON_NO_HEAD : HINGE_REASON_NO_FRONTAL;
    body->reason[HINGE_SIGNAL_head_back] =
        thorax == NULL ? HINGE_REASON_TIER_TOO_LOW : HINGE_REASON_NO_HEAD;
    along(t, p, body, HINGE_SIGNAL_shoulder_rise, HINGE_POINT_SHOULDER, HINGE_POINT_C7,
          c7 && space ? trunk : NULL, false, 1);
    along(t, p, body, HINGE_SIGNAL_shoulder_ear, HINGE_POINT_EAR, HINGE_POINT_SHOULDER,
          space ? trunk : NULL, false, -1);
    along(t, p, body, HINGE_SIGNAL_head_back, HINGE_POINT_EAR, HINGE_POINT_C7, thorax, true, -1);
    body->reason[HINGE_SIGNAL_hand_head] =
        p->x[HINGE_POINT_EAR] == NULL ? HINGE_REASON_NO_HEAD : HINGE_REASON_NO_HANDS;
    along(t, p, body, HINGE_SIGNAL_hand_head, HINGE_POINT_WRIST, HINGE_POINT_EAR, trunk, false, 1);
}

/* --- ribs and shoulders in the thorax frame of Wu --- */

/* The middle of a[0] and a[1] in front of that of b[0] and b[1], along X of the thorax.
 */
static double in_front(const struct hinge_tracks *t, const int a[2], const int b[2], size_t i)
{
    double R[3][3], sum = 0;
    if (!hinge_thorax_frame(t, i, R))
        return (double)NAN;
    for (int k = 0; k < 3; k++)
        sum += R[k][0] * (t->point[a[0]].axis[k][i] + t->point[a[1]].axis[k][i] -
                          t->point[b[0]].axis[k][i] - t->point[b[1]].axis[k][i]);
    return sum / 2;
}

static bool thorax_seen(const struct hinge_tracks *t)
{
    return t->dim == 3 && hinge_tracks_seen(t, HINGE_LANDMARK_ij) &&
           hinge_tracks_seen(t, HINGE_LANDMARK_px) && hinge_tracks_seen(t, HINGE_LANDMARK_c7) &&
           hinge_tracks_seen(t, hinge_back_of_thorax(t));
}

/* The shoulders in front of the top of the thorax, between IJ and C7. On T8 over L1, or
 * from IJ alone, a back that bends between them carries the shoulders forward. */
static void shoulders(struct hinge_tracks *t, struct hinge_body *body)
{
    double *out;
    if (!thorax_seen(t) || !hinge_tracks_pair_seen(t, HINGE_LANDMARK_shoulder_l))
        return;
    hinge_tracks_signal(t, body, HINGE_SIGNAL_shoulder_forward, &out);
    for (size_t i = 0; i < t->n; i++)
        out[i] = in_front(t, (const int[]){HINGE_LANDMARK_shoulder_l, HINGE_LANDMARK_shoulder_r},
                          (const int[]){HINGE_LANDMARK_ij, HINGE_LANDMARK_c7}, i);
}

static void ribs(struct hinge_tracks *t, struct hinge_body *body)
{
    double *out;
    body->reason[HINGE_SIGNAL_rib_asymmetry] = HINGE_REASON_NO_RIB_MARKERS;
    if (!thorax_seen(t) || !hinge_tracks_pair_seen(t, HINGE_LANDMARK_rib_l))
        return;
    hinge_tracks_signal(t, body, HINGE_SIGNAL_rib_asymmetry, &out);
    for (size_t i = 0; i < t->n; i++)
        out[i] = in_front(t, (const int[]){HINGE_LANDMARK_rib_l, HINGE_LANDMARK_rib_l},
                          (const int[]){HINGE_LANDMARK_rib_r, HINGE_LANDMARK_rib_r}, i);
}

/* --- dowel, trunk length, load --- */

static void dowel_points(struct hinge_tracks *t, const struct hinge_points *p,
                         struct hinge_body *body)
{
    enum hinge_point middle = p->x[HINGE_POINT_T8] != NULL    ? HINGE_POINT_T8
                              : p->x[HINGE_POINT_T10] != NULL ? HINGE_POINT_T10
                                                              : HINGE_POINT_COUNT;
    enum hinge_point tail = p->x[HINGE_POINT_S1] != NULL     ? HINGE_POINT_S1
                            : p->x[HINGE_POINT_PSIS] != NULL ? HINGE_POINT_PSIS
                                                             : HINGE_POINT_L5;
    const enum hinge_point used[4] = {HINGE_POINT_OCC, middle, tail, HINGE_POINT_EAR};
    bool between = middle == HINGE_POINT_COUNT && p->x[HINGE_POINT_C7] != NULL &&
                   p->x[HINGE_POINT_T12L1] != NULL;
    for (int k = 0; k < 4; k++)
        for (int a = 0; a < 2 && used[k] < HINGE_POINT_COUNT; a++)
            body->dowel[k][a] = a == 0 ? p->x[used[k]] : p->y[used[k]];
    for (int end = 0; end < 2; end++) /* a rod in the hands */
        for (int a = 0; a < 2 && hinge_tracks_seen(t, HINGE_LANDMARK_dow_1) &&
                        hinge_tracks_seen(t, HINGE_LANDMARK_dow_2);
             a++)
            body->dowel[4 + end][a] = t->point[HINGE_LANDMARK_dow_1 + end].axis[a];
    for (int a = 0; a < 2 && between; a++) {
        double *const *c = a == 0 ? p->x : p->y;
        body->dowel[1][a] = hinge_tracks_array(t);
        for (size_t i = 0; i < t->n; i++)
            body->dowel[1][a][i] = (c[HINGE_POINT_C7][i] + c[HINGE_POINT_T12L1][i]) / 2;
    }
}

static void load_height(struct hinge_tracks *t, const struct hinge_points *p,
                        struct hinge_body *body)
{
    enum hinge_point load = p->x[HINGE_POINT_LOAD] != NULL ? HINGE_POINT_LOAD : HINGE_POINT_WRIST;
    double *out;
    body->reason[HINGE_SIGNAL_load_height] =
        p->x[load] == NULL ? HINGE_REASON_NO_HANDS : HINGE_REASON_NO_METRIC_SCALE;
    if (p->x[load] == NULL || !t->metric || t->origin_at_hip)
        return;
    hinge_tracks_signal(t, body, HINGE_SIGNAL_load_height, &out);
    for (size_t i = 0; i < t->n; i++)
        out[i] = p->y[load][i];
}

void hinge_girdle_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                        struct hinge_body *body)
{
    const struct hinge_points *p = points;
    shoulders_and_head(tracks, p, body);
    ribs(tracks, body);
    shoulders(tracks, body);
    dowel_points(tracks, p, body);
    load_height(tracks, p, body);
    if (p->x[HINGE_POINT_HIP] != NULL && p->x[HINGE_POINT_SHOULDER] != NULL) {
        body->trunk_length = hinge_tracks_array(tracks);
        for (size_t i = 0; i < tracks->n; i++)
            body->trunk_length[i] = hypot(p->x[HINGE_POINT_SHOULDER][i] - p->x[HINGE_POINT_HIP][i],
                                          p->y[HINGE_POINT_SHOULDER][i] - p->y[HINGE_POINT_HIP][i]);
    }
}
