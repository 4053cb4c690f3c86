/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "base/sample.h"

static const double X[5] = {0, 1, 2, 3, 4}, Y[5] = {1, 2, 4, 4, 7};

TEST(deming_limits)
{
    double forward = hinge_slope_ols(X, Y, 5).slope;
    double backward = 1 / hinge_slope_ols(Y, X, 5).slope;
    /* all error in y: least squares of y on x; all in x: of x on y */
    assert_close(hinge_slope_deming(X, Y, 5, 1e13).slope, forward, 1e-10, 0);
    assert_close(hinge_slope_deming(X, Y, 5, 1e-13).slope, backward, 1e-10, 0);
    /* exchanging the axes inverts the slope */
    assert_close(hinge_slope_deming(Y, X, 5, 1 / 0.4).slope,
                 1 / hinge_slope_deming(X, Y, 5, 0.4).slope, 1e-12, 0);
    double down[5];
    for (int i = 0; i < 5; i++)
        down[i] = -Y[i];
    assert_close(hinge_slope_deming(X, down, 5, 1).slope, -hinge_slope_deming(X, Y, 5, 1).slope,
                 1e-12, 0);
}

TEST(a_line_is_found_exactly)
{
    double x[6] = {3, -1, (double)NAN, 7, 2, 5}, y[6];
    for (int i = 0; i < 6; i++)
        y[i] = 4 - 0.5 * x[i];
    y[4] = (double)NAN; /* pairs with a missing side don't count */
    struct hinge_slope ols = hinge_slope_ols(x, y, 6);
    struct hinge_slope deming = hinge_slope_deming(x, y, 6, 3);
    assert_close(ols.slope, -0.5, 1e-14, 0);
    assert_close(ols.intercept, 4, 1e-14, 0);
    assert_close(ols.r2, 1, 1e-14, 0);
    assert_close(deming.slope, -0.5, 1e-14, 0);
    assert_close(deming.intercept, 4, 1e-14, 0);
}

TEST(degenerate_points)
{
    const double same[5] = {2, 2, 2, 2, 2};
    assert_true(isnan(hinge_slope_ols(X, Y, 2).slope));
    assert_true(isnan(hinge_slope_ols(X, Y, 0).intercept));
    assert_true(isnan(hinge_slope_ols(same, Y, 5).slope));
    assert_true(isnan(hinge_slope_deming(same, Y, 5, 1).slope));
    assert_true(isnan(hinge_slope_deming(X, same, 5, 1).slope)); /* no covariance */
    struct hinge_slope flat = hinge_slope_ols(X, same, 5);
    assert_close(flat.slope, 0, 0, 0);
    assert_true(isnan(flat.r2));
}
