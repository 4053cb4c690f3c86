/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenSim coordinates (MOT, STO) as a body: method 1.2 "Vendor angles". */
#include "body/angles.h"

#include "body/parts/geometry.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct vendor {
    struct hinge_tracks *tracks;
    struct hinge_body *body;
    bool report_spine; /* measured, or inferred and allowed */
    double *pelvis, *hip, *knee, *lumbar;
};

static double *coordinate(const struct vendor *v, int landmark)
{
    const struct hinge_track *track = &v->tracks->point[landmark];
    return track->present ? track->axis[0] : NULL;
}

void hinge_angles_of_sides(struct hinge_tracks *tracks, char side, int left, double **out)
{
    const struct hinge_track *track = &tracks->point[left];
    const double *l = track[0].present ? track[0].axis[0] : NULL;
    const double *r = track[1].present ? track[1].axis[0] : NULL;
    *out = NULL;
    if (side == 'l' && l != NULL)
        r = NULL;
    if (side == 'r' && r != NULL)
        l = NULL;
    if (l == NULL && r == NULL)
        return;
    *out = hinge_tracks_array(tracks);
    for (size_t i = 0; i < tracks->n; i++)
        (*out)[i] = l == NULL ? r[i] : r == NULL ? l[i] : (l[i] + r[i]) / 2;
}

static void range_of(const double *x, size_t n, double *low, double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        if (x[i] < *low)
            *low = x[i];
        if (x[i] > *high)
            *high = x[i];
    }
}

/* Heading removed: a tilt's sign holds only for a subject facing +X. One heading per
 * trial, the mean direction of the pelvis' own right. */
static void find_pelvis(struct vendor *v, enum hinge_pelvis_order order)
{
    const double *tilt = coordinate(v, HINGE_LANDMARK_osim_pelvis_tilt);
    const double *list = coordinate(v, HINGE_LANDMARK_osim_pelvis_list);
    const double *rotation = coordinate(v, HINGE_LANDMARK_osim_pelvis_rotation);
    double R[3][3], x, z, right_x = 0, right_z = 0;
    if (tilt == NULL || list == NULL || rotation == NULL)
        return;
    v->pelvis = hinge_tracks_array(v->tracks);
    for (size_t i = 0; i < v->tracks->n; i++) {
        hinge_pelvis_matrix(tilt[i], list[i], rotation[i], order, R);
        if (!hinge_pelvis_right_axis(R, &x, &z))
            continue;
        right_x += x;
        right_z += z;
    }
    double length = hypot(right_x, right_z);
    for (size_t i = 0; i < v->tracks->n && length > 0; i++) {
        hinge_pelvis_matrix(tilt[i], list[i], rotation[i], order, R);
        v->pelvis[i] = hinge_pelvis_heading_tilt_deg(R, right_x / length, right_z / length);
    }
    hinge_unwrap_deg(v->pelvis, v->tracks->n);
}

static void find_joints(struct vendor *v)
{
    double low, high;
    hinge_angles_of_sides(v->tracks, v->body->side, HINGE_LANDMARK_osim_hip_flexion_l, &v->hip);
    hinge_angles_of_sides(v->tracks, v->body->side, HINGE_LANDMARK_osim_knee_angle_l, &v->knee);
    if (v->knee != NULL) { /* gait2392 counts flexion negative */
        range_of(v->knee, v->tracks->n, &low, &high);
        for (size_t i = 0; fabs(low) > fabs(high) && i < v->tracks->n; i++)
            v->knee[i] = -v->knee[i];
    }
    const double *extension = coordinate(v, HINGE_LANDMARK_osim_lumbar_extension);
    if (extension == NULL)
        extension = coordinate(v, HINGE_LANDMARK_osim_lumbar_level);
    if (extension == NULL)
        return;
    v->lumbar = hinge_tracks_array(v->tracks);
    for (size_t i = 0; i < v->tracks->n; i++)
        v->lumbar[i] = -extension[i];
}

/* a + sign * b. */
static double *combine(struct vendor *v, const double *a, double sign, const double *b)
{
    double *out = hinge_tracks_array(v->tracks);
    for (size_t i = 0; i < v->tracks->n; i++)
        out[i] = a[i] + sign * b[i];
    return out;
}

static void set(struct vendor *v, enum hinge_signal signal, double *values)
{
    v->body->signal[signal] = values;
    v->body->reason[signal] = HINGE_REASON_OK;
    v->body->inferred[signal] = v->body->is_inferred;
}

/* A coordinate that moves less than a degree while the body bends is locked by the
 * model. */
static bool locked(const struct vendor *v, const double *total)
{
    double low, high, from, to;
    range_of(v->lumbar, v->tracks->n, &low, &high);
    range_of(total, v->tracks->n, &from, &to);
    return high - low < 1 && to - from >= 15;
}

static void set_signals(struct vendor *v)
{
    struct hinge_body *body = v->body;
    double *thigh = combine(v, v->pelvis, -1, v->hip);
    double *shank = thigh != NULL ? combine(v, thigh, 1, v->knee) : NULL;
    double *total = v->hip;
    double *thorax = v->pelvis;
    bool lumbar = false;
    if (v->lumbar != NULL) {
        total = combine(v, v->hip, 1, v->lumbar);
        thorax = combine(v, v->pelvis, 1, v->lumbar);
        lumbar = !locked(v, total);
        if (!lumbar)
            total = v->hip;
    }
    set(v, HINGE_SIGNAL_knee_flex, v->knee);
    set(v, HINGE_SIGNAL_thigh_incl, thigh);
    set(v, HINGE_SIGNAL_shank_incl, shank);
    set(v, HINGE_SIGNAL_trunk_incl, thorax);
    set(v, HINGE_SIGNAL_driver, total);
    body->warnings |= HINGE_WARN(TRUNK_IS_THORAX);
    body->driver_source = lumbar ? HINGE_SIGNAL_total_flex : HINGE_SIGNAL_hip_flex;
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        if (body->signal[s] == NULL)
            body->reason[s] = HINGE_REASON_NO_POSITIONS;
    enum hinge_reason hidden = HINGE_REASON_INFERRED;
    body->reason[HINGE_SIGNAL_pelvis_tilt] = body->reason[HINGE_SIGNAL_hip_flex] = hidden;
    body->reason[HINGE_SIGNAL_lumbar_flex] = body->reason[HINGE_SIGNAL_total_flex] = hidden;
    body->reason[HINGE_SIGNAL_thorax_tilt] = hidden;
    body->reason[HINGE_SIGNAL_neck_flex] = HINGE_REASON_NO_HEAD;
    if (v->lumbar == NULL)
        body->reason[HINGE_SIGNAL_lumbar_flex] = HINGE_REASON_INSUFFICIENT_LANDMARKS;
    if (!v->report_spine)
        return;
    set(v, HINGE_SIGNAL_pelvis_tilt, v->pelvis);
    set(v, HINGE_SIGNAL_hip_flex, v->hip);
    body->has_pelvis = true;
    if (lumbar) {
        set(v, HINGE_SIGNAL_lumbar_flex, v->lumbar);
        set(v, HINGE_SIGNAL_thorax_tilt, thorax);
        set(v, HINGE_SIGNAL_total_flex, total);
    }
}

enum hinge_status hinge_vendor_build(struct hinge_tracks *tracks,
                                     const struct hinge_parameters *parameters, bool measured,
                                     bool allow_inferred, struct hinge_body *body,
                                     struct hinge_error *error)
{
    struct vendor v = {.tracks = tracks, .body = body};
    body->is_inferred = !measured;
    v.report_spine = measured || allow_inferred;
    bool yxz = strcmp(parameters->mot_pelvis_order, "yxz") == 0;
    find_pelvis(&v, yxz ? HINGE_PELVIS_YXZ : HINGE_PELVIS_ZXY);
    find_joints(&v);
    if ((v.pelvis == NULL || v.hip == NULL || v.knee == NULL)) {
        body->tier = 'N';
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_INSUFFICIENT_LANDMARKS,
                               "OpenSim coordinates pelvis_tilt, pelvis_list, "
                               "pelvis_rotation, hip_flexion_* and knee_angle_* are needed");
    }
    set_signals(&v);
    body->tier = measured ? 'A' : 'C';
    body->has_thigh = true;
    body->lumbar_def = HINGE_LUMBAR_IK;
    body->vertical_source = "axis";
    for (int s = 0; s < 2; s++) /* hip flexion stands in for the thigh in the gait check */
        body->thigh_side[s] = coordinate(&v, HINGE_LANDMARK_osim_hip_flexion_l + s);
    return HINGE_OK;
}
