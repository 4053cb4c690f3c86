/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permutation and sign-flip tests over participants. Monte Carlo draws are those of
 * STATS section 10 (stream 1): the counts do not depend on the number of threads. */
#ifndef HINGE_STATS_RESAMPLING_PERMUTE_H
#define HINGE_STATS_RESAMPLING_PERMUTE_H

#include "stats/run/analysis.h"

struct hinge_permutation {
    bool done;  /* false when the option says none */
    bool exact; /* every relabelling, identity included */
    double n_perm, count[2], p[2];
};

/* Two groups z[0..n1) and z[n1..n): [0] Welch's t, [1] difference of means. The mode is
 * the option `permutation`. E_PERM_LIMIT when exact was asked for more than 2e7
 * relabellings. */
enum hinge_status hinge_permute_groups(struct hinge_analysis *analysis, const double *z, size_t n1,
                                       size_t n, struct hinge_permutation *result,
                                       struct hinge_error *error);

/* Mean of d under sign flips, in [0]; option `signflip`: exact up to 2^20. */
enum hinge_status hinge_flip_signs(struct hinge_analysis *analysis, const double *d, size_t n,
                                   struct hinge_permutation *result, struct hinge_error *error);

/* n choose k, exact while below 2^53. */
double hinge_choose(size_t n, size_t k);

/* The subset with index `rank` of the k-subsets of 0..n-1 in lexicographic order, and
 * the one after a given subset (false after the last). */
void hinge_subset_at(double rank, size_t n, size_t k, uint32_t *subset);
bool hinge_subset_next(uint32_t *subset, size_t n, size_t k);

/* Ways to give size[g] people the label g, for all labels (inf when beyond counting).
 */
double hinge_arrangements(const size_t *size, size_t labels);

/* Arrangement number `rank` in lexicographic order: label[i] of each person. `left`
 * comes in as the sizes and is used up. */
void hinge_arrangement_at(double rank, size_t *left, size_t labels, uint32_t *label);

double hinge_factorial(size_t n); /* inf when beyond counting */

/* Relabellings that only exchange groups of one size: the factorials of how many are of
 * each size. They leave every F as it is. */
double hinge_equal_groups(const size_t *size, size_t groups);

/* Permutation number r of 0..k-1 in lexicographic order. */
void hinge_permutation_at(size_t r, size_t k, uint32_t *out);

/* Signs of flips(n): -1 where the bit of the replicate's words is set (STATS 10.2). */
void hinge_flip_pattern(uint64_t seed, unsigned stream, uint64_t replicate, size_t n, double *sign);

/* |t| as compared in permutation counts: at least this, for ties to count. */
double hinge_tie_floor(double t);

#endif
