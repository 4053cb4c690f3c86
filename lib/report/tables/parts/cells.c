/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People in cells. */
#include "report/tables/parts/cells.h"
#include "base/memory.h"

#include "report/display.h"
#include "report/tables/parts/columns.h"
#include "report/tables/parts/tabulation.h"
#include "report/tables/parts/where.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES = 512 };

static enum hinge_status add_key(struct hinge_cell_list *cells, const char *name,
                                 bool is_evidence, struct hinge_error *error)
{
    struct hinge_key *key = &cells->key[cells->n_keys];
    long column = hinge_table_find(&cells->tab->trials, name);
    *key = (struct hinge_key){
        .name = name, .is_evidence = is_evidence, .at = (size_t)column};
    for (size_t i = 0; i < cells->n_keys; i++)
        if (strcmp(cells->key[i].name, name) == 0)
            return HINGE_OK; /* asked for twice, or evidence asked for */
    if (column < 0) {
        key->is_rep = true;
        cells->by_rep = true;
        enum hinge_status status =
            hinge_rep_stream_want(cells->stream, name, 1, &key->at, error);
        if (status != HINGE_OK)
            return status;
    }
    cells->n_keys++;
    return HINGE_OK;
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
    return i < n ? HINGE_OK
                 : hinge_tab_unknown(tab, "--by", "key", name, names, n, error);
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

enum hinge_status hinge_cells_init(struct hinge_cell_list *cells,
                                   struct hinge_rep_stream *stream, const char *by,
                                   size_t n_measures, struct hinge_error *error)
{
    struct hinge_tabulation *tab = stream->tab;
    const char *name[HINGE_BY_KEYS];
    size_t n;
    *cells =
        (struct hinge_cell_list){.tab = tab,
                                 .stream = stream,
                                 .n_measures = n_measures,
                                 .n_pages = n_measures / HINGE_NEST_PAGE + 1,
                                 .min_reps = hinge_tab_parameter(tab, "agg.min_reps"),
                                 .min_valid = hinge_tab_parameter(tab, "agg.min_valid"),
                                 .last_trial = SIZE_MAX,
                                 .last_person = SIZE_MAX};
    bool own = *by == '\0';
    const char *standard = tab->request->against != NULL ? "" : tab->view->by;
    enum hinge_status status = hinge_tab_split(tab, "--by", own ? standard : by, ',',
                                               name, HINGE_BY_KEYS, &n, error);
    for (size_t i = 0; status == HINGE_OK && i < n; i++) {
        status = check_key(tab, name[i], error);
        if (status == HINGE_OK)
            status = add_key(cells, name[i], false, error);
    }
    if (status == HINGE_OK && own && several_tasks(tab))
        status = add_key(cells, "task", false, error);
    for (size_t i = 0; status == HINGE_OK && hinge_evidence[i] != NULL; i++)
        if (hinge_table_find(&tab->trials, hinge_evidence[i]) >= 0)
            status = add_key(cells, hinge_evidence[i], true, error);
    if (status == HINGE_OK && hinge_table_find(&tab->trials, "counted") >= 0)
        status = add_key(cells, "counted", true, error);
    cells->trial_counted = hinge_alloc(tab->trials.rows, sizeof *cells->trial_counted);
    return cells->trial_counted == NULL ? hinge_no_memory(error) : status;
}

void hinge_cells_clear(struct hinge_cell_list *cells)
{
    for (size_t i = 0; i < cells->n_keys; i++)
        hinge_intern_clear(&cells->key[i].levels);
    for (size_t i = 0; i < cells->n_people; i++) {
        for (size_t p = 0; p < cells->n_pages; p++)
            free(cells->person[i].nest[p]);
        free(cells->person[i].nest);
    }
    hinge_intern_clear(&cells->cells);
    hinge_intern_clear(&cells->people);
    for (size_t i = 0; i < cells->open_room; i++) {
        free(cells->open[i].sum);
        free(cells->open[i].n);
    }
    free(cells->open);
    free(cells->level);
    free(cells->person);
    free(cells->trial_counted);
    *cells = (struct hinge_cell_list){0};
}

/* --- finding the cell and the person --- */

/* A lockout that stands in for standing is another zero; the other sources are alike.
 */
static const char *standing_class(const char *source)
{
    if (*source == '\0' || strcmp(source, "lockout") == 0)
        return source;
    return "standing";
}

static const char *level_text(const struct hinge_cell_list *cells,
                              const struct hinge_key *key, char buffer[HINGE_CELL_MAX])
{
    const struct hinge_rep_stream *stream = cells->stream;
    if (key->is_rep) {
        double value = hinge_rep_values(stream, key->at)[0];
        snprintf(buffer, HINGE_CELL_MAX, "%.10g", value);
        return isnan(value) ? "" : buffer;
    }
    const char *text =
        hinge_exact_cell(&cells->tab->trials, key->at, stream->trial, buffer);
    bool source = key->is_evidence && strcmp(key->name, "standing_source") == 0;
    return source ? standing_class(text) : text;
}

static enum hinge_status find_cell(struct hinge_cell_list *cells, size_t *cell,
                                   struct hinge_error *error)
{
    size_t level[HINGE_CELL_KEYS];
    char name[HINGE_CELL_KEYS * 21 + 1], buffer[HINGE_CELL_MAX];
    size_t length = 0;
    for (size_t i = 0; i < cells->n_keys; i++) {
        level[i] = hinge_intern_number(&cells->key[i].levels,
                                       level_text(cells, &cells->key[i], buffer));
        if (level[i] == SIZE_MAX)
            return hinge_no_memory(error);
        length +=
            (size_t)snprintf(name + length, sizeof name - length, "%zu,", level[i]);
    }
    name[length] = '\0';
    *cell = hinge_intern_number(&cells->cells, name);
    if (*cell == SIZE_MAX)
        return hinge_no_memory(error);
    if (*cell < cells->n_cells)
        return HINGE_OK;
    if (cells->n_cells == cells->cell_capacity) {
        size_t capacity = cells->cell_capacity ? 2 * cells->cell_capacity : 16;
        size_t(*grown)[HINGE_CELL_KEYS] =
            hinge_resize(cells->level, capacity, sizeof *grown);
        if (grown == NULL)
            return hinge_no_memory(error);
        cells->level = grown;
        cells->cell_capacity = capacity;
    }
    memcpy(cells->level[cells->n_cells++], level, sizeof level);
    return HINGE_OK;
}

/* A recording that names nobody is a person of its own. */
static enum hinge_status find_person(struct hinge_cell_list *cells, size_t cell,
                                     size_t *person, struct hinge_error *error)
{
    struct hinge_text name = {0};
    size_t trial = cells->stream->trial;
    const char *who = hinge_table_text(&cells->tab->trials, "participant", trial);
    if (who != NULL && *who != '\0')
        hinge_text_printf(&name, "%zu %s", cell, who);
    else
        hinge_text_printf(&name, "%zu\n%zu", cell, trial);
    *person = name.failed
                  ? SIZE_MAX
                  : hinge_intern_number(&cells->people, hinge_text_string(&name));
    hinge_text_clear(&name);
    if (*person == SIZE_MAX)
        return hinge_no_memory(error);
    if (*person < cells->n_people)
        return HINGE_OK;
    if (cells->n_people == cells->capacity) {
        size_t capacity = cells->capacity ? 2 * cells->capacity : 64;
        struct hinge_cell_person *grown =
            hinge_resize(cells->person, capacity, sizeof *grown);
        if (grown == NULL)
            return hinge_no_memory(error);
        cells->person = grown;
        cells->capacity = capacity;
    }
    struct hinge_cell_person made = {.cell = cell};
    made.nest = hinge_alloc(cells->n_pages, sizeof(void *));
    if (made.nest == NULL)
        return hinge_no_memory(error);
    cells->person[cells->n_people++] = made;
    return HINGE_OK;
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
        cells->nameless_trials +=
            !inferred && !reference && (who == NULL || *who == '\0');
    }
    return inferred || reference;
}

/* A trial's means go to a person. */
static enum hinge_status close_person(struct hinge_cell_list *cells,
                                      struct hinge_open_person *open,
                                      struct hinge_error *error)
{
    const struct hinge_cell_person *person = &cells->person[open->person];
    for (size_t m = 0; m < cells->n_measures; m++) {
        struct hinge_nest **page = &person->nest[m / HINGE_NEST_PAGE];
        if (open->n[m] == 0)
            continue;
        if (*page == NULL)
            *page = hinge_alloc(HINGE_NEST_PAGE, sizeof **page);
        if (*page == NULL)
            return hinge_no_memory(error);
        struct hinge_nest *nest = &(*page)[m % HINGE_NEST_PAGE];
        nest->sum += open->sum[m] / open->n[m];
        nest->trials++;
        nest->reps += open->n[m];
        open->sum[m] = 0;
        open->n[m] = 0;
    }
    return HINGE_OK;
}

static enum hinge_status close_trial(struct hinge_cell_list *cells,
                                     struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < cells->n_open; i++)
        status = close_person(cells, &cells->open[i], error);
    cells->n_open = 0;
    return status;
}

/* Sets last_open to the place of last_person among those of the trial. */
static enum hinge_status open_person(struct hinge_cell_list *cells,
                                     struct hinge_error *error)
{
    for (size_t i = 0; i < cells->n_open; i++)
        if (cells->open[i].person == cells->last_person) {
            cells->last_open = i;
            return HINGE_OK;
        }
    if (cells->n_open == cells->open_room) {
        struct hinge_open_person *grown =
            hinge_resize(cells->open, cells->open_room + 1, sizeof *grown);
        if (grown == NULL)
            return hinge_no_memory(error);
        cells->open = grown;
        grown += cells->open_room++;
        grown->sum = hinge_alloc(cells->n_measures, sizeof *grown->sum);
        grown->n = hinge_alloc(cells->n_measures, sizeof *grown->n);
        if (grown->sum == NULL || grown->n == NULL)
            return hinge_no_memory(error);
    }
    cells->open[cells->n_open].person = cells->last_person;
    cells->last_open = cells->n_open++;
    return HINGE_OK;
}

enum hinge_status hinge_cells_enter(struct hinge_cell_list *cells, size_t *person,
                                    struct hinge_error *error)
{
    size_t trial = cells->stream->trial, cell;
    *person = SIZE_MAX;
    if (is_left_out(cells, trial))
        return HINGE_OK;
    if (trial != cells->last_trial || cells->by_rep) {
        enum hinge_status status =
            trial != cells->last_trial ? close_trial(cells, error) : HINGE_OK;
        if (status == HINGE_OK)
            status = find_cell(cells, &cell, error);
        if (status == HINGE_OK)
            status = find_person(cells, cell, &cells->last_person, error);
        if (status == HINGE_OK)
            status = open_person(cells, error);
        if (status != HINGE_OK)
            return status;
        cells->last_trial = trial;
    }
    *person = cells->last_person;
    cells->person[*person].all_reps++;
    return HINGE_OK;
}

void hinge_cells_add(struct hinge_cell_list *cells, size_t measure, double value)
{
    struct hinge_open_person *open = &cells->open[cells->last_open];
    open->sum[measure] += value;
    open->n[measure]++;
}

enum hinge_status hinge_cells_finish(struct hinge_cell_list *cells,
                                     struct hinge_error *error)
{
    return close_trial(cells, error);
}

const struct hinge_nest *hinge_nest_of(const struct hinge_cell_person *person,
                                       size_t measure)
{
    static const struct hinge_nest none = {0};
    const struct hinge_nest *page = person->nest[measure / HINGE_NEST_PAGE];
    return page != NULL ? &page[measure % HINGE_NEST_PAGE] : &none;
}

double hinge_nest_mean(const struct hinge_nest *nest)
{
    return nest->trials > 0 ? nest->sum / nest->trials : (double)NAN;
}

bool hinge_person_counts(const struct hinge_cell_list *cells,
                         const struct hinge_cell_person *person, unsigned reps)
{
    const struct hinge_tabulation *tab = cells->tab;
    if (tab->request->allow_single || cells->by_rep)
        return reps > 0;
    return reps >= cells->min_reps && reps >= cells->min_valid * person->all_reps;
}
