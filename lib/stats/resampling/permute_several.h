/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permutation tests of several groups by F, alone or adjusted for covariates. Option
 * `permutation`; large F is extreme. */
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

/* F of adding columns to a linear model, by permuting the residuals of the model
 * without them (Freedman & Lane 1983), in [0]. reduced: n x n_reduced with the
 * intercept, added: n x n_added, by columns. All n! orders
 * when exact, which the test still is only nearly: residuals are exchangeable in the
 * limit. Of the reduced columns those that depend on others are left out. Not done
 * (result->done) when an added one does, no degree of freedom is left, or the model
 * without them leaves no residual. */
enum hinge_status hinge_permute_residuals(struct hinge_analysis *analysis, const double *reduced,
                                          size_t n_reduced, const double *added, size_t n_added,
                                          const double *y, size_t n,
                                          struct hinge_permutation *result,
                                          struct hinge_error *error);

#endif
