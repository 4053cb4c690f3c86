/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waveform tests in the document: the permutation of the largest value, its clusters.
 */
#ifndef HINGE_STATS_WAVE_WAVE_REPORT_H
#define HINGE_STATS_WAVE_WAVE_REPORT_H

#include "stats/wave/field.h"
#include "stats/wave/maxt.h"

/* A statistic along nodes, NaN where there is none, of so many people. */
struct hinge_wave_nodes {
    const double *statistic;
    size_t nodes, people;
    bool two_sided;
};

/* Writes p of each node, n_perm, method, threshold, p_max, p_min and the clusters whose
 * p is at most alpha; W_P_FLOOR when no data of so many people could have such a p. */
void hinge_put_wave_permutation(struct hinge_analysis *analysis, json_t *object,
                                const struct hinge_wave_nodes *nodes,
                                const struct hinge_wave_permutation *result);

/* t or F of the wave along its nodes, and `permutation` with cluster_mass if asked for.
 */
enum hinge_status hinge_put_wave_test(struct hinge_analysis *analysis, json_t *results,
                                      const struct hinge_wave *wave,
                                      struct hinge_wave_permutation *result,
                                      struct hinge_error *error);

/* Writes rft: the same by random field theory; null of unequal variances. */
void hinge_put_wave_field(struct hinge_analysis *analysis, const struct hinge_wave *wave);

/* Appends a cluster to a list. */
void hinge_put_wave_cluster(struct hinge_analysis *analysis, json_t *list,
                            const struct hinge_cluster *cluster, double p);

#endif
