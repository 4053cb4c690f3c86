/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which faults: a row a fault, a column a group, a square a person; of one person a column a
 * session, a square a repetition. Everybody is in the denominator. */
#include "page/page.h"

#include "faults/fault.h"

/* --- what is said --- */

HINGE_FACTS(square, F(NUMBER, x) F(NUMBER, y) F(FLAG, half) F(FLAG, some) F(TEXT, cls) F(TEXT, p)
                        F(TEXT, t))
HINGE_FACTS(squares, F(LIST, square, squares) F(NUMBER, w) F(NUMBER, hh))
HINGE_FACTS(part, F(PLACE, x) F(PLACE, w) F(TEXT, cls) F(FLAG, half) F(TEXT, t))
HINGE_FACTS(bar, F(LIST, part, bar))
HINGE_FACTS(cell, F(TEXT, h) F(TEXT, cls) F(TEXT, text) F(FLAG, few) F(FLAG, stack)
                      F(ALSO, squares, squares) F(ALSO, bar, bar))
HINGE_FACTS(row, F(TEXT, name) F(TEXT, hint) F(FLAG, within) F(LIST, cell, cells))
HINGE_FACTS(head, F(TEXT, name) F(NUMBER, n) F(TEXT, unit) F(TEXT, cls))
HINGE_FACTS(unjudged, F(NUMBER, n) F(TEXT, why))
/* Of the judged faults, a family as one, four counts by the best verdict of anybody, which add up:
 * those but the last have rows. */
HINGE_FACTS(faults, F(NUMBER, no) F(TEXT, At) F(TEXT, share) F(NUMBER, yes) F(NUMBER, sometimes)
                        F(NUMBER, possible) F(NUMBER, rest) F(FLAG, some) F(COUNT, judged)
                            F(ONE, unjudged, unjudged) F(SOME, few) F(FLAG, all_few) F(FLAG, person)
                                F(FLAG, bars) F(FLAG, noverdict) F(FLAG, lift) F(TEXT, when)
                                    F(LIST, head, heads) F(LIST, row, rows) F(TEXT, bykind)
                                        F(TEXT, alt) F(TEXT, named))

static const char *const classes[HINGE_VERDICTS] = {"", "some", "possible", "no", "nj"};

/* A square of the matrix. */
struct unit {
    size_t person, kind;
    const char *name; /* "p001", "repetition 3" */
    size_t at;        /* of s->averaging, or of one person's repetitions; ANY: none */
    enum hinge_verdict verdict;
    struct hinge_certain when;
};

struct column {
    struct head *head; /* .n: how many units */
    struct unit *unit;
};

struct matrix {
    struct hinge_cohort *s;
    const struct hinge_code *code; /* counts of reasons are in their order */
    size_t n_codes, n_columns, largest;
    bool bars; /* in place of squares: a column has too many */
    struct column *column;
    struct hinge_person_fault *of; /* of s->averaging: what was judged last */
};

/* Of the faults at the baseline why some repetitions are not judged, by what they need. *few: none
 * is judged, although enough of what is used could be. */
static void add_reasons(struct matrix *m, size_t fault, size_t *why, bool *few)
{
    struct hinge_cohort *s = m->s;
    double used = 0, judged = 0;
    for (size_t r = 0; r < s->n_main; r++) {
        struct hinge_cohort_verdict v = hinge_cohort_verdict(s, fault, r);
        bool counts = s->rep[r].cue == 0 && (s->one_person || s->rep[r].whole);
        used += counts;
        judged += counts && v.state >= 0;
        const struct hinge_code *code =
            counts && v.state < 0 ? hinge_code_find(v.reason, strlen(v.reason)) : NULL;
        if (code != NULL && code->needs != NULL)
            why[code - m->code]++;
    }
    *few = hinge_enough_judged(&s->averaging->grouped.rule, used, judged);
}

/* The strongest verdict of anybody on a fault (of one person that of all repetitions); units keep
 * the stronger of this one and, behind the first of a family, of those before. */
static enum hinge_verdict judge(struct matrix *m, size_t fault, bool first)
{
    struct hinge_cohort *s = m->s;
    enum hinge_verdict best = HINGE_NOT_JUDGED;
    const size_t all = s->one_person ? hinge_cohort_cell_of(s, 0, 0) : HINGE_ANY;
    hinge_cohort_judge(s, fault, m->of);
    for (size_t c = 0; c < m->n_columns; c++)
        for (size_t u = 0; u < m->column[c].head->n; u++) {
            struct unit *unit = &m->column[c].unit[u];
            enum hinge_verdict v = HINGE_NOT_JUDGED;
            unit->verdict = first ? HINGE_NOT_JUDGED : unit->verdict;
            if (s->one_person) {
                const int state = hinge_cohort_verdict(s, fault, unit->at).state;
                v = hinge_verdict_of_rep(state >= 0, state == HINGE_FAULT_PRESENT,
                                         state > HINGE_FAULT_ABSENT);
            } else if (unit->at != HINGE_ANY) {
                v = m->of[unit->at].verdict;
            }
            if (v < unit->verdict && !s->one_person)
                unit->when = m->of[unit->at].when;
            unit->verdict = v < unit->verdict ? v : unit->verdict;
            best = v < best ? v : best;
        }
    if (s->one_person)
        best = all == HINGE_ANY ? HINGE_NOT_JUDGED : m->of[all].verdict;
    return best;
}

/* --- squares, or a bar above 60 people --- */

enum { LINE = 20, STEP = 14, APART = 7, FEW = 9, MANY = 60 };

static int by_kind_and_verdict(const void *a, const void *b)
{
    const struct unit *x = *(const struct unit *const *)a, *y = *(const struct unit *const *)b;
    const int kind = hinge_compare_sizes(x->kind, y->kind),
              verdict = hinge_compare_sizes(x->verdict, y->verdict);
    return kind != 0 ? kind : verdict != 0 ? verdict : (x > y) - (x < y);
}

/* --- rows --- */

/* kinds: of a family the titles of its members; of a member of a family `within`. */
static struct row row_of(const struct matrix *m, size_t fault, struct hinge_page_list *kinds,
                         bool within, bool certain, struct hinge_page_list *alt,
                         struct hinge_page_list *named)
{
    struct hinge_cohort *s = m->s;
    const char *title = hinge_cohort_fault_text(s, fault, "title"),
               *brief = hinge_cohort_fault_text(s, fault, "short"),
               *unit = hinge_cohort_fault_text(s, fault, "unit");
    double threshold = hinge_fault_threshold(&s->tab, s->fault[fault]);
    char words[80];
    if (kinds != NULL) {
        brief = hinge_cohort_family_text(s, fault);
        title =
            hinge_page_text(s, "the strongest verdict on %s", hinge_page_listed(s, kinds, "and"));
    }
    struct row row = {.name = brief, .hint = title, .within = within}; /* plain words first */
    if (strcmp(title, brief) != 0)
        HINGE_PAGE_LIST_ADD(s, named, "%s: %s", brief, title);
    if (!isnan(threshold) && kinds == NULL)
        row.hint = hinge_page_text(s, "%s. Threshold %s", title,
                                   hinge_readers_severity(s->fault[fault], unit, threshold, words,
                                                          sizeof words));
    struct hinge_page_list who = {0};
    for (size_t c = 0; c < m->n_columns; c++) {
        struct cell *cell = HINGE_FACTS_NEXT(s, &row, cells);
        /* "3 yes, 2 sometimes, 1 possible, 1 not judged"; the others are a no. */
        size_t count[HINGE_VERDICTS] = {0};
        struct hinge_page_list text = {0};
        for (size_t u = 0; u < m->column[c].head->n; u++)
            count[m->column[c].unit[u].verdict]++;
        for (enum hinge_verdict v = 0; v < HINGE_VERDICTS; v++)
            if (count[v] > 0 && v != HINGE_HAS_NOT)
                HINGE_PAGE_LIST_ADD(s, &text, "%zu %s", count[v], hinge_verdict_words(v));
        *cell = (struct cell){.h = m->column[c].head->name,
                              .cls = m->column[c].head->cls,
                              .text = text.n > 0 ? hinge_page_join(s, &text, ", ") : "none",
                              .few = m->largest <= FEW,
                              .stack = m->largest > FEW};
        if (!m->bars) {
            const size_t n = m->column[c].head->n;
            const struct unit **order = hinge_arena_alloc(&s->arena, n + 1, sizeof(void *));
            size_t shift = 0, shifted = 0;
            for (size_t u = 0; u < n; u++)
                order[u] = &m->column[c].unit[u];
            if (!s->one_person && n > 0)
                qsort(order, n, sizeof(void *), by_kind_and_verdict);
            struct squares *squares = cell->squares = HINGE_FACTS_NEW(s, squares);
            for (size_t u = 0; u < n; u++) {
                const struct unit *its = order[u];
                shifted += u > 0 && its->kind != order[u - 1]->kind;
                shift = APART * shifted;
                char when[96];
                const char *verdict = hinge_verdict_words(its->verdict);
                HINGE_FACTS_ADD(s, squares, squares, square, .x = 1 + STEP * (u % LINE) + shift,
                                .y = 1 + STEP * (u / LINE), .half = its->verdict == HINGE_MAY_HAVE,
                                .some = its->verdict == HINGE_SOMETIMES,
                                .cls = classes[its->verdict], .p = s->person[its->person].id,
                                .t = its->verdict == HINGE_SOMETIMES
                                         ? hinge_page_text(s, "%s: %s, %s", its->name, verdict,
                                                           hinge_certain_words(&its->when, when))
                                         : hinge_page_text(s, "%s: %s", its->name, verdict));
            }
            squares->w = STEP * (n < LINE ? n : LINE) + shift;
            squares->hh = STEP * (1 + (n > 0 ? n - 1 : 0) / LINE);
        } else {
            struct bar *bar = cell->bar = HINGE_FACTS_NEW(s, bar);
            double from = 0;
            for (enum hinge_verdict v = 0; v < HINGE_VERDICTS; v++) {
                const double width = 100 * (double)count[v] / (double)m->column[c].head->n;
                if (count[v] == 0)
                    continue;
                HINGE_FACTS_ADD(s, bar, bar, part, .x = from, .w = width, .cls = classes[v],
                                .half = v == HINGE_MAY_HAVE,
                                .t = hinge_page_text(s, "%zu of %zu: %s", count[v],
                                                     m->column[c].head->n, hinge_verdict_words(v)));
                from += width;
            }
        }
        HINGE_PAGE_LIST_ADD(s, &who, "%s of %s", cell->text, cell->h);
    }
    if (certain)
        HINGE_PAGE_LIST_ADD(s, alt, "%s, %s", brief, hinge_page_listed(s, &who, "and"));
    return row;
}

static size_t most_of(const size_t *count, size_t n)
{
    size_t most = 0;
    for (size_t i = 1; i < n; i++)
        most = count[i] > count[most] ? i : most;
    return most;
}

const char *hinge_page_fault_share(struct hinge_cohort *s)
{
    const double least = hinge_tab_parameter(&s->tab, "agg.has_fault");
    return fabs(least - 0.5) < 1e-9 ? "half" : hinge_page_text(s, "%.3g%%", 100 * least);
}

struct hinge_facts hinge_page_faults(struct hinge_cohort *s, size_t *no)
{
    struct faults facts = {.person = s->one_person};
    if (s->n_main == 0 || s->n_faults == 0)
        return (struct hinge_facts){0};
    /* the columns of the matrix: of groups, of one person of sessions */
    struct matrix m = {.s = s, .n_columns = s->one_person ? s->n_sessions : s->n_groups};
    m.code = hinge_codes(&m.n_codes);
    m.column = hinge_arena_alloc(&s->arena, m.n_columns, sizeof *m.column);
    m.of = hinge_arena_alloc(&s->arena, s->averaging->grouped.n, sizeof *m.of);
    for (size_t c = 0; c < m.n_columns; c++) {
        struct head *head = m.column[c].head = HINGE_FACTS_NEXT(s, &facts, heads);
        struct unit *unit = m.column[c].unit = hinge_arena_alloc(
            &s->arena, s->one_person ? s->n_main : s->n_people, sizeof *m.column[c].unit);
        head->name = s->one_person                       ? hinge_page_session_name(s, s->session[c])
                     : s->two || *s->group[c].id != '\0' ? s->group[c].brief
                                                         : "everybody";
        head->cls = s->one_person ? "g0" : s->group[c].cls;
        for (size_t r = 0; s->one_person && r < s->n_main; r++)
            if (s->rep[r].session == c && s->rep[r].cue == 0)
                unit[head->n++] =
                    (struct unit){.person = s->rep[r].person,
                                  .name = hinge_page_text(s, "repetition %d", s->rep[r].number),
                                  .at = r};
        for (size_t p = 0; !s->one_person && p < s->n_people; p++)
            if (hinge_cohort_is_of(s, p, c, HINGE_ANY))
                unit[head->n++] = (struct unit){.person = p,
                                                .kind = s->person[p].kind,
                                                .name = s->person[p].id,
                                                .at = hinge_cohort_cell_of(s, p, 0)};
        head->unit = s->one_person  ? head->n == 1 ? "repetition" : "repetitions"
                     : s->nobody    ? head->n == 1 ? "recording" : "recordings"
                     : head->n == 1 ? "person"
                                    : "people";
        m.largest = head->n > m.largest ? head->n : m.largest;
    }
    m.bars = !s->one_person && m.largest > MANY;
    size_t n, *why = hinge_arena_alloc(&s->arena, m.n_codes, sizeof *why);
    struct hinge_page_list alt = {0}, named = {0}, kinds = {0}, needs = {0};
    size_t count[HINGE_VERDICTS] = {0};
    const size_t *order = hinge_cohort_families(s, &n);
    for (size_t k = 0; k < n; k++) {
        size_t *reasons = hinge_arena_alloc(&s->arena, m.n_codes, sizeof *reasons);
        bool few;
        size_t members, some = 0;
        const size_t *member = hinge_cohort_members(s, order[k], &members);
        enum hinge_verdict best = HINGE_NOT_JUDGED,
                           *its = hinge_arena_alloc(&s->arena, members + 1, sizeof *its);
        struct hinge_page_list family = {0};
        add_reasons(&m, order[k], reasons, &few);
        for (size_t i = 0; i < members; i++) {
            its[i] = judge(&m, member[i], i == 0);
            best = its[i] < best ? its[i] : best;
            some += its[i] < HINGE_HAS_NOT;
            if (its[i] < HINGE_HAS_NOT)
                hinge_page_list_add(s, &family, hinge_cohort_fault_text(s, member[i], "title"));
        }
        few = few && best == HINGE_NOT_JUDGED;
        count[best]++;
        size_t most = most_of(reasons, m.n_codes);
        why[most] += best == HINGE_NOT_JUDGED && !few && reasons[most] > 0;
        facts.few += few;
        if (some > 1)
            *HINGE_FACTS_NEXT(s, &facts, rows) =
                row_of(&m, order[k], &family, false, best == HINGE_HAS, &alt, &named);
        for (size_t i = 0; i < members; i++) {
            if (its[i] >= HINGE_HAS_NOT)
                continue;
            if (members > 1)
                judge(&m, member[i], true);
            *HINGE_FACTS_NEXT(s, &facts, rows) =
                row_of(&m, member[i], NULL, some > 1, its[i] == HINGE_HAS, &alt, &named);
        }
    }
    facts.no = ++*no;
    facts.yes = count[HINGE_HAS];
    facts.sometimes = count[HINGE_SOMETIMES];
    facts.possible = count[HINGE_MAY_HAVE];
    facts.rest = count[HINGE_HAS_NOT];
    facts.judged = n - count[HINGE_NOT_JUDGED];
    facts.some = facts.judged > 0;
    facts.all_few = facts.few == n;
    for (int i = 0; i < 3; i++) { /* the commonest reasons of those that are not judged */
        const size_t most = most_of(why, m.n_codes);
        if (why[most] >= 2)
            hinge_page_list_add(s, &needs, m.code[most].needs);
        why[most] = 0;
    }
    if (count[HINGE_NOT_JUDGED] > facts.few)
        facts.unjudged =
            HINGE_FACTS_MAKE(s, unjudged, count[HINGE_NOT_JUDGED] - facts.few,
                             needs.n > 0 ? hinge_page_listed(s, &needs, "or") : "other points");
    facts.share = hinge_page_fault_share(s);
    facts.bars = m.bars;
    facts.noverdict = s->one_person && s->n_kinds > 0 && strcmp(s->kind[0].tier, "B") == 0;
    facts.lift = hinge_task_find(hinge_table_word(&s->tab.trials, "task", s->main))->knees_bend;
    facts.when = hinge_page_capital(s, s->cue[0].phrase);
    facts.At = hinge_page_capital(s, hinge_cohort_at_load(s));
    for (size_t k = 0; k < s->n_kinds && s->n_kinds > 1 && !s->one_person; k++)
        hinge_page_list_add(s, &kinds, s->kind[k].name);
    facts.bykind = hinge_page_listed(s, &kinds, "and");
    facts.alt =
        hinge_page_text(s, "Certain: %s.", alt.n > 0 ? hinge_page_join(s, &alt, "; ") : "no fault");
    facts.named = hinge_page_join(s, &named, ". ");
    return HINGE_FACTS_OF(s, faults, &facts);
}
