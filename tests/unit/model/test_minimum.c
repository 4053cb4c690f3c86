/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assert_close.h"
#include "stats/model/minimum.h"
#include "stats/numbers/root.h"

#include <gsl/gsl_errno.h>

static double banana(const double *x, void *context)
{
    (void)context;
    double a = 1 - x[0], b = x[1] - x[0] * x[0];
    return a * a + 10 * b * b;
}

/* Least at x0 = -1, which the bound forbids, and x1 = 2. */
static double bowl(const double *x, void *context)
{
    (void)context;
    return (x[0] + 1) * (x[0] + 1) + 3 * (x[1] - 2) * (x[1] - 2) +
           0.5 * x[0] * (x[1] - 2);
}

static double well(const double *x, void *context)
{
    const double *at = context;
    return (x[0] - *at) * (x[0] - *at) / (1 + x[0]);
}

static void test_search_then_polish(void **state)
{
    (void)state;
    const double lower[2] = {-HUGE_VAL, -HUGE_VAL};
    struct hinge_minimum_problem problem = {2, lower, NULL, banana, NULL, 0};
    double x[2] = {-1, 2}, value, gain, slope;
    assert_int_equal(hinge_minimum_search(&problem, 0.3, x, &value, NULL), HINGE_OK);
    assert_int_equal(hinge_minimum_polish(&problem, x, &value, NULL, NULL), HINGE_OK);
    assert_close(x[0], 1, 0, 1e-6);
    assert_close(x[1], 1, 0, 1e-6);
    assert_int_equal(hinge_minimum_slope(&problem, x, &gain, &slope, NULL), HINGE_OK);
    assert_true(gain < 1e-10 && slope < 1e-5);
    double away[2] = {0, 0};
    assert_int_equal(hinge_minimum_slope(&problem, away, &gain, &slope, NULL),
                     HINGE_OK);
    assert_close(slope, 2, 1e-6, 0);
    assert_true(gain > 0.1);
}

static void test_bound_is_kept(void **state)
{
    (void)state;
    const double lower[2] = {0, -HUGE_VAL};
    struct hinge_minimum_problem problem = {2, lower, NULL, bowl, NULL, 0};
    double x[2] = {1, 1}, value;
    assert_int_equal(hinge_minimum_search(&problem, 0.3, x, &value, NULL), HINGE_OK);
    assert_int_equal(hinge_minimum_polish(&problem, x, &value, NULL, NULL), HINGE_OK);
    assert_close(x[0], 0, 0, 1e-7);
    assert_close(x[1], 2, 0, 1e-6);
    x[0] = 0.5; /* Newton's step would pass the bound */
    x[1] = 1;
    value = bowl(x, NULL);
    assert_int_equal(hinge_minimum_polish(&problem, x, &value, NULL, NULL), HINGE_OK);
    assert_close(x[0], 0, 0, 0);
    assert_close(x[1], 2, 0, 1e-6);
}

static void test_line(void **state)
{
    (void)state;
    const double lower[1] = {0}, places[] = {0.0, 0.004, 1.3, 900.0};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        double at = places[i], x[1] = {1}, value;
        struct hinge_minimum_problem problem = {1, lower, NULL, well, &at, 0};
        assert_int_equal(hinge_minimum_search(&problem, 0.3, x, &value, NULL),
                         HINGE_OK);
        assert_close(x[0], at, 1e-6, 1e-9);
    }
}

static double cubic(double x, void *context)
{
    return x * x * x - *(double *)context;
}

static void test_root(void **state)
{
    (void)state;
    double target = 8;
    assert_close(hinge_root_within(cubic, &target, 0, 5, 1e-12), 2, 1e-11, 0);
    assert_close(hinge_root_within(cubic, &target, 5, 0, 1e-12), 2, 1e-11, 0);
    assert_close(hinge_root_within(cubic, &target, 2, 5, 1e-12), 2, 0, 0);
    assert_true(isnan(hinge_root_within(cubic, &target, 3, 5, 1e-12)));
}

int main(void)
{
    gsl_set_error_handler_off();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_search_then_polish),
        cmocka_unit_test(test_bound_is_kept),
        cmocka_unit_test(test_line),
        cmocka_unit_test(test_root),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
