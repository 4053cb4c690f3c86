/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of people that were gathered once, and the specifications made of them. */
#ifndef HINGE_STATS_MULTIVERSE_CELL_H
#define HINGE_STATS_MULTIVERSE_CELL_H

#include "stats/multiverse/curve.h"
#include "stats/people/sample.h"

/* Values of people under one way to gather them. */
struct hinge_people_cell {
    const char *why;
    size_t n, covariates;
    uint32_t *who;
    double *value;
    double *middle; /* conditions: mean of both; groups: value. Blind to the effect */
    double *covariate[HINGE_MAX_NUMBERS / 2];
};

/* Sets out[person] for those beyond the option's limit: of all people together, so that
 * nobody's group or condition decides it (André 2022). `out` has `people` entries. */
enum hinge_status hinge_cell_outliers(struct hinge_analysis *analysis,
                                      const struct hinge_people_cell *cell,
                                      const char *option, bool *out, size_t people,
                                      struct hinge_error *error);

/* The specification of the cell's people but those in `out`. Both NOMEM only. */
enum hinge_status hinge_cell_specify(struct hinge_analysis *analysis,
                                     const struct hinge_curve *curve,
                                     const struct hinge_people_cell *cell,
                                     const bool *out,
                                     struct hinge_specification *specification,
                                     struct hinge_error *error);

#endif
