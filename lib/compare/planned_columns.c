/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table has the metrics of one phase; those of others come beside them. */
#include "compare/planned_columns.h"

#include "base/memory.h"
#include "report/tables/parts/rep_stream.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1024 };

void hinge_planned_source_clear(struct hinge_planned_source *source)
{
    for (int p = 0; p < HINGE_PHASE_COUNT; p++)
        hinge_table_clear(&source->of_phase[p]);
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

static enum hinge_status read_phase(struct hinge_planned_source *source, int phase,
                                    struct hinge_error *error)
{
    const struct hinge_outcome_request rows = {
        .results = source->results,
        .phase = hinge_phase_name((enum hinge_phase)phase),
        .include_inferred = source->include_inferred};
    if (source->of_phase[phase].n_columns > 0)
        return HINGE_OK;
    return hinge_results_outcomes(&rows, &source->of_phase[phase], error);
}

/* A column of another phase's table. */
static enum hinge_status copy(struct hinge_planned_source *source, int phase,
                              const char *id, const char *name, size_t *column,
                              struct hinge_error *error)
{
    const struct hinge_table *other = &source->of_phase[phase];
    long from = hinge_table_find(other, id);
    if (from < 0 || other->rows != source->table->rows ||
        other->column[from].type != HINGE_COLUMN_NUMBER)
        return HINGE_OK;
    const struct hinge_column *values = &other->column[from];
    enum hinge_status status =
        hinge_table_add_column(source->table, name, HINGE_COLUMN_NUMBER, values->unit,
                               values->digits, column, error);
    if (status == HINGE_OK && other->rows > 0)
        memcpy(source->table->column[*column].number, values->number,
               other->rows * sizeof *values->number);
    return status;
}

enum hinge_status hinge_planned_metric(struct hinge_planned_source *source,
                                       const char *id, const char *phase,
                                       size_t *column, struct hinge_error *error)
{
    char name[192];
    enum hinge_status status = HINGE_OK;
    bool here = source->results == NULL || strcmp(phase, source->phase) == 0;
    snprintf(name, sizeof name, here ? "%s" : "%s@%s", id, phase);
    long at = hinge_table_find(source->table, name);
    *column = at >= 0 ? (size_t)at : SIZE_MAX;
    for (int p = 0; at < 0 && !here && p < HINGE_PHASE_COUNT; p++) {
        if (strcmp(hinge_phase_name((enum hinge_phase)p), phase) != 0)
            continue;
        status = read_phase(source, p, error);
        if (status == HINGE_OK)
            status = copy(source, p, id, name, column, error);
    }
    return status;
}

enum hinge_status hinge_planned_distance(struct hinge_planned_source *source, size_t of,
                                         double target, size_t *column,
                                         struct hinge_error *error)
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

void hinge_planned_remember(struct hinge_planned_source *source, size_t column,
                            const char *id, const char *phase)
{
    if (column == SIZE_MAX || source->results == NULL)
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
                        size_t width, const long *position, size_t first, size_t from,
                        size_t n)
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
        long row =
            hinge_label_find(metrics->label, metrics->length, source->known[i].id);
        long column =
            hinge_label_find(phases->label, phases->length, source->known[i].phase);
        position[i] =
            row >= 0 && column >= 0 ? row * (long)phases->length + column : -1;
    }
    size_t width = metrics->length * phases->length;
    double *values = hinge_alloc(BLOCK * width, sizeof *values);
    if (values == NULL)
        return hinge_no_memory(error);
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
    struct hinge_results_reader *reader = NULL;
    size_t first = source->table->n_columns;
    enum hinge_status status = HINGE_OK;
    if (source->n_known == 0)
        return HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < source->n_known; i++) {
        char name[224];
        snprintf(name, sizeof name, "reason:%s",
                 source->table->column[source->known[i].column].name);
        status = hinge_table_add_column(source->table, name, HINGE_COLUMN_TEXT, "", 0,
                                        NULL, error);
    }
    if (status == HINGE_OK)
        status = hinge_results_open(source->results, &reader, error);
    if (status == HINGE_OK)
        status = read_reasons(source, reader, first, error);
    hinge_results_close(reader);
    return status;
}

const char *hinge_planned_fault_unit(const struct hinge_planned_source *source,
                                     const char *fault)
{
    for (size_t r = 0; r < source->faults.rows; r++) {
        const char *id = hinge_table_text(&source->faults, "id", r);
        const char *unit = hinge_table_text(&source->faults, "unit", r);
        if (id != NULL && unit != NULL && strcmp(id, fault) == 0)
            return unit;
    }
    return "";
}
