/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals of both sides together, on a body whose points are written down: signs of
 * method 1.1 (right up, left turn, right shift positive) and closed forms. */
#include "test.h"

#include "body/steps.h"

#include <string.h>

enum { N = 3 };

static struct scene {
    struct hinge_arena arena;
    struct hinge_tracks tracks;
    struct hinge_body body;
    struct hinge_error error;
} scene; /* scene_init() clears what a test before left */

static void put(struct scene *s, int landmark, double x, double y, double z)
{
    struct hinge_track *track = &s->tracks.point[landmark];
    const double at[3] = {x, y, z};
    track->present = track->usable = true;
    for (int a = 0; a < 3; a++) {
        track->axis[a] = hinge_tracks_array(&s->tracks);
        for (int i = 0; i < N; i++)
            track->axis[a][i] = at[a];
    }
}

static void scene_init(struct scene *s)
{
    hinge_arena_clear(&s->arena);
    memset(s, 0, sizeof *s);
    s->tracks.arena = s->body.arena = &s->arena;
    s->tracks.n = N;
    s->tracks.dim = 3;
    s->body.n = N;
    s->body.has_frontal = true;
    for (int side = 0; side < 2; side++) {
        double z = side == 0 ? -0.1 : 0.1;
        put(s, HINGE_LANDMARK_hjc_l + side, 0, 0.9, z);
        put(s, HINGE_LANDMARK_knee_l + side, 0, 0.5, z);
        put(s, HINGE_LANDMARK_ankle_l + side, 0, 0.1, z);
        put(s, HINGE_LANDMARK_shoulder_l + side, 0, 1.4, 2 * z);
        put(s, HINGE_LANDMARK_heel_l + side, -0.05, 0.03, z);
        put(s, HINGE_LANDMARK_toe_l + side, 0.15, 0.02, z);
    }
}

static void build(struct scene *s)
{
    hinge_frontal_build(&s->tracks, &s->body);
}

static double value(const struct scene *s, enum hinge_signal signal)
{
    if (s->body.signal[signal] == NULL)
        fail_msg("%s: %s", hinge_signal_name(signal), hinge_reason_name(s->body.reason[signal]));
    return s->body.signal[signal][1];
}

TEST(a_symmetric_body_reads_zero)
{
    scene_init(&scene);
    build(&scene);
    static const enum hinge_signal zero[] = {
        HINGE_SIGNAL_pelvic_obliquity, HINGE_SIGNAL_pelvic_yaw, HINGE_SIGNAL_lateral_shift,
        HINGE_SIGNAL_lateral_lean,     HINGE_SIGNAL_foot_yaw_l, HINGE_SIGNAL_foot_yaw_r,
        HINGE_SIGNAL_hip_asymmetry};
    for (size_t k = 0; k < sizeof zero / sizeof *zero; k++)
        assert_close(value(&scene, zero[k]), 0, 0, 1e-12);
    assert_close(value(&scene, HINGE_SIGNAL_knee_gap), 1, 0, 1e-12);
    assert_close(value(&scene, HINGE_SIGNAL_stance_gap), 0.5, 0, 1e-12);
}

TEST(signs_and_sizes)
{
    scene_init(&scene);
    double up = 0.2 * sin(10 * M_PI / 180), turn = 0.1 * sin(20 * M_PI / 180);
    /* right hip 10 degrees above the left: obliquity; the shoulders 0.05 to the right
     */
    put(&scene, HINGE_LANDMARK_hjc_r, 0, 0.9 + up, -0.1 + 0.2 * cos(10 * M_PI / 180));
    put(&scene, HINGE_LANDMARK_shoulder_l, 0, 1.4, -0.15);
    put(&scene, HINGE_LANDMARK_shoulder_r, 0, 1.4, 0.25);
    put(&scene, HINGE_LANDMARK_knee_l, 0, 0.5, -0.05); /* knees fall in */
    put(&scene, HINGE_LANDMARK_knee_r, 0, 0.5, 0.05);
    /* toes out by 30 degrees: left foot to the left, right foot to the right */
    put(&scene, HINGE_LANDMARK_toe_l, -0.05 + 0.2 * cos(M_PI / 6), 0.02, -0.1 - 0.1);
    put(&scene, HINGE_LANDMARK_toe_r, -0.05 + 0.2 * cos(M_PI / 6), 0.02, 0.1 + 0.1);
    build(&scene);
    assert_close(value(&scene, HINGE_SIGNAL_pelvic_obliquity), 10, 0, 1e-9);
    assert_close(value(&scene, HINGE_SIGNAL_knee_gap), 0.5, 0, 1e-9);
    assert_close(value(&scene, HINGE_SIGNAL_stance_gap), 0.5, 0, 1e-9);
    assert_close(value(&scene, HINGE_SIGNAL_foot_yaw_l), 30, 0, 1e-9);
    assert_close(value(&scene, HINGE_SIGNAL_foot_yaw_r), -30, 0, 1e-9);
    double hip_z = -0.1 + 0.1 * cos(10 * M_PI / 180);
    assert_close(value(&scene, HINGE_SIGNAL_lateral_shift), hip_z, 0, 1e-9);
    assert_close(value(&scene, HINGE_SIGNAL_lateral_lean),
                 atan2(0.05 - hip_z, 0.5 - up / 2) * 180 / M_PI, 0, 1e-9);
    /* turned to the left by 20 degrees: the right hip comes forward */
    scene_init(&scene);
    put(&scene, HINGE_LANDMARK_hjc_l, -turn, 0.9, -0.1 * cos(20 * M_PI / 180));
    put(&scene, HINGE_LANDMARK_hjc_r, turn, 0.9, 0.1 * cos(20 * M_PI / 180));
    build(&scene);
    assert_close(value(&scene, HINGE_SIGNAL_pelvic_yaw), 20, 0, 1e-9);
    assert_close(value(&scene, HINGE_SIGNAL_pelvic_obliquity), 0, 0, 1e-9);
}

/* Left thigh 12 degrees further forward-down than the right: the left hip is more
 * flexed by as much, with a pelvis and without. */
TEST(the_more_flexed_hip)
{
    double dummy[N] = {0};
    for (int pelvis = 0; pelvis < 2; pelvis++) {
        scene_init(&scene);
        double a = 12 * M_PI / 180;
        put(&scene, HINGE_LANDMARK_knee_l, 0.4 * sin(a), 0.9 - 0.4 * cos(a), -0.1);
        if (pelvis)
            scene.body.signal[HINGE_SIGNAL_hip_flex] = dummy;
        build(&scene);
        assert_close(value(&scene, HINGE_SIGNAL_hip_asymmetry), 12, 0, 1e-9);
    }
}

/* A foot keeps a heading within half a turn, and has none while it is on its toes: a
 * heel that sways beside the toe once read 1433 degrees. */
TEST(a_foot_on_its_toes_has_no_heading)
{
    scene_init(&scene);
    for (size_t i = 0; i < N; i++) {
        struct hinge_track *l = &scene.tracks.point[HINGE_LANDMARK_heel_l];
        struct hinge_track *toe = &scene.tracks.point[HINGE_LANDMARK_toe_l];
        double a = 2 * M_PI * (double)i / 5; /* round and round, level */
        l->axis[0][i] = toe->axis[0][i] - 0.2 * cos(a);
        l->axis[2][i] = toe->axis[2][i] + 0.2 * sin(a);
        l->axis[1][i] = toe->axis[1][i];
    }
    put(&scene, HINGE_LANDMARK_heel_r, 0.05, 0.19, 0.1); /* 0.1 behind, 0.17 above */
    build(&scene);
    for (size_t i = 0; i < N; i++)
        assert_true(fabs(scene.body.signal[HINGE_SIGNAL_foot_yaw_l][i]) <= 180);
    assert_true(isnan(scene.body.signal[HINGE_SIGNAL_foot_yaw_r][0]));
    scene_init(&scene);
    put(&scene, HINGE_LANDMARK_heel_r, 0.15, 0.02, 0.1); /* where its toe is */
    build(&scene);
    assert_true(isnan(scene.body.signal[HINGE_SIGNAL_foot_yaw_r][0]));
}

TEST(refusals)
{
    scene_init(&scene);
    scene.body.has_frontal = false;
    build(&scene);
    assert_null(scene.body.signal[HINGE_SIGNAL_pelvic_yaw]);
    assert_int_equal(scene.body.reason[HINGE_SIGNAL_pelvic_yaw], HINGE_REASON_NO_FRONTAL);
    scene_init(&scene);
    scene.tracks.warnings = HINGE_WARN(FACING_AMBIGUOUS); /* labels may be exchanged */
    build(&scene);
    assert_null(scene.body.signal[HINGE_SIGNAL_pelvic_obliquity]);
    assert_int_equal(scene.body.reason[HINGE_SIGNAL_pelvic_obliquity],
                     HINGE_REASON_FACING_AMBIGUOUS);
    scene_init(&scene);
    scene.tracks.point[HINGE_LANDMARK_heel_r].present = false;
    scene.tracks.point[HINGE_LANDMARK_shoulder_l].usable = false;
    build(&scene);
    assert_int_equal(scene.body.reason[HINGE_SIGNAL_foot_yaw_r], HINGE_REASON_NO_FOOT);
    assert_non_null(scene.body.signal[HINGE_SIGNAL_foot_yaw_l]);
    assert_int_equal(scene.body.reason[HINGE_SIGNAL_lateral_lean], HINGE_REASON_NO_FRONTAL);
    assert_non_null(scene.body.signal[HINGE_SIGNAL_lateral_shift]);
}
