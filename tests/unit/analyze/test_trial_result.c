/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a trial's result says of its repetitions and for its person. */
#include "test.h"

#include "analysed.h"

#include <hinge/warnings.h>

/* Leaning back by 12 degrees after the ascent makes the ascent longer, not the
 * repetition's excursion, which is the descent's. */
TEST(excursion_is_the_descent_s)
{
    cleared_by(analysed_clear) struct analysed plain = analysed(), arched = analysed();
    struct subject subject = subject_text_g();
    analyse_subject(&plain, &subject);
    subject.arch = 12;
    analyse_subject(&arched, &subject);
    assert_analysed(plain);
    assert_analysed(arched);
    assert_close(arched.result.block.rom_deg[0], plain.result.block.rom_deg[0], 0, 1.5);
}

/* The furthest a spine was bent, under the average of tier B, 0.4 s: by hand from the
 * subject's own L(t) at 100 Hz, 41 samples around the deepest. */
TEST(furthest_is_an_average)
{
    cleared_by(analysed_clear) struct analysed a = analysed();
    struct subject subject = subject_text_g();
    double mean = 0, walked;
    subject.n_reps = 1;
    subject.rep[0] = (struct subject_rep){4, 0.6, 0, 0.6, 1};
    a.parameters.filter_fc_fast = a.parameters.filter_fc_slow = 0;
    a.info.role = HINGE_ROLE_maxflex;
    measure_subject(&a, &subject);
    assert_int_equal(a.result.tier, 'B');
    for (int i = -20; i <= 20; i++) {
        double s = subject_s(&subject, 4.6 + i / 100.0, &walked);
        mean += (30 * s - 6 * s * s) / 41;
    }
    assert_true(mean < 23.2); /* far from the deepest, 24 */
    assert_close(a.result.limits.lumbar_max_deg, mean, 0, 0.1);
}

/* A recording with the dowel brings the zero of the others; in its own posture it is
 * that of standing. */
TEST(a_dowel_that_touches)
{
    cleared_by(analysed_clear) struct analysed reference = analysed(), itself = analysed(),
                                               other = analysed();
    struct subject still = subject_text_g(), subject = subject_text_g();
    still.n_reps = 0;
    still.landmarks = subject.landmarks = CHAIN HEAD;
    reference.info.role = HINGE_ROLE_dowel_ref;
    measure_subject(&reference, &still);
    assert_true(reference.result.limits.dowel.known);
    analyse_subject(&itself, &subject);
    other.limits.dowel = reference.result.limits.dowel;
    analyse_subject(&other, &subject);
    assert_close(metric_of(&itself, 0, "dowel_from_ref", HINGE_PHASE_REP), 0, 0, 0);
    assert_close(metric_of(&other, 0, "dowel_from_ref", HINGE_PHASE_REP), 1, 0, 0);
    double gap = metric_of(&itself, 0, "dowel_gap_tl", HINGE_PHASE_REP);
    assert_true(gap > 0.01);
    assert_close(metric_of(&other, 0, "dowel_gap_tl", HINGE_PHASE_REP), gap, 0, 1e-4);
    other.limits.dowel.sag -= 0.01; /* it was a little hollow then */
    analyse_subject(&other, &subject);
    assert_true(metric_of(&other, 0, "dowel_gap_tl", HINGE_PHASE_REP) > gap + 0.01);
}

/* With the standing of another recording, a dowel touches from the first frame to the last: played
 * backwards, the recording has the same zero. */
TEST(a_dowel_that_touches_all_the_time)
{
    cleared_by(analysed_clear) struct analysed quiet = analysed(), forth = unfiltered(),
                                               back = unfiltered();
    struct subject still = subject_text_g(), subject = subject_text_g();
    still.n_reps = 0;
    still.landmarks = subject.landmarks = CHAIN HEAD;
    subject.rep[0].t0 = -0.5; /* the first frame is within a descent */
    measure_subject(&quiet, &still);
    cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
    forth.info.role = back.info.role = HINGE_ROLE_dowel_ref;
    forth.calibration = back.calibration = &quiet.result.standing;
    forth.calibration_tier = back.calibration_tier = quiet.result.tier;
    measure_recording(&forth, &r);
    for (size_t c = 1; c < r.layout.n_channels; c++)
        for (size_t i = 0, j = r.n_frames - 1; i < j; i++, j--) {
            double *x = r.data + c * r.n_frames, first = x[i];
            x[i] = x[j];
            x[j] = first;
        }
    measure_recording(&back, &r);
    assert_close(back.result.limits.dowel.ear, forth.result.limits.dowel.ear, 0, 1e-9);
}

/* Smoothed for coordination are keypoints, not markers; of pixels, centimetres are
 * those of a body height. */
TEST(what_stands_behind_metrics)
{
    for (int markers = 0; markers < 2; markers++)
        for (int height = 0; height < 2; height++)
            for (int dim = 2; dim < 4; dim++) {
                struct analysed a;
                struct subject subject = subject_text_g();
                if (markers && dim == 2)
                    continue;
                subject.dim = dim;
                subject.landmarks = markers ? CHAIN PELVIS : CHAIN;
                if (dim == 2) {
                    subject.unit = HINGE_UNIT_px;
                    subject.per_m = 400;
                }
                analysed_init(&a);
                a.info.height_m = height ? 1.75 : (double)NAN;
                measure_subject(&a, &subject);
                uint64_t bits = a.result.block.warnings[0];
                assert_int_equal((bits & HINGE_WARN(SMOOTHED)) != 0, !markers);
                assert_int_equal((bits & HINGE_WARN(SCALE_FROM_HEIGHT)) != 0, height && dim == 2);
                assert_int_equal(!isnan(metric_of(&a, 0, "hip_posterior_cm", HINGE_PHASE_REP)),
                                 dim == 3 || height);
                analysed_clear(&a);
            }
}

/* A trial is partial when a repetition is: the driver missing for more than half a
 * second within it, not for less. */
TEST(a_long_gap_makes_the_trial_partial)
{
    for (size_t missing = 46; missing <= 56; missing += 10) {
        struct subject subject = subject_text_g();
        cleared_by(hinge_recording_clear) struct hinge_recording r = subject_recording(&subject);
        for (size_t c = 1; c < r.n_frames && c < r.layout.n_channels; c++)
            for (size_t i = 270; i < 270 + missing; i++)
                if (strncmp(r.layout.channel[c].source, "hjc", 3) == 0)
                    r.data[c * r.n_frames + i] = (double)NAN;
        cleared_by(analysed_clear) struct analysed a = measured_recording(&r);
        assert_int_equal(a.result.reps, 2);
        assert_int_equal(a.result.partial, missing > 50);
    }
}
