/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one camera can hide (method 2.3): segments that shorten because a keypoint is
 * wrong, width and height exchanged, a camera far from the side. */
#include "body/image.h"

#include "base/memory.h"
#include "signal/signal.h"

#include <math.h>
#include <stdlib.h>

static const struct {
    enum hinge_point low, high;
} ends[HINGE_SEGMENT_COUNT] = {[HINGE_SEGMENT_TRUNK] = {HINGE_POINT_HIP, HINGE_POINT_SHOULDER},
                               [HINGE_SEGMENT_THIGH] = {HINGE_POINT_KNEE, HINGE_POINT_HIP},
                               [HINGE_SEGMENT_SHANK] = {HINGE_POINT_ANKLE, HINGE_POINT_KNEE}};

/* Signals that use a segment's direction. */
static const struct {
    enum hinge_segment segment;
    enum hinge_signal signal;
} uses[] = {{HINGE_SEGMENT_TRUNK, HINGE_SIGNAL_trunk_incl},
            {HINGE_SEGMENT_TRUNK, HINGE_SIGNAL_trunk_thigh},
            {HINGE_SEGMENT_TRUNK, HINGE_SIGNAL_head_line},
            {HINGE_SEGMENT_THIGH, HINGE_SIGNAL_thigh_incl},
            {HINGE_SEGMENT_THIGH, HINGE_SIGNAL_trunk_thigh},
            {HINGE_SEGMENT_THIGH, HINGE_SIGNAL_knee_flex},
            {HINGE_SEGMENT_THIGH, HINGE_SIGNAL_hip_flex},
            {HINGE_SEGMENT_THIGH, HINGE_SIGNAL_total_flex},
            {HINGE_SEGMENT_SHANK, HINGE_SIGNAL_shank_incl},
            {HINGE_SEGMENT_SHANK, HINGE_SIGNAL_knee_flex},
            {HINGE_SEGMENT_SHANK, HINGE_SIGNAL_ankle_df}};

void hinge_body_drop_short(struct hinge_body *body, const double least[HINGE_SEGMENT_COUNT])
{
    for (size_t i = 0; body->degenerate != NULL && i < body->n; i++) {
        for (size_t k = 0; k < sizeof uses / sizeof *uses; k++) {
            const double *length = body->segment_length[uses[k].segment];
            double *x = body->signal[uses[k].signal];
            if (length == NULL || !(length[i] < least[uses[k].segment]))
                continue;
            body->degenerate[i] = 1;
            if (x != NULL)
                x[i] = (double)NAN;
        }
    }
}

void hinge_body_make_partial(struct hinge_body *body)
{
    body->view_partial = true;
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
        if (s == HINGE_SIGNAL_driver || body->signal[s] == NULL)
            continue;
        body->signal[s] = NULL;
        body->reason[s] = HINGE_REASON_VIEW_NOT_SAGITTAL;
    }
}

/* Trunk at the bottom (the frames of the 5 % largest trunk-thigh angles) by the trunk
 * upright, and the factor by which its horizontal part would have to be stretched to
 * keep its length; NaN when the person never stands or never bends. */
static void trunk_ratio(const struct hinge_body *body, size_t n, double *ratio, double *stretch)
{
    const double *bend = body->signal[HINGE_SIGNAL_trunk_thigh];
    const double *incl = body->signal[HINGE_SIGNAL_trunk_incl];
    const double *length = body->segment_length[HINGE_SEGMENT_TRUNK];
    static const double UPRIGHT_DEG = 20, BEND_DEG = 30, LEAST_PART = 0.15;
    double low, deep, upright, bottom, lean;
    *ratio = *stretch = (double)NAN;
    if (bend == NULL || incl == NULL || length == NULL)
        return;
    double *x = hinge_alloc(2 * n, sizeof *x);
    double *y = x + n;
    hinge_quantile(bend, n, 0.05, &low);
    hinge_quantile(bend, n, 0.95, &deep);
    for (size_t i = 0; i < n; i++) {
        x[i] = fabs(incl[i]) < UPRIGHT_DEG ? length[i] : (double)NAN;
        y[i] = bend[i] >= deep ? length[i] : (double)NAN;
    }
    hinge_median(x, n, &upright);
    hinge_median(y, n, &bottom);
    for (size_t i = 0; i < n; i++)
        y[i] = bend[i] >= deep ? fabs(incl[i]) * (M_PI / 180) : (double)NAN;
    hinge_median(y, n, &lean);
    if (deep - low > BEND_DEG)
        *ratio = bottom / upright;
    if (bottom * sin(lean) > LEAST_PART * upright)
        *stretch = sqrt(pow(upright, 2) - pow(bottom * cos(lean), 2)) / (bottom * sin(lean));
    free(x);
}

void hinge_image_check(struct hinge_tracks *t, const struct hinge_points *p,
                       const struct hinge_parameters *parameters, struct hinge_body *body)
{
    static const double MOST_STRETCH = 1.6;
    double least[HINGE_SEGMENT_COUNT], ratio, stretch;
    body->n = t->n;
    body->degenerate = hinge_arena_alloc(&t->arena, t->n, 1);
    for (int s = 0; s < HINGE_SEGMENT_COUNT; s++) {
        enum hinge_point a = ends[s].low, b = ends[s].high;
        least[s] = (double)NAN;
        if (p->x[a] == NULL || p->x[b] == NULL)
            continue;
        double *length = hinge_tracks_array(t);
        for (size_t i = 0; i < t->n; i++)
            length[i] = hypot(p->x[b][i] - p->x[a][i], p->y[b][i] - p->y[a][i]);
        body->segment_length[s] = length;
        hinge_median(length, t->n, &least[s]);
        least[s] *= parameters->seg2d_min_ratio;
    }
    trunk_ratio(body, t->n, &ratio, &stretch);
    body->image_stretch = stretch;
    /* a back that rounds shortens the trunk too, but never by so much */
    if (ratio < parameters->aspect_trunk.value[0] || ratio > parameters->aspect_trunk.value[1] ||
        stretch > MOST_STRETCH || stretch < 1 / MOST_STRETCH)
        body->warnings |= HINGE_WARN(ASPECT_SUSPECT);
    hinge_body_drop_short(body, least);
}
