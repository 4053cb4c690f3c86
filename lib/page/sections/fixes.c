/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of faults, of those with it and those without: under which cue, or between two
 * sessions. A family has the strongest verdicts of its members; they have rows of their own. */
#include "page/page.h"

#include "faults/fault.h"

enum { PEOPLE = 5 };

/* A column of the table: the people of a group (ANY: all), before and after, where they are in
 * `fixes`; after NULL: the first recording at the baseline, and the later ones. */
struct column {
    const size_t *before, *after;
    size_t group;
    const char *name, *cls;
};

/* Verdicts on a fault, or the strongest on a family. */
struct verdicts {
    enum hinge_verdict *of, *of_part; /* [n], [2 n] */
    size_t n;
};

static void add_verdicts(struct verdicts *v, const struct hinge_fixes *fixes)
{
    for (size_t i = 0; i < v->n; i++)
        v->of[i] = fixes->of[i].verdict < v->of[i] ? fixes->of[i].verdict : v->of[i];
    for (size_t i = 0; i < 2 * v->n; i++)
        v->of_part[i] =
            fixes->of_part[i].verdict < v->of_part[i] ? fixes->of_part[i].verdict : v->of_part[i];
}

static struct verdicts unjudged(struct hinge_cohort *s)
{
    struct verdicts v = {.n = s->averaging->grouped.n};
    v.of = hinge_arena_alloc(&s->arena, 3 * v.n + 1, sizeof *v.of);
    v.of_part = v.of + v.n;
    for (size_t i = 0; i < 3 * v.n; i++)
        v.of[i] = HINGE_NOT_JUDGED;
    return v;
}

static struct hinge_fix fixed_of(const struct hinge_cohort *s, const struct verdicts *v,
                                 const struct column *column)
{
    struct hinge_fix fixed = {0};
    for (size_t p = 0; p < s->n_people; p++) {
        const size_t before = column->before[p],
                     after = column->after != NULL ? column->after[p] : 0;
        if (before == HINGE_ANY || after == HINGE_ANY ||
            !hinge_cohort_is_of(s, p, column->group, HINGE_ANY))
            continue;
        if (column->after == NULL)
            hinge_fix_add(&fixed, v->of_part[2 * before], v->of_part[2 * before + 1]);
        else
            hinge_fix_add(&fixed, v->of[before], v->of[after]);
    }
    return fixed;
}

HINGE_FACTS(head, F(TEXT, name) F(TEXT, cls))
HINGE_FACTS(row, F(TEXT, name) F(FLAG, within) F(LIST, hinge_page_value_cell, cells))
HINGE_FACTS(gone, F(TEXT, first) F(LIST, head, heads) F(LIST, row, rows) F(TEXT, none))

/* "7 gone, 1 less and 1 kept; 1 of 3 new"; "–": nobody was judged twice */
static const char *words_of(struct hinge_cohort *s, const struct hinge_fix *of)
{
    const struct {
        const char *word;
        double n;
    } part[] = {{"gone", of->lost}, {"less", of->less}, {"kept", of->kept}};
    struct hinge_page_list parts = {0};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        if (part[i].n > 0)
            HINGE_PAGE_LIST_ADD(s, &parts, "%.0f %s", part[i].n, part[i].word);
    const char *had = hinge_page_listed(s, &parts, "and"),
               *new = hinge_page_text(s, "%.0f of %.0f new", of->gained, of->without);
    return of->without == 0 ? had != NULL ? had : "–"
           : had == NULL    ? new
                            : hinge_page_text(s, "%s; %s", had, new);
}

/* Adds the row of a fault or a family that `least` people had before, or that came. False: none.
 * *changed: something did. */
static bool add_row(struct hinge_cohort *s, struct gone *gone, const char *name,
                    const struct verdicts *v, const struct column *column, size_t n, double least,
                    bool *changed)
{
    struct row row = {.name = name};
    double most = 0;
    for (size_t c = 0; c < n; c++) {
        const struct hinge_fix of = fixed_of(s, v, &column[c]);
        most = fmax(most, least > 1 ? of.n : of.n + of.gained);
        *changed = *changed || of.lost + of.less + of.gained > 0;
        HINGE_FACTS_ADD(s, &row, cells, hinge_page_value_cell, words_of(s, &of), column[c].name);
    }
    if (most < least)
        return false;
    *HINGE_FACTS_NEXT(s, gone, rows) = row;
    return true;
}

/* A row for each fault of people, family by family; those that nothing changed are `none`. */
static struct hinge_facts table_of(struct hinge_cohort *s, struct hinge_fixes *fixes,
                                   const struct column *column, size_t n, double least,
                                   const char *first)
{
    struct gone gone = {.first = first};
    struct hinge_page_list none = {0};
    size_t families;
    const size_t *order = hinge_cohort_families(s, &families);
    for (size_t k = 0; k < families; k++) {
        size_t members, had = 0;
        const size_t *member = hinge_cohort_members(s, order[k], &members);
        struct verdicts all = unjudged(s);
        struct gone of = {0}; /* its rows */
        const char *name = NULL;
        bool changed = least <= 1; /* of visits all are shown */
        for (size_t i = 0; i < members; i++) {
            struct verdicts its = unjudged(s);
            const bool any = hinge_fixes_judge(fixes, member[i]);
            add_verdicts(&its, fixes);
            add_verdicts(&all, fixes);
            name = any && had++ == 0 ? hinge_cohort_fault_text(s, member[i], "short") : name;
            if (any)
                add_row(s, &of, hinge_cohort_fault_text(s, member[i], "short"), &its, column, n,
                        least, &changed);
        }
        struct gone family = {0};
        if (had > 1) {
            name = hinge_cohort_family_text(s, order[k]);
            add_row(s, &family, name, &all, column, n, least, &changed);
        }
        if (family.n_rows + of.n_rows > 0 && !changed)
            HINGE_PAGE_LIST_ADD(s, &none, "\xe2\x80\x9c%s\xe2\x80\x9d", name);
        for (size_t i = 0; i < family.n_rows && changed; i++)
            *HINGE_FACTS_WORD(s, &gone, rows) = family.rows[i];
        for (size_t i = 0; i < of.n_rows && changed; i++) {
            of.rows[i]->within = had > 1;
            *HINGE_FACTS_WORD(s, &gone, rows) = of.rows[i];
        }
    }
    for (size_t c = 0; c < n; c++)
        HINGE_FACTS_ADD(s, &gone, heads, head, column[c].name, column[c].cls);
    gone.none = hinge_page_listed(s, &none, "or");
    return gone.n_rows + none.n > 0 ? HINGE_FACTS_OF(s, gone, &gone) : (struct hinge_facts){0};
}

struct hinge_facts hinge_page_gone(struct hinge_cohort *s, const size_t *before,
                                   const size_t *after)
{
    struct column *column = hinge_arena_alloc(&s->arena, s->n_groups + 1, sizeof *column);
    for (size_t g = 0; g < s->n_groups; g++)
        column[g] = (struct column){
            before, after, g, s->n_groups > 1 ? s->group[g].brief : "People", s->group[g].cls};
    return s->kind[0].counted
               ? table_of(s, hinge_fixes_of(s->averaging), column, s->n_groups, 1, "at first")
               : (struct hinge_facts){0};
}

struct hinge_facts hinge_page_fixes(struct hinge_cohort *s)
{
    if (s->one_person || s->n_cues < 2)
        return (struct hinge_facts){0};
    struct hinge_fixes *fixes = hinge_fixes_of(s->averaging);
    struct column *column = hinge_arena_alloc(&s->arena, s->n_cues + 1, sizeof *column);
    size_t *at = hinge_arena_alloc(&s->arena, s->n_cues * s->n_people + 1, sizeof *at), n = 0;
    bool again = false;
    for (size_t i = 0; i < s->n_cues * s->n_people; i++) {
        at[i] = hinge_cohort_cell_of(s, i % s->n_people, i / s->n_people);
        again = again || (i < s->n_people && at[i] != HINGE_ANY &&
                          fixes->parts.grouped.all[2 * at[i] + 1] > 0);
    }
    for (size_t c = 1; c < s->n_cues; c++)
        column[n++] = (struct column){at, at + c * s->n_people, HINGE_ANY, s->cue[c].label, "gn"};
    if (again) /* some lose it without any cue */
        column[n++] = (struct column){at, NULL, HINGE_ANY,
                                      hinge_page_text(s, "%s, again", s->cue[0].label), "gn"};
    return table_of(s, fixes, column, n, PEOPLE, s->cue[0].phrase);
}
