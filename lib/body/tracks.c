/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a recording's channels to landmark tracks: units, up axis, missing codes. */
#include "body/tracks.h"
#include "base/memory.h"

#include "body/gather.h"
#include "body/held.h"
#include "body/parts/quaternion.h"
#include "body/size.h"
#include "body/track_clock.h"
#include "body/upright.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static enum hinge_status refuse(struct hinge_error *error, enum hinge_reason reason,
                                const char *message)
{
    return hinge_error_set(error, HINGE_INPUT, reason, "%s", message);
}

/* The axis that fits the body is a guess, so it is said and not taken. */
static enum hinge_status refuse_up(const struct hinge_recording *recording,
                                   struct hinge_error *error)
{
    const char *fits = hinge_upright_axis(recording);
    if (fits == NULL)
        return refuse(error, HINGE_REASON_VERTICAL_UNKNOWN,
                      "the up axis is not known: ingest it with --up +y, +z, …, up "
                      "under [ingest] of a config, or a column of the trial list");
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_VERTICAL_UNKNOWN,
                           "the up axis is not known; %s fits this body: ingest it with "
                           "--up, or fill in the column up of the trial list",
                           fits);
}

double *hinge_tracks_room(struct hinge_tracks *tracks)
{
    return hinge_arena_raw(&tracks->arena, tracks->n, sizeof(double));
}

double *hinge_tracks_array(struct hinge_tracks *tracks)
{
    double *array = hinge_tracks_room(tracks);
    for (size_t i = 0; i < tracks->n; i++)
        array[i] = NAN;
    return array;
}

void hinge_tracks_signal(struct hinge_tracks *tracks, struct hinge_body *body,
                         enum hinge_signal signal, double **values)
{
    *values = hinge_tracks_array(tracks);
    body->signal[signal] = *values;
    body->reason[signal] = HINGE_REASON_OK;
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

void hinge_tracks_clear(struct hinge_tracks *tracks)
{
    hinge_arena_clear(&tracks->arena);
    *tracks = (struct hinge_tracks){0};
}

/* --- units and axes --- */

/* How delivered coordinates become canonical ones: row r is sign[r] * axis[r]. */
struct axes {
    int axis[3];
    double sign[3];
};

/* y up, right-handed, from the declared up axis. */
static bool axes_of_up(const char *up, bool left_handed, struct axes *axes)
{
    static const struct {
        const char *up;
        struct axes axes;
    } rows[] = {
        {"+y", {{0, 1, 2}, {1, 1, 1}}},  {"-y", {{0, 1, 2}, {1, -1, -1}}},
        {"+z", {{0, 2, 1}, {1, 1, -1}}}, {"-z", {{0, 2, 1}, {1, -1, 1}}},
        {"+x", {{1, 0, 2}, {-1, 1, 1}}}, {"-x", {{1, 0, 2}, {1, -1, 1}}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(up, rows[i].up) != 0)
            continue;
        *axes = rows[i].axes;
        if (left_handed)
            axes->sign[2] = -axes->sign[2];
        return true;
    }
    return false;
}

static bool has_position(const struct hinge_channel *channel)
{
    return channel->landmark != HINGE_LANDMARK_NONE && channel->component <= HINGE_COMPONENT_z;
}

/* Factor to metres (metric) or pixels per delivered unit, by axis; a reason when it
 * can't be known. */
static enum hinge_status unit_scale(const struct hinge_reading *reading,
                                    struct hinge_tracks *tracks, double scale[3],
                                    struct hinge_error *error)
{
    const struct hinge_layout *layout = &reading->recording->layout;
    enum hinge_unit unit = HINGE_UNIT_unknown;
    for (size_t i = 0; i < layout->n_channels && unit == HINGE_UNIT_unknown; i++)
        if (has_position(&layout->channel[i]))
            unit = layout->channel[i].unit;
    const double metres = hinge_unit_metres(unit);
    tracks->metric = metres > 0 && !tracks->origin_at_hip;
    scale[0] = scale[1] = scale[2] = 1;
    if (metres > 0) {
        scale[0] = scale[1] = scale[2] = metres;
    } else if (unit == HINGE_UNIT_norm) {
        const struct hinge_trial_info *info = reading->info;
        if (info == NULL || !(info->image_width_px > 0) || !(info->image_height_px > 0))
            return refuse(error, HINGE_REASON_ASPECT_UNKNOWN,
                          "coordinates are shares of an image of unknown size: use "
                          "--image-size 1920x1080 (a phone held upright: 1080x1920), image_size "
                          "under [ingest] of a config, or image_width_px and image_height_px in "
                          "the trial list");
        scale[0] = info->image_width_px;
        scale[1] = info->image_height_px;
    } else if (unit != HINGE_UNIT_px) {
        return refuse(error, HINGE_REASON_UNITS_UNKNOWN,
                      "the unit of the coordinates is not known: ingest it with --units "
                      "m|cm|mm, units under [ingest] of a config, or a column of the trial list");
    }
    return HINGE_OK;
}

static bool has_sensors(const struct hinge_layout *layout)
{
    for (size_t i = 0; i < layout->n_channels; i++)
        if (hinge_landmark_is_segment(layout->channel[i].landmark))
            return true;
    return false;
}

/* --- landmarks --- */

static enum hinge_status read_landmark(const struct hinge_reading *reading,
                                       struct hinge_tracks *tracks, int landmark,
                                       const struct axes *axes, const double scale[3],
                                       double *score, struct hinge_error *error)
{
    struct hinge_track *track = &tracks->point[landmark];
    size_t n = reading->recording->n_frames;
    int dim = tracks->dim;
    if (!hinge_gather_seen(reading->recording, reading->parameters, landmark, dim, score,
                           reading->raw, track) ||
        track->present_share == 0)
        return HINGE_OK;
    track->present = true;
    for (int a = 0; a < dim; a++) {
        int from = axes->axis[a];
        if (from >= dim)
            return refuse(error, HINGE_REASON_VERTICAL_UNKNOWN,
                          "the up axis is z, but the recording has only x and y: ingest it with "
                          "--up");
        double *x = reading->raw + (size_t)from * n;
        track->axis[a] = hinge_tracks_room(tracks);
        hinge_clock_place(&reading->clock, reading->t, reading->position, x, n,
                          axes->sign[a] * scale[from], track->axis[a]);
    }
    return HINGE_OK;
}

static void read_angle(const struct hinge_reading *reading, struct hinge_tracks *tracks,
                       int landmark)
{
    struct hinge_track *track = &tracks->point[landmark];
    const struct hinge_recording *recording = reading->recording;
    size_t n = recording->n_frames, channels = 0;
    bool sum = landmark == HINGE_LANDMARK_osim_lumbar_level;
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &recording->layout.channel[c];
        if ((int)channel->landmark != landmark || channel->component != HINGE_COMPONENT_angle)
            continue;
        double degrees = channel->unit == HINGE_UNIT_rad ? 180 / M_PI : 1;
        const double *x = recording->data + c * n;
        if (channel->flags & HINGE_CHANNEL_NEGATED)
            degrees = -degrees;
        for (size_t i = 0; i < n; i++) /* levels of the lumbar spine add up */
            reading->raw[i] = (channels > 0 ? reading->raw[i] : 0) + x[i] * degrees;
        track->flags |= channel->flags;
        channels++;
    }
    if (channels == 0)
        return;
    for (size_t i = 0; !sum && channels > 1 && i < n; i++)
        reading->raw[i] /= (double)channels;
    track->present = track->usable = tracks->angles = true;
    track->axis[0] = hinge_tracks_room(tracks);
    hinge_clock_place(&reading->clock, reading->t, reading->position, reading->raw, n, 1,
                      track->axis[0]);
}

/* The turn from the delivered global axes to y up. */
static void turn_of_axes(const struct axes *axes, double turn[4])
{
    double m[9] = {0}, length = 0;
    for (int r = 0; r < 3; r++)
        m[3 * r + axes->axis[r]] = axes->sign[r];
    hinge_quaternion_of_matrix(m, turn);
    for (int k = 0; k < 4; k++)
        length += turn[k] * turn[k];
    for (int k = 0; k < 4; k++)
        turn[k] /= sqrt(length);
}

/* A segment's sensor to global, y up. */
static void read_orientation(const struct hinge_reading *reading, struct hinge_tracks *tracks,
                             int segment, const struct axes *axes)
{
    struct hinge_track *track = &tracks->point[segment];
    size_t n = reading->recording->n_frames;
    if (!hinge_gather_orientation(reading->recording, segment, reading->raw))
        return;
    track->present = tracks->sensors = true;
    for (size_t c = 0; c < reading->recording->layout.n_channels; c++)
        if ((int)reading->recording->layout.channel[c].landmark == segment)
            track->flags |= reading->recording->layout.channel[c].flags;
    double **out[4] = {&track->w, &track->axis[0], &track->axis[1], &track->axis[2]};
    for (int k = 0; k < 4; k++) {
        *out[k] = hinge_tracks_room(tracks);
        hinge_clock_place(&reading->clock, reading->t, reading->position,
                          reading->raw + (size_t)k * n, n, 1, *out[k]);
    }
    double turn[4];
    turn_of_axes(axes, turn);
    for (size_t i = 0; i < tracks->n; i++) {
        double q[4], turned[4];
        for (int k = 0; k < 4; k++)
            q[k] = (*out[k])[i];
        hinge_quaternion_multiply(turn, q, turned);
        for (int k = 0; k < 4; k++)
            (*out[k])[i] = turned[k];
    }
}

bool hinge_layout_has_angles(const struct hinge_layout *layout)
{
    for (size_t i = 0; i < layout->n_channels; i++)
        if (hinge_landmark_is_angle(layout->channel[i].landmark))
            return true;
    return false;
}

/* The angles that the recording brings, and nothing else of it. */
static bool takes_angles(const struct hinge_reading *reading)
{
    return strcmp(reading->parameters->angles, "vendor") == 0 &&
           hinge_layout_has_angles(&reading->recording->layout);
}

static enum hinge_status read_points(const struct hinge_reading *reading,
                                     struct hinge_tracks *tracks, struct hinge_error *error)
{
    const struct hinge_layout *layout = &reading->recording->layout;
    double scale[3];
    struct axes axes = {{0, 1, 2}, {1, 1, 1}};
    enum hinge_status status = HINGE_OK;
    tracks->dim = takes_angles(reading) ? 0 : hinge_size_dim(reading->recording);
    bool sensors = has_sensors(layout) && !takes_angles(reading);
    if (tracks->dim != 0 || sensors) {
        if (!axes_of_up(layout->up, (layout->flags & HINGE_LAYOUT_LEFT_HANDED) != 0, &axes))
            return refuse_up(reading->recording, error);
    }
    if (tracks->dim != 0) {
        status = unit_scale(reading, tracks, scale, error);
        if (status != HINGE_OK)
            return status;
        for (int r = 0; r < 3; r++) {
            tracks->from[r] = axes.axis[r];
            tracks->sign[r] = axes.sign[r];
            tracks->scale[r] = scale[r];
        }
    }
    double *score = hinge_alloc(reading->recording->n_frames, sizeof *score);
    for (int l = 0; l < HINGE_LANDMARK_COUNT && status == HINGE_OK; l++) {
        if (hinge_landmark_is_angle(l))
            read_angle(reading, tracks, l);
        else if (hinge_landmark_is_segment(l) && sensors)
            read_orientation(reading, tracks, l, &axes);
        else if (l < HINGE_LANDMARK_osim_pelvis_tilt && tracks->dim != 0)
            status = read_landmark(reading, tracks, l, &axes, scale, score, error);
    }
    free(score);
    if (status == HINGE_OK && tracks->dim != 0)
        hinge_gather_knees(tracks);
    return status;
}

/* Angles whose size does not fit their unit: 13 radians are two turns, and nobody bends
 * by less than three degrees in every joint (3.2 radians are half a turn). */
static enum hinge_status check_angles(const struct hinge_reading *reading,
                                      struct hinge_error *error)
{
    static const double most_rad = 13, least_deg = 3.2, moves_deg = 0.8;
    const struct hinge_recording *r = reading->recording;
    double most[2] = {0}, range[2] = {0}; /* of degrees, of radians */
    for (size_t c = 0; c < r->layout.n_channels; c++) {
        const struct hinge_channel *channel = &r->layout.channel[c];
        const double *x = r->data + c * r->n_frames;
        double low = (double)INFINITY, high = -(double)INFINITY;
        int k = channel->unit == HINGE_UNIT_rad;
        if (!hinge_landmark_is_angle(channel->landmark))
            continue;
        for (size_t i = 0; i < r->n_frames; i++) {
            low = x[i] < low ? x[i] : low;
            high = x[i] > high ? x[i] : high;
        }
        if (low > high) /* nothing in it */
            continue;
        most[k] = fmax(most[k], fmax(fabs(low), fabs(high)));
        range[k] = fmax(range[k], high - low);
    }
    if (most[1] > most_rad)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNITS_UNKNOWN,
                               "the angles should be radians, but reach %.4g; that "
                               "would fit degrees: correct the header or the names",
                               most[1]);
    if (range[1] == 0 && most[0] < least_deg && range[0] > moves_deg)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_UNITS_UNKNOWN,
            "the angles should be degrees, but none exceeds %.3g; that would fit "
            "radians: correct the header (inDegrees) or the names",
            most[0]);
    return HINGE_OK;
}

enum hinge_status hinge_tracks_read(const struct hinge_body_request *request,
                                    struct hinge_tracks *tracks, struct hinge_error *error)
{
    struct hinge_reading reading = {
        .recording = request->recording, .info = request->info, .parameters = request->parameters};
    const struct hinge_layout *layout = &request->recording->layout;
    *tracks =
        (struct hinge_tracks){.family = layout->family, .leg0 = NAN, .residual_cutoff_hz = NAN};
    tracks->origin_at_hip = (layout->flags & HINGE_LAYOUT_HIP_ORIGIN) != 0;
    enum hinge_status status = hinge_reading_clock(&reading, tracks, error);
    if (status == HINGE_OK)
        status = check_angles(&reading, error);
    if (status == HINGE_OK)
        status = read_points(&reading, tracks, error);
    if (status == HINGE_OK)
        status = hinge_size_check(tracks, request->recording, request->parameters, error);
    if (status == HINGE_OK)
        hinge_held_remove(tracks, request->parameters);
    hinge_reading_clear(&reading);
    if (status != HINGE_OK)
        hinge_tracks_clear(tracks);
    return status;
}
