/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "signal/signal.h"

static const double RAMP[6] = {0, 10, 20, 30, 40, 50};

TEST(unwrapping)
{
    double x[8] = {170, 179, (double)NAN, -175, -170, 178, -181, 179};
    const double want[8] = {170, 179, (double)NAN, 185, 190, 178, 179, 179};
    hinge_unwrap_deg(x, 8);
    for (int i = 0; i < 8; i++)
        assert_close(x[i], want[i], 0, 0);
    double half_turn[2] = {0, 180}; /* not over 180: left */
    hinge_unwrap_deg(half_turn, 2);
    assert_close(half_turn[1], 180, 0, 0);
    double turns[5] = {0, 120, -120, 0, 120}; /* one and a third turns */
    hinge_unwrap_deg(turns, 5);
    assert_close(turns[4], 480, 0, 0);
}

TEST(values_between_samples)
{
    const double x[4] = {1, 3, (double)NAN, 7};
    assert_close(hinge_value_at(x, 4, 0.25), 1.5, 0, 0);
    assert_close(hinge_value_at(x, 4, 1), 3, 0, 0); /* its neighbour doesn't matter */
    assert_close(hinge_value_at(x, 4, 3), 7, 0, 0);
    assert_true(isnan(hinge_value_at(x, 4, 1.5)));
    assert_true(isnan(hinge_value_at(x, 4, 2)));
    assert_true(isnan(hinge_value_at(x, 4, -0.001)));
    assert_true(isnan(hinge_value_at(x, 4, 3.001)));
    assert_true(isnan(hinge_value_at(x, 4, (double)NAN)));
    assert_true(isnan(hinge_value_at(x, 0, 0)));
}

TEST(first_passages)
{
    assert_close(hinge_first_passage(RAMP, 0, 5, 25, true), 2.5, 0, 1e-15);
    assert_close(hinge_first_passage(RAMP, 0, 5, 30, true), 3, 0, 0);
    assert_close(hinge_first_passage(RAMP, 2, 5, 5, true), 2, 0, 0); /* begins beyond */
    assert_true(isnan(hinge_first_passage(RAMP, 0, 5, 50.1, true)));
    assert_true(isnan(hinge_first_passage(RAMP, 0, 2, 25, true)));
    assert_true(isnan(hinge_first_passage(RAMP, 3, 2, 25, true)));
    const double fall[5] = {9, 6, 7, 2, 8}; /* the first of two passages */
    assert_close(hinge_first_passage(fall, 0, 4, 6.5, false), 2.5 / 3, 0, 1e-15);
    assert_close(hinge_first_passage(fall, 0, 4, 2, false), 3, 0, 0);
    const double gap[5] = {0, (double)NAN, (double)NAN, 30, 40};
    assert_close(hinge_first_passage(gap, 0, 4, 10, true), 1, 0, 1e-15);
    const double none[3] = {(double)NAN, (double)NAN, (double)NAN};
    assert_true(isnan(hinge_first_passage(none, 0, 2, 0, true)));
    assert_close(hinge_first_passage(RAMP, 1, 1, 10, true), 1, 0, 0); /* one sample */
}

TEST(resampling)
{
    double out[101];
    hinge_resample(RAMP, 1, 4, 101, out);
    for (int i = 0; i <= 100; i++)
        assert_close(out[i], 10 + 0.3 * i, 0, 1e-12);
    assert_close(out[100], 40, 0, 0);
    hinge_resample(RAMP, 0, 5, 6, out);
    for (int i = 0; i < 6; i++)
        assert_close(out[i], RAMP[i], 0, 0);
    hinge_resample(RAMP, 3, 3, 5, out); /* one sample */
    for (int i = 0; i < 5; i++)
        assert_close(out[i], 30, 0, 0);
    hinge_resample(RAMP, 2, 4, 1, out);
    assert_close(out[0], 20, 0, 0);
    const double gap[3] = {0, (double)NAN, 4};
    hinge_resample(gap, 0, 2, 5, out);
    assert_close(out[0], 0, 0, 0);
    assert_true(isnan(out[1]) && isnan(out[2]) && isnan(out[3]));
    assert_close(out[4], 4, 0, 0);
}

TEST(moving_averages)
{
    const double x[6] = {1, 2, 6, (double)NAN, 4, 100};
    const double want[5] = {1.5, 3, 4, 5, 4};
    double out[6];
    hinge_moving_average(x, 0, 4, 3, out); /* the 100 is outside the range */
    for (int i = 0; i < 5; i++)
        assert_close(out[i], want[i], 0, 1e-15);
    hinge_moving_average(x, 1, 2, 1, out);
    assert_close(out[0], 2, 0, 0);
    assert_close(out[1], 6, 0, 0);
    hinge_moving_average(x, 3, 3, 9, out);
    assert_true(isnan(out[0]));
    hinge_moving_average(x, 0, 2, 99, out); /* wider than the range */
    assert_close(out[1], 3, 0, 1e-15);
    double constant[9] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    double smooth[9];
    hinge_moving_average(constant, 0, 8, 5, smooth);
    for (int i = 0; i < 9; i++)
        assert_close(smooth[i], 0.1, 0, 0);
}

/* Every window as if it were the only one, whatever is done side by side. */
TEST(moving_averages_are_means_of_windows)
{
    double x[60], out[60];
    for (size_t n = 1; n <= 60; n++)
        for (size_t half = 0; half <= 12; half++)
            for (size_t missing = 0; missing <= n; missing += 7) {
                for (size_t i = 0; i < n; i++)
                    x[i] = i + 1 == missing ? (double)NAN : cos((double)(i * i));
                hinge_moving_average(x, 0, n - 1, 2 * half + 1, out);
                for (size_t i = 0; i < n; i++) {
                    size_t low = i > half ? i - half : 0;
                    size_t high = i + half < n ? i + half : n - 1;
                    double mean = hinge_mean(x + low, high - low + 1);
                    assert_true(out[i] == mean || (isnan(out[i]) && isnan(mean)));
                }
            }
    out[0] = 7;
    hinge_moving_average(x, 3, 1, 3, out); /* no samples */
    assert_true(out[0] == 7);
}
