/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The third question of a page: do the groups differ. The planned outcome in a sentence; the
 * family as a forest in SDs, values in their own units beside it. */
#include "page/plot.h"

#include "base/sample.h"

#include <math.h>
#include <string.h>

#define NBSP "\xc2\xa0"

/* A − B of the share. */
static void put_planned(struct hinge_page_study *s, json_t *facts)
{
    static const char *const variant[] = {
        [HINGE_PAGE_FEW] = "few", [HINGE_PAGE_NONE] = "none", [HINGE_PAGE_DIFFERS] = "differs"};
    const struct hinge_page_tests *t = s->tests;
    const struct hinge_compared *of = &t->lead.of;
    json_t *planned = hinge_fact_object(facts, "planned");
    for (size_t i = 0; i < 3; i++)
        hinge_fact_null(planned, variant[i]);
    json_t *said = hinge_fact_object(planned, variant[t->groups]);
    bool turned = t->groups == HINGE_PAGE_DIFFERS && of->diff < 0; /* said without a sign */
    struct hinge_page_limits limits = {NULL, NULL};
    if (!isnan(of->low))
        limits = turned ? hinge_page_limits(s, s->lead, -of->high, -of->low)
                        : hinge_page_limits(s, s->lead, of->low, of->high);
    bool more = of->diff * s->lead->scale >= 0.5;
    hinge_fact_text(said, "a", s->group[HINGE_PAGE_A].people);
    hinge_fact_text(said, "b", s->group[HINGE_PAGE_B].people);
    hinge_fact_number(said, "na", of->n[0]);
    hinge_fact_number(said, "nb", of->n[1]);
    hinge_fact_text(said, "size", hinge_page_num(s, s->lead, fabs(of->diff)));
    hinge_fact_text(said, "dir", hinge_page_dir(s->lead, of->diff));
    hinge_fact_text(said, "signed",
                    hinge_page_say(s, "%s%s", more ? "+" : "",
                                   hinge_page_num(s, s->lead, of->diff)));
    hinge_fact_text(said, "lo", limits.lo);
    hinge_fact_text(said, "hi", limits.hi);
    hinge_fact_text(said, "p", isnan(of->p) ? "" : hinge_page_p(s, of->p, of->exact, false));
}

/* How many of the further outcomes differ, or that they are not tested. */
static void put_further(struct hinge_page_study *s, json_t *facts)
{
    const struct hinge_page_tests *t = s->tests;
    struct hinge_page_list differ = {0};
    hinge_fact_null(facts, "further");
    if (t->groups == HINGE_PAGE_FEW && s->spine)
        return;
    json_t *further = hinge_fact_object(facts, "further");
    hinge_fact_null(further, "ran");
    hinge_fact_null(further, "short");
    for (size_t i = 0; i < t->n_groups && t->groups_ran; i++)
        if (!t->group[i].planned && t->group[i].test.adjusted <= HINGE_PAGE_ALPHA)
            hinge_page_list_add(s, &differ, t->group[i].outcome->name);
    json_t *said = hinge_fact_object(further, t->groups_ran ? "ran" : "short");
    hinge_fact_count(said, "m", t->n_groups_further);
    hinge_fact_number(said, "na", t->lead.of.n[0]);
    hinge_fact_number(said, "nb", t->lead.of.n[1]);
    hinge_fact_flag(said, "intervals", !isnan(t->lead.of.low));
    hinge_fact_flag(said, "some", differ.n > 0);
    hinge_fact_text(said, "list", hinge_page_listed(s, &differ, "and"));
    hinge_fact_flag(said, "planned", s->spine);
    hinge_fact_flag(said, "unplanned", !s->spine);
}

/* The difference in each other kind that sees the spine. */
static void put_others(struct hinge_page_study *s, json_t *facts)
{
    json_t *others = hinge_fact_list(facts, "others");
    for (size_t k = 1; k < s->n_kinds && s->spine; k++) {
        struct hinge_page_cell a = hinge_page_cell(s, s->lead, 0, HINGE_PAGE_A, k),
                               b = hinge_page_cell(s, s->lead, 0, HINGE_PAGE_B, k);
        if (!s->kind[k].spine || a.n == 0 || b.n == 0)
            continue;
        struct hinge_compared of =
            hinge_compare_groups(a.value, a.n, b.value, b.n, HINGE_PAGE_ALPHA, false);
        const char *span =
            isnan(of.low) ? ""
                          : hinge_page_say(s, "%s, ", hinge_page_span(s, s->lead, of.low, of.high));
        hinge_fact_text(
            hinge_fact_item(others), "text",
            hinge_page_say(s, "With %s the difference was %s (%sn" NBSP "=" NBSP "%zu and %zu).",
                           s->kind[k].name, hinge_page_signed(s, s->lead, of.diff), span, a.n,
                           b.n));
    }
}

/* In SDs of both groups. The axis is narrow and ends with the data, so that labels do not touch. */
static struct hinge_page_scale scale_of(struct hinge_page_study *s)
{
    double value[3 * 8 + 2] = {-.5, .5};
    size_t n = 2;
    for (size_t i = 0; i < s->tests->n_groups; i++) {
        const struct hinge_compared *of = &s->tests->group[i].test.of;
        const double mark[] = {of->diff, of->low, of->high};
        for (size_t k = 0; k < 3 && of->sd > 0; k++)
            if (!isnan(mark[k]))
                value[n++] = mark[k] / of->sd;
    }
    return hinge_page_scale(value, n, 4, HINGE_SCALE_ZERO | HINGE_SCALE_SIGNED | HINGE_SCALE_LOOSE);
}

/* p as a cell: without "p =". */
static const char *p_cell(struct hinge_page_study *s, const struct hinge_page_group_row *row)
{
    double p = row->planned ? row->test.of.p : row->test.adjusted;
    if (isnan(p))
        return "no test";
    const char *text = hinge_page_p(s, p, false, false) + strlen("p" NBSP);
    return *text == '=' ? text + strlen("=" NBSP) : text;
}

static void add_row(struct hinge_page_study *s, const struct hinge_page_scale *scale,
                    const struct hinge_page_group_row *row, json_t *rows)
{
    const struct hinge_page_tests *t = s->tests;
    const struct hinge_page_outcome *o = row->outcome;
    const struct hinge_compared *of = &row->test.of;
    json_t *fact = hinge_fact_item(rows);
    bool sure = row->planned ? t->groups == HINGE_PAGE_DIFFERS
                             : row->test.adjusted <= HINGE_PAGE_ALPHA,
         fewer = of->n[0] != t->lead.of.n[0] || of->n[1] != t->lead.of.n[1], drawn = of->sd > 0,
         interval = !isnan(of->low);
    const char *n =
        fewer ? hinge_page_say(s, " (n" NBSP "=" NBSP "%zu and %zu)", of->n[1], of->n[0]) : "";
    hinge_fact_text(fact, "name",
                    hinge_page_say(s, "%s%s%s", o->head, row->planned ? " · planned" : "", n));
    hinge_fact_flag(fact, "bold", sure);
    json_t *cells = hinge_fact_list(fact, "cells");
    for (size_t g = 0; g < 2; g++) {
        json_t *cell = hinge_fact_item(cells);
        hinge_fact_text(cell, "v", hinge_page_num(s, o, of->mean[g == HINGE_PAGE_A ? 0 : 1]));
        hinge_fact_text(cell, "h", s->group[g].name);
    }
    hinge_fact_null(fact, "x");
    if (drawn)
        hinge_fact_x(fact, "x", hinge_page_x(scale, of->diff / of->sd));
    hinge_fact_null(fact, "ci");
    if (drawn && interval) {
        json_t *ci = hinge_fact_object(fact, "ci");
        hinge_fact_x(ci, "x1", hinge_page_x(scale, of->low / of->sd));
        hinge_fact_x(ci, "x2", hinge_page_x(scale, of->high / of->sd));
    }
    hinge_fact_text(fact, "diff",
                    hinge_page_say(s, "%s%s",
                                   hinge_page_signed(s, o, of->diff)[0] == '+' ? "+" : "",
                                   hinge_page_num(s, o, of->diff)));
    hinge_fact_text(fact, "interval", interval ? hinge_page_span(s, o, of->low, of->high) : NULL);
    hinge_fact_text(fact, "p", t->groups_ran ? p_cell(s, row) : "");
}

static void put_alt(struct hinge_page_study *s, json_t *facts)
{
    const char *list = "";
    json_t *row;
    size_t i;
    json_array_foreach(json_object_get(facts, "rows"), i, row)
    {
        const char *interval = json_string_value(json_object_get(row, "interval"));
        list = hinge_page_say(s, "%s%s%s %s%s%s%s", list, i > 0 ? "; " : "",
                              json_string_value(json_object_get(row, "name")),
                              json_string_value(json_object_get(row, "diff")),
                              interval != NULL ? " (" : "", interval != NULL ? interval : "",
                              interval != NULL ? ")" : "");
    }
    hinge_fact_text(facts, "alt",
                    hinge_page_say(s, "Differences, %s minus %s: %s.",
                                   s->group[HINGE_PAGE_A].people, s->group[HINGE_PAGE_B].people,
                                   list));
}

json_t *hinge_page_groups(struct hinge_page_study *s, size_t *no)
{
    const struct hinge_page_tests *t = s->tests;
    if (!t->two)
        return NULL;
    json_t *facts = json_object();
    bool intervals = !isnan(t->lead.of.low);
    hinge_fact_number(facts, "no", ++*no);
    hinge_fact_null(facts, "planned");
    if (s->spine)
        put_planned(s, facts);
    hinge_fact_flag(facts, "unplanned", !s->spine);
    put_further(s, facts);
    put_others(s, facts);
    hinge_fact_text(facts, "when", hinge_page_capital(s, s->cue[0].phrase));
    hinge_fact_flag(facts, "intervals", intervals);
    hinge_fact_flag(facts, "plotted", intervals);
    hinge_fact_flag(facts, "ps", t->groups_ran);
    json_t *heads = hinge_fact_list(facts, "heads");
    for (size_t g = 0; g < 2; g++) {
        json_t *head = hinge_fact_item(heads);
        hinge_fact_text(head, "name", s->group[g].name);
        hinge_fact_number(head, "n", t->lead.of.n[g == HINGE_PAGE_A ? 0 : 1]);
        hinge_fact_text(head, "cls", s->group[g].cls);
    }
    hinge_fact_text(facts, "a_name", s->group[HINGE_PAGE_A].name);
    hinge_fact_text(facts, "b_name", s->group[HINGE_PAGE_B].name);
    struct hinge_page_scale scale = scale_of(s);
    json_object_set_new(facts, "ticks", hinge_page_ticks(s, &scale, NULL));
    json_t *rows = hinge_fact_list(facts, "rows");
    for (size_t i = 0; i < t->n_groups; i++)
        add_row(s, &scale, &t->group[i], rows);
    hinge_fact_null(facts, "main");
    if (s->n_kinds > 1) {
        json_t *main = hinge_fact_object(facts, "main");
        hinge_fact_text(main, "kind", s->kind[0].name);
        hinge_fact_count(main, "n", s->kind[0].n);
    }
    put_alt(s, facts);
    return facts;
}
