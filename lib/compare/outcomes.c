/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions of a results file as rows for statistics: the table of repetitions, with
 * faults and a waveform as further columns. */
#include "base/memory.h"
#include "base/request.h"
#include "base/text.h"
#include "compare/fault_columns.h"
#include "compare/outcome_reasons.h"
#include "people/rule.h"
#include "report/request/tabulation.h"
#include "store/schema.h"
#include "store/store.h"

#include <hinge/results.h>
#include <hinge/trial.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1024 };

/* Names of a table's rows or columns that are wanted. */
static void add_named(const struct hinge_table *table, bool rows,
                      const struct hinge_outcome_request *request, struct hinge_text *columns)
{
    size_t n = rows ? table->rows : table->n_columns;
    for (size_t i = 0; i < n; i++) {
        const char *id = rows ? hinge_table_text(table, "id", i) : table->column[i].name;
        /* the list's id is no column of repetitions */
        bool key = !rows && id != NULL && strcmp(id, "id") == 0;
        bool own = !rows && request->own_columns && !hinge_trial_info_has(id);
        if (id != NULL && !key && (own || hinge_listed(request->named, ',', id)))
            hinge_text_printf(columns, ",%s", id);
    }
}

/* What --columns would be for the keys and the metrics and covariates wanted. */
static enum hinge_status choose_columns(const struct hinge_outcome_request *request,
                                        struct hinge_text *columns, struct hinge_error *error)
{
    static const struct {
        const char *group;
        bool rows; /* ids of rows, else names of columns */
    } places[] = {{HINGE_GROUP_METRICS, true}, {HINGE_GROUP_LIST, false}};
    struct hinge_results_reader *reader = NULL;
    enum hinge_status status =
        hinge_results_share(request->results, request->opened, &reader, error);
    hinge_text_puts(columns, "keys,complete,valid,floor,rom_deg,in_groups");
    for (size_t i = 0; i < 2 && status == HINGE_OK; i++) {
        struct hinge_table table = {0};
        status = hinge_results_get_table(reader, places[i].group, &table, error);
        if (status == HINGE_OK)
            add_named(&table, places[i].rows, request, columns);
        hinge_table_clear(&table);
    }
    if (hinge_listed(request->named, ',', "warnings"))
        hinge_text_puts(columns, ",warnings");
    if (hinge_listed(request->named, ',', "standing_end_s"))
        hinge_text_puts(columns, ",standing_start_s,standing_end_s,rate_hz");
    hinge_results_close(reader);
    return status;
}

static enum hinge_status read_reps(const struct hinge_outcome_request *request,
                                   struct hinge_table *table, struct hinge_error *error)
{
    struct hinge_text columns = {0};
    enum hinge_status status = HINGE_OK;
    if (request->named == NULL)
        hinge_text_puts(&columns, "all,keys");
    else
        status = choose_columns(request, &columns, error);
    const struct hinge_table_request rows = {.results = request->results,
                                             .opened = request->opened,
                                             .view = "reps",
                                             .by = "",
                                             .columns = hinge_text_string(&columns),
                                             .where = "",
                                             .phase = request->phase,
                                             .include_inferred = request->include_inferred,
                                             .references = true,
                                             .all_reps = true,
                                             .allow_single = true,
                                             .no_provenance = true};
    if (status == HINGE_OK)
        status = hinge_view_table(&rows, table, NULL, error);
    hinge_text_clear(&columns);
    return status;
}

/* --- faults --- */

static enum hinge_status add_faults(const struct hinge_outcome_request *request,
                                    struct hinge_table *table, struct hinge_error *error)
{
    struct hinge_results_reader *reader = NULL;
    enum hinge_status status =
        hinge_results_share(request->results, request->opened, &reader, error);
    if (status == HINGE_OK)
        status = hinge_fault_columns(reader, request->fault_rule, request->severity,
                                     request->all_faults ? NULL : request->named,
                                     request->all_tasks, table, error);
    hinge_results_close(reader);
    return status;
}

/* --- a waveform --- */

/* Names the nearest curve, one that begins so, or all. */
static enum hinge_status no_curve(const char *curve, const struct hinge_dimension *names,
                                  struct hinge_error *error)
{
    const char *nearest = hinge_suggest(curve, names->label, names->length);
    struct hinge_text list = {0};
    for (size_t i = 0; i < names->length; i++) {
        if (nearest == NULL && strncmp(names->label[i], curve, strlen(curve)) == 0)
            nearest = names->label[i];
    }
    hinge_text_join(&list, names->label, names->length, ", ");
    enum hinge_status status = hinge_error_set(
        error, HINGE_USAGE, HINGE_REASON_BAD_COLUMN,
        nearest ? "no curve \"%s\"; did you mean \"%s\"?" : "no curve \"%s\"; there are %s", curve,
        nearest != NULL ? nearest : hinge_text_string(&list));
    hinge_text_clear(&list);
    return status;
}

/* "lumbar_flex" is of the repetition over its time, "descent_by_progress/lumbar_flex"
 * of another array of /waveforms: its name goes to array[], the signal's is returned.
 */
static const char *curve_array(const char *curve, char array[64])
{
    size_t length = strcspn(curve, "/");
    bool named = length < 64 && curve[length] == '/';
    snprintf(array, 64, "%.*s", named ? (int)length : 64, named ? curve : "by_time");
    return named ? curve + length + 1 : curve;
}

static enum hinge_status find_curve(struct hinge_results_reader *reader, const char *array,
                                    const char *curve, size_t *signal, size_t *signals,
                                    size_t *nodes, struct hinge_error *error)
{
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    enum hinge_status status =
        hinge_results_named(reader, "/waveforms", array, 2, &spec, &dimension, error);
    if (status != HINGE_OK)
        return status;
    const struct hinge_dimension *names = &dimension[spec.further[0]];
    *signals = names->length;
    *nodes = dimension[spec.further[1]].length;
    for (*signal = 0; *signal < *signals; ++*signal)
        if (strcmp(names->label[*signal], curve) == 0)
            return HINGE_OK;
    return no_curve(curve, names, error);
}

static enum hinge_status fill_curve(struct hinge_results_reader *reader, const char *array,
                                    size_t signal, size_t signals, size_t nodes, size_t first,
                                    struct hinge_table *table, struct hinge_error *error)
{
    double *values = hinge_alloc(BLOCK * signals, nodes * sizeof *values);
    enum hinge_status status = HINGE_OK;
    for (size_t from = 0; status == HINGE_OK && from < table->rows; from += BLOCK) {
        size_t n = table->rows - from < BLOCK ? table->rows - from : BLOCK;
        status = hinge_results_read(reader, "/waveforms", array, from, n, values, error);
        for (size_t r = 0; status == HINGE_OK && r < n; r++)
            for (size_t q = 0; q < nodes; q++)
                table->column[first + q].number[from + r] =
                    values[(r * signals + signal) * nodes + q];
    }
    free(values);
    return status;
}

static enum hinge_status add_curve(const struct hinge_outcome_request *request,
                                   struct hinge_table *table, struct hinge_error *error)
{
    struct hinge_results_reader *reader = NULL;
    size_t signal = 0, signals = 0, nodes = 0, first = table->n_columns;
    char array[64];
    const char *curve = curve_array(request->curve, array);
    enum hinge_status status =
        hinge_results_share(request->results, request->opened, &reader, error);
    if (status == HINGE_OK)
        status = find_curve(reader, array, curve, &signal, &signals, &nodes, error);
    /* the table has every repetition, in the order of the file */
    if (status == HINGE_OK && hinge_results_rows(reader) != table->rows)
        status = hinge_error_set(error, HINGE_INTERNAL, HINGE_REASON_OK,
                                 "%s: %zu waveforms for %zu repetitions", request->results,
                                 hinge_results_rows(reader), table->rows);
    for (size_t q = 0; status == HINGE_OK && q < nodes; q++) {
        char name[32];
        snprintf(name, sizeof name, "n%03zu", q);
        status = hinge_table_add_column(table, name, HINGE_COLUMN_NUMBER, "", -1, NULL, error);
    }
    if (status == HINGE_OK)
        status = fill_curve(reader, array, signal, signals, nodes, first, table, error);
    hinge_results_close(reader);
    return status;
}

static enum hinge_status add_reasons(const struct hinge_outcome_request *request,
                                     struct hinge_table *table, struct hinge_error *error)
{
    struct hinge_results_reader *reader = NULL;
    enum hinge_status status =
        hinge_results_share(request->results, request->opened, &reader, error);
    for (const char *const *metric = request->metrics; status == HINGE_OK && *metric != NULL;
         metric++)
        status = hinge_outcome_reasons(reader, *metric, request->phase, table, error);
    hinge_results_close(reader);
    return status;
}

/* Standing sources by the class that is never pooled, as tables show them: a lockout
 * stands in for standing, the others are alike. */
static enum hinge_status class_sources(struct hinge_table *table)
{
    long column = hinge_table_find(table, "standing_source");
    enum hinge_status status = HINGE_OK;
    for (size_t r = 0; column >= 0 && r < table->rows && status == HINGE_OK; r++) {
        const char *source = table->column[column].text[r];
        if (source != NULL)
            status = hinge_table_set_text(table, (size_t)column, r, hinge_standing_class(source));
    }
    return status;
}

enum hinge_status hinge_results_outcomes(const struct hinge_outcome_request *given,
                                         struct hinge_table *table, struct hinge_error *error)
{
    struct hinge_outcome_request own;
    const struct hinge_outcome_request *request = &own;
    enum hinge_status taken = hinge_request_take(&own, sizeof own, given, error);
    HINGE_REQUEST_TEXTS(hinge_request_blank, &own.results, &own.phase);
    HINGE_REQUEST_TEXTS(hinge_request_none, &own.fault_rule, &own.curve, &own.named);
    if (taken == HINGE_OK)
        taken =
            hinge_request_word("rule of faults", own.fault_rule, "point,certain,possible", error);
    if (taken == HINGE_OK && *own.phase == '\0' && (own.fault_rule != NULL || own.curve != NULL))
        taken = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                "the request has no phase: faults and curves are "
                                "columns of the rows of one");
    if (taken != HINGE_OK)
        return taken;
    enum hinge_status status = read_reps(request, table, error);
    if (status == HINGE_OK)
        status = class_sources(table);
    if (status == HINGE_OK && request->metrics != NULL)
        status = add_reasons(request, table, error);
    if (status == HINGE_OK && request->curve != NULL)
        status = add_curve(request, table, error);
    if (status == HINGE_OK && request->fault_rule != NULL)
        status = add_faults(request, table, error);
    if (status != HINGE_OK)
        hinge_table_clear(table);
    return status;
}
