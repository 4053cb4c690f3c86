/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two groups of participants: differences, effect sizes, equivalence. Undefined is NaN.
 */
#ifndef HINGE_STATS_DIFFERENCE_EFFECT_H
#define HINGE_STATS_DIFFERENCE_EFFECT_H

#include "stats/run/analysis.h"

/* Moments of x and y; the difference of means keeps its digits near a large offset. */
struct hinge_two_groups {
    const double *x, *y;
    size_t n1, n2;
    double mean1, mean2, var1, var2, diff;
    double se, df;       /* Welch-Satterthwaite */
    double pooled_sd, m; /* m = n1 + n2 - 2 */
    bool no_variance;    /* se is rounding: tests and effect sizes are undefined */
};

void hinge_two_groups_fill(struct hinge_two_groups *groups, const double *x, size_t n1,
                           const double *y, size_t n2);

/* Whether a standard error is no more than rounding of means of this size. */
bool hinge_is_rounding(double se, double mean1, double mean2);

struct hinge_effect {
    double d, j, g, low, high;
};
/* Cohen's d over the pooled deviation, Hedges' g, noncentral t interval of g. */
struct hinge_effect hinge_hedges_g(const struct hinge_two_groups *groups, double level);

struct hinge_cliff {
    double delta, se, low, high;
};
/* Cliff's delta with the interval of Feng & Cliff (2004). */
void hinge_cliffs_delta(struct hinge_analysis *analysis, const double *x, size_t n1,
                        const double *y, size_t n2, struct hinge_cliff *cliff);

/* n, mean, sd, se, median, q1, q3, iqr, min, max of x into object; sorts a copy. */
enum hinge_status hinge_put_summary(struct hinge_analysis *analysis, json_t *object,
                                    const double *x, size_t n, struct hinge_error *error);

#endif
