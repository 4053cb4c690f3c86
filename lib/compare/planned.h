/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes fixed beforehand: the columns they need, ratios of means among them, and the
 * analysis of all. */
#ifndef HINGE_COMPARE_PLANNED_H
#define HINGE_COMPARE_PLANNED_H

#include "metrics/metric.h"
#include "store/store.h"

#include <hinge/compare.h>
#include <hinge/results.h>
#include <jansson.h>

/* What a comparison of cues or groups is to look at: outcomes fixed beforehand, as the
 * option `plan` of a request, and the columns they need. */

/* Whether the request's analysis works by a plan (cues, groups). */
bool hinge_planned_is_needed(const struct hinge_stats_request *request);

/* Sets the request's plan, its condition and group columns, and adds to the table what
 * the plan names: metrics of other phases as "<metric>@<phase>", severities of faults,
 * distances from a target. `results` is the file the table is of, NULL for a CSV, whose
 * columns are then taken as they are called. A plan that is given stays. */
enum hinge_status hinge_planned_make(struct hinge_stats_request *request,
                                     struct hinge_results_reader *results,
                                     struct hinge_table *table, struct hinge_error *error);

/* --- Metrics that people have as a ratio of two means, not as a mean of ratios (method
 * 6.1), as the option `ratios` of a request. --- */
/* Adds "outcome": [above, below, least] to `parts` when people have the outcome as a
 * ratio of two means. */
enum hinge_status hinge_planned_ratio(struct hinge_results_reader *results,
                                      struct hinge_table *table, const char *outcome, json_t *parts,
                                      struct hinge_error *error);

#endif
