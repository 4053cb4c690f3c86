/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the least criterion of a mixed model is searched: each block's template in
 * columns of its own that do not depend on how its factors are coded (every coding of
 * the same effects gives the same columns), without bounds (only T T' matters, so that
 * signs are free). For the lmm_*.c files only; the caller owns the space. */
#ifndef HINGE_STATS_MODEL_LMM_SPACE_H
#define HINGE_STATS_MODEL_LMM_SPACE_H

#include "stats/model/lmm_inside.h"
#include "stats/model/minimum.h"

/* Templates as given = basis x template searched, block by block. */
struct hinge_lmm_space {
    struct hinge_lmm *lmm;
    bool reml;
    struct hinge_minimum_problem problem;
    double *basis;        /* k x k per block */
    double *inverse;      /* its inverse */
    double *trial, *best; /* n_theta values each, for who searches */
    double *memory;
};

/* Errors: NOMEM. Its memory is freed by the caller, also after an error. */
enum hinge_status hinge_lmm_space_open(struct hinge_lmm_space *space,
                                       struct hinge_lmm *lmm, bool reml,
                                       struct hinge_error *error);

/* Rows of lower (k x k) span what those of a (k x k) do: L L' = A A'. A direction that
 * is new in row i goes to column i, or, `compact`, to the first free one, so that the
 * columns that do not vary are whole and last. */
void hinge_lmm_space_lower(const double *a, size_t k, bool compact, double *lower);

/* theta of one block to a lower triangle and back; the place after it. */
const double *hinge_lmm_space_unpack(const double *theta, size_t k, double *t);
double *hinge_lmm_space_pack(const double *t, size_t k, double *theta);

/* theta of all blocks with matrix x template for every template. */
void hinge_lmm_space_convert(const struct hinge_effects *effects, const double *matrix,
                             bool compact, const double *from, double *to);

/* The criterion at theta of the space; context is the space. */
double hinge_lmm_space_value(const double *theta, void *context);

#endif
