/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a recording's channels to landmark tracks on an even clock: units, up axis, orientations. */
#include "base/parameters.h"
#include "body/steps.h"

/* --- From delivered times, frame numbers or a declared rate to an even clock. --- */

/* A recording while it is read. */
struct reading {
    const struct hinge_recording *recording;
    const struct hinge_trial_info *info;
    const struct hinge_parameters *parameters;
    struct hinge_clock clock;
    struct hinge_arena scratch; /* of what follows */
    double *t;                  /* delivered times, s */
    size_t *position;           /* frame on the clock of each delivered frame */
    double *raw;                /* 4 x n_frames: one landmark's channels as delivered */
    double *score;              /* n_frames: its scores */
};

/* Times from the time column; else from frame numbers (their jumps are dropped frames), unless they
 * count nothing; else from the row number. */
static enum hinge_status fill_times(struct reading *reading, double rate, struct hinge_error *error)
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
                               "--rate HZ, or a column rate_hz of the trial list");
    const double *number = frame >= 0 ? recording->data + (size_t)frame * n : NULL;
    size_t counted = 1;
    while (number != NULL && counted < n && !(fabs(number[counted] - number[0]) > 0) &&
           isnan(number[counted]) == isnan(number[0]))
        counted++;
    if (counted == n) /* the same throughout, or empty */
        number = NULL;
    for (size_t i = 0; number != NULL && i < n; i++) {
        if (isnan(number[i]))
            return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                                   "row %zu has no frame number; every row needs one: fill it or "
                                   "remove the row",
                                   i + 1);
        if (i > 0 && number[i] < number[i - 1])
            return hinge_error_set(
                error, HINGE_INPUT, HINGE_REASON_TIME_NOT_MONOTONIC,
                "row %zu: the frame number goes back from %.15g to %.15g; numbers must increase: "
                "sort the rows, or split the file if it holds two recordings",
                i + 1, number[i - 1], number[i]);
    }
    for (size_t i = 0; i < n; i++)
        reading->t[i] = (number != NULL ? number[i] - number[0] : (double)i) / rate;
    return HINGE_OK;
}

/* Puts every delivered frame on an even clock and tells the tracks about it. INPUT where frames are
 * too few, too slow, or of no rate. */
static enum hinge_status read_clock(struct reading *reading, struct hinge_tracks *tracks,
                                    struct hinge_error *error)
{
    const struct hinge_parameters *p = reading->parameters;
    size_t n = reading->recording->n_frames, backwards = 0;
    double rate = reading->recording->header_rate_hz;
    if (!(rate > 0) && reading->info != NULL)
        rate = reading->info->rate_hz;
    if (!(rate > 0))
        rate = (double)NAN;
    reading->t = hinge_arena_raw(&reading->scratch, n, sizeof *reading->t);
    reading->position = hinge_arena_raw(&reading->scratch, n, sizeof *reading->position);
    reading->raw = hinge_arena_raw(&reading->scratch, 4 * n, sizeof *reading->raw);
    reading->score = hinge_arena_raw(&reading->scratch, n, sizeof *reading->score);
    enum hinge_status status = fill_times(reading, rate, error);
    if (status != HINGE_OK)
        return status;
    status = hinge_clock_read(reading->t, n, rate, hinge_fixed.time_hole, p->time_rate_tol,
                              p->time_jitter, hinge_fixed.time_jitter_ms / 1000, &reading->scratch,
                              &reading->clock, reading->position, &backwards, error);
    if (status != HINGE_OK)
        return status;
    /* a clock no instrument keeps (seconds in a column called ms run a thousand times too fast), or
     * a rate in the trial list that it contradicts: one of them is wrong, and every speed with it
     */
    static const double FAR = 0.05, FASTEST_HZ = 5000;
    double told = reading->info != NULL ? reading->info->rate_hz : (double)NAN;
    double found = reading->clock.rate_hz;
    bool clock = hinge_recording_channel(reading->recording, HINGE_COMPONENT_time) >= 0;
    if (clock && found > FASTEST_HZ)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_FS_UNKNOWN,
            "its clock gives %.4g frames per second, more than any recording of a "
            "person has: the unit of the time column does not match its name; rename "
            "the column, or remove it and give --rate HZ",
            found);
    if (clock && told > 0 && fabs(told / found - 1) > FAR)
        return hinge_error_set(
            error, HINGE_INPUT, HINGE_REASON_FS_UNKNOWN,
            "rate_hz is %g frames per second, the clock of the file gives %.4g: leave "
            "rate_hz empty if the file has a clock, or correct it%s",
            told, found,
            fabs(found - 1) < 1e-9 ? "; if the clock counts frames, set time_is_frame" : "");
    tracks->n = reading->clock.n;
    tracks->rate_hz = reading->clock.rate_hz;
    tracks->start_s = reading->clock.start_s;
    tracks->rate_told = !(reading->recording->header_rate_hz > 0) &&
                        hinge_recording_channel(reading->recording, HINGE_COMPONENT_time) < 0;
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

/* --- From a recording's channels to landmark tracks: units, up axis, missing codes. --- */

static enum hinge_status refuse(struct hinge_error *error, enum hinge_reason reason,
                                const char *message)
{
    return hinge_error_set(error, HINGE_INPUT, reason, "%s", message);
}

/* Mean of the landmarks of one end along an axis of the file, NaN of none. */
static double end_of(const struct hinge_recording *r, const enum hinge_landmark *list, size_t n,
                     enum hinge_component axis)
{
    double sum = 0, known = 0;
    for (size_t c = 0; c < r->layout.n_channels; c++) {
        bool of = false;
        for (size_t k = 0; k < n; k++)
            of = of || r->layout.channel[c].landmark == list[k];
        if (!of || r->layout.channel[c].component != axis)
            continue;
        for (size_t i = 0; i < r->n_frames; i++) {
            double x = r->data[c * r->n_frames + i];
            sum += isnan(x) ? 0 : x;
            known += !isnan(x);
        }
    }
    return known > 0 ? sum / known : (double)NAN;
}

/* The axis that fits the body is a guess, so it is said and not taken. */
static enum hinge_status refuse_up(const struct hinge_recording *recording,
                                   struct hinge_error *error)
{
    /* "+z": the axis along which the shoulders are farthest above the ankles over the whole
     * recording; NULL if one of them was not tracked */
    static const enum hinge_landmark above[] = {HINGE_LANDMARK_shoulder_l,
                                                HINGE_LANDMARK_shoulder_r, HINGE_LANDMARK_c7},
                                     below[] = {HINGE_LANDMARK_ankle_l, HINGE_LANDMARK_ankle_r};
    static const enum hinge_component axes[] = {HINGE_COMPONENT_x, HINGE_COMPONENT_y,
                                                HINGE_COMPONENT_z};
    static const char *const names[3][2] = {{"+x", "-x"}, {"+y", "-y"}, {"+z", "-z"}};
    const char *fits = NULL;
    double most = 0;
    for (size_t a = 0; a < 3; a++) {
        double along = end_of(recording, above, sizeof above / sizeof *above, axes[a]) -
                       end_of(recording, below, sizeof below / sizeof *below, axes[a]);
        if (!(fabs(along) > most))
            continue;
        most = fabs(along);
        fits = names[a][along < 0];
    }
    if (fits == NULL)
        return refuse(error, HINGE_REASON_VERTICAL_UNKNOWN,
                      "the up axis is not known: ingest it with --up +y, +z, …, or a column up "
                      "of the trial list");
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_VERTICAL_UNKNOWN,
                           "the up axis is not known; %s fits this body: ingest it with "
                           "--up, or fill in the column up of the trial list",
                           fits);
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

/* Factor to metres (metric) or pixels per delivered unit, by axis; a reason when it
 * can't be known. */
static enum hinge_status unit_scale(const struct reading *reading, struct hinge_tracks *tracks,
                                    double scale[3], struct hinge_error *error)
{
    const struct hinge_layout *layout = &reading->recording->layout;
    enum hinge_unit unit = HINGE_UNIT_unknown;
    for (size_t i = 0; i < layout->n_channels && unit == HINGE_UNIT_unknown; i++)
        if (layout->channel[i].landmark != HINGE_LANDMARK_NONE &&
            layout->channel[i].component <= HINGE_COMPONENT_z)
            unit = layout->channel[i].unit;
    const double metres = hinge_unit_metres(unit);
    tracks->metric = metres > 0 && !tracks->origin_at_hip;
    tracks->normalised = unit == HINGE_UNIT_norm;
    scale[0] = scale[1] = scale[2] = 1;
    if (metres > 0) {
        scale[0] = scale[1] = scale[2] = metres;
    } else if (unit == HINGE_UNIT_norm) {
        const struct hinge_trial_info *info = reading->info;
        if (info == NULL || !(info->image_width_px > 0) || !(info->image_height_px > 0))
            return refuse(error, HINGE_REASON_ASPECT_UNKNOWN,
                          "coordinates are shares of an image of unknown size: use "
                          "--image-size 1920x1080 (a phone held upright: 1080x1920), or "
                          "image_width_px and image_height_px in the trial list");
        scale[0] = info->image_width_px;
        scale[1] = info->image_height_px;
    } else if (unit != HINGE_UNIT_px) {
        return refuse(error, HINGE_REASON_UNITS_UNKNOWN,
                      "the unit of the coordinates is not known: ingest it with --units "
                      "m|cm|mm, or a column units of the trial list");
    }
    return HINGE_OK;
}

/* --- landmarks --- */

/* Of a landmark in another length than the first, such as a centre of pressure in metres beside
 * markers in mm: its length in one of the first, which is so many metres; else 1. */
static double own_scale(const struct hinge_layout *layout, int landmark, double metres)
{
    for (size_t c = 0; c < layout->n_channels && metres > 0; c++) {
        const struct hinge_channel *channel = &layout->channel[c];
        double unit = hinge_unit_metres(channel->unit);
        if ((int)channel->landmark == landmark && channel->component <= HINGE_COMPONENT_z)
            return unit > 0 ? unit / metres : 1;
    }
    return 1;
}

static enum hinge_status read_landmark(const struct reading *reading, struct hinge_tracks *tracks,
                                       int landmark, const struct axes *axes, const double scale[3],
                                       struct hinge_error *error)
{
    struct hinge_track *track = &tracks->point[landmark];
    size_t n = reading->recording->n_frames;
    int dim = tracks->dim;
    if (!hinge_gather_seen(reading->recording, reading->parameters, landmark, dim, reading->score,
                           reading->raw, track) ||
        track->present_share == 0)
        return HINGE_OK;
    track->present = true;
    double unit = own_scale(&reading->recording->layout, landmark, tracks->metric ? scale[0] : 0);
    for (int a = 0; a < dim; a++) {
        int from = axes->axis[a];
        if (from >= dim)
            return refuse(error, HINGE_REASON_VERTICAL_UNKNOWN,
                          "the up axis is z, and the recording has only x and y: ingest it with "
                          "--up +y, or -y where y points down");
        double *x = reading->raw + (size_t)from * n;
        track->axis[a] = hinge_tracks_room(tracks);
        hinge_clock_place(&reading->clock, reading->t, reading->position, x, n,
                          axes->sign[a] * scale[from] * unit, track->axis[a]);
    }
    return HINGE_OK;
}

static void read_angle(const struct reading *reading, struct hinge_tracks *tracks, int landmark)
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

/* A segment's sensor to global, y up. */
static void read_orientation(const struct reading *reading, struct hinge_tracks *tracks,
                             int segment, const struct axes *axes)
{
    struct hinge_track *track = &tracks->point[segment];
    size_t n = reading->recording->n_frames;
    /* a unit quaternion (sensor to global), NaN where it is missing (as 0,0,0,0 too), without
     * changes of sign: from a quaternion, else a matrix, else roll, pitch and yaw */
    const double *x[9];
    double before[4] = {1, 0, 0, 0}, scale = M_PI / 180;
    int kind = find_components(reading->recording, segment, HINGE_COMPONENT_qw, 4, x)     ? 4
               : find_components(reading->recording, segment, HINGE_COMPONENT_m11, 9, x)  ? 9
               : find_components(reading->recording, segment, HINGE_COMPONENT_roll, 3, x) ? 3
                                                                                          : 0;
    for (size_t c = 0; c < reading->recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &reading->recording->layout.channel[c];
        if ((int)channel->landmark == segment && channel->component == HINGE_COMPONENT_roll &&
            channel->unit == HINGE_UNIT_rad)
            scale = 1;
    }
    for (size_t i = 0; kind > 0 && i < n; i++) {
        double q[4], m[9], length = 0, along = 0;
        bool any = kind != 9; /* a matrix of zeros, where a body was lost, is none */
        for (int k = 0; k < kind; k++) {
            m[k] = x[k][i];
            any = any || m[k] != 0;
        }
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
        bool seen = length > 0 && any; /* false for NaN too */
        for (int k = 0; k < 4; k++) {
            double unit = q[k] / (along < 0 ? -sqrt(length) : sqrt(length));
            reading->raw[(size_t)k * n + i] = seen ? unit : (double)NAN;
            if (seen)
                before[k] = unit;
        }
    }
    if (kind == 0)
        return;
    track->present = tracks->sensors = true;
    track->drift = (double)NAN;
    for (size_t c = 0; c < reading->recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &reading->recording->layout.channel[c];
        if ((int)channel->landmark != segment)
            continue;
        track->flags |= channel->flags;
        if (channel->component == HINGE_COMPONENT_drift)
            for (size_t i = 0; i < n; i++) /* one number, but in lost rows */
                track->drift = fmax(track->drift, reading->recording->data[c * n + i]);
    }
    double **out[4] = {&track->w, &track->axis[0], &track->axis[1], &track->axis[2]};
    for (int k = 0; k < 4; k++) {
        *out[k] = hinge_tracks_room(tracks);
        hinge_clock_place(&reading->clock, reading->t, reading->position,
                          reading->raw + (size_t)k * n, n, 1, *out[k]);
    }
    double turn[4];
    /* the turn from the delivered global axes to y up */
    double m[9] = {0}, length = 0;
    for (int r = 0; r < 3; r++)
        m[3 * r + axes->axis[r]] = axes->sign[r];
    hinge_quaternion_of_matrix(m, turn);
    for (int k = 0; k < 4; k++)
        length += turn[k] * turn[k];
    for (int k = 0; k < 4; k++)
        turn[k] /= sqrt(length);
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
static bool takes_angles(const struct reading *reading)
{
    return strcmp(reading->parameters->angles, "vendor") == 0 &&
           hinge_layout_has_angles(&reading->recording->layout);
}

static enum hinge_status read_points(const struct reading *reading, struct hinge_tracks *tracks,
                                     struct hinge_error *error)
{
    const struct hinge_layout *layout = &reading->recording->layout;
    double scale[3];
    struct axes axes = {{0, 1, 2}, {1, 1, 1}};
    enum hinge_status status = HINGE_OK;
    tracks->dim = takes_angles(reading) ? 0 : hinge_dimensions(reading->recording);
    bool any = false;
    for (size_t i = 0; i < layout->n_channels; i++)
        any = any || hinge_landmark_is_segment(layout->channel[i].landmark);
    bool sensors = any && !takes_angles(reading);
    if ((tracks->dim != 0 || sensors) &&
        !axes_of_up(layout->up, (layout->flags & HINGE_LAYOUT_LEFT_HANDED) != 0, &axes))
        return refuse_up(reading->recording, error);
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
    for (int l = 0; l < HINGE_LANDMARK_COUNT && status == HINGE_OK; l++) {
        if (hinge_landmark_is_angle(l))
            read_angle(reading, tracks, l);
        else if (hinge_landmark_is_segment(l) && sensors)
            read_orientation(reading, tracks, l, &axes);
        else if (l < HINGE_LANDMARK_osim_pelvis_tilt && tracks->dim != 0)
            status = read_landmark(reading, tracks, l, &axes, scale, error);
    }
    if (status == HINGE_OK && tracks->dim != 0) {
        /* where the medial epicondyle is a landmark of its own, the knee becomes the middle
         * of both; missing where one of them is */
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
    return status;
}

/* Angles whose size does not fit their unit: 13 radians are two turns, and nobody bends
 * by less than three degrees in every joint (3.2 radians are half a turn). */
static enum hinge_status check_angles(const struct reading *reading, struct hinge_error *error)
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
                                    struct hinge_arena *arena, struct hinge_tracks *tracks,
                                    struct hinge_error *error)
{
    struct reading reading = {
        .recording = request->recording, .info = request->info, .parameters = request->parameters};
    const struct hinge_layout *layout = &request->recording->layout;
    *tracks = (struct hinge_tracks){
        .arena = arena, .family = layout->family, .leg0 = NAN, .residual_cutoff_hz = NAN};
    for (int k = 0; k < 4; k++)
        tracks->bones.pelvis[k][0] = (double)NAN;
    tracks->turn[0][0] = tracks->turn[1][1] = tracks->turn[2][2] = 1;
    tracks->origin_at_hip = (layout->flags & HINGE_LAYOUT_HIP_ORIGIN) != 0;
    enum hinge_status status = read_clock(&reading, tracks, error);
    if (status == HINGE_OK)
        status = check_angles(&reading, error);
    if (status == HINGE_OK)
        status = read_points(&reading, tracks, error);
    if (status == HINGE_OK)
        status = hinge_check_size(tracks, request->recording, request->parameters, error);
    if (status == HINGE_OK && (layout->flags & HINGE_LAYOUT_NEVER_HELD) == 0)
        hinge_held_remove(tracks, request->parameters);
    hinge_arena_clear(&reading.scratch);
    return status;
}
