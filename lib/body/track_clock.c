/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From delivered times, frame numbers or a declared rate to an even clock. */
#include "body/track_clock.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

void hinge_reading_clear(struct hinge_reading *reading)
{
    free(reading->t);
    free(reading->position);
    free(reading->raw);
}

static double declared_rate(const struct hinge_reading *reading)
{
    double rate = reading->recording->header_rate_hz;
    if (!(rate > 0) && reading->info != NULL)
        rate = reading->info->rate_hz;
    return rate > 0 ? rate : (double)NAN;
}

/* Times from the time column; else from frame numbers that only increase (their jumps
 * are dropped frames); else from the row number. */
static enum hinge_status fill_times(struct hinge_reading *reading, double rate,
                                    struct hinge_error *error)
{
    const struct hinge_recording *recording = reading->recording;
    size_t n = recording->n_frames;
    long time = hinge_recording_channel(recording, HINGE_COMPONENT_time);
    long frame = hinge_recording_channel(recording, HINGE_COMPONENT_frame);
    if (time >= 0) {
        const double *x = recording->data + (size_t)time * n;
        double scale = hinge_unit_seconds(recording->layout.channel[time].unit);
        for (size_t i = 0; i < n; i++)
            reading->t[i] = x[i] * scale;
        return HINGE_OK;
    }
    if (!(rate > 0))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_FS_UNKNOWN,
                               "the file has no clock and no frame rate was given: ingest it with "
                               "--rate HZ, rate_hz under [ingest] of a config, or a column "
                               "of the trial list");
    const double *number = frame >= 0 ? recording->data + (size_t)frame * n : NULL;
    for (size_t i = 1; number != NULL && i < n; i++)
        if (!(number[i] > number[i - 1]))
            number = NULL;
    for (size_t i = 0; i < n; i++)
        reading->t[i] = (number != NULL ? number[i] - number[0] : (double)i) / rate;
    return HINGE_OK;
}

/* A clock no instrument keeps (seconds in a column called ms run a thousand times too
 * fast), or a rate in the trial list that it contradicts: one of them is wrong, and
 * every speed with it. */
static enum hinge_status check_rate(const struct hinge_reading *reading, struct hinge_error *error)
{
    static const double FAR = 0.05, FASTEST_HZ = 5000;
    double told = reading->info != NULL ? reading->info->rate_hz : (double)NAN;
    double rate = reading->clock.rate_hz;
    bool clock = hinge_recording_channel(reading->recording, HINGE_COMPONENT_time) >= 0;
    if (clock && rate > FASTEST_HZ)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_FS_UNKNOWN,
            "its clock gives %.4g frames per second, more than any recording of a "
            "person has: the unit of the time column does not match its name; rename "
            "the column, or remove it and give --rate HZ",
            rate);
    if (!clock || !(told > 0) || !(fabs(told / rate - 1) > FAR))
        return HINGE_OK;
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_FS_UNKNOWN,
        "rate_hz is %g frames per second, the clock of the file gives %.4g: leave "
        "rate_hz empty if the file has a clock, or correct it%s",
        told, rate, fabs(rate - 1) < 1e-9 ? "; if the clock counts frames, set time_is_frame" : "");
}

enum hinge_status hinge_reading_clock(struct hinge_reading *reading, struct hinge_tracks *tracks,
                                      struct hinge_error *error)
{
    const struct hinge_parameters *p = reading->parameters;
    size_t n = reading->recording->n_frames, backwards = 0;
    double rate = declared_rate(reading);
    reading->t = hinge_alloc(n, sizeof *reading->t);
    reading->position = hinge_alloc(n, sizeof *reading->position);
    reading->raw = hinge_alloc(4 * n, sizeof *reading->raw);
    enum hinge_status status = fill_times(reading, rate, error);
    if (status != HINGE_OK)
        return status;
    status = hinge_clock_read(reading->t, n, rate, p->time_hole, p->time_rate_tol, p->time_jitter,
                              p->time_jitter_ms / 1000, &reading->clock, reading->position,
                              &backwards, error);
    if (status == HINGE_OK)
        status = check_rate(reading, error);
    if (status != HINGE_OK)
        return status;
    tracks->n = reading->clock.n;
    tracks->rate_hz = reading->clock.rate_hz;
    tracks->start_s = reading->clock.start_s;
    tracks->dropped = reading->clock.inserted;
    tracks->repeated = reading->clock.duplicates;
    tracks->jitter_s = reading->clock.jitter_s;
    if (tracks->n < HINGE_TRACKS_LEAST_FRAMES)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NO_ROWS,
                               "%zu frames; at least %d are needed to filter them", tracks->n,
                               HINGE_TRACKS_LEAST_FRAMES);
    if (!hinge_rate_reaches(tracks->rate_hz, p->fs_min))
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_FS_TOO_LOW,
                               "%.4g frames per second; at least %g are needed%s", tracks->rate_hz,
                               p->fs_min,
                               fabs(tracks->rate_hz - 1) < 1e-9
                                   ? " (if the clock counts frames, set time_is_frame and the rate)"
                                   : "");
    return HINGE_OK;
}
