/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reps: a row per repetition and phase with its metrics. Every repetition is there; its
 * status says whether it is in the default analysis set. */
#include "base/memory.h"
#include "report/columns.h"
#include "report/people.h"
#include "report/request.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const trial_keys[] = {"participant", "session", "group", "task",
                                         "cue",         "trial",   NULL};
static const char *const qualifiers[] = {"lumbar_def", "driver", "standing_source", "inferred",
                                         "dim",        "side",   "family",          NULL};
static const char *const rep_numbers[] = {"complete", "valid", "floor", "rom_deg", NULL};
static const char *const labels[] = {"phase", NULL};
static bool is_in(const char *const *list, const char *name)
{
    for (; *list != NULL; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

static void trial_columns(struct hinge_rep_rows *reps, const char *const *names,
                          enum hinge_show show)
{
    struct hinge_tabulation *tab = reps->tab;
    size_t first = reps->table->n_columns;
    hinge_tab_trial_columns(tab, names, show);
    for (size_t c = first; c < reps->table->n_columns; c++) {
        long from = hinge_table_find(&tab->trials, reps->table->column[c].name);
        if (from >= 0)
            reps->trial_column[reps->n_trial_columns++] =
                (struct hinge_trial_column){c, (size_t)from};
    }
}

static void key_columns(struct hinge_rep_rows *reps)
{
    const struct {
        const char *name;
        enum hinge_column_type type;
        const char *unit;
        int digits;
        size_t *at;
    } rows[] = {{"rep", HINGE_COLUMN_NUMBER, "1", 0, &reps->rep},
                {"phase", HINGE_COLUMN_TEXT, "", 0, &reps->phase_column},
                {"start_s", HINGE_COLUMN_NUMBER, "s", 2, &reps->start},
                {"end_s", HINGE_COLUMN_NUMBER, "s", 2, &reps->end}};
    static const char *const tier[] = {"tier", NULL}, *const file[] = {"file", NULL};
    trial_columns(reps, trial_keys, HINGE_SHOW_KEY);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        *rows[i].at = hinge_tab_column(reps->tab, rows[i].name, rows[i].type, rows[i].unit,
                                       rows[i].digits, HINGE_SHOW_KEY);
    trial_columns(reps, tier, HINGE_SHOW_KEY);
    reps->status = hinge_tab_column(reps->tab, "status", HINGE_COLUMN_TEXT, "", 0, HINGE_SHOW_KEY);
    reps->reason = hinge_tab_column(reps->tab, "reason", HINGE_COLUMN_TEXT, "", 0, HINGE_SHOW_KEY);
    if (!hinge_tab_names_trials(reps->tab))
        trial_columns(reps, file, HINGE_SHOW_DIFFERS);
    trial_columns(reps, qualifiers, HINGE_SHOW_DIFFERS);
}

static void number_columns(struct hinge_rep_rows *reps)
{
    for (size_t i = 0; rep_numbers[i] != NULL; i++) {
        struct hinge_trial_column *number = &reps->number[reps->n_numbers];
        if (!hinge_tab_wants(reps->tab, rep_numbers[i], false))
            continue;
        bool angle = strcmp(rep_numbers[i], "rom_deg") == 0;
        number->column = hinge_tab_column(reps->tab, rep_numbers[i], HINGE_COLUMN_NUMBER,
                                          angle ? "deg" : "1", angle, HINGE_SHOW_FULL);
        number->from = hinge_rep_stream_want(&reps->stream, rep_numbers[i], 1);
        reps->n_numbers++;
    }
    reps->in_groups = SIZE_MAX;
    if (hinge_tab_wants(reps->tab, "in_groups", false))
        reps->in_groups =
            hinge_tab_column(reps->tab, "in_groups", HINGE_COLUMN_NUMBER, "1", 0, HINGE_SHOW_FULL);
    reps->warnings = SIZE_MAX;
    if (hinge_tab_wants(reps->tab, "warnings", false)) {
        reps->warnings =
            hinge_tab_column(reps->tab, "warnings", HINGE_COLUMN_TEXT, "", 0, HINGE_SHOW_FULL);
        reps->warning_array = hinge_rep_stream_want(&reps->stream, "warnings", 1);
    }
}

static void metric_column(struct hinge_rep_rows *reps, size_t row,
                          const struct hinge_rep_labels *reasons)
{
    const struct hinge_table *metrics = &reps->tab->metrics;
    const char *id = hinge_table_text(metrics, "id", row);
    const char *unit = hinge_table_text(metrics, "unit", row);
    double digits = hinge_table_number(metrics, "digits", row);
    struct hinge_metric_column *metric = &reps->metric[reps->n_metrics];
    long position = hinge_label_find(reasons->label, reasons->n, id);
    metric->has_reason = position >= 0;
    metric->position = position >= 0 ? (size_t)position : 0;
    metric->column =
        hinge_tab_column(reps->tab, id, HINGE_COLUMN_NUMBER, unit != NULL ? unit : "",
                         digits >= 0 && digits < 10 ? (int)digits : 3, HINGE_SHOW_FILLED);
    metric->array = hinge_rep_stream_want(&reps->stream, id, reps->n_phases);
    reps->n_metrics++;
}

/* Those readers see come first: the first of all gives the row its reason. */
static void metric_columns(struct hinge_rep_rows *reps)
{
    const struct hinge_table *metrics = &reps->tab->metrics;
    const struct hinge_rep_labels reasons = hinge_rep_labels(reps->tab, "reason", "metric");
    reps->reason_array = hinge_rep_stream_want(&reps->stream, "reason", reasons.n * reps->n_phases);
    for (int pass = 0; pass < 2; pass++)
        for (size_t r = 0; r < metrics->rows; r++) {
            const char *id = hinge_table_text(metrics, "id", r);
            if (id == NULL || is_in(hinge_readable_metrics, id) != (pass == 0) ||
                !hinge_tab_wants(reps->tab, id, pass == 0))
                continue;
            metric_column(reps, r, &reasons);
        }
}

/* Covariates: the columns of the trial list; others of /trials when they are named. */
static void covariate_columns(struct hinge_rep_rows *reps)
{
    const struct hinge_table *trials = &reps->tab->trials;
    for (size_t c = 0; c < trials->n_columns; c++) {
        const char *const one[] = {trials->column[c].name, NULL};
        bool listed = hinge_table_find(&reps->tab->list, one[0]) >= 0;
        bool wanted = hinge_tab_chooses(reps->tab) || listed;
        if (wanted && hinge_tab_wants(reps->tab, one[0], false))
            trial_columns(reps, one, HINGE_SHOW_FULL);
    }
}

static void prepare(struct hinge_rep_rows *reps)
{
    struct hinge_tabulation *tab = reps->tab;
    reps->trial_column =
        hinge_arena_alloc(&tab->arena, tab->trials.n_columns + 1, sizeof *reps->trial_column);
    reps->metric = hinge_arena_alloc(&tab->arena, tab->metrics.rows + 1, sizeof *reps->metric);
    hinge_rep_stream_init(&reps->stream, tab,
                          HINGE_WITH_EXCLUDED |
                              (tab->request->references ? HINGE_WITH_REFERENCES : 0));
    reps->clock = hinge_rep_clock_want(&reps->stream);
    reps->rep_array = hinge_rep_stream_want(&reps->stream, "rep", 1);
    reps->valid = hinge_rep_stream_want(&reps->stream, "valid", 1);
    const struct hinge_rep_labels phases = hinge_rep_labels(tab, "reason", "phase");
    reps->phase = phases.label;
    reps->n_phases = phases.n;
    if (tab->status == HINGE_OK)
        tab->status = hinge_tab_check_phase(tab, reps->phase, reps->n_phases, &tab->failure);
    reps->shown = hinge_arena_alloc(&tab->arena, reps->n_phases, sizeof *reps->shown);
    reps->phase_text = hinge_arena_alloc(&tab->arena, reps->n_phases, sizeof *reps->phase_text);
    for (size_t p = 0; p < reps->n_phases; p++)
        if (hinge_tab_phase(tab, reps->phase[p]))
            reps->shown[reps->n_shown++] = p;
    key_columns(reps);
    metric_columns(reps);
    number_columns(reps);
    hinge_fault_counts_columns(&reps->faults, &reps->stream);
    covariate_columns(reps);
}

/* Readers don't see a column without a value, and are told. */
static void note_missing(struct hinge_rep_rows *reps)
{
    struct hinge_text *notes = &reps->tab->notes;
    const char *before = "No repetition here has: ";
    char name[128];
    if (!hinge_tab_readable(reps->tab) || reps->table->rows == 0 || hinge_tab_chooses(reps->tab))
        return;
    for (size_t i = 0; i < reps->n_metrics; i++) {
        const struct hinge_column *column = &reps->table->column[reps->metric[i].column];
        size_t r = 0;
        while (r < reps->table->rows && isnan(column->number[r]))
            r++;
        if (r < reps->table->rows)
            continue;
        hinge_text_printf(notes, "%s%s", before,
                          hinge_tab_name(reps->tab, column->name, name, sizeof name));
        before = ", ";
    }
    if (strcmp(before, ", ") == 0)
        hinge_text_puts(notes, "; the reason is that of the first.\n");
}

static void note_without_reps(struct hinge_tabulation *tab)
{
    size_t refused = 0, none = 0;
    for (size_t t = 0; t < tab->trials.rows; t++) {
        const char *status = hinge_table_text(&tab->trials, "status", t);
        bool lost = status != NULL && strcmp(status, "refused") == 0;
        refused += tab->kept[t] && lost;
        none += tab->kept[t] && !lost && hinge_tab_is_trial(tab, t) &&
                !(hinge_table_number(&tab->trials, "reps", t) > 0);
    }
    if (refused + none > 0)
        hinge_text_printf(&tab->notes,
                          "Recordings not here: %zu refused, %zu without repetitions; "
                          "hinge-table trials names them.\n",
                          refused, none);
}

static void make(struct hinge_tabulation *tab)
{
    struct hinge_rep_rows reps = {.tab = tab, .table = tab->table, .last_row = SIZE_MAX};
    prepare(&reps);
    reps.stream.leave = hinge_rep_rows_leave;
    reps.stream.leave_context = &reps;
    while (hinge_rep_stream_next(&reps.stream))
        hinge_rep_rows_add(&reps);
    if (tab->status == HINGE_OK)
        note_missing(&reps);
    note_without_reps(tab);
    hinge_rep_stream_clear(&reps.stream);
}

const struct hinge_view hinge_view_reps = {
    .id = "reps",
    .title = "a row per repetition and phase: times, metrics, reasons",
    .labels = labels,
    .takes = "filter,phase,columns,metrics,sort,digits",
    .make = make,
};
