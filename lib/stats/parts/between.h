/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two groups of people, for `between`, `groups` and `cues`. */
#ifndef HINGE_STATS_PARTS_BETWEEN_H
#define HINGE_STATS_PARTS_BETWEEN_H

#include "stats/numbers/linear.h"
#include "stats/people/people.h"

struct hinge_two_samples {
    struct hinge_participants people;
    uint32_t code[2]; /* levels of the group factor: effects are [0] - [1] */
    const char *level[2];
    size_t n[2], used[2]; /* people, and their rows with a value */
    const double *value[2];
};

/* Gathers by the options outcome and group, and warns; also groups that are too small to be
 * compared. False when it failed: E_TOO_MANY_LEVELS and those of gathering. */
bool hinge_two_samples_gather(struct hinge_analysis *analysis, struct hinge_two_samples *samples);

/* The difference of two groups, first - second, adjusted for the option covariate: also of a
 * group that is not there (NaN). *n: people. False when it failed: E_OPTION, E_TOO_FEW, and
 * those of gathering. */
bool hinge_ancova_difference(struct hinge_analysis *analysis, const char *first, const char *second,
                             struct hinge_linear_result *adjusted, double *n);

#endif
