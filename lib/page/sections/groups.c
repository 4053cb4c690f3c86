/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The third question of a page: do the groups differ. The planned outcome in a sentence; the
 * family as a forest in SDs, values in their own units beside it. */
#include "page/pictures/pictures.h"

/* Of whom the section is, of several kinds. */
HINGE_FACTS(main, F(TEXT, kind) F(COUNT, n))
HINGE_FACTS(section, F(NUMBER, no) F(FLAG, unseen) F(TEXT, asked) F(TEXT, Asked) F(FLAG, as_planned)
                         F(TEXT, when) F(FLAG, compared) F(FLAG, intervals) F(FLAG, plotted)
                             F(FLAG, ps) F(FLAG, holm) F(ONE, main, main) F(TEXT, alt))

/* Every two groups on the lead outcome; the means of every group of all outcomes. */
HINGE_FACTS(pairs, F(TEXT, Name) F(SOME, holm) F(LIST, hinge_page_said, each) F(TEXT, few))
HINGE_FACTS(several, F(IN, section, section) F(ONE, pairs, pairs) F(IN, hinge_page_values, values))

/* Two groups: how many of the further outcomes differ, or that they are not tested; the difference
 * in each other kind that sees the spine. */
HINGE_FACTS(lead, F(TEXT, Name) F(FLAG, few) F(IN, hinge_page_said, words))
HINGE_FACTS(tested, F(COUNT, m) F(NUMBER, na) F(NUMBER, nb) F(NUMBER, needed) F(FLAG, planned)
                        F(IN, hinge_page_said, words))
HINGE_FACTS(further, F(ONE, tested, ran) F(ONE, tested, short_))
HINGE_FACTS(row, F(IN, hinge_page_value_row, values) F(IN, hinge_page_place, place) F(TEXT, diff)
                     F(TEXT, interval) F(TEXT, g) F(TEXT, p))
HINGE_FACTS(two, F(IN, section, section) F(ONE, lead, lead) F(TEXT, at) F(ONE, further, further)
                     F(LIST, hinge_page_note, others) F(LIST, hinge_page_value_head, heads)
                         F(TEXT, a_name) F(TEXT, b_name) F(IN, hinge_page_ticks, axis)
                             F(LIST, row, rows))

static struct further *further_of(struct hinge_cohort *s)
{
    const struct hinge_page_tests *t = s->page->tests;
    const struct hinge_planned_outcome **rows =
        hinge_arena_alloc(&s->arena, t->n_groups + 1, sizeof(const struct hinge_planned_outcome *));
    struct hinge_page_list differ = {0};
    size_t n = 0;
    for (size_t i = 0; i < t->n_groups; i++) {
        if (t->group[i].planned)
            continue;
        rows[n++] = t->group[i].row;
        if (hinge_planned_differs(t->group[i].row))
            hinge_page_list_add(s, &differ, t->group[i].outcome->in_text);
    }
    struct tested *tested =
        HINGE_FACTS_MAKE(s, tested, .m = t->n_groups_further, .na = hinge_page_n(t->lead->n[0]),
                         .nb = hinge_page_n(t->lead->n[1]), .needed = HINGE_LEAST_TESTED,
                         .planned = !s->stands_in);
    if (!t->groups_ran)
        return HINGE_FACTS_MAKE(s, further, .short_ = tested);
    tested->words =
        hinge_page_said(s, s->planned, hinge_said_count(rows, n).most, HINGE_SAY_FURTHER,
                        HINGE_SLOTS({"list", hinge_page_listed(s, &differ, "and")}));
    return HINGE_FACTS_MAKE(s, further, .ran = tested);
}

static void add_row(struct hinge_cohort *s, const struct hinge_axis *scale,
                    const struct hinge_page_outcome *of, struct two *facts)
{
    const struct hinge_page_tests *t = s->page->tests;
    const struct hinge_quantity *o = of->outcome;
    const struct hinge_planned_outcome *planned = of->row;
    const struct hinge_change *diff = &planned->diff;
    const double sd = hinge_page_pooled_sd(planned);
    const size_t na = hinge_page_n(planned->n[0]), nb = hinge_page_n(planned->n[1]);
    const bool fewer = na != hinge_page_n(t->lead->n[0]) || nb != hinge_page_n(t->lead->n[1]);
    const char *n = fewer ? hinge_page_text(s, " (n" NBSP "=" NBSP "%zu and %zu)", na, nb) : "";
    const char *p = "no test";
    if (t->groups_ran && isnan(planned->p_holm) && !of->planned)
        return;                  /* nobody asked for it */
    if (!isnan(planned->p_holm)) /* without "p =" */
        p = strstr(hinge_page_p(s, planned, false), "p" NBSP) + strlen("p" NBSP);
    const struct hinge_page_printed is = hinge_page_print_change(s, o, planned, false);
    struct row *row = HINGE_FACTS_ADD(
        s, facts, rows, row,
        .values = {.name =
                       hinge_page_text(s, "%s%s%s", o->heading,
                                       hinge_page_is_planned(s, planned) ? " · planned" : "", n),
                   .bold = hinge_planned_differs(planned)},
        .place = hinge_page_place(s, scale, diff->value / sd, diff->low / sd, diff->high / sd),
        .diff = hinge_page_text(s, "%s%s", is.with_sign[0] == '+' ? "+" : "", is.num),
        .interval = is.span,
        .g = isnan(planned->size_low)
                 ? "–"
                 : hinge_page_text(s, "%s (%s to %s)", hinge_page_fixed(s, planned->size, 2),
                                   hinge_page_fixed(s, planned->size_low, 2),
                                   hinge_page_fixed(s, planned->size_high, 2)),
        .p = t->groups_ran ? p + (*p == '=' ? strlen("=" NBSP) : 0) : "");
    facts->section.holm = facts->section.holm || planned->tests > 1;
    for (size_t g = 0; g < 2; g++)
        HINGE_FACTS_ADD(s, &row->values, cells, hinge_page_value_cell,
                        .v = hinge_page_spread(s, o, planned->mean[g], planned->sd[g]),
                        .h = s->group[g].brief);
}

struct hinge_page_values hinge_page_values(struct hinge_cohort *s, bool planned)
{
    struct hinge_page_values values = {0};
    for (size_t g = 0; g < s->n_groups; g++)
        HINGE_FACTS_ADD(s, &values, heads, hinge_page_value_head, .name = s->group[g].brief,
                        .n = hinge_cohort_cell(s, s->planned, 0, g, 0).n, .cls = s->group[g].cls);
    for (size_t i = 0; i < s->n_family; i++) {
        if (hinge_cohort_cell(s, s->family[i], 0, HINGE_ANY, 0).n == 0)
            continue;
        struct hinge_page_value_row *row = HINGE_FACTS_NEXT(s, &values, rows);
        row->name = hinge_page_text(s, "%s%s", s->family[i]->heading,
                                    i == 0 && planned && *s->primary != '\0' ? " · planned" : "");
        for (size_t g = 0; g < s->n_groups; g++) {
            const struct hinge_page_mean of = hinge_page_mean_of(s, s->family[i], 0, g);
            const struct hinge_page_printed is = hinge_page_print_mean(s, s->family[i], of);
            HINGE_FACTS_ADD(s, row, cells, hinge_page_value_cell,
                            .v = of.n == 0 ? "–" : hinge_page_text(s, "%s%s", is.num, is.behind),
                            .h = s->group[g].brief);
        }
    }
    return values;
}

struct hinge_facts hinge_page_groups(struct hinge_cohort *s, size_t *no)
{
    const struct hinge_page_tests *t = s->page->tests;
    if (t->pairs.tested == 0 && !t->two)
        return (struct hinge_facts){0};
    const char *plan = s->page->preregistration;
    struct section section = {
        .no = ++*no,
        .unseen = s->stands_in,
        .asked = s->asked->in_text,
        .Asked = hinge_page_capital(s, s->asked->in_text),
        /* else nothing is said to be as planned */
        .as_planned = plan != NULL && *plan != '\0' && hinge_os_exists(plan),
        .when = hinge_page_capital(s, s->cue[0].phrase),
        .main = s->n_kinds > 1 ? HINGE_FACTS_MAKE(s, main, s->kind[0].name, s->kind[0].n) : NULL};
    if (t->pairs.tested > 0) {
        struct pairs pairs = {.Name = hinge_page_capital(s, s->planned->in_text),
                              .holm = t->pairs.tested > 1 ? t->pairs.tested : 0};
        struct hinge_page_list few = {0};
        for (size_t i = 0; i < t->pairs.all; i++) {
            const struct hinge_planned_outcome *row = t->pair[i];
            const char *a = s->group[hinge_cohort_group_of(s, row->level[0])].words,
                       *b = s->group[hinge_cohort_group_of(s, row->level[1])].words;
            *HINGE_FACTS_NEXT(s, &pairs, each) = hinge_page_said(s, s->planned, row, HINGE_SAY_PAIR,
                                                                 HINGE_SLOTS({"a", a}, {"b", b}));
            if (row->verdict == NULL)
                HINGE_PAGE_LIST_ADD(s, &few, "of %s and %s (n" NBSP "=" NBSP "%zu and %zu)", a, b,
                                    hinge_page_n(row->n[0]), hinge_page_n(row->n[1]));
        }
        pairs.few = hinge_page_listed(s, &few, "and");
        section.alt = hinge_page_text(s, "Means of %zu groups, a row an outcome.", s->n_groups);
        const struct several facts = {section, HINGE_FACTS_COPY(s, pairs, pairs),
                                      hinge_page_values(s, !s->stands_in)};
        return HINGE_FACTS_OF(s, several, &facts);
    }
    const char *a = s->group[0].words, *b = s->group[1].words;
    /* in SDs of both groups; the axis is narrow and ends with the data, so that labels do not
     * touch */
    double value[3 * HINGE_PLACES + 2] = {-.5, .5};
    size_t n = 2;
    for (size_t i = 0; i < t->n_groups; i++) {
        const struct hinge_change *of = &t->group[i].row->diff;
        const double sd = hinge_page_pooled_sd(t->group[i].row); /* of 0: infinite */
        value[n++] = of->value / sd;
        value[n++] = of->low / sd;
        value[n++] = of->high / sd;
    }
    const struct hinge_axis scale = hinge_page_axis(
        NULL, value, n, 4, HINGE_SCALE_ZERO | HINGE_SCALE_SIGNED | HINGE_SCALE_LOOSE);
    struct lead *lead =
        HINGE_FACTS_MAKE(s, lead, .Name = hinge_page_capital(s, s->planned->in_text),
                         .few = t->groups == HINGE_SAID_FEW,
                         .words = hinge_page_said(s, s->planned, t->lead, HINGE_SAY_GROUPS,
                                                  HINGE_SLOTS({"a", a}, {"b", b})));
    struct two facts = {.section = section,
                        .lead = lead,
                        .at = hinge_cohort_at_load(s),
                        .further = lead->few ? NULL : further_of(s),
                        .a_name = s->group[0].brief,
                        .b_name = s->group[1].brief,
                        .axis = hinge_page_ticks(s, &scale, false, 0, 100)};
    facts.section.compared = true;
    facts.section.intervals = facts.section.plotted = !isnan(t->lead->diff.low);
    facts.section.ps = t->groups_ran;
    facts.section.alt = hinge_page_text(s, "Differences, %s minus %s, a row an outcome.", a, b);
    for (size_t k = 1; k < s->n_kinds && s->spine; k++) {
        const struct hinge_cohort_cell of_a = hinge_cohort_cell(s, s->planned, 0, 0, k),
                                       of_b = hinge_cohort_cell(s, s->planned, 0, 1, k);
        if (!s->kind[k].spine || of_a.n == 0 || of_b.n == 0)
            continue;
        const struct hinge_planned_outcome *row = hinge_page_row_of(s, s->planned, HINGE_ANY, k);
        const double diff =
            hinge_stats_mean(of_a.value, of_a.n) - hinge_stats_mean(of_b.value, of_b.n);
        const struct hinge_page_printed is =
            hinge_page_print(s, s->planned, diff, row->diff.low, row->diff.high);
        const char *span =
            is.span != NULL ? hinge_page_text(s, "95%%" NBSP "CI %s, ", is.span) : "";
        HINGE_FACTS_NEXT(s, &facts, others)->text = hinge_page_text(
            s, "With %s the difference, %s minus %s, was %s (%sn" NBSP "=" NBSP "%zu and %zu).",
            s->kind[k].name, s->group[0].name, s->group[1].name, is.with_sign, span, of_a.n,
            of_b.n);
    }
    for (size_t g = 0; g < 2; g++)
        HINGE_FACTS_ADD(s, &facts, heads, hinge_page_value_head, s->group[g].brief,
                        hinge_page_n(t->lead->n[g]), s->group[g].cls);
    for (size_t i = 0; i < t->n_groups; i++)
        add_row(s, &scale, &t->group[i], &facts);
    return HINGE_FACTS_OF(s, two, &facts);
}
