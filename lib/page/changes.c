/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The planned questions of changes within people: after practice minus before it, and the heaviest
 * load minus the lightest. hinge-compare computes them, of groups the difference of their changes;
 * the page takes its rows. */
#include "page/study.h"

#include "base/number.h"
#include "compare/planned.h"
#include "people/people.h"
#include "report/learning.h"
#include "report/request.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t axis_of(const char *column)
{
    size_t k = 0;
    while (strcmp(hinge_axes[k].column, column) != 0)
        k++;
    return k;
}

/* Whether a recording is of the main kind and cell, at whatever level of an axis. */
static bool is_beside(const struct hinge_page_study *s, const struct hinge_page_trial *trial,
                      size_t axis)
{
    bool differs[HINGE_AXES];
    memcpy(differs, s->differs, sizeof differs);
    differs[axis] = false;
    return trial->usable && trial->kind == 0 &&
           hinge_in_cell(&s->tab.trials, differs, s->main, trial->row);
}

/* The level of an axis that people have beside that of the main cell, under the same cue: of a
 * heavier load (`kg`) that most people lifted the heaviest, else this one. NULL: nobody has. */
static const char *other_level(struct hinge_page_study *s, const char *column, const char *wanted,
                               size_t cue)
{
    const size_t axis = axis_of(column);
    const double main_kg = hinge_table_number(&s->tab.trials, "load_kg", s->main);
    bool *has = hinge_arena_alloc(&s->arena, s->n_people, sizeof *has);
    struct hinge_page_list levels = {0};
    const char *best = NULL;
    size_t most = 0;
    double best_kg = main_kg;
    for (size_t t = 0; t < s->n_trials; t++) {
        char text[HINGE_AXIS_TEXT];
        const struct hinge_page_trial *trial = &s->trial[t];
        const double kg = hinge_page_trial_number(s, trial, "load_kg");
        if (!is_beside(s, trial, axis) || trial->cue != cue)
            continue;
        if (trial->main)
            has[trial->person] = true;
        const char *level = hinge_axis_text(&s->tab.trials, axis, trial->row, text);
        if (wanted != NULL ? strcmp(level, wanted) == 0 : kg > main_kg)
            hinge_page_list_add(s, &levels, hinge_page_say(s, "%s", level));
    }
    for (size_t i = 0; i < levels.n; i++) {
        bool *seen = hinge_arena_alloc(&s->arena, s->n_people, sizeof *seen);
        size_t n = 0;
        for (size_t t = 0; t < s->n_trials; t++) {
            char text[HINGE_AXIS_TEXT];
            const struct hinge_page_trial *trial = &s->trial[t];
            if (!is_beside(s, trial, axis) || trial->cue != cue || !has[trial->person] ||
                strcmp(hinge_axis_text(&s->tab.trials, axis, trial->row, text), levels.item[i]) !=
                    0)
                continue;
            n += !seen[trial->person];
            seen[trial->person] = true;
        }
        const double kg = strtod(levels.item[i], NULL);
        if (n == 0 || n < most || (n == most && kg < best_kg))
            continue;
        best = levels.item[i];
        best_kg = kg;
        most = n;
    }
    return best;
}

/* Asks hinge-compare: of groups the difference of their changes, of one group the change. */
static enum hinge_status compare(struct hinge_page_study *s, struct hinge_page_changes *of,
                                 size_t cue, struct hinge_error *error)
{
    const bool is_load = of == &s->changes[HINGE_PAGE_LOADS];
    const struct hinge_page_request *r = &s->request;
    const char *change = hinge_page_say(s, "%s:%s-%s", of->column, of->to, of->from);
    struct hinge_text filter = {0};
    struct hinge_planned_ask ask = {.results = r->results,
                                    .opened = r->opened,
                                    .labels = &s->labels,
                                    .factor = is_load ? of->column : NULL,
                                    .allow_inferred = r->include_inferred,
                                    .all_tasks = r->all_tasks,
                                    .all_reps = r->all_reps,
                                    .allow_single = r->allow_single};
    hinge_page_put_cell(s, 0, of->column, &filter);
    if (s->n_conditions > 1)
        hinge_condition_put(&filter, "cue", s->cue[cue].id);
    if (!s->two) {
        hinge_text_printf(&filter, "%s%s=%s,%s", filter.length > 0 ? "&" : "", of->column, of->from,
                          of->to);
        ask.condition = of->column;
        ask.baseline = of->from;
    } else {
        ask.first = s->group[HINGE_PAGE_A].id;
        ask.second = s->group[HINGE_PAGE_B].id;
        ask.change = change;
    }
    ask.filter = hinge_text_string(&filter);
    enum hinge_status status = hinge_planned_answer(&ask, !s->two, &of->result, error);
    hinge_text_clear(&filter);
    return status;
}

enum hinge_status hinge_page_answer_changes(struct hinge_page_study *s, struct hinge_error *error)
{
    struct hinge_page_changes *practice = &s->changes[HINGE_PAGE_PRACTICE],
                              *loads = &s->changes[HINGE_PAGE_LOADS];
    char text[HINGE_AXIS_TEXT];
    enum hinge_status status = HINGE_OK;
    if (s->one_person || s->main == SIZE_MAX)
        return HINGE_OK;
    size_t uncued = 0;
    while (uncued < s->n_conditions && *s->cue[uncued].id != '\0' &&
           strcmp(s->cue[uncued].id, "none") != 0)
        uncued++;
    const char *stage = hinge_axis_text(&s->tab.trials, axis_of("stage"), s->main, text);
    if (hinge_stages_are(&s->tab) && strcmp(stage, "before") == 0)
        *practice = (struct hinge_page_changes){
            .column = "stage", .from = "before", .to = other_level(s, "stage", "after", uncued)};
    const double kg = hinge_table_number(&s->tab.trials, "load_kg", s->main);
    if (s->differs[axis_of("load_kg")] && !isnan(kg))
        *loads = (struct hinge_page_changes){
            .column = "load_kg",
            .from = hinge_page_say(s, "%s", hinge_number_format(kg + 0.0, text)),
            .to = other_level(s, "load_kg", NULL, 0)};
    for (size_t i = 0; i < HINGE_PAGE_CHANGES && status == HINGE_OK; i++)
        if (s->changes[i].to != NULL)
            status = compare(s, &s->changes[i], i == HINGE_PAGE_PRACTICE ? uncued : 0, error);
    return status;
}

const struct hinge_planned_outcome *hinge_page_changes_row(const struct hinge_page_study *s,
                                                           const struct hinge_page_changes *of,
                                                           size_t i)
{
    for (size_t k = 0; of->result != NULL && k < of->result->n_planned; k++) {
        const struct hinge_planned_outcome *row = &of->result->planned[k];
        const bool pair = row->level[1] != NULL && *row->level[1] != '\0';
        if (pair && strcmp(row->outcome, s->lead->id) == 0 && !hinge_planned_is(row, "fault") &&
            i-- == 0)
            return row;
    }
    return NULL;
}
