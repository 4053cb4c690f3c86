/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One analysis within another: many outcomes of one table. */
#ifndef HINGE_STATS_RUN_NESTED_H
#define HINGE_STATS_RUN_NESTED_H

#include "stats/run/analysis.h"

/* What came of it. */
struct hinge_nested {
    json_t *results;  /* without an answer: what is known without one */
    json_t *warnings; /* of the run */
    char why[1024];   /* there is none; "" when there is */
};

/* Runs `statistic` on the analysis' own rows with its request, changed by `change` (an
 * object whose members replace those of the request; null takes one away; taken over).
 * Data that give no answer to this question (no value, too few people, one level) are
 * no failure: nested->why says so. hinge_nested_clear when done. */
enum hinge_status hinge_nested_run(struct hinge_analysis *analysis, const char *statistic,
                                   json_t *change, struct hinge_nested *nested,
                                   struct hinge_error *error);
void hinge_nested_clear(struct hinge_nested *nested);

/* Runs `work`, which need not be a registered analysis, on the rows of `stratum` (NULL:
 * all), with memory of its own. */
enum hinge_status
hinge_nested_work(struct hinge_analysis *analysis, json_t *change, const bool *stratum,
                  enum hinge_status (*work)(struct hinge_analysis *inner, void *context,
                                            struct hinge_error *error),
                  void *context, struct hinge_nested *nested, struct hinge_error *error);

/* A number of the results by its path ("welch/p"), NaN when there is none. */
double hinge_nested_number(const struct hinge_nested *nested, const char *path);

/* Passes on the warnings of a run within the run; `codes` ends with NULL, NULL: all. */
void hinge_nested_warn(struct hinge_analysis *analysis, const struct hinge_nested *nested,
                       const char *const *codes);

#endif
