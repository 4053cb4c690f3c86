/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two groups and changes: t tests and their intervals from 5 people on, values alone below; own
 * intervals of means from 3 on; families whose intervals agree with Holm's p. */
#include "test.h"

#include "base/memory.h"
#include "stats/numbers/compared.h"
#include "stats/numbers/numbers.h"

#include <math.h>

/* R: t.test(extra ~ group, sleep), and paired: the same values. */
static const double slept[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
static const double other[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

TEST(as_r_tests_them)
{
    struct hinge_compared c = hinge_compare_groups(slept, 10, other, 10, 0.05);
    assert_close(c.p, 0.0793941, 1e-5, 0);
    assert_close(c.df, 17.7764735, 1e-7, 0);
    assert_close(c.low, -0.2054832, 1e-6, 0);
    assert_close(c.high, 3.3654832, 1e-6, 0);
    assert_close(c.t * c.se, c.diff, 1e-15, 0);
    c = hinge_compare_changes(slept, other, 10, 0.05);
    assert_close(c.p, 0.002832890, 1e-6, 0);
    assert_close(c.low, 0.7001142, 1e-6, 0);
    assert_close(c.high, 2.4598858, 1e-6, 0);
}

/* Of 4 people in a group, or 4 pairs, there are values alone; of 5 there is a test. Equal values in
 * everybody have none. p is .05 or less exactly where the interval leaves 0 out. */
TEST(five_are_needed)
{
    const double same[] = {31, 41, 51, 61, 71, 81}, ten[] = {30, 40, 50, 60, 70, 80};
    for (size_t n = 1; n <= 6; n++) {
        const struct hinge_compared two[] = {hinge_compare_groups(slept, n, other, 10, 0.05),
                                             hinge_compare_changes(slept, other, n, 0.05)};
        for (size_t k = 0; k < 2; k++) {
            assert_true(!isnan(two[k].diff));
            assert_true(!isnan(two[k].p) == (n >= 5));
            assert_true(!isnan(two[k].low) == (n >= 5));
            assert_true(isnan(two[k].p) ||
                        (two[k].p <= 0.05) == (two[k].low > 0 || two[k].high < 0));
        }
        assert_true(isnan(hinge_compare_changes(same, ten, n, 0.05).p));
        const struct hinge_estimate mean = hinge_mean_t(slept, n, 0.95);
        assert_true(!isnan(mean.low) == (n >= 3));
    }
    const double all[] = {1, 1, 1, 1, 1, 1};
    assert_true(isnan(hinge_compare_groups(all, 6, all, 6, 0.05).p));
    assert_close(hinge_compare_changes(same, ten, 6, 0.05).diff, 1, 1e-15, 0);
    /* R: t.test(slept[1:3])$conf.int */
    assert_close(hinge_mean_t(slept, 3, 0.95).low, -0.1458738, 1e-6, 0);
}

/* p of R's p.adjust(..., "holm"); the interval of a test that is rejected at step j is made at
 * 1 - .05 / (m - j + 1), of all others at that of the first step that fails: it leaves 0 out
 * exactly where the adjusted p is .05 or less. */
TEST(families)
{
    cleared_by(hinge_arena_clear) struct hinge_arena arena = {0};
    double adjusted[4], share[4];
    const double p[] = {0.02, NAN, 0.001, 0.04};
    assert_int_equal(hinge_holm(&arena, p, 4, 0.05, adjusted, share), 3);
    assert_close(adjusted[2], 0.003, 1e-15, 0);
    assert_close(adjusted[0], 0.04, 1e-15, 0);
    assert_close(adjusted[3], 0.04, 1e-15, 0);
    assert_true(isnan(adjusted[1]) && isnan(share[1]));
    assert_close(1 / share[2], 3, 1e-15, 0);
    assert_close(1 / share[0], 2, 1e-15, 0);
    assert_close(1 / share[3], 1, 1e-15, 0);
    /* a p of exactly alpha is rejected */
    const double just[] = {0.025, 0.05};
    hinge_holm(&arena, just, 2, 0.05, adjusted, share);
    assert_close(1 / share[0], 2, 1e-15, 0);
    assert_close(1 / share[1], 1, 1e-15, 0);
    for (double first = 0.001; first < 0.1; first *= 1.3)
        for (double second = 0.001; second < 0.1; second *= 1.3) {
            const double both[] = {first, second};
            hinge_holm(&arena, both, 2, 0.05, adjusted, share);
            for (size_t i = 0; i < 2; i++) /* half the width by the difference, of a t test */
                assert_true((adjusted[i] <= 0.05) == (hinge_t_quantile(1 - 0.025 * share[i], 9) <=
                                                      hinge_t_quantile(1 - both[i] / 2, 9)));
        }
    assert_int_equal(hinge_holm(&arena, p, 0, 0.05, adjusted, share), 0);
}

/* The limits are the ratios r at which t.test(y - r * x) of R gives t = qt(.975, 6), by uniroot;
 * r as cor.test gives it. */
TEST(ratios_of_changes)
{
    const double x[] = {-0.12, -0.05, -0.09, -0.15, -0.02, -0.11, -0.08};
    const double y[] = {-0.07, -0.01, -0.06, -0.06, 0.02, -0.03, -0.05};
    struct hinge_estimate e = hinge_fieller(x, y, 7, 0.95);
    assert_close(e.value, 0.419354838709677, 1e-14, 0);
    assert_close(e.low, 0.126851897234806, 1e-13, 0);
    assert_close(e.high, 0.603699580338725, 1e-13, 0);
    e = hinge_pearson(x, y, 7, 0.95);
    assert_close(e.value, 0.840202960981755, 1e-14, 0);
    assert_close(e.low, 0.237271955708738, 1e-13, 0);
    assert_close(e.high, 0.975831408339841, 1e-13, 0);
    /* the same in other units */
    double ten[7], away[7];
    for (int i = 0; i < 7; i++) {
        ten[i] = -10 * x[i];
        away[i] = x[i] + 0.06; /* mean -0.029, its interval has 0 */
    }
    e = hinge_fieller(ten, y, 7, 0.95);
    assert_close(e.low, -0.0603699580338725, 1e-13, 0);
    assert_close(e.high, -0.0126851897234806, 1e-13, 0);
    e = hinge_fieller(away, y, 7, 0.95);
    assert_true(isnan(e.value) && isnan(e.low) && isnan(e.high));
    e = hinge_fieller(x, x, 7, 0.95);
    assert_close(e.low, 1, 1e-7, 0);
    assert_close(e.high, 1, 1e-7, 0);
    e = hinge_fieller((const double[]){10, 10.1}, (const double[]){4, 4.1}, 2, 0.95);
    assert_close(e.low, 0.362698065372, 1e-9, 0);
    assert_close(e.high, 0.438481441621, 1e-9, 0);
    assert_true(isnan(hinge_fieller(x, y, 1, 0.95).value));
    assert_true(hinge_pearson(x, y, 4, 0.95).low > -1);
    e = hinge_pearson(x, y, 3, 0.95);
    assert_true(e.value > 0.8 && isnan(e.low) && isnan(hinge_pearson(x, y, 1, 0.95).value));
}

/* Newcombe (1998), Statistics in Medicine 17:873, table II, example a, method 10. */
TEST(a_difference_of_proportions_has_newcombes_interval)
{
    const struct hinge_interval of[2] = {hinge_wilson(56. / 70, 70, .95),
                                         hinge_wilson(48. / 80, 80, .95)};
    const double p[2] = {56. / 70, 48. / 80}, low[2] = {of[0].low, of[1].low},
                 high[2] = {of[0].high, of[1].high};
    struct hinge_compared c = {.diff = p[0] - p[1], .low = 0, .high = 0};
    hinge_newcombe(p, low, high, &c);
    assert_close(c.low, .0524, 0, 5e-5);
    assert_close(c.high, .3339, 0, 5e-5);
}

/* Shares of 95 % and more in four people: t goes beyond 1. */
TEST(an_interval_of_a_share_stays_within_it)
{
    static const double x[] = {.95, 1, 1, .99}, beyond[] = {.95, 1.1, 1, .99};
    assert_true(hinge_mean_t(x, 4, .95).high > 1);
    assert_close(hinge_mean_within(x, 4, .95, 0, 1).high, 1, 0, 0);
    assert_close(hinge_mean_within(x, 4, .95, 0, 1).low, hinge_mean_t(x, 4, .95).low, 0, 0);
    assert_true(hinge_mean_within(beyond, 4, .95, 0, 1).high > 1); /* the spine may do more */
    double low = -1.03, high = -.72;
    hinge_keep_within(-.875, -1, 1, &low, &high);
    assert_close(low, -1, 0, 0);
    assert_close(high, -.72, 0, 0);
}
