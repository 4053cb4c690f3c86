/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What distributions say at and beyond their ends; their numbers are in known/cases. */
#include "test.h"

#include "stats/numbers/numbers.h"

#include <math.h>

TEST(quantiles_at_the_ends)
{
    assert_true(hinge_normal_quantile(0) == -HUGE_VAL);
    assert_true(hinge_normal_quantile(1) == HUGE_VAL);
    assert_true(isnan(hinge_normal_quantile(1.1)));
    assert_true(isnan(hinge_normal_quantile((double)NAN)));
    assert_true(hinge_t_quantile(0.5, 3) == 0);
    assert_true(isnan(hinge_t_quantile(1, 3)));
    assert_close(hinge_t_quantile(0.75, 1), 1, 1e-14, 0); /* Cauchy */
    assert_close(hinge_t_quantile(0.25, 1), -1, 1e-14, 0);
}

TEST(nothing_of_nothing)
{
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
    assert_close(hinge_hedges_j(2), 1 / sqrt(M_PI), 1e-14, 0); /* Gamma(1) / Gamma(1/2) */
}

/* Of endless degrees of freedom t is normal; the interval of no effect is as wide up as down. */
TEST(limits_of_distributions)
{
    double low, high;
    assert_close(hinge_t_p(1.5, HUGE_VAL, HINGE_LESS), hinge_normal_cdf(1.5), 1e-15, 0);
    assert_close(hinge_t_quantile(0.9, HUGE_VAL), hinge_normal_quantile(0.9), 1e-15, 0);
    hinge_noncentral_t_interval(0, 7, 0.95, &low, &high);
    assert_close(low, -high, 1e-9, 0);
    assert_true(high > 1.9 && high < 2);
}

/* A range is at least 0 and without end; of two values it is the t test. */
TEST(ranges_to_their_ends)
{
    struct hinge_range_table two, three;
    hinge_range_table_fill(&two, 2);
    hinge_range_table_fill(&three, 3);
    assert_true(isnan(hinge_range_p(&three, (double)NAN, 9)));
    assert_true(isnan(hinge_range_p(&three, 3, 1.9)));
    assert_close(hinge_range_p(&three, 0, 9), 1, 0, 0);
    assert_close(hinge_range_p(&three, HUGE_VAL, 9), 0, 0, 0);
    assert_close(hinge_range_p(&three, 500, 1e6), 0, 0, 0);
    /* so far out one of the three differences alone is as large, on one of two sides */
    for (double q = 20; q < 39.8; q += 0.13)
        assert_close(hinge_range_p(&three, q, 1e6) /
                         (6 * hinge_normal_p(q / sqrt(2), HINGE_GREATER)),
                     1, 1e-7, 0);
    assert_close(hinge_range_p(&two, 3, 2), hinge_t_p(3 / sqrt(2), 2, HINGE_TWO_SIDED), 1e-12, 0);
    assert_true(isnan(hinge_range_quantile(&three, 0, 9, 0)));
    assert_true(isnan(hinge_range_quantile(&three, 1, 9, 0)));
    assert_close(hinge_range_p(&three, hinge_range_quantile(&three, 0.05, 9, 0), 9), 0.05, 1e-8, 0);
}

/* No degrees of freedom have no answer, and a hair of them has one; a statistic of
 * nothing has p = 1, one tail all of it. */
TEST(domains_to_their_ends)
{
    static const double bad[] = {0, -1, (double)NAN};
    for (size_t i = 0; i < 3; i++) {
        assert_true(isnan(hinge_t_p(1, bad[i], HINGE_TWO_SIDED)));
        assert_true(isnan(hinge_chi2_p(1, bad[i])));
        assert_true(isnan(hinge_chi2_p(0, bad[i])));
        assert_true(isnan(hinge_f_p(1, bad[i], 3)) && isnan(hinge_f_p(1, 3, bad[i])));
        assert_true(isnan(hinge_f_p(0, bad[i], 3)) && isnan(hinge_f_p(0, 3, bad[i])));
        assert_true(isnan(hinge_t_quantile(0.6, bad[i])));
        assert_true(isnan(hinge_f_quantile(0.6, bad[i], 2)));
        assert_true(isnan(hinge_f_quantile(0.6, 2, bad[i])));
    }
    for (size_t i = 0; i < 3; i++) {
        static const double outside[] = {0, 1, (double)NAN};
        assert_true(isnan(hinge_t_quantile(outside[i], 3)));
        assert_true(isnan(hinge_f_quantile(outside[i], 3, 3)));
        assert_true(isnan(hinge_t_p((double)NAN, 3, (enum hinge_alternative)i)));
        assert_true(isnan(hinge_normal_p((double)NAN, (enum hinge_alternative)i)));
    }
    for (size_t i = 0; i < 3; i++) {
        double low = 0, high = 0;
        hinge_noncentral_t_interval(1, bad[i], 0.95, &low, &high);
        assert_true(isnan(low) && isnan(high));
        assert_true(isnan(hinge_eta2_interval(1, bad[i], 3, 0.95).low));
        assert_true(isnan(hinge_eta2_interval(1, 3, bad[i], 0.95).high));
        assert_true(isnan(hinge_eta2_interval(i == 0 ? HUGE_VAL : bad[i], 3, 3, 0.95).low));
        assert_true(isnan(hinge_wilson(0.5, bad[i], 0.95).low));
    }
    assert_close(hinge_eta2_interval(0, 1, 8, 0.95).low, 0, 0, 0);
    assert_true(hinge_eta2_interval(0, 1, 8, 0.95).high >= 0);
    assert_true(isnan(hinge_wilson((double)NAN, 9, 0.95).high));
    assert_true(isnan(hinge_noncentral_t_upper(1, 4, HUGE_VAL)));
    assert_true(isnan(hinge_normal_quantile(-0.1)));
    assert_true(isnan(hinge_chi2_p((double)NAN, 1)));
    assert_true(isnan(hinge_f_p((double)NAN, 1, 1)));
    assert_true(isnan(hinge_normal_cdf((double)NAN)));
    assert_close(hinge_chi2_p(0, 2), 1, 0, 0);
    assert_close(hinge_chi2_p(-1, 2), 1, 0, 0);
    assert_close(hinge_f_p(0, 2, 2), 1, 0, 0);
    assert_close(hinge_f_p(-1, 2, 2), 1, 0, 0);
    /* closed forms: exp(-x / 2); 1 / (1 + x); 1/2 - atan(t) / pi */
    assert_close(hinge_chi2_p(1e-3, 2), exp(-5e-4), 1e-14, 0);
    assert_close(hinge_f_p(1e-3, 2, 2), 1 / 1.001, 1e-14, 0);
    assert_close(hinge_f_quantile(0.25, 2, 2), 1 / 3., 1e-13, 0);
    assert_close(hinge_f_quantile(0.75, 2, 2), 3, 1e-13, 0);
    assert_close(hinge_t_p(2, 1, HINGE_GREATER), 0.5 - atan(2) / M_PI, 1e-14, 0);
    assert_close(hinge_t_p(2, 1, HINGE_LESS), 0.5 + atan(2) / M_PI, 1e-14, 0);
    assert_close(hinge_t_p(-2, 1, HINGE_TWO_SIDED), 1 - 2 * atan(2) / M_PI, 1e-14, 0);
    assert_close(hinge_t_p(0, 1, HINGE_TWO_SIDED), 1, 0, 0);
    assert_close(hinge_normal_p(0, HINGE_TWO_SIDED), 1, 0, 0);
    assert_close(hinge_half_binomial_pmf(-1, 4), 0, 0, 0);
    assert_close(hinge_half_binomial_pmf(0, 4), 1 / 16., 1e-14, 0);
    assert_close(hinge_half_binomial_pmf(4, 4), 1 / 16., 1e-14, 0);
    assert_close(hinge_half_binomial_pmf(5, 4), 0, 0, 0);
    assert_close(hinge_half_binomial_cdf(0, 4), 1 / 16., 1e-14, 0);
}
