/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --people of tables, figures and pages: people chosen by their repetitions at the baseline; their
 * recordings alone stay. */
#include "metrics/metric.h"
#include "report/people/outcomes.h"
#include "table/columns.h"

#include <hinge/requests.h>

static const char option[] = "--people";

static bool read_filter(struct hinge_tabulation *tab, const char *of, const char *text,
                        struct hinge_filter *filter)
{
    return hinge_tab_try(tab, hinge_filter_read(&tab->arena, of, text, filter, &tab->failure));
}

bool hinge_tab_conditions(struct hinge_tabulation *tab, const char *of,
                          const struct hinge_table *table, const char *text,
                          struct hinge_filter *filter)
{
    if (!read_filter(tab, of, text, filter))
        return false;
    for (size_t k = 0; k < filter->n; k++) {
        struct hinge_condition *c = &filter->condition[k];
        if (!hinge_tab_try(tab,
                           hinge_table_require(table, c->name, of, &c->column, &tab->failure)) ||
            !hinge_tab_try(tab, hinge_condition_check_column(c, of, &table->column[c->column],
                                                             table->rows, &tab->failure)))
            return false;
    }
    return true;
}

/* The repetitions of the file with the columns that the texts name; `what`: the conditions. */
static bool read_reps(struct hinge_tabulation *tab, const char *what, struct hinge_table *reps)
{
    const struct hinge_table_request *asked = tab->request;
    struct hinge_filter filter = {0};
    const char *of[HINGE_CONDITIONS], *metric[HINGE_CONDITIONS], *phase = asked->phase;
    cleared_by(hinge_text_clear) struct hinge_text names = {0};
    size_t n = 0;
    if (!read_filter(tab, option, what, &filter))
        return false;
    for (size_t k = 0; k < filter.n; k++) {
        hinge_reducer_of(filter.condition[k].name, &of[k]);
        if (hinge_metric_find(of[k]) >= 0)
            metric[n++] = of[k];
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
    hinge_tab_try(tab, hinge_results_outcomes(&wanted, reps, &tab->failure));
    bool lacking = false; /* then all are read, so that the message can list them */
    for (size_t k = 0; k < filter.n && tab->status == HINGE_OK; k++)
        lacking = lacking || hinge_table_find(reps, of[k]) < 0;
    if (lacking) {
        hinge_table_clear(reps);
        wanted.named = NULL;
        hinge_tab_try(tab, hinge_results_outcomes(&wanted, reps, &tab->failure));
    }
    return tab->status == HINGE_OK &&
           hinge_tab_try(tab, hinge_reduced_conditions(reps, option, what, &tab->failure));
}

bool hinge_tab_choose(struct hinge_tabulation *tab)
{
    struct hinge_arena *arena = &tab->arena;
    const struct hinge_table_request *asked = tab->request;
    cleared_by(hinge_table_clear) struct hinge_table reps = {0};
    if (*hinge_or_empty(asked->people) == '\0' || !hinge_listed(tab->view->takes, ',', "people"))
        return true;
    const char *what = hinge_people_what(arena, asked->people);
    if (!read_reps(tab, what, &reps))
        return false;
    /* Chooses among the repetitions; the recordings of others are not kept. */
    const char *in = hinge_people_in(asked->people), *baseline = hinge_or_empty(asked->baseline);
    struct hinge_filter people, here = {0}, given, filter = {0}, usable = {0};
    const struct hinge_choosing_ratio *ratio[HINGE_CONDITIONS] = {NULL};
    if (!hinge_tab_conditions(tab, option, &reps, what, &people))
        return false;
    for (size_t k = 0; k < people.n; k++) { /* the parts of conditions on ratios of means */
        struct hinge_ratio_parts parts;
        if (!hinge_tab_try(tab, hinge_ratio_parts(tab->reader, &reps, people.condition[k].name,
                                                  &parts, &tab->failure)))
            return false;
        ratio[k] =
            hinge_choosing_ratio_of(arena, &reps, parts.column[0], parts.column[1], parts.least);
    }
    if ((in != NULL && !hinge_tab_conditions(tab, option, &reps, in + strlen(" in "), &here)) ||
        !hinge_tab_conditions(tab, option, &reps, HINGE_IN_GROUPS, &filter) ||
        (!asked->all_reps &&
         !hinge_tab_conditions(tab, option, &reps, HINGE_USABLE_REPETITIONS, &usable)) ||
        !read_filter(tab, "--filter", asked->filter, &given))
        return false;
    (void)hinge_filter_bind(&given, &reps); /* others are of the table's rows, such as its faults */
    for (size_t k = 0; k < given.n && filter.n < HINGE_CONDITIONS; k++)
        filter.condition[filter.n++] = given.condition[k];
    enum hinge_row_use *use = hinge_arena_alloc(arena, reps.rows + 1, sizeof(enum hinge_row_use));
    for (size_t r = 0; r < reps.rows; r++)
        use[r] = !hinge_filter_keeps_row(&filter, &reps, r)   ? HINGE_ROW_OUT
                 : !hinge_filter_keeps_row(&usable, &reps, r) ? HINGE_ROW_NOT_USABLE
                                                              : HINGE_ROW_USED;
    const struct hinge_choosing ask = {.table = &reps,
                                       .text = asked->people,
                                       .ratio = ratio,
                                       .people = &people,
                                       .in = in != NULL ? &here : NULL,
                                       .filter = &filter,
                                       .usable = &usable,
                                       .baseline = *baseline != '\0' ? baseline : NULL,
                                       .compared = tab->compares != NULL || asked->chosen_apart,
                                       .no_split = !asked->chosen_apart,
                                       .rule = tab->counts.rule};
    struct hinge_chosen *chosen = tab->chosen = hinge_arena_alloc(arena, 1, sizeof *tab->chosen);
    if (!hinge_people_choose(arena, &ask, use, chosen))
        return hinge_tab_fail(tab, chosen->kinds ? HINGE_USAGE : HINGE_INPUT, HINGE_REASON_OK,
                              "--%s", chosen->words);
    cleared_by(hinge_intern_clear) struct hinge_intern names = {0};
    for (size_t r = 0; r < reps.rows; r++)
        if (use[r] != HINGE_ROW_OUT)
            hinge_intern_number(&names, hinge_table_word(&reps, "participant", r));
    const size_t n = names.n;
    for (size_t t = 0; t < tab->trials.rows; t++)
        tab->kept[t] =
            tab->kept[t] &&
            hinge_intern_number(&names, hinge_table_word(&tab->trials, "participant", t)) < n;
    if (chosen->split == HINGE_SPLIT_NONE)
        return true;
    tab->left_out = hinge_arena_alloc(arena, reps.rows + 1, sizeof *tab->left_out);
    for (size_t r = 0; r < reps.rows; r++)
        tab->left_out[r] = use[r] == HINGE_ROW_OUT;
    tab->counts.rule = hinge_people_rule_for(HINGE_COUNT_ONE, tab->counts.rule);
    return true;
}
