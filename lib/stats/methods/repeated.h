/* SPDX-License-Identifier: GPL-3.0-or-later */
/* More than two conditions within participants. */
#ifndef HINGE_STATS_METHODS_REPEATED_H
#define HINGE_STATS_METHODS_REPEATED_H

#include "stats/people/pairs.h"

/* Writes rm_anova (with sphericity corrections), friedman and pairwise. */
enum hinge_status hinge_put_repeated(struct hinge_analysis *analysis,
                                     const struct hinge_pairs *pairs,
                                     struct hinge_error *error);

#endif
