/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A results file and a request in, one of the views out. */
#include "base/memory.h"
#include "base/request.h"
#include "base/text.h"
#include "report/columns/covariates.h"
#include "report/columns/shape.h"
#include "report/columns/shown.h"
#include "report/repetitions/blocks.h"
#include "report/request/same_numbers.h"
#include "report/request/tabulation.h"
#include "report/request/where.h"
#include "report/taken.h"
#include "reps/reps.h"
#include "result/tables.h"
#include "result/result.h"
#include "store/store.h"

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

bool hinge_view_of_document(const char *views)
{
    const struct hinge_view *view = view_at(0);
    for (size_t i = 0; view != NULL; view = view_at(++i))
        if (view->of_document && hinge_listed(views, ',', view->id))
            return true;
    return false;
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

enum hinge_status hinge_view_takes(const char *views, const char *option, const char *shown,
                                   struct hinge_error *error)
{
    return hinge_taken_check(kind_at, "table", views, option, shown, error);
}

/* Options that one table alone has: of several tables, they are for those that take
 * them. */
static enum hinge_status leave_to_others(struct hinge_tabulation *tab,
                                         struct hinge_table_request *own, struct hinge_error *error)
{
    const struct {
        const char *option;
        bool given;
    } options[] = {{"by", *own->by != '\0'},
                   {"wide", own->wide},
                   {"order", own->order != NULL},
                   {"filter", tab->view->of_document && *own->where != '\0'}};
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; status == HINGE_OK && i < sizeof options / sizeof *options; i++)
        if (options[i].given && !own->several)
            status = hinge_view_takes(tab->view->id, options[i].option, options[i].option, error);
    const char *takes = tab->view->takes;
    own->by = hinge_listed(takes, ',', "by") ? own->by : "";
    own->wide = own->wide && hinge_listed(takes, ',', "wide");
    own->order = hinge_listed(takes, ',', "order") ? own->order : NULL;
    if (own->several && own->stat != NULL && strcmp(own->stat, "n_pct") == 0 &&
        !hinge_listed(takes, ',', "stat n_pct"))
        own->stat = NULL;
    return status;
}

/* --phase of a table without phases is that of the metrics in --filter. */
static enum hinge_status check_phase(const struct hinge_tabulation *tab, struct hinge_error *error)
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

/* An analysis without --allow-inferred refused what a network guessed: what is left of
 * such a recording was measured. */
static bool refuses_inferred(const struct hinge_tabulation *tab)
{
    return strcmp(hinge_tab_option(tab, "allow_inferred"), "0") == 0;
}

/* Faults of most daily tasks are described, not counted (method 8.1): where there are
 * such recordings, a key keeps them apart from what prevalence is made of. */
static enum hinge_status add_counted(struct hinge_tabulation *tab, struct hinge_error *error)
{
    struct hinge_table *trials = &tab->trials;
    bool any = false;
    size_t at;
    for (size_t r = 0; r < trials->rows; r++) {
        const char *task = hinge_table_text(trials, "task", r);
        any = any || (task != NULL && !hinge_task_find(task)->counted);
    }
    if (!any || tab->request->all_tasks || hinge_table_find(trials, "counted") >= 0)
        return HINGE_OK;
    enum hinge_status status =
        hinge_table_add_column(trials, "counted", HINGE_COLUMN_TEXT, "", 0, &at, error);
    for (size_t r = 0; status == HINGE_OK && r < trials->rows; r++) {
        const char *task = hinge_table_text(trials, "task", r);
        bool counted = task == NULL || hinge_task_find(task)->counted;
        status = hinge_table_set_text(trials, at, r, counted ? "yes" : "no");
    }
    return status;
}

static enum hinge_status load(struct hinge_tabulation *tab, struct hinge_error *error)
{
    const struct {
        const char *group;
        struct hinge_table *table;
    } groups[] = {{HINGE_GROUP_TRIALS, &tab->trials}, {HINGE_GROUP_LIST, &tab->list},
                  {HINGE_GROUP_LEDGER, &tab->ledger}, {HINGE_GROUP_PARAMETERS, &tab->parameters},
                  {HINGE_GROUP_FAULTS, &tab->faults}, {HINGE_GROUP_METRICS, &tab->metrics}};
    enum hinge_status status =
        hinge_results_share(tab->request->results, tab->request->opened, &tab->reader, error);
    for (size_t i = 0; status == HINGE_OK && i < sizeof groups / sizeof *groups; i++)
        status = hinge_results_get_table(tab->reader, groups[i].group, groups[i].table, error);
    tab->spine_refused = refuses_inferred(tab);
    if (status == HINGE_OK)
        status = hinge_tab_add_covariates(tab, error);
    if (status == HINGE_OK)
        status = add_counted(tab, error);
    return status;
}

void hinge_tab_close(struct hinge_tabulation *tab)
{
    struct hinge_table *const tables[] = {&tab->trials,     &tab->list,   &tab->ledger,
                                          &tab->parameters, &tab->faults, &tab->metrics};
    hinge_tab_blocks_clear(tab);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        hinge_table_clear(tables[i]);
    hinge_results_close(tab->reader);
    hinge_arena_clear(&tab->arena);
    hinge_text_clear(&tab->notes);
    hinge_text_clear(&tab->described);
    free(tab->kept);
    free(tab->show);
}

enum hinge_status hinge_tab_open(struct hinge_tabulation *tab, struct hinge_error *error)
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
        reps += hinge_tab_is_trial(tab, r) ? fmax(0, tab->trials.column[at].number[r]) : 0;
    if (at >= 0 && !(reps > 0) && tab->view->labels != NULL)
        hinge_text_printf(&tab->notes,
                          "No repetition was found in %s; the trials table gives the "
                          "reasons.\n",
                          tab->trials.rows == 1 ? "the recording" : "any recording");
}

enum hinge_status hinge_tab_request(const struct hinge_table_request *request,
                                    struct hinge_table_request *own, struct hinge_error *error)
{
    enum hinge_status status = hinge_request_take(own, sizeof *own, request, error);
    HINGE_REQUEST_TEXTS(hinge_request_blank, &own->results, &own->view, &own->by, &own->columns,
                        &own->where, &own->phase);
    HINGE_REQUEST_TEXTS(hinge_request_none, &own->sort, &own->stat, &own->order);
    return status == HINGE_OK ? hinge_request_word("statistic", own->stat,
                                                   "mean_sd,median_iqr,mean_ci,n_pct", error)
                              : status;
}

/* Either no recording fits the filter, or those that do have nothing for this table. */
static enum hinge_status no_row(const struct hinge_tabulation *tab, struct hinge_error *error)
{
    size_t n = 0;
    for (size_t r = 0; r < tab->trials.rows; r++)
        n += tab->kept[r];
    if (n == 0)
        return hinge_error_set(error, HINGE_INPUT, HINGE_REASON_OK,
                               "%s: --filter %s: no row fits; correct the filter",
                               tab->request->results, tab->request->where);
    return hinge_error_set(
        error, HINGE_INPUT, HINGE_REASON_OK,
        "%s: --filter %s: %zu recording%s fit%s, but no repetition of %s that fits has "
        "a value for this table; hinge-table trials and hinge-table reps give the "
        "reasons",
        tab->request->results, tab->request->where, n, n == 1 ? "" : "s", n == 1 ? "s" : "",
        n == 1 ? "it" : "them");
}

static enum hinge_status tabulate(struct hinge_tabulation *tab, struct hinge_table *table,
                                  struct hinge_error *error)
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
    if (status == HINGE_OK && request->wide)
        status =
            hinge_tab_widen(tab, *request->by != '\0' ? request->by : tab->view->by, table, error);
    if (status == HINGE_OK)
        status = hinge_tab_shape(tab, table, error);
    if (status == HINGE_OK && table->rows == 0 && request->counted && tab->described.length > 0)
        status = hinge_error_set(error, HINGE_INPUT, HINGE_REASON_NOT_COUNTED,
                                 "%s: faults in %s are described, not counted; "
                                 "--all-tasks counts them",
                                 request->results, hinge_text_string(&tab->described));
    if (status == HINGE_OK && tab->taken + table->rows == 0 && tab->filter.n > 0 &&
        !tab->nothing_is_fine)
        status = no_row(tab, error);
    if (status == HINGE_OK)
        status = hinge_tab_select(tab, table, error);
    if (status == HINGE_OK && request->paper && tab->view->for_paper != NULL)
        status = tab->view->for_paper(tab, table, error);
    if (status == HINGE_OK)
        hinge_tab_note_duplicates(tab);
    if (tab->described.length > 0 && hinge_listed("faults,sensitivity", ',', tab->view->id))
        hinge_text_printf(&tab->notes, HINGE_DESCRIBED "%s (--all-tasks counts them).\n",
                          hinge_text_string(&tab->described));
    const char *source = tab->reader != NULL && status == HINGE_OK
                             ? hinge_results_attribute(tab->reader, "source")
                             : NULL;
    if (source != NULL && !request->no_provenance && tab->view->by != NULL)
        hinge_text_printf(&tab->notes,
                          "Results of %s; hinge-table --provenance shows how they were made.\n",
                          source);
    return status;
}

enum hinge_status hinge_view_table(const struct hinge_table_request *request,
                                   struct hinge_table *table, char **notes,
                                   struct hinge_error *error)
{
    struct hinge_tabulation tab = {.request = request};
    if (notes != NULL)
        *notes = NULL;
    enum hinge_status status = tabulate(&tab, table, error);
    if (status == HINGE_OK)
        status = hinge_fields_describe(table);
    if (status != HINGE_OK) {
        hinge_table_clear(table);
    } else if (tab.notes.length > 0 && notes != NULL) {
        if (tab.notes.data[tab.notes.length - 1] == '\n')
            tab.notes.data[tab.notes.length - 1] = '\0';
        *notes = tab.notes.data;
        tab.notes = (struct hinge_text){0};
    }
    hinge_tab_close(&tab);
    return status;
}

/* One more table of the result, of the view that the request names. */
static enum hinge_status add_view(struct hinge_result *result,
                                  const struct hinge_table_request *request,
                                  struct hinge_error *error)
{
    char *notes = NULL;
    struct hinge_result_table *made = hinge_result_add(result, request->view);
    made->title = request->several ? made->name : NULL;
    enum hinge_status status = hinge_view_table(request, &made->table, &notes, error);
    if (status == HINGE_OK && notes != NULL)
        made->notes = hinge_arena_strdup(&result->inside->arena, notes);
    bool kept = notes == NULL || made->notes != NULL;
    free(notes);
    return status == HINGE_OK && !kept ? hinge_no_memory(error) : status;
}

enum hinge_status hinge_results_tabulate(const struct hinge_table_request *request,
                                         struct hinge_result **result, struct hinge_error *error)
{
    struct hinge_table_request own;
    enum hinge_status status = hinge_tab_request(request, &own, error);
    struct hinge_result *made = status == HINGE_OK ? hinge_result_new() : NULL;
    *result = NULL;
    if (made == NULL)
        return status == HINGE_OK ? hinge_no_memory(error) : status;
    const char *at = own.view;
    own.several = strchr(at, ',') != NULL;
    for (bool more = true; status == HINGE_OK && more;) {
        const char *comma = strchr(at, ',');
        size_t n = comma != NULL ? (size_t)(comma - at) : strlen(at);
        const char *name = hinge_trimmed(at, &n);
        own.view = hinge_arena_copy(&made->inside->arena, name, n);
        status = add_view(made, &own, error);
        more = comma != NULL;
        at = more ? comma + 1 : at;
    }
    if (status == HINGE_OK)
        *result = made;
    else
        hinge_result_free(made);
    return status;
}

enum hinge_status hinge_results_hold(const char *results, struct hinge_results_reader **reader,
                                     struct hinge_error *error)
{
    return hinge_results_share(results, NULL, reader, error);
}

void hinge_results_release(struct hinge_results_reader *reader)
{
    hinge_results_close(reader);
}

enum hinge_status hinge_results_parameter(struct hinge_results_reader *results, const char *key,
                                          double *value, struct hinge_error *error)
{
    struct hinge_tabulation tab = {0};
    enum hinge_status status = hinge_results_share(NULL, results, &tab.reader, error);
    if (status == HINGE_OK)
        status =
            hinge_results_get_table(tab.reader, HINGE_GROUP_PARAMETERS, &tab.parameters, error);
    *value = status == HINGE_OK ? hinge_tab_parameter(&tab, key) : (double)NAN;
    hinge_tab_close(&tab);
    return status;
}
