/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One value per person and condition, a mean for every cell of group and condition, and
 * a random intercept of people: y = mean of the cell + person + rest, by REML, tested
 * by Kenward and Roger (1997) as pbkrtest has it (Halekoh & Højsgaard 2014). */
#ifndef HINGE_STATS_NUMBERS_MIXED_H
#define HINGE_STATS_NUMBERS_MIXED_H

#include "stats/numbers/linear.h"
#include "stats/run/calls.h"

/* Values are [person * conditions + condition], NaN where there is none. */
struct hinge_mixed_data {
    size_t people, groups, conditions;
    const double *value;
    const uint32_t *group; /* [person]: a number below groups if the person has a value */
};

/* Cells are numbered [group * conditions + condition]; of an empty one the mean is NaN
 * and every combination of means with it has no result. */
struct hinge_mixed {
    const struct hinge_mixed_data *data;
    size_t cells, n;       /* n: values */
    size_t *count;         /* values of a cell */
    double lambda, sigma2; /* variance of people over that of the rest; the rest's, NaN if none */
    double loglik;         /* restricted; NaN as sigma2 */
    double *mean, *vcov;   /* cells; cells x cells, adjusted; rows of empty ones 0 */
    double *plain, *slope[2]; /* (X'V^-1 X)^-1; it times P of a variance times it */
    double weight[4];         /* inverse of the variances' information */
    bool defined;             /* whether weight is */
};

/* Needs more values than cells with values, and somebody with two. Everything is in the
 * run's memory. */
void hinge_mixed_fit(struct hinge_analysis *analysis, const struct hinge_mixed_data *data,
                     struct hinge_mixed *fit);

/* A combination of means: all NaN with an empty cell in it; df, t, p and interval NaN
 * where Kenward and Roger have no degrees of freedom. */
struct hinge_linear_result hinge_mixed_test(const struct hinge_mixed *fit, const double *weights,
                                            double level);

/* That q combinations are 0: F times its scale on df1 = q and df2; NaN as above. */
struct hinge_mixed_f {
    double f, df1, df2, p, scale;
};
void hinge_mixed_joint(struct hinge_analysis *analysis, const struct hinge_mixed *fit,
                       const double *weights, size_t q, struct hinge_mixed_f *test);

#endif
