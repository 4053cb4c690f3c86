/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two conditions of the same people: what `within` finds, for itself and for `cues`. */
#ifndef HINGE_STATS_PARTS_WITHIN_H
#define HINGE_STATS_PARTS_WITHIN_H

#include "stats/numbers/permutations.h"
#include "stats/numbers/tests.h"
#include "stats/parts/reliability.h"
#include "stats/people/people.h"

/* Of the differences first - second; t, p and the interval NaN where all are equal. */
#define HINGE_PAIRED_T(F)                                                                          \
    F(NUMBER, n)                                                                                   \
    F(NUMBER, mean_diff)                                                                           \
    F(NUMBER, sd_diff)                                                                             \
    F(NUMBER, se) F(NUMBER, t) F(NUMBER, df) F(NUMBER, p) F(NUMBER, ci_low) F(NUMBER, ci_high)
HINGE_ROW(hinge_paired_t, HINGE_PAIRED_T)

/* A difference in standard deviations, and with Hedges' correction. */
#define HINGE_SIZE(F)                                                                              \
    F(NUMBER, d)                                                                                   \
    F(NUMBER, g)                                                                                   \
    F(NUMBER, ci_low) F(NUMBER, ci_high) F(NUMBER, g_ci_low) F(NUMBER, g_ci_high)
HINGE_ROW(hinge_size, HINGE_SIZE)

struct hinge_within {
    const char *level[2]; /* first, second */
    double n;             /* people; also of one, who cannot be compared */
    double mean[2], sd[2];
    const double *d; /* of each of the pairs' people */
    double r_pairs;  /* correlation of the two */
    struct hinge_paired_t t;
    struct hinge_signed_rank ranks;
    struct hinge_permutation flips;
    double p_min;                /* the smallest p that the sign flips can have */
    struct hinge_size z, av;     /* in deviations of the differences; of the conditions' mean one */
    double mdc;                  /* NaN: none */
    const char *mdc_why;         /* why there is none, within another analysis; NULL */
    size_t increased, decreased; /* people beyond mdc */
    struct hinge_repeats repeats; /* of mdc auto */
};

/* Gathers by the options outcome and condition, compares the two conditions and warns; nothing is
 * written into the results. False when it failed: what gathering fails by, E_PERM_LIMIT, mdc auto
 * without enough people (but within another analysis: mdc_why). */
bool hinge_within_find(struct hinge_analysis *analysis, struct hinge_within *within);
/* Without an answer. */
extern const struct hinge_within hinge_within_none;

#endif
