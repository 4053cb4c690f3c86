/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells: the combinations of levels of some factors, first factor slowest. */
#ifndef HINGE_STATS_PEOPLE_FACTOR_CELLS_H
#define HINGE_STATS_PEOPLE_FACTOR_CELLS_H

#include "stats/people/sample.h"

struct hinge_cell_set {
    size_t n;            /* all combinations, with rows or not */
    const char **name;   /* "group=trained;cond=cue"; "all" when there is no factor */
    uint32_t *of_row;    /* per row of the sample (n_rows); HINGE_NO_LEVEL when missing */
    size_t *rows, *used; /* per cell: rows after the filter, and those with all values */
};

/* Cells of the sample's factors [from, from + n_factors). */
enum hinge_status hinge_cell_set_make(struct hinge_analysis *analysis,
                                      const struct hinge_sample *sample, size_t from,
                                      size_t n_factors, struct hinge_cell_set *set,
                                      struct hinge_error *error);

#endif
