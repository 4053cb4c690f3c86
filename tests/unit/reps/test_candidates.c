/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts as a repetition, and with which bits: floor starts, cut clips, steps,
 * legs that move alone, glitches, returns from leaning back, partial and deep ones,
 * dips. */
#include "test.h"

#include "analysed.h"

#include <hinge/warnings.h>

#define D HINGE_PHASE_DESCENT
#define A HINGE_PHASE_ASCENT
#define R HINGE_PHASE_REP

/* --- on the floor --- */

/* Bent at first, up after `up` s, `stand` s standing, down again where the clip goes
 * on. */
static struct subject lift(double stand, double duration)
{
    struct subject subject = subject_text_g();
    subject.base = 1;
    subject.n_reps = 1;
    subject.rep[0] = (struct subject_rep){1.5, 1.5, stand, 1.5, -1};
    subject.duration_s = duration;
    return subject;
}

TEST(a_lift_from_the_floor_and_back)
{
    struct subject subject = lift(2, 9);
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.reps, 1);
    assert_true(rep_has_bit(a, 0, AUTO_FLOOR));
    assert_int_equal(a.result.block.floor[0], 1);
    assert_int_equal(a.result.block.complete[0], 1);
    assert_true(a.result.block.time[2][0] < a.result.block.time[0][0]); /* ascent first */
    assert_string_equal(a.result.standing_source, "standing");          /* at the lockout */
    assert_true((double)a.result.standing.from / 100 >= a.result.block.time[3][0]);
    assert_close(metric_of(&a, 0, "lumbar_excursion_deg", R), 24, 0, 0.05);
    assert_close(metric_of(&a, 0, "lumbar_excursion_deg", A), -24, 0, 0.3);
    assert_close(metric_of(&a, 0, "lumbar_excursion_deg", D), 24, 0, 0.3);
    assert_fault_state(a, 0, "no_lockout", HINGE_FAULT_ABSENT);
    assert_fault_state(a, 0, "uncontrolled_lowering", HINGE_FAULT_ABSENT);
}

TEST(a_lift_that_ends_standing_has_no_eccentric)
{
    struct subject subject = lift(20, 6);
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.reps, 1);
    assert_int_equal(a.result.block.complete[0], 1);
    assert_true(isnan(a.result.block.time[0][0]));
    assert_string_equal(reason_of(&a, 0, "hip_excursion_deg", D), "NO_ECCENTRIC");
    assert_close(metric_of(&a, 0, "hip_excursion_deg", A), -68, 0, 1);
    assert_fault_refused(a, 0, "uncontrolled_lowering", "NO_ECCENTRIC");
    assert_fault_refused(a, 0, "spine_over_hip", "NO_ECCENTRIC");
    assert_fault_state(a, 0, "lumbar_rounding", HINGE_FAULT_BELOW); /* the rest is judged */
}

/* The clip is cut while the weight goes down. */
TEST(a_cut_descent_is_truncated)
{
    struct subject subject = lift(2, 5.75);
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.reps, 1);
    assert_int_equal(a.result.reps_truncated, 1);
    assert_int_equal(a.result.block.complete[0], 0);
    assert_string_equal(reason_of(&a, 0, "hip_excursion_deg", D), "TRUNCATED");
}

/* The hold before a lift belongs to the descent just before it: one that was rejected
 * (here too fast) leaves the next lift with its own bottom, not with all that lies
 * between. */
TEST(a_rejected_lift_leaves_the_next_one_its_bottom)
{
    struct subject subject = lift(2, 20);
    subject.n_reps = 3;
    subject.rep[1] = (struct subject_rep){7.1, 0.35, 3, 0.35, -1};
    subject.rep[2] = (struct subject_rep){11.4, 1.5, 2, 1.5, -1};
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.rejected.too_short, 1);
    assert_int_equal(a.result.reps, 2);
    for (size_t rep = 0; rep < 2; rep++)
        assert_close(metric_of(&a, rep, "lumbar_excursion_deg", R), 24, 0, 0.1);
}

/* A declared start wins over what the curve looks like. */
TEST(a_declared_start_is_believed)
{
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = lift(2, 9);
    a.info.start = HINGE_START_standing;
    analyse_subject(&a, &subject);
    assert_int_equal(a.result.block.n > 0 && a.result.block.floor[0], 0);
    a.info.start = HINGE_START_NONE;
    a.info.task = "deadlift_floor";
    analyse_subject(&a, &subject);
    assert_int_equal(a.result.block.floor[0], 1);
    assert_false(rep_has_bit(a, 0, AUTO_FLOOR)); /* it was said */
    a.info.task = "rdl";                         /* starts standing: the first ascent is dropped */
    analyse_subject(&a, &subject);
    assert_int_equal(a.result.block.n == 0 || !a.result.block.floor[0], 1);
}

/* Standing start, cut on the way up. */
TEST(a_cut_ascent_keeps_the_descent)
{
    struct subject subject = subject_text_g();
    subject.duration_s = 10.1;
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.reps, 2);
    assert_int_equal(a.result.reps_complete, 1);
    assert_int_equal(a.result.reps_truncated, 1);
    assert_string_equal(reason_of(&a, 1, "lumbar_excursion_deg", A), "TRUNCATED");
    assert_close(metric_of(&a, 1, "lumbar_excursion_deg", D), 23.9, 0, 0.3);
}

/* --- not a repetition --- */

TEST(rejected_candidates_are_counted_by_reason)
{
    static const char *const names[] = {"stepping", "alternating", "no_trunk", "too_short",
                                        "rom_small"};
    for (int k = 0; k < 5; k++) {
        struct subject subject = subject_text_g();
        subject.dim = 3;
        subject.tremor_m = 1e-5;
        if (k == 0)
            subject.step_m = 0.6;
        if (k == 1 || k == 2) { /* the legs move under a trunk that stays */
            subject.pelvis = subject.lumbar = subject.lumbar_bend = 0;
            subject.knee = 30; /* the hips drop by 0.065 leg lengths */
            subject.alternate_deg = k == 1 ? 30 : 0;
        }
        if (k == 3)
            for (int rep = 0; rep < 2; rep++)
                subject.rep[rep] = (struct subject_rep){3 + 4 * rep, 0.35, 0, 0.35, 1};
        if (k == 4) { /* leaning back and returning: 22 degrees, but not beyond standing */
            subject.pelvis = -22;
            subject.knee = subject.lumbar = subject.lumbar_bend = subject.shank = 0;
        }
        cleared_by(analysed_clear) struct analysed a = measured(&subject);
        const struct hinge_rejections *n = &a.result.rejected;
        const size_t counts[] = {n->stepping, n->alternating, n->no_trunk, n->too_short,
                                 n->rom_small};
        if (a.result.reps != 0 || counts[k] == 0)
            print_error("%s: %zu reps, %zu rejected\n", names[k], a.result.reps, counts[k]);
        assert_int_equal(a.result.reps, 0);
        assert_true(counts[k] > 0);
        for (int other = 0; other < 5; other++)
            assert_int_equal(counts[other] > 0, other == k);
        assert_int_equal(a.result.reason, HINGE_REASON_NO_REPS);
    }
}

/* Leaning back at lock-out, then standing a second a little in front of the median: the
 * next descent begins when it begins, not when the trunk last passed its standing. */
TEST(after_leaning_back_a_descent_begins_late)
{
    static const double lead_deg[] = {0, 0.8};
    for (int k = 0; k < 2; k++) {
        struct subject subject = subject_text_g();
        subject.dim = 3;
        subject.tremor_m = 1e-5;
        subject.arch = 25;
        subject.rep[1].t0 = 8.5;
        subject.duration_s = 14;
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        for (size_t c = 0; c < r.layout.n_channels; c++) /* from 6.9 s on */
            if (strncmp(r.layout.channel[c].source, "shoulder", 8) == 0 &&
                r.layout.channel[c].component == HINGE_COMPONENT_x)
                for (size_t i = 690; i < r.n_frames; i++)
                    r.data[c * r.n_frames + i] += lead_deg[k] * (M_PI / 180) * 0.5 * subject.per_m;
        cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
        assert_close(a.result.block.time[0][1], 8.65, 0, 0.15);
    }
}

/* An upright squat: the trunk stays too, but the hips go down by a quarter of the legs.
 */
TEST(an_upright_squat_is_a_repetition)
{
    struct subject subject = subject_text_g();
    subject.dim = 3;
    subject.pelvis = subject.lumbar = subject.lumbar_bend = 0;
    subject.knee = 60;
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.reps, 2);
}

/* Half a descent that the recording begins or ends with is no repetition when it is
 * shorter than any real one. */
TEST(a_lone_short_phase_is_no_repetition)
{
    for (int k = 0; k < 2; k++) {
        struct subject subject = subject_text_g();
        subject.n_reps = 1;
        subject.rep[0] = (struct subject_rep){2, k == 0 ? 0.35 : 0.8, 3, 1, 1};
        subject.duration_s = k == 0 ? 2.4 : 2.9; /* ends at the bottom, still moving */
        cleared_by(analysed_clear) struct analysed a = measured(&subject);
        assert_int_equal(a.result.reps, k == 0 ? 0 : 1);
        assert_int_equal(a.result.rejected.too_short, k == 0 ? 1 : 0);
    }
}

/* People who lean back at lock-out: the ascent ends, and the next descent begins, where
 * they pass standing. */
TEST(leaning_back_is_no_part_of_the_phases)
{
    struct subject subject = subject_text_g();
    /* up, on to 20 degrees behind standing, and back with the next descent */
    subject.n_reps = 3;
    subject.rep[0] = (struct subject_rep){2, 2, 0.5, 1.5, 1};
    subject.rep[1] = (struct subject_rep){6.0, 1.2, 0.2, 1.2, -0.25};
    subject.rep[2] = (struct subject_rep){8.6, 2, 0.5, 1.5, 1};
    subject.duration_s = 15;
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.block.n, 2);
    /* the driver comes back to standing at 6 s and leaves it at 8.6 s */
    assert_close(a.result.block.time[3][0], 6.0, 0, 0.15);
    assert_close(a.result.block.time[0][1], 8.6, 0, 0.15);
}

/* Hips that sink before a pull from the floor belong to its bottom. */
TEST(hips_that_sink_before_the_pull)
{
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = subject_text_g();
    /* begins at 70 % of the bend, sinks to the whole of it, stands up, comes down */
    subject.n_reps = 3;
    subject.rep[0] = (struct subject_rep){-3, 1, 5, 1.5, 0.7};
    subject.rep[1] = (struct subject_rep){0.8, 0.8, 1.0, 1.5, 0.3};
    subject.rep[2] = (struct subject_rep){7, 1.5, 9, 1, 1};
    subject.duration_s = 11;
    a.info.task = "deadlift_floor";
    measure_subject(&a, &subject);
    assert_int_equal(a.result.block.n, 1);
    assert_int_equal(a.result.block.floor[0], 1);
    assert_true(rep_has_bit(a, 0, REBOUND));
    assert_true(a.result.block.time[2][0] > 1.5); /* the ascent is there */
    assert_true(a.result.block.time[3][0] < 5);
}

/* The trunk bends over feet that stay: one thigh was lost for a while. */
TEST(thighs_that_differ_in_a_bend_are_a_warning)
{
    struct subject subject = subject_text_g();
    subject.dim = 3;
    subject.alternate_deg = 30;
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.reps, 2);
    assert_true(rep_has_bit(a, 0, THIGHS_DIFFER));
    assert_non_null(
        strstr(a.result.candidates, "in 2 of 2 repetitions: faults that compare left and right"));
}

/* The hips stay a pair where the thighs differ a little. */
TEST(thighs_that_differ_leave_the_sides_unjudged)
{
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = subject_text_g();
    subject.dim = 3;
    subject.alternate_deg = 1;
    for (int differ = 0; differ < 2; differ++) {
        a.parameters.gait_alt_min = differ ? 2 : 20;
        a.parameters.gait_alt_frac = 0.02;
        measure_subject(&a, &subject);
        assert_int_equal(rep_has_bit(a, 0, THIGHS_DIFFER), differ);
        if (differ) {
            assert_fault_refused(a, 0, "asym_hip", "THIGHS_DIFFER");
            assert_fault_refused(a, 0, "lateral_shift", "THIGHS_DIFFER");
        } else {
            assert_fault_state(a, 0, "asym_hip", HINGE_FAULT_ABSENT);
            assert_fault_state(a, 0, "lateral_shift", HINGE_FAULT_ABSENT);
        }
    }
}

/* One leg swings in these tasks: neither rule for walking applies to it. */
TEST(unilateral_tasks_may_swing_a_leg)
{
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = subject_text_g();
    subject.dim = 3;
    subject.alternate_deg = 30;
    a.info.task = "single_leg_hinge";
    measure_subject(&a, &subject);
    assert_int_equal(a.result.reps, 2);
    analysed_clear(&a);
    struct subject swing = subject_text_g();
    for (int rep = 0; rep < 2; rep++)
        swing.rep[rep] = (struct subject_rep){3 + 4 * rep, 0.38, 0, 0.38, 1};
    analysed_init(&a);
    a.info.task = "kettlebell_swing"; /* as fast as that */
    analyse_subject(&a, &swing);
    assert_int_equal(a.result.reps, 2);
}

/* --- bits --- */

TEST(partial_deep_and_unfinished_repetitions_say_so)
{
    struct subject subject = subject_text_g();
    subject.n_reps = 5;
    subject.duration_s = 29;
    static const double size[] = {0.6, 0.6, 0.3, 0.6, 1};
    for (size_t k = 0; k < 5; k++)
        subject.rep[k] = (struct subject_rep){2 + 5 * (double)k, 2, 0, 2, size[k]};
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.reps, 5);
    assert_int_equal(a.result.reps_partial, 1);
    for (size_t k = 0; k < 5; k++) {
        assert_int_equal(rep_has_bit(a, k, PARTIAL), k == 2);
        assert_int_equal(rep_has_bit(a, k, DEEP_OUTLIER), k == 4);
        assert_int_equal(a.result.block.valid[k], k != 2);
    }
}

/* The third repetition stops short of standing and stays there. */
TEST(no_lockout_is_seen)
{
    struct subject subject = subject_text_g();
    subject.duration_s = 11;
    subject.n_reps = 2;
    subject.rep[1].hold = 1000; /* down for good, after a rise that is none */
    subject.rep[2] = (struct subject_rep){9.5, 1.2, 1000, 1, -0.7};
    subject.n_reps = 3;
    subject.duration_s = 13;
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.reps, 2);
    assert_true(rep_has_bit(a, 1, NO_LOCKOUT));
    assert_false(rep_has_bit(a, 0, NO_LOCKOUT));
    assert_fault_state(a, 1, "no_lockout", HINGE_FAULT_PRESENT);
    assert_fault_state(a, 0, "no_lockout", HINGE_FAULT_ABSENT);
}

TEST(a_drop_is_too_fast_for_phase_metrics)
{
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = subject_text_g();
    subject.rep[1] = (struct subject_rep){7, 0.2, 0.5, 1.5, 1};
    a.parameters.seg_fc = 12; /* 3 Hz would smear 0.2 s */
    measure_subject(&a, &subject);
    assert_int_equal(a.result.reps, 2);
    assert_true(rep_has_bit(a, 1, TOO_FAST));
    assert_string_equal(reason_of(&a, 1, "lumbar_excursion_deg", D), "PHASE_TOO_SHORT");
    assert_fault_refused(a, 1, "spine_over_hip", "PHASE_TOO_SHORT");
    assert_close(metric_of(&a, 1, "lumbar_excursion_deg", R), 24, 0, 0.1);
}

/* A dip that does not come back to standing is one repetition with a rebound. */
TEST(a_dip_at_the_bottom_is_one_repetition)
{
    struct subject subject = subject_text_g();
    subject.n_reps = 2;
    subject.rep[0] = (struct subject_rep){2, 2, 6, 2, 1};
    subject.rep[1] = (struct subject_rep){5, 1, 0.2, 1, -0.35};
    subject.duration_s = 14;
    cleared_by(analysed_clear) struct analysed a = measured(&subject);
    assert_int_equal(a.result.reps, 1);
    assert_true(rep_has_bit(a, 0, REBOUND));
    a.parameters.seg_join = 1; /* switched off */
    analyse_subject(&a, &subject);
    assert_int_equal(a.result.reps, 2);
}

/* People often use the first repetition to find their way. */
TEST(the_first_repetition_can_be_left_out)
{
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = subject_text_g();
    a.parameters.seg_drop_first = 1;
    measure_subject(&a, &subject);
    assert_int_equal(a.result.reps, 2);
    assert_false(a.result.block.valid[0]);
    assert_true(a.result.block.valid[1]);
    assert_close(metric_of(&a, 0, "lumbar_fraction", HINGE_PHASE_DESCENT), 0.26, 0, 0.02);
}

/* Half of the descent, a rest of 0.6 s, the other half: one pause, however the
 * landmarks tremble. */
TEST(a_pause_is_seen_in_noise)
{
    static const double tremors[] = {0, 0.004};
    for (int k = 0; k < 2; k++) {
        struct subject subject = subject_text_g();
        subject.rep[0] = (struct subject_rep){2, 1, 2.6, 1.5, 0.5};
        subject.rep[1] = (struct subject_rep){3.6, 1, 1, 1.5, 0.5};
        subject.tremor_m = tremors[k];
        cleared_by(analysed_clear) struct analysed a = measured(&subject);
        assert_int_equal(a.result.reps, 1);
        assert_close(metric_of(&a, 0, "pause_count", HINGE_PHASE_DESCENT), 1, 0, 0);
        assert_close(metric_of(&a, 0, "pause_time_s", HINGE_PHASE_DESCENT), 0.6, 0, 0.2);
        assert_close(metric_of(&a, 0, "pause_count", HINGE_PHASE_ASCENT), 0, 0, 0);
    }
}

/* A spine that extends by 60 degrees, or a knee beyond 160: signs or labels are wrong.
 */
TEST(impossible_excursions_are_marked)
{
    for (int k = 0; k < 3; k++) {
        struct subject subject = subject_text_g();
        if (k == 1) { /* the trunk still leans, or it is no repetition */
            subject.lumbar = -50;
            subject.pelvis = 90;
        }
        if (k == 2)
            subject.knee = 165;
        cleared_by(analysed_clear) struct analysed a = measured(&subject);
        assert_int_equal(a.result.reps, 2);
        assert_int_equal(rep_has_bit(a, 0, IMPLAUSIBLE), k > 0);
    }
}

/* Seven rocks at the bottom of a bend: small ones are one repetition, those of which each exceeds
 * the least depth are counted, and half a second is too short for either. */
TEST(rocks_are_counted_where_each_is_deep)
{
    static const struct {
        double size, seconds;
        size_t reps, too_short;
    } rows[] = {{0.1, 0.55, 1, 0}, {0.1, 1, 1, 0}, {0.9, 1, 8, 0}, {0.9, 0.55, 2, 6}};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct subject subject = subject_text_g();
        const double half = rows[r].seconds / 2;
        subject.n_reps = 8;
        subject.rep[0] = (struct subject_rep){2, 1.5, 9, 1.5, 1};
        for (int k = 1; k < 8; k++)
            subject.rep[k] =
                (struct subject_rep){4 + rows[r].seconds * (k - 1), half, 0, half, -rows[r].size};
        subject.duration_s = 16;
        cleared_by(analysed_clear) struct analysed a = analysed_subject(&subject);
        assert_int_equal(a.result.reps, rows[r].reps);
        assert_int_equal(a.result.rejected.too_short, rows[r].too_short);
        assert_int_equal(has_bit(a, GHOSTS), rows[r].size < 0.5);
    }
}
