/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body from the orientation of sensors (method 1.2-1.5, 4). In: their changes since
 * standing (sensor_turns.c); out: signals, tier and qualifiers. */
#include "body/sensors.h"

#include "base/memory.h"
#include "body/cardan.h"
#include "body/parts/quaternion.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

static void set(struct hinge_sensors *w, enum hinge_signal signal, double *values)
{
    w->body->signal[signal] = values;
    w->body->reason[signal] = HINGE_REASON_OK;
}

/* a + sign * b, NULL when either is; *status NOMEM without memory. */
static double *combine(struct hinge_sensors *w, const double *a, double sign, const double *b,
                       enum hinge_status *status)
{
    if (a == NULL || b == NULL || *status != HINGE_OK)
        return NULL;
    double *out = hinge_tracks_array(w->tracks);
    for (size_t i = 0; i < w->tracks->n; i++)
        out[i] = a[i] + sign * b[i];
    return out;
}

/* Mean of left and right, the side asked for, or the only one; NULL for none. */
static double *mean_sides(struct hinge_sensors *w, int left, enum hinge_status *status)
{
    double *l = w->segment[left].pitch, *r = w->segment[left + 1].pitch;
    if (w->body->side == 'l' && l != NULL)
        r = NULL;
    if (w->body->side == 'r' && r != NULL)
        l = NULL;
    if (l == NULL || r == NULL)
        return l != NULL ? l : r;
    double *out = combine(w, l, 1, r, status);
    for (size_t i = 0; out != NULL && i < w->tracks->n; i++)
        out[i] /= 2;
    return out;
}

/* The pelvis' own right since standing: level and turn, seen by the person's heading.
 */
static void set_pelvis_turns(struct hinge_sensors *w)
{
    const struct hinge_sensor *s = &w->segment[HINGE_LANDMARK_pelvis];
    const double right[3] = {-s->heading_z, 0, s->heading_x};
    double *level = hinge_tracks_array(w->tracks), *turn = hinge_tracks_array(w->tracks);
    for (size_t i = 0; i < w->tracks->n; i++) {
        double S[4], d[3];
        hinge_sensor_change(s, i, S);
        hinge_quaternion_rotate(S, right, d);
        double ahead = d[0] * s->heading_x + d[2] * s->heading_z;
        double aside = d[0] * right[0] + d[2] * right[2];
        level[i] = atan2(d[1], hypot(ahead, aside)) * (180 / M_PI);
        turn[i] = atan2(ahead, aside) * (180 / M_PI);
    }
    hinge_unwrap_deg(turn, w->tracks->n);
    set(w, HINGE_SIGNAL_pelvic_obliquity, level);
    set(w, HINGE_SIGNAL_pelvic_yaw, turn);
    hinge_tracks_filter(w->tracks, level, w->parameters);
    hinge_tracks_filter(w->tracks, turn, w->parameters);
}

/* --- three dimensions --- */

static const struct hinge_sensor *solid_segment(const struct hinge_sensors *w,
                                                enum hinge_solid segment)
{
    static const int landmark[HINGE_SOLID_COUNT] = {HINGE_LANDMARK_pelvis,  HINGE_LANDMARK_l1,
                                                    HINGE_LANDMARK_thigh_l, HINGE_LANDMARK_thigh_r,
                                                    HINGE_LANDMARK_shank_l, HINGE_LANDMARK_shank_r};
    int l = landmark[segment];
    if (segment == HINGE_SOLID_THORAX && !w->segment[l].used)
        l = HINGE_LANDMARK_thorax;
    return &w->segment[l];
}

/* S(t) in the person's axes, by the segment's own heading: the mounting cancels, and
 * headings of sensors that disagree do. */
static bool turned(const void *source, enum hinge_solid segment, size_t i, double R[3][3])
{
    const struct hinge_sensor *s = solid_segment(source, segment);
    const double axis[3][3] = {
        {s->heading_x, 0, s->heading_z}, {0, 1, 0}, {-s->heading_z, 0, s->heading_x}};
    double S[4];
    if (hinge_sensor_missing(s, i))
        return false;
    hinge_sensor_change(s, i, S);
    for (int column = 0; column < 3; column++) {
        double v[3];
        hinge_quaternion_rotate(S, axis[column], v);
        for (int row = 0; row < 3; row++)
            R[row][column] = axis[row][0] * v[0] + axis[row][1] * v[1] + axis[row][2] * v[2];
    }
    return true;
}

static void set_cardan(struct hinge_sensors *w)
{
    struct hinge_orientations from = {.source = w, .at = turned, .filter = true};
    for (int k = 0; k < HINGE_SOLID_COUNT; k++)
        from.there[k] = solid_segment(w, (enum hinge_solid)k)->used;
    hinge_cardan_fill(w->tracks, &from, w->parameters, w->body);
    hinge_cardan_refuse(w->body, HINGE_REASON_INSUFFICIENT_LANDMARKS);
}

static void set_if(struct hinge_sensors *w, enum hinge_signal signal, double *values,
                   enum hinge_reason otherwise)
{
    if (values != NULL)
        set(w, signal, values);
    else
        w->body->reason[signal] = otherwise;
}

static enum hinge_status set_signals(struct hinge_sensors *w)
{
    struct hinge_body *body = w->body;
    enum hinge_status status = HINGE_OK;
    double *pelvis = w->segment[HINGE_LANDMARK_pelvis].pitch;
    double *l1 = w->segment[HINGE_LANDMARK_l1].pitch;
    double *upper = w->segment[HINGE_LANDMARK_thorax].pitch;
    double *l3 = w->segment[HINGE_LANDMARK_lumbar_l3].pitch;
    double *thorax = l1 != NULL ? l1 : upper, *trunk = upper != NULL ? upper : l1;
    double *thigh = mean_sides(w, HINGE_LANDMARK_thigh_l, &status);
    double *shank = mean_sides(w, HINGE_LANDMARK_shank_l, &status);
    double *foot = mean_sides(w, HINGE_LANDMARK_foot_l, &status);
    double *head = w->segment[HINGE_LANDMARK_head].pitch;
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        body->reason[s] = HINGE_REASON_NO_POSITIONS;
    enum hinge_reason none = HINGE_REASON_INSUFFICIENT_LANDMARKS;
    set_if(w, HINGE_SIGNAL_pelvis_tilt, pelvis, none);
    set_if(w, HINGE_SIGNAL_thorax_tilt, thorax, none);
    set_if(w, HINGE_SIGNAL_trunk_incl, trunk, HINGE_REASON_NO_TRUNK);
    set_if(w, HINGE_SIGNAL_thigh_incl, thigh, HINGE_REASON_NO_THIGH);
    set_if(w, HINGE_SIGNAL_shank_incl, shank, none);
    double *lumbar = combine(w, thorax, -1, pelvis, &status);
    double *hip = combine(w, pelvis, -1, thigh, &status);
    double *total = combine(w, lumbar, 1, hip, &status);
    set_if(w, HINGE_SIGNAL_lumbar_flex, lumbar, none);
    set_if(w, HINGE_SIGNAL_upper_lumbar_flex, combine(w, l1, -1, l3, &status), none);
    set_if(w, HINGE_SIGNAL_lower_lumbar_flex, combine(w, l3, -1, pelvis, &status), none);
    set_if(w, HINGE_SIGNAL_hip_flex, hip, thigh == NULL ? HINGE_REASON_NO_THIGH : none);
    set_if(w, HINGE_SIGNAL_total_flex, total, thigh == NULL ? HINGE_REASON_NO_THIGH : none);
    set_if(w, HINGE_SIGNAL_trunk_thigh, combine(w, trunk, -1, thigh, &status),
           HINGE_REASON_NO_THIGH);
    set_if(w, HINGE_SIGNAL_knee_flex, combine(w, shank, -1, thigh, &status),
           thigh == NULL ? HINGE_REASON_NO_THIGH : none);
    set_if(w, HINGE_SIGNAL_ankle_df, combine(w, shank, -1, foot, &status), HINGE_REASON_NO_FOOT);
    set_if(w, HINGE_SIGNAL_neck_flex, combine(w, head, -1, trunk, &status), HINGE_REASON_NO_HEAD);
    set_if(w, HINGE_SIGNAL_hip_asymmetry,
           combine(w, w->segment[HINGE_LANDMARK_thigh_r].pitch, -1,
                   w->segment[HINGE_LANDMARK_thigh_l].pitch, &status),
           HINGE_REASON_NO_THIGH);
    if (status == HINGE_OK && pelvis != NULL)
        set_pelvis_turns(w);
    if (status == HINGE_OK)
        set_cardan(w);
    body->driver_source = total != NULL    ? HINGE_SIGNAL_total_flex
                          : thorax != NULL ? HINGE_SIGNAL_thorax_tilt
                                           : HINGE_SIGNAL_pelvis_tilt;
    if (total == NULL && thigh != NULL && trunk != NULL)
        body->driver_source = HINGE_SIGNAL_trunk_thigh;
    if (body->signal[body->driver_source] != NULL)
        set(w, HINGE_SIGNAL_driver, body->signal[body->driver_source]);
    return status;
}

/* Tier and qualifiers (method 1.5): pelvis and thorax are measured, or there is a
 * trunk on a thigh; anything else is too little. */
static void set_tier(struct hinge_sensors *w)
{
    struct hinge_body *body = w->body;
    const double *const *signal = (const double *const *)body->signal;
    body->has_pelvis = signal[HINGE_SIGNAL_pelvis_tilt] != NULL;
    body->has_thigh = signal[HINGE_SIGNAL_thigh_incl] != NULL;
    body->tier = signal[HINGE_SIGNAL_lumbar_flex] != NULL   ? 'A'
                 : signal[HINGE_SIGNAL_trunk_thigh] != NULL ? 'C'
                                                            : 'N';
    if (body->tier == 'A')
        body->lumbar_def =
            w->segment[HINGE_LANDMARK_l1].used ? HINGE_LUMBAR_T12L1 : HINGE_LUMBAR_ISB;
    if (body->tier == 'C')
        for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
            if (s == HINGE_SIGNAL_lumbar_flex || s == HINGE_SIGNAL_total_flex ||
                s == HINGE_SIGNAL_hip_flex || s == HINGE_SIGNAL_pelvis_tilt)
                body->reason[s] =
                    signal[s] != NULL ? HINGE_REASON_OK : HINGE_REASON_TIER_C_NO_LUMBAR;
    for (int s = 0; s < 2; s++) /* for the gait check */
        body->thigh_side[s] = w->segment[HINGE_LANDMARK_thigh_l + s].pitch;
    body->warnings |= HINGE_WARN(TRUNK_IS_THORAX);
    body->vertical_source = "axis";
    body->dim = 3;
}

/* A pelvis or thorax that a network saw as one rigid piece (markerless software). */
static bool is_inferred(const struct hinge_sensors *w, const struct hinge_trial_info *info)
{
    enum hinge_trial_markers said = info != NULL ? info->markers : HINGE_MARKERS_NONE;
    const struct hinge_track *point = w->tracks->point;
    unsigned flags = point[HINGE_LANDMARK_pelvis].flags | point[HINGE_LANDMARK_thorax].flags |
                     point[HINGE_LANDMARK_l1].flags;
    if (said != HINGE_MARKERS_NONE)
        return said == HINGE_MARKERS_inferred;
    return (flags & HINGE_CHANNEL_INFERRED) != 0;
}

static void set_inferred(struct hinge_sensors *w, bool allowed)
{
    static const enum hinge_signal spine[] = {HINGE_SIGNAL_lumbar_flex,
                                              HINGE_SIGNAL_total_flex,
                                              HINGE_SIGNAL_hip_flex,
                                              HINGE_SIGNAL_pelvis_tilt,
                                              HINGE_SIGNAL_thorax_tilt,
                                              HINGE_SIGNAL_pelvic_obliquity,
                                              HINGE_SIGNAL_pelvic_yaw,
                                              HINGE_SIGNAL_lumbar_flex_3d,
                                              HINGE_SIGNAL_lumbar_bend_3d,
                                              HINGE_SIGNAL_lumbar_turn_3d,
                                              HINGE_SIGNAL_hip_flex_3d,
                                              HINGE_SIGNAL_pelvis_tilt_3d,
                                              HINGE_SIGNAL_pelvic_obliquity_3d,
                                              HINGE_SIGNAL_pelvic_yaw_3d,
                                              HINGE_SIGNAL_upper_lumbar_flex,
                                              HINGE_SIGNAL_lower_lumbar_flex};
    struct hinge_body *body = w->body;
    body->is_inferred = true;
    body->tier = body->tier == 'A' ? 'C' : body->tier;
    for (size_t k = 0; k < sizeof spine / sizeof *spine; k++) {
        body->inferred[spine[k]] = true;
        if (allowed || body->signal[spine[k]] == NULL)
            continue;
        body->signal[spine[k]] = NULL;
        body->reason[spine[k]] = HINGE_REASON_INFERRED;
    }
    if (allowed)
        return;
    body->lumbar_def = HINGE_LUMBAR_NONE;
    body->has_pelvis = false;
}

enum hinge_status hinge_sensors_build(struct hinge_tracks *tracks,
                                      const struct hinge_trial_info *info,
                                      const struct hinge_parameters *parameters,
                                      bool allow_inferred, struct hinge_body *body,
                                      struct hinge_error *error)
{
    struct hinge_sensors *w = hinge_alloc(1, sizeof *w);
    *w = (struct hinge_sensors){.tracks = tracks, .parameters = parameters, .body = body};
    enum hinge_status status = hinge_sensors_settle(w, info, error);
    if (status == HINGE_OK)
        status = set_signals(w);
    if (status == HINGE_OK)
        set_tier(w);
    if (status == HINGE_OK && is_inferred(w, info))
        set_inferred(w, allow_inferred);
    free(w);
    if (status != HINGE_OK || body->tier != 'N')
        return status;
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_INSUFFICIENT_LANDMARKS,
        "no lumbar angle without sensors on pelvis and l1 (or "
        "thorax), and no trunk on a thigh without l1 (or thorax) and "
        "a thigh, each in %g %% of the frames; what the others measure is not enough",
        100 * (1 - parameters->miss_channel));
}
