/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptors of a scene whose signals are formulas. */
#include "test.h"

#include "rep_scene.h"

extern const struct hinge_metric_family hinge_metric_family_descriptor;

#define R HINGE_PHASE_REP

TEST(setup_is_against_standing)
{
    static const struct {
        enum hinge_signal signal;
        const char *id;
    } rows[] = {{HINGE_SIGNAL_pelvis_tilt, "pelvis_tilt_setup_deg"},
                {HINGE_SIGNAL_thorax_tilt, "thorax_tilt_setup_deg"},
                {HINGE_SIGNAL_ankle_df, "ankle_df_setup_deg"},
                {HINGE_SIGNAL_cva, "cva_setup_deg"}};
    const struct hinge_metric_family *f = &hinge_metric_family_descriptor;
    scene_init();
    for (size_t k = 0; k < 4; k++) {
        double *x = scene_signal(rows[k].signal);
        for (int i = 0; i < N; i++) /* 50 frames of setup end at DOWN */
            x[i] = i < DOWN - 50 ? 90 : i <= DOWN ? 7 + (double)k : 60;
        scene.reps.standing.value[rows[k].signal] = 10;
    }
    for (size_t k = 0; k < 4; k++)
        assert_metric(f, rows[k].id, R, (double)k - 3, 1e-9);
    assert_no_metric(f, "trunk_incl_deg", R, "INSUFFICIENT_LANDMARKS");
}

/* Shoulders pinched back by 0.05 trunk lengths of 0.55 leg lengths. */
TEST(shoulders_are_pinched_in_cm)
{
    const struct hinge_metric_family *f = &hinge_metric_family_descriptor;
    scene_init();
    double *x = scene_signal(HINGE_SIGNAL_shoulder_forward);
    for (int i = 0; i < N; i++)
        x[i] = i < DOWN - 50 ? 0.9 : i <= DOWN ? 0.02 : 0.3;
    scene.reps.standing.value[HINGE_SIGNAL_shoulder_forward] = 0.07;
    scene.body.has_metric = true;
    scene.reps.leg_length = 0.9;
    scene.reps.trunk_length = 0.9 * 0.55;
    assert_metric(f, "shoulder_back_setup_cm", R, 100 * 0.05 * 0.495, 1e-9);
    scene.body.has_metric = false;
    assert_no_metric(f, "shoulder_back_setup_cm", R, "NO_METRIC_SCALE");
}

TEST(the_rest_is_of_the_movement)
{
    const struct hinge_metric_family *f = &hinge_metric_family_descriptor;
    for (int k = 0; k < 4; k++) { /* from 10 to 30 degrees */
        static const double knee[] = {9.9, 10, 30, 30.1};
        scene_init();
        scene_line(HINGE_SIGNAL_knee_flex, knee[k]);
        scene_line(HINGE_SIGNAL_trunk_incl, 65);
        scene_line(HINGE_SIGNAL_neck_flex, -20);
        scene.reps.standing.value[HINGE_SIGNAL_neck_flex] = 5;
        double *l = scene_signal(HINGE_SIGNAL_lumbar_flex);
        for (int i = 0; i < N; i++) /* 3 degrees more over the hold */
            l[i] = i < LOW ? 20 : i > UP ? 60 : 20 + 3.0 * (i - LOW) / (UP - LOW);
        assert_metric(f, "soft_knees", R, k == 1 || k == 2, 0);
        assert_metric(f, "trunk_incl_deg", R, 65, 1e-9);
        assert_metric(f, "neck_flex_size_deg", R, 25, 1e-9); /* -20 from 5 */
        assert_metric(f, "hold_drift_deg", R, 3, 1e-9);
    }
}

/* Thorax on pelvis is 12 degrees back in standing; the lower back is hollow by 20 degrees there,
 * and at the bottom by 5 or round by 8. */
TEST(lordosis_and_what_is_left)
{
    const struct hinge_metric_family *f = &hinge_metric_family_descriptor;
    static const double bottom[] = {5, -8};
    scene_init();
    scene.body.reason[HINGE_SIGNAL_lumbar_flex] = HINGE_REASON_TIER_C_NO_LUMBAR;
    assert_no_metric(f, "lumbar_standing_deg", R, "TIER_C_NO_LUMBAR");
    scene_line(HINGE_SIGNAL_lumbar_flex, 30);
    scene.reps.standing.value[HINGE_SIGNAL_lumbar_flex] = -12;
    assert_no_metric(f, "lumbar_standing_deg", R, "NO_POSITIONS");
    scene.body.has_positions = true;
    assert_no_metric(f, "lumbar_standing_deg", R, "TIER_TOO_LOW");
    scene.body.has_pelvis = true;
    assert_metric(f, "lumbar_standing_deg", R, -12, 0);
    for (int k = 0; k < 2; k++) {
        double *x = scene_signal(HINGE_SIGNAL_lumbar_curv);
        for (int i = 0; i < N; i++)
            x[i] = -20 + (20 - bottom[k]) * way(i);
        scene.reps.standing.value[HINGE_SIGNAL_lumbar_curv] = -20;
        assert_metric(f, "lordosis_standing_deg", R, 20, 0);
        assert_metric(f, "lordosis_bottom_deg", R, bottom[k], 1e-12);
        assert_metric(f, "lordosis_left_pct", R, 5 * bottom[k], 1e-12);
    }
    scene.reps.standing.value[HINGE_SIGNAL_lumbar_curv] = -9.9; /* nearly flat: of what? */
    assert_no_metric(f, "lordosis_left_pct", R, "DEN_SMALL");
    scene.reps.standing.value[HINGE_SIGNAL_lumbar_curv] = 12; /* or round */
    assert_no_metric(f, "lordosis_left_pct", R, "DEN_SMALL");
}
