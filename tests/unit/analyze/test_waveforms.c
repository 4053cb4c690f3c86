/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waveforms of a repetition: over its time, less standing, at both ends and the bottom.
 */
#include "assert_close.h"

#include "analysed.h"

static void waveforms_begin_and_end_at_standing(void **state)
{
    struct analysed a;
    struct subject subject = subject_text_g();
    (void)state;
    subject.lumbar_stand = 12; /* a standing spine that is not straight */
    analysed_init(&a);
    analyse_subject(&a, &subject);
    assert_analysed(a);
    for (int w = 0; w < HINGE_WAVEFORM_COUNT; w++) {
        const float *x = a.result.block.waveform + (size_t)w * HINGE_WAVEFORM_POINTS;
        enum hinge_signal signal = hinge_waveform_signal(w);
        if (signal == HINGE_SIGNAL_lumbar_flex) {
            assert_close(x[0], 0, 0, 1.5);
            assert_close(x[HINGE_WAVEFORM_POINTS - 1], 0, 0, 1.5);
            assert_close(x[HINGE_WAVEFORM_POINTS / 2], 24, 0, 0.5);
        }
        if (signal == HINGE_SIGNAL_hip_flex)
            assert_close(x[HINGE_WAVEFORM_POINTS / 2], 68, 0, 0.5);
    }
    analysed_clear(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waveforms_begin_and_end_at_standing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
