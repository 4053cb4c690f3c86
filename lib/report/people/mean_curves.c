/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean curves of people: waveforms of a results file by the rules of group tables. */
#include "report/people/people.h"
#include "table/columns.h"

#include <hinge/requests.h>

enum { TURN, BACK, FLOOR, REPS_COLUMN, EXTRA_COLUMNS, SIGNALS = 16 };

static const struct hinge_table_spec extra[EXTRA_COLUMNS] = {[TURN] = {"turn_pct", "%", 1},
                                                             [BACK] = {"back_pct", "%", 1},
                                                             [FLOOR] = {"floor", "1", 2},
                                                             [REPS_COLUMN] = {"reps", "1", 0}};

void hinge_person_curves_clear(struct hinge_person_curves *curves)
{
    hinge_table_clear(&curves->keys);
    free(curves->value);
    free(curves->notes);
    *curves = (struct hinge_person_curves){0};
}

/* Whether an array has the signals, with as many points. */
static void check_signals(struct hinge_tabulation *tab, const char *array,
                          const char *const *signal, size_t n)
{
    struct hinge_array_spec spec;
    const struct hinge_dimension *dimension;
    tab->status = hinge_results_named(tab->reader, HINGE_GROUP_WAVEFORMS, array, 2, &spec,
                                      &dimension, &tab->failure);
    if (tab->status != HINGE_OK) {
        tab->status = tab->status == HINGE_USAGE ? HINGE_INPUT : tab->status;
        return;
    }
    const struct hinge_dimension *names = &dimension[spec.further[0]];
    if (n > SIGNALS || dimension[spec.further[1]].length != HINGE_CURVE_POINTS)
        hinge_tab_fail(tab, HINGE_INPUT, HINGE_REASON_DAMAGED,
                       "%s: damaged: /waveforms/%s has no curves of %d points; make the file again "
                       "with hinge-analyze",
                       tab->request->results, array, HINGE_CURVE_POINTS);
    for (size_t i = 0; tab->status == HINGE_OK && i < n; i++)
        if (hinge_label_find(names->label, names->length, signal[i]) < 0)
            hinge_tab_unknown(tab, tab->request->results, NULL, "curve", signal[i], names->label,
                              names->length);
}

void hinge_tab_curves(struct hinge_tabulation *tab, const char *array, const char *const *signal,
                      size_t n, const size_t *at, hinge_row_use *use, void *context)
{
    const char *name[SIGNALS];
    if (tab->status == HINGE_OK)
        check_signals(tab, array, signal, n);
    for (size_t i = 0; i < n && tab->status == HINGE_OK; i++)
        name[i] = hinge_arena_printf(&tab->arena, "%s/%s", array, signal[i]);
    if (tab->status == HINGE_OK)
        hinge_tab_try(tab, hinge_results_each(tab->reader, HINGE_GROUP_WAVEFORMS, name, n,
                                              hinge_results_rows(tab->reader), at, use, context,
                                              &tab->failure));
}

static void make(struct hinge_tabulation *tab, const char *by, const char *const *signal, size_t n,
                 struct hinge_person_curves *out)
{
    check_signals(tab, "by_time", signal, n);
    const size_t points = HINGE_CURVE_POINTS;
    struct hinge_people *people = hinge_tab_people(tab, by, "");
    const struct hinge_grouped *grouped = &people->grouped;
    unsigned *reps = hinge_arena_alloc(&tab->arena, grouped->n, sizeof *reps);
    for (size_t k = 0; k < grouped->n_keys; k++)
        hinge_table_add_column(&out->keys, people->key[k].name, HINGE_COLUMN_TEXT, "", 0);
    hinge_table_specify(&out->keys, extra, EXTRA_COLUMNS);
    out->n_signals = n;
    double *value = out->value = hinge_alloc(grouped->n, n * points * sizeof *value);
    /* Mean curves of every person into value[person][signal][point]; reps: the most that any point
     * is a mean of. */
    cleared_by(freed) double *column = hinge_alloc(people->reps.rows * points, sizeof *column);
    for (size_t s = 0; s < n; s++) {
        char name[160];
        snprintf(name, sizeof name, "by_time/%s", signal[s]);
        hinge_reps_curves(&people->reps, name, points, column);
        for (size_t q = 0; q < points; q++) {
            for (size_t k = 0; k < grouped->n_reps; k++)
                people->value[0][k] = column[people->row[k] * points + q];
            hinge_grouped_nests(&people->grouped, people->value[0], people->nest[0]);
            for (size_t i = 0; i < grouped->n; i++) {
                const struct hinge_nest *nest = &people->nest[0][i];
                /* of the repetitions that have the point, as in the table and in hinge-compare */
                value[(i * n + s) * points + q] = hinge_nest_mean(nest);
                reps[i] = nest->reps > reps[i] ? nest->reps : reps[i];
            }
        }
    }
    /* The curves of the people who count. */
    struct hinge_nest *turns[REPS_COLUMN];
    struct hinge_table *keys = &out->keys;
    size_t left = 0;
    /* Where a repetition's first phase ends and the second begins, in percent of its time: means of
     * every person, whether they have enough or not: that is asked of a curve. */
    const struct hinge_rep_clock clock = hinge_rep_clock(&people->reps);
    for (int what = TURN; what < REPS_COLUMN; what++) {
        for (size_t k = 0; k < grouped->n_reps; k++) {
            double rep[2], down[2], up[2];
            hinge_rep_phase_times(&clock, people->row[k], "rep", rep);
            hinge_rep_phase_times(&clock, people->row[k], "descent", down);
            hinge_rep_phase_times(&clock, people->row[k], "ascent", up);
            const bool floor = clock.floor[people->row[k]] > 0;
            const double at = what == TURN ? (floor ? up[1] : down[1])
                              : floor      ? down[0]
                                           : up[0],
                         share = (at - rep[0]) / (rep[1] - rep[0]);
            people->value[0][k] = what == FLOOR              ? floor
                                  : share >= 0 && share <= 1 ? 100 * share
                                                             : (double)NAN;
        }
        turns[what] = hinge_arena_alloc(&tab->arena, grouped->n, sizeof *turns[what]);
        hinge_grouped_nests(grouped, people->value[0], turns[what]);
    }
    for (size_t i = 0, cell = 0; i < grouped->n; i++) {
        cell += i == grouped->first[cell + 1];
        if (!hinge_people_enough(&grouped->rule, reps[i], grouped->all[i])) {
            left += reps[i] > 0;
            continue;
        }
        hinge_table_add_rows(keys, 1);
        const size_t row = keys->rows - 1;
        memmove(value + row * n * points, value + i * n * points, n * points * sizeof *value);
        for (size_t k = 0; k < grouped->n_keys; k++)
            hinge_tab_set(keys, k, row, grouped->level[cell * grouped->n_keys + k], row - 1);
        for (int what = TURN; what < REPS_COLUMN; what++)
            hinge_table_set_number(keys, grouped->n_keys + (size_t)what, row,
                                   hinge_nest_mean(&turns[what][i]));
        hinge_table_set_number(keys, grouped->n_keys + REPS_COLUMN, row, reps[i]);
    }
    if (left > 0)
        hinge_tab_note(tab, "Excluded because they had too few repetitions: %zu.\n", left);
    hinge_people_notes(people);
}

enum hinge_status hinge_results_curves(const struct hinge_table_request *request,
                                       const char *const *signal, size_t n_signals,
                                       struct hinge_person_curves *curves,
                                       struct hinge_error *error)
{
    static const struct hinge_view view = {
        .id = "waveforms", .by = "group,cue,participant", .takes = "people"};
    struct hinge_table_request copy = {0};
    enum hinge_status status = hinge_tab_request(request, &copy, error);
    if (status != HINGE_OK)
        return status;
    cleared_by(hinge_tab_close) struct hinge_tabulation tab = {.request = &copy, .view = &view};
    cleared_by(hinge_text_clear) struct hinge_text by = {0};
    if (*copy.by != '\0')
        hinge_text_printf(&by, "%s,participant", copy.by);
    if (hinge_tab_open(&tab))
        make(&tab, hinge_text_string(&by), signal, n_signals, curves);
    if (tab.status == HINGE_OK) {
        curves->notes = tab.notes.data;
        tab.notes = (struct hinge_text){0};
    } else {
        hinge_person_curves_clear(curves);
    }
    return hinge_tab_ended(&tab, error);
}
