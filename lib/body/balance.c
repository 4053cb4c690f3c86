/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the weight is (method 6.8, 7.2, 7.4): the centre of mass of both sides over
 * the front foot and between the feet, the pressure under them; and the rear leg. In:
 * tracks and points in the person's own axes, the trial's side; out: signals, or why
 * not. */
#include "body/angles.h"

#include "body/parts/geometry.h"
#include "signal/signal.h"

#include <math.h>
#include <string.h>

/* Segments of Winter 2009, table 4.1, one of two sides: mass share, centre from the
 * proximal end. */
static const struct {
    enum hinge_landmark proximal, distal; /* left */
    double mass, centre;
} segments[] = {
    {HINGE_LANDMARK_ear_l, HINGE_LANDMARK_ear_l, 0.081 / 2, 0},
    {HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_shoulder_l, 0.497 / 2, 0.50},
    {HINGE_LANDMARK_shoulder_l, HINGE_LANDMARK_elbow_l, 0.028, 0.436},
    {HINGE_LANDMARK_elbow_l, HINGE_LANDMARK_wrist_l, 0.022, 0.682},
    {HINGE_LANDMARK_hjc_l, HINGE_LANDMARK_knee_l, 0.100, 0.433},
    {HINGE_LANDMARK_knee_l, HINGE_LANDMARK_ankle_l, 0.0465, 0.433},
    {HINGE_LANDMARK_ankle_l, HINGE_LANDMARK_toe_l, 0.0145, 0.50},
};
enum { SEGMENTS = sizeof segments / sizeof *segments };

static double at(const struct hinge_tracks *t, int landmark, int axis, size_t i)
{
    return t->point[landmark].axis[axis][i];
}

/* Whether both sides have all that a centre of mass is made of. */
static bool whole_body(const struct hinge_tracks *t)
{
    for (int k = 0; k < SEGMENTS; k++)
        for (int side = 0; side < 2; side++)
            if (!hinge_tracks_seen(t, (int)segments[k].proximal + side) ||
                !hinge_tracks_seen(t, (int)segments[k].distal + side))
                return false;
    return true;
}

/* Of body and what is in the hands, along one axis. */
static void mass_centre(const struct hinge_tracks *t, int axis, double *out)
{
    bool tracked = hinge_tracks_seen(t, HINGE_LANDMARK_load);
    for (size_t i = 0; i < t->n; i++)
        out[i] = 0;
    for (int k = 0; k < SEGMENTS; k++)
        for (int side = 0; side < 2; side++)
            hinge_mass_add(t->point[(int)segments[k].proximal + side].axis[axis],
                           t->point[(int)segments[k].distal + side].axis[axis], segments[k].mass,
                           segments[k].centre, t->n, out);
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
    double *out;
    body->reason[HINGE_SIGNAL_rear_load] =
        hinge_tracks_seen(t, heel) && hinge_tracks_seen(t, toe) && hinge_tracks_seen(t, rear)
            ? HINGE_REASON_NO_HANDS
            : HINGE_REASON_NO_FOOT;
    if (body->reason[HINGE_SIGNAL_rear_load] == HINGE_REASON_NO_FOOT || !whole_body(t))
        return;
    body->reason[HINGE_SIGNAL_rear_load] = t->load_reason;
    if (isnan(t->load_share))
        return;
    hinge_tracks_signal(t, body, HINGE_SIGNAL_rear_load, &out);
    body->warnings |= HINGE_WARN(COM_PROXY);
    double *const centre[] = {hinge_tracks_room(t), NULL, hinge_tracks_room(t)};
    mass_centre(t, 0, centre[0]);
    mass_centre(t, 2, centre[2]);
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
    mass_centre(t, 0, out);
    for (size_t i = 0; i < t->n; i++) {
        double from = heel[i], to = toe[i];
        if (feet) {
            from = hinge_tracks_middle(t, HINGE_LANDMARK_heel_l, 0, i);
            to = hinge_tracks_middle(t, HINGE_LANDMARK_toe_l, 0, i);
        }
        out[i] = 100 * (out[i] - from) / (to - from);
    }
}

/* From the rear ankle to its hip: 0 hanging, 90 held out behind. */
static void rear_leg(struct hinge_tracks *t, int front, struct hinge_body *body)
{
    int hip = HINGE_LANDMARK_hjc_l + 1 - front;
    int ankle = HINGE_LANDMARK_ankle_l + 1 - front;
    double *out;
    body->reason[HINGE_SIGNAL_rear_leg] = HINGE_REASON_INSUFFICIENT_LANDMARKS;
    if (!hinge_tracks_seen(t, hip) || !hinge_tracks_seen(t, ankle))
        return;
    hinge_tracks_signal(t, body, HINGE_SIGNAL_rear_leg, &out);
    for (size_t i = 0; i < t->n; i++)
        out[i] = hinge_pitch_deg(at(t, hip, 0, i) - at(t, ankle, 0, i),
                                 at(t, hip, 1, i) - at(t, ankle, 1, i));
    hinge_unwrap_deg(out, t->n);
}

/* What the pressure is held against, until the forces are read (hinge_cop_build). */
static void keep_plates(const struct hinge_tracks *t, const struct hinge_points *p,
                        struct hinge_body *body)
{
    for (int side = 0; side < 2; side++)
        if (hinge_tracks_seen(t, HINGE_LANDMARK_cop_l + side))
            body->cop_x[side] = t->point[HINGE_LANDMARK_cop_l + side].axis[0];
    body->heel_x = p->x[HINGE_POINT_HEEL];
    body->toe_x = p->x[HINGE_POINT_TOE];
}

void hinge_balance_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                         const struct hinge_trial_info *info, struct hinge_body *body)
{
    bool exchanged = (tracks->warnings & HINGE_WARN(FACING_AMBIGUOUS)) != 0;
    bool side = info != NULL && (strcmp(info->side, "l") == 0 || strcmp(info->side, "r") == 0);
    int front = side && info->side[0] == 'r';
    enum hinge_reason reason = exchanged ? HINGE_REASON_FACING_AMBIGUOUS : HINGE_REASON_NO_SIDE;
    keep_plates(tracks, points, body);
    body->reason[HINGE_SIGNAL_rear_load] = body->reason[HINGE_SIGNAL_rear_leg] = reason;
    if (tracks->dim != 3 && side)
        body->reason[HINGE_SIGNAL_rear_load] = HINGE_REASON_NO_FRONTAL;
    if (feet_together(tracks))
        both_sides(tracks, points, true, body);
    if (side && !exchanged && tracks->dim == 3) {
        both_sides(tracks, points, false, body);
        rear_load(tracks, front, body);
    }
    if (side && !exchanged)
        rear_leg(tracks, front, body);
}

/* --- pressure --- */

/* Mean force over a frame around t; NaN outside the samples. */
static double force_at(const struct hinge_muscle *plate, double t_s, double frame_s)
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
    int own = body->side == 'l' ? 0 : 1;
    if (body->side != 'b' && x[own] != NULL)
        return x[own][i];
    if (x[0] == NULL || x[1] == NULL)
        return (x[0] != NULL ? x[0] : x[1])[i];
    double t = body->start_s + (double)i / body->rate_hz;
    double l = fabs(force_at(&body->plate_force[0], t, 1 / body->rate_hz));
    double r = fabs(force_at(&body->plate_force[1], t, 1 / body->rate_hz));
    /* nobody knows the place of a pressure that isn't there */
    double sum = (l > 0 ? l * x[0][i] : 0) + (r > 0 ? r * x[1][i] : 0);
    return sum / (l + r);
}

void hinge_cop_build(struct hinge_body *body)
{
    bool plates[2] = {body->cop_x[0] != NULL, body->cop_x[1] != NULL};
    bool forces = body->plate_force[0].band != NULL && body->plate_force[1].band != NULL;
    int own = body->side == 'l' ? 0 : 1;
    bool one = plates[0] != plates[1] || (body->side != 'b' && plates[own]);
    body->reason[HINGE_SIGNAL_cop_foot] = HINGE_REASON_NO_FORCE;
    if (!one && !(plates[0] && plates[1] && forces))
        return;
    body->reason[HINGE_SIGNAL_cop_foot] = HINGE_REASON_NO_FOOT;
    if (body->heel_x == NULL || body->toe_x == NULL)
        return;
    struct hinge_arena arena = {body->blocks};
    double *out = hinge_arena_alloc(&arena, body->n, sizeof *out);
    body->blocks = arena.head;
    for (size_t i = 0; i < body->n; i++)
        out[i] =
            100 * (pressure_at(body, i) - body->heel_x[i]) / (body->toe_x[i] - body->heel_x[i]);
    body->signal[HINGE_SIGNAL_cop_foot] = out;
    body->reason[HINGE_SIGNAL_cop_foot] = HINGE_REASON_OK;
}
