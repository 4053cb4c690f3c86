/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person, one group, in trial lists. */
#ifndef HINGE_INGEST_LIST_GROUPS_H
#define HINGE_INGEST_LIST_GROUPS_H

#include <hinge/status.h>
#include <hinge/table.h>
#include <stddef.h>

/* Where a row of the list is from. */
struct hinge_list_place {
    const char *path;
    size_t line; /* 0 for a loose file */
};

/* INPUT: somebody is in two groups, both lines named; place is per row. Rows without a
 * participant or a group say nothing. */
enum hinge_status hinge_list_groups_check(const struct hinge_table *list,
                                          const struct hinge_list_place *place,
                                          struct hinge_error *error);

#endif
