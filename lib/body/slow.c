/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slow errors, method 7.0: a segment's length does not change, and a foot on the ground
 * does not move; what they do all the same, whatever the posture, is error. In: clean
 * tracks. Out: an error of each landmark, and of each signal. */
#include "body/steps.h"

#define L(name) HINGE_LANDMARK_##name

/* Landmarks of one segment; the same twice: a foot that stands. */
static const short rigid[][2] = {{L(hjc_l), L(knee_l)},
                                 {L(hjc_r), L(knee_r)},
                                 {L(knee_l), L(ankle_l)},
                                 {L(knee_r), L(ankle_r)},
                                 {L(heel_l), L(toe_l)},
                                 {L(heel_r), L(toe_r)},
                                 {L(ankle_l), L(heel_l)},
                                 {L(ankle_r), L(heel_r)},
                                 {L(asis_l), L(asis_r)},
                                 {L(psis_l), L(psis_r)},
                                 {L(asis_l), L(psis_l)},
                                 {L(asis_r), L(psis_r)},
                                 {L(asis_l), L(s1)},
                                 {L(asis_r), L(s1)},
                                 {L(hjc_l), L(hjc_r)},
                                 {L(hjc_l), L(l5)},
                                 {L(hjc_r), L(l5)},
                                 {L(hjc_l), L(s1)},
                                 {L(hjc_r), L(s1)},
                                 {L(c7), L(t3)},
                                 {L(t3), L(t8)},
                                 {L(t8), L(t10)},
                                 {L(t8), L(t12l1)},
                                 {L(ij), L(px)},
                                 {L(ij), L(c7)},
                                 {L(px), L(t8)},
                                 {L(shoulder_l), L(elbow_l)},
                                 {L(shoulder_r), L(elbow_r)},
                                 {L(elbow_l), L(wrist_l)},
                                 {L(elbow_r), L(wrist_r)},
                                 {L(nose), L(ear_l)},
                                 {L(nose), L(ear_r)},
                                 {L(nose), L(occ)},
                                 {L(heel_l), L(heel_l)},
                                 {L(heel_r), L(heel_r)},
                                 {L(toe_l), L(toe_l)},
                                 {L(toe_r), L(toe_r)},
                                 {L(ankle_l), L(ankle_l)},
                                 {L(ankle_r), L(ankle_r)}};
enum { RIGID = sizeof rigid / sizeof *rigid, CLIP = 64 };

/* Longer than this, an error is slow: standing shows the others. */
static const double SLOW_S = 0.25;
/* The share of it that the average over SLOW_S leaves of 0.5 to 2 Hz. */
static const double SEEN = 0.8;
/* A foot that goes further, or a segment that changes more, in leg lengths, moved. */
static const double MOVED_LL = 0.06;
/* Metres of a leg where pixels have no scale. */
static const double LEG_M = 0.85;

/* --- how far a landmark errs --- */

/* What all pairs share: the driver's distance from its mean, in 50 degrees, and the
 * sums of its powers; where it is missing both it and `there` are 0, else that is 1. */
struct posture {
    double *driver, *there, *scratch, *x; /* n each */
    double power[5];
    size_t width;
};

/* Sums of the smoothed with the driver's powers, of its squares, and of those of what
 * the average took away (not a number where a frame lacks something). */
struct sums {
    double power[5], with[3], squares, fast;
};

/* Adds frame i: its posture d, what is smooth about it, and what is not. */
static inline void add(struct sums *sums, double d, double y, double rest)
{
    double dd = d * d;
    sums->with[0] += y;
    sums->with[1] += d * y;
    sums->with[2] += dd * y;
    sums->squares += y * y;
    sums->fast += rest * rest;
}

static void add_powers(double d, double power[5])
{
    power[0]++;
    power[1] += d;
    power[2] += d * d;
    power[3] += d * (d * d);
    power[4] += (d * d) * (d * d);
}

/* Over the frames that have all three: most tracks are there wherever the driver is. */
static struct sums sum_up(const struct posture *posture, double x0, size_t n)
{
    const double *x = posture->x, *smooth = posture->scratch;
    const double *driver = posture->driver, *there = posture->there;
    struct sums all = {.squares = 0}, some = {.squares = 0};
    memcpy(all.power, posture->power, sizeof all.power);
    for (size_t i = 0; i < n; i++)
        add(&all, driver[i], (smooth[i] - x0) * there[i], (x[i] - smooth[i]) * there[i]);
    if (!isnan(all.with[0] + all.fast))
        return all;
    for (size_t i = 0; i < n; i++) {
        if (there[i] == 0 || isnan(x[i]) || isnan(smooth[i] - x0))
            continue;
        add_powers(driver[i], some.power);
        add(&some, driver[i], smooth[i] - x0, x[i] - smooth[i]);
    }
    return some;
}

/* Variance of x, smoothed, that posture (a parabola of the driver) does not explain;
 * NaN when there is too little. */
static double unexplained(const struct posture *posture, size_t n)
{
    double x0 = hinge_mean(posture->x, n);
    hinge_moving_average(posture->x, 0, n - 1, posture->width, posture->scratch);
    struct sums s = sum_up(posture, x0, n);
    double used = s.power[0], left = s.squares, a[3][4];
    if (used < 3 * (double)posture->width || used < 30)
        return (double)NAN;
    for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 3; c++)
            a[r][c] = s.power[r + c];
        a[r][3] = s.with[r];
    }
    /* Gauss on the normal equations; what each step explains leaves the squares */
    for (int k = 0; k < 3 && a[k][k] > 1e-9 * used; k++) {
        left -= a[k][3] * a[k][3] / a[k][k];
        for (int r = k + 1; r < 3; r++)
            for (int c = 3; c >= k; c--)
                a[r][c] -= a[r][k] / a[k][k] * a[k][c];
    }
    return fmax(0, left) / used;
}

/* Variance of the length of a pair, or of a standing foot's place; NaN unknown. */
static double pair_variance(const struct hinge_tracks *t, const short pair[2],
                            const struct posture *posture)
{
    const struct hinge_track *a = &t->point[pair[0]], *b = &t->point[pair[1]];
    bool foot = pair[0] == pair[1];
    double most = -(double)INFINITY, least = (double)INFINITY;
    if (!a->usable || !b->usable || (foot && t->origin_at_hip))
        return (double)NAN;
    if (foot)
        memcpy(posture->x, a->axis[1], t->n * sizeof *posture->x);
    else
        hinge_distance(a->axis, b->axis, t->dim, t->n, posture->x);
    double variance = unexplained(posture, t->n);
    for (size_t i = 0; foot && i < t->n; i++) { /* NaN is neither */
        most = posture->scratch[i] > most ? posture->scratch[i] : most;
        least = posture->scratch[i] < least ? posture->scratch[i] : least;
    }
    return most - least > MOVED_LL * t->leg0 ? (double)NAN : variance;
}

static bool of_spine(int l)
{
    return (l >= L(c7) && l <= L(s1)) || (l >= L(asis_l) && l <= L(hjc_r));
}

/* SD of each landmark's slow error in source lengths, what the recording shows of it in
 * body->slow. */
static void landmark_errors(const struct hinge_tracks *t, struct hinge_body *body,
                            double sd[HINGE_LANDMARK_COUNT])
{
    double variance[RIGID] = {0}, shown[HINGE_LANDMARK_COUNT], sum = 0, spine = 0, n = 0, m = 0;
    double unit_m = t->metric || !(t->leg0 > 0) ? 1 : LEG_M / t->leg0;
    /* what the family's published validity leaves, metres */
    double least_m = t->dim == 2                                               ? 0.010
                     : t->family == HINGE_FAMILY_markers && !body->is_inferred ? 0.002
                                                                               : 0.015;
    struct posture posture = {.driver = hinge_tracks_room(t),
                              .there = hinge_tracks_room(t),
                              .scratch = hinge_tracks_room(t),
                              .x = hinge_tracks_room(t),
                              .width = 2 * (size_t)lround(SLOW_S * t->rate_hz / 2) + 1};
    const double *driver = body->signal[HINGE_SIGNAL_driver];
    double d0 = hinge_mean(driver, t->n);
    for (size_t i = 0; i < t->n; i++) {
        bool there = !isnan(driver[i] - d0);
        posture.there[i] = there;
        posture.driver[i] = there ? (driver[i] - d0) / 50 : 0;
        if (there)
            add_powers(posture.driver[i], posture.power);
    }
    for (int p = 0; p < RIGID; p++)
        variance[p] = pair_variance(t, rigid[p], &posture);
    /* splits variances of pairs between their ends: the least squares that are not negative,
     * landmark after landmark */
    short pairs[HINGE_LANDMARK_COUNT][RIGID];
    size_t known[HINGE_LANDMARK_COUNT] = {0};
    for (int l = 0; l < HINGE_LANDMARK_COUNT; l++)
        shown[l] = (double)NAN;
    for (int p = 0; p < RIGID; p++)
        for (int e = 0; e < 2 && !isnan(variance[p]); e++) {
            short l = rigid[p][e];
            shown[l] = 0;
            if (e == 0 || rigid[p][0] != l)
                pairs[l][known[l]++] = (short)p;
        }
    for (int round = 0; round < 50; round++)
        for (int l = 0; l < HINGE_LANDMARK_COUNT; l++) {
            double step = 0;
            for (size_t k = 0; k < known[l]; k++) {
                const short p = pairs[l][k], *ends = rigid[p];
                int other = ends[ends[0] == l];
                /* half a step: ends that one pair alone knows share what it shows */
                step += other == l ? variance[p]
                                   : shown[l] + (variance[p] - shown[l] - shown[other]) / 2;
            }
            if (known[l] > 0)
                shown[l] = fmax(0, step / (double)known[l]);
        }
    body->slow.worst = HINGE_LANDMARK_NONE;
    for (int l = 0; l < HINGE_LANDMARK_COUNT; l++) {
        if (isnan(shown[l]))
            continue;
        shown[l] = sqrt(shown[l]) / SEEN * unit_m;
        sum += shown[l] * shown[l];
        n++;
        spine += of_spine(l) ? shown[l] * shown[l] : 0;
        m += of_spine(l);
        if (1000 * shown[l] > body->slow.worst_mm) {
            body->slow.worst_mm = 1000 * shown[l];
            body->slow.worst = l;
        }
    }
    body->slow.all_mm = n > 0 ? 1000 * sqrt(sum / n) : 0;
    body->slow.spine_mm = m > 0 ? 1000 * sqrt(spine / m) : 0;
    double least = 1000 * least_m, all = fmax(body->slow.all_mm, least);
    body->slow.shown = all > 0 ? sqrt(1 - least * least / (all * all)) : 1;
    body->slow.landmark = all / 1000 / unit_m;
    for (int l = 0; l < HINGE_LANDMARK_COUNT; l++) {
        double error = isnan(shown[l]) ? body->slow.all_mm / 1000 : shown[l];
        sd[l] = fmax(error, least_m) / unit_m;
    }
}

/* --- what that does to signals --- */

void hinge_slow_estimate(struct hinge_tracks *tracks, const struct hinge_body_request *request,
                         hinge_derive *derive, struct hinge_body *body)
{
    double sd[HINGE_LANDMARK_COUNT];
    struct hinge_tracks clip;
    struct hinge_points points;
    struct hinge_body of_clip = *body;
    if (body->signal[HINGE_SIGNAL_driver] == NULL || tracks->n < CLIP)
        return;
    struct hinge_arena_mark before = hinge_arena_mark(tracks->arena);
    landmark_errors(tracks, body, sd);
    /* CLIP frames of the recording, then the same with errors */
    struct hinge_random random;
    hinge_random_init(&random, 1, HINGE_STREAM_NOISE, 1);
    clip = *tracks;
    clip.n = 2 * CLIP;
    for (int l = 0; l < HINGE_LANDMARK_COUNT; l++) {
        struct hinge_track *to = &clip.point[l];
        bool regressed = body->hips_from_pelvis && (l == L(hjc_l) || l == L(hjc_r));
        to->present = to->present && !regressed;
        to->usable = to->usable && !regressed;
        for (int k = 0; k < 3; k++) {
            const double *from = tracks->point[l].axis[k];
            if (from == NULL)
                continue;
            to->axis[k] = NULL;
            if (regressed)
                continue;
            double *x = to->axis[k] = hinge_tracks_room(&clip);
            for (size_t i = 0; i < CLIP; i++) {
                x[i] = from[i * (tracks->n - 1) / (CLIP - 1)];
                x[CLIP + i] = x[i] + sd[l] * hinge_random_normal(&random);
            }
        }
    }
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        of_clip.signal[s] = NULL;
    derive(request, &clip, &points, &of_clip);
    /* what the clip says of each signal */
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
        bool angle = strcmp(hinge_signal_unit((enum hinge_signal)s), "deg") == 0;
        if (of_clip.signal[s] == NULL || body->signal[s] == NULL)
            continue;
        /* what errors change in the frames */
        double sum = 0, n = 0;
        for (size_t i = 0; i < CLIP; i++) {
            double d = of_clip.signal[s][CLIP + i] - of_clip.signal[s][i];
            d = angle ? remainder(d, 360) : d;
            sum += isnan(d) ? 0 : d * d;
            n += isnan(d) ? 0 : 1;
        }
        body->slow.sd[s] = n > CLIP / 4.0 ? sqrt(sum / n) : 0;
    }
    hinge_arena_reset(tracks->arena, before);
    body->slow.sd[HINGE_SIGNAL_cop_foot] = body->slow.sd[HINGE_SIGNAL_com_foot];
    body->slow.sd[HINGE_SIGNAL_driver] =
        body->driver_source < HINGE_SIGNAL_COUNT ? body->slow.sd[body->driver_source] : 0;
}
