/* SPDX-License-Identifier: GPL-3.0-or-later */
/* State, severity and reason of each fault in each repetition, from the results' arrays
 * into columns. */
#include "compare/fault_columns.h"

#include "base/memory.h"
#include "faults/fault.h"
#include "report/repetitions/rep_stream.h"
#include "reps/reps.h"
#include "store/schema.h"
#include "table/names.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1024 };

/* One kind of column, from one array. */
struct kind {
    const char *array, *prefix;
    enum hinge_column_type type;
};
enum { STATE, SEVERITY, REASON };
static const struct kind kinds[] = {[STATE] = {"fault_state", "", HINGE_COLUMN_NUMBER},
                                    [SEVERITY] = {"fault_severity", HINGE_SEVERITY,
                                                  HINGE_COLUMN_NUMBER},
                                    [REASON] = {"fault_reason", "reason:", HINGE_COLUMN_TEXT}};

/* 1, 0 or, for a refused one, NaN. */
static double judged(double state, int least)
{
    return state >= HINGE_FAULT_ABSENT && state <= HINGE_FAULT_PRESENT ? state >= least
                                                                       : (double)NAN;
}

static int least_state(const char *rule)
{
    return strcmp(rule, "certain") == 0    ? HINGE_FAULT_PRESENT
           : strcmp(rule, "possible") == 0 ? HINGE_FAULT_BELOW
                                           : HINGE_FAULT_ABOVE;
}

static enum hinge_status fill(struct hinge_results_reader *reader, const struct kind *kind,
                              int least, const size_t *column_of, size_t faults,
                              struct hinge_table *table, struct hinge_error *error)
{
    double *values = hinge_alloc(BLOCK * faults, sizeof *values);
    enum hinge_status status = HINGE_OK;
    for (size_t from = 0; status == HINGE_OK && from < table->rows; from += BLOCK) {
        size_t n = table->rows - from < BLOCK ? table->rows - from : BLOCK;
        status = hinge_results_read(reader, "/reps", kind->array, from, n, values, error);
        for (size_t i = 0; status == HINGE_OK && i < n * faults; i++) {
            size_t row = from + i / faults, column = column_of[i % faults];
            if (column == SIZE_MAX)
                continue;
            if (kind->type == HINGE_COLUMN_NUMBER)
                table->column[column].number[row] =
                    kind == &kinds[STATE] ? judged(values[i], least) : values[i];
            else /* names of reasons live as long as the program */
                table->column[column].text[row] = hinge_stored_reason(values[i]);
        }
    }
    free(values);
    return status;
}

/* The unit of a fault's severity, "" when it is not known. */
static const char *unit_of(const struct hinge_table *rules, const char *fault)
{
    for (size_t r = 0; r < rules->rows; r++) {
        const char *id = hinge_table_text(rules, "id", r);
        const char *unit = hinge_table_text(rules, "unit", r);
        if (id != NULL && unit != NULL && strcmp(id, fault) == 0)
            return unit;
    }
    return "";
}

/* The columns of one kind; names: of faults that are wanted, NULL for all. */
static enum hinge_status add(struct hinge_results_reader *reader, const struct kind *kind,
                             const char *rule, const struct hinge_dimension *faults,
                             const char *names, const struct hinge_table *rules,
                             struct hinge_table *table, struct hinge_error *error)
{
    size_t *column = hinge_alloc(faults->length, sizeof *column);
    bool any = false;
    enum hinge_status status = HINGE_OK;
    for (size_t f = 0; status == HINGE_OK && f < faults->length; f++) {
        char name[160];
        column[f] = SIZE_MAX;
        if (names != NULL && !hinge_listed(names, ',', faults->label[f]))
            continue;
        snprintf(name, sizeof name, "%s%s", kind->prefix, faults->label[f]);
        const char *unit = kind == &kinds[SEVERITY] ? unit_of(rules, faults->label[f]) : "";
        status = hinge_table_add_column(table, name, kind->type, unit, -1, &column[f], error);
        any = true;
    }
    if (status == HINGE_OK && any)
        status = fill(reader, kind, least_state(rule), column, faults->length, table, error);
    free(column);
    return status;
}

/* Whether the row's task is one whose faults are described, not counted. */
static bool is_described(const struct hinge_table *table, size_t row)
{
    const char *task = hinge_table_text(table, "task", row);
    return task != NULL && !hinge_task_find(task)->counted;
}

/* Of such rows the columns from `first` on have no state, and the reason why. */
static void leave_described(struct hinge_table *table, size_t first)
{
    for (size_t r = 0; r < table->rows; r++)
        for (size_t c = first; is_described(table, r) && c < table->n_columns; c++) {
            struct hinge_column *column = &table->column[c];
            if (column->type == HINGE_COLUMN_TEXT)
                column->text[r] = hinge_reason_name(HINGE_REASON_NOT_COUNTED);
            else if (column->type == HINGE_COLUMN_NUMBER &&
                     hinge_severity_fault(column->name) == NULL)
                column->number[r] = (double)NAN;
        }
}

enum hinge_status hinge_fault_columns(struct hinge_results_reader *reader, const char *rule,
                                      bool severity, const char *names, bool all_tasks,
                                      struct hinge_table *table, struct hinge_error *error)
{
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    struct hinge_table rules = {0};
    enum hinge_status status = HINGE_OK;
    size_t faults = SIZE_MAX; /* the dimension of the states, of the others as well */
    size_t first = table->n_columns;
    bool described = false;
    for (size_t r = 0; !all_tasks && r < table->rows; r++)
        described = described || is_described(table, r);
    if (severity)
        status = hinge_results_get_table(reader, HINGE_GROUP_FAULTS, &rules, error);
    if (status == HINGE_OK && hinge_results_rows(reader) != table->rows)
        status = hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                                 "%zu judged repetitions for %zu rows", hinge_results_rows(reader),
                                 table->rows);
    for (size_t k = STATE; status == HINGE_OK && k <= REASON; k++) {
        if (!severity && (k == SEVERITY || (k == REASON && !described)))
            continue;
        status = hinge_results_named(reader, "/reps", kinds[k].array, 1, &spec, &dimension, error);
        faults = k == STATE ? spec.further[0] : faults;
        if (status == HINGE_OK && spec.further[0] != faults)
            status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                                     "damaged: /reps/%s is not of the faults that "
                                     "/reps/fault_state is of; make the results again "
                                     "with hinge-analyze",
                                     kinds[k].array);
        if (status == HINGE_OK)
            status = add(reader, &kinds[k], rule, &dimension[spec.further[0]], names, &rules, table,
                         error);
    }
    if (status == HINGE_OK && described)
        leave_described(table, first);
    hinge_table_clear(&rules);
    return status;
}
