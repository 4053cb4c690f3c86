/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether markers carry their own labels (method 3.2a, 2b): distances within a
 * rigid segment while the person moves, left and right, and their order while she
 * stands. */
#include "body/marker_order.h"

#include "base/memory.h"
#include "base/parallel.h"
#include "signal/signal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Pairs of markers on one bone, or nearly: upper back and breastbone, pelvis. */
static const int pairs[][2] = {
    {HINGE_LANDMARK_c7, HINGE_LANDMARK_t10},        {HINGE_LANDMARK_c7, HINGE_LANDMARK_t8},
    {HINGE_LANDMARK_ij, HINGE_LANDMARK_px},         {HINGE_LANDMARK_t8, HINGE_LANDMARK_px},
    {HINGE_LANDMARK_t10, HINGE_LANDMARK_px},        {HINGE_LANDMARK_asis_l, HINGE_LANDMARK_asis_r},
    {HINGE_LANDMARK_asis_l, HINGE_LANDMARK_psis_l}, {HINGE_LANDMARK_asis_l, HINGE_LANDMARK_psis_r},
    {HINGE_LANDMARK_asis_r, HINGE_LANDMARK_psis_l}, {HINGE_LANDMARK_asis_r, HINGE_LANDMARK_psis_r},
    {HINGE_LANDMARK_asis_l, HINGE_LANDMARK_s1},     {HINGE_LANDMARK_asis_r, HINGE_LANDMARK_s1}};
enum { N_PAIRS = sizeof pairs / sizeof *pairs };

static bool is_laboratory(const struct hinge_tracks *tracks)
{
    return tracks->dim == 3 && tracks->family == HINGE_FAMILY_markers;
}

/* Shorter distances change by more than a quarter with the skin alone. */
static const double LEAST_LL = 0.12;

/* Whether no distance is far from the median, wherever among them that lies. */
HINGE_WIDE static bool all_near(const double *distance, size_t n, double rigid)
{
    double least = (double)INFINITY, most = -(double)INFINITY;
#pragma omp simd reduction(min : least) reduction(max : most)
    for (size_t i = 0; i < n; i++) { /* NaN is neither */
        least = distance[i] < least ? distance[i] : least;
        most = distance[i] > most ? distance[i] : most;
    }
    return most - least <= 0.99 * rigid * least;
}

/* Marks the frames in which the distance of two markers is far from its median. */
static void mark_pair(const struct hinge_tracks *t, int pair, double rigid, double *scratch,
                      unsigned char *bad, bool *any)
{
    double usual;
    int a = pairs[pair][0], b = pairs[pair][1];
    hinge_distance(t->point[a].axis, t->point[b].axis, t->dim, t->n, scratch);
    if (all_near(scratch, t->n, rigid))
        return;
    hinge_median(scratch, t->n, &usual);
    if (!(usual >= LEAST_LL * t->leg0))
        return;
    for (size_t i = 0; i < t->n; i++)
        bad[i] = fabs(scratch[i] - usual) > rigid * usual;
    *any = true;
}

/* Takes out both markers of each broken pair, as if they had never been there; the
 * share of frames with any. */
static double remove_broken(struct hinge_tracks *t, const unsigned char *bad)
{
    size_t frames = 0;
    for (size_t i = 0; i < t->n; i++) {
        bool any = false;
        for (int pair = 0; pair < N_PAIRS; pair++) {
            if (!bad[(size_t)pair * t->n + i])
                continue;
            any = true;
            for (int end = 0; end < 2; end++) {
                struct hinge_track *track = &t->point[pairs[pair][end]];
                track->missing += isnan(track->axis[0][i]) ? 0 : 1 / (double)t->n;
                for (int k = 0; k < t->dim; k++)
                    track->axis[k][i] = (double)NAN;
            }
        }
        frames += any;
    }
    return (double)frames / (double)t->n;
}

void hinge_order_rigid(struct hinge_tracks *tracks, const struct hinge_parameters *parameters)
{
    bool any = false;
    size_t n = tracks->n;
    if (!is_laboratory(tracks))
        return;
    double *scratch = hinge_resize(NULL, n, sizeof *scratch);
    unsigned char *bad = hinge_alloc(N_PAIRS * n, 1);
    for (int pair = 0; pair < N_PAIRS; pair++)
        if (tracks->point[pairs[pair][0]].present && tracks->point[pairs[pair][1]].present)
            mark_pair(tracks, pair, parameters->marker_rigid, scratch, bad + (size_t)pair * n,
                      &any);
    if (any && remove_broken(tracks, bad) > parameters->marker_max_bad)
        tracks->warnings |= HINGE_WARN(MARKERS_SUSPECT);
    free(scratch);
    free(bad);
}

/* --- left and right --- */

/* Those of one place on both sides; the left one, the right one follows it. */
static const struct {
    int left;
    const char *name;
} sides[] = {{HINGE_LANDMARK_asis_l, "ASIS"},   {HINGE_LANDMARK_psis_l, "PSIS"},
             {HINGE_LANDMARK_hjc_l, "hip"},     {HINGE_LANDMARK_knee_l, "knee"},
             {HINGE_LANDMARK_ankle_l, "ankle"}, {HINGE_LANDMARK_heel_l, "heel"},
             {HINGE_LANDMARK_toe_l, "toe"},     {HINGE_LANDMARK_shoulder_l, "shoulder"}};
enum { N_SIDES = sizeof sides / sizeof *sides };
enum { FRAMES = 64 }; /* looked at side by side */

/* Whether all pairs that are seen point within 45° of one direction in each of these
 * frames, their sum's: none of them is against the others. */
HINGE_WIDE static bool agree(const struct hinge_tracks *t, size_t from, size_t frames)
{
    double sum_x[FRAMES] = {0}, sum_z[FRAMES] = {0}, against = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int k = 0; k < N_SIDES; k++) {
            const struct hinge_track *left = &t->point[sides[k].left], *right = left + 1;
            if (!left->present || !right->present)
                continue;
            const double *x = right->axis[0] + from, *x_left = left->axis[0] + from;
            const double *z = right->axis[2] + from, *z_left = left->axis[2] + from;
#pragma omp simd reduction(+ : against)
            for (size_t i = 0; i < frames; i++) {
                double along_x = x[i] - x_left[i], along_z = z[i] - z_left[i];
                if (pass == 0) {
                    sum_x[i] += along_x == along_x ? along_x : 0;
                    sum_z[i] += along_z == along_z ? along_z : 0;
                } else {
                    double along = along_x * sum_x[i] + along_z * sum_z[i];
                    double across = along_x * sum_z[i] - along_z * sum_x[i];
                    against += along < 1.01 * fabs(across) ? 1.0 : 0.0;
                }
            }
        }
    return against == 0;
}

/* Adds 1 for each pair that in frame i points the other way than most do: by so much
 * that it is no narrow stance. */
static void find_exchanged(const struct hinge_tracks *t, size_t i, size_t *frames)
{
    const double CROSSED_LL = 0.05, LEAST_VOTES = 0.5;
    double x[N_SIDES], z[N_SIDES], sum_x = 0, sum_z = 0;
    for (int k = 0; k < N_SIDES; k++) {
        const struct hinge_track *left = &t->point[sides[k].left], *right = left + 1;
        bool there = left->present && right->present;
        x[k] = there ? right->axis[0][i] - left->axis[0][i] : (double)NAN;
        z[k] = there ? right->axis[2][i] - left->axis[2][i] : (double)NAN;
        double width = hypot(x[k], z[k]);
        if (!(width > 0))
            continue;
        sum_x += x[k] / width;
        sum_z += z[k] / width;
    }
    double votes = hypot(sum_x, sum_z);
    for (int k = 0; votes >= LEAST_VOTES && k < N_SIDES; k++) {
        double along = (x[k] * sum_x + z[k] * sum_z) / votes; /* NaN: not seen */
        frames[k] += along < -CROSSED_LL * t->leg0;
    }
}

void hinge_order_sides(struct hinge_tracks *tracks)
{
    const double MOST = 0.05;
    size_t frames[N_SIDES] = {0}, used = 0;
    if (!is_laboratory(tracks))
        return;
    for (size_t from = 0, to; from < tracks->n; from = to) {
        to = tracks->n - from < FRAMES ? tracks->n : from + FRAMES;
        bool check = !agree(tracks, from, to - from);
        for (size_t i = from; check && i < to; i++)
            find_exchanged(tracks, i, frames);
    }
    for (int k = 0; k < N_SIDES; k++) {
        double share = (double)frames[k] / (double)tracks->n;
        if (share > tracks->swapped_share)
            tracks->swapped_share = share;
        if (share > 0)
            used += (size_t)snprintf(tracks->swapped + used, sizeof tracks->swapped - used, "%s%s",
                                     used > 0 ? ", " : "", sides[k].name);
    }
    if (tracks->swapped_share > MOST)
        tracks->warnings |= HINGE_WARN(SIDE_LOW_CONF);
}

/* --- order --- */

/* Upper points above lower ones; levels may be missing. The sacrum is told from L5 by
 * less than the skin moves: it is a level only where L5 is none. */
static const enum hinge_point levels[] = {HINGE_POINT_C7,    HINGE_POINT_T8, HINGE_POINT_T10,
                                          HINGE_POINT_T12L1, HINGE_POINT_L3, HINGE_POINT_L5,
                                          HINGE_POINT_S1};

/* 1 when two points of frame i are the wrong way round, 0 when they are right. */
static double out_of_order(const struct hinge_points *p, size_t i)
{
    double above = INFINITY;
    for (size_t k = 0; k < sizeof levels / sizeof *levels; k++) {
        const double *y = p->y[levels[k]];
        bool sacrum = levels[k] == HINGE_POINT_S1;
        if (y == NULL || isnan(y[i]) || (sacrum && p->y[HINGE_POINT_L5] != NULL))
            continue;
        if (y[i] > above)
            return 1;
        above = y[i];
    }
    const double *front = p->x[HINGE_POINT_ASIS], *back = p->x[HINGE_POINT_PSIS];
    return front != NULL && back != NULL && front[i] < back[i] ? 1 : 0;
}

void hinge_order_fill(struct hinge_tracks *tracks, const struct hinge_points *points,
                      struct hinge_body *body)
{
    bool any = points->x[HINGE_POINT_ASIS] != NULL;
    for (size_t k = 0; k < sizeof levels / sizeof *levels; k++)
        any = any || points->x[levels[k]] != NULL;
    if (!any)
        return;
    body->out_of_order = hinge_tracks_array(tracks);
    for (size_t i = 0; i < tracks->n; i++)
        body->out_of_order[i] = out_of_order(points, i);
}

void hinge_body_refuse_markers(struct hinge_body *body)
{
    static const enum hinge_signal spine[] = {
        HINGE_SIGNAL_lumbar_flex,      HINGE_SIGNAL_hip_flex,
        HINGE_SIGNAL_pelvis_tilt,      HINGE_SIGNAL_thorax_tilt,
        HINGE_SIGNAL_total_flex,       HINGE_SIGNAL_thoracic_curv,
        HINGE_SIGNAL_lumbar_curv,      HINGE_SIGNAL_lumbar_lowthx,
        HINGE_SIGNAL_lumbar_isb,       HINGE_SIGNAL_lumbar_post,
        HINGE_SIGNAL_lumbar_spn,       HINGE_SIGNAL_spine_c7s,
        HINGE_SIGNAL_pelvic_yaw,       HINGE_SIGNAL_pelvic_obliquity,
        HINGE_SIGNAL_hip_asymmetry,    HINGE_SIGNAL_neck_flex,
        HINGE_SIGNAL_lumbar_flex_3d,   HINGE_SIGNAL_lumbar_bend_3d,
        HINGE_SIGNAL_lumbar_turn_3d,   HINGE_SIGNAL_hip_flex_3d,
        HINGE_SIGNAL_pelvis_tilt_3d,   HINGE_SIGNAL_pelvic_obliquity_3d,
        HINGE_SIGNAL_pelvic_yaw_3d,    HINGE_SIGNAL_upper_lumbar_flex,
        HINGE_SIGNAL_lower_lumbar_flex};
    body->warnings |= HINGE_WARN(MARKERS_SUSPECT);
    for (size_t k = 0; k < sizeof spine / sizeof *spine; k++)
        if (body->signal[spine[k]] != NULL) {
            body->signal[spine[k]] = NULL;
            body->reason[spine[k]] = HINGE_REASON_MARKERS_SUSPECT;
        }
    /* hip joint centres made of these markers are as wrong, and all legs with them */
    for (int s = 0; body->hips_from_pelvis && s < HINGE_SIGNAL_COUNT; s++)
        if (s != HINGE_SIGNAL_driver && s != HINGE_SIGNAL_shank_incl && body->signal[s] != NULL) {
            body->signal[s] = NULL;
            body->reason[s] = HINGE_REASON_MARKERS_SUSPECT;
        }
}
