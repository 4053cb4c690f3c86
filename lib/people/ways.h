/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a person's rows become one value: the option `aggregate`. */
#ifndef HINGE_PEOPLE_WAYS_H
#define HINGE_PEOPLE_WAYS_H

#include <stddef.h>
#include <stdint.h>

/* The rows of one person and cell, at least one. */
struct hinge_rows {
    double *const *number;     /* columns of all rows */
    const double *weight;      /* of all rows; NULL: none */
    const uint32_t *recording; /* of all rows; NULL: none */
    const size_t *at;          /* the person's rows, in order */
    size_t n, which;           /* the column wanted; parts of a ratio are 1 and 2 */
    double *value;             /* n, for working */
    uint32_t *code;            /* n, likewise */
    double least;              /* mean below that a ratio needs */
};

typedef double hinge_way(const struct hinge_rows *rows);

/* mean, nested (of recordings' means), median, max, min, sd, circular, ratio_of_means;
 * NULL for another name. */
hinge_way *hinge_way_named(const char *name);
/* Of nested rows: the ratio of two means, the direction of angles in degrees. */
hinge_way hinge_way_nested_ratio, hinge_way_nested_direction;

#endif
