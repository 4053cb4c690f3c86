/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals of both sides together, on a body whose points are written down: signs of
 * method 1.1 (right up, left turn, right shift positive) and closed forms. */
#include "test.h"

#include "body_scene.h"

#include <hinge/warnings.h>

static void scene_init(void)
{
    scene_start();
    scene.body.has_frontal = true;
    pair(HINGE_LANDMARK_hjc_l, 0, 0.9, 0.1);
    pair(HINGE_LANDMARK_knee_l, 0, 0.5, 0.1);
    pair(HINGE_LANDMARK_ankle_l, 0, 0.1, 0.1);
    pair(HINGE_LANDMARK_shoulder_l, 0, 1.4, 0.2);
    pair(HINGE_LANDMARK_heel_l, -0.05, 0.03, 0.1);
    pair(HINGE_LANDMARK_toe_l, 0.15, 0.02, 0.1);
}

static void build(void)
{
    hinge_frontal_build(&scene.tracks, &scene.body);
}

TEST(a_symmetric_body_reads_zero)
{
    scene_init();
    build();
    static const enum hinge_signal zero[] = {
        HINGE_SIGNAL_pelvic_obliquity, HINGE_SIGNAL_pelvic_yaw, HINGE_SIGNAL_lateral_shift,
        HINGE_SIGNAL_lateral_lean,     HINGE_SIGNAL_foot_yaw_l, HINGE_SIGNAL_foot_yaw_r,
        HINGE_SIGNAL_hip_asymmetry};
    for (size_t k = 0; k < sizeof zero / sizeof *zero; k++)
        assert_close(value(zero[k]), 0, 0, 1e-12);
    assert_close(value(HINGE_SIGNAL_knee_gap), 1, 0, 1e-12);
    assert_close(value(HINGE_SIGNAL_stance_gap), 0.5, 0, 1e-12);
}

TEST(signs_and_sizes)
{
    scene_init();
    double up = 0.2 * sin(10 * M_PI / 180), turn = 0.1 * sin(20 * M_PI / 180);
    /* right hip 10 degrees above the left: obliquity; the shoulders 0.05 to the right
     */
    set(HINGE_LANDMARK_hjc_r, 0, 0.9 + up, -0.1 + 0.2 * cos(10 * M_PI / 180));
    set(HINGE_LANDMARK_shoulder_l, 0, 1.4, -0.15);
    set(HINGE_LANDMARK_shoulder_r, 0, 1.4, 0.25);
    set(HINGE_LANDMARK_knee_l, 0, 0.5, -0.05); /* knees fall in */
    set(HINGE_LANDMARK_knee_r, 0, 0.5, 0.05);
    /* toes out by 30 degrees: left foot to the left, right foot to the right */
    set(HINGE_LANDMARK_toe_l, -0.05 + 0.2 * cos(M_PI / 6), 0.02, -0.1 - 0.1);
    set(HINGE_LANDMARK_toe_r, -0.05 + 0.2 * cos(M_PI / 6), 0.02, 0.1 + 0.1);
    build();
    assert_close(value(HINGE_SIGNAL_pelvic_obliquity), 10, 0, 1e-9);
    assert_close(value(HINGE_SIGNAL_knee_gap), 0.5, 0, 1e-9);
    assert_close(value(HINGE_SIGNAL_stance_gap), 0.5, 0, 1e-9);
    assert_close(value(HINGE_SIGNAL_foot_yaw_l), 30, 0, 1e-9);
    assert_close(value(HINGE_SIGNAL_foot_yaw_r), -30, 0, 1e-9);
    double hip_z = -0.1 + 0.1 * cos(10 * M_PI / 180);
    assert_close(value(HINGE_SIGNAL_lateral_shift), hip_z, 0, 1e-9);
    assert_close(value(HINGE_SIGNAL_lateral_lean), atan2(0.05 - hip_z, 0.5 - up / 2) * 180 / M_PI,
                 0, 1e-9);
    /* turned to the left by 20 degrees: the right hip comes forward */
    scene_init();
    set(HINGE_LANDMARK_hjc_l, -turn, 0.9, -0.1 * cos(20 * M_PI / 180));
    set(HINGE_LANDMARK_hjc_r, turn, 0.9, 0.1 * cos(20 * M_PI / 180));
    build();
    assert_close(value(HINGE_SIGNAL_pelvic_yaw), 20, 0, 1e-9);
    assert_close(value(HINGE_SIGNAL_pelvic_obliquity), 0, 0, 1e-9);
}

/* Left thigh 12 degrees further forward-down than the right: the left hip is more
 * flexed by as much, with a pelvis and without. */
TEST(the_more_flexed_hip)
{
    double dummy[N] = {0};
    for (int pelvis = 0; pelvis < 2; pelvis++) {
        scene_init();
        double a = 12 * M_PI / 180;
        set(HINGE_LANDMARK_knee_l, 0.4 * sin(a), 0.9 - 0.4 * cos(a), -0.1);
        if (pelvis)
            scene.body.signal[HINGE_SIGNAL_hip_flex] = dummy;
        build();
        assert_close(value(HINGE_SIGNAL_hip_asymmetry), 12, 0, 1e-9);
    }
}

/* A foot keeps a heading within half a turn, and has none while it is on its toes: a
 * heel that sways beside the toe once read 1433 degrees. */
TEST(a_foot_on_its_toes_has_no_heading)
{
    scene_init();
    for (size_t i = 0; i < N; i++) {
        struct hinge_track *l = &scene.tracks.point[HINGE_LANDMARK_heel_l];
        struct hinge_track *toe = &scene.tracks.point[HINGE_LANDMARK_toe_l];
        double a = 2 * M_PI * (double)i / 5; /* round and round, level */
        l->axis[0][i] = toe->axis[0][i] - 0.2 * cos(a);
        l->axis[2][i] = toe->axis[2][i] + 0.2 * sin(a);
        l->axis[1][i] = toe->axis[1][i];
    }
    set(HINGE_LANDMARK_heel_r, 0.05, 0.19, 0.1); /* 0.1 behind, 0.17 above */
    build();
    for (size_t i = 0; i < N; i++)
        assert_true(fabs(scene.body.signal[HINGE_SIGNAL_foot_yaw_l][i]) <= 180);
    assert_true(isnan(scene.body.signal[HINGE_SIGNAL_foot_yaw_r][0]));
    scene_init();
    set(HINGE_LANDMARK_heel_r, 0.15, 0.02, 0.1); /* where its toe is */
    build();
    assert_true(isnan(scene.body.signal[HINGE_SIGNAL_foot_yaw_r][0]));
}

TEST(refusals)
{
    scene_init();
    scene.body.has_frontal = false;
    build();
    assert_null(scene.body.signal[HINGE_SIGNAL_pelvic_yaw]);
    assert_refused(HINGE_SIGNAL_pelvic_yaw, HINGE_REASON_NO_FRONTAL);
    scene_init();
    scene.tracks.warnings = HINGE_WARN(FACING_AMBIGUOUS); /* labels may be exchanged */
    build();
    assert_null(scene.body.signal[HINGE_SIGNAL_pelvic_obliquity]);
    assert_refused(HINGE_SIGNAL_pelvic_obliquity, HINGE_REASON_FACING_AMBIGUOUS);
    scene_init();
    scene.tracks.point[HINGE_LANDMARK_heel_r].present = false;
    scene.tracks.point[HINGE_LANDMARK_shoulder_l].usable = false;
    build();
    assert_refused(HINGE_SIGNAL_foot_yaw_r, HINGE_REASON_NO_FOOT);
    assert_non_null(scene.body.signal[HINGE_SIGNAL_foot_yaw_l]);
    assert_refused(HINGE_SIGNAL_lateral_lean, HINGE_REASON_NO_FRONTAL);
    assert_non_null(scene.body.signal[HINGE_SIGNAL_lateral_shift]);
}
