/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of groups against the examples of R's help pages and their printed values. */
#include "test.h"

#include "stats/numbers/numbers.h"

#include "base/sample.h"

#include <math.h>

/* t.test(extra ~ group, sleep): t = -1.8608, df = 17.776, p = 0.07939 */
TEST(test_welch)
{
    static const double x[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0},
                        y[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    const double mean[] = {hinge_stats_mean(x, 10), hinge_stats_mean(y, 10)};
    double variance[] = {hinge_stats_variance(x, 10), hinge_stats_variance(y, 10)};
    size_t n[] = {10, 10};
    struct hinge_group_test test = hinge_welch_f(mean, variance, n, 2);
    assert_close(sqrt(test.statistic), 1.8608, 0, 5e-5);
    assert_close(test.df2, 17.776, 0, 5e-4);
    assert_close(test.p, 0.07939, 0, 5e-6);
    variance[1] = 0;
    assert_true(isnan(hinge_welch_f(mean, variance, n, 2).p));
    n[0] = 1;
    assert_true(isnan(hinge_welch_f(mean, variance, n, 2).p));
}

/* Hollander & Wolfe (1973), 116: chi-squared = 0.77143, df = 2, p = 0.68 */
TEST(test_kruskal)
{
    static const double x[] = {2.9, 3.0, 2.5, 2.6, 3.2, 3.8, 2.7,
                               4.0, 2.4, 2.8, 3.4, 3.7, 2.2, 2.0},
                        alike[] = {1, 1, 1, 1};
    static const size_t n[] = {5, 4, 5}, two[] = {2, 2};
    double rank[14], tie_sum;
    size_t order[14];
    bool ties;
    hinge_ranks(x, 14, rank, order, &tie_sum, &ties);
    struct hinge_group_test test = hinge_kruskal_wallis(rank, tie_sum, n, 3);
    assert_close(test.statistic, 0.77143, 0, 5e-6);
    assert_close(test.p, exp(-0.7714285714285714 / 2), 1e-9, 0); /* df = 2 */
    hinge_ranks(alike, 4, rank, order, &tie_sum, &ties);
    assert_true(isnan(hinge_kruskal_wallis(rank, tie_sum, two, 2).p));
}
