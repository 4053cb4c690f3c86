/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Held values. Works on the clock's frames, before any other cleaning. */
#include "body/held.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COARSE_LL 0.001 /* of the leg length: about one pixel of a phone video */

static bool same_frame(const struct hinge_track *track, int dim, size_t i, size_t j)
{
    for (int a = 0; a < dim; a++)
        if (!(track->axis[a][i] == track->axis[a][j]))
            return false;
    return true;
}

/* Smallest step between frames of any coordinate: what its numbers can resolve. */
static double resolution(const struct hinge_track *track, int dim, size_t n)
{
    double least = INFINITY;
    for (int a = 0; a < dim; a++)
        for (size_t i = 1; i < n; i++) {
            double step = fabs(track->axis[a][i] - track->axis[a][i - 1]);
            if (step > 0 && step < least)
                least = step;
        }
    return least;
}

/* Marks frames that repeat their predecessor within a run of HINGE_HELD_FRAMES; true
 * when the landmark moves at all. */
static bool mark(const struct hinge_track *track, int dim, size_t n,
                 unsigned char *held)
{
    bool moves = false;
    for (size_t from = 0; from < n;) {
        size_t to = from + 1;
        while (to < n && same_frame(track, dim, from, to))
            to++;
        bool whole = from == 0 && to == n;
        bool missing = isnan(track->axis[0][from]);
        for (size_t i = from; i < to; i++)
            held[i] = !missing && !whole && to - from >= HINGE_HELD_FRAMES && i > from;
        moves = moves || (!missing && !whole);
        from = to;
    }
    return moves;
}

static double remove_marked(struct hinge_track *track, int dim, size_t n,
                            const unsigned char *held, const unsigned *moving,
                            const unsigned *still)
{
    size_t removed = 0;
    for (size_t i = 0; i < n; i++) {
        if (!held[i] || still[i] == moving[i])
            continue;
        for (int a = 0; a < dim; a++)
            track->axis[a][i] = NAN;
        removed++;
    }
    track->held = removed;
    return (double)removed / (double)n;
}

enum hinge_status hinge_held_remove(struct hinge_tracks *tracks,
                                    struct hinge_error *error)
{
    size_t n = tracks->n;
    unsigned char *held = hinge_alloc((size_t)HINGE_LANDMARK_COUNT * n, 1);
    unsigned *still = hinge_alloc(2 * n, sizeof *still);
    enum hinge_status status = HINGE_OK;
    if (held == NULL || still == NULL) {
        status = hinge_no_memory(error);
        goto out;
    }
    unsigned *moving = still + n;
    double leg;
    bool from_trunk;
    status = hinge_tracks_leg0(tracks, &leg, &from_trunk);
    if (status != HINGE_OK)
        goto out;
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt; l++) {
        struct hinge_track *track = &tracks->point[l];
        unsigned char *own = held + (size_t)l * n;
        if (!track->present || !mark(track, tracks->dim, n, own))
            continue;
        double step = resolution(track, tracks->dim, n);
        /* constant though seen only now and then, or too coarse to tell: never held,
         * and no evidence that the body moves while others are */
        if (isinf(step) || step > COARSE_LL * leg) {
            memset(own, 0, n);
            continue;
        }
        for (size_t i = 0; i < n; i++) {
            bool valid = !isnan(track->axis[0][i]);
            moving[i] += valid;
            still[i] += valid && own[i];
        }
    }
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt; l++) {
        struct hinge_track *track = &tracks->point[l];
        if (!track->present)
            continue;
        double share =
            remove_marked(track, tracks->dim, n, held + (size_t)l * n, moving, still);
        if (share > tracks->held_share)
            tracks->held_share = share;
    }
    if (tracks->held_share > 0)
        tracks->warnings |= HINGE_WARN(HELD);
out:
    free(held);
    free(still);
    return status;
}
