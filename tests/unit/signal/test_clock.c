/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "signal/signal.h"

#include <string.h>

enum { N = 100 };
static struct hinge_arena scratch;
static const double UNDECLARED = -1; /* any rate far from the measured one */

struct fixture {
    double t[N], x[N], out[4 * N];
    size_t position[N], backwards;
    struct hinge_clock clock;
    struct hinge_error error;
};

static enum hinge_status read_clock(struct fixture *f, size_t n, double declared_hz)
{
    return hinge_clock_read(f->t, n, declared_hz, 1.5, 0.01, 0.05, 0.0006, &scratch, &f->clock,
                            f->position, &f->backwards, &f->error);
}

static void regular(struct fixture *f, double rate_hz)
{
    *f = (struct fixture){0};
    for (int i = 0; i < N; i++) {
        f->t[i] = 2 + i / rate_hz;
        f->x[i] = 10 * f->t[i];
    }
}

static void place(struct fixture *f, size_t n)
{
    assert_true(f->clock.n <= 4 * N);
    hinge_clock_place(&f->clock, f->t, f->position, f->x, n, -4, f->out);
    for (size_t i = 0; i < f->clock.n; i++)
        f->out[i] /= -4;
}

TEST(a_regular_clock_changes_nothing)
{
    struct fixture f;
    regular(&f, 50);
    assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_OK);
    assert_close(f.clock.rate_hz, 50, 1e-12, 0);
    assert_close(f.clock.start_s, 2, 0, 0);
    assert_int_equal(f.clock.n, N);
    assert_int_equal(f.clock.holes + f.clock.inserted + f.clock.duplicates, 0);
    assert_false(f.clock.resample);
    place(&f, N);
    assert_memory_equal(f.out, f.x, sizeof f.x);
}

TEST(a_declared_rate_near_the_measured_is_used)
{
    struct fixture f;
    regular(&f, 29.97);
    assert_int_equal(read_clock(&f, N, 30), HINGE_OK);
    assert_close(f.clock.rate_hz, 30, 0, 0);
    assert_close(f.clock.measured_hz, 29.97, 1e-9, 0);
    assert_int_equal(read_clock(&f, N, 30.5), HINGE_OK); /* 1.8 % away */
    assert_close(f.clock.rate_hz, 29.97, 1e-9, 0);
    assert_int_equal(read_clock(&f, N, (double)NAN), HINGE_OK);
    assert_close(f.clock.rate_hz, 29.97, 1e-9, 0);
}

TEST(the_first_of_duplicates_is_kept)
{
    struct fixture f;
    regular(&f, 50);
    for (int i = 40; i < N; i++)
        f.t[i] = 2 + (i - 2) / 50.0; /* frames 38, 39 appear twice */
    for (int i = 0; i < N; i++)
        f.x[i] = i;
    f.t[40] = f.t[38];
    f.t[39] = f.t[38];
    for (int i = 41; i < N; i++)
        f.t[i] = 2 + (i - 2) / 50.0;
    assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_OK);
    assert_int_equal(f.clock.duplicates, 2);
    assert_int_equal(f.clock.n, N - 2);
    assert_true(f.position[39] == SIZE_MAX && f.position[40] == SIZE_MAX);
    assert_false(f.clock.resample);
    place(&f, N);
    assert_close(f.out[38], 38, 0, 0);
    assert_close(f.out[39], 41, 0, 0);
}

TEST(time_going_back_is_refused)
{
    struct fixture f;
    regular(&f, 50);
    f.t[60] = f.t[58];
    f.t[60] -= 0.001;
    assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_INPUT);
    assert_int_equal(f.error.reason, HINGE_REASON_TIME_NOT_MONOTONIC);
    assert_int_equal(f.backwards, 60);
    assert_non_null(strstr(f.error.message, "frame 61"));
    assert_non_null(strstr(f.error.message, "from 3.180000 to 3.159000 s"));

    regular(&f, 50);
    f.t[7] = (double)NAN;
    assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_INPUT);
    assert_int_equal(f.backwards, 7);
}

TEST(holes_become_missing_frames)
{
    struct fixture f;
    regular(&f, 50);
    for (int i = 30; i < N; i++)
        f.t[i] += 3 / 50.0; /* three frames lost */
    for (int i = 70; i < N; i++)
        f.t[i] += 1 / 50.0;
    assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_OK);
    assert_close(f.clock.rate_hz, 50, 1e-9, 0);
    assert_int_equal(f.clock.holes, 2);
    assert_int_equal(f.clock.inserted, 4);
    assert_int_equal(f.clock.n, N + 4);
    assert_false(f.clock.resample);
    place(&f, N);
    assert_close(f.out[29], f.x[29], 0, 0);
    for (int k = 30; k < 33; k++)
        assert_true(isnan(f.out[k]));
    assert_close(f.out[33], f.x[30], 0, 0);
    assert_true(isnan(f.out[73]));
    assert_close(f.out[74], f.x[70], 0, 0);
}

/* The grid starts anew after a hole; its length is rounded to whole frames. */
TEST(a_hole_of_broken_length)
{
    struct fixture f;
    regular(&f, 50);
    for (int i = 50; i < N; i++)
        f.t[i] += 1.7 / 50.0; /* 2.7 steps */
    assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_OK);
    assert_int_equal(f.clock.inserted, 2);
    assert_close(f.clock.jitter_s, 0, 0, 1e-9);
    assert_false(f.clock.resample);
}

/* A hole needs more than 1.5 steps; both sides of the limit. */
TEST(step_at_the_hole_limit)
{
    for (int over = 0; over <= 1; over++) {
        struct fixture f;
        regular(&f, 50);
        for (int i = 50; i < N; i++)
            f.t[i] += (over ? 0.52 : 0.48) / 50.0;
        assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_OK);
        assert_int_equal(f.clock.holes, over);
    }
}

TEST(jitter_is_resampled)
{
    struct fixture f;
    regular(&f, 50);
    const double jitter_s[3] = {0, 0.003, -0.003}; /* 0.15 of a step */
    for (int i = 0; i < N; i++)
        f.t[i] += jitter_s[i % 3];
    for (int i = 0; i < N; i++)
        f.x[i] = 3 - 7 * f.t[i]; /* a line survives linear interpolation */
    assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_OK);
    assert_true(f.clock.resample);
    assert_close(f.clock.jitter_s, 0.003, 1e-9, 0);
    assert_int_equal(f.clock.n, N);
    place(&f, N);
    for (int k = 0; k < N; k++)
        assert_close(f.out[k], 3 - 7 * (2 + k / 50.0), 0, 1e-9);
    f.t[31] = f.t[30]; /* of two of one time the first; what is missing then is not bridged */
    f.x[31] = 99;
    assert_int_equal(read_clock(&f, N, 50), HINGE_OK);
    place(&f, N);
    assert_close(f.out[30], 3 - 7 * (2 + 30 / 50.0), 0, 1e-9);
    assert_true(isnan(f.out[31]));
}

TEST(jitter_within_its_limit_is_left)
{
    struct fixture f;
    regular(&f, 50); /* 0.05 of a step is 1 ms */
    f.t[20] += 0.0009;
    assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_OK);
    assert_false(f.clock.resample);
    f.t[20] += 0.0002;
    assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_OK);
    assert_true(f.clock.resample);
}

/* Rounding to 1 ms at 300 Hz is 0.15 of a step, yet no reason to resample. */
TEST(rounding_to_1_ms_is_left)
{
    struct fixture f;
    regular(&f, 300);
    for (int i = 0; i < N; i++)
        f.t[i] = round(i / 300.0 * 1000) / 1000;
    assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_OK);
    assert_close(f.clock.measured_hz, 300, 1e-9, 0);
    assert_false(f.clock.resample);
}

TEST(resampling_does_not_bridge)
{
    struct fixture f;
    regular(&f, 50);
    f.t[50] += 0.005;
    f.x[20] = (double)NAN;
    assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_OK);
    assert_true(f.clock.resample);
    place(&f, N);
    assert_true(isnan(f.out[20])); /* its neighbours are two steps apart */
    assert_close(f.out[19], f.x[19], 1e-9, 0);
    assert_close(f.out[21], f.x[21], 1e-9, 0);
}

/* Samples 40.8 ms apart, delivered in slots of 29.9 ms; now and then one comes a slot late, with
 * the next. */
static void radio(struct fixture *f)
{
    *f = (struct fixture){0};
    for (int i = 0; i < N; i++) {
        double slot = ceil(i * 0.0408 / 0.0299) + (i % 13 == 5);
        f->t[i] = slot * 0.0299;
        if (i > 0 && f->t[i] <= f->t[i - 1])
            f->t[i] = f->t[i - 1] + 0.0004;
        f->x[i] = 3 - 7 * f->t[i];
    }
}

TEST(the_rate_of_a_radio_is_that_of_all_frames)
{
    struct fixture f;
    radio(&f);
    assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_OK);
    assert_true(f.clock.radio && f.clock.resample);
    assert_close(f.clock.rate_hz, (N - 1) / f.t[N - 1], 1e-12, 0); /* 24.5 */
    assert_close(f.clock.jitter_s, 0.0299, 0, 5e-4); /* two at once, on the grid of slots */
    assert_int_equal(f.clock.holes + f.clock.inserted, 0);
    f.x[33] = (double)NAN; /* bridged, too */
    place(&f, N);
    for (size_t k = 0; k < f.clock.n; k++)
        assert_close(f.out[k], 3 - 7 * (double)k / f.clock.rate_hz, 0, 1e-9);
}

/* More than four slots without a frame are a hole. */
TEST(a_radio_that_was_lost)
{
    for (int over = 0; over <= 1; over++) {
        struct fixture f;
        radio(&f);
        double more = (over ? 4.1 : 3.9) * 0.0299 - (f.t[50] - f.t[49]);
        for (int i = 50; i < N; i++)
            f.t[i] += more;
        assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_OK);
        assert_true(f.clock.radio);
        assert_int_equal(f.clock.holes, over);
        assert_int_equal(f.clock.inserted, 2 * over);
        place(&f, N);
        size_t missing = 0;
        for (size_t k = 0; k < f.clock.n; k++)
            missing += isnan(f.out[k]) ? 1 : 0;
        assert_true(over ? missing == 2 || missing == 3 : missing == 0);
    }
}

/* Frames that an even clock lost, and frames that tremble, are no radio's: both are needed. */
TEST(what_is_no_radio)
{
    struct fixture f;
    regular(&f, 60);
    for (int i = 0, frame = 0; i < N; i++, frame += 1 + (i % 10 < 3) * (1 + i % 2))
        f.t[i] = frame / 60.0 + 0.002 * sin(7.0 * i);
    assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_OK);
    assert_false(f.clock.radio);
    assert_close(f.clock.rate_hz, 60, 0.01, 0);
    assert_true(f.clock.holes > N / 5);
    regular(&f, 30);
    for (int i = 0; i < N; i++)
        f.t[i] += 0.3 / 30 * (i % 11 == 5) + 0.25 / 30 * sin(9.0 * i);
    assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_OK);
    assert_true(f.clock.jitter_s > 0.5 / 30);
    assert_false(f.clock.radio);
    assert_close(f.clock.rate_hz, 30, 0.02, 0);
}

TEST(too_few_frames)
{
    struct fixture f;
    regular(&f, 50);
    assert_int_equal(read_clock(&f, 0, 50), HINGE_INPUT);
    assert_int_equal(read_clock(&f, 1, 50), HINGE_INPUT);
    assert_int_equal(f.error.reason, HINGE_REASON_NO_ROWS);
    f.t[1] = f.t[0];
    assert_int_equal(read_clock(&f, 2, 50), HINGE_INPUT);
    assert_int_equal(f.error.reason, HINGE_REASON_NO_ROWS);
    assert_int_equal(read_clock(&f, 3, UNDECLARED), HINGE_OK);
    assert_int_equal(f.clock.n, 2);
}

/* A damaged time must not ask for billions of frames. */
TEST(an_absurd_jump_is_refused)
{
    struct fixture f;
    regular(&f, 50);
    f.t[N - 1] = 1e15;
    assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_INPUT);
    assert_int_equal(f.error.reason, HINGE_REASON_TOO_LARGE);
    regular(&f, 50);
    for (int i = 40; i < N; i++)
        f.t[i] += 1e6; /* the frame before is at 2.78 s; 50 frames a second are missing */
    assert_int_equal(read_clock(&f, N, UNDECLARED), HINGE_INPUT);
    assert_non_null(strstr(f.error.message, "frame 41: time jumps from 2.780000 to "
                                            "1000002.800000 s (50000000 frames)"));
}
