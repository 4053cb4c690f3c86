/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a depth was measured, and whether the declared unit can be right. Tracks are
 * in metres or pixels, y up, before any cleaning. */
#include "body/size.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Coordinates as delivered beyond this are no shares of an image; within it no pixels.
 */
static const double SHARE_MOST = 2, SHARE_LEAST = 1.5;
/* No person is this many metres high. */
static const double HIGHEST_M = 20;

/* --- dimensions --- */

/* Constant depth of a landmark; NaN when it has none or it changes. */
static double constant_depth(const struct hinge_recording *recording, int landmark)
{
    double depth = (double)NAN;
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &recording->layout.channel[c];
        const double *x = recording->data + c * recording->n_frames;
        if ((int)channel->landmark != landmark || channel->component != HINGE_COMPONENT_z)
            continue;
        for (size_t i = 0; i < recording->n_frames; i++) {
            depth = isnan(depth) ? x[i] : depth;
            if (x[i] < depth || x[i] > depth)
                return (double)NAN;
        }
    }
    return depth;
}

/* A depth that is constant for every landmark and the same for left and right was not
 * measured (method 3.2a): it would turn the body about nothing. */
static bool has_depth(const struct hinge_recording *recording)
{
    static const int pairs[] = {HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_shoulder_l,
                                HINGE_LANDMARK_asis_l, HINGE_LANDMARK_ankle_l};
    const struct hinge_layout *layout = &recording->layout;
    bool depth = false;
    for (size_t c = 0; c < layout->n_channels; c++) {
        if (layout->channel[c].landmark == HINGE_LANDMARK_NONE ||
            layout->channel[c].component != HINGE_COMPONENT_z)
            continue;
        depth = true;
        if (isnan(constant_depth(recording, (int)layout->channel[c].landmark)))
            return true;
    }
    for (size_t k = 0; depth && k < sizeof pairs / sizeof *pairs; k++)
        if (fabs(constant_depth(recording, pairs[k]) - constant_depth(recording, pairs[k] + 1)) > 0)
            return true;
    return false;
}

int hinge_size_dim(const struct hinge_recording *recording)
{
    const struct hinge_layout *layout = &recording->layout;
    bool position = false;
    for (size_t i = 0; i < layout->n_channels; i++)
        position = position || (layout->channel[i].landmark != HINGE_LANDMARK_NONE &&
                                layout->channel[i].component <= HINGE_COMPONENT_z);
    if (!position)
        return 0;
    bool image = (layout->flags & HINGE_LAYOUT_IMAGE) != 0;
    return !image && has_depth(recording) ? 3 : 2;
}

/* --- units --- */

static enum hinge_unit declared(const struct hinge_recording *recording)
{
    const struct hinge_layout *layout = &recording->layout;
    for (size_t c = 0; c < layout->n_channels; c++)
        if (layout->channel[c].landmark != HINGE_LANDMARK_NONE &&
            layout->channel[c].component <= HINGE_COMPONENT_y)
            return layout->channel[c].unit;
    return HINGE_UNIT_unknown;
}

static bool is_flat(const struct hinge_channel *channel)
{
    return channel->landmark != HINGE_LANDMARK_NONE && channel->component <= HINGE_COMPONENT_y;
}

/* 95 % quantile of the sizes of x and y as delivered, over all landmarks. */
static const double MOST_OF_THEM = 0.95;
static void coordinate_size(const struct hinge_recording *recording, double *size)
{
    const struct hinge_layout *layout = &recording->layout;
    size_t n = recording->n_frames, m = 0;
    double *x = hinge_alloc(n * layout->n_channels, sizeof *x);
    for (size_t c = 0; c < layout->n_channels; c++) {
        if (!is_flat(&layout->channel[c]))
            continue;
        for (size_t i = 0; i < n; i++)
            x[m++] = fabs(recording->data[c * n + i]);
    }
    hinge_quantile(x, m, MOST_OF_THEM, size);
    free(x);
}

/* Whether that quantile is beyond `limit` (1) or within it (-1); 0 without values.
 * Counting says it, unless just one of the two values that it lies between is. */
static void compare_size(const struct hinge_recording *recording, double limit, int *order)
{
    const struct hinge_layout *layout = &recording->layout;
    size_t n = recording->n_frames;
    double values = 0, small = 0, size; /* counts as wide as the values: in lanes */
    for (size_t c = 0; c < layout->n_channels; c++) {
        const double *x = recording->data + c * n;
        if (!is_flat(&layout->channel[c]))
            continue;
#pragma omp simd reduction(+ : values, small)
        for (size_t i = 0; i < n; i++) {
            values += x[i] == x[i] ? 1.0 : 0.0;
            small += fabs(x[i]) <= limit ? 1.0 : 0.0;
        }
    }
    double below = floor((values - 1) * MOST_OF_THEM);
    *order = values > 0 ? 1 : 0;
    if (values > 0 && (small > below + 1 || small >= values))
        *order = -1;
    else if (small > below) {
        coordinate_size(recording, &size);
        *order = size > limit ? 1 : -1;
    }
}

/* Median height of the shoulders over the ankles, any side; NaN when unknown. */
static void body_height(const struct hinge_tracks *t, double *height)
{
    double *x = hinge_alloc(t->n, sizeof *x);
    for (size_t i = 0; i < t->n; i++) {
        x[i] = (double)NAN;
        for (int side = 0; side < 2; side++) {
            const struct hinge_track *top = &t->point[HINGE_LANDMARK_shoulder_l + side];
            const struct hinge_track *low = &t->point[HINGE_LANDMARK_ankle_l + side];
            if (top->present && low->present && isnan(x[i]))
                x[i] = top->axis[1][i] - low->axis[1][i];
        }
    }
    hinge_median(x, t->n, height);
    free(x);
}

static enum hinge_status refuse(struct hinge_error *error, enum hinge_unit unit, const char *found,
                                double size, const char *fits)
{
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_UNITS_UNKNOWN,
                           "the unit is given as %s, but %s %.3g%s%s: correct the units "
                           "column of the trial list, or ingest it with --units",
                           hinge_unit_name(unit), found, size,
                           *fits != '\0' ? "; that would fit " : "", fits);
}

/* The unit in which legs of so many delivered units are those of a person. */
static const char *unit_that_fits(double leg, const struct hinge_parameters *p)
{
    for (enum hinge_unit unit = HINGE_UNIT_m; unit <= HINGE_UNIT_mm; unit++)
        if (leg * hinge_unit_metres(unit) >= p->units_leg_m.value[0] &&
            leg * hinge_unit_metres(unit) <= p->units_leg_m.value[1])
            return hinge_unit_name(unit);
    return leg > 20 ? "px" : "";
}

static enum hinge_status check_metric(struct hinge_tracks *t, const struct hinge_parameters *p,
                                      enum hinge_unit unit, struct hinge_error *error)
{
    double leg;
    bool from_trunk;
    hinge_tracks_leg0(t, &leg, &from_trunk);
    if (isnan(leg) || (leg >= p->units_leg_m.value[0] && leg <= p->units_leg_m.value[1]))
        return HINGE_OK;
    double delivered = leg / hinge_unit_metres(unit);
    return refuse(error, unit, "the legs are as long as", delivered, unit_that_fits(delivered, p));
}

/* Pixels in space: a person is more than a few of them long. */
static enum hinge_status check_space_pixels(struct hinge_tracks *t,
                                            const struct hinge_parameters *p,
                                            struct hinge_error *error)
{
    static const double least_px = 20;
    double leg;
    bool from_trunk;
    hinge_tracks_leg0(t, &leg, &from_trunk);
    return leg < least_px ? refuse(error, HINGE_UNIT_px, "the legs are as long as", leg,
                                   unit_that_fits(leg, p))
                          : HINGE_OK;
}

/* y down, as images have it: the points, and whatever is said in the file's axes. */
static void turn_over(struct hinge_tracks *t)
{
    t->sign[1] = -t->sign[1];
    for (int l = 0; l < HINGE_LANDMARK_osim_pelvis_tilt; l++)
        for (size_t i = 0; t->point[l].present && i < t->n; i++)
            t->point[l].axis[1][i] = -t->point[l].axis[1][i];
}

/* Refused for the size of the coordinates. */
static enum hinge_status refuse_size(const struct hinge_recording *recording,
                                     struct hinge_error *error, enum hinge_unit unit,
                                     const char *found, const char *fits)
{
    double size;
    coordinate_size(recording, &size);
    return refuse(error, unit, found, size, fits);
}

/* Whether the coordinates are too large for shares of an image, or too small for its
 * pixels. */
static void judge_size(const struct hinge_recording *recording, enum hinge_unit unit, int dim,
                       bool *too_large, bool *too_small)
{
    int most = 0, least = 0;
    if (unit == HINGE_UNIT_norm)
        compare_size(recording, SHARE_MOST, &most);
    else if (dim == 2)
        compare_size(recording, SHARE_LEAST, &least);
    *too_large = most > 0;
    *too_small = least < 0;
}

enum hinge_status hinge_size_check(struct hinge_tracks *tracks,
                                   const struct hinge_recording *recording,
                                   const struct hinge_parameters *parameters,
                                   struct hinge_error *error)
{
    enum hinge_unit unit = declared(recording);
    bool too_large, image;
    double height;
    if (tracks->dim == 0 || tracks->origin_at_hip)
        return HINGE_OK;
    judge_size(recording, unit, tracks->dim, &too_large, &image);
    body_height(tracks, &height);
    if (too_large)
        return refuse_size(recording, error, unit, "coordinates reach", "px");
    if (unit == HINGE_UNIT_px && tracks->dim == 3)
        return check_space_pixels(tracks, parameters, error);
    if ((unit == HINGE_UNIT_px && image) || (unit == HINGE_UNIT_m && image && height < 0))
        return refuse_size(recording, error, unit, "no coordinate exceeds", "norm");
    if (unit == HINGE_UNIT_m && tracks->dim == 2 && fabs(height) > HIGHEST_M &&
        strcmp(recording->layout.format, "trc") == 0) {
        if (height < 0)
            turn_over(tracks);
        tracks->metric = false;
        return HINGE_OK;
    }
    return tracks->metric ? check_metric(tracks, parameters, unit, error) : HINGE_OK;
}
