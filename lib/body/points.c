/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means of sides, hip joint centres, inclinations. */
#include "body/points.h"

#include "base/parallel.h"
#include "body/parts/geometry.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

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

/* The sides of a pair along an axis, one for both where the other is not present; C7 is
 * both. False where there is none. */
static bool sides(const struct hinge_tracks *t, int left, int axis, const double *side[2])
{
    const struct hinge_track *l = &t->point[left];
    const struct hinge_track *r = left == HINGE_LANDMARK_c7 ? l : l + 1;
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

/* Mean of two tracks; with `either` a frame needs only one of them. */
static void average(struct hinge_tracks *t, struct hinge_points *points, enum hinge_point point,
                    int left, bool either)
{
    const struct hinge_track *l = &t->point[left], *r = &t->point[left + 1];
    points->x[point] = hinge_tracks_room(t);
    points->y[point] = hinge_tracks_room(t);
    points->inferred[point] = ((l->flags | r->flags) & HINGE_CHANNEL_INFERRED) != 0;
    for (int a = 0; a < 2; a++) {
        double *out = a == 0 ? points->x[point] : points->y[point];
        means(l->axis[a], r->axis[a], either, t->n, out);
    }
}

static void build_point(struct hinge_tracks *t, char side, size_t row, struct hinge_points *points)
{
    enum hinge_point point = rows[row].point;
    int left = rows[row].left;
    const struct hinge_track *l = &t->point[left];
    if (points->x[point] != NULL)
        return; /* an earlier row made it */
    if (rows[row].rule == CENTRAL) {
        if (usable(l))
            take(points, point, l);
        return;
    }
    const struct hinge_track *r = &t->point[left + 1];
    bool two = usable(l) && usable(r);
    bool own_side = rows[row].rule == FOLLOWS || (rows[row].rule == MIDDLE && t->dim == 3);
    if (two && (side == 'b' || !own_side)) {
        average(t, points, point, left, rows[row].rule == PRESENT);
        return;
    }
    if (rows[row].rule == BOTH)
        return;
    if (point == HINGE_POINT_HIP_MIDDLE && t->dim == 2)
        points->one_sided = true;
    const struct hinge_track *own = side == 'l' ? l : r, *other = side == 'l' ? r : l;
    bool core = point <= HINGE_POINT_SHOULDER_MIDDLE;
    if (usable(own) && (side != 'b' || rows[row].rule == PRESENT || !core)) {
        take(points, point, own);
        return;
    }
    if (usable(other) && (rows[row].rule == PRESENT || (side == 'b' && !core))) {
        take(points, point, other);
    }
}

/* --- hip joint centres --- */

static bool pelvis_markers(const struct hinge_tracks *t)
{
    return t->dim == 3 && usable(&t->point[HINGE_LANDMARK_asis_l]) &&
           usable(&t->point[HINGE_LANDMARK_asis_r]) &&
           ((usable(&t->point[HINGE_LANDMARK_psis_l]) &&
             usable(&t->point[HINGE_LANDMARK_psis_r])) ||
            usable(&t->point[HINGE_LANDMARK_s1]));
}

static void read_point(const struct hinge_track *track, size_t i, double out[3])
{
    for (int a = 0; a < 3; a++)
        out[a] = track->axis[a][i];
}

/* Middle of the PSIS of a frame; the sacral marker stands in for it. */
static void read_psis(const struct hinge_tracks *t, size_t i, double middle[3])
{
    const struct hinge_track *l = &t->point[HINGE_LANDMARK_psis_l];
    const struct hinge_track *r = &t->point[HINGE_LANDMARK_psis_r];
    bool two = usable(l) && usable(r);
    double right[3];
    read_point(two ? l : &t->point[HINGE_LANDMARK_s1], i, middle);
    read_point(two ? r : &t->point[HINGE_LANDMARK_s1], i, right);
    for (int a = 0; a < 3; a++)
        middle[a] = (middle[a] + right[a]) / 2;
}

/* A trochanter on the skin stands in for the joint only where nothing better is. */
static bool is_joint(const struct hinge_track *hip)
{
    return usable(hip) && !(hip->flags & HINGE_CHANNEL_APPROXIMATE);
}

static void add_hip_centres(struct hinge_tracks *t, struct hinge_points *points)
{
    struct hinge_track *hip = &t->point[HINGE_LANDMARK_hjc_l];
    if (!pelvis_markers(t) || is_joint(&hip[0]) || is_joint(&hip[1]))
        return;
    points->hips_from_pelvis = true;
    for (int side = 0; side < 2; side++) {
        for (int a = 0; a < 3; a++)
            hip[side].axis[a] = hinge_tracks_room(t);
        hip[side].present = hip[side].usable = true;
        hip[side].present_share = hip[side].score = 1;
        hip[side].flags = t->point[HINGE_LANDMARK_asis_l].flags;
    }
    for (size_t i = 0; i < t->n; i++) {
        double la[3], ra[3], psis[3], left[3], right[3];
        read_point(&t->point[HINGE_LANDMARK_asis_l], i, la);
        read_point(&t->point[HINGE_LANDMARK_asis_r], i, ra);
        read_psis(t, i, psis);
        hinge_hip_centres(la, ra, psis, 1000, left, right);
        for (int a = 0; a < 3; a++) {
            hip[0].axis[a][i] = left[a];
            hip[1].axis[a][i] = right[a];
        }
    }
}

void hinge_points_build(struct hinge_tracks *tracks, char side, struct hinge_points *points)
{
    *points = (struct hinge_points){0};
    add_hip_centres(tracks, points);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        build_point(tracks, side, k, points);
}

void hinge_points_pitch(struct hinge_tracks *tracks, const struct hinge_points *points,
                        enum hinge_point low, enum hinge_point high, double shortest,
                        double **angle)
{
    const double *x0 = points->x[low], *x1 = points->x[high];
    const double *y0 = points->y[low], *y1 = points->y[high];
    *angle = NULL;
    if (x0 == NULL || x1 == NULL)
        return;
    *angle = hinge_tracks_array(tracks);
    for (size_t i = 0; i < tracks->n; i++) {
        double dx = x1[i] - x0[i], dy = y1[i] - y0[i];
        if (hinge_reaches(dx, dy, shortest))
            (*angle)[i] = hinge_pitch_deg(dx, dy);
    }
    hinge_unwrap_deg(*angle, tracks->n);
}
