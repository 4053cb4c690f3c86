/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assert_close.h"

#include "signal/signal.h"

static void derivative_beside_missing_samples(void **state)
{
    (void)state;
    double x[9], v[9];
    for (int i = 0; i < 9; i++)
        x[i] = 2 * i;
    x[4] = (double)NAN;
    hinge_derivative(x, 9, 10, v);
    for (int i = 0; i < 9; i++) {
        if (i == 3 || i == 5)
            assert_true(isnan(v[i]));
        else
            assert_close(v[i], 20, 0, 1e-12);
    }
    hinge_derivative(x, 2, 10, v);
    assert_true(isnan(v[0]) && isnan(v[1]));
    hinge_derivative(x, 0, 10, v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(derivative_beside_missing_samples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
