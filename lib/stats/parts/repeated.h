/* SPDX-License-Identifier: GPL-3.0-or-later */
/* More than two conditions within participants. */
#ifndef HINGE_STATS_PARTS_REPEATED_H
#define HINGE_STATS_PARTS_REPEATED_H

#include "result/sentence.h"
#include "stats/people/people.h"

/* Writes rm_anova (with sphericity corrections), friedman and pairwise. */
bool hinge_put_repeated(struct hinge_analysis *analysis, const struct hinge_pairs *pairs);

/* /trend of the option trend, for two conditions or more. */
bool hinge_put_repeated_trend(struct hinge_analysis *analysis, const struct hinge_pairs *pairs);

/* What is said of these results. */
extern const struct hinge_sentence hinge_say_pairwise_apa[];
extern const struct hinge_sentence hinge_say_pairwise_plain[];

#endif
