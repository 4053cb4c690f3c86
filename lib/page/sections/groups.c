/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The third question of a page: do the groups differ. The planned outcome in a sentence; the
 * family as a forest in SDs, values in their own units beside it. */
#include "page/bridge.h"
#include "page/pictures/plot.h"

#include "base/sample.h"
#include "stats/numbers/compared.h"

#include <math.h>
#include <string.h>

/* How many of the further outcomes differ, or that they are not tested. */
static void add_further(struct hinge_cohort *s, json_t *facts)
{
    const struct hinge_page_tests *t = s->page->tests;
    const struct hinge_planned_outcome **rows =
        hinge_arena_alloc(&s->arena, t->n_groups + 1, sizeof(const struct hinge_planned_outcome *));
    struct hinge_page_list differ = {0};
    size_t n = 0;
    for (size_t i = 0; i < t->n_groups; i++) {
        const bool differs = hinge_planned_differs(t->group[i].row);
        if (!t->group[i].planned)
            rows[n++] = t->group[i].row;
        if (!t->group[i].planned && differs)
            hinge_page_list_add(s, &differ, t->group[i].outcome->in_text);
    }
    json_t *fact =
        hinge_fact_object(hinge_fact_object(facts, "further"), t->groups_ran ? "ran" : "short");
    hinge_fact_count(fact, "m", t->n_groups_further);
    hinge_fact_number(fact, "na", hinge_page_n(t->lead->n[0]));
    hinge_fact_number(fact, "nb", hinge_page_n(t->lead->n[1]));
    hinge_fact_number(fact, "needed", HINGE_LEAST_TESTED);
    hinge_fact_flag(fact, "planned", s->spine);
    if (t->groups_ran)
        hinge_page_add_sentence(s, s->lead, hinge_said_count(rows, n).most, HINGE_SAY_FURTHER,
                                HINGE_SLOTS({"list", hinge_page_listed(s, &differ, "and")}), fact);
}

/* The difference in each other kind that sees the spine. */
static void add_others(struct hinge_cohort *s, json_t *facts)
{
    json_t *others = hinge_fact_list(facts, "others");
    for (size_t k = 1; k < s->n_kinds && s->spine; k++) {
        struct hinge_cohort_cell a = hinge_cohort_cell(s, s->lead, 0, HINGE_PAGE_A, k),
                                 b = hinge_cohort_cell(s, s->lead, 0, HINGE_PAGE_B, k);
        if (!s->kind[k].spine || a.n == 0 || b.n == 0)
            continue;
        const struct hinge_planned_outcome *row = hinge_page_row_of(s, s->lead, HINGE_ANY, k);
        const double diff = hinge_stats_mean(a.value, a.n) - hinge_stats_mean(b.value, b.n);
        const struct hinge_page_printed is =
            hinge_page_print(s, s->lead, row->widest, diff, row->diff.low, row->diff.high);
        const char *span =
            is.span != NULL ? hinge_page_text(s, "95%%" NBSP "CI %s, ", is.span) : "";
        hinge_fact_text(hinge_fact_item(others), "text",
                        hinge_page_text(s,
                                        "With %s the difference, %s minus %s, was %s (%sn" NBSP
                                        "=" NBSP "%zu and %zu).",
                                        s->kind[k].name, s->group[HINGE_PAGE_A].name,
                                        s->group[HINGE_PAGE_B].name, is.with_sign, span, a.n, b.n));
    }
}

/* In SDs of both groups. The axis is narrow and ends with the data, so that labels do not touch. */
static struct hinge_axis scale_of(struct hinge_cohort *s)
{
    double value[3 * 8 + 2] = {-.5, .5};
    size_t n = 2;
    for (size_t i = 0; i < s->page->tests->n_groups; i++) {
        const struct hinge_change *of = &s->page->tests->group[i].row->diff;
        const double sd = hinge_page_pooled_sd(s->page->tests->group[i].row); /* of 0: infinite */
        value[n++] = of->value / sd;
        value[n++] = of->low / sd;
        value[n++] = of->high / sd;
    }
    return hinge_page_axis(NULL, value, n, 4,
                           HINGE_SCALE_ZERO | HINGE_SCALE_SIGNED | HINGE_SCALE_LOOSE);
}

static void add_row(struct hinge_cohort *s, const struct hinge_axis *scale,
                    const struct hinge_page_group_row *row, json_t *rows)
{
    const struct hinge_page_tests *t = s->page->tests;
    const struct hinge_quantity *o = row->outcome;
    const struct hinge_planned_outcome *planned = row->row;
    const struct hinge_change *of = &planned->diff;
    const double sd = hinge_page_pooled_sd(planned);
    json_t *fact = hinge_fact_item(rows);
    size_t na = hinge_page_n(planned->n[0]), nb = hinge_page_n(planned->n[1]);
    bool fewer = na != hinge_page_n(t->lead->n[0]) || nb != hinge_page_n(t->lead->n[1]);
    const char *n = fewer ? hinge_page_text(s, " (n" NBSP "=" NBSP "%zu and %zu)", nb, na) : "";
    hinge_fact_text(fact, "name",
                    hinge_page_text(s, "%s%s%s", o->heading, row->planned ? " · planned" : "", n));
    hinge_fact_flag(fact, "bold", hinge_planned_differs(planned));
    json_t *cells = hinge_fact_list(fact, "cells");
    for (size_t g = 0; g < 2; g++) {
        json_t *cell = hinge_fact_item(cells);
        hinge_fact_text(cell, "v",
                        hinge_page_print(s, o, planned->widest,
                                         planned->mean[g == HINGE_PAGE_A ? 0 : 1], (double)NAN,
                                         (double)NAN)
                            .num);
        hinge_fact_text(cell, "h", s->group[g].brief);
    }
    if (sd > 0)
        hinge_page_add_place(s, scale, of->value / sd, of->low / sd, of->high / sd, fact);
    const struct hinge_page_printed is = hinge_page_print_change(s, o, planned, false);
    hinge_fact_text(fact, "diff",
                    hinge_page_text(s, "%s%s", is.with_sign[0] == '+' ? "+" : "", is.num));
    hinge_fact_text(fact, "interval", is.span);
    const char *p = "no test";
    if (!isnan(planned->p_holm)) /* without "p =" */
        p = strstr(hinge_page_p(s, planned, false), "p" NBSP) + strlen("p" NBSP);
    hinge_fact_text(fact, "p", t->groups_ran ? p + (*p == '=' ? strlen("=" NBSP) : 0) : "");
}

/* Of whom the section is, of several kinds. */
static void add_main(const struct hinge_cohort *s, json_t *facts)
{
    if (s->n_kinds > 1) {
        json_t *main = hinge_fact_object(facts, "main");
        hinge_fact_text(main, "kind", s->kind[0].name);
        hinge_fact_count(main, "n", s->kind[0].n);
    }
}

struct hinge_page_values hinge_page_values(struct hinge_cohort *s, bool planned)
{
    struct hinge_page_values values = {0};
    for (size_t g = 0; g < s->n_groups; g++)
        *HINGE_FACTS_NEXT(s, &values, heads) =
            (struct hinge_page_value_head){.name = s->group[g].brief,
                                           .n = hinge_cohort_cell(s, s->lead, 0, g, 0).n,
                                           .cls = s->group[g].cls};
    for (size_t i = 0; i < s->n_family; i++) {
        if (hinge_cohort_cell(s, s->family[i], 0, HINGE_ANY, 0).n == 0)
            continue;
        struct hinge_page_value_row *row = HINGE_FACTS_NEXT(s, &values, rows);
        row->name = hinge_page_text(s, "%s%s", s->family[i]->heading,
                                    i == 0 && planned ? " · planned" : "");
        for (size_t g = 0; g < s->n_groups; g++) {
            const struct hinge_cohort_cell of = hinge_cohort_cell(s, s->family[i], 0, g, 0);
            const struct hinge_page_mean mean = hinge_page_mean(of.value, of.n);
            const struct hinge_page_printed is = hinge_page_print_mean(s, s->family[i], mean);
            *HINGE_FACTS_NEXT(s, row, cells) = (struct hinge_page_value_cell){
                .v = of.n == 0         ? "–"
                     : is.span == NULL ? is.num
                                       : hinge_page_text(s, "%s (%s)", is.num, is.span),
                .h = s->group[g].brief};
        }
    }
    return values;
}

/* Every two groups on the lead outcome; the means of every group of all outcomes. */
static json_t *pairs_of(struct hinge_cohort *s, size_t *no)
{
    const struct hinge_page_tests *t = s->page->tests;
    json_t *facts = json_object();
    hinge_fact_number(facts, "no", ++*no);
    hinge_fact_flag(facts, "unseen", !s->spine);
    hinge_fact_flag(facts, "as_planned", hinge_page_is_preregistered(s));
    json_t *pairs = hinge_fact_object(facts, "pairs"), *each = hinge_fact_list(pairs, "each");
    hinge_fact_text(pairs, "Name", hinge_page_capital(s, s->lead->in_text));
    if (t->pairs.tested > 1)
        hinge_fact_number(pairs, "holm", t->pairs.tested);
    struct hinge_page_list few = {0};
    for (size_t i = 0; i < t->pairs.all; i++) {
        const struct hinge_planned_outcome *row = t->pair[i];
        const char *a = s->group[hinge_cohort_group_of(s, row->level[0])].words,
                   *b = s->group[hinge_cohort_group_of(s, row->level[1])].words;
        hinge_page_add_sentence(s, s->lead, row, HINGE_SAY_PAIR, HINGE_SLOTS({"a", a}, {"b", b}),
                                hinge_fact_item(each));
        if (row->verdict == NULL)
            hinge_page_list_add(s, &few,
                                hinge_page_text(s, "of %s and %s (n" NBSP "=" NBSP "%zu and %zu)",
                                                a, b, hinge_page_n(row->n[0]),
                                                hinge_page_n(row->n[1])));
    }
    hinge_fact_text(pairs, "few", hinge_page_listed(s, &few, "and"));
    hinge_fact_text(facts, "when", hinge_page_capital(s, s->cue[0].phrase));
    hinge_fact_flag(facts, "compared", false);
    hinge_fact_flag(facts, "intervals", false);
    hinge_fact_flag(facts, "plotted", false);
    hinge_fact_flag(facts, "ps", false);
    hinge_page_add_values(s, s->spine, facts);
    add_main(s, facts);
    hinge_fact_text(facts, "alt",
                    hinge_page_text(s, "Means of %zu groups, a row an outcome.", s->n_groups));
    return facts;
}

json_t *hinge_page_groups(struct hinge_cohort *s, size_t *no)
{
    const struct hinge_page_tests *t = s->page->tests;
    if (t->pairs.tested > 0)
        return pairs_of(s, no);
    if (!t->two)
        return NULL;
    json_t *facts = json_object();
    bool intervals = !isnan(t->lead->diff.low);
    hinge_fact_number(facts, "no", ++*no);
    json_t *lead = hinge_fact_object(facts, "lead");
    hinge_fact_text(lead, "Name", hinge_page_capital(s, s->lead->in_text));
    hinge_fact_flag(lead, "few", t->groups == HINGE_SAID_FEW);
    hinge_page_add_sentence(s, s->lead, t->lead, HINGE_SAY_GROUPS,
                            HINGE_SLOTS({"a", s->group[HINGE_PAGE_A].words},
                                        {"b", s->group[HINGE_PAGE_B].words}),
                            lead);
    hinge_fact_flag(facts, "unseen", !s->spine);
    hinge_fact_flag(facts, "as_planned", hinge_page_is_preregistered(s));
    hinge_fact_text(facts, "at", hinge_cohort_at_load(s));
    if (t->groups != HINGE_SAID_FEW)
        add_further(s, facts);
    add_others(s, facts);
    hinge_fact_text(facts, "when", hinge_page_capital(s, s->cue[0].phrase));
    hinge_fact_flag(facts, "compared", true);
    hinge_fact_flag(facts, "intervals", intervals);
    hinge_fact_flag(facts, "plotted", intervals);
    hinge_fact_flag(facts, "ps", t->groups_ran);
    json_t *heads = hinge_fact_list(facts, "heads");
    for (size_t g = 0; g < 2; g++) {
        json_t *head = hinge_fact_item(heads);
        hinge_fact_text(head, "name", s->group[g].brief);
        hinge_fact_number(head, "n", hinge_page_n(t->lead->n[g == HINGE_PAGE_A ? 0 : 1]));
        hinge_fact_text(head, "cls", s->group[g].cls);
    }
    hinge_fact_text(facts, "a_name", s->group[HINGE_PAGE_A].brief);
    hinge_fact_text(facts, "b_name", s->group[HINGE_PAGE_B].brief);
    struct hinge_axis scale = scale_of(s);
    json_object_set_new(facts, "ticks", hinge_page_json_ticks(s, &scale, "x", 0, 100));
    json_t *rows = hinge_fact_list(facts, "rows");
    for (size_t i = 0; i < t->n_groups; i++)
        add_row(s, &scale, &t->group[i], rows);
    add_main(s, facts);
    hinge_fact_text(facts, "alt",
                    hinge_page_text(s, "Differences, %s minus %s, a row an outcome.",
                                    s->group[HINGE_PAGE_A].words, s->group[HINGE_PAGE_B].words));
    return facts;
}
