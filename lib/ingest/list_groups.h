/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person, one group; one height, mass and leg length in a session. */
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

/* "list.csv:4", or the file's own name. */
void hinge_list_place_describe(const struct hinge_list_place *place, char text[280]);

/* INPUT: somebody is in two groups, both lines named; place is per row. Rows without a
 * participant or a group say nothing. */
enum hinge_status hinge_list_groups_check(const struct hinge_table *list,
                                          const struct hinge_list_place *place,
                                          struct hinge_error *error);

/* INPUT: height_m, mass_kg or leg_length_m differ between two rows of one person and
 * session, both lines named. Empty cells say nothing. */
enum hinge_status hinge_list_sizes_check(const struct hinge_table *list,
                                         const struct hinge_list_place *place,
                                         struct hinge_error *error);

#endif
