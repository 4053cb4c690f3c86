/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of people, node by node: gathered, tested, reported. Memory is the analysis' own. */
#pragma once

#include "stats/people/people.h"

/* --- Waveform statistics and their largest value under relabelling of participants
 * (Nichols & Holmes 2002). Curves are scaled once so that a relabelling only costs
 * sums. --- */
enum hinge_wave_design {
    HINGE_WAVE_TWO_SAMPLE,
    HINGE_WAVE_WELCH,
    HINGE_WAVE_SIGNED,     /* Welch's t; groups may differ in spread, so nobody is relabelled */
    HINGE_WAVE_ONE_SAMPLE, /* differences, for pairs */
    HINGE_WAVE_ANOVA       /* F; the others are t */
};

struct hinge_wave {
    enum hinge_wave_design design;
    size_t n, nodes;
    const double *y; /* [curve * nodes + node], group after group */
    size_t n_groups;
    const size_t *group_size;
    bool two_sided;
    /* filled by hinge_wave_statistics */
    double *statistic; /* per node; NaN where there is no variance */
    double *residual;  /* as y */
    bool *valid;       /* per node */
    double df1, df2;   /* F(df1, df2) or t(df2) */
    /* for relabelling */
    double *scaled, *squared; /* as y; squared for Welch, and of signed each group's sum a node */
};

/* The design of two groups by the option variance. */
enum hinge_wave_design hinge_wave_of_two(const struct hinge_analysis *analysis);

/* Fills the wave's statistics. */
void hinge_wave_statistics(struct hinge_analysis *analysis, struct hinge_wave *wave);

struct hinge_wave_permutation {
    bool done, exact;
    bool signs; /* of distances from the group's mean, not labels of people */
    bool few;   /* asked for and not done: fewer than HINGE_LEAST_TESTED people in a group */
    size_t n_perm, n_total;
    double *largest;  /* ascending, n_total of them, the observed one among them */
    double *mass;     /* ascending; NULL unless asked for */
    double threshold; /* at alpha */
    double p_min;     /* smallest p that data of so many people can have */
    double p_floor;   /* the same, also if more are drawn than there are relabellings */
    double forming;   /* height that forms clusters for the mass */
};

/* "exact" or "monte-carlo"; of signs "all-signs" or "random-signs". */
const char *hinge_wave_method(const struct hinge_wave_permutation *permutation);

/* Reads the option permutation: whether to relabel (`done`), and whether by all `ways`
 * (`exact`) or by *n drawn ones. E_OPTION, E_PERM_LIMIT. */
bool hinge_wave_mode(struct hinge_analysis *analysis, double ways, bool *done, bool *exact,
                     size_t *n);

/* Reads the options permutation, alpha, cluster_mass. */
bool hinge_wave_permute(struct hinge_analysis *analysis, const struct hinge_wave *wave,
                        struct hinge_wave_permutation *result);

/* Value of an ascending null distribution that has a share of alpha at or above it. */
double hinge_wave_threshold(const double *ascending, size_t n, double alpha);

/* Share of an ascending null distribution that is at least as large as value. */
double hinge_null_share(const double *ascending, size_t n, double value);

/* Largest cluster mass of a statistic along nodes: sums of |t| - u over runs of one
 * sign. */
double hinge_largest_mass(const double *t, size_t nodes, double u, bool two_sided);

/* --- One-dimensional random field theory (Worsley et al. 1992; Friston et al. 1994), with
 * the conventions of spm1d (Pataky 2012), and clusters of a statistic along nodes. --- */

struct hinge_field_model {
    bool f_field; /* F(df1, df2), else T(df2) */
    double df1, df2;
    double fwhm, resels;
    size_t nodes;
};

/* P(largest of the field >= u), and the u with that probability (NaN when there is
 * none). */
double hinge_field_p(const struct hinge_field_model *model, double u);
double hinge_field_threshold(const struct hinge_field_model *model, double p);

/* A run of nodes at or above a threshold, its ends interpolated to the threshold; p by the
 * method that found it. */
struct hinge_cluster {
    double start, end, extent, height, peak, p;
    size_t peak_node;
    int sign;
};

/* Probability of a cluster of that extent above that height. */
double hinge_cluster_p(const struct hinge_field_model *model, const struct hinge_cluster *cluster,
                       bool two_sided);

/* --- Waveforms: one mean curve per participant and cell from columns n000, n001, ... --- */
struct hinge_curves {
    struct hinge_sample sample;
    size_t nodes, n;
    double *y;      /* [curve * nodes + node] */
    uint32_t *who;  /* participant code; participants in order, cells within them */
    uint32_t *cell; /* of the cells given to hinge_curves_average */
    size_t *trial;  /* code of the curve's trial; without trials each curve is one */
};

/* A used row, or a kept curve: whose it is, and of which trial (its own place where there is none).
 * Compared: by slot, trial and row. */
struct hinge_curve_row {
    size_t slot, trial, row;
};
int hinge_curve_row_compare(const void *a, const void *b);

/* Gathers rows with these factors and covariates; no outcome. */
bool hinge_curves_gather(struct hinge_analysis *analysis, struct hinge_columns *columns,
                         struct hinge_curves *curves);

/* Averages the rows of each participant and cell (cell[used row]; NULL: one cell) node by node:
 * within trials, if the request names their column, then over trials. A curve that has no ends, or
 * misses more than 5 % of its nodes, is excluded with W_MISSING_NODES; other gaps are filled
 * linearly. A participant is excluded without a curve in every cell (`paired`), else without any
 * curve. */
bool hinge_curves_average(struct hinge_analysis *analysis, struct hinge_curves *curves,
                          const uint32_t *cell, size_t n_cells, bool paired);

/* The same without averaging: the curve of every used row, with gaps filled and curves excluded as
 * above; cell is the level of each row (NULL: 0). */
bool hinge_curves_rows(struct hinge_analysis *analysis, struct hinge_curves *curves,
                       const uint32_t *cell);

/* --- Waveform tests in the document: the permutation of the largest value, its clusters. --- */
/* A statistic along nodes (NaN: undefined), and its number of people. */
struct hinge_wave_nodes {
    const double *statistic;
    size_t nodes, people;
    bool two_sided;
};

/* What a permutation found: the smallest p of a node, the clusters whose p is at most alpha. */
struct hinge_wave_found {
    double p_max;
    size_t n_clusters;
    struct hinge_cluster *cluster;
};

/* Writes p of each node, n_perm, method, threshold, p_max, p_min and the clusters;
 * W_P_FLOOR when no data of so many people could have a p of alpha. */
struct hinge_wave_found hinge_add_wave_permutation(struct hinge_analysis *analysis, json_t *object,
                                                   const struct hinge_wave_nodes *nodes,
                                                   const struct hinge_wave_permutation *result);

/* Writes t or F along the nodes, and `permutation` (with cluster_mass if asked for); fills `found`
 * if the permutation was done. */
bool hinge_add_wave_test(struct hinge_analysis *analysis, const struct hinge_wave *wave,
                         struct hinge_wave_permutation *result, struct hinge_wave_found *found);

/* The analysis spm of two levels or of one (designs two-sample, paired, one-sample): where the
 * curves differ. False after a failure. */
bool hinge_curves_differ(struct hinge_analysis *analysis, struct hinge_wave_found *found);

/* Writes and says rft, the same test by random field theory; null for unequal variances. */
void hinge_add_wave_field(struct hinge_analysis *analysis, const struct hinge_wave *wave);

/* --- Pairs of groups or conditions along the curve, after a test of all of them. --- */
/* Makes the wave of a pair, first minus second; its arrays may be reused for the next pair. */
typedef void (*hinge_wave_of_pair)(const void *context, size_t first, size_t second,
                                   struct hinge_wave *wave);

struct hinge_wave_pairs {
    const char *const *level;
    size_t k, nodes;
    hinge_wave_of_pair wave;
    const void *context;
};

/* Writes and says pairs/<first>-<second>: p_max from relabelling the pair (max |t|), p_holm over
 * pairs, and clusters in which the pair differs, with a family-wise error of alpha over all pairs
 * and nodes. These are the clusters above the pair's threshold at alpha / divisor, where divisor is
 * that of Holm; their p is multiplied by it. */
void hinge_add_wave_pairs(struct hinge_analysis *analysis, const struct hinge_wave_pairs *pairs);

/* The same of the groups of a wave, with the option variance. */
void hinge_add_wave_group_pairs(struct hinge_analysis *analysis, const struct hinge_wave *wave,
                                const char *const *level);

/* --- Waveforms under several conditions (rm-anova), also in several groups (mixed). --- */
/* Gathers people with a curve of every condition (others: W_INCOMPLETE_PAIRS) and
 * writes and says /effects; with three conditions or more also /pairs. `groups`: also group and
 * group:condition. */
void hinge_add_wave_effects(struct hinge_analysis *analysis, bool groups);
