/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics that people have as a ratio of two means, not as a mean of ratios (method
 * 6.1), as the option `ratios` of a request. */
#ifndef HINGE_COMPARE_PLANNED_RATIOS_H
#define HINGE_COMPARE_PLANNED_RATIOS_H

#include "compare/planned_columns.h"

#include <hinge/compare.h>
#include <jansson.h>

/* Adds "outcome": [above, below, least] to `parts` when people have the outcome as a
 * ratio of two means. */
enum hinge_status hinge_planned_ratio(struct hinge_results_reader *results,
                                      struct hinge_table *table, const char *outcome, json_t *parts,
                                      struct hinge_error *error);

/* The request's ratios: of the plan's outcomes, in the phases that their columns say,
 * and of the same at matched depth. */
enum hinge_status hinge_planned_ratios(struct hinge_planned_source *source, const json_t *plan,
                                       struct hinge_stats_request *request,
                                       struct hinge_error *error);

#endif
