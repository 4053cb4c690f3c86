/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bootstrap over participants with BCa and percentile intervals (Efron 1987), by
 * counter (stream 2): the same for any number of threads. */
#ifndef HINGE_STATS_RESAMPLING_BOOTSTRAP_H
#define HINGE_STATS_RESAMPLING_BOOTSTRAP_H

#include "stats/run/analysis.h"

/* A statistic of resampled participants: index[0..n1) are of the first group (or of
 * all), index[n1..n1+n2) of the second, counted within their group. NaN when undefined.
 * `scratch` holds scratch_size doubles for it alone. */
typedef double (*hinge_bootstrap_statistic)(const void *context, const uint32_t *index, size_t n1,
                                            size_t n2, double *scratch);

struct hinge_bootstrap_task {
    hinge_bootstrap_statistic statistic;
    const void *context;
    size_t n1, n2; /* participants; n2 = 0 for one group */
    size_t replicates, scratch_size;
};

/* Undefined members are NaN. */
struct hinge_bootstrap {
    double estimate, se, bca_low, bca_high, pct_low, pct_high, z0, accel;
    size_t undefined; /* replicates that are left out */
};

/* A group of fewer than 3 gives no BCa interval (W_SMALL_N). */
enum hinge_status hinge_bootstrap_run(struct hinge_analysis *analysis,
                                      const struct hinge_bootstrap_task *task,
                                      struct hinge_bootstrap *result, struct hinge_error *error);

/* Writes {estimate, se, bca_low, ...} under key. */
void hinge_bootstrap_report(struct hinge_analysis *analysis, json_t *parent, const char *key,
                            const struct hinge_bootstrap *result, size_t replicates);

/* What bootstrap_of may name; a word NULL ends the list. */
struct hinge_bootstrap_named {
    const char *word, *key; /* of the results */
    hinge_bootstrap_statistic statistic;
};

/* Runs those that bootstrap_of names and writes {estimate, se, bca_low, ...} of each
 * under its key; nothing without the option bootstrap. Statistic and replicates of the
 * task are filled in. E_OPTION for another word. */
enum hinge_status hinge_put_bootstraps(struct hinge_analysis *analysis,
                                       const struct hinge_bootstrap_named *named,
                                       struct hinge_bootstrap_task task, struct hinge_error *error);

#endif
