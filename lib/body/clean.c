/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cleaning of landmark tracks in the order of SCIENCE 3: label swaps, outliers, gaps,
 * filter. Works in place. */
#include "base/memory.h"
#include "body/image.h"
#include "body/order.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double distance(const struct hinge_track *a, size_t i,
                       const struct hinge_track *b, size_t j, int dim)
{
    double sum = 0;
    for (int k = 0; k < dim; k++) {
        double d = a->axis[k][i] - b->axis[k][j];
        sum += d * d;
    }
    return sqrt(sum);
}

/* --- rough leg length --- */

/* Adds the distance of two landmarks to out, NaN where one isn't there. */
static void add_distance(const struct hinge_tracks *t, const struct hinge_track *a,
                         const struct hinge_track *b, double *scratch, double *out)
{
    bool there = a->present && b->present;
    if (there)
        hinge_distance(a->axis, b->axis, t->dim, t->n, scratch);
    for (size_t i = 0; i < t->n; i++)
        out[i] = there ? out[i] + scratch[i] : (double)NAN;
}

/* A length of one side in every frame. */
typedef void side_length(const struct hinge_tracks *t, int side, double *scratch,
                         double *out);

static const struct hinge_track *hip_of(const struct hinge_tracks *t, int side)
{
    const struct hinge_track *hip = &t->point[HINGE_LANDMARK_hjc_l + side];
    return hip->present ? hip : &t->point[HINGE_LANDMARK_asis_l + side];
}

static void side_leg(const struct hinge_tracks *t, int side, double *scratch,
                     double *out)
{
    const struct hinge_track *knee = &t->point[HINGE_LANDMARK_knee_l + side];
    add_distance(t, hip_of(t, side), knee, scratch, out);
    add_distance(t, knee, &t->point[HINGE_LANDMARK_ankle_l + side], scratch, out);
}

static void side_trunk(const struct hinge_tracks *t, int side, double *scratch,
                       double *out)
{
    const struct hinge_track *top = &t->point[HINGE_LANDMARK_shoulder_l + side];
    if (!top->present)
        top = &t->point[HINGE_LANDMARK_c7];
    add_distance(t, top, hip_of(t, side), scratch, out);
}

/* Median over frames of the mean of both sides, or of the one there is. */
static enum hinge_status median_of_sides(side_length *length,
                                         const struct hinge_tracks *t, double factor,
                                         double *median)
{
    size_t n = t->n;
    double *left = hinge_alloc(3 * n, sizeof *left);
    if (left == NULL)
        return HINGE_NOMEM;
    double *right = left + n, *scratch = right + n;
    length(t, 0, scratch, left);
    length(t, 1, scratch, right);
    for (size_t i = 0; i < n; i++) {
        double both = (left[i] + right[i]) / 2;
        left[i] = factor * (isnan(left[i])    ? right[i]
                            : isnan(right[i]) ? left[i]
                                              : both);
    }
    *median = hinge_median_within(left, n, scratch);
    free(left);
    return HINGE_OK;
}

enum hinge_status hinge_tracks_leg0(const struct hinge_tracks *tracks, double *leg0,
                                    bool *from_trunk)
{
    *from_trunk = false;
    enum hinge_status status = median_of_sides(side_leg, tracks, 1, leg0);
    if (status == HINGE_OK && isnan(*leg0)) {
        /* leg 0.491 and trunk 0.288 of stature (Drillis & Contini, in Winter 2009) */
        *from_trunk = true;
        status = median_of_sides(side_trunk, tracks, 1.7, leg0);
    }
    return status;
}

/* --- left/right label swaps --- */

static void swap_frames(struct hinge_track *left, struct hinge_track *right, int dim,
                        size_t i)
{
    for (int a = 0; a < dim; a++) {
        double keep = left->axis[a][i];
        left->axis[a][i] = right->axis[a][i];
        right->axis[a][i] = keep;
    }
}

static bool is_seen(const struct hinge_track *track, size_t i)
{
    return !isnan(track->axis[0][i]);
}

/* Whether left and right of frame i lie where right and left of frame `last` did. */
static bool is_crossed(const struct hinge_tracks *t, int left_id, size_t last, size_t i)
{
    const struct hinge_track *left = &t->point[left_id], *right = left + 1;
    double crossed =
        distance(left, i, right, last, t->dim) + distance(right, i, left, last, t->dim);
    double straight =
        distance(left, i, left, last, t->dim) + distance(right, i, right, last, t->dim);
    return crossed < 0.5 * straight &&
           distance(left, last, right, last, t->dim) > 0.05 * t->leg0;
}

/* Frames in which two markers have each other's label, told by their jumps. Nothing is
 * changed: who labelled them mends it. */
static size_t count_swaps(const struct hinge_tracks *t, int left_id)
{
    const struct hinge_track *left = &t->point[left_id], *right = left + 1;
    size_t swapped = 0, last = t->n;
    bool exchanged = false;
    for (size_t i = 0; left->present && right->present && i < t->n; i++) {
        if (!is_seen(left, i) || !is_seen(right, i))
            continue;
        if (last < t->n && is_crossed(t, left_id, last, i))
            exchanged = !exchanged;
        swapped += exchanged;
        last = i;
    }
    return swapped;
}

/* A tracker that exchanges left and right makes both jump to the other's place. Swaps
 * back from there on, until the test fires again, or until both sides lie at one place:
 * there the labels are believed again, for a single frame of jitter beside such a place
 * (seen in phone video) must not turn the rest of a recording round. Returns the number
 * of frames swapped. */
static size_t undo_swaps(struct hinge_tracks *t, int left_id)
{
    struct hinge_track *left = &t->point[left_id], *right = &t->point[left_id + 1];
    if (!left->present || !right->present)
        return 0;
    size_t swapped = 0, last = 0;
    for (size_t i = 1; i < t->n; i++) {
        if (!is_seen(left, i) || !is_seen(right, i))
            continue;
        if (is_seen(left, last) && is_seen(right, last) &&
            is_crossed(t, left_id, last, i)) {
            swap_frames(left, right, t->dim, i);
            swapped++;
        }
        last = i;
    }
    return swapped;
}

static void undo_all_swaps(struct hinge_tracks *t)
{
    static const int pairs[] = {HINGE_LANDMARK_hjc_l,   HINGE_LANDMARK_knee_l,
                                HINGE_LANDMARK_ankle_l, HINGE_LANDMARK_shoulder_l,
                                HINGE_LANDMARK_asis_l,  HINGE_LANDMARK_psis_l,
                                HINGE_LANDMARK_heel_l,  HINGE_LANDMARK_toe_l};
    enum { OF_KEYPOINTS = 4 }; /* the others are markers' */
    bool markers = t->family == HINGE_FAMILY_markers;
    size_t n = markers ? sizeof pairs / sizeof *pairs : OF_KEYPOINTS;
    if (t->family == HINGE_FAMILY_angles)
        return;
    for (size_t k = 0; k < n; k++) {
        size_t swapped = markers ? count_swaps(t, pairs[k]) : undo_swaps(t, pairs[k]);
        double share = (double)swapped / (double)t->n;
        if (share > t->swapped_share)
            t->swapped_share = share;
    }
    if (t->swapped_share > 0.05)
        t->warnings |= HINGE_WARN(SIDE_LOW_CONF);
}

/* --- one landmark --- */

static enum hinge_status remove_outliers(struct hinge_tracks *t,
                                         struct hinge_track *track,
                                         const struct hinge_parameters *p, bool *flag)
{
    size_t half = (size_t)lround(p->hampel_half_s * t->rate_hz);
    size_t least = (size_t)p->hampel_half_min;
    double floor = isnan(t->leg0) ? 0 : p->hampel_floor_LL * t->leg0;
    size_t n = t->n, count;
    for (int a = 0; a < t->dim; a++) {
        enum hinge_status status =
            hinge_hampel(track->axis[a], n, half < least ? least : half, p->hampel_nsig,
                         floor, flag, &count);
        if (status != HINGE_OK)
            return status;
        for (size_t i = 0; count > 0 && i < n; i++)
            if (flag[i])
                track->axis[a][i] = (double)NAN;
    }
    return HINGE_OK;
}

static double missing_share(const struct hinge_track *track, int dim, size_t n)
{
    double worst = 0;
    for (int a = 0; a < dim; a++) {
        size_t missing = hinge_count_missing(track->axis[a], n);
        if ((double)missing / (double)n > worst)
            worst = (double)missing / (double)n;
    }
    return worst;
}

static enum hinge_status fill_gaps(const struct hinge_tracks *t, double *x,
                                   const struct hinge_parameters *p)
{
    const struct hinge_gap_rule rule = {p->gap_linear_s, p->gap_max_s,
                                        (size_t)p->gap_side_min,
                                        (size_t)p->gap_side_max};
    return hinge_gaps_fill(x, t->n, t->rate_hz, &rule);
}

enum hinge_status hinge_tracks_filter(const struct hinge_tracks *tracks, double *x,
                                      const struct hinge_parameters *parameters)
{
    enum hinge_status status = fill_gaps(tracks, x, parameters);
    if (status == HINGE_OK && tracks->cutoff_hz > 0)
        status = hinge_lowpass(x, tracks->n, tracks->rate_hz, tracks->cutoff_hz);
    return status;
}

/* All but the filter, which takes many series at a time. */
static enum hinge_status clean_landmark(struct hinge_tracks *t,
                                        struct hinge_track *track, int dim,
                                        const struct hinge_parameters *p, bool *flag)
{
    enum hinge_status status = HINGE_OK;
    if (dim > 1) {
        /* as delivered: isolated outliers are removed next, and filled again */
        track->usable = missing_share(track, dim, t->n) <= p->miss_channel;
        if (p->hampel_nsig > 0)
            status = remove_outliers(t, track, p, flag);
    } else {
        hinge_unwrap_deg(track->axis[0], t->n);
    }
    for (int a = 0; a < dim && status == HINGE_OK; a++)
        status = fill_gaps(t, track->axis[a], p);
    return status;
}

static double choose_cutoff(double rate_hz, const struct hinge_parameters *p)
{
    double cutoff =
        hinge_rate_reaches(rate_hz, 50) ? p->filter_fc_fast : p->filter_fc_slow;
    double most = p->filter_max_frac * rate_hz;
    return cutoff > most ? most : cutoff;
}

enum hinge_status hinge_tracks_clean(struct hinge_tracks *tracks,
                                     const struct hinge_parameters *parameters,
                                     struct hinge_error *error)
{
    bool from_trunk;
    enum hinge_status status = hinge_tracks_leg0(tracks, &tracks->leg0, &from_trunk);
    if (status != HINGE_OK)
        return hinge_no_memory(error);
    status = hinge_image_cut(tracks, parameters, error);
    if (status == HINGE_OK)
        status = hinge_order_rigid(tracks, parameters, error);
    if (status != HINGE_OK)
        return status;
    bool *flag = hinge_alloc(tracks->n, sizeof *flag);
    if (flag == NULL)
        status = HINGE_NOMEM;
    tracks->cutoff_hz = choose_cutoff(tracks->rate_hz, parameters);
    undo_all_swaps(tracks);
    double *series[3 * HINGE_LANDMARK_COUNT];
    size_t n_series = 0;
    if (status == HINGE_OK && strcmp(parameters->filter_cutoff, "auto") == 0)
        status = hinge_tracks_suggest_cutoff(tracks, parameters,
                                             &tracks->residual_cutoff_hz);
    for (int l = 0; l < HINGE_LANDMARK_COUNT && status == HINGE_OK; l++) {
        struct hinge_track *track = &tracks->point[l];
        int dim = hinge_landmark_is_angle(l) ? 1 : tracks->dim;
        if (!track->present || hinge_landmark_is_segment(l))
            continue;
        status = clean_landmark(tracks, track, dim, parameters, flag);
        for (int a = 0; a < dim; a++)
            series[n_series++] = track->axis[a];
    }
    free(flag);
    if (status == HINGE_OK && tracks->cutoff_hz > 0)
        status = hinge_lowpass_several(series, n_series, tracks->n, tracks->rate_hz,
                                       tracks->cutoff_hz);
    return status == HINGE_OK ? HINGE_OK : hinge_no_memory(error);
}
