/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A results file and a request in, one of the views out. */
#include "base/memory.h"
#include "base/request.h"
#include "base/text.h"
#include "report/columns/covariates.h"
#include "report/columns/shape.h"
#include "report/columns/shown.h"
#include "report/columns/units.h"
#include "report/display.h"
#include "report/repetitions/blocks.h"
#include "report/request/tabulation.h"
#include "report/request/where.h"
#include "report/taken.h"
#include "reps/reps.h"
#include "store/schema.h"
#include "store/twins.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VIEWS_SHOWN = 32 };

/* --- views --- */

static const struct hinge_view *view_at(size_t i)
{
    size_t n;
    const struct hinge_view *const *list = hinge_view_list(&n);
    return i < n ? list[i] : NULL;
}

const char *hinge_view_id(size_t i)
{
    const struct hinge_view *view = view_at(i);
    return view != NULL ? view->id : NULL;
}

const char *hinge_view_title(size_t i)
{
    const struct hinge_view *view = view_at(i);
    return view != NULL ? view->title : NULL;
}

bool hinge_view_of_document(size_t i)
{
    size_t n;
    const struct hinge_view *const *list = hinge_view_list(&n);
    return i < n && list[i]->of_document;
}

static enum hinge_status find_view(const char *id, const struct hinge_view **view,
                                   struct hinge_error *error)
{
    const char *names[VIEWS_SHOWN];
    size_t n = 0;
    for (; n < VIEWS_SHOWN && view_at(n) != NULL; n++) {
        names[n] = view_at(n)->id;
        if (strcmp(names[n], id) == 0) {
            *view = view_at(n);
            return HINGE_OK;
        }
    }
    return hinge_tab_unknown(NULL, NULL, "table", id, names, n, error);
}

static const char *kind_at(size_t i, const char **takes)
{
    const struct hinge_view *view = view_at(i);
    *takes = view != NULL ? view->takes : "";
    return view != NULL ? view->id : NULL;
}

enum hinge_status hinge_view_takes(const char *views, const char *option,
                                   const char *shown, struct hinge_error *error)
{
    return hinge_taken_check(kind_at, "table", views, option, shown, error);
}

/* Options that one table alone has: of several tables, they are for those that take
 * them. */
static enum hinge_status leave_to_others(struct hinge_tabulation *tab,
                                         struct hinge_table_request *own,
                                         struct hinge_error *error)
{
    const struct {
        const char *option;
        bool given;
    } options[] = {{"by", *own->by != '\0'},
                   {"wide", own->wide},
                   {"against", own->against != NULL},
                   {"test", own->test != NULL},
                   {"filter", tab->view->of_document && *own->where != '\0'},
                   {"units", tab->view->of_document && own->radians}};
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < sizeof options / sizeof *options; i++)
        if (options[i].given && !own->several)
            status = hinge_view_takes(tab->view->id, options[i].option,
                                      options[i].option, error);
    const char *takes = tab->view->takes;
    own->by = hinge_listed(takes, ',', "by") ? own->by : "";
    own->wide = own->wide && hinge_listed(takes, ',', "wide");
    own->against = hinge_listed(takes, ',', "against") ? own->against : NULL;
    own->test = hinge_listed(takes, ',', "test") ? own->test : NULL;
    if (own->several && own->stat != NULL && strcmp(own->stat, "n_pct") == 0 &&
        !hinge_listed(takes, ',', "stat n_pct"))
        own->stat = NULL;
    return status;
}

/* --phase of a table without phases is that of the metrics in --filter. */
static enum hinge_status check_phase(const struct hinge_tabulation *tab,
                                     struct hinge_error *error)
{
    const struct hinge_table_request *request = tab->request;
    if (*request->phase == '\0' || request->several ||
        !hinge_listed(tab->view->takes, ',', "phase-of-filter"))
        return HINGE_OK;
    for (size_t i = 0; i < tab->filter.n; i++)
        if (tab->filter.condition[i].level == HINGE_ON_METRIC)
            return HINGE_OK;
    return hinge_view_takes(tab->view->id, "phase", "phase", error);
}

/* --- the file --- */

/* An option of the analysis as /parameters has it, "" when it was not given. */
static const char *option_of(const struct hinge_tabulation *tab, const char *name)
{
    for (size_t r = 0; r < tab->parameters.rows; r++) {
        const char *key = hinge_table_text(&tab->parameters, "key", r);
        const char *value = hinge_table_text(&tab->parameters, "value", r);
        if (key != NULL && strcmp(key, name) == 0)
            return value != NULL ? value : "";
    }
    return "";
}

/* An analysis without --allow-inferred refused what a network guessed: what is left of
 * such a recording was measured. */
static bool refuses_inferred(const struct hinge_tabulation *tab)
{
    return strcmp(option_of(tab, "allow_inferred"), "0") == 0;
}

static bool is_refused(const struct hinge_tabulation *tab, size_t row)
{
    const char *status = hinge_table_text(&tab->ledger, "status", row);
    return status != NULL && strcmp(status, "refused") == 0;
}

/* Recordings with the same numbers, as a sentence: a person's own copies, which are
 * left out, or those of different people, which count; nothing where there are none. */
static void say_twins(const struct hinge_tabulation *tab, bool own, const char *what,
                      const char *end, struct hinge_text *text)
{
    enum { SHOWN = 8 };
    size_t n = 0;
    for (size_t r = 0; r < tab->ledger.rows && tab->ledger.rows == tab->list.rows;
         r++) {
        long twin = own ? hinge_twin_own(&tab->ledger, &tab->list, r)
                        : hinge_twin_stranger(&tab->ledger, &tab->list, r);
        if (twin < 0 || is_refused(tab, r) != own ||
            (own && is_refused(tab, (size_t)twin)) || n++ >= SHOWN)
            continue;
        const char *one = hinge_table_text(&tab->ledger, "file", (size_t)twin);
        const char *other = hinge_table_text(&tab->ledger, "file", r);
        if (n == 1)
            hinge_text_printf(text, "%s%s", text->length > 0 ? " " : "", what);
        hinge_text_printf(text, "%s%s = %s", n == 1 ? "" : ", ", one != NULL ? one : "",
                          other != NULL ? other : "");
    }
    if (n > SHOWN)
        hinge_text_printf(text, " and %zu more", n - SHOWN);
    if (n > 0)
        hinge_text_puts(text, end);
}

/* Those of different people that count, until the user has said which should. */
static void say_duplicates(const struct hinge_tabulation *tab, struct hinge_text *text)
{
    if (*option_of(tab, "duplicates") == '\0')
        say_twins(tab, false, "The same numbers under different participants: ",
                  "; all count (choose with hinge-analyze --duplicates keep or first).",
                  text);
}

static void note_duplicates(struct hinge_tabulation *tab)
{
    struct hinge_text text = {0};
    say_duplicates(tab, &text);
    say_twins(tab, true, "The same numbers within a participant, counted once: ", ".",
              &text);
    if (text.length > 0)
        hinge_text_printf(&tab->notes, "%s\n", hinge_text_string(&text));
    tab->notes.failed = tab->notes.failed || text.failed;
    hinge_text_clear(&text);
}

/* Faults of daily tasks are described, not counted (method 8.1): where there are such
 * recordings, a key keeps them apart from what prevalence is made of. */
static enum hinge_status add_counted(struct hinge_tabulation *tab,
                                     struct hinge_error *error)
{
    struct hinge_table *trials = &tab->trials;
    bool any = false;
    size_t at;
    for (size_t r = 0; r < trials->rows; r++) {
        const char *task = hinge_table_text(trials, "task", r);
        any = any || (task != NULL && hinge_task_find(task)->daily);
    }
    if (!any || hinge_table_find(trials, "counted") >= 0)
        return HINGE_OK;
    enum hinge_status status =
        hinge_table_add_column(trials, "counted", HINGE_COLUMN_TEXT, "", 0, &at, error);
    for (size_t r = 0; status == HINGE_OK && r < trials->rows; r++) {
        const char *task = hinge_table_text(trials, "task", r);
        bool daily = task != NULL && hinge_task_find(task)->daily;
        status = hinge_table_set_text(trials, at, r, daily ? "no" : "yes", error);
    }
    return status;
}

static enum hinge_status load(struct hinge_tabulation *tab, struct hinge_error *error)
{
    const struct {
        const char *group;
        struct hinge_table *table;
    } groups[] = {
        {HINGE_GROUP_TRIALS, &tab->trials}, {HINGE_GROUP_LIST, &tab->list},
        {HINGE_GROUP_LEDGER, &tab->ledger}, {HINGE_GROUP_PARAMETERS, &tab->parameters},
        {HINGE_GROUP_FAULTS, &tab->faults}, {HINGE_GROUP_METRICS, &tab->metrics}};
    enum hinge_status status = hinge_results_share(
        tab->request->results, tab->request->opened, &tab->reader, error);
    for (size_t i = 0; status == HINGE_OK && i < sizeof groups / sizeof *groups; i++)
        status = hinge_results_get_table(tab->reader, groups[i].group, groups[i].table,
                                         error);
    tab->spine_refused = refuses_inferred(tab);
    if (status == HINGE_OK)
        status = hinge_tab_add_covariates(tab, error);
    if (status == HINGE_OK)
        status = add_counted(tab, error);
    return status;
}

void hinge_tab_close(struct hinge_tabulation *tab)
{
    struct hinge_table *const tables[] = {&tab->trials, &tab->list,
                                          &tab->ledger, &tab->parameters,
                                          &tab->faults, &tab->metrics};
    hinge_tab_blocks_clear(tab);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        hinge_table_clear(tables[i]);
    hinge_results_close(tab->reader);
    hinge_arena_clear(&tab->arena);
    hinge_text_clear(&tab->notes);
    free(tab->kept);
    free(tab->show);
}

enum hinge_status hinge_tab_open(struct hinge_tabulation *tab,
                                 struct hinge_error *error)
{
    enum hinge_status status = load(tab, error);
    return status == HINGE_OK ? hinge_where_read(tab, error) : status;
}

/* A table of repetitions where there is none says so before anything else. */
static void note_no_reps(struct hinge_tabulation *tab)
{
    long at = hinge_table_find(&tab->trials, "reps");
    double reps = 0;
    for (size_t r = 0; at >= 0 && r < tab->trials.rows; r++)
        reps +=
            hinge_tab_is_trial(tab, r) ? fmax(0, tab->trials.column[at].number[r]) : 0;
    if (at >= 0 && !(reps > 0) && tab->view->labels != NULL)
        hinge_text_printf(&tab->notes,
                          "No repetition was found in %s; the trials table gives the "
                          "reasons.\n",
                          tab->trials.rows == 1 ? "the recording" : "any recording");
}

enum hinge_status hinge_tab_request(const struct hinge_table_request *request,
                                    struct hinge_table_request *own,
                                    struct hinge_error *error)
{
    enum hinge_status status = hinge_request_take(own, sizeof *own, request, error);
    HINGE_REQUEST_TEXTS(hinge_request_blank, &own->results, &own->view, &own->by,
                        &own->columns, &own->where, &own->phase);
    HINGE_REQUEST_TEXTS(hinge_request_none, &own->sort, &own->stat, &own->test,
                        &own->against);
    return status;
}

static enum hinge_status tabulate(struct hinge_tabulation *tab,
                                  struct hinge_table *table, struct hinge_error *error)
{
    enum hinge_status status = hinge_tab_request(tab->request, &tab->own, error);
    const struct hinge_table_request *request = tab->request = &tab->own;
    if (status == HINGE_OK)
        status = find_view(request->view, &tab->view, error);
    if (status == HINGE_OK)
        status = leave_to_others(tab, &tab->own, error);
    if (status == HINGE_OK && tab->own.wide && *tab->own.by == '\0')
        tab->own.by = "participant,group,cue"; /* a row per person */
    if (status == HINGE_OK && !tab->view->of_document)
        status = hinge_tab_open(tab, error);
    if (status == HINGE_OK)
        status = check_phase(tab, error);
    if (status == HINGE_OK)
        note_no_reps(tab);
    if (status == HINGE_OK)
        status = tab->view->fill(tab, table, error);
    if (status == HINGE_OK)
        status = hinge_tab_handed(tab, error);
    if (status == HINGE_OK)
        status = hinge_tab_unit_cells(tab, table, error);
    if (status == HINGE_OK && request->wide)
        status = hinge_tab_widen(
            tab, *request->by != '\0' ? request->by : tab->view->by, table, error);
    if (status == HINGE_OK)
        status = hinge_tab_shape(tab, table, error);
    if (status == HINGE_OK && tab->taken + table->rows == 0 && tab->filter.n > 0 &&
        !tab->nothing_is_fine)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                                 "%s: --filter %s: no row fits; correct the filter",
                                 request->results, request->where);
    if (status == HINGE_OK)
        status = hinge_tab_select(tab, table, error);
    if (status == HINGE_OK)
        status = hinge_tab_unit_names(tab, table, false, error);
    if (status == HINGE_OK)
        note_duplicates(tab);
    const char *source = tab->reader != NULL && status == HINGE_OK
                             ? hinge_results_attribute(tab->reader, "source")
                             : NULL;
    if (source != NULL && !request->no_provenance && tab->view->by != NULL)
        hinge_text_printf(
            &tab->notes,
            "Results of %s; hinge-table --provenance shows how they were made.\n",
            source);
    if (tab->notes.failed) /* also where the table is refused for another reason */
        status = hinge_no_memory(error);
    return status;
}

enum hinge_status hinge_results_tabulate(const struct hinge_table_request *request,
                                         struct hinge_table *table, char **footer,
                                         struct hinge_error *error)
{
    struct hinge_tabulation tab = {.request = request};
    *footer = NULL;
    enum hinge_status status = tabulate(&tab, table, error);
    if (status != HINGE_OK) {
        hinge_table_clear(table);
    } else if (tab.notes.length > 0) {
        if (tab.notes.data[tab.notes.length - 1] == '\n')
            tab.notes.data[tab.notes.length - 1] = '\0';
        *footer = tab.notes.data;
        tab.notes = (struct hinge_text){0};
    }
    hinge_tab_close(&tab);
    return status;
}

enum hinge_status hinge_results_hold(const char *results,
                                     struct hinge_results_reader **reader,
                                     struct hinge_error *error)
{
    return hinge_results_share(results, NULL, reader, error);
}

void hinge_results_release(struct hinge_results_reader *reader)
{
    hinge_results_close(reader);
}

enum hinge_status hinge_results_parameter(struct hinge_results_reader *results,
                                          const char *key, double *value,
                                          struct hinge_error *error)
{
    struct hinge_tabulation tab = {0};
    enum hinge_status status = hinge_results_share(NULL, results, &tab.reader, error);
    if (status == HINGE_OK)
        status = hinge_results_get_table(tab.reader, HINGE_GROUP_PARAMETERS,
                                         &tab.parameters, error);
    *value = status == HINGE_OK ? hinge_tab_parameter(&tab, key) : (double)NAN;
    hinge_tab_close(&tab);
    return status;
}

enum hinge_status hinge_results_duplicates(struct hinge_results_reader *results,
                                           char **note, struct hinge_error *error)
{
    struct hinge_tabulation tab = {0};
    struct hinge_text text = {0};
    const struct {
        const char *group;
        struct hinge_table *table;
    } groups[] = {{HINGE_GROUP_LIST, &tab.list},
                  {HINGE_GROUP_LEDGER, &tab.ledger},
                  {HINGE_GROUP_PARAMETERS, &tab.parameters}};
    *note = NULL;
    enum hinge_status status = hinge_results_share(NULL, results, &tab.reader, error);
    for (size_t i = 0; status == HINGE_OK && i < sizeof groups / sizeof *groups; i++)
        status = hinge_results_get_table(tab.reader, groups[i].group, groups[i].table,
                                         error);
    if (status == HINGE_OK)
        say_duplicates(&tab, &text);
    hinge_tab_close(&tab);
    if (status == HINGE_OK && text.failed)
        status = hinge_no_memory(error);
    if (status == HINGE_OK && text.length > 0)
        *note = text.data;
    else
        hinge_text_clear(&text);
    return status;
}
