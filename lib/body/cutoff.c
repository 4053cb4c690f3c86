/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cutoff a recording itself suggests (method 3.7): residual analysis of each
 * coordinate, outliers out and gaps filled. In: tracks before the filter; out: a
 * number, the tracks as they were. */
#include "body/tracks.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A copy of one coordinate as the filter would get it. */
static void prepare(const struct hinge_tracks *t, const struct hinge_parameters *p, const double *x,
                    double *copy, bool *flag)
{
    const struct hinge_gap_rule rule = {p->gap_linear_s, p->gap_max_s, (size_t)p->gap_side_min,
                                        (size_t)p->gap_side_max};
    size_t half = (size_t)lround(p->hampel_half_s * t->rate_hz), count;
    double floor = isnan(t->leg0) ? 0 : p->hampel_floor_LL * t->leg0;
    half = half < (size_t)p->hampel_half_min ? (size_t)p->hampel_half_min : half;
    memcpy(copy, x, t->n * sizeof *x);
    hinge_hampel(x, t->n, half, p->hampel_nsig, floor, flag, &count);
    for (size_t i = 0; i < t->n; i++)
        copy[i] = flag[i] ? (double)NAN : x[i];
    hinge_gaps_fill(copy, t->n, t->rate_hz, &rule);
}

/* Whether a track's coordinates are series of places: angles and orientations are not.
 */
static bool is_point(const struct hinge_tracks *t, int landmark)
{
    const struct hinge_track *track = &t->point[landmark];
    return track->present && landmark < HINGE_LANDMARK_osim_pelvis_tilt;
}

static double missing(const double *x, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += isnan(x[i]) != 0;
    return (double)count / (double)n;
}

void hinge_tracks_suggest_cutoff(const struct hinge_tracks *tracks,
                                 const struct hinge_parameters *parameters, double *cutoff_hz)
{
    double *copy = hinge_alloc(tracks->n, sizeof *copy);
    bool *flag = hinge_alloc(tracks->n, sizeof *flag);
    double found[3 * HINGE_LANDMARK_COUNT];
    size_t n = 0;
    *cutoff_hz = (double)NAN;
    for (int l = 0; l < HINGE_LANDMARK_COUNT; l++)
        for (int a = 0; is_point(tracks, l) && a < tracks->dim; a++) {
            const double *x = tracks->point[l].axis[a];
            struct hinge_residual residual = {.cutoff_hz = (double)NAN};
            if (missing(x, tracks->n) > parameters->miss_channel)
                continue;
            prepare(tracks, parameters, x, copy, flag);
            hinge_residual_cutoff(copy, tracks->n, tracks->rate_hz, &residual);
            if (!isnan(residual.cutoff_hz))
                found[n++] = residual.cutoff_hz;
        }
    free(copy);
    free(flag);
    if (n > 0) {
        hinge_median(found, n, cutoff_hz);
    }
}
