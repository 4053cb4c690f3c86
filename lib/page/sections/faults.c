/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which faults: a row a fault, a column a group, a square a person; of one person a column a
 * session, a square a repetition. Everybody is in the denominator. */
#include "page/page.h"

#include "faults/fault.h"

#include "base/codes.h"
#include "report/print/quantity.h"
#include "report/request.h"
#include "table/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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
    const char *name, *cls;
    size_t n;
    struct unit *unit;
};

struct matrix {
    struct hinge_cohort *s;
    const struct hinge_code *code; /* counts of reasons are in their order */
    size_t n_codes, n_columns, n_kinds, largest;
    struct column *column;
    struct hinge_person_fault *of; /* of s->averaging: what was judged last */
};

static void add_reps(struct matrix *m, struct column *column, size_t session)
{
    struct hinge_cohort *s = m->s;
    column->name = hinge_page_session_name(s, s->session[session]);
    column->cls = "g0";
    column->unit = hinge_arena_alloc(&s->arena, s->n_main, sizeof *column->unit);
    for (size_t r = 0; r < s->n_main; r++) {
        const struct hinge_cohort_rep *rep = &s->rep[r];
        if (rep->session != session || rep->cue != 0)
            continue;
        column->unit[column->n++] =
            (struct unit){.person = rep->person,
                          .name = hinge_page_text(s, "repetition %d", rep->number),
                          .at = r};
    }
}

static void add_people(struct matrix *m, struct column *column, size_t group)
{
    struct hinge_cohort *s = m->s;
    column->name = s->two || *s->group[group].id != '\0' ? s->group[group].brief : "everybody";
    column->cls = s->group[group].cls;
    column->unit = hinge_arena_alloc(&s->arena, s->n_people, sizeof *column->unit);
    for (size_t p = 0; p < s->n_people; p++) {
        if (!hinge_cohort_is_of(s, p, group, HINGE_ANY))
            continue;
        struct unit *unit = &column->unit[column->n++];
        *unit = (struct unit){.person = p,
                              .kind = s->person[p].kind,
                              .name = s->person[p].id,
                              .at = hinge_cohort_cell_of(s, p, 0)};
    }
}

static struct matrix matrix_of(struct hinge_cohort *s)
{
    struct matrix m = {.s = s, .n_columns = s->one_person ? s->n_sessions : s->n_groups};
    m.code = hinge_codes(&m.n_codes);
    m.column = hinge_arena_alloc(&s->arena, m.n_columns, sizeof *m.column);
    m.of = hinge_arena_alloc(&s->arena, s->averaging->grouped.n, sizeof *m.of);
    m.n_kinds = s->one_person ? 1 : s->n_kinds;
    for (size_t c = 0; c < m.n_columns; c++) {
        if (s->one_person)
            add_reps(&m, &m.column[c], c);
        else
            add_people(&m, &m.column[c], c);
        m.largest = m.column[c].n > m.largest ? m.column[c].n : m.largest;
    }
    return m;
}

/* The best that anybody has of a fault (of one person that of all repetitions). `few`: none is
 * judged, although enough of what is used could be. */
struct judged {
    enum hinge_verdict best;
    bool few;
};

/* The verdicts on a fault; `why` counts reasons by what they need. */
static struct judged judge(struct matrix *m, size_t fault, size_t *why)
{
    struct hinge_cohort *s = m->s;
    struct judged found = {.best = HINGE_NOT_JUDGED};
    double used = 0, judged = 0;
    hinge_cohort_judge(s, fault, m->of);
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
    for (size_t c = 0; c < m->n_columns; c++)
        for (size_t u = 0; u < m->column[c].n; u++) {
            struct unit *unit = &m->column[c].unit[u];
            const int state = s->one_person && unit->at != HINGE_ANY
                                  ? hinge_cohort_verdict(s, fault, unit->at).state
                                  : 0;
            unit->verdict = unit->at == HINGE_ANY ? HINGE_NOT_JUDGED
                            : s->one_person
                                ? hinge_verdict_of_rep(state >= 0, state == HINGE_FAULT_PRESENT,
                                                       state > HINGE_FAULT_ABSENT)
                                : m->of[unit->at].verdict;
            if (!s->one_person && unit->at != HINGE_ANY)
                unit->when = m->of[unit->at].when;
            found.best = unit->verdict < found.best ? unit->verdict : found.best;
        }
    size_t all = s->one_person ? hinge_cohort_cell_of(s, 0, 0) : HINGE_ANY;
    if (s->one_person)
        found.best = all == HINGE_ANY ? HINGE_NOT_JUDGED : m->of[all].verdict;
    found.few = found.best == HINGE_NOT_JUDGED &&
                hinge_enough_judged(&s->averaging->grouped.rule, used, judged);
    return found;
}

/* --- squares, or a bar above 60 people --- */

enum { LINE = 20, STEP = 14, APART = 7, FEW = 9, MANY = 60 };

static int by_kind_and_verdict(const void *a, const void *b)
{
    const struct unit *x = *(const struct unit *const *)a, *y = *(const struct unit *const *)b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->verdict != y->verdict)
        return x->verdict < y->verdict ? -1 : 1;
    return x < y ? -1 : x > y;
}

static void add_squares(const struct matrix *m, const struct column *column, json_t *cell)
{
    struct hinge_cohort *s = m->s;
    const struct unit **order = hinge_arena_alloc(&s->arena, column->n + 1, sizeof(void *));
    size_t shift = 0, kinds = 0;
    for (size_t u = 0; u < column->n; u++)
        order[u] = &column->unit[u];
    if (!s->one_person && column->n > 0)
        qsort(order, column->n, sizeof(void *), by_kind_and_verdict);
    json_t *squares = hinge_fact_list(cell, "squares");
    for (size_t u = 0; u < column->n; u++) {
        const struct unit *unit = order[u];
        kinds += u > 0 && unit->kind != order[u - 1]->kind;
        shift = APART * kinds;
        json_t *square = hinge_fact_item(squares);
        hinge_fact_number(square, "x", 1 + STEP * (u % LINE) + shift);
        hinge_fact_number(square, "y", 1 + STEP * (u / LINE));
        char when[96];
        const char *words = hinge_verdict_words(unit->verdict);
        hinge_fact_flag(square, "half", unit->verdict == HINGE_MAY_HAVE);
        hinge_fact_flag(square, "some", unit->verdict == HINGE_SOMETIMES);
        hinge_fact_text(square, "cls", classes[unit->verdict]);
        hinge_fact_text(square, "p", s->person[unit->person].id);
        hinge_fact_text(square, "t",
                        unit->verdict == HINGE_SOMETIMES
                            ? hinge_page_text(s, "%s: %s, %s", unit->name, words,
                                              hinge_certain_words(&unit->when, when))
                            : hinge_page_text(s, "%s: %s", unit->name, words));
    }
    hinge_fact_number(cell, "w", STEP * (column->n < LINE ? column->n : LINE) + shift);
    hinge_fact_number(cell, "hh", STEP * (1 + (column->n > 0 ? column->n - 1 : 0) / LINE));
}

static bool has_bars(const struct matrix *m)
{
    return !m->s->one_person && m->largest > MANY;
}

/* "3 yes, 2 sometimes, 1 possible, 1 not judged"; the others are a no. */
static const char *add_cell(const struct matrix *m, const struct column *column, json_t *cell)
{
    struct hinge_cohort *s = m->s;
    size_t count[HINGE_VERDICTS] = {0};
    struct hinge_text text = {0};
    for (size_t u = 0; u < column->n; u++)
        count[column->unit[u].verdict]++;
    for (enum hinge_verdict v = 0; v < HINGE_VERDICTS; v++)
        if (count[v] > 0 && v != HINGE_HAS_NOT)
            hinge_text_printf(&text, "%s%zu %s", text.length > 0 ? ", " : "", count[v],
                              hinge_verdict_words(v));
    const char *copy = hinge_arena_strdup(&s->arena, text.length > 0 ? text.data : "none");
    hinge_text_clear(&text);
    hinge_fact_text(cell, "h", column->name);
    hinge_fact_text(cell, "cls", column->cls);
    hinge_fact_text(cell, "text", copy);
    hinge_fact_flag(cell, "few", m->largest <= FEW);
    hinge_fact_flag(cell, "stack", m->largest > FEW);
    if (has_bars(m)) {
        double from = 0;
        json_t *bar = hinge_fact_list(cell, "bar");
        for (int v = 0; v < HINGE_VERDICTS; v++) {
            double width = 100 * (double)count[v] / (double)column->n;
            if (count[v] == 0)
                continue;
            json_t *part = hinge_fact_item(bar);
            hinge_fact_x(part, "x", from);
            hinge_fact_x(part, "w", width);
            hinge_fact_text(part, "cls", classes[v]);
            hinge_fact_flag(part, "half", v == HINGE_MAY_HAVE);
            hinge_fact_text(part, "t",
                            hinge_page_text(m->s, "%zu of %zu: %s", count[v], column->n,
                                            hinge_verdict_words((enum hinge_verdict)v)));
            from += width;
        }
    } else {
        add_squares(m, column, cell);
    }
    return copy;
}

/* --- rows --- */

static void add_row(const struct matrix *m, size_t fault, bool certain, json_t *rows,
                    struct hinge_page_list *alt, struct hinge_page_list *named)
{
    struct hinge_cohort *s = m->s;
    json_t *row = hinge_fact_item(rows);
    const char *title = hinge_cohort_fault_text(s, fault, "title"),
               *brief = hinge_cohort_fault_text(s, fault, "short"),
               *unit = hinge_cohort_fault_text(s, fault, "unit");
    double threshold = hinge_fault_threshold(&s->tab, s->fault[fault]);
    char words[80];
    hinge_fact_text(row, "name", brief); /* plain words first */
    if (strcmp(title, brief) != 0)
        hinge_page_list_add(s, named, hinge_page_text(s, "%s: %s", brief, title));
    hinge_fact_text(row, "hint",
                    isnan(threshold)
                        ? title
                        : hinge_page_text(s, "%s. Threshold %s", title,
                                          hinge_readers_severity(s->fault[fault], unit, threshold,
                                                                 words, sizeof words)));
    json_t *cells = hinge_fact_list(row, "cells");
    struct hinge_page_list who = {0};
    for (size_t c = 0; c < m->n_columns; c++) {
        const char *text = add_cell(m, &m->column[c], hinge_fact_item(cells));
        hinge_page_list_add(s, &who, hinge_page_text(s, "%s of %s", text, m->column[c].name));
    }
    if (certain)
        hinge_page_list_add(s, alt,
                            hinge_page_text(s, "%s, %s", brief, hinge_page_listed(s, &who, "and")));
}

static void add_heads(const struct matrix *m, json_t *facts)
{
    const struct hinge_cohort *s = m->s;
    json_t *heads = hinge_fact_list(facts, "heads");
    for (size_t c = 0; c < m->n_columns; c++) {
        const struct column *column = &m->column[c];
        json_t *head = hinge_fact_item(heads);
        hinge_fact_text(head, "name", column->name);
        hinge_fact_number(head, "n", column->n);
        hinge_fact_text(head, "unit",
                        s->one_person    ? column->n == 1 ? "repetition" : "repetitions"
                        : column->n == 1 ? "person"
                                         : "people");
        hinge_fact_text(head, "cls", column->cls);
    }
}

static size_t most_of(const size_t *count, size_t n)
{
    size_t most = 0;
    for (size_t i = 1; i < n; i++)
        most = count[i] > count[most] ? i : most;
    return most;
}

/* How many were not judged, and the three commonest reasons of them in words. */
static void add_unjudged(const struct matrix *m, size_t n, size_t *why, json_t *facts)
{
    struct hinge_cohort *s = m->s;
    struct hinge_page_list list = {0};
    for (int k = 0; k < 3; k++) {
        size_t most = most_of(why, m->n_codes);
        if (why[most] >= 2)
            hinge_page_list_add(s, &list, m->code[most].needs);
        why[most] = 0;
    }
    if (list.n == 0)
        hinge_page_list_add(s, &list, "other points");
    json_t *unjudged = hinge_fact_object(facts, "unjudged");
    hinge_fact_number(unjudged, "n", n);
    hinge_fact_text(unjudged, "why", hinge_page_listed(s, &list, "or"));
}

/* Of the judged faults four counts by the best verdict of anybody, which add up: those but the last
 * have rows. */
static void add_counts(const size_t *count, json_t *facts)
{
    static const char *const name[] = {"yes", "sometimes", "possible", "rest"};
    size_t judged = 0;
    for (enum hinge_verdict v = 0; v < HINGE_NOT_JUDGED; v++) {
        hinge_fact_number(facts, name[v], count[v]);
        judged += count[v];
    }
    hinge_fact_flag(facts, "some", judged > 0);
    hinge_fact_count(facts, "judged", judged);
}

const char *hinge_page_fault_share(struct hinge_cohort *s)
{
    const double least = hinge_tab_parameter(&s->tab, "agg.has_fault");
    return fabs(least - 0.5) < 1e-9 ? "half" : hinge_page_text(s, "%.3g%%", 100 * least);
}

json_t *hinge_page_faults(struct hinge_cohort *s, size_t *no)
{
    struct matrix m = matrix_of(s);
    size_t n, few = 0, *why = hinge_arena_alloc(&s->arena, m.n_codes, sizeof *why);
    struct hinge_page_list alt = {0}, named = {0}, kinds = {0};
    size_t count[HINGE_VERDICTS] = {0};
    if (s->n_main == 0 || s->n_faults == 0)
        return NULL;
    const size_t *order = hinge_cohort_told(s, &n);
    json_t *facts = json_object();
    const char *at = hinge_cohort_at_load(s);
    hinge_fact_text(facts, "At", at != NULL ? hinge_page_capital(s, at) : NULL);
    json_t *rows = hinge_fact_list(facts, "rows");
    for (size_t k = 0; k < n; k++) {
        size_t *reasons = hinge_arena_alloc(&s->arena, m.n_codes, sizeof *reasons);
        const struct judged found = judge(&m, order[k], reasons);
        const enum hinge_verdict best = found.best;
        count[best]++;
        size_t most = most_of(reasons, m.n_codes);
        why[most] += best == HINGE_NOT_JUDGED && !found.few && reasons[most] > 0;
        few += found.few;
        if (best < HINGE_HAS_NOT)
            add_row(&m, order[k], best == HINGE_HAS, rows, &alt, &named);
    }
    hinge_fact_text(facts, "share", hinge_page_fault_share(s));
    hinge_fact_number(facts, "no", ++*no);
    add_counts(count, facts);
    if (count[HINGE_NOT_JUDGED] > few)
        add_unjudged(&m, count[HINGE_NOT_JUDGED] - few, why, facts);
    if (few > 0)
        hinge_fact_number(facts, "few", few);
    hinge_fact_flag(facts, "all_few", few == n);
    hinge_fact_flag(facts, "person", s->one_person);
    hinge_fact_flag(facts, "bars", has_bars(&m));
    hinge_fact_flag(facts, "noverdict",
                    s->one_person && s->n_kinds > 0 && strcmp(s->kind[0].tier, "B") == 0);
    hinge_fact_flag(facts, "lift",
                    hinge_task_find(hinge_table_word(&s->tab.trials, "task", s->main))->knees_bend);
    hinge_fact_text(facts, "when", hinge_page_capital(s, s->cue[0].phrase));
    add_heads(&m, facts);
    for (size_t k = 0; k < m.n_kinds && m.n_kinds > 1; k++)
        hinge_page_list_add(s, &kinds, s->kind[k].name);
    hinge_fact_text(facts, "bykind", hinge_page_listed(s, &kinds, "and"));
    struct hinge_text certain = {0};
    hinge_text_join(&certain, alt.item, alt.n, "; ");
    hinge_fact_text(facts, "alt",
                    hinge_page_text(s, "Certain: %s.", alt.n > 0 ? certain.data : "no fault"));
    hinge_text_clear(&certain);
    hinge_text_join(&certain, named.item, named.n, ". ");
    hinge_fact_text(facts, "named", named.n > 0 ? certain.data : NULL);
    hinge_text_clear(&certain);
    return facts;
}
