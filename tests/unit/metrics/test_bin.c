/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares inside ranges of total flexion (method 6.2). L = F^2 / 400: between a and b
 * the share is (a + b) / 400. */
#include "test.h"

#include "rep_scene.h"

extern const struct hinge_metric_family hinge_metric_family_bin;
static const struct hinge_metric_family *const bin = &hinge_metric_family_bin;
enum { D = HINGE_PHASE_DESCENT, A = HINGE_PHASE_ASCENT };

/* F goes from `start` to start + range. */
static void bend(double start, double range)
{
    double *total = scene_signal(HINGE_SIGNAL_total_flex);
    double *lumbar = scene_signal(HINGE_SIGNAL_lumbar_flex);
    double *hip = scene_signal(HINGE_SIGNAL_hip_flex);
    for (int i = 0; i < N; i++) {
        double f = range * way(i);
        total[i] = start + f;
        lumbar[i] = f * f / 400;
        hip[i] = total[i] - lumbar[i];
    }
}

TEST(shares_of_bins_and_quarters)
{
    static const char *const bins[] = {"deg0_30", "deg30_60", "deg60_90", "deg90_120"};
    char id[64];
    scene_init();
    bend(0, 120);
    for (int k = 0; k < 4; k++) {
        double share = (30.0 * k + 30 * (k + 1)) / 400;
        snprintf(id, sizeof id, "lumbar_fraction_%s", bins[k]);
        assert_metric(bin, id, D, share, 1e-12);
        assert_metric(bin, id, A, share, 2e-5); /* by flexion, interpolated … */
        snprintf(id, sizeof id, "lumbar_hip_ratio_%s", bins[k]);
        assert_metric(bin, id, D, share / (1 - share), 1e-12);
        snprintf(id, sizeof id, "lumbar_fraction_q%d", k + 1);
        assert_metric(bin, id, D, share, 1e-12);
        snprintf(id, sizeof id, "lumbar_fraction_q%d", 4 - k); /* … in order of time */
        assert_metric(bin, id, A, share, 2e-5);
    }
}

/* F is counted from where the descent begins, in both phases. */
TEST(the_start_is_the_zero)
{
    scene_init();
    bend(7, 120);
    assert_metric(bin, "lumbar_fraction_deg30_60", D, 0.225, 1e-12);
    assert_metric(bin, "lumbar_fraction_deg30_60", A, 0.225, 2e-5);
    assert_metric(bin, "lumbar_fraction_deg90_120", A, 0.525, 2e-5);
}

TEST(what_is_not_reached_or_too_small)
{
    scene_init();
    bend(0, 80);
    assert_metric(bin, "lumbar_fraction_deg30_60", D, 0.225, 2e-4); /* interpolated */
    assert_no_metric(bin, "lumbar_fraction_deg60_90", D, "BIN_NOT_REACHED");
    assert_no_metric(bin, "lumbar_hip_ratio_deg90_120", A, "BIN_NOT_REACHED");
    assert_metric(bin, "lumbar_fraction_q4", D, (60 + 80) / 400.0, 1e-12);

    bend(0, scene.parameters.ratio_min_F - 0.5);
    assert_no_metric(bin, "lumbar_fraction_q1", D, "ROM_SMALL");
    bend(0, scene.parameters.ratio_min_F + 0.5);
    assert_int_equal(scene_value(bin, "lumbar_fraction_q1", D).reason, HINGE_REASON_OK);

    bend(0, 120);
    scene.parameters.ratio_min_H_bin = 14.5; /* 60-90: 18.75; 90-120: 14.25 of the hip */
    assert_metric(bin, "lumbar_hip_ratio_deg60_90", D, 0.375 / 0.625, 1e-12);
    assert_no_metric(bin, "lumbar_hip_ratio_deg90_120", D, "DEN_SMALL");
    assert_metric(bin, "lumbar_fraction_deg90_120", D, 0.525, 1e-12);
}

TEST(edges_and_gaps)
{
    scene_init();
    bend(0, 120);
    scene.parameters.bins_deg =
        (struct hinge_number_list){.n = 3, .value = {0, 60, 90}}; /* without 30 */
    assert_no_metric(bin, "lumbar_fraction_deg0_30", D, "BIN_NOT_REACHED");
    assert_metric(bin, "lumbar_fraction_deg60_90", D, 0.375, 1e-12);
    assert_no_metric(bin, "lumbar_fraction_deg90_120", D, "BIN_NOT_REACHED");
    for (int i = LOW - 60; i < LOW; i++) /* more than miss.phase */
        scene.signal[HINGE_SIGNAL_total_flex][i] = (double)NAN;
    assert_no_metric(bin, "lumbar_fraction_q1", D, "GAP_IN_PHASE");
}
