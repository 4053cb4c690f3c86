/* SPDX-License-Identifier: GPL-3.0-or-later */
/* missing: why values are missing, by group: refusal that differs between groups is a
 * finding (method 9.4). A row per metric, phase and reason. */
#include "base/memory.h"
#include "metrics/metric.h"
#include "people/people.h"
#include "report/cells.h"
#include "report/columns.h"
#include "result/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

extern const struct hinge_view hinge_view_trials;
static const char *const labels[] = {"phase", "metric", "reason", NULL};

struct missing {
    struct hinge_tabulation *tab;
    struct hinge_rep_stream stream;
    struct hinge_cell_list cells;
    struct hinge_measures measures;
    size_t reason;   /* array */
    unsigned *count; /* [cell][measure][reason]; reason 0: no missing value */
    size_t room;     /* cells there is room for */
    size_t *cell_order, *person_order, *first;
};

static unsigned *counts_of(struct missing *m, size_t cell, size_t measure)
{
    return m->count + (cell * m->measures.n + measure) * HINGE_REASON_COUNT;
}

static void make_room(struct missing *m, size_t cell)
{
    size_t each = m->measures.n * HINGE_REASON_COUNT, room = m->room ? m->room : 8;
    if (cell < m->room)
        return;
    while (room <= cell)
        room *= 2;
    unsigned *grown = hinge_resize(m->count, room * each, sizeof *grown);
    memset(grown + m->room * each, 0, (room - m->room) * each * sizeof *grown);
    m->count = grown;
    m->room = room;
}

static void add_rep(struct missing *m)
{
    if (!hinge_cells_enter(&m->cells))
        return;
    size_t cell = m->cells.people.person[m->cells.person].cell;
    make_room(m, cell);
    const double *reason = hinge_rep_values(&m->stream, m->reason);
    for (size_t i = 0; i < m->measures.n; i++) {
        const struct hinge_measure *measure = &m->measures.item[i];
        double value = hinge_rep_values(&m->stream, measure->array)[measure->at];
        double code = measure->label >= 0
                          ? reason[(size_t)measure->label * m->measures.n_phases + measure->at]
                          : 0;
        bool known = code > 0 && code < HINGE_REASON_COUNT;
        /* a missing value without a reason is counted as one of unknown reason */
        size_t at = !isnan(value) ? 0 : known ? (size_t)code : HINGE_REASON_NOT_RECORDED;
        counts_of(m, cell, i)[at]++;
    }
}

/* A metric that a phase never has is not missing there. */
static bool is_defined(const struct hinge_measure *measure)
{
    long at = hinge_metric_find(measure->id);
    for (int p = 0; at >= 0 && p < HINGE_PHASE_COUNT; p++)
        if (strcmp(hinge_phase_name((enum hinge_phase)p), measure->phase) == 0)
            return (hinge_metric_at((size_t)at)->phases >> p & 1) != 0;
    return true;
}

enum { METRIC, PHASE, REASON, MISSING, REPS, SHARE, N_COLUMNS };
static const struct hinge_tab_spec columns[N_COLUMNS] = {
    [METRIC] = {"metric", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [PHASE] = {"phase", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [REASON] = {"reason", "", HINGE_TEXT, HINGE_SHOW_KEY},
    [MISSING] = {"missing", "1", 0, HINGE_SHOW_KEY},
    [REPS] = {"reps", "1", 0, HINGE_SHOW_KEY},
    [SHARE] = {"share", "1", 2, HINGE_SHOW_KEY}};

static void add_rows(struct missing *m, size_t cell, size_t measure, struct hinge_table *table)
{
    const struct hinge_measure *about = &m->measures.item[measure];
    size_t first = m->cells.people.n_keys;
    unsigned reps = 0;
    if (cell >= m->room || !is_defined(about))
        return;
    const unsigned *count = counts_of(m, cell, measure);
    for (size_t i = 0; i < HINGE_REASON_COUNT; i++)
        reps += count[i];
    for (size_t i = 1; i < HINGE_REASON_COUNT; i++) {
        const char *const text[] = {about->id, about->phase,
                                    hinge_reason_name((enum hinge_reason)i)};
        if (count[i] == 0 || i == HINGE_REASON_THIGH_KNOWN) /* given, as another column */
            continue;
        hinge_table_add_rows(table, 1);
        size_t row = table->rows - 1;
        hinge_cells_set(&m->cells, cell, table, row);
        for (size_t k = 0; k < 3; k++)
            hinge_tab_set(table, first + METRIC + k, row, text[k], row - 1);
        table->column[first + MISSING].number[row] = count[i];
        table->column[first + REPS].number[row] = reps;
        table->column[first + SHARE].number[row] = (double)count[i] / reps;
    }
}

static enum hinge_status prepare(struct missing *m, struct hinge_table *table,
                                 struct hinge_error *error)
{
    bool readable = hinge_tab_readable(m->tab);
    enum hinge_status status = hinge_rep_stream_init(&m->stream, m->tab, error);
    if (status == HINGE_OK)
        status = hinge_measures_choose(&m->measures, &m->stream, readable, error);
    hinge_rep_stream_want(&m->stream, "reason", m->measures.n_labels * m->measures.n_phases,
                          &m->reason);
    if (status == HINGE_OK)
        status = hinge_cells_init(&m->cells, &m->stream, m->tab->request->by, 0, error);
    if (status == HINGE_OK)
        hinge_cells_columns(&m->cells, table);
    if (status == HINGE_OK)
        hinge_tab_specified(m->tab, table, columns, N_COLUMNS);
    return status;
}

/* Which metrics these are: readers are shown few unless they ask for all. */
static void say_of_what(const struct missing *m, struct hinge_text *notes)
{
    size_t named = 0;
    hinge_text_puts(notes, "Metrics shown: ");
    for (size_t i = 0; i < m->measures.n; i++) {
        const char *name = m->measures.item[i].id;
        bool before = false;
        for (size_t k = 0; k < i && !before; k++)
            before = strcmp(m->measures.item[k].id, name) == 0;
        if (!before)
            hinge_text_printf(notes, "%s%s", named++ > 0 ? ", " : "", name);
    }
    hinge_text_puts(notes, ". --columns all shows every metric.\n");
}

/* "sedentary, none: NO_REPS" of a refused recording, by the keys of the cells. */
static size_t name_refused(const struct missing *m, const struct hinge_table *given, size_t row,
                           struct hinge_intern *kinds)
{
    struct hinge_text name = {0};
    const char *reason = hinge_table_text(given, "reason", row);
    for (size_t k = 0; k < m->cells.people.n_keys; k++) {
        const char *key = m->cells.key[k].name;
        const char *level = hinge_table_find(given, key) >= 0 && !m->cells.key[k].is_evidence
                                ? hinge_table_text(given, key, row)
                                : NULL;
        if (level != NULL && *level != '\0')
            hinge_text_printf(&name, "%s%s", name.length > 0 ? ", " : "", level);
    }
    char words[200];
    if (reason != NULL && m->tab->request->words)
        reason = hinge_wording_reason(reason, words, sizeof words);
    hinge_text_printf(&name, "%s%s", name.length > 0 ? ": " : "",
                      reason != NULL ? reason : "refused");
    size_t at = hinge_intern_number(kinds, hinge_text_string(&name));
    hinge_text_clear(&name);
    return at;
}

/* Recordings that were refused have no repetitions, so no row above: their groups and
 * reasons. */
static enum hinge_status say_refused(struct missing *m, struct hinge_error *error)
{
    struct hinge_tabulation *tab = m->tab;
    struct hinge_table given = {0};
    struct hinge_intern kinds = {0};
    struct hinge_text notes = tab->notes;
    size_t shows = tab->n_shows;
    tab->notes = (struct hinge_text){0};
    enum hinge_status status = hinge_view_trials.fill(tab, &given, error);
    hinge_text_clear(&tab->notes);
    tab->notes = notes;
    tab->n_shows = shows;
    unsigned *count = hinge_arena_alloc(&tab->arena, given.rows + 1, sizeof *count);
    for (size_t r = 0; status == HINGE_OK && r < given.rows; r++) {
        const char *fate = hinge_table_text(&given, "status", r);
        if (fate == NULL || strcmp(fate, "refused") != 0)
            continue;
        count[name_refused(m, &given, r, &kinds)]++;
    }
    for (size_t i = 0; status == HINGE_OK && i < kinds.n; i++)
        hinge_text_printf(&tab->notes, "%s%s %u",
                          i == 0 ? "Refused recordings, which have no repetitions: " : "; ",
                          kinds.text[i], count[i]);
    if (kinds.n > 0)
        hinge_text_puts(&tab->notes, ".\n");
    hinge_intern_clear(&kinds);
    hinge_table_clear(&given);
    return status;
}

static enum hinge_status make(struct missing *m, struct hinge_table *table,
                              struct hinge_error *error)
{
    enum hinge_status status = prepare(m, table, error);
    while (hinge_rep_stream_next(&m->stream, &status, error))
        add_rep(m);
    if (status == HINGE_OK)
        hinge_cohort_finish(&m->cells.people);
    if (status != HINGE_OK)
        return status;
    hinge_cohort_sort(&m->cells.people, &m->cell_order, &m->person_order, &m->first);
    for (size_t i = 0; status == HINGE_OK && i < m->measures.n; i++)
        for (size_t c = 0; status == HINGE_OK && c < m->cells.people.n_cells; c++)
            add_rows(m, m->cell_order[c], i, table);
    m->tab->nothing_is_fine = m->cells.people.n_cells > 0;
    if (status == HINGE_OK && table->rows == 0 && m->tab->nothing_is_fine)
        hinge_text_puts(&m->tab->notes, "Nothing is missing in the repetitions that were "
                                        "found.\n");
    if (status == HINGE_OK && hinge_tab_readable(m->tab) && *m->tab->request->columns == '\0')
        say_of_what(m, &m->tab->notes);
    if (status == HINGE_OK)
        hinge_cells_notes(&m->cells);
    return status == HINGE_OK ? say_refused(m, error) : status;
}

static enum hinge_status fill(struct hinge_tabulation *tab, struct hinge_table *table,
                              struct hinge_error *error)
{
    struct missing m = {.tab = tab};
    enum hinge_status status = make(&m, table, error);
    hinge_measures_clear(&m.measures);
    hinge_cells_clear(&m.cells);
    hinge_rep_stream_clear(&m.stream);
    free(m.count);
    free(m.cell_order);
    free(m.person_order);
    free(m.first);
    return status;
}

const struct hinge_view hinge_view_missing = {
    .id = "missing",
    .title = "why values are missing, by group: counts of each reason",
    .by = "group,cue",
    .labels = labels,
    .takes = "by,filter,phase,columns,metrics,sort,digits,include-inferred,all-tasks,"
             "all-reps,"
             "allow-single",
    .fill = fill,
};
