/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed between sessions: the change that is planned, or asked for, in its words; else what
 * was seen, described. A table of the groups, what became of
 * faults, where the groups began, and who came once. */
#include "page/pictures/pictures.h"

HINGE_FACTS(row, F(TEXT, name) F(TEXT, sub) F(TEXT, cls) F(TEXT, before) F(TEXT, after)
                     F(TEXT, change) F(NUMBER, n))
/* Of the table of changes: an outcome in the row of its first group, a group in the others */
HINGE_FACTS(changed,
            F(TEXT, outcome) F(FLAG, bold) F(TEXT, group) F(TEXT, cls) F(TEXT, n) F(TEXT, before)
                F(TEXT, after) F(TEXT, change) F(TEXT, diff) F(TEXT, p) F(TEXT, effect))
HINGE_FACTS(others, F(LIST, row, table))
HINGE_FACTS(changes, F(TEXT, from) F(TEXT, to) F(LIST, changed, rows) F(FLAG, grouped)
                         F(FLAG, tested) F(FLAG, holm))
HINGE_FACTS(beyond, F(TEXT, list) F(TEXT, limit))
HINGE_FACTS(began, F(TEXT, at) F(IN, hinge_page_values, values) F(TEXT, apart))
HINGE_FACTS(section, F(NUMBER, no) F(TEXT, heading) F(ONE, hinge_page_changed, planned)
                         F(IN, hinge_page_left, later) F(TEXT, described) F(ANY, changes)
                             F(ONE, others, others) F(LIST, hinge_page_note, missing) F(TEXT, once)
                                 F(ONE, beyond, beyond) F(ANY, gone) F(ONE, began, began))

/* Values of the lead outcome in two sessions of the people with both, and their changes; NaN. */
struct visits {
    double *value[3];
    const double *all[2]; /* also of people with one of both */
};

static struct visits visits_at(struct hinge_cohort *s, const char *from, const char *to)
{
    struct visits v;
    for (int k = 0; k < 3; k++)
        v.value[k] = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *v.value[k]);
    for (int k = 0; k < 2; k++)
        v.all[k] = hinge_page_values_at(s, s->planned, "stage", k == 0 ? from : to, 0);
    for (size_t p = 0; p < s->n_people; p++) {
        v.value[2][p] = v.all[1][p] - v.all[0][p];
        for (int k = 0; k < 2; k++)
            v.value[k][p] = isnan(v.value[2][p]) ? (double)NAN : v.all[k][p];
    }
    return v;
}

/* "40% (36 to 44)": the mean at the first visit (0) or the second (1) of those of a group with
 * both; 2: of their changes. */
static const char *mean_words(struct hinge_cohort *s, const struct visits *v, size_t group,
                              int which, struct hinge_cohort_cell *of)
{
    *of = hinge_page_cell_of(s, v->value[which], group);
    const struct hinge_page_mean mean =
        hinge_page_mean(s, which == 2 ? NULL : s->planned, of->value, of->n, INFINITY);
    const struct hinge_page_printed is =
        which == 2 ? hinge_page_print(s, s->planned, mean.m, mean.lo, mean.hi)
                   : hinge_page_print_level(s, s->planned, mean.m, mean.lo, mean.hi);
    const char *text = which == 2 ? is.with_sign : is.val;
    return of->n == 0 ? "–" : hinge_page_text(s, "%s%s", text, is.behind);
}

/* "−10.9 (−13.9 to −7.9)" */
static const char *limits(struct hinge_cohort *s, const struct hinge_quantity *outcome,
                          double value, double low, double high)
{
    const struct hinge_page_printed is = hinge_page_print(s, outcome, value, low, high);
    return isnan(value) ? NULL : hinge_page_text(s, "%s%s", is.with_sign, is.behind);
}

struct hinge_facts hinge_page_change_table(struct hinge_cohort *s,
                                           const struct hinge_result *result, const char *from,
                                           const char *to, bool apart)
{
    struct changes facts = {.from = hinge_page_capital(s, from), .to = hinge_page_capital(s, to)};
    for (size_t i = 0; i < s->n_family && result != NULL; i++) {
        const struct hinge_quantity *outcome = s->family[i];
        const char *last = "";
        for (size_t k = 0; k < result->n_changes; k++) {
            const struct hinge_change_row *row = &result->change[k];
            const bool all = *row->group == '\0';
            if (hinge_planned_is(row->of, "fault") || !hinge_page_is_row_of(row->of, outcome) ||
                (apart && !hinge_planned_splits(row->of)))
                continue;
            const size_t g = all ? 0 : hinge_cohort_group_of(s, row->group);
            char p[16];
            hinge_p_cell(isnan(row->p_holm) ? row->p : row->p_holm, p, sizeof p);
            const char *diff = limits(s, outcome, row->diff, row->diff_low, row->diff_high);
            facts.grouped = facts.grouped || diff != NULL;
            facts.tested = facts.tested || !isnan(row->p);
            facts.holm = facts.holm || row->of->tests > 1;
            const bool again = *last != '\0' && strcmp(last, row->group) == 0;
            HINGE_FACTS_ADD(
                s, &facts, rows, changed, .outcome = *last == '\0' ? outcome->heading : NULL,
                .bold = outcome == s->planned, .group = all || again ? NULL : s->group[g].name,
                .cls = s->group[g].cls, .n = again ? NULL : hinge_page_text(s, "%.0f", row->n),
                .before = again ? NULL : hinge_page_spread(s, outcome, row->before, row->before_sd),
                .after = again ? NULL : hinge_page_spread(s, outcome, row->after, row->after_sd),
                .change = again
                              ? NULL
                              : limits(s, outcome, row->change, row->change_low, row->change_high),
                .diff =
                    diff != NULL && s->n_groups > 2
                        ? hinge_page_text(s, "minus %s: %s",
                                          s->group[hinge_cohort_group_of(s, row->minus)].name, diff)
                        : diff,
                .p = isnan(row->p) ? NULL : hinge_page_text(s, "%s", p),
                .effect = isnan(row->effect) ? NULL : hinge_page_fixed(s, row->effect, 2));
            last = all ? "all" : row->group;
        }
    }
    return facts.n_rows > 0 ? HINGE_FACTS_OF(s, changes, &facts) : (struct hinge_facts){0};
}

/* How far apart the two groups began that are farthest from each other; NULL: by less than half an
 * SD. */
static const char *apart(struct hinge_cohort *s, const struct visits *v)
{
    struct hinge_cohort_cell of[2];
    const char *text = NULL;
    double most = 0;
    for (size_t a = 0; a < s->n_groups; a++)
        for (size_t b = 0; b < a; b++) {
            of[0] = hinge_page_cell_of(s, v->value[0], a);
            of[1] = hinge_page_cell_of(s, v->value[0], b);
            const double sds = fabs(hinge_page_in_sds(of[0].value, of[0].n, of[1].value, of[1].n));
            if (!(sds > most && sds >= 0.5))
                continue;
            most = sds;
            text = hinge_page_text(
                s, "%s in %s and %s in %s, %s SDs apart",
                hinge_page_val(s, s->planned, hinge_stats_mean(of[1].value, of[1].n)),
                s->group[b].words,
                hinge_page_val(s, s->planned, hinge_stats_mean(of[0].value, of[0].n)),
                s->group[a].words, hinge_page_fixed(s, sds, 1));
        }
    return text;
}

/* The described change of all; of groups that of each, and of two their difference, since a mean
 * over groups is of nobody: "+1.4 points (0.2 to 2.6), n = 12, in controls". */
static const char *described(struct hinge_cohort *s, const struct visits *v)
{
    struct hinge_cohort_cell cell[2];
    const char *all = mean_words(s, v, HINGE_ANY, 2, &cell[0]);
    struct hinge_page_list each = {0};
    if (s->n_groups < 2)
        return hinge_page_text(s, "%s, n" NBSP "=" NBSP "%zu", all, cell[0].n);
    for (size_t g = 0; g < s->n_groups; g++) {
        const char *its = mean_words(s, v, g, 2, &cell[0]);
        if (cell[0].n > 0)
            HINGE_PAGE_LIST_ADD(s, &each, "%s in %s (n" NBSP "=" NBSP "%zu)", its,
                                s->group[g].words, cell[0].n);
    }
    all = hinge_page_listed(s, &each, "and");
    if (!s->two || each.n < 2)
        return all;
    for (size_t k = 0; k < 2; k++)
        cell[k] = hinge_page_cell_of(s, v->value[2], k);
    const struct hinge_compared of =
        hinge_compare_groups(cell[0].value, cell[0].n, cell[1].value, cell[1].n, 0.05);
    const struct hinge_page_printed is = hinge_page_print(s, s->planned, of.diff, of.low, of.high);
    return hinge_page_text(s, "%s; %s minus %s %s%s", all, s->group[0].name, s->group[1].name,
                           is.with_sign, is.ci);
}

struct hinge_facts hinge_page_visits(struct hinge_cohort *s, size_t *no)
{
    const struct hinge_page_changes *of = &s->page->changes[HINGE_PAGE_SESSIONS];
    if (s->one_person || of->to == NULL || s->main == SIZE_MAX)
        return (struct hinge_facts){0};
    struct hinge_cohort_cell cell;
    const struct visits asked = visits_at(s, of->from, of->to);
    if (hinge_page_cell_of(s, asked.value[2], HINGE_ANY).n == 0)
        return (struct hinge_facts){0};
    struct others others = {0};
    struct section facts = {
        .no = ++*no,
        .heading = hinge_page_text(s, "from %s", hinge_page_from_to(s, of)),
        .planned = of->described
                       ? NULL
                       : hinge_page_changed(s, HINGE_PAGE_SESSIONS, HINGE_SAY_CHANGE_ONE, NULL),
        .later = hinge_page_later(s),
        .described = of->described ? described(s, &asked) : NULL,
        .changes = hinge_page_change_table(s, of->result, hinge_cohort_stage(s, of->from),
                                           hinge_cohort_stage(s, of->to), false)};

    /* changes to other sessions, described */
    const struct hinge_page_list levels = hinge_page_levels(s, "stage", 0);
    struct visits *pair = hinge_arena_alloc(&s->arena, 2 * levels.n + 1, sizeof *pair);
    const char **words = hinge_arena_alloc(&s->arena, 2 * levels.n + 1, sizeof *words);
    size_t n = 1;
    pair[0] = asked;
    for (size_t i = 0; i < 2 * levels.n; i++) {
        const char *level = levels.item[i / 2], *than = i % 2 == 0 ? of->from : of->to;
        if (*level == '\0' || strcmp(level, of->from) == 0 || strcmp(level, of->to) == 0)
            continue;
        const char *order[] = {level, than};
        hinge_visits_sort(&s->tab.trials, "stage", order, 2);
        const bool later = order[1] == level;
        const struct hinge_page_changes more = {
            .column = of->column, .from = later ? than : level, .to = later ? level : than};
        pair[n] = visits_at(s, more.from, more.to);
        words[n] = hinge_page_from_to(s, &more);
        struct hinge_page_list who = {0};
        for (size_t p = 0; p < s->n_people && i % 2 == 0; p++)
            if (isnan(pair[n].all[later][p]) && !isnan(asked.value[2][p]))
                hinge_page_list_add(s, &who, s->person[p].id);
        if (who.n > 0)
            HINGE_FACTS_NEXT(s, &facts, missing)->text =
                hinge_page_text(s, "No value %s: %s.", hinge_cohort_stage(s, level),
                                hinge_page_listed(s, &who, "and"));
        n++;
    }
    for (size_t i = s->n_groups; i < n * s->n_groups; i++) { /* a row a group of two sessions */
        const size_t g = i % s->n_groups;
        struct visits *v = &pair[i / s->n_groups];
        struct row *shown = HINGE_FACTS_NEXT(s, &others, table);
        *shown = (struct row){.name = s->n_groups > 1 ? s->group[g].name : "People",
                              .sub = words[i / s->n_groups],
                              .cls = s->group[g].cls,
                              .before = mean_words(s, v, g, 0, &cell),
                              .after = mean_words(s, v, g, 1, &cell),
                              .change = mean_words(s, v, g, 2, &cell)};
        shown->n = cell.n; /* of all three */
    }
    facts.others = others.n_table > 0 ? HINGE_FACTS_COPY(s, others, others) : NULL;
    struct hinge_page_list once = {0};
    for (size_t p = 0; p < s->n_people; p++)
        if (isnan(asked.all[0][p]) != isnan(asked.all[1][p]))
            HINGE_PAGE_LIST_ADD(s, &once, "%s (%s)", s->person[p].id,
                                hinge_cohort_stage(s, isnan(asked.all[1][p]) ? of->from : of->to));
    facts.once = hinge_page_listed(s, &once, "and");

    const double mdc = hinge_page_mdc(s, s->planned), limit = isnan(mdc) ? of->mdc : mdc;
    struct hinge_page_list beyond = {0}; /* "3 of 11 in the therapy group" */
    for (size_t g = 0; g < s->n_groups && !isnan(limit); g++) {
        size_t over = 0;
        cell = hinge_page_cell_of(s, asked.value[2], g);
        for (size_t i = 0; i < cell.n; i++)
            over += fabs(cell.value[i]) > limit;
        HINGE_PAGE_LIST_ADD(s, &beyond, s->n_groups > 1 ? "%zu of %zu in %s" : "%zu of %zu", over,
                            cell.n, s->group[g].words);
    }
    if (!isnan(limit)) /* whose change is beyond what measuring again brings */
        facts.beyond = HINGE_FACTS_MAKE(s, beyond, hinge_page_listed(s, &beyond, "and"),
                                        hinge_page_size(s, s->planned, limit));
    facts.gone = hinge_page_gone(s, hinge_page_places_at(s, "stage", of->from, 0),
                                 hinge_page_places_at(s, "stage", of->to, 0));
    if (s->n_groups > 1 && !of->described) { /* else the groups are compared there */
        const char *at = hinge_cohort_stage(s, of->from);
        if (strcmp(at, s->cue[0].phrase) != 0)
            at = hinge_page_text(s, "%s, %s", at, s->cue[0].phrase);
        facts.began = HINGE_FACTS_MAKE(s, began, hinge_page_capital(s, at),
                                       hinge_page_values(s, false), apart(s, &asked));
    }
    return HINGE_FACTS_OF(s, section, &facts);
}
