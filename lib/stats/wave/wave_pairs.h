/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs of groups or conditions along the curve, after a test of all of them. */
#ifndef HINGE_STATS_WAVE_WAVE_PAIRS_H
#define HINGE_STATS_WAVE_WAVE_PAIRS_H

#include "stats/wave/maxt.h"

/* The wave of a pair, first minus second; its arrays may be used again for the next. */
typedef void (*hinge_wave_of_pair)(const void *context, size_t first, size_t second,
                                   struct hinge_wave *wave);

struct hinge_wave_pairs {
    const char *const *level;
    size_t k, nodes;
    hinge_wave_of_pair wave;
    const void *context;
};

/* Writes pairs/<first>-<second>: p_max of the pair's own relabelling (max |t|), p_holm
 * over the pairs, and the clusters where the pair differs with the family-wise error of
 * all pairs and nodes at alpha: those beyond the pair's threshold at alpha over Holm's
 * divisor, their p times it. */
enum hinge_status hinge_put_wave_pairs(struct hinge_analysis *analysis,
                                       const struct hinge_wave_pairs *pairs,
                                       struct hinge_error *error);

/* The same of the groups of a wave, with the option variance. */
enum hinge_status hinge_put_wave_group_pairs(struct hinge_analysis *analysis,
                                             const struct hinge_wave *wave,
                                             const char *const *level, struct hinge_error *error);

#endif
