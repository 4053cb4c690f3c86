/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the values of people vary by. */
#ifndef HINGE_STATS_POWER_SPREAD_H
#define HINGE_STATS_POWER_SPREAD_H

#include "stats/run/analysis.h"

/* What is known of the rows of the table before any value is gathered. */
struct hinge_spread_rows {
    size_t rows, people;
    uint32_t *person; /* per row; UINT32_MAX nobody */
    bool *baseline;   /* per row: under the baseline, or no condition */
    bool *mask;       /* of the values being gathered */
};

enum hinge_status hinge_spread_rows_find(struct hinge_analysis *analysis,
                                         struct hinge_spread_rows *rows, struct hinge_error *error);

/* Between whom and what: two groups by their names (NULL, NULL: everybody, as one
 * group), under the baseline; or a change "cue:dowel-none" of everybody. */
struct hinge_spread_of {
    const char *outcome, *change, *first, *second;
};

/* Variance of one value of a person, within groups. NaN where it is not known. */
struct hinge_spread {
    size_t n[2]; /* of the groups; [0] of everybody */
    double df, all;
    char why[1024]; /* there is no spread; "" when there is */
};

/* Fewer than 3 in a group say nothing: spread->why. */
enum hinge_status hinge_spread_find(struct hinge_analysis *analysis,
                                    const struct hinge_spread_rows *rows,
                                    const struct hinge_spread_of *of, struct hinge_spread *spread,
                                    struct hinge_error *error);

#endif
