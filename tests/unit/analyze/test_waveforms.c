/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waveforms of a repetition: over its time, less standing, at both ends and the bottom.
 */
#include "test.h"

#include "analysed.h"

TEST(waveforms_begin_and_end_at_standing)
{
    cleared_by(analysed_clear) struct analysed a;
    struct subject subject = subject_text_g();
    subject.lumbar_stand = 12; /* a standing spine that is not straight */
    analysed_init(&a);
    measure_subject(&a, &subject);
    for (int w = 0; w < HINGE_WAVEFORM_COUNT; w++) {
        const float *x =
            a.result.block.waveform[HINGE_WAVEFORMS_by_time] + (size_t)w * HINGE_CURVE_POINTS;
        enum hinge_signal signal = hinge_waveform_signal(w);
        if (signal == HINGE_SIGNAL_lumbar_flex) {
            assert_close(x[0], 0, 0, 1.5);
            assert_close(x[HINGE_CURVE_POINTS - 1], 0, 0, 1.5);
            assert_close(x[HINGE_CURVE_POINTS / 2], 24, 0, 0.5);
        }
        if (signal == HINGE_SIGNAL_hip_flex)
            assert_close(x[HINGE_CURVE_POINTS / 2], 68, 0, 0.5);
    }
}

/* Text G without filter: every signal is a function of s, D = F-like in s, so that at
 * progress p the curve is what s says there, in the descent and the ascent alike. */
TEST(progress_is_of_the_driver)
{
    cleared_by(analysed_clear) struct analysed a = unfiltered();
    struct subject subject = subject_text_g();
    measure_subject(&a, &subject);
    const float *set[2] = {a.result.block.waveform[HINGE_WAVEFORMS_descent_by_progress],
                           a.result.block.waveform[HINGE_WAVEFORMS_ascent_by_progress]};
    const float *driver[2] = {0}, *lumbar[2] = {0}, *pelvis[2] = {0};
    for (int w = 0; w < HINGE_WAVEFORM_COUNT; w++)
        for (int k = 0; k < 2; k++) {
            const float *x = set[k] + (size_t)w * HINGE_CURVE_POINTS;
            enum hinge_signal signal = hinge_waveform_signal(w);
            driver[k] = signal == HINGE_SIGNAL_driver ? x : driver[k];
            lumbar[k] = signal == HINGE_SIGNAL_lumbar_flex ? x : lumbar[k];
            pelvis[k] = signal == HINGE_SIGNAL_pelvis_tilt ? x : pelvis[k];
        }
    for (int i = 0; i < HINGE_CURVE_POINTS; i++) {
        double p = i / (HINGE_CURVE_POINTS - 1.0);
        double first = driver[0][0], deepest = driver[0][100], last = driver[1][100];
        double start = driver[1][0];
        assert_close(driver[0][i], first + p * (deepest - first), 0, 1e-3); /* the axis itself */
        assert_close(driver[1][i], start + p * (last - start), 0, 1e-3);
        for (int k = 0; k < 2; k++) { /* P = 45 s, L = 30 s - 6 s^2 */
            double s = pelvis[k][i] / 45;
            assert_close(lumbar[k][i], 30 * s - 6 * s * s, 0, 0.02);
        }
        /* the same depth on the way down and up is the same posture */
        int j = HINGE_CURVE_POINTS - 1 - i;
        assert_close(lumbar[0][i], lumbar[1][j], 0, 0.3);
    }
    assert_true(driver[0][100] > 80 && driver[1][0] > 80 && driver[1][100] < 2);
    const float *rep = a.result.block.waveform[HINGE_WAVEFORMS_by_time];
    const float *desc = a.result.block.waveform[HINGE_WAVEFORMS_descent_by_time];
    const float *asc = a.result.block.waveform[HINGE_WAVEFORMS_ascent_by_time];
    for (size_t w = 0; w < HINGE_WAVEFORM_COUNT; w++) {
        size_t first = w * HINGE_CURVE_POINTS, last = first + 100;
        assert_close(desc[first], rep[first], 0, 0);
        assert_close(asc[last], rep[last], 0, 0);
    }
}
