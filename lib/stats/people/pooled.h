/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions that are averaged over. */
#ifndef HINGE_STATS_PEOPLE_POOLED_H
#define HINGE_STATS_PEOPLE_POOLED_H

#include "stats/people/sample.h"

/* Warns (W_POOLED) of every column of conditions (task, cue, session, condition, cond)
 * that is no factor of the sample and has several levels in what becomes one value:
 * says which levels, how they are weighted, and, when people differ in which they have,
 * how many have each: a difference may then be one of conditions. cell is per used row
 * (NULL: one cell). */
enum hinge_status hinge_pooled_warn(struct hinge_analysis *analysis,
                                    const struct hinge_sample *sample, const uint32_t *cell,
                                    size_t n_cells, struct hinge_error *error);

/* E_MIXED_ROWS when a column of conditions has several levels within a participant's
 * cell, for analyses of measurement error, which a mixture of conditions has not. */
enum hinge_status hinge_pooled_refuse(struct hinge_analysis *analysis,
                                      const struct hinge_sample *sample, const uint32_t *cell,
                                      size_t n_cells, struct hinge_error *error);

#endif
