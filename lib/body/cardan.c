/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cardan angles Z-X-Y of segments (method 4): the pelvis in space, thorax on pelvis,
 * pelvis on thigh, thigh on shank. In: orientations, from markers here or from sensors;
 * out: signals of the body, beside the sagittal ones. */
#include "body/steps.h"

#include <hinge/warnings.h>

static const enum hinge_signal solid[] = {
    HINGE_SIGNAL_lumbar_flex_3d,      HINGE_SIGNAL_lumbar_bend_3d, HINGE_SIGNAL_lumbar_turn_3d,
    HINGE_SIGNAL_hip_flex_3d,         HINGE_SIGNAL_knee_flex_3d,   HINGE_SIGNAL_pelvis_tilt_3d,
    HINGE_SIGNAL_pelvic_obliquity_3d, HINGE_SIGNAL_pelvic_yaw_3d};

void hinge_cardan_refuse(struct hinge_body *body, enum hinge_reason reason)
{
    for (size_t k = 0; k < sizeof solid / sizeof *solid; k++)
        if (body->signal[solid[k]] == NULL)
            body->reason[solid[k]] = reason;
}

/* --- angles of orientations --- */

/* A joint, or (proximal COUNT) a segment in space: which of its angles a, b, c are
 * which signal, COUNT for none, and their signs. */
static const struct joint {
    enum hinge_solid proximal, distal;
    enum hinge_signal signal[3];
    double sign[3];
} joints[] = {
    {HINGE_SOLID_COUNT,
     HINGE_SOLID_PELVIS,
     {HINGE_SIGNAL_pelvis_tilt_3d, HINGE_SIGNAL_pelvic_obliquity_3d, HINGE_SIGNAL_pelvic_yaw_3d},
     {-1, -1, 1}},
    {HINGE_SOLID_PELVIS,
     HINGE_SOLID_THORAX,
     {HINGE_SIGNAL_lumbar_flex_3d, HINGE_SIGNAL_lumbar_bend_3d, HINGE_SIGNAL_lumbar_turn_3d},
     {-1, 1, 1}},
    {HINGE_SOLID_PELVIS,
     HINGE_SOLID_THIGH_L,
     {HINGE_SIGNAL_hip_flex_3d, HINGE_SIGNAL_COUNT, HINGE_SIGNAL_COUNT},
     {1, 0, 0}},
    {HINGE_SOLID_THIGH_L,
     HINGE_SOLID_SHANK_L,
     {HINGE_SIGNAL_knee_flex_3d, HINGE_SIGNAL_COUNT, HINGE_SIGNAL_COUNT},
     {-1, 0, 0}},
};

/* The same segment of this side: 0 left, 1 right. */
static enum hinge_solid of_side(enum hinge_solid segment, int side)
{
    bool leg = segment >= HINGE_SOLID_THIGH_L && segment != HINGE_SOLID_COUNT;
    return (enum hinge_solid)((int)segment + (leg ? side : 0));
}

static bool joint_there(const struct hinge_orientations *from, const struct joint *joint, int side)
{
    return from->there[of_side(joint->distal, side)] &&
           (joint->proximal == HINGE_SOLID_COUNT || from->there[of_side(joint->proximal, side)]);
}

/* Sets a joint's signals: of the side asked for, the mean of both, or the only one. */
static void set_joint(struct hinge_tracks *t, const struct hinge_orientations *from,
                      const struct hinge_parameters *parameters, const struct joint *joint,
                      struct hinge_body *body)
{
    bool legs = joint->distal >= HINGE_SOLID_THIGH_L;
    bool use[2] = {joint_there(from, joint, 0), legs && joint_there(from, joint, 1)};
    double *angle[2][3];
    if (legs && body->side == 'l' && use[0])
        use[1] = false;
    if (legs && body->side == 'r' && use[1])
        use[0] = false;
    for (int side = 0; side < 2; side++) {
        if (!use[side])
            continue;
        /* angles of a joint, or of its other side, as new arrays; NULL where no signal has them */
        bool in_space = joint->proximal == HINGE_SOLID_COUNT;
        enum hinge_solid distal = of_side(joint->distal, side);
        enum hinge_solid proximal = of_side(joint->proximal, side);
        for (int k = 0; k < 3; k++) {
            angle[side][k] = NULL;
            if (joint->signal[k] != HINGE_SIGNAL_COUNT)
                angle[side][k] = hinge_tracks_array(t);
        }
        for (size_t i = 0; i < t->n; i++) {
            double P[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, D[3][3], R[3][3], part[3];
            if (!from->at(from->source, distal, i, D) ||
                (!in_space && !from->at(from->source, proximal, i, P)))
                continue;
            hinge_frame_relative(P, D, R);
            if (!hinge_cardan_zxy_deg(R, part))
                body->gimbal[i] = 1;
            for (int k = 0; k < 3; k++)
                if (angle[side][k] != NULL)
                    angle[side][k][i] = joint->sign[k] * part[k];
        }
        for (int k = 0; k < 3; k++)
            if (angle[side][k] != NULL)
                hinge_unwrap_deg(angle[side][k], t->n);
    }
    if (!use[0] && !use[1])
        return;
    for (int k = 0; k < 3; k++) {
        double *x = angle[use[0] ? 0 : 1][k];
        if (joint->signal[k] == HINGE_SIGNAL_COUNT)
            continue;
        for (size_t i = 0; use[0] && use[1] && i < t->n; i++)
            x[i] = (angle[0][k][i] + angle[1][k][i]) / 2;
        if (from->filter)
            hinge_tracks_filter(t, x, parameters);
        hinge_body_set(body, joint->signal[k], x);
        body->inferred[joint->signal[k]] = body->is_inferred;
    }
}

void hinge_cardan_fill(struct hinge_tracks *tracks, const struct hinge_orientations *from,
                       const struct hinge_parameters *parameters, struct hinge_body *body)
{
    body->gimbal = hinge_arena_alloc(tracks->arena, tracks->n, 1);
    for (size_t k = 0; k < sizeof joints / sizeof *joints; k++)
        set_joint(tracks, from, parameters, &joints[k], body);
}

/* --- segments of markers --- */

void hinge_place_of(const struct hinge_tracks *t, int landmark, size_t i, double out[3])
{
    for (int a = 0; a < 3; a++)
        out[a] = t->point[landmark].axis[a][i];
}

void hinge_place_between(const struct hinge_tracks *t, int left, int right, size_t i, double out[3])
{
    double other[3];
    hinge_place_of(t, left, i, out);
    hinge_place_of(t, right, i, other);
    for (int a = 0; a < 3; a++)
        out[a] = (out[a] + other[a]) / 2;
}

int hinge_back_of_pelvis(const struct hinge_tracks *t, int side)
{
    bool two =
        hinge_tracks_seen(t, HINGE_LANDMARK_psis_l) && hinge_tracks_seen(t, HINGE_LANDMARK_psis_r);
    return two ? HINGE_LANDMARK_psis_l + side : HINGE_LANDMARK_s1;
}

static void minus(const double a[3], const double b[3], double out[3])
{
    for (int k = 0; k < 3; k++)
        out[k] = a[k] - b[k];
}

static bool pelvis_frame(const struct hinge_tracks *t, size_t i, double R[3][3])
{
    double l[3], r[3], front[3], back[3], right[3], forward[3];
    hinge_place_of(t, HINGE_LANDMARK_asis_l, i, l);
    hinge_place_of(t, HINGE_LANDMARK_asis_r, i, r);
    hinge_place_between(t, HINGE_LANDMARK_asis_l, HINGE_LANDMARK_asis_r, i, front);
    hinge_place_between(t, hinge_back_of_pelvis(t, 0), hinge_back_of_pelvis(t, 1), i, back);
    minus(r, l, right);
    minus(front, back, forward);
    return hinge_frame_of_right(right, forward, R);
}

int hinge_back_of_thorax(const struct hinge_tracks *t)
{
    return hinge_tracks_seen(t, HINGE_LANDMARK_t8) ? HINGE_LANDMARK_t8 : HINGE_LANDMARK_t10;
}

/* Wu et al. 2005: z is the normal of the plane through IJ, C7 and the middle of PX and
 * T8. */
bool hinge_thorax_frame(const struct hinge_tracks *t, size_t i, double R[3][3])
{
    double ij[3], c7[3], high[3], low[3], up[3], front[3], back[3], right[3];
    hinge_place_of(t, HINGE_LANDMARK_ij, i, ij);
    hinge_place_of(t, HINGE_LANDMARK_c7, i, c7);
    hinge_place_between(t, HINGE_LANDMARK_ij, HINGE_LANDMARK_c7, i, high);
    hinge_place_between(t, HINGE_LANDMARK_px, hinge_back_of_thorax(t), i, low);
    minus(high, low, up);
    minus(ij, low, front);
    minus(c7, low, back);
    hinge_cross(front, back, right); /* IJ is in front of C7 */
    return hinge_frame_of_up(up, right, R);
}

static bool leg_frame(const struct hinge_tracks *t, int high, int low, int side, size_t i,
                      double R[3][3])
{
    double top[3], bottom[3], up[3], right[3];
    hinge_place_of(t, high + side, i, top);
    hinge_place_of(t, low + side, i, bottom);
    minus(top, bottom, up);
    /* the epicondyles of a side, pointing right: the knee is their middle */
    double knee[3], inner[3];
    hinge_place_of(t, HINGE_LANDMARK_knee_l + side, i, knee);
    hinge_place_of(t, HINGE_LANDMARK_knee_med_l + side, i, inner);
    for (int k = 0; k < 3; k++)
        right[k] = side == 0 ? inner[k] - knee[k] : knee[k] - inner[k];
    return hinge_frame_of_up(up, right, R);
}

static bool marker_frame(const void *source, enum hinge_solid segment, size_t i, double R[3][3])
{
    const struct hinge_tracks *t = source;
    switch (segment) {
    case HINGE_SOLID_PELVIS:
        return pelvis_frame(t, i, R);
    case HINGE_SOLID_THORAX:
        return hinge_thorax_frame(t, i, R);
    case HINGE_SOLID_THIGH_L:
    case HINGE_SOLID_THIGH_R:
        return leg_frame(t, HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_knee_l,
                         (int)segment - HINGE_SOLID_THIGH_L, i, R);
    case HINGE_SOLID_SHANK_L:
    case HINGE_SOLID_SHANK_R:
        return leg_frame(t, HINGE_LANDMARK_knee_l, HINGE_LANDMARK_ankle_l,
                         (int)segment - HINGE_SOLID_SHANK_L, i, R);
    default:
        return false;
    }
}

void hinge_cardan_build(struct hinge_tracks *tracks, const struct hinge_parameters *parameters,
                        struct hinge_body *body)
{
    struct hinge_orientations from = {.source = tracks, .at = marker_frame};
    from.there[HINGE_SOLID_PELVIS] = body->has_pelvis;
    from.there[HINGE_SOLID_THORAX] =
        body->has_pelvis && body->signal[HINGE_SIGNAL_lumbar_isb] != NULL;
    for (int s = 0; s < 2; s++) {
        bool knee = hinge_tracks_seen(tracks, HINGE_LANDMARK_knee_l + s) &&
                    hinge_tracks_seen(tracks, HINGE_LANDMARK_knee_med_l + s);
        from.there[HINGE_SOLID_THIGH_L + s] =
            knee && hinge_tracks_seen(tracks, HINGE_LANDMARK_hjc_l + s);
        from.there[HINGE_SOLID_SHANK_L + s] =
            knee && hinge_tracks_seen(tracks, HINGE_LANDMARK_ankle_l + s);
    }
    if (tracks->dim == 3 && (tracks->warnings & HINGE_WARN(FACING_AMBIGUOUS)) == 0)
        hinge_cardan_fill(tracks, &from, parameters, body);
    /* what is missing in the side view is missing for the same reason; a pelvis of keypoints is a
     * line, no segment */
    static const enum hinge_signal plane[] = {HINGE_SIGNAL_lumbar_flex, HINGE_SIGNAL_lumbar_flex,
                                              HINGE_SIGNAL_lumbar_flex, HINGE_SIGNAL_hip_flex,
                                              HINGE_SIGNAL_knee_flex,   HINGE_SIGNAL_pelvis_tilt,
                                              HINGE_SIGNAL_pelvis_tilt, HINGE_SIGNAL_pelvis_tilt};
    bool exchanged = (tracks->warnings & HINGE_WARN(FACING_AMBIGUOUS)) != 0;
    for (size_t k = 0; k < sizeof solid / sizeof *solid; k++) {
        bool of_pelvis = solid[k] != HINGE_SIGNAL_knee_flex_3d;
        enum hinge_reason reason = HINGE_REASON_INSUFFICIENT_LANDMARKS;
        if (body->signal[solid[k]] != NULL)
            continue;
        if (body->signal[plane[k]] == NULL)
            reason = body->reason[plane[k]];
        else if (tracks->dim != 3)
            reason = HINGE_REASON_NO_FRONTAL;
        else if (exchanged)
            reason = HINGE_REASON_FACING_AMBIGUOUS;
        else if (of_pelvis && !body->has_pelvis)
            reason = HINGE_REASON_TIER_TOO_LOW;
        body->reason[solid[k]] = reason;
    }
}
