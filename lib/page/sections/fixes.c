/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cue for which fault: of the people with a fault at the baseline, who lost it; and what
 * became of faults between two sessions. */
#include "page/page.h"

#include "report/people/fixes.h"

#include <string.h>

enum { PEOPLE = 5 };

/* before[person], after[person]: where they are in `fixes`; after NULL: the first recording, and
 * the later ones. */
static struct hinge_fix fixed_of(const struct hinge_cohort *s, const struct hinge_fixes *fixes,
                                 const size_t *before, const size_t *after, size_t group)
{
    struct hinge_fix fixed = {0};
    for (size_t p = 0; p < s->n_people; p++) {
        if (before[p] == HINGE_ANY || (after != NULL && after[p] == HINGE_ANY) ||
            !hinge_cohort_is_of(s, p, group, HINGE_ANY))
            continue;
        if (after == NULL)
            hinge_fix_add(&fixed, fixes->of_part[2 * before[p]].verdict,
                          fixes->of_part[2 * before[p] + 1].verdict);
        else
            hinge_fix_add(&fixed, fixes->of[before[p]].verdict, fixes->of[after[p]].verdict);
    }
    return fixed;
}

/* "7 gone, 1 less and 1 kept; 1 of 3 new"; "–": nobody was judged twice. */
static const char *fixed_words(struct hinge_cohort *s, const struct hinge_fix *of)
{
    const struct {
        const char *word;
        double n;
    } part[] = {{"gone", of->lost}, {"less", of->less}, {"kept", of->kept}};
    struct hinge_page_list parts = {0};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        if (part[i].n > 0)
            hinge_page_list_add(s, &parts, hinge_page_text(s, "%.0f %s", part[i].n, part[i].word));
    const char *had = hinge_page_listed(s, &parts, "and"),
               *new = hinge_page_text(s, "%.0f of %.0f new", of->gained, of->without);
    return of->without == 0 ? had != NULL ? had : "–"
           : had == NULL    ? new
                            : hinge_page_text(s, "%s; %s", had, new);
}

json_t *hinge_page_gone(struct hinge_cohort *s, const size_t *before, const size_t *after)
{
    json_t *rows = json_array();
    size_t n;
    const size_t *order = hinge_cohort_told(s, &n);
    struct hinge_fixes *fixes = s->kind[0].counted ? hinge_fixes_of(s->averaging) : NULL;
    for (size_t k = 0; k < n && fixes != NULL; k++) {
        if (!hinge_fixes_judge(fixes, order[k]))
            continue;
        const struct hinge_fix all = fixed_of(s, fixes, before, after, HINGE_ANY);
        if (all.n + all.gained == 0)
            continue;
        json_t *row = hinge_fact_item(rows), *cells = hinge_fact_list(row, "cells");
        hinge_fact_text(row, "name", hinge_cohort_fault_text(s, order[k], "short"));
        for (size_t g = 0; g < s->n_groups; g++) {
            const struct hinge_fix of = fixed_of(s, fixes, before, after, g);
            json_t *cell = hinge_fact_item(cells);
            hinge_fact_text(cell, "v", fixed_words(s, &of));
            hinge_fact_text(cell, "h", s->group[g].brief);
        }
    }
    if (json_array_size(rows) > 0)
        return rows;
    json_decref(rows);
    return NULL;
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
    size_t *at = hinge_arena_alloc(&s->arena, s->n_cues * s->n_people + 1, sizeof *at);
    for (size_t i = 0; i < s->n_cues * s->n_people; i++)
        at[i] = hinge_cohort_cell_of(s, i % s->n_people, i / s->n_people);
    for (size_t k = 0; k < n; k++) {
        const char *brief = hinge_cohort_fault_text(s, order[k], "short");
        json_t *item = NULL, *cues = NULL, *last = NULL;
        bool had = false;
        if (!hinge_fixes_judge(fixes, order[k]))
            continue;
        for (size_t c = 1; c < s->n_cues; c++) {
            const struct hinge_fix of = fixed_of(s, fixes, at, at + c * s->n_people, HINGE_ANY);
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
        const struct hinge_fix again = fixed_of(s, fixes, at, NULL, HINGE_ANY);
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
