/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of levels that share rows. Levels of different sets do not touch each other, so
 * that what sums over rows can go set by set. For the files of the mixed model. */
#ifndef HINGE_STATS_MODEL_LMM_SETS_H
#define HINGE_STATS_MODEL_LMM_SETS_H

#include "stats/model/lmm_inside.h"

/* Levels of all groups as nodes, group after group; a set is what rows connect. Sets
 * are in order of their first nodes. */
struct hinge_lmm_sets {
    size_t n_nodes, n;
    size_t *set;   /* per node: its set; while joining, its parent */
    size_t *place; /* per node: its first column within the set */
    size_t *size;  /* per set: columns */
    size_t *start; /* n + 1: rows of each set in `order` */
    size_t *order;
    size_t *node_start, *node; /* n + 1: nodes of each set, group by group */
    size_t most;               /* columns of the largest set */
    size_t *memory;
};

/* Errors: NOMEM. hinge_lmm_sets_clear when done, also after an error. */
enum hinge_status hinge_lmm_sets_find(const struct hinge_lmm *lmm,
                                      struct hinge_lmm_sets *sets,
                                      struct hinge_error *error);
void hinge_lmm_sets_clear(struct hinge_lmm_sets *sets);

/* The node of a group's first level. */
size_t hinge_lmm_first_node(const struct hinge_effects *effects, size_t g);

#endif
