/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Angles, positions and evidence tier from points (method 1.4, 1.5, 4). */
#include "body/angles.h"

#include "body/parts/geometry.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is being built; angles live in the tracks' arena until the body takes it over.
 */
struct work {
    struct hinge_tracks *tracks;
    const struct hinge_points *points;
    struct hinge_body *body;
    const char *lumbar_def; /* "first", or the one wanted */
    bool allow_inferred;
    double shortest; /* vectors shorter than this have no direction */
    double *trunk, *thigh, *shank, *pelvis, *thorax;
};

static double *array(struct work *w)
{
    return hinge_tracks_array(w->tracks);
}

static bool has(const struct work *w, enum hinge_point point)
{
    return w->points->x[point] != NULL && (w->allow_inferred || !w->points->inferred[point]);
}

static bool seen(const struct work *w, enum hinge_point point)
{
    return w->points->x[point] != NULL;
}

static void pitch(struct work *w, enum hinge_point low, enum hinge_point high, double **angle)
{
    hinge_points_pitch(w->tracks, w->points, low, high, w->shortest, angle);
}

static void set(struct work *w, enum hinge_signal signal, double *values, bool inferred)
{
    w->body->signal[signal] = values;
    w->body->reason[signal] = HINGE_REASON_OK;
    w->body->inferred[signal] = inferred;
}

/* a - b as a new array; NULL without memory. */
static double *difference(struct work *w, const double *a, const double *b)
{
    double *out = array(w);
    for (size_t i = 0; i < w->tracks->n; i++)
        out[i] = a[i] - b[i];
    return out;
}

static void set_difference(struct work *w, enum hinge_signal signal, const double *a,
                           const double *b, bool inferred)
{
    if (a == NULL || b == NULL)
        return;
    double *out = difference(w, a, b);
    set(w, signal, out, inferred);
}

/* --- limbs and trunk --- */

static void limb_angles(struct work *w)
{
    enum hinge_point top = seen(w, HINGE_POINT_SHOULDER) ? HINGE_POINT_SHOULDER : HINGE_POINT_C7;
    enum hinge_point hip = top == HINGE_POINT_C7 ? HINGE_POINT_HIP_MIDDLE : HINGE_POINT_HIP;
    pitch(w, hip, top, &w->trunk);
    pitch(w, HINGE_POINT_KNEE, HINGE_POINT_HIP, &w->thigh);
    pitch(w, HINGE_POINT_ANKLE, HINGE_POINT_KNEE, &w->shank);
    if (w->trunk != NULL)
        set(w, HINGE_SIGNAL_trunk_incl, w->trunk, false);
    if (w->thigh != NULL)
        set(w, HINGE_SIGNAL_thigh_incl, w->thigh, false);
    if (w->shank != NULL)
        set(w, HINGE_SIGNAL_shank_incl, w->shank, false);
    w->body->has_thigh = w->thigh != NULL;
    set_difference(w, HINGE_SIGNAL_trunk_thigh, w->trunk, w->thigh, false);
    set_difference(w, HINGE_SIGNAL_knee_flex, w->shank, w->thigh, false);
}

/* Ankle dorsiflexion: shank against the foot vector. */
static void ankle_angle(struct work *w)
{
    const struct hinge_points *p = w->points;
    if (w->shank == NULL || !seen(w, HINGE_POINT_HEEL) || !seen(w, HINGE_POINT_TOE))
        return;
    double *out = array(w);
    for (size_t i = 0; i < w->tracks->n; i++) {
        double dx = p->x[HINGE_POINT_TOE][i] - p->x[HINGE_POINT_HEEL][i];
        double dy = p->y[HINGE_POINT_TOE][i] - p->y[HINGE_POINT_HEEL][i];
        if (hinge_reaches(dx, dy, w->shortest))
            out[i] = w->shank[i] + atan2(dy, dx) * (180 / M_PI);
    }
    set(w, HINGE_SIGNAL_ankle_df, out, false);
}

/* --- pelvis --- */

/* Measured pelvis: the PSIS-to-ASIS line; degenerate below 5 cm. */
static void pelvis_from_markers(struct work *w)
{
    const struct hinge_points *p = w->points;
    double least = w->tracks->metric && w->shortest < 0.05 ? 0.05 : w->shortest;
    w->pelvis = array(w);
    for (size_t i = 0; i < w->tracks->n; i++) {
        double fx = p->x[HINGE_POINT_ASIS][i] - p->x[HINGE_POINT_PSIS][i];
        double fy = p->y[HINGE_POINT_ASIS][i] - p->y[HINGE_POINT_PSIS][i];
        if (hinge_reaches(fx, fy, least))
            w->pelvis[i] = hinge_pelvis_tilt_deg(fx, fy);
    }
    hinge_unwrap_deg(w->pelvis, w->tracks->n);
}

/* A spine chain that a network made up without seeing it. */
static bool inferred_chain(const struct work *w)
{
    static const enum hinge_point chain[] = {HINGE_POINT_L5, HINGE_POINT_S1, HINGE_POINT_T12L1,
                                             HINGE_POINT_T8};
    for (size_t k = 0; k < sizeof chain / sizeof *chain; k++)
        if (seen(w, chain[k]) && w->points->inferred[chain[k]])
            return true;
    return false;
}

static void find_pelvis(struct work *w)
{
    struct hinge_body *body = w->body;
    bool markers = seen(w, HINGE_POINT_ASIS) && seen(w, HINGE_POINT_PSIS);
    bool inferred =
        markers && (w->points->inferred[HINGE_POINT_ASIS] || w->points->inferred[HINGE_POINT_PSIS]);
    body->is_inferred = inferred || (!markers && inferred_chain(w));
    if (markers && (!inferred || w->allow_inferred)) {
        body->has_pelvis = true;
        pelvis_from_markers(w);
        return;
    }
    if (!has(w, HINGE_POINT_HIP_MIDDLE))
        return;
    if (has(w, HINGE_POINT_L5)) {
        pitch(w, HINGE_POINT_HIP_MIDDLE, HINGE_POINT_L5, &w->pelvis);
        return;
    }
    if (has(w, HINGE_POINT_S1)) {
        body->warnings |= HINGE_WARN(PELVIS_S1);
        pitch(w, HINGE_POINT_HIP_MIDDLE, HINGE_POINT_S1, &w->pelvis);
    }
}

/* --- thorax --- */

/* Sternum-to-back midline of Wu et al. 2002. */
static void thorax_isb(struct work *w, double **angle)
{
    const struct hinge_points *p = w->points;
    enum hinge_point back = has(w, HINGE_POINT_T8) ? HINGE_POINT_T8 : HINGE_POINT_T10;
    *angle = NULL;
    if (!has(w, HINGE_POINT_IJ) || !has(w, HINGE_POINT_C7) || !has(w, HINGE_POINT_PX) ||
        !has(w, back))
        return;
    *angle = array(w);
    for (size_t i = 0; i < w->tracks->n; i++) {
        double dx = p->x[HINGE_POINT_IJ][i] + p->x[HINGE_POINT_C7][i] - p->x[HINGE_POINT_PX][i] -
                    p->x[back][i];
        double dy = p->y[HINGE_POINT_IJ][i] + p->y[HINGE_POINT_C7][i] - p->y[HINGE_POINT_PX][i] -
                    p->y[back][i];
        if (hinge_reaches(dx, dy, 2 * w->shortest))
            (*angle)[i] = hinge_pitch_deg(dx, dy);
    }
    hinge_unwrap_deg(*angle, w->tracks->n);
}

static void line_between(struct work *w, enum hinge_point low, enum hinge_point high,
                         double **angle)
{
    *angle = NULL;
    if (has(w, low) && has(w, high))
        pitch(w, low, high, angle);
}

/* Every definition that the landmarks allow, in the order of method 1.4; the first, or
 * the one that is wanted, is the thorax of the trial. */
static void find_thorax(struct work *w, double *angles[4])
{
    line_between(w, HINGE_POINT_T12L1, HINGE_POINT_T8, &angles[0]);
    thorax_isb(w, &angles[1]);
    line_between(w, HINGE_POINT_T10, HINGE_POINT_C7, &angles[2]);
    line_between(w, HINGE_POINT_T12L1, has(w, HINGE_POINT_C7) ? HINGE_POINT_C7 : HINGE_POINT_T3,
                 &angles[3]);
    for (int k = 3; k >= 0; k--) {
        enum hinge_lumbar_def def = (enum hinge_lumbar_def)(HINGE_LUMBAR_LOWTHX + k);
        if (angles[k] == NULL || (strcmp(w->lumbar_def, "first") != 0 &&
                                  strcmp(w->lumbar_def, hinge_lumbar_def_name(def)) != 0))
            continue;
        w->thorax = angles[k];
        w->body->lumbar_def = def;
    }
}

/* --- tier --- */

static char judge_tier(const struct work *w)
{
    const struct hinge_body *body = w->body;
    bool spn = body->lumbar_def == HINGE_LUMBAR_SPN;
    bool keypoints = w->tracks->family == HINGE_FAMILY_openpose; /* method 1.3 */
    if (body->has_pelvis && !body->is_inferred && w->thorax != NULL && !spn && !keypoints)
        return 'A';
    if (w->pelvis != NULL && w->thorax != NULL && !body->is_inferred && has(w, HINGE_POINT_HIP) &&
        has(w, HINGE_POINT_T12L1))
        return 'B';
    /* an ankle behind a plate must not cost the trial */
    return w->trunk != NULL && w->thigh != NULL ? 'C' : 'N';
}

/* Why a signal that needs the spine is not there. */
static enum hinge_reason spine_reason(const struct work *w, bool needs_thorax)
{
    const struct hinge_body *body = w->body;
    if (needs_thorax && w->thorax == NULL && strcmp(w->lumbar_def, "first") != 0)
        return HINGE_REASON_INSUFFICIENT_LANDMARKS;
    if (!needs_thorax && body->is_inferred && !w->allow_inferred)
        return HINGE_REASON_INFERRED;
    return HINGE_REASON_TIER_C_NO_LUMBAR;
}

static void lumbar_by_definition(struct work *w, double *angles[4])
{
    for (int k = 0; k < 4; k++) {
        set_difference(w, (enum hinge_signal)(HINGE_SIGNAL_lumbar_lowthx + k), angles[k], w->pelvis,
                       w->body->is_inferred);
    }
}

/* A spine that a network made up: tier C, but given and marked when asked for. */
static bool spine_allowed(const struct work *w)
{
    return w->body->is_inferred && w->allow_inferred && w->pelvis != NULL && w->thorax != NULL;
}

/* L, H, F, P and thorax, as far as the tier allows. */
static void spine_angles(struct work *w, double *angles[4])
{
    struct hinge_body *body = w->body;
    static const enum hinge_signal spine[] = {
        HINGE_SIGNAL_lumbar_flex,      HINGE_SIGNAL_total_flex,    HINGE_SIGNAL_thorax_tilt,
        HINGE_SIGNAL_lumbar_curv,      HINGE_SIGNAL_thoracic_curv, HINGE_SIGNAL_upper_lumbar_flex,
        HINGE_SIGNAL_lower_lumbar_flex};
    bool lumbar = body->tier == 'A' || body->tier == 'B' || spine_allowed(w);
    for (size_t k = 0; k < sizeof spine / sizeof *spine; k++)
        body->reason[spine[k]] = spine_reason(w, true);
    body->reason[HINGE_SIGNAL_pelvis_tilt] = spine_reason(w, false);
    body->reason[HINGE_SIGNAL_hip_flex] =
        w->pelvis != NULL && w->thigh == NULL ? HINGE_REASON_NO_THIGH : spine_reason(w, false);
    if (lumbar || body->has_pelvis) {
        if (w->pelvis != NULL)
            set(w, HINGE_SIGNAL_pelvis_tilt, w->pelvis, body->is_inferred);
        set_difference(w, HINGE_SIGNAL_hip_flex, w->pelvis, w->thigh, body->is_inferred);
    }
    if (!lumbar)
        return;
    set(w, HINGE_SIGNAL_thorax_tilt, w->thorax, body->is_inferred);
    set_difference(w, HINGE_SIGNAL_lumbar_flex, w->thorax, w->pelvis,
                   body->is_inferred); /* F = thorax - thigh: free of pelvis noise */
    set_difference(w, HINGE_SIGNAL_total_flex, w->thorax, w->thigh, body->is_inferred);
    if (w->thigh == NULL)
        body->reason[HINGE_SIGNAL_total_flex] = HINGE_REASON_NO_THIGH;
    lumbar_by_definition(w, angles);
}

/* pitch(top - middle) - pitch(middle - bottom), order given by sign. */
static void curvature(struct work *w, enum hinge_signal signal, enum hinge_point low,
                      enum hinge_point mid, enum hinge_point high)
{
    double *lower, *upper;
    w->body->reason[signal] = HINGE_REASON_INSUFFICIENT_LANDMARKS;
    if (!has(w, low) || !has(w, mid) || !has(w, high))
        return;
    pitch(w, low, mid, &lower);
    pitch(w, mid, high, &upper);
    set_difference(w, signal, upper, lower, false);
}

/* Lumbar flexion by region, from the lines L3-L5 (PSIS, else S1, without L5) and
 * T12/L1-L3, and with L5 the curvature between them. */
static void lumbar_regions(struct work *w)
{
    struct hinge_body *body = w->body;
    const enum hinge_signal upper = HINGE_SIGNAL_upper_lumbar_flex,
                            curve = HINGE_SIGNAL_lumbar_curv;
    bool l5 = has(w, HINGE_POINT_L5);
    enum hinge_point base = l5 ? HINGE_POINT_L5 : HINGE_POINT_PSIS;
    double *low, *high;
    body->reason[HINGE_SIGNAL_lower_lumbar_flex] = body->reason[upper] = body->reason[curve] =
        HINGE_REASON_INSUFFICIENT_LANDMARKS;
    line_between(w, base, HINGE_POINT_L3, &low);
    line_between(w, HINGE_POINT_L3, HINGE_POINT_T12L1, &high);
    set_difference(w, HINGE_SIGNAL_lower_lumbar_flex, low, w->pelvis, false);
    set_difference(w, upper, high, low, false);
    if (l5 && body->signal[upper] != NULL)
        set(w, curve, body->signal[upper], false);
}

/* What is told of a spine that nothing measured: never lumbar flexion (method 1.5). */
static void exploratory_spine(struct work *w)
{
    double *line;
    curvature(w, HINGE_SIGNAL_spine_bend, HINGE_POINT_SPINE_BASE, HINGE_POINT_SPINE_MID,
              HINGE_POINT_SHOULDER_MIDDLE);
    if (w->body->signal[HINGE_SIGNAL_spine_bend] != NULL)
        w->body->warnings |= HINGE_WARN(EXPLORATORY);
    if (w->body->tier != 'C' || !w->body->has_pelvis || !has(w, HINGE_POINT_C7))
        return;
    w->body->warnings |= HINGE_WARN(EXPLORATORY);
    pitch(w, HINGE_POINT_PSIS, HINGE_POINT_C7, &line);
    set_difference(w, HINGE_SIGNAL_spine_c7s, line, w->pelvis, w->body->is_inferred);
}

/* Signals in which one hip stands for the middle of both beside a midline point. */
static void mark_one_sided(struct work *w)
{
    static const enum hinge_signal pelvic[] = {
        HINGE_SIGNAL_pelvis_tilt,      HINGE_SIGNAL_hip_flex,   HINGE_SIGNAL_lumbar_flex,
        HINGE_SIGNAL_lumbar_lowthx,    HINGE_SIGNAL_lumbar_isb, HINGE_SIGNAL_lumbar_post,
        HINGE_SIGNAL_lumbar_spn,       HINGE_SIGNAL_trunk_incl, HINGE_SIGNAL_trunk_thigh,
        HINGE_SIGNAL_lower_lumbar_flex};
    bool shoulder = seen(w, HINGE_POINT_SHOULDER);
    for (size_t k = 0; w->points->one_sided && k < sizeof pelvic / sizeof *pelvic; k++)
        w->body->one_sided[pelvic[k]] = !shoulder || (pelvic[k] != HINGE_SIGNAL_trunk_incl &&
                                                      pelvic[k] != HINGE_SIGNAL_trunk_thigh);
}

void hinge_angles_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                        const char *lumbar_def, bool allow_inferred, struct hinge_body *body)
{
    struct work w = {.tracks = tracks,
                     .points = points,
                     .body = body,
                     .lumbar_def = lumbar_def,
                     .allow_inferred = allow_inferred};
    double *angles[4] = {0};
    w.shortest = tracks->dim == 2 && !tracks->metric ? 2
                 : isnan(tracks->leg0)               ? 0
                                                     : 0.02 * tracks->leg0;
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        body->reason[s] = HINGE_REASON_INSUFFICIENT_LANDMARKS;
    body->reason[HINGE_SIGNAL_ankle_df] = HINGE_REASON_NO_FOOT;
    limb_angles(&w);
    find_pelvis(&w);
    find_thorax(&w, angles);
    body->tier = judge_tier(&w);
    if ((body->tier == 'C' || body->tier == 'N') && !spine_allowed(&w))
        body->lumbar_def = HINGE_LUMBAR_NONE;
    spine_angles(&w, angles);
    mark_one_sided(&w);
    bool spine = body->tier == 'A' || body->tier == 'B';
    if (spine)
        curvature(&w, HINGE_SIGNAL_thoracic_curv, HINGE_POINT_T12L1, HINGE_POINT_T8,
                  HINGE_POINT_C7);
    if (spine)
        lumbar_regions(&w);
    exploratory_spine(&w);
    ankle_angle(&w);
    hinge_head_build(tracks, points, w.shortest, body);
}
