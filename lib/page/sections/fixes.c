/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cue for which fault: of the people with a fault at the baseline, who lost it; and what
 * became of faults between two sessions. */
#include "page/page.h"

#include "faults/fault.h"

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

/* Section 3 counts a family by the strongest of its members, a cue is judged by the first: where
 * there are others, it is named. */
static const char *name_of(struct hinge_cohort *s, size_t fault)
{
    const char *brief = hinge_cohort_fault_text(s, fault, "short");
    size_t n;
    const size_t *told = hinge_cohort_told(s, &n);
    const size_t members =
        hinge_faults_members(s->fault, told, n, hinge_fault_speaker(s->fault[fault]));
    return members > 1
               ? hinge_page_text(s, "%s (%s)", brief, hinge_cohort_fault_text(s, fault, "title"))
               : brief;
}

HINGE_FACTS(head, F(TEXT, name) F(TEXT, cls))
HINGE_FACTS(row, F(TEXT, name) F(LIST, hinge_page_value_cell, cells))
HINGE_FACTS(gone, F(LIST, head, heads) F(LIST, row, rows))

struct hinge_facts hinge_page_gone(struct hinge_cohort *s, const size_t *before,
                                   const size_t *after)
{
    struct gone gone = {0};
    size_t n;
    const size_t *order = hinge_cohort_families(s, &n);
    struct hinge_fixes *fixes = s->kind[0].counted ? hinge_fixes_of(s->averaging) : NULL;
    for (size_t k = 0; k < n && fixes != NULL; k++) {
        if (!hinge_fixes_judge(fixes, order[k]))
            continue;
        const struct hinge_fix all = fixed_of(s, fixes, before, after, HINGE_ANY);
        if (all.n + all.gained == 0)
            continue;
        struct row *row = HINGE_FACTS_NEXT(s, &gone, rows);
        row->name = name_of(s, order[k]);
        for (size_t g = 0; g < s->n_groups; g++) {
            const struct hinge_fix of = fixed_of(s, fixes, before, after, g);
            /* "7 gone, 1 less and 1 kept; 1 of 3 new"; "–": nobody was judged twice */
            const struct {
                const char *word;
                double n;
            } part[] = {{"gone", of.lost}, {"less", of.less}, {"kept", of.kept}};
            struct hinge_page_list parts = {0};
            for (size_t i = 0; i < sizeof part / sizeof *part; i++)
                if (part[i].n > 0)
                    HINGE_PAGE_LIST_ADD(s, &parts, "%.0f %s", part[i].n, part[i].word);
            const char *had = hinge_page_listed(s, &parts, "and"),
                       *new = hinge_page_text(s, "%.0f of %.0f new", of.gained, of.without);
            HINGE_FACTS_ADD(s, row, cells, hinge_page_value_cell,
                            of.without == 0 ? had != NULL ? had : "–"
                            : had == NULL   ? new
                                            : hinge_page_text(s, "%s; %s", had, new),
                            s->group[g].brief);
        }
    }
    for (size_t g = 0; g < s->n_groups; g++)
        HINGE_FACTS_ADD(s, &gone, heads, head, s->n_groups > 1 ? s->group[g].brief : "People",
                        s->group[g].cls);
    return gone.n_rows > 0 ? HINGE_FACTS_OF(s, gone, &gone) : (struct hinge_facts){0};
}

HINGE_FACTS(other, F(NUMBER, without) F(NUMBER, gained))
HINGE_FACTS(tried, F(FLAG, first) F(IF, last) F(NUMBER, n) F(TEXT, base) F(TEXT, with) F(TEXT, With)
                       F(SOME, lost) F(SOME, fewer) F(SOME, possible) F(ONE, other, other))
HINGE_FACTS(again, F(NUMBER, lost) F(NUMBER, n))
HINGE_FACTS(fault, F(TEXT, name) F(LIST, tried, cues) F(ONE, again, again))
HINGE_FACTS(fixes, F(LIST, fault, list) F(TEXT, none))

struct hinge_facts hinge_page_fixes(struct hinge_cohort *s)
{
    struct hinge_page_list none = {0};
    struct fixes facts = {0};
    size_t n;
    const size_t *order = hinge_cohort_families(s, &n);
    if (s->one_person || s->n_cues < 2)
        return (struct hinge_facts){0};
    struct hinge_fixes *fixes = hinge_fixes_of(s->averaging);
    size_t *at = hinge_arena_alloc(&s->arena, s->n_cues * s->n_people + 1, sizeof *at);
    for (size_t i = 0; i < s->n_cues * s->n_people; i++)
        at[i] = hinge_cohort_cell_of(s, i % s->n_people, i / s->n_people);
    for (size_t k = 0; k < n; k++) {
        struct fault *fault = NULL;
        bool had = false;
        if (!hinge_fixes_judge(fixes, order[k]))
            continue;
        for (size_t c = 1; c < s->n_cues; c++) {
            const struct hinge_fix of = fixed_of(s, fixes, at, at + c * s->n_people, HINGE_ANY);
            had = had || of.n >= PEOPLE;
            if (of.n < PEOPLE || of.lost + of.less + of.gained == 0)
                continue;
            if (fault == NULL)
                *(fault = HINGE_FACTS_NEXT(s, &facts, list)) =
                    (struct fault){.name = name_of(s, order[k])};
            struct tried *cue = HINGE_FACTS_NEXT(s, fault, cues);
            *cue = (struct tried){.first = fault->n_cues == 1,
                                  .n = (size_t)of.n,
                                  .base = s->cue[0].phrase,
                                  .with = s->cue[c].phrase,
                                  .With = hinge_page_capital(s, s->cue[c].phrase),
                                  .lost = (size_t)of.lost,
                                  .fewer = (size_t)(of.less - of.possible),
                                  .possible = (size_t)of.possible};
            if (of.without > 0)
                cue->other = HINGE_FACTS_MAKE(s, other, (size_t)of.without, (size_t)of.gained);
        }
        const struct hinge_fix again = fixed_of(s, fixes, at, NULL, HINGE_ANY);
        if (fault != NULL)
            fault->cues[fault->n_cues - 1]->last = true;
        if (fault != NULL && again.n > 0)
            fault->again = HINGE_FACTS_MAKE(s, again, (size_t)again.lost, (size_t)again.n);
        if (fault == NULL && had)
            HINGE_PAGE_LIST_ADD(s, &none, "\xe2\x80\x9c%s\xe2\x80\x9d", name_of(s, order[k]));
    }
    facts.none = hinge_page_listed(s, &none, "or");
    return facts.n_list + none.n > 0 ? HINGE_FACTS_OF(s, fixes, &facts) : (struct hinge_facts){0};
}
