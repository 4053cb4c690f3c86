/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Held values. Works on the clock's frames, before any other cleaning. */
#include "body/held.h"
#include "base/memory.h"
#include "signal/signal.h"

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

/* Whether a coordinate ever changes by so little between frames, or at all when nothing
 * says how little that is: what its numbers can resolve. */
static bool resolves(const struct hinge_track *track, int dim, size_t n, double least)
{
    for (int a = 0; a < dim; a++)
        for (size_t i = 1; i < n; i++) {
            double step = fabs(track->axis[a][i] - track->axis[a][i - 1]);
            if (step > 0 && !(step > least))
                return true;
        }
    return false;
}

/* --- whether a repeated value was held --- */

/* Joints that move together: when one repeats while the other travels, it was filled.
 */
static const int neighbours[][2] = {
    {HINGE_LANDMARK_shoulder_l, HINGE_LANDMARK_hjc_l},
    {HINGE_LANDMARK_shoulder_r, HINGE_LANDMARK_hjc_r},
    {HINGE_LANDMARK_shoulder_l, HINGE_LANDMARK_elbow_l},
    {HINGE_LANDMARK_shoulder_r, HINGE_LANDMARK_elbow_r},
    {HINGE_LANDMARK_elbow_l, HINGE_LANDMARK_wrist_l},
    {HINGE_LANDMARK_elbow_r, HINGE_LANDMARK_wrist_r},
    {HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_knee_l},
    {HINGE_LANDMARK_hjc_r, HINGE_LANDMARK_knee_r},
    {HINGE_LANDMARK_asis_l, HINGE_LANDMARK_knee_l},
    {HINGE_LANDMARK_asis_r, HINGE_LANDMARK_knee_r},
    {HINGE_LANDMARK_psis_l, HINGE_LANDMARK_asis_l},
    {HINGE_LANDMARK_psis_r, HINGE_LANDMARK_asis_r},
    {HINGE_LANDMARK_knee_l, HINGE_LANDMARK_ankle_l},
    {HINGE_LANDMARK_knee_r, HINGE_LANDMARK_ankle_r},
    {HINGE_LANDMARK_ankle_l, HINGE_LANDMARK_heel_l},
    {HINGE_LANDMARK_ankle_r, HINGE_LANDMARK_heel_r},
    {HINGE_LANDMARK_ankle_l, HINGE_LANDMARK_toe_l},
    {HINGE_LANDMARK_ankle_r, HINGE_LANDMARK_toe_r},
    {HINGE_LANDMARK_c7, HINGE_LANDMARK_shoulder_l},
    {HINGE_LANDMARK_c7, HINGE_LANDMARK_t8},
    {HINGE_LANDMARK_c7, HINGE_LANDMARK_t10},
    {HINGE_LANDMARK_t8, HINGE_LANDMARK_t12l1},
    {HINGE_LANDMARK_t10, HINGE_LANDMARK_t12l1},
    {HINGE_LANDMARK_t12l1, HINGE_LANDMARK_l3},
    {HINGE_LANDMARK_l3, HINGE_LANDMARK_l5},
    {HINGE_LANDMARK_l5, HINGE_LANDMARK_s1},
    {HINGE_LANDMARK_ij, HINGE_LANDMARK_px},
    {HINGE_LANDMARK_nose, HINGE_LANDMARK_ear_l},
    {HINGE_LANDMARK_nose, HINGE_LANDMARK_ear_r},
};

/* Distance between two frames of a track; NaN when one is missing. */
static double step_of(const struct hinge_track *track, int dim, size_t i, size_t j)
{
    double sum = 0;
    for (int a = 0; a < dim; a++)
        sum += (track->axis[a][j] - track->axis[a][i]) * (track->axis[a][j] - track->axis[a][i]);
    return sqrt(sum);
}

/* Median of the steps that are none of 0; NaN when there is none. */
static void usual_step(const struct hinge_track *track, int dim, size_t n, double *scratch,
                       double *median)
{
    scratch[0] = (double)NAN;
    for (size_t i = 1; i < n; i++) {
        double step = step_of(track, dim, i - 1, i);
        scratch[i] = step > 0 ? step : (double)NAN;
    }
    hinge_median(scratch, n, median);
}

/* Whether a neighbour of landmark l travels in frames from..to-1. */
static bool neighbour_moves(const struct hinge_tracks *t, int l, size_t from, size_t to,
                            double least)
{
    for (size_t k = 0; k < sizeof neighbours / sizeof *neighbours; k++) {
        if (neighbours[k][0] != l && neighbours[k][1] != l)
            continue;
        int other = neighbours[k][0] == l ? neighbours[k][1] : neighbours[k][0];
        const struct hinge_track *track = &t->point[other];
        for (int a = 0; track->present && a < t->dim; a++) {
            double low = INFINITY, high = -INFINITY;
            for (size_t i = from; i < to; i++) {
                low = fmin(low, track->axis[a][i]);
                high = fmax(high, track->axis[a][i]);
            }
            if (high - low > least)
                return true;
        }
    }
    return false;
}

/* Whether x repeats so often in a row that a run may have been held; most never do. */
static bool repeats(const struct hinge_track *track, size_t n)
{
    const double *x = track->axis[0];
    unsigned run = 1, longest = 1;
    for (size_t i = 1; i < n; i++) {
        run = x[i] == x[i - 1] ? run + 1 : 1;
        longest = run > longest ? run : longest;
    }
    return longest >= HINGE_HELD_FRAMES;
}

static bool any_repeats(const struct hinge_tracks *t)
{
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt; l++)
        if (t->point[l].present && repeats(&t->point[l], t->n))
            return true;
    return false;
}

/* What one landmark's run is judged by. */
struct judge {
    const struct hinge_tracks *tracks;
    int landmark;
    double release, travel; /* longest usual step out of a run; of a neighbour in it */
};

/* Planted feet in rounded, slow data repeat by themselves: a value was held only when
 * its end jumps, or a neighbour moves meanwhile. */
static bool was_held(const struct judge *judge, size_t from, size_t to)
{
    const struct hinge_tracks *t = judge->tracks;
    const struct hinge_track *track = &t->point[judge->landmark];
    bool jumps = to < t->n && step_of(track, t->dim, to - 1, to) > judge->release;
    return jumps || neighbour_moves(t, judge->landmark, from, to, judge->travel);
}

/* Marks frames that repeat their predecessor within a run of HINGE_HELD_FRAMES that was
 * held; true when the landmark moves at all. */
static bool mark(const struct judge *judge, unsigned char *held)
{
    const struct hinge_track *track = &judge->tracks->point[judge->landmark];
    size_t n = judge->tracks->n;
    bool moves = false;
    for (size_t from = 0; from < n;) {
        size_t to = from + 1;
        while (to < n && same_frame(track, judge->tracks->dim, from, to))
            to++;
        bool whole = from == 0 && to == n;
        bool missing = isnan(track->axis[0][from]);
        bool run =
            !missing && !whole && to - from >= HINGE_HELD_FRAMES && was_held(judge, from, to);
        for (size_t i = from; i < to; i++)
            held[i] = run && i > from;
        moves = moves || (!missing && !whole);
        from = to;
    }
    return moves;
}

static double remove_marked(struct hinge_track *track, int dim, size_t n, const unsigned char *held,
                            const unsigned *moving, const unsigned *still)
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

void hinge_held_remove(struct hinge_tracks *tracks, const struct hinge_parameters *parameters)
{
    size_t n = tracks->n;
    if (!any_repeats(tracks))
        return;
    unsigned char *held = hinge_alloc((size_t)HINGE_LANDMARK_COUNT * n, 1);
    unsigned *still = hinge_alloc(2 * n, sizeof *still);
    double *scratch = hinge_alloc(n, sizeof *scratch);
    unsigned *moving = still + n;
    double leg;
    bool from_trunk;
    hinge_tracks_leg0(tracks, &leg, &from_trunk);
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt; l++) {
        struct hinge_track *track = &tracks->point[l];
        unsigned char *own = held + (size_t)l * n;
        double usual = (double)NAN;
        if (!track->present)
            continue;
        if (repeats(track, n)) {
            usual_step(track, tracks->dim, n, scratch, &usual);
        }
        const struct judge judge = {tracks, l, parameters->held_release * usual,
                                    parameters->held_neighbour_LL * leg};
        if (!mark(&judge, own))
            continue;
        /* constant though seen only now and then, or too coarse to tell: never held,
         * and no evidence that the body moves while others are */
        if (!resolves(track, tracks->dim, n, COARSE_LL * leg)) {
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
        double share = remove_marked(track, tracks->dim, n, held + (size_t)l * n, moving, still);
        if (share > tracks->held_share)
            tracks->held_share = share;
    }
    if (tracks->held_share > 0)
        tracks->warnings |= HINGE_WARN(HELD);
    free(scratch);
    free(held);
    free(still);
}
