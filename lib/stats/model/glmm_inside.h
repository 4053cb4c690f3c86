/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of struct hinge_glmm, for the glmm_*.c files only. */
#ifndef HINGE_STATS_MODEL_GLMM_INSIDE_H
#define HINGE_STATS_MODEL_GLMM_INSIDE_H

#include "stats/model/glmm.h"

enum { HINGE_GLMM_CHUNK = 64 }; /* levels whose sums are added up together */

/* Collapsed rows sorted by level: those of level i are start[i] .. start[i + 1] - 1. */
struct hinge_glmm {
    const struct hinge_design *design;
    const struct hinge_effects *effects;
    enum hinge_link link;
    size_t p, k, n_theta, levels, n;
    size_t most; /* rows of the largest level */
    size_t *start;
    double *x, *z; /* n x p, n x k, row-major */
    double *y, *m;
    double *mode;    /* levels x k: where the last evaluation ended */
    double constant; /* -2 sum of ln binomial coefficients (counts as data only) */
    size_t nodes;
    double node[HINGE_GLMM_NODES], log_weight[HINGE_GLMM_NODES];
    int threads;
    struct hinge_watch *watch; /* may be NULL */
    double *slots;             /* per chunk: deviance and gradient */
    size_t chunks;
    double *glm_beta; /* p: coefficients without random effects */
};

/* A level's rows and the scratch to work on it. */
struct hinge_glmm_level {
    size_t n;
    const double *x, *z, *y, *m, *offset; /* offset: X b of its rows */
    double *mode;
    struct hinge_binary_point *point; /* n */
    double *eta;                      /* n */
};

/* Adds -2 log likelihood of one level at template t (k x k) to *deviance and, when
 * gradient is not NULL, its slopes in (theta, beta) to gradient. */
void hinge_glmm_level_add(const struct hinge_glmm *glmm, struct hinge_glmm_level *level,
                          const double *t, double *deviance, double *gradient);

#endif
