/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waveform statistics and their largest value under relabelling of participants
 * (Nichols & Holmes 2002). Curves are scaled once so that a relabelling only costs
 * sums. */
#ifndef HINGE_STATS_CURVES_MAXT_H
#define HINGE_STATS_CURVES_MAXT_H

#include "stats/run/calls.h"

enum hinge_wave_design {
    HINGE_WAVE_TWO_SAMPLE,
    HINGE_WAVE_WELCH,
    HINGE_WAVE_SIGNED,     /* Welch's t; groups may differ in spread, so nobody is relabelled */
    HINGE_WAVE_ONE_SAMPLE, /* differences, for pairs */
    HINGE_WAVE_ANOVA
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

/* Whether the statistic is an F, not a t. */
bool hinge_wave_is_f(const struct hinge_wave *wave);

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

#endif
