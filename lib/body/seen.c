/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen of landmarks. In: channels of a recording, or tracks; out: the numbers of one
 * landmark, whether enough frames have it, arrays as long as its track, a rough leg. */
#include "base/parameters.h"
#include "body/steps.h"

/* --- Delivered channels of one landmark put together, frame by frame as in the file. --- */

/* What is added to a marker's coordinates: NaN where exporters wrote an exact origin or
 * 999999 for a missing one, else -0, which changes none. z may be y again. */
HINGE_WIDE static void find_missing(const double *x, const double *y, const double *z, size_t n,
                                    double *missing)
{
    static const double code = 999999;
#pragma omp simd
    for (size_t i = 0; i < n; i++) {
        bool origin = (x[i] == 0) & (y[i] == 0) & (z[i] == 0);
        bool seen = (fabs(x[i]) < code) & (fabs(y[i]) < code) & (fabs(z[i]) < code);
        missing[i] = (origin | !seen) ? (double)NAN : -0.0;
    }
}

/* One coordinate of a marker, NaN where it is missing: into out, or added to it. */
HINGE_WIDE static void take_axis(const double *x, const double *missing, size_t n, bool negated,
                                 bool add, double *out)
{
    double sign = negated ? -1 : 1;
    if (!add)
        for (size_t i = 0; i < n; i++)
            out[i] = -0.0;
#pragma omp simd
    for (size_t i = 0; i < n; i++)
        out[i] += sign * x[i] + missing[i];
}

/* Channels of the coordinates of the marker whose x is channel c; false when one is
 * absent. Of markers with one name, the nearest columns belong together. */
static bool marker_axes(const struct hinge_layout *layout, size_t c, int dim, size_t *axis)
{
    const struct hinge_channel *first = &layout->channel[c];
    size_t nearest[3] = {0, SIZE_MAX, SIZE_MAX};
    axis[0] = c;
    for (size_t k = 0; k < layout->n_channels; k++) {
        const struct hinge_channel *channel = &layout->channel[k];
        int a = (int)channel->component - (int)HINGE_COMPONENT_x;
        size_t distance = k > c ? k - c : c - k;
        if (channel->landmark != first->landmark || a < 1 || a >= dim ||
            strcmp(channel->marker, first->marker) != 0 || distance >= nearest[a])
            continue;
        nearest[a] = distance;
        axis[a] = k;
    }
    return nearest[1] != SIZE_MAX && (dim < 3 || nearest[2] != SIZE_MAX);
}

bool hinge_gather_seen(const struct hinge_recording *recording,
                       const struct hinge_parameters *parameters, int landmark, int dim,
                       double *scratch, double *out, struct hinge_track *track)
{
    size_t n = recording->n_frames, scored = 0;
    double sum = 0;
    double limit = recording->layout.family == HINGE_FAMILY_mediapipe ? parameters->conf_mediapipe
                   : recording->layout.family == HINGE_FAMILY_kinect ? parameters->conf_kinect_state
                                                                     : parameters->conf_openpose;
    /* the markers' mean, row-major, NaN where one of them is missing */
    const struct hinge_layout *layout = &recording->layout;
    const double *data = recording->data;
    size_t found = 0, axis[3];
    for (size_t c = 0; c < layout->n_channels; c++) {
        const struct hinge_channel *channel = &layout->channel[c];
        if ((int)channel->landmark != landmark || channel->component != HINGE_COMPONENT_x ||
            !marker_axes(layout, c, dim, axis))
            continue;
        find_missing(data + axis[0] * n, data + axis[1] * n, data + axis[dim - 1] * n, n, scratch);
        for (int a = 0; a < dim; a++)
            take_axis(data + axis[a] * n, scratch, n,
                      (layout->channel[axis[a]].flags & HINGE_CHANNEL_NEGATED) != 0, found > 0,
                      out + (size_t)a * n);
        track->flags |= channel->flags;
        found++;
    }
    for (size_t i = 0; found > 1 && i < (size_t)dim * n; i++)
        out[i] /= (double)found;
    if (found == 0) /* no marker has all coordinates */
        return false;
    /* mean score of the landmark's channels */
    size_t scores = 0;
    for (size_t c = 0; c < layout->n_channels; c++) {
        const struct hinge_channel *channel = &layout->channel[c];
        if ((int)channel->landmark != landmark || channel->component != HINGE_COMPONENT_score)
            continue;
        const double *x = data + c * n;
        for (size_t i = 0; i < n; i++)
            scratch[i] = scores == 0 ? x[i] : scratch[i] + x[i];
        scores++;
    }
    for (size_t i = 0; scores > 1 && i < n; i++)
        scratch[i] /= (double)scores;
    for (size_t i = 0; scores > 0 && i < n; i++) {
        if (isnan(scratch[i]))
            continue;
        sum += scratch[i];
        scored++;
        for (int a = 0; scratch[i] < limit && a < dim; a++)
            out[(size_t)a * n + i] = NAN;
    }
    track->present_share = (double)(n - hinge_count_missing(out, n)) / (double)n;
    track->score = scored > 0 ? sum / (double)scored : track->present_share;
    return true;
}

/* --- Tracks and arrays beside them. --- */

double *hinge_tracks_room(const struct hinge_tracks *tracks)
{
    return hinge_arena_raw(tracks->arena, tracks->n, sizeof(double));
}

double *hinge_tracks_array(const struct hinge_tracks *tracks)
{
    double *array = hinge_tracks_room(tracks);
    for (size_t i = 0; i < tracks->n; i++)
        array[i] = NAN;
    return array;
}

double *hinge_tracks_sum(const struct hinge_tracks *tracks, const double *a, double sign,
                         const double *b)
{
    if (a == NULL || b == NULL)
        return NULL;
    double *out = hinge_tracks_room(tracks);
    for (size_t i = 0; i < tracks->n; i++)
        out[i] = a[i] + sign * b[i];
    return out;
}

double *hinge_tracks_sides(const struct hinge_tracks *tracks, char side, const double *l,
                           const double *r)
{
    if (side == 'l' && l != NULL)
        r = NULL;
    if (side == 'r' && r != NULL)
        l = NULL;
    if (l == NULL && r == NULL)
        return NULL;
    double *out = hinge_tracks_room(tracks);
    for (size_t i = 0; i < tracks->n; i++)
        out[i] = l == NULL ? r[i] : r == NULL ? l[i] : (l[i] + r[i]) / 2;
    return out;
}

double *hinge_tracks_signal(const struct hinge_tracks *tracks, struct hinge_body *body,
                            enum hinge_signal signal)
{
    body->reason[signal] = HINGE_REASON_OK;
    return body->signal[signal] = hinge_tracks_array(tracks);
}

void hinge_body_set(struct hinge_body *body, enum hinge_signal signal, double *values)
{
    body->signal[signal] = values;
    body->reason[signal] = HINGE_REASON_OK;
}

void hinge_tracks_relative(const struct hinge_tracks *tracks, struct hinge_body *body,
                           enum hinge_signal signal, const double *a, const double *b, double sign)
{
    if (a == NULL || b == NULL)
        return;
    double *out = hinge_tracks_room(tracks);
    for (size_t i = 0; i < tracks->n; i++)
        out[i] = sign * (a[i] - b[i]);
    hinge_body_set(body, signal, out);
}

bool hinge_tracks_seen(const struct hinge_tracks *tracks, int landmark)
{
    return tracks->point[landmark].present && tracks->point[landmark].usable;
}

bool hinge_tracks_pair_seen(const struct hinge_tracks *tracks, int left)
{
    return hinge_tracks_seen(tracks, left) && hinge_tracks_seen(tracks, left + 1);
}

double hinge_tracks_middle(const struct hinge_tracks *tracks, int left, int axis, size_t i)
{
    return (tracks->point[left].axis[axis][i] + tracks->point[left + 1].axis[axis][i]) / 2;
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

/* Median over frames of the mean of both sides' legs, or trunks, or of the one there is. */
static double median_of_sides(const struct hinge_tracks *t, bool trunk)
{
    size_t n = t->n;
    struct hinge_arena_mark before = hinge_arena_mark(t->arena);
    double *length[2], *scratch = hinge_tracks_room(t);
    for (int side = 0; side < 2; side++) {
        const struct hinge_track *hip = &t->point[HINGE_LANDMARK_hjc_l + side];
        const struct hinge_track *knee = &t->point[HINGE_LANDMARK_knee_l + side];
        const struct hinge_track *top = &t->point[HINGE_LANDMARK_shoulder_l + side];
        hip = hip->present ? hip : &t->point[HINGE_LANDMARK_asis_l + side];
        top = top->present ? top : &t->point[HINGE_LANDMARK_c7];
        length[side] = hinge_arena_alloc(t->arena, n, sizeof *length[side]);
        add_distance(t, hip, trunk ? top : knee, scratch, length[side]);
        if (!trunk)
            add_distance(t, knee, &t->point[HINGE_LANDMARK_ankle_l + side], scratch, length[side]);
    }
    double *left = length[0], *right = length[1], factor = trunk ? HINGE_LEG_OF_TRUNK : 1;
    for (size_t i = 0; i < n; i++) {
        double both = (left[i] + right[i]) / 2;
        left[i] = factor * (isnan(left[i]) ? right[i] : isnan(right[i]) ? left[i] : both);
    }
    double median = hinge_median(left, n, t->arena);
    hinge_arena_reset(t->arena, before);
    return median;
}

double hinge_tracks_leg0(const struct hinge_tracks *tracks, bool *from_trunk)
{
    double leg = median_of_sides(tracks, false);
    bool trunk = isnan(leg);
    if (from_trunk != NULL)
        *from_trunk = trunk;
    return trunk ? median_of_sides(tracks, true) : leg;
}
