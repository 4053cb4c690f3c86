/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assert_close.h"

#include "signal/signal.h"

enum { N = 200 };
static struct hinge_arena scratch;

static void residual_of_unusable_series(void **state)
{
    (void)state;
    double x[N];
    for (int i = 0; i < N; i++)
        x[i] = (double)NAN;
    struct hinge_residual r = hinge_residual_cutoff(x, N, 100, &scratch);
    assert_true(isnan(r.cutoff_hz) && isnan(r.slope));
    assert_true(isnan(hinge_residual_cutoff(x, 0, 100, &scratch).cutoff_hz));
    for (int i = 0; i < N; i++)
        x[i] = i;
    assert_true(isnan(hinge_residual_cutoff(x, N, 4, &scratch).cutoff_hz)); /* 1 Hz at most */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(residual_of_unusable_series),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
