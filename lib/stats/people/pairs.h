/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Participants under conditions: complete rows of a participants x conditions matrix.
 */
#ifndef HINGE_STATS_PEOPLE_PAIRS_H
#define HINGE_STATS_PEOPLE_PAIRS_H

#include "stats/people/aggregate.h"

struct hinge_pairs {
    struct hinge_sample sample; /* factor[0] is the condition */
    struct hinge_cells cells;
    size_t n, k;            /* complete participants, conditions */
    double *value;          /* [i * k + condition] */
    uint32_t *who;          /* participant code */
    bool repeated;          /* some participant has more than one row in a condition */
    uint32_t first, second; /* conditions of a two-condition effect: first - second */
};

/* Gathers outcome (binary or number) by the condition option; incomplete participants
 * are left out with W_INCOMPLETE_PAIRS. E_ONE_LEVEL, E_TOO_FEW (< 2 complete). */
enum hinge_status hinge_pairs_gather(struct hinge_analysis *analysis, bool binary,
                                     struct hinge_pairs *pairs, struct hinge_error *error);

#endif
