/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long and how fast (method 5.4, 5.7, 6.9). Over a phase of T s the driver goes
 * A (1 - cos(pi t / T)) / 2: fastest A pi / (2 T) in the middle, A / T on the mean,
 * quickest change A pi^2 / (2 T^2) at the ends. */
#include "test.h"

#include "rep_scene.h"

extern const struct hinge_metric_family hinge_metric_family_tempo;
static const struct hinge_metric_family *const tempo = &hinge_metric_family_tempo;
enum { D = HINGE_PHASE_DESCENT, H = HINGE_PHASE_HOLD, A = HINGE_PHASE_ASCENT };
enum { R = HINGE_PHASE_REP };

static void cosine(enum hinge_signal signal, double size)
{
    double *x = scene_signal(signal);
    for (int i = 0; i < N; i++)
        x[i] = size * (1 - cos(M_PI * way(i))) / 2;
}

static void swing(void)
{
    cosine(HINGE_SIGNAL_driver, 90);
    cosine(HINGE_SIGNAL_lumbar_flex, 30);
    cosine(HINGE_SIGNAL_hip_flex, 60);
    memcpy(scene.ds, scene.signal[HINGE_SIGNAL_driver], sizeof scene.ds);
    for (int i = 1; i + 1 < N; i++)
        scene.vs[i] = (scene.ds[i + 1] - scene.ds[i - 1]) * 50;
}

TEST(times_and_speeds)
{
    scene_init();
    swing();
    assert_metric(tempo, "duration_s", D, 1, 1e-12);
    assert_metric(tempo, "duration_s", H, 0.5, 0);
    assert_metric(tempo, "duration_s", A, 1.5, 1e-12);
    assert_metric(tempo, "duration_s", R, 3, 1e-12);
    assert_metric(tempo, "tempo_ratio", R, 1 / 1.5, 1e-12);
    assert_metric(tempo, "mean_velocity_deg_s", D, 90, 1e-9);
    assert_metric(tempo, "mean_velocity_deg_s", A, 60, 1e-9);
    assert_metric(tempo, "peak_velocity_deg_s", D, 45 * M_PI, 0.05);
    assert_metric(tempo, "peak_velocity_deg_s", A, 30 * M_PI, 0.02);
    assert_metric(tempo, "lumbar_peak_velocity_deg_s", D, 15 * M_PI, 0.02);
    assert_metric(tempo, "hip_peak_velocity_deg_s", D, 30 * M_PI, 0.03);
    assert_metric(tempo, "hip_drive_deg_s", A, 20 * M_PI, 0.02);
    assert_metric(tempo, "peak_acceleration_deg_s2", D, 45 * M_PI * M_PI, 2);
    assert_metric(tempo, "peak_acceleration_deg_s2", A, 20 * M_PI * M_PI, 1);
    assert_metric(tempo, "time_to_peak_pct", D, 50, 1e-9);
    assert_metric(tempo, "time_to_peak_pct", A, 50, 1e-9);
    assert_metric(tempo, "pause_count", D, 0, 0);
    assert_metric(tempo, "pause_time_s", D, 0, 0);
    assert_metric(tempo, "reversal_frac", D, 0, 1e-12);
}

/* A straight line that waits in the middle: the driver of the segmentation counts. */
static void line_with_a_wait(int from, int frames)
{
    for (int i = 0, gone = 0; i < N; i++) {
        bool waits = i >= from && i < from + frames;
        scene.ds[i] = 90.0 * gone / (LOW - DOWN - frames);
        scene.vs[i] = waits ? 0 : 90;
        gone += i >= DOWN && i < LOW && !waits;
    }
}

TEST(pauses_between_a_tenth_and_nine_tenths)
{
    scene_init();
    swing();
    line_with_a_wait(130, 31);
    assert_metric(tempo, "pause_count", D, 1, 0);
    assert_metric(tempo, "pause_time_s", D, 0.31, 1e-12);
    line_with_a_wait(130, 29); /* shorter than seg.pause_s */
    assert_metric(tempo, "pause_count", D, 0, 0);
    line_with_a_wait(103, 40); /* before a tenth of the way */
    assert_metric(tempo, "pause_count", D, 0, 0);
    line_with_a_wait(157, 40); /* after nine tenths */
    assert_metric(tempo, "pause_count", D, 0, 0);
    line_with_a_wait(130, 30); /* just as long as seg.pause_s */
    assert_metric(tempo, "pause_count", D, 1, 0);
    assert_metric(tempo, "pause_time_s", D, 0.3, 1e-12);
}

/* A pause is slower than seg.v_frac of the fastest, and than seg.v_abs where that is more. */
TEST(what_is_slow_enough_for_a_pause)
{
    static const struct {
        double fast, slow, pauses;
    } rows[] = {{90, 4.4, 1}, {90, 4.6, 0}, {50, 2.9, 1}, {50, 3, 0}, {90, -4.4, 1}, {90, -4.6, 0}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        for (int up = 0; up < 2; up++) {
            const double sign = up ? -1 : 1;
            scene_init();
            swing();
            /* two waits in each phase, from a tenth and to nine tenths of the way */
            for (int i = 0; i < N; i++) {
                bool waits = (i >= 110 && i < 140) || (i >= 161 && i <= 190) ||
                             (i >= 265 && i < 295) || (i >= 356 && i <= 385);
                scene.ds[i] = 90 * way(i);
                scene.vs[i] = sign * (waits ? rows[k].slow : rows[k].fast);
            }
            assert_metric(tempo, "pause_count", up ? A : D, 2 * rows[k].pauses, 0);
            assert_metric(tempo, "pause_time_s", up ? A : D, 0.6 * rows[k].pauses, 1e-12);
        }
}

/* Up 60, back 6, up 36: 6 of 90. */
TEST(reversals_are_shares_of_the_range)
{
    scene_init();
    swing();
    for (int i = DOWN; i <= LOW; i++)
        scene.ds[i] = i <= 160   ? (i - DOWN)
                      : i <= 166 ? 60 - (i - 160)
                                 : 54 + (i - 166) * 36.0 / 34;
    assert_metric(tempo, "reversal_frac", D, 6.0 / 90, 1e-12);
}

TEST(slow_recordings_have_times_only)
{
    scene_init();
    swing();
    scene.parameters.fs_min_vel = 100.5;
    assert_metric(tempo, "duration_s", D, 1, 1e-12);
    assert_metric(tempo, "tempo_ratio", R, 1 / 1.5, 1e-12);
    assert_no_metric(tempo, "peak_velocity_deg_s", D, "FS_TOO_LOW");
    assert_no_metric(tempo, "mean_velocity_deg_s", A, "FS_TOO_LOW");
    assert_no_metric(tempo, "sparc", D, "FS_TOO_LOW");
    assert_no_metric(tempo, "hip_drive_deg_s", A, "FS_TOO_LOW");
    scene.parameters.fs_min_vel = 100;
    assert_metric(tempo, "mean_velocity_deg_s", A, 60, 1e-9);
}

TEST(without_hips_the_trunk_drives)
{
    scene_init();
    swing();
    scene.body.signal[HINGE_SIGNAL_hip_flex] = NULL;
    cosine(HINGE_SIGNAL_trunk_thigh, 75);
    scene.rep.hold_s = (double)NAN;
    assert_metric(tempo, "hip_drive_deg_s", A, 25 * M_PI, 0.02);
    assert_no_metric(tempo, "hip_peak_velocity_deg_s", A, "INSUFFICIENT_LANDMARKS");
    assert_no_metric(tempo, "duration_s", H, "PHASE_MISSING");
}

/* Noise is drawn for nothing else: no other signal moves them (faults/noise.c). */
TEST(of_the_driver_alone)
{
    size_t families, checked = 0, at = 0;
    struct hinge_value alone[100];
    const struct hinge_metric_family *const *family = hinge_metric_family_list(&families);
    scene_init();
    for (int k = 0; k < HINGE_SIGNAL_COUNT; k++)
        cosine((enum hinge_signal)k, 30 + k);
    swing();
    for (int moved = 0; moved < 2; moved++, at = 0) {
        for (int k = 0; k < HINGE_SIGNAL_COUNT; k++)
            for (int i = 0; moved && i < N; i++)
                scene.signal[k][i] += k == HINGE_SIGNAL_driver ? 0 : i * i % 7;
        for (size_t f = 0; f < families; f++)
            for (size_t m = 0; m < family[f]->n; m++)
                for (int p = 0; p < HINGE_PHASE_COUNT; p++) {
                    const struct hinge_metric *metric = &family[f]->metric[m];
                    if (!(metric->phases & HINGE_OF_DRIVER))
                        continue;
                    assert_true(at < sizeof alone / sizeof *alone);
                    struct hinge_value now = scene_value(family[f], metric->id, p);
                    if (moved && alone[at].reason == HINGE_REASON_OK) {
                        assert_true(alone[at].value == now.value);
                        checked++;
                    }
                    alone[at++] = now;
                }
    }
    assert_true(checked >= 3);
}
