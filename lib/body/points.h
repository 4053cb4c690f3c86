/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Derived points of the sagittal plane: means of both sides, or the analysed side alone
 * (method 1.4). */
#ifndef HINGE_BODY_POINTS_H
#define HINGE_BODY_POINTS_H

#include "body/tracks.h"

enum hinge_point {
    HINGE_POINT_HIP,
    HINGE_POINT_KNEE,
    HINGE_POINT_ANKLE,
    HINGE_POINT_SHOULDER,
    HINGE_POINT_HIP_MIDDLE, /* what a midline point is joined with */
    HINGE_POINT_SHOULDER_MIDDLE,
    HINGE_POINT_HEEL,
    HINGE_POINT_TOE,
    HINGE_POINT_ELBOW,
    HINGE_POINT_WRIST,
    HINGE_POINT_EAR,
    HINGE_POINT_FACE, /* nose, else the eyes */
    HINGE_POINT_OCC,
    HINGE_POINT_ASIS, /* both sides always */
    HINGE_POINT_PSIS, /* both sides, else s1 */
    HINGE_POINT_C7,
    HINGE_POINT_T3,
    HINGE_POINT_T8,
    HINGE_POINT_T10,
    HINGE_POINT_T12L1,
    HINGE_POINT_L3,
    HINGE_POINT_L5,
    HINGE_POINT_S1,
    HINGE_POINT_IJ,
    HINGE_POINT_PX,
    HINGE_POINT_LOAD,
    HINGE_POINT_SPINE_BASE, /* interpolated by a sensor: exploratory */
    HINGE_POINT_SPINE_MID,
    HINGE_POINT_COUNT
};

struct hinge_points {
    /* n values each, in the tracks' arena; NULL when the point is not there */
    double *x[HINGE_POINT_COUNT], *y[HINGE_POINT_COUNT];
    bool inferred[HINGE_POINT_COUNT];
    bool one_sided;        /* 2D: the middle of the hips is one hip */
    bool hips_from_pelvis; /* hip joint centres were regressed */
};

/* Builds the points for the side ('b', 'l', 'r'); hip joint centres come from the
 * pelvis markers (Harrington 2007) when there are none, which also fills those tracks.
 * NOMEM. */
void hinge_points_build(struct hinge_tracks *tracks, char side, struct hinge_points *points);

/* Inclination of the vector from `low` to `high`, forward positive, per frame,
 * unwrapped; NaN where it is shorter than `shortest`. NULL result (status OK) when a
 * point is missing.
 */
void hinge_points_pitch(struct hinge_tracks *tracks, const struct hinge_points *points,
                        enum hinge_point low, enum hinge_point high, double shortest,
                        double **angle);

/* Along an axis, from the pair that begins with the left landmark `low` to that of
 * `high` (C7 is no pair), each the mean of the sides that are there; NaN without any. n
 * values in `out`. */
void hinge_points_apart(const struct hinge_tracks *tracks, int low, int high, int axis,
                        double *out);

#endif
