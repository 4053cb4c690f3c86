/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines between pairs of landmarks, whatever of them is there. */
#include "test.h"

#include "body/steps.h"

#include <stdlib.h>

enum { N = 11, LOW = HINGE_LANDMARK_hjc_l, HIGH = HINGE_LANDMARK_shoulder_l };

struct scene {
    struct hinge_tracks tracks;
    double x[HINGE_LANDMARK_COUNT][N];
};

static void set(struct scene *s, int landmark, double first)
{
    struct hinge_track *track = &s->tracks.point[landmark];
    track->present = track->usable = true;
    track->axis[0] = s->x[landmark];
    for (int i = 0; i < N; i++)
        s->x[landmark][i] = first + i;
}

static double apart(struct scene *s, int high, int frame)
{
    double out[N];
    hinge_points_apart(&s->tracks, LOW, high, 0, out);
    return out[frame];
}

TEST(pairs_are_apart)
{
    cleared_by(freed) struct scene *s = calloc(1, sizeof *s);
    assert_non_null(s);
    s->tracks.n = N;
    set(s, LOW, 0);
    assert_true(isnan(apart(s, HIGH, 3))); /* nothing there */
    set(s, HINGE_LANDMARK_c7, 30);
    assert_close(apart(s, HINGE_LANDMARK_c7, 3), 30, 0, 0); /* alone, no pair */
    set(s, HINGE_LANDMARK_c7 + 1, 70);
    assert_close(apart(s, HINGE_LANDMARK_c7, 3), 30, 0, 0);
    set(s, HIGH + 1, 10);
    assert_close(apart(s, HIGH, 10), 10, 0, 0); /* one side of each */
    set(s, HIGH, 20);
    set(s, LOW + 1, 4);
    assert_close(apart(s, HIGH, 10), 13, 0, 0);
    s->x[HIGH][7] = (double)NAN;
    s->x[LOW + 1][8] = (double)NAN;
    assert_close(apart(s, HIGH, 7), 8, 0, 0);
    assert_close(apart(s, HIGH, 8), 15, 0, 0);
    assert_close(apart(s, HIGH, 9), 13, 0, 0);
    s->x[HIGH + 1][6] = s->x[LOW][6] = (double)NAN;
    assert_close(apart(s, HIGH, 6), 16, 0, 0);
    s->x[HIGH + 1][7] = (double)NAN;
    assert_true(isnan(apart(s, HIGH, 7)));
}
