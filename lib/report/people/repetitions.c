/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Repetitions of a results file, one block after the other: values, states of faults, rows of
 * phases. */
#include "report/people/repetitions.h"

#include "faults/fault.h"
#include "table/columns.h"

#include <hinge/requests.h>
#include <hinge/warnings.h>

/* --- Columns of repetitions. --- */

enum {
    BLOCK = HINGE_ROWS_BATCH, /* the store's longest chunk, so that none is inflated twice */
    MOST_VALUES = 3 << 20,    /* of whole columns that are kept */
    MOST_AHEAD = 1 << 21,     /* of those that are read together */
    LEAST_COLUMNS = 16        /* that are kept whatever they take */
};

/* Whether an array has `width` values per repetition; one that is not there is the file's fault,
 * not the user's. */
static bool is_there(struct hinge_tabulation *tab, const char *group, const char *name,
                     size_t width)
{
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    size_t found = 1;
    if (!hinge_tab_try(tab, hinge_results_describe(tab->reader, group, name, &spec, &dimension,
                                                   &tab->failure))) {
        if (tab->status == HINGE_USAGE)
            tab->status = tab->failure.status = HINGE_INPUT;
        return false;
    }
    for (int d = 0; d < spec.n_further; d++)
        found *= dimension[spec.further[d]].length;
    if (found == width)
        return true;
    return hinge_tab_fail(tab, HINGE_INPUT, HINGE_REASON_DAMAGED,
                          "%s: damaged: %s/%s has %zu values per repetition, %zu belong there; "
                          "make the file again with hinge-analyze",
                          tab->request->results, group, name, found, width);
}

static void check_stopped(struct hinge_tabulation *tab)
{
    if (tab->status == HINGE_OK && hinge_progress_stopped(tab->request->progress))
        hinge_tab_fail(tab, HINGE_INTERRUPTED, HINGE_REASON_OK, "interrupted");
}

void hinge_reps_curves(struct hinge_repetitions *reps, const char *name, size_t nodes,
                       double *value)
{
    struct hinge_tabulation *tab = reps->tab;
    check_stopped(tab);
    if (tab->status == HINGE_OK && is_there(tab, HINGE_GROUP_WAVEFORMS, name, nodes))
        hinge_tab_try(tab, hinge_results_read(tab->reader, HINGE_GROUP_WAVEFORMS, name, 0,
                                              reps->rows, value, &tab->failure));
    for (size_t i = 0; tab->status != HINGE_OK && i < reps->rows * nodes; i++)
        value[i] = (double)NAN;
}

static struct hinge_rep_column *find_column(struct hinge_repetitions *reps, const char *name)
{
    const size_t i = HINGE_ROW_AT(reps->column, reps->n_columns, name);
    return i < reps->n_columns ? &reps->column[i] : NULL;
}

static void forget(struct hinge_repetitions *reps, size_t column)
{
    reps->forgotten++;
    reps->n_values -= reps->room * reps->column[column].width;
    free(reps->column[column].value);
    reps->column[column] = reps->column[--reps->n_columns];
}

void hinge_reps_forget(struct hinge_repetitions *reps)
{
    while (reps->n_columns > 0)
        forget(reps, reps->n_columns - 1);
}

/* A column whose values are to be read. */
static void add_column(struct hinge_repetitions *reps, const char *name, size_t width)
{
    /* Whole columns that were not asked for longest go where they are too many. */
    size_t values = reps->room * width;
    while (reps->end == 0 && reps->n_columns >= LEAST_COLUMNS &&
           reps->n_values + values > MOST_VALUES) {
        size_t oldest = 0;
        for (size_t i = 1; i < reps->n_columns; i++)
            if (reps->column[i].asked < reps->column[oldest].asked)
                oldest = i;
        forget(reps, oldest);
    }
    reps->column = hinge_more(reps->column, reps->n_columns, sizeof *reps->column);
    reps->n_values += reps->room * width;
    reps->column[reps->n_columns++] = (struct hinge_rep_column){
        .name = hinge_arena_strdup(&reps->tab->arena, name),
        .width = width,
        .value = hinge_alloc(reps->room * width, sizeof(double)),
        .asked = ++reps->asked,
    };
}

/* Reads all columns that have no values yet. */
static void read_columns(struct hinge_repetitions *reps)
{
    struct hinge_tabulation *tab = reps->tab;
    cleared_by(freed) struct hinge_wanted *wanted = hinge_alloc(reps->n_columns, sizeof *wanted);
    size_t n = 0;
    check_stopped(tab);
    for (size_t i = 0; i < reps->n_columns; i++) {
        struct hinge_rep_column *column = &reps->column[i];
        if (column->is_read)
            continue;
        column->is_read = true;
        wanted[n++] = (struct hinge_wanted){column->name, column->value};
        if (tab->status == HINGE_OK)
            is_there(tab, HINGE_GROUP_REPS, column->name, column->width);
    }
    if (tab->status == HINGE_OK)
        tab->status = hinge_results_read_several(tab->reader, HINGE_GROUP_REPS, wanted, n,
                                                 reps->from, reps->here, &tab->failure);
    for (size_t i = 0; tab->status != HINGE_OK && i < reps->n_columns; i++)
        for (size_t k = 0; k < reps->here * reps->column[i].width; k++)
            reps->column[i].value[k] = (double)NAN;
}

size_t hinge_reps_ahead(struct hinge_repetitions *reps, const char *const *name, size_t n,
                        size_t width)
{
    size_t most = MOST_AHEAD / (reps->room * width + 1);
    n = n < most ? n : most;
    for (size_t i = 0; i < n; i++)
        if (find_column(reps, name[i]) == NULL)
            add_column(reps, name[i], width);
    read_columns(reps);
    return n;
}

const double *hinge_reps_column(struct hinge_repetitions *reps, const char *name, size_t width)
{
    struct hinge_rep_column *column = find_column(reps, name);
    if (column == NULL)
        add_column(reps, name, width);
    if (column == NULL || !column->is_read) {
        read_columns(reps);
        column = find_column(reps, name);
    }
    column->asked = ++reps->asked;
    return column->value;
}

bool hinge_reps_next(struct hinge_repetitions *reps)
{
    struct hinge_tabulation *tab = reps->tab;
    if (tab->status != HINGE_OK || reps->end == reps->n)
        return false;
    reps->room = reps->rows < BLOCK ? reps->rows : BLOCK;
    reps->begin = reps->end;
    reps->from = reps->row[reps->begin] / BLOCK * BLOCK;
    reps->here = reps->rows - reps->from < BLOCK ? reps->rows - reps->from : BLOCK;
    while (reps->end < reps->n && reps->row[reps->end] < reps->from + reps->here)
        reps->end++;
    for (size_t i = 0; i < reps->n_columns; i++)
        reps->column[i].is_read = false;
    hinge_progress_report(tab->request->progress, reps->from, reps->rows);
    return true;
}

bool hinge_reps_excluded(const struct hinge_repetitions *reps, size_t row)
{
    return reps->out != NULL && reps->out[row];
}

const char *hinge_reps_status(const struct hinge_repetitions *reps, size_t row, double valid)
{
    return hinge_reps_excluded(reps, row)   ? "excluded"
           : hinge_repetition_counts(valid) ? "ok"
                                            : "partial";
}

/* --- Which repetitions --filter lets through. --- */

/* What the conditions look at, in a row of the file. */
struct looked_at {
    const struct hinge_tabulation *tab;
    const double *value[HINGE_CONDITIONS];
    bool measured[HINGE_CONDITIONS];
    size_t row;
    bool rest; /* all but the measured conditions */
};

static bool find_in_repetition(const void *row, const struct hinge_condition *condition,
                               struct hinge_cell *cell)
{
    const struct looked_at *looked = row;
    if (condition->level == HINGE_ON_TRIAL || condition->level == HINGE_ON_LABEL ||
        (looked->rest && looked->measured[condition - looked->tab->filter.condition]))
        return false;
    cell->number = looked->value[condition - looked->tab->filter.condition][looked->row];
    const int state = hinge_fault_state_of(cell->number);
    if (condition->level == HINGE_ON_FAULT) /* as in comparisons: above its threshold */
        cell->number = state >= 0 ? state >= HINGE_FAULT_ABOVE : (double)NAN;
    return true;
}

static const double *numbers_of(const struct hinge_table *table, const char *name)
{
    long at = hinge_table_find(table, name);
    return at >= 0 ? table->column[at].number : NULL;
}

/* What --filter by values of repetitions left of those that count: once, under a table of people; a
 * table by repetition is a list. */
static void note_left(struct hinge_repetitions *reps, struct looked_at *looked)
{
    struct hinge_tabulation *tab = reps->tab;
    bool any = false;
    for (size_t i = 0; i < tab->filter.n; i++) {
        looked->measured[i] = looked->value[i] != NULL &&
                              hinge_filter_measures(&tab->faults, tab->filter.condition[i].name);
        any = any || looked->measured[i];
    }
    if (!any || !tab->view->of_means || tab->left_told ||
        hinge_listed(hinge_tab_by(tab), ',', "rep") || tab->status != HINGE_OK)
        return;
    const double *valid = hinge_reps_column(reps, "valid", 1);
    unsigned char *of = hinge_arena_alloc(&tab->arena, reps->rows, sizeof *of);
    const char **person = hinge_arena_alloc(&tab->arena, reps->rows, sizeof *person);
    for (size_t r = 0; r < reps->rows; r++) {
        const size_t t = reps->trial[r];
        const bool used = tab->kept[t] && hinge_use_of_recording(tab, t) == HINGE_USE_USED &&
                          hinge_use_of_rep(&tab->counts, hinge_reps_excluded(reps, r), valid[r]) ==
                              HINGE_USE_USED;
        person[r] = hinge_table_word(&tab->trials, "participant", t);
        looked->row = r;
        for (int k = 1; k >= 0 && used; k--) { /* the rest of the filter, then all of it */
            looked->rest = k > 0;
            if (hinge_filter_keeps(&tab->filter, find_in_repetition, looked))
                of[r]++;
        }
    }
    hinge_tab_note(tab, "The filter left ");
    hinge_filter_left(&tab->notes, person, of, reps->rows);
    hinge_tab_note(tab, ".\n");
    tab->left_told = true;
}

void hinge_reps_open(struct hinge_repetitions *reps, struct hinge_tabulation *tab, unsigned with)
{
    *reps = (struct hinge_repetitions){.tab = tab, .rows = hinge_results_rows(tab->reader)};
    reps->here = reps->room = reps->rows;
    const double *manual = numbers_of(&tab->trials, "rejected_manual"), *warnings = NULL;
    struct looked_at looked = {.tab = tab};
    /* The trial of each repetition: it is among those that /trials says the trial has, some of them
     * excluded by hand. */
    const double *first = numbers_of(&tab->trials, "first_rep"),
                 *n = numbers_of(&tab->trials, "reps"),
                 *trial = hinge_reps_column(reps, "trial", 1);
    reps->trial = hinge_arena_alloc(&tab->arena, reps->rows, sizeof *reps->trial);
    for (size_t r = 0; r < reps->rows && tab->status == HINGE_OK; r++) {
        bool known = trial[r] >= 0 && trial[r] < (double)tab->trials.rows;
        size_t t = reps->trial[r] = known ? (size_t)trial[r] : 0;
        double left = known && manual != NULL && manual[t] > 0 ? manual[t] : 0;
        if (!known || first == NULL || n == NULL || !((double)r >= first[t]) ||
            !((double)r < first[t] + n[t] + left))
            hinge_tab_fail(tab, HINGE_INPUT, HINGE_REASON_DAMAGED,
                           "%s: damaged: %s/trial: repetition %zu is not one of trial %g of %zu; "
                           "make the file again with hinge-analyze",
                           tab->request->results, HINGE_GROUP_REPS, r + 1, trial[r] + 1,
                           tab->trials.rows);
    }
    for (size_t t = 0; manual != NULL && t < tab->trials.rows && warnings == NULL; t++)
        warnings = manual[t] > 0 ? hinge_reps_column(reps, "warnings", 1) : NULL;
    if (warnings != NULL)
        reps->out = hinge_arena_alloc(&tab->arena, reps->rows, sizeof *reps->out);
    for (size_t r = 0; warnings != NULL && r < reps->rows; r++)
        reps->out[r] = hinge_warns(warnings[r], HINGE_WARN(EXCLUDED));
    for (size_t i = 0; i < tab->filter.n; i++) {
        /* the array that each condition looks at, and where in it */
        const struct hinge_condition *condition = &tab->filter.condition[i];
        const char *phase = *tab->request->phase != '\0' ? tab->request->phase : "descent";
        const bool fault = condition->level == HINGE_ON_FAULT,
                   metric = condition->level == HINGE_ON_METRIC;
        struct hinge_rep_labels labels = {.n = 1};
        long at = 0;
        if (!fault && !metric && condition->level != HINGE_ON_REP)
            continue;
        if (metric) { /* a table of faults has no phases */
            labels = hinge_rep_labels(tab, "reason", "phase");
            hinge_tab_check_phase(tab, labels.label, labels.n);
        }
        if (fault)
            labels = hinge_rep_labels(tab, "fault_state", "fault");
        if (labels.label != NULL)
            at = hinge_label_find(labels.label, labels.n, fault ? condition->name : phase);
        const double *value =
            hinge_reps_column(reps, fault ? "fault_state" : condition->name, labels.n);
        double *values = hinge_arena_raw(&tab->arena, reps->rows, sizeof *values);
        for (size_t r = 0; r < reps->rows; r++)
            values[r] = at >= 0 ? value[r * labels.n + (size_t)at] : (double)NAN;
        looked.value[i] = values;
    }
    reps->row = hinge_arena_raw(&tab->arena, reps->rows, sizeof *reps->row);
    for (size_t r = 0; r < reps->rows && tab->status == HINGE_OK; r++) {
        looked.row = r;
        if (tab->kept[reps->trial[r]] && (tab->left_out == NULL || !tab->left_out[r]) &&
            ((with & HINGE_WITH_EXCLUDED) != 0 || !hinge_reps_excluded(reps, r)) &&
            ((with & HINGE_WITH_REFERENCES) != 0 || hinge_tab_is_trial(tab, reps->trial[r])) &&
            hinge_filter_keeps(&tab->filter, find_in_repetition, &looked))
            reps->row[reps->n++] = r;
    }
    note_left(reps, &looked);
    hinge_reps_forget(reps);
}

void hinge_reps_clear(struct hinge_repetitions *reps)
{
    hinge_reps_forget(reps);
    free(reps->column);
    *reps = (struct hinge_repetitions){.rows = 0};
}

/* --- Times of phases, labels, reasons. --- */

static const char *const boundaries[4] = {"desc_start_s", "desc_end_s", "asc_start_s", "asc_end_s"};

struct hinge_rep_clock hinge_rep_clock(struct hinge_repetitions *reps)
{
    struct hinge_rep_clock clock = {.floor = hinge_reps_column(reps, "floor", 1)};
    for (size_t i = 0; i < 4; i++)
        clock.boundary[i] = hinge_reps_column(reps, boundaries[i], 1);
    return clock;
}

void hinge_rep_phase_times(const struct hinge_rep_clock *clock, size_t at, const char *phase,
                           double start_end[2])
{
    const double desc_start = clock->boundary[0][at], desc_end = clock->boundary[1][at],
                 asc_start = clock->boundary[2][at], asc_end = clock->boundary[3][at];
    const bool floor = clock->floor[at] > 0;
    start_end[0] = start_end[1] = NAN;
    if (strcmp(phase, "descent") == 0) {
        start_end[0] = desc_start;
        start_end[1] = desc_end;
    } else if (strcmp(phase, "ascent") == 0) {
        start_end[0] = asc_start;
        start_end[1] = asc_end;
    } else if (strcmp(phase, "rep") == 0) {
        start_end[0] = floor ? asc_start : desc_start;
        start_end[1] = floor && !isnan(desc_end) ? desc_end : asc_end;
    } else if (!floor && asc_start > desc_end) { /* the hold */
        start_end[0] = desc_end;
        start_end[1] = asc_start;
    }
}

static bool is_labelled(const struct hinge_dimension *dimension)
{
    for (size_t i = 0; dimension->label != NULL && i < dimension->length; i++)
        if (dimension->label[i] == NULL)
            return false;
    return dimension->label != NULL;
}

struct hinge_rep_labels hinge_rep_labels(struct hinge_tabulation *tab, const char *array,
                                         const char *dimension)
{
    struct hinge_rep_labels labels = {0};
    struct hinge_array_spec spec;
    const struct hinge_dimension *all;
    if (tab->status != HINGE_OK)
        return labels;
    tab->status =
        hinge_results_describe(tab->reader, HINGE_GROUP_REPS, array, &spec, &all, &tab->failure);
    for (int d = 0; tab->status == HINGE_OK && d < spec.n_further; d++)
        if (strcmp(all[spec.further[d]].name, dimension) == 0 &&
            is_labelled(&all[spec.further[d]])) {
            labels.label = all[spec.further[d]].label;
            labels.n = all[spec.further[d]].length;
            return labels;
        }
    if (tab->status == HINGE_OK || tab->status == HINGE_USAGE)
        hinge_tab_fail(tab, HINGE_INPUT, HINGE_REASON_DAMAGED,
                       "%s: %s/%s has no dimension \"%s\" with names; make the file again with "
                       "hinge-analyze",
                       tab->request->results, HINGE_GROUP_REPS, array, dimension);
    return labels;
}

bool hinge_warns(double stored, uint64_t bits)
{
    return stored > 0 && ((uint64_t)stored & bits) != 0;
}

const char *hinge_stored_reason(double code)
{
    return code > 0 && code < HINGE_REASON_COUNT ? hinge_reason_name((enum hinge_reason)code) : "";
}
