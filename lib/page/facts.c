/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All facts of a page; the sections that are there, in order. */
#include "page/pictures/map.h"

#include "report/people/depths.h"

#include <hinge/requests.h>
#include <stdlib.h>
#include <string.h>

static void add(json_t *facts, const char *name, json_t *section)
{
    if (section != NULL)
        json_object_set_new(facts, name, section);
}

/* JSON within a script: no "<" of it is markup, and nothing steers what shows it. */
static void add_json(json_t *facts, const char *json)
{
    struct hinge_text text = {0};
    if (json == NULL)
        json = "{\"reps\":[],\"kinds\":[],\"faults\":[],\"first\":0}";
    for (uint32_t code; *json != '\0';) {
        size_t n = hinge_text_steers(json);
        if (*json == '<' || (n > 0 && hinge_utf8_next(json, &code) == n)) {
            hinge_text_printf(&text, "\\u%04x", *json == '<' ? '<' : code);
            json += n > 0 ? n : 1;
        } else {
            hinge_text_add(&text, json++, 1);
        }
    }
    hinge_fact_text(facts, "json", hinge_text_string(&text));
    hinge_text_clear(&text);
}

json_t *hinge_page_facts_of(struct hinge_cohort *s, struct hinge_page_title **title)
{
    json_t *facts = json_object();
    char *played = NULL;
    size_t no = 0;
    bool any = s->n_people > 0;
    hinge_fact_text(hinge_fact_object(facts, "study"), "title",
                    *s->page->request->title != '\0' ? s->page->request->title
                                                     : "Hip and spine in the bend");
    if (s->averaging != NULL)
        hinge_fact_number(facts, "least", (size_t)s->averaging->grouped.rule.min_reps);
    hinge_fact_flag(facts, "lone", s->averaging == NULL || s->averaging->grouped.rule.min_reps < 2);
    /* where recordings are, "recordings/", and whether other files lie beside the page: for links
     */
    const char *list = s->page->request->recordings, *slash = strrchr(list, '/');
    int folder = slash != NULL ? (int)(slash + 1 - list) : 0;
    hinge_fact_text(facts, "recordings",
                    *list != '\0' ? hinge_page_text(s, "%.*s", folder, list) : NULL);
    hinge_fact_flag(facts, "beside", *s->page->request->files != '\0');
    add(facts, "head", hinge_page_head(s));
    json_t *names = NULL; /* what letters in drawings and heads stand for */
    for (size_t g = 0; g < s->n_groups && s->n_groups > 1; g++) {
        if (s->group[g].brief == s->group[g].name)
            continue;
        names = names != NULL ? names : hinge_fact_list(hinge_fact_object(facts, "names"), "list");
        json_t *name = hinge_fact_item(names);
        hinge_fact_text(name, "letter", s->group[g].brief);
        hinge_fact_text(name, "name", s->group[g].name);
        hinge_fact_text(name, "cls", s->group[g].cls);
    }
    const struct hinge_page_map *map = any ? hinge_page_map(s) : NULL;
    add(facts, "map", map != NULL ? hinge_page_map_facts(s, map) : NULL);
    add(facts, "share", any ? hinge_page_share(s, map, &no) : NULL);
    add(facts, "cues", any ? hinge_page_cues(s, &no) : NULL);
    add(facts, "practice", any ? hinge_page_practice(s, &no) : NULL);
    add(facts, "visits", any ? hinge_page_visits(s, &no) : NULL);
    add(facts, "range", any ? hinge_page_range(s, &no) : NULL);
    add(facts, "groups", any ? hinge_page_groups(s, &no) : NULL);
    add(facts, "limits", any ? hinge_page_depths(s) : NULL);
    hinge_fact_flag(facts, "limits_older", any && s->spine && !hinge_depths_known(&s->tab));
    add(facts, "load", any ? hinge_page_load(s, &no) : NULL);
    add(facts, "muscles", any ? hinge_page_muscles(s, &no) : NULL);
    bool counted = any && s->kind[0].counted;
    add(facts, "faults", counted ? hinge_page_faults(s, &no) : NULL);
    hinge_fact_flag(facts, "described", any && !counted);
    add(facts, "bends", any ? hinge_page_bends(s, map, &no, &played) : NULL);
    *title = hinge_page_title(s);
    add(facts, "title", HINGE_FACTS_PRINT(hinge_page_title, *title));
    const struct hinge_page_caveat caveat = hinge_page_caveat(s, json_object_get(facts, "head"));
    HINGE_FACTS_ADD(hinge_page_caveat, &caveat, facts);
    add(facts, "lost", hinge_page_lost(s));
    if (map == NULL) {
        const struct hinge_page_numbers numbers = hinge_page_numbers(s);
        HINGE_FACTS_ADD(hinge_page_numbers, &numbers, facts);
    }
    add(facts, "trust", hinge_page_trust(s));
    add(facts, "exact", hinge_page_exact(s));
    add(facts, "cannot", hinge_page_cannot(s));
    add(facts, "table1", hinge_page_table1(s));
    add(facts, "methods", hinge_page_methods(s));
    add(facts, "data", hinge_page_data(s));
    add(facts, "settings", hinge_page_settings(s));
    add_json(facts, played);
    free(played);
    return facts;
}
