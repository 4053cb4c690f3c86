/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Percentile intervals by resampling people, where a person has several rows and no
 * formula holds; by counter (stream 2): the same for any number of threads. */
#ifndef HINGE_STATS_RESAMPLING_BOOTSTRAP_H
#define HINGE_STATS_RESAMPLING_BOOTSTRAP_H

#include "stats/probability/distribution.h"
#include "stats/run/analysis.h"

/* A statistic of the resampled people index[0..n). NaN when undefined. `scratch` holds
 * scratch_size doubles for it alone. */
typedef double (*hinge_bootstrap_statistic)(const void *context, const uint32_t *index, size_t n,
                                            double *scratch);

struct hinge_bootstrap_task {
    hinge_bootstrap_statistic statistic;
    const void *context;
    size_t people, scratch_size;
};

/* At the run's level, from as many resamples as the option bootstrap says; those without
 * a value are left out. NaN of fewer than 3 people (W_SMALL_N). */
enum hinge_status hinge_bootstrap_interval(struct hinge_analysis *analysis,
                                           const struct hinge_bootstrap_task *task,
                                           struct hinge_interval *interval,
                                           struct hinge_error *error);

/* Rows of person p: order[start[p]..start[p + 1]). */
struct hinge_people_rows {
    size_t *order, *start, people; /* who has a row */
};

/* who[i] < people is whose row i is. */
enum hinge_status hinge_people_rows_make(struct hinge_analysis *analysis, const uint32_t *who,
                                         size_t rows, size_t people, struct hinge_people_rows *of,
                                         struct hinge_error *error);

#endif
