/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What both sides together tell (method 4, 7.2): level and turn of the pelvis, shift
 * and lean, stance, feet, and the difference of the hips. In: tracks in the person's
 * own axes (x anterior, y up, z right); out: signals of the body, or NO_FRONTAL. */
#include "body/angles.h"

#include "body/parts/geometry.h"
#include "signal/signal.h"

#include <math.h>

static const enum hinge_signal frontal[] = {
    HINGE_SIGNAL_pelvic_obliquity, HINGE_SIGNAL_pelvic_yaw, HINGE_SIGNAL_lateral_shift,
    HINGE_SIGNAL_lateral_lean,     HINGE_SIGNAL_knee_gap,   HINGE_SIGNAL_stance_gap,
    HINGE_SIGNAL_foot_yaw_l,       HINGE_SIGNAL_foot_yaw_r, HINGE_SIGNAL_hip_asymmetry};

static double degrees(double radians)
{
    return radians * (180 / M_PI);
}

/* Right minus left of a pair, and their middle, along axis a. */
static double across(const struct hinge_tracks *t, int left, int a, size_t i)
{
    return t->point[left + 1].axis[a][i] - t->point[left].axis[a][i];
}

/* Left landmark of the pair that stands for the pelvis; NONE when there is none. */
static int pelvis_pair(const struct hinge_tracks *t)
{
    if (hinge_tracks_pair_seen(t, HINGE_LANDMARK_hjc_l))
        return HINGE_LANDMARK_hjc_l;
    return hinge_tracks_pair_seen(t, HINGE_LANDMARK_asis_l) ? HINGE_LANDMARK_asis_l
                                                            : HINGE_LANDMARK_NONE;
}

static double middle(const struct hinge_tracks *t, int left, int a, size_t i)
{
    return (t->point[left].axis[a][i] + t->point[left + 1].axis[a][i]) / 2;
}

static void obliquity(const struct hinge_tracks *t, int hip, double *out)
{
    for (size_t i = 0; i < t->n; i++)
        out[i] =
            degrees(atan2(across(t, hip, 1, i), hypot(across(t, hip, 0, i), across(t, hip, 2, i))));
}

static void yaw(const struct hinge_tracks *t, int hip, double *out)
{
    for (size_t i = 0; i < t->n; i++)
        out[i] = degrees(atan2(across(t, hip, 0, i), across(t, hip, 2, i)));
}

static void shift(const struct hinge_tracks *t, int hip, double *out)
{
    for (size_t i = 0; i < t->n; i++)
        out[i] = middle(t, hip, 2, i) - middle(t, HINGE_LANDMARK_ankle_l, 2, i);
}

static void lean(const struct hinge_tracks *t, int hip, double *out)
{
    for (size_t i = 0; i < t->n; i++) {
        double d[3];
        for (int a = 0; a < 3; a++)
            d[a] = middle(t, HINGE_LANDMARK_shoulder_l, a, i) - middle(t, hip, a, i);
        out[i] = degrees(atan2(d[2], hypot(d[0], d[1])));
    }
}

static void knee_gap(const struct hinge_tracks *t, int hip, double *out)
{
    (void)hip;
    for (size_t i = 0; i < t->n; i++)
        out[i] = across(t, HINGE_LANDMARK_knee_l, 2, i) / across(t, HINGE_LANDMARK_ankle_l, 2, i);
}

static void stance_gap(const struct hinge_tracks *t, int hip, double *out)
{
    (void)hip;
    for (size_t i = 0; i < t->n; i++)
        out[i] =
            across(t, HINGE_LANDMARK_ankle_l, 2, i) / across(t, HINGE_LANDMARK_shoulder_l, 2, i);
}

/* One row a signal: the pairs it needs beside the pelvis' (NONE: no more). */
static const struct {
    enum hinge_signal signal;
    int needs[2];
    bool hips;
    void (*fill)(const struct hinge_tracks *t, int hip, double *out);
} rows[] = {
    {HINGE_SIGNAL_pelvic_obliquity, {-1, -1}, true, obliquity},
    {HINGE_SIGNAL_pelvic_yaw, {-1, -1}, true, yaw},
    {HINGE_SIGNAL_lateral_shift, {HINGE_LANDMARK_ankle_l, -1}, true, shift},
    {HINGE_SIGNAL_lateral_lean, {HINGE_LANDMARK_shoulder_l, -1}, true, lean},
    {HINGE_SIGNAL_knee_gap, {HINGE_LANDMARK_knee_l, HINGE_LANDMARK_ankle_l}, false, knee_gap},
    {HINGE_SIGNAL_stance_gap,
     {HINGE_LANDMARK_ankle_l, HINGE_LANDMARK_shoulder_l},
     false,
     stance_gap},
};

static void pair_signals(struct hinge_tracks *t, struct hinge_body *body)
{
    int hip = pelvis_pair(t);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        bool there = !rows[k].hips || hip != HINGE_LANDMARK_NONE;
        for (int p = 0; p < 2; p++)
            there = there && (rows[k].needs[p] < 0 || hinge_tracks_pair_seen(t, rows[k].needs[p]));
        double *out;
        if (!there)
            continue;
        hinge_tracks_signal(t, body, rows[k].signal, &out);
        rows[k].fill(t, hip, out);
        if (hinge_signal_unit(rows[k].signal)[0] == 'd')
            hinge_unwrap_deg(out, t->n);
    }
}

/* Heading of a foot that is level enough to have one, never beyond half a turn: a foot
 * on its toes points down, and its heading is noise. */
static double heading(const struct hinge_track *heel, const struct hinge_track *toe, size_t i)
{
    static const double LEVEL_DEG = 30;
    double dx = toe->axis[0][i] - heel->axis[0][i];
    double dy = toe->axis[1][i] - heel->axis[1][i];
    double dz = toe->axis[2][i] - heel->axis[2][i];
    double share = tan(LEVEL_DEG * (M_PI / 180));
    int steep = hinge_clearly(dy * dy, share * share * (dx * dx + dz * dz));
    if (steep == 0) {
        double across = hypot(dx, dz);
        steep = across > 0 && fabs(degrees(atan2(dy, across))) <= LEVEL_DEG ? -1 : 1;
    }
    return steep < 0 ? degrees(atan2(-dz, dx)) : (double)NAN;
}

static void foot_yaw(struct hinge_tracks *t, struct hinge_body *body)
{
    for (int side = 0; side < 2; side++) {
        enum hinge_signal signal = (enum hinge_signal)(HINGE_SIGNAL_foot_yaw_l + side);
        const struct hinge_track *toe = &t->point[HINGE_LANDMARK_toe_l + side];
        const struct hinge_track *heel = &t->point[HINGE_LANDMARK_heel_l + side];
        double *out;
        body->reason[signal] = HINGE_REASON_NO_FOOT;
        if (!toe->present || !toe->usable || !heel->present || !heel->usable)
            continue;
        hinge_tracks_signal(t, body, signal, &out);
        for (size_t i = 0; i < t->n; i++)
            out[i] = heading(heel, toe, i);
    }
}

static double side_pitch(const struct hinge_tracks *t, int low, int high, size_t i)
{
    const struct hinge_track *a = &t->point[low], *b = &t->point[high];
    return hinge_pitch_deg(b->axis[0][i] - a->axis[0][i], b->axis[1][i] - a->axis[1][i]);
}

/* The pelvis is common to both hips, so their difference is that of the thighs (which
 * the gait check has); without a pelvis each side has its own trunk. */
static void asymmetry(struct hinge_tracks *t, struct hinge_body *body)
{
    bool trunk = body->signal[HINGE_SIGNAL_hip_flex] == NULL;
    double *out;
    if (!hinge_tracks_pair_seen(t, HINGE_LANDMARK_hjc_l) ||
        !hinge_tracks_pair_seen(t, HINGE_LANDMARK_knee_l) ||
        (trunk && !hinge_tracks_pair_seen(t, HINGE_LANDMARK_shoulder_l)))
        return;
    hinge_tracks_signal(t, body, HINGE_SIGNAL_hip_asymmetry, &out);
    for (size_t i = 0; i < t->n; i++) {
        double angle[2];
        for (int s = 0; s < 2; s++)
            angle[s] =
                (trunk ? side_pitch(t, HINGE_LANDMARK_hjc_l + s, HINGE_LANDMARK_shoulder_l + s, i)
                       : 0) -
                (body->thigh_side[s] != NULL
                     ? body->thigh_side[s][i]
                     : side_pitch(t, HINGE_LANDMARK_knee_l + s, HINGE_LANDMARK_hjc_l + s, i));
        out[i] = angle[0] - angle[1];
    }
    hinge_unwrap_deg(out, t->n);
}

void hinge_frontal_build(struct hinge_tracks *tracks, struct hinge_body *body)
{
    for (size_t k = 0; k < sizeof frontal / sizeof *frontal; k++)
        body->reason[frontal[k]] = HINGE_REASON_NO_FRONTAL;
    if (!body->has_frontal)
        return;
    pair_signals(tracks, body);
    if (tracks->dim == 3)
        foot_yaw(tracks, body);
    if (tracks->dim == 3)
        asymmetry(tracks, body);
    /* labels of the sides that may be exchanged say nothing about sides */
    for (size_t k = 0; k < sizeof frontal / sizeof *frontal; k++) {
        if ((tracks->warnings & HINGE_WARN(FACING_AMBIGUOUS)) == 0)
            continue;
        body->signal[frontal[k]] = NULL;
        body->reason[frontal[k]] = HINGE_REASON_FACING_AMBIGUOUS;
    }
}
