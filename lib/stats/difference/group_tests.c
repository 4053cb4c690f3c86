/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several groups: Welch, Kruskal-Wallis. */
#include "stats/difference/group_tests.h"

#include "stats/probability/distribution.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static const struct hinge_group_test undefined = {NAN, NAN, NAN, NAN};

struct hinge_group_test hinge_welch_f(const double *mean, const double *variance, const size_t *n,
                                      size_t k)
{
    struct hinge_group_test test = undefined;
    double groups = (double)k, total = 0, middle = 0, top = 0, lambda = 0;
    test.df1 = groups - 1;
    for (size_t i = 0; i < k; i++) {
        if (n[i] < 2 || !(variance[i] > 0))
            return test;
        double weight = (double)n[i] / variance[i];
        total += weight;
        middle += weight * mean[i];
    }
    if (k < 2)
        return test;
    middle /= total;
    for (size_t i = 0; i < k; i++) {
        double weight = (double)n[i] / variance[i], rest = 1 - weight / total;
        top += weight * (mean[i] - middle) * (mean[i] - middle) / (groups - 1);
        lambda += rest * rest / (double)(n[i] - 1);
    }
    test.statistic = top / (1 + 2 * (groups - 2) * lambda / (groups * groups - 1));
    test.df2 = (groups * groups - 1) / (3 * lambda);
    test.p = hinge_f_p(test.statistic, test.df1, test.df2);
    return test;
}

struct hinge_group_test hinge_kruskal_wallis(const double *rank, double tie_sum, const size_t *n,
                                             size_t k)
{
    struct hinge_group_test test = undefined;
    double all = 0, h = 0;
    for (size_t i = 0; i < k; i++)
        all += (double)n[i];
    for (size_t i = 0; i < k; i++) {
        double sum = 0;
        for (size_t j = 0; j < n[i]; j++)
            sum += *rank++ - (all + 1) / 2;
        h += sum * sum / (double)n[i];
    }
    h *= 12 / (all * (all + 1));
    double correction = 1 - tie_sum / (all * all * all - all);
    test.df1 = (double)k - 1;
    test.statistic = correction > 0 ? h / correction : (double)NAN;
    test.p = hinge_chi2_p(test.statistic, test.df1);
    return test;
}
