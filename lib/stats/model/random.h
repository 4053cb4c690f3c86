/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random effects of a formula over data: grouping factors, and blocks (one covariance
 * template each). In: a built design. Out: struct hinge_random, owned by the caller;
 * its names live in the design's arena. */
#ifndef HINGE_STATS_MODEL_RANDOM_H
#define HINGE_STATS_MODEL_RANDOM_H

#include "stats/model/design.h"

enum { HINGE_RANDOM_GROUPS = 2, HINGE_RANDOM_BLOCKS = 32, HINGE_RANDOM_COLUMNS = 32 };

/* A grouping factor; levels without rows do not exist. */
struct hinge_random_group {
    const char *name;
    size_t levels;
    int32_t *code; /* rows values 0..levels-1 */
    size_t k;      /* columns of all its blocks */
    double *z;     /* rows x k, row-major */
    const char *column_name[HINGE_RANDOM_COLUMNS];
};

/* Columns first..first+k-1 of a group share an unstructured covariance. */
struct hinge_random_block {
    size_t group, first, k;
};

/* Groups with more levels come first, as lme4; blocks are in order of group. theta
 * holds the lower triangle of each block's template, column by column. */
struct hinge_random {
    size_t n_groups, n_blocks, n_theta;
    struct hinge_random_group group[HINGE_RANDOM_GROUPS];
    struct hinge_random_block block[HINGE_RANDOM_BLOCKS];
    bool split_factor;         /* '||' took the dummies of a factor apart */
    const char *nested_label;  /* "trial:participant" when a unit of the inner factor
                                  spans  levels of a fixed factor (NULL: none), */
    const char *nested_factor; /* … which is this one */
};

/* Errors: USAGE E_NO_COLUMN, E_FORMULA (no random term, more than two grouping factors,
 * the same column twice for a group); INPUT E_RANDOM_SATURATED, E_ONE_LEVEL; NOMEM.
 * *random must be cleared afterwards, also after an error. */
enum hinge_status hinge_random_build(struct hinge_random *random,
                                     struct hinge_design *design,
                                     struct hinge_error *error);
void hinge_random_clear(struct hinge_random *random);

/* Position in theta of the diagonal of column j of block b. */
size_t hinge_random_diagonal(const struct hinge_random *random, size_t b, size_t j);

/* True for the elements of theta on a diagonal. */
bool hinge_random_is_diagonal(const struct hinge_random *random, size_t i);

/* Templates of theta: one k x k matrix per group (block-diagonal over its blocks),
 * row-major, group after group, in out (sum of k^2 values). */
void hinge_random_template(const struct hinge_random *random, const double *theta,
                           double *out);

/* Values in the templates of all groups. */
size_t hinge_random_template_size(const struct hinge_random *random);

/* Flips columns so that every diagonal of theta is >= 0 (the covariance stays). */
void hinge_random_flip(const struct hinge_random *random, double *theta);

/* Standard deviation / sigma of column j of group g and correlation of two columns of
 * it under templates; NaN when a standard deviation is 0. */
double hinge_random_sd(const struct hinge_random *random, const double *templates,
                       size_t g, size_t j);
double hinge_random_corr(const struct hinge_random *random, const double *templates,
                         size_t g, size_t i, size_t j);

/* First block that is singular under theta (a diagonal < 1e-4, or the smallest
 * eigenvalue of its relative covariance < 1e-8 of the largest); n_blocks when none is.
 */
size_t hinge_random_singular(const struct hinge_random *random, const double *theta);

#endif
