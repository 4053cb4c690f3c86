/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "stats/numbers/numbers.h"

#include <hinge/init.h>

static const double a[9] = {4, 2, 1, 2, 5, 3, 1, 3, 6};

TEST(test_cholesky_solves)
{
    double l[9];
    for (int i = 0; i < 9; i++)
        l[i] = a[i];
    assert_true(hinge_dense_cholesky(l, 3));
    assert_close(l[0], 2.0, 1e-15, 0);
    assert_close(l[4], 2.0, 1e-15, 0);
    double b[3] = {7, 10, 10}; /* a times (1, 1, 1) */
    hinge_dense_solve(l, 3, b);
    for (int i = 0; i < 3; i++)
        assert_close(b[i], 1, 1e-14, 0);
}

TEST(test_cholesky_refuses)
{
    double indefinite[4] = {1, 2, 2, 1}, undefined[1] = {NAN}, zero[1] = {0};
    double below[4] = {1, NAN, NAN, 1}, endless[4] = {HUGE_VAL, 1, 1, 1};
    assert_works(hinge_init(&(struct hinge_error){0}));
    assert_false(hinge_dense_cholesky(indefinite, 2));
    assert_false(hinge_dense_cholesky(undefined, 1));
    assert_false(hinge_dense_cholesky(zero, 1));
    assert_false(hinge_dense_cholesky(below, 2));
    assert_false(hinge_dense_cholesky(endless, 2));
}

static double less_two(double x, void *context)
{
    return x - *(const double *)context;
}

TEST(test_a_zero_at_an_end)
{
    double two = 2;
    assert_close(hinge_root(less_two, &two, 2, 3), 2, 0, 0);
    assert_close(hinge_root(less_two, &two, -1, 2), 2, 0, 0);
    assert_close(hinge_root(less_two, &two, 0, 3), 2, 1e-14, 0);
    assert_true(isnan(hinge_root(less_two, &two, 3, 4)));
    assert_true(isnan(hinge_root(less_two, &two, -HUGE_VAL, 4)));
}

TEST(test_orthogonalise_drops_later_columns)
{
    /* 1, x, 2 + 3 x, 0, x^2 */
    double x[25], q[25], r[25];
    size_t kept[5];
    for (int i = 0; i < 5; i++) {
        double t = i + 1e6;
        x[i] = 1;
        x[5 + i] = t;
        x[10 + i] = 2 + 3 * t;
        x[15 + i] = 0;
        x[20 + i] = (double)(i * i);
    }
    assert_int_equal(hinge_dense_orthogonalise(x, 5, 5, q, kept, r), 3);
    assert_int_equal(kept[0], 0);
    assert_int_equal(kept[1], 1);
    assert_int_equal(kept[2], 4);
    for (int k = 0; k < 3; k++)
        for (int m = 0; m < 3; m++)
            assert_close(hinge_dense_dot(q + 5 * k, q + 5 * m, 5), k == m, 0, 1e-12);
    for (int i = 0; i < 5; i++) /* the dropped column from the coefficients */
        assert_close(r[2] * q[i] + r[5 + 2] * q[5 + i], x[10 + i], 1e-12, 0);
}
