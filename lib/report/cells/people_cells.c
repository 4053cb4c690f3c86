/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People in cells. */
#include "report/cells/people_cells.h"
#include "base/memory.h"

#include "report/display.h"
#include "report/request/tabulation.h"
#include "report/request/where.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES = 512 };

static void add_key(struct hinge_cell_list *cells, const char *name, bool is_evidence)
{
    size_t *n = &cells->people.n_keys;
    struct hinge_key *key = &cells->key[*n];
    long column = hinge_table_find(&cells->tab->trials, name);
    *key = (struct hinge_key){.name = name, .is_evidence = is_evidence, .at = (size_t)column};
    for (size_t i = 0; i < *n; i++)
        if (strcmp(cells->key[i].name, name) == 0)
            return; /* asked for twice, or evidence asked for */
    if (column < 0) {
        key->is_rep = true;
        cells->by_rep = true;
        hinge_rep_stream_want(cells->stream, name, 1, &key->at);
    }
    ++*n;
}

static enum hinge_status check_key(struct hinge_tabulation *tab, const char *name,
                                   struct hinge_error *error)
{
    const char *names[NAMES];
    size_t n = 0, i = 0;
    for (; hinge_rep_keys[n] != NULL; n++)
        names[n] = hinge_rep_keys[n];
    for (size_t c = 0; c < tab->trials.n_columns && n < NAMES; c++)
        names[n++] = tab->trials.column[c].name;
    while (i < n && strcmp(names[i], name) != 0)
        i++;
    return i < n ? HINGE_OK : hinge_tab_unknown(tab, "--by", "key", name, names, n, error);
}

/* Different tasks are different movements: the default keys tell them apart. */
static bool several_tasks(const struct hinge_tabulation *tab)
{
    const char *first = NULL;
    for (size_t t = 0; t < tab->trials.rows; t++) {
        const char *task = hinge_table_text(&tab->trials, "task", t);
        if (!tab->kept[t] || !hinge_tab_is_trial(tab, t) || task == NULL)
            continue;
        if (first != NULL && strcmp(first, task) != 0)
            return true;
        first = task;
    }
    return false;
}

enum hinge_status hinge_cells_init(struct hinge_cell_list *cells, struct hinge_rep_stream *stream,
                                   const char *by, size_t n_measures, struct hinge_error *error)
{
    struct hinge_tabulation *tab = stream->tab;
    const char *name[HINGE_BY_KEYS];
    size_t n;
    *cells = (struct hinge_cell_list){
        .tab = tab,
        .stream = stream,
        .people = {.n_measures = n_measures,
                   .rule = {.min_reps = hinge_tab_parameter(tab, "agg.min_reps"),
                            .min_valid = hinge_tab_parameter(tab, "agg.min_valid")}},
        .last_trial = SIZE_MAX};
    bool own = *by == '\0';
    enum hinge_status status =
        hinge_tab_split(tab, "--by", own ? tab->view->by : by, ',', name, HINGE_BY_KEYS, &n, error);
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        status = check_key(tab, name[i], error);
        if (status == HINGE_OK)
            add_key(cells, name[i], false);
    }
    if (status == HINGE_OK && own && several_tasks(tab))
        add_key(cells, "task", false);
    for (size_t i = 0; hinge_evidence[i] != NULL; i++)
        if (hinge_table_find(&tab->trials, hinge_evidence[i]) >= 0)
            add_key(cells, hinge_evidence[i], true);
    if (hinge_table_find(&tab->trials, "counted") >= 0)
        add_key(cells, "counted", true);
    if (cells->by_rep || tab->request->allow_single)
        cells->people.rule = (struct hinge_people_rule){0, 0};
    hinge_rep_stream_want(stream, "valid", 1, &cells->valid);
    cells->trial_counted = hinge_alloc(tab->trials.rows, sizeof *cells->trial_counted);
    return status;
}

void hinge_cells_clear(struct hinge_cell_list *cells)
{
    hinge_cohort_clear(&cells->people);
    free(cells->trial_counted);
    *cells = (struct hinge_cell_list){0};
}

/* --- finding the cell and the person --- */

static const char *level_text(const struct hinge_cell_list *cells, const struct hinge_key *key,
                              char buffer[HINGE_CELL_MAX])
{
    const struct hinge_rep_stream *stream = cells->stream;
    if (key->is_rep) {
        double value = hinge_rep_values(stream, key->at)[0];
        snprintf(buffer, HINGE_CELL_MAX, "%.10g", value);
        return isnan(value) ? "" : buffer;
    }
    const char *text = hinge_exact_cell(&cells->tab->trials, key->at, stream->trial, buffer);
    bool source = key->is_evidence && strcmp(key->name, "standing_source") == 0;
    return source ? hinge_standing_class(text) : text;
}

static void find_person(struct hinge_cell_list *cells)
{
    char buffer[HINGE_CELL_KEYS][HINGE_CELL_MAX];
    const char *level[HINGE_CELL_KEYS];
    size_t trial = cells->stream->trial;
    for (size_t k = 0; k < cells->people.n_keys; k++)
        level[k] = level_text(cells, &cells->key[k], buffer[k]);
    cells->person =
        hinge_cohort_find(&cells->people, hinge_cohort_cell(&cells->people, level),
                          hinge_table_text(&cells->tab->trials, "participant", trial), trial);
}

/* Counts a trial once in the number it belongs to; whether it stays out. */
static bool is_left_out(struct hinge_cell_list *cells, size_t trial)
{
    const struct hinge_tabulation *tab = cells->tab;
    bool inferred = !tab->request->include_inferred && hinge_tab_is_guessed(tab, trial);
    bool reference = !hinge_tab_is_trial(tab, trial);
    if (!cells->trial_counted[trial]) {
        const char *who = hinge_table_text(&tab->trials, "participant", trial);
        cells->trial_counted[trial] = true;
        cells->reference_trials += reference;
        cells->inferred_trials += inferred && !reference;
        cells->nameless_trials += !inferred && !reference && (who == NULL || *who == '\0');
    }
    return inferred || reference;
}

bool hinge_cells_enter(struct hinge_cell_list *cells)
{
    size_t trial = cells->stream->trial;
    bool known = trial == cells->last_trial && !cells->by_rep;
    if (!known)
        cells->person = SIZE_MAX;
    cells->last_trial = trial;
    if (is_left_out(cells, trial))
        return false;
    if (!known)
        find_person(cells);
    hinge_cohort_enter(&cells->people, cells->person, trial);
    double valid = hinge_rep_values(cells->stream, cells->valid)[0];
    bool counts = hinge_repetition_counts(valid) || cells->tab->request->all_reps;
    cells->excluded_reps += !counts;
    return counts;
}

bool hinge_person_counts(const struct hinge_cell_list *cells, const struct hinge_person *person,
                         unsigned reps)
{
    return hinge_people_enough(&cells->people.rule, reps, person->all_reps);
}
