/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Depth that was not measured, pixels called metres, and which way is up where the file
 * doesn't say. In and out: a recording with its landmarks; what is decided is noted. */
#include "ingest/settle.h"

#include "base/memory.h"
#include "base/sorted.h"
#include "formats/parts/build_recording.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define L(name) HINGE_LANDMARK_##name

/* method 3.2a: nobody is twenty metres tall. */
static const double taller_than_anybody_m = 20;
/* The head is above the feet in nearly all frames of any bend. */
static const double upright_share = 0.9;
/* Shoulder to foot of a person who stands or bends. */
static const double shortest_m = 0.5, tallest_m = 2.2;
enum { DEPTH_FRAMES_LEAST = 10 };

static const enum hinge_landmark upper[] = {L(shoulder_l), L(shoulder_r), L(c7),    L(t3),   L(t8),
                                            L(t10),        L(t12l1),      L(hjc_l), L(hjc_r)};
static const enum hinge_landmark lower[] = {L(ankle_l), L(ankle_r), L(heel_l), L(heel_r),
                                            L(toe_l),   L(toe_r),   L(knee_l), L(knee_r)};

/* Channel of a landmark and component, -1 when there is none. */
static long channel_of(const struct hinge_recording *recording, enum hinge_landmark landmark,
                       enum hinge_component component)
{
    for (size_t c = 0; c < recording->layout.n_channels; c++)
        if (recording->layout.channel[c].landmark == landmark &&
            recording->layout.channel[c].component == component)
            return (long)c;
    return -1;
}

static const double *values(const struct hinge_recording *recording, long channel)
{
    return recording->data + (size_t)channel * recording->n_frames;
}

/* First landmark of a list that the recording has, NONE. */
static enum hinge_landmark first_of(const struct hinge_recording *recording,
                                    const enum hinge_landmark *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (channel_of(recording, list[i], HINGE_COMPONENT_y) >= 0)
            return list[i];
    return HINGE_LANDMARK_NONE;
}

static bool varies(const struct hinge_recording *recording, size_t channel)
{
    const double *x = values(recording, (long)channel);
    double first = NAN;
    for (size_t i = 0; i < recording->n_frames; i++) {
        if (isnan(first))
            first = x[i];
        if (!isnan(x[i]) && x[i] != first)
            return true;
    }
    return false;
}

/* Whether a landmark's component changes in some channel; *any tells whether there is
 * such a channel. */
static bool component_varies(const struct hinge_recording *recording,
                             enum hinge_component component, bool *any)
{
    *any = false;
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &recording->layout.channel[c];
        if (channel->landmark == HINGE_LANDMARK_NONE || channel->component != component)
            continue;
        *any = true;
        if (varies(recording, c))
            return true;
    }
    return false;
}

void hinge_settle_depth(struct hinge_recording *recording)
{
    struct hinge_layout *layout = &recording->layout;
    bool depth, any;
    if (recording->n_frames < DEPTH_FRAMES_LEAST ||
        component_varies(recording, HINGE_COMPONENT_z, &depth) || !depth ||
        !component_varies(recording, HINGE_COMPONENT_x, &any) || layout->up[1] == 'z')
        return;
    for (size_t c = 0; c < layout->n_channels; c++)
        if (layout->channel[c].component == HINGE_COMPONENT_z)
            layout->channel[c].landmark = HINGE_LANDMARK_NONE;
    hinge_build_note(recording, "depth (z) is constant for every landmark: it was not "
                                "measured; read as two-dimensional");
}

/* Median distance between the top of the trunk and the foot in the picture plane, NaN
 * where one is missing. */
static void median_height(const struct hinge_recording *recording, double *height)
{
    enum hinge_landmark top = first_of(recording, upper, sizeof upper / sizeof *upper);
    enum hinge_landmark foot = first_of(recording, lower, sizeof lower / sizeof *lower);
    long c[4] = {channel_of(recording, top, HINGE_COMPONENT_x),
                 channel_of(recording, top, HINGE_COMPONENT_y),
                 channel_of(recording, foot, HINGE_COMPONENT_x),
                 channel_of(recording, foot, HINGE_COMPONENT_y)};
    *height = NAN;
    if (top == HINGE_LANDMARK_NONE || foot == HINGE_LANDMARK_NONE || c[0] < 0 || c[2] < 0)
        return;
    double *way = hinge_alloc(recording->n_frames, sizeof *way);
    size_t n = 0;
    for (size_t i = 0; i < recording->n_frames; i++) {
        double d = hypot(values(recording, c[0])[i] - values(recording, c[2])[i],
                         values(recording, c[1])[i] - values(recording, c[3])[i]);
        if (!isnan(d))
            way[n++] = d;
    }
    hinge_sort(way, n);
    *height = hinge_median_sorted(way, n);
    free(way);
}

void hinge_settle_kinect(struct hinge_recording *recording)
{
    struct hinge_layout *layout = &recording->layout;
    double height;
    bool depth = false, unknown = true;
    for (size_t c = 0; c < layout->n_channels; c++) {
        const struct hinge_channel *channel = &layout->channel[c];
        if (channel->landmark == HINGE_LANDMARK_NONE || channel->component > HINGE_COMPONENT_z)
            continue;
        depth = depth || channel->component == HINGE_COMPONENT_z;
        unknown = unknown && channel->unit == HINGE_UNIT_unknown;
    }
    if (layout->family != HINGE_FAMILY_kinect || !depth || !unknown)
        return;
    median_height(recording, &height);
    bool m = height > shortest_m && height<tallest_m, mm = height> 1000 * shortest_m &&
             height < 1000 * tallest_m;
    if ((!m && !mm))
        return;
    for (size_t c = 0; c < layout->n_channels; c++)
        if (layout->channel[c].component <= HINGE_COMPONENT_z)
            layout->channel[c].unit = m ? HINGE_UNIT_m : HINGE_UNIT_mm;
    hinge_build_note(recording,
                     "no unit given: %s, since shoulder and foot are %.4g apart "
                     "and depth cameras write m or mm",
                     m ? "m" : "mm", height);
}

void hinge_settle_pixels(const struct hinge_read_options *options,
                         struct hinge_recording *recording)
{
    struct hinge_layout *layout = &recording->layout;
    double height;
    bool m = true, px = *layout->landmark_set != '\0', any = false;
    for (size_t c = 0; c < layout->n_channels; c++) {
        const struct hinge_channel *channel = &layout->channel[c];
        if (channel->landmark == HINGE_LANDMARK_NONE || channel->component > HINGE_COMPONENT_z)
            continue;
        if (channel->component == HINGE_COMPONENT_z)
            return; /* a depth: no picture */
        any = true;
        m = m && channel->unit == HINGE_UNIT_m;
        px = px && channel->unit == HINGE_UNIT_px;
    }
    bool untold = options->up == NULL || *options->up == '\0';
    if (!any) /* orientations or angles alone */
        return;
    if (untold && px && strcmp(layout->up, "+y") == 0) { /* as space has it, not pictures */
        layout->up[0] = '\0';
        layout->flags |= HINGE_LAYOUT_UP_FROM_BODY;
    }
    if (!m || (options->units != NULL && *options->units != '\0'))
        return;
    median_height(recording, &height);
    if (!(height > taller_than_anybody_m))
        return;
    for (size_t c = 0; c < layout->n_channels; c++)
        if (layout->channel[c].component <= HINGE_COMPONENT_y)
            layout->channel[c].unit = HINGE_UNIT_px;
    if (untold) {
        layout->up[0] = '\0';
        layout->flags |= HINGE_LAYOUT_UP_FROM_BODY;
    }
    hinge_build_note(recording,
                     "the header has m, but a person would be %.0f m tall: read as pixels", height);
}

/* Share of the frames with both in which the upper one has the larger y, NaN. */
static double share_larger(const struct hinge_recording *recording, long above, long below)
{
    size_t larger = 0, both = 0;
    if (above < 0 || below < 0)
        return NAN;
    for (size_t i = 0; i < recording->n_frames; i++) {
        double d = values(recording, above)[i] - values(recording, below)[i];
        both += isnan(d) ? 0 : 1;
        larger += d > 0 ? 1 : 0;
    }
    return both > 0 ? (double)larger / (double)both : (double)NAN;
}

/* Whether a landmark has a place: joint angles alone need no vertical. */
static bool has_places(const struct hinge_recording *recording)
{
    for (size_t c = 0; c < recording->layout.n_channels; c++) {
        const struct hinge_channel *channel = &recording->layout.channel[c];
        if (channel->component == HINGE_COMPONENT_y && channel->landmark != HINGE_LANDMARK_NONE &&
            channel->landmark != HINGE_LANDMARK_pelvis)
            return true;
    }
    return false;
}

void hinge_settle_vertical(struct hinge_recording *recording)
{
    struct hinge_layout *layout = &recording->layout;
    bool wanted = (layout->flags & HINGE_LAYOUT_UP_FROM_BODY) != 0;
    layout->flags &= ~(unsigned)HINGE_LAYOUT_UP_FROM_BODY;
    if (!wanted || *layout->up != '\0' || *layout->landmark_set == '\0' || !has_places(recording))
        return;
    enum hinge_landmark top = first_of(recording, upper, sizeof upper / sizeof *upper);
    enum hinge_landmark foot = first_of(recording, lower, sizeof lower / sizeof *lower);
    double share = share_larger(recording, channel_of(recording, top, HINGE_COMPONENT_y),
                                channel_of(recording, foot, HINGE_COMPONENT_y));
    if (top == HINGE_LANDMARK_NONE || foot == HINGE_LANDMARK_NONE || isnan(share) ||
        (share < upright_share && share > 1 - upright_share)) {
        hinge_build_note(recording, "whether y points up or down is not in the file and "
                                    "cannot be seen from the body: say it with --up or a "
                                    "column up");
        return;
    }
    snprintf(layout->up, sizeof layout->up, share > 0.5 ? "+y" : "-y");
    if (share <= 0.5)
        layout->flags |= HINGE_LAYOUT_IMAGE;
    hinge_build_note(recording, "y points %s, seen from %s and %s", share > 0.5 ? "up" : "down",
                     hinge_landmark_name(top), hinge_landmark_name(foot));
}

void hinge_settle_side(struct hinge_recording *recording)
{
    static const enum hinge_landmark sides[][2] = {
        {L(shoulder_r), L(shoulder_l)}, {L(asis_r), L(asis_l)}, {L(psis_r), L(psis_l)},
        {L(hjc_r), L(hjc_l)},           {L(knee_r), L(knee_l)}, {L(ankle_r), L(ankle_l)},
        {L(heel_r), L(heel_l)},         {L(toe_r), L(toe_l)}};
    enum { N_SIDES = sizeof sides / sizeof *sides };
    struct hinge_layout *layout = &recording->layout;
    if (strcmp(layout->landmark_set, "stickers") != 0)
        return;
    for (size_t i = 0; i < N_SIDES; i++)
        if (channel_of(recording, sides[i][1], HINGE_COMPONENT_x) >= 0)
            return; /* the names say sides */
    long toe = channel_of(recording, L(toe_r), HINGE_COMPONENT_x),
         back = channel_of(recording, L(heel_r), HINGE_COMPONENT_x);
    if (back < 0)
        back = channel_of(recording, L(ankle_r), HINGE_COMPONENT_x);
    double share = share_larger(recording, toe, back);
    if (isnan(share) || share > 0.5)
        return; /* facing the right of the picture: its right side is seen */
    for (size_t c = 0; c < layout->n_channels; c++)
        for (size_t i = 0; i < N_SIDES; i++)
            if (layout->channel[c].landmark == sides[i][0])
                layout->channel[c].landmark = sides[i][1];
    hinge_build_note(recording, "the person faces the left of the picture: stickers without "
                                "a side are the left side's");
}
