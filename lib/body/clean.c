/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cleaning of landmark tracks in the order of method 3: held values, label swaps, outliers,
 * gaps, filter. Works in place. */
#include "base/parameters.h"
#include "body/steps.h"

#include <hinge/warnings.h>

/* --- Held values. Works on the clock's frames, before any other cleaning. --- */

enum { HELD_FRAMES = 6 }; /* identical in a row: real recordings hold at most 3 */
#define COARSE_LL 0.001   /* of the leg length: about one pixel of a phone video */

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

/* Between places in two frames; NaN when one is missing. */
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
    return longest >= HELD_FRAMES;
}

void hinge_held_remove(struct hinge_tracks *tracks, const struct hinge_parameters *parameters)
{
    size_t n = tracks->n;
    bool any = false;
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt && !any; l++)
        any = tracks->point[l].present && repeats(&tracks->point[l], n);
    if (!any)
        return;
    struct hinge_arena_mark before = hinge_arena_mark(tracks->arena);
    unsigned char *held = hinge_arena_alloc(tracks->arena, HINGE_LANDMARK_COUNT, n);
    unsigned *still = hinge_arena_alloc(tracks->arena, n, sizeof *still);
    unsigned *moving = hinge_arena_alloc(tracks->arena, n, sizeof *moving);
    double leg = hinge_tracks_leg0(tracks, NULL);
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt; l++) {
        struct hinge_track *track = &tracks->point[l];
        unsigned char *row = held + (size_t)l * n;
        double usual = (double)NAN;
        if (!track->present)
            continue;
        if (repeats(track, n)) {
            /* median of the steps that are none of 0; NaN when there is none */
            struct hinge_arena_mark here = hinge_arena_mark(tracks->arena);
            double *steps = hinge_arena_raw(tracks->arena, n, sizeof *steps);
            steps[0] = (double)NAN;
            for (size_t i = 1; i < n; i++) {
                double step = distance(track, i - 1, track, i, tracks->dim);
                steps[i] = step > 0 ? step : (double)NAN;
            }
            usual = hinge_median(steps, n, tracks->arena);
            hinge_arena_reset(tracks->arena, here);
        }
        /* longest usual step out of a run; of a neighbour in it */
        const double release = parameters->held_release * usual,
                     travel = parameters->held_neighbour_LL * leg;
        /* marks frames that repeat their predecessor within a run of HELD_FRAMES that was held;
         * and whether the landmark moves at all */
        bool moves = false;
        for (size_t from = 0; from < n;) {
            size_t to = from + 1;
            while (to < n && same_frame(track, tracks->dim, from, to))
                to++;
            bool whole = from == 0 && to == n;
            bool missing = isnan(track->axis[0][from]);
            /* planted feet in rounded, slow data repeat by themselves: a value was held only when
             * its end jumps, or a neighbour moves meanwhile */
            bool run = !missing && !whole && to - from >= HELD_FRAMES &&
                       ((to < n && distance(track, to - 1, track, to, tracks->dim) > release) ||
                        neighbour_moves(tracks, l, from, to, travel));
            for (size_t i = from; i < to; i++)
                row[i] = run && i > from;
            moves = moves || (!missing && !whole);
            from = to;
        }
        if (!moves)
            continue;
        /* constant though seen only now and then, or too coarse to tell: never held,
         * and no evidence that the body moves while others are */
        if (!resolves(track, tracks->dim, n, COARSE_LL * leg)) {
            memset(row, 0, n);
            continue;
        }
        for (size_t i = 0; i < n; i++) {
            bool valid = !isnan(track->axis[0][i]);
            moving[i] += valid;
            still[i] += valid && row[i];
        }
    }
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt; l++) {
        struct hinge_track *track = &tracks->point[l];
        if (!track->present)
            continue;
        track->held = 0;
        for (size_t i = 0; i < n; i++) {
            if (!held[(size_t)l * n + i] || still[i] == moving[i])
                continue;
            for (int a = 0; a < tracks->dim; a++)
                track->axis[a][i] = NAN;
            track->held++;
        }
        tracks->held_share = fmax(tracks->held_share, (double)track->held / (double)n);
    }
    if (tracks->held_share > 0)
        tracks->warnings |= HINGE_WARN(HELD);
    hinge_arena_reset(tracks->arena, before);
}

/* --- The cutoff a recording itself suggests (method 3.7): residual analysis of each coordinate,
 * outliers out and gaps filled. In: tracks before the filter; out: a number, the tracks as they
 * were. --- */

/* Marks outliers of a coordinate. */
static void find_outliers(const struct hinge_tracks *t, const struct hinge_parameters *p,
                          const double *x, bool *flag)
{
    size_t half = (size_t)lround(p->hampel_half_s * t->rate_hz);
    size_t least = (size_t)hinge_fixed.hampel_half_min;
    double floor = isnan(t->leg0) ? 0 : p->hampel_floor_LL * t->leg0;
    hinge_hampel(x, t->n, half < least ? least : half, p->hampel_nsig, floor, flag, t->arena);
}

static void fill_gaps(const struct hinge_tracks *t, double *x, const struct hinge_parameters *p)
{
    const struct hinge_gap_rule rule = {p->gap_linear_s, p->gap_max_s,
                                        (size_t)hinge_fixed.gap_side_min,
                                        (size_t)hinge_fixed.gap_side_max};
    hinge_gaps_fill(x, t->n, t->rate_hz, &rule, t->arena);
}

/* --- Cleaning of landmark tracks in the order of method 3: label swaps, outliers, gaps, filter.
 * Works in place. --- */

/* --- left/right label swaps --- */

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

static void undo_swaps(struct hinge_tracks *t)
{
    static const int pairs[] = {HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_knee_l, HINGE_LANDMARK_ankle_l,
                                HINGE_LANDMARK_shoulder_l};
    if (t->family == HINGE_FAMILY_markers || t->family == HINGE_FAMILY_angles)
        return;
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        /* A tracker that exchanges left and right makes both jump to the other's place. Swaps back
         * from there on, until the test fires again, or until both sides lie at one place: there
         * the labels are believed again, for a single frame of jitter beside such a place (seen in
         * phone video) must not turn the rest of a recording round. */
        struct hinge_track *left = &t->point[pairs[k]], *right = &t->point[pairs[k] + 1];
        if (!left->present || !right->present)
            continue;
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
                for (int a = 0; a < t->dim; a++) {
                    double keep = left->axis[a][i];
                    left->axis[a][i] = right->axis[a][i];
                    right->axis[a][i] = keep;
                }
                swapped++;
            }
            last = i;
        }
        t->swapped_share = fmax(t->swapped_share, (double)swapped / (double)t->n);
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

static double missing_share(const struct hinge_track *track, int dim, size_t n)
{
    double worst = 0;
    for (int a = 0; a < dim; a++)
        worst = fmax(worst, (double)hinge_count_missing(track->axis[a], n) / (double)n);
    return worst;
}

void hinge_tracks_filter(const struct hinge_tracks *tracks, double *x,
                         const struct hinge_parameters *parameters)
{
    fill_gaps(tracks, x, parameters);
    if (tracks->cutoff_hz > 0)
        hinge_lowpass(x, tracks->n, tracks->rate_hz, tracks->cutoff_hz, tracks->arena);
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
static void remove_outliers(struct hinge_tracks *t, const struct hinge_parameters *p)
{
    struct hinge_arena_mark before = hinge_arena_mark(t->arena);
    size_t n = t->n;
    bool *flag = hinge_arena_raw(t->arena, 2 * n, sizeof *flag);
    for (int l = 0; l < HINGE_LANDMARK_COUNT; l++) {
        struct hinge_track *track = &t->point[l];
        if (!is_cleaned(t, l) || dim_of(t, l) < 2)
            continue;
        track->missing = missing_share(track, t->dim, n);
        if (!(p->hampel_nsig > 0))
            continue;
        /* outliers of each axis; a marker that jumps is wrong in every axis */
        double jump = isnan(t->leg0) ? (double)INFINITY : JUMP_LL * t->leg0;
        bool *any = flag + n;
        memset(any, 0, n * sizeof *any);
        for (int a = 0; a < t->dim; a++) {
            find_outliers(t, p, track->axis[a], flag);
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
    hinge_arena_reset(t->arena, before);
}

/* A repetition takes at least this long. */
static const double PARTLY_LEAST_S = 1.5;

/* Fills the gaps and lists the series for the filter, which takes many at a time. */
static void fill_all(struct hinge_tracks *t, const struct hinge_parameters *p, double **series,
                     size_t *n_series)
{
    for (int l = 0; l < HINGE_LANDMARK_COUNT; l++) {
        struct hinge_track *track = &t->point[l];
        if (!is_cleaned(t, l))
            continue;
        if (dim_of(t, l) > 1) { /* outliers are filled again: they don't count */
            track->usable = track->missing <= p->miss_channel;
            track->too_broken =
                !track->usable && track->missing - track->removed <= p->miss_channel;
        } else
            hinge_unwrap_deg(track->axis[0], t->n);
        if (t->keep_absent && dim_of(t, l) > 1) {
            /* frames that only filling gives a place */
            track->absent = hinge_arena_alloc(t->arena, t->n, sizeof *track->absent);
            for (size_t i = 0; i < t->n; i++)
                track->absent[i] = isnan(track->axis[0][i]) || isnan(track->axis[1][i]);
        }
        for (int a = 0; a < dim_of(t, l); a++) {
            fill_gaps(t, track->axis[a], p);
            series[(*n_series)++] = track->axis[a];
        }
    }
    /* A sticker that is lost halfway stays where no other point says the same: repetitions without
     * it have gaps, the others have it. Asked once gaps are filled. Rows: points, and those that
     * stand in for each. */
    static const int rows[][2] = {{HINGE_LANDMARK_t12l1, HINGE_LANDMARK_NONE},
                                  {HINGE_LANDMARK_l5, HINGE_LANDMARK_s1},
                                  {HINGE_LANDMARK_s1, HINGE_LANDMARK_l5},
                                  {HINGE_LANDMARK_c7, HINGE_LANDMARK_t8},
                                  {HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_hjc_r},
                                  {HINGE_LANDMARK_hjc_r, HINGE_LANDMARK_hjc_l},
                                  {HINGE_LANDMARK_knee_l, HINGE_LANDMARK_knee_r},
                                  {HINGE_LANDMARK_knee_r, HINGE_LANDMARK_knee_l}};
    bool lost[sizeof rows / sizeof *rows] = {false};
    if (t->family != HINGE_FAMILY_markers || t->dim != 2)
        return;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        const struct hinge_track *track = &t->point[rows[k][0]];
        const bool other = rows[k][1] != HINGE_LANDMARK_NONE && hinge_tracks_seen(t, rows[k][1]);
        const bool maybe = track->present && !track->usable && !track->too_broken && !other;
        size_t longest = 0, run = 0; /* without a gap */
        for (size_t i = 0; maybe && i < t->n; i++) {
            run = isnan(track->axis[0][i]) ? 0 : run + 1;
            longest = run > longest ? run : longest;
        }
        lost[k] = maybe && (double)longest / t->rate_hz >= PARTLY_LEAST_S;
    }
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        if (lost[k])
            t->point[rows[k][0]].usable = t->point[rows[k][0]].partly = true;
}

/* The four markers of the pelvis are rigid: where one of them is missing for longer than gaps are
 * filled, or in too many frames to be used, the others say where it is (least squares; of three, a
 * turn within their plane, Söderkvist & Wedin 1993). A short gap's own neighbours say it better. */
static void fill_pelvis(struct hinge_tracks *t, const struct hinge_parameters *p)
{
    static const int four[] = {HINGE_LANDMARK_asis_l, HINGE_LANDMARK_asis_r, HINGE_LANDMARK_psis_l,
                               HINGE_LANDMARK_psis_r};
    size_t n = t->n, alone = 0, placed[4] = {0}, whole = 0;
    bool gaps = false;
    for (int k = 0; k < 4 && t->dim == 3; k++) {
        if (!t->point[four[k]].present && ++alone > 1)
            return;
        gaps = gaps || t->point[four[k]].missing > 0 || !t->point[four[k]].present;
    }
    if (t->dim != 3 || t->family != HINGE_FAMILY_markers || (!gaps && !t->keep_pelvis))
        return;
    struct hinge_arena_mark before = hinge_arena_mark(t->arena);
    double *local = hinge_arena_raw(t->arena, 12 * n, sizeof *local);
    for (size_t i = 0; i < n && alone == 0; i++) { /* the shape, by frames that have all */
        double m[4][3], middle[3], right[3], ahead[3], R[3][3], sum = 0;
        for (int k = 0; k < 4; k++)
            for (int a = 0; a < 3; a++)
                sum += m[k][a] = t->point[four[k]].axis[a][i];
        for (int a = 0; a < 3; a++) {
            middle[a] = (m[0][a] + m[1][a] + m[2][a] + m[3][a]) / 4;
            right[a] = m[1][a] + m[3][a] - m[0][a] - m[2][a];
            ahead[a] = m[0][a] + m[1][a] - m[2][a] - m[3][a];
        }
        if (isnan(sum) || !hinge_frame_of_right(right, ahead, R))
            continue;
        for (int k = 0; k < 4; k++)
            for (int c = 0; c < 3; c++) {
                double x = 0;
                for (int a = 0; a < 3; a++)
                    x += R[a][c] * (m[k][a] - middle[a]);
                local[(size_t)(3 * k + c) * n + whole] = x;
            }
        whole++;
    }
    for (int k = 0; k < 12 && whole >= HINGE_TRACKS_LEAST_FRAMES; k++)
        t->bones.pelvis[k / 3][k % 3] = hinge_median(local + (size_t)k * n, whole, t->arena);
    hinge_arena_reset(t->arena, before);
    if (!gaps || isnan(t->bones.pelvis[0][0]))
        return;
    for (int k = 0; k < 4; k++) { /* a marker that was never there has its places now */
        struct hinge_track *track = &t->point[four[k]];
        if (track->present)
            continue;
        *track = (struct hinge_track){.present = true, .missing = 1};
        for (int a = 0; a < 3; a++)
            track->axis[a] = hinge_tracks_array(t);
    }
    before = hinge_arena_mark(t->arena);
    bool *open = hinge_arena_alloc(t->arena, 4 * n, sizeof *open);
    for (size_t k = 0; k < 4; k++) {
        const struct hinge_track *track = &t->point[four[k]];
        for (size_t from = 0, to; from < n; from = to + 1) {
            for (to = from; to < n && isnan(track->axis[0][to]);)
                to++;
            if (track->missing > p->miss_channel ||
                (track->missing > 0 && (double)(to - from) > p->gap_max_s * t->rate_hz))
                memset(open + k * n + from, 1, to - from);
        }
    }
    for (size_t i = 0; i < n; i++) {
        int lost = -1, lacks = 0, at = 0, seen[3];
        for (int k = 0; k < 4; k++) {
            if (!isnan(t->point[four[k]].axis[0][i])) {
                if (at < 3)
                    seen[at++] = k;
                continue;
            }
            lost = k;
            lacks++;
        }
        if (lacks != 1 || !open[(size_t)lost * n + i])
            continue;
        double mid[2][3] = {{0}}, axis[2][3][3], v[2][3], flat[2][3][2], turn[2] = {0};
        for (int of = 0; of < 2; of++) { /* of the shape, and of the frame */
            double x[3][3], side[3], other[3];
            for (int m = 0; m < 3; m++)
                for (int a = 0; a < 3; a++) {
                    x[m][a] =
                        of == 0 ? t->bones.pelvis[seen[m]][a] : t->point[four[seen[m]]].axis[a][i];
                    mid[of][a] += x[m][a] / 3;
                }
            for (int a = 0; a < 3; a++) {
                side[a] = x[1][a] - x[0][a];
                other[a] = x[2][a] - x[0][a];
            }
            if (!hinge_unit_pair(side, other, axis[of][0], axis[of][1]))
                break;
            hinge_cross(axis[of][0], axis[of][1], axis[of][2]);
            for (int m = 0; m < 3; m++) {
                for (int a = 0; a < 3; a++)
                    v[of][a] = x[m][a] - mid[of][a];
                flat[of][m][0] = hinge_dot(v[of], axis[of][0]);
                flat[of][m][1] = hinge_dot(v[of], axis[of][1]);
            }
            for (int m = 0; m < 3 && of == 1; m++) {
                turn[0] += flat[0][m][0] * flat[1][m][0] + flat[0][m][1] * flat[1][m][1];
                turn[1] += flat[0][m][0] * flat[1][m][1] - flat[0][m][1] * flat[1][m][0];
            }
        }
        double size = hypot(turn[0], turn[1]);
        if (!(size > 0))
            continue;
        double c = turn[0] / size, s = turn[1] / size;
        for (int a = 0; a < 3; a++)
            v[0][a] = t->bones.pelvis[lost][a] - mid[0][a];
        double x = hinge_dot(v[0], axis[0][0]), y = hinge_dot(v[0], axis[0][1]),
               z = hinge_dot(v[0], axis[0][2]);
        for (int a = 0; a < 3; a++)
            t->point[four[lost]].axis[a][i] = mid[1][a] + (c * x - s * y) * axis[1][0][a] +
                                              (s * x + c * y) * axis[1][1][a] + z * axis[1][2][a];
        placed[lost]++;
    }
    for (int k = 0; k < 4; k++) {
        struct hinge_track *track = &t->point[four[k]];
        if (placed[k] == 0)
            continue;
        track->missing = fmin(track->missing, missing_share(track, 3, n));
        size_t used = strlen(t->filled);
        snprintf(t->filled + used, sizeof t->filled - used, "%s%s %.0f %%", used > 0 ? ", " : "",
                 hinge_landmark_name((enum hinge_landmark)four[k]),
                 100 * (double)placed[k] / (double)n);
        t->warnings |= HINGE_WARN(FILLED_RIGID);
    }
    hinge_arena_reset(t->arena, before);
}

enum hinge_status hinge_tracks_clean(struct hinge_tracks *tracks,
                                     const struct hinge_parameters *parameters,
                                     struct hinge_error *error)
{
    tracks->leg0 = hinge_tracks_leg0(tracks, NULL);
    enum hinge_status status = hinge_check_cuts(tracks, parameters, error);
    if (status != HINGE_OK)
        return status;
    double cutoff = hinge_rate_reaches(tracks->rate_hz, 50) ? parameters->filter_fc_fast
                                                            : parameters->filter_fc_slow;
    double most = parameters->filter_max_frac * tracks->rate_hz;
    tracks->cutoff_hz = cutoff > most ? most : cutoff;
    undo_swaps(tracks);
    hinge_check_sides(tracks);
    double *series[3 * HINGE_LANDMARK_COUNT];
    size_t n_series = 0;
    if (strcmp(parameters->filter_cutoff, "auto") == 0) {
        /* before the filter: the median over the coordinates that are used of what a residual
         * analysis suggests; NaN where none does */
        struct hinge_arena_mark before = hinge_arena_mark(tracks->arena);
        double *copy = hinge_tracks_room(tracks), found[3 * HINGE_LANDMARK_COUNT];
        bool *flag = hinge_arena_raw(tracks->arena, tracks->n, sizeof *flag);
        size_t n = 0; /* angles and orientations are no series of places */
        for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt; l++)
            for (int a = 0; tracks->point[l].present && a < tracks->dim; a++) {
                const double *x = tracks->point[l].axis[a];
                if ((double)hinge_count_missing(x, tracks->n) / (double)tracks->n >
                    parameters->miss_channel)
                    continue;
                find_outliers(tracks, parameters, x, flag);
                for (size_t i = 0; i < tracks->n; i++)
                    copy[i] = flag[i] ? (double)NAN : x[i];
                fill_gaps(tracks, copy, parameters);
                double hz = hinge_residual_cutoff(copy, tracks->n, tracks->rate_hz, tracks->arena)
                                .cutoff_hz;
                if (!isnan(hz))
                    found[n++] = hz;
            }
        hinge_arena_reset(tracks->arena, before);
        tracks->residual_cutoff_hz = hinge_median(found, n, tracks->arena);
    }
    remove_outliers(tracks, parameters); /* an outlier is no exchanged label */
    hinge_check_rigid(tracks, parameters);
    fill_pelvis(tracks, parameters);
    fill_all(tracks, parameters, series, &n_series);
    if (tracks->cutoff_hz > 0)
        hinge_lowpass_several(series, n_series, tracks->n, tracks->rate_hz, tracks->cutoff_hz,
                              tracks->arena);
    return HINGE_OK;
}
