/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Onsets and lags (method 6.4) of straight lines, whose passages are divisions. */
#include "test.h"

#include "metrics/metric.h"
#include "rep_scene.h"

/* 0 until `first`, then `slope` a frame. */
static void ramp(double *x, int n, int first, double slope)
{
    for (int i = 0; i < n; i++)
        x[i] = i > first ? slope * (i - first) : 0;
}

TEST(passage_of_a_share)
{
    double x[100];
    ramp(x, 100, 20, 2);
    assert_close(hinge_onset(x, 10, 60, 0, 80, 0.05, 0.5), 22, 0, 1e-12);
    assert_close(hinge_onset(x, 10, 60, 0, 80, 0.0625, 0.5), 22.5, 0, 1e-12);
    ramp(x, 100, 20, -2); /* downward */
    assert_close(hinge_onset(x, 10, 60, 0, -80, 0.05, 0.5), 22, 0, 1e-12);
    assert_true(isnan(hinge_onset(x, 10, 39, 0, -80, 0.05, 0.5))); /* 38 of 40 */
    assert_close(hinge_onset(x, 10, 40, 0, -80, 0.05, 0.5), 22, 0, 1e-12);
    assert_close(hinge_onset(x, 23, 60, 0, -80, 0.0625, 0.5), 23, 0, 0); /* beyond it */
}

/* A moment beyond the threshold is no onset, the last passage is; what comes after
 * half the way is none. */
TEST(the_last_passage_counts)
{
    double x[100];
    ramp(x, 100, 20, 2);
    x[15] = 9;
    assert_close(hinge_onset(x, 10, 60, 0, 80, 0.05, 0.5), 22, 0, 1e-12);
    x[45] = 1; /* back below the threshold, after 40 was reached at 40 */
    assert_close(hinge_onset(x, 10, 60, 0, 80, 0.05, 0.5), 22, 0, 1e-12);
    x[30] = 1; /* before */
    assert_close(hinge_onset(x, 10, 60, 0, 80, 0.05, 0.5), 30 + 3.0 / 21, 0, 1e-12);
    x[21] = (double)NAN;
    assert_close(hinge_onset(x, 10, 60, 0, 80, 0.05, 0.5), 30 + 3.0 / 21, 0, 1e-12);
    ramp(x, 100, 20, 2);
    x[21] = (double)NAN; /* nobody saw it pass */
    assert_close(hinge_onset(x, 10, 60, 0, 80, 0.05, 0.5), 10, 0, 0);
}

/* Hips bend 45 degrees in frames 100-190, the spine 36 in frames 110-200. */
static void two_movers(void)
{
    scene_init();
    double *hip = scene_signal(HINGE_SIGNAL_hip_flex);
    double *lumbar = scene_signal(HINGE_SIGNAL_lumbar_flex);
    for (int i = 0; i < N; i++) {
        hip[i] = 0.5 * fmax(0, fmin(90, i - 100));
        lumbar[i] = 0.4 * fmax(0, fmin(90, i - 110));
    }
}

static struct hinge_lag lag_of(double share)
{
    return hinge_onset_lag(&scene.view, HINGE_SIGNAL_hip_flex, HINGE_SIGNAL_lumbar_flex,
                           HINGE_PHASE_DESCENT, share);
}

TEST(lag_of_two_lines)
{
    two_movers();
    struct hinge_lag lag = lag_of(0);
    assert_int_equal(lag.lag.reason, HINGE_REASON_OK);
    assert_close(lag.lag.value, 0.10, 0, 1e-12);
    assert_close(lag.sigma_s, 0, 0, 0);
    lag = lag_of(0.2);
    assert_close(lag.lag.value, 0.10, 0, 1e-12);
    /* 2 degrees at 40 degrees a second */
    scene.reps.standing.noise_sd[HINGE_SIGNAL_lumbar_flex] = 2;
    lag = lag_of(0);
    assert_close(lag.lag.value, 0.10, 0, 1e-12);
    assert_close(lag.sigma_s, 0.05, 0, 1e-12);
    scene.reps.standing.noise_sd[HINGE_SIGNAL_hip_flex] = 2; /* and at 50 */
    assert_close(lag_of(0).sigma_s, hypot(0.05, 0.04), 0, 1e-12);
    /* 3 SDs may be a quarter of 36 degrees, not more */
    scene.reps.standing.noise_sd[HINGE_SIGNAL_lumbar_flex] = 3;
    assert_int_equal(lag_of(0).lag.reason, HINGE_REASON_OK);
    scene.reps.standing.noise_sd[HINGE_SIGNAL_lumbar_flex] = 3.01;
    assert_int_equal(lag_of(0).lag.reason, HINGE_REASON_NOISE_TOO_HIGH);
}

TEST(lags_that_are_refused)
{
    two_movers();
    scene.parameters.onset_min_rom = 36.1;
    assert_int_equal(lag_of(0).lag.reason, HINGE_REASON_ROM_SMALL);
    scene.parameters.onset_min_rom = 36;
    assert_int_equal(lag_of(0).lag.reason, HINGE_REASON_OK);
    scene.parameters.fs_min_vel = 101;
    assert_int_equal(lag_of(0).lag.reason, HINGE_REASON_FS_TOO_LOW);
}
