/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rank tests of two groups and of pairs, with the conventions of R's wilcox.test. */
#ifndef HINGE_STATS_DIFFERENCE_RANKTEST_H
#define HINGE_STATS_DIFFERENCE_RANKTEST_H

#include "stats/run/analysis.h"

/* Mann-Whitney: u counts pairs with x > y, ties half. */
struct hinge_rank_sum {
    double u, p, p_normal_nocc, hodges_lehmann, superiority;
    bool exact, ties;
};
enum hinge_status hinge_rank_sum_test(struct hinge_analysis *analysis, const double *x, size_t n1,
                                      const double *y, size_t n2, struct hinge_rank_sum *test,
                                      struct hinge_error *error);

/* Wilcoxon signed ranks of differences: zeros are dropped (not for hodges_lehmann). */
struct hinge_signed_rank {
    double v, p, hodges_lehmann;
    size_t n_nonzero;
    bool exact, ties; /* ties: equal sizes, or zeros */
};
enum hinge_status hinge_signed_rank_test(struct hinge_analysis *analysis, const double *d, size_t n,
                                         struct hinge_signed_rank *test, struct hinge_error *error);

#endif
