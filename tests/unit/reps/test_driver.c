/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drivers of known formula: how much of them segmentation sees, and where phases of
 * people who lean back begin and end. */
#include "test.h"

#include "analysed.h"
#include "reps/reps.h"

#include <hinge/warnings.h>

enum { N = 1400 };

static enum hinge_signal other; /* another signal of the body, NULL: none */
static double *other_signal;
static struct hinge_arena arena, scratch;

/* The repetitions of a driver, quiet before 0.9 s. */
static void find(struct hinge_reps *reps, struct analysed *a, double *driver, double rate_hz)
{
    struct hinge_body body = {.n = N, .rate_hz = rate_hz, .tier = 'C', .dim = 3, .leg0 = 0.84};
    body.signal[HINGE_SIGNAL_driver] = driver;
    body.signal[HINGE_SIGNAL_trunk_incl] = driver;
    if (other_signal != NULL)
        body.signal[other] = other_signal;
    struct hinge_reps_request request = {.body = &body,
                                         .info = &a->info,
                                         .parameters = &a->parameters,
                                         .arena = &arena,
                                         .scratch = &scratch};
    a->info.stand_start_s = 0.2;
    a->info.stand_end_s = 0.9;
    assert_works(hinge_reps_find(&request, reps, &why));
    assert_null(scratch.head);
}

/* Segmentation's low-pass is at 3 Hz, or at a quarter of the frame rate where that is
 * less: there it passes 1 / sqrt 2. */
TEST(the_cutoff_follows_the_frame_rate)
{
    static const struct {
        double rate_hz, cutoff_hz;
    } rows[] = {{100, 3}, {10, 2.5}, {8, 2}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        static double driver[N];
        cleared_by(analysed_clear) struct analysed a = analysed();
        struct hinge_reps reps;
        for (int i = 0; i < N; i++)
            driver[i] = 30 * sin(2 * M_PI * rows[k].cutoff_hz * i / rows[k].rate_hz + 1);
        find(&reps, &a, driver, rows[k].rate_hz);
        for (int i = N / 2; i < N / 2 + 50; i++)
            assert_close(reps.ds[i], driver[i] / sqrt(2), 0, 1e-4);
        hinge_arena_clear(&arena);
    }
}

/* Leans back by `back` degrees from 3 to 4 s, goes down by 80 from 5 to 7 s, and comes
 * up from 7.5 to 9.5 s to as far behind standing. */
static double leaning(double t, double back)
{
    return -back * subject_jerk(t - 3) +
           (80 + back) * (subject_jerk((t - 5) / 2) - subject_jerk((t - 7.5) / 2));
}

/* Where the driver passes standing between two times. */
static double crossing(double from, double to, double back)
{
    for (int k = 0; k < 60; k++) {
        double middle = (from + to) / 2;
        if ((leaning(middle, back) > 0) == (leaning(to, back) > 0))
            to = middle;
        else
            from = middle;
    }
    return from;
}

/* Whoever is more than 3 degrees behind standing begins and ends where standing is
 * passed (method 5.4); at less, where the velocity says. */
TEST(phases_begin_where_standing_is_passed)
{
    static const double backs[] = {2.5, 4.5, 12};
    for (size_t k = 0; k < 3; k++) {
        static double driver[N];
        double back = backs[k], start = crossing(5, 6, back), end = crossing(8.5, 9.5, back);
        cleared_by(analysed_clear) struct analysed a = analysed();
        struct hinge_reps reps;
        a.parameters.seg_fc = 25; /* as good as none */
        for (int i = 0; i < N; i++)
            driver[i] = leaning(i / 100.0, back);
        find(&reps, &a, driver, 100);
        assert_int_equal(reps.n, 1);
        const struct hinge_phase_bounds *b = &reps.rep[0].bounds;
        if (k > 0) {
            assert_close((double)b->desc_start / 100, start, 0, 0.011);
            assert_close((double)b->asc_end / 100, end, 0, 0.011);
        } else {
            assert_true((double)b->desc_start / 100 < start - 0.1);
            assert_true((double)b->asc_end / 100 > end + 0.1);
        }
        hinge_arena_clear(&arena);
    }
}

/* 80 degrees down with a rest of 0.6 s at `first` and at `second` of the way, and the
 * same up. */
static double stepwise(double t, double first, double second)
{
    double up = t > 8 ? 16 - t : t; /* bottom at 8 s */
    return 80 * (first * subject_jerk(up - 2) + (second - first) * subject_jerk(up - 3.6) +
                 (1 - second) * subject_jerk(up - 5.2));
}

/* A phase begins and ends within a tenth of the excursion from the turning point: a
 * rest nearer than that is standing or bottom, one further away is part of the phase.
 */
TEST(rests_near_the_ends)
{
    for (int far = 0; far < 2; far++) {
        static double driver[N];
        cleared_by(analysed_clear) struct analysed a = analysed();
        struct hinge_reps reps;
        a.parameters.seg_fc = 25;
        double rest = far ? 0.13 : 0.07;
        for (int i = 0; i < N; i++)
            driver[i] = stepwise(i / 100.0, rest, 1 - rest);
        find(&reps, &a, driver, 100);
        assert_int_equal(reps.n, 1);
        const struct hinge_phase_bounds *b = &reps.rep[0].bounds;
        assert_int_equal(b->desc_start > 280 && b->desc_start < 380, !far);
        assert_int_equal(b->desc_start >= 200 && b->desc_start < 240, far);
        assert_int_equal(b->desc_end > 440 && b->desc_end < 530, !far);
        assert_int_equal(b->desc_end > 570, far);
        assert_int_equal(b->asc_end > 1360, far);
        hinge_arena_clear(&arena);
    }
}

/* Changes from standing to the bottom that no body makes (method 11). */
TEST(implausible_changes)
{
    static const struct {
        enum hinge_signal signal;
        double limit_deg;
    } rows[] = {{HINGE_SIGNAL_lumbar_flex, -40},
                {HINGE_SIGNAL_lumbar_flex, 90},
                {HINGE_SIGNAL_hip_flex, 140},
                {HINGE_SIGNAL_knee_flex, 160}};
    for (size_t k = 0; k < 2 * sizeof rows / sizeof *rows; k++) {
        static double driver[N], x[N];
        double limit = rows[k / 2].limit_deg;
        double bottom = limit + (k % 2 == 0 ? -1 : 1) * copysign(0.5, limit);
        cleared_by(analysed_clear) struct analysed a = analysed();
        struct hinge_reps reps;
        for (int i = 0; i < N; i++) {
            driver[i] = leaning(i / 100.0, 0);
            x[i] = bottom / 80 * driver[i];
        }
        other = rows[k / 2].signal;
        other_signal = x;
        find(&reps, &a, driver, 100);
        other_signal = NULL;
        assert_int_equal(reps.n, 1);
        assert_int_equal((reps.rep[0].warnings & HINGE_WARN(IMPLAUSIBLE)) != 0, k % 2 == 1);
        hinge_arena_clear(&arena);
    }
}

/* The extreme counts, not the bottom: a knee that jumps to another one on the way. */
TEST(implausible_on_the_way)
{
    for (int k = 0; k < 2; k++) {
        static double driver[N], x[N];
        cleared_by(analysed_clear) struct analysed a = analysed();
        struct hinge_reps reps;
        for (int i = 0; i < N; i++) {
            driver[i] = leaning(i / 100.0, 0);
            x[i] = i >= 540 && i < 600 ? 159.5 + k : 20;
        }
        for (int i = 0; i < 500; i++)
            x[i] = 0;
        other = HINGE_SIGNAL_knee_flex;
        other_signal = x;
        find(&reps, &a, driver, 100);
        other_signal = NULL;
        assert_int_equal(reps.n, 1);
        assert_int_equal((reps.rep[0].warnings & HINGE_WARN(IMPLAUSIBLE)) != 0, k == 1);
        hinge_arena_clear(&arena);
    }
}
