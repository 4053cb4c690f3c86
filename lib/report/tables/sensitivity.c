/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sensitivity: the prevalence each fault would have at other thresholds (method 9.10):
 * multiples of the threshold, or steps of the margin where the threshold is 0. */
#include "base/memory.h"
#include "report/cells.h"
#include "report/columns.h"
#include "report/fault_tables.h"
#include "report/repetitions.h"
#include "report/request.h"

#include "base/parameters.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const labels[] = {"fault", NULL};

struct sensitivity {
    struct hinge_tabulation *tab;
    struct hinge_rep_stream stream;
    struct hinge_fault_arrays arrays;
    struct hinge_cell_list cells;
    struct hinge_number_list factor; /* sens.mult */
    bool *by_margin;                 /* per fault: its threshold is 0 */
    size_t *cell_order, *person_order, *first;
    double *value;
};

static void read_factors(struct sensitivity *s)
{
    const struct hinge_parameter *row;
    struct hinge_parameters parameters;
    size_t n;
    row = hinge_parameter_rows(&n);
    hinge_parameters_init(&parameters);
    for (size_t i = 0; i < n; i++)
        for (size_t r = 0; r < s->tab->parameters.rows; r++) {
            const char *key = hinge_table_text(&s->tab->parameters, "key", r);
            const char *text = hinge_table_text(&s->tab->parameters, "value", r);
            if (strcmp(row[i].key, "sens.mult") == 0 && key != NULL && text != NULL &&
                strcmp(key, row[i].key) == 0)
                hinge_parameter_set(&parameters, &row[i], text);
        }
    s->factor = parameters.sens_mult;
    s->by_margin = hinge_alloc(s->arrays.n, sizeof *s->by_margin);
}

/* Steps of the margin around 0, as many as there are factors. */
static double step_of(const struct sensitivity *s, size_t i)
{
    return (double)i - ((double)s->factor.n - 1) / 2;
}

static void add_rep(struct sensitivity *s)
{
    const struct hinge_rep_stream *stream = &s->stream;
    if (!hinge_cells_enter(&s->cells))
        return;
    for (size_t f = 0; f < s->arrays.n; f++) {
        int state = hinge_fault_state_at(&s->arrays, stream, f);
        double severity = hinge_rep_values(stream, s->arrays.severity)[f];
        double threshold = hinge_rep_values(stream, s->arrays.threshold)[f];
        double margin = hinge_rep_values(stream, s->arrays.margin)[f];
        if (state < 0)
            continue;
        s->by_margin[f] = threshold == 0;
        for (size_t i = 0; i < s->factor.n; i++) {
            double moved = threshold == 0 ? step_of(s, i) * margin : threshold * s->factor.value[i];
            /* without a severity the outcome was settled by a gate */
            bool found = isnan(severity) ? state >= 2 : severity > moved;
            size_t measure = (f * s->factor.n + i) * 2;
            hinge_cohort_add(&s->cells.people, measure, found);
            hinge_cohort_add(&s->cells.people, measure + 1, moved);
        }
    }
}

enum {
    FAULT,
    AT_THRESHOLD,
    THRESHOLD,
    UNIT,
    PEOPLE,
    REPS,
    PREVALENCE,
    CI_LOW,
    CI_HIGH,
    DROPPED,
    N_COLUMNS
};

static const struct hinge_tab_spec columns[N_COLUMNS] = {
    [FAULT] = {"fault", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [AT_THRESHOLD] = {"at", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [THRESHOLD] = {"threshold", "", 2, HINGE_SHOW_DATA},
    [UNIT] = {"unit", "", HINGE_TEXT, HINGE_SHOW_DATA},
    [PEOPLE] = {"people", "1", 0, HINGE_SHOW_DATA},
    [REPS] = {"reps", "1", 0, HINGE_SHOW_DATA},
    [PREVALENCE] = {"prevalence", "1", 2, HINGE_SHOW_DATA},
    [CI_LOW] = {"ci_low", "1", 2, HINGE_SHOW_DATA},
    [CI_HIGH] = {"ci_high", "1", 2, HINGE_SHOW_DATA},
    [DROPPED] = {"dropped", "1", 0, HINGE_SHOW_FILLED},
};

static void add_row(struct sensitivity *s, size_t cell, size_t fault, size_t i,
                    struct hinge_table *table)
{
    size_t n = 0, dropped = 0, first = s->cells.people.n_keys;
    double reps = 0, threshold = 0;
    char at[48];
    for (size_t k = s->first[cell]; k < s->first[cell + 1]; k++) {
        const struct hinge_person *person = &s->cells.people.person[s->person_order[k]];
        size_t measure = (fault * s->factor.n + i) * 2;
        const struct hinge_nest *nest = hinge_person_nest(person, measure);
        if (!hinge_person_counts(&s->cells, person, nest->reps)) {
            dropped += nest->reps > 0;
            continue;
        }
        s->value[n++] = hinge_nest_mean(nest);
        threshold += hinge_nest_mean(hinge_person_nest(person, measure + 1));
        reps += nest->reps;
    }
    struct hinge_prevalence p = hinge_prevalence_of(s->value, n, reps);
    hinge_table_add_rows(table, 1);
    size_t row = table->rows - 1;
    const struct {
        size_t column;
        double value;
    } numbers[] = {{THRESHOLD, n > 0 ? threshold / (double)n : (double)NAN},
                   {PEOPLE, (double)n},
                   {REPS, reps},
                   {PREVALENCE, p.mean},
                   {CI_LOW, p.low},
                   {CI_HIGH, p.high},
                   {DROPPED, (double)dropped}};
    for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
        table->column[first + numbers[k].column].number[row] = numbers[k].value;
    if (s->by_margin[fault])
        snprintf(at, sizeof at, "margin x %g", step_of(s, i));
    else
        snprintf(at, sizeof at, "x %g", s->factor.value[i]);
    const struct {
        size_t column;
        const char *text;
    } texts[] = {{FAULT, s->arrays.id[fault]},
                 {AT_THRESHOLD, at},
                 {UNIT, hinge_fault_text(s->tab, s->arrays.id[fault], "unit")}};
    hinge_cells_set(&s->cells, cell, table, row);
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        hinge_tab_set(table, first + texts[k].column, row, texts[k].text, row - 1);
}

static void add_rows(struct sensitivity *s, struct hinge_table *table)
{
    hinge_cohort_sort(&s->cells.people, &s->cell_order, &s->person_order, &s->first);
    s->value = hinge_alloc(s->cells.people.n, sizeof *s->value);
    for (size_t c = 0; c < s->cells.people.n_cells; c++)
        for (size_t f = 0; f < s->arrays.n; f++)
            for (size_t i = 0; i < s->factor.n; i++)
                if (hinge_where_label(s->tab, "fault", s->arrays.id[f]))
                    add_row(s, s->cell_order[c], f, i, table);
}

static enum hinge_status prepare(struct sensitivity *s, struct hinge_table *table,
                                 struct hinge_error *error)
{
    enum hinge_status status = hinge_rep_stream_init(&s->stream, s->tab, error);
    if (status == HINGE_OK)
        status = hinge_fault_arrays_want(&s->arrays, &s->stream, error);
    if (status == HINGE_OK)
        read_factors(s);
    if (status == HINGE_OK)
        status = hinge_cells_init(&s->cells, &s->stream, s->tab->request->by,
                                  s->arrays.n * s->factor.n * 2, error);
    if (status == HINGE_OK)
        hinge_cells_columns(&s->cells, table);
    if (status == HINGE_OK)
        hinge_tab_specified(s->tab, table, columns, N_COLUMNS);
    return status;
}

static enum hinge_status fill(struct hinge_tabulation *tab, struct hinge_table *table,
                              struct hinge_error *error)
{
    struct sensitivity s = {.tab = tab};
    enum hinge_status status = prepare(&s, table, error);
    while (hinge_rep_stream_next(&s.stream, &status, error))
        add_rep(&s);
    if (status == HINGE_OK)
        hinge_cohort_finish(&s.cells.people);
    if (status == HINGE_OK)
        add_rows(&s, table);
    if (status == HINGE_OK) {
        hinge_cells_notes(&s.cells);
        hinge_fault_notes(tab);
        hinge_fault_for_paper(tab, table);
    }
    hinge_cells_clear(&s.cells);
    hinge_rep_stream_clear(&s.stream);
    free(s.by_margin);
    free(s.cell_order);
    free(s.person_order);
    free(s.first);
    free(s.value);
    return status;
}

const struct hinge_view hinge_view_sensitivity = {
    .id = "sensitivity",
    .title = "prevalence of each fault at other thresholds",
    .by = "group,cue",
    .labels = labels,
    .takes = "by,filter,phase-of-filter,columns,sort,digits,include-inferred,all-"
             "tasks,all-"
             "reps,allow-single",
    .fill = fill,
};
