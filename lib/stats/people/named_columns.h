/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns of the table an analysis takes, from its options. */
#ifndef HINGE_STATS_PEOPLE_NAMED_COLUMNS_H
#define HINGE_STATS_PEOPLE_NAMED_COLUMNS_H

#include "stats/run/analysis.h"

enum { HINGE_MAX_FACTORS = 16, HINGE_MAX_NUMBERS = 16 };

/* Begin with {.error = error}. Names may be NULL for "not used". */
struct hinge_columns {
    const char *participant; /* NULL: each row is its own participant */
    const char *trial;
    const char *weight;
    const char *factor[HINGE_MAX_FACTORS];
    size_t n_factors;
    const char *number[HINGE_MAX_NUMBERS]; /* outcome first */
    bool binary[HINGE_MAX_NUMBERS];        /* 0/1, true/false, yes/no, pass/fail */
    size_t n_numbers;
    const char *pair_of;      /* factor whose levels are limited to the `order` option */
    const char *constant;     /* factor of groups: nobody is in two of its levels, also in
                                 rows that `order` leaves out; NULL: none */
    enum hinge_status status; /* the first failure sticks: hinge_sample_gather ends so */
    struct hinge_error *error;
};

/* The next number, or factor, is the column that the option names; E_OPTION without it.
 */
void hinge_columns_number(struct hinge_analysis *analysis, struct hinge_columns *columns,
                          const char *option);
void hinge_columns_factor(struct hinge_analysis *analysis, struct hinge_columns *columns,
                          const char *option);
/* Whom a row is of, unless that is known already; as hinge_sample_participant. */
void hinge_columns_participant(struct hinge_analysis *analysis, struct hinge_columns *columns);
/* The columns of the `by` option are factors. */
void hinge_columns_by(struct hinge_analysis *analysis, struct hinge_columns *columns);
/* What the aggregate option needs, after the outcome: trial, weight, numerator,
 * denominator. */
void hinge_columns_means(struct hinge_analysis *analysis, struct hinge_columns *columns);
/* The two columns whose means make the outcome, a ratio; NULL when it is none. */
const json_t *hinge_columns_ratio(const struct hinge_analysis *analysis);

/* The participant column to use: the option, else "participant" when the table has one.
 * Without either *name is NULL, each row stands for itself, and an analysis that needs
 * the column ends with E_OPTION. */
enum hinge_status hinge_sample_participant(struct hinge_analysis *analysis, const char **name,
                                           struct hinge_error *error);

#endif
