/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of a results file that a plan names, brought into one table. */
#ifndef HINGE_COMPARE_PLANNED_COLUMNS_H
#define HINGE_COMPARE_PLANNED_COLUMNS_H

#include "metrics/metric.h"
#include "store/store.h"

#include <hinge/results.h>

enum { HINGE_PLANNED_KNOWN = 128 };

struct hinge_planned_source {
    const char *phase; /* that the table's metrics are of */
    bool include_inferred;
    struct hinge_table *table;
    struct hinge_results_reader *reader; /* the caller's; NULL: a CSV */
    struct hinge_table metrics, faults;  /* that they have */
    size_t n_known;
    struct {
        size_t column;
        const char *id, *phase;
    } known[HINGE_PLANNED_KNOWN]; /* columns whose reasons are wanted */
};

void hinge_planned_source_clear(struct hinge_planned_source *source);

/* The table's column of a metric in a phase, read when it is not there;
 * SIZE_MAX when the results have no such metric. */
enum hinge_status hinge_planned_metric(struct hinge_planned_source *source, const char *id,
                                       const char *phase, size_t *column,
                                       struct hinge_error *error);
/* Whether any repetition has a number there. */
bool hinge_planned_has_values(const struct hinge_planned_source *source, size_t at);
/* A column of the distance of another from a value. */
enum hinge_status hinge_planned_distance(struct hinge_planned_source *source, size_t of,
                                         double target, size_t *column, struct hinge_error *error);
/* Remembers that a column is of a metric in a phase; then, once, reads why values of
 * those columns are missing into "reason:<column>". */
void hinge_planned_remember(struct hinge_planned_source *source, size_t column, const char *id,
                            const char *phase);
enum hinge_status hinge_planned_reasons(struct hinge_planned_source *source,
                                        struct hinge_error *error);

#endif
