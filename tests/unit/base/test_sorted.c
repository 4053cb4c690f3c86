/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "base/random.h"
#include "base/sample.h"

#include <float.h>
#include <string.h>

/* quantile(x, p, type = 7) of R 4.2, by sorting and by selection. */
TEST(quantiles_are_those_of_r)
{
    static const double x[7] = {3.5, -1, 4, 1, -5.25, 9, 2.6};
    static const double even[4] = {2, 7, 1, 8};
    static const struct {
        const double *x;
        size_t n;
        double p, want;
    } row[] = {{x, 7, 0, -5.25},    {x, 7, 0.025, -4.6125}, {x, 7, 0.25, 0},
               {x, 7, 0.5, 2.6},    {x, 7, 0.75, 3.75},     {x, 7, 0.9, 6},
               {x, 7, 1, 9},        {even, 4, 0.1, 1.3},    {even, 4, 0.25, 1.75},
               {even, 4, 0.5, 4.5}, {even, 4, 0.75, 7.25}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        double copy[7];
        memcpy(copy, row[i].x, row[i].n * sizeof *copy);
        assert_close(hinge_quantile_select(copy, row[i].n, row[i].p), row[i].want, 1e-14, 1e-14);
        memcpy(copy, row[i].x, row[i].n * sizeof *copy);
        hinge_sort(copy, row[i].n);
        for (size_t k = 1; k < row[i].n; k++)
            assert_true(copy[k - 1] <= copy[k]);
        assert_close(hinge_quantile_sorted(copy, row[i].n, row[i].p), row[i].want, 1e-14, 1e-14);
        if (row[i].p == 0.5)
            assert_close(hinge_median_sorted(copy, row[i].n), row[i].want, 1e-14, 1e-14);
    }
}

/* Of nothing, NaN; of one value, that value; a constant comes back exactly; the middle
 * of the two largest numbers there are is no infinity. */
TEST(edges)
{
    double same[3] = {0.1, 0.1, 0.1}, most[2] = {DBL_MAX, DBL_MAX};
    assert_true(isnan(hinge_quantile_sorted(same, 0, 0.5)) && isnan(hinge_median_sorted(same, 0)) &&
                isnan(hinge_quantile_select(same, 0, 0.5)));
    assert_true(hinge_quantile_sorted(same, 1, 0.9) == 0.1);
    assert_true(hinge_quantile_sorted(same, 3, 0.3) == 0.1);
    assert_true(hinge_quantile_select(same, 3, 0.3) == 0.1);
    assert_true(hinge_median_sorted(most, 2) == DBL_MAX);
}

TEST(selection_is_sorting)
{
    double x[300], sorted[300];
    struct hinge_random random;
    hinge_random_init(&random, 1, HINGE_STREAM_NOISE, 0);
    for (int draw = 0; draw < 20000; draw++) {
        uint32_t n = 1 + hinge_random_bounded(&random, draw % 5 ? 80 : 300),
                 kinds = 1u << draw % 12;
        for (uint32_t i = 0; i < n; i++)
            sorted[i] = x[i] = draw % 3 == 0   ? floor(i / 2.0)
                               : draw % 7 == 0 ? sin(0.1 * i)
                                               : hinge_random_bounded(&random, kinds);
        double p = hinge_random_bounded(&random, 101) / 100.0;
        hinge_sort(sorted, n);
        assert_true(hinge_quantile_select(x, n, p) == hinge_quantile_sorted(sorted, n, p));
    }
}

/* Ranks of ties, groups of which one has nobody, and lines through pairs of which some miss. */
TEST(samples)
{
    static const double x[] = {3, 1, 2, 2, 5, 2}, y[] = {1, NAN, 2, 4, 8, 3}, same[] = {7, 7, 7};
    static const double ranks[] = {5, 1, 3, 3, 6, 3};
    static const uint32_t index[] = {0, 2, 1};
    double rank[6], tie_sum;
    size_t order[6];
    bool ties;
    hinge_ranks(x, 6, rank, order, &tie_sum, &ties);
    assert_memory_equal(rank, ranks, sizeof ranks);
    assert_true(ties && tie_sum == 24);
    hinge_ranks(x, 3, rank, order, &tie_sum, &ties);
    assert_true(!ties && tie_sum == 0 && rank[0] == 3 && order[0] == 1);
    struct hinge_running group[3] = {0};
    for (size_t i = 0; i < 6; i++)
        hinge_running_add(&group[i < 4 ? 0 : 2], x[i]);
    assert_true(group[0].min == 1 && group[0].max == 3 && group[2].min == 2 && group[2].max == 5);
    assert_close(hinge_running_sd(&group[0]), sqrt(2.0 / 3), 1e-15, 0);
    assert_true(isnan(hinge_running_sd(&group[1])));
    const struct hinge_oneway w = hinge_oneway_of(group, index, 3);
    assert_true(w.groups == 2 && w.n == 6 && w.mean == 2.5);
    assert_close(w.between, 4 * 0.25 + 2 * 1, 1e-15, 0);
    assert_close(w.msb, 3, 1e-15, 0);
    assert_close(w.msw, (2 + 4.5) / 4, 1e-15, 0);
    assert_close(w.n0, 6 - 20.0 / 6, 1e-15, 0);
    const struct hinge_slope ols = hinge_slope_ols(x, y, 6), none = hinge_slope_ols(x, y, 3);
    assert_close(ols.slope, 10.6 / 6.8, 1e-15, 0);
    assert_true(isnan(none.slope) && isnan(none.r2) && isnan(hinge_slope_ols(same, x, 3).slope));
    assert_true(isnan(hinge_stats_correlation(same, x, 3)) &&
                hinge_slope_ols(x, same, 3).slope == 0);
}
