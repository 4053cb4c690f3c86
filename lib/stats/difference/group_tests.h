/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of several independent groups on plain arrays: by means or ranks. */
#ifndef HINGE_STATS_DIFFERENCE_GROUP_TESTS_H
#define HINGE_STATS_DIFFERENCE_GROUP_TESTS_H

#include <stddef.h>

struct hinge_group_test {
    double statistic, df1, df2, p; /* NaN where undefined; df2 of Welch's F */
};

/* Welch (1951): F of k means with unequal variances; of two groups the square of
 * Welch's t, with the same p. A variance of 0 or fewer than 2 of a group: NaN. */
struct hinge_group_test hinge_welch_f(const double *mean, const double *variance, const size_t *n,
                                      size_t k);

/* Kruskal & Wallis (1952): H of k groups, corrected for ties, against chi-squared.
 * `rank` are those of all values, group after group, and tie_sum the sum of t^3 - t
 * (hinge_ranks). All values equal: NaN. */
struct hinge_group_test hinge_kruskal_wallis(const double *rank, double tie_sum, const size_t *n,
                                             size_t k);

#endif
