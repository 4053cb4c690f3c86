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
