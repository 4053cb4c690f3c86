/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assert_close.h"

#include "signal/signal.h"

enum { N = 200 };

static void residual_of_unusable_series(void **state)
{
    (void)state;
    double x[N];
    struct hinge_residual r;
    for (int i = 0; i < N; i++)
        x[i] = (double)NAN;
    hinge_residual_cutoff(x, N, 100, &r);
    assert_true(isnan(r.cutoff_hz) && isnan(r.slope));
    hinge_residual_cutoff(x, 0, 100, &r);
    for (int i = 0; i < N; i++)
        x[i] = i;
    hinge_residual_cutoff(x, N, 4, &r); /* 1 Hz at most */
    assert_true(isnan(r.cutoff_hz));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(residual_of_unusable_series),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
