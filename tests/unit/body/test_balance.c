/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Weight between the feet, on a body whose points are written down (A9 of method 10:
 * its centre of mass is known), and the pressure of one plate and of two. */
#include "test.h"

#include "body_scene.h"

#include <hinge/warnings.h>

static const double A9_X = 0.04889396;

static void scene_init(const char *side)
{
    scene_start();
    scene.info.side = side;
    scene.body.side = side[0] != '\0' ? side[0] : 'b';
    pair(HINGE_LANDMARK_ear_l, .10, 1.45, 0.1);
    pair(HINGE_LANDMARK_shoulder_l, .10, 1.38, 0.1);
    pair(HINGE_LANDMARK_elbow_l, .12, 1.10, 0.1);
    pair(HINGE_LANDMARK_wrist_l, .20, .86, 0.1);
    pair(HINGE_LANDMARK_hjc_l, 0, .92, 0.1);
    pair(HINGE_LANDMARK_knee_l, 0, .50, 0.1);
    pair(HINGE_LANDMARK_ankle_l, 0, .09, 0.1);
    pair(HINGE_LANDMARK_heel_l, -.05, .03, 0.1);
    pair(HINGE_LANDMARK_toe_l, .15, .02, 0.1);
}

static void build(void)
{
    hinge_points_build(&scene.tracks, scene.body.side, &scene.points);
    hinge_positions_build(&scene.tracks, &scene.points, &scene.body);
    hinge_balance_build(&scene.tracks, &scene.points, &scene.info, &scene.body);
}

/* The rear toe 0.4 m behind the front midfoot and 0.2 m beside it: the centre of mass,
 * midway between the sides, is on its way there. */
TEST(weight_between_the_feet)
{
    for (int front = 0; front < 2; front++) {
        scene_init(front == 0 ? "l" : "r");
        double out = front == 0 ? -1 : 1, foot = 0.05, com = A9_X;
        set(HINGE_LANDMARK_toe_r - front, foot - 0.4, .02, -0.1 * out);
        /* that toe is also the end of a foot, of 0.0145 at its half */
        com += 0.0145 * 0.5 * (foot - 0.4 - 0.15);
        build();
        double dx = -0.4, dz = -0.2 * out, cz = -0.1 * out; /* from the midfoot */
        assert_close(value(HINGE_SIGNAL_rear_load),
                     ((com - foot) * dx + cz * dz) / (dx * dx + dz * dz), 0, 1e-7);
        /* the centre of mass of both sides, on the front foot */
        assert_close(value(HINGE_SIGNAL_com_foot), 100 * (com + 0.05) / 0.20, 0, 1e-5);
    }
}

/* 20 % of the body mass in the hands, at 0.20. */
TEST(with_a_load)
{
    scene_init("r");
    scene.tracks.load_share = 0.2;
    build();
    double com = (A9_X + 0.2 * 0.20) / 1.2;
    assert_close(value(HINGE_SIGNAL_com_foot), 100 * (com + 0.05) / 0.20, 0, 1e-5);
}

TEST(the_leg_behind)
{
    scene_init("l");
    set(HINGE_LANDMARK_ankle_r, -0.4, .92 - 0.4, .1); /* 45 degrees behind */
    build();
    assert_close(value(HINGE_SIGNAL_rear_leg), 45, 0, 1e-9);
    scene_init("l");
    set(HINGE_LANDMARK_ankle_r, -0.83, .92, .1); /* held out level */
    scene.tracks.dim = 2;
    build();
    assert_close(value(HINGE_SIGNAL_rear_leg), 90, 0, 1e-9);
    assert_refused(HINGE_SIGNAL_rear_load, HINGE_REASON_NO_FRONTAL);
}

TEST(refusals)
{
    scene_init("");
    build();
    assert_refused(HINGE_SIGNAL_rear_load, HINGE_REASON_NO_SIDE);
    assert_refused(HINGE_SIGNAL_rear_leg, HINGE_REASON_NO_SIDE);
    scene_init("l");
    scene.tracks.warnings = HINGE_WARN(FACING_AMBIGUOUS);
    build();
    assert_refused(HINGE_SIGNAL_rear_load, HINGE_REASON_FACING_AMBIGUOUS);
    scene_init("l");
    scene.tracks.point[HINGE_LANDMARK_toe_r].usable = false;
    scene.tracks.point[HINGE_LANDMARK_ankle_r].usable = false;
    build();
    assert_refused(HINGE_SIGNAL_rear_load, HINGE_REASON_NO_FOOT);
    assert_refused(HINGE_SIGNAL_rear_leg, HINGE_REASON_INSUFFICIENT_LANDMARKS);
    scene_init("l");
    scene.tracks.point[HINGE_LANDMARK_wrist_r].present = false;
    build();
    assert_refused(HINGE_SIGNAL_rear_load, HINGE_REASON_NO_HANDS);
}

/* --- pressure: heel at 0, toe at 0.25 m --- */

static double pressure(struct hinge_body *body, enum hinge_reason expected)
{
    hinge_cop_build(body);
    assert_int_equal(body->reason[HINGE_SIGNAL_cop_foot], expected);
    double *x = body->signal[HINGE_SIGNAL_cop_foot];
    double second = x != NULL ? x[1] : (double)NAN;
    body->signal[HINGE_SIGNAL_cop_foot] = NULL;
    return second;
}

TEST(one_plate_and_two)
{
    double left[N] = {.05, .05, .05}, right[N] = {.2, .2, .2}, heel[N] = {0};
    double toe[N] = {.25, .25, .25};
    double light[30], heavy[30];
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    struct hinge_body body = {
        .n = N, .rate_hz = 100, .side = 'b', .heel_x = heel, .toe_x = toe, .arena = &arena};
    for (int i = 0; i < 30; i++) {
        light[i] = -150; /* of whatever sign the plate has */
        heavy[i] = -450;
    }
    pressure(&body, HINGE_REASON_NO_FORCE); /* no plate */
    body.cop_x[0] = left;
    assert_close(pressure(&body, HINGE_REASON_OK), 20, 0, 1e-12);
    body.cop_x[1] = right;
    pressure(&body, HINGE_REASON_NO_FORCE); /* two, and nobody knows how to weigh them */
    body.side = 'r';
    assert_close(pressure(&body, HINGE_REASON_OK), 80, 0, 1e-12);
    body.side = 'b';
    body.plate_force[0] = (struct hinge_muscle){.n = 30, .rate_hz = 1000, .band = light};
    body.plate_force[1] = (struct hinge_muscle){.n = 30, .rate_hz = 1000, .band = heavy};
    assert_close(pressure(&body, HINGE_REASON_OK), 20 * 0.25 + 80 * 0.75, 0, 1e-9);
    body.plate_force[1].n = 10; /* it ends before that frame does */
    assert_true(isnan(pressure(&body, HINGE_REASON_OK)));
    body.toe_x = NULL;
    pressure(&body, HINGE_REASON_NO_FOOT);
}
