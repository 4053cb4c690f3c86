/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permutation tests of several groups by F. Option `permutation`; large F is extreme. */
#ifndef HINGE_STATS_RESAMPLING_PERMUTE_SEVERAL_H
#define HINGE_STATS_RESAMPLING_PERMUTE_SEVERAL_H

#include "stats/resampling/permute.h"

/* Groups z of size[0], size[1], …, one after the other, each of 2 or more: [0] Welch's
 * F (Welch 1951), [1] the classical F. Groups that a relabelling leaves without
 * variance weigh in Welch's F as if they had 1e-12 of that of all values. */
enum hinge_status hinge_permute_several(struct hinge_analysis *analysis, const double *z,
                                        const size_t *size, size_t groups,
                                        struct hinge_permutation *result,
                                        struct hinge_error *error);

#endif
