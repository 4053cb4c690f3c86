/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points, angles and evidence tier (method 1.4, 1.5, 4), neck and head, shoulders and ribs. */

#include "body/steps.h"

#include <hinge/warnings.h>

/* --- Means of sides, hip joint centres, inclinations. --- */

/* How a point is made of landmarks. */
enum rule {
    CENTRAL, /* one landmark */
    FOLLOWS, /* the analysed side, or the mean of both */
    PRESENT, /* mean of whatever sides there are */
    MIDDLE,  /* in an image the mean of both sides where both are seen; else follows */
    BOTH     /* mean of both sides, never one alone */
};

static const struct {
    enum hinge_point point;
    enum hinge_landmark left; /* or the central landmark */
    enum rule rule;
} rows[] = {
    {HINGE_POINT_HIP, HINGE_LANDMARK_hjc_l, FOLLOWS},
    {HINGE_POINT_KNEE, HINGE_LANDMARK_knee_l, FOLLOWS},
    {HINGE_POINT_ANKLE, HINGE_LANDMARK_ankle_l, FOLLOWS},
    {HINGE_POINT_SHOULDER, HINGE_LANDMARK_shoulder_l, FOLLOWS},
    {HINGE_POINT_HIP_MIDDLE, HINGE_LANDMARK_hjc_l, MIDDLE},
    {HINGE_POINT_SHOULDER_MIDDLE, HINGE_LANDMARK_shoulder_l, MIDDLE},
    {HINGE_POINT_HEEL, HINGE_LANDMARK_heel_l, FOLLOWS},
    {HINGE_POINT_TOE, HINGE_LANDMARK_toe_l, FOLLOWS},
    {HINGE_POINT_ELBOW, HINGE_LANDMARK_elbow_l, FOLLOWS},
    {HINGE_POINT_WRIST, HINGE_LANDMARK_wrist_l, FOLLOWS},
    {HINGE_POINT_EAR, HINGE_LANDMARK_ear_l, PRESENT},
    {HINGE_POINT_FACE, HINGE_LANDMARK_nose, CENTRAL},
    {HINGE_POINT_FACE, HINGE_LANDMARK_eye_l, PRESENT},
    {HINGE_POINT_OCC, HINGE_LANDMARK_occ, CENTRAL},
    {HINGE_POINT_ASIS, HINGE_LANDMARK_asis_l, BOTH},
    {HINGE_POINT_PSIS, HINGE_LANDMARK_psis_l, BOTH},
    {HINGE_POINT_PSIS, HINGE_LANDMARK_s1, CENTRAL},
    {HINGE_POINT_C7, HINGE_LANDMARK_c7, CENTRAL},
    {HINGE_POINT_T3, HINGE_LANDMARK_t3, CENTRAL},
    {HINGE_POINT_T8, HINGE_LANDMARK_t8, CENTRAL},
    {HINGE_POINT_T10, HINGE_LANDMARK_t10, CENTRAL},
    {HINGE_POINT_T12L1, HINGE_LANDMARK_t12l1, CENTRAL},
    {HINGE_POINT_L3, HINGE_LANDMARK_l3, CENTRAL},
    {HINGE_POINT_L5, HINGE_LANDMARK_l5, CENTRAL},
    {HINGE_POINT_S1, HINGE_LANDMARK_s1, CENTRAL},
    {HINGE_POINT_IJ, HINGE_LANDMARK_ij, CENTRAL},
    {HINGE_POINT_PX, HINGE_LANDMARK_px, CENTRAL},
    {HINGE_POINT_LOAD, HINGE_LANDMARK_load, CENTRAL},
    {HINGE_POINT_SPINE_BASE, HINGE_LANDMARK_spine_base, CENTRAL},
    {HINGE_POINT_SPINE_MID, HINGE_LANDMARK_spine_mid, CENTRAL},
};

static bool usable(const struct hinge_track *track)
{
    return track->present && track->usable;
}

static void take(struct hinge_points *points, enum hinge_point point,
                 const struct hinge_track *track)
{
    points->x[point] = track->axis[0];
    points->y[point] = track->axis[1];
    points->inferred[point] = (track->flags & HINGE_CHANNEL_INFERRED) != 0;
}

/* Means of u and v; with `either` the one that is there. */
HINGE_WIDE static void means(const double *restrict u, const double *restrict v, bool either,
                             size_t n, double *restrict out)
{
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        double mean = (u[i] + v[i]) / 2;
        mean = either && v[i] != v[i] ? u[i] : mean;
        out[i] = either && u[i] != u[i] ? v[i] : mean;
    }
}

/* From the means of low[0] and low[1] to those of high[0] and high[1]; where one of two
 * is missing the other is the mean. */
HINGE_WIDE static void apart(const double *const low[2], const double *const high[2], size_t n,
                             double *restrict out)
{
    const double *a = low[0], *b = low[1], *c = high[0], *d = high[1];
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        double l = a[i] == a[i] ? a[i] : b[i], r = b[i] == b[i] ? b[i] : a[i];
        double u = c[i] == c[i] ? c[i] : d[i], v = d[i] == d[i] ? d[i] : c[i];
        out[i] = (0 + u + v) / 2 - (0 + l + r) / 2;
    }
}

/* The sides of a pair along an axis, one for both where the other is not present, or where it is
 * the ankle of a lifted foot; C7 is both. False where there is none. */
static bool sides(const struct hinge_tracks *t, int left, int axis, const double *side[2])
{
    const struct hinge_track *l = &t->point[left];
    const struct hinge_track *r = left == HINGE_LANDMARK_c7 ? l : l + 1;
    if (left == HINGE_LANDMARK_ankle_l && t->stands_on == 'l' && l->present)
        r = l;
    else if (left == HINGE_LANDMARK_ankle_l && t->stands_on == 'r' && r->present)
        l = r;
    side[0] = (l->present ? l : r)->axis[axis];
    side[1] = (r->present ? r : l)->axis[axis];
    return l->present || r->present;
}

void hinge_points_apart(const struct hinge_tracks *tracks, int low, int high, int axis, double *out)
{
    const double *from[2], *to[2];
    if (sides(tracks, low, axis, from) && sides(tracks, high, axis, to))
        apart(from, to, tracks->n, out);
    else
        for (size_t i = 0; i < tracks->n; i++)
            out[i] = (double)NAN;
}

/* --- joint centres of the pelvis --- */

/* A trochanter on the skin stands in for the joint only where nothing better is. */
static bool is_joint(const struct hinge_track *hip)
{
    return usable(hip) && !(hip->flags & HINGE_CHANNEL_APPROXIMATE);
}

static void add_pelvis_joints(struct hinge_tracks *t, struct hinge_points *points)
{
    struct hinge_track *hip = &t->point[HINGE_LANDMARK_hjc_l];
    const struct hinge_track *asis = &t->point[HINGE_LANDMARK_asis_l];
    if (t->dim != 3 || !hinge_tracks_pair_seen(t, HINGE_LANDMARK_asis_l) ||
        (!hinge_tracks_pair_seen(t, HINGE_LANDMARK_psis_l) &&
         !hinge_tracks_seen(t, HINGE_LANDMARK_s1)))
        return;
    double *x = points->x[HINGE_POINT_L5S1] = hinge_tracks_room(t);
    double *y = points->y[HINGE_POINT_L5S1] = hinge_tracks_room(t);
    points->hips_from_pelvis = !is_joint(&hip[0]) && !is_joint(&hip[1]);
    for (int side = 0; side < 2 && points->hips_from_pelvis; side++) {
        for (int a = 0; a < 3; a++)
            hip[side].axis[a] = hinge_tracks_room(t);
        hip[side].present = hip[side].usable = true;
        hip[side].present_share = hip[side].score = 1;
        hip[side].flags = asis->flags;
    }
    for (size_t i = 0; i < t->n; i++) {
        double la[3], ra[3], psis[3], left[3], right[3], l5s1[3];
        hinge_place_of(t, HINGE_LANDMARK_asis_l, i, la);
        hinge_place_of(t, HINGE_LANDMARK_asis_r, i, ra);
        hinge_place_between(t, hinge_back_of_pelvis(t, 0), hinge_back_of_pelvis(t, 1), i, psis);
        hinge_pelvis_joints(la, ra, psis, 1000, left, right, l5s1);
        x[i] = l5s1[0];
        y[i] = l5s1[1];
        for (int a = 0; a < 3 && points->hips_from_pelvis; a++) {
            hip[0].axis[a][i] = left[a];
            hip[1].axis[a][i] = right[a];
        }
    }
}

void hinge_points_build(struct hinge_tracks *tracks, char side, struct hinge_points *points)
{
    *points = (struct hinge_points){0};
    add_pelvis_joints(tracks, points);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        enum hinge_point point = rows[k].point;
        int left = rows[k].left;
        const struct hinge_track *l = &tracks->point[left];
        if (points->x[point] != NULL)
            continue; /* an earlier row made it */
        if (rows[k].rule == CENTRAL) {
            if (usable(l))
                take(points, point, l);
            continue;
        }
        const struct hinge_track *r = &tracks->point[left + 1];
        bool two = usable(l) && usable(r);
        bool own_side = rows[k].rule == FOLLOWS || (rows[k].rule == MIDDLE && tracks->dim == 3);
        if (two && (side == 'b' || !own_side)) {
            points->x[point] = hinge_tracks_room(tracks);
            points->y[point] = hinge_tracks_room(tracks);
            points->inferred[point] = ((l->flags | r->flags) & HINGE_CHANNEL_INFERRED) != 0;
            for (int a = 0; a < 2; a++) {
                double *out = a == 0 ? points->x[point] : points->y[point];
                means(l->axis[a], r->axis[a], rows[k].rule == PRESENT, tracks->n, out);
            }
            continue;
        }
        if (rows[k].rule == BOTH)
            continue;
        if (point == HINGE_POINT_HIP_MIDDLE && tracks->dim == 2)
            points->one_sided = true;
        const struct hinge_track *one = side == 'l' ? l : r, *other = side == 'l' ? r : l;
        bool core = point <= HINGE_POINT_SHOULDER_MIDDLE;
        if (usable(one) && (side != 'b' || rows[k].rule == PRESENT || !core)) {
            take(points, point, one);
        } else if (usable(other) && (rows[k].rule == PRESENT || (side == 'b' && !core))) {
            take(points, point, other);
        }
    }
}

double *hinge_points_pitch(struct hinge_tracks *tracks, const struct hinge_points *points,
                           enum hinge_point low, enum hinge_point high, double shortest)
{
    const double *x0 = points->x[low], *x1 = points->x[high];
    const double *y0 = points->y[low], *y1 = points->y[high];
    if (x0 == NULL || x1 == NULL)
        return NULL;
    double *angle = hinge_tracks_array(tracks);
    for (size_t i = 0; i < tracks->n; i++) {
        double dx = x1[i] - x0[i], dy = y1[i] - y0[i];
        if (hinge_reaches(dx, dy, shortest))
            angle[i] = hinge_pitch_deg(dx, dy);
    }
    hinge_unwrap_deg(angle, tracks->n);
    return angle;
}

/* --- Neck and head (method 4): flexion of the neck, the craniovertebral angle, the head against
 * the line of the trunk. In: points, trunk and thorax of the body; out: signals of the body, or
 * NO_HEAD. --- */

/* Fills neck_flex, cva and head_line, once trunk and thorax are known; NO_HEAD without
 * the landmarks. Vectors below `shortest` have no direction. */
static void build_head(struct hinge_tracks *tracks, const struct hinge_points *points,
                       double shortest, struct hinge_body *body)
{
    body->reason[HINGE_SIGNAL_neck_flex] = HINGE_REASON_NO_HEAD;
    body->reason[HINGE_SIGNAL_cva] = HINGE_REASON_NO_HEAD;
    body->reason[HINGE_SIGNAL_head_line] = HINGE_REASON_NO_HEAD;
    /* the neck against the upper back where it is tracked (rounding that is no chin tuck), else
     * against the thorax, in tier C against the trunk */
    enum hinge_point back = points->x[HINGE_POINT_EAR] != NULL ? HINGE_POINT_EAR : HINGE_POINT_OCC;
    bool spine = body->tier == 'A' || body->tier == 'B';
    double *base = body->signal[HINGE_SIGNAL_thorax_tilt];
    if (base == NULL)
        base = body->signal[HINGE_SIGNAL_trunk_incl];
    if (points->x[HINGE_POINT_FACE] != NULL && points->x[back] != NULL && base != NULL) {
        if (spine && points->x[HINGE_POINT_C7] != NULL && points->x[HINGE_POINT_T8] != NULL)
            base = hinge_points_pitch(tracks, points, HINGE_POINT_T8, HINGE_POINT_C7, shortest);
        /* chin down positive: nose (or eyes) against ears, or front against back of the head */
        double *head = hinge_tracks_array(tracks);
        for (size_t i = 0; i < tracks->n; i++) {
            double hx = points->x[HINGE_POINT_FACE][i] - points->x[back][i];
            double hy = points->y[HINGE_POINT_FACE][i] - points->y[back][i];
            if (hinge_reaches(hx, hy, 0) && (hx != 0 || hy != 0))
                head[i] = atan2(-hy, hx) * (180 / M_PI);
        }
        hinge_unwrap_deg(head, tracks->n);
        hinge_tracks_relative(tracks, body, HINGE_SIGNAL_neck_flex, head, base, 1);
        body->neck_of_face = back == HINGE_POINT_EAR;
    }
    /* where the ear is over C7 (else the shoulder): above the horizontal, and off the line of the
     * trunk */
    enum hinge_point below =
        points->x[HINGE_POINT_C7] != NULL ? HINGE_POINT_C7 : HINGE_POINT_SHOULDER;
    const double *trunk = body->signal[HINGE_SIGNAL_trunk_incl];
    if (below == HINGE_POINT_SHOULDER && tracks->dim == 2) { /* one shoulder, by its view */
        body->reason[HINGE_SIGNAL_head_line] = HINGE_REASON_NO_FRONTAL;
        return;
    }
    const double *line = hinge_points_pitch(tracks, points, below, HINGE_POINT_EAR, shortest);
    if (line == NULL)
        return;
    if (trunk != NULL)
        hinge_tracks_relative(tracks, body, HINGE_SIGNAL_head_line, line, trunk, 1);
    body->neck_of_face = body->neck_of_face || body->signal[HINGE_SIGNAL_neck_flex] == NULL;
    if (below != HINGE_POINT_C7)
        return;
    double *cva = hinge_tracks_signal(tracks, body, HINGE_SIGNAL_cva);
    for (size_t i = 0; i < tracks->n; i++)
        cva[i] = 90 - line[i];
}

/* --- Shoulders, head and ribs on the trunk, the points a dowel touches, the height of the load
 * (method 7.1, 7.3, 7.5). In: points and tracks in the person's own axes, trunk and thorax
 * inclination. Out: signals of the body in source lengths (reps makes trunk lengths of them), or
 * why there are none. --- */

static const double degree = M_PI / 180;

/* sign * (a - b) along a direction: up an axis inclined by angle[i], or, `across`,
 * forward at right angles to it. */
static void along(struct hinge_tracks *t, const struct hinge_points *p, struct hinge_body *body,
                  enum hinge_signal signal, enum hinge_point a, enum hinge_point b,
                  const double *angle, bool across, double sign)
{
    if (p->x[a] == NULL || p->x[b] == NULL || angle == NULL)
        return;
    double *out = hinge_tracks_signal(t, body, signal);
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
    /* in an image one shoulder stands beside the midline, by its view */
    bool space = t->dim == 3;
    /* the upper arm against the vertical downwards, of both the higher one */
    body->arm_deg = NULL; /* a copy of a body, for slow errors, has that of the body */
    for (int s = 0; s < 2; s++) {
        const struct hinge_track *shoulder = &t->point[HINGE_LANDMARK_shoulder_l + s];
        const struct hinge_track *elbow = &t->point[HINGE_LANDMARK_elbow_l + s];
        if (!usable(shoulder) || !usable(elbow))
            continue;
        if (body->arm_deg == NULL)
            body->arm_deg = hinge_tracks_array(t);
        for (size_t i = 0; i < t->n; i++) {
            double down = shoulder->axis[1][i] - elbow->axis[1][i];
            double out = elbow->axis[0][i] - shoulder->axis[0][i];
            double aside = space ? elbow->axis[2][i] - shoulder->axis[2][i] : 0;
            body->arm_deg[i] =
                fmax(body->arm_deg[i], atan2(hinge_length(out, aside), down) / degree);
        }
    }
    body->reason[HINGE_SIGNAL_shoulder_rise] = body->reason[HINGE_SIGNAL_shoulder_ear] =
        space ? HINGE_REASON_NO_HEAD : HINGE_REASON_NO_FRONTAL;
    body->reason[HINGE_SIGNAL_head_back] =
        thorax == NULL ? HINGE_REASON_TIER_TOO_LOW : HINGE_REASON_NO_HEAD;
    along(t, p, body, HINGE_SIGNAL_shoulder_rise, HINGE_POINT_SHOULDER, HINGE_POINT_C7,
          space ? trunk : NULL, false, 1);
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

void hinge_girdle_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                        struct hinge_body *body)
{
    shoulders_and_head(tracks, points, body);
    body->reason[HINGE_SIGNAL_rib_asymmetry] = HINGE_REASON_NO_RIB_MARKERS;
    if (thorax_seen(tracks) && hinge_tracks_pair_seen(tracks, HINGE_LANDMARK_rib_l)) {
        double *out = hinge_tracks_signal(tracks, body, HINGE_SIGNAL_rib_asymmetry);
        for (size_t i = 0; i < tracks->n; i++)
            out[i] = in_front(tracks, (const int[]){HINGE_LANDMARK_rib_l, HINGE_LANDMARK_rib_l},
                              (const int[]){HINGE_LANDMARK_rib_r, HINGE_LANDMARK_rib_r}, i);
    }
    /* The shoulders in front of the top of the thorax, between IJ and C7. On T8 over L1, or from IJ
     * alone, a back that bends between them carries the shoulders forward. */
    if (thorax_seen(tracks) && hinge_tracks_pair_seen(tracks, HINGE_LANDMARK_shoulder_l)) {
        double *out = hinge_tracks_signal(tracks, body, HINGE_SIGNAL_shoulder_forward);
        for (size_t i = 0; i < tracks->n; i++)
            out[i] = in_front(tracks,
                              (const int[]){HINGE_LANDMARK_shoulder_l, HINGE_LANDMARK_shoulder_r},
                              (const int[]){HINGE_LANDMARK_ij, HINGE_LANDMARK_c7}, i);
    }
    /* dowel, height of the load, length of the trunk */
    enum hinge_point middle = points->x[HINGE_POINT_T8] != NULL    ? HINGE_POINT_T8
                              : points->x[HINGE_POINT_T10] != NULL ? HINGE_POINT_T10
                                                                   : HINGE_POINT_COUNT;
    enum hinge_point tail = points->x[HINGE_POINT_S1] != NULL     ? HINGE_POINT_S1
                            : points->x[HINGE_POINT_PSIS] != NULL ? HINGE_POINT_PSIS
                                                                  : HINGE_POINT_L5;
    const enum hinge_point used[4] = {HINGE_POINT_OCC, middle, tail, HINGE_POINT_EAR};
    bool between = middle == HINGE_POINT_COUNT && points->x[HINGE_POINT_C7] != NULL &&
                   points->x[HINGE_POINT_T12L1] != NULL;
    for (int k = 0; k < 4; k++)
        for (int a = 0; a < 2 && used[k] < HINGE_POINT_COUNT; a++)
            body->dowel[k][a] = a == 0 ? points->x[used[k]] : points->y[used[k]];
    for (int end = 0; end < 2; end++) /* a rod in the hands */
        for (int a = 0; a < 2 && hinge_tracks_seen(tracks, HINGE_LANDMARK_dow_1) &&
                        hinge_tracks_seen(tracks, HINGE_LANDMARK_dow_2);
             a++)
            body->dowel[4 + end][a] = tracks->point[HINGE_LANDMARK_dow_1 + end].axis[a];
    for (int a = 0; a < 2 && between; a++) {
        double *const *c = a == 0 ? points->x : points->y;
        body->dowel[1][a] = hinge_tracks_array(tracks);
        for (size_t i = 0; i < tracks->n; i++)
            body->dowel[1][a][i] = (c[HINGE_POINT_C7][i] + c[HINGE_POINT_T12L1][i]) / 2;
    }
    enum hinge_point load =
        points->x[HINGE_POINT_LOAD] != NULL ? HINGE_POINT_LOAD : HINGE_POINT_WRIST;
    body->reason[HINGE_SIGNAL_load_height] =
        points->x[load] == NULL ? HINGE_REASON_NO_HANDS : HINGE_REASON_NO_METRIC_SCALE;
    if (points->x[load] != NULL && tracks->metric && !tracks->origin_at_hip) {
        double *out = hinge_tracks_signal(tracks, body, HINGE_SIGNAL_load_height);
        for (size_t i = 0; i < tracks->n; i++)
            out[i] = points->y[load][i];
    }
    if (points->x[HINGE_POINT_HIP] != NULL && points->x[HINGE_POINT_SHOULDER] != NULL) {
        body->trunk_length = hinge_tracks_array(tracks);
        for (size_t i = 0; i < tracks->n; i++)
            body->trunk_length[i] =
                hinge_length(points->x[HINGE_POINT_SHOULDER][i] - points->x[HINGE_POINT_HIP][i],
                             points->y[HINGE_POINT_SHOULDER][i] - points->y[HINGE_POINT_HIP][i]);
    }
}

/* --- Angles, positions and evidence tier from points (method 1.4, 1.5, 4). --- */

/* What is being built. */
struct work {
    struct hinge_tracks *tracks;
    const struct hinge_points *points;
    struct hinge_body *body;
    const char *lumbar_def; /* "first", or the one wanted */
    bool allow_inferred;
    double shortest; /* vectors shorter than this have no direction */
    double *trunk, *thigh, *shank, *pelvis, *thorax;
};

static bool has(const struct work *w, enum hinge_point point)
{
    return w->points->x[point] != NULL && (w->allow_inferred || !w->points->inferred[point]);
}

static bool seen(const struct work *w, enum hinge_point point)
{
    return w->points->x[point] != NULL;
}

static double *pitch(struct work *w, enum hinge_point low, enum hinge_point high)
{
    return hinge_points_pitch(w->tracks, w->points, low, high, w->shortest);
}

static void set(struct work *w, enum hinge_signal signal, double *values, bool inferred)
{
    hinge_body_set(w->body, signal, values);
    w->body->inferred[signal] = inferred;
}

/* a - b as a signal; nothing when one is missing. */
static void set_difference(struct work *w, enum hinge_signal signal, const double *a,
                           const double *b, bool inferred)
{
    double *out = hinge_tracks_sum(w->tracks, a, -1, b);
    if (out != NULL)
        set(w, signal, out, inferred);
}

/* --- pelvis --- */

/* Beside stickers, a hip, knee or ankle of a network: flexion of spine and hip would be its. */
static bool has_network_joint(const struct work *w)
{
    const bool *inferred = w->points->inferred;
    return w->tracks->dim == 2 && w->tracks->family == HINGE_FAMILY_markers &&
           (inferred[HINGE_POINT_HIP] || inferred[HINGE_POINT_KNEE] || inferred[HINGE_POINT_ANKLE]);
}

static void find_pelvis(struct work *w)
{
    struct hinge_body *body = w->body;
    bool markers = seen(w, HINGE_POINT_ASIS) && seen(w, HINGE_POINT_PSIS);
    bool inferred =
        markers && (w->points->inferred[HINGE_POINT_ASIS] || w->points->inferred[HINGE_POINT_PSIS]);
    /* A spine chain that a network made up without seeing it, or hips of a body model */
    static const enum hinge_point chain[] = {HINGE_POINT_L5, HINGE_POINT_S1, HINGE_POINT_T12L1,
                                             HINGE_POINT_T8, HINGE_POINT_HIP};
    bool made_up = has_network_joint(w);
    for (size_t k = 0; k < sizeof chain / sizeof *chain; k++)
        made_up = made_up || (seen(w, chain[k]) && w->points->inferred[chain[k]]);
    body->is_inferred = inferred || (!markers && made_up);
    if (markers && (!inferred || w->allow_inferred)) {
        body->has_pelvis = true;
        /* measured pelvis: the PSIS-to-ASIS line; degenerate below 5 cm */
        const struct hinge_points *p = w->points;
        double least = w->tracks->metric && w->shortest < 0.05 ? 0.05 : w->shortest;
        w->pelvis = hinge_tracks_array(w->tracks);
        for (size_t i = 0; i < w->tracks->n; i++) {
            double fx = p->x[HINGE_POINT_ASIS][i] - p->x[HINGE_POINT_PSIS][i];
            double fy = p->y[HINGE_POINT_ASIS][i] - p->y[HINGE_POINT_PSIS][i];
            if (hinge_reaches(fx, fy, least))
                w->pelvis[i] = hinge_pelvis_tilt_deg(fx, fy);
        }
        hinge_unwrap_deg(w->pelvis, w->tracks->n);
        return;
    }
    if (!has(w, HINGE_POINT_HIP_MIDDLE))
        return;
    if (has(w, HINGE_POINT_L5)) {
        w->pelvis = pitch(w, HINGE_POINT_HIP_MIDDLE, HINGE_POINT_L5);
    } else if (has(w, HINGE_POINT_S1)) {
        body->warnings |= HINGE_WARN(PELVIS_S1);
        w->pelvis = pitch(w, HINGE_POINT_HIP_MIDDLE, HINGE_POINT_S1);
    }
}

/* --- thorax --- */

static double *line_between(struct work *w, enum hinge_point low, enum hinge_point high)
{
    return has(w, low) && has(w, high) ? pitch(w, low, high) : NULL;
}

/* Every definition that the landmarks allow, in the order of method 1.4; the first, or
 * the one that is wanted, is the thorax of the trial. */
static void find_thorax(struct work *w, double *angles[4])
{
    angles[0] = line_between(w, HINGE_POINT_T12L1, HINGE_POINT_T8);
    /* sternum-to-back midline of Wu et al. 2005 */
    const struct hinge_points *p = w->points;
    enum hinge_point back = has(w, HINGE_POINT_T8) ? HINGE_POINT_T8 : HINGE_POINT_T10;
    bool isb =
        has(w, HINGE_POINT_IJ) && has(w, HINGE_POINT_C7) && has(w, HINGE_POINT_PX) && has(w, back);
    if (isb) {
        double *angle = angles[1] = hinge_tracks_array(w->tracks);
        for (size_t i = 0; i < w->tracks->n; i++) {
            double dx = p->x[HINGE_POINT_IJ][i] + p->x[HINGE_POINT_C7][i] -
                        p->x[HINGE_POINT_PX][i] - p->x[back][i];
            double dy = p->y[HINGE_POINT_IJ][i] + p->y[HINGE_POINT_C7][i] -
                        p->y[HINGE_POINT_PX][i] - p->y[back][i];
            if (hinge_reaches(dx, dy, 2 * w->shortest))
                angle[i] = hinge_pitch_deg(dx, dy);
        }
        hinge_unwrap_deg(angle, w->tracks->n);
    }
    angles[2] = line_between(w, HINGE_POINT_T10, HINGE_POINT_C7);
    angles[3] = line_between(w, HINGE_POINT_T12L1,
                             has(w, HINGE_POINT_C7) ? HINGE_POINT_C7 : HINGE_POINT_T3);
    for (int k = 3; k >= 0; k--) {
        enum hinge_lumbar_def def = (enum hinge_lumbar_def)(HINGE_LUMBAR_LOWTHX + k);
        if (angles[k] == NULL || (strcmp(w->lumbar_def, "first") != 0 &&
                                  strcmp(w->lumbar_def, hinge_lumbar_def_name(def)) != 0))
            continue;
        w->thorax = angles[k];
        w->body->lumbar_def = def;
    }
}

/* --- tier --- */

static char judge_tier(const struct work *w)
{
    const struct hinge_body *body = w->body;
    bool spn = body->lumbar_def == HINGE_LUMBAR_SPN;
    bool keypoints = w->tracks->family == HINGE_FAMILY_openpose; /* method 1.3 */
    if (body->has_pelvis && !body->is_inferred && w->thorax != NULL && !spn && !keypoints)
        return 'A';
    if (w->pelvis != NULL && w->thorax != NULL && !body->is_inferred && has(w, HINGE_POINT_HIP) &&
        has(w, HINGE_POINT_T12L1))
        return 'B';
    /* an ankle behind a plate must not cost the trial */
    return w->trunk != NULL && w->thigh != NULL ? 'C' : 'N';
}

/* Why a signal that needs the spine is not there. */
static enum hinge_reason spine_reason(const struct work *w, bool needs_thorax)
{
    const struct hinge_body *body = w->body;
    if (needs_thorax && w->thorax == NULL && strcmp(w->lumbar_def, "first") != 0)
        return HINGE_REASON_INSUFFICIENT_LANDMARKS;
    if ((!needs_thorax || has_network_joint(w)) && body->is_inferred && !w->allow_inferred)
        return HINGE_REASON_INFERRED;
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt; l++)
        if (w->tracks->point[l].too_broken)
            return HINGE_REASON_REMOVED_RIGID;
    return HINGE_REASON_TIER_C_NO_LUMBAR;
}

/* A spine that a network made up: tier C, but given and marked when asked for. */
static bool spine_allowed(const struct work *w)
{
    return w->body->is_inferred && w->allow_inferred && w->pelvis != NULL && w->thorax != NULL;
}

/* L, H, F, P and thorax, as far as the tier allows. */
static void spine_angles(struct work *w, double *angles[4])
{
    struct hinge_body *body = w->body;
    static const enum hinge_signal spine[] = {
        HINGE_SIGNAL_lumbar_flex,      HINGE_SIGNAL_total_flex,    HINGE_SIGNAL_thorax_tilt,
        HINGE_SIGNAL_lumbar_curv,      HINGE_SIGNAL_thoracic_curv, HINGE_SIGNAL_upper_lumbar_flex,
        HINGE_SIGNAL_lower_lumbar_flex};
    bool lumbar = body->tier == 'A' || body->tier == 'B' || spine_allowed(w);
    for (size_t k = 0; k < sizeof spine / sizeof *spine; k++)
        body->reason[spine[k]] = spine_reason(w, true);
    body->reason[HINGE_SIGNAL_pelvis_tilt] = spine_reason(w, false);
    body->reason[HINGE_SIGNAL_hip_flex] =
        w->pelvis != NULL && w->thigh == NULL ? HINGE_REASON_NO_THIGH : spine_reason(w, false);
    if (lumbar || body->has_pelvis) {
        if (w->pelvis != NULL)
            set(w, HINGE_SIGNAL_pelvis_tilt, w->pelvis, body->is_inferred);
        set_difference(w, HINGE_SIGNAL_hip_flex, w->pelvis, w->thigh, body->is_inferred);
    }
    if (!lumbar)
        return;
    set(w, HINGE_SIGNAL_thorax_tilt, w->thorax, body->is_inferred);
    set_difference(w, HINGE_SIGNAL_lumbar_flex, w->thorax, w->pelvis,
                   body->is_inferred); /* F = thorax - thigh: free of pelvis noise */
    set_difference(w, HINGE_SIGNAL_total_flex, w->thorax, w->thigh, body->is_inferred);
    if (w->thigh == NULL)
        body->reason[HINGE_SIGNAL_total_flex] = HINGE_REASON_NO_THIGH;
    for (int k = 0; k < 4; k++)
        set_difference(w, (enum hinge_signal)(HINGE_SIGNAL_lumbar_lowthx + k), angles[k], w->pelvis,
                       body->is_inferred);
}

/* pitch(top - middle) - pitch(middle - bottom), order given by sign. */
static void curvature(struct work *w, enum hinge_signal signal, enum hinge_point low,
                      enum hinge_point mid, enum hinge_point high)
{
    w->body->reason[signal] = HINGE_REASON_INSUFFICIENT_LANDMARKS;
    if (!has(w, low) || !has(w, mid) || !has(w, high))
        return;
    set_difference(w, signal, pitch(w, mid, high), pitch(w, low, mid), false);
}

/* Lumbar flexion by region, from the lines L3-L5 (PSIS, else S1, without L5) and
 * T12/L1-L3, and with L5 the curvature between them. */
static void lumbar_regions(struct work *w)
{
    struct hinge_body *body = w->body;
    const enum hinge_signal upper = HINGE_SIGNAL_upper_lumbar_flex,
                            curve = HINGE_SIGNAL_lumbar_curv;
    bool l5 = has(w, HINGE_POINT_L5);
    enum hinge_point base = l5 ? HINGE_POINT_L5 : HINGE_POINT_PSIS;
    body->reason[HINGE_SIGNAL_lower_lumbar_flex] = body->reason[upper] = body->reason[curve] =
        HINGE_REASON_INSUFFICIENT_LANDMARKS;
    const double *low = line_between(w, base, HINGE_POINT_L3);
    const double *high = line_between(w, HINGE_POINT_L3, HINGE_POINT_T12L1);
    set_difference(w, HINGE_SIGNAL_lower_lumbar_flex, low, w->pelvis, false);
    set_difference(w, upper, high, low, false);
    if (l5 && body->signal[upper] != NULL)
        set(w, curve, body->signal[upper], false);
}

void hinge_angles_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                        const char *lumbar_def, bool allow_inferred, struct hinge_body *body)
{
    struct work w = {.tracks = tracks,
                     .points = points,
                     .body = body,
                     .lumbar_def = lumbar_def,
                     .allow_inferred = allow_inferred};
    double *angles[4] = {0};
    w.shortest = tracks->dim == 2 && !tracks->metric ? 2
                 : isnan(tracks->leg0)               ? 0
                                                     : 0.02 * tracks->leg0;
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        body->reason[s] = HINGE_REASON_INSUFFICIENT_LANDMARKS;
    body->reason[HINGE_SIGNAL_ankle_df] = HINGE_REASON_NO_FOOT;
    enum hinge_point top = seen(&w, HINGE_POINT_SHOULDER) ? HINGE_POINT_SHOULDER : HINGE_POINT_C7;
    enum hinge_point hip = top == HINGE_POINT_C7 ? HINGE_POINT_HIP_MIDDLE : HINGE_POINT_HIP;
    w.trunk = pitch(&w, hip, top);
    w.thigh = pitch(&w, HINGE_POINT_KNEE, HINGE_POINT_HIP);
    w.shank = pitch(&w, HINGE_POINT_ANKLE, HINGE_POINT_KNEE);
    if (w.trunk != NULL)
        set(&w, HINGE_SIGNAL_trunk_incl, w.trunk, false);
    if (w.thigh != NULL)
        set(&w, HINGE_SIGNAL_thigh_incl, w.thigh, false);
    if (w.shank != NULL)
        set(&w, HINGE_SIGNAL_shank_incl, w.shank, false);
    body->has_thigh = w.thigh != NULL;
    set_difference(&w, HINGE_SIGNAL_trunk_thigh, w.trunk, w.thigh, false);
    set_difference(&w, HINGE_SIGNAL_knee_flex, w.shank, w.thigh, false);
    find_pelvis(&w);
    find_thorax(&w, angles);
    /* a pelvis whose markers are seen too rarely costs its own values, not trunk and tempo */
    bool lost = tracks->dim == 3 && !seen(&w, HINGE_POINT_HIP) && w.trunk == NULL;
    bool named = tracks->point[HINGE_LANDMARK_asis_l].present ||
                 tracks->point[HINGE_LANDMARK_asis_r].present;
    if (lost && named && w.thorax != NULL) {
        w.trunk = w.thorax;
        set(&w, HINGE_SIGNAL_trunk_incl, w.trunk, false);
        body->warnings |= HINGE_WARN(TRUNK_IS_THORAX);
    }
    body->tier = judge_tier(&w);
    if (lost && w.trunk != NULL)
        body->tier = 'C';
    if ((body->tier == 'C' || body->tier == 'N') && !spine_allowed(&w))
        body->lumbar_def = HINGE_LUMBAR_NONE;
    spine_angles(&w, angles);
    /* signals in which one hip stands for the middle of both beside a midline point */
    static const enum hinge_signal pelvic[] = {
        HINGE_SIGNAL_pelvis_tilt,      HINGE_SIGNAL_hip_flex,   HINGE_SIGNAL_lumbar_flex,
        HINGE_SIGNAL_lumbar_lowthx,    HINGE_SIGNAL_lumbar_isb, HINGE_SIGNAL_lumbar_post,
        HINGE_SIGNAL_lumbar_spn,       HINGE_SIGNAL_trunk_incl, HINGE_SIGNAL_trunk_thigh,
        HINGE_SIGNAL_lower_lumbar_flex};
    bool shoulder = seen(&w, HINGE_POINT_SHOULDER);
    for (size_t k = 0; points->one_sided && k < sizeof pelvic / sizeof *pelvic; k++)
        body->one_sided[pelvic[k]] = !shoulder || (pelvic[k] != HINGE_SIGNAL_trunk_incl &&
                                                   pelvic[k] != HINGE_SIGNAL_trunk_thigh);
    bool spine = body->tier == 'A' || body->tier == 'B';
    if (spine)
        curvature(&w, HINGE_SIGNAL_thoracic_curv, HINGE_POINT_T12L1, HINGE_POINT_T8,
                  HINGE_POINT_C7);
    if (spine)
        lumbar_regions(&w);
    /* what is told of a spine that nothing measured: never lumbar flexion (method 1.5) */
    curvature(&w, HINGE_SIGNAL_spine_bend, HINGE_POINT_SPINE_BASE, HINGE_POINT_SPINE_MID,
              HINGE_POINT_SHOULDER_MIDDLE);
    if (body->signal[HINGE_SIGNAL_spine_bend] != NULL)
        body->warnings |= HINGE_WARN(EXPLORATORY);
    if (body->tier == 'C' && body->has_pelvis && has(&w, HINGE_POINT_C7)) {
        body->warnings |= HINGE_WARN(EXPLORATORY);
        set_difference(&w, HINGE_SIGNAL_spine_c7s, pitch(&w, HINGE_POINT_PSIS, HINGE_POINT_C7),
                       w.pelvis, body->is_inferred);
    }
    /* ankle dorsiflexion: shank against the foot vector */
    if (w.shank != NULL && seen(&w, HINGE_POINT_HEEL) && seen(&w, HINGE_POINT_TOE)) {
        double *out = hinge_tracks_array(tracks);
        for (size_t i = 0; i < tracks->n; i++) {
            double dx = points->x[HINGE_POINT_TOE][i] - points->x[HINGE_POINT_HEEL][i];
            double dy = points->y[HINGE_POINT_TOE][i] - points->y[HINGE_POINT_HEEL][i];
            if (hinge_reaches(dx, dy, w.shortest))
                out[i] = w.shank[i] + atan2(dy, dx) * (180 / M_PI);
        }
        set(&w, HINGE_SIGNAL_ankle_df, out, false);
    }
    build_head(tracks, points, w.shortest, body);
}
