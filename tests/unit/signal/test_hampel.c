/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "signal/signal.h"

#include <stdlib.h>
#include <string.h>

enum { N = 40 };
static struct hinge_arena scratch;

static size_t run(const double *x, size_t n, size_t half, double nsig, double floor, bool *flag)
{
    return hinge_hampel(x, n, half, nsig, floor, flag, &scratch);
}

TEST(a_constant_has_no_outliers)
{
    double x[N];
    bool flag[N];
    for (int i = 0; i < N; i++)
        x[i] = 0.3;
    assert_int_equal(run(x, N, 3, 3, 0, flag), 0);
    x[17] = 0.3000001; /* MAD 0 and no floor: any difference is one */
    assert_int_equal(run(x, N, 3, 3, 0, flag), 1);
    assert_true(flag[17]);
    assert_int_equal(run(x, N, 3, 3, 0.001, flag), 0);
}

/* Between two outliers nothing is kept sorted; the second starts afresh. */
TEST(outliers_far_apart)
{
    double x[N];
    bool flag[N];
    for (int i = 0; i < N; i++)
        x[i] = i;
    x[5] = x[30] = 20;
    assert_int_equal(run(x, N, 3, 3, 4, flag), 2);
    assert_true(flag[5] && flag[30]);
}

/* What lies behind the last sample is not looked at, nor is its flag touched. */
TEST(nothing_behind_the_end)
{
    double x[N];
    bool flag[N];
    for (int i = 0; i < N; i++)
        x[i] = i;
    x[N - 2] = 500;
    x[N - 1] = -500;
    for (size_t n = N - 4; n < N; n++) {
        memset(flag, 1, sizeof flag);
        assert_int_equal(run(x, n, 3, 3, 0.1, flag), n == N - 1 ? 1 : 0);
        assert_true(flag[n]);
    }
}

/* The window is clipped, not shifted: at the first sample it holds half + 1 values. */
TEST(windows_at_the_ends)
{
    double x[N];
    bool flag[N];
    for (int i = 0; i < N; i++)
        x[i] = i;
    x[0] = 50;
    x[N - 1] = -50;
    assert_int_equal(run(x, N, 3, 3, 0, flag), 2);
    assert_true(flag[0] && flag[N - 1]);
    /* half 2: three values at the first sample are too few, four at the second are not
     */
    assert_int_equal(run(x, N, 2, 3, 0, flag), 0);
    x[1] = 60;
    x[0] = 0;
    run(x, N, 2, 3, 0, flag);
    assert_true(flag[1]);
}

TEST(missing_values_are_passed_over)
{
    double x[9] = {0, (double)NAN, 2, (double)NAN, 90, (double)NAN, 6, (double)NAN, 8};
    bool flag[9];
    assert_int_equal(run(x, 9, 4, 3, 0, flag), 1); /* five values around the outlier */
    assert_true(flag[4]);
    assert_false(flag[1]);
    assert_int_equal(run(x, 9, 3, 3, 0, flag), 0); /* three are too few */
}

TEST(edge_cases)
{
    const double none[6] = {(double)NAN, (double)NAN, (double)NAN,
                            (double)NAN, (double)NAN, (double)NAN};
    double x[6] = {1, 2, 300, 4, 5, 6};
    bool flag[6] = {true, true, true, true, true, true};
    assert_int_equal(run(x, 0, 3, 3, 0, flag), 0);
    assert_int_equal(run(x, 1, 3, 3, 0, flag), 0);
    assert_false(flag[0]);
    assert_int_equal(run(none, 6, 3, 3, 0, flag), 0);
    assert_int_equal(run(x, 6, 3, 0, 0, flag), 0);    /* off */
    assert_int_equal(run(x, 6, 1000, 3, 0, flag), 1); /* window longer than the series */
    assert_true(flag[2]);
}

/* Values that are no floats, or whose squares are none. */
TEST(beyond_floats)
{
    static const double far[] = {1e30, 1e39, 1e300, INFINITY, -1e39, -INFINITY};
    bool flag[N];
    for (size_t k = 0; k < sizeof far / sizeof *far; k++) {
        double x[N];
        for (int i = 0; i < N; i++)
            x[i] = far[k];
        x[9] = 0.5;
        assert_int_equal(run(x, N, 3, 3, 0.1, flag), isfinite(far[k]) ? 1 : 0);
        assert_true(flag[9] == isfinite(far[k]));
        x[9] = 2 * far[k]; /* both may be the same as floats */
        assert_int_equal(run(x, N, 3, 3, 0.1, flag), isfinite(far[k]) ? 1 : 0);
        for (int i = 0; i < N; i++)
            x[i] = i == 9 ? far[k] : 1;
        assert_int_equal(run(x, N, 3, 3, 0.1, flag), 1);
        assert_true(flag[9]);
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double sorted_median(double *x, size_t n)
{
    qsort(x, n, sizeof *x, by_value);
    return n % 2 ? x[n / 2] : 0.5 * (x[n / 2 - 1] + x[n / 2]);
}

static bool naive(const double *x, size_t n, size_t half, double floor, size_t i)
{
    double w[N], d[N];
    size_t m = 0;
    for (size_t j = i > half ? i - half : 0; j < n && j <= i + half; j++) {
        if (!isnan(x[j]))
            w[m++] = x[j];
    }
    if (isnan(x[i]) || m < 4)
        return false;
    double median = sorted_median(w, m);
    for (size_t j = 0; j < m; j++)
        d[j] = fabs(w[j] - median);
    double deviation = fabs(x[i] - median);
    return deviation > floor && deviation > 2 * 1.4826 * sorted_median(d, m);
}

/* Counts in float and windows side by side against sorting each window anew: halves
 * from none to more than the series, differences of exactly the floor, and values so
 * far from 0 that floats confuse neighbours. */
TEST(agrees_with_sorting)
{
    uint64_t s = 7;
    size_t flagged = 0;
    for (size_t trial = 0; trial < 900; trial++) {
        double x[N];
        bool flag[N];
        for (int i = 0; i < N; i++) {
            s = s * UINT64_C(6364136223846793005) + 1442695040888963407;
            double u = (double)(s >> 40) / 16777216.0;
            double slow = trial % 2 ? 12 * sin(0.2 * i) : 0;
            bool gap = trial % 3 ? u < 0.15 : i % 13 == 5;
            double away = trial % 7 < 2 ? (trial % 7 < 1 ? 1e7 : 1e9) / 3 : 0;
            x[i] = gap ? (double)NAN : away + floor(20 * u * u + slow); /* ties, gaps */
        }
        size_t half = trial % 45;
        double least = 0.75 * (double)(trial % 5);
        run(x, N, half, 2, least, flag);
        for (size_t i = 0; i < N; i++) {
            assert_int_equal(flag[i], naive(x, N, half, least, i));
            flagged += flag[i];
        }
    }
    assert_true(flagged > 100);
}
