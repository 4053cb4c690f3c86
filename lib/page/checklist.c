/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reporting checklists: what a page has for each item. Lists and what a page can say are rows of
 * lib/report/checklists; here they are put together. */
#include "page/page.h"

#include "base/build.h"
#include "report/print/display.h"
#include "result/template.h"

static const struct fact {
    const char *name, *where, *missing, *text;
} facts[] = {
#define FACT(name, where, missing, text) {#name, where, missing, text},
#include "report/checklists/facts.def"
};
enum { FACTS = sizeof facts / sizeof *facts };

struct item {
    const char *number, *words, *needs, *facts, *yours; /* facts: names with blanks between */
};
#define ITEM(number, words, needs, facts, yours) {number, words, needs, facts, yours},
/* clang-format off */
static const struct item champ[] = {
#include "report/checklists/champ.def"
};
static const struct item strobe[] = {
#include "report/checklists/strobe.def"
};
static const struct item consort[] = {
#include "report/checklists/consort.def"
};
static const struct item isb[] = {
#include "report/checklists/isb.def"
};
/* clang-format on */

#define LIST(id) #id, id, sizeof id / sizeof *id
static const struct list {
    const char *id;
    const struct item *item;
    size_t n;
    const char *title, *source;
} lists[] = {
    {LIST(champ), "CHAMP 2021, statistics",
     "after Mansournia and others 2021, Br J Sports Med 55:1002 (CC BY-NC 4.0)"},
    {LIST(strobe), "STROBE 2007, observational studies",
     "after von Elm and others 2007, PLoS Med 4:e296 (CC BY)"},
    {LIST(consort), "CONSORT 2025, randomised trials",
     "after Hopewell and others 2025, BMJ 389:e081123 (CC BY 4.0)"},
    {LIST(isb), "Kinematics", "beside Wu and others 2002 and Derrick and others 2020 (ISB)"},
};

enum state { FILLED, PARTLY, YOURS, OUT, STATES };
static const char *const state_name[STATES] = {"filled", "partly", "yours to say",
                                               "not applicable"};

/* What each fact says of a page, and where; "" for nothing. In the arena of the study. */
struct texts {
    const char *text[FACTS], *where[FACTS];
};

/* A template filled with the facts of the page, which has the parts of the report. */
static const char *fill(struct hinge_cohort *s, const char *report, const char *words,
                        const json_t *of)
{
    cleared_by(hinge_text_clear) struct hinge_text text = {0}, out = {0};
    hinge_text_printf(&text, "%s{{<checked}}%s{{/checked}}", report, words);
    const struct hinge_template template = {"checklist", hinge_text_string(&text),
                                            hinge_markup_escape};
    if (s->tab.status == HINGE_OK)
        s->tab.status = hinge_page_plain_part(&template, "checked", of, " ", &out, &s->tab.failure);
    size_t n = out.length;
    const char *trimmed = hinge_trimmed(hinge_text_string(&out), &n);
    return hinge_page_text(s, "%.*s", (int)n, trimmed);
}

static size_t fact_at(const char *name, size_t n)
{
    size_t i = 0;
    while (i < FACTS && (strlen(facts[i].name) != n || strncmp(facts[i].name, name, n) != 0))
        i++;
    return i; /* tests/unit/page/test_checklist.c: each name is known */
}

static enum state judge(const struct item *item, const struct texts *of, struct hinge_text *text,
                        const char **where)
{
    cleared_by(hinge_text_clear) struct hinge_text lack = {0};
    size_t there = 0, n;
    const size_t needs = fact_at(item->needs, strlen(item->needs));
    const char *rest = item->facts, *name;
    *where = NULL;
    if (needs < FACTS && *of->text[needs] == '\0') {
        hinge_text_printf(text, "Not applicable: %s.", facts[needs].missing);
        return OUT;
    }
    while ((name = hinge_next_item(&rest, ' ', &n)) != NULL) {
        const size_t i = fact_at(name, n);
        if (i == FACTS)
            continue;
        const char *fact = of->text[i];
        if (*fact == '\0') {
            hinge_text_list(&lack, facts[i].missing);
            continue;
        }
        *where = there++ == 0 ? of->where[i] : *where;
        hinge_text_printf(text, "%s%s%s", text->length > 0 ? " " : "", fact,
                          strchr(".!?", fact[strlen(fact) - 1]) != NULL ? "" : ".");
    }
    if (lack.length > 0)
        hinge_text_printf(text, "%sNot given: %s.", text->length > 0 ? " " : "", lack.data);
    if (*item->yours != '\0')
        hinge_text_printf(text, "%sYours: %s.", text->length > 0 ? " " : "", item->yours);
    const bool all = lack.length == 0 && *item->yours == '\0';
    return there == 0 ? YOURS : all ? FILLED : PARTLY;
}

const char *hinge_page_checklist_id(size_t i)
{
    return i < sizeof lists / sizeof *lists ? lists[i].id : NULL;
}

enum hinge_status hinge_page_checklist(const struct hinge_page_request *given, const char *kind,
                                       const char *output, struct hinge_table *table, char **notes,
                                       struct hinge_error *error)
{
    static const char *const columns[] = {"number", "item", "state", "text", "where", NULL};
    struct hinge_cohort s;
    struct hinge_page_top top;
    struct texts texts;
    size_t n[STATES] = {0}, l = 0;
    *notes = NULL;
    while (strcmp(lists[l].id, kind) != 0)
        if (++l == sizeof lists / sizeof *lists)
            return hinge_usage(
                error, "there is no checklist \"%s\"; there are champ, strobe, consort and isb",
                kind);
    enum hinge_status status = hinge_page_start(&s, given, error);
    /* a study that another build has analysed would be refused, and only says what is missing */
    if (status == HINGE_OK &&
        strcmp(hinge_or_empty(hinge_results_attribute(s.tab.reader, "source")),
               hinge_results_build) != 0)
        hinge_page_without_study(&s);
    if (status == HINGE_OK)
        status = hinge_page_answer(&s, error);
    if (status == HINGE_OK) {
        cleared_by(hinge_text_clear) struct hinge_text report = {0}, words = {0};
        json_auto_t *of = hinge_page_facts_of(&s, &top);
        /* The page beside the results as an address from the folder of the output:
         * "results/report.html", "../report.html"; on stdout from its own folder. */
        const char *const file[] = {output, s.page->results};
        cleared_by(hinge_text_clear) struct hinge_text way = {0};
        char *real[2];
        for (int i = 0; i < 2; i++) {
            const int length = (int)(hinge_file_name(file[i]) - file[i]);
            cleared_by(freed) char *folder =
                hinge_os_real_path(length > 0 ? hinge_page_text(&s, "%.*s", length, file[i]) : ".");
            real[i] = hinge_path_join(hinge_or_empty(folder), "");
        }
        size_t same = 0; /* letters of the folders that both are in */
        for (size_t i = 0; real[0][i] != '\0' && real[0][i] == real[1][i]; i++)
            same = real[0][i] == '/' ? i + 1 : same;
        for (const char *up = real[0] + same; (up = strchr(up, '/')) != NULL; up++)
            hinge_text_adds(&way, "../");
        hinge_text_adds(&way, real[1] + same);
        const char *page =
            hinge_page_text(&s, "%sreport.html", *output != '\0' ? hinge_text_string(&way) : "");
        free(real[0]);
        free(real[1]);
        /* [study] as facts; whether each group has a definition */
        const struct hinge_config *config = s.page->config;
        json_t *of_study = json_object();
        bool each = true;
        const char *key;
        for (size_t i = 0; (key = hinge_config_study_key(i)) != NULL; i++) {
            const char *value = hinge_config_study(config, key);
            if (*value != '\0')
                json_object_set_new(of_study, key, json_string(value));
        }
        json_object_set_new(
            of_study, "random",
            json_boolean(strcmp(hinge_config_study(config, "allocation"), "random") == 0));
        for (size_t g = 0; g < s.n_groups && s.n_groups > 1; g++) {
            char of_group[200];
            snprintf(of_group, sizeof of_group, HINGE_STUDY_DEFINITION "%s", s.group[g].id);
            const char *value = hinge_config_study(config, of_group);
            each = each && *value != '\0';
            if (*value != '\0')
                hinge_text_printf(&words, "%s%s: %s", words.length > 0 ? "; " : "", s.group[g].name,
                                  value);
        }
        if (s.n_groups < 2)
            hinge_text_adds(&words, "There is one group");
        if (words.length > 0)
            json_object_set_new(of_study, "defined", json_string(words.data));
        json_object_set_new(of_study, "all_defined", json_boolean(each));
        json_object_set_new(of, "given", of_study);
        hinge_template_text(hinge_template_report, &report);
        for (size_t i = 0; i < FACTS; i++) {
            texts.text[i] = fill(&s, report.data, facts[i].text, of);
            texts.where[i] = fill(&s, report.data, facts[i].where, of);
        }
        hinge_table_specify_texts(table, columns);
        for (size_t i = 0; i < lists[l].n; i++) {
            const struct item *item = &lists[l].item[i];
            const char *where;
            words.length = 0;
            const enum state state = judge(item, &texts, &words, &where);
            n[state]++;
            hinge_table_add_row(
                table,
                (const char *const[]){item->number, item->words, state_name[state],
                                      words.length > 0 ? words.data : NULL,
                                      where != NULL ? hinge_page_text(&s, "%s#%s", page, where)
                                                    : NULL},
                NULL);
        }
        hinge_table_set_caption(
            table,
            hinge_page_text(&s, "%s: %zu filled, %zu partly, %zu yours to say, %zu not applicable",
                            lists[l].title, n[FILLED], n[PARTLY], n[YOURS], n[OUT]));
        *notes =
            hinge_copy(hinge_page_text(&s,
                                       "Filled speaks of this page, not of your paper: see that "
                                       "the text stands there, too.\nItems in our own words, %s.",
                                       lists[l].source));
        status = hinge_page_ended(&s, error);
    }
    hinge_page_close(&s);
    return status;
}
