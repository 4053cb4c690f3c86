/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Angles that somebody else computed, by OpenSim's coordinates or by the ids of our own
 * signals. */
#include "base/parameters.h"
#include "body/steps.h"

#include <hinge/warnings.h>

/* --- OpenSim coordinates (MOT, STO) as a body: method 1.2 "Vendor angles". --- */

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

/* Mean of the angles `left` and left + 1, that of the side asked for ('l', 'r'), or the
 * only one; NULL when neither is there. */
static double *angles_of_sides(const struct hinge_tracks *tracks, char side, int left)
{
    const struct hinge_track *l = &tracks->point[left], *r = l + 1;
    return hinge_tracks_sides(tracks, side, l->present ? l->axis[0] : NULL,
                              r->present ? r->axis[0] : NULL);
}

static void range_of(const double *x, size_t n, double *low, double *high)
{
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        *low = fmin(*low, x[i]);
        *high = fmax(*high, x[i]);
    }
}

static void set(struct hinge_body *body, enum hinge_signal signal, double *values)
{
    if (values == NULL)
        return;
    hinge_body_set(body, signal, values);
    body->inferred[signal] = body->is_inferred;
}

static void set_signals(struct vendor *v)
{
    struct hinge_body *body = v->body;
    double *thigh = hinge_tracks_sum(v->tracks, v->pelvis, -1, v->hip);
    double *shank = hinge_tracks_sum(v->tracks, thigh, 1, v->knee);
    double *total = v->hip;
    double *thorax = v->pelvis;
    bool lumbar = false;
    if (v->lumbar != NULL) {
        total = hinge_tracks_sum(v->tracks, v->hip, 1, v->lumbar);
        thorax = hinge_tracks_sum(v->tracks, v->pelvis, 1, v->lumbar);
        /* a coordinate that moves less than a degree while the body bends is locked by the model */
        double low, high, from, to;
        range_of(v->lumbar, v->tracks->n, &low, &high);
        range_of(total, v->tracks->n, &from, &to);
        lumbar = !(high - low < 1 && to - from >= 15);
        if (!lumbar)
            total = v->hip;
    }
    set(body, HINGE_SIGNAL_knee_flex, v->knee);
    set(body, HINGE_SIGNAL_thigh_incl, thigh);
    set(body, HINGE_SIGNAL_shank_incl, shank);
    set(body, HINGE_SIGNAL_trunk_incl, thorax);
    set(body, HINGE_SIGNAL_driver, total);
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
    set(body, HINGE_SIGNAL_pelvis_tilt, v->pelvis);
    set(body, HINGE_SIGNAL_hip_flex, v->hip);
    body->has_pelvis = true;
    if (lumbar) {
        set(body, HINGE_SIGNAL_lumbar_flex, v->lumbar);
        set(body, HINGE_SIGNAL_thorax_tilt, thorax);
        set(body, HINGE_SIGNAL_total_flex, total);
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
    enum hinge_pelvis_order order =
        strcmp(parameters->mot_pelvis_order, "yxz") == 0 ? HINGE_PELVIS_YXZ : HINGE_PELVIS_ZXY;
    /* Heading removed: a tilt's sign holds only for a subject facing +X. One heading per trial, the
     * mean direction of the pelvis' own right. */
    const double *tilt = coordinate(&v, HINGE_LANDMARK_osim_pelvis_tilt);
    const double *list = coordinate(&v, HINGE_LANDMARK_osim_pelvis_list);
    const double *rotation = coordinate(&v, HINGE_LANDMARK_osim_pelvis_rotation);
    double R[3][3], x, z, right_x = 0, right_z = 0;
    if (tilt != NULL && list != NULL && rotation != NULL) {
        v.pelvis = hinge_tracks_array(v.tracks);
        for (size_t i = 0; i < v.tracks->n; i++) {
            hinge_pelvis_matrix(tilt[i], list[i], rotation[i], order, R);
            if (!hinge_pelvis_right_axis(R, &x, &z))
                continue;
            right_x += x;
            right_z += z;
        }
        double length = hypot(right_x, right_z);
        for (size_t i = 0; i < v.tracks->n && length > 0; i++) {
            hinge_pelvis_matrix(tilt[i], list[i], rotation[i], order, R);
            v.pelvis[i] = hinge_pelvis_heading_tilt_deg(R, right_x / length, right_z / length);
        }
        hinge_unwrap_deg(v.pelvis, v.tracks->n);
    }
    double low, high;
    v.hip = angles_of_sides(v.tracks, v.body->side, HINGE_LANDMARK_osim_hip_flexion_l);
    v.knee = angles_of_sides(v.tracks, v.body->side, HINGE_LANDMARK_osim_knee_angle_l);
    if (v.knee != NULL) { /* gait2392 counts flexion negative */
        range_of(v.knee, v.tracks->n, &low, &high);
        for (size_t i = 0; fabs(low) > fabs(high) && i < v.tracks->n; i++)
            v.knee[i] = -v.knee[i];
    }
    const double *extension = coordinate(&v, HINGE_LANDMARK_osim_lumbar_extension);
    if (extension == NULL)
        extension = coordinate(&v, HINGE_LANDMARK_osim_lumbar_level);
    if (extension != NULL) {
        v.lumbar = hinge_tracks_array(v.tracks);
        for (size_t i = 0; i < v.tracks->n; i++)
            v.lumbar[i] = -extension[i];
    }
    if (v.pelvis == NULL || v.hip == NULL || v.knee == NULL) {
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

/* --- Angles that somebody else computed (inclinometers, a laboratory's model, another program), by
 * the ids of our own signals. In: tracks of angles, flexion and forward positive; out: the body's
 * signals, those that follow from others filled in (thorax = pelvis + lumbar, thigh = pelvis - hip,
 * shank = thigh + knee: method 4), and the tier they carry. There are no positions. --- */

/* Working set; NULL is not known. */
struct given {
    struct hinge_tracks *tracks;
    struct hinge_body *body;
    double *lumbar, *hip, *pelvis, *thorax, *trunk, *thigh, *shank, *knee;
};

bool hinge_given_there(const struct hinge_tracks *tracks)
{
#define X(id)                                                                                      \
    if (tracks->point[HINGE_LANDMARK_##id].present)                                                \
        return true;
    HINGE_LANDMARK_ANGLE_LIST(X)
#undef X
    return false;
}

/* --- reading --- */

/* The angle itself, else the mean of its sides; sided: its left one, -1 for none. */
static double *take(struct given *g, int id, int sided)
{
    struct hinge_track *track = &g->tracks->point[id];
    if (track->present)
        return track->axis[0];
    return sided < 0 ? NULL : angles_of_sides(g->tracks, g->body->side, sided);
}

/* --- which way is forward --- */

/* x falls while y rises, both by more than noise (SD of 5 degrees). */
static bool opposed(const double *x, const double *y, size_t n)
{
    static const double least_sd_deg = 5, clear_r = -0.5;
    double both = 0, sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]) || isnan(y[i]))
            continue;
        both += 1;
        sx += x[i];
        sy += y[i];
        sxx += x[i] * x[i];
        syy += y[i] * y[i];
        sxy += x[i] * y[i];
    }
    double vx = sxx - sx * sx / both, vy = syy - sy * sy / both;
    double xy = sxy - sx * sy / both, least = both * least_sd_deg * least_sd_deg;
    return both > 1 && vx > least && vy > least && xy < clear_r * sqrt(vx * vy);
}

/* Nobody leans back while the hips flex: an angle whose direction differs between
 * versions of its program is turned, any other is refused. */
static enum hinge_status check_forward(struct given *g, int id, double *x,
                                       struct hinge_error *error)
{
    const double *flexing = g->hip != NULL ? g->hip : g->pelvis != NULL ? g->pelvis : g->knee;
    size_t n = g->tracks->n;
    if (x == NULL || flexing == NULL || x == flexing || !opposed(x, flexing, n))
        return HINGE_OK;
    if (g->tracks->point[id].flags & HINGE_CHANNEL_SIGN_OPEN) {
        for (size_t i = 0; i < n; i++)
            x[i] = -x[i];
        return HINGE_OK;
    }
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_VERTICAL_UNKNOWN,
        "%s falls while %s rises: forward and flexion are positive here; a column that "
        "counts the other way is described with a minus, [columns] %s = -its name; where it "
        "is meant, signs = recorded in the list",
        hinge_landmark_name((enum hinge_landmark)id),
        g->hip != NULL      ? "hip_flex"
        : g->pelvis != NULL ? "pelvis_tilt"
                            : "knee_flex",
        hinge_landmark_name((enum hinge_landmark)id));
}

/* --- what follows from what --- */

static void derive_all(struct given *g)
{
    /* seven angles, three joints between them: three are missing at most */
    for (int round = 0; round < 3; round++) {
        const struct {
            double **out;
            const double *a;
            double sign;
            const double *b;
        } rows[] = {{&g->lumbar, g->thorax, -1, g->pelvis}, {&g->thorax, g->pelvis, 1, g->lumbar},
                    {&g->pelvis, g->thorax, -1, g->lumbar}, {&g->hip, g->pelvis, -1, g->thigh},
                    {&g->thigh, g->pelvis, -1, g->hip},     {&g->pelvis, g->thigh, 1, g->hip},
                    {&g->shank, g->thigh, 1, g->knee},      {&g->thigh, g->shank, -1, g->knee},
                    {&g->knee, g->shank, -1, g->thigh}};
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
            if (*rows[k].out == NULL)
                *rows[k].out = hinge_tracks_sum(g->tracks, rows[k].a, rows[k].sign, rows[k].b);
    }
}

/* Lumbar spine, hips and pelvis, unless they were inferred and that is not allowed. */
static void set_spine(struct given *g, bool allowed)
{
    static const enum hinge_signal spine[] = {HINGE_SIGNAL_lumbar_flex, HINGE_SIGNAL_thorax_tilt,
                                              HINGE_SIGNAL_total_flex, HINGE_SIGNAL_pelvis_tilt,
                                              HINGE_SIGNAL_hip_flex};
    for (size_t k = 0; k < sizeof spine / sizeof *spine; k++)
        g->body->reason[spine[k]] = allowed ? HINGE_REASON_TIER_C_NO_LUMBAR : HINGE_REASON_INFERRED;
    if (g->lumbar != NULL && g->hip == NULL)
        g->body->reason[HINGE_SIGNAL_hip_flex] = g->body->reason[HINGE_SIGNAL_total_flex] =
            HINGE_REASON_NO_THIGH;
    if (g->lumbar != NULL && g->pelvis == NULL)
        g->body->reason[HINGE_SIGNAL_pelvis_tilt] = g->body->reason[HINGE_SIGNAL_thorax_tilt] =
            HINGE_REASON_INSUFFICIENT_LANDMARKS;
    if (!allowed)
        return;
    set(g->body, HINGE_SIGNAL_lumbar_flex, g->lumbar);
    set(g->body, HINGE_SIGNAL_thorax_tilt, g->thorax);
    set(g->body, HINGE_SIGNAL_pelvis_tilt, g->pelvis);
    set(g->body, HINGE_SIGNAL_hip_flex, g->hip);
    set(g->body, HINGE_SIGNAL_total_flex, hinge_tracks_sum(g->tracks, g->lumbar, 1, g->hip));
    g->body->has_pelvis = g->pelvis != NULL;
}

/* method 5.1: trunk on thigh from the spine's own angles, else from the trunk, else
 * what leans. Inferred angles may drive without being reported. */
static void set_driver(struct given *g)
{
    const struct {
        double *x;
        enum hinge_signal source;
    } choice[] = {{hinge_tracks_sum(g->tracks, g->lumbar, 1, g->hip), HINGE_SIGNAL_total_flex},
                  {g->body->signal[HINGE_SIGNAL_trunk_thigh], HINGE_SIGNAL_trunk_thigh},
                  {g->hip, HINGE_SIGNAL_hip_flex},
                  {g->thorax, HINGE_SIGNAL_thorax_tilt},
                  {g->trunk, HINGE_SIGNAL_trunk_incl},
                  {g->pelvis, HINGE_SIGNAL_pelvis_tilt}};
    for (size_t k = 0; k < sizeof choice / sizeof *choice; k++) {
        if (choice[k].x == NULL)
            continue;
        g->body->driver_source = choice[k].source;
        set(g->body, HINGE_SIGNAL_driver, choice[k].x);
        break;
    }
}

enum hinge_status hinge_given_build(struct hinge_tracks *tracks, bool measured, bool allow_inferred,
                                    bool signs_recorded, struct hinge_body *body,
                                    struct hinge_error *error)
{
    struct given g = {.tracks = tracks, .body = body};
    bool allowed = measured || allow_inferred;
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++)
        body->reason[s] = HINGE_REASON_NO_POSITIONS;
    body->reason[HINGE_SIGNAL_neck_flex] = HINGE_REASON_NO_HEAD;
    body->reason[HINGE_SIGNAL_ankle_df] = HINGE_REASON_NO_FOOT;
    body->is_inferred = !measured;
#define AT(id) HINGE_LANDMARK_##id
    const struct {
        int id, sided;
        double **out;
    } rows[] = {{AT(lumbar_flex), -1, &g.lumbar},
                {AT(pelvis_tilt), -1, &g.pelvis},
                {AT(thorax_tilt), -1, &g.thorax},
                {AT(trunk_incl), -1, &g.trunk},
                {AT(hip_flex), AT(hip_flex_l), &g.hip},
                {AT(thigh_incl), AT(thigh_incl_l), &g.thigh},
                {AT(shank_incl), AT(shank_incl_l), &g.shank},
                {AT(knee_flex), AT(knee_flex_l), &g.knee}};
#undef AT
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        *rows[k].out = take(&g, rows[k].id, rows[k].sided);
    /* against the vertical, forward positive or not; a knee that bends to negative angles (as
     * gait2392's) is turned */
    size_t n = g.tracks->n;
    double low, high;
    if (g.trunk != NULL &&
        g.tracks->point[HINGE_LANDMARK_trunk_incl].flags & HINGE_CHANNEL_FROM_HORIZONTAL)
        for (size_t i = 0; i < n; i++)
            g.trunk[i] = 90 - g.trunk[i];
    bool open = ((g.tracks->point[HINGE_LANDMARK_knee_flex_l].flags |
                  g.tracks->point[HINGE_LANDMARK_knee_flex_r].flags) &
                 HINGE_CHANNEL_SIGN_OPEN) != 0;
    if (open && g.knee != NULL) {
        range_of(g.knee, n, &low, &high);
        for (size_t i = 0; fabs(low) > fabs(high) && i < n; i++)
            g.knee[i] = -g.knee[i];
    }
    enum hinge_status status = HINGE_OK;
    if (!signs_recorded)
        status = check_forward(&g, HINGE_LANDMARK_thorax_tilt, g.thorax, error);
    if (status == HINGE_OK && !signs_recorded)
        status = check_forward(&g, HINGE_LANDMARK_trunk_incl, g.trunk, error);
    if (status != HINGE_OK)
        return status;
    derive_all(&g);
    /* Joint angles alone may count from anywhere (180 degrees for a straight joint): upright is
     * told by limits of posture, so the straightest posture becomes their zero. Changes from
     * standing, all that is reported of them, stay as they are. */
    double *const joints[] = {g.lumbar, g.hip, g.knee};
    if (g.pelvis == NULL && g.thorax == NULL && g.trunk == NULL && g.thigh == NULL) {
        for (size_t k = 0; k < sizeof joints / sizeof *joints; k++) {
            if (joints[k] == NULL)
                continue;
            low = hinge_quantile(joints[k], n, 0.05, g.tracks->arena);
            for (size_t i = 0; i < n; i++)
                joints[k][i] -= low;
        }
    }
    /* limbs, trunk and head, which every tier reports */
    if (g.trunk == NULL && g.thorax != NULL)
        body->warnings |= HINGE_WARN(TRUNK_IS_THORAX);
    set(body, HINGE_SIGNAL_trunk_incl, g.trunk != NULL ? g.trunk : g.thorax);
    set(body, HINGE_SIGNAL_thigh_incl, g.thigh);
    set(body, HINGE_SIGNAL_shank_incl, g.shank);
    set(body, HINGE_SIGNAL_knee_flex, g.knee);
    set(body, HINGE_SIGNAL_trunk_thigh, hinge_tracks_sum(g.tracks, g.trunk, -1, g.thigh));
    set(body, HINGE_SIGNAL_ankle_df, take(&g, HINGE_LANDMARK_ankle_df, HINGE_LANDMARK_ankle_df_l));
    set(body, HINGE_SIGNAL_neck_flex, take(&g, HINGE_LANDMARK_neck_flex, -1));
    set_spine(&g, allowed);
    set_driver(&g);
    /* both thighs, or hips: what the gait check needs (either, relative to the other) */
    static const int choice[] = {HINGE_LANDMARK_thigh_incl_l, HINGE_LANDMARK_hip_flex_l};
    for (size_t k = 0; k < 2 && g.body->thigh_side[0] == NULL; k++) {
        const struct hinge_track *track = &g.tracks->point[choice[k]];
        if (!track[0].present || !track[1].present)
            continue;
        g.body->thigh_side[0] = track[0].axis[0];
        g.body->thigh_side[1] = track[1].axis[0];
    }
    bool drives = body->signal[HINGE_SIGNAL_driver] != NULL;
    body->tier = !drives ? 'N' : g.lumbar != NULL && measured ? 'A' : 'C';
    body->has_thigh = g.thigh != NULL || g.hip != NULL;
    body->lumbar_def = g.lumbar != NULL && allowed ? HINGE_LUMBAR_VENDOR : HINGE_LUMBAR_NONE;
    body->vertical_source = "axis";
    if (drives)
        return HINGE_OK;
    return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_INSUFFICIENT_LANDMARKS,
                           "only angles of the knee or ankle; one of hip_flex, "
                           "trunk_incl, thorax_tilt or pelvis_tilt is needed");
}
