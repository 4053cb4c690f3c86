/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals beside a recording (EMG, force) at their own rate, and EMG as it is judged (method
 * 7.4). */
#include "base/memory.h"

#include "body/steps.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- Signals beside a recording. In: a recording whose channels are samples of a frame ("EMG1
 * [3/20]"), or one per frame; out: one series in order of time. --- */

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

/* --- EMG as it is judged (method 7.4). In: samples as delivered; out: band-passed ones and their
 * envelope, in the body's memory. --- */

/* Slower samples have lost what EMG is. */
static const double LEAST_RATE_HZ = 1000;

/* A copy in the body's memory; NULL without. */
static double *keep(struct hinge_body *body, const double *x, size_t n)
{
    struct hinge_arena arena = {body->blocks};
    double *copy = hinge_arena_alloc(&arena, n, sizeof *copy);
    body->blocks = arena.head;
    memcpy(copy, x, n * sizeof *copy);
    return copy;
}

/* Where a channel belongs: a muscle, or a plate. */
static struct hinge_muscle *place_of(struct hinge_body *body, int landmark)
{
    if (landmark == HINGE_LANDMARK_force_front_n)
        return &body->front_force;
    int wrench = landmark - HINGE_LANDMARK_force_l_x_n;
    if (wrench >= 0)
        return &body->plate_wrench[wrench / 6][wrench % 6];
    return landmark >= HINGE_LANDMARK_force_l_n
               ? &body->plate_force[landmark - HINGE_LANDMARK_force_l_n]
               : &body->muscle[landmark - HINGE_LANDMARK_gmax_l];
}

static void fill(const struct hinge_analog *analog, const struct hinge_parameters *p,
                 struct hinge_body *body, struct hinge_muscle *muscle)
{
    double rate = analog->rate_hz;
    muscle->n = analog->n;
    muscle->rate_hz = rate;
    muscle->start_s = analog->start_s;
    muscle->band = keep(body, analog->x, analog->n);
    hinge_bandpass(muscle->band, analog->n, rate, p->emg_band.value[0], p->emg_band.value[1]);
    muscle->envelope = keep(body, muscle->band, analog->n);
    for (size_t i = 0; i < analog->n; i++)
        muscle->envelope[i] = fabs(muscle->band[i]);
    hinge_lowpass(muscle->envelope, analog->n, rate, p->emg_env);
}

void hinge_muscles_build(const struct hinge_recording *recording,
                         const struct hinge_parameters *parameters, struct hinge_body *body)
{
    for (int l = HINGE_LANDMARK_gmax_l; l <= HINGE_LANDMARK_moment_r_z_nm; l++) {
        struct hinge_analog analog;
        bool force = l >= HINGE_LANDMARK_force_front_n;
        struct hinge_muscle *muscle = place_of(body, l);
        hinge_analog_read(recording, (enum hinge_landmark)l, body->rate_hz, body->start_s, body->n,
                          &analog);
        if (analog.n > 1 && force) {
            *muscle = (struct hinge_muscle){.n = analog.n,
                                            .rate_hz = analog.rate_hz,
                                            .start_s = analog.start_s,
                                            .band = keep(body, analog.x, analog.n)};
        } else if (analog.n > 1 && hinge_rate_reaches(analog.rate_hz, LEAST_RATE_HZ)) {
            fill(&analog, parameters, body, muscle);
        }
        hinge_analog_clear(&analog);
    }
}
