/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics on straight lines (plain_view.h), whose values are known by heart, and at the
 * limits of their rules. */
#include "test.h"

#include "metrics/metric.h"
#include "plain_view.h"

#include <hinge/warnings.h>
#include <stdlib.h>

enum { D = HINGE_PHASE_DESCENT, H = HINGE_PHASE_HOLD, A = HINGE_PHASE_ASCENT, R = HINGE_PHASE_REP };
#define HALF 26.565051177077990 /* atan(1/2), degrees */

static struct {
    struct plain plain;
    struct hinge_value *values;
} m; /* of the running test, which starts it */

static void start(char tier)
{
    free(m.values);
    plain_init(&m.plain, tier);
    m.values = calloc(hinge_metric_count() * HINGE_PHASE_COUNT, sizeof *m.values);
    assert_non_null(m.values);
}

static struct hinge_value value(const char *id, int phase)
{
    long at = hinge_metric_find(id);
    if (at < 0)
        fail_msg("no metric %s", id);
    hinge_metrics_compute(&m.plain.view, NULL, m.values);
    return m.values[(size_t)at * HINGE_PHASE_COUNT + (size_t)phase];
}

static void assert_is(const char *id, int phase, double expected)
{
    struct hinge_value found = value(id, phase);
    if (found.reason != HINGE_REASON_OK ||
        !(fabs(found.value - expected) <= 1e-9 * fmax(1, fabs(expected))))
        print_error("%s, %s: %.12g (%s), expected %.12g\n", id,
                    hinge_phase_name((enum hinge_phase)phase), found.value,
                    hinge_reason_name(found.reason), expected);
    assert_int_equal(found.reason, HINGE_REASON_OK);
    assert_close(found.value, expected, 1e-9, 1e-9);
}

static void assert_no(const char *id, int phase, enum hinge_reason reason)
{
    assert_string_equal(hinge_reason_name(value(id, phase).reason), hinge_reason_name(reason));
}

static void everything(struct plain *p)
{
    plain_flex(p, 60, 30);
    plain_set(p, HINGE_SIGNAL_pelvis_tilt, 4, 44);
    plain_set(p, HINGE_SIGNAL_thorax_tilt, 4, 74);
    plain_set(p, HINGE_SIGNAL_trunk_incl, 2, 72);
    plain_set(p, HINGE_SIGNAL_trunk_thigh, 0, 90);
    plain_set(p, HINGE_SIGNAL_thigh_incl, 0, -20);
    plain_set(p, HINGE_SIGNAL_knee_flex, 5, 25);
    plain_set(p, HINGE_SIGNAL_shank_incl, 3, -7);
    plain_set(p, HINGE_SIGNAL_ankle_df, 3, -7);
    plain_set(p, HINGE_SIGNAL_hip_posterior, 0, 0.2);
    plain_set(p, HINGE_SIGNAL_hip_drop, 0, 0.1);
    plain_set(p, HINGE_SIGNAL_knee_travel, 0, -0.05);
    plain_set(p, HINGE_SIGNAL_knee_toe, -0.5, -0.9);
    plain_set(p, HINGE_SIGNAL_chest_toe, -0.1, 0.15);
    plain_set(p, HINGE_SIGNAL_load_midfoot, 0.1, -0.3);
    plain_set(p, HINGE_SIGNAL_load_height, 1.0, 0.4);
    plain_set(p, HINGE_SIGNAL_com_foot, 50, 40);
    plain_set(p, HINGE_SIGNAL_knee_gap, 0.8, 0.72);
    plain_set(p, HINGE_SIGNAL_stance_gap, 0.8, 0.8);
    plain_set(p, HINGE_SIGNAL_foot_yaw_l, 12, 12);
    plain_set(p, HINGE_SIGNAL_foot_yaw_r, -15, -15);
    plain_set(p, HINGE_SIGNAL_rib_asymmetry, 0.01, -0.02);
    plain_set(p, HINGE_SIGNAL_lateral_shift, 0, 0.03);
    plain_set(p, HINGE_SIGNAL_cop_foot, 55, 35);
    plain_set(p, HINGE_SIGNAL_rear_load, 0.08, 0.12);
    plain_set(p, HINGE_SIGNAL_rear_leg, 10, 85);
    plain_set(p, HINGE_SIGNAL_hand_head, -0.8, 0.1);
    plain_set(p, HINGE_SIGNAL_lumbar_curv, -20, -5);
    plain_set(p, HINGE_SIGNAL_thoracic_curv, 1, 9);
    plain_set(p, HINGE_SIGNAL_neck_flex, 4, -14);
    plain_set(p, HINGE_SIGNAL_upper_lumbar_flex, 0, 12);
    plain_set(p, HINGE_SIGNAL_lower_lumbar_flex, 0, 18);
    plain_set(p, HINGE_SIGNAL_lumbar_flex_3d, 1, 29);
    plain_set(p, HINGE_SIGNAL_hip_flex_3d, 3, 65);
    plain_set(p, HINGE_SIGNAL_knee_flex_3d, 2, 21);
    plain_set(p, HINGE_SIGNAL_pelvis_tilt_3d, 7, 46);
    plain_set(p, HINGE_SIGNAL_lumbar_bend_3d, 1, 5);
    plain_set(p, HINGE_SIGNAL_lumbar_turn_3d, -1, -4);
    plain_set(p, HINGE_SIGNAL_pelvic_obliquity_3d, 0, 3);
    plain_set(p, HINGE_SIGNAL_pelvic_yaw_3d, 0, -7);
    p->limits = (struct hinge_limits){
        .lumbar_def = HINGE_LUMBAR_LOWTHX, 50, 90, 6, .matched_driver_deg = (double)NAN};
    p->info.wall_gap_cm = 20;
    p->info.block_cm = 20.3;
    p->info.heel_block_cm = 3.8;
    p->info.bench_gap_cm = 4;
    p->info.contact = "1";
}

/* In descent, hold, ascent and the whole repetition; _ where a metric has no such phase, or its
 * value is not known by heart. */
#define _ NAN
/* clang-format off */
static const struct {
    const char *id;
    double expected[4];
} rows[] = {
    {"lumbar_fraction_deg0_30", {1.0 / 3, _, 1.0 / 3, _}},
    {"lumbar_fraction_deg60_90", {1.0 / 3, _, 1.0 / 3, _}},
    {"lumbar_fraction_q1", {1.0 / 3, _, 1.0 / 3, _}},
    {"lumbar_fraction_q2", {1.0 / 3, _, 1.0 / 3, _}},
    {"lumbar_fraction_q3", {1.0 / 3, _, 1.0 / 3, _}},
    {"lumbar_fraction_q4", {1.0 / 3, _, 1.0 / 3, _}},
    {"lumbar_hip_ratio_deg0_30", {0.5, _, 0.5, _}},
    {"lumbar_hip_ratio_deg60_90", {0.5, _, 0.5, _}},
    {"lumbar_hip_ratio_q1", {0.5, _, 0.5, _}},
    {"lumbar_hip_ratio_q2", {0.5, _, 0.5, _}},
    {"lumbar_hip_ratio_q3", {0.5, _, 0.5, _}},
    {"lumbar_hip_ratio_q4", {0.5, _, 0.5, _}},
    {"cop_foot_pct", {_, _, _, 35}},
    {"rear_load_share", {_, _, _, 0.12}},
    {"rear_leg_deg", {_, _, _, 85}},
    {"arms_overhead", {_, _, _, 1}},
    {"lumbar_excursion_3d_deg", {28, _, -28, 28}},
    {"hip_excursion_3d_deg", {62, _, -62, 62}},
    {"knee_excursion_3d_deg", {19, _, -19, 19}},
    {"pelvis_excursion_3d_deg", {39, _, -39, 39}},
    {"lumbar_bend_3d_deg", {_, _, _, 4}},
    {"lumbar_turn_3d_deg", {_, _, _, -3}},
    {"pelvic_obliquity_3d_deg", {_, _, _, 3}},
    {"pelvic_yaw_3d_deg", {_, _, _, -7}},
    {"hip_posterior_cm", {_, _, _, 18}},
    {"wall_miss_cm", {_, _, _, 2}},
    {"block_cm", {_, _, _, 20.3}},
    {"heel_block_cm", {_, _, _, 3.8}},
    {"wall_touched", {_, _, _, 1}},
    {"wall_tapped", {_, _, _, 1}},
    {"shank_posterior_cm", {_, _, _, 6.631262000724}},
    {"bench_miss_cm", {_, _, _, -2.631262000724}},
    {"coupling_angle_deg", {HALF, _, 180 + HALF, _}},
    {"coupling_bin0_pct", {100, _, 0, _}},
    {"coupling_bin1_pct", {0, _, 0, _}},
    {"coupling_bin4_pct", {0, _, 100, _}},
    {"coupling_bin5_pct", {0, _, 0, _}},
    {"pattern_hip_pct", {0, _, 0, _}},
    {"pattern_in_pct", {100, _, 100, _}},
    {"pattern_lumbar_pct", {0, _, 0, _}},
    {"pattern_anti_pct", {0, _, 0, _}},
    {"lumbar_excursion_deg", {30, 0, -30, 30}},
    {"hip_excursion_deg", {60, 0, -60, 60}},
    {"pelvis_excursion_deg", {40, 0, -40, 40}},
    {"knee_excursion_deg", {20, 0, -20, 20}},
    {"trunk_excursion_deg", {70, 0, -70, 70}},
    {"trunk_thigh_excursion_deg", {90, 0, -90, 90}},
    {"total_excursion_deg", {90, 0, -90, 90}},
    {"thorax_excursion_deg", {70, 0, -70, 70}},
    {"knee_gap_ratio", {_, _, _, 0.9}},
    {"stance_log", {_, _, _, -0.22314355131420976}},
    {"toe_out_deg", {_, _, _, 15}},
    {"rib_asymmetry_tl", {_, _, _, 0.02}},
    {"knee_extension_deg", {_, _, 20, _}},
    {"knee_share_early", {_, _, 0.25, _}},
    {"lumbar_excursion_of_max_pct", {60, _, -60, 60}},
    {"hip_excursion_of_max_pct", {60 / 0.9, _, -60 / 0.9, 60 / 0.9}},
    {"lumbar_peak_of_max_pct", {_, _, _, 60}},
    {"rib_flare_deg", {_, _, _, 6}},
    {"hip_posterior_ll", {_, _, _, 0.2}},
    {"hip_drop_ll", {_, _, _, 0.1}},
    {"hinge_index", {_, _, _, 2.0 / 3}},
    {"path_angle_deg", {_, _, _, HALF}},
    {"hip_posterior_p30_ll", {0.06, _, _, _}},
    {"hip_drop_p30_ll", {0.03, _, _, _}},
    {"hinge_index_p30", {2.0 / 3, _, _, _}},
    {"path_angle_p30_deg", {HALF, _, _, _}},
    {"hip_posterior_p50_ll", {0.1, _, _, _}},
    {"hip_drop_p50_ll", {0.05, _, _, _}},
    {"hinge_index_p50", {2.0 / 3, _, _, _}},
    {"path_angle_p50_deg", {HALF, _, _, _}},
    {"half_lean_travel", {0.5, _, _, _}},
    {"knee_travel_ll", {_, _, _, 0}},
    {"knee_travel_bottom_ll", {_, _, _, -0.05}},
    {"shank_incl_deg", {_, _, _, -7}},
    {"chest_toe_ll", {_, _, _, 0.15}},
    {"knee_toe_fl", {_, _, _, -0.9}},
    {"load_midfoot_fl", {_, _, _, -0.3}},
    {"com_foot_pct", {_, _, _, 40}},
    {"chest_toe_fl", {_, _, _, 0.54}},
    {"load_midfoot_max_fl", {_, _, _, 0.3}},
    {"lumbar_fraction", {1.0 / 3, _, 1.0 / 3, 1.0 / 3}},
    {"lumbar_hip_ratio", {0.5, _, 0.5, 0.5}},
    {"lumbar_pelvis_ratio", {0.75, _, 0.75, 0.75}},
    {"lumbar_pelvis_fraction", {3.0 / 7, _, 3.0 / 7, 3.0 / 7}},
    {"log_ratio", {-0.69314718055994531, _, -0.69314718055994531, -0.69314718055994531}},
    {"hip_share", {60.0 / 110, _, 60.0 / 110, 60.0 / 110}},
    {"hip_knee_share", {0.75, _, 0.75, 0.75}},
    {"trunk_thigh_knee_share", {90.0 / 110, _, 90.0 / 110, 90.0 / 110}},
    {"trunk_ratio_c", {70.0 / 90, _, 70.0 / 90, 70.0 / 90}},
    {"slope_lf", {1.0 / 3, _, 1.0 / 3, _}},
    {"slope_ols", {0.5, _, 0.5, _}},
    {"slope_deming", {0.5, _, 0.5, _}},
    {"slope_r2", {1, _, 1, _}},
    {"duration_s", {1, 0.4, 1, 2.4}},
    {"tempo_ratio", {_, _, _, 1}},
    {"peak_velocity_deg_s", {90, _, 90, _}},
    {"mean_velocity_deg_s", {90, _, 90, _}},
    {"lumbar_peak_velocity_deg_s", {30, _, 30, _}},
    {"hip_peak_velocity_deg_s", {60, _, 60, _}},
    {"peak_acceleration_deg_s2", {2250, _, 2250, _}},
    {"hip_drive_deg_s", {_, _, 60, _}},
    {"xcorr_r", {1, _, 1, _}},
};
/* clang-format on */
#undef _

TEST(straight_lines)
{
    start('A');
    everything(&m.plain);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        for (int phase = 0; phase < 4; phase++)
            if (!isnan(rows[k].expected[phase]))
                assert_is(rows[k].id, (const int[]){D, H, A, R}[phase], rows[k].expected[phase]);
}

/* What a metric lacks is the reason that it gives, of whatever else it is made: each signal in turn
 * (there is always a driver; some follow from others), then standing, the descent, the ascent. */
TEST(what_is_missing_is_said)
{
    enum { NO_STANDING = HINGE_SIGNAL_COUNT, NO_DESCENT, NO_ASCENT, CASES };
    const size_t n = hinge_metric_count() * HINGE_PHASE_COUNT;
    cleared_by(freed) bool *known = calloc(n, sizeof *known);
    for (int s = -1; s < CASES; s++) {
        const enum hinge_reason why =
            s == NO_STANDING ? HINGE_REASON_NO_STANDING_REF : HINGE_REASON_EXTERNAL_FORCE;
        start('A');
        everything(&m.plain);
        m.plain.limits.matched_driver_deg = 45;
        if (s == HINGE_SIGNAL_driver || s == HINGE_SIGNAL_total_flex ||
            s == HINGE_SIGNAL_thorax_tilt)
            continue;
        if (s >= 0 && s < HINGE_SIGNAL_COUNT)
            m.plain.body.signal[s] = NULL, m.plain.body.reason[s] = why;
        m.plain.reps.standing.found = s != NO_STANDING;
        m.plain.rep.descent = s == NO_DESCENT ? why : HINGE_REASON_OK;
        m.plain.rep.ascent = s == NO_ASCENT ? why : HINGE_REASON_OK;
        hinge_metrics_compute(&m.plain.view, NULL, m.values);
        for (size_t i = 0; i < n; i++) {
            known[i] = s < 0 ? m.values[i].reason == HINGE_REASON_OK : known[i];
            if (known[i] && m.values[i].reason != HINGE_REASON_OK && m.values[i].reason != why)
                fail_msg("%s without %d: %s", hinge_metric_at(i / HINGE_PHASE_COUNT)->id, s,
                         hinge_reason_name(m.values[i].reason));
        }
    }
}

/* The driver of the segmentation rests for some frames at a share of its way. */
static void rest(struct plain *p, double share, int frames)
{
    double *ds = p->ds, *vs = p->vs;
    int from = PLAIN_DOWN + (int)(share * (PLAIN_BOTTOM - PLAIN_DOWN - frames));
    for (int i = PLAIN_DOWN; i <= PLAIN_BOTTOM; i++) {
        int moved = i < from ? i : i < from + frames ? from : i - frames;
        ds[i] = 90.0 * (moved - PLAIN_DOWN) / (PLAIN_BOTTOM - PLAIN_DOWN - frames);
        vs[i] = i >= from && i < from + frames ? 0 : 120;
    }
}

TEST(pauses_at_their_limits)
{
    static const struct {
        double share;
        int frames, count;
    } cases[] = {{0.5, 30, 1}, {0.5, 29, 0}, {0.12, 40, 1}, {0.08, 40, 0}, {0.92, 40, 0}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        start('A');
        rest(&m.plain, cases[k].share, cases[k].frames);
        assert_is("pause_count", D, cases[k].count);
        assert_is("pause_time_s", D, cases[k].count * cases[k].frames / 100.0);
    }
}

TEST(backward_and_fastest)
{
    start('A');
    m.plain.ds[150] -= 9; /* nine back, of ninety; one frame's own step forward is 0.9 */
    assert_is("reversal_frac", D, (9 - 0.9) / 90);
    /* fastest half way down and a quarter way up */
    m.plain.data[HINGE_SIGNAL_driver][151] += 2;
    m.plain.data[HINGE_SIGNAL_driver][149] -= 2;
    m.plain.data[HINGE_SIGNAL_driver][264] += 2;
    m.plain.data[HINGE_SIGNAL_driver][266] -= 2;
    assert_is("time_to_peak_pct", D, 50);
    assert_is("peak_velocity_deg_s", D, 90 + 200);
    assert_is("time_to_peak_pct", A, 25);
    m.plain.rep.bounds.asc_end = 320;
    assert_is("tempo_ratio", R, 1 / 0.8);
}

/* Only what is let down counts, not how it is caught: 0.3 g down, 0.6 g up. */
TEST(let_down)
{
    start('A');
    double *y = plain_set(&m.plain, HINGE_SIGNAL_load_height, 1, 1), v = 0;
    for (size_t i = PLAIN_DOWN + 1; i < PLAIN_FRAMES; i++) {
        double g = i <= PLAIN_DOWN + 50 ? -0.3 : i <= PLAIN_DOWN + 75 ? 0.6 : 0;
        v += g * 9.80665 / 100;
        y[i] = y[i - 1] + v / 100;
    }
    assert_is("lowering_acceleration_g", D, 0.3);
    double carried[PLAIN_FRAMES] = {0}; /* of a load that is in the hands for a moment at most */
    m.plain.body.carried = carried;
    assert_no("lowering_acceleration_g", D, HINGE_REASON_NO_LOAD);
    carried[130] = 1;
    assert_is("lowering_acceleration_g", D, 0.3);
}

/* A fall that ends where the descent begins: half of it is seen in the first frame. */
TEST(let_down_from_the_first_frame)
{
    start('A');
    double *y = plain_set(&m.plain, HINGE_SIGNAL_load_height, 1, 1);
    for (size_t i = PLAIN_DOWN - 50; i < PLAIN_FRAMES; i++) {
        double t = ((double)i - (PLAIN_DOWN - 50)) / 100, fall = fmin(t, 0.5);
        y[i] -= 0.3 * 9.80665 * (fall * fall / 2 + fall * (t - fall));
    }
    assert_is("lowering_acceleration_g", D, 0.15);
}

/* The lumbar spine a tenth of a second later, with noise in standing. */
TEST(lags)
{
    start('A');
    plain_flex(&m.plain, 60, 30);
    double *lumbar = m.plain.data[HINGE_SIGNAL_lumbar_flex];
    for (size_t i = 0; i < PLAIN_FRAMES; i++)
        lumbar[i] = 30 * plain_shape(i, 0.1);
    m.plain.reps.standing.noise_sd[HINGE_SIGNAL_hip_flex] = 0.6;
    m.plain.reps.standing.noise_sd[HINGE_SIGNAL_lumbar_flex] = 0.3;
    struct hinge_value lag = value("onset_lag_s", D);
    assert_close(lag.value, 0.1, 0, 0.01); /* of excursions that differ a little */
    assert_is("onset_lag_pct", D, 100 * lag.value);
    assert_is("onset_lag_error_s", D, hypot(0.01, 0.01));
    double *hip = m.plain.data[HINGE_SIGNAL_hip_flex];
    for (int k = -1; k <= 1; k += 2) { /* fastest at 1.3 and 1.6 s */
        hip[130 + k] += k;
        lumbar[160 + k] += k;
    }
    assert_is("peak_velocity_lag_s", D, 0.3);
}

/* A back that arches while the hip flexes: below zero, not at 333 degrees. */
TEST(directions)
{
    start('A');
    plain_flex(&m.plain, 60, -30);
    assert_is("coupling_angle_deg", D, -HALF);
    assert_is("coupling_angle_deg", A, 180 - HALF);
    assert_is("coupling_bin7_pct", D, 100);
    assert_is("coupling_bin6_pct", D, 0);
    assert_is("pattern_anti_pct", D, 100);
}

/* A bin counts from half a degree before its edge; logarithms from one degree. */
TEST(edges)
{
    start('A');
    plain_flex(&m.plain, 60, 29.5);
    assert_int_equal(value("lumbar_fraction_deg60_90", D).reason, HINGE_REASON_OK);
    plain_flex(&m.plain, 60, 29.4);
    assert_no("lumbar_fraction_deg60_90", D, HINGE_REASON_BIN_NOT_REACHED);
    plain_flex(&m.plain, 60, 1);
    assert_is("log_ratio", R, log(1.0 / 60));
    plain_flex(&m.plain, 60, 0.99);
    assert_no("log_ratio", R, HINGE_REASON_LOG_NONPOS);
    plain_flex(&m.plain, 60, -10);
    assert_no("log_ratio", R, HINGE_REASON_LOG_NONPOS);
    plain_flex(&m.plain, 10, 5);
    assert_is("lumbar_hip_ratio", R, 0.5);
    assert_is("lumbar_fraction", R, 1.0 / 3);
    plain_flex(&m.plain, 9.9, 6);
    assert_no("lumbar_hip_ratio", R, HINGE_REASON_DEN_SMALL);
    plain_flex(&m.plain, 10, 4.9);
    assert_no("lumbar_fraction", R, HINGE_REASON_ROM_SMALL);
    plain_flex(&m.plain, 5, 30); /* each joint must move by 5 degrees */
    assert_is("xcorr_r", D, 1);
    plain_flex(&m.plain, 4.9, 30);
    assert_no("xcorr_r", D, HINGE_REASON_ROM_SMALL);
    plain_flex(&m.plain, 30, 4.9);
    assert_no("xcorr_r", D, HINGE_REASON_ROM_SMALL);
}

/* Gaps and lengths that the list doesn't give. */
TEST(standards)
{
    start('A');
    everything(&m.plain);
    m.plain.info.bench_gap_cm = (double)NAN;
    assert_no("bench_miss_cm", R, HINGE_REASON_NOT_APPLICABLE_VARIANT);
    m.plain.body.has_metric = false;
    m.plain.info.height_m = 1.8;
    assert_is("hip_posterior_cm", R, 100 * 0.2 * 0.491 * 1.8);
    m.plain.info.leg_length_m = 0.9; /* measured: before a share of the height */
    assert_is("hip_posterior_cm", R, 100 * 0.2 * 0.9);
    m.plain.info.wall_gap_cm = (double)NAN;
    assert_no("wall_miss_cm", R, HINGE_REASON_NOT_APPLICABLE_VARIANT);
    m.plain.info.block_cm = m.plain.info.heel_block_cm = (double)NAN;
    assert_no("block_cm", R, HINGE_REASON_NOT_APPLICABLE_VARIANT);
    assert_no("heel_block_cm", R, HINGE_REASON_NOT_APPLICABLE_VARIANT);
    m.plain.info.cue = "wall_tap_3in+heel_block"; /* that is about them */
    assert_no("wall_miss_cm", R, HINGE_REASON_NOT_RECORDED);
    assert_no("heel_block_cm", R, HINGE_REASON_NOT_RECORDED);
    m.plain.info.block_cm = 2.5; /* the weight's */
    assert_no("heel_block_cm", R, HINGE_REASON_NOT_RECORDED);
    m.plain.info.heel_block_cm = 2.5;
    assert_is("heel_block_cm", R, 2.5);
    m.plain.info.heel_block_cm = (double)NAN;
    m.plain.view.task = hinge_task_find("kettlebell_deadlift_elevated");
    assert_no("heel_block_cm", R, HINGE_REASON_NOT_RECORDED);
    m.plain.info.block_cm = (double)NAN; /* of the weight, which is on one */
    assert_no("block_cm", R, HINGE_REASON_NOT_RECORDED);
}

/* What a cue names, and what the list's `contact` says of it. */
TEST(contact)
{
    start('A');
    everything(&m.plain);
    m.plain.info.wall_gap_cm = (double)NAN;
    m.plain.info.cue = "soft_knees+bench_behind";
    assert_is("bench_behind_touched", R, 1);
    assert_is("cue_touched", R, 1);
    assert_no("wall_touched", R, HINGE_REASON_NOT_APPLICABLE_VARIANT);
    assert_no("bench_front_touched", R, HINGE_REASON_NOT_APPLICABLE_VARIANT);
    m.plain.info.bench_height_cm = 30; /* (30 - 7.148676) (tan 3 + tan 7) */
    assert_is("shank_posterior_cm", R, 4.003376901032);
    m.plain.info.contact = "";
    assert_no("bench_behind_touched", R, HINGE_REASON_NOT_RECORDED);
    assert_no("lumbar_at_reach_deg", D, HINGE_REASON_NOT_APPLICABLE_VARIANT);
    m.plain.limits.wall_gap_cm = 10.5; /* of another recording: half of 20 % of 90 cm */
    assert_is("lumbar_at_reach_deg", D, 15);
    assert_is("lumbar_at_reach_share", D, 1.0 / 3); /* half of 30 and of 60 degrees */
    assert_is("knee_at_reach_deg", D, 0.5 * 20);
    m.plain.limits.wall_gap_cm = 20;
    assert_no("lumbar_at_reach_deg", D, HINGE_REASON_BIN_NOT_REACHED);
    assert_no("lumbar_at_reach_share", D, HINGE_REASON_BIN_NOT_REACHED);
    m.plain.limits.wall_gap_cm = 3; /* F is 7.5 of 15 degrees */
    assert_no("lumbar_at_reach_share", D, HINGE_REASON_ROM_SMALL);
    m.plain.info.wall_gap_cm = 20;
    assert_is("wall_tapped", R, 0);
    m.plain.info.wall_gap_cm = 18;
    assert_is("wall_tapped", R, 1);
}

/* What varies between repetitions needs three. */
TEST(three_repetitions)
{
    for (size_t n = 2; n <= 3; n++) {
        struct hinge_rep reps[3];
        start('A');
        plain_flex(&m.plain, 60, 30);
        for (size_t k = 0; k < n; k++)
            reps[k] = m.plain.rep;
        m.plain.reps.rep = reps;
        m.plain.reps.n = n;
        m.plain.view.rep = reps;
        if (n == 3) {
            assert_is("coupling_variability_deg", D, 0);
            assert_is("dp_deg", R, 0);
            assert_is("lumbar_curve_sd_deg", D, 0);
            assert_is("hip_curve_sd_deg", A, 0);
        } else {
            assert_no("coupling_variability_deg", D, HINGE_REASON_TOO_FEW_REPS);
            assert_no("dp_deg", R, HINGE_REASON_TOO_FEW_REPS);
            assert_no("hip_curve_sd_deg", D, HINGE_REASON_TOO_FEW_REPS);
        }
    }
}

/* Under the front foot: a plate at 1,000 samples a second reads 600 N, 700 N over the
 * hold (2.0 to 2.4 s), of 80 kg and what is in the hands. Without the mass, the load or
 * the plate, nothing. */
TEST(front_foot)
{
    static double plate[4000];
    for (size_t i = 0; i < 4000; i++)
        plate[i] = i >= 2000 && i <= 2400 ? -700 : -600;
    start('C');
    m.plain.body.front_force = (struct hinge_muscle){.n = 4000, .rate_hz = 1000, .band = plate};
    assert_no("front_load_share", R, HINGE_REASON_NOT_RECORDED);
    m.plain.info.mass_kg = 80;
    m.plain.info.load_kg = 0;
    assert_is("front_load_share", R, 700 / (80 * 9.80665));
    m.plain.info.load_kg = 16;
    assert_is("front_load_share", R, 700 / (96 * 9.80665));
    m.plain.info.load_kg = (double)NAN; /* not none: a share could be above 1 */
    assert_no("front_load_share", R, HINGE_REASON_NOT_RECORDED);
    m.plain.info.load_kg = 0;
    m.plain.body.front_force = /* half a second later than the body */
        (struct hinge_muscle){.n = 3500, .rate_hz = 1000, .start_s = 0.5, .band = plate + 500};
    assert_is("front_load_share", R, 700 / (80 * 9.80665));
    m.plain.body.front_force.start_s = 3;
    assert_no("front_load_share", R, HINGE_REASON_PHASE_MISSING);
}

/* A furthest bend of less than 10 degrees is none to divide by. */
TEST(small_maxima)
{
    start('A');
    everything(&m.plain);
    m.plain.limits.lumbar_max_deg = m.plain.limits.hip_max_deg = 10;
    assert_is("lumbar_excursion_of_max_pct", D, 300);
    assert_is("hip_excursion_of_max_pct", D, 600);
    m.plain.limits.lumbar_max_deg = m.plain.limits.hip_max_deg = 9.9;
    assert_no("lumbar_excursion_of_max_pct", D, HINGE_REASON_DEN_SMALL);
    assert_no("hip_excursion_of_max_pct", D, HINGE_REASON_DEN_SMALL);
}

/* Two plates: 700 and 20 N, 520 and 200 N over the hold, which is longer than 5 % of
 * the repetition. Whoever the person is, and however heavy: shares. */
TEST(two_feet)
{
    static double plate[2][4000];
    for (size_t i = 0; i < 4000; i++) {
        bool hold = i >= 2000 && i <= 2400;
        plate[0][i] = hold ? -520 : -700;
        plate[1][i] = hold ? -200 : -20;
    }
    start('C');
    assert_no("left_force_share", D, HINGE_REASON_NO_FORCE);
    for (int side = 0; side < 2; side++)
        m.plain.body.plate_force[side] =
            (struct hinge_muscle){.n = 4000, .rate_hz = 1000, .band = plate[side]};
    m.plain.info.side = "";
    assert_no("front_load_share", R, HINGE_REASON_NO_SIDE);
    m.plain.info.side = "l";
    assert_is("front_load_share", R, 520.0 / 720);
    m.plain.info.side = "r";
    assert_is("front_load_share", R, 20.0 / 720);
    assert_is("left_force_share", HINGE_PHASE_HOLD, 520.0 / 720);
    assert_is("force_asymmetry", HINGE_PHASE_HOLD, 320.0 / 720);
    for (size_t i = 0; i < 4000; i++) { /* a tenth of a second is averaged with what is around it */
        plate[0][i] = i % 400 < 100 ? 0 : -600;
        plate[1][i] = -200;
    }
    m.plain.info.side = "l";
    const double least = 600.0 * 101 / 201; /* of 0.2 s */
    assert_is("front_load_share", R, least / (least + 200));
    m.plain.info.side = "r";
    for (size_t i = 0; i < 4000; i++)
        plate[0][i] = plate[1][i] = 9; /* nobody stands on them */
    assert_no("front_load_share", R, HINGE_REASON_NO_FORCE);
    assert_no("force_asymmetry", A, HINGE_REASON_NO_FORCE);
    for (size_t i = 0; i < 4000; i++)
        plate[1][i] = (double)NAN; /* recorded, with a gap */
    assert_no("front_load_share", R, HINGE_REASON_GAP_IN_PHASE);
    for (size_t i = 0; i < 4000; i++)
        plate[1][i] = 9;
    m.plain.body.plate_force[0].band = NULL; /* the front foot's alone */
    m.plain.info.mass_kg = 80;
    m.plain.info.load_kg = 0;
    assert_is("front_load_share", R, 9 / (80 * 9.80665));
}

/* Plates at 20 samples a second, of 80 kg and 16 kg in the hands: the force is d less and d more,
 * half a second each, on the way down, and twice d more and d less, a quarter each, on the way
 * up. */
TEST(force_of_both_feet)
{
    static double plate[2][4001];
    const double body = 80 * 9.80665, weight = 96 * 9.80665, d = 0.2 * body;
    for (int i = 0; i < 81; i++) {
        double more = i < 20                  ? 0
                      : i < 30                ? -d
                      : i < 40                ? d
                      : i < 49                ? 0
                      : (i - 49) / 5 % 2 == 0 ? d
                                              : -d;
        plate[0][i] = -0.4 * (weight + more);
        plate[1][i] = -0.6 * (weight + more);
    }
    start('C');
    assert_no("force_peak_bw", R, HINGE_REASON_NO_FORCE);
    assert_no("force_impulse_bw_s", A, HINGE_REASON_NO_FORCE);
    for (int side = 0; side < 2; side++)
        m.plain.body.plate_force[side] =
            (struct hinge_muscle){.n = 81, .rate_hz = 20, .band = plate[side]};
    assert_no("force_peak_bw", R, HINGE_REASON_NOT_RECORDED);
    assert_no("force_impulse_bw_s", D, HINGE_REASON_NOT_RECORDED);
    m.plain.info.mass_kg = 80;
    assert_is("force_peak_bw", D, 1.4);
    assert_is("force_peak_bw", HINGE_PHASE_HOLD, 1.2);
    assert_is("force_peak_bw", R, 1.4);
    assert_is("force_impulse_bw_s", D, 0.1);
    assert_is("force_impulse_bw_s", A, 0.05);
    m.plain.rep.floor = true;
    m.plain.rep.bounds = (struct hinge_phase_bounds){240, 340, 100, 200};
    assert_is("force_peak_bw", A, 1.4);
    assert_no("force_impulse_bw_s", A, HINGE_REASON_NOT_APPLICABLE_VARIANT);
    /* at 1,000 samples a second one sample is a 51st of the mean */
    start('C');
    m.plain.info.mass_kg = 80;
    for (int i = 0; i < 4001; i++)
        plate[0][i] = plate[1][i] = body / 2 + (i == 1500 ? 0.255 * body : 0);
    for (int side = 0; side < 2; side++)
        m.plain.body.plate_force[side] =
            (struct hinge_muscle){.n = 4001, .rate_hz = 1000, .band = plate[side]};
    assert_is("force_peak_bw", R, 1.01);
    plate[1][1200] = (double)NAN; /* one is a sample less */
    assert_is("force_peak_bw", R, 1.01);
    for (int i = 1000; i < 1500; i++)
        plate[1][i] = (double)NAN;
    assert_no("force_peak_bw", D, HINGE_REASON_NO_FORCE);
    assert_no("force_impulse_bw_s", D, HINGE_REASON_NO_FORCE);
}

/* Wrists 60 cm above the ankles in standing and 15 cm at the bottom, legs of 90 cm. */
TEST(hands_and_the_ground)
{
    static double wrist[PLAIN_FRAMES], ankle[PLAIN_FRAMES];
    const double floor_cm = 15 + 90 * 0.039 / 0.491, tips_cm = floor_cm - 90 * 0.108 / 0.491;
    start('C');
    assert_no("wrist_floor_cm", R, HINGE_REASON_NO_POSITIONS);
    m.plain.body.has_positions = true;
    assert_no("wrist_floor_cm", R, HINGE_REASON_NO_HANDS);
    for (size_t i = 0; i < PLAIN_FRAMES; i++) {
        ankle[i] = 5 - 0.2 * plain_shape(i, 0); /* the zero may be anywhere, and moves */
        wrist[i] = ankle[i] + 0.6 - 0.45 * plain_shape(i, 0);
    }
    m.plain.body.wrist_y = wrist;
    assert_no("ground_reached", R, HINGE_REASON_INSUFFICIENT_LANDMARKS);
    m.plain.body.ankle_y = ankle;
    assert_is("wrist_floor_cm", R, floor_cm);
    assert_is("fingertip_floor_cm", R, tips_cm);
    assert_is("ground_reached", R, 0);
    for (size_t i = 0; i < PLAIN_FRAMES; i++)
        wrist[i] -= 0.03;
    assert_is("fingertip_floor_cm", R, tips_cm - 3);
    assert_is("ground_reached", R, 1);
    m.plain.info.load_kg = 15;
    assert_is("wrist_floor_cm", R, floor_cm - 3);
    assert_no("ground_reached", R, HINGE_REASON_NOT_APPLICABLE_VARIANT);
    m.plain.info.load_kg = 0;
    m.plain.view.task = hinge_task_find("kickstand_hinge");
    assert_no("wrist_floor_cm", R, HINGE_REASON_NOT_APPLICABLE_VARIANT);
    m.plain.view.task = hinge_task_find("");
    /* a picture, in which 400 pixels are the leg that the list says is 90 cm */
    m.plain.body.has_metric = false;
    m.plain.reps.leg_length = 400;
    assert_no("wrist_floor_cm", R, HINGE_REASON_NO_METRIC_SCALE);
    m.plain.info.leg_length_m = 0.9;
    for (size_t i = 0; i < PLAIN_FRAMES; i++)
        wrist[i] = ankle[i] + (0.6 - 0.45 * plain_shape(i, 0)) * 400 / 0.9;
    assert_is("wrist_floor_cm", R, floor_cm);
    for (size_t i = 110; i < 200; i++)
        wrist[i] = (double)NAN;
    assert_no("wrist_floor_cm", R, HINGE_REASON_GAP_IN_PHASE);
}

/* A hip that goes 2 cm has no path to speak of (170 degrees, once). */
TEST(a_short_path_has_no_direction)
{
    start('A');
    everything(&m.plain);
    plain_set(&m.plain, HINGE_SIGNAL_hip_posterior, 0, -0.02);
    plain_set(&m.plain, HINGE_SIGNAL_hip_drop, 0, 0.01);
    assert_no("path_angle_deg", R, HINGE_REASON_ROM_SMALL);
    plain_set(&m.plain, HINGE_SIGNAL_hip_posterior, 0, 0.03);
    plain_set(&m.plain, HINGE_SIGNAL_hip_drop, 0, 0.04);
    assert_is("path_angle_deg", R, 53.13010235415598);
    plain_set(&m.plain, HINGE_SIGNAL_knee_flex, 5, 5);
    assert_no("knee_share_early", A, HINGE_REASON_ROM_SMALL);
}

/* In a warrior the rear foot points anywhere, or stands on its toes: the front foot
 * alone is judged, the one of `side`. Standing on both, neither may be on its toes. */
TEST(the_front_foot_turns)
{
    start('A');
    everything(&m.plain);
    for (size_t i = 0; i < PLAIN_FRAMES; i++)
        m.plain.data[HINGE_SIGNAL_foot_yaw_l][i] = (double)NAN;
    assert_no("toe_out_deg", R, HINGE_REASON_SEG_DEGENERATE);
    m.plain.view.task = hinge_task_find("warrior_hinge");
    m.plain.info.side = "";
    assert_no("toe_out_deg", R, HINGE_REASON_NO_SIDE);
    m.plain.info.side = "r";
    assert_is("toe_out_deg", R, 15);
    m.plain.info.side = "l";
    assert_no("toe_out_deg", R, HINGE_REASON_SEG_DEGENERATE);
}

/* Both feet turn outward with 6 and 8 N m: each plate's six components, 600 N at its
 * centre of pressure, about an origin below its surface, by the cross product written
 * out. The person's forces or the plate's, z up or down: the same torque. */
TEST(feet_turn_outward)
{
    enum { SAMPLES = 4000 };
    static const double force[2][3] = {{30, -20, 600}, {-12, 45, 600}};
    static const double at[2][3] = {{0.11, -0.05, 0.04}, {-0.20, 0.08, 0.04}};
    static const double left[2] = {-6, 8}; /* the floor's, to the left */
    static double sample[12][SAMPLES];
    for (int how = 0; how < 4; how++) {
        double sense = how % 2 == 0 ? 1 : -1, up = how < 2 ? 1 : -1;
        start('C');
        assert_no("free_moment_nm", R, HINGE_REASON_NO_FORCE);
        for (int s = 0; s < 2; s++) {
            const double *f = force[s], *r = at[s];
            double moment[3] = {r[1] * f[2] - r[2] * f[1], r[2] * f[0] - r[0] * f[2],
                                r[0] * f[1] - r[1] * f[0] + left[s]};
            for (int a = 0; a < 6; a++) { /* turned about x by half a turn */
                double turn = sense * (a % 3 == 0 ? 1 : up);
                double x = turn * (a < 3 ? f[a] : moment[a - 3]);
                for (int i = 0; i < SAMPLES; i++) /* hold: 2.0 to 2.4 s */
                    sample[6 * s + a][i] = i >= 2000 && i <= 2400 ? x : -99;
                m.plain.body.plate_wrench[s][a] =
                    (struct hinge_muscle){.n = SAMPLES, .rate_hz = 1000, .band = sample[6 * s + a]};
            }
        }
        assert_is("free_moment_nm", R, 7);
        m.plain.body.plate_wrench[1][4].band = NULL; /* five components are no plate */
        assert_is("free_moment_nm", R, 6);
        m.plain.body.plate_wrench[0][0].start_s = 3;
        assert_no("free_moment_nm", R, HINGE_REASON_PHASE_MISSING);
        for (int i = 0; i < SAMPLES; i++)
            sample[2][i] = 19; /* nobody stands on it */
        m.plain.body.plate_wrench[0][0].start_s = 0;
        assert_no("free_moment_nm", R, HINGE_REASON_NO_FORCE);
    }
}

/* The kickstand by the plate, else by the centre of mass, each with its own numbers; a plate
 * without the load is not replaced. */
TEST(rocking_back)
{
    static const struct {
        double newton, rear;
        int state;
        double severity, threshold, margin; /* severity NaN: without load_kg */
    } cases[] = {{700, 0.09, HINGE_FAULT_REFUSED, NAN, 0, 0.02},
                 {750, NAN, HINGE_FAULT_BELOW, 0.95 - 750 / (80 * 9.80665), 0, 0.02},
                 {700, NAN, HINGE_FAULT_PRESENT, 0.95 - 700 / (80 * 9.80665), 0, 0.02},
                 {780, 0.9, HINGE_FAULT_ABSENT, 0.95 - 780 / (80 * 9.80665), 0, 0.02},
                 {NAN, 0.09, HINGE_FAULT_ABSENT, 0.09, 0.15, 0.05},
                 {NAN, 0.12, HINGE_FAULT_BELOW, 0.12, 0.15, 0.05},
                 {NAN, 0.21, HINGE_FAULT_PRESENT, 0.21, 0.15, 0.05}};
    static double plate[4000];
    cleared_by(hinge_fault_table_clear) struct hinge_fault_table table = {0};
    struct hinge_fault_outcome o;
    size_t f = 0;
    hinge_fault_table_init(&table);
    while (strcmp(table.row[f].id, "kickstand_rock_back") != 0)
        f++;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        start('A');
        m.plain.info.mass_kg = 80;
        m.plain.info.load_kg = isnan(cases[k].severity) ? (double)NAN : 0;
        m.plain.info.side = "l";
        m.plain.info.task = "kickstand_hinge";
        m.plain.view.task = hinge_task_find("kickstand_hinge");
        for (size_t i = 0; i < 4000; i++)
            plate[i] = cases[k].newton;
        if (!isnan(cases[k].newton))
            m.plain.body.front_force =
                (struct hinge_muscle){.n = 4000, .rate_hz = 1000, .band = plate};
        if (!isnan(cases[k].rear))
            plain_set(&m.plain, HINGE_SIGNAL_rear_load, 0.05, cases[k].rear);
        hinge_metrics_compute(&m.plain.view, NULL, m.values);
        hinge_fault_judge(&table.row[f], &m.plain.view, m.values, NULL, &o);
        assert_int_equal(o.state, cases[k].state);
        if (isnan(cases[k].severity))
            assert_int_equal(o.reason, HINGE_REASON_NOT_RECORDED);
        else
            assert_close(o.severity, cases[k].severity, 0, 1e-9);
        assert_close(o.threshold, cases[k].threshold, 0, 1e-12);
        assert_close(o.margin, cases[k].margin, 0, 1e-12);
        m.plain.view.task = hinge_task_find("kickstand_lifted");
        hinge_fault_judge(&table.row[f], &m.plain.view, m.values, NULL, &o);
        assert_int_equal(o.reason, HINGE_REASON_NOT_APPLICABLE_VARIANT);
    }
}

/* Sagittal against three-dimensional angles, each from its own standing: 5 degrees are
 * no warning, more are; of the thorax the definition that the Cardan angle has. */
TEST(out_of_the_plane)
{
    static const struct {
        enum hinge_signal plane, solid;
    } pairs[] = {{HINGE_SIGNAL_lumbar_flex, HINGE_SIGNAL_lumbar_flex_3d},
                 {HINGE_SIGNAL_lumbar_isb, HINGE_SIGNAL_lumbar_flex_3d},
                 {HINGE_SIGNAL_hip_flex, HINGE_SIGNAL_hip_flex_3d},
                 {HINGE_SIGNAL_knee_flex, HINGE_SIGNAL_knee_flex_3d},
                 {HINGE_SIGNAL_pelvis_tilt, HINGE_SIGNAL_pelvis_tilt_3d}};
    static struct plain p;
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
        for (int sign = -1; sign < 2; sign += 2) {
            plain_init(&p, 'A');
            if (pairs[k].plane == HINGE_SIGNAL_lumbar_isb)
                plain_set(&p, HINGE_SIGNAL_lumbar_flex, 0, 60);
            plain_set(&p, pairs[k].plane, 10, 40);
            assert_true(hinge_plane_warnings(&p.view) == 0); /* nothing to compare */
            plain_set(&p, pairs[k].solid, 3, 33 + sign * 5);
            assert_true(hinge_plane_warnings(&p.view) == 0);
            plain_set(&p, pairs[k].solid, 3, 33 + sign * 5.1);
            assert_true(hinge_plane_warnings(&p.view) == HINGE_WARN(OUT_OF_PLANE));
        }
    unsigned char gimbal[PLAIN_FRAMES] = {0};
    for (size_t i = 0; i < PLAIN_FRAMES; i++) {
        gimbal[i] = 1;
        p.data[HINGE_SIGNAL_pelvis_tilt_3d][i] = (double)NAN;
    }
    p.body.gimbal = gimbal;
    assert_int_equal(hinge_view_bottom(&p.view, HINGE_SIGNAL_pelvis_tilt_3d, true).reason,
                     HINGE_REASON_GIMBAL);
}

/* Half of a descent of 90 degrees is matched: 45, after 0.5 s. Straight lines are half
 * done there; what bends and comes back is largest before. */
TEST(on_the_way_to_a_depth)
{
    static const struct {
        const char *id;
        double expected;
    } cases[] = {{"matched_half_lean_travel", 0.5},
                 {"matched_rounding_early", 1.0 / 3},
                 {"matched_rounding_late", 1.0 / 3},
                 {"matched_knee_valgus", 0.05},
                 {"matched_mean_velocity_deg_s", 90},
                 {"matched_soft_knees", 1},
                 {"matched_neck_flex_size_deg", 9},
                 {"matched_stack_loss", 0},
                 {"matched_thoracic_rounding", 4},
                 {"matched_lumbar_overextension", 0},
                 {"matched_chin_tuck", 0},
                 {"matched_head_up", 9}};
    start('A');
    plain_flex(&m.plain, 60, 30);
    plain_set(&m.plain, HINGE_SIGNAL_trunk_incl, 2, 72);
    plain_set(&m.plain, HINGE_SIGNAL_hip_posterior, 0, 0.2);
    plain_set(&m.plain, HINGE_SIGNAL_knee_gap, 0.8, 0.72);
    plain_set(&m.plain, HINGE_SIGNAL_knee_flex, 5, 45);
    plain_set(&m.plain, HINGE_SIGNAL_neck_flex, 4, -14);
    plain_set(&m.plain, HINGE_SIGNAL_thoracic_curv, 1, 9);
    assert_no("matched_rounding_early", D, HINGE_REASON_NO_REFERENCE_TRIAL);
    m.plain.limits.matched_driver_deg = 45;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        assert_is(cases[k].id, D, cases[k].expected);
    m.plain.limits.matched_driver_deg = 28; /* 7 of F in its last quarter */
    assert_no("matched_rounding_late", D, HINGE_REASON_ROM_SMALL);
    assert_no("matched_rounding_early", D, HINGE_REASON_ROM_SMALL);
    m.plain.limits.matched_driver_deg = 95;
    assert_no("matched_rounding_late", D, HINGE_REASON_BIN_NOT_REACHED);
    /* arched by 6 at a quarter of the descent and back; the trunk leans early: half of
     * what it leans until then after a fifth of the time */
    m.plain.limits.matched_driver_deg = 45;
    for (size_t i = PLAIN_DOWN; i <= PLAIN_BOTTOM; i++) {
        double s = plain_shape(i, 0);
        m.plain.data[HINGE_SIGNAL_lumbar_flex][i] = i <= 125   ? -24 * s
                                                    : i <= 150 ? -6 + 60 * (s - 0.25)
                                                               : 30 * s;
        m.plain.data[HINGE_SIGNAL_trunk_incl][i] =
            2 + 70 * (i <= 110 ? 2.5 * s : 0.25 + (s - 0.1) * 0.25 / 0.4);
    }
    assert_is("matched_stack_loss", D, 6);
    assert_is("matched_lumbar_overextension", D, 6);
    assert_is("matched_half_lean_travel", D, 0.2);
    m.plain.body.tier = 'B';
    assert_no("matched_stack_loss", D, HINGE_REASON_TIER_TOO_LOW);
}
