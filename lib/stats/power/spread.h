/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the values of people vary by: people, their repetitions, and the errors of
 * measurement of their recordings. */
#ifndef HINGE_STATS_POWER_SPREAD_H
#define HINGE_STATS_POWER_SPREAD_H

#include "stats/run/analysis.h"

/* What is known of the rows of the table before any value is gathered. */
struct hinge_spread_rows {
    size_t rows, people, draws, reps; /* draws of errors; the most repetitions */
    uint32_t *draw;                   /* per row; 0: as recorded */
    uint32_t *rep;                    /* per row: its place in its recording */
    uint32_t *person;                 /* per row; UINT32_MAX nobody */
    uint32_t *reps_of;                /* per person: most repetitions in a recording */
    bool *baseline;                   /* per row: under the baseline, or no condition */
    bool *mask;                       /* of the values being gathered */
};

/* The column of draws is the option error_draw, if it is given. E_NOT_NUMERIC. */
enum hinge_status hinge_spread_rows_find(struct hinge_analysis *analysis,
                                         struct hinge_spread_rows *rows,
                                         struct hinge_error *error);

/* Between whom and what: two groups by their names (NULL, NULL: everybody, as one
 * group), under the baseline; or a change "cue:dowel-none" of everybody. */
struct hinge_spread_of {
    const char *outcome, *change, *first, *second;
};

/* Variances of one value of a person: their sum, within groups, and its parts. NaN what
 * is not known. */
struct hinge_spread {
    size_t n[2]; /* of the groups; [0] of everybody */
    double df, all, people, reps, error;
    char why[1024]; /* there is no spread; "" when there is */
};

/* Fewer than 3 in a group say nothing: spread->why. */
enum hinge_status hinge_spread_find(struct hinge_analysis *analysis,
                                    const struct hinge_spread_rows *rows,
                                    const struct hinge_spread_of *of,
                                    struct hinge_spread *spread,
                                    struct hinge_error *error);

#endif
