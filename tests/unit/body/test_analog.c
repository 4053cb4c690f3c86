/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals beside a recording, read from its rows: two samples in each of three. */
#include "test.h"

#include "body/steps.h"

enum { FRAMES = 3 };

static struct hinge_channel channel[4] = {{.landmark = HINGE_LANDMARK_gmax_l},
                                          {.landmark = HINGE_LANDMARK_gmax_l},
                                          {.landmark = HINGE_LANDMARK_analog_time},
                                          {.landmark = HINGE_LANDMARK_analog_time}};

/* Samples 1 to 6 in their order, two a row; at 2.0, 2.1, … 2.5 s by their own clock. */
static double data[4 * FRAMES] = {1, 3, 5, 2, 4, 6, 2.0, 2.2, 2.4, 2.1, 2.3, 2.5};

static struct hinge_arena arena;
static enum hinge_unit unit;
static double times = 1; /* the samples are so many times their numbers */

static void read_samples(size_t channels, struct hinge_analog *out)
{
    channel[0].unit = channel[1].unit = unit;
    struct hinge_recording r = {
        .layout = {.channel = channel, .n_channels = channels}, .n_frames = FRAMES, .data = data};
    *out = hinge_analog_read(&r, HINGE_LANDMARK_gmax_l, 50, 7, FRAMES, &arena);
    assert_int_equal(out->n, 6);
    for (size_t i = 0; i < 6; i++)
        assert_close(out->x[i], times * (double)(i + 1), 0, 0);
}

TEST(samples_have_their_own_clock)
{
    struct hinge_analog a;
    read_samples(4, &a);
    assert_close(a.start_s, 2, 0, 0);
    assert_close(a.rate_hz, 10, 1e-12, 0);
    hinge_arena_clear(&arena);
}

TEST(samples_are_told_by_their_place)
{
    struct hinge_analog a;
    read_samples(2, &a);
    assert_close(a.start_s, 7, 0, 0);
    assert_close(a.rate_hz, 100, 0, 0);
    hinge_arena_clear(&arena);
}

TEST(samples_of_forces_are_in_newtons)
{
    struct hinge_analog a;
    unit = HINGE_UNIT_kN, times = 1000;
    read_samples(2, &a);
    unit = HINGE_UNIT_uV, times = 1; /* as they are */
    read_samples(2, &a);
    unit = HINGE_UNIT_unknown;
    hinge_arena_clear(&arena);
}
