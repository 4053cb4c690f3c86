/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body of three frames whose points a test writes down. Include after test.h. */
#ifndef TESTS_BODY_SCENE_H
#define TESTS_BODY_SCENE_H

#include "base/parameters.h"
#include "body/steps.h"

enum { N = 3 };

static struct {
    struct hinge_arena arena;
    struct hinge_tracks tracks;
    struct hinge_points points;
    struct hinge_trial_info info;
    struct hinge_parameters parameters;
    struct hinge_body body;
} scene; /* of the running test, which starts it */

/* Both sides in space, without a point. */
static inline void scene_start(void)
{
    hinge_arena_clear(&scene.arena);
    memset(&scene, 0, sizeof scene);
    scene.tracks.arena = scene.body.arena = &scene.arena;
    scene.tracks.n = scene.body.n = N;
    scene.tracks.dim = 3;
    scene.body.side = 'b';
    hinge_trial_info_init(&scene.info);
    hinge_parameters_init(&scene.parameters);
}

static inline void set(int landmark, double x, double y, double z)
{
    struct hinge_track *track = &scene.tracks.point[landmark];
    const double at[3] = {x, y, z};
    track->present = track->usable = true;
    for (int a = 0; a < 3; a++) {
        track->axis[a] = hinge_tracks_array(&scene.tracks);
        for (int i = 0; i < N; i++)
            track->axis[a][i] = at[a];
    }
}

/* A left and a right one. */
static inline void pair(int left, double x, double y, double half_m)
{
    set(left, x, y, -half_m);
    set(left + 1, x, y, half_m);
}

static inline double value(enum hinge_signal signal)
{
    if (scene.body.signal[signal] == NULL)
        fail_msg("%s: %s", hinge_signal_name(signal), hinge_reason_name(scene.body.reason[signal]));
    return scene.body.signal[signal][1];
}

#define assert_refused(signal, why)                                                                \
    assert_string_equal(hinge_reason_name(scene.body.reason[signal]), hinge_reason_name(why))

#endif
