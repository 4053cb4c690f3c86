/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean curves of people: waveforms of a results file by the rules of group tables. */
#include "base/memory.h"
#include "report/cells.h"
#include "report/request.h"
#include "store/store.h"
#include "table/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TURN, BACK, FLOOR, REPS_COLUMN, EXTRA_COLUMNS, SIGNALS = 16 };

static const struct hinge_table_spec extra[EXTRA_COLUMNS] = {[TURN] = {"turn_pct", "%", 1},
                                                             [BACK] = {"back_pct", "%", 1},
                                                             [FLOOR] = {"floor", "1", 2},
                                                             [REPS_COLUMN] = {"reps", "1", 0}};

/* Measures of a person: the points of each signal, then TURN, BACK and FLOOR. */
struct curves {
    struct hinge_tabulation tab;
    struct hinge_rep_stream stream;
    struct hinge_rep_times times;
    struct hinge_cell_list cells;
    size_t signals_in_file;
    size_t n_signals, signal[SIGNALS]; /* positions in the file */
    size_t read_from;                  /* first row of the block that was read; SIZE_MAX: none */
    double *block;
    struct hinge_person_curves *out;
};

void hinge_person_curves_clear(struct hinge_person_curves *curves)
{
    hinge_table_clear(&curves->keys);
    free(curves->value);
    free(curves->notes);
    *curves = (struct hinge_person_curves){0};
}

static enum hinge_status find_signals(struct curves *c, const char *const *signal, size_t n,
                                      struct hinge_error *error)
{
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    enum hinge_status status = hinge_results_named(c->tab.reader, HINGE_GROUP_WAVEFORMS, "by_time",
                                                   2, &spec, &dimension, error);
    if (status != HINGE_OK)
        return status == HINGE_USAGE ? HINGE_INPUT : status;
    const struct hinge_dimension *names = &dimension[spec.further[0]];
    c->signals_in_file = names->length;
    c->n_signals = n;
    if (n > SIGNALS || dimension[spec.further[1]].length != HINGE_CURVE_POINTS)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_DAMAGED,
                               "%s: damaged: /waveforms/by_time has no curves of %d "
                               "points; make the file again with hinge-analyze",
                               c->tab.request->results, HINGE_CURVE_POINTS);
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        long at = hinge_label_find(names->label, names->length, signal[i]);
        if (at < 0)
            status = hinge_tab_unknown(&c->tab, NULL, "curve", signal[i], names->label,
                                       names->length, error);
        else
            c->signal[i] = (size_t)at;
    }
    return status;
}

/* Waveforms of the stream's block of repetitions. */
static enum hinge_status read_block(struct curves *c, struct hinge_error *error)
{
    size_t row = c->signals_in_file * HINGE_CURVE_POINTS;
    if (c->read_from == c->stream.from && c->block != NULL)
        return HINGE_OK;
    free(c->block);
    c->block = hinge_alloc(c->stream.n, row * sizeof *c->block);
    c->read_from = c->stream.from;
    return hinge_results_read(c->tab.reader, HINGE_GROUP_WAVEFORMS, "by_time", c->stream.from,
                              c->stream.n, c->block, error);
}

/* Where the first phase ends and the second begins. */
static void add_turns(struct curves *c)
{
    double rep[2], down[2], up[2];
    size_t first = c->n_signals * HINGE_CURVE_POINTS;
    hinge_rep_phase_times(&c->times, &c->stream, "rep", rep);
    hinge_rep_phase_times(&c->times, &c->stream, "descent", down);
    hinge_rep_phase_times(&c->times, &c->stream, "ascent", up);
    bool floor = hinge_rep_values(&c->stream, c->times.floor)[0] > 0;
    double length = rep[1] - rep[0];
    double turn = ((floor ? up[1] : down[1]) - rep[0]) / length;
    double back = ((floor ? down[0] : up[0]) - rep[0]) / length;
    if (turn >= 0 && turn <= 1)
        hinge_cohort_add(&c->cells.people, first + TURN, 100 * turn);
    if (back >= 0 && back <= 1)
        hinge_cohort_add(&c->cells.people, first + BACK, 100 * back);
    hinge_cohort_add(&c->cells.people, first + FLOOR, floor);
}

static enum hinge_status add_rep(struct curves *c, struct hinge_error *error)
{
    if (!hinge_cells_enter(&c->cells))
        return HINGE_OK;
    enum hinge_status status = read_block(c, error);
    for (size_t s = 0; status == HINGE_OK && s < c->n_signals; s++) {
        const double *value =
            c->block + (c->stream.at * c->signals_in_file + c->signal[s]) * HINGE_CURVE_POINTS;
        for (size_t p = 0; p < HINGE_CURVE_POINTS; p++)
            if (!isnan(value[p]))
                hinge_cohort_add(&c->cells.people, s * HINGE_CURVE_POINTS + p, value[p]);
    }
    if (status == HINGE_OK)
        add_turns(c);
    return status;
}

/* --- rows --- */

static unsigned most_reps(const struct hinge_person *person, size_t first, size_t n)
{
    unsigned reps = 0;
    for (size_t m = first; m < first + n; m++)
        if (hinge_person_nest(person, m)->reps > reps)
            reps = hinge_person_nest(person, m)->reps;
    return reps;
}

static void add_columns(struct curves *c)
{
    struct hinge_table *keys = &c->out->keys;
    for (size_t k = 0; k < c->cells.people.n_keys; k++)
        hinge_table_add_column(keys, c->cells.key[k].name, HINGE_COLUMN_TEXT, "", 0);
    hinge_table_specify(keys, extra, EXTRA_COLUMNS);
}

static void add_row(struct curves *c, size_t cell, const struct hinge_person *person, unsigned reps)
{
    struct hinge_table *keys = &c->out->keys;
    size_t points = c->n_signals * HINGE_CURVE_POINTS;
    hinge_table_add_rows(keys, 1);
    size_t row = keys->rows - 1, first = c->cells.people.n_keys;
    double *value = c->out->value + row * points;
    /* of the repetitions that have the point, as in the table and in hinge-compare */
    for (size_t p = 0; p < points; p++) {
        const struct hinge_nest *nest = hinge_person_nest(person, p);
        value[p] = nest->reps > 0 ? hinge_nest_mean(nest) : (double)NAN;
    }
    for (size_t m = TURN; m <= FLOOR; m++)
        keys->column[first + m].number[row] =
            hinge_nest_mean(hinge_person_nest(person, points + m));
    keys->column[first + REPS_COLUMN].number[row] = reps;
    hinge_cells_set(&c->cells, cell, keys, row);
}

static void add_rows(struct curves *c)
{
    size_t *cell_order, *person_order, *first, left = 0;
    hinge_cohort_sort(&c->cells.people, &cell_order, &person_order, &first);
    c->out->n_signals = c->n_signals;
    c->out->value =
        hinge_alloc(c->cells.people.n, c->n_signals * HINGE_CURVE_POINTS * sizeof(double));
    for (size_t i = 0; i < c->cells.people.n_cells; i++) {
        size_t cell = cell_order[i];
        for (size_t k = first[cell]; k < first[cell + 1]; k++) {
            const struct hinge_person *person = &c->cells.people.person[person_order[k]];
            unsigned reps = most_reps(person, 0, c->n_signals * HINGE_CURVE_POINTS);
            if (hinge_person_counts(&c->cells, person, reps))
                add_row(c, cell, person, reps);
            else
                left += reps > 0;
        }
    }
    if (left > 0)
        hinge_text_printf(&c->tab.notes, "Excluded because they had too few repetitions: %zu.\n",
                          left);
    free(cell_order);
    free(person_order);
    free(first);
}

static enum hinge_status make(struct curves *c, const char *by, const char *const *signal,
                              size_t n_signals, struct hinge_error *error)
{
    enum hinge_status status = hinge_tab_open(&c->tab, error);
    if (status == HINGE_OK)
        status = find_signals(c, signal, n_signals, error);
    if (status == HINGE_OK)
        status = hinge_rep_stream_init(&c->stream, &c->tab, error);
    hinge_rep_times_want(&c->times, &c->stream);
    if (status == HINGE_OK)
        status = hinge_cells_init(&c->cells, &c->stream, by,
                                  n_signals * HINGE_CURVE_POINTS + FLOOR + 1, error);
    if (status == HINGE_OK)
        add_columns(c);
    while (hinge_rep_stream_next(&c->stream, &status, error))
        status = add_rep(c, error);
    if (status != HINGE_OK)
        return status;
    hinge_cohort_finish(&c->cells.people);
    add_rows(c);
    if (status == HINGE_OK)
        hinge_cells_notes(&c->cells);
    return status;
}

enum hinge_status hinge_results_curves(const struct hinge_table_request *request,
                                       const char *const *signal, size_t n_signals,
                                       struct hinge_person_curves *curves,
                                       struct hinge_error *error)
{
    static const struct hinge_view view = {.id = "waveforms", .by = "group,cue,participant"};
    struct hinge_table_request own = {0};
    enum hinge_status status = hinge_tab_request(request, &own, error);
    if (status != HINGE_OK)
        return status;
    struct curves c = {
        .tab = {.request = &own, .view = &view}, .read_from = SIZE_MAX, .out = curves};
    struct hinge_text by = {0};
    if (*own.by != '\0')
        hinge_text_printf(&by, "%s,participant", own.by);
    status = make(&c, hinge_text_string(&by), signal, n_signals, error);
    if (status == HINGE_OK) {
        curves->notes = c.tab.notes.data;
        c.tab.notes = (struct hinge_text){0};
    } else {
        hinge_person_curves_clear(curves);
    }
    hinge_text_clear(&by);
    hinge_cells_clear(&c.cells);
    hinge_rep_stream_clear(&c.stream);
    hinge_tab_close(&c.tab);
    free(c.block);
    return status;
}
