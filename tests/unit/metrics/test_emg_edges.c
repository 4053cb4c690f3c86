/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Muscles by formula: means of squares have closed forms, and where a window has no
 * samples, no quiet or no phase, that is said and nothing is made up. */
#include "test.h"

#include "metrics/metric.h"
#include "rep_scene.h"

enum { RATE = 1000, SAMPLES = 5000 };

static struct {
    double band[SAMPLES], envelope[SAMPLES];
    struct hinge_muscle muscle;
} m; /* of the running test, which starts it */

/* Quiet (0.01 with a ripple) until 2.3 s, then 1: descent 1 to 2 s, ascent 2.5 to 4. */
static void init(void)
{
    scene_init();
    scene_line(HINGE_SIGNAL_driver, 90);
    for (int i = 0; i < SAMPLES; i++) {
        m.band[i] = i;
        m.envelope[i] = i < 2300 ? 0.01 + (i % 2 ? 0.001 : -0.001) : 1;
    }
    m.muscle = (struct hinge_muscle){
        .n = SAMPLES, .rate_hz = RATE, .band = m.band, .envelope = m.envelope};
}

/* The mean of i^2 over a..b is (S(b) - S(a - 1)) / (b - a + 1), S(n) = n(n+1)(2n+1)/6.
 */
static double ramp_rms(double a, double b)
{
    double all = b * (b + 1) * (2 * b + 1) / 6, before = (a - 1) * a * (2 * a - 1) / 6;
    return sqrt((all - before) / (b - a + 1));
}

TEST(amplitudes_of_a_ramp)
{
    init();
    const struct hinge_muscle *x = &m.muscle;
    assert_close(hinge_emg_rms(x, 0.1, 0.2), ramp_rms(100, 200), 1e-12, 0);
    assert_close(hinge_emg_rms(x, -1, 0.2), ramp_rms(0, 200), 1e-12, 0);
    assert_close(hinge_emg_rms(x, 4.9, 9), ramp_rms(4900, 4999), 1e-12, 0);
    assert_close(hinge_emg_rms(x, 5.5, 6), (double)NAN, 0, 0);
    assert_close(hinge_emg_rms(x, -2, -1), (double)NAN, 0, 0);
    assert_close(hinge_emg_rms(x, 0.2, 0.1), (double)NAN, 0, 0);
    /* the last half second of a second is the largest; less than a width is all of it
     */
    assert_close(hinge_emg_peak(x, 1, 2, 0.5), ramp_rms(1501, 2000), 1e-12, 0);
    assert_close(hinge_emg_peak(x, 1, 1.2, 0.5), ramp_rms(1000, 1200), 1e-12, 0);
    m.band[150] = (double)NAN;
    double left = 101 * ramp_rms(100, 200) * ramp_rms(100, 200) - 150.0 * 150;
    assert_close(hinge_emg_rms(x, 0.1, 0.2), sqrt(left / 100), 1e-12, 0);
    /* of a falling ramp the first half second: no window is shorter than its width */
    for (int i = 0; i < SAMPLES; i++)
        m.band[i] = SAMPLES - i;
    assert_close(hinge_emg_peak(x, 1, 2, 0.5), ramp_rms(3501, 4000), 1e-12, 0);
    hinge_arena_clear(&scene.scratch);
}

TEST(onset_and_silence)
{
    init();
    struct hinge_emg_rep e = hinge_emg_rep(&scene.view);
    /* the last half second up to the setup window, which begins at 0.5 s */
    assert_close(e.quiet_from, 0, 0, 0.0101);
    assert_close(e.quiet_to - e.quiet_from, 0.5, 0, 1e-12);
    for (int i = 0; i < SAMPLES; i++)
        m.band[i] = (i < 2300 ? 0.01 : 1) * (i % 2 ? 1 : -1);
    struct hinge_emg_onset onset = hinge_emg_onset(&e, &m.muscle);
    assert_int_equal(onset.at.reason, HINGE_REASON_OK);
    assert_close(onset.at.value, 2.3, 0, 1e-9);
    assert_close(onset.rise.value, 100, 1e-9, 0);
    assert_int_equal(hinge_emg_silence(&e, &m.muscle, 2.5, 4).reason, HINGE_REASON_BIN_NOT_REACHED);
    m.envelope[2900] = 0.005; /* a moment of quiet is no silence, and 0.17 s are none */
    for (int i = 2600; i < 2770; i++)
        m.envelope[i] = 0.005;
    assert_int_equal(hinge_emg_silence(&e, &m.muscle, 2.5, 4).reason, HINGE_REASON_BIN_NOT_REACHED);
    for (int i = 3100; i < 3300; i++)
        m.envelope[i] = i % 12 ? 0.005 : 0.5; /* rest passes its limit now and then */
    m.envelope[3100] = 0.005;
    assert_int_equal(hinge_emg_silence(&e, &m.muscle, 2.5, 3.09).reason,
                     HINGE_REASON_BIN_NOT_REACHED);
    struct hinge_value at = hinge_emg_silence(&e, &m.muscle, 2.5, 4);
    assert_int_equal(at.reason, HINGE_REASON_OK);
    assert_close(at.value, 3.1, 0, 1e-12);
    assert_int_equal(hinge_emg_silence(&e, &m.muscle, 6, 7).reason, HINGE_REASON_NO_EMG);
    m.muscle.start_s = 60; /* recorded at another time */
    assert_int_equal(hinge_emg_onset(&e, &m.muscle).at.reason, HINGE_REASON_NO_EMG);
    m.muscle.start_s = 0;
    for (int i = 0; i < 600; i += 20)
        m.envelope[i] = 3; /* quiet that is not */
    assert_int_equal(hinge_emg_silence(&e, &m.muscle, 2.5, 4).reason,
                     HINGE_REASON_EMG_BASELINE_NOISY);
    for (int i = 2120; i < SAMPLES; i++)
        m.band[i] = i % 2 ? 1 : -1; /* risen before the search begins */
    assert_int_equal(hinge_emg_onset(&e, &m.muscle).at.reason, HINGE_REASON_EMG_BASELINE_NOISY);
    for (int i = 0; i < SAMPLES; i++)
        m.band[i] = (i < 2100 ? 1.01 : 1) * (i % 2 ? 1 : -1); /* falls */
    assert_int_equal(hinge_emg_onset(&e, &m.muscle).at.reason, HINGE_REASON_NO_RISE);
    scene.rep.bounds.asc_end = UP + 1; /* a tenth of a second of ascent or less */
    scene.rep.bounds.desc_end = UP - 1;
    e = hinge_emg_rep(&scene.view);
    e.asc_start = 5.8, e.asc_end = 7; /* nothing is recorded after it */
    assert_int_equal(hinge_emg_onset(&e, &m.muscle).at.reason, HINGE_REASON_PHASE_TOO_SHORT);
    hinge_arena_clear(&scene.scratch);
}

TEST(half_a_repetition)
{
    init();
    scene.rep.bounds.asc_start = scene.rep.bounds.asc_end = HINGE_NO_INDEX;
    struct hinge_emg_rep e = hinge_emg_rep(&scene.view);
    assert_close(e.setup, 0.5, 0, 1e-12);
    assert_close(e.quiet_from, 0, 0, 0.0101);
    assert_int_equal(hinge_emg_onset(&e, &m.muscle).at.reason, HINGE_REASON_PHASE_MISSING);
    scene.rep.bounds.desc_start = scene.rep.bounds.desc_end = HINGE_NO_INDEX;
    e = hinge_emg_rep(&scene.view);
    assert_true(isnan(e.quiet_from) && isnan(e.setup));
    assert_int_equal(hinge_emg_silence(&e, &m.muscle, 2.5, 4).reason,
                     HINGE_REASON_EMG_BASELINE_NOISY);
    hinge_arena_clear(&scene.scratch);
}
