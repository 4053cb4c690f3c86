/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The side to analyse. In: cleaned tracks, and in an image the way the person faces;
 * out: 'b' both, 'l' or 'r'. */
#include "body/side.h"

#include <math.h>
#include <string.h>

static const int core[] = {HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_knee_l, HINGE_LANDMARK_ankle_l,
                           HINGE_LANDMARK_shoulder_l};
enum { N_CORE = sizeof core / sizeof *core };

char hinge_side_3d(const struct hinge_tracks *t)
{
    int left = 0, right = 0, either = 0;
    for (int k = 0; k < N_CORE; k++) {
        left += hinge_tracks_seen(t, core[k]);
        right += hinge_tracks_seen(t, core[k] + 1);
        either += hinge_tracks_seen(t, core[k]) || hinge_tracks_seen(t, core[k] + 1);
    }
    if (left == either && right == either)
        return 'b';
    if (right == either || left == either)
        return right >= left ? 'r' : 'l';
    return 'b';
}

static double side_score(const struct hinge_tracks *t, int side)
{
    double sum = 0;
    for (int k = 0; k < N_CORE; k++) {
        const struct hinge_track *track = &t->point[core[k] + side];
        sum += track->present ? track->score : 0;
    }
    return sum / N_CORE;
}

/* Core landmarks of a side that may be used. */
static int side_usable(const struct hinge_tracks *t, int side)
{
    int n = 0;
    for (int k = 0; k < N_CORE; k++)
        n += hinge_tracks_seen(t, core[k] + side);
    return n;
}

char hinge_side_2d(struct hinge_tracks *t, const struct hinge_trial_info *info,
                   const struct hinge_parameters *p, double facing)
{
    double left = side_score(t, 0), right = side_score(t, 1);
    bool mirrored = info != NULL && strcmp(info->mirrored, "1") == 0;
    char near_side = (facing > 0) != mirrored ? 'r' : 'l';
    char side = near_side;
    if (fabs(left - right) >= p->side_tie)
        side = left > right ? 'l' : 'r';
    int usable_left = side_usable(t, 0), usable_right = side_usable(t, 1);
    if (usable_left != usable_right)
        side = usable_left > usable_right ? 'l' : 'r';
    if (side != near_side || fmax(left, right) < p->side_min_conf)
        t->warnings |= HINGE_WARN(SIDE_LOW_CONF);
    return side;
}
