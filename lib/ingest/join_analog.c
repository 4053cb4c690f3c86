/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Samples of a file beside a recording (EMG, force), taken at a rate of their own. In:
 * a recording and the other file; out: the recording with channels per sample of a
 * frame
 * ("emg.gmax_r [3/17]", the third of at most 17), every number as it was, and the
 * samples' own clock likewise, in seconds of the recording's clock. */
#include "ingest/join.h"

#include "base/memory.h"
#include "formats/parts/build_recording.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PER_FRAME = 2048 };

/* Where each sample goes: frame (SIZE_MAX outside the recording) and place in it. */
struct grid {
    double *frame_t, *sample_t;
    size_t *frame, *place;
    size_t n_frames, n_samples, per_frame, outside;
};

static void grid_clear(struct grid *g)
{
    free(g->frame_t);
    free(g->sample_t);
    free(g->frame);
    free(g->place);
}

/* Seconds of every row: a time column, frame numbers or rows at a rate. */
static enum hinge_status times_of(const struct hinge_recording *r, double rate_hz,
                                  const char *shown, const char *advice, double **t,
                                  struct hinge_error *error)
{
    long time = hinge_recording_channel(r, HINGE_COMPONENT_time);
    long frame = hinge_recording_channel(r, HINGE_COMPONENT_frame);
    size_t n = r->n_frames;
    if (time < 0 && !(rate_hz > 0))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_FS_UNKNOWN,
                               "%s: no clock and no rate, one is expected; %s", shown, advice);
    *t = hinge_alloc(n, sizeof **t);
    const double *x = r->data + (size_t)(time >= 0 ? time : frame >= 0 ? frame : 0) * n;
    double scale = time >= 0 ? hinge_unit_seconds(r->layout.channel[time].unit) : 1 / rate_hz;
    for (size_t i = 0; i < n; i++) {
        (*t)[i] = time >= 0 ? x[i] * scale : frame >= 0 ? (x[i] - x[0]) * scale : (double)i * scale;
        if (i > 0 && !((*t)[i] > (*t)[i - 1]))
            return hinge_join_backwards(shown, i, *t, error);
    }
    return HINGE_OK;
}

/* Each sample to the frame that has begun when it is taken. */
static enum hinge_status place(struct grid *g)
{
    double step = g->n_frames > 1
                      ? (g->frame_t[g->n_frames - 1] - g->frame_t[0]) / (double)(g->n_frames - 1)
                      : 1;
    double late = 1e-6 * step; /* clocks are rounded */
    size_t frame = 0, used = 0;
    g->frame = hinge_alloc(g->n_samples, sizeof *g->frame);
    g->place = hinge_alloc(g->n_samples, sizeof *g->place);
    for (size_t i = 0; i < g->n_samples; i++) {
        double t = g->sample_t[i] + late;
        size_t before = frame;
        while (frame + 1 < g->n_frames && t >= g->frame_t[frame + 1])
            frame++;
        bool outside = t < g->frame_t[0] || t >= g->frame_t[frame] + 1.5 * step;
        used = frame != before || i == 0 ? 0 : used;
        g->frame[i] = outside ? SIZE_MAX : frame;
        g->outside += outside;
        if (outside)
            continue;
        g->place[i] = used++;
        g->per_frame = used > g->per_frame ? used : g->per_frame;
    }
    return HINGE_OK;
}

static enum hinge_status check(const struct grid *g, const struct hinge_read_part *part,
                               struct hinge_error *error)
{
    double from = g->sample_t[0], to = g->sample_t[g->n_samples - 1];
    if (2 * g->outside > g->n_samples)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                               "%s: its clock runs from %.3f to %.3f s, that of the "
                               "recording from %.3f to %.3f s; say its clock minus the "
                               "recording's in a column offset_s:%s",
                               part->shown, from + part->offset_s, to + part->offset_s,
                               g->frame_t[0], g->frame_t[g->n_frames - 1], part->role);
    if (g->per_frame <= MOST_PER_FRAME)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                           "%s: %zu samples in one frame of the recording; is its clock "
                           "in another unit?",
                           part->shown, g->per_frame);
}

/* A column without its unit in brackets. */
static void bare_name(const char *source, char name[300])
{
    snprintf(name, 300, "%.299s", source);
    char *bracket = strpbrk(name, "([");
    if (bracket == NULL || bracket == name)
        return;
    while (bracket > name && bracket[-1] == ' ')
        bracket--;
    *bracket = '\0';
}

/* Room for the channels of every sample of a frame; *first is the first of them. */
static void make_room(struct hinge_recording *r, size_t more, size_t *first)
{
    struct hinge_layout *layout = &r->layout;
    struct hinge_arena arena = {layout->blocks};
    size_t n = r->n_frames, own = layout->n_channels;
    struct hinge_channel *channel = hinge_arena_alloc(&arena, own + more, sizeof *channel);
    layout->blocks = arena.head;
    double *data = hinge_alloc((own + more) * n, sizeof *data);
    memcpy(channel, layout->channel, own * sizeof *channel);
    memcpy(data, r->data, own * n * sizeof *data);
    for (size_t i = own * n; i < (own + more) * n; i++)
        data[i] = (double)NAN;
    free(r->data);
    r->data = data;
    layout->channel = channel;
    layout->n_channels = own + more;
    *first = own;
}

/* One column of samples into its channels, from `to` on. */
static void spread(struct hinge_recording *r, const struct grid *g, const char *role,
                   const char *source, const double *x, enum hinge_unit unit, int decimals,
                   size_t to)
{
    char name[420], marker[300];
    bare_name(source, marker);
    for (size_t k = 0; k < g->per_frame; k++) {
        snprintf(name, sizeof name, "%.60s.%.300s [%zu/%zu]", role, source, k + 1, g->per_frame);
        r->layout.channel[to + k] =
            (struct hinge_channel){.landmark = HINGE_LANDMARK_NONE, .decimals = decimals};
        hinge_build_channel(r, to + k, name, marker, HINGE_COMPONENT_other, unit);
    }
    for (size_t i = 0; i < g->n_samples; i++)
        if (g->frame[i] != SIZE_MAX)
            r->data[(to + g->place[i]) * r->n_frames + g->frame[i]] = x[i];
}

static bool is_clock(const struct hinge_channel *channel)
{
    return channel->component == HINGE_COMPONENT_time ||
           channel->component == HINGE_COMPONENT_frame;
}

static void add_channels(struct hinge_recording *recording, const struct hinge_recording *other,
                         const struct grid *g, const char *role)
{
    size_t columns = 1, at = 0;
    for (size_t c = 0; c < other->layout.n_channels; c++)
        columns += !is_clock(&other->layout.channel[c]);
    make_room(recording, columns * g->per_frame, &at);
    spread(recording, g, role, "clock", g->sample_t, HINGE_UNIT_s, -1, at);
    for (size_t k = 0; k < g->per_frame; k++)
        recording->layout.channel[at + k].landmark = HINGE_LANDMARK_analog_time;
    at += g->per_frame;
    for (size_t c = 0; c < other->layout.n_channels; c++) {
        const struct hinge_channel *channel = &other->layout.channel[c];
        if (is_clock(channel))
            continue;
        spread(recording, g, role, channel->source, other->data + c * other->n_frames,
               channel->unit, channel->decimals, at);
        at += g->per_frame;
    }
}

enum hinge_status hinge_join_analog(struct hinge_recording *recording, const char *shown,
                                    const struct hinge_recording *other,
                                    const struct hinge_read_part *part, double rate_hz,
                                    struct hinge_error *error)
{
    struct grid g = {.n_frames = recording->n_frames, .n_samples = other->n_frames};
    double own_rate = recording->header_rate_hz > 0 ? recording->header_rate_hz : rate_hz;
    double their_rate = part->rate_hz > 0 ? part->rate_hz : other->header_rate_hz;
    enum hinge_status status =
        times_of(recording, own_rate, shown,
                 "say its rate in a column rate_hz, or the file beside it can't be "
                 "put to it",
                 &g.frame_t, error);
    if (status == HINGE_OK)
        status = times_of(other, their_rate, part->shown, "say it in a column rate_hz:emg",
                          &g.sample_t, error);
    for (size_t i = 0; status == HINGE_OK && i < g.n_samples; i++)
        g.sample_t[i] -= part->offset_s;
    if (status == HINGE_OK)
        status = place(&g);
    if (status == HINGE_OK)
        status = check(&g, part, error);
    if (status == HINGE_OK)
        add_channels(recording, other, &g, part->role);
    if (status == HINGE_OK && g.outside > 0)
        hinge_build_note(recording,
                         "%s: %zu of its %zu samples are outside the recording and were not read",
                         part->role, g.outside, g.n_samples);
    grid_clear(&g);
    return status;
}
