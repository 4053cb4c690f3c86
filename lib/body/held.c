/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Held values. Works on the clock's frames, before any other cleaning. */
#include "body/held.h"

#include <math.h>
#include <stdlib.h>

static bool same_frame(const struct hinge_track *track, int dim, size_t i, size_t j)
{
    for (int a = 0; a < dim; a++)
        if (!(track->axis[a][i] == track->axis[a][j]))
            return false;
    return true;
}

/* Marks frames that repeat their predecessor within a run of HINGE_HELD_FRAMES; true when
 * the landmark moves at all. */
static bool mark(const struct hinge_track *track, int dim, size_t n, unsigned char *held)
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

enum hinge_status hinge_held_remove(struct hinge_tracks *tracks, struct hinge_error *error)
{
    size_t n = tracks->n;
    unsigned char *held = hinge_alloc((size_t)HINGE_LANDMARK_COUNT * n, 1);
    unsigned *still = hinge_alloc(2 * n, sizeof *still);
    enum hinge_status status = HINGE_OK;
    if (held == NULL || still == NULL) {
        status = hinge_error_set(error, HINGE_NOMEM, HINGE_REASON_OK, "out of memory");
        goto out;
    }
    unsigned *moving = still + n;
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt; l++) {
        struct hinge_track *track = &tracks->point[l];
        unsigned char *own = held + (size_t)l * n;
        if (!track->present || !mark(track, tracks->dim, n, own))
            continue;
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
        double share = remove_marked(track, tracks->dim, n, held + (size_t)l * n, moving,
                                     still);
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
