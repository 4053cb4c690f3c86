/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What distributions say at and beyond their ends; their numbers are in known/cases. */
#include "assert_close.h"
#include "stats/probability/distribution.h"

#include <math.h>

static void quantiles_at_the_ends(void **state)
{
    (void)state;
    assert_true(hinge_normal_quantile(0) == -HUGE_VAL);
    assert_true(hinge_normal_quantile(1) == HUGE_VAL);
    assert_true(isnan(hinge_normal_quantile(1.1)));
    assert_true(isnan(hinge_normal_quantile((double)NAN)));
    assert_true(hinge_t_quantile(0.5, 3) == 0);
    assert_true(isnan(hinge_t_quantile(1, 3)));
    assert_close(hinge_t_quantile(0.75, 1), 1, 1e-14, 0); /* Cauchy */
    assert_close(hinge_t_quantile(0.25, 1), -1, 1e-14, 0);
}

static void nothing_of_nothing(void **state)
{
    (void)state;
    double low = 0, high = 0;
    assert_true(isnan(hinge_normal_p((double)NAN, HINGE_TWO_SIDED)));
    assert_true(hinge_half_binomial_cdf(-1, 5) == 0);
    assert_true(hinge_half_binomial_cdf(5, 5) == 1);
    assert_close(hinge_half_binomial_cdf(1, 4), 5.0 / 16, 1e-14, 0);
    assert_true(isnan(hinge_noncentral_t_upper(1, 0, 0)));
    assert_true(isnan(hinge_noncentral_t_upper(HUGE_VAL, 4, 0)));
    hinge_noncentral_t_interval((double)NAN, 4, 0.95, &low, &high);
    assert_true(isnan(low) && isnan(high));
    assert_true(isnan(hinge_hedges_j(0.5)));
    assert_true(hinge_hedges_j(1) == 0);
    assert_close(hinge_hedges_j(2), 1 / sqrt(M_PI), 1e-14,
                 0); /* Gamma(1) / Gamma(1/2) */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(quantiles_at_the_ends),
                                       cmocka_unit_test(nothing_of_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
