/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table has the metrics of one phase; those of others come beside them. */
#include "compare/planned_columns.h"

#include "base/memory.h"
#include "report/repetitions/rep_stream.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1024 };

void hinge_planned_source_clear(struct hinge_planned_source *source)
{
    hinge_table_clear(&source->metrics);
    hinge_table_clear(&source->faults);
}

bool hinge_planned_has_values(const struct hinge_planned_source *source, size_t at)
{
    const struct hinge_column *column = &source->table->column[at];
    if (column->type != HINGE_COLUMN_NUMBER)
        return false;
    for (size_t r = 0; r < source->table->rows; r++)
        if (!isnan(column->number[r]))
            return true;
    return false;
}

/* The row of a metric in the list of those that the results have, -1. */
static long metric_row(const struct hinge_planned_source *source, const char *id)
{
    for (size_t r = 0; r < source->metrics.rows; r++) {
        const char *row = hinge_table_text(&source->metrics, "id", r);
        if (row != NULL && strcmp(row, id) == 0)
            return (long)r;
    }
    return -1;
}

static enum hinge_status read_values(struct hinge_planned_source *source, const char *id,
                                     size_t phase, size_t phases, double *to,
                                     struct hinge_error *error)
{
    double *values = hinge_alloc(BLOCK * phases, sizeof *values);
    size_t rows = source->table->rows;
    enum hinge_status status = HINGE_OK;
    for (size_t from = 0; status == HINGE_OK && from < rows; from += BLOCK) {
        size_t n = rows - from < BLOCK ? rows - from : BLOCK;
        status = hinge_results_read(source->reader, "/reps", id, from, n, values, error);
        for (size_t r = 0; status == HINGE_OK && r < n; r++)
            to[from + r] = values[r * phases + phase];
    }
    free(values);
    return status;
}

/* Adds the metric in a phase as a column; *column stays where there is none. */
static enum hinge_status add_metric(struct hinge_planned_source *source, const char *id,
                                    const char *phase, const char *name, size_t *column,
                                    struct hinge_error *error)
{
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    long row = metric_row(source, id);
    if (row < 0)
        return HINGE_OK;
    enum hinge_status status =
        hinge_results_describe(source->reader, "/reps", id, &spec, &dimension, error);
    if (status != HINGE_OK || spec.n_further != 1)
        return status;
    const struct hinge_dimension *phases = &dimension[spec.further[0]];
    long at = hinge_label_find(phases->label, phases->length, phase);
    if (at < 0)
        return HINGE_OK;
    const char *unit = hinge_table_text(&source->metrics, "unit", (size_t)row);
    double digits = hinge_table_number(&source->metrics, "digits", (size_t)row);
    status =
        hinge_table_add_column(source->table, name, HINGE_COLUMN_NUMBER, unit != NULL ? unit : "",
                               digits >= 0 && digits < 10 ? (int)digits : 3, column, error);
    return status == HINGE_OK ? read_values(source, id, (size_t)at, phases->length,
                                            source->table->column[*column].number, error)
                              : status;
}

enum hinge_status hinge_planned_metric(struct hinge_planned_source *source, const char *id,
                                       const char *phase, size_t *column, struct hinge_error *error)
{
    char name[192];
    bool here = source->reader == NULL || strcmp(phase, source->phase) == 0;
    snprintf(name, sizeof name, here ? "%s" : "%s@%s", id, phase);
    long at = hinge_table_find(source->table, name);
    *column = at >= 0 ? (size_t)at : SIZE_MAX;
    return at >= 0 || source->reader == NULL ? HINGE_OK
                                             : add_metric(source, id, phase, name, column, error);
}

enum hinge_status hinge_planned_distance(struct hinge_planned_source *source, size_t of,
                                         double target, size_t *column, struct hinge_error *error)
{
    char name[224];
    struct hinge_table *table = source->table;
    snprintf(name, sizeof name, "distance:%s", table->column[of].name);
    long at = hinge_table_find(table, name);
    *column = (size_t)at;
    if (at >= 0)
        return HINGE_OK;
    enum hinge_status status =
        hinge_table_add_column(table, name, HINGE_COLUMN_NUMBER, table->column[of].unit,
                               table->column[of].digits, column, error);
    for (size_t r = 0; status == HINGE_OK && r < table->rows; r++)
        table->column[*column].number[r] = fabs(table->column[of].number[r] - target);
    return status;
}

void hinge_planned_remember(struct hinge_planned_source *source, size_t column, const char *id,
                            const char *phase)
{
    if (column == SIZE_MAX || source->reader == NULL)
        return;
    for (size_t i = 0; i < source->n_known; i++)
        if (source->known[i].column == column)
            return;
    if (source->n_known == HINGE_PLANNED_KNOWN)
        return;
    source->known[source->n_known].column = column;
    source->known[source->n_known].id = id;
    source->known[source->n_known++].phase = phase;
}

/* Reasons of one block of repetitions into the columns at `first`. */
static void put_reasons(const struct hinge_planned_source *source, const double *values,
                        size_t width, const long *position, size_t first, size_t from, size_t n)
{
    for (size_t r = 0; r < n; r++)
        for (size_t i = 0; i < source->n_known; i++)
            if (position[i] >= 0)
                source->table->column[first + i].text[from + r] =
                    hinge_stored_reason(values[r * width + (size_t)position[i]]);
}

static enum hinge_status read_reasons(struct hinge_planned_source *source,
                                      struct hinge_results_reader *reader, size_t first,
                                      struct hinge_error *error)
{
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    long position[HINGE_PLANNED_KNOWN];
    size_t rows = source->table->rows;
    enum hinge_status status =
        hinge_results_describe(reader, "/reps", "reason", &spec, &dimension, error);
    if (status != HINGE_OK || spec.n_further != 2)
        return status;
    const struct hinge_dimension *metrics = &dimension[spec.further[0]],
                                 *phases = &dimension[spec.further[1]];
    for (size_t i = 0; i < source->n_known; i++) {
        long row = hinge_label_find(metrics->label, metrics->length, source->known[i].id);
        long column = hinge_label_find(phases->label, phases->length, source->known[i].phase);
        position[i] = row >= 0 && column >= 0 ? row * (long)phases->length + column : -1;
    }
    size_t width = metrics->length * phases->length;
    double *values = hinge_alloc(BLOCK * width, sizeof *values);
    for (size_t from = 0; status == HINGE_OK && from < rows; from += BLOCK) {
        size_t n = rows - from < BLOCK ? rows - from : BLOCK;
        status = hinge_results_read(reader, "/reps", "reason", from, n, values, error);
        if (status == HINGE_OK)
            put_reasons(source, values, width, position, first, from, n);
    }
    free(values);
    return status;
}

enum hinge_status hinge_planned_reasons(struct hinge_planned_source *source,
                                        struct hinge_error *error)
{
    size_t first = source->table->n_columns;
    enum hinge_status status = HINGE_OK;
    if (source->n_known == 0)
        return HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < source->n_known; i++) {
        char name[224];
        snprintf(name, sizeof name, "reason:%s",
                 source->table->column[source->known[i].column].name);
        status = hinge_table_add_column(source->table, name, HINGE_COLUMN_TEXT, "", 0, NULL, error);
    }
    return status == HINGE_OK ? read_reasons(source, source->reader, first, error) : status;
}
