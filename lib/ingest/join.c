/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several files that are one recording. In: two recordings of the same frames; out: the
 * first with the channels of both. */
#include "ingest/join.h"

#include "base/memory.h"
#include "formats/parts/build.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double clock_tolerance_s = 1e-4; /* clocks written with four digits */

static double seconds(const struct hinge_recording *recording, long channel, size_t i)
{
    double scale = recording->layout.channel[channel].unit == HINGE_UNIT_ms ? 1e-3 : 1;
    return scale * recording->data[(size_t)channel * recording->n_frames + i];
}

static enum hinge_status check_clocks(const struct hinge_recording *a,
                                      const struct hinge_recording *b,
                                      const struct hinge_read_part *part,
                                      struct hinge_error *error)
{
    long ta = hinge_recording_channel(a, HINGE_COMPONENT_time);
    long tb = hinge_recording_channel(b, HINGE_COMPONENT_time);
    if (a->n_frames != b->n_frames)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                               "%s: %zu frames, the recording it belongs to has %zu",
                               part->shown, b->n_frames, a->n_frames);
    for (size_t i = 0; ta >= 0 && tb >= 0 && i < a->n_frames; i++)
        if (fabs(seconds(a, ta, i) - seconds(b, tb, i)) > clock_tolerance_s)
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_BAD_HEADER,
                "%s: frame %zu is at %.4f s, in the recording it belongs to at %.4f s",
                part->shown, i + 1, seconds(b, tb, i), seconds(a, ta, i));
    return HINGE_OK;
}

enum hinge_status hinge_join_part(struct hinge_recording *recording,
                                  const struct hinge_recording *other,
                                  const struct hinge_read_part *part,
                                  struct hinge_error *error)
{
    struct hinge_layout *layout = &recording->layout;
    size_t n = recording->n_frames, own = layout->n_channels,
           more = other->layout.n_channels;
    enum hinge_status status = check_clocks(recording, other, part, error);
    if (status != HINGE_OK)
        return status;
    struct hinge_arena arena = {layout->blocks};
    struct hinge_channel *channel =
        hinge_arena_alloc(&arena, own + more, sizeof *channel);
    layout->blocks = arena.head;
    double *data = hinge_resize(recording->data, (own + more) * n, sizeof *data);
    if (data != NULL)
        recording->data = data;
    if (channel == NULL || data == NULL)
        return hinge_no_memory(error);
    memcpy(channel, layout->channel, own * sizeof *channel);
    memcpy(data + own * n, other->data, more * n * sizeof *data);
    layout->channel = channel;
    layout->n_channels = own + more;
    for (size_t c = 0; c < more && status == HINGE_OK; c++) {
        const struct hinge_channel *from = &other->layout.channel[c];
        struct hinge_channel *to = &channel[own + c];
        char source[400], marker[400];
        bool clock = from->component == HINGE_COMPONENT_time ||
                     from->component == HINGE_COMPONENT_frame;
        snprintf(source, sizeof source, "%.60s.%.300s", part->role, from->source);
        snprintf(marker, sizeof marker, "%.60s.%.300s", part->role, from->marker);
        *to = *from;
        status = hinge_build_channel(recording, own + c, source, clock ? "" : marker,
                                     clock ? HINGE_COMPONENT_other : from->component,
                                     from->unit, error);
        to->decimals = from->decimals;
    }
    return status;
}
