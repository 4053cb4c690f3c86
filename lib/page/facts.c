/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All facts of a page; the sections that are there, in order. */
#include "page/pictures/pictures.h"

#include <hinge/requests.h>

HINGE_FACTS(study, F(TEXT, title))
/* The name that each letter in drawings and heads stands for. */
HINGE_FACTS(name, F(TEXT, letter) F(TEXT, name) F(TEXT, cls))
HINGE_FACTS(names, F(LIST, name, list))
HINGE_FACTS(page,
            F(ONE, study, study) F(NUMBER, least) F(FLAG, lone) F(TEXT, recordings) F(FLAG, beside)
                F(ONE, hinge_page_head, head) F(TEXT, held) F(ONE, names, names) F(ANY, map)
                    F(ANY, share) F(ANY, cues) F(ANY, practice) F(ANY, visits) F(ANY, range)
                        F(ANY, groups) F(ANY, limits) F(FLAG, limits_older) F(ANY, load)
                            F(ANY, muscles) F(ANY, faults) F(FLAG, described) F(ANY, bends)
                                F(ONE, hinge_page_title, title) F(IN, hinge_page_caveat, caveat)
                                    F(ANY, lost) F(ANY, answer) F(ANY, trust) F(ANY, exact)
                                        F(ANY, cannot) F(ANY, table1) F(ANY, methods)
                                            F(IN, hinge_page_data, data) F(ANY, settings)
                                                F(TEXT, json))

json_t *hinge_page_facts_of(struct hinge_cohort *s, struct hinge_page_top *top)
{
    const struct hinge_page_request *r = s->page->request;
    const bool any = s->n_people > 0, counted = any && s->kind[0].counted,
               answers = any && !hinge_page_is_empty(s);
    struct study study = {*r->title != '\0' ? r->title : "Hip and spine in the bend"};
    struct names names = {0};
    cleared_by(freed) char *played = NULL;
    size_t no = 0;
    const size_t least = (size_t)s->averaging->grouped.rule.min_reps;
    const char *list = r->recordings;
    const int folder = (int)(hinge_file_name(list) - list);
    struct page page = {.study = &study,
                        .least = least,
                        .lone = least < 2,
                        /* for links: where recordings are, "recordings/", and whether other files
                         * lie beside the page */
                        .recordings =
                            *list != '\0' ? hinge_page_text(s, "%.*s", folder, list) : NULL,
                        .beside = *r->files != '\0',
                        .head = HINGE_FACTS_COPY(s, hinge_page_head, hinge_page_head(s))};
    page.held = s->one_person ? NULL : page.head->main;
    for (size_t g = 0; g < s->n_groups && s->n_groups > 1; g++)
        if (s->group[g].brief != s->group[g].name)
            HINGE_FACTS_ADD(s, &names, list, name, s->group[g].brief, s->group[g].name,
                            s->group[g].cls);
    page.names = names.n_list > 0 ? &names : NULL;
    const struct hinge_page_map *map = answers ? hinge_page_map(s) : NULL;
    if (map != NULL)
        page.map = hinge_page_map_facts(s, map);
    if (answers) { /* in the order of their numbers */
        page.share = hinge_page_share(s, map, &no);
        page.cues = hinge_page_cues(s, &no);
        page.practice = hinge_page_practice(s, &no);
        page.visits = hinge_page_visits(s, &no);
        page.range = hinge_page_range(s, &no);
        page.groups = hinge_page_groups(s, &no);
        page.limits = hinge_page_depths(s);
        page.limits_older = s->spine && !hinge_depths_known(&s->tab);
        page.load = hinge_page_load(s, &no);
        page.muscles = hinge_page_muscles(s, &no);
        page.faults = counted ? hinge_page_faults(s, &no) : (struct hinge_facts){0};
        page.described = !counted;
    }
    if (any)
        page.bends = hinge_page_bends(s, map, &no, &played);
    page.caveat = hinge_page_caveat(s, page.head);
    *top = (struct hinge_page_top){hinge_page_title(s),
                                   HINGE_FACTS_COPY(s, hinge_page_caveat, page.caveat), NULL, 0};
    page.title = top->title;
    page.lost = hinge_page_lost(s, page.title->nothing != NULL);
    page.answer = hinge_page_answer_picture(s);
    page.trust = hinge_page_trust(s);
    page.exact = hinge_page_exact(s);
    page.cannot = hinge_page_cannot(s);
    page.table1 = hinge_page_table1(s);
    page.methods = hinge_page_methods(s);
    page.data = hinge_page_data(s);
    page.settings = hinge_page_settings(s);
    /* within a script: no "<" of it is markup, and nothing steers what shows it */
    cleared_by(hinge_text_clear) struct hinge_text json = {0};
    const char *from =
        played != NULL ? played : "{\"reps\":[],\"kinds\":[],\"faults\":[],\"first\":0}";
    for (uint32_t code; *from != '\0';) {
        const size_t n = hinge_text_steers(from);
        if (*from == '<' || (n > 0 && hinge_utf8_next(from, &code) == n)) {
            hinge_text_printf(&json, "\\u%04x", *from == '<' ? '<' : code);
            from += n > 0 ? n : 1;
        } else {
            hinge_text_add(&json, from++, 1);
        }
    }
    page.json = json.data;
    return hinge_facts_print((struct hinge_facts){page_facts(), &page});
}
