/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of groups against the examples of R's help pages and their printed values. */
#include "stats/difference/group_tests.h"

#include "base/moments.h"

#include "assert_close.h"

#include <math.h>

/* t.test(extra ~ group, sleep): t = -1.8608, df = 17.776, p = 0.07939 */
static void test_welch(void **state)
{
    static const double x[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0},
                        y[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    const double mean[] = {hinge_stats_mean(x, 10), hinge_stats_mean(y, 10)};
    double variance[] = {hinge_stats_variance(x, 10), hinge_stats_variance(y, 10)};
    size_t n[] = {10, 10};
    (void)state;
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
static void test_kruskal(void **state)
{
    static const double x[] = {2.9, 3.0, 2.5, 2.6, 3.2, 3.8, 2.7,
                               4.0, 2.4, 2.8, 3.4, 3.7, 2.2, 2.0},
                        alike[] = {1, 1, 1, 1};
    static const size_t n[] = {5, 4, 5}, two[] = {2, 2};
    double rank[14], tie_sum;
    size_t order[14];
    bool ties;
    (void)state;
    hinge_ranks(x, 14, rank, order, &tie_sum, &ties);
    struct hinge_group_test test = hinge_kruskal_wallis(rank, tie_sum, n, 3);
    assert_close(test.statistic, 0.77143, 0, 5e-6);
    assert_close(test.p, exp(-0.7714285714285714 / 2), 1e-9, 0); /* df = 2 */
    hinge_ranks(alike, 4, rank, order, &tie_sum, &ties);
    assert_true(isnan(hinge_kruskal_wallis(rank, tie_sum, two, 2).p));
}

/* chisq.test of Agresti (2007), p. 39: X-squared = 30.07, df = 2, p = 2.954e-07 */
static void test_chi2(void **state)
{
    static const size_t counts[] = {762, 327, 468, 484, 239, 477},
                        hollow[] = {3, 0, 1, 0, 0, 0, 1, 0, 3};
    double least;
    (void)state;
    struct hinge_group_test test = hinge_pearson_chi2(counts, 2, 3, &least);
    assert_close(test.statistic, 30.07, 0, 5e-3);
    assert_close(test.p, 2.954e-07, 0, 5e-11);
    assert_close(least, 1200.0 * 566 / 2757, 0, 20); /* of the middle column */
    /* a group and a level without anybody: that of the 2 x 2 table within */
    test = hinge_pearson_chi2(hollow, 3, 3, &least);
    assert_close(test.statistic, 2, 1e-12, 0);
    assert_close(test.df1, 1, 0, 0);
    assert_close(least, 2, 1e-12, 0);
    assert_true(isnan(hinge_pearson_chi2(hollow, 2, 3, &least).p));
}

/* fisher.test: tea tasting 0.4857, convictions of twins 0.0005367 (Agresti 1990; Fisher
 * 1962). Four and three people, four, two and one of a level: 35 arrangements, of which
 * 4 look as what was seen, 4 as 1 2 1 and 1 as 4 0 0. */
static void test_fisher(void **state)
{
    static const size_t tea[] = {3, 1, 1, 3}, twins[] = {2, 10, 15, 3},
                        three[] = {3, 0, 1, 1, 2, 0},
                        hollow[] = {3, 0, 1, 0, 0, 0, 1, 0, 3};
    static const size_t many[] = {400, 500, 300, 600, 200, 100,
                                  300, 400, 500, 100, 200, 900};
    (void)state;
    assert_close(hinge_fisher_exact(tea, 2, 2), 34.0 / 70, 1e-12, 0);
    assert_close(hinge_fisher_exact(twins, 2, 2), 0.0005367241, 0, 5e-11);
    assert_close(hinge_fisher_exact(three, 2, 3), 9.0 / 35, 1e-12, 0);
    assert_close(hinge_fisher_exact(hollow, 3, 3), 34.0 / 70, 1e-12, 0);
    assert_true(isnan(hinge_fisher_exact(hollow, 2, 3)));
    assert_true(isnan(hinge_fisher_exact(many, 2, 6))); /* too many tables */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_welch),
                                       cmocka_unit_test(test_kruskal),
                                       cmocka_unit_test(test_chi2),
                                       cmocka_unit_test(test_fisher)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
