/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cohort of a page, and what its request says of it. */
#include "page/page.h"

#include <hinge/requests.h>

const char *hinge_page_class(const struct hinge_cohort *s, size_t person)
{
    size_t group = s->person[person].group;
    return group == HINGE_ANY ? "gn" : s->group[group].cls;
}

double hinge_page_retest_mdc(const struct hinge_result *result,
                             const struct hinge_planned_outcome *row)
{
    for (size_t i = 0; result != NULL && i < result->n_warnings; i++)
        if (strcmp(result->warning[i].code, "W_MDC_WITHIN_SESSION") == 0)
            return (double)NAN;
    return result != NULL && row != NULL ? row->mdc : (double)NAN;
}

double hinge_page_mdc(const struct hinge_cohort *s, const struct hinge_quantity *outcome)
{
    const struct hinge_amount *mdc = hinge_amount_find(&s->page->mdc, outcome->id);
    const bool is_of = mdc != NULL && (mdc->unit == NULL || mdc->unit->scale == outcome->scale);
    if (is_of)
        s->page->used_mdc |= UINT32_C(1) << (mdc - s->page->mdc.of);
    return is_of ? mdc->value : (double)NAN;
}

const char *hinge_page_allow_single(const struct hinge_cohort *s)
{
    return s->page->of_run ? "set allow_single = yes under [run]" : "give --allow-single";
}

const struct hinge_quantity *hinge_page_metric(struct hinge_cohort *s, const char *id,
                                               const char *phase)
{
    return hinge_cohort_outcome(s, &(struct hinge_cue_outcome){.id = id, .phase = phase});
}

bool hinge_page_is_empty(const struct hinge_cohort *s)
{
    return s->n_people > 0 && !s->one_person && s->uses.used_people == 0;
}

void hinge_page_blank(struct hinge_page_request *request)
{
    HINGE_REQUEST_TEXTS(hinge_request_blank, &request->results, &request->title, &request->filter,
                        &request->people, &request->people_split, &request->baseline,
                        &request->order, &request->primary, &request->main, &request->change,
                        &request->mdc, &request->margin, &request->participant, &request->code,
                        &request->study, &request->author, &request->date, &request->events,
                        &request->recordings, &request->pages, &request->files,
                        &request->template_file, &request->preregistration, &request->plan);
}

/* A group that [study] defines is one of the recordings. */
static enum hinge_status check_definitions(struct hinge_cohort *s, struct hinge_error *error)
{
    const struct hinge_config *config = s->page->config;
    const struct hinge_table *trials = &s->tab.trials;
    const size_t n = strlen(HINGE_STUDY_DEFINITION);
    cleared_by(hinge_intern_clear) struct hinge_intern groups = {0};
    for (size_t r = 0; r < trials->rows; r++)
        if (*hinge_table_word(trials, "group", r) != '\0')
            hinge_intern_number(&groups, hinge_table_word(trials, "group", r));
    for (size_t i = 0; config != NULL && i < config->n_entries && groups.n > 0; i++) {
        const struct hinge_config_entry *e = &config->entry[i];
        if (strcmp(e->section, "study") != 0 || strncmp(e->key, HINGE_STUDY_DEFINITION, n) != 0)
            continue;
        size_t g = 0; /* a key has _ for a blank */
        for (; g < groups.n; g++) {
            char *name = hinge_arena_strdup(&s->arena, groups.text[g]);
            for (char *p = strchr(name, ' '); p != NULL; p = strchr(p, ' '))
                *p = '_';
            if (hinge_same_name(name, e->key + n) || hinge_same_name(groups.text[g], e->key + n))
                break;
        }
        if (g < groups.n)
            continue;
        const char *near = hinge_suggest(e->key + n, (const char *const *)groups.text, groups.n);
        cleared_by(hinge_text_clear) struct hinge_text names = {0};
        hinge_text_join(&names, (const char *const *)groups.text, groups.n, ", ");
        return hinge_usage(error, "%s:%u: [study] %s: no recording is of this group; %s%s%s",
                           e->source, e->line, e->key,
                           near != NULL ? "did you mean \"" : "there are ",
                           near != NULL ? near : hinge_text_string(&names),
                           near != NULL ? "\"?" : "");
    }
    return HINGE_OK;
}

enum hinge_status hinge_page_open(struct hinge_cohort *s, const struct hinge_page_request *given,
                                  struct hinge_error *error)
{
    *s = (struct hinge_cohort){0};
    s->page = hinge_arena_alloc(&s->arena, 1, sizeof *s->page);
    struct hinge_page_request *request = s->page->request =
        hinge_arena_alloc(&s->arena, 1, sizeof *request);
    *request = *given;
    hinge_page_blank(request);
    s->page->author = request->author;
    s->page->date = request->date;
    s->page->results = request->results;
    s->page->config = request->config;
    s->page->change = request->change;
    s->page->chosen_by = request->chosen_by;
    s->page->preregistration = request->preregistration;
    s->page->of_run = request->of_run;
    enum hinge_status status =
        hinge_results_share(given->results, given->opened, &request->opened, error);
    if (status == HINGE_OK)
        status = hinge_labels_join(given->labels, request->opened, given->names, &s->labels, error);
    struct hinge_amounts margins = {0}; /* the analyses would have no answer */
    if (status == HINGE_OK && *request->margin != '\0')
        status = hinge_amounts_read(&s->arena, request->of_run ? "[run] margin" : "--margin",
                                    request->margin, HINGE_AMOUNTS_POSITIVE, &margins, error);
    s->page->mdc.alone = hinge_outcome_share.id;
    if (status == HINGE_OK)
        status = hinge_amounts_read(&s->arena, request->of_run ? "[run] mdc" : "--mdc",
                                    request->mdc, HINGE_AMOUNTS_POSITIVE, &s->page->mdc, error);
    struct hinge_table_request table = {
        .results = request->results, .opened = request->opened, .baseline = request->baseline};
    table.chosen_apart = strcmp(request->people_split, "no") != 0;
    hinge_query_copy(&table.by, &request->by, HINGE_QUERY_OF_TABLE, HINGE_OBEYS_USE);
    s->primary = request->primary;
    table.main = request->main;
    if (status == HINGE_OK)
        status = hinge_cohort_open(s, &table, request->order, request->baseline, error);
    if (status == HINGE_OK)
        status = check_definitions(s, error);
    const char *protocol = status == HINGE_OK ? hinge_tab_protocol(&s->tab.parameters) : "",
               *by = *protocol != '\0' ? hinge_protocol_chooses(&s->arena, protocol, s->planned->id)
                                       : NULL;
    return by != NULL ? hinge_protocol_refuse(protocol, by, s->planned->id, error) : status;
}

enum hinge_status hinge_page_start(struct hinge_cohort *s, const struct hinge_page_request *given,
                                   struct hinge_error *error)
{
    struct hinge_page_request copy;
    *s = (struct hinge_cohort){0};
    enum hinge_status status = hinge_page_take(&copy, given, HINGE_QUERY_OF_REPORT, error);
    return status == HINGE_OK ? hinge_page_open(s, &copy, error) : status;
}

void hinge_page_without_study(struct hinge_cohort *s)
{
    s->page->request->study = "";
}

enum hinge_status hinge_page_ended(const struct hinge_cohort *s, struct hinge_error *error)
{
    return hinge_tab_ended(&s->tab, error);
}

void hinge_page_close(struct hinge_cohort *s)
{
    struct hinge_page *page = s->page;
    if (page == NULL)
        return;
    for (size_t k = 0; k < s->n_kinds && page->answers != NULL; k++) {
        hinge_result_free(page->answers[k].groups);
        hinge_result_free(page->answers[k].cues);
    }
    for (size_t i = 0; i < HINGE_PAGE_CHANGES; i++)
        hinge_result_free(page->changes[i].result);
    hinge_results_close(page->request->opened);
    if (page->check != NULL && page->check != page->request->check)
        hinge_check_report_clear(page->check);
    hinge_cohort_close(s);
}
