/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From rows to people: one value per participant and cell, change scores, groups. */
#ifndef HINGE_STATS_PEOPLE_AGGREGATE_H
#define HINGE_STATS_PEOPLE_AGGREGATE_H

#include "stats/people/left_out.h"

/* value and count are [participant * n_cells + cell]; NaN and 0 where rows are not
 * enough, and where there is none. */
struct hinge_cells {
    size_t n_participants, n_cells;
    double *value;
    uint32_t *count;
    struct hinge_enough enough;
};

/* Aggregates number `which` of the used rows; cell is per used row (NULL: one cell).
 * The way is the option `aggregate`. */
enum hinge_status hinge_aggregate(struct hinge_analysis *analysis,
                                  const struct hinge_sample *sample, size_t which,
                                  const uint32_t *cell, size_t n_cells, struct hinge_cells *cells,
                                  struct hinge_error *error);

/* One value per participant, for comparisons of groups. */
struct hinge_people_wanted {
    bool group; /* the group option is needed */
    bool pair;  /* and limited to `order` */
    const char *covariate[HINGE_MAX_NUMBERS / 2];
    size_t n_covariates;
};

struct hinge_participants {
    struct hinge_sample sample;
    size_t n;
    double *value;
    uint32_t *group; /* level of sample.factor[0], NULL without group */
    uint32_t *who;   /* participant code of the sample */
    double *covariate[HINGE_MAX_NUMBERS / 2];
};

/* Gathers, aggregates, applies `change`; participants in order of first appearance. */
enum hinge_status hinge_people_gather(struct hinge_analysis *analysis,
                                      const struct hinge_people_wanted *wanted,
                                      struct hinge_participants *people, struct hinge_error *error);

/* Values of one group in order; *n their number. NULL when there is no memory. */
double *hinge_people_of(struct hinge_analysis *analysis, const struct hinge_participants *people,
                        uint32_t group, size_t *n);

/* Reports ids of participants that lack a needed condition (W_INCOMPLETE_PAIRS);
 * `lmm`: that it keeps them. */
void hinge_warn_incomplete(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                           const uint32_t *who, size_t n, const char *what, bool lmm);

#endif
