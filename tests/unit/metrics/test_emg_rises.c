/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thousand planted signals: 500 pairs of gluteus maximus and hamstrings that hold a level and
 * then rise, the glute 0.3 s before to 0.3 s after. How many onsets are refused, how many orders
 * are told wrongly, and how far lags are off. Printed, so that the numbers can be made again. */
#include "base/parameters.h"
#include "test.h"

#include "base/random.h"
#include "metrics/metric.h"
#include "signal/signal.h"

#include <stdio.h>

enum { RATE = 2000, SAMPLES = 7 * RATE };
static double band[SAMPLES], beat; /* height of heartbeats, 75 a minute */
static bool narrow;                /* as surface EMG: most of it at 40 to 150 Hz */
static struct hinge_random random_of;
static struct hinge_arena arena;

/* Descent 2 to 3.6 s, hold to 4.3 s, ascent to 5.7 s; risen `on` after its begin. */
static void plant(double hold, double top, double on, double ramp)
{
    const double turn = 6.28 * hinge_random_uniform(&random_of);
    for (int i = 0; i < SAMPLES; i++)
        band[i] = hinge_random_normal(&random_of);
    if (narrow) {
        hinge_bandpass(band, SAMPLES, RATE, 40, 150, &arena);
        const double sd = sqrt(hinge_variance(band, SAMPLES));
        for (int i = 0; i < SAMPLES; i++)
            band[i] /= sd;
    }
    for (int i = 0; i < SAMPLES; i++) {
        const double t = i / (double)RATE, up = t - 4.3 - on;
        double level = t < 2 || t >= 5.7 ? 2 : hold;
        if (t >= 2 && t < 3.6)
            level *= 1 + 0.15 * sin(5 * (t - 2) + turn);
        if (up >= 0 && t < 5.7)
            level = (hold + (top - hold) * (ramp > 0 ? fmin(1, up / ramp) : 1)) *
                    (t > 5 ? 1 - 0.6 * (t - 5) / 0.7 : 1);
        band[i] *= level;
        const double u = (fmod(t, 0.8) - 0.4 * turn / 6.28) / 0.012;
        band[i] += beat * (1 - u * u) * exp(-u * u / 2);
    }
    hinge_bandpass(band, SAMPLES, RATE, 20, 450, &arena);
}

TEST(a_thousand_signals)
{
    static const double hold[] = {0.5, 2, 5, 10, 20}, lag[] = {-0.3, -0.15, 0, 0.15, 0.3},
                        ramp[] = {0, 0.05, 0.1, 0.2};
    struct hinge_parameters parameters;
    hinge_parameters_init(&parameters);
    hinge_random_init(&random_of, 9, 0, 0);
    const struct hinge_rep_view view = {.parameters = &parameters};
    const struct hinge_emg_rep rep = {
        .view = &view, .desc_start = 2, .desc_end = 3.6, .asc_start = 4.3, .asc_end = 5.7};
    const struct hinge_muscle muscle = {.n = SAMPLES, .rate_hz = RATE, .band = band};
    int refused = 0, late = 0, early = 0, not_late = 0, is_late = 0, told = 0;
    double off = 0, squares = 0;
    for (int k = 0; k < 500; k++) {
        const double level = hold[k % 5], after = lag[k / 5 % 5], rises = ramp[k / 25 % 4];
        plant(fmax(0.5, level / 2), 60, after - 0.15, rises);
        const struct hinge_value glute = hinge_emg_onset(&rep, &muscle).at;
        plant(level, 40, -0.15, rises);
        const struct hinge_value ham = hinge_emg_onset(&rep, &muscle).at;
        if (glute.reason != HINGE_REASON_OK || ham.reason != HINGE_REASON_OK) {
            refused++;
            continue;
        }
        const double found = glute.value - ham.value;
        off += found - after;
        squares += (found - after) * (found - after);
        not_late += after <= 0;
        late += after <= 0 && found >= 0.05; /* glute_late: present */
        is_late += after > 0;
        early += after > 0 && found <= 0.01; /* absent */
    }
    for (int k = 0; k < 100; k++) { /* never rises */
        plant(hold[1 + k % 4], hold[1 + k % 4], 0, 0);
        told += hinge_emg_onset(&rep, &muscle).at.reason == HINGE_REASON_OK;
    }
    /* where it fails: glutes that rise slowly beside hamstrings with a high level, heartbeats */
    int slow = 0, beats[2] = {0, 0};
    narrow = true;
    for (int k = 0; k < 100; k++) {
        plant(10, 60, -0.15, 0.2);
        const double glute = hinge_emg_onset(&rep, &muscle).at.value;
        plant(20, 40, -0.15, 0.05);
        slow += glute - hinge_emg_onset(&rep, &muscle).at.value >= 0.05;
        for (int high = 0; high < 2; high++) {
            plant(1, 60, -0.3, 0.1);
            const double first = hinge_emg_onset(&rep, &muscle).at.value;
            beat = high ? 100 : 48;
            plant(2, 40, -0.15, 0.1);
            beats[high] += first - hinge_emg_onset(&rep, &muscle).at.value >= 0.05;
            beat = 0;
        }
    }
    printf("glutes in 0.2 s, hamstrings in 0.05 s from half their level: %d %% of lags of 0 told "
           "late; heartbeats of 1.2 times the ascent: %d %%, of 2.5 times: %d %% of lags of -0.15 "
           "s\n",
           slow, beats[0], beats[1]);
    assert_true(slow >= 3 && slow <= 25 && beats[0] == 0 && beats[1] <= 20);
    narrow = false;
    const double n = 500 - refused, bias = off / n;
    printf(
        "1,000 signals: %d pairs refused, %d of %d told late that were not, %d of %d not told late "
        "that were; lag %+.3f s (SD %.3f); never rising: %d of 100 told\n",
        refused, late, not_late, early, is_late, bias, sqrt(squares / n - bias * bias), told);
    assert_int_equal(refused, 0);
    assert_true(late <= 3 && early <= 2 && told == 0);
    assert_close(bias, 0, 0, 0.02);
    hinge_arena_clear(&arena);
}
