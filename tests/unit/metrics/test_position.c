/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the body goes (method 6.8): positions in leg lengths that follow the driver,
 * minus standing. */
#include "test.h"

#include "rep_scene.h"

extern const struct hinge_metric_family hinge_metric_family_position;
static const struct hinge_metric_family *const position = &hinge_metric_family_position;
enum { D = HINGE_PHASE_DESCENT, R = HINGE_PHASE_REP };

static void stand(enum hinge_signal signal, double value)
{
    scene.reps.standing.value[signal] = value;
    for (int i = 0; i < N; i++)
        scene.signal[signal][i] += value;
}

/* Hips 0.2 back and 0.1 down; the trunk leans with the root of the way. */
static void travel(void)
{
    double *trunk = scene_signal(HINGE_SIGNAL_trunk_incl);
    scene_line(HINGE_SIGNAL_driver, 90);
    scene_line(HINGE_SIGNAL_hip_posterior, 0.2);
    scene_line(HINGE_SIGNAL_hip_drop, 0.1);
    stand(HINGE_SIGNAL_hip_posterior, 0.05);
    stand(HINGE_SIGNAL_hip_drop, -0.02);
    for (int i = 0; i < N; i++)
        trunk[i] = 60 * sqrt(way(i));
}

TEST(hips_go_back_and_down)
{
    scene_init();
    travel();
    assert_metric(position, "hip_posterior_ll", R, 0.2, 1e-12);
    assert_metric(position, "hip_drop_ll", R, 0.1, 1e-12);
    assert_metric(position, "hinge_index", R, 2.0 / 3, 1e-12);
    assert_metric(position, "path_angle_deg", R, 26.56505117707799, 1e-9);
    assert_metric(position, "hip_posterior_p30_ll", D, 0.06, 1e-12);
    assert_metric(position, "hip_drop_p30_ll", D, 0.03, 1e-12);
    assert_metric(position, "hip_posterior_p50_ll", D, 0.10, 1e-12);
    assert_metric(position, "hinge_index_p50", D, 2.0 / 3, 1e-9);
    assert_metric(position, "path_angle_p30_deg", D, 26.56505117707799, 1e-7);
    /* half of the lean is done at a quarter of the way */
    assert_metric(position, "half_lean_travel", D, 0.25, 1e-9);
}

/* The line from hip to shoulder at the bottom by that in standing. */
TEST(the_trunk_gets_shorter)
{
    double length[N];
    scene_init();
    for (int i = 0; i < N; i++)
        length[i] = 0.5 - 0.04 * way(i);
    scene.body.trunk_length = length;
    scene.body.has_positions = true;
    scene.reps.trunk_length = 0.5;
    assert_metric(position, "trunk_chord_tl", R, 0.92, 1e-12);
    scene.reps.standing.found = false;
    assert_no_metric(position, "trunk_chord_tl", R, "NO_STANDING_REF");
    scene.body.trunk_length = NULL;
    assert_no_metric(position, "trunk_chord_tl", R, "INSUFFICIENT_LANDMARKS");
    scene.body.has_positions = false;
    assert_no_metric(position, "trunk_chord_tl", R, "NO_POSITIONS");
}

TEST(forward_and_upward)
{
    scene_init();
    travel();
    scene_line(HINGE_SIGNAL_hip_posterior, -0.1);
    scene.reps.standing.value[HINGE_SIGNAL_hip_posterior] = 0;
    assert_metric(position, "hinge_index", R, -0.5, 1e-12);
    assert_metric(position, "path_angle_deg", R, 135, 1e-9);
    scene_line(HINGE_SIGNAL_hip_posterior, 0);
    scene_line(HINGE_SIGNAL_hip_drop, 0);
    scene.reps.standing.value[HINGE_SIGNAL_hip_drop] = 0;
    assert_no_metric(position, "hinge_index", R, "ROM_SMALL");
    assert_no_metric(position, "half_lean_travel", D, "DEN_SMALL");
    scene_line(HINGE_SIGNAL_hip_posterior, 0.03);
    assert_metric(position, "half_lean_travel", D, 0.25, 1e-9);
    scene_line(HINGE_SIGNAL_hip_posterior, 0.029);
    assert_no_metric(position, "half_lean_travel", D, "DEN_SMALL");
}

TEST(knees_and_shanks)
{
    scene_init();
    travel();
    double *knee = scene_signal(HINGE_SIGNAL_knee_travel);
    for (int i = 0; i < N; i++) /* 0.1 forward half way, back at the bottom */
        knee[i] = 0.4 * way(i) * (1 - way(i));
    stand(HINGE_SIGNAL_knee_travel, 0.02);
    scene_line(HINGE_SIGNAL_shank_incl, -3);
    scene.reps.standing.value[HINGE_SIGNAL_shank_incl] = 5; /* absolute: not subtracted */
    scene_line(HINGE_SIGNAL_knee_toe, -0.15);
    assert_metric(position, "knee_travel_ll", R, 0.1, 1e-12);
    assert_metric(position, "knee_travel_bottom_ll", R, 0, 1e-12);
    assert_metric(position, "shank_incl_deg", R, -3, 0);
    assert_metric(position, "knee_toe_fl", R, -0.15, 0);
}

TEST(load_and_lengths)
{
    scene_init();
    travel();
    double *load = scene_signal(HINGE_SIGNAL_load_midfoot);
    for (int i = 0; i < N; i++)
        load[i] = i == 150 ? -0.3 : i == 151 ? (double)NAN : i < 300 ? 0.1 : 0.2;
    scene_line(HINGE_SIGNAL_chest_toe, 0.2);
    assert_metric(position, "load_midfoot_fl", R, 0.1, 0);
    assert_metric(position, "load_midfoot_max_fl", R, 0.3, 0);
    assert_metric(position, "chest_toe_ll", R, 0.2, 0);
    assert_metric(position, "chest_toe_fl", R, 0.2 * 0.9 / 0.25, 1e-12);
    assert_no_metric(position, "com_foot_pct", R, "INSUFFICIENT_LANDMARKS");
    scene.reps.foot_length = (double)NAN;
    assert_no_metric(position, "chest_toe_fl", R, "NO_FOOT");
    assert_metric(position, "chest_toe_ll", R, 0.2, 0);
}
