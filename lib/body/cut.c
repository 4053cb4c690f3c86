/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts of edited films (method 2.3). */
#include "body/image.h"

#include <math.h>

/* A tracker that slips for less than this and comes back is no cut. */
static const double SLIP_S = 0.1;

/* Distance in the image between frames i and j of a landmark pair's middle; of one side
 * where only that is there in both frames. NaN when neither is. */
static double jump(const struct hinge_tracks *t, int left, size_t i, size_t j)
{
    double d[2] = {0, 0};
    int n = 0;
    for (int side = 0; side < 2; side++) {
        const struct hinge_track *track = &t->point[left + side];
        if (!track->present || isnan(track->axis[0][i]) || isnan(track->axis[0][j]))
            continue;
        for (int a = 0; a < 2; a++)
            d[a] += track->axis[a][j] - track->axis[a][i];
        n++;
    }
    return n > 0 ? hypot(d[0] / n, d[1] / n) : (double)NAN;
}

static bool both_jump(const struct hinge_tracks *t, double least, size_t i, size_t j)
{
    return jump(t, HINGE_LANDMARK_hjc_l, i, j) > least &&
           jump(t, HINGE_LANDMARK_shoulder_l, i, j) > least;
}

/* Whether frame i begins a new shot: the body jumps there, and neither comes back soon
 * nor comes back itself from a slip. */
static bool is_cut(const struct hinge_tracks *t, double least, size_t i)
{
    size_t slip = (size_t)lround(SLIP_S * t->rate_hz);
    if (!both_jump(t, least, i - 1, i))
        return false;
    for (size_t j = i + 1; j <= i + slip && j < t->n; j++)
        if (!both_jump(t, least, i - 1, j))
            return false;
    for (size_t j = i > slip ? i - 1 - slip : 0; j + 1 < i; j++)
        if (!both_jump(t, least, j, i))
            return false;
    return true;
}

static void crop(struct hinge_tracks *t, size_t from, size_t n)
{
    for (int l = 0; l < HINGE_LANDMARK_COUNT; l++)
        for (int a = 0; a < 3; a++)
            if (t->point[l].axis[a] != NULL)
                t->point[l].axis[a] += from;
    t->start_s += (double)from / t->rate_hz;
    t->n = n;
    t->warnings |= HINGE_WARN(SHOT_CUT);
}

enum hinge_status hinge_image_cut(struct hinge_tracks *tracks,
                                  const struct hinge_parameters *parameters,
                                  struct hinge_error *error)
{
    double least = parameters->cut_jump_LL * tracks->leg0;
    size_t start = 0, best = 0, longest = 0, cuts = 0;
    if (tracks->dim != 2 || !(least > 0))
        return HINGE_OK;
    for (size_t i = 1; i <= tracks->n; i++) {
        bool cut = i < tracks->n && is_cut(tracks, least, i);
        if (!cut && i < tracks->n)
            continue;
        if (i - start > longest) {
            longest = i - start;
            best = start;
        }
        start = i;
        cuts += cut;
    }
    if (cuts == 0)
        return HINGE_OK;
    crop(tracks, best, longest);
    return longest >= HINGE_TRACKS_LEAST_FRAMES
               ? HINGE_OK
               : hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                                 "%zu cuts in the film leave at most %zu frames in one "
                                 "piece; at least %d are needed",
                                 cuts, longest, HINGE_TRACKS_LEAST_FRAMES);
}
