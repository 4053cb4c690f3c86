/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The minimal detectable change that the analysed data tell themselves: the reliability
 * of the outcome when the baseline condition is measured again. */
#ifndef HINGE_STATS_RELIABILITY_REPEATS_H
#define HINGE_STATS_RELIABILITY_REPEATS_H

#include "stats/people/pairs.h"

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
enum hinge_status hinge_repeats_mdc(struct hinge_analysis *analysis,
                                    const struct hinge_pairs *pairs, struct hinge_repeats *repeats,
                                    struct hinge_error *error);

#endif
