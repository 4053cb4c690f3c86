/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report: facts of a study put into a template. */
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

/* What a line of the labels says, unless it is given. */
static void take_line(const char **member, const struct hinge_label_list *labels, const char *id)
{
    const char *line = **member == '\0' ? hinge_labels_setting(labels, id) : NULL;
    *member = line != NULL ? line : *member;
}

enum hinge_status hinge_page_take(struct hinge_page_request *copy,
                                  const struct hinge_page_request *given,
                                  enum hinge_query_taker taker, struct hinge_error *error)
{
    enum hinge_status status = hinge_request_take(copy, sizeof *copy, given, error);
    const struct hinge_query_row *other =
        status == HINGE_OK ? hinge_query_untaken(&copy->by, taker) : NULL;
    if (other != NULL)
        status = hinge_error_set(error, HINGE_USAGE, HINGE_REASON_OK,
                                 taker == HINGE_QUERY_OF_SHEET
                                     ? "--%s: a sheet does not take it; a report does"
                                     : "--%s: a report does not take it; --sheet does",
                                 other->name);
    HINGE_REQUEST_TEXTS(hinge_request_blank, &copy->results, &copy->title, &copy->filter,
                        &copy->baseline, &copy->order, &copy->margin, &copy->participant,
                        &copy->code, &copy->study, &copy->author, &copy->date, &copy->events,
                        &copy->recordings, &copy->pages, &copy->files, &copy->template_file,
                        &copy->preregistration);
    take_line(&copy->author, copy->labels, "report.author");
    take_line(&copy->date, copy->labels, "report.date");
    take_line(&copy->code, copy->labels, copy->participant);
    return status;
}

/* --- the page --- */

/* The facts, or (`ids`) only which recordings are played. */
static enum hinge_status make_facts(const struct hinge_page_request *given,
                                    struct hinge_page_request *copy, json_t **facts,
                                    struct hinge_text *ids, struct hinge_error *error)
{
    struct hinge_page_study study;
    *facts = NULL;
    enum hinge_status status = hinge_page_take(copy, given, HINGE_QUERY_OF_REPORT, error);
    if (status != HINGE_OK)
        return status;
    status = hinge_page_study_open(&study, copy, error);
    if (status == HINGE_OK)
        status = hinge_page_answer(&study, error);
    if (status == HINGE_OK) {
        if (ids != NULL)
            hinge_page_list_played(&study, ids);
        else
            *facts = hinge_page_facts_of(&study);
        status = hinge_page_study_ended(&study, error);
    }
    hinge_page_study_close(&study);
    return status;
}

enum hinge_status hinge_page_played(const struct hinge_page_request *given, char **ids,
                                    struct hinge_error *error)
{
    struct hinge_page_request copy;
    struct hinge_text text = {0};
    json_t *none;
    *ids = NULL;
    hinge_text_adds(&text, "");
    enum hinge_status status = make_facts(given, &copy, &none, &text, error);
    if (status == HINGE_OK)
        *ids = text.data;
    else
        hinge_text_clear(&text);
    return status;
}

enum hinge_status hinge_page_facts(const struct hinge_page_request *given, char **json,
                                   size_t *length, struct hinge_error *error)
{
    struct hinge_page_request copy;
    json_t *facts;
    *json = NULL;
    enum hinge_status status = make_facts(given, &copy, &facts, NULL, error);
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
static enum hinge_status read_template(const struct hinge_page_request *copy,
                                       struct hinge_text *text, struct hinge_error *error)
{
    enum { MOST = 1 << 24 };
    struct hinge_bytes bytes = {0};
    if (*copy->template_file == '\0') {
        hinge_template_text(hinge_template_report, text);
        return HINGE_OK;
    }
    enum hinge_status status =
        hinge_file_read(copy->template_file, copy->template_file, MOST, &bytes, error);
    if (status == HINGE_OK)
        hinge_text_add(text, bytes.data, bytes.size);
    hinge_bytes_clear(&bytes);
    return status;
}

/* A template from elsewhere may hold a program: only that of the own one stays. */
static enum hinge_status check_scripts(const char *name, const char *text, bool is_page,
                                       struct hinge_error *error)
{
    struct hinge_text scripts = {0};
    hinge_template_text(hinge_template_report, &scripts);
    enum hinge_status status =
        hinge_template_check_scripts(name, text, is_page, hinge_text_string(&scripts), error);
    hinge_text_clear(&scripts);
    return status;
}

enum hinge_status hinge_page_report(const struct hinge_page_request *given, char **html,
                                    size_t *length, struct hinge_error *error)
{
    struct hinge_page_request copy;
    struct hinge_text text = {0}, page = {0};
    json_t *facts;
    *html = NULL;
    enum hinge_status status = make_facts(given, &copy, &facts, NULL, error);
    if (status == HINGE_OK)
        status = read_template(&copy, &text, error);
    bool foreign = *copy.template_file != '\0' && !copy.allow_script;
    if (status == HINGE_OK && foreign)
        status = check_scripts(copy.template_file, hinge_text_string(&text), false, error);
    if (status == HINGE_OK)
        status = hinge_template_policy(hinge_text_string(&text), facts, error);
    const struct hinge_template template = {*copy.template_file != '\0' ? copy.template_file
                                                                        : "report.html",
                                            hinge_text_string(&text), hinge_markup_escape};
    if (status == HINGE_OK)
        status = hinge_template_render(&template, facts, &page, error);
    if (status == HINGE_OK && foreign) /* its parts may make a tag together */
        status = check_scripts(copy.template_file, hinge_text_string(&page), true, error);
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
