/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One-dimensional random field theory (Worsley et al. 1992; Friston et al. 1994), with
 * the conventions of spm1d (Pataky 2012), and clusters of a statistic along nodes. */
#ifndef HINGE_STATS_WAVE_FIELD_H
#define HINGE_STATS_WAVE_FIELD_H

#include <stdbool.h>
#include <stddef.h>

struct hinge_field_model {
    bool f_field; /* F(df1, df2), else T(df2) */
    double df1, df2;
    double fwhm, resels;
    size_t nodes;
};

/* Smoothness of residuals r [curve * nodes + node]; nodes that are not `valid` don't
 * count.
 */
void hinge_field_smoothness(struct hinge_field_model *model, const double *r, size_t n,
                            const bool *valid);

/* P(largest of the field >= u), and the u with that probability (NaN when there is
 * none). */
double hinge_field_p(const struct hinge_field_model *model, double u);
double hinge_field_threshold(const struct hinge_field_model *model, double p);

/* A run of nodes at or above a threshold, its ends interpolated to the threshold. */
struct hinge_cluster {
    double start, end, extent, height, peak;
    size_t peak_node;
    int sign;
};

/* Clusters of z >= u and, when two-sided, of -z >= u, left to right; NaN is below. out
 * has room for nodes clusters; returns their number. */
size_t hinge_find_clusters(const double *z, size_t nodes, double u, bool two_sided,
                           struct hinge_cluster *out);

/* Probability of a cluster of that extent above that height. */
double hinge_cluster_p(const struct hinge_field_model *model, const struct hinge_cluster *cluster,
                       bool two_sided);

#endif
