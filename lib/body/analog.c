/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals beside a recording. In: a recording whose channels are samples of a frame
 * ("EMG1 [3/20]"), or one per frame; out: one series in order of time. */
#include "body/analog.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

void hinge_analog_clear(struct hinge_analog *analog)
{
    free(analog->x);
    *analog = (struct hinge_analog){0};
}

static size_t find_channels(const struct hinge_recording *recording, enum hinge_landmark landmark,
                            size_t *channel)
{
    size_t n = 0;
    for (size_t c = 0; c < recording->layout.n_channels; c++)
        if (recording->layout.channel[c].landmark == landmark) {
            if (channel != NULL)
                channel[n] = c;
            n++;
        }
    return n;
}

/* Samples with a clock of their own: those that have a time, in order. */
static void by_clock(const struct hinge_recording *r, const size_t *x, const size_t *t,
                     size_t per_frame, struct hinge_analog *out)
{
    double first = (double)NAN, last = (double)NAN;
    for (size_t i = 0; i < r->n_frames; i++)
        for (size_t k = 0; k < per_frame; k++) {
            double time = r->data[t[k] * r->n_frames + i];
            if (isnan(time))
                continue;
            first = out->n == 0 ? time : first;
            last = time;
            out->x[out->n++] = r->data[x[k] * r->n_frames + i];
        }
    out->start_s = first;
    out->rate_hz = out->n > 1 ? (double)(out->n - 1) / (last - first) : (double)NAN;
}

/* The clock that says where a row stands, NULL for none; only where rows are lost or
 * there twice do they not stand one after the other. */
static const double *clock_of(const struct hinge_recording *r, size_t frames)
{
    long at = hinge_recording_channel(r, HINGE_COMPONENT_time);
    if (at < 0)
        at = hinge_recording_channel(r, HINGE_COMPONENT_frame);
    if (frames == r->n_frames || at < 0)
        return NULL;
    const double *t = r->data + (size_t)at * r->n_frames;
    return t[r->n_frames - 1] > t[0] ? t : NULL;
}

/* Rows at their frames of `frames`; out->x has room for those. */
static void by_place(const struct hinge_recording *r, const size_t *x, size_t per_frame,
                     size_t frames, struct hinge_analog *out)
{
    const double *t = clock_of(r, frames);
    double step = t != NULL ? (t[r->n_frames - 1] - t[0]) / (double)(frames - 1) : 0;
    out->n = per_frame * (t != NULL ? frames : r->n_frames);
    for (size_t i = 0; i < out->n; i++)
        out->x[i] = (double)NAN;
    for (size_t i = 0; i < r->n_frames; i++) {
        double frame = t != NULL ? round((t[i] - t[0]) / step) : (double)i;
        if (!(frame >= 0 && (frame + 1) * (double)per_frame <= (double)out->n))
            continue;
        for (size_t k = 0; k < per_frame; k++)
            out->x[(size_t)frame * per_frame + k] = r->data[x[k] * r->n_frames + i];
    }
}

void hinge_analog_read(const struct hinge_recording *recording, enum hinge_landmark signal,
                       double frame_rate_hz, double start_s, size_t frames,
                       struct hinge_analog *analog)
{
    size_t per_frame = find_channels(recording, signal, NULL);
    size_t clocks = find_channels(recording, HINGE_LANDMARK_analog_time, NULL);
    *analog = (struct hinge_analog){0};
    if (per_frame == 0)
        return;
    size_t *channel = hinge_alloc(per_frame + clocks, sizeof *channel);
    size_t rows = frames > recording->n_frames ? frames : recording->n_frames;
    analog->x = hinge_alloc(per_frame * rows, sizeof *analog->x);
    find_channels(recording, signal, channel);
    find_channels(recording, HINGE_LANDMARK_analog_time, channel + per_frame);
    analog->start_s = start_s;
    analog->rate_hz = frame_rate_hz * (double)per_frame;
    if (clocks == per_frame)
        by_clock(recording, channel, channel + per_frame, per_frame, analog);
    else
        by_place(recording, channel, per_frame, frames, analog);
    free(channel);
}
