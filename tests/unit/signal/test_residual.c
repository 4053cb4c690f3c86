/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "signal/signal.h"

enum { N = 200 };
static struct hinge_arena scratch;

TEST(residual_of_unusable_series)
{
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
