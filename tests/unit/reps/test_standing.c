/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the zero comes from (method 2.4): a quiet window before, after or outside the
 * repetitions, a shorter one, the lockout, an annotation, a standing trial; and what
 * follows where there is none. */
#include "test.h"

#include <hinge/warnings.h>
#include <string.h>

#include "analysed.h"

#define R HINGE_PHASE_REP
static double window_start(const struct analysed *a)
{
    return (double)a->result.standing.from / 100;
}

/* Also when the time after it is stiller: people sway a little before they begin. */
TEST(quiet_standing_before_the_first_repetition)
{
    struct subject subject = subject_text_g();
    subject.n_reps = 3;
    subject.rep[0] = (struct subject_rep){0, 1, 0, 1, 0.008};
    subject.rep[1] = (struct subject_rep){2, 2, 0.5, 1.5, 1};
    subject.rep[2] = (struct subject_rep){7, 2, 0.5, 1.5, 1};
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_string_equal(a.result.standing_source, "standing");
    assert_close(a.result.standing.length_s, 1, 0, 1e-9);
    assert_true(window_start(&a) + 1 <= a.result.block.time[0][0]);
}

/* Nobody moves less after the second repetition than before the first, but that one is
 * preferred; without it the time after is taken, which is a lockout: it can't tell
 * whether people come back to standing. */
TEST(standing_after_the_repetitions_when_there_is_none_before)
{
    struct subject subject = subject_text_g();
    for (size_t k = 0; k < 2; k++)
        subject.rep[k].t0 -= 1.8; /* 0.2 s before the first */
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_string_equal(a.result.standing_source, "lockout");
    assert_true(has_bit(a, STAND_LOCKOUT));
    assert_fault_refused(a, 0, "no_lockout", "NO_STANDING_REF");
    assert_close(a.result.standing.length_s, 1, 0, 1e-9);
    assert_true(window_start(&a) >= a.result.block.time[3][0]);
    assert_close(metric_of(&a, 0, "lumbar_excursion_deg", R), 24, 0, 0.05);
}

/* Half a second of not quite standing still. */
TEST(half_a_second_with_relaxed_limits)
{
    struct subject subject = subject_text_g();
    subject.n_reps = 5;
    subject.duration_s = 21.2;
    for (size_t k = 0; k < 5; k++)
        subject.rep[k] = (struct subject_rep){0.4 + 4.15 * (double)k, 2, 0.3, 1.5, 1};
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.reps, 5);
    assert_string_equal(a.result.standing_source, "standing");
    assert_close(a.result.standing.length_s, 0.5, 0, 0.011);
}

/* One after the other without a pause, as people do in sets. */
static struct subject set_without_pause(void)
{
    struct subject subject = subject_text_g();
    subject.n_reps = 4;
    subject.duration_s = 8;
    for (size_t k = 0; k < 4; k++)
        subject.rep[k] = (struct subject_rep){2.0 * (double)k, 1, 0, 1, 1};
    return subject;
}

TEST(lockout_stands_in_for_standing)
{
    struct subject subject = set_without_pause();
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.reps, 4);
    assert_string_equal(a.result.standing_source, "lockout");
    assert_true(has_bit(a, STAND_LOCKOUT));
    assert_close(a.result.standing.length_s, 0.2, 0, 0.02);
    /* it can't be compared with itself */
    for (size_t rep = 0; rep < 4; rep++) {
        assert_fault_refused(a, rep, "no_lockout", "NO_STANDING_REF");
        assert_false(rep_has_bit(a, rep, NO_LOCKOUT));
    }
    assert_fault_state(a, 1, "squat_pattern", HINGE_FAULT_ABSENT);
}

/* Bent from first to last: ratios remain, what is relative to standing does not. */
TEST(without_standing_ratios_remain)
{
    static const char *const relative[] = {"lumbar_rounding",         "excessive_knee_flexion",
                                           "squat_pattern",           "no_lockout",
                                           "insufficient_hip_travel", "knee_forward_travel"};
    struct subject subject = set_without_pause();
    subject.stance_deg = 26;
    subject.knee = 70;
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_string_equal(a.result.standing_source, "");
    assert_true(has_bit(a, NO_STANDING_REF));
    assert_close(metric_of(&a, 1, "lumbar_fraction", HINGE_PHASE_DESCENT), 24.0 / (24 + 118), 0,
                 0.01);
    assert_string_equal(reason_of(&a, 1, "lumbar_excursion_deg", R), "NO_STANDING_REF");
    for (size_t k = 0; k < sizeof relative / sizeof *relative; k++)
        assert_fault_refused(a, 1, relative[k], "NO_STANDING_REF");
    assert_fault_state(a, 1, "spine_over_hip", HINGE_FAULT_ABSENT);
}

TEST(an_annotation_goes_before_the_automatic_window)
{
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = subject_text_g();
    a.info.stand_start_s = 6.2;
    a.info.stand_end_s = 68; /* up to the end of the recording */
    measure_subject(&a, &subject);
    assert_string_equal(a.result.standing_source, "annotated");
    assert_int_equal(a.result.standing.from, 620);
    assert_int_equal(a.result.standing.to, lround(100 * subject.duration_s) - 1);
}

TEST(an_annotation_outside_the_recording_is_refused)
{
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = subject_text_g();
    a.info.stand_start_s = 62;
    a.info.stand_end_s = 68;
    analyse_subject(&a, &subject);
    assert_int_equal(a.result.status, HINGE_INPUT);
    assert_int_equal(a.result.reason, HINGE_REASON_NO_STANDING_REF);
    assert_non_null(strstr(a.result.error.message, "stand_start_s 62"));
}

/* A standing trial is the zero of the session's others, also of positions. */
TEST(a_standing_trial_is_the_zero_of_others)
{
    cleared_by(analysed_clear) struct analysed quiet, itself, set;
    struct subject stand = subject_text_g(), moving = set_without_pause();
    stand.n_reps = 0;
    stand.duration_s = 3;
    analysed_init(&quiet);
    quiet.info.role = HINGE_ROLE_standing;
    measure_subject(&quiet, &stand);
    assert_int_equal(quiet.result.reps, 0);
    assert_int_equal(quiet.result.block.n, 0);
    assert_true(quiet.result.standing.found);
    itself = measured(&moving);
    analysed_init(&set);
    set.calibration = &quiet.result.standing;
    set.calibration_tier = quiet.result.tier;
    measure_subject(&set, &moving);
    assert_string_equal(set.result.standing_source, "calibration");
    static const char *const ids[] = {"hip_posterior_ll", "hip_drop_ll", "path_angle_deg",
                                      "lumbar_excursion_deg", "knee_excursion_deg"};
    static const double want[] = {0.217505, 0.039503, 10.2937, 24, 20};
    for (int k = 0; k < 5; k++) /* the filter rounds the turn without a pause a little */
        assert_close(metric_of(&set, 1, ids[k], R), want[k], 0.02, 0);
    double trunk_m[2]; /* its trunk, too, is the measure of this trial's */
    for (int bottom = 0; bottom < 2; bottom++) {
        struct subject_pose at = subject_pose(&stand, 0, 0);
        struct subject_pose low = subject_pose(&moving, 0, moving.rep[0].t0 + 1);
        const struct subject_pose *pose = bottom ? &low : &at;
        trunk_m[bottom] = hypot(pose->at[SUBJECT_shoulder].x - pose->at[SUBJECT_hjc].x,
                                pose->at[SUBJECT_shoulder].y - pose->at[SUBJECT_hjc].y);
    }
    assert_close(metric_of(&set, 0, "trunk_chord_tl", R), trunk_m[1] / trunk_m[0], 0.002, 0);
    assert_fault_state(set, 1, "no_lockout", HINGE_FAULT_ABSENT); /* now it can be judged */
    set.calibration_tier = 'C'; /* another tier's zero is another zero */
    analyse_subject(&set, &moving);
    assert_string_equal(set.result.standing_source, "lockout");
}

/* A standing trial without a quiet second counts while it is upright nearly always; a
 * trial of another role does not. */
TEST(an_unquiet_standing_trial_counts_while_upright)
{
    struct subject subject = subject_text_g();
    subject.n_reps = 0;
    subject.duration_s = 4;
    subject.jitter_deg = 4;
    cleared_by(analysed_clear) struct analysed a = analysed_subject(&subject);
    assert_string_equal(a.result.standing_source, "");
    a.info.role = HINGE_ROLE_standing;
    analyse_subject(&a, &subject);
    assert_string_equal(a.result.standing_source, "standing");
    assert_close(a.result.standing.length_s, 4, 0, 0.02);
}

/* A calibration says nothing about this trial's camera. */
TEST(the_view_is_checked_on_the_trial_itself)
{
    cleared_by(analysed_clear) struct analysed quiet = analysed(), a = analysed();
    struct subject stand = subject_text_g(), moving = subject_text_g();
    stand.image = moving.image = true;
    stand.unit = moving.unit = HINGE_UNIT_px;
    stand.per_m = moving.per_m = 300;
    stand.family = moving.family = HINGE_FAMILY_kinect; /* joint centres: 0.20 leg lengths */
    stand.landmarks = moving.landmarks = LEGS "ear nose";
    stand.view_deg = 2;
    moving.view_deg = 70;
    stand.n_reps = 0;
    quiet.info.role = HINGE_ROLE_standing;
    quiet.info.facing = "+x"; /* quiet standing shows no lean */
    measure_subject(&quiet, &stand);
    a.calibration = &quiet.result.standing;
    a.calibration_tier = 'C';
    analyse_subject(&a, &moving);
    assert_trial_refused(a, "VIEW_NOT_SAGITTAL");
}

/* stand.zero: of one who sways before moving the first frame is another zero than quiet
 * standing; a zero by rule takes no standing recording and no annotation. */
TEST(the_zero_that_is_asked_for)
{
    struct analysed quiet, a;
    struct subject subject = subject_text_g();
    analysed_init(&quiet);
    measure_subject(&quiet, &subject);
    assert_string_equal(quiet.result.standing_source, "standing");
    static const char *const zeros[] = {"first_frame", "lockout"};
    for (size_t k = 0; k < 2; k++) {
        analysed_init(&a);
        strcpy(a.parameters.stand_zero, zeros[k]);
        a.calibration = &quiet.result.standing;
        a.calibration_tier = quiet.result.tier;
        a.info.stand_start_s = 0.1;
        a.info.stand_end_s = 0.6;
        measure_subject(&a, &subject);
        assert_string_equal(a.result.standing_source, zeros[k]);
        assert_int_equal(has_bit(a, STAND_LOCKOUT), k == 1);
        if (k == 0) {
            assert_int_equal(a.result.standing.from, 0);
            assert_int_equal(a.result.standing.to, 0);
        }
        assert_close(metric_of(&a, 0, "lumbar_excursion_deg", R), 24, 0, 0.3);
        analysed_clear(&a);
    }
    analysed_clear(&quiet);
}
