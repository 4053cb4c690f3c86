/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report: facts of a study put into a template; and what hinge-compare says to its questions.
 */
#include "page/study.h"

#include "base/file.h"
#include "base/request.h"
#include "report/display.h"
#include "report/request.h"
#include "result/result.h"
#include "result/template.h"
#include "view/templates.h"

#include <hinge/compare.h>
#include <stdlib.h>
#include <string.h>

enum hinge_status hinge_page_take(struct hinge_page_request *own,
                                  const struct hinge_page_request *given, struct hinge_error *error)
{
    enum hinge_status status = hinge_request_take(own, sizeof *own, given, error);
    HINGE_REQUEST_TEXTS(hinge_request_blank, &own->results, &own->title, &own->filter,
                        &own->baseline, &own->order, &own->participant, &own->code, &own->study,
                        &own->author, &own->date, &own->events, &own->recordings, &own->pages,
                        &own->files, &own->template_file);
    return status;
}

/* --- comparisons --- */

/* Values of a column that recordings of the main kind have, as a condition; whether others have
 * other ones. */
static bool tells_apart(const struct hinge_page_study *s, const char *column,
                        struct hinge_text *values)
{
    char buffer[48];
    bool others = false;
    for (int pass = 0; pass < 2; pass++) /* those of the main kind first */
        for (size_t t = 0; t < s->n_trials; t++) {
            const struct hinge_page_trial *trial = &s->trial[t];
            struct hinge_text item = {0};
            hinge_text_item(&item, hinge_tab_trial(&s->tab, column, trial->row, buffer));
            const char *value = hinge_text_string(&item);
            bool known = values->length > 0 && hinge_listed(hinge_text_string(values), ',', value);
            if (pass == 0 && trial->usable && trial->kind == 0 && !known)
                hinge_text_printf(values, "%s%s", values->length > 0 ? "," : "", value);
            others = others || (pass == 1 && !known);
            hinge_text_clear(&item);
        }
    return others && values->length > 0;
}

/* The request's filter, and of several kinds of recordings the main one. */
static void put_filter(const struct hinge_page_study *s, struct hinge_text *filter)
{
    hinge_text_puts(filter, s->request.filter);
    for (size_t i = 0; hinge_evidence[i] != NULL && s->n_kinds > 1; i++) {
        struct hinge_text values = {0};
        if (tells_apart(s, hinge_evidence[i], &values))
            hinge_text_printf(filter, "%s%s=%s", filter->length > 0 ? "&" : "", hinge_evidence[i],
                              hinge_text_string(&values));
        hinge_text_clear(&values);
    }
}

/* Runs an analysis with options, "" for those that are not given; *result is NULL where it has no
 * answer. */
static enum hinge_status compare(const struct hinge_page_study *s, const char *option[][2],
                                 struct hinge_result **result, struct hinge_error *error)
{
    struct hinge_stats_request request = {0};
    struct hinge_table table = {0};
    *result = NULL;
    enum hinge_status status = hinge_stats_request_init(&request, NULL, error);
    request.opened = s->request.opened;
    request.labels = &s->labels;
    for (size_t i = 0; status == HINGE_OK && option[i][0] != NULL; i++)
        if (*option[i][1] != '\0')
            status = hinge_stats_request_set(&request, option[i][0], option[i][1], error);
    if (status == HINGE_OK)
        status = hinge_comparison_table(&request, NULL, &table, error);
    const struct hinge_stats_call call = {
        .request = &request, .table = &table, .name = s->request.results};
    if (status == HINGE_OK)
        status = hinge_stats_run(&call, result, error);
    if (status != HINGE_OK) {
        hinge_result_free(*result);
        *result = NULL;
    }
    hinge_table_clear(&table);
    hinge_stats_request_clear(&request);
    return status != HINGE_OK && hinge_error_is_absence(error) ? HINGE_OK : status;
}

static enum hinge_status compare_both(const struct hinge_page_study *s,
                                      void (*each)(void *context, const char *name,
                                                   const struct hinge_result *result),
                                      void *context, struct hinge_error *error)
{
    const struct hinge_page_request *r = &s->request;
    struct hinge_text filter = {0}, order = {0}, baseline = {0};
    struct hinge_result *result;
    enum hinge_status status = HINGE_OK;
    put_filter(s, &filter);
    hinge_text_puts(&baseline, hinge_text_string(&filter));
    if (s->two) {
        hinge_text_item(&order, s->group[HINGE_PAGE_A].id);
        hinge_text_puts(&order, ",");
        hinge_text_item(&order, s->group[HINGE_PAGE_B].id);
    }
    if (s->n_cues > 1)
        hinge_condition_put(&baseline, "cue", s->cue[0].id);
    const char *const common[][2] = {{"data", r->results},
                                     {"include_inferred", r->include_inferred ? "true" : ""},
                                     {"all_tasks", r->all_tasks ? "true" : ""},
                                     {"all_reps", r->all_reps ? "true" : ""},
                                     {"allow_single", r->allow_single ? "true" : ""},
                                     {NULL, NULL}};
    enum { COMMON = sizeof common / sizeof *common };
    const char *option[4 + COMMON][2];
    for (int cues = 0; cues < 2 && status == HINGE_OK; cues++) {
        const char *const own[4][2] = {{"analysis", cues ? "cues" : "groups"},
                                       {cues ? "baseline" : "order",
                                        cues && s->n_cues > 1 ? s->cue[0].id
                                                              : hinge_text_string(&order)},
                                       {"filter", hinge_text_string(cues ? &filter : &baseline)},
                                       {cues ? "mdc" : "filter", cues ? "auto" : ""}};
        memcpy(option, own, sizeof own);
        memcpy(option + 4, common, sizeof common);
        if (cues ? s->n_cues < 2 : !s->two)
            continue;
        status = compare(s, option, &result, error);
        if (status == HINGE_OK && result != NULL)
            each(context, cues ? "cues" : "groups", result);
        hinge_result_free(result);
    }
    hinge_text_clear(&filter);
    hinge_text_clear(&baseline);
    hinge_text_clear(&order);
    return status;
}

enum hinge_status hinge_page_comparisons(const struct hinge_page_request *given,
                                         void (*each)(void *context, const char *name,
                                                      const struct hinge_result *result),
                                         void *context, struct hinge_error *error)
{
    struct hinge_page_request own;
    struct hinge_page_study study;
    enum hinge_status status = hinge_page_take(&own, given, error);
    if (status != HINGE_OK)
        return status;
    status = hinge_page_study_open(&study, &own, error);
    if (status == HINGE_OK && study.n_people > 0)
        status = compare_both(&study, each, context, error);
    hinge_page_study_close(&study);
    return status;
}

/* --- the page --- */

static enum hinge_status make_facts(const struct hinge_page_request *given,
                                    struct hinge_page_request *own, json_t **facts,
                                    struct hinge_error *error)
{
    struct hinge_page_study study;
    *facts = NULL;
    enum hinge_status status = hinge_page_take(own, given, error);
    if (status != HINGE_OK)
        return status;
    status = hinge_page_study_open(&study, own, error);
    if (status == HINGE_OK) {
        *facts = hinge_page_facts_of(&study);
        status = hinge_page_study_ended(&study, error);
    }
    hinge_page_study_close(&study);
    return status;
}

enum hinge_status hinge_page_facts(const struct hinge_page_request *given, char **json,
                                   size_t *length, struct hinge_error *error)
{
    struct hinge_page_request own;
    json_t *facts;
    *json = NULL;
    enum hinge_status status = make_facts(given, &own, &facts, error);
    if (status == HINGE_OK) {
        *json = hinge_json_text(facts, JSON_INDENT(1));
        *length = strlen(*json);
    }
    json_decref(facts);
    return status;
}

void hinge_page_template(char **text)
{
    struct hinge_text out = {0};
    hinge_template_text(hinge_template_report, &out);
    *text = out.data;
}

/* The template of a file, or the own one. */
static enum hinge_status read_template(const struct hinge_page_request *own,
                                       struct hinge_text *text, struct hinge_error *error)
{
    enum { MOST = 1 << 24 };
    struct hinge_bytes bytes = {0};
    if (*own->template_file == '\0') {
        hinge_template_text(hinge_template_report, text);
        return HINGE_OK;
    }
    enum hinge_status status =
        hinge_file_read(own->template_file, own->template_file, MOST, &bytes, error);
    if (status == HINGE_OK)
        hinge_text_add(text, bytes.data, bytes.size);
    hinge_bytes_clear(&bytes);
    return status;
}

/* A template from elsewhere may hold a program: only that of the own one stays. */
static enum hinge_status check_scripts(const char *name, const char *text,
                                       struct hinge_error *error)
{
    struct hinge_text own = {0};
    hinge_template_text(hinge_template_report, &own);
    enum hinge_status status =
        hinge_template_check_scripts(name, text, hinge_text_string(&own), error);
    hinge_text_clear(&own);
    return status;
}

enum hinge_status hinge_page_report(const struct hinge_page_request *given, char **html,
                                    size_t *length, struct hinge_error *error)
{
    struct hinge_page_request own;
    struct hinge_text text = {0}, page = {0};
    json_t *facts;
    *html = NULL;
    enum hinge_status status = make_facts(given, &own, &facts, error);
    if (status == HINGE_OK)
        status = read_template(&own, &text, error);
    bool foreign = *own.template_file != '\0' && !own.allow_script;
    if (status == HINGE_OK && foreign)
        status = check_scripts(own.template_file, hinge_text_string(&text), error);
    if (status == HINGE_OK)
        status = hinge_template_policy(hinge_text_string(&text), facts, error);
    const struct hinge_template template = {*own.template_file != '\0' ? own.template_file
                                                                       : "report.html",
                                            hinge_text_string(&text), hinge_markup_escape};
    if (status == HINGE_OK)
        status = hinge_template_render(&template, facts, &page, error);
    if (status == HINGE_OK && foreign) /* its parts may make a tag together */
        status = check_scripts(own.template_file, hinge_text_string(&page), error);
    if (status == HINGE_OK) {
        *html = page.data;
        *length = page.length;
        page = (struct hinge_text){0};
    }
    hinge_text_clear(&page);
    hinge_text_clear(&text);
    json_decref(facts);
    return status;
}
