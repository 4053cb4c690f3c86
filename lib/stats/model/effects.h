/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random effects of a formula over data: grouping factors, and blocks (one covariance
 * template each). In: a built design. Out: struct hinge_effects, owned by the caller;
 * its names live in the design's arena. */
#ifndef HINGE_STATS_MODEL_EFFECTS_H
#define HINGE_STATS_MODEL_EFFECTS_H

#include "stats/model/design.h"

enum {
    HINGE_EFFECTS_GROUPS = 3,
    HINGE_EFFECTS_BLOCKS = 32,
    HINGE_EFFECTS_COLUMNS = 32
};

/* A grouping factor; levels without rows do not exist. */
struct hinge_effects_group {
    const char *name;
    size_t levels;
    int32_t *code; /* rows values 0..levels-1 */
    size_t k;      /* columns of all its blocks */
    double *z;     /* rows x k, row-major */
    const char *column_name[HINGE_EFFECTS_COLUMNS];
    double unit[HINGE_EFFECTS_COLUMNS]; /* 1 / root mean square of a column: a deviation
                                           of its effect that matters as much as an
                                           intercept's */
};

/* Columns first..first+k-1 of a group share an unstructured covariance. */
struct hinge_effects_block {
    size_t group, first, k;
};

/* Groups with more levels come first, as lme4; blocks are in order of group. theta
 * holds the lower triangle of each block's template, column by column. */
struct hinge_effects {
    size_t n_groups, n_blocks, n_theta;
    struct hinge_effects_group group[HINGE_EFFECTS_GROUPS];
    struct hinge_effects_block block[HINGE_EFFECTS_BLOCKS];
    bool split_factor;         /* '||' took the dummies of a factor apart */
    const char *nested_label;  /* "trial:participant" when a unit of the inner factor
                                  spans  levels of a fixed factor (NULL: none), */
    const char *nested_factor; /* … which is this one */
};

/* Errors: USAGE E_NO_COLUMN, E_FORMULA (no random term, more than three grouping
 * factors, the same column twice for a group, the intercept of a factor that is fixed);
 * INPUT E_RANDOM_SATURATED, E_ONE_LEVEL; NOMEM. *effects must be cleared afterwards,
 * also after an error. */
enum hinge_status hinge_effects_build(struct hinge_effects *effects,
                                      struct hinge_design *design,
                                      struct hinge_error *error);
void hinge_effects_clear(struct hinge_effects *effects);

/* Position in theta of the diagonal of column j of block b. */
size_t hinge_effects_diagonal(const struct hinge_effects *effects, size_t b, size_t j);

/* True for the elements of theta on a diagonal. */
bool hinge_effects_is_diagonal(const struct hinge_effects *effects, size_t i);

/* Templates of theta: one k x k matrix per group (block-diagonal over its blocks),
 * row-major, group after group, in out (sum of k^2 values). */
void hinge_effects_template(const struct hinge_effects *effects, const double *theta,
                            double *out);

/* Values in the templates of all groups. */
size_t hinge_effects_template_size(const struct hinge_effects *effects);

/* Flips columns so that every diagonal of theta is >= 0 (the covariance stays). */
void hinge_effects_flip(const struct hinge_effects *effects, double *theta);

/* First block that is singular under theta (a diagonal < 1e-4, or the smallest
 * eigenvalue of its relative covariance < 1e-8 of the largest); n_blocks when none is.
 */
size_t hinge_effects_singular(const struct hinge_effects *effects, const double *theta);

#endif
