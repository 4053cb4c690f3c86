/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines below the title: each cue that changed what it was planned to, and what else differed,
 * the largest in SDs first. In: rows of the analyses; out: sentences. */
#include "page/page.h"

enum { NAMED = 3 };

struct found {
    const struct hinge_quantity *outcome;
    const struct hinge_planned_outcome *row;
    const char *under; /* "with the dowel"; NULL */
    double sds;
};
struct all {
    size_t n;
    struct found *item;
    const struct hinge_planned_outcome *any;             /* a row that was tested */
    const struct hinge_planned_outcome *told[2 * NAMED]; /* in a sentence of its own */
    size_t n_told;
};

static int by_size(const void *a, const void *b)
{
    const struct found *p = a, *q = b;
    return p->sds < q->sds ? 1 : p->sds > q->sds ? -1 : strcmp(p->outcome->id, q->outcome->id);
}

/* A row of a family of further outcomes. */
static void add(struct hinge_cohort *s, struct all *all, const struct hinge_quantity *outcome,
                const struct hinge_planned_outcome *row, const char *under)
{
    if (row->verdict == NULL || !hinge_planned_is_tested(row) || hinge_planned_is(row, "primary") ||
        outcome == s->planned)
        return;
    if (all->any == NULL || hinge_said_of(row) == HINGE_SAID_DIFFERS) /* told or listed */
        all->any = row;
    for (size_t i = 0; i < all->n_told; i++)
        if (all->told[i] == row)
            return;
    if (hinge_said_of(row) != HINGE_SAID_DIFFERS)
        return;
    const double sd = sqrt((row->sd[0] * row->sd[0] + row->sd[1] * row->sd[1]) / 2);
    all->item = hinge_arena_more(&s->arena, all->item, all->n, sizeof *all->item);
    all->item[all->n++] =
        (struct found){outcome, row, under, sd > 0 ? fabs(row->diff.value) / sd : 0};
}

/* The further outcomes of a change, of the two groups or of everybody, as its planned row is. */
static void add_changes(struct hinge_cohort *s, const struct hinge_page_changes *of,
                        const char *under, struct all *all)
{
    const struct hinge_planned_outcome *lead = hinge_page_changes_row(s, of, 0);
    for (size_t i = 0; lead != NULL && i < s->n_family; i++)
        for (size_t k = 0; k < of->result->n_planned; k++) {
            const struct hinge_planned_outcome *row = &of->result->planned[k];
            if (!hinge_planned_is(row, "fault") && hinge_page_is_row_of(row, s->family[i]) &&
                strcmp(hinge_or_empty(row->level[0]), hinge_or_empty(lead->level[0])) == 0 &&
                strcmp(hinge_or_empty(row->level[1]), hinge_or_empty(lead->level[1])) == 0)
                add(s, all, s->family[i], row, under);
        }
}

/* Of several cues each that changed its planned outcome; those that changed what was planned for
 * another; and of which it could not be told. */
static const char *cues_below(struct hinge_cohort *s, bool each, struct all *all)
{
    const struct hinge_page_tests *t = s->page->tests;
    struct hinge_page_list unmeasured = {0}, changed = {0}, too = {0};
    const struct hinge_quantity *first = NULL;
    const char *text = NULL;
    bool alike = true;
    size_t tested = 0; /* of a single one the title has the sentence */
    for (const struct hinge_page_cue_row *row = t->cue; row < t->cue + t->n_cues; row++) {
        tested += row->outcome != NULL && !row->stands_in && row->state != HINGE_SAID_FEW;
        if (row->outcome == NULL || row->stands_in || row->state != HINGE_SAID_DIFFERS)
            continue;
        first = first == NULL ? row->outcome : first;
        alike = alike && row->outcome == first;
    }
    for (const struct hinge_page_cue_row *row = t->cue; row < t->cue + t->n_cues; row++) {
        if (row->outcome == NULL || row->stands_in)
            hinge_page_list_add(s, &unmeasured, s->cue[row->cue].label);
        else if (row->state == HINGE_SAID_DIFFERS)
            HINGE_PAGE_LIST_ADD(s, &changed, "%s %s%s%s%s", s->cue[row->cue].label,
                                alike ? "" : row->outcome->in_text, alike ? "" : " ",
                                hinge_page_print_change(s, row->outcome, row->row, false).with_sign,
                                hinge_page_n_of_cue(s, row));
    }
    if (each && tested > 1 && changed.n > 0)
        text = hinge_page_text(s, "Changes: %s.", hinge_page_listed(s, &changed, "and"));
    for (size_t i = 0; i < t->n_cues * t->n_cues && all->n_told < 2 * NAMED; i++) {
        const struct hinge_page_cue_row *one = &t->cue[i / t->n_cues],
                                        *other = &t->cue[i % t->n_cues];
        if (one->state != HINGE_SAID_DIFFERS || one->stands_in || other->outcome == NULL ||
            other->outcome == one->outcome)
            continue;
        const struct hinge_planned_outcome *row = hinge_page_row_of(s, one->outcome, other->cue, 0);
        bool told = false;
        for (size_t k = 0; k < all->n_told; k++)
            told = told || all->told[k] == row;
        if (told || row->verdict == NULL || !hinge_planned_is(row, "further") ||
            hinge_said_of(row) != HINGE_SAID_DIFFERS || row->diff.value * one->row->diff.value < 0)
            continue;
        all->told[all->n_told++] = row;
        const char *of =
            hinge_page_text(s, " (%s %s)", one->outcome->in_text,
                            hinge_page_print_change(s, one->outcome, row, false).with_sign);
        HINGE_PAGE_LIST_ADD(s, &too, "%s%s", s->cue[other->cue].label, each ? of : "");
    }
    if (too.n > 0)
        text = hinge_page_joined(s, text,
                                 hinge_page_text(s, "Other cues did so, too: %s.",
                                                 hinge_page_listed(s, &too, "and")));
    if (unmeasured.n > 0)
        text = hinge_page_joined(s, text,
                                 hinge_page_text(s, "The outcome of %s could not be measured.",
                                                 hinge_page_listed(s, &unmeasured, "and")));
    return text;
}

/* Whether any exploratory test does: then nobody says that none did. */
static bool differs(const struct hinge_register *of)
{
    for (size_t i = 0; i < of->n; i++)
        if (strcmp(of->record[i].role, "exploratory") == 0 && of->record[i].family != NULL &&
            of->record[i].what != HINGE_ASKED_BESIDE &&
            !hinge_planned_is(of->record[i].of, "fault") &&
            strcmp(hinge_or_empty(of->record[i].verdict), HINGE_VERDICT_DIFFERS) == 0)
            return true;
    return false;
}

const char *hinge_page_also(struct hinge_cohort *s, const struct hinge_page_changes *visits,
                            bool each, size_t most)
{
    const struct hinge_page_tests *t = s->page->tests;
    struct all all = {.n = 0};
    struct hinge_page_list list = {0};
    size_t tests[HINGE_TESTS];
    const char *text = t->n_cues > 1 ? cues_below(s, each, &all) : NULL;
    const struct hinge_page_changes *loads = &s->page->changes[HINGE_PAGE_LOADS];
    /* beside those of cues or loads it is said of what a difference is */
    const bool others = t->n_cues > 0 || loads->result != NULL;
    most = others && most > 2 ? 2 : most; /* the sentence stays below 30 words */
    if (visits != NULL)
        add_changes(s, visits, others ? hinge_cohort_stage(s, visits->to) : NULL, &all);
    for (size_t i = 0; i < t->n_groups && visits == NULL; i++)
        add(s, &all, t->group[i].outcome, t->group[i].row,
            others ? hinge_page_text(s, "in %s", s->group[0].words) : NULL);
    if (loads->result != NULL)
        add_changes(s, loads, hinge_page_at(s, loads, loads->to), &all);
    for (size_t c = 0; c < t->n_cues; c++)
        for (size_t i = 0; i < t->cue[c].n_further; i++)
            add(s, &all, t->cue[c].further[i].outcome, t->cue[c].further[i].row,
                s->cue[t->cue[c].cue].phrase);
    if (all.any == NULL || (all.n == 0 && differs(&s->page->asked)))
        return text;
    hinge_register_count(&s->page->asked, tests);
    if (all.n > 0)
        qsort(all.item, all.n, sizeof *all.item, by_size);
    for (size_t i = 0; i < all.n && i < most; i++) {
        const struct found *f = &all.item[i];
        /* of two groups' changes both are named, and their difference has its sign */
        const bool between = f->row->change != NULL && !f->row->paired;
        const struct hinge_page_printed is =
            hinge_page_print_change(s, f->outcome, f->row, !between && f->row->diff.value < 0);
        const struct hinge_cohort_group *of[2] = {&s->group[0], &s->group[0]};
        struct hinge_page_list changes = {0};
        for (size_t k = 0; between && k < 2; k++) {
            of[k] = &s->group[hinge_cohort_group_of(s, f->row->level[k])];
            const double mean = f->row->mean[k];
            HINGE_PAGE_LIST_ADD(
                s, &changes, "%s %s", of[k]->name,
                hinge_page_print(s, f->outcome, mean, (double)NAN, (double)NAN).with_sign);
        }
        const bool last = i + 1 == all.n || i + 1 == most ||
                          strcmp(hinge_or_empty(f->under), hinge_or_empty(f[1].under)) != 0;
        hinge_page_list_add(
            s, &list,
            hinge_page_sentence(
                s, f->outcome, f->row, between ? HINGE_SAY_ALSO_BETWEEN : HINGE_SAY_ALSO,
                HINGE_SLOTS({"signed", is.with_sign}, {"limits", is.span},
                            {"changes", hinge_page_join(s, &changes, ", ")}, {"a", of[0]->name},
                            {"b", of[1]->name}, {"under", last ? f->under : NULL})));
    }
    return hinge_page_joined(
        s, text,
        hinge_page_sentence(
            s, s->planned, all.n > 0 ? all.item[0].row : all.any, HINGE_SAY_LINE_ALSO,
            HINGE_SLOTS({"tests", tests[HINGE_TESTS_EXPLORATORY] > 1
                                      ? hinge_page_text(s, "%zu", tests[HINGE_TESTS_EXPLORATORY])
                                      : NULL},
                        {"list", hinge_or_empty(hinge_page_join(s, &list, ", "))},
                        {"rest", all.n > most ? hinge_page_text(s, "%zu", all.n - most) : NULL})));
}
