/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lumbopelvic columns (_lp) where there is no thigh: closed forms of lumbar flexion
 * against a pelvis in space. */
#include "test.h"

#include "rep_scene.h"

extern const struct hinge_metric_family hinge_metric_family_bin, hinge_metric_family_slope,
    hinge_metric_family_timing, hinge_metric_family_coupling;

/* Pelvis and thorax alone, as of two sensors. */
static void without_thigh(void)
{
    scene_init();
    scene.body.reason[HINGE_SIGNAL_hip_flex] = HINGE_REASON_NO_THIGH;
    scene.body.reason[HINGE_SIGNAL_total_flex] = HINGE_REASON_NO_THIGH;
}

static double mj(double s)
{
    s = s < 0 ? 0 : s > 1 ? 1 : s;
    return s * s * s * (10 - 15 * s + 6 * s * s);
}

/* L = 0.7 T - 0.004 T^2 of the thorax' inclination T: fractions 0.58, 0.34, 0.1 of its
 * thirds of 30 degrees, 0.61, 0.43, 0.25, 0.07 of its quarters. */
TEST(bins_follow_the_thorax)
{
    const struct hinge_metric_family *f = &hinge_metric_family_bin;
    without_thigh();
    scene_line(HINGE_SIGNAL_thorax_tilt, 90);
    double *l = scene_signal(HINGE_SIGNAL_lumbar_flex);
    double *p = scene_signal(HINGE_SIGNAL_pelvis_tilt);
    for (int i = 0; i < N; i++) {
        double t = scene.signal[HINGE_SIGNAL_thorax_tilt][i];
        l[i] = 0.7 * t - 0.004 * t * t;
        p[i] = t - l[i];
    }
    for (int phase = HINGE_PHASE_DESCENT; phase <= HINGE_PHASE_ASCENT; phase += 2) {
        assert_metric(f, "lumbar_fraction_deg0_30_lp", phase, 0.58, 1e-3);
        assert_metric(f, "lumbar_fraction_deg30_60_lp", phase, 0.34, 1e-3);
        assert_metric(f, "lumbar_fraction_deg60_90_lp", phase, 0.10, 1e-3);
        assert_metric(f, "lumbar_hip_ratio_deg0_30_lp", phase, 17.4 / 12.6, 5e-3);
        assert_metric(f, "lumbar_hip_ratio_deg60_90_lp", phase, 3 / 27.0, 5e-3);
        assert_no_metric(f, "lumbar_fraction_deg90_120_lp", phase, "BIN_NOT_REACHED");
        assert_no_metric(f, "lumbar_fraction_deg0_30", phase, "NO_THIGH");
    }
    assert_metric(f, "lumbar_fraction_q1_lp", HINGE_PHASE_DESCENT, 0.61, 1e-3);
    assert_metric(f, "lumbar_fraction_q1_lp", HINGE_PHASE_ASCENT, 0.07, 1e-3);
    assert_metric(f, "lumbar_fraction_q4_lp", HINGE_PHASE_DESCENT, 0.07, 1e-3);
    assert_metric(f, "lumbar_hip_ratio_q2_lp", HINGE_PHASE_DESCENT, 0.43 / 0.57, 5e-3);
}

TEST(slopes_are_on_the_pelvis)
{
    const struct hinge_metric_family *f = &hinge_metric_family_slope;
    without_thigh();
    scene_line(HINGE_SIGNAL_lumbar_flex, 30);
    scene_line(HINGE_SIGNAL_pelvis_tilt, 50);
    assert_metric(f, "slope_lf_lp", HINGE_PHASE_DESCENT, 30 / 80.0, 1e-9);
    assert_metric(f, "slope_ols_lp", HINGE_PHASE_ASCENT, 0.6, 1e-9);
    assert_metric(f, "slope_deming_lp", HINGE_PHASE_DESCENT, 0.6, 1e-9);
    assert_metric(f, "slope_intercept_deg_lp", HINGE_PHASE_DESCENT, 0, 1e-9);
    assert_metric(f, "slope_r2_lp", HINGE_PHASE_DESCENT, 1, 1e-9);
    assert_no_metric(f, "slope_lf", HINGE_PHASE_DESCENT, "NO_THIGH");
}

/* One curve, and the same a tenth of a second later. */
TEST(lags_are_behind_the_pelvis)
{
    const struct hinge_metric_family *f = &hinge_metric_family_timing;
    without_thigh();
    double *l = scene_signal(HINGE_SIGNAL_lumbar_flex);
    double *p = scene_signal(HINGE_SIGNAL_pelvis_tilt);
    for (int i = 0; i < N; i++) {
        double t = (i - DOWN) / 100.0;
        p[i] = 40 * mj(t / 0.9);
        l[i] = 20 * mj((t - 0.1) / 0.9);
    }
    assert_metric(f, "onset_lag_s_lp", HINGE_PHASE_DESCENT, 0.1, 1e-6);
    assert_metric(f, "onset_lag_pct_lp", HINGE_PHASE_DESCENT, 10, 1e-4);
    assert_metric(f, "onset_lag_error_s_lp", HINGE_PHASE_DESCENT, 0, 1e-9);
    assert_metric(f, "peak_velocity_lag_s_lp", HINGE_PHASE_DESCENT, 0.1, 1e-9);
    assert_metric(f, "xcorr_lag_s_lp", HINGE_PHASE_DESCENT, 0.1, 1e-4);
    assert_metric(f, "xcorr_r_lp", HINGE_PHASE_DESCENT, 1, 1e-3);
    assert_no_metric(f, "onset_lag_s", HINGE_PHASE_DESCENT, "NO_THIGH");
    assert_no_metric(f, "knee_lag_s", HINGE_PHASE_DESCENT, "NO_THIGH");
}

TEST(coupling_is_with_the_pelvis)
{
    const struct hinge_metric_family *f = &hinge_metric_family_coupling;
    without_thigh();
    scene_line(HINGE_SIGNAL_lumbar_flex, 30);
    scene_line(HINGE_SIGNAL_pelvis_tilt, 60);
    double angle = 26.565051177;
    assert_metric(f, "coupling_angle_deg_lp", HINGE_PHASE_DESCENT, angle, 1e-6);
    assert_metric(f, "coupling_angle_deg_lp", HINGE_PHASE_ASCENT, 180 + angle, 1e-6);
    assert_metric(f, "coupling_bin0_pct_lp", HINGE_PHASE_DESCENT, 100, 0);
    assert_metric(f, "coupling_bin4_pct_lp", HINGE_PHASE_ASCENT, 100, 0);
    assert_metric(f, "pattern_in_pct_lp", HINGE_PHASE_DESCENT, 100, 0);
    assert_metric(f, "coupling_excluded_pct_lp", HINGE_PHASE_DESCENT, 0, 0);
    assert_metric(f, "marp_deg_lp", HINGE_PHASE_REP, 0, 1e-6);
    assert_no_metric(f, "coupling_variability_deg_lp", HINGE_PHASE_DESCENT, "TOO_FEW_REPS");
    assert_no_metric(f, "coupling_angle_deg", HINGE_PHASE_DESCENT, "NO_THIGH");
}

/* A thigh changes none of them, and has its own beside. */
TEST(a_thigh_leaves_them)
{
    const struct hinge_metric_family *f = &hinge_metric_family_bin;
    scene_init();
    scene_line(HINGE_SIGNAL_lumbar_flex, 30);
    scene_line(HINGE_SIGNAL_pelvis_tilt, 50);
    scene_line(HINGE_SIGNAL_thorax_tilt, 80);
    scene_line(HINGE_SIGNAL_hip_flex, 45);
    scene_line(HINGE_SIGNAL_total_flex, 75);
    for (int k = 1; k <= 3; k++) {
        char id[64];
        snprintf(id, sizeof id, "lumbar_fraction_third%d_lp", k);
        assert_metric(f, id, HINGE_PHASE_DESCENT, 0.375, 1e-6);
        snprintf(id, sizeof id, "lumbar_fraction_third%d", k);
        assert_metric(f, id, HINGE_PHASE_ASCENT, 0.4, 1e-6);
        snprintf(id, sizeof id, "lumbar_fraction_max_third%d", k);
        assert_no_metric(f, id, HINGE_PHASE_DESCENT, "NO_REFERENCE_TRIAL");
    }
    assert_metric(f, "lumbar_fraction_q4_lp", HINGE_PHASE_DESCENT, 0.375, 1e-6);
    f = &hinge_metric_family_timing;
    assert_metric(f, "offset_lag_s", HINGE_PHASE_DESCENT, 0, 1e-9);
    assert_metric(f, "offset_lag_s_lp", HINGE_PHASE_ASCENT, 0, 1e-9);
    assert_metric(&hinge_metric_family_coupling, "coupling_excluded_pct_lp", HINGE_PHASE_DESCENT, 0,
                  0);
}
