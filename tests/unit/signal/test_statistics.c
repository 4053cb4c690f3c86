/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "signal/signal.h"

static struct hinge_arena scratch;

static const double X[8] = {3.5, -1.25, 7, 0.5, 2.75, 11, -4, 6.125};

static double quantile(const double *x, size_t n, double p)
{
    return hinge_quantile(x, n, p, &scratch);
}

/* Literals: numpy.quantile, numpy.mean, numpy.var(ddof=1). */
TEST(agrees_with_numpy)
{
    const double want[][2] = {{0, -4},         {0.05, -3.0375}, {0.1, -2.075},
                              {0.25, 0.0625},  {1.0 / 3, 1.25}, {0.5, 3.125},
                              {0.75, 6.34375}, {0.95, 9.6},     {1, 11}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        assert_close(quantile(X, 8, want[i][0]), want[i][1], 1e-14, 1e-15);
    assert_close(hinge_mean(X, 8), 3.203125, 1e-15, 0);
    assert_close(hinge_variance(X, 8), 23.294363839285715, 1e-14, 0);
}

TEST(missing_values_are_left_out)
{
    double x[12];
    size_t k = 0;
    for (size_t i = 0; i < 12; i++)
        x[i] = i % 3 == 1 ? (double)NAN : X[k++];
    assert_close(quantile(x, 12, 0.25), 0.0625, 1e-14, 0);
    assert_close(hinge_mean(x, 12), 3.203125, 1e-15, 0);
    assert_close(hinge_variance(x, 12), 23.294363839285715, 1e-14, 0);
    assert_true(isnan(x[1])); /* the sample itself is untouched */
    assert_close(x[0], X[0], 0, 0);
}

TEST(degenerate_samples)
{
    const double none[2] = {(double)NAN, (double)NAN}, one[2] = {(double)NAN, 5};
    assert_true(isnan(quantile(none, 2, 0.5)));
    assert_true(isnan(quantile(X, 0, 0.5)));
    assert_true(isnan(quantile(X, 8, 1.01)));
    assert_true(isnan(quantile(X, 8, (double)NAN)));
    assert_true(isnan(hinge_mean(none, 2)));
    assert_true(isnan(hinge_variance(one, 2)));
    assert_close(quantile(one, 2, 0.9), 5, 0, 0);
    assert_close(hinge_mean(one, 2), 5, 0, 0);
}

/* Zero variance is tested for by callers, so it has to be exact. */
TEST(a_constant_sample_is_exact)
{
    double x[101];
    for (int i = 0; i < 101; i++)
        x[i] = 0.1;
    assert_close(hinge_median(x, 100, &scratch), 0.1, 0, 0);
    assert_close(quantile(x, 101, 0.333), 0.1, 0, 0);
    assert_close(hinge_mean(x, 101), 0.1, 0, 0);
    assert_close(hinge_variance(x, 101), 0, 0, 0);
}
