/* SPDX-License-Identifier: GPL-3.0-or-later */
/* waveforms: mean curves over the repetition or a phase, tidy: a row per cell, signal
 * and percent of time, or of the driver's way. With the participant among the keys, as
 * by default, a cell is one person under one condition; without, people are averaged.
 */
#include "base/memory.h"
#include "body/body.h"
#include "report/cells.h"
#include "report/columns.h"
#include "report/repetitions.h"
#include "report/request.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 128 };
static const char *const labels[] = {"signal", "phase", "over", NULL};
/* The arrays of the file, and how they are asked for. */
static const struct curve_set {
    const char *array, *phase, *over;
} sets[] = {{"by_time", "rep", "time"},
            {"descent_by_time", "descent", "time"},
            {"ascent_by_time", "ascent", "time"},
            {"descent_by_progress", "descent", "progress"},
            {"ascent_by_progress", "ascent", "progress"}};
enum { SETS = sizeof sets / sizeof *sets };
/* Without --filter signal=...; all would be millions of rows. */
static const char *const standard[] = {"lumbar_flex", "hip_flex",  "pelvis_tilt",
                                       "trunk_incl",  "knee_flex", NULL};

struct waveforms {
    struct hinge_tabulation *tab;
    struct hinge_rep_stream stream;
    struct hinge_cell_list cells;
    const char *const *signal;
    size_t n_all, nodes, n; /* signals of the file, points, curves chosen */
    struct {
        size_t set, signal;
    } * chosen;                    /* by set */
    size_t from[SETS], rows[SETS]; /* the blocks that are read */
    double *block[SETS], *value;
    size_t *cell_order, *person_order, *first;
};

static bool asks_for(const struct hinge_tabulation *tab, const char *label)
{
    for (size_t i = 0; i < tab->filter.n; i++)
        if (strcmp(tab->filter.condition[i].name, label) == 0)
            return true;
    return false;
}

/* Nothing said: the repetition over its time; progress alone: both ways. */
static bool wants_set(const struct hinge_tabulation *tab, const struct curve_set *set)
{
    bool over = asks_for(tab, "over");
    bool phase = *tab->request->phase != '\0' || asks_for(tab, "phase") || over;
    return (phase ? hinge_tab_phase(tab, set->phase) : strcmp(set->phase, "rep") == 0) &&
           (over ? hinge_where_label(tab, "over", set->over) : strcmp(set->over, "time") == 0);
}

static bool wants_signal(const struct hinge_tabulation *tab, const char *signal)
{
    bool wanted = asks_for(tab, "signal");
    for (size_t k = 0; !wanted && standard[k] != NULL; k++)
        wanted = strcmp(standard[k], signal) == 0;
    return wanted && hinge_where_label(tab, "signal", signal);
}

/* Signals and points of the first set; the others have the same. */
static enum hinge_status look(struct waveforms *w, struct hinge_error *error)
{
    struct hinge_array_spec spec, other;
    const struct hinge_dimension *dimension;
    struct hinge_results_reader *reader = w->tab->reader;
    enum hinge_status status =
        hinge_results_named(reader, "/waveforms", sets[0].array, 2, &spec, &dimension, error);
    for (size_t k = 1; status == HINGE_OK && k < SETS; k++) {
        status =
            hinge_results_named(reader, "/waveforms", sets[k].array, 2, &other, &dimension, error);
        if (status == HINGE_OK &&
            memcmp(other.further, spec.further, 2 * sizeof *spec.further) != 0)
            status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                                     "%s: damaged: /waveforms/%s has other signals or "
                                     "points than %s",
                                     w->tab->request->results, sets[k].array, sets[0].array);
    }
    if (status != HINGE_OK)
        return status;
    w->signal = dimension[spec.further[0]].label;
    w->n_all = dimension[spec.further[0]].length;
    w->nodes = dimension[spec.further[1]].length;
    return HINGE_OK;
}

static enum hinge_status choose(struct waveforms *w, struct hinge_error *error)
{
    enum hinge_status status = look(w, error);
    static const char *const phases[] = {"rep", "descent", "ascent"};
    if (status == HINGE_OK)
        status = hinge_tab_check_phase(w->tab, phases, 3, error);
    if (status != HINGE_OK)
        return status;
    w->chosen = hinge_alloc(SETS * w->n_all, sizeof *w->chosen);
    for (size_t k = 0; k < SETS; k++) {
        if (!wants_set(w->tab, &sets[k]))
            continue;
        w->block[k] = hinge_alloc(BLOCK * w->n_all, w->nodes * sizeof *w->block[k]);
        for (size_t s = 0; s < w->n_all; s++)
            if (wants_signal(w->tab, w->signal[s])) {
                w->chosen[w->n].set = k;
                w->chosen[w->n++].signal = s;
            }
    }
    if (w->n == 0 && asks_for(w->tab, "signal"))
        return hinge_tab_unknown(w->tab, "--filter", "signal", "chosen", w->signal, w->n_all,
                                 error);
    return w->n > 0 ? HINGE_OK
                    : hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                      "no curves of that kind: phase is rep, descent or "
                                      "ascent, over is time, or progress for descent "
                                      "and ascent");
}

/* Curves of a set of a row of the file; rows come in order. */
static enum hinge_status read_row(struct waveforms *w, size_t set, size_t row, const double **curve,
                                  struct hinge_error *error)
{
    size_t all = hinge_results_rows(w->tab->reader);
    enum hinge_status status = HINGE_OK;
    if (row < w->from[set] || row >= w->from[set] + w->rows[set]) {
        w->from[set] = row;
        w->rows[set] = all - row < BLOCK ? all - row : BLOCK;
        status = hinge_results_read(w->tab->reader, "/waveforms", sets[set].array, row,
                                    w->rows[set], w->block[set], error);
    }
    *curve = w->block[set] + (row - w->from[set]) * w->n_all * w->nodes;
    return status;
}

static enum hinge_status add_rep(struct waveforms *w, struct hinge_error *error)
{
    const double *curve;
    enum hinge_status status = HINGE_OK;
    if (!hinge_cells_enter(&w->cells))
        return HINGE_OK;
    for (size_t s = 0; status == HINGE_OK && s < w->n; s++) {
        status = read_row(w, w->chosen[s].set, w->stream.from + w->stream.at, &curve, error);
        for (size_t q = 0; status == HINGE_OK && q < w->nodes; q++) {
            double value = curve[w->chosen[s].signal * w->nodes + q];
            if (!isnan(value))
                hinge_cohort_add(&w->cells.people, s * w->nodes + q, value);
        }
    }
    return status;
}

enum { PHASE, OVER, SIGNAL, UNIT, PERCENT, PEOPLE, MEAN, SD, N_COLUMNS };
static const struct hinge_tab_spec columns[N_COLUMNS] = {
    [PHASE] = {"phase", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [OVER] = {"over", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [SIGNAL] = {"signal", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [UNIT] = {"unit", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [PERCENT] = {"percent", "%", 0, HINGE_SHOW_KEY},
    [PEOPLE] = {"n", "1", 0, HINGE_SHOW_KEY},
    [MEAN] = {"mean", "", 2, HINGE_SHOW_KEY},
    [SD] = {"sd", "", 2, HINGE_SHOW_FILLED}};

static const char *unit_of(const char *name)
{
    enum hinge_signal signal = hinge_signal_find(name);
    return signal < HINGE_SIGNAL_COUNT ? hinge_signal_unit(signal) : "";
}

/* Cells of a row that is there. */
static void set_row(struct waveforms *w, size_t cell, size_t s, size_t q, struct hinge_table *table,
                    size_t row)
{
    size_t n = 0, first = w->cells.people.n_keys, measure = s * w->nodes + q;
    for (size_t i = w->first[cell]; i < w->first[cell + 1]; i++) {
        const struct hinge_person *p = &w->cells.people.person[w->person_order[i]];
        const struct hinge_nest *nest = hinge_person_nest(p, measure);
        if (hinge_person_counts(&w->cells, p, nest->reps))
            w->value[n++] = hinge_nest_mean(nest);
    }
    struct hinge_spread spread = hinge_spread_of(w->value, n);
    table->column[first + PERCENT].number[row] = 100.0 * (double)q / (double)(w->nodes - 1);
    table->column[first + PEOPLE].number[row] = (double)n;
    table->column[first + MEAN].number[row] = spread.mean;
    table->column[first + SD].number[row] = spread.sd;
    const struct curve_set *set = &sets[w->chosen[s].set];
    const char *signal = w->signal[w->chosen[s].signal];
    const char *const texts[] = {set->phase, set->over, signal, unit_of(signal)};
    if (q > 0) {
        hinge_tab_repeat(table, first + PERCENT, row);
        return;
    }
    for (size_t c = 0; c < 4; c++)
        hinge_table_set_text(table, first + PHASE + c, row, texts[c]);
    hinge_cells_set(&w->cells, cell, table, row);
}

static bool anybody_has(const struct waveforms *w, size_t s)
{
    for (size_t i = 0; i < w->cells.people.n; i++)
        for (size_t q = 0; q < w->nodes; q++)
            if (hinge_person_nest(&w->cells.people.person[i], s * w->nodes + q)->reps > 0)
                return true;
    return false;
}

/* Curves that were not asked for and that nobody has are no rows, but a note. */
static void drop_nobodys(struct waveforms *w, bool *dropped)
{
    size_t n = 0;
    for (size_t s = 0; s < w->n; s++) {
        dropped[s] = !asks_for(w->tab, "signal") && !anybody_has(w, s);
        if (dropped[s])
            hinge_text_printf(&w->tab->notes, "%s%s",
                              n++ > 0 ? ", " : "Nobody has: ", w->signal[w->chosen[s].signal]);
    }
    hinge_text_puts(&w->tab->notes, n > 0 ? "; hinge-table reps gives the reasons.\n" : "");
}

static enum hinge_status add_rows(struct waveforms *w, struct hinge_table *table,
                                  struct hinge_error *error)
{
    hinge_cohort_finish(&w->cells.people);
    enum hinge_status status = HINGE_OK;
    hinge_cohort_sort(&w->cells.people, &w->cell_order, &w->person_order, &w->first);
    w->value = hinge_alloc(w->cells.people.n, sizeof *w->value);
    bool *dropped = hinge_alloc(w->n, sizeof *dropped);
    drop_nobodys(w, dropped);
    for (size_t c = 0; status == HINGE_OK && c < w->cells.people.n_cells; c++)
        for (size_t s = 0; status == HINGE_OK && s < w->n; s++) {
            if (dropped[s])
                continue;
            size_t row = table->rows;
            hinge_table_add_rows(table, w->nodes);
            for (size_t q = 0; status == HINGE_OK && q < w->nodes; q++)
                set_row(w, w->cell_order[c], s, q, table, row + q);
            if (status == HINGE_OK)
                status = hinge_tab_hand_over(w->tab, table, error);
        }
    free(dropped);
    return status;
}

static enum hinge_status make(struct waveforms *w, struct hinge_table *table,
                              struct hinge_error *error)
{
    enum hinge_status status = choose(w, error);
    if (status == HINGE_OK)
        status = hinge_rep_stream_init(&w->stream, w->tab, error);
    if (status == HINGE_OK)
        status =
            hinge_cells_init(&w->cells, &w->stream, w->tab->request->by, w->n * w->nodes, error);
    if (status == HINGE_OK)
        hinge_cells_columns(&w->cells, table);
    if (status == HINGE_OK)
        hinge_tab_specified(w->tab, table, columns, N_COLUMNS);
    while (hinge_rep_stream_next(&w->stream, &status, error))
        status = add_rep(w, error);
    if (status == HINGE_OK)
        status = add_rows(w, table, error);
    if (status == HINGE_OK)
        hinge_cells_notes(&w->cells);
    return status;
}

static enum hinge_status fill(struct hinge_tabulation *tab, struct hinge_table *table,
                              struct hinge_error *error)
{
    struct waveforms w = {.tab = tab};
    enum hinge_status status = make(&w, table, error);
    hinge_cells_clear(&w.cells);
    hinge_rep_stream_clear(&w.stream);
    free(w.chosen);
    for (size_t k = 0; k < SETS; k++)
        free(w.block[k]);
    free(w.value);
    free(w.cell_order);
    free(w.person_order);
    free(w.first);
    return status;
}

const struct hinge_view hinge_view_waveforms = {
    .id = "waveforms",
    .title = "mean curves: a row per person, condition, phase, signal and percent",
    .by = "participant,group,cue",
    .labels = labels,
    .takes = "by,filter,phase,columns,sort,digits,include-inferred,all-tasks,all-reps,"
             "allow-single",
    .fill = fill,
};
