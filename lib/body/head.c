/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Neck and head (method 4): flexion of the neck, the craniovertebral angle, the head
 * against the line of the trunk. In: points, trunk and thorax of the body; out: signals
 * of the body, or NO_HEAD. */
#include "body/angles.h"

#include "body/parts/geometry.h"
#include "signal/signal.h"

#include <math.h>

static void set_difference(struct hinge_tracks *t, struct hinge_body *body,
                           enum hinge_signal signal, const double *a, const double *b)
{
    double *out = hinge_tracks_array(t);
    for (size_t i = 0; i < t->n; i++)
        out[i] = a[i] - b[i];
    body->signal[signal] = out;
    body->reason[signal] = HINGE_REASON_OK;
}

/* Chin down positive: nose (or eyes) against ears, or front against back of the head.
 */
static void head_pitch(struct hinge_tracks *t, const struct hinge_points *p, enum hinge_point back,
                       double **head)
{
    *head = hinge_tracks_array(t);
    for (size_t i = 0; i < t->n; i++) {
        double hx = p->x[HINGE_POINT_FACE][i] - p->x[back][i];
        double hy = p->y[HINGE_POINT_FACE][i] - p->y[back][i];
        if (hinge_reaches(hx, hy, 0) && (hx != 0 || hy != 0))
            (*head)[i] = atan2(-hy, hx) * (180 / M_PI);
    }
    hinge_unwrap_deg(*head, t->n);
}

/* The neck against the upper back where it is tracked (rounding that is no chin tuck),
 * else against the thorax, in tier C against the trunk. */
static void neck_angle(struct hinge_tracks *t, const struct hinge_points *p, double shortest,
                       struct hinge_body *body)
{
    enum hinge_point back = p->x[HINGE_POINT_EAR] != NULL ? HINGE_POINT_EAR : HINGE_POINT_OCC;
    bool spine = body->tier == 'A' || body->tier == 'B';
    double *head, *base = body->signal[HINGE_SIGNAL_thorax_tilt];
    if (base == NULL)
        base = body->signal[HINGE_SIGNAL_trunk_incl];
    if (p->x[HINGE_POINT_FACE] == NULL || p->x[back] == NULL || base == NULL)
        return;
    if (spine && p->x[HINGE_POINT_C7] != NULL && p->x[HINGE_POINT_T8] != NULL)
        hinge_points_pitch(t, p, HINGE_POINT_T8, HINGE_POINT_C7, shortest, &base);
    head_pitch(t, p, back, &head);
    set_difference(t, body, HINGE_SIGNAL_neck_flex, head, base);
}

/* Where the ear is over C7 (else the shoulder): above the horizontal, and off the line
 * of the trunk. */
static void ear_angles(struct hinge_tracks *t, const struct hinge_points *p, double shortest,
                       struct hinge_body *body)
{
    enum hinge_point base = p->x[HINGE_POINT_C7] != NULL ? HINGE_POINT_C7 : HINGE_POINT_SHOULDER;
    double *line, *trunk = body->signal[HINGE_SIGNAL_trunk_incl];
    if (base == HINGE_POINT_SHOULDER && t->dim == 2) { /* one shoulder, by its view */
        body->reason[HINGE_SIGNAL_head_line] = HINGE_REASON_NO_FRONTAL;
        return;
    }
    hinge_points_pitch(t, p, base, HINGE_POINT_EAR, shortest, &line);
    if (line == NULL)
        return;
    if (trunk != NULL)
        set_difference(t, body, HINGE_SIGNAL_head_line, line, trunk);
    if (base != HINGE_POINT_C7)
        return;
    double *cva = hinge_tracks_array(t);
    for (size_t i = 0; i < t->n; i++)
        cva[i] = 90 - line[i];
    body->signal[HINGE_SIGNAL_cva] = cva;
    body->reason[HINGE_SIGNAL_cva] = HINGE_REASON_OK;
}

void hinge_head_build(struct hinge_tracks *tracks, const struct hinge_points *points,
                      double shortest, struct hinge_body *body)
{
    body->reason[HINGE_SIGNAL_neck_flex] = HINGE_REASON_NO_HEAD;
    body->reason[HINGE_SIGNAL_cva] = HINGE_REASON_NO_HEAD;
    body->reason[HINGE_SIGNAL_head_line] = HINGE_REASON_NO_HEAD;
    neck_angle(tracks, points, shortest, body);
    ear_angles(tracks, points, shortest, body);
}
