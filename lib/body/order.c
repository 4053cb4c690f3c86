/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether markers carry their own labels (method 3.2a): distances within a rigid
 * segment while the person moves, and their order while she stands. */
#include "body/order.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

/* Pairs of markers on one bone, or nearly: upper back and breastbone, pelvis. */
static const int pairs[][2] = {{HINGE_LANDMARK_c7, HINGE_LANDMARK_t10},
                               {HINGE_LANDMARK_c7, HINGE_LANDMARK_t8},
                               {HINGE_LANDMARK_ij, HINGE_LANDMARK_px},
                               {HINGE_LANDMARK_t8, HINGE_LANDMARK_px},
                               {HINGE_LANDMARK_t10, HINGE_LANDMARK_px},
                               {HINGE_LANDMARK_asis_l, HINGE_LANDMARK_asis_r},
                               {HINGE_LANDMARK_asis_l, HINGE_LANDMARK_psis_l},
                               {HINGE_LANDMARK_asis_l, HINGE_LANDMARK_psis_r},
                               {HINGE_LANDMARK_asis_r, HINGE_LANDMARK_psis_l},
                               {HINGE_LANDMARK_asis_r, HINGE_LANDMARK_psis_r},
                               {HINGE_LANDMARK_asis_l, HINGE_LANDMARK_s1},
                               {HINGE_LANDMARK_asis_r, HINGE_LANDMARK_s1}};
enum { N_PAIRS = sizeof pairs / sizeof *pairs };

/* Shorter distances change by more than a quarter with the skin alone. */
static const double LEAST_LL = 0.12;

/* Marks the frames in which the distance of two markers is far from its median. */
static enum hinge_status mark_pair(const struct hinge_tracks *t, int pair, double rigid,
                                   double *scratch, unsigned char *bad)
{
    double usual;
    int a = pairs[pair][0], b = pairs[pair][1];
    hinge_distance(t->point[a].axis, t->point[b].axis, t->dim, t->n, scratch);
    enum hinge_status status = hinge_median(scratch, t->n, &usual);
    if (status != HINGE_OK || !(usual >= LEAST_LL * t->leg0))
        return status;
    for (size_t i = 0; i < t->n; i++)
        bad[i] = fabs(scratch[i] - usual) > rigid * usual;
    return HINGE_OK;
}

/* Takes out both markers of each broken pair; the share of frames with any. */
static double remove_broken(struct hinge_tracks *t, const unsigned char *bad)
{
    size_t frames = 0;
    for (size_t i = 0; i < t->n; i++) {
        bool any = false;
        for (int pair = 0; pair < N_PAIRS; pair++) {
            if (!bad[(size_t)pair * t->n + i])
                continue;
            any = true;
            for (int k = 0; k < 2 * t->dim; k++)
                t->point[pairs[pair][k % 2]].axis[k / 2][i] = (double)NAN;
        }
        frames += any;
    }
    return (double)frames / (double)t->n;
}

enum hinge_status hinge_order_rigid(struct hinge_tracks *tracks,
                                    const struct hinge_parameters *parameters,
                                    struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    size_t n = tracks->n;
    if (tracks->dim != 3 || tracks->family != HINGE_FAMILY_markers)
        return HINGE_OK;
    double *scratch = hinge_alloc(n, sizeof *scratch);
    unsigned char *bad = hinge_alloc(N_PAIRS * n, 1);
    if (scratch == NULL || bad == NULL)
        status = HINGE_NOMEM;
    for (size_t i = 0; status == HINGE_OK && i < N_PAIRS * n; i++)
        bad[i] = 0;
    for (int pair = 0; pair < N_PAIRS && status == HINGE_OK; pair++)
        if (tracks->point[pairs[pair][0]].present &&
            tracks->point[pairs[pair][1]].present)
            status = mark_pair(tracks, pair, parameters->marker_rigid, scratch,
                               bad + (size_t)pair * n);
    if (status == HINGE_OK && remove_broken(tracks, bad) > parameters->marker_max_bad)
        tracks->warnings |= HINGE_WARN(MARKERS_SUSPECT);
    free(scratch);
    free(bad);
    return status == HINGE_OK ? HINGE_OK : hinge_no_memory(error);
}

/* --- order --- */

/* Upper points above lower ones; levels may be missing. The sacrum is told from L5 by
 * less than the skin moves: it is a level only where L5 is none. */
static const enum hinge_point levels[] = {HINGE_POINT_C7,  HINGE_POINT_T8,
                                          HINGE_POINT_T10, HINGE_POINT_T12L1,
                                          HINGE_POINT_L3,  HINGE_POINT_L5,
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

enum hinge_status hinge_order_fill(struct hinge_tracks *tracks,
                                   const struct hinge_points *points,
                                   struct hinge_body *body)
{
    bool any = points->x[HINGE_POINT_ASIS] != NULL;
    for (size_t k = 0; k < sizeof levels / sizeof *levels; k++)
        any = any || points->x[levels[k]] != NULL;
    if (!any)
        return HINGE_OK;
    body->out_of_order = hinge_tracks_array(tracks);
    if (body->out_of_order == NULL)
        return HINGE_NOMEM;
    for (size_t i = 0; i < tracks->n; i++)
        body->out_of_order[i] = out_of_order(points, i);
    return HINGE_OK;
}

void hinge_body_refuse_markers(struct hinge_body *body)
{
    static const enum hinge_signal spine[] = {
        HINGE_SIGNAL_lumbar_flex,    HINGE_SIGNAL_hip_flex,
        HINGE_SIGNAL_pelvis_tilt,    HINGE_SIGNAL_thorax_tilt,
        HINGE_SIGNAL_total_flex,     HINGE_SIGNAL_thoracic_curv,
        HINGE_SIGNAL_lumbar_curv,    HINGE_SIGNAL_lumbar_lowthx,
        HINGE_SIGNAL_lumbar_isb,     HINGE_SIGNAL_lumbar_post,
        HINGE_SIGNAL_lumbar_spn,     HINGE_SIGNAL_spine_c7s,
        HINGE_SIGNAL_pelvic_yaw,     HINGE_SIGNAL_pelvic_obliquity,
        HINGE_SIGNAL_hip_asymmetry,  HINGE_SIGNAL_neck_flex,
        HINGE_SIGNAL_lumbar_flex_3d, HINGE_SIGNAL_lumbar_bend_3d,
        HINGE_SIGNAL_lumbar_turn_3d, HINGE_SIGNAL_hip_flex_3d,
        HINGE_SIGNAL_pelvis_tilt_3d, HINGE_SIGNAL_pelvic_obliquity_3d,
        HINGE_SIGNAL_pelvic_yaw_3d};
    body->warnings |= HINGE_WARN(MARKERS_SUSPECT);
    for (size_t k = 0; k < sizeof spine / sizeof *spine; k++)
        if (body->signal[spine[k]] != NULL) {
            body->signal[spine[k]] = NULL;
            body->reason[spine[k]] = HINGE_REASON_MARKERS_SUSPECT;
        }
    /* hip joint centres made of these markers are as wrong, and all legs with them */
    for (int s = 0; body->hips_from_pelvis && s < HINGE_SIGNAL_COUNT; s++)
        if (s != HINGE_SIGNAL_driver && s != HINGE_SIGNAL_shank_incl &&
            body->signal[s] != NULL) {
            body->signal[s] = NULL;
            body->reason[s] = HINGE_REASON_MARKERS_SUSPECT;
        }
}
