/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a person's rows become one value: the option `aggregate`, and of nested rows
 * `ratios` (of two means) and `circular` (directions). */
#ifndef HINGE_STATS_PEOPLE_WAYS_H
#define HINGE_STATS_PEOPLE_WAYS_H

#include "stats/people/sample.h"

/* The rows of one person and cell, at least one. */
struct hinge_rows {
    const struct hinge_sample *sample;
    const size_t *at;           /* used-row positions */
    size_t n, which;            /* number of the sample */
    double *scratch, *scratch2; /* n each */
    double least;               /* mean below that a ratio needs */
};

typedef double hinge_way(const struct hinge_rows *rows);

/* The way of the outcome, or of a covariate, which is always a mean; *least for rows.
 */
hinge_way *hinge_way_of(const struct hinge_analysis *analysis, bool outcome,
                        double *least);

/* The entry of `ratios` for the outcome when rows are nested, NULL when there is none.
 */
const json_t *hinge_ratio_of(const struct hinge_analysis *analysis);

/* Whether numbers 1 and 2 of the plan are the parts of a ratio. */
bool hinge_way_is_ratio(const struct hinge_analysis *analysis);

#endif
