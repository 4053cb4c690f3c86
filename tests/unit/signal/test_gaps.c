/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "signal/signal.h"

enum { N = 80 };
static struct hinge_arena scratch;
static const struct hinge_gap_rule RULE = {0.05, 0.25, 3, 8};

static void parabola(double x[N])
{
    for (int i = 0; i < N; i++)
        x[i] = 0.01 * i * i;
}

static void punch(double *x, size_t from, size_t count)
{
    for (size_t i = from; i < from + count; i++)
        x[i] = (double)NAN;
}

static size_t missing(const double *x, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += isnan(x[i]) != 0;
    return count;
}

static void fill(double *x, size_t n)
{
    hinge_gaps_fill(x, n, 100, &RULE, &scratch);
}

/* 5 steps between valid neighbours at 100 Hz are exactly 0.05 s. */
TEST(linear_up_to_0_05_s)
{
    double x[N];
    parabola(x);
    punch(x, 30, 4);
    fill(x, N);
    for (int i = 30; i < 34; i++)
        assert_close(x[i], x[29] + (x[34] - x[29]) * (i - 29) / 5.0, 0, 1e-12);
    parabola(x);
    punch(x, 30, 5); /* 0.06 s: a spline, which follows the parabola */
    fill(x, N);
    for (int i = 30; i < 35; i++)
        assert_close(x[i], 0.01 * i * i, 0, 0.002);
}

TEST(spline_up_to_0_25_s)
{
    double x[N];
    parabola(x);
    punch(x, 30, 24); /* 25 steps: exactly 0.25 s */
    fill(x, N);
    assert_int_equal(missing(x, N), 0);
    parabola(x);
    punch(x, 30, 25); /* 26 steps */
    fill(x, N);
    assert_int_equal(missing(x, N), 25);
}

TEST(head_and_tail_stay_missing)
{
    double x[N];
    parabola(x);
    punch(x, 0, 2);
    punch(x, N - 3, 3);
    fill(x, N);
    assert_int_equal(missing(x, N), 5);
}

TEST(a_spline_needs_three_samples_a_side)
{
    double x[N];
    for (size_t side = 2; side <= 3; side++) {
        parabola(x);
        punch(x, 0, 20 - side);
        punch(x, 20, 10);
        fill(x, N);
        assert_int_equal(isnan(x[25]) != 0, side == 2);
        parabola(x);
        punch(x, 20, 10);
        punch(x, 30 + side, N - 30 - side);
        fill(x, N);
        assert_int_equal(isnan(x[25]) != 0, side == 2);
    }
}

/* Samples beyond a gap that stays open don't count. */
TEST(no_reach_over_a_long_gap)
{
    double x[N];
    parabola(x);
    punch(x, 10, 30); /* stays */
    punch(x, 42, 10); /* only 40 and 41 on its left */
    fill(x, N);
    assert_int_equal(missing(x, N), 40);
    parabola(x);
    punch(x, 20, 10); /* only 30 and 31 on its right */
    punch(x, 32, 30);
    fill(x, N);
    assert_int_equal(missing(x, N), 40);
}

TEST(the_result_is_clipped)
{
    double x[N];
    for (int i = 0; i < N; i++)
        x[i] = fabs(i - 35.0); /* the slopes point far below the gap */
    punch(x, 30, 11);
    x[41] = 6;
    x[29] = 6;
    fill(x, N);
    for (int i = 30; i < 41; i++)
        assert_close(x[i], 6, 0, 0); /* neighbours equal: no range, no overshoot */
    x[41] = 10;
    punch(x, 30, 11);
    fill(x, N);
    for (int i = 30; i < 41; i++)
        assert_true(x[i] >= 5 && x[i] <= 11);
}

/* Only measured samples carry a spline: both directions give mirrored results. */
TEST(the_order_of_gaps_has_no_influence)
{
    double x[N], mirrored[N];
    for (int i = 0; i < N; i++)
        x[i] = sin(0.2 * i);
    punch(x, 20, 8);
    punch(x, 31, 3);
    punch(x, 38, 12);
    for (int i = 0; i < N; i++)
        mirrored[i] = x[N - 1 - i];
    fill(x, N);
    fill(mirrored, N);
    for (int i = 0; i < N; i++)
        assert_close(x[i], mirrored[N - 1 - i], 0, 1e-12);
}

/* Every place and length, alone and behind another gap; infinite values are measured.
 */
TEST(wherever_a_gap_is)
{
    for (size_t n = 3; n < N; n++)
        for (size_t at = 1; at + 1 < n; at++)
            for (size_t length = 1; length <= 4 && at + length < n; length++) {
                double x[N];
                for (size_t i = 0; i < N; i++)
                    x[i] = (double)i;
                if (at + length + 8 < n) {
                    x[n - 1] = INFINITY;
                    x[n - 2] = -INFINITY;
                }
                punch(x, at, length);
                punch(x, 2, at > 6 ? 4 : at > 3 ? 1 : 0);
                x[n] = (double)NAN; /* not its own */
                fill(x, n);
                assert_int_equal(missing(x, n), 0);
                for (size_t i = 0; i + 2 < n; i++)
                    assert_close(x[i], (double)i, 0, 1e-12);
                assert_true(isnan(x[n]));
            }
}

TEST(edge_cases)
{
    double x[3] = {(double)NAN, 4, (double)NAN};
    fill(x, 0);
    fill(x, 3); /* one sample */
    assert_int_equal(missing(x, 3), 2);
    punch(x, 0, 3);
    fill(x, 3);
    assert_int_equal(missing(x, 3), 3);
    double y[3] = {1, (double)NAN, 2};
    fill(y, 3);
    assert_close(y[1], 1.5, 0, 0);
}
