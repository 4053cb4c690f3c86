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
    struct scene s;
    scene_init(&s);
    for (size_t k = 0; k < 4; k++) {
        double *x = scene_signal(&s, rows[k].signal);
        for (int i = 0; i < N; i++) /* 50 frames of setup end at DOWN */
            x[i] = i < DOWN - 50 ? 90 : i <= DOWN ? 7 + (double)k : 60;
        s.reps.standing.value[rows[k].signal] = 10;
    }
    for (size_t k = 0; k < 4; k++)
        assert_metric(&s, f, rows[k].id, R, (double)k - 3, 1e-9);
    assert_no_metric(&s, f, "trunk_incl_deg", R, "INSUFFICIENT_LANDMARKS");
}

/* Shoulders pinched back by 0.05 trunk lengths of 0.55 leg lengths. */
TEST(shoulders_are_pinched_in_cm)
{
    const struct hinge_metric_family *f = &hinge_metric_family_descriptor;
    struct scene s;
    scene_init(&s);
    double *x = scene_signal(&s, HINGE_SIGNAL_shoulder_forward);
    for (int i = 0; i < N; i++)
        x[i] = i < DOWN - 50 ? 0.9 : i <= DOWN ? 0.02 : 0.3;
    s.reps.standing.value[HINGE_SIGNAL_shoulder_forward] = 0.07;
    s.body.has_metric = true;
    s.reps.leg_length = 0.9;
    s.reps.trunk_length = 0.9 * 0.55;
    assert_metric(&s, f, "shoulder_back_setup_cm", R, 100 * 0.05 * 0.495, 1e-9);
    s.body.has_metric = false;
    assert_no_metric(&s, f, "shoulder_back_setup_cm", R, "NO_METRIC_SCALE");
}

TEST(the_rest_is_of_the_movement)
{
    const struct hinge_metric_family *f = &hinge_metric_family_descriptor;
    struct scene s;
    for (int k = 0; k < 4; k++) { /* on either side of 10 and 30 degrees */
        static const double knee[] = {9.9, 10.1, 29.9, 30.1};
        scene_init(&s);
        scene_line(&s, HINGE_SIGNAL_knee_flex, knee[k]);
        scene_line(&s, HINGE_SIGNAL_trunk_incl, 65);
        scene_line(&s, HINGE_SIGNAL_neck_flex, -20);
        s.reps.standing.value[HINGE_SIGNAL_neck_flex] = 5;
        double *l = scene_signal(&s, HINGE_SIGNAL_lumbar_flex);
        for (int i = 0; i < N; i++) /* 3 degrees more over the hold */
            l[i] = i < LOW ? 20 : i > UP ? 60 : 20 + 3.0 * (i - LOW) / (UP - LOW);
        assert_metric(&s, f, "soft_knees", R, k == 1 || k == 2, 0);
        assert_metric(&s, f, "trunk_incl_deg", R, 65, 1e-9);
        assert_metric(&s, f, "neck_flex_size_deg", R, 25, 1e-9); /* -20 from 5 */
        assert_metric(&s, f, "hold_drift_deg", R, 3, 1e-9);
    }
}
