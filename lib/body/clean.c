/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cleaning of landmark tracks in the order of method 3: label swaps, outliers, gaps,
 * filter. Works in place. */
#include "base/memory.h"
#include "body/image.h"
#include "body/marker_order.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double distance(const struct hinge_track *a, size_t i, const struct hinge_track *b, size_t j,
                       int dim)
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
typedef void side_length(const struct hinge_tracks *t, int side, double *scratch, double *out);

static const struct hinge_track *hip_of(const struct hinge_tracks *t, int side)
{
    const struct hinge_track *hip = &t->point[HINGE_LANDMARK_hjc_l + side];
    return hip->present ? hip : &t->point[HINGE_LANDMARK_asis_l + side];
}

static void side_leg(const struct hinge_tracks *t, int side, double *scratch, double *out)
{
    const struct hinge_track *knee = &t->point[HINGE_LANDMARK_knee_l + side];
    add_distance(t, hip_of(t, side), knee, scratch, out);
    add_distance(t, knee, &t->point[HINGE_LANDMARK_ankle_l + side], scratch, out);
}

static void side_trunk(const struct hinge_tracks *t, int side, double *scratch, double *out)
{
    const struct hinge_track *top = &t->point[HINGE_LANDMARK_shoulder_l + side];
    if (!top->present)
        top = &t->point[HINGE_LANDMARK_c7];
    add_distance(t, top, hip_of(t, side), scratch, out);
}

/* Median over frames of the mean of both sides, or of the one there is. */
static void median_of_sides(side_length *length, const struct hinge_tracks *t, double factor,
                            double *median)
{
    size_t n = t->n;
    double *left = hinge_alloc(3 * n, sizeof *left);
    double *right = left + n, *scratch = right + n;
    length(t, 0, scratch, left);
    length(t, 1, scratch, right);
    for (size_t i = 0; i < n; i++) {
        double both = (left[i] + right[i]) / 2;
        left[i] = factor * (isnan(left[i]) ? right[i] : isnan(right[i]) ? left[i] : both);
    }
    *median = hinge_median_within(left, n, scratch);
    free(left);
}

void hinge_tracks_leg0(const struct hinge_tracks *tracks, double *leg0, bool *from_trunk)
{
    *from_trunk = false;
    median_of_sides(side_leg, tracks, 1, leg0);
    if (isnan(*leg0)) {
        /* leg 0.491 and trunk 0.288 of stature (Drillis & Contini, in Winter 2009) */
        *from_trunk = true;
        median_of_sides(side_trunk, tracks, 1.7, leg0);
    }
}

/* --- left/right label swaps --- */

static void swap_frames(struct hinge_track *left, struct hinge_track *right, int dim, size_t i)
{
    for (int a = 0; a < dim; a++) {
        double keep = left->axis[a][i];
        left->axis[a][i] = right->axis[a][i];
        right->axis[a][i] = keep;
    }
}

/* Whether both landmarks are nearer to each other's last places than to their own.
 * These are `apart`: who didn't move that far can't be there. */
static bool crosses(const struct hinge_track *left, const struct hinge_track *right, size_t last,
                    size_t i, double apart, int dim)
{
    double straight = distance(left, i, left, last, dim) + distance(right, i, right, last, dim);
    return straight > apart &&
           distance(left, i, right, last, dim) + distance(right, i, left, last, dim) <
               0.5 * straight;
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
        if (isnan(left->axis[0][i]) || isnan(right->axis[0][i]))
            continue;
        if (isnan(left->axis[0][last]) || isnan(right->axis[0][last])) {
            last = i;
            continue;
        }
        double apart = distance(left, last, right, last, t->dim);
        if (apart > 0.05 * t->leg0 && crosses(left, right, last, i, apart, t->dim)) {
            swap_frames(left, right, t->dim, i);
            swapped++;
        }
        last = i;
    }
    return swapped;
}

static void undo_all_swaps(struct hinge_tracks *t)
{
    static const int pairs[] = {HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_knee_l, HINGE_LANDMARK_ankle_l,
                                HINGE_LANDMARK_shoulder_l};
    if (t->family == HINGE_FAMILY_markers || t->family == HINGE_FAMILY_angles)
        return;
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        double share = (double)undo_swaps(t, pairs[k]) / (double)t->n;
        if (share > t->swapped_share)
            t->swapped_share = share;
    }
    if (t->swapped_share > 0.05)
        t->warnings |= HINGE_WARN(SIDE_LOW_CONF);
}

/* --- one landmark --- */

/* No noise: a jump there and back, further than this share of a leg. */
static const double JUMP_LL = 0.06;

/* Whether frame i is a jump from both of its neighbours, or alone. */
static bool jumps(const double *x, size_t n, size_t i, double least)
{
    double before = i > 0 ? x[i - 1] : (double)NAN;
    double after = i + 1 < n ? x[i + 1] : (double)NAN;
    return !(fabs(x[i] - before) <= least) && !(fabs(x[i] - after) <= least);
}

static size_t next_marked(const bool *flag, size_t from, size_t n)
{
    const bool *next = memchr(flag + from, 1, n - from);
    return next != NULL ? (size_t)(next - flag) : n;
}

/* Outliers of each axis; a marker that jumps is wrong in every axis. */
static void remove_outliers(struct hinge_tracks *t, struct hinge_track *track,
                            const struct hinge_parameters *p, bool *flag)
{
    size_t half = (size_t)lround(p->hampel_half_s * t->rate_hz);
    size_t least = (size_t)p->hampel_half_min;
    double floor = isnan(t->leg0) ? 0 : p->hampel_floor_LL * t->leg0;
    size_t n = t->n, count;
    double jump = isnan(t->leg0) ? (double)INFINITY : JUMP_LL * t->leg0;
    bool *any = flag + n;
    memset(any, 0, n * sizeof *any);
    for (int a = 0; a < t->dim; a++) {
        hinge_hampel(track->axis[a], n, half < least ? least : half, p->hampel_nsig, floor, flag,
                     &count);
        for (size_t i = next_marked(flag, 0, n); i < n; i = next_marked(flag, i + 1, n))
            if (jumps(track->axis[a], n, i, jump))
                any[i] = true;
        for (size_t i = next_marked(flag, 0, n); i < n; i = next_marked(flag, i + 1, n))
            track->axis[a][i] = (double)NAN;
    }
    for (size_t i = next_marked(any, 0, n); i < n; i = next_marked(any, i + 1, n))
        for (int a = 0; a < t->dim; a++)
            track->axis[a][i] = (double)NAN;
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

static void fill_gaps(const struct hinge_tracks *t, double *x, const struct hinge_parameters *p)
{
    const struct hinge_gap_rule rule = {p->gap_linear_s, p->gap_max_s, (size_t)p->gap_side_min,
                                        (size_t)p->gap_side_max};
    hinge_gaps_fill(x, t->n, t->rate_hz, &rule);
}

void hinge_tracks_filter(const struct hinge_tracks *tracks, double *x,
                         const struct hinge_parameters *parameters)
{
    fill_gaps(tracks, x, parameters);
    if (tracks->cutoff_hz > 0)
        hinge_lowpass(x, tracks->n, tracks->rate_hz, tracks->cutoff_hz);
}

static bool is_cleaned(const struct hinge_tracks *t, int landmark)
{
    return t->point[landmark].present && !hinge_landmark_is_segment(landmark);
}

static int dim_of(const struct hinge_tracks *t, int landmark)
{
    return hinge_landmark_is_angle(landmark) ? 1 : t->dim;
}

/* Isolated outliers are removed, in the points whose frames are counted before. */
static void remove_all_outliers(struct hinge_tracks *t, const struct hinge_parameters *p)
{
    bool *flag = hinge_alloc(2 * t->n, sizeof *flag);
    for (int l = 0; l < HINGE_LANDMARK_COUNT; l++) {
        struct hinge_track *track = &t->point[l];
        if (!is_cleaned(t, l) || dim_of(t, l) < 2)
            continue;
        track->missing = missing_share(track, t->dim, t->n);
        if (p->hampel_nsig > 0)
            remove_outliers(t, track, p, flag);
    }
    free(flag);
}

/* Fills the gaps and lists the series for the filter, which takes many at a time. */
static void fill_all(struct hinge_tracks *t, const struct hinge_parameters *p, double **series,
                     size_t *n_series)
{
    for (int l = 0; l < HINGE_LANDMARK_COUNT; l++) {
        struct hinge_track *track = &t->point[l];
        if (!is_cleaned(t, l))
            continue;
        if (dim_of(t, l) > 1) /* outliers are filled again: they don't count */
            track->usable = track->missing <= p->miss_channel;
        else
            hinge_unwrap_deg(track->axis[0], t->n);
        for (int a = 0; a < dim_of(t, l); a++) {
            fill_gaps(t, track->axis[a], p);
            series[(*n_series)++] = track->axis[a];
        }
    }
}

static double choose_cutoff(double rate_hz, const struct hinge_parameters *p)
{
    double cutoff = hinge_rate_reaches(rate_hz, 50) ? p->filter_fc_fast : p->filter_fc_slow;
    double most = p->filter_max_frac * rate_hz;
    return cutoff > most ? most : cutoff;
}

enum hinge_status hinge_tracks_clean(struct hinge_tracks *tracks,
                                     const struct hinge_parameters *parameters,
                                     struct hinge_error *error)
{
    bool from_trunk;
    hinge_tracks_leg0(tracks, &tracks->leg0, &from_trunk);
    enum hinge_status status = hinge_image_cut(tracks, parameters, error);
    if (status != HINGE_OK)
        return status;
    tracks->cutoff_hz = choose_cutoff(tracks->rate_hz, parameters);
    undo_all_swaps(tracks);
    hinge_order_sides(tracks);
    double *series[3 * HINGE_LANDMARK_COUNT];
    size_t n_series = 0;
    if (strcmp(parameters->filter_cutoff, "auto") == 0)
        hinge_tracks_suggest_cutoff(tracks, parameters, &tracks->residual_cutoff_hz);
    remove_all_outliers(tracks, parameters); /* an outlier is no exchanged label */
    hinge_order_rigid(tracks, parameters);
    fill_all(tracks, parameters, series, &n_series);
    if (tracks->cutoff_hz > 0)
        hinge_lowpass_several(series, n_series, tracks->n, tracks->rate_hz, tracks->cutoff_hz);
    return HINGE_OK;
}
