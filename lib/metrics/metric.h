/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metrics of a repetition: families, one file of this folder each, a const descriptor
 * hinge_metric_family_<stem> with rows. A metric has a value per phase or NaN with a
 * reason.
 */
#ifndef HINGE_METRICS_METRIC_H
#define HINGE_METRICS_METRIC_H

#include "reps/view.h"

enum {
    HINGE_IN_DESCENT = 1 << HINGE_PHASE_DESCENT,
    HINGE_IN_HOLD = 1 << HINGE_PHASE_HOLD,
    HINGE_IN_ASCENT = 1 << HINGE_PHASE_ASCENT,
    HINGE_IN_REP = 1 << HINGE_PHASE_REP,
    HINGE_OF_TIME = 1 << HINGE_PHASE_COUNT, /* holds for an oblique camera, too */
    /* reads no series but the driver, as recorded and as segmented */
    HINGE_OF_DRIVER = 2 << HINGE_PHASE_COUNT
};

struct hinge_metric {
    const char *id;     /* column name, unit at its end where it has one */
    const char *unit;   /* "deg", "1", "s", "LL" */
    const char *title;  /* for tables and docs */
    const char *source; /* author and year, or what is meant in words */
    int digits;
    unsigned phases;       /* HINGE_IN_… it is defined for; HINGE_OF_… */
    const char *aggregate; /* "mean", "ratio_of_means", "circular" */
};

struct hinge_metric_family {
    const char *id, *title, *details;
    const struct hinge_metric *metric;
    size_t n;
    /* Fills out[m * HINGE_PHASE_COUNT + p] for the family's own metrics; entries arrive
     * as NaN with PHASE_MISSING. Fails only for want of memory. */
    enum hinge_status (*compute)(const struct hinge_rep_view *view, struct hinge_value *out);
};

/* All families, sorted by id (generated). */
const struct hinge_metric_family *const *hinge_metric_family_list(size_t *count);

/* Number of metrics over all families; metric i in registry order; position by id or
 * -1. */
size_t hinge_metric_count(void);
const struct hinge_metric *hinge_metric_at(size_t i);
long hinge_metric_find(const char *id);

/* Every metric of a repetition: values[hinge_metric_count() * HINGE_PHASE_COUNT].
 * NOMEM only. */
enum hinge_status hinge_metrics_compute(const struct hinge_rep_view *view,
                                        struct hinge_value *values);

/* Only families with a value that is wanted[hinge_metric_count() * HINGE_PHASE_COUNT];
 * their other values may be missing, those of other families stay. */
enum hinge_status hinge_metrics_compute_some(const struct hinge_rep_view *view, const bool *wanted,
                                             struct hinge_value *values);

/* Whether a dear value of the family's own metrics is asked for. */
bool hinge_metric_wanted(const struct hinge_rep_view *view, int metric, enum hinge_phase phase);
/* Whether any of the family's metrics first..last is. */
bool hinge_metrics_wanted(const struct hinge_rep_view *view, int first, int last,
                          enum hinge_phase phase);

#endif
