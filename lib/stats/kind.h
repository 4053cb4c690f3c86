/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registry of analyses: every .c file of this folder defines one
 * `const struct hinge_analysis_kind hinge_analysis_kind_<stem>` (see hinge/stats.h). What the
 * analyses share is in the rooms beside them (README.md). */
#pragma once

#include "stats/run/calls.h"

/* Groups of options that analyses take: CELLS, how the repetitions of a participant become values
 * in cells; MEANS, the same if values are means, also of ratios or angles; MARGINS, margins for a
 * difference. */
#define HINGE_TAKES_CELLS                                                                          \
    "participant", "trial", "rep", "aggregate", "min_reps", "min_valid", "allow_single"
#define HINGE_TAKES_MEANS                                                                          \
    HINGE_TAKES_CELLS, "weight", "numerator", "denominator", "ratios", "circular"
#define HINGE_TAKES_MARGINS "tost", "noninferiority", "better", "mdc"

/* The ids of all analyses; returns their number. */
size_t hinge_analysis_kind_ids(const char *id[HINGE_IDS_MOST]);
