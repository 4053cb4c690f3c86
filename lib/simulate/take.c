/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames of a moving body as a camera or a sensor sees them, in a layout. */
#include "simulate/take.h"

#include "base/memory.h"
#include "simulate/layouts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double radian = 0.017453292519943295;

/* Nobody stands like a statue, and a recording whose numbers repeat looks held: the
 * whole body drifts by 1.5 mm. It moves no landmark against another. */
static void sway(double t_s, double drift_m[3])
{
    static const double hertz[3] = {0.83, 1.27, 0.61};
    for (int k = 0; k < 3; k++)
        drift_m[k] = 0.0015 * sin(2.0 * 3.14159265358979324 * hertz[k] * t_s + k);
}

size_t hinge_take_frames(const struct hinge_take *take)
{
    return (size_t)floor(take->motion->end_s * take->options->rate_hz) + 1;
}

void hinge_take_markers(const struct hinge_take *take, size_t frame,
                        double marker[HINGE_MARKERS_MAX][3])
{
    double angle[HINGE_JOINT_COUNT], point[HINGE_LANDMARK_COUNT][3], drift[3] = {0};
    double t_s = (double)frame / take->options->rate_hz;
    double c = cos(take->heading_deg * radian), s = sin(take->heading_deg * radian);
    hinge_motion_at(take->motion, t_s, angle);
    hinge_body_points(take->physique, angle, point);
    if (!take->still)
        sway(t_s, drift);
    for (size_t m = 0; m < take->set->n_markers; m++) {
        const struct hinge_marker *row = &take->set->marker[m];
        if (take->set->angles) {
            marker[m][0] = hinge_body_angle(angle, (int)row->landmark);
            marker[m][1] = take->heading_deg;
            marker[m][2] = 0;
            continue;
        }
        double body[3];
        for (int k = 0; k < 3; k++)
            body[k] = point[row->landmark][k] + row->offset_m[k] + drift[k];
        marker[m][0] = body[0] * c + body[2] * s;
        marker[m][1] = body[1];
        marker[m][2] = body[2] * c - body[0] * s;
    }
}

enum { WAVES = 3, POSTURES = 64 };

/* Gap state of each marker and the random numbers of a recording. */
struct sensor {
    struct hinge_random noise, gaps;
    size_t missing[HINGE_MARKERS_MAX]; /* frames still to be missing */
    /* slow errors of each coordinate: a few waves of 0.5 to 2 Hz */
    double hertz[HINGE_MARKERS_MAX][3][WAVES], phase[HINGE_MARKERS_MAX][3][WAVES];
    double mean[HINGE_MARKERS_MAX][3]; /* where a tracker expects each marker */
};

/* Trackers err for a while, not frame by frame, and towards what people mostly do. */
static void sensor_init_slow(const struct hinge_take *take, size_t frames, struct sensor *sensor)
{
    const struct hinge_simulate_options *o = take->options;
    struct hinge_random random;
    hinge_random_init(&random, o->seed, HINGE_STREAM_SIMULATE, take->replicate + HINGE_TAKE_DRIFT);
    for (size_t m = 0; o->drift_mm > 0.0 && m < take->set->n_markers; m++)
        for (int k = 0; k < 3; k++)
            for (int w = 0; w < WAVES; w++) {
                sensor->hertz[m][k][w] = 0.5 + 1.5 * hinge_random_uniform(&random);
                sensor->phase[m][k][w] = 360.0 * hinge_random_uniform(&random);
            }
    for (size_t i = 0; o->pull > 0.0 && i < POSTURES; i++) {
        double marker[HINGE_MARKERS_MAX][3];
        hinge_take_markers(take, i * frames / POSTURES, marker);
        for (size_t m = 0; m < take->set->n_markers; m++)
            for (int k = 0; k < 3; k++)
                sensor->mean[m][k] += marker[m][k] / POSTURES;
    }
}

static double slow_error(const struct hinge_take *take, const struct sensor *sensor, double t_s,
                         size_t m, int k, double at)
{
    const struct hinge_simulate_options *o = take->options;
    double error = 0.0;
    if (o->pull > 0.0)
        error = o->pull * (sensor->mean[m][k] - at);
    for (int w = 0; w < WAVES && o->drift_mm > 0.0; w++)
        error += 0.001 * o->drift_mm * sqrt(2.0 / WAVES) *
                 sin((360.0 * sensor->hertz[m][k][w] * t_s + sensor->phase[m][k][w]) * radian);
    return error;
}

static void observe(const struct hinge_take *take, struct sensor *sensor, size_t frame,
                    double marker[HINGE_MARKERS_MAX][3], bool seen[HINGE_MARKERS_MAX])
{
    const struct hinge_simulate_options *o = take->options;
    size_t longest = (size_t)fmax(1.0, 0.2 * o->rate_hz);
    double mean_run = 0.5 * (double)(longest + 1);
    double start = o->gap_share / (mean_run * (1.0 - o->gap_share) + o->gap_share);
    hinge_take_markers(take, frame, marker);
    for (size_t m = 0; m < take->set->n_markers; m++) {
        for (int k = 0; k < 3; k++)
            marker[m][k] +=
                slow_error(take, sensor, (double)frame / o->rate_hz, m, k, marker[m][k]);
        for (int k = 0; k < 3 && o->noise_mm > 0.0; k++)
            marker[m][k] += 0.001 * o->noise_mm * hinge_random_normal(&sensor->noise);
        if (o->outlier_share > 0.0 && hinge_random_uniform(&sensor->gaps) < o->outlier_share)
            for (int k = 0; k < 3; k++) {
                double side = hinge_random_uniform(&sensor->gaps) < 0.5 ? -1.0 : 1.0;
                marker[m][k] += side * (0.1 + 0.3 * hinge_random_uniform(&sensor->gaps));
            }
        if (o->gap_share > 0.0 && sensor->missing[m] == 0 &&
            hinge_random_uniform(&sensor->gaps) < start)
            sensor->missing[m] = 1 + hinge_random_bounded(&sensor->gaps, (uint32_t)longest);
        seen[m] = sensor->missing[m] == 0;
        if (!seen[m])
            sensor->missing[m]--;
    }
}

/* Metres to what the file holds. The camera looks along -z of the turned axes: u is x,
 * v is down, depth grows away from it. */
static void project(const struct hinge_take *take, const double metre[3], double value[3])
{
    const struct hinge_simulate_options *o = take->options;
    double u = 0.5 * o->image_width_px + o->scale_px_m * metre[0];
    double v = 0.92 * o->image_height_px - o->scale_px_m * metre[1];
    double depth = -o->scale_px_m * metre[2];
    value[0] = take->set->fractions ? u / o->image_width_px : u;
    value[1] = take->set->fractions ? v / o->image_height_px : v;
    value[2] = depth / o->image_width_px;
}

/* Writes a frame, or of a layout by markers one of them. */
static void write_frame(const struct hinge_take *take, size_t frame,
                        double marker[HINGE_MARKERS_MAX][3], const bool *seen, size_t pass,
                        struct hinge_text *text)
{
    const struct hinge_take_layout *layout = take->set->layout;
    struct hinge_image_point point[HINGE_MARKERS_MAX];
    for (size_t m = 0; m < take->set->n_markers; m++) {
        double value[3] = {marker[m][0], marker[m][1], marker[m][2]};
        if (take->set->image)
            project(take, marker[m], value);
        /* the far side is half hidden behind the near one */
        point[m] = (struct hinge_image_point){value[0], value[1], value[2],
                                              marker[m][2] >= -0.02 ? 0.95 : 0.75};
        if (!seen[m])
            point[m].x = NAN;
    }
    if (layout->frame != NULL)
        layout->frame(take, frame, point, text);
    else
        layout->marker_frame(take, frame, pass, &point[pass], text);
}

/* Which frames are lost; returns how many are left. The first is never lost. */
static size_t draw_drops(const struct hinge_take *take, size_t n, bool *lost)
{
    struct hinge_random random;
    hinge_random_init(&random, take->options->seed, HINGE_STREAM_SIMULATE,
                      take->replicate + HINGE_TAKE_DROPS);
    size_t left = n;
    for (size_t i = 1; i < n && take->options->drop_share > 0.0; i++) {
        lost[i] = hinge_random_uniform(&random) < take->options->drop_share;
        left -= lost[i];
    }
    return left;
}

void hinge_take_write(const struct hinge_take *given, struct hinge_text *text)
{
    struct hinge_take own = *given;
    const struct hinge_take *take = &own;
    const struct hinge_take_layout *layout = take->set->layout;
    size_t n = hinge_take_frames(take);
    bool *lost = hinge_alloc(n, sizeof *lost);
    own.frames_left = draw_drops(take, n, lost);
    struct sensor sensor = {.missing = {0}};
    hinge_random_init(&sensor.noise, take->options->seed, HINGE_STREAM_SIMULATE,
                      take->replicate + HINGE_TAKE_NOISE);
    hinge_random_init(&sensor.gaps, take->options->seed, HINGE_STREAM_SIMULATE,
                      take->replicate + HINGE_TAKE_GAPS);
    sensor_init_slow(take, n, &sensor);
    if (layout->begin != NULL)
        layout->begin(take, text);
    size_t passes = layout->frame != NULL ? 1 : take->set->n_markers;
    for (size_t pass = 0; pass < passes; pass++) {
        struct sensor again = sensor; /* every pass sees the same noise */
        if (layout->marker_begin != NULL)
            layout->marker_begin(take, pass, text);
        for (size_t i = 0; i < n; i++) {
            double marker[HINGE_MARKERS_MAX][3];
            bool seen[HINGE_MARKERS_MAX];
            observe(take, &again, i, marker, seen);
            if (lost[i] && take->set->clock)
                continue;
            for (size_t m = 0; lost[i] && m < take->set->n_markers; m++)
                seen[m] = false; /* without a clock a lost frame is a blank row */
            write_frame(take, i, marker, seen, pass, text);
        }
    }
    if (layout->end != NULL)
        layout->end(take, text);
    free(lost);
}
