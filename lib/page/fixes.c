/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cue for which fault: of the people with a fault at the baseline, who lost it. */
#include "page/page.h"

#include "report/fixes.h"

#include <string.h>

enum { PEOPLE = 5 };

static struct hinge_fix fixed_of(const struct hinge_cohort *s, const struct hinge_fixes *fixes,
                                 size_t cue)
{
    struct hinge_fix fixed = {0};
    for (size_t p = 0; p < s->n_people; p++) {
        const size_t before = hinge_cohort_cell_of(s, p, 0),
                     after = hinge_cohort_cell_of(s, p, cue);
        if (before == HINGE_ANY || after == HINGE_ANY)
            continue;
        if (cue == 0) /* the baseline again: its first recording, and later ones */
            hinge_fix_add(&fixed, fixes->of_part[2 * before].verdict,
                          fixes->of_part[2 * before + 1].verdict);
        else
            hinge_fix_add(&fixed, fixes->of[before].verdict, fixes->of[after].verdict);
    }
    return fixed;
}

static void add_some(json_t *facts, const char *name, double n)
{
    if (n > 0)
        hinge_fact_number(facts, name, (size_t)n);
}

json_t *hinge_page_fixes(struct hinge_cohort *s)
{
    struct hinge_page_list none = {0};
    json_t *facts = json_object(), *list = hinge_fact_list(facts, "list");
    size_t n;
    const size_t *order = hinge_cohort_told(s, &n);
    if (s->one_person || s->n_cues < 2) {
        json_decref(facts);
        return NULL;
    }
    struct hinge_fixes *fixes = hinge_fixes_of(s->averaging);
    for (size_t k = 0; k < n; k++) {
        const char *brief = hinge_cohort_fault_text(s, order[k], "short");
        json_t *item = NULL, *cues = NULL, *last = NULL;
        bool had = false;
        if (!hinge_fixes_judge(fixes, order[k]))
            continue;
        for (size_t c = 1; c < s->n_cues; c++) {
            const struct hinge_fix of = fixed_of(s, fixes, c);
            if (of.n < PEOPLE)
                continue;
            had = true;
            if (of.lost + of.less + of.gained == 0)
                continue;
            if (item == NULL) {
                item = hinge_fact_item(list);
                hinge_fact_text(item, "name", brief);
                cues = hinge_fact_list(item, "cues");
            }
            json_t *cue = hinge_fact_item(cues);
            hinge_fact_flag(cue, "first", json_array_size(cues) == 1);
            hinge_fact_number(cue, "n", (size_t)of.n);
            hinge_fact_text(cue, "base", s->cue[0].phrase);
            hinge_fact_text(cue, "with", s->cue[c].phrase);
            hinge_fact_text(cue, "With", hinge_page_capital(s, s->cue[c].phrase));
            hinge_fact_number(cue, "lost", (size_t)of.lost);
            add_some(cue, "fewer", of.less - of.possible);
            add_some(cue, "possible", of.possible);
            if (of.without > 0) {
                json_t *other = hinge_fact_object(cue, "other");
                hinge_fact_number(other, "without", (size_t)of.without);
                hinge_fact_number(other, "gained", (size_t)of.gained);
            }
            last = cue;
        }
        if (last != NULL)
            hinge_fact_flag(last, "last", true);
        const struct hinge_fix again = fixed_of(s, fixes, 0);
        if (item != NULL && again.n > 0) {
            json_t *twice = hinge_fact_object(item, "again");
            hinge_fact_number(twice, "lost", (size_t)again.lost);
            hinge_fact_number(twice, "n", (size_t)again.n);
        }
        if (item == NULL && had)
            hinge_page_list_add(s, &none, hinge_page_text(s, "\xe2\x80\x9c%s\xe2\x80\x9d", brief));
    }
    hinge_fact_text(facts, "none", hinge_page_listed(s, &none, "or"));
    if (json_array_size(list) > 0 || none.n > 0)
        return facts;
    json_decref(facts);
    return NULL;
}
