/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Upper and lower lumbar spine, with closed forms. */
#include "test.h"

#include "rep_scene.h"

#include <hinge/warnings.h>

extern const struct hinge_metric_family hinge_metric_family_lumbar_regions;
static const struct hinge_metric_family *const family = &hinge_metric_family_lumbar_regions;
enum {
    D = HINGE_PHASE_DESCENT,
    H = HINGE_PHASE_HOLD,
    A = HINGE_PHASE_ASCENT,
    R = HINGE_PHASE_REP,
    REPS = 3,
    LONG = REPS * N
};

TEST(excursions_and_shares)
{
    scene_init();
    scene_line(HINGE_SIGNAL_lumbar_flex, 30);
    scene_line(HINGE_SIGNAL_upper_lumbar_flex, 12);
    scene_line(HINGE_SIGNAL_lower_lumbar_flex, 9);
    assert_metric(family, "upper_lumbar_excursion_deg", D, 12, 1e-9);
    assert_metric(family, "upper_lumbar_excursion_deg", A, -12, 1e-9);
    assert_metric(family, "lower_lumbar_excursion_deg", D, 9, 1e-9);
    assert_metric(family, "lower_lumbar_excursion_deg", H, 0, 1e-9);
    assert_metric(family, "lower_lumbar_excursion_deg", R, 9, 1e-9);
    for (int k = 0; k < 3; k++) { /* 12 and 9 of 30 */
        static const int phases[3] = {D, A, R};
        assert_metric(family, "upper_lumbar_share", phases[k], 0.4, 1e-12);
        assert_metric(family, "lower_lumbar_share", phases[k], 0.3, 1e-12);
    }
    /* they may flex by more than the whole while the thorax goes back on them */
    scene_line(HINGE_SIGNAL_lumbar_flex, 10);
    assert_metric(family, "upper_lumbar_share", D, 1.2, 1e-12);
    scene_line(HINGE_SIGNAL_lumbar_flex, 9.99);
    assert_no_metric(family, "upper_lumbar_share", D, "DEN_SMALL");
    assert_metric(family, "lower_lumbar_excursion_deg", R, 9, 1e-9);
}

/* Without L3 there is no number, and the reason of the signal in every row. */
TEST(without_l3)
{
    scene_init();
    scene_line(HINGE_SIGNAL_lumbar_flex, 30);
    scene.body.reason[HINGE_SIGNAL_upper_lumbar_flex] =
        scene.body.reason[HINGE_SIGNAL_lower_lumbar_flex] = HINGE_REASON_TIER_C_NO_LUMBAR;
    for (size_t m = 0; m < family->n; m++)
        for (int p = 0; p < HINGE_PHASE_COUNT; p++)
            if (family->metric[m].phases & 1u << p)
                assert_no_metric(family, family->metric[m].id, p, "TIER_C_NO_LUMBAR");
}

/* The lower spine goes straight through the phase of 1 s, the upper one starts 0.1 s
 * later at the same speed: 20 and 18 degrees, whose twentieths are passed 0.05 s and
 * 0.1 + 0.045 s after the start. On the way up the lower one starts 0.15 s later. */
TEST(the_order_of_onsets)
{
    scene_init();
    scene_line(HINGE_SIGNAL_lower_lumbar_flex, 20);
    scene_line(HINGE_SIGNAL_upper_lumbar_flex, 20);
    double *upper = scene.signal[HINGE_SIGNAL_upper_lumbar_flex];
    double *lower = scene.signal[HINGE_SIGNAL_lower_lumbar_flex];
    for (int i = LOW; i >= DOWN; i--)
        upper[i] = i < DOWN + 10 ? 0 : 0.2 * (i - DOWN - 10);
    for (int i = UP; i <= END; i++)
        lower[i] = i < UP + 15 ? 20 : 20 - 20 / 150.0 * (i - UP - 15);
    scene.body.signal[HINGE_SIGNAL_lumbar_flex] = NULL;
    scene.reps.standing.noise_sd[HINGE_SIGNAL_upper_lumbar_flex] = 0.1;
    assert_metric(family, "upper_lumbar_lag_s", D, 0.145 - 0.05, 1e-9);
    /* 0.1 degrees at 20 degrees a second */
    assert_metric(family, "upper_lumbar_lag_error_s", D, 0.1 / 20, 1e-9);
    assert_metric(family, "upper_lumbar_lag_s", A, 0.075 - (0.15 + 0.0675), 1e-9);
    for (int i = 0; i < N; i++)
        lower[i] /= 4.1; /* 4.9 degrees have no onset */
    assert_no_metric(family, "upper_lumbar_lag_s", D, "ROM_SMALL");
    assert_no_metric(family, "upper_lumbar_lag_error_s", D, "ROM_SMALL");
}

/* Cosines of 100 points; the upper spine lags by 18, 36 and 54 degrees in the three
 * repetitions: the relative phase is the lag everywhere, its SD 18 (method 10, C2). */
static struct {
    double lower[LONG], upper[LONG];
    struct hinge_rep rep[REPS];
} three;

TEST(relative_phase)
{
    scene_init();
    scene.body.n = LONG;
    scene.reps.n = REPS;
    scene.reps.rep = three.rep;
    for (int k = 0; k < REPS; k++) {
        three.rep[k] = scene.rep;
        three.rep[k].bounds =
            (struct hinge_phase_bounds){k * N + DOWN, k * N + LOW, k * N + UP, k * N + END};
        for (int i = 0; i < N; i++) {
            double cycle = 2 * M_PI * (i - DOWN) / (END - DOWN);
            three.lower[k * N + i] = 15 - 15 * cos(cycle);
            three.upper[k * N + i] = 3 - 6 * cos(cycle - (k + 1) * 0.1 * M_PI);
        }
    }
    scene.body.signal[HINGE_SIGNAL_lower_lumbar_flex] = three.lower;
    scene.body.signal[HINGE_SIGNAL_upper_lumbar_flex] = three.upper;
    for (int k = 0; k < REPS; k++) {
        scene.view.rep = &three.rep[k];
        assert_metric(family, "upper_lumbar_marp_deg", R, 18 * (k + 1), 1e-3);
        assert_metric(family, "upper_lumbar_dp_deg", R, 18, 1e-3);
    }
    three.rep[1].warnings = HINGE_WARN(PARTIAL);
    assert_metric(family, "upper_lumbar_marp_deg", R, 54, 1e-3);
    assert_no_metric(family, "upper_lumbar_dp_deg", R, "TOO_FEW_REPS");
    for (int i = 0; i < LONG; i++)
        three.upper[i] *= 4.99 / 12;
    assert_no_metric(family, "upper_lumbar_marp_deg", R, "ROM_SMALL");
    assert_no_metric(family, "upper_lumbar_dp_deg", R, "ROM_SMALL");
    three.rep[2].floor = true;
    assert_no_metric(family, "upper_lumbar_marp_deg", R, "CRP_NEEDS_CYCLE");
    assert_no_metric(family, "upper_lumbar_dp_deg", R, "CRP_NEEDS_CYCLE");
}
