/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With means on (excursion.w_s, peak.w_A): every metric takes the same ends of a phase,
 * maxima are under the average of any maximum, and speeds are those of the recording,
 * not of a piece cut out of it. The expected values are sums over the frames. */
#include "test.h"

#include "rep_scene.h"

extern const struct hinge_metric_family hinge_metric_family_bin, hinge_metric_family_contact,
    hinge_metric_family_excursion, hinge_metric_family_lift, hinge_metric_family_position,
    hinge_metric_family_timing;
enum { D = HINGE_PHASE_DESCENT, H = HINGE_PHASE_HOLD, A = HINGE_PHASE_ASCENT };
enum { R = HINGE_PHASE_REP };

static void means_init(void)
{
    scene_init();
    scene.parameters.excursion_w_s = 0.2;
    scene.parameters.peak_w_A = 0.1;
}

/* What lies outside a hold is motion: 0.1 s of it at each end, not 0.2. */
TEST(a_hold_reaches_half_a_window_into_the_motion)
{
    const struct hinge_metric_family *f = &hinge_metric_family_excursion;
    means_init();
    scene_line(HINGE_SIGNAL_trunk_incl, 60);
    /* 0.6 deg a frame down, 0.4 up; frames 1 to 10 of 21 */
    assert_metric(f, "trunk_excursion_deg", H, 55 * (0.6 - 0.4) / 21, 1e-12);
    /* a phase reaches 0.2 s into the rests outside it */
    assert_metric(f, "trunk_excursion_deg", D, 60 - 2 * 55 * 0.6 / 31, 1e-12);
    assert_metric(f, "trunk_excursion_deg", A, -60 + 2 * 55 * 0.4 / 31, 1e-12);
}

/* The lean's two ends are alike, so its half is half of the way. */
TEST(half_of_a_lean_between_means)
{
    const struct hinge_metric_family *f = &hinge_metric_family_position;
    means_init();
    scene_line(HINGE_SIGNAL_driver, 90);
    scene_line(HINGE_SIGNAL_trunk_incl, 60);
    scene_line(HINGE_SIGNAL_hip_posterior, 0.2);
    assert_metric(f, "half_lean_travel", D, 0.5, 1e-9);
}

/* One frame of 21 that jumps is no travel: the average is of 11. */
TEST(furthest_under_the_average)
{
    const struct hinge_metric_family *f = &hinge_metric_family_position;
    means_init();
    scene_line(HINGE_SIGNAL_knee_travel, 0.05);
    scene_line(HINGE_SIGNAL_load_midfoot, -0.3);
    scene.signal[HINGE_SIGNAL_knee_travel][225] += 0.022;
    scene.signal[HINGE_SIGNAL_load_midfoot][225] -= 0.11;
    assert_metric(f, "knee_travel_ll", R, 0.052, 1e-12);
    assert_metric(f, "load_midfoot_max_fl", R, 0.31, 1e-12);
}

/* Knees and trunk end and begin at the means of their excursions. */
TEST(knees_against_trunk_between_means)
{
    const struct hinge_metric_family *f = &hinge_metric_family_lift;
    const double end = 55.0 / 31 / 150; /* of the way, at both ends of the ascent */
    means_init();
    scene_line(HINGE_SIGNAL_knee_flex, 30);
    scene_line(HINGE_SIGNAL_trunk_thigh, 80);
    double quarter = (1 - end) - 0.25 * (1 - 2 * end);
    assert_metric(f, "knee_extension_deg", A, 30 * (1 - end), 1e-12);
    assert_metric(f, "knee_share_early", A, (1 - quarter) / (1 - end), 1e-9);
}

/* A jump at the last frame is half of it over two frames, and no fastest end. */
TEST(speeds_at_the_end_of_a_phase)
{
    const struct hinge_metric_family *f = &hinge_metric_family_timing;
    means_init();
    double *lumbar = scene_signal(HINGE_SIGNAL_lumbar_flex);
    double *hip = scene_signal(HINGE_SIGNAL_hip_flex);
    for (int i = 0; i < N; i++) {
        double p = way(i);
        lumbar[i] = 30 * p * p * (3 - 2 * p);
        hip[i] = 2 * lumbar[i];
    }
    lumbar[LOW] += 0.5; /* 25 deg/s before and after it, at most 45 in the middle */
    assert_metric(f, "peak_velocity_lag_s", D, 0, 0);
}

/* 1 mm five times a second, five times over: the ends of the window are as the rest. */
TEST(stillness_of_a_load)
{
    const struct hinge_metric_family *f = &hinge_metric_family_contact;
    const double w = 2 * M_PI * 5 * 0.01;
    means_init();
    double *y = scene_signal(HINGE_SIGNAL_load_height);
    for (int i = 0; i < N; i++)
        y[i] = 0.5 + 0.001 * cos(w * i);
    scene.reps.standing.from = 20;
    scene.reps.standing.to = 121;
    double sd_g = 0.001 * pow(sin(w) / 0.01, 2) * sqrt(50.0 / 99) / 9.80665;
    assert_metric(f, "lowering_noise_g", D, sd_g, 1e-9 * sd_g);
    assert_metric(f, "lowering_acceleration_g", D, 0.001 * pow(sin(w) / 0.01, 2) / 9.80665, 1e-12);
}

/* The last bin ends 0.3 degrees short: its share is of what was passed, and fits its
 * ratio. */
TEST(a_bin_that_is_nearly_passed)
{
    const struct hinge_metric_family *f = &hinge_metric_family_bin;
    const double share = (60 + 89.7) / 400;
    scene_init();
    double *total = scene_signal(HINGE_SIGNAL_total_flex);
    double *lumbar = scene_signal(HINGE_SIGNAL_lumbar_flex);
    double *hip = scene_signal(HINGE_SIGNAL_hip_flex);
    for (int i = 0; i < N; i++) {
        total[i] = 89.7 * way(i);
        lumbar[i] = total[i] * total[i] / 400;
        hip[i] = total[i] - lumbar[i];
    }
    double fraction = scene_value(f, "lumbar_fraction_deg60_90", D).value;
    assert_close(fraction, share, 0, 2e-5);
    assert_metric(f, "lumbar_hip_ratio_deg60_90", D, fraction / (1 - fraction), 1e-12);
}
