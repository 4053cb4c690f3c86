/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions that everybody does, in one group or several, along a waveform: F of
 * condition, group and group x condition at every node, and their largest values under
 * relabelling within exchangeability blocks (Winkler et al. 2015). */
#ifndef HINGE_STATS_WAVE_SPLIT_PLOT_H
#define HINGE_STATS_WAVE_SPLIT_PLOT_H

#include "stats/wave/maxt.h"

enum hinge_wave_effect { HINGE_EFFECT_GROUP, HINGE_EFFECT_CONDITION, HINGE_EFFECT_BOTH };

/* Filled by who has the curves; people of group 0 first, then group 1, ... is not
 * needed. */
struct hinge_split_plot {
    size_t n, k, groups, nodes; /* people, conditions */
    double *y;                  /* [(person * k + condition) * nodes + node] */
    uint32_t *group;            /* of each person */
    /* filled by hinge_split_plot_prepare */
    double *centred;                    /* as y: curves less the person's mean curve */
    double *mean;                       /* [person * nodes + node], less the mean of all */
    double *total_centred, *total_mean; /* sums of squares per node */
    double *least;                      /* mean squares below this are rounding */
    size_t *size;                       /* people of each group */
};

enum hinge_status hinge_split_plot_prepare(struct hinge_analysis *analysis,
                                           struct hinge_split_plot *plot,
                                           struct hinge_error *error);

/* Degrees of freedom of an effect. */
void hinge_split_plot_df(const struct hinge_split_plot *plot, enum hinge_wave_effect effect,
                         double *df1, double *df2);

/* F of the data as they are; NaN where only rounding is left. */
enum hinge_status hinge_split_plot_f(struct hinge_analysis *analysis,
                                     const struct hinge_split_plot *plot,
                                     enum hinge_wave_effect effect, double *f,
                                     struct hinge_error *error);

/* Reads the options permutations, n_perm, alpha. Conditions are permuted within each
 * person; for the effects of group whole people change groups, so that the interaction
 * is one of the people's differences between conditions. */
enum hinge_status hinge_split_plot_permute(struct hinge_analysis *analysis,
                                           const struct hinge_split_plot *plot,
                                           enum hinge_wave_effect effect,
                                           struct hinge_wave_permutation *result,
                                           struct hinge_error *error);

#endif
