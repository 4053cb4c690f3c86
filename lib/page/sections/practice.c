/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question of a page that only studies with practice have: what is left of it without the cue,
 * later, and in other tasks. The numbers are those of the tables acquisition and transfer. */
#include "page/pictures/pictures.h"

#include "report/print/published.h"

struct practice {
    struct hinge_cohort *s;
    struct hinge_people *people; /* a cell is a person and a task */
    const struct hinge_learner *learner;
    size_t *person;   /* [cell]: of the study; ANY: of none that is shown */
    bool *beside;     /* [cell]: of another task than the practised one, measured alike */
    bool cued;        /* people practised with cues */
    const char *none; /* what the criterion asks of a bend */
};

static struct hinge_cohort_cell changes_make(struct practice *p)
{
    const size_t n = p->people->grouped.n_cells + 1;
    return (struct hinge_cohort_cell){.person = hinge_arena_alloc(&p->s->arena, n, sizeof(size_t)),
                                      .value = hinge_arena_alloc(&p->s->arena, n, sizeof(double))};
}

static void changes_add(struct hinge_cohort_cell *c, size_t person, double value)
{
    c->person[c->n] = person;
    c->value[c->n] = value;
    c->n += isnan(value) ? 0 : 1;
}

static const struct hinge_learner *learner_of(const struct practice *p, size_t cell)
{
    return &p->learner[p->people->grouped.first[cell]];
}

/* Whether a cell is of a group's person in the practised task. */
static bool practised(const struct practice *p, size_t cell, size_t group)
{
    return p->person[cell] != HINGE_ANY && !p->beside[cell] &&
           hinge_practised(p->people, p->learner, cell) &&
           hinge_cohort_is_of(p->s, p->person[cell], group, 0);
}

/* The change of a cell from a stage to another. */
static double from_to(const struct practice *p, size_t cell, enum hinge_stage from,
                      enum hinge_stage to)
{
    return learner_of(p, cell)->mean[to] - learner_of(p, cell)->mean[from];
}

/* Changes of a group in the lead outcome: in the practised task (NULL) or another one, of people
 * with a change in the practised one, as the table transfer has them. */
static struct hinge_cohort_cell changed(struct practice *p, size_t group, const char *task,
                                        enum hinge_stage from, enum hinge_stage to)
{
    struct hinge_cohort_cell c = changes_make(p);
    for (size_t i = 0; i < p->people->grouped.n_cells; i++) {
        const size_t of =
            p->beside[i] ? hinge_practised_beside(p->people, p->learner, i) : SIZE_MAX;
        if (task == NULL ? practised(p, i, group)
                         : of != SIZE_MAX && strcmp(hinge_cell_task(p->people, i), task) == 0 &&
                               hinge_cohort_is_of(p->s, p->person[i], group, 0) &&
                               !isnan(from_to(p, of, from, to)))
            changes_add(&c, p->person[i], from_to(p, i, from, to));
    }
    return c;
}

/* --- what is said --- */

/* A described change: "−11 points", its interval from 3 people on. */
HINGE_FACTS(change, F(TEXT, signed_) F(TEXT, span) F(NUMBER, n))
HINGE_FACTS(stage, F(IN, change, change) F(TEXT, where) F(TEXT, sep))
HINGE_FACTS(ratio, F(TEXT, share) F(TEXT, lo) F(TEXT, hi))
HINGE_FACTS(first, F(NUMBER, row) F(TEXT, bend) F(NUMBER, n) F(TEXT, none))
HINGE_FACTS(task, F(TEXT, task) F(ONE, change, change) F(ONE, ratio, ratio))
HINGE_FACTS(group, F(TEXT, Group) F(LIST, stage, stages) F(ONE, first, first) F(ONE, ratio, ratio)
                       F(LIST, task, tasks))
HINGE_FACTS(section, F(NUMBER, no) F(ONE, hinge_page_changed, planned) F(IN, hinge_page_left, later)
                         F(LIST, group, groups))

/* NULL: of nobody. */
static struct change *change_of(struct practice *p, const struct hinge_cohort_cell *c)
{
    const struct hinge_page_mean mean = hinge_page_mean(p->s, NULL, c->value, c->n, INFINITY);
    const struct hinge_page_printed is =
        hinge_page_print(p->s, p->s->lead, mean.m, mean.lo, mean.hi);
    if (c->n == 0)
        return NULL;
    return HINGE_FACTS_MAKE(p->s, change, is.with_sign, is.span, c->n);
}

/* "65%", "51% to 80%": of what the same people have in the second list and in the first; 1 + this
 * where `kept`. NULL: not clear. */
static struct ratio *ratio_of(struct practice *p, const struct hinge_cohort_cell *x,
                              const struct hinge_cohort_cell *y, bool clear, bool kept)
{
    struct hinge_cohort_cell one = changes_make(p), other = changes_make(p);
    for (size_t i = 0; i < x->n; i++)
        for (size_t k = 0; k < y->n; k++)
            if (x->person[i] == y->person[k]) {
                changes_add(&one, x->person[i], x->value[i]);
                changes_add(&other, x->person[i], y->value[k]);
            }
    if (!clear || one.n < HINGE_LEAST_INTERVAL)
        return NULL;
    const struct hinge_estimate r = hinge_fieller(one.value, other.value, one.n, 0.95);
    const double more = kept ? 100 : 0;
    return isnan(r.value)
               ? NULL
               : HINGE_FACTS_MAKE(p->s, ratio, hinge_page_fixed(p->s, 100 * r.value + more, 0),
                                  hinge_page_fixed(p->s, 100 * r.low + more, 0),
                                  hinge_page_fixed(p->s, 100 * r.high + more, 0));
}

/* --- the section --- */

/* What each group changed, with practice and after it, and in tasks beside the practised one. */
static void add_groups(struct practice *p, struct section *facts)
{
    struct hinge_cohort *s = p->s;
    enum { CUED, AFTER, LATER, EFFECTS };
    static const enum hinge_stage to[EFFECTS] = {
        [CUED] = HINGE_STAGE_PRACTICE, [AFTER] = HINGE_STAGE_AFTER, [LATER] = HINGE_STAGE_LATER};
    const char *where[EFFECTS];
    for (int e = 0; e < EFFECTS; e++) {
        const char *words = hinge_stage_words(to[e]);
        where[e] = e == CUED && !p->cued
                       ? words
                       : hinge_page_text(s, "%s, %s", words,
                                         e == CUED ? "with the cues" : "without a cue");
    }
    struct hinge_page_list tasks = {0}; /* beside the practised one */
    for (size_t i = 0; i < p->people->grouped.n_cells; i++)
        if (p->beside[i])
            hinge_page_list_add(s, &tasks, hinge_cell_task(p->people, i));
    for (size_t g = 0; g < s->n_groups; g++) {
        struct group *group = HINGE_FACTS_NEXT(s, facts, groups);
        struct hinge_cohort_cell c[EFFECTS];
        for (int e = 0; e < EFFECTS; e++)
            c[e] = changed(p, g, NULL, HINGE_STAGE_BEFORE, to[e]);
        group->Group = s->n_groups > 1 ? hinge_page_capital(s, s->group[g].words) : NULL;
        for (int e = 0; e < EFFECTS; e++)
            if (e == CUED || s->n_groups > 1 || /* of one group it is tested */
                (e == LATER &&
                 hinge_page_changes_count(s, &s->page->changes[HINGE_PAGE_LATER]).tested == 0)) {
                const struct change *change = change_of(p, &c[e]);
                if (change != NULL)
                    HINGE_FACTS_ADD(s, group, stages, stage, .change = *change, .where = where[e],
                                    .sep = "; ");
            }
        if (group->n_stages > 0)
            group->stages[group->n_stages - 1]->sep = "";
        /* the bend by which half of the people have met the criterion, where half have so many
         * judged bends */
        const size_t room = p->people->grouped.n_cells + 1;
        struct hinge_followed *met = hinge_arena_alloc(&s->arena, room, sizeof *met);
        struct hinge_survival_step *step = hinge_arena_alloc(&s->arena, room, sizeof *step);
        size_t n = 0, can = 0;
        for (size_t i = 0; i < p->people->grouped.n_cells; i++)
            if (practised(p, i, g) && !isnan(learner_of(p, i)->first.at)) {
                met[n++] = learner_of(p, i)->first;
                can += learner_of(p, i)->judged >= HINGE_IN_ROW;
            }
        if (n > 0 && 2 * can >= n) { /* else it is not asked */
            const double median =
                hinge_survival_median(step, hinge_survival(met, n, 0.95, step)).median;
            group->first = HINGE_FACTS_MAKE(s, first, HINGE_IN_ROW,
                                            isnan(median) ? NULL : hinge_page_text(s, "%g", median),
                                            n, p->none);
        }
        const struct hinge_cohort_cell lost =
            changed(p, g, NULL, HINGE_STAGE_AFTER, HINGE_STAGE_LATER);
        const struct hinge_page_mean after =
            hinge_page_mean(s, NULL, c[AFTER].value, c[AFTER].n, INFINITY);
        const bool clear = after.lo * after.hi > 0; /* else its shares may be any number */
        group->ratio = ratio_of(p, &c[AFTER], &lost, clear, true);
        for (size_t t = 0; t < tasks.n; t++) {
            char words[80];
            const char *name = hinge_wording_cell("task", tasks.item[t], words, sizeof words);
            const struct hinge_cohort_cell other =
                changed(p, g, tasks.item[t], HINGE_STAGE_BEFORE, HINGE_STAGE_AFTER);
            HINGE_FACTS_ADD(s, group, tasks, task, .task = hinge_page_text(s, "%s", name),
                            .change = change_of(p, &other),
                            .ratio = ratio_of(p, &c[AFTER], &other, clear, false));
        }
    }
}

struct hinge_facts hinge_page_practice(struct hinge_cohort *s, size_t *no)
{
    const struct hinge_measure *measure = hinge_cohort_measure(s, s->lead);
    struct practice p = {.s = s};
    if (s->one_person || measure == NULL || !hinge_stages_are(&s->tab))
        return (struct hinge_facts){0};
    p.people = hinge_tab_people(&s->tab, "participant,task", "stage,cue");
    struct hinge_learning *learning = hinge_learning_begin(p.people, HINGE_IN_ROW);
    const char *family = hinge_learning_family(learning);
    size_t at = family != NULL ? 0 : s->n_faults; /* the fault that speaks for it */
    while (at < s->n_faults && strcmp(s->fault[at], family) != 0)
        at++;
    p.none = at < s->n_faults
                 ? hinge_page_text(s, "“%s” was not certain", hinge_cohort_family_text(s, at))
                 : "no fault was certain";
    p.learner = hinge_learners(learning, measure);
    const struct hinge_grouped *grouped = &p.people->grouped;
    p.person = hinge_arena_alloc(&s->arena, grouped->n_cells + 1, sizeof *p.person);
    p.beside = hinge_arena_alloc(&s->arena, grouped->n_cells + 1, sizeof *p.beside);
    bool by_load[HINGE_AXES] = {false};
    by_load[hinge_axis_of("load_kg")] = s->differs[hinge_axis_of("load_kg")];
    for (size_t c = 0; c < grouped->n_cells; c++) {
        const size_t i = grouped->first[c];
        p.person[c] = HINGE_ANY;
        if (grouped->first[c + 1] != i + 1 || p.learner[i].who == NULL)
            continue;
        const size_t t = s->trial_at[p.people->reps.trial[p.people->row[grouped->from[i]]]];
        if (t == HINGE_ANY || !hinge_in_cell(&s->tab.trials, by_load, s->main, s->trial[t].row))
            continue; /* of another load than that of the main cell, where loads differ */
        /* daily tasks are another kind, because their faults do not count */
        p.beside[c] = hinge_practised_beside(p.people, p.learner, c) != SIZE_MAX;
        if (s->trial[t].usable || p.beside[c])
            p.person[c] = s->trial[t].person;
    }
    struct section facts = {0};
    const struct hinge_cohort_cell any =
        changed(&p, HINGE_ANY, NULL, HINGE_STAGE_BEFORE, HINGE_STAGE_AFTER);
    if (any.n == 0)
        return (struct hinge_facts){0};
    facts.no = ++*no;
    facts.planned = hinge_page_changed(s, HINGE_PAGE_PRACTICE, HINGE_SAY_CHANGE_ONE, NULL);
    facts.later = hinge_page_later(s);
    for (const struct hinge_cohort_trial *of = NULL; (of = hinge_page_usable(s, of)) != NULL;)
        p.cued = p.cued || (hinge_stage_of(hinge_cohort_trial_text(s, of, "session")) ==
                                HINGE_STAGE_PRACTICE &&
                            !hinge_page_is_uncued(s, of->cue));
    add_groups(&p, &facts);
    return HINGE_FACTS_OF(s, section, &facts);
}
