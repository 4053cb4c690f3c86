/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Multiple imputation of people x conditions and Rubin's rules. */
#ifndef HINGE_STATS_DIFFERENCE_IMPUTATION_H
#define HINGE_STATS_DIFFERENCE_IMPUTATION_H

#include "stats/run/analysis.h"

struct hinge_imputation {
    size_t n, k, groups, m; /* people, conditions, groups, imputations */
    double *value;          /* [person * k + condition]; NaN is missing */
    uint32_t *group;        /* of each person */
    const char **condition; /* names, for messages */
};

/* Fills out (m tables of n x k) with completed tables; imputation j is replicate j of
 * its stream. E_TOO_FEW when too few people are left to predict a condition. */
enum hinge_status hinge_impute(struct hinge_analysis *analysis,
                               const struct hinge_imputation *data, double *out,
                               struct hinge_error *error);

enum hinge_estimand_of { HINGE_ESTIMAND_ALL, HINGE_ESTIMAND_GROUP, HINGE_ESTIMAND_DID };

/* Condition a minus b: of all people, of one group, or of the last group less that of
 * the first. */
struct hinge_estimand {
    const char *name;
    size_t a, b;
    enum hinge_estimand_of of;
    uint32_t group;
};

struct hinge_estimate {
    double estimate, variance, df;
};

/* From one completed table. NaN variance with fewer than two people. */
struct hinge_estimate hinge_estimand_of(const struct hinge_imputation *data,
                                        const double *table,
                                        const struct hinge_estimand *estimand);

/* Sums over imputations (Welford). */
struct hinge_rubin {
    size_t m;
    double mean, squares, within, df;
};
void hinge_rubin_add(struct hinge_rubin *rubin, struct hinge_estimate estimate);

struct hinge_pooled_estimate {
    double estimate, se, df, t, p, ci_low, ci_high, within, between, lambda, riv, fmi,
        mcse;
};

/* Rubin (1987) with the degrees of freedom of Barnard & Rubin (1999). */
struct hinge_pooled_estimate hinge_rubin_pool(const struct hinge_rubin *rubin,
                                              double level);

#endif
