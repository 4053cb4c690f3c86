/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permutation and sign-flip tests over participants. Monte Carlo draws are those of
 * STATS section 10 (stream 1): the counts do not depend on the number of threads. */
#ifndef HINGE_STATS_NUMBERS_PERMUTATIONS_H
#define HINGE_STATS_NUMBERS_PERMUTATIONS_H

#include "stats/numbers/distributions.h"
#include "stats/run/calls.h"

/* What the option permutation makes of `ways` relabellings: whether all, up to `automatic` where it
 * gives no number, and how many. E_PERM_LIMIT when all are more than 2e7. */
bool hinge_relabellings(struct hinge_analysis *analysis, double ways, double automatic, bool *exact,
                        double *total);

struct hinge_permutation {
    bool done;  /* false when the option says none */
    bool exact; /* every relabelling, identity included */
    double n_perm, count[2], p[2];
};

/* Puts the k-th p of a test as a row; nothing if none was asked for. p_min, the smallest that it
 * can be, is that of an exact one. */
void hinge_add_permutation(json_t *parent, const char *key, const struct hinge_permutation *result,
                           int k, double p_min);

/* Two groups z[0..n1) and z[n1..n): [0] Welch's t, [1] difference of means. */
bool hinge_permute_groups(struct hinge_analysis *analysis, const double *z, size_t n1, size_t n,
                          struct hinge_permutation *result);

/* Mean of d under sign flips, in [0]; option `permutation`: exact up to 2^20. */
bool hinge_flip_signs(struct hinge_analysis *analysis, const double *d, size_t n,
                      struct hinge_permutation *result);

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

/* --- What the permutation tests share: chunks of relabellings are counted in parallel,
 * each relabelling by its number alone, so the counts do not depend on the threads.
 * Every test has its own statistics and relabels in its own way. --- */
enum { HINGE_RELABELLING_CHUNK = 2048 };
#define HINGE_EXACT_AUTO 2e6 /* relabellings up to which `auto` takes all */

struct hinge_relabelling {
    uint64_t seed;
    bool exact;
    double total; /* relabellings */
    enum hinge_alternative alternative;
    double observed[2]; /* the run floors them for ties, turned to "large is extreme" */
    double (*count)[2]; /* per chunk */
};

/* --- Permutation tests of several groups by F. Option `permutation`; large F is extreme. --- */
/* Groups z of size[0], size[1], …, one after the other, each of 2 or more: [0] Welch's
 * F (Welch 1951), [1] the classical F. Groups that a relabelling leaves without
 * variance weigh in Welch's F as if they had 1e-12 of that of all values. */
bool hinge_permute_several(struct hinge_analysis *analysis, const double *z, const size_t *size,
                           size_t groups, struct hinge_permutation *result);

/* --- Percentile intervals by resampling people, where a person has several rows and no
 * formula holds; by counter (stream 2): the same for any number of threads. --- */
/* A statistic of the resampled people index[0..n). NaN when undefined. `scratch` holds
 * scratch_size doubles for it alone. */
typedef double (*hinge_bootstrap_statistic)(const void *context, const uint32_t *index, size_t n,
                                            double *scratch);

struct hinge_bootstrap_task {
    hinge_bootstrap_statistic statistic;
    const void *context;
    size_t people, scratch_size;
};

/* At the run's level, from as many resamples as the option bootstrap says; those without
 * a value are left out. NaN of fewer than 3 people (W_SMALL_N). */
bool hinge_bootstrap_interval(struct hinge_analysis *analysis,
                              const struct hinge_bootstrap_task *task,
                              struct hinge_interval *interval);

/* Rows of person p: order[start[p]..start[p + 1]). */
struct hinge_people_rows {
    size_t *order, *start, people; /* who has a row */
};

/* who[i] < people is whose row i is. */
void hinge_people_rows_make(struct hinge_analysis *analysis, const uint32_t *who, size_t rows,
                            size_t people, struct hinge_people_rows *of);

#endif
