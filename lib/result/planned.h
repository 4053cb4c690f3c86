/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planned outcomes of a document (cues, groups) as values. */
#ifndef HINGE_RESULT_PLANNED_H
#define HINGE_RESULT_PLANNED_H

#include "result/result.h"

/* Fills planned[] and cue[] of a result; titles are those of the request's plan, else
 * the outcome's id in words. Nothing for other analyses. NOMEM. */
enum hinge_status hinge_result_planned(struct hinge_result *result,
                                       struct hinge_error *error);

/* The first planned outcome in a role, of a cue where that isn't NULL; NULL: none. */
const struct hinge_planned_outcome *
hinge_planned_find(const struct hinge_result *result, const char *stratum,
                   const char *cue, const char *role);
bool hinge_planned_is(const struct hinge_planned_outcome *row, const char *role);
/* The result with the rows alone that an answer needs: planned outcomes, and of the
 * exploratory ones the few that differ most after correction. Returns these rows, which
 * the caller frees; NULL: no memory. */
struct hinge_planned_outcome *hinge_planned_main(const struct hinge_result *result,
                                                 struct hinge_result *part);

#endif
