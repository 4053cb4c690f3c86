/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From rows to specifications: people's values under each option, and their estimates.
 */
#ifndef HINGE_STATS_MULTIVERSE_CELLS_H
#define HINGE_STATS_MULTIVERSE_CELLS_H

#include "stats/multiverse/curve.h"
#include "stats/multiverse/grid.h"

/* Fills a specification for every combination of the grid's options, in order; what is
 * compared is the option `group` or `condition`. Where data give no answer to one, its
 * `why` says so; a failure of the declared one is that of the run. */
enum hinge_status hinge_multiverse_fill(struct hinge_analysis *analysis,
                                        const struct hinge_grid *grid,
                                        struct hinge_curve *curve,
                                        struct hinge_error *error);

#endif
