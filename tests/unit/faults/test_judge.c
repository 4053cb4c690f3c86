/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults by task and cue, and where noise or depth forbids a verdict. */
#include "test.h"

#include "analysed.h"

/* Pelvis and thorax without legs: lumbar motion, no hip. */
TEST(without_legs_the_hip_is_refused)
{
    struct subject subject = subject_text_g();
    subject.dim = 3;
    subject.landmarks = PELVIS STERNUM;
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.tier, 'A');
    assert_false(a.result.thigh);
    assert_string_equal(a.result.driver, "thorax_tilt");
    assert_int_equal(a.result.reps, 2);
    assert_string_equal(reason_of(&a, 0, "hip_excursion_deg", HINGE_PHASE_DESCENT), "NO_THIGH");
    assert_string_equal(reason_of(&a, 0, "lumbar_fraction", HINGE_PHASE_DESCENT), "NO_THIGH");
    assert_close(metric_of(&a, 0, "lumbar_pelvis_ratio", HINGE_PHASE_REP), 24.0 / 45, 0, 0.01);
    assert_fault_refused(a, 0, "spine_over_hip", "NO_THIGH");
    assert_fault_state(a, 0, "butt_wink", HINGE_FAULT_ABSENT);
}

/* --- tasks and cues --- */

TEST(tasks_and_cues_change_thresholds)
{
    static const struct {
        const char *task, *cue, *fault;
        double threshold; /* NaN: not applicable */
    } cases[] = {
        {"", "", "excessive_knee_flexion", 30},
        {"rdl", "", "excessive_knee_flexion", 30},
        {"no such task", "", "excessive_knee_flexion", 30},
        {"kettlebell_deadlift", "", "excessive_knee_flexion", 90},
        {"Deadlifts", "", "excessive_knee_flexion", 90},
        {"single_leg_hinge", "", "excessive_knee_flexion", 40},
        {"oven", "", "excessive_knee_flexion", 60},
        {"squat_contrast", "", "excessive_knee_flexion", NAN},
        {"squat_contrast", "", "squat_pattern", NAN},
        {"squat_contrast", "", "shin_forward", NAN},
        {"squat_contrast", "", "lumbar_rounding", 30},
        {"deadlift_floor", "", "knee_forward_travel", 0.10},
        {"", "push_pull", "knee_forward_travel", 0.10},
        {"", "mirror+push_pull", "knee_forward_travel", 0.10},
        {"sink", "", "knee_forward_travel", 0.15},
        {"", "heel_block", "shin_forward", NAN},
        {"", "mirror", "shin_forward", 10},
        {"kettlebell_swing", "", "uncontrolled_lowering", NAN},
        {"maxflex", "", "lumbar_rounding", NAN},
        {"maxflex", "", "fold_forward", NAN},
        {"plyo_jump", "", "rounding_early", NAN},
    };
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        cleared_by(analysed_clear) struct analysed a = analysed();
        struct subject subject = subject_text_g();
        subject.shank = 0;
        subject.lumbar = 4; /* below the gates of rounding_early and fold_forward */
        subject.lumbar_bend = 0;
        subject.knee = 3;
        subject.pelvis = 60;
        a.info.task = cases[k].task;
        a.info.cue = cases[k].cue;
        measure_subject(&a, &subject);
        if (isnan(cases[k].threshold)) {
            assert_fault_refused(a, 0, cases[k].fault, "NOT_APPLICABLE_VARIANT");
        } else {
            size_t at = fault_at(&a, 0, cases[k].fault);
            assert_int_not_equal(state_of(&a, 0, cases[k].fault), HINGE_FAULT_REFUSED);
            assert_close(a.result.block.fault_threshold[at], cases[k].threshold, 0, 1e-12);
        }
    }
}

/* --- gates, noise --- */

TEST(shallow_movements_are_not_judged)
{
    static const char *const deep[] = {"insufficient_hip_travel", "squat_pattern", "locked_knees",
                                       "fold_forward"};
    struct subject subject = subject_text_g();
    for (int k = 0; k < 2; k++)
        subject.rep[k].size = 0.33; /* 27 degrees */
    cleared_by(analysed_clear) struct analysed a = analysed_subject(&subject);
    assert_int_equal(a.result.reps, 2);
    for (size_t k = 0; k < sizeof deep / sizeof *deep; k++)
        assert_fault_refused(a, 0, deep[k], "ROM_SMALL");
    assert_fault_state(a, 0, "lumbar_rounding", HINGE_FAULT_ABSENT);
}

TEST(small_spine_motion_at_the_start_is_absent)
{
    struct subject subject = subject_text_g();
    subject.lumbar = 10;
    subject.lumbar_bend = 0;
    cleared_by(analysed_clear) struct analysed a = analysed_subject(&subject);
    assert_fault_state(a, 0, "rounding_early", HINGE_FAULT_ABSENT);
    assert_close(severity_of(&a, 0, "rounding_early"), 0, 0, 0);
}

/* White noise on every coordinate, the same for the same seed (Box and Muller). */
static void shake(struct hinge_recording *r, double sd_m, unsigned seed)
{
    uint64_t x = 88172645463325252u + seed;
    double u[2];
    for (size_t i = 0; i < r->layout.n_channels * r->n_frames; i++) {
        if (r->layout.channel[i / r->n_frames].landmark == HINGE_LANDMARK_NONE)
            continue;
        for (int k = 0; k < 2; k++) {
            x ^= x << 13, x ^= x >> 7, x ^= x << 17;
            u[k] = ((double)(x >> 11) + 0.5) / 9007199254740992.0;
        }
        r->data[i] += sd_m * sqrt(-2 * log(u[0])) * cos(2 * M_PI * u[1]);
    }
}

static void analyse_shaken(struct analysed *a, const struct subject *subject, double sd_m,
                           unsigned seed)
{
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(subject);
    shake(&r, sd_m, seed);
    analysed_init(a);
    measure_recording(a, &r);
}

/* At 10 mm and 30 Hz, tier B: nobody winks, and few verdicts are lost for it. */
TEST(noise_costs_few_verdicts)
{
    static const char *const rows[] = {"butt_wink",     "pelvic_tuck",     "rounding_early",
                                       "back_first_q1", "lumbar_rounding", "lockout_overextension"};
    size_t refused = 0, wrong = 0, all = 0;
    for (unsigned seed = 1; seed <= 12; seed++) {
        cleared_by(analysed_clear) struct analysed a;
        struct subject subject = subject_text_g();
        subject.rate_hz = 30;
        subject.dim = 3;
        analyse_shaken(&a, &subject, 0.01, seed);
        for (size_t rep = 0; rep < a.result.reps; rep++)
            for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
                int found = state_of(&a, rep, rows[k]);
                all++;
                refused += found == HINGE_FAULT_REFUSED;
                wrong += found == HINGE_FAULT_ABOVE || found == HINGE_FAULT_PRESENT;
            }
    }
    assert_true(all >= 140);
    assert_true(refused <= all / 4); /* some are near their thresholds */
    assert_true(wrong <= 3 * (all - refused) / 100);
}

/* A descent of six seconds has room for noise to look like jerks: 5 mm read 2.3 for
 * 1.5. No verdict, or the right one. */
TEST(a_slow_smooth_descent_is_not_jerky)
{
    for (unsigned seed = 1; seed <= 12; seed++) {
        cleared_by(analysed_clear) struct analysed a;
        struct subject subject = subject_text_g();
        subject.rate_hz = 30;
        subject.dim = 3;
        subject.duration_s = 20;
        subject.n_reps = 1;
        subject.rep[0] = (struct subject_rep){3, 6, 0.5, 3, 1};
        analyse_shaken(&a, &subject, 0.005, seed);
        assert_int_not_equal(state_of(&a, 0, "jerky_descent"), HINGE_FAULT_PRESENT);
    }
}

/* Keypoints that shake would make a wink out of nothing: with a window they are judged
 * by what the noise does to it, and never by more than it leaves. */
TEST(noise_refuses_small_thresholds)
{
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = subject_text_g();
    a.parameters.filter_fc_fast = 0;
    subject.tremor_m = 0.025;
    measure_subject(&a, &subject);
    assert_true(a.result.standing.noise_sd[HINGE_SIGNAL_pelvis_tilt] > 3);
    assert_int_not_equal(state_of(&a, 0, "butt_wink"), HINGE_FAULT_ABOVE);
    assert_int_not_equal(state_of(&a, 0, "butt_wink"), HINGE_FAULT_PRESENT);
    assert_int_not_equal(state_of(&a, 0, "lumbar_rounding"), HINGE_FAULT_REFUSED);
}

/* A lift from the floor and back down: the pelvis' start is where its descent starts,
 * not at the floor. */
TEST(a_floor_lift_is_lowered_from_standing)
{
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = subject_text_g();
    subject.dim = 3;
    subject.landmarks = CHAIN PELVIS;
    subject.base = 1;
    subject.n_reps = 2;
    subject.rep[0] = (struct subject_rep){1.5, 1.5, 1.5, 2, -1};
    subject.rep[1] = (struct subject_rep){7.5, 1.5, 1, 1.5, -1};
    a.info.task = "deadlift_floor";
    measure_subject(&a, &subject);
    assert_true(a.result.block.floor[0]);
    assert_int_equal(state_of(&a, 0, "pelvic_tuck"), HINGE_FAULT_ABSENT);
    assert_true(fabs(severity_of(&a, 0, "pelvic_tuck")) < 1);
}

/* What a network inferred has no laboratory's margin. */
TEST(inferred_pelves_have_wide_margins)
{
    for (int inferred = 0; inferred < 2; inferred++) {
        cleared_by(analysed_clear) struct analysed a = analysed();
        struct subject subject = subject_text_g();
        subject.dim = 3;
        subject.landmarks = LEGS PELVIS "c7";
        subject.channel_flags = inferred ? HINGE_CHANNEL_INFERRED : 0;
        a.allow_inferred = true;
        a.parameters.noise_slow_k = 0;
        measure_subject(&a, &subject);
        assert_close(a.result.block.fault_margin[fault_at(&a, 0, "butt_wink")], inferred ? 4 : 2,
                     1e-12, 0);
    }
}

/* Below fs.min no speed is told, nor judged; 14.985 frames per second is 15. */
TEST(slow_cameras_tell_no_speed)
{
    static const double rates[] = {14, 14.985};
    for (int k = 0; k < 2; k++) {
        struct subject subject = subject_text_g();
        subject.rate_hz = rates[k];
        cleared_by(analysed_clear) struct analysed a = measured(&subject);
        if (k == 0) {
            assert_string_equal(reason_of(&a, 0, "mean_velocity_deg_s", HINGE_PHASE_DESCENT),
                                "FS_TOO_LOW");
            assert_fault_refused(a, 0, "uncontrolled_lowering", "FS_TOO_LOW");
        } else {
            assert_close(metric_of(&a, 0, "mean_velocity_deg_s", HINGE_PHASE_DESCENT), 47, 0, 4);
            assert_int_equal(state_of(&a, 0, "uncontrolled_lowering"), HINGE_FAULT_ABSENT);
        }
    }
}
