/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a recording can be what it says. These checks are made, in this order:
 *
 *   landmarks    are those there that any tier needs?            else it is refused
 *   dimensions   was a depth measured?                           3, 2 or 0 of them
 *   size         does the body fit the declared unit?            else it is refused
 *   cuts         was the film cut?                               the longest piece stays
 *   sides        do left and right keep their labels?            else a warning
 *   rigid        do markers of one bone keep their distance?     else removed, a warning
 *   order        is the spine's order right in a frame?          reps asks in standing
 *   image        do segments keep their length in the image?     else removed, a warning
 *
 * The last section is what reps refuses of a body whose view or markers it doubts. */

#include "base/parameters.h"
#include "body/steps.h"

#include <hinge/warnings.h>

/* --- Landmarks: what any tier needs (method 1.5, tier N). Asked of the recording as delivered. ---
 */

enum { POINTS = HINGE_LANDMARK_osim_pelvis_tilt }; /* landmarks that have coordinates */

/* The share of frames that has each landmark; of tracks (may be NULL) what cleaning left. */
static void find_shares(const struct hinge_body_request *request, const struct hinge_tracks *tracks,
                        struct hinge_arena *arena, double share[POINTS])
{
    const struct hinge_recording *r = request->recording;
    int dim = hinge_dimensions(r);
    struct hinge_arena_mark before = hinge_arena_mark(arena);
    double *coordinates = hinge_arena_raw(arena, 3 * r->n_frames, sizeof *coordinates);
    double *scratch = hinge_arena_raw(arena, r->n_frames, sizeof *scratch);
    memset(share, 0, POINTS * sizeof *share);
    for (int l = 0; dim != 0 && l < POINTS; l++) {
        struct hinge_track track = {0};
        if (hinge_gather_seen(r, request->parameters, l, dim, scratch, coordinates, &track))
            share[l] = track.present_share;
        if (tracks != NULL)
            share[l] = fmin(share[l], 1 - tracks->point[l].missing);
    }
    hinge_arena_reset(arena, before);
    /* hip joints come from the pelvis where they are not in the file (method 1.4) */
    double back = fmax(fmin(share[HINGE_LANDMARK_psis_l], share[HINGE_LANDMARK_psis_r]),
                       share[HINGE_LANDMARK_s1]);
    double front = fmin(share[HINGE_LANDMARK_asis_l], share[HINGE_LANDMARK_asis_r]);
    for (int side = 0; dim == 3 && side < 2; side++)
        share[HINGE_LANDMARK_hjc_l + side] =
            fmax(share[HINGE_LANDMARK_hjc_l + side], fmin(front, back));
}

bool hinge_landmark_share_add(int landmark, double share, double needed, char *text,
                              size_t capacity)
{
    size_t used = strlen(text);
    /* 0.8 of 10 frames is 80 %, not 79; 79.7 % is not 80 */
    int decimals = hinge_side_decimals(100 * share + 1e-9, 100 * needed);
    int written = snprintf(text + used, capacity - used, "%s%s %.*f %%", used > 0 ? ", " : "",
                           hinge_landmark_name((enum hinge_landmark)landmark), decimals,
                           decimals > 0 ? 100 * share : floor(100 * share + 1e-9));
    return written >= 0 && (size_t)written < capacity - used;
}

enum hinge_status hinge_refuse_landmarks(const struct hinge_body_request *request,
                                         const struct hinge_tracks *tracks,
                                         struct hinge_arena *arena, struct hinge_error *error)
{
    static const int needed[] = {HINGE_LANDMARK_shoulder_l, HINGE_LANDMARK_shoulder_r,
                                 HINGE_LANDMARK_c7,         HINGE_LANDMARK_hjc_l,
                                 HINGE_LANDMARK_hjc_r,      HINGE_LANDMARK_knee_l,
                                 HINGE_LANDMARK_knee_r,     HINGE_LANDMARK_ankle_l,
                                 HINGE_LANDMARK_ankle_r};
    double share[POINTS];
    char text[256] = "";
    find_shares(request, tracks, arena, share);
    for (size_t k = 0; k < sizeof needed / sizeof *needed; k++)
        hinge_landmark_share_add(needed[k], share[needed[k]], 1 - request->parameters->miss_channel,
                                 text, sizeof text);
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_INSUFFICIENT_LANDMARKS,
                           "shoulder (or C7), hip and knee of one side are needed in %g %% of "
                           "the frames; found: %s",
                           100 * (1 - request->parameters->miss_channel), text);
}

enum hinge_status hinge_check_landmarks(const struct hinge_body_request *request,
                                        struct hinge_arena *arena, struct hinge_error *error)
{
    double share[POINTS], least = 1 - request->parameters->miss_channel;
    if (hinge_dimensions(request->recording) == 0)
        return HINGE_OK;
    find_shares(request, NULL, arena, share);
    /* what could make a tier at all; whether it does is decided when the body is built */
#define HAS(name) (share[HINGE_LANDMARK_##name] >= least)
    bool asis = HAS(asis_l) && HAS(asis_r);
    bool pelvis = asis && ((HAS(psis_l) && HAS(psis_r)) || HAS(s1));
    bool left = HAS(hjc_l), right = HAS(hjc_r);
    bool chain = HAS(c7) || HAS(t3) || HAS(t8);
    bool limbs = (left && HAS(knee_l) && (HAS(shoulder_l) || HAS(c7))) ||
                 (right && HAS(knee_r) && (HAS(shoulder_r) || HAS(c7)));
    bool spine = (left || right) && (HAS(l5) || HAS(s1) || pelvis) && HAS(t12l1) && chain;
    bool thorax = (HAS(t12l1) && chain) || (HAS(c7) && HAS(t10)) ||
                  (HAS(ij) && HAS(px) && HAS(c7) && (HAS(t8) || HAS(t10)));
#undef HAS
    if (limbs || spine || (pelvis && thorax))
        return HINGE_OK;
    return hinge_refuse_landmarks(request, NULL, arena, error);
}

/* --- Dimensions: whether a depth was measured (method 3.2a). --- */

/* Constant depth of a landmark; NaN when it has none or it changes. */
static double constant_depth(const struct hinge_recording *recording, int landmark)
{
    double depth = (double)NAN;
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &recording->layout.channel[c];
        const double *x = recording->data + c * recording->n_frames;
        if ((int)channel->landmark != landmark || channel->component != HINGE_COMPONENT_z)
            continue;
        for (size_t i = 0; i < recording->n_frames; i++) {
            depth = isnan(depth) ? x[i] : depth;
            if (x[i] < depth || x[i] > depth)
                return (double)NAN;
        }
    }
    return depth;
}

int hinge_dimensions(const struct hinge_recording *recording)
{
    const struct hinge_layout *layout = &recording->layout;
    size_t c = 0;
    while (c < layout->n_channels && (layout->channel[c].landmark == HINGE_LANDMARK_NONE ||
                                      layout->channel[c].component > HINGE_COMPONENT_z))
        c++;
    if (c == layout->n_channels) /* no position at all */
        return 0;
    if (layout->flags & HINGE_LAYOUT_IMAGE)
        return 2;
    /* a depth that is constant for every landmark and the same for left and right was not measured
     * (method 3.2a): it would turn the body about nothing */
    static const int sided[] = {HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_shoulder_l,
                                HINGE_LANDMARK_asis_l, HINGE_LANDMARK_ankle_l};
    bool depth = false;
    for (c = 0; c < layout->n_channels; c++) {
        if (layout->channel[c].landmark == HINGE_LANDMARK_NONE ||
            layout->channel[c].component != HINGE_COMPONENT_z)
            continue;
        depth = true;
        if (isnan(constant_depth(recording, (int)layout->channel[c].landmark)))
            return 3;
    }
    for (size_t k = 0; depth && k < sizeof sided / sizeof *sided; k++)
        if (fabs(constant_depth(recording, sided[k]) - constant_depth(recording, sided[k] + 1)) > 0)
            return 3;
    return 2;
}

/* --- Size: whether the declared unit can be right (method 3.2a). Asked of tracks in metres or
 * pixels, y up, before any cleaning, and of the coordinates as delivered. --- */

/* Shares of an image stay within the first, pixels of an image exceed the second. */
static const double SHARE_MOST = 2, SHARE_LEAST = 1.5;
/* The size of nearly all coordinates is the one below which this share of them is. */
static const double NEARLY_ALL = 0.95;
/* No person is this many metres high, no person in pixels this short. */
static const double HIGHEST_M = 20, SHORTEST_PX = 20;

/* Whether a channel is x or y of a landmark. */
static bool is_flat(const struct hinge_channel *channel)
{
    return channel->landmark != HINGE_LANDMARK_NONE && channel->component <= HINGE_COMPONENT_y;
}

/* The size of nearly all x and y. */
static double coordinate_size(const struct hinge_recording *r, struct hinge_arena *arena)
{
    size_t n = r->n_frames, m = 0;
    struct hinge_arena_mark before = hinge_arena_mark(arena);
    double *x = hinge_arena_raw(arena, n * r->layout.n_channels, sizeof *x);
    for (size_t c = 0; c < r->layout.n_channels; c++)
        for (size_t i = 0; is_flat(&r->layout.channel[c]) && i < n; i++)
            x[m++] = fabs(r->data[c * n + i]);
    double size = hinge_quantile(x, m, NEARLY_ALL, arena);
    hinge_arena_reset(arena, before);
    return size;
}

/* Whether that size is beyond `limit`; not without values. Counting says it, unless just
 * one of the two values that it lies between is within. */
static bool exceeds(const struct hinge_recording *r, double limit, struct hinge_arena *arena)
{
    size_t n = r->n_frames;
    double values = 0, small = 0; /* counts as wide as the values: in lanes */
    for (size_t c = 0; c < r->layout.n_channels; c++) {
        const double *x = r->data + c * n;
        if (!is_flat(&r->layout.channel[c]))
            continue;
#pragma omp simd reduction(+ : values, small)
        for (size_t i = 0; i < n; i++) {
            values += x[i] == x[i] ? 1.0 : 0.0;
            small += fabs(x[i]) <= limit ? 1.0 : 0.0;
        }
    }
    double below = floor((values - 1) * NEARLY_ALL);
    if (small > below + 1 || small >= values)
        return false;
    return !(small > below) || coordinate_size(r, arena) > limit;
}

/* Median height of the shoulders over the ankles, any side; NaN when unknown. */
static double body_height(const struct hinge_tracks *t)
{
    struct hinge_arena_mark before = hinge_arena_mark(t->arena);
    double *x = hinge_tracks_array(t);
    for (int side = 0; side < 2; side++) {
        const struct hinge_track *top = &t->point[HINGE_LANDMARK_shoulder_l + side];
        const struct hinge_track *low = &t->point[HINGE_LANDMARK_ankle_l + side];
        for (size_t i = 0; top->present && low->present && i < t->n; i++)
            if (isnan(x[i]))
                x[i] = top->axis[1][i] - low->axis[1][i];
    }
    double height = hinge_median(x, t->n, t->arena);
    hinge_arena_reset(t->arena, before);
    return height;
}

static enum hinge_status refuse_unit(struct hinge_error *error, enum hinge_unit unit,
                                     const char *found, double size, const char *fits)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNITS_UNKNOWN,
                           "the unit is given as %s, but %s %.3g%s%s: correct the units "
                           "column of the trial list, or ingest it with --units",
                           hinge_unit_name(unit), found, size,
                           *fits != '\0' ? "; that would fit " : "", fits);
}

/* Naming the unit in which legs of so many delivered units are those of a person. */
static enum hinge_status refuse_legs(struct hinge_error *error, enum hinge_unit given, double leg,
                                     const struct hinge_parameters *p)
{
    const char *fits = leg > SHORTEST_PX ? "px" : "";
    for (enum hinge_unit unit = HINGE_UNIT_m; unit <= HINGE_UNIT_mm; unit++)
        if (leg * hinge_unit_metres(unit) >= p->units_leg_m.value[0] &&
            leg * hinge_unit_metres(unit) <= p->units_leg_m.value[1]) {
            fits = hinge_unit_name(unit);
            break;
        }
    return refuse_unit(error, given, "the legs are as long as", leg, fits);
}

/* Turns y up where it points down, as in images: the points, and directions in the file's axes. */
static void turn_over(struct hinge_tracks *t)
{
    t->sign[1] = -t->sign[1];
    for (int l = 0; l < POINTS; l++)
        for (size_t i = 0; t->point[l].present && i < t->n; i++)
            t->point[l].axis[1][i] = -t->point[l].axis[1][i];
}

enum hinge_status hinge_check_size(struct hinge_tracks *tracks,
                                   const struct hinge_recording *recording,
                                   const struct hinge_parameters *parameters,
                                   struct hinge_error *error)
{
    struct hinge_arena *arena = tracks->arena;
    const struct hinge_layout *layout = &recording->layout;
    size_t c = 0;
    while (c < layout->n_channels && !is_flat(&layout->channel[c]))
        c++;
    enum hinge_unit unit = c < layout->n_channels ? layout->channel[c].unit : HINGE_UNIT_unknown;
    if (tracks->dim == 0 || tracks->origin_at_hip)
        return HINGE_OK;
    if (unit == HINGE_UNIT_norm && exceeds(recording, SHARE_MOST, arena))
        return refuse_unit(error, unit, "coordinates reach", coordinate_size(recording, arena),
                           "px");
    if (tracks->dim == 2 && (unit == HINGE_UNIT_px || unit == HINGE_UNIT_m)) {
        double height = unit == HINGE_UNIT_m ? body_height(tracks) : (double)NAN;
        if (!exceeds(recording, SHARE_LEAST, arena) && (unit == HINGE_UNIT_px || height < 0))
            return refuse_unit(error, unit, "no coordinate exceeds",
                               coordinate_size(recording, arena), "norm");
        if (fabs(height) > HIGHEST_M && strcmp(layout->format, "trc") == 0) {
            if (height < 0)
                turn_over(tracks);
            tracks->metric = false; /* a TRC says metres of pixels too */
            return HINGE_OK;
        }
    }
    bool space = unit == HINGE_UNIT_px && tracks->dim == 3;
    if (!tracks->metric && !space)
        return HINGE_OK;
    double leg = hinge_tracks_leg0(tracks, NULL);
    if (space)
        return leg < SHORTEST_PX ? refuse_legs(error, unit, leg, parameters) : HINGE_OK;
    if (leg < parameters->units_leg_m.value[0] || leg > parameters->units_leg_m.value[1])
        return refuse_legs(error, unit, leg / hinge_unit_metres(unit), parameters);
    return HINGE_OK;
}

/* --- Cuts of edited films (method 2.3). Asked of an image as delivered. --- */

/* A tracker that slips for less than this and comes back is no cut. */
static const double SLIP_S = 0.1;

/* Distance in the image between frames i and j of a landmark pair's middle; of one side
 * where only that is there in both frames. NaN when neither is. */
static double jump(const struct hinge_tracks *t, int left, size_t i, size_t j)
{
    double d[2] = {0, 0};
    int n = 0;
    for (int side = 0; side < 2; side++) {
        const struct hinge_track *track = &t->point[left + side];
        if (!track->present || isnan(track->axis[0][i]) || isnan(track->axis[0][j]))
            continue;
        for (int a = 0; a < 2; a++)
            d[a] += track->axis[a][j] - track->axis[a][i];
        n++;
    }
    return n > 0 ? hinge_length(d[0] / n, d[1] / n) : (double)NAN;
}

static bool both_jump(const struct hinge_tracks *t, double least, size_t i, size_t j)
{
    return jump(t, HINGE_LANDMARK_hjc_l, i, j) > least &&
           jump(t, HINGE_LANDMARK_shoulder_l, i, j) > least;
}

/* Whether frame i begins a new shot: the body jumps there, and neither comes back soon
 * nor comes back itself from a slip. */
static bool is_cut(const struct hinge_tracks *t, double least, size_t i)
{
    size_t slip = (size_t)lround(SLIP_S * t->rate_hz);
    if (!both_jump(t, least, i - 1, i))
        return false;
    for (size_t j = i + 1; j <= i + slip && j < t->n; j++)
        if (!both_jump(t, least, i - 1, j))
            return false;
    for (size_t j = i > slip ? i - 1 - slip : 0; j + 1 < i; j++)
        if (!both_jump(t, least, j, i))
            return false;
    return true;
}

enum hinge_status hinge_check_cuts(struct hinge_tracks *tracks,
                                   const struct hinge_parameters *parameters,
                                   struct hinge_error *error)
{
    double least = parameters->cut_jump_LL * tracks->leg0;
    size_t start = 0, best = 0, longest = 0, cuts = 0;
    if (tracks->dim != 2 || !(least > 0))
        return HINGE_OK;
    for (size_t i = 1; i <= tracks->n; i++) {
        bool cut = i < tracks->n && is_cut(tracks, least, i);
        if (!cut && i < tracks->n)
            continue;
        if (i - start > longest) {
            longest = i - start;
            best = start;
        }
        start = i;
        cuts += cut;
    }
    if (cuts == 0)
        return HINGE_OK;
    for (int l = 0; l < HINGE_LANDMARK_COUNT; l++)
        for (int a = 0; a < 3; a++)
            if (tracks->point[l].axis[a] != NULL)
                tracks->point[l].axis[a] += best;
    tracks->start_s += (double)best / tracks->rate_hz;
    tracks->n = longest;
    tracks->warnings |= HINGE_WARN(SHOT_CUT);
    return longest >= HINGE_TRACKS_LEAST_FRAMES
               ? HINGE_OK
               : hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                                 "%zu cuts in the film leave at most %zu frames in one "
                                 "piece; at least %d are needed",
                                 cuts, longest, HINGE_TRACKS_LEAST_FRAMES);
}

/* --- Sides: whether left and right keep their labels (method 3.2a). Asked of laboratory markers,
 * before outliers are removed. --- */

static bool is_laboratory(const struct hinge_tracks *tracks)
{
    return tracks->dim == 3 && tracks->family == HINGE_FAMILY_markers;
}

/* Landmarks of one place on both sides: the left one, which the right one follows. */
static const struct {
    int left;
    const char *name;
} sides[] = {{HINGE_LANDMARK_asis_l, "ASIS"},   {HINGE_LANDMARK_psis_l, "PSIS"},
             {HINGE_LANDMARK_hjc_l, "hip"},     {HINGE_LANDMARK_knee_l, "knee"},
             {HINGE_LANDMARK_ankle_l, "ankle"}, {HINGE_LANDMARK_heel_l, "heel"},
             {HINGE_LANDMARK_toe_l, "toe"},     {HINGE_LANDMARK_shoulder_l, "shoulder"}};
enum { N_SIDES = sizeof sides / sizeof *sides };
/* A narrow stance crosses pairs by less than this. */
static const double CROSSED_LL = 0.05;
/* Pairs whose sum is shorter, in units of one, have no common direction. */
static const double LEAST_VOTES = 0.5;
/* More frames with exchanged labels than this share are a warning. */
static const double MOST_EXCHANGED = 0.05;
enum { FRAMES = 64 }; /* looked at side by side */

/* A quick look at several frames, which settles nearly all: whether in each of them every
 * pair that is seen points within 45° of their sum. Then none is exchanged. */
static bool all_agree(const struct hinge_tracks *t, size_t from, size_t frames)
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

void hinge_check_sides(struct hinge_tracks *tracks)
{
    size_t frames[N_SIDES] = {0}, used = 0;
    if (!is_laboratory(tracks))
        return;
    for (size_t from = 0, to; from < tracks->n; from = to) {
        to = tracks->n - from < FRAMES ? tracks->n : from + FRAMES;
        if (all_agree(tracks, from, to - from))
            continue;
        for (size_t i = from; i < to; i++) {
            /* One frame: each pair votes for its direction, whatever its width. Those that point
             * against the sum of the votes are exchanged, and count one frame more. */
            double x[N_SIDES], z[N_SIDES], sum_x = 0, sum_z = 0;
            for (int k = 0; k < N_SIDES; k++) {
                const struct hinge_track *left = &tracks->point[sides[k].left], *right = left + 1;
                bool there = left->present && right->present;
                x[k] = there ? right->axis[0][i] - left->axis[0][i] : (double)NAN;
                z[k] = there ? right->axis[2][i] - left->axis[2][i] : (double)NAN;
                double width = hinge_length(x[k], z[k]);
                if (!(width > 0))
                    continue;
                sum_x += x[k] / width;
                sum_z += z[k] / width;
            }
            double votes = hinge_length(sum_x, sum_z);
            for (int k = 0; votes >= LEAST_VOTES && k < N_SIDES; k++) {
                double along = (x[k] * sum_x + z[k] * sum_z) / votes; /* NaN: not seen */
                frames[k] += along < -CROSSED_LL * tracks->leg0;
            }
        }
    }
    for (int k = 0; k < N_SIDES; k++) {
        double share = (double)frames[k] / (double)tracks->n;
        tracks->swapped_share = fmax(tracks->swapped_share, share);
        if (share > 0)
            used += (size_t)snprintf(tracks->swapped + used, sizeof tracks->swapped - used, "%s%s",
                                     used > 0 ? ", " : "", sides[k].name);
    }
    if (tracks->swapped_share > MOST_EXCHANGED)
        tracks->warnings |= HINGE_WARN(SIDE_LOW_CONF);
}

/* --- Rigid: whether markers of one bone keep their distance (method 3.2a). Asked of laboratory
 * markers, after outliers are removed and before gaps are filled. --- */

/* Pairs of markers on one bone, or nearly: upper back and breastbone, which a back that rounds
 * moves apart, and pelvis. */
#define ONE(landmark) HINGE_LANDMARK_##landmark
static const struct {
    int end[2];
    const char *words;
} pairs[] = {{{ONE(c7), ONE(t10)}, "C7 and T10"},
             {{ONE(c7), ONE(t8)}, "C7 and T8"},
             {{ONE(ij), ONE(px)}, "IJ and PX"},
             {{ONE(t8), ONE(px)}, "T8 and PX"},
             {{ONE(t10), ONE(px)}, "T10 and PX"},
             {{ONE(asis_l), ONE(asis_r)}, "both ASIS"},
             {{ONE(asis_l), ONE(psis_l)}, "left ASIS and left PSIS"},
             {{ONE(asis_l), ONE(psis_r)}, "left ASIS and right PSIS"},
             {{ONE(asis_r), ONE(psis_l)}, "right ASIS and left PSIS"},
             {{ONE(asis_r), ONE(psis_r)}, "right ASIS and right PSIS"},
             {{ONE(asis_l), ONE(s1)}, "left ASIS and sacrum"},
             {{ONE(asis_r), ONE(s1)}, "right ASIS and sacrum"}};
#undef ONE
enum { N_PAIRS = sizeof pairs / sizeof *pairs, N_THORAX = 5 };

/* Shorter distances change by more than a quarter with the skin alone. */
static const double LEAST_DISTANCE_LL = 0.12;

/* A pair: its distance in every frame, the median of it, and the frames in which it is far from
 * that. */
struct pair {
    double *distance, usual;
    bool *broken;
};

/* Marks the frames in which the distance of two markers is far from its median; false
 * where none can be. */
static bool mark_broken(const struct hinge_tracks *t, const int end[2], double rigid,
                        struct pair *pair)
{
    if (!t->point[end[0]].present || !t->point[end[1]].present)
        return false;
    hinge_distance(t->point[end[0]].axis, t->point[end[1]].axis, t->dim, t->n, pair->distance);
    const double *distance = pair->distance;
    double least = (double)INFINITY, most = -(double)INFINITY;
#pragma omp simd reduction(min : least) reduction(max : most)
    for (size_t i = 0; i < t->n; i++) { /* NaN is neither */
        least = distance[i] < least ? distance[i] : least;
        most = distance[i] > most ? distance[i] : most;
    }
    if (most - least <= 0.99 * rigid * least) /* settles nearly all: none is far from the median */
        return false;
    pair->usual = hinge_median(pair->distance, t->n, t->arena);
    if (!(pair->usual >= LEAST_DISTANCE_LL * t->leg0))
        return false;
    for (size_t i = 0; i < t->n; i++)
        pair->broken[i] = fabs(pair->distance[i] - pair->usual) > rigid * pair->usual;
    return true;
}

/* Skin and ribs move with the bend, exchanged labels at once: a change of more than half of the
 * limit within this time. */
static const double JUMP_S = 0.05;
/* Lower than in standing by more than this, the neck is in a bend. */
static const double BENT_LL = 0.1;

/* Stretches of a thorax pair, from where its distance leaves half of the limit to where it is back,
 * are no longer broken where they are a bend: they begin and end within the recording, no step is a
 * jump, and the neck is low wherever the pair is broken. */
static void keep_bends(struct hinge_tracks *t, size_t which, double rigid, struct pair *pair)
{
    const struct hinge_track *c7 = &t->point[HINGE_LANDMARK_c7], *ij = &t->point[HINGE_LANDMARK_ij];
    const double *d = pair->distance;
    const double *neck = c7->present ? c7->axis[1] : ij->present ? ij->axis[1] : NULL;
    double low =
        neck == NULL ? (double)NAN : hinge_quantile(neck, t->n, 0.95, t->arena) - BENT_LL * t->leg0;
    double half = rigid * pair->usual / 2, most = pair->usual;
    size_t window = (size_t)fmax(1, floor(JUMP_S * t->rate_hz + 1e-9));
    for (size_t i = 0; neck != NULL && i < t->n; i++) {
        size_t from = i, to = i;
        if (!pair->broken[i])
            continue;
        while (from > 0 && !(fabs(d[from - 1] - pair->usual) <= half)) /* missing ones, too */
            from--;
        while (to + 1 < t->n && !(fabs(d[to + 1] - pair->usual) <= half))
            to++;
        bool kept = from > 0 && to + 1 < t->n, near;
        for (size_t k = from > window ? from - window : 0; kept && k <= to; k++) {
            kept = k < from || !pair->broken[k] || neck[k] < low;
            near = !isnan(d[k]);
            for (size_t m = k + 1; kept && near && m <= to + 1; m++) { /* over a gap, too */
                kept = !(fabs(d[m] - d[k]) > half);
                near = isnan(d[m]) || m < k + window;
            }
        }
        for (i = from; kept && i <= to; i++) {
            most = fabs(d[i] - pair->usual) > fabs(most - pair->usual) ? d[i] : most;
            pair->broken[i] = false;
        }
        i = to;
    }
    if (most == pair->usual)
        return;
    size_t used = strlen(t->thorax);
    snprintf(t->thorax + used, sizeof t->thorax - used, "%s%s %s from %.0f to %.0f mm",
             used > 0 ? ", " : "", pairs[which].words, most > pair->usual ? "part" : "close in",
             1000 * pair->usual, 1000 * most);
    t->warnings |= HINGE_WARN(THORAX_BENDS);
}

/* Removes both markers of each broken pair, and notes the pair that is the furthest off. */
static void remove_broken(struct hinge_tracks *t, const struct pair pair[N_PAIRS])
{
    size_t frames = 0, removed[HINGE_LANDMARK_COUNT] = {0}, worst = 0;
    double far = (double)NAN, most = 0;
    for (size_t i = 0; i < t->n; i++) {
        for (size_t k = 0; k < N_PAIRS; k++) {
            if (!pair[k].broken[i])
                continue;
            double off = fabs(pair[k].distance[i] / pair[k].usual - 1);
            far = off > most ? pair[k].distance[i] : far;
            worst = off > most ? k : worst;
            most = fmax(most, off);
            t->broken[i] = 1;
            for (int end = 0; end < 2; end++) {
                struct hinge_track *track = &t->point[pairs[k].end[end]];
                removed[pairs[k].end[end]] += isnan(track->axis[0][i]) ? 0 : 1;
                for (int a = 0; a < t->dim; a++)
                    track->axis[a][i] = (double)NAN;
            }
        }
        frames += t->broken[i];
    }
    for (int l = 0; l < HINGE_LANDMARK_COUNT; l++) {
        t->point[l].removed = (double)removed[l] / (double)t->n;
        t->point[l].missing += t->point[l].removed;
    }
    t->broken_share = (double)frames / (double)t->n;
    snprintf(t->removed, sizeof t->removed,
             "%s go from %.0f to %.0f mm, as no body does: not used in %.*f %% of the frames",
             pairs[worst].words, 1000 * pair[worst].usual, 1000 * far,
             hinge_side_decimals(100 * t->broken_share, 100 * hinge_fixed.marker_max_bad),
             100 * t->broken_share);
}

void hinge_check_rigid(struct hinge_tracks *tracks, const struct hinge_parameters *parameters)
{
    bool any = false;
    size_t n = tracks->n;
    struct pair pair[N_PAIRS];
    if (!is_laboratory(tracks))
        return;
    tracks->broken = hinge_arena_alloc(tracks->arena, n, sizeof *tracks->broken);
    struct hinge_arena_mark before = hinge_arena_mark(tracks->arena);
    bool *broken = hinge_arena_alloc(tracks->arena, N_PAIRS * n, sizeof *broken);
    for (size_t k = 0; k < N_PAIRS; k++) {
        pair[k] = (struct pair){.distance = hinge_tracks_room(tracks), .broken = broken + k * n};
        if (!mark_broken(tracks, pairs[k].end, parameters->marker_rigid, &pair[k]))
            continue;
        if (k < N_THORAX)
            keep_bends(tracks, k, parameters->marker_rigid, &pair[k]);
        any = any || memchr(pair[k].broken, 1, n) != NULL;
    }
    if (any)
        remove_broken(tracks, pair);
    if (tracks->broken_share > hinge_fixed.marker_max_bad)
        tracks->warnings |= HINGE_WARN(MARKERS_SUSPECT);
    hinge_arena_reset(tracks->arena, before);
}

/* --- Order: whether the spine's points lie in their order (method 3.2a). Asked of points in the
 * person's own axes. --- */

/* From the highest down; levels may be missing. Skin moves the sacrum against L5 by more
 * than lies between them: it is a level only where there is no L5. */
static const enum hinge_point levels[] = {HINGE_POINT_C7,    HINGE_POINT_T8, HINGE_POINT_T10,
                                          HINGE_POINT_T12L1, HINGE_POINT_L3, HINGE_POINT_L5,
                                          HINGE_POINT_S1};

/* Whether a level of frame i is above the one before, or the ASIS behind the PSIS. */
static bool out_of_order(const struct hinge_points *p, bool neck, size_t i)
{
    double above = INFINITY;
    for (size_t k = neck ? 3 : 0; k < sizeof levels / sizeof *levels; k++) {
        const double *y = p->y[levels[k]];
        bool sacrum = levels[k] == HINGE_POINT_S1;
        if (y == NULL || isnan(y[i]) || (sacrum && p->y[HINGE_POINT_L5] != NULL))
            continue;
        if (y[i] > above)
            return true;
        above = y[i];
    }
    const double *front = p->x[HINGE_POINT_ASIS], *back = p->x[HINGE_POINT_PSIS];
    return front != NULL && back != NULL && front[i] < back[i];
}

void hinge_check_order(struct hinge_tracks *tracks, const struct hinge_points *points,
                       struct hinge_body *body)
{
    bool any = points->x[HINGE_POINT_ASIS] != NULL;
    const bool neck = (tracks->warnings & HINGE_WARN(NECK_EXCHANGED)) != 0; /* is known */
    for (size_t k = 0; k < sizeof levels / sizeof *levels; k++)
        any = any || points->x[levels[k]] != NULL;
    if (!any)
        return;
    body->out_of_order = hinge_tracks_array(tracks);
    for (size_t i = 0; i < tracks->n; i++)
        body->out_of_order[i] = out_of_order(points, neck, i);
}

/* --- Image: whether segments keep their length in the image (method 2.3). They shorten where a
 * keypoint is wrong, where width and height are exchanged, or where the camera is far from the
 * side. Asked once the angles are built. --- */

static const struct {
    enum hinge_point low, high;
} ends[HINGE_SEGMENT_COUNT] = {[HINGE_SEGMENT_TRUNK] = {HINGE_POINT_HIP, HINGE_POINT_SHOULDER},
                               [HINGE_SEGMENT_THIGH] = {HINGE_POINT_KNEE, HINGE_POINT_HIP},
                               [HINGE_SEGMENT_SHANK] = {HINGE_POINT_ANKLE, HINGE_POINT_KNEE}};

/* Signals that use a segment's direction. */
static const struct {
    enum hinge_segment segment;
    enum hinge_signal signal;
} uses[] = {{HINGE_SEGMENT_TRUNK, HINGE_SIGNAL_trunk_incl},
            {HINGE_SEGMENT_TRUNK, HINGE_SIGNAL_trunk_thigh},
            {HINGE_SEGMENT_TRUNK, HINGE_SIGNAL_head_line},
            {HINGE_SEGMENT_THIGH, HINGE_SIGNAL_thigh_incl},
            {HINGE_SEGMENT_THIGH, HINGE_SIGNAL_trunk_thigh},
            {HINGE_SEGMENT_THIGH, HINGE_SIGNAL_knee_flex},
            {HINGE_SEGMENT_THIGH, HINGE_SIGNAL_hip_flex},
            {HINGE_SEGMENT_THIGH, HINGE_SIGNAL_total_flex},
            {HINGE_SEGMENT_SHANK, HINGE_SIGNAL_shank_incl},
            {HINGE_SEGMENT_SHANK, HINGE_SIGNAL_knee_flex},
            {HINGE_SEGMENT_SHANK, HINGE_SIGNAL_ankle_df}};

void hinge_body_drop_short(struct hinge_body *body, const double least[HINGE_SEGMENT_COUNT])
{
    for (size_t i = 0; body->degenerate != NULL && i < body->n; i++) {
        for (size_t k = 0; k < sizeof uses / sizeof *uses; k++) {
            const double *length = body->segment_length[uses[k].segment];
            double *x = body->signal[uses[k].signal];
            if (length == NULL || !(length[i] < least[uses[k].segment]))
                continue;
            body->degenerate[i] = 1;
            if (x != NULL)
                x[i] = (double)NAN;
        }
    }
}

void hinge_check_image(struct hinge_tracks *t, const struct hinge_points *p,
                       const struct hinge_parameters *parameters, struct hinge_body *body)
{
    static const double MOST_STRETCH = 1.6;
    double least[HINGE_SEGMENT_COUNT], ratio, stretch;
    body->n = t->n;
    body->degenerate = hinge_arena_alloc(t->arena, t->n, 1);
    for (int s = 0; s < HINGE_SEGMENT_COUNT; s++) {
        enum hinge_point a = ends[s].low, b = ends[s].high;
        least[s] = (double)NAN;
        if (p->x[a] == NULL || p->x[b] == NULL)
            continue;
        double *length = hinge_tracks_array(t);
        for (size_t i = 0; i < t->n; i++)
            length[i] = hinge_length(p->x[b][i] - p->x[a][i], p->y[b][i] - p->y[a][i]);
        body->segment_length[s] = length;
        least[s] = parameters->seg2d_min_ratio * hinge_median(length, t->n, t->arena);
    }
    /* trunk at the bottom (the frames of the 5 % largest trunk-thigh angles) by the trunk upright,
     * and the factor by which its horizontal part would have to be stretched to keep its length;
     * NaN when the person never stands or never bends */
    static const double UPRIGHT_DEG = 20, BEND_DEG = 30, LEAST_PART = 0.15;
    const double *bend = body->signal[HINGE_SIGNAL_trunk_thigh];
    const double *incl = body->signal[HINGE_SIGNAL_trunk_incl];
    const double *length = body->segment_length[HINGE_SEGMENT_TRUNK];
    ratio = stretch = (double)NAN;
    if (bend != NULL && incl != NULL && length != NULL) {
        struct hinge_arena *arena = body->arena;
        struct hinge_arena_mark before = hinge_arena_mark(arena);
        double *of_upright = hinge_arena_raw(arena, t->n, sizeof *of_upright);
        double *of_bottom = hinge_arena_raw(arena, t->n, sizeof *of_bottom);
        double *leans = hinge_arena_raw(arena, t->n, sizeof *leans);
        double low = hinge_quantile(bend, t->n, 0.05, arena),
               deep = hinge_quantile(bend, t->n, 0.95, arena);
        for (size_t i = 0; i < t->n; i++) {
            bool bottom = bend[i] >= deep;
            of_upright[i] = fabs(incl[i]) < UPRIGHT_DEG ? length[i] : (double)NAN;
            of_bottom[i] = bottom ? length[i] : (double)NAN;
            leans[i] = bottom ? fabs(incl[i]) * (M_PI / 180) : (double)NAN;
        }
        double upright = hinge_median(of_upright, t->n, arena);
        double bottom = hinge_median(of_bottom, t->n, arena),
               lean = hinge_median(leans, t->n, arena);
        hinge_arena_reset(arena, before);
        if (deep - low > BEND_DEG)
            ratio = bottom / upright;
        if (bottom * sin(lean) > LEAST_PART * upright)
            stretch = sqrt(pow(upright, 2) - pow(bottom * cos(lean), 2)) / (bottom * sin(lean));
    }
    body->image_stretch = stretch;
    /* a back that rounds shortens the trunk too, but never by so much; a camera off the side does,
     * and then width and height exchanged would not keep its length */
    const double exchanged = stretch / pow(t->scale[1] / t->scale[0], 2);
    const bool seen_off = stretch > 1 && fabs(log(exchanged)) >= log(stretch) / 2;
    if (t->normalised && !seen_off &&
        (ratio < parameters->aspect_trunk.value[0] || ratio > parameters->aspect_trunk.value[1] ||
         stretch > MOST_STRETCH || stretch < 1 / MOST_STRETCH))
        body->warnings |= HINGE_WARN(ASPECT_SUSPECT);
    hinge_body_drop_short(body, least);
}

/* --- What is refused of a body that is in doubt. --- */

static void refuse_signal(struct hinge_body *body, int signal, enum hinge_reason reason)
{
    if (body->signal[signal] == NULL)
        return;
    body->signal[signal] = NULL;
    body->reason[signal] = reason;
}

void hinge_body_make_partial(struct hinge_body *body)
{
    body->view_partial = true;
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        if (s != HINGE_SIGNAL_driver)
            refuse_signal(body, s, HINGE_REASON_VIEW_NOT_SAGITTAL);
}

/* Signals that an effect takes out; others of an effect are taken out where they are made. */
/* clang-format off */
#define S(name) HINGE_SIGNAL_##name
static const struct {
    enum hinge_code_effect effect;
    int signal;
} taken[] = {
#define X(name) {HINGE_EFFECT_TAKES_PELVIS, S(name)},
    X(lumbar_flex) X(hip_flex) X(pelvis_tilt) X(thorax_tilt) X(total_flex) X(thoracic_curv)
    X(lumbar_curv) X(lumbar_lowthx) X(lumbar_isb) X(lumbar_post) X(lumbar_spn) X(spine_c7s)
    X(pelvic_yaw) X(pelvic_obliquity) X(hip_asymmetry) X(neck_flex) X(lumbar_flex_3d)
    X(lumbar_bend_3d) X(lumbar_turn_3d) X(hip_flex_3d) X(pelvis_tilt_3d)
    X(pelvic_obliquity_3d) X(pelvic_yaw_3d) X(upper_lumbar_flex) X(lower_lumbar_flex)
#undef X
#define X(name) {HINGE_EFFECT_TAKES_LEG, S(name)},
    X(hip_flex) X(hip_flex_3d) X(total_flex) X(hip_asymmetry) X(trunk_thigh) X(thigh_incl)
    X(shank_incl) X(knee_flex) X(knee_flex_3d) X(ankle_df) X(knee_toe) X(knee_gap) X(rear_leg)
    X(com_foot) X(stance_gap)
#undef X
#define X(name) {HINGE_EFFECT_TAKES_SIDES, S(name)},
    X(pelvic_obliquity) X(pelvic_yaw) X(lateral_shift) X(lateral_lean) X(knee_gap)
    X(stance_gap) X(foot_yaw_l) X(foot_yaw_r) X(hip_asymmetry) X(rib_asymmetry)
    X(lumbar_bend_3d) X(lumbar_turn_3d) X(pelvic_obliquity_3d) X(pelvic_yaw_3d) X(rear_load)
    X(rear_leg)
#undef X
#define X(name) {HINGE_EFFECT_TAKES_POSTURE, S(name)},
    X(neck_flex) X(thoracic_curv) X(spine_c7s) X(cva) X(head_line) X(lumbar_post)
    X(lumbar_spn) X(shoulder_rise) X(shoulder_ear) X(shoulder_forward) X(head_back)
#undef X
#define X(name) {HINGE_EFFECT_TAKES_PLATES, S(name)},
    X(moment_ankle_plates_nm_kg) X(moment_knee_plates_nm_kg) X(moment_hip_plates_nm_kg)
    X(moment_l5s1_plates_nm_kg) X(force_both_bw) X(cop_foot)
#undef X
};
#undef S
/* clang-format on */

static void take_out(struct hinge_body *body, enum hinge_code_effect effect,
                     enum hinge_reason reason)
{
    const bool pelvis = effect == HINGE_EFFECT_TAKES_PELVIS, leg = effect == HINGE_EFFECT_TAKES_LEG,
               plates = effect == HINGE_EFFECT_TAKES_PLATES;
    for (size_t k = 0; k < sizeof taken / sizeof *taken; k++)
        if (taken[k].effect == effect)
            refuse_signal(body, taken[k].signal, reason);
    for (int s = 0; leg && hinge_signal_has_zero((enum hinge_signal)s); s++)
        if (strcmp(hinge_signal_unit((enum hinge_signal)s), "LL") == 0)
            refuse_signal(body, s, reason);
    for (int j = 0; (pelvis || leg || plates) && j < HINGE_MOMENT_JOINTS; j++) {
        struct hinge_moment *moment = &body->moment[j];
        const bool below =
            j < (body->hips_from_pelvis || leg ? HINGE_MOMENT_KNEE : HINGE_MOMENT_L5S1);
        if (plates) {
            moment->plates = NULL;
            moment->plates_reason = reason;
        } else if (!below) {
            *moment = (struct hinge_moment){.reason = reason, .plates_reason = reason};
        }
    }
    if (plates) {
        body->floor = (struct hinge_floor){0};
        body->front_force = (struct hinge_muscle){0};
        memset(body->plate_force, 0, sizeof body->plate_force);
        body->force_reason = reason;
    }
    /* hip joint centres made of these markers are as wrong, and all legs with them */
    for (int s = 0; pelvis && body->hips_from_pelvis && hinge_signal_has_zero((enum hinge_signal)s);
         s++)
        if (s != HINGE_SIGNAL_driver && s != HINGE_SIGNAL_shank_incl)
            refuse_signal(body, s, reason);
}

void hinge_body_take_out(struct hinge_body *body, uint64_t warnings)
{
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        if (body->drifts[s] && s != HINGE_SIGNAL_driver)
            refuse_signal(body, s, HINGE_REASON_NO_REST);
    for (int effect = HINGE_EFFECT_TAKES_PELVIS; effect <= HINGE_EFFECT_TAKES_PLATES; effect++)
        for (uint64_t rest = hinge_warnings_that(warnings, (enum hinge_code_effect)effect);
             rest != 0; rest &= rest - 1)
            take_out(body, (enum hinge_code_effect)effect, hinge_warning_reason(rest));
}
