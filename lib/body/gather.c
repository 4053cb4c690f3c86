/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delivered channels of one landmark put together, frame by frame as in the file. */
#include "body/gather.h"

#include <math.h>
#include <string.h>

/* Exporters write an exact origin or 999999 where a marker is missing. */
static bool missing_at(const struct hinge_recording *recording, const size_t *axis,
                       int dim, size_t i)
{
    bool origin = true, missing = false;
    for (int a = 0; a < dim; a++) {
        double v = recording->data[axis[a] * recording->n_frames + i];
        origin = origin && v == 0;
        missing = missing || isnan(v) || fabs(v) >= 999999;
    }
    return origin || missing;
}

/* Channels of the coordinates of the marker whose x is channel c; false when one is
 * absent. Of markers with one name, the nearest columns belong together. */
static bool marker_axes(const struct hinge_layout *layout, size_t c, int dim,
                        size_t *axis)
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

bool hinge_gather_markers(const struct hinge_recording *recording, int landmark,
                          int dim, double *out, unsigned *flags)
{
    const struct hinge_layout *layout = &recording->layout;
    size_t n = recording->n_frames, found = 0, axis[3];
    for (size_t c = 0; c < layout->n_channels; c++) {
        const struct hinge_channel *channel = &layout->channel[c];
        if ((int)channel->landmark != landmark ||
            channel->component != HINGE_COMPONENT_x ||
            !marker_axes(layout, c, dim, axis))
            continue;
        for (size_t i = 0; i < n; i++) {
            bool missing = missing_at(recording, axis, dim, i);
            for (int a = 0; a < dim; a++) {
                double v = missing ? (double)NAN : recording->data[axis[a] * n + i];
                double *sum = &out[(size_t)a * n + i];
                *sum = found == 0 ? v : *sum + v;
            }
        }
        *flags |= channel->flags;
        found++;
    }
    for (size_t i = 0; found > 1 && i < (size_t)dim * n; i++)
        out[i] /= (double)found;
    return found > 0;
}

bool hinge_gather_scores(const struct hinge_recording *recording, int landmark,
                         double *out)
{
    size_t n = recording->n_frames, found = 0;
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &recording->layout.channel[c];
        if ((int)channel->landmark != landmark ||
            channel->component != HINGE_COMPONENT_score)
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
