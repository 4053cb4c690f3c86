/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Specifications of one difference on plain arrays: each one's estimate, and the test
 * of all of them together (Simonsohn, Simmons & Nelson 2020). */
#ifndef HINGE_STATS_MULTIVERSE_CURVE_H
#define HINGE_STATS_MULTIVERSE_CURVE_H

#include "stats/run/analysis.h"

enum hinge_specified {
    HINGE_SPECIFIED_WELCH,
    HINGE_SPECIFIED_LINEAR,
    HINGE_SPECIFIED_PAIRED
};

/* A specification: values of people, and how they are compared. */
struct hinge_specification {
    enum hinge_specified kind;
    size_t n;
    uint32_t *who; /* person of each value */
    double *value;
    size_t columns; /* LINEAR: of `basis`, orthonormal, by columns of n */
    double *basis;  /* what the intercept and the covariates span */
    /* first group or condition minus second; NaN where people do not allow it */
    double estimate, low, high, p;
    const char *why; /* it could not be estimated; else NULL */
};

/* The curve: of n specifications those that have no `why`, about the same people. */
struct hinge_curve {
    size_t n, people;
    struct hinge_specification *specification;
    double *sign; /* of a person: +1 first group, -1 second; conditions: all +1 */
    bool paired;
};

/* What the basis leaves of a value per person, in place. */
void hinge_specification_leave(const struct hinge_specification *specification,
                               double *value);

/* Fills estimate, low, high and p. NOMEM only. */
enum hinge_status hinge_specification_fit(struct hinge_analysis *analysis,
                                          const struct hinge_curve *curve,
                                          struct hinge_specification *specification,
                                          struct hinge_error *error);

/* What a curve is tested by: the median of the estimates; the larger of the shares that
 * are significant on one side and on the other; Stouffer's Z, the sum of the signed
 * normal quantiles of p over the root of their number. */
enum { HINGE_CURVE_MEDIAN, HINGE_CURVE_SHARE, HINGE_CURVE_STOUFFER, HINGE_CURVE_TESTS };
struct hinge_curve_test {
    size_t n_perm;
    double observed[HINGE_CURVE_TESTS], count[HINGE_CURVE_TESTS], p[HINGE_CURVE_TESTS];
};

/* Shuffles the groups of people (conditions: turns the signs of people's differences),
 * the same for all specifications, n_perm times; two-sided. Replicate r draws from
 * stream 1. NOMEM, INTERRUPTED. */
enum hinge_status hinge_curve_permute(struct hinge_analysis *analysis,
                                      const struct hinge_curve *curve,
                                      struct hinge_curve_test *test,
                                      struct hinge_error *error);

#endif
