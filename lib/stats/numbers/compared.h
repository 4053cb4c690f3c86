/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compares two groups, or two conditions of the same people: a difference whose p and interval come
 * from one standard error, and families of such tests. Plain arrays without NaN; nothing fails. */
#pragma once

#include "base/base.h"

/* People for a test of a difference, in each group or in pairs; people for an interval of a mean.
 */
enum { HINGE_LEAST_TESTED = 5, HINGE_LEAST_INTERVAL = 3 };

struct hinge_compared {
    size_t n[2]; /* people in each group or condition */
    double mean[2];
    double diff; /* first minus second */
    /* d_z of changes, or Hedges' g of Welch's test (hinge_hedges_g_welch), with its interval, which
     * is NaN without a test, and unless it was asked for */
    double size, size_low, size_high;
    /* Of the t test: its standard error and degrees of freedom, and from these p and the interval.
     * NaN with fewer than HINGE_LEAST_TESTED people, or if all have the same value. */
    double se, df, t, p, low, high;
};

#define HINGE_NOTHING_COMPARED                                                                     \
    {                                                                                              \
        .mean = {NAN, NAN}, .diff = NAN, .size = NAN, .size_low = NAN, .size_high = NAN,           \
        .se = NAN, .df = NAN, .t = NAN, .p = NAN, .low = NAN, .high = NAN                          \
    }

/* x minus y: Welch's t test, and its interval at 1 - alpha; Hedges' g, with its interval where
 * there is a test. */
struct hinge_compared hinge_compare_groups(const double *x, size_t n1, const double *y, size_t n2,
                                           double alpha);

/* The same n people twice, x minus y: the paired t test. */
struct hinge_compared hinge_compare_changes(const double *x, const double *y, size_t n,
                                            double alpha);
/* p of Welch's test of values that need not be people, two or more each; 1 if nothing varies. */
double hinge_welch_p(const double *x, size_t n1, const double *y, size_t n2);
/* Adds the interval of d_z of these changes, by noncentral t, where there is a test. */
void hinge_compare_changes_size(double alpha, struct hinge_compared *c);

/* The comparison of groups, or of n1 changes x (y NULL), without each of x and then each of y in
 * turn: out[i] has the difference of the others and its p, by the same test as of all, also where
 * four are left in a group; NaN where there is none. In linear time. */
struct hinge_without {
    double diff, p;
};
void hinge_compare_without(const double *x, size_t n1, const double *y, size_t n2,
                           struct hinge_without *out);

struct hinge_estimate {
    double value, low, high;
};
/* The mean of n people and its t interval; this is NaN with fewer than HINGE_LEAST_INTERVAL. */
struct hinge_estimate hinge_mean_t(const double *x, size_t n, double level);

/* Takes from an interval what lies below `least` or above `most`: that of a share is within 0 and
 * 1, that of its changes within -1 and 1. An estimate beyond them leaves it as it is. */
void hinge_keep_within(double value, double least, double most, double *low, double *high);
/* The mean with its t interval, which is kept so where no value is beyond. */
struct hinge_estimate hinge_mean_within(const double *x, size_t n, double level, double least,
                                        double most);
/* Newcombe (1998), method 10: the interval of the difference of two proportions with theirs. */
void hinge_newcombe(const double p[2], const double low[2], const double high[2],
                    struct hinge_compared *c);

/* The ratio of two means of the same n people, y over x, and its interval (Fieller 1954): every
 * ratio r with (Y - r X)² <= t² (s_yy - 2 r s_xy + r² s_xx) / n, of means X, Y, variances and
 * covariance s, and t the quantile of n - 1 degrees of freedom. All NaN where the interval of X
 * has 0 (x is not clear, and the ratio may be any number), and of fewer than 2 people. */
struct hinge_estimate hinge_fieller(const double *x, const double *y, size_t n, double level);

/* Pearson's r of n pairs, and its interval by Fisher's z transformation (1921): NaN of fewer than
 * 4 pairs; all NaN where a column is constant. */
struct hinge_estimate hinge_pearson(const double *x, const double *y, size_t n, double level);

/* Holm (1979) over the p of a family; NaN is no test. Returns the number of tests. adjusted[i] is p
 * adjusted. share[i] is the part of alpha at which the interval of a test agrees with it: of the
 * test rejected at step j 1 / (m - j + 1), of all others that of the first step that fails. Scratch
 * comes from the arena. */
size_t hinge_holm(struct hinge_arena *arena, const double *p, size_t n, double alpha,
                  double *adjusted, double *share);
