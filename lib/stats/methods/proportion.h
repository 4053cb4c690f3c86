/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Proportions of repetitions that sit in participants. */
#ifndef HINGE_STATS_PARTS_PROPORTION_H
#define HINGE_STATS_PARTS_PROPORTION_H

#include "stats/methods/distribution.h"

/* Ratio estimator (Cochran 1977): k participants, participant i with y[i] of m[i]. What
 * one participant cannot tell is NaN. */
struct hinge_proportion {
    size_t k;
    double reps, faults, prop;
    double se, ci_low, ci_high; /* clustered, t with k - 1; not clipped */
    double deff, n_eff;
    struct hinge_interval wilson_eff, wilson_naive;
    double mean, mean_se;              /* of the participants' own proportions */
    struct hinge_interval wilson_mean; /* Wilson of mean, n from mean_se */
};

struct hinge_proportion hinge_clustered_proportion(const double *y, const double *m,
                                                   size_t k, double level);

/* Writes every member under the names of STATS 2.2. */
void hinge_put_proportion(struct hinge_analysis *analysis, json_t *object,
                          const struct hinge_proportion *proportion);

#endif
