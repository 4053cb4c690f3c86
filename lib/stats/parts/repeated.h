/* SPDX-License-Identifier: GPL-3.0-or-later */
/* More than two conditions within participants. */
#ifndef HINGE_STATS_PARTS_REPEATED_H
#define HINGE_STATS_PARTS_REPEATED_H

#include "stats/numbers/linear.h"
#include "stats/numbers/tests.h"
#include "stats/people/people.h"

/* Writes and says rm_anova (with sphericity corrections), friedman and pairwise. */
void hinge_add_repeated(struct hinge_analysis *analysis, const struct hinge_pairs *pairs);

/* /trend of the option trend, for two conditions or more. */
bool hinge_add_repeated_trend(struct hinge_analysis *analysis, struct hinge_pairs *pairs,
                              struct hinge_trend *trend);

/* Where people have different conditions, it is the mean of each one's own slope over three
 * conditions or more, of repetitions by the reducer slope: of each recording. hinge_note_unequal
 * says so. hinge_add_unequal: conditions and trend where nobody, or one, has all. */
void hinge_note_unequal(struct hinge_analysis *analysis, const struct hinge_pairs *pairs,
                        const struct hinge_trend *trend);
void hinge_add_unequal(struct hinge_analysis *analysis, struct hinge_pairs *pairs);

/* A pair of conditions, "a minus b". */
struct hinge_pair {
    const char *words;
    struct hinge_linear_result diff;
    double p_holm;
    struct hinge_margin_tests margins;
};
void hinge_add_pairs(struct hinge_analysis *analysis, const struct hinge_pair *pair, size_t n);

#endif
