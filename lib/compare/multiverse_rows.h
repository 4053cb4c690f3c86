/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the analyses of a multiverse. */
#ifndef HINGE_COMPARE_MULTIVERSE_ROWS_H
#define HINGE_COMPARE_MULTIVERSE_ROWS_H

#include "compare/multiverse_grid.h"

/* Adds rows to a table that has their columns and one per choice of the grid, in which
 * the options of their combination stand. NOMEM. */
enum hinge_status hinge_multiverse_append(struct hinge_table *table,
                                          const struct hinge_analysis_grid *grid,
                                          const size_t *option,
                                          const struct hinge_table *rows,
                                          struct hinge_error *error);

/* Whether an analysis says of the outcome what the declared one says: the same
 * repetitions, usable alike, with the same values (and parts of a ratio). */
bool hinge_multiverse_same(const struct hinge_stats_request *request,
                           const struct hinge_table *declared,
                           const struct hinge_table *rows);

#endif
