/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planned outcomes of a document (cues, groups) as values. */
#ifndef HINGE_RESULT_PLANNED_H
#define HINGE_RESULT_PLANNED_H

#include "result/result.h"

/* Fills planned[] and cue[] of a result; titles are those of the request's plan, else
 * the outcome's id in words. Nothing for other analyses. NOMEM. */
void hinge_result_planned(struct hinge_result *result);

/* The first planned outcome in a role, of a cue where that isn't NULL; NULL: none. */
const struct hinge_planned_outcome *hinge_planned_find(const struct hinge_result *result,
                                                       const char *stratum, const char *cue,
                                                       const char *role);
/* hinge_wording_level of a level that the caller calls `own`; NULL: not so. */
const char *hinge_place_words(const char *column, bool groups, const char *level, const char *own,
                              char *buffer, size_t capacity);
/* "with the dowel", "in the trained group" of the k-th level, or of the group whose
 * change is compared; "dowel", "trained". The caller's own words where there are any.
 * Return buffer or a text of the row. */
const char *hinge_level_words(const struct hinge_planned_outcome *row, int k, char *buffer,
                              size_t capacity);
const char *hinge_group_place(const struct hinge_planned_outcome *row, int k, char *buffer,
                              size_t capacity);
const char *hinge_level_name(const struct hinge_planned_outcome *row, int k, char *buffer,
                             size_t capacity);
const char *hinge_group_name(const struct hinge_planned_outcome *row, int k);
/* "without a cue", "with the dowel": the one cue that the request's filter keeps; ""
 * where it keeps any. Returns buffer. */
const char *hinge_planned_where(const struct hinge_result *result, char *buffer, size_t capacity);
bool hinge_planned_is(const struct hinge_planned_outcome *row, const char *role);
/* Whether a row is kept. */
typedef bool hinge_planned_test(const struct hinge_result *result, size_t row);
/* What an answer needs: planned outcomes, and of the exploratory ones the few that
 * differ most after correction. */
bool hinge_planned_main(const struct hinge_result *result, size_t row);
/* The result with those rows alone. Returns these rows, which the caller frees; NULL:
 * no memory. */
struct hinge_planned_outcome *hinge_planned_part(const struct hinge_result *result,
                                                 hinge_planned_test *kept,
                                                 struct hinge_result *part);

#endif
