/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person, one group. */
#ifndef HINGE_STATS_PEOPLE_ONE_GROUP_H
#define HINGE_STATS_PEOPLE_ONE_GROUP_H

#include "stats/people/sample.h"

/* Looks at the `constant` factor of the columns, and at a factor called group, over all
 * rows the filter keeps, before levels are chosen. A person in two groups ends with
 * E_GROUP_NOT_CONSTANT, which names the first one with both rows; with the option
 * groups_vary each person in each group becomes a participant of its own, and a warning
 * says that they are not independent. */
enum hinge_status hinge_groups_check(struct hinge_analysis *analysis,
                                     const struct hinge_columns *columns,
                                     struct hinge_sample *sample, struct hinge_error *error);

#endif
