/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --people of tables, figures and pages: people chosen by their repetitions at the baseline; their
 * recordings alone stay. */
#include "metrics/metric.h"
#include "people/people.h"
#include "report/people/outcomes.h"
#include "report/request.h"
#include "table/columns.h"

#include <hinge/requests.h>
#include <stdlib.h>
#include <string.h>

/* Conditions on columns of the repetitions. USAGE: there is no such column, or no such value. */
static enum hinge_status read_conditions(struct hinge_tabulation *tab,
                                         const struct hinge_table *table, const char *text,
                                         struct hinge_filter *filter)
{
    static const char option[] = "--people";
    enum hinge_status status = hinge_filter_read(&tab->arena, option, text, filter, &tab->failure);
    for (size_t k = 0; k < filter->n && status == HINGE_OK; k++) {
        struct hinge_condition *c = &filter->condition[k];
        status = hinge_table_require(table, c->name, option, &c->column, &tab->failure);
        if (status == HINGE_OK)
            status = hinge_condition_check_column(c, option, &table->column[c->column], table->rows,
                                                  &tab->failure);
    }
    return status;
}

/* The repetitions of the file with the columns that the texts name. */
static enum hinge_status read_reps(struct hinge_tabulation *tab, struct hinge_table *reps)
{
    const struct hinge_table_request *asked = tab->request;
    struct hinge_filter filter = {0};
    const char *metric[HINGE_CONDITIONS], *phase = asked->phase;
    const char *what = hinge_people_what(&tab->arena, asked->people);
    struct hinge_text names = {0};
    size_t n = 0;
    enum hinge_status status =
        hinge_filter_read(&tab->arena, "--people", what, &filter, &tab->failure);
    for (size_t k = 0; k < filter.n; k++) {
        hinge_reducer_of(filter.condition[k].name, &metric[n]);
        n += hinge_metric_find(metric[n]) >= 0;
    }
    hinge_named_words(&names, asked->people);
    hinge_named_words(&names, asked->filter);
    struct hinge_outcome_request wanted = {
        .results = asked->results,
        .opened = tab->reader,
        .phase = hinge_phase_of_metrics(metric, n, *phase != '\0' ? phase : "descent"),
        .fault_rule = "point",
        .severity = strstr(asked->people, HINGE_SEVERITY) != NULL,
        .named = hinge_text_string(&names),
        .counts = tab->counts};
    if (status == HINGE_OK)
        status = hinge_results_outcomes(&wanted, reps, &tab->failure);
    bool lacking = false; /* then all are read, so that the message can list them */
    for (size_t k = 0; k < filter.n && status == HINGE_OK; k++) {
        const char *of;
        hinge_reducer_of(filter.condition[k].name, &of);
        lacking = lacking || hinge_table_find(reps, of) < 0;
    }
    if (lacking) {
        hinge_table_clear(reps);
        wanted.named = NULL;
        status = hinge_results_outcomes(&wanted, reps, &tab->failure);
    }
    if (status == HINGE_OK)
        status = hinge_reduced_conditions(reps, "--people", what, &tab->failure);
    hinge_text_clear(&names);
    return status;
}

/* The parts of conditions on ratios of means. */
static enum hinge_status find_ratios(struct hinge_tabulation *tab, struct hinge_table *reps,
                                     const struct hinge_filter *people,
                                     const struct hinge_choosing_ratio **ratio)
{
    enum hinge_status status = HINGE_OK;
    for (size_t k = 0; k < people->n && status == HINGE_OK; k++) {
        struct hinge_ratio_parts parts;
        status =
            hinge_ratio_parts(tab->reader, reps, people->condition[k].name, &parts, &tab->failure);
        if (status == HINGE_OK)
            ratio[k] = hinge_choosing_ratio_of(&tab->arena, reps, parts.column[0], parts.column[1],
                                               parts.least);
    }
    return status;
}

/* Chooses among the repetitions; the recordings of others are not kept. */
static enum hinge_status choose(struct hinge_tabulation *tab, struct hinge_table *reps,
                                struct hinge_chosen *chosen)
{
    const struct hinge_table_request *asked = tab->request;
    const char *text = asked->people, *in = hinge_people_in(text), *baseline = asked->baseline;
    const bool apart = asked->chosen_apart;
    struct hinge_filter people, here = {0}, given, filter = {0}, usable = {0};
    const char *what = hinge_people_what(&tab->arena, text);
    const struct hinge_choosing_ratio *ratio[HINGE_CONDITIONS] = {NULL};
    enum hinge_status status = read_conditions(tab, reps, what, &people);
    if (status == HINGE_OK)
        status = find_ratios(tab, reps, &people, ratio);
    if (status == HINGE_OK && in != NULL)
        status = read_conditions(tab, reps, in + strlen(" in "), &here);
    if (status == HINGE_OK)
        status = read_conditions(tab, reps, HINGE_IN_GROUPS, &filter);
    if (status == HINGE_OK && !asked->all_reps)
        status = read_conditions(tab, reps, HINGE_USABLE_REPETITIONS, &usable);
    if (status == HINGE_OK)
        status = hinge_filter_read(&tab->arena, "--filter", asked->filter, &given, &tab->failure);
    if (status != HINGE_OK)
        return status;
    for (size_t k = 0; k < given.n && filter.n < HINGE_CONDITIONS; k++) {
        const long at = hinge_table_find(reps, given.condition[k].name);
        if (at < 0) /* of the table's rows, such as its faults */
            continue;
        given.condition[k].column = (size_t)at;
        filter.condition[filter.n++] = given.condition[k];
    }
    enum hinge_row_use *use =
        hinge_arena_alloc(&tab->arena, reps->rows + 1, sizeof(enum hinge_row_use));
    for (size_t r = 0; r < reps->rows; r++)
        use[r] = !hinge_filter_keeps_row(&filter, reps, r)   ? HINGE_ROW_OUT
                 : !hinge_filter_keeps_row(&usable, reps, r) ? HINGE_ROW_NOT_USABLE
                                                             : HINGE_ROW_USED;
    const struct hinge_choosing ask = {.table = reps,
                                       .text = text,
                                       .ratio = ratio,
                                       .people = &people,
                                       .in = in != NULL ? &here : NULL,
                                       .filter = &filter,
                                       .usable = &usable,
                                       .baseline =
                                           baseline != NULL && *baseline != '\0' ? baseline : NULL,
                                       .compared = tab->compares != NULL || apart,
                                       .no_split = !apart,
                                       .rule = tab->counts.rule};
    if (!hinge_people_choose(&tab->arena, &ask, use, chosen))
        return hinge_error_set(&tab->failure, chosen->kinds ? HINGE_USAGE : HINGE_INPUT,
                               HINGE_REASON_OK, "--%s", chosen->words);
    struct hinge_intern names = {0};
    for (size_t r = 0; r < reps->rows; r++)
        if (use[r] != HINGE_ROW_OUT)
            hinge_intern_number(&names, hinge_table_word(reps, "participant", r));
    const size_t n = names.n;
    for (size_t t = 0; t < tab->trials.rows; t++)
        tab->kept[t] =
            tab->kept[t] &&
            hinge_intern_number(&names, hinge_table_word(&tab->trials, "participant", t)) < n;
    hinge_intern_clear(&names);
    if (chosen->split == HINGE_SPLIT_NONE)
        return HINGE_OK;
    tab->left_out = hinge_arena_alloc(&tab->arena, reps->rows + 1, sizeof *tab->left_out);
    for (size_t r = 0; r < reps->rows; r++)
        tab->left_out[r] = use[r] == HINGE_ROW_OUT;
    tab->counts.rule = hinge_people_rule_for(HINGE_COUNT_ONE, tab->counts.rule);
    return HINGE_OK;
}

bool hinge_tab_choose(struct hinge_tabulation *tab)
{
    struct hinge_table reps = {0};
    if (*hinge_or_empty(tab->request->people) == '\0' ||
        !hinge_listed(tab->view->takes, ',', "people"))
        return true;
    tab->status = read_reps(tab, &reps);
    tab->chosen = hinge_arena_alloc(&tab->arena, 1, sizeof *tab->chosen);
    if (tab->status == HINGE_OK)
        tab->status = choose(tab, &reps, tab->chosen);
    hinge_table_clear(&reps);
    return tab->status == HINGE_OK;
}
