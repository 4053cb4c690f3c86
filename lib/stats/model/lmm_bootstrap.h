/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bootstrap of a linear mixed model: parametric (outcomes simulated from the fit) or of
 * cases (people drawn with replacement). */
#ifndef HINGE_STATS_MODEL_LMM_BOOTSTRAP_H
#define HINGE_STATS_MODEL_LMM_BOOTSTRAP_H

#include "stats/model/lmm.h"

#include <hinge/progress.h>

struct hinge_lmm_bootstrap_task {
    size_t replicates;
    uint64_t seed; /* stream 3, replicate from 0: per group and level its columns, then
                      one normal per row */
    double level;
    int threads;                           /* never changes a number */
    const struct hinge_progress *progress; /* may be NULL */
};

/* Percentile intervals (type 7 quantiles) of the parameters in the order: p
 * coefficients, sigma, then per group its standard deviations and its correlations (1
 * 0), (2 0), (2 1), … of all pairs of its columns. `failed` counts the refits that did
 * not converge, which are left out. */
struct hinge_lmm_bootstrap {
    size_t n, failed;
    double *low, *high;
    double *memory;
};

/* Number of parameters in that order. */
size_t hinge_lmm_parameters(const struct hinge_lmm *lmm);

/* Values of the parameters in that order; NaN for undefined correlations. */
void hinge_lmm_parameter_values(const struct hinge_lmm *lmm,
                                const struct hinge_lmm_fit *fit, double *out);

/* Errors: NOMEM, INPUT E_NO_CONVERGE (fewer than half of the refits converged).
 * hinge_lmm_bootstrap_clear when done, also after an error. */
enum hinge_status hinge_lmm_bootstrap(const struct hinge_lmm *lmm,
                                      const struct hinge_lmm_fit *fit,
                                      const struct hinge_lmm_bootstrap_task *task,
                                      struct hinge_lmm_bootstrap *out,
                                      struct hinge_error *error);

/* Case bootstrap: whole levels of the grouping column `unit` of the formula are drawn,
 * with all their rows, and are new people each time (so are units inside them). stream
 * 2, one bounded draw per level. A replicate that lacks a column counts as failed. y
 * belongs to the rows of the model's data. Errors: as above; USAGE E_OPTION (unit
 * groups nothing). */
enum hinge_status hinge_lmm_case_bootstrap(const struct hinge_lmm *lmm,
                                           const struct hinge_lmm_fit *fit,
                                           const double *y, const char *unit,
                                           const struct hinge_lmm_bootstrap_task *task,
                                           struct hinge_lmm_bootstrap *out,
                                           struct hinge_error *error);

/* Percentiles of replicates x n values (NaN: undefined) into out, for the two above. */
enum hinge_status hinge_lmm_bootstrap_summarise(
    const double *values, size_t n, const struct hinge_lmm_bootstrap_task *task,
    struct hinge_lmm_bootstrap *out, struct hinge_error *error);
void hinge_lmm_bootstrap_clear(struct hinge_lmm_bootstrap *bootstrap);

#endif
