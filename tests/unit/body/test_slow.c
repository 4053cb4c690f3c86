/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slow errors: frames that a pair or the driver lacks count for nothing. */
#include "base/parameters.h"
#include "test.h"

#include "body/steps.h"

#include <stdlib.h>

enum { N = 200, LACKING = 10 };

struct scene {
    struct hinge_arena arena;
    struct hinge_tracks tracks;
    struct hinge_body body;
    struct hinge_parameters parameters;
    double hip[2][N], knee[2][N], driver[N];
};

static void derive(const struct hinge_body_request *request, struct hinge_tracks *tracks,
                   struct hinge_points *points, struct hinge_body *body)
{
    (void)request, (void)tracks, (void)points, (void)body;
}

static void set(struct hinge_track *track, double x[2][N])
{
    track->present = track->usable = true;
    track->axis[0] = x[0];
    track->axis[1] = x[1];
}

/* A thigh whose length changes by itself, once a second: no average reaches that. */
static struct scene *scene_new(void)
{
    struct scene *s = calloc(1, sizeof *s);
    assert_non_null(s);
    hinge_parameters_init(&s->parameters);
    s->tracks.arena = &s->arena;
    s->tracks.n = N;
    s->tracks.dim = 2;
    s->tracks.metric = true;
    s->tracks.rate_hz = 1;
    s->tracks.leg0 = 0.85;
    s->body.signal[HINGE_SIGNAL_driver] = s->driver;
    for (int i = 0; i < N; i++) {
        s->driver[i] = 40 + 40 * sin(0.13 * i);
        s->hip[1][i] = 0.9 + 0.02 * sin(1.7 * i) + 0.0001 * s->driver[i];
        s->knee[1][i] = 0.5;
    }
    set(&s->tracks.point[HINGE_LANDMARK_hjc_l], s->hip);
    set(&s->tracks.point[HINGE_LANDMARK_knee_l], s->knee);
    return s;
}

static double estimate_and_free(struct scene *s)
{
    struct hinge_body_request request = {.parameters = &s->parameters};
    hinge_slow_estimate(&s->tracks, &request, derive, &s->body);
    double mm = s->body.slow.all_mm;
    hinge_arena_clear(&s->arena);
    free(s);
    return mm;
}

TEST(missing_frames_count_for_nothing)
{
    struct scene *without_driver = scene_new(), *without_knee = scene_new(),
                 *without_both = scene_new(), *shorter = scene_new();
    for (int i = N - LACKING; i < N; i++) {
        without_driver->driver[i] = (double)NAN;
        without_knee->knee[1][i] = (double)NAN;
        without_both->driver[i] = without_both->knee[1][i] = (double)NAN;
        without_driver->hip[1][i] = without_knee->hip[1][i] = 7; /* is not seen */
        without_both->hip[1][i] = 7;
    }
    shorter->tracks.n = N - LACKING;
    double want = estimate_and_free(shorter);
    assert_close(want, 11.5, 0, 1); /* half of what 20 mm of a sine vary by, a share */
    assert_close(estimate_and_free(without_driver), want, 1e-9, 0);
    assert_close(estimate_and_free(without_knee), want, 1e-9, 0);
    assert_close(estimate_and_free(without_both), want, 1e-9, 0);
}
