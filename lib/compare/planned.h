/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planned outcomes: the option `plan` of a request and the columns that it needs. */
#ifndef HINGE_COMPARE_PLANNED_H
#define HINGE_COMPARE_PLANNED_H

#include "metrics/metric.h"
#include "store/store.h"

#include <hinge/compare.h>
#include <hinge/results.h>
#include <jansson.h>

/* Whether the request's analysis needs a plan (cues, groups). */
bool hinge_planned_is_needed(const struct hinge_stats_request *request);

/* Sets the request's plan and its condition and group columns. Adds the columns of the plan to the
 * table: metrics of other phases as "<metric>@<phase>", severities of faults, distances from a
 * target. `results` is the file of the table; NULL: the table is a CSV, and its own columns are
 * used. A plan in the request stays. */
enum hinge_status hinge_planned_make(struct hinge_stats_request *request,
                                     struct hinge_results_reader *results,
                                     struct hinge_table *table, struct hinge_error *error);

/* --- Cues and groups for other parts of the program. --- */
/* What is asked of a results file. A text that is NULL or "" is not given. */
struct hinge_planned_ask {
    const char *results;
    struct hinge_results_reader *opened;
    const struct hinge_label_list *labels;
    const char *filter, *people, *people_split;
    bool people_apart;
    const char *condition, *baseline; /* of cues; condition NULL: the cue */
    const char *first, *second;   /* of groups: effects are first minus second; NULL: every two */
    const char *change;           /* of groups: each person's, "stage:after-before" */
    const char *factor;           /* the column of condition or change, if it has numbers */
    const char *margin, *primary; /* hinge/settings.def */
    json_t *family_p;   /* p of the planned tests of other analyses in one family; NULL: none */
    bool mdc;           /* who changed by more than chance, of each outcome */
    const void *counts; /* a request from its member `by` on: what counts, but its filter */
};
/* Runs the analysis of a request, which is taken over (NULL: USAGE), of the file of `ask`, with its
 * words and what counts. *result is NULL after an error. */
enum hinge_status hinge_planned_run(json_t *json, const struct hinge_planned_ask *ask,
                                    struct hinge_result **result, struct hinge_error *error);
/* Compares cues, else groups; *result is NULL if these data have no answer. Errors: those of
 * reading, USAGE for a text that is not UTF-8. */
enum hinge_status hinge_planned_answer(const struct hinge_planned_ask *ask, bool cues,
                                       struct hinge_result **result, struct hinge_error *error);

/* --- A person's value of some metrics is a ratio of two means, not a mean of ratios (method 6.1):
 * the option `ratios` of a request. --- */
/* Adds "outcome": [above, below, least] to `parts` if the outcome is a ratio of means: the columns
 * of numerator and denominator, and the least denominator. The shares of a bin get these two
 * columns in the table. */
enum hinge_status hinge_planned_ratio(struct hinge_results_reader *results,
                                      struct hinge_table *table, const char *outcome, json_t *parts,
                                      struct hinge_error *error);

#endif
