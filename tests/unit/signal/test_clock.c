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
