/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions relative to the foot (method 2.5, 6.8), the tracks of the gait check, and where
 * the weight is. */

#include "body/steps.h"

#include <hinge/warnings.h>

/* --- Positions relative to the foot (method 2.5, 6.8) and the tracks of the gait check. Lengths
 * stay in the source's unit here; reps divides by the standing leg length. --- */

/* Where segments begin and end, in the order of hinge_mass_of: points, and landmarks of the left.
 */
static const struct {
    enum hinge_point proximal, distal;
    enum hinge_landmark from, to;
} segments[] = {
    {HINGE_POINT_EAR, HINGE_POINT_EAR, HINGE_LANDMARK_ear_l, HINGE_LANDMARK_ear_l},
    {HINGE_POINT_HIP, HINGE_POINT_SHOULDER, HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_shoulder_l},
    {HINGE_POINT_SHOULDER, HINGE_POINT_ELBOW, HINGE_LANDMARK_shoulder_l, HINGE_LANDMARK_elbow_l},
    {HINGE_POINT_ELBOW, HINGE_POINT_WRIST, HINGE_LANDMARK_elbow_l, HINGE_LANDMARK_wrist_l},
    {HINGE_POINT_HIP, HINGE_POINT_KNEE, HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_knee_l},
    {HINGE_POINT_KNEE, HINGE_POINT_ANKLE, HINGE_LANDMARK_knee_l, HINGE_LANDMARK_ankle_l},
    {HINGE_POINT_ANKLE, HINGE_POINT_TOE, HINGE_LANDMARK_ankle_l, HINGE_LANDMARK_toe_l},
};
enum { SEGMENTS = sizeof segments / sizeof *segments };

static struct hinge_mass segment_of(enum hinge_masses masses, size_t k)
{
    struct hinge_mass of;
    (void)hinge_mass_of(masses, k, &of);
    return of;
}

void hinge_mass_centre(enum hinge_masses masses, const double *const coordinate[HINGE_POINT_COUNT],
                       size_t n, double *out)
{
    double mass = 0;
    bool all = true;
    for (size_t i = 0; i < n; i++)
        out[i] = 0;
    for (size_t k = 0; k < SEGMENTS; k++) {
        const double *p = coordinate[segments[k].proximal];
        const double *d = coordinate[segments[k].distal];
        const struct hinge_mass of = segment_of(masses, k);
        all = all && p != NULL && d != NULL;
        if (all)
            hinge_mass_add(p, d, of.share, of.centre, n, out);
        mass += of.share;
    }
    for (size_t i = 0; i < n; i++)
        out[i] = all ? out[i] / mass : (double)NAN;
}

/* Where the ends of segments are, for the centre of mass and for moments, also those that count
 * accelerations (metrics/dynamics.c). The head is at the ears, else between its front and back. */
static void chain(struct hinge_tracks *t, const struct hinge_points *p, struct hinge_body *body)
{
    static const enum hinge_point of[HINGE_CHAIN_COUNT] = {
        [HINGE_CHAIN_EAR] = HINGE_POINT_EAR,     [HINGE_CHAIN_SHOULDER] = HINGE_POINT_SHOULDER,
        [HINGE_CHAIN_ELBOW] = HINGE_POINT_ELBOW, [HINGE_CHAIN_WRIST] = HINGE_POINT_WRIST,
        [HINGE_CHAIN_L5S1] = HINGE_POINT_L5S1,   [HINGE_CHAIN_HIP] = HINGE_POINT_HIP,
        [HINGE_CHAIN_KNEE] = HINGE_POINT_KNEE,   [HINGE_CHAIN_ANKLE] = HINGE_POINT_ANKLE,
        [HINGE_CHAIN_TOE] = HINGE_POINT_TOE,     [HINGE_CHAIN_LOAD] = HINGE_POINT_LOAD};
    for (int axis = 0; axis < 2; axis++) {
        double *const *at = axis == 0 ? p->x : p->y;
        for (int k = 0; k < HINGE_CHAIN_COUNT; k++)
            body->chain[k][axis] = at[of[k]];
        if (!body->has_pelvis)
            body->chain[HINGE_CHAIN_L5S1][axis] = NULL;
        if (at[HINGE_POINT_LOAD] == NULL)
            body->chain[HINGE_CHAIN_LOAD][axis] = at[HINGE_POINT_WRIST];
        if (at[HINGE_POINT_EAR] != NULL || at[HINGE_POINT_FACE] == NULL ||
            at[HINGE_POINT_OCC] == NULL)
            continue;
        double *head = body->chain[HINGE_CHAIN_EAR][axis] = hinge_tracks_room(t);
        for (size_t i = 0; i < t->n; i++)
            head[i] = (at[HINGE_POINT_FACE][i] + at[HINGE_POINT_OCC][i]) / 2;
    }
    body->load_share = t->load_share;
    body->load_reason = t->load_reason;
}

static void mass_centre(struct hinge_tracks *t, const struct hinge_points *p,
                        struct hinge_body *body)
{
    const double *heel = p->x[HINGE_POINT_HEEL], *toe = p->x[HINGE_POINT_TOE];
    const double *x[HINGE_POINT_COUNT];
    for (int k = 0; k < HINGE_POINT_COUNT; k++)
        x[k] = p->x[k];
    x[HINGE_POINT_EAR] = body->chain[HINGE_CHAIN_EAR][0];
    body->reason[HINGE_SIGNAL_com_foot] = heel == NULL || toe == NULL  ? HINGE_REASON_NO_FOOT
                                          : x[HINGE_POINT_EAR] == NULL ? HINGE_REASON_NO_HEAD
                                                                       : HINGE_REASON_NO_HANDS;
    if (heel == NULL || toe == NULL || p->x[HINGE_POINT_WRIST] == NULL ||
        p->x[HINGE_POINT_ELBOW] == NULL || x[HINGE_POINT_EAR] == NULL)
        return;
    body->reason[HINGE_SIGNAL_com_foot] = t->load_reason;
    if (isnan(t->load_share))
        return;
    double *out = hinge_tracks_room(t);
    const double *load = x[HINGE_POINT_LOAD] != NULL ? x[HINGE_POINT_LOAD] : x[HINGE_POINT_WRIST];
    hinge_mass_centre(body->masses, x, t->n, out);
    for (size_t i = 0; i < t->n; i++) {
        double centre = out[i];
        if (t->load_share > 0) /* of body and what is in the hands */
            centre = (centre + t->load_share * load[i]) / (1 + t->load_share);
        out[i] = 100 * (centre - heel[i]) / (toe[i] - heel[i]);
    }
    hinge_body_set(body, HINGE_SIGNAL_com_foot, out);
    body->warnings |= HINGE_WARN(COM_PROXY);
}

/* --- net external moments (method 6.15) --- */

/* Moment about a joint of all that is above it, or below: mass shares times how far their
 * centres are in front; NULL where an end of a segment is missing. The trunk is cut at L5/S1. */
static double *moment_of(struct hinge_tracks *t, enum hinge_masses masses,
                         const double *const x[HINGE_POINT_COUNT], enum hinge_moment_joint joint,
                         const double *place, bool above, double *mass_share)
{
    const struct hinge_mass pelvis = hinge_mass_pelvis(masses);
    const double cut = joint != HINGE_MOMENT_L5S1 ? 0 : above ? -pelvis.share : pelvis.share;
    double *sum = hinge_tracks_room(t);
    *mass_share = cut;
    memset(sum, 0, t->n * sizeof *sum);
    for (size_t k = 0; k < SEGMENTS; k++) {
        const double *p = x[segments[k].proximal], *d = x[segments[k].distal];
        const struct hinge_mass of = segment_of(masses, k);
        if ((of.over > hinge_moment_over(joint)) != above)
            continue;
        if (p == NULL || d == NULL)
            return NULL;
        hinge_mass_add(p, d, of.share, of.centre, t->n, sum);
        *mass_share += of.share;
    }
    if (cut != 0)
        hinge_mass_add(place, x[HINGE_POINT_HIP], cut, pelvis.centre, t->n, sum);
    for (size_t i = 0; i < t->n; i++)
        sum[i] -= *mass_share * place[i];
    return sum;
}

static void moments(struct hinge_tracks *t, const struct hinge_points *p, struct hinge_body *body)
{
    static const enum hinge_point at[] = {[HINGE_MOMENT_ANKLE] = HINGE_POINT_ANKLE,
                                          [HINGE_MOMENT_KNEE] = HINGE_POINT_KNEE,
                                          [HINGE_MOMENT_HIP] = HINGE_POINT_HIP,
                                          [HINGE_MOMENT_L5S1] = HINGE_POINT_L5S1};
    const double *x[HINGE_POINT_COUNT];
    double unused;
    for (int k = 0; k < HINGE_POINT_COUNT; k++)
        x[k] = p->x[k];
    x[HINGE_POINT_EAR] = body->chain[HINGE_CHAIN_EAR][0];
    const double *load = body->chain[HINGE_CHAIN_LOAD][0];
    bool arms = x[HINGE_POINT_ELBOW] != NULL && x[HINGE_POINT_WRIST] != NULL;
    for (int j = 0; j < HINGE_MOMENT_JOINTS; j++) {
        struct hinge_moment *m = &body->moment[j];
        bool known = j != HINGE_MOMENT_L5S1 || (body->has_pelvis && p->x[at[j]] != NULL);
        *m = (struct hinge_moment){.plates_reason = HINGE_REASON_NO_FOOT};
        m->joint = known ? p->x[at[j]] : NULL;
        m->joint_y = known ? p->y[at[j]] : NULL;
        m->reason = m->plates_reason =
            known              ? HINGE_REASON_INSUFFICIENT_LANDMARKS
            : body->has_pelvis ? HINGE_REASON_NO_FRONTAL /* its width does not show from the side */
            : body->is_inferred ? HINGE_REASON_INFERRED
                                : HINGE_REASON_TIER_TOO_LOW;
        if (m->joint == NULL || x[HINGE_POINT_HIP] == NULL)
            continue;
        m->lower =
            moment_of(t, body->masses, x, (enum hinge_moment_joint)j, m->joint, false, &unused);
        m->plates_reason = m->lower == NULL ? HINGE_REASON_NO_FOOT : HINGE_REASON_NO_FORCE;
        m->reason = x[HINGE_POINT_EAR] == NULL ? HINGE_REASON_NO_HEAD
                    : !arms                    ? HINGE_REASON_NO_HANDS
                                               : t->load_reason;
        if (x[HINGE_POINT_EAR] == NULL || !arms || isnan(t->load_share) || j == HINGE_MOMENT_ANKLE)
            continue;
        m->above = moment_of(t, body->masses, x, (enum hinge_moment_joint)j, m->joint, true,
                             &m->mass_share);
        m->reason = HINGE_REASON_INSUFFICIENT_LANDMARKS;
        if (m->above == NULL)
            continue;
        m->reason = HINGE_REASON_OK;
        m->mass_share += t->load_share;
        for (size_t i = 0; t->load_share > 0 && i < t->n; i++)
            m->above[i] += t->load_share * (load[i] - m->joint[i]);
    }
}

void hinge_body_lay_down(struct hinge_body *body)
{
    const double share = body->load_share, *load = body->chain[HINGE_CHAIN_LOAD][0];
    double *com = body->signal[HINGE_SIGNAL_com_foot];
    for (size_t i = 0; share > 0 && load != NULL && i < body->n; i++) {
        if (body->carried[i] > 0)
            continue;
        for (int j = 0; j < HINGE_MOMENT_JOINTS; j++)
            if (body->moment[j].above != NULL)
                body->moment[j].above[i] -= share * (load[i] - body->moment[j].joint[i]);
        if (com != NULL && body->heel_x != NULL && body->toe_x != NULL)
            com[i] = (1 + share) * com[i] -
                     share * 100 * (load[i] - body->heel_x[i]) / (body->toe_x[i] - body->heel_x[i]);
    }
}

/* Length between two landmark pairs on the analysed side, or the mean of both sides. */
static void side_span(const struct hinge_tracks *t, char side, int a, int b, double *scratch,
                      double *out)
{
    int sides = 0;
    for (int s = 0; s < 2; s++) {
        bool wanted = side == 'b' || (side == 'r') == (s == 1);
        if (!wanted || !hinge_tracks_seen(t, a + s) || !hinge_tracks_seen(t, b + s))
            continue;
        hinge_distance(t->point[a + s].axis, t->point[b + s].axis, t->dim, t->n, scratch);
        for (size_t i = 0; i < t->n; i++)
            out[i] = sides > 0 ? out[i] + scratch[i] : scratch[i];
        sides++;
    }
    for (size_t i = 0; i < t->n; i++)
        out[i] = sides > 0 ? out[i] / sides : (double)NAN;
}

static void standing_tracks(struct hinge_tracks *t, const struct hinge_points *p,
                            struct hinge_body *body)
{
    body->hip_x = p->x[HINGE_POINT_HIP];
    body->hip_y = p->y[HINGE_POINT_HIP];
    body->ankle_x = p->x[HINGE_POINT_ANKLE];
    body->ankle_y = p->y[HINGE_POINT_ANKLE];
    body->wrist_y = p->y[HINGE_POINT_WRIST];
    /* the line from ankle to shoulder */
    enum hinge_point high =
        p->x[HINGE_POINT_SHOULDER] != NULL ? HINGE_POINT_SHOULDER : HINGE_POINT_C7;
    bool both = p->x[HINGE_POINT_ANKLE] != NULL && p->x[high] != NULL;
    body->line_deg = both ? hinge_tracks_array(t) : NULL;
    struct hinge_arena_mark before = hinge_arena_mark(t->arena);
    double *d[3] = {0};
    for (int a = 0; a < t->dim; a++) {
        d[a] = hinge_tracks_room(t);
        hinge_points_apart(t, HINGE_LANDMARK_ankle_l, HINGE_LANDMARK_shoulder_l, a, d[a]);
    }
    if (both) {
        /* the ankle-to-shoulder line in the plane, and in space its angle against vertical:
         * a wrong up axis may leave nothing of it in the plane. The sign stays that of the
         * lean; where no angle in space is known that in the plane stands in. `d` is the
         * line. */
        const enum hinge_point low = HINGE_POINT_ANKLE;
        bool flat = t->dim != 3;
        for (size_t i = 0; !flat && i < t->n; i++) /* a place, but none in space */
            flat = isnan(d[0][i] + d[1][i] + d[2][i]) && !isnan(p->x[high][i] - p->x[low][i]) &&
                   !isnan(p->y[high][i] - p->y[low][i]);
        if (flat)
            memcpy(body->line_deg, hinge_points_pitch(t, p, low, high, 0),
                   t->n * sizeof *body->line_deg);
        for (size_t i = 0; t->dim == 3 && i < t->n; i++) {
            double off = atan2(hinge_length(d[0][i], d[2][i]), d[1][i]) * (180 / M_PI);
            if (!isnan(off))
                body->line_deg[i] = d[0][i] < 0 ? -off : off;
        }
    }
    /* The axis of the file along which people are longest, from ankle to shoulder: the one that
     * points up, whatever was said. `d` is turned to the person, which a wrong up axis mixes with
     * what lies across, so it is turned back. */
    double sum[3] = {0, 0, 0}, file[3] = {0, 0, 0};
    int longest = 0;
    for (int a = 0; a < t->dim; a++)
        for (size_t i = 0; i < t->n; i++)
            sum[a] += isnan(d[a][i]) ? 0 : d[a][i];
    for (int k = 0; k < t->dim; k++)
        for (int r = 0; r < t->dim; r++)
            file[t->from[k]] += t->sign[k] * t->turn[r][k] * sum[r];
    for (int a = 1; a < 3; a++)
        longest = fabs(file[a]) > fabs(file[longest]) ? a : longest;
    if (file[longest] != 0) {
        body->long_axis[0] = file[longest] > 0 ? '+' : '-';
        body->long_axis[1] = "xyz"[longest];
    }
    hinge_arena_reset(t->arena, before);
    if (t->dim != 2)
        return;
    double **const gap[] = {&body->hip_gap, &body->shoulder_gap};
    static const int left[] = {HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_shoulder_l};
    for (int k = 0; k < 2; k++) {
        const struct hinge_track *l = &t->point[left[k]], *r = l + 1;
        if (!l->present || !r->present)
            continue;
        *gap[k] = hinge_tracks_room(t);
        for (size_t i = 0; i < t->n; i++)
            (*gap[k])[i] = fabs(l->axis[0][i] - r->axis[0][i]);
    }
}

void hinge_positions_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                           struct hinge_body *body)
{
    double *fx = NULL, *fy = NULL;
    /* midfoot, or 0.05 LL in front of the ankle where heel or toe is missing */
    bool foot = points->x[HINGE_POINT_HEEL] != NULL && points->x[HINGE_POINT_TOE] != NULL;
    if (foot || points->x[HINGE_POINT_ANKLE] != NULL) {
        fx = hinge_tracks_room(tracks);
        fy = hinge_tracks_room(tracks);
        if (!foot)
            body->warnings |= HINGE_WARN(MIDFOOT_PROXY);
        for (size_t i = 0; i < tracks->n; i++) {
            if (foot) {
                fx[i] = (points->x[HINGE_POINT_HEEL][i] + points->x[HINGE_POINT_TOE][i]) / 2;
                fy[i] = (points->y[HINGE_POINT_HEEL][i] + points->y[HINGE_POINT_TOE][i]) / 2;
            } else {
                fx[i] = points->x[HINGE_POINT_ANKLE][i] + 0.05 * tracks->leg0;
                fy[i] = points->y[HINGE_POINT_ANKLE][i];
            }
        }
    }
    body->reason[HINGE_SIGNAL_chest_toe] = HINGE_REASON_NO_FOOT;
    body->reason[HINGE_SIGNAL_knee_toe] = HINGE_REASON_NO_FOOT;
    body->reason[HINGE_SIGNAL_load_midfoot] = HINGE_REASON_NO_HANDS;
    if (!tracks->origin_at_hip)
        body->foot_x = fx;
    hinge_tracks_relative(tracks, body, HINGE_SIGNAL_hip_posterior, points->x[HINGE_POINT_HIP], fx,
                          -1);
    hinge_tracks_relative(tracks, body, HINGE_SIGNAL_hip_drop, points->y[HINGE_POINT_HIP], fy, -1);
    hinge_tracks_relative(tracks, body, HINGE_SIGNAL_knee_travel, points->x[HINGE_POINT_KNEE],
                          points->x[HINGE_POINT_ANKLE], 1);
    hinge_tracks_relative(tracks, body, HINGE_SIGNAL_chest_toe, points->x[HINGE_POINT_SHOULDER],
                          points->x[HINGE_POINT_TOE], 1);
    hinge_tracks_relative(tracks, body, HINGE_SIGNAL_knee_toe, points->x[HINGE_POINT_KNEE],
                          points->x[HINGE_POINT_TOE], 1);
    const double *load = points->x[HINGE_POINT_LOAD];
    hinge_tracks_relative(tracks, body, HINGE_SIGNAL_load_midfoot,
                          load != NULL ? load : points->x[HINGE_POINT_WRIST], fx, 1);
    chain(tracks, points, body);
    mass_centre(tracks, points, body);
    moments(tracks, points, body);
    double thighs = 0, shanks = 0;
    body->leg_length = hinge_tracks_room(tracks);
    body->foot_length = hinge_tracks_room(tracks);
    struct hinge_arena_mark before = hinge_arena_mark(tracks->arena);
    double *upper = body->leg_length, *lower = hinge_tracks_room(tracks);
    double *scratch = hinge_tracks_room(tracks);
    side_span(tracks, body->side, HINGE_LANDMARK_heel_l, HINGE_LANDMARK_toe_l, scratch,
              body->foot_length);
    side_span(tracks, body->side, HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_knee_l, scratch, upper);
    side_span(tracks, body->side, HINGE_LANDMARK_knee_l, HINGE_LANDMARK_ankle_l, scratch, lower);
    body->thigh_shank_ratio = body->length_cv = (double)NAN;
    for (size_t i = 0; i < tracks->n; i++) {
        double leg = upper[i] + lower[i];
        if (!isnan(leg)) {
            thighs += upper[i];
            shanks += lower[i];
        }
        body->leg_length[i] = leg;
    }
    hinge_arena_reset(tracks->arena, before);
    if (shanks > 0)
        body->thigh_shank_ratio = thighs / shanks;
    if (tracks->dim == 3)
        body->length_cv = sqrt(hinge_variance(body->leg_length, tracks->n)) /
                          hinge_mean(body->leg_length, tracks->n);
    standing_tracks(tracks, points, body);
    /* both thighs and both ankles whatever the side analysed: walking shows in either */
    for (int s = 0; s < 2; s++) {
        const struct hinge_track *ankle = &tracks->point[HINGE_LANDMARK_ankle_l + s];
        const struct hinge_track *knee = &tracks->point[HINGE_LANDMARK_knee_l + s];
        const struct hinge_track *hip = &tracks->point[HINGE_LANDMARK_hjc_l + s];
        if (ankle->present)
            body->ankle_side_x[s] = ankle->axis[0];
        if (tracks->dim != 3 || !hinge_tracks_seen(tracks, HINGE_LANDMARK_knee_l + s) ||
            !hinge_tracks_seen(tracks, HINGE_LANDMARK_hjc_l + s))
            continue;
        double *thigh = hinge_tracks_room(tracks);
        for (size_t i = 0; i < tracks->n; i++)
            thigh[i] = hinge_pitch_deg(hip->axis[0][i] - knee->axis[0][i],
                                       hip->axis[1][i] - knee->axis[1][i]);
        body->thigh_side[s] = thigh;
    }
}

/* --- Where the weight is (method 6.8, 7.2, 7.4): the centre of mass of both sides over the front
 * foot and between the feet, the pressure under them; and the rear leg. In: tracks and points in
 * the person's own axes, the trial's side; out: signals, or why not. --- */

static double at(const struct hinge_tracks *t, int landmark, int axis, size_t i)
{
    return t->point[landmark].axis[axis][i];
}

/* Where a segment of a side begins and ends; its centre between them. The head is at the ear, or
 * where no ears are seen in the middle of its front and back. */
static double ends_of(const struct hinge_tracks *t, enum hinge_masses masses, int k, int side,
                      int end[2])
{
    end[0] = (int)segments[k].from + side;
    end[1] = (int)segments[k].to + side;
    if (segments[k].proximal != HINGE_POINT_EAR || hinge_tracks_pair_seen(t, HINGE_LANDMARK_ear_l))
        return segment_of(masses, (size_t)k).centre;
    end[0] = HINGE_LANDMARK_nose;
    end[1] = HINGE_LANDMARK_occ;
    return 0.5;
}

/* Whether both sides have all that a centre of mass is made of. */
static bool whole_body(const struct hinge_tracks *t)
{
    int end[2];
    for (int k = 0; k < SEGMENTS; k++)
        for (int side = 0; side < 2; side++) {
            ends_of(t, HINGE_MASSES_winter, k, side, end);
            if (!hinge_tracks_seen(t, end[0]) || !hinge_tracks_seen(t, end[1]))
                return false;
        }
    return true;
}

/* Of body and what is in the hands, along one axis. */
static void centre_of_both(const struct hinge_tracks *t, enum hinge_masses masses, int axis,
                           double *out)
{
    bool tracked = hinge_tracks_seen(t, HINGE_LANDMARK_load);
    for (size_t i = 0; i < t->n; i++)
        out[i] = 0;
    for (int k = 0; k < SEGMENTS; k++)
        for (int side = 0; side < 2; side++) {
            int end[2];
            double centre = ends_of(t, masses, k, side, end);
            hinge_mass_add(t->point[end[0]].axis[axis], t->point[end[1]].axis[axis],
                           segment_of(masses, (size_t)k).share / 2, centre, t->n, out);
        }
    for (size_t i = 0; t->load_share > 0 && i < t->n; i++) {
        double load = tracked ? at(t, HINGE_LANDMARK_load, axis, i)
                              : hinge_tracks_middle(t, HINGE_LANDMARK_wrist_l, axis, i);
        out[i] = (out[i] + t->load_share * load) / (1 + t->load_share);
    }
}

/* The rear foot's share of the weight, if nothing accelerates: how far the centre of
 * mass is from the front midfoot towards the rear toe, on the floor. */
static void rear_load(struct hinge_tracks *t, int front, struct hinge_body *body)
{
    int heel = HINGE_LANDMARK_heel_l + front, toe = HINGE_LANDMARK_toe_l + front;
    int rear = HINGE_LANDMARK_toe_l + 1 - front;
    body->reason[HINGE_SIGNAL_rear_load] =
        hinge_tracks_seen(t, heel) && hinge_tracks_seen(t, toe) && hinge_tracks_seen(t, rear)
            ? HINGE_REASON_NO_HANDS
            : HINGE_REASON_NO_FOOT;
    if (body->reason[HINGE_SIGNAL_rear_load] == HINGE_REASON_NO_FOOT || !whole_body(t))
        return;
    body->reason[HINGE_SIGNAL_rear_load] = t->load_reason;
    if (isnan(t->load_share))
        return;
    double *out = hinge_tracks_signal(t, body, HINGE_SIGNAL_rear_load);
    body->warnings |= HINGE_WARN(COM_PROXY);
    double *const centre[] = {hinge_tracks_room(t), NULL, hinge_tracks_room(t)};
    centre_of_both(t, body->masses, 0, centre[0]);
    centre_of_both(t, body->masses, 2, centre[2]);
    for (size_t i = 0; i < t->n; i++) {
        double along = 0, whole = 0;
        for (int axis = 0; axis < 3; axis += 2) { /* x and z: the floor */
            double foot = (at(t, heel, axis, i) + at(t, toe, axis, i)) / 2;
            double way = at(t, rear, axis, i) - foot;
            along += (centre[axis][i] - foot) * way;
            whole += way * way;
        }
        if (whole > 0)
            out[i] = along / whole;
    }
}

/* Feet further apart than this, in foot lengths, are one before the other. */
static const double APART = 0.75;

/* Whether both feet are seen in a picture, side by side. */
static bool feet_together(const struct hinge_tracks *t)
{
    double apart = 0, length = 0;
    if (t->dim != 2 || !hinge_tracks_pair_seen(t, HINGE_LANDMARK_heel_l) ||
        !hinge_tracks_pair_seen(t, HINGE_LANDMARK_toe_l))
        return false;
    for (size_t i = 0; i < t->n; i++) {
        double heel[2], toe[2];
        for (int side = 0; side < 2; side++) {
            heel[side] = at(t, HINGE_LANDMARK_heel_l + side, 0, i);
            toe[side] = at(t, HINGE_LANDMARK_toe_l + side, 0, i);
        }
        double gap = fabs(heel[0] + toe[0] - heel[1] - toe[1]) / 2;
        double foot = fabs(toe[0] - heel[0] + toe[1] - heel[1]) / 2;
        apart += isnan(gap) ? 0 : gap;
        length += isnan(gap) ? 0 : foot;
    }
    return apart < APART * length;
}

/* One side is analysed, both were seen: the centre of mass is that of both, and the
 * middle of both feet is below it, from whatever side the camera looks. */
static void both_sides(const struct hinge_tracks *t, const struct hinge_points *p, bool feet,
                       struct hinge_body *body)
{
    double *out = body->signal[HINGE_SIGNAL_com_foot];
    const double *heel = p->x[HINGE_POINT_HEEL], *toe = p->x[HINGE_POINT_TOE];
    if (out == NULL || body->side == 'b' || !whole_body(t))
        return;
    centre_of_both(t, body->masses, 0, out);
    for (size_t i = 0; i < t->n; i++) {
        double from = heel[i], to = toe[i];
        if (feet) {
            from = hinge_tracks_middle(t, HINGE_LANDMARK_heel_l, 0, i);
            to = hinge_tracks_middle(t, HINGE_LANDMARK_toe_l, 0, i);
        }
        out[i] = 100 * (out[i] - from) / (to - from);
    }
}

void hinge_balance_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                         const struct hinge_trial_info *info, struct hinge_body *body)
{
    bool exchanged = (tracks->warnings & HINGE_WARN(FACING_AMBIGUOUS)) != 0;
    bool side = info != NULL && (strcmp(info->side, "l") == 0 || strcmp(info->side, "r") == 0);
    int front = side && info->side[0] == 'r';
    enum hinge_reason reason = exchanged ? HINGE_REASON_FACING_AMBIGUOUS : HINGE_REASON_NO_SIDE;
    /* what the pressure is held against, until the forces are read (hinge_cop_build) */
    for (int k = 0; k < 3; k++) /* left, right, both on one plate */
        if (hinge_tracks_seen(tracks, HINGE_LANDMARK_cop_l + k)) {
            body->cop_x[k] = tracks->point[HINGE_LANDMARK_cop_l + k].axis[0];
            body->cop_y[k] = tracks->point[HINGE_LANDMARK_cop_l + k].axis[1];
        }
    body->heel_x = points->x[HINGE_POINT_HEEL];
    body->toe_x = points->x[HINGE_POINT_TOE];
    body->reason[HINGE_SIGNAL_rear_load] = body->reason[HINGE_SIGNAL_rear_leg] = reason;
    if (tracks->dim != 3 && side)
        body->reason[HINGE_SIGNAL_rear_load] = HINGE_REASON_NO_FRONTAL;
    if (feet_together(tracks))
        both_sides(tracks, points, true, body);
    if (side && !exchanged && tracks->dim == 3) {
        both_sides(tracks, points, false, body);
        rear_load(tracks, front, body);
    }
    if (side && !exchanged) {
        /* from the rear ankle to its hip: 0 hanging, 90 held out behind */
        int hip = HINGE_LANDMARK_hjc_l + 1 - front;
        int ankle = HINGE_LANDMARK_ankle_l + 1 - front;
        body->reason[HINGE_SIGNAL_rear_leg] = HINGE_REASON_INSUFFICIENT_LANDMARKS;
        if (hinge_tracks_seen(tracks, hip) && hinge_tracks_seen(tracks, ankle)) {
            double *out = hinge_tracks_signal(tracks, body, HINGE_SIGNAL_rear_leg);
            for (size_t i = 0; i < tracks->n; i++)
                out[i] = hinge_pitch_deg(at(tracks, hip, 0, i) - at(tracks, ankle, 0, i),
                                         at(tracks, hip, 1, i) - at(tracks, ankle, 1, i));
            hinge_unwrap_deg(out, tracks->n);
        }
    }
}

/* --- pressure --- */

double hinge_free_moment(const double wrench[6])
{
    double work = wrench[0] * wrench[3] + wrench[1] * wrench[4] + wrench[2] * wrench[5];
    return fabs(wrench[2]) >= HINGE_LEAST_FORCE_N ? work / fabs(wrench[2]) : (double)NAN;
}

double hinge_force_at(const struct hinge_muscle *plate, double t_s, double frame_s)
{
    double first = ceil((t_s - frame_s / 2 - plate->start_s) * plate->rate_hz - 1e-9);
    double last = floor((t_s + frame_s / 2 - plate->start_s) * plate->rate_hz + 1e-9);
    double sum = 0;
    if (plate->band == NULL || first < 0 || last >= (double)plate->n || last < first)
        return (double)NAN;
    for (size_t k = (size_t)first; k <= (size_t)last; k++)
        sum += plate->band[k];
    return sum / (last - first + 1);
}

/* One plate's, or that of the side analysed; of two by the force on each. */
static double pressure_at(const struct hinge_body *body, size_t i)
{
    const double *const *x = (const double *const *)body->cop_x;
    int side = body->side == 'l' ? 0 : 1;
    if (body->side != 'b' && x[side] != NULL)
        return x[side][i];
    if (x[0] == NULL && x[1] == NULL)
        return x[2][i];
    if (x[0] == NULL || x[1] == NULL)
        return (x[0] != NULL ? x[0] : x[1])[i];
    double t = body->start_s + (double)i / body->rate_hz;
    double l = fabs(hinge_force_at(&body->plate_force[0], t, 1 / body->rate_hz));
    double r = fabs(hinge_force_at(&body->plate_force[1], t, 1 / body->rate_hz));
    /* nobody knows the place of a pressure that isn't there */
    double sum = (l > 0 ? l * x[0][i] : 0) + (r > 0 ? r * x[1][i] : 0);
    return sum / (l + r);
}

void hinge_cop_build(struct hinge_body *body)
{
    bool plates[2] = {body->cop_x[0] != NULL, body->cop_x[1] != NULL};
    bool forces = body->plate_force[0].band != NULL && body->plate_force[1].band != NULL;
    int side = body->side == 'l' ? 0 : 1;
    bool both = !plates[0] && !plates[1] && body->cop_x[2] != NULL;
    bool one = both || plates[0] != plates[1] || (body->side != 'b' && plates[side]);
    body->reason[HINGE_SIGNAL_cop_foot] = HINGE_REASON_NO_FORCE;
    if (!one && !(plates[0] && plates[1] && forces))
        return;
    body->reason[HINGE_SIGNAL_cop_foot] = HINGE_REASON_NO_FOOT;
    if (body->heel_x == NULL || body->toe_x == NULL)
        return;
    double *out = hinge_arena_raw(body->arena, body->n, sizeof *out);
    for (size_t i = 0; i < body->n; i++)
        out[i] =
            100 * (pressure_at(body, i) - body->heel_x[i]) / (body->toe_x[i] - body->heel_x[i]);
    hinge_body_set(body, HINGE_SIGNAL_cop_foot, out);
}

void hinge_plate_moments_build(const struct hinge_trial_info *info, struct hinge_body *body)
{
    double weight_n = info != NULL ? info->mass_kg * HINGE_STANDARD_GRAVITY : (double)NAN;
    bool two = body->plate_force[0].band != NULL && body->plate_force[1].band != NULL &&
               body->cop_x[0] != NULL && body->cop_x[1] != NULL;
    bool one = body->plate_force[2].band != NULL && body->cop_x[2] != NULL; /* both feet on it */
    int first = two ? 0 : 2, last = two ? 1 : 2;
    struct hinge_floor *f = &body->floor;
    double **const all[] = {&f->forward, &f->up, &f->up_place, &f->forward_height};
    for (size_t k = 0; k < 4 && (two || one) && weight_n > 0; k++)
        *all[k] = hinge_arena_alloc(body->arena, body->n, sizeof(double));
    for (int k = first; k <= last && f->up != NULL; k++)
        for (size_t i = 0; i < body->n; i++) {
            double t = body->start_s + (double)i / body->rate_hz, frame_s = 1 / body->rate_hz;
            double up = fabs(hinge_force_at(&body->plate_force[k], t, frame_s)) / weight_n;
            double forward = (double)NAN; /* known where its axes are */
            if (body->plates_turned)
                forward = hinge_force_at(&body->plate_wrench[k][0], t, frame_s) / weight_n;
            if (up == 0)
                continue;
            f->up[i] += up;
            f->up_place[i] += up * body->cop_x[k][i];
            f->forward[i] += isnan(forward) ? 0 : forward;
            f->forward_height[i] += isnan(forward) ? 0 : forward * body->cop_y[k][i];
        }
    for (int j = 0; j < HINGE_MOMENT_JOINTS && (two || one); j++) {
        struct hinge_moment *m = &body->moment[j];
        if (m->lower == NULL)
            continue;
        m->plates_reason = f->up != NULL ? HINGE_REASON_OK : HINGE_REASON_NOT_RECORDED;
        if (m->plates_reason != HINGE_REASON_OK)
            continue;
        m->plates = hinge_arena_raw(body->arena, body->n, sizeof *m->plates);
        for (size_t i = 0; i < body->n; i++)
            m->plates[i] = f->up_place[i] - m->joint[i] * f->up[i] -
                           (f->forward_height[i] - m->joint_y[i] * f->forward[i]) - m->lower[i];
    }
    body->signal[HINGE_SIGNAL_force_both_bw] = f->up;
    body->reason[HINGE_SIGNAL_force_both_bw] =
        f->up != NULL ? HINGE_REASON_OK : HINGE_REASON_NO_FORCE;
    for (int j = 0; j < HINGE_MOMENT_JOINTS; j++) /* over time: hinge_dynamics_keep */
        body->reason[HINGE_SIGNAL_moment_ankle_plates_nm_kg + j] =
            body->moment[j].plates_reason != HINGE_REASON_OK ? body->moment[j].plates_reason
                                                             : HINGE_REASON_NO_REPS;
}
