/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One repetition whose signals are formulas, for metrics: descent of 1 s from frame
 * 100, half a second at the bottom, ascent of 1.5 s, at 100 Hz. Windows of means are
 * off, so that values have closed forms. Include after assert_close.h. */
#ifndef TESTS_REP_SCENE_H
#define TESTS_REP_SCENE_H

#include "base/parameters.h"
#include "metrics/metric.h"
#include "reps/reps.h"

#include <stdio.h>
#include <string.h>

enum { DOWN = 100, LOW = 200, UP = 250, END = 400, N = 500 };

static struct {
    double signal[HINGE_SIGNAL_COUNT][N], ds[N], vs[N];
    struct hinge_arena scratch; /* empty after each value */
    struct hinge_body body;
    struct hinge_rep rep;
    struct hinge_reps reps;
    struct hinge_parameters parameters;
    struct hinge_rep_view view;
} scene; /* of the running test, which starts it: scene_init() */

/* 0 in standing, 1 at the bottom, straight lines between. */
static inline double way(int frame)
{
    if (frame <= DOWN || frame >= END)
        return 0;
    if (frame < LOW)
        return (frame - DOWN) / (double)(LOW - DOWN);
    return frame <= UP ? 1 : (END - frame) / (double)(END - UP);
}

/* The frames of a signal, which is then there. */
static inline double *scene_signal(enum hinge_signal signal)
{
    scene.body.signal[signal] = scene.signal[signal];
    return scene.signal[signal];
}

/* size times way(), all the time. */
static inline void scene_line(enum hinge_signal signal, double size)
{
    double *x = scene_signal(signal);
    for (int i = 0; i < N; i++)
        x[i] = size * way(i);
}

static inline void scene_init(void)
{
    memset(&scene, 0, sizeof scene);
    hinge_parameters_init(&scene.parameters);
    scene.parameters.excursion_w_s = scene.parameters.peak_w_A = scene.parameters.peak_w_BC = 0;
    scene.body = (struct hinge_body){.n = N, .rate_hz = 100, .tier = 'A'};
    for (int k = 0; k < HINGE_SIGNAL_COUNT; k++)
        scene.body.reason[k] = HINGE_REASON_INSUFFICIENT_LANDMARKS;
    scene.rep = (struct hinge_rep){.bounds = {DOWN, LOW, UP, END},
                                   .low = DOWN,
                                   .high = LOW,
                                   .high_last = UP,
                                   .low2 = END,
                                   .hold_s = 0.5,
                                   .hold_phase = true,
                                   .complete = true};
    scene.reps = (struct hinge_reps){.n = 1,
                                     .rep = &scene.rep,
                                     .ds = scene.ds,
                                     .vs = scene.vs,
                                     .scratch = &scene.scratch,
                                     .leg_length = 0.9,
                                     .foot_length = 0.25};
    scene.reps.standing.found = true;
    scene.view = (struct hinge_rep_view){.body = &scene.body,
                                         .reps = &scene.reps,
                                         .rep = &scene.rep,
                                         .task = hinge_task_find(""),
                                         .parameters = &scene.parameters};
}

static inline struct hinge_value scene_value(const struct hinge_metric_family *f, const char *id,
                                             int phase)
{
    size_t m = 0;
    while (m < f->n && strcmp(f->metric[m].id, id) != 0)
        m++;
    if (m == f->n)
        fail_msg("no metric %s", id);
    struct hinge_value value =
        hinge_metric_value(&scene.view, &f->metric[m], (enum hinge_phase)phase);
    hinge_arena_clear(&scene.scratch);
    return value;
}

#define assert_metric(f, id, phase, want, tolerance)                                               \
    do {                                                                                           \
        struct hinge_value v_ = scene_value(f, id, phase);                                         \
        if (v_.reason != HINGE_REASON_OK)                                                          \
            print_error("%s: %s\n", id, hinge_reason_name(v_.reason));                             \
        assert_int_equal(v_.reason, HINGE_REASON_OK);                                              \
        assert_close(v_.value, want, 0, tolerance);                                                \
    } while (0)

#define assert_no_metric(f, id, phase, want)                                                       \
    do {                                                                                           \
        struct hinge_value v_ = scene_value(f, id, phase);                                         \
        assert_string_equal(hinge_reason_name(v_.reason), want);                                   \
        assert_true(isnan(v_.value));                                                              \
    } while (0)

#endif
