/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is compared, while its request is completed; ratings of bends (ratings-RATER.csv of
 * hinge-view
 * --rate-as) beside the repetitions of a results file. */
#pragma once

#include "people/people.h"
#include "store/store.h"

#include <hinge/stats.h>
#include <jansson.h>

/* A request, its table, and what of the results was read for it. The first failure stays. */
struct hinge_comparison {
    struct hinge_stats_request *request;
    const struct hinge_analysis_kind *kind; /* NULL: none of that name, which the run refuses */
    struct hinge_results_reader *reader;    /* NULL: the table is a CSV */
    struct hinge_table *table;
    struct hinge_filter filter;            /* the option, read once; of known rows no condition */
    struct hinge_table faults, parameters; /* of the results */
    struct hinge_arena arena;
    enum hinge_status status;
    struct hinge_error *error;
};

/* Keeps the first failure. Returns whether nothing has failed. */
bool hinge_comparison_take(struct hinge_comparison *comparison, enum hinge_status status);
/* A text among the options, NULL if it is not given. */
const char *hinge_comparison_text(const struct hinge_comparison *comparison, const char *option);
bool hinge_comparison_set(struct hinge_comparison *comparison, const char *option,
                          const char *text);

/* Makes numbers of the option mdc, which may have units ("5%", "y=5deg"), once the table has the
 * outcomes. USAGE: hinge_amount_read. */
bool hinge_comparison_amounts(struct hinge_comparison *comparison);

/* Whether the analysis needs a plan (cues, groups, detectable). */
bool hinge_planned_is_needed(const struct hinge_comparison *comparison);

/* Sets the request's plan and its condition and group columns. Adds the columns of the plan to the
 * table: metrics of other phases as "<metric>@<phase>", severities of faults, distances from a
 * target. Of a CSV its own columns are used. A plan in the request stays. */
bool hinge_planned_make(struct hinge_comparison *comparison);

/* A person's value of some metrics is a ratio of two means, not a mean of ratios (method 6.1): adds
 * "outcome": [above, below, least] to `parts`, the option `ratios`, if the outcome is one: the
 * columns of numerator and denominator, and the least denominator. The shares of a bin get these
 * two columns in the table. */
bool hinge_planned_ratio(struct hinge_comparison *comparison, const char *outcome, json_t *parts);

/* Adds text columns "rating:<fault>" and "rating2:<fault>" to the table of repetitions, for each
 * rated fault: answers of the first and the second file (paths, n 1 or 2), of one file the first
 * and the second answer. Errors: USAGE for another number of files; INPUT for a file, and for a row
 * that fits no repetition, or several, or is of another rater. */
enum hinge_status hinge_ratings_join(const char *const *path, size_t n, struct hinge_table *table,
                                     struct hinge_error *error);
