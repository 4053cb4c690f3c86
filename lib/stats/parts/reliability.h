/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well a value repeats, and the change that is beyond chance. */
#ifndef HINGE_STATS_PARTS_RELIABILITY_H
#define HINGE_STATS_PARTS_RELIABILITY_H

#include "stats/people/people.h"
#include "stats/run/analysis.h"

#include <stddef.h>

/* The minimal detectable change that the analysed data tell themselves: the reliability
 * of the outcome when the baseline condition is measured again. */

struct hinge_repeats {
    const char *unit;   /* "sessions" or "trials" */
    const char *column; /* that tells them apart */
    const char *condition;
    size_t n_participants, n_repeats; /* those whom icc uses, and how many of each */
    double icc, sem, mdc;             /* absolute agreement, ICC(2,1) */
    double mdc_low, mdc_high;
};

/* Runs icc on the baseline of the pairs, participants by sessions or, when fewer people
 * than mdc_min_people have two sessions, by trials of their first session (with a
 * warning: change between sessions is larger). E_TOO_FEW when neither has so many. */
bool hinge_repeats_mdc(struct hinge_analysis *analysis, const struct hinge_pairs *pairs,
                       struct hinge_repeats *repeats);

/* --- Mean squares of a complete targets x raters table, for reliability. --- */
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
