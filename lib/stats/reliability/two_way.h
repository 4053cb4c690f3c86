/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean squares of a complete targets x raters table, for reliability. */
#ifndef HINGE_STATS_RELIABILITY_TWO_WAY_H
#define HINGE_STATS_RELIABILITY_TWO_WAY_H

#include <stddef.h>

struct hinge_two_way {
    double n, k; /* targets, raters */
    double msr, msc, mse, msw;
};

/* value[target * k + rater], n and k >= 2; scratch holds n + k values. An error that is
 * only rounding is 0. */
void hinge_two_way_fill(struct hinge_two_way *table, const double *value, size_t n, size_t k,
                        double *scratch);

/* ICC(2,1) and ICC(3,1) (McGraw & Wong 1996), NaN without any variance. */
double hinge_two_way_icc2(const struct hinge_two_way *table);
double hinge_two_way_icc3(const struct hinge_two_way *table);

/* Standard errors of measurement. */
double hinge_two_way_sem_agreement(const struct hinge_two_way *table);
double hinge_two_way_sem_consistency(const struct hinge_two_way *table);

#endif
