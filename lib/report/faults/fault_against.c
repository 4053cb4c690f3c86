/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faults --against label: our verdicts against an observer's. A row per cell, fault and
 * what was compared (repetitions or recordings): the table of decisions, what follows
 * from it, and kappa, with people as clusters. */
#include "report/columns/shown.h"
#include "report/faults/fault_pairs.h"
#include "report/request/where.h"
#include "result/result.h"
#include "table/columns.h"

#include <hinge/stats.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum {
    FAULT,
    COMPARED,
    PEOPLE,
    N_JUDGED,
    TP,
    FP,
    FN,
    TN,
    SENSITIVITY,
    SENSITIVITY_LOW,
    SENSITIVITY_HIGH,
    SPECIFICITY,
    SPECIFICITY_LOW,
    SPECIFICITY_HIGH,
    KAPPA,
    KAPPA_LOW,
    KAPPA_HIGH,
    PPV,
    NPV,
    REFUSED,
    REFUSED_YES,
    N_COLUMNS
};

static const struct {
    const char *name;
    int digits; /* -1: text */
    enum hinge_show show;
    const char *analysis, *path[2]; /* where the number stands in its document */
} columns[N_COLUMNS] = {
    [FAULT] = {"fault", -1, HINGE_SHOW_KEY, NULL, {NULL}},
    [COMPARED] = {"compared", -1, HINGE_SHOW_KEY, NULL, {NULL}},
    [PEOPLE] = {"people", 0, HINGE_SHOW_DATA, "diagnostic", {"n_participants", NULL}},
    [N_JUDGED] = {"n", 0, HINGE_SHOW_DATA, NULL, {NULL}},
    [TP] = {"tp", 0, HINGE_SHOW_DATA, "diagnostic", {"counts", "tp"}},
    [FP] = {"fp", 0, HINGE_SHOW_DATA, "diagnostic", {"counts", "fp"}},
    [FN] = {"fn", 0, HINGE_SHOW_DATA, "diagnostic", {"counts", "fn"}},
    [TN] = {"tn", 0, HINGE_SHOW_DATA, "diagnostic", {"counts", "tn"}},
#define SHARE(id, name, show)                                                                      \
    [id] = {name, 2, show, "diagnostic", {name, "value"}},                                         \
    [id##_LOW] = {name "_low", 2, show, "diagnostic", {name, "ci_low"}},                           \
    [id##_HIGH] = {name "_high", 2, show, "diagnostic", {name, "ci_high"}}
    SHARE(SENSITIVITY, "sensitivity", HINGE_SHOW_DATA),
    SHARE(SPECIFICITY, "specificity", HINGE_SHOW_DATA),
#undef SHARE
    [KAPPA] = {"kappa", 2, HINGE_SHOW_DATA, "kappa", {"kappa", "kappa"}},
    [KAPPA_LOW] = {"kappa_low", 2, HINGE_SHOW_DATA, "kappa", {"kappa", "cluster_ci_low"}},
    [KAPPA_HIGH] = {"kappa_high", 2, HINGE_SHOW_DATA, "kappa", {"kappa", "cluster_ci_high"}},
    [PPV] = {"ppv", 2, HINGE_SHOW_FULL, "diagnostic", {"ppv", "value"}},
    [NPV] = {"npv", 2, HINGE_SHOW_FULL, "diagnostic", {"npv", "value"}},
    [REFUSED] = {"refused", 0, HINGE_SHOW_DATA, NULL, {NULL}},
    [REFUSED_YES] = {"refused_with", 0, HINGE_SHOW_FILLED, NULL, {NULL}},
};

/* What a row is made of. */
struct selection {
    size_t cell, label;
    enum hinge_pair_unit unit;
    size_t judged, refused, refused_yes;
};

static bool is_of(const struct selection *s, const struct hinge_fault_pair *pair)
{
    return pair->cell == s->cell && pair->label == s->label && pair->unit == s->unit;
}

/* Judged pairs as a table for the statistics. */
static enum hinge_status make_data(const struct hinge_fault_pairs *a, const struct selection *s,
                                   struct hinge_table *data, struct hinge_error *error)
{
    static const struct hinge_table_spec pairs[] = {
        {"participant", "", 0}, {"tool", "", 0}, {"observer", "", 0}};
    enum hinge_status status = hinge_table_specify(data, pairs, 3, error);
    for (size_t i = 0; status == HINGE_OK && i < a->n_pairs; i++) {
        const struct hinge_fault_pair *pair = &a->pair[i];
        if (!is_of(s, pair) || pair->tool < 0)
            continue;
        const double numbers[] = {(double)pair->person, pair->tool, pair->observer};
        status = hinge_table_put_row(data, NULL, numbers, error);
    }
    return status;
}

/* Results of an analysis of the pairs; *results stays NULL where it can't be done (one
 * category only, say). */
static enum hinge_status analyse(const struct hinge_table *data, const char *analysis,
                                 json_t **results, struct hinge_error *error)
{
    static const char *const words[][2] = {{"participant", "participant"},
                                           {"pred", "tool"},
                                           {"truth", "observer"},
                                           {"rater1", "tool"},
                                           {"rater2", "observer"}};
    struct hinge_stats_request request = {0};
    struct hinge_error why = HINGE_ERROR_INIT;
    struct hinge_result *result = NULL;
    enum hinge_status status = hinge_stats_request_init(&request, NULL, error);
    if (status == HINGE_OK)
        status = hinge_stats_request_set(&request, "analysis", analysis, error);
    for (size_t w = 0; status == HINGE_OK && w < sizeof words / sizeof *words; w++)
        if (hinge_stats_request_takes(&request, words[w][0]))
            status = hinge_stats_request_set(&request, words[w][0], words[w][1], error);
    if (status == HINGE_OK) {
        const struct hinge_stats_call call = {
            .request = &request, .table = data, .name = "observers", .threads = 1};
        status = hinge_stats_run(&call, &result, &why);
        if (status == HINGE_OK) {
            *results = json_incref((json_t *)hinge_result_results(result));
        } else if (status == HINGE_USAGE || status == HINGE_INPUT) {
            status = HINGE_OK;
        } else {
            *error = why;
        }
    }
    hinge_result_free(result);
    hinge_stats_request_clear(&request);
    return status;
}

static enum hinge_status set_numbers(const struct hinge_fault_pairs *a, const struct selection *s,
                                     struct hinge_column *column, size_t row,
                                     struct hinge_error *error)
{
    struct hinge_table data = {0};
    json_t *results[2] = {NULL, NULL};
    enum hinge_status status = make_data(a, s, &data, error);
    if (status == HINGE_OK && s->judged > 0)
        status = analyse(&data, "diagnostic", &results[0], error);
    if (status == HINGE_OK && s->judged > 0)
        status = analyse(&data, "kappa", &results[1], error);
    for (size_t c = 0; status == HINGE_OK && c < N_COLUMNS; c++) {
        if (columns[c].analysis == NULL)
            continue;
        const json_t *from = results[strcmp(columns[c].analysis, "kappa") == 0];
        const json_t *found = json_object_get(from, columns[c].path[0]);
        if (columns[c].path[1] != NULL)
            found = json_object_get(found, columns[c].path[1]);
        if (json_is_number(found))
            column[c].number[row] = json_number_value(found);
    }
    column[N_JUDGED].number[row] = (double)s->judged;
    column[REFUSED].number[row] = (double)s->refused;
    column[REFUSED_YES].number[row] = (double)s->refused_yes;
    json_decref(results[0]);
    json_decref(results[1]);
    hinge_table_clear(&data);
    return status;
}

static enum hinge_status add_row(struct hinge_fault_pairs *a, struct selection *s,
                                 struct hinge_table *table, struct hinge_error *error)
{
    for (size_t i = 0; i < a->n_pairs; i++)
        if (is_of(s, &a->pair[i])) {
            s->judged += a->pair[i].tool >= 0;
            s->refused += a->pair[i].tool < 0;
            s->refused_yes += a->pair[i].tool < 0 && a->pair[i].observer;
        }
    if (s->judged + s->refused == 0)
        return HINGE_OK;
    size_t first = a->cells.people.n_keys;
    enum hinge_status status = hinge_table_add_rows(table, 1, error);
    size_t row = table->rows - 1;
    if (status == HINGE_OK)
        status = set_numbers(a, s, table->column + first, row, error);
    if (status == HINGE_OK)
        status = hinge_cells_set(&a->cells, s->cell, table, row, error);
    if (status == HINGE_OK)
        status = hinge_tab_set(table, first + FAULT, row, a->arrays.id[a->labels.fault[s->label]],
                               SIZE_MAX, error);
    if (status == HINGE_OK)
        status = hinge_tab_set(table, first + COMPARED, row,
                               s->unit == HINGE_PAIR_RECORDINGS ? "recordings" : "repetitions",
                               SIZE_MAX, error);
    return status;
}

static enum hinge_status add_rows(struct hinge_fault_pairs *a, struct hinge_table *table,
                                  struct hinge_error *error)
{
    size_t *cell_order, *person_order, *first;
    enum hinge_status status =
        hinge_cohort_sort(&a->cells.people, &cell_order, &person_order, &first, error);
    if (status != HINGE_OK)
        return status;
    for (size_t c = 0; status == HINGE_OK && c < a->cells.people.n_cells; c++)
        for (size_t l = 0; status == HINGE_OK && l < a->labels.n; l++) {
            const char *id = a->arrays.id[a->labels.fault[l]];
            for (int u = 0; status == HINGE_OK && u < HINGE_PAIR_UNITS; u++) {
                struct selection s = {
                    .cell = cell_order[c], .label = l, .unit = (enum hinge_pair_unit)u};
                if (hinge_where_label(a->tab, "fault", id))
                    status = add_row(a, &s, table, error);
            }
        }
    free(cell_order);
    free(person_order);
    free(first);
    return status;
}

static enum hinge_status add_columns(struct hinge_fault_pairs *a, struct hinge_table *table,
                                     struct hinge_error *error)
{
    enum hinge_status status = hinge_cells_columns(&a->cells, table, error);
    for (size_t c = 0; status == HINGE_OK && c < N_COLUMNS; c++)
        status = hinge_tab_column(a->tab, table, columns[c].name,
                                  columns[c].digits < 0 ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER,
                                  columns[c].digits < 0 ? "" : "1",
                                  columns[c].digits < 0 ? 0 : columns[c].digits, columns[c].show,
                                  NULL, error);
    return status;
}

static void add_notes(struct hinge_fault_pairs *a)
{
    struct hinge_text *notes = &a->tab->notes;
    if (a->miscounted > 0)
        hinge_text_printf(notes,
                          "%zu recording(s) excluded: a label needs one verdict, or one for each "
                          "repetition detected (hinge-table trials shows how many those are).\n",
                          a->miscounted);
    hinge_text_puts(notes, "tp, fp, fn, tn: the tool's verdict (above or present) against the "
                           "observer's. Refused ones are counted apart and in no share; "
                           "refused_with: of them, with the fault for the observer.\n"
                           "Intervals (95 %) have people as clusters: shares Wilson on the "
                           "effective number, kappa of resampled people (from 3 people "
                           "on). A verdict on a whole recording is compared with "
                           "agg.has_fault of its judged repetitions.\n");
    hinge_cells_notes(&a->cells);
    hinge_fault_notes(a->tab);
}

enum hinge_status hinge_fault_against(struct hinge_tabulation *tab, struct hinge_table *table,
                                      struct hinge_error *error)
{
    struct hinge_fault_pairs a = {.tab = tab};
    enum hinge_status status = hinge_fault_pairs_init(&a, error);
    if (status == HINGE_OK)
        status = add_columns(&a, table, error);
    if (status == HINGE_OK)
        status = hinge_fault_pairs_read(&a, error);
    if (status == HINGE_OK)
        status = add_rows(&a, table, error);
    if (status == HINGE_OK)
        add_notes(&a);
    hinge_fault_pairs_clear(&a);
    return status;
}
