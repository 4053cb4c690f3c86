/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of two methods as pairs: the levels of the column `method`, named by `order`.
 */
#ifndef HINGE_STATS_AGREEMENT_METHOD_PAIRS_H
#define HINGE_STATS_AGREEMENT_METHOD_PAIRS_H

#include "stats/people/aggregate.h"

/* Everything is in the run's memory. */
struct hinge_method_pairs {
    struct hinge_sample sample;
    size_t n;
    double *first, *second; /* values of the pairs */
    uint32_t *who;          /* participant code of each */
    const char *first_name, *second_name;
    uint32_t first_level;     /* of sample.factor[0] */
    struct hinge_cells cells; /* participant x method; not with `repeated` */
};

/* Gathers outcome by method. A participant's rows become one pair of aggregated values;
 * with `repeated` rows of one repetition (columns rep and trial) are a pair. Those who
 * lack a method are left out with W_INCOMPLETE_PAIRS. E_ONE_LEVEL, E_TOO_MANY_LEVELS;
 * E_OPTION when a repetition has two rows of a method. */
enum hinge_status hinge_method_pairs_read(struct hinge_analysis *analysis, bool repeated,
                                          struct hinge_method_pairs *pairs,
                                          struct hinge_error *error);

#endif
