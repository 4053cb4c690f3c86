/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fitted model of an analysis of covariance, and what it says of its groups:
 * adjusted means at the mean covariates, their differences and their trend. */
#ifndef HINGE_STATS_DIFFERENCE_ANCOVA_MEANS_H
#define HINGE_STATS_DIFFERENCE_ANCOVA_MEANS_H

#include "stats/difference/equivalence.h"
#include "stats/numbers/ols.h"
#include "stats/numbers/trend.h"
#include "stats/people/aggregate.h"

/* Columns of the model: intercept, a dummy per later level, covariates, and after them
 * the products of dummies and covariates, which only the test of slopes uses. */
struct hinge_ancova {
    struct hinge_participants people;
    const struct hinge_factor *group;
    size_t n, levels, covariates, main, all;
    double *x, *mean; /* mean of each covariate */
    struct hinge_ols fit;
    struct hinge_margins margins;
    double pooled_sd; /* of the outcome within groups */
};

/* Each into the results: a mean per level with its t interval; each pair with Holm's
 * and Tukey's p, margins and, asked for, standardised; a contrast per trend. What the
 * kept columns cannot estimate is null. HINGE_NOMEM alone. */
enum hinge_status hinge_ancova_put_means(struct hinge_analysis *a, const struct hinge_ancova *m,
                                         struct hinge_error *error);
enum hinge_status hinge_ancova_put_contrasts(struct hinge_analysis *a, const struct hinge_ancova *m,
                                             struct hinge_error *error);
enum hinge_status hinge_ancova_put_trend(struct hinge_analysis *a, const struct hinge_ancova *m,
                                         const struct hinge_trend *trend,
                                         struct hinge_error *error);

#endif
