/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units, vertical and axes of a recording once its landmarks are known: what the user said,
 * else what the numbers show. In and out: a recording; what is decided without being told
 * is noted in it. */
#include "ingest/ingest.h"

#include "body/geometry.h"
#include "landmarks/parts/sides.h"

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
    if (assumed)
        hinge_build_note(recording, "the file does not say its vertical: %s taken as up",
                         layout->up[0] == '+' ? layout->up + 1 : layout->up);
    if (told) {
        const char *up = options->up;
        if (strlen(up) != 2 || strchr("+-", up[0]) == NULL || strchr("xyz", up[1]) == NULL)
            return hinge_usage(error, "--up %s: expected one of +x -x +y -y +z -z", up);
        snprintf(layout->up, sizeof layout->up, "%s", up);
    }
    if (options->units == NULL || *options->units == '\0')
        return HINGE_OK;
    enum hinge_unit unit = hinge_unit_find(options->units);
    if (unit < HINGE_UNIT_m || unit > HINGE_UNIT_norm)
        return hinge_usage(error, "--units %s: expected one of m cm mm px norm", options->units);
    bool contradicts = false;
    for (size_t c = 0; c < layout->n_channels; c++) {
        struct hinge_channel *channel = &layout->channel[c];
        if (!is_position(channel))
            continue;
        contradicts = contradicts || (channel->unit != HINGE_UNIT_unknown && channel->unit != unit);
        channel->unit = unit;
    }
    if (contradicts)
        hinge_build_note(recording, "units %s as given, the file's header differs", options->units);
    return HINGE_OK;
}

/* Whether a column's name ends in a unit of mass or weight, which other columns may be in. */
static bool is_weight(const char *source)
{
    char word[16] = "";
    const char *open = strpbrk(source, "([");
    if (open != NULL)
        snprintf(word, sizeof word, "%.*s", (int)strcspn(open + 1, ")]"), open + 1);
    return hinge_word_among(word, "kg|lb|lbs|bw");
}

void hinge_settle_forces(struct hinge_recording *recording)
{
    struct hinge_layout *layout = &recording->layout;
    bool c3d = strcmp(layout->format, "c3d") == 0; /* others: as the role says, N m */
    const char *refused = "", *taken = "";
    for (size_t c = 0; c < layout->n_channels; c++) {
        struct hinge_channel *channel = &layout->channel[c];
        if (!hinge_landmark_is_force(channel->landmark))
            continue;
        bool moment = hinge_landmark_is_moment(channel->landmark);
        if (channel->unit == HINGE_UNIT_unknown && is_weight(channel->source))
            channel->unit = HINGE_UNIT_other;
        if (moment &&
            (channel->unit == HINGE_UNIT_N || (c3d && channel->unit == HINGE_UNIT_unknown))) {
            channel->unit = hinge_moment_of_newtons(layout);
            if (strcmp(taken, channel->marker) != 0)
                hinge_build_note(recording, "%.100s is a moment without its length: read in %s",
                                 channel->marker, hinge_unit_name(channel->unit));
            taken = channel->marker;
        }
        enum hinge_unit unit = channel->unit;
        bool newtons = unit == HINGE_UNIT_N || unit == HINGE_UNIT_kN;
        if (unit == HINGE_UNIT_unknown || (hinge_unit_newtons(unit) > 0 && newtons != moment))
            continue;
        if (strcmp(refused, channel->marker) != 0)
            hinge_build_note(
                recording,
                "warning: %.100s is in %s and not read as %s: export calibrated %s, or the "
                "plate's CAL_MATRIX",
                channel->marker,
                unit == HINGE_UNIT_other ? "an unknown unit" : hinge_unit_name(unit),
                hinge_landmark_name(channel->landmark), moment ? "moments" : "forces");
        refused = channel->marker;
        channel->landmark = HINGE_LANDMARK_NONE;
    }
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

/* Channel of a landmark and component, -1 when there is none. */
static long channel_at(const struct hinge_recording *recording, enum hinge_landmark landmark,
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

/* Its values, NULL when there is none. */
static const double *channel_of(const struct hinge_recording *recording,
                                enum hinge_landmark landmark, enum hinge_component component)
{
    long channel = channel_at(recording, landmark, component);
    return channel >= 0 ? values(recording, channel) : NULL;
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
        bool told = options->up != NULL && *options->up != '\0';
        layout->flags &= ~(unsigned)HINGE_LAYOUT_IMAGE;
        if (!told)
            layout->up[0] = '\0';
        for (size_t c = 0; c < layout->n_channels; c++)
            if (is_position(&layout->channel[c]) && layout->channel[c].unit == HINGE_UNIT_unknown)
                layout->channel[c].unit = HINGE_UNIT_mm;
        hinge_build_note(recording, "MediaPipe's points in space, as FreeMoCap writes them: %s%s",
                         hinge_unit_name(hinge_position_unit(layout)),
                         told ? "" : "; say which way is up (+z once its floor is set)");
        return;
    }
    bool depth = false;
    layout->flags |= HINGE_LAYOUT_IMAGE;
    for (size_t c = 0; c < layout->n_channels; c++)
        if (layout->channel[c].component == HINGE_COMPONENT_z) {
            depth = depth || layout->channel[c].landmark != HINGE_LANDMARK_NONE;
            layout->channel[c].landmark = HINGE_LANDMARK_NONE;
        }
    if (depth)
        hinge_build_note(recording, "MediaPipe image landmarks: their z is not used");
}

/* Distance of two landmarks in a frame; NaN where one of them is not seen. */
static double distance(const struct hinge_recording *recording, enum hinge_landmark a,
                       enum hinge_landmark b, size_t i)
{
    double square = 0;
    for (int k = 0; k < 3; k++) {
        enum hinge_component component = (enum hinge_component)(HINGE_COMPONENT_x + k);
        const double *u = channel_of(recording, a, component);
        const double *v = channel_of(recording, b, component);
        if (k == 2 && (u == NULL || v == NULL))
            break; /* of a picture */
        if (u == NULL || v == NULL)
            return NAN;
        square += pow(u[i] - v[i], 2);
    }
    return sqrt(square);
}

/* Median length of a leg as delivered (method 2.5): of either side, from the trunk
 * where knee or ankle is missing; NaN: nothing tells it. */
static double leg_length(const struct hinge_recording *r)
{
    static const enum hinge_landmark hip = HINGE_LANDMARK_hjc_l, knee = HINGE_LANDMARK_knee_l,
                                     ankle = HINGE_LANDMARK_ankle_l,
                                     top = HINGE_LANDMARK_shoulder_l;
    size_t n = 0;
    cleared_by(freed) double *length = hinge_alloc(2 * r->n_frames, sizeof *length);
    for (int kind = 0; kind < 3 && n == 0; kind++)
        for (size_t k = 0; k < 2 * r->n_frames; k++) {
            enum hinge_landmark side = k % 2;
            size_t i = k / 2;
            double x = kind == 0 ? distance(r, hip + side, knee + side, i) +
                                       distance(r, knee + side, ankle + side, i)
                                 : HINGE_LEG_OF_TRUNK *
                                       distance(r, hip + side,
                                                kind == 1 ? top + side : HINGE_LANDMARK_c7, i);
            if (isfinite(x))
                length[n++] = x;
        }
    return n > 0 ? hinge_quantile_select(length, n, 0.5) : (double)NAN;
}

void hinge_settle_joints(struct hinge_recording *recording)
{
    static const struct {
        double from, to, of; /* legs; and one of its units in the unit that is kept */
        enum hinge_unit unit;
        const char *name;
    } units[] = {{0.4, 1.3, 1, HINGE_UNIT_m, "m"},
                 {40, 130, 1, HINGE_UNIT_cm, "cm"},
                 {16, 40, 2.54, HINGE_UNIT_cm, "inches"}};
    struct hinge_layout *layout = &recording->layout;
    size_t k = 0;
    if (strcmp(layout->format, "bvh") != 0 || *layout->landmark_set == '\0' ||
        hinge_position_unit(layout) != HINGE_UNIT_unknown)
        return;
    const double leg = leg_length(recording);
    while (k < 3 && !(leg >= units[k].from && leg <= units[k].to))
        k++;
    if (k == 3) {
        hinge_build_note(recording,
                         "no unit in the file, and legs %.3g long are in neither m, cm nor "
                         "inches: say it with --units",
                         leg);
        return;
    }
    for (size_t c = 0; c < layout->n_channels; c++)
        if (is_position(&layout->channel[c])) {
            layout->channel[c].unit = units[k].unit;
            for (size_t i = 0; i < recording->n_frames; i++)
                recording->data[c * recording->n_frames + i] *= units[k].of;
        }
    hinge_build_note(recording, "no unit in the file: %s, since legs are %.3g long", units[k].name,
                     leg);
}

/* Two-dimensional coordinates without a unit, by the length of a leg: 0..1 of the image
 * when it is small (legs may leave the picture), pixels when it is large (method 1.1).
 * Where nothing tells it, nearly all coordinates do. */
void hinge_settle_units(struct hinge_recording *recording)
{
    static const double norm_leg = 5, px_leg = 20;
    struct hinge_layout *layout = &recording->layout;
    size_t finite = 0, small = 0, unknown = 0;
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
    const double leg = leg_length(recording);
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

/* --- depth that was not measured, pixels called metres, which way is up --- */

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

/* First landmark of a list that the recording has, NONE. */
static enum hinge_landmark first_of(const struct hinge_recording *recording,
                                    const enum hinge_landmark *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (channel_at(recording, list[i], HINGE_COMPONENT_y) >= 0)
            return list[i];
    return HINGE_LANDMARK_NONE;
}

/* The highest and the lowest of the body, by these lists. */
static void find_ends(const struct hinge_recording *recording, enum hinge_landmark *top,
                      enum hinge_landmark *foot)
{
    *top = first_of(recording, upper, sizeof upper / sizeof *upper);
    *foot = first_of(recording, lower, sizeof lower / sizeof *lower);
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
        const double *x = values(recording, (long)c);
        double first = NAN;
        for (size_t i = 0; i < recording->n_frames; i++) {
            if (isnan(first))
                first = x[i];
            if (!isnan(x[i]) && x[i] != first)
                return true;
        }
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
static double median_height(const struct hinge_recording *recording)
{
    enum hinge_landmark top, foot;
    find_ends(recording, &top, &foot);
    long c[4] = {channel_at(recording, top, HINGE_COMPONENT_x),
                 channel_at(recording, top, HINGE_COMPONENT_y),
                 channel_at(recording, foot, HINGE_COMPONENT_x),
                 channel_at(recording, foot, HINGE_COMPONENT_y)};
    if (top == HINGE_LANDMARK_NONE || foot == HINGE_LANDMARK_NONE || c[0] < 0 || c[2] < 0)
        return NAN;
    cleared_by(freed) double *way = hinge_alloc(recording->n_frames, sizeof *way);
    size_t n = 0;
    for (size_t i = 0; i < recording->n_frames; i++) {
        double d = hypot(values(recording, c[0])[i] - values(recording, c[2])[i],
                         values(recording, c[1])[i] - values(recording, c[3])[i]);
        if (!isnan(d))
            way[n++] = d;
    }
    hinge_sort(way, n);
    return hinge_median_sorted(way, n);
}

void hinge_settle_kinect(struct hinge_recording *recording)
{
    struct hinge_layout *layout = &recording->layout;
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
    const double height = median_height(recording);
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
    const double height = median_height(recording);
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

static bool has_stickers(const struct hinge_layout *layout)
{
    return strcmp(hinge_or_empty(layout->landmark_set), "stickers") == 0;
}

/* Whether a landmark has a depth. */
static bool has_depth(const struct hinge_layout *layout)
{
    for (size_t c = 0; c < layout->n_channels; c++)
        if (layout->channel[c].landmark != HINGE_LANDMARK_NONE &&
            layout->channel[c].component == HINGE_COMPONENT_z)
            return true;
    return false;
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
    bool wanted = (layout->flags & HINGE_LAYOUT_UP_FROM_BODY) != 0 ||
                  (has_stickers(layout) && !has_depth(layout));
    layout->flags &= ~(unsigned)HINGE_LAYOUT_UP_FROM_BODY;
    if (!wanted || *layout->up != '\0' || *layout->landmark_set == '\0' || !has_places(recording))
        return;
    enum hinge_landmark top, foot;
    find_ends(recording, &top, &foot);
    double share = share_larger(recording, channel_at(recording, top, HINGE_COMPONENT_y),
                                channel_at(recording, foot, HINGE_COMPONENT_y));
    if (top == HINGE_LANDMARK_NONE || foot == HINGE_LANDMARK_NONE || isnan(share) ||
        (share < upright_share && 1 - share < upright_share)) {
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

void hinge_settle_screen(const struct hinge_read_options *options, bool assumed,
                         struct hinge_recording *recording)
{
    static const double near_deg = 30, straightest = 0.95;
    struct hinge_layout *layout = &recording->layout;
    enum hinge_landmark top, foot;
    find_ends(recording, &top, &foot);
    size_t n = recording->n_frames, known = 0;
    const double *at[6];
    if (strcmp(layout->format, "c3d") != 0 || (options->up != NULL && *options->up != '\0') ||
        strlen(layout->up) != 2 || top == HINGE_LANDMARK_NONE || foot == HINGE_LANDMARK_NONE)
        return;
    for (int k = 0; k < 6; k++) {
        long c = channel_at(recording, k < 3 ? top : foot,
                            (enum hinge_component)(HINGE_COMPONENT_x + k % 3));
        if (c < 0)
            return;
        at[k] = values(recording, c);
    }
    double *length = hinge_alloc(2 * n, sizeof *length), *sorted = length + n, body[3] = {0};
    for (size_t i = 0; i < n; i++) {
        length[i] = 0;
        for (int a = 0; a < 3; a++)
            length[i] += pow(at[a][i] - at[3 + a][i], 2);
        bool seen = at[0][i] != 0 && at[3][i] != 0 && !isnan(length[i]);
        length[i] = seen ? length[i] : (double)NAN;
        if (seen)
            sorted[known++] = length[i];
    }
    double least = hinge_quantile_select(sorted, known, straightest), size = 0;
    for (size_t i = 0; i < n; i++)
        for (int a = 0; a < 3 && length[i] >= least; a++)
            body[a] += at[a][i] - at[3 + a][i];
    free(length);
    for (int a = 0; a < 3; a++)
        size += body[a] * body[a];
    size = sqrt(size);
    for (int a = 0; a < 3; a++) {
        char up[3] = {body[a] < 0 ? '-' : '+', (char)('x' + a), '\0'};
        if (!(acos(fabs(body[a]) / size) <= near_deg * M_PI / 180) || strcmp(up, layout->up) == 0)
            continue;
        hinge_build_note(recording, "%s says %s, the body stands along %s: %s is used",
                         assumed ? "the default" : "Y_SCREEN", layout->up, up, up);
        memcpy(layout->up, up, sizeof up);
        return;
    }
}

/* --- points of a network beside stickers --- */

static enum hinge_side named_side(const char *marker)
{
    char plain[300];
    hinge_side_plain(marker, plain, sizeof plain);
    return hinge_side_take(plain);
}

/* What a table shows of its joints. */
struct joints {
    bool trochanter[3]; /* by enum hinge_side */

    bool hip[3];  /* by enum hinge_side, a name of the joint */
    bool network; /* some points are a network's */
    bool scores;  /* which of them, the scores say */
};

static int joint_of(enum hinge_landmark landmark)
{
    return landmark == L(hjc_l) || landmark == L(hjc_r)       ? 0
           : landmark == L(knee_l) || landmark == L(knee_r)   ? 1
           : landmark == L(ankle_l) || landmark == L(ankle_r) ? 2
                                                              : -1;
}

static bool is_scored(const struct hinge_layout *layout, const char *marker)
{
    for (size_t c = 0; c < layout->n_channels; c++)
        if (layout->channel[c].component == HINGE_COMPONENT_score &&
            strcmp(layout->channel[c].marker, marker) == 0)
            return true;
    return false;
}

/* Whether a sticker marks this hip, knee or ankle; else a network does. */
static bool is_sticker(const struct hinge_layout *layout, const struct joints *joints,
                       const struct hinge_channel *channel)
{
    const enum hinge_side of = named_side(channel->marker);
    const bool *t = joints->trochanter;
    if ((channel->flags & HINGE_CHANNEL_APPROXIMATE) || !joints->network)
        return true;
    if (joints->scores)
        return !is_scored(layout, channel->marker);
    if (of == HINGE_SIDE_NONE)
        return joint_of(channel->landmark) != 0 || !(t[0] || t[1] || t[2]);
    return t[of] && !joints->hip[of];
}

/* Whether a name that is no landmark is a joint's: the set took another for it. */
static bool is_named_joint(const char *marker)
{
    char plain[300];
    hinge_side_plain(marker, plain, sizeof plain);
    return hinge_side_take(plain) != HINGE_SIDE_NONE &&
           (hinge_same_marker(plain, "hip") || hinge_same_marker(plain, "knee") ||
            hinge_same_marker(plain, "ankle"));
}

static void add_name(struct hinge_text *list, const struct hinge_channel *channel)
{
    if (channel->component == HINGE_COMPONENT_x)
        hinge_text_printf(list, "%s%s", list->length > 0 ? ", " : "", channel->marker);
}

void hinge_settle_network(struct hinge_recording *recording)
{
    struct hinge_layout *layout = &recording->layout;
    struct joints joints = {.network = false};
    bool marked[3] = {false};
    cleared_by(hinge_text_clear) struct hinge_text used = {0}, unused = {0}, inferred = {0};
    if (!has_stickers(layout) || has_depth(layout))
        return;
    bool spine = false, side[3][3] = {{false}};
    for (size_t c = 0; c < layout->n_channels; c++) {
        const struct hinge_channel *channel = &layout->channel[c];
        const int joint = joint_of(channel->landmark);
        if (channel->component != HINGE_COMPONENT_x)
            continue;
        const bool scored = is_scored(layout, channel->marker);
        spine = spine || (!scored && channel->landmark >= L(c7) && channel->landmark <= L(s1));
        joints.scores = joints.scores || scored;
        if (joint < 0)
            continue;
        const enum hinge_side of = named_side(channel->marker);
        const bool skin = (channel->flags & HINGE_CHANNEL_APPROXIMATE) != 0;

        joints.trochanter[of] = joints.trochanter[of] || skin;
        joints.hip[of] = joints.hip[of] || (joint == 0 && !skin);
        side[joint][of] = true;
    }
    const bool *t = joints.trochanter, *h = joints.hip;
    const bool skin = t[0] || t[1] || t[2], hip = h[0] || h[1] || h[2];
    joints.scores = joints.scores && spine; /* a program that finds stickers scores them all */
    joints.network = joints.scores || (skin && hip);
    for (int k = 0; k < 3; k++) /* a camera at the side sees the stickers of one side */
        joints.network = joints.network || (side[k][HINGE_SIDE_LEFT] && side[k][HINGE_SIDE_RIGHT] &&
                                            !(t[HINGE_SIDE_LEFT] && t[HINGE_SIDE_RIGHT]));
    for (size_t c = 0; joints.network && c < layout->n_channels; c++) {
        const int joint = joint_of(layout->channel[c].landmark);
        if (joint < 0 || !is_sticker(layout, &joints, &layout->channel[c]))
            continue;
        marked[joint] = true;
        add_name(&used, &layout->channel[c]);
    }
    for (size_t c = 0; joints.network && c < layout->n_channels; c++) {
        struct hinge_channel *channel = &layout->channel[c];
        const int joint = joint_of(channel->landmark);
        if (channel->landmark == HINGE_LANDMARK_NONE && is_named_joint(channel->marker))
            add_name(&unused, channel);
        if (joint < 0 || is_sticker(layout, &joints, channel))
            continue;
        add_name(marked[joint] ? &unused : &inferred, channel);
        if (marked[joint])
            channel->landmark = HINGE_LANDMARK_NONE;
        else
            channel->flags |= HINGE_CHANNEL_INFERRED;
    }
    if (unused.length > 0)
        hinge_build_note(recording,
                         "stickers mark these joints: %s; a network's points of them are not "
                         "used: %s",
                         hinge_text_string(&used), hinge_text_string(&unused));
    if (inferred.length > 0)
        hinge_build_note(recording,
                         "no sticker marks these joints, a network estimated them, so there are "
                         "no lumbar values: %s",
                         hinge_text_string(&inferred));
}

void hinge_settle_side(const char *side, struct hinge_recording *recording)
{
    static const enum hinge_landmark sides[][2] = {
        {L(shoulder_r), L(shoulder_l)}, {L(asis_r), L(asis_l)}, {L(psis_r), L(psis_l)},
        {L(hjc_r), L(hjc_l)},           {L(knee_r), L(knee_l)}, {L(ankle_r), L(ankle_l)},
        {L(heel_r), L(heel_l)},         {L(toe_r), L(toe_l)}};
    enum { N_SIDES = sizeof sides / sizeof *sides };
    struct hinge_layout *layout = &recording->layout;
    if (!has_stickers(layout))
        return;
    bool space = false, any = false, left = false, named = false, right = false;
    for (size_t c = 0; c < layout->n_channels; c++)
        for (size_t i = 1; i < N_SIDES - 2; i++) { /* shoulder, heel, toe may be a network's */
            const struct hinge_channel *channel = &layout->channel[c];
            named = named || channel->landmark == sides[i][1];
            right = right || (channel->landmark == sides[i][0] &&
                              named_side(channel->marker) == HINGE_SIDE_RIGHT);
        }
    if (named && right)
        return; /* the names say sides */
    for (size_t c = 0; c < layout->n_channels; c++)
        for (size_t i = 0; i < N_SIDES; i++)
            if (layout->channel[c].landmark == sides[i][0]) {
                any = any || named_side(layout->channel[c].marker) == HINGE_SIDE_NONE;
                space = space || layout->channel[c].component == HINGE_COMPONENT_z;
            }
    if (space && named)
        return;
    /* the toe before the heel (else the ankle) of the first side that has them, else the nose
     * before the ear (else the hip) */
    static const enum hinge_landmark pairs[][2] = {{L(toe_r), L(heel_r)},  {L(toe_r), L(ankle_r)},
                                                   {L(toe_l), L(heel_l)},  {L(toe_l), L(ankle_l)},
                                                   {L(toe_l), L(ankle_r)}, {L(nose), L(ear_r)},
                                                   {L(nose), L(ear_l)},    {L(nose), L(hjc_r)}};
    double share = NAN;
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs && isnan(share); k++)
        share = share_larger(recording, channel_at(recording, pairs[k][0], HINGE_COMPONENT_x),
                             channel_at(recording, pairs[k][1], HINGE_COMPONENT_x));
    if (any && !named && (space || isnan(share))) { /* nothing tells */
        left = side != NULL && strcmp(side, "l") == 0;
        hinge_build_note(recording, left ? "names without a side are read as left, as side says"
                                         : "names without a side are read as right; side = l in "
                                           "the list changes it");
        if (!left)
            return;
    }
    left = left || named; /* the others are of the side that a name says */
    if (!left && share > 0.5)
        return; /* facing the right of the picture: its right side is seen */
    for (size_t c = 0; c < layout->n_channels; c++)
        for (size_t i = 0; i < N_SIDES; i++)
            if (layout->channel[c].landmark == sides[i][0] &&
                named_side(layout->channel[c].marker) == HINGE_SIDE_NONE)
                layout->channel[c].landmark = sides[i][1];
    if (!left)
        hinge_build_note(recording, "the person faces the left of the picture: stickers without "
                                    "a side are the left side's");
}
