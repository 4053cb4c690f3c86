/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random-effects and fixed-effect meta-analysis of one estimate per site. */
#ifndef HINGE_STATS_POOLING_META_H
#define HINGE_STATS_POOLING_META_H

#include "stats/probability/distribution.h"

struct hinge_meta_mean {
    double estimate, se, df, statistic, p;
    struct hinge_interval ci;
};

struct hinge_meta {
    struct hinge_meta_mean random; /* REML; Knapp & Hartung 2003: t with k - 1 */
    struct hinge_meta_mean fixed;  /* inverse variance, normal */
    double se_wald;                /* of the random effects without their correction */
    struct hinge_interval prediction; /* of another site; NaN for fewer than three */
    double tau2;                      /* variance between sites, REML */
    struct hinge_interval tau2_ci;    /* Q profile (Viechtbauer 2007); NaN: empty */
    double i2;           /* in percent, of tau2 (Higgins & Thompson 2002) */
    double q, q_df, q_p; /* Cochran's */
};

/* From k >= 2 estimates and their variances, all above 0. Where all estimates are equal
 * the corrected standard error is 0, and test, interval and prediction of the random
 * effects are NaN. */
void hinge_meta_fit(const double *estimate, const double *variance, size_t k,
                    double level, struct hinge_meta *meta);

#endif
