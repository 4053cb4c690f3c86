/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares two groups, or two conditions of the same people, also if there are few: a difference
 * whose p and interval come from the same test, and families of such tests. Plain arrays without
 * NaN; nothing fails. */
#ifndef HINGE_STATS_NUMBERS_COMPARED_H
#define HINGE_STATS_NUMBERS_COMPARED_H

#include "base/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

struct hinge_compared {
    size_t n[2]; /* people in each group or condition */
    double mean[2];
    double diff, sd; /* first minus second; pooled SD of the groups, or SD of the changes */
    double t, df;    /* of a t test; NaN */
    /* p is NaN for fewer than 2 people, and for a t test without variance; the interval also
     * without variance, and if even the clearest data had p > alpha. */
    double p, low, high;
    double least_p;      /* smallest possible p: 0 for a t test, 1 without a test */
    double relabellings; /* 0: a t test */
    bool exact;          /* p from all relabellings; else from 19,999 drawn ones and the identity */
};

#define HINGE_NOTHING_COMPARED                                                                     \
    {                                                                                              \
        .mean = {NAN, NAN}, .diff = NAN, .sd = NAN, .t = NAN, .df = NAN, .p = NAN, .low = NAN,     \
        .high = NAN, .least_p = 1                                                                  \
    }

/* x minus y. With fewer than 10 people in a group, or with `relabel`: permutation test of the
 * difference of means (Pitman 1937), by all relabellings up to 200,000; the interval has every
 * shift that this test does not reject at `alpha`. Else Welch's t test. */
struct hinge_compared hinge_compare_groups(const double *x, size_t n1, const double *y, size_t n2,
                                           double alpha, bool relabel);

/* The same n people twice, x minus y: sign flips of the mean change (Fisher 1935) in the same way,
 * else the paired t test. */
struct hinge_compared hinge_compare_changes(const double *x, const double *y, size_t n,
                                            double alpha, bool relabel);

/* The ratio of two means of the same n people, y over x, and its interval (Fieller 1954): every
 * ratio r with (Y - r X)² <= t² (s_yy - 2 r s_xy + r² s_xx) / n, of means X, Y, variances and
 * covariance s, and t the quantile of n - 1 degrees of freedom. All NaN where the interval of X
 * has 0 (x is not clear, and the ratio may be any number), and of fewer than 2 people. */
struct hinge_estimate {
    double value, low, high;
};
struct hinge_estimate hinge_fieller(const double *x, const double *y, size_t n, double level);

/* Pearson's r of n pairs, and its interval by Fisher's z transformation (1921): NaN of fewer than
 * 4 pairs; all NaN where a column is constant. */
struct hinge_estimate hinge_pearson(const double *x, const double *y, size_t n, double level);

/* Whether a family of tests is run: only if its clearest data could reach alpha (least p times
 * number of tests). Tests without p do not count. Then adjusted[i] is p[i] by Holm (1979), else
 * NaN. Scratch comes from the arena. */
bool hinge_family(struct hinge_arena *arena, const double *p, const double *least_p, size_t n,
                  double alpha, double *adjusted);

#endif
