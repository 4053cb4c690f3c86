/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of planned outcomes: cues and groups. */
#ifndef HINGE_REPORT_PLANNED_TABLES_H
#define HINGE_REPORT_PLANNED_TABLES_H

#include "report/comparison_text.h"

#include <hinge/result.h>

/* Whether a result is of planned outcomes. */
bool hinge_planned_are(const struct hinge_result *result);

/* Fills a zero-initialised table for readers: "outcomes", "faults" (those
 * that somebody showed), "refusals" or "people" of the result, of every stratum.
 */
enum hinge_status hinge_planned_table(const struct hinge_result *result, const char *which,
                                      struct hinge_table *table, struct hinge_error *error);
/* Whether something is in the cell. */
bool hinge_planned_cell(const struct hinge_table *table, size_t column, size_t row);
/* The name of the k-th group; "first" or "second" where strata differ in it. */
const char *hinge_planned_group(const struct hinge_result *result, int k);
/* Level of its intervals, in percent. */
double hinge_planned_level(const struct hinge_result *result);
/* The title of one of them in a page: "All outcomes of the groups". */
const char *hinge_planned_title(const char *which, const char *analysis);
/* All of them, each under its title, into the output; briefly the outcomes that an
 * answer needs, or the first that has rows. Returns how many are left. */
size_t hinge_planned_print(struct hinge_comparison_output *out, const struct hinge_result *result);

#endif
