/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals beside a recording (EMG, force) at their own rate, and EMG as it is judged (method
 * 7.4). */
#include "base/parameters.h"

#include "body/steps.h"

/* --- Signals beside a recording. In: a recording whose channels are samples of a frame ("EMG1
 * [3/20]"), or one per frame; out: one series in order of time. --- */

static size_t find_channels(const struct hinge_recording *recording, enum hinge_landmark landmark,
                            size_t *channel)
{
    size_t n = 0;
    for (size_t c = 0; c < recording->layout.n_channels; c++)
        if (recording->layout.channel[c].landmark == landmark)
            channel[n++] = c;
    return n;
}

struct hinge_analog hinge_analog_read(const struct hinge_recording *recording,
                                      enum hinge_landmark signal, double frame_rate_hz,
                                      double start_s, size_t frames, struct hinge_arena *arena)
{
    struct hinge_analog analog = {0};
    size_t *channel = hinge_arena_raw(arena, 2 * recording->layout.n_channels, sizeof *channel);
    size_t per_frame = find_channels(recording, signal, channel);
    if (per_frame == 0)
        return analog;
    size_t clocks = find_channels(recording, HINGE_LANDMARK_analog_time, channel + per_frame);
    size_t rows = frames > recording->n_frames ? frames : recording->n_frames;
    analog.x = hinge_arena_raw(arena, per_frame * rows, sizeof *analog.x);
    analog.start_s = start_s;
    analog.rate_hz = frame_rate_hz * (double)per_frame;
    if (clocks == per_frame) {
        /* samples with a clock of their own: those that have a time, in order */
        double first = (double)NAN, last = (double)NAN;
        for (size_t i = 0; i < recording->n_frames; i++)
            for (size_t k = 0; k < per_frame; k++) {
                double time = recording->data[channel[per_frame + k] * recording->n_frames + i];
                if (isnan(time))
                    continue;
                first = analog.n == 0 ? time : first;
                last = time;
                analog.x[analog.n++] = recording->data[channel[k] * recording->n_frames + i];
            }
        analog.start_s = first;
        analog.rate_hz = analog.n > 1 ? (double)(analog.n - 1) / (last - first) : (double)NAN;
    } else {
        /* the clock that says where a row stands, NULL for none; only where rows are lost or there
         * twice do they not stand one after the other */
        long at = hinge_recording_channel(recording, HINGE_COMPONENT_time);
        if (at < 0)
            at = hinge_recording_channel(recording, HINGE_COMPONENT_frame);
        const double *t = frames != recording->n_frames && at >= 0
                              ? recording->data + (size_t)at * recording->n_frames
                              : NULL;
        if (t != NULL && !(t[recording->n_frames - 1] > t[0]))
            t = NULL;
        /* rows at their frames of `frames`, for which x has room */
        double step = t != NULL ? (t[recording->n_frames - 1] - t[0]) / (double)(frames - 1) : 0;
        analog.n = per_frame * (t != NULL ? frames : recording->n_frames);
        for (size_t i = 0; i < analog.n; i++)
            analog.x[i] = (double)NAN;
        for (size_t i = 0; i < recording->n_frames; i++) {
            double frame = t != NULL ? round((t[i] - t[0]) / step) : (double)i;
            if (!(frame >= 0 && (frame + 1) * (double)per_frame <= (double)analog.n))
                continue;
            for (size_t k = 0; k < per_frame; k++)
                analog.x[(size_t)frame * per_frame + k] =
                    recording->data[channel[k] * recording->n_frames + i];
        }
    }
    double newtons = hinge_unit_newtons(recording->layout.channel[channel[0]].unit);
    for (size_t i = 0; i < analog.n && newtons > 0; i++)
        analog.x[i] *= newtons;
    return analog;
}

/* --- EMG as it is judged (method 7.4). In: samples as delivered; out: band-passed ones and their
 * envelope. --- */

/* Slower samples have lost what EMG is. */
static const double LEAST_RATE_HZ = 1000;
/* Of envelopes over a repetition. */
static const double ENVELOPE_HZ = 6;

/* Where a channel belongs: a muscle, or a plate. */
static struct hinge_muscle *place_of(struct hinge_body *body, int landmark)
{
    if (landmark == HINGE_LANDMARK_force_front_n)
        return &body->front_force;
    int wrench = landmark - HINGE_LANDMARK_force_l_x_n;
    if (wrench >= 0) /* of both feet on one plate the force alone */
        return &body->plate_wrench[wrench / 6][wrench % 6];
    return landmark >= HINGE_LANDMARK_force_l_n
               ? &body->plate_force[landmark - HINGE_LANDMARK_force_l_n]
               : &body->muscle[landmark - HINGE_LANDMARK_gmax_l];
}

/* Rectified, low-passed without lag, in % of the maximum, of one that nobody measured in % of its
 * own peak: the mean of both sides, by frames. */
static void make_envelope(const struct hinge_trial_info *info, int k, struct hinge_body *body)
{
    const enum hinge_signal pct = (enum hinge_signal)(HINGE_SIGNAL_gmax_env_pct + k),
                            peak = (enum hinge_signal)(HINGE_SIGNAL_gmax_env_peak + k);
    double *mean = NULL;
    int sides = 0;
    bool known = false;
    for (int m = 2 * k; m < 2 * k + 2; m++)
        known = known || (body->muscle[m].band != NULL && info != NULL && info->mvc[m] > 0);
    body->reason[pct] = body->reason[peak] = HINGE_REASON_NO_EMG;
    for (int m = 2 * k; m < 2 * k + 2; m++) {
        const struct hinge_muscle *muscle = &body->muscle[m];
        if (muscle->band == NULL)
            continue;
        body->reason[pct] = HINGE_REASON_NO_REFERENCE_TRIAL;
        if (known && !(info->mvc[m] > 0))
            continue;
        if (mean == NULL)
            mean = hinge_arena_alloc(body->arena, body->n, sizeof *mean);
        const struct hinge_arena_mark before = hinge_arena_mark(body->arena);
        double *side = hinge_arena_raw(body->arena, muscle->n, sizeof *side);
        for (size_t i = 0; i < muscle->n; i++)
            side[i] = fabs(muscle->band[i]);
        hinge_lowpass(side, muscle->n, muscle->rate_hz, ENVELOPE_HZ, body->arena);
        double whole = known ? info->mvc[m] : 0;
        for (size_t i = 0; i < muscle->n && !known; i++)
            whole = fmax(whole, side[i]);
        for (size_t i = 0; i < body->n; i++) {
            const double t = body->start_s + (double)i / body->rate_hz;
            mean[i] += 100 / whole *
                       hinge_value_at(side, muscle->n, (t - muscle->start_s) * muscle->rate_hz);
        }
        hinge_arena_reset(body->arena, before);
        sides++;
    }
    if (sides == 0)
        return;
    for (size_t i = 0; i < body->n; i++)
        mean[i] /= sides;
    hinge_body_set(body, known ? pct : peak, mean);
}

void hinge_body_round(const struct hinge_body *body, double time_s, double sense, double v[3])
{
    if (body->round[0] == NULL)
        return;
    const double at = fmax(0, round((time_s - body->start_s) * body->rate_hz));
    const size_t i = at < (double)body->n ? (size_t)at : body->n - 1;
    const double x = v[0], z = v[2], cosine = body->round[0][i], sine = sense * body->round[1][i];
    v[0] = x * cosine + z * sine;
    v[2] = z * cosine - x * sine;
}

void hinge_muscles_build(const struct hinge_body_request *request, struct hinge_body *body)
{
    const struct hinge_recording *recording = request->recording;
    for (int l = HINGE_LANDMARK_gmax_l; l <= HINGE_LANDMARK_force_both_z_n; l++) {
        bool force = l >= HINGE_LANDMARK_force_front_n;
        struct hinge_muscle *muscle = place_of(body, l);
        struct hinge_arena_mark before = hinge_arena_mark(body->arena);
        struct hinge_analog analog = hinge_analog_read(
            recording, (enum hinge_landmark)l, body->rate_hz, body->start_s, body->n, body->arena);
        if (analog.n < 2 || (!force && !hinge_rate_reaches(analog.rate_hz, LEAST_RATE_HZ))) {
            hinge_arena_reset(body->arena, before);
            continue;
        }
        *muscle = (struct hinge_muscle){
            .n = analog.n, .rate_hz = analog.rate_hz, .start_s = analog.start_s, .band = analog.x};
        if (!force) {
            /* the muscle's samples band-passed, in place, and their envelope */
            double rate = muscle->rate_hz;
            hinge_bandpass(muscle->band, muscle->n, rate, request->parameters->emg_band.value[0],
                           request->parameters->emg_band.value[1], body->arena);
            muscle->envelope = hinge_arena_raw(body->arena, muscle->n, sizeof *muscle->envelope);
            for (size_t i = 0; i < muscle->n; i++)
                muscle->envelope[i] = fabs(muscle->band[i]);
            hinge_lowpass(muscle->envelope, muscle->n, rate, request->parameters->emg_env,
                          body->arena);
        }
    }
    for (int k = 0; k < HINGE_MUSCLES / 2; k++)
        make_envelope(request->info, k, body);
    /* A C3D's plates are in the laboratory's axes: into the person's, z up and y left. */
    const struct hinge_layout *layout = &recording->layout;
    for (int k = 0; k < 5; k++) { /* force and moment of each side, force of both */
        struct hinge_muscle *axis = &body->plate_wrench[k / 2][k % 2 * 3];
        size_t c = 0;
        while (c < layout->n_channels &&
               (int)layout->channel[c].landmark != HINGE_LANDMARK_force_l_x_n + 3 * k)
            c++;
        if (c == layout->n_channels || !(layout->channel[c].flags & HINGE_CHANNEL_LABORATORY) ||
            axis[0].band == NULL || axis[1].n != axis[0].n || axis[2].n != axis[0].n)
            continue;
        body->plates_turned = true;
        for (size_t i = 0; i < axis[0].n; i++) {
            double turned[3] = {0};
            for (int r = 0; r < 3; r++)
                for (int a = 0; a < 3; a++)
                    turned[r] += body->turn[r][a] * axis[a].band[i];
            hinge_body_round(body, axis[0].start_s + (double)i / axis[0].rate_hz, 1, turned);
            axis[0].band[i] = turned[0];
            axis[1].band[i] = -turned[2];
            axis[2].band[i] = turned[1];
        }
    }
}
