/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two groups of people: what `between` finds, for itself, for `groups` and for `cues`. */
#ifndef HINGE_STATS_PARTS_BETWEEN_H
#define HINGE_STATS_PARTS_BETWEEN_H

#include "stats/numbers/linear.h"
#include "stats/numbers/permutations.h"
#include "stats/numbers/tests.h"
#include "stats/people/people.h"

/* Of the difference of means, first - second; t, p and the interval NaN where nothing varies. */
#define HINGE_WELCH(F)                                                                             \
    F(NUMBER, mean_diff)                                                                           \
    F(NUMBER, se) F(NUMBER, t) F(NUMBER, df) F(NUMBER, p) F(NUMBER, ci_low) F(NUMBER, ci_high)
HINGE_ROW(hinge_welch, HINGE_WELCH)

struct hinge_between {
    const char *level[2];        /* first, second */
    double n[2], mean[2], sd[2]; /* also of groups of one, which cannot be compared */
    bool few;                    /* people in one of them: the exact tests come first */
    struct hinge_welch welch;
    struct hinge_rank_sum ranks;
    struct hinge_cliff cliff;
    struct hinge_permutation permuted; /* [0] Welch's t, [1] difference of means */
    double p_min;                      /* the smallest p that it can have */
    struct hinge_effect size;
};

/* Without an answer. */
extern const struct hinge_between hinge_between_none;

/* Gathers by the options outcome and group, compares and warns; nothing is written into the
 * results. False when it failed: E_TOO_FEW, E_TOO_MANY_LEVELS, E_PERM_LIMIT and those of
 * gathering. */
bool hinge_between_of(struct hinge_analysis *analysis, struct hinge_between *between);

/* The difference of two groups, first - second, adjusted for the option covariate: also of a
 * group that is not there (NaN). *n: people. False when it failed: E_OPTION, E_TOO_FEW, and
 * those of gathering. */
bool hinge_ancova_difference(struct hinge_analysis *analysis, const char *first, const char *second,
                             struct hinge_linear_result *adjusted, double *n);

#endif
