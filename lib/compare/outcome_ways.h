/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How people have an outcome of a results file when it is no mean of trial means: as
 * the ratio of two means (SCIENCE 6.1), or as the direction of mean vectors. */
#ifndef HINGE_COMPARE_OUTCOME_WAYS_H
#define HINGE_COMPARE_OUTCOME_WAYS_H

#include <hinge/compare.h>
#include <jansson.h>

/* The options `ratios` and `circular` of a request. */
struct hinge_outcome_ways {
    json_t *ratios, *circular;
};

enum hinge_status hinge_outcome_ways_init(struct hinge_outcome_ways *ways,
                                          struct hinge_error *error);
void hinge_outcome_ways_clear(struct hinge_outcome_ways *ways);

/* Adds a column of a results file's table, "<metric>" or "<metric>@<phase>", when it is
 * no mean; of a ratio inside a bin the table gets the motions it is of. */
enum hinge_status hinge_outcome_ways_add(struct hinge_outcome_ways *ways,
                                         const char *results, struct hinge_table *table,
                                         const char *column, struct hinge_error *error);

/* Puts them to those that the request has, as far as its analysis takes them. */
enum hinge_status hinge_outcome_ways_set(const struct hinge_outcome_ways *ways,
                                         struct hinge_stats_request *request,
                                         struct hinge_error *error);

#endif
