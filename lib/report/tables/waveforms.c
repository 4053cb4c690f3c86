/* SPDX-License-Identifier: GPL-3.0-or-later */
/* waveforms: mean curves over the repetition, tidy: a row per cell, signal and percent
 * of time. With the participant among the keys, as by default, a cell is one person
 * under one condition; without, people are averaged. */
#include "base/memory.h"
#include "report/tables/parts/cells.h"
#include "report/tables/parts/columns.h"
#include "report/tables/parts/rates.h"
#include "report/tables/parts/tabulation.h"
#include "report/tables/parts/where.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 128 };
static const char *const labels[] = {"signal", NULL};
/* Without --filter signal=...; all would be millions of rows. */
static const char *const standard[] = {"lumbar_flex", "hip_flex", "pelvis_tilt",
                                       "knee_flex", NULL};

struct waveforms {
    struct hinge_tabulation *tab;
    struct hinge_rep_stream stream;
    struct hinge_cell_list cells;
    size_t valid; /* array */
    const char *const *signal;
    size_t n_all, nodes, n; /* signals of the file, points, signals chosen */
    size_t *chosen;
    size_t from, rows; /* the block that is read */
    double *block, *value;
    size_t *cell_order, *person_order, *first;
};

static bool asks_for_signals(const struct hinge_tabulation *tab)
{
    for (size_t i = 0; i < tab->n_conditions; i++)
        if (strcmp(tab->condition[i].name, "signal") == 0)
            return true;
    return false;
}

static enum hinge_status choose(struct waveforms *w, struct hinge_error *error)
{
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    enum hinge_status status = hinge_results_describe(
        w->tab->reader, "/waveforms", "by_time", &spec, &dimension, error);
    if (status != HINGE_OK)
        return status;
    w->signal = dimension[spec.further[0]].label;
    w->n_all = dimension[spec.further[0]].length;
    w->nodes = dimension[spec.further[1]].length;
    w->chosen = hinge_alloc(w->n_all, sizeof *w->chosen);
    w->block = hinge_alloc(BLOCK * w->n_all, w->nodes * sizeof *w->block);
    if (w->chosen == NULL || w->block == NULL)
        return hinge_no_memory(error);
    bool asked = asks_for_signals(w->tab);
    for (size_t s = 0; s < w->n_all; s++) {
        bool wanted = asked;
        for (size_t k = 0; !asked && standard[k] != NULL; k++)
            wanted = wanted || strcmp(standard[k], w->signal[s]) == 0;
        if (wanted && hinge_where_label(w->tab, "signal", w->signal[s]))
            w->chosen[w->n++] = s;
    }
    if (w->n == 0)
        return hinge_tab_unknown(w->tab, "--filter", "signal", "chosen", w->signal,
                                 w->n_all, error);
    return HINGE_OK;
}

/* Curves of a row of the file; rows come in order. */
static enum hinge_status read_row(struct waveforms *w, size_t row, const double **curve,
                                  struct hinge_error *error)
{
    size_t all = hinge_results_rows(w->tab->reader);
    enum hinge_status status = HINGE_OK;
    if (row < w->from || row >= w->from + w->rows) {
        w->from = row;
        w->rows = all - row < BLOCK ? all - row : BLOCK;
        status = hinge_results_read(w->tab->reader, "/waveforms", "by_time", w->from,
                                    w->rows, w->block, error);
    }
    *curve = w->block + (row - w->from) * w->n_all * w->nodes;
    return status;
}

static enum hinge_status add_rep(struct waveforms *w, struct hinge_error *error)
{
    size_t person;
    const double *curve;
    enum hinge_status status = hinge_cells_enter(&w->cells, &person, error);
    if (status != HINGE_OK || person == SIZE_MAX)
        return status;
    if (!(hinge_rep_values(&w->stream, w->valid)[0] > 0) &&
        !w->tab->request->all_reps) {
        w->cells.excluded_reps++;
        return HINGE_OK;
    }
    status = read_row(w, w->stream.from + w->stream.at, &curve, error);
    for (size_t s = 0; status == HINGE_OK && s < w->n; s++)
        for (size_t q = 0; q < w->nodes; q++) {
            double value = curve[w->chosen[s] * w->nodes + q];
            if (!isnan(value))
                hinge_cells_add(&w->cells, person, s * w->nodes + q, value);
        }
    return status;
}

enum { SIGNAL, PERCENT, PEOPLE, MEAN, SD, N_COLUMNS };
static const struct {
    const char *name, *unit;
    int digits; /* -1: text */
    enum hinge_show show;
} columns[N_COLUMNS] = {[SIGNAL] = {"signal", "", -1, HINGE_SHOW_KEY},
                        [PERCENT] = {"percent", "%", 0, HINGE_SHOW_KEY},
                        [PEOPLE] = {"n", "1", 0, HINGE_SHOW_KEY},
                        [MEAN] = {"mean", "", 2, HINGE_SHOW_KEY},
                        [SD] = {"sd", "", 2, HINGE_SHOW_FILLED}};

static enum hinge_status add_row(struct waveforms *w, size_t cell, size_t s, size_t q,
                                 struct hinge_table *table, struct hinge_error *error)
{
    size_t n = 0, first = w->cells.n_keys, measure = s * w->nodes + q;
    for (size_t i = w->first[cell]; i < w->first[cell + 1]; i++) {
        const struct hinge_cell_person *p = &w->cells.person[w->person_order[i]];
        const struct hinge_nest *nest = p->nest + measure;
        if (hinge_person_counts(&w->cells, p, nest->reps))
            w->value[n++] = hinge_nest_mean(nest);
    }
    struct hinge_spread spread = hinge_spread_of(w->value, n);
    enum hinge_status status = hinge_table_add_rows(table, 1, error);
    if (status != HINGE_OK)
        return status;
    size_t row = table->rows - 1;
    table->column[first + PERCENT].number[row] =
        100.0 * (double)q / (double)(w->nodes - 1);
    table->column[first + PEOPLE].number[row] = (double)n;
    table->column[first + MEAN].number[row] = spread.mean;
    table->column[first + SD].number[row] = spread.sd;
    if (q > 0) /* the table's own copy of the name, which outlives the results file */
        table->column[first + SIGNAL].text[row] =
            table->column[first + SIGNAL].text[row - 1];
    else
        status = hinge_table_set_text(table, first + SIGNAL, row,
                                      w->signal[w->chosen[s]], error);
    return status == HINGE_OK ? hinge_cells_set(&w->cells, cell, table, row, error)
                              : status;
}

static enum hinge_status add_rows(struct waveforms *w, struct hinge_table *table,
                                  struct hinge_error *error)
{
    hinge_cells_finish(&w->cells);
    enum hinge_status status =
        hinge_cells_sort(&w->cells, &w->cell_order, &w->person_order, &w->first, error);
    w->value = hinge_alloc(w->cells.n_people, sizeof *w->value);
    if (status == HINGE_OK && w->value == NULL)
        status = hinge_no_memory(error);
    for (size_t c = 0; status == HINGE_OK && c < w->cells.n_cells; c++)
        for (size_t s = 0; s < w->n; s++)
            for (size_t q = 0; status == HINGE_OK && q < w->nodes; q++)
                status = add_row(w, w->cell_order[c], s, q, table, error);
    return status;
}

static enum hinge_status make(struct waveforms *w, struct hinge_table *table,
                              struct hinge_error *error)
{
    bool more = true;
    enum hinge_status status = choose(w, error);
    if (status == HINGE_OK)
        status = hinge_rep_stream_init(&w->stream, w->tab, error);
    if (status == HINGE_OK)
        status = hinge_rep_stream_want(&w->stream, "valid", 1, &w->valid, error);
    if (status == HINGE_OK)
        status = hinge_cells_init(&w->cells, &w->stream, w->tab->request->by,
                                  w->n * w->nodes, error);
    if (status == HINGE_OK)
        status = hinge_cells_columns(&w->cells, table, error);
    for (size_t c = 0; status == HINGE_OK && c < N_COLUMNS; c++)
        status = hinge_tab_column(
            w->tab, table, columns[c].name,
            columns[c].digits < 0 ? HINGE_COLUMN_TEXT : HINGE_COLUMN_NUMBER,
            columns[c].unit, columns[c].digits < 0 ? 0 : columns[c].digits,
            columns[c].show, NULL, error);
    while (status == HINGE_OK) {
        status = hinge_rep_stream_next(&w->stream, &more, error);
        if (status != HINGE_OK || !more)
            break;
        status = add_rep(w, error);
    }
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
    if (status == HINGE_OK && !asks_for_signals(tab))
        hinge_text_puts(&tab->notes, "Other signals: --filter signal=trunk_incl,...\n");
    hinge_cells_clear(&w.cells);
    hinge_rep_stream_clear(&w.stream);
    free(w.chosen);
    free(w.block);
    free(w.value);
    free(w.cell_order);
    free(w.person_order);
    free(w.first);
    return status;
}

const struct hinge_view hinge_view_waveforms = {
    .id = "waveforms",
    .title = "mean curves: a row per person, condition, signal and percent",
    .by = "participant,group,cue",
    .labels = labels,
    .fill = fill,
};
