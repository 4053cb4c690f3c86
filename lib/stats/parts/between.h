/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two groups of people, for `between`, `groups` and `cues`. */
#ifndef HINGE_STATS_PARTS_BETWEEN_H
#define HINGE_STATS_PARTS_BETWEEN_H

#include "result/result.h"
#include "stats/numbers/linear.h"
#include "stats/people/people.h"

struct hinge_two_samples {
    struct hinge_participants people;
    uint32_t code[2]; /* levels of the group factor: effects are [0] - [1] */
    const char *level[2];
    size_t n[2], used[2]; /* people, and those with a value */
    const double *value[2];
    const char *const *who; /* participants of the first, then of the second group */
};

/* Gathers the values of both groups by the options outcome and group, with warnings, also if a
 * group is too small for a comparison. False after a failure: E_TOO_MANY_LEVELS and those of
 * gathering. */
bool hinge_two_samples_gather(struct hinge_analysis *analysis, struct hinge_two_samples *samples);

/* Of groups whose changes are compared: mean and SD of each at both levels, into the row. */
void hinge_two_samples_levels(struct hinge_analysis *analysis,
                              const struct hinge_two_samples *samples,
                              struct hinge_planned_outcome *row);

/* The difference first - second of two groups, adjusted for the option covariate; NaN if a group
 * does not exist. n: people of both. Fails with E_OPTION, E_TOO_FEW, and as gathering does. */
void hinge_ancova_difference(struct hinge_analysis *analysis, const char *first, const char *second,
                             struct hinge_linear_result *adjusted, size_t n[2]);

#endif
