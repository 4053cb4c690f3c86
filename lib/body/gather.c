/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delivered channels of one landmark put together, frame by frame as in the file. */
#include "body/gather.h"

#include "base/parallel.h"
#include "body/parts/quaternion.h"
#include "signal/signal.h"

#include <math.h>
#include <string.h>

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
    const struct hinge_channel *own = &layout->channel[c];
    size_t nearest[3] = {0, SIZE_MAX, SIZE_MAX};
    axis[0] = c;
    for (size_t k = 0; k < layout->n_channels; k++) {
        const struct hinge_channel *channel = &layout->channel[k];
        int a = (int)channel->component - (int)HINGE_COMPONENT_x;
        size_t distance = k > c ? k - c : c - k;
        if (channel->landmark != own->landmark || a < 1 || a >= dim ||
            strcmp(channel->marker, own->marker) != 0 || distance >= nearest[a])
            continue;
        nearest[a] = distance;
        axis[a] = k;
    }
    return nearest[1] != SIZE_MAX && (dim < 3 || nearest[2] != SIZE_MAX);
}

/* scratch: n_frames. out: dim x n_frames, row-major, NaN where one of the markers is
 * missing; *flags gets their channel flags. False when there is no marker with all dim
 * coordinates. */
static bool gather_markers(const struct hinge_recording *recording, int landmark, int dim,
                           double *scratch, double *out, unsigned *flags)
{
    const struct hinge_layout *layout = &recording->layout;
    const double *data = recording->data;
    size_t n = recording->n_frames, found = 0, axis[3];
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
        *flags |= channel->flags;
        found++;
    }
    for (size_t i = 0; found > 1 && i < (size_t)dim * n; i++)
        out[i] /= (double)found;
    return found > 0;
}

/* Mean score of the landmark's channels; false when there is none. */
static bool gather_scores(const struct hinge_recording *recording, int landmark, double *out)
{
    size_t n = recording->n_frames, found = 0;
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &recording->layout.channel[c];
        if ((int)channel->landmark != landmark || channel->component != HINGE_COMPONENT_score)
            continue;
        const double *x = recording->data + c * n;
        for (size_t i = 0; i < n; i++)
            out[i] = found == 0 ? x[i] : out[i] + x[i];
        found++;
    }
    for (size_t i = 0; found > 1 && i < n; i++)
        out[i] /= (double)found;
    return found > 0;
}

static double score_limit(enum hinge_family family, const struct hinge_parameters *p)
{
    if (family == HINGE_FAMILY_mediapipe)
        return p->conf_mediapipe;
    if (family == HINGE_FAMILY_kinect)
        return p->conf_kinect_state;
    return p->conf_openpose;
}

bool hinge_gather_seen(const struct hinge_recording *recording,
                       const struct hinge_parameters *parameters, int landmark, int dim,
                       double *scratch, double *out, struct hinge_track *track)
{
    size_t n = recording->n_frames, scored = 0;
    double limit = score_limit(recording->layout.family, parameters), sum = 0;
    if (!gather_markers(recording, landmark, dim, scratch, out, &track->flags))
        return false;
    bool has_score = gather_scores(recording, landmark, scratch);
    for (size_t i = 0; has_score && i < n; i++) {
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

/* --- orientations --- */

/* Channels of n components from `first` on; false when one is absent. */
static bool find_components(const struct hinge_recording *recording, int landmark,
                            enum hinge_component first, int n, const double **x)
{
    const struct hinge_layout *layout = &recording->layout;
    for (int k = 0; k < n; k++) {
        size_t c = 0;
        while (c < layout->n_channels && ((int)layout->channel[c].landmark != landmark ||
                                          (int)layout->channel[c].component != (int)first + k))
            c++;
        if (c == layout->n_channels)
            return false;
        x[k] = recording->data + c * recording->n_frames;
    }
    return true;
}

static double radians_per(const struct hinge_recording *recording, int landmark)
{
    for (size_t c = 0; c < recording->layout.n_channels; c++)
        if ((int)recording->layout.channel[c].landmark == landmark &&
            recording->layout.channel[c].component == HINGE_COMPONENT_roll &&
            recording->layout.channel[c].unit == HINGE_UNIT_rad)
            return 1;
    return M_PI / 180;
}

static bool is_matrix(const double m[9])
{
    for (int k = 0; k < 9; k++)
        if (m[k] != 0)
            return true;
    return false;
}

bool hinge_gather_orientation(const struct hinge_recording *recording, int landmark, double *out)
{
    const double *x[9];
    double before[4] = {1, 0, 0, 0}, scale = radians_per(recording, landmark);
    size_t n = recording->n_frames;
    int kind = find_components(recording, landmark, HINGE_COMPONENT_qw, 4, x)     ? 4
               : find_components(recording, landmark, HINGE_COMPONENT_m11, 9, x)  ? 9
               : find_components(recording, landmark, HINGE_COMPONENT_roll, 3, x) ? 3
                                                                                  : 0;
    for (size_t i = 0; kind > 0 && i < n; i++) {
        double q[4], m[9], length = 0, along = 0;
        for (int k = 0; k < kind; k++)
            m[k] = x[k][i];
        if (kind == 9)
            hinge_quaternion_of_matrix(m, q);
        else if (kind == 3)
            hinge_quaternion_of_angles(m[0] * scale, m[1] * scale, m[2] * scale, q);
        else
            memcpy(q, m, sizeof q);
        for (int k = 0; k < 4; k++) {
            length += q[k] * q[k];
            along += q[k] * before[k];
        }
        /* false for NaN too; a matrix of zeros, where a body was lost, is none */
        bool seen = length > 0 && (kind != 9 || is_matrix(m));
        for (int k = 0; k < 4; k++) {
            double unit = q[k] / (along < 0 ? -sqrt(length) : sqrt(length));
            out[(size_t)k * n + i] = seen ? unit : (double)NAN;
            if (seen)
                before[k] = unit;
        }
    }
    return kind > 0;
}

void hinge_gather_knees(struct hinge_tracks *tracks)
{
    for (int side = 0; side < 2; side++) {
        struct hinge_track *knee = &tracks->point[HINGE_LANDMARK_knee_l + side];
        const struct hinge_track *inner = &tracks->point[HINGE_LANDMARK_knee_med_l + side];
        if (!knee->present || !inner->present)
            continue;
        for (int a = 0; a < tracks->dim; a++)
            for (size_t i = 0; i < tracks->n; i++)
                knee->axis[a][i] = (knee->axis[a][i] + inner->axis[a][i]) / 2;
        knee->flags |= inner->flags;
        knee->present_share = fmin(knee->present_share, inner->present_share);
    }
}
