/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One repetition whose signals are straight lines, so that every excursion, share and
 * lag is known without a computation: at 100 Hz standing up to 1 s, down until 2 s,
 * held until 2.4 s, up until 3.4 s, standing until 4 s. No filter, no averages. Include
 * after assert_close.h. */
#ifndef TESTS_PLAIN_VIEW_H
#define TESTS_PLAIN_VIEW_H

#include "base/parameters.h"
#include "faults/fault.h"
#include "metrics/metric.h"

#include <string.h>

enum { PLAIN_FRAMES = 401, PLAIN_DOWN = 100, PLAIN_BOTTOM = 200, PLAIN_UP = 240, PLAIN_END = 340 };

struct plain {
    struct hinge_body body;
    struct hinge_reps reps;
    struct hinge_rep rep;
    struct hinge_trial_info info;
    struct hinge_parameters parameters;
    struct hinge_limits limits;
    struct hinge_rep_view view;
    double data[HINGE_SIGNAL_COUNT][PLAIN_FRAMES];
    double ds[PLAIN_FRAMES], vs[PLAIN_FRAMES];
    struct hinge_arena scratch; /* empty after each metric and fault */
};

/* 0 in standing, 1 at the bottom; `later_s` after the movement. */
static inline double plain_shape(size_t frame, double later_s)
{
    double t = (double)frame - 100 * later_s;
    if (t <= PLAIN_DOWN || t >= PLAIN_END)
        return 0;
    if (t < PLAIN_BOTTOM)
        return (t - PLAIN_DOWN) / (PLAIN_BOTTOM - PLAIN_DOWN);
    return t <= PLAIN_UP ? 1 : (PLAIN_END - t) / (PLAIN_END - PLAIN_UP);
}

/* The signal goes from `standing` to `bottom` and back. */
static inline double *plain_set(struct plain *p, enum hinge_signal signal, double standing,
                                double bottom)
{
    for (size_t i = 0; i < PLAIN_FRAMES; i++)
        p->data[signal][i] = standing + (bottom - standing) * plain_shape(i, 0);
    p->body.signal[signal] = p->data[signal];
    p->body.reason[signal] = HINGE_REASON_OK;
    p->reps.standing.value[signal] = standing;
    p->reps.standing.noise_sd[signal] = 0;
    return p->data[signal];
}

/* The driver moves by `depth` degrees; it is also the segmentation driver. */
static inline void plain_depth(struct plain *p, double depth)
{
    plain_set(p, HINGE_SIGNAL_driver, 0, depth);
    for (size_t i = 0; i < PLAIN_FRAMES; i++)
        p->ds[i] = p->data[HINGE_SIGNAL_driver][i];
    for (size_t i = 1; i + 1 < PLAIN_FRAMES; i++)
        p->vs[i] = 50 * (p->ds[i + 1] - p->ds[i - 1]);
}

static inline void plain_init(struct plain *p, char tier)
{
    memset(p, 0, sizeof *p);
    hinge_parameters_init(&p->parameters);
    hinge_trial_info_init(&p->info);
    p->parameters.excursion_w_s = p->parameters.share_w = 0;
    p->parameters.peak_w_A = p->parameters.peak_w_BC = 0;
    p->body.n = PLAIN_FRAMES;
    p->body.rate_hz = 100;
    p->body.tier = tier;
    p->body.dim = 3;
    p->body.side = 'b';
    p->body.has_pelvis = p->body.has_thigh = p->body.has_metric = true;
    p->body.lumbar_def = HINGE_LUMBAR_LOWTHX;
    p->body.driver_source = HINGE_SIGNAL_trunk_thigh;
    for (int s = 0; s < HINGE_SIGNAL_COUNT; s++) {
        p->body.reason[s] = HINGE_REASON_INSUFFICIENT_LANDMARKS;
        p->reps.standing.noise_sd[s] = p->reps.standing.value[s] = (double)NAN;
    }
    p->rep = (struct hinge_rep){
        .bounds = {PLAIN_DOWN, PLAIN_BOTTOM, PLAIN_UP, PLAIN_END},
        .low = PLAIN_DOWN,
        .high = PLAIN_BOTTOM,
        .high_last = PLAIN_UP,
        .low2 = PLAIN_END,
        .high2 = HINGE_NO_INDEX,
        .hold_s = 0.4,
        .hold_phase = true,
        .complete = true,
    };
    p->reps.n = 1;
    p->reps.rep = &p->rep;
    p->reps.ds = p->ds;
    p->reps.vs = p->vs;
    p->reps.scratch = &p->scratch;
    p->reps.standing.found = true;
    p->reps.standing.source = HINGE_STANDING_standing;
    p->reps.leg_length = 0.9;
    p->reps.foot_length = 0.25;
    p->reps.trunk_length = 0.5;
    p->limits = HINGE_NO_LIMITS;
    p->view = (struct hinge_rep_view){.body = &p->body,
                                      .reps = &p->reps,
                                      .rep = &p->rep,
                                      .info = &p->info,
                                      .task = hinge_task_find(""),
                                      .parameters = &p->parameters,
                                      .limits = &p->limits};
    plain_depth(p, 90);
    p->reps.driver_zero = 0;
}

/* Hip and lumbar flexion, and their sum. */
static inline void plain_flex(struct plain *p, double hip, double lumbar)
{
    plain_set(p, HINGE_SIGNAL_hip_flex, 0, hip);
    plain_set(p, HINGE_SIGNAL_lumbar_flex, 0, lumbar);
    plain_set(p, HINGE_SIGNAL_total_flex, 0, hip + lumbar);
}

#endif
