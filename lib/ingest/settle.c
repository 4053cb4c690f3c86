/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units, vertical and axes of a recording once its landmarks are known. In and out: a
 * recording; what is decided without being told is noted in it. */
#include "ingest/settle.h"

#include "base/memory.h"
#include "base/sorted.h"
#include "formats/parts/build_recording.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* method 1.2: MediaPipe world landmarks; 0..1 or pixels */
static const double world_tolerance_m = 0.02, norm_limit = 1.5, norm_share = 0.95;

static bool is_position(const struct hinge_channel *channel)
{
    return channel->component <= HINGE_COMPONENT_z;
}

enum hinge_status hinge_settle_options(const struct hinge_read_options *options,
                                       struct hinge_recording *recording, struct hinge_error *error)
{
    struct hinge_layout *layout = &recording->layout;
    bool told = options->up != NULL && *options->up != '\0';
    bool assumed = (layout->flags & HINGE_LAYOUT_UP_ASSUMED) != 0 && !told;
    layout->flags &= ~(unsigned)HINGE_LAYOUT_UP_ASSUMED;
    if (assumed) {
        hinge_build_note(recording, "the file does not say its vertical: %s taken as up",
                         layout->up[0] == '+' ? layout->up + 1 : layout->up);
    }
    if (told) {
        const char *up = options->up;
        if (strlen(up) != 2 || strchr("+-", up[0]) == NULL || strchr("xyz", up[1]) == NULL)
            return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                   "--up %s: expected one of +x -x +y -y +z -z", up);
        snprintf(layout->up, sizeof layout->up, "%s", up);
    }
    if (options->units == NULL || *options->units == '\0')
        return HINGE_OK;
    enum hinge_unit unit = hinge_unit_find(options->units);
    if (unit < HINGE_UNIT_m || unit > HINGE_UNIT_norm)
        return hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                               "--units %s: expected one of m cm mm px norm", options->units);
    bool contradicts = false;
    for (size_t c = 0; c < layout->n_channels; c++) {
        struct hinge_channel *channel = &layout->channel[c];
        if (!is_position(channel))
            continue;
        contradicts = contradicts || (channel->unit != HINGE_UNIT_unknown && channel->unit != unit);
        channel->unit = unit;
    }
    if (!contradicts)
        return HINGE_OK;
    hinge_build_note(recording, "units %s as given, the file's header differs", options->units);
    return HINGE_OK;
}

void hinge_settle_rate(struct hinge_recording *recording)
{
    static const double far = 0.05;
    long at = hinge_recording_channel(recording, HINGE_COMPONENT_time);
    size_t n = recording->n_frames;
    double told = recording->header_rate_hz;
    if (at < 0 || n < 3 || !(told > 0))
        return;
    const double *t = recording->data + (size_t)at * n;
    double scale = hinge_unit_seconds(recording->layout.channel[at].unit);
    double rate = (double)(n - 1) / ((t[n - 1] - t[0]) * scale);
    /* lost frames make a clock slower, never faster */
    if (!(rate > 0) || fabs(rate / told - 1) < far)
        return;
    double step = (t[1] - t[0]) * scale, next = (t[2] - t[1]) * scale;
    if (fabs(step * told - 1) < far || fabs(next * told - 1) < far)
        return;
    hinge_build_note(recording,
                     "header has %g frames per second, the clock gives %.4g: the clock is used",
                     told, rate);
}

void hinge_settle_frames(struct hinge_recording *recording)
{
    long at = hinge_recording_channel(recording, HINGE_COMPONENT_time);
    if (at < 0)
        return;
    struct hinge_channel *channel = &recording->layout.channel[at];
    channel->component = HINGE_COMPONENT_frame;
    channel->unit = HINGE_UNIT_unknown;
    hinge_build_note(recording, "%s counts frames, as given", channel->source);
}

/* Channel of a landmark and component, NULL when there is none. */
static const double *channel_of(const struct hinge_recording *recording,
                                enum hinge_landmark landmark, enum hinge_component component)
{
    for (size_t c = 0; c < recording->layout.n_channels; c++)
        if (recording->layout.channel[c].landmark == landmark &&
            recording->layout.channel[c].component == component)
            return recording->data + c * recording->n_frames;
    return NULL;
}

/* World landmarks have their origin between the hips in every frame that has hips. */
static bool has_hip_origin(const struct hinge_recording *recording)
{
    const double *l[3], *r[3];
    size_t seen = 0;
    for (int k = 0; k < 3; k++) {
        enum hinge_component component = (enum hinge_component)(HINGE_COMPONENT_x + k);
        l[k] = channel_of(recording, HINGE_LANDMARK_hjc_l, component);
        r[k] = channel_of(recording, HINGE_LANDMARK_hjc_r, component);
        if (l[k] == NULL || r[k] == NULL)
            return false;
    }
    for (size_t i = 0; i < recording->n_frames; i++) {
        double square = 0;
        for (int k = 0; k < 3; k++)
            square += pow((l[k][i] + r[k][i]) / 2, 2);
        if (isnan(square))
            continue;
        seen++;
        if (sqrt(square) > world_tolerance_m)
            return false;
    }
    return seen > 0;
}

/* MediaPipe's names on points measured in space, as FreeMoCap writes them: in a unit of
 * length, or in the large negative numbers that neither pixels nor shares have. */
static bool is_space(const struct hinge_recording *recording)
{
    const struct hinge_layout *layout = &recording->layout;
    size_t finite = 0, negative = 0;
    bool depth = false;
    for (size_t c = 0; c < layout->n_channels; c++) {
        const struct hinge_channel *channel = &layout->channel[c];
        if (!is_position(channel) || channel->landmark == HINGE_LANDMARK_NONE)
            continue;
        depth = depth || channel->component == HINGE_COMPONENT_z;
        if (channel->unit >= HINGE_UNIT_m && channel->unit <= HINGE_UNIT_mm)
            finite = negative = recording->n_frames;
        if (channel->component == HINGE_COMPONENT_z)
            continue;
        const double *value = recording->data + c * recording->n_frames;
        for (size_t i = 0; i < recording->n_frames; i++) {
            finite += isnan(value[i]) ? 0 : 1;
            negative += value[i] < -norm_limit ? 1 : 0;
        }
    }
    return depth && finite > 0 && (double)negative > 0.05 * (double)finite;
}

static void take_as_space(const struct hinge_read_options *options,
                          struct hinge_recording *recording)
{
    struct hinge_layout *layout = &recording->layout;
    bool told = options->up != NULL && *options->up != '\0';
    layout->flags &= ~(unsigned)HINGE_LAYOUT_IMAGE;
    if (!told)
        layout->up[0] = '\0';
    for (size_t c = 0; c < layout->n_channels; c++)
        if (is_position(&layout->channel[c]) && layout->channel[c].unit == HINGE_UNIT_unknown)
            layout->channel[c].unit = HINGE_UNIT_mm;
    hinge_build_note(recording, "MediaPipe's points in space, as FreeMoCap writes them: mm%s",
                     told ? "" : "; say which way is up (+z once its floor is set)");
}

void hinge_settle_mediapipe(const struct hinge_read_options *options,
                            struct hinge_recording *recording)
{
    struct hinge_layout *layout = &recording->layout;
    if (layout->family != HINGE_FAMILY_mediapipe || *layout->landmark_set == '\0')
        return;
    if (has_hip_origin(recording)) {
        layout->flags |= HINGE_LAYOUT_HIP_ORIGIN;
        layout->flags &= ~(unsigned)HINGE_LAYOUT_IMAGE;
        for (size_t c = 0; c < layout->n_channels; c++)
            if (is_position(&layout->channel[c]) && layout->channel[c].unit == HINGE_UNIT_unknown)
                layout->channel[c].unit = HINGE_UNIT_m;
        hinge_build_note(recording, "MediaPipe world landmarks: metres, origin between the hips");
        return;
    }
    if (is_space(recording)) {
        take_as_space(options, recording);
        return;
    }
    bool depth = false;
    layout->flags |= HINGE_LAYOUT_IMAGE;
    for (size_t c = 0; c < layout->n_channels; c++)
        if (layout->channel[c].component == HINGE_COMPONENT_z) {
            depth = depth || layout->channel[c].landmark != HINGE_LANDMARK_NONE;
            layout->channel[c].landmark = HINGE_LANDMARK_NONE;
        }
    if (!depth)
        return;
    hinge_build_note(recording, "MediaPipe image landmarks: their z is not used");
}

/* Distance of two landmarks in a frame; NaN where one of them is not seen. */
static double distance(const struct hinge_recording *recording, enum hinge_landmark a,
                       enum hinge_landmark b, size_t i)
{
    double square = 0;
    for (int k = 0; k < 2; k++) {
        enum hinge_component component = (enum hinge_component)(HINGE_COMPONENT_x + k);
        const double *u = channel_of(recording, a, component);
        const double *v = channel_of(recording, b, component);
        if (u == NULL || v == NULL)
            return NAN;
        square += pow(u[i] - v[i], 2);
    }
    return sqrt(square);
}

/* Median length of a leg as delivered (method 2.5): of either side, from the trunk
 * where knee or ankle is missing; NaN: nothing tells it. */
static void leg_length(const struct hinge_recording *r, double *leg)
{
    static const enum hinge_landmark hip = HINGE_LANDMARK_hjc_l, knee = HINGE_LANDMARK_knee_l,
                                     ankle = HINGE_LANDMARK_ankle_l,
                                     top = HINGE_LANDMARK_shoulder_l;
    const double of_trunk = 1.7;
    size_t n = 0;
    double *length = hinge_alloc(2 * r->n_frames, sizeof *length);
    *leg = NAN;
    for (int kind = 0; kind < 3 && n == 0; kind++)
        for (size_t k = 0; k < 2 * r->n_frames; k++) {
            enum hinge_landmark side = k % 2;
            size_t i = k / 2;
            double x = kind == 0
                           ? distance(r, hip + side, knee + side, i) +
                                 distance(r, knee + side, ankle + side, i)
                           : of_trunk * distance(r, hip + side,
                                                 kind == 1 ? top + side : HINGE_LANDMARK_c7, i);
            if (isfinite(x))
                length[n++] = x;
        }
    if (n > 0)
        *leg = hinge_quantile_select(length, n, 0.5);
    free(length);
}

/* Two-dimensional coordinates without a unit, by the length of a leg: 0..1 of the image
 * when it is small (legs may leave the picture), pixels when it is large (method 1.1).
 * Where nothing tells it, nearly all coordinates do. */
void hinge_settle_units(struct hinge_recording *recording)
{
    static const double norm_leg = 5, px_leg = 20;
    struct hinge_layout *layout = &recording->layout;
    size_t finite = 0, small = 0, unknown = 0;
    double leg;
    if (*layout->landmark_set == '\0')
        return;
    for (size_t c = 0; c < layout->n_channels; c++) {
        const struct hinge_channel *channel = &layout->channel[c];
        if (!is_position(channel) || channel->landmark == HINGE_LANDMARK_NONE)
            continue;
        if (channel->component == HINGE_COMPONENT_z)
            return;
        unknown += channel->unit == HINGE_UNIT_unknown;
        const double *value = recording->data + c * recording->n_frames;
        for (size_t i = 0; i < recording->n_frames; i++) {
            finite += isnan(value[i]) ? 0 : 1;
            small += fabs(value[i]) <= norm_limit ? 1 : 0;
        }
    }
    if (strcmp(layout->up, "-y") == 0)
        layout->flags |= HINGE_LAYOUT_IMAGE; /* two axes, the second down */
    if (unknown == 0 || finite == 0)
        return;
    leg_length(recording, &leg);
    bool norm = isnan(leg) ? (double)small >= norm_share * (double)finite : leg < norm_leg;
    if (!norm && leg <= px_leg) {
        hinge_build_note(recording,
                         "no unit given, and legs %.3g long are neither shares of "
                         "an image nor pixels: say it with --units",
                         leg);
        return;
    }
    for (size_t c = 0; c < layout->n_channels; c++)
        if (layout->channel[c].component <= HINGE_COMPONENT_y &&
            layout->channel[c].unit == HINGE_UNIT_unknown)
            layout->channel[c].unit = norm ? HINGE_UNIT_norm : HINGE_UNIT_px;
    hinge_build_note(recording, "no unit given: coordinates taken as %s",
                     norm ? "0..1 of the image (norm)" : "pixels (px)");
}
