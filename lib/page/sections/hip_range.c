/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question of a page that only studies with furthest bends in several sessions have: does the
 * range of the hips grow? In: recordings with the role maxflex. Out: changes from the first session
 * (method 6.11), a family of further outcomes. */
#include "page/pictures/pictures.h"
#include "stats/parts/planned.h"
#include "stats/parts/reliability.h"

enum { PARTICIPANT, SESSION, ROLE }; /* keys */

/* What measuring again changes. */
HINGE_FACTS(mdc, F(TEXT, limit) F(NUMBER, n) F(NUMBER, of) F(FLAG, moved) F(TEXT, since)
                     F(TEXT, until) F(TEXT, from) F(TEXT, to))
HINGE_FACTS(section,
            F(NUMBER, no) F(LIST, hinge_page_said, changes) F(ONE, mdc, mdc) F(TEXT, knees))

static const char *level(const struct hinge_people *people, size_t cell, size_t key)
{
    return people->grouped.level[cell * people->grouped.n_keys + key];
}

/* Means of a metric of furthest bends, [person][session]; NaN: no furthest bend. */
static double *means_of(struct hinge_cohort *s, struct hinge_people *people,
                        const struct hinge_page_list *sessions, const struct hinge_quantity *of)
{
    double *value = hinge_arena_alloc(&s->arena, s->n_people * sessions->n + 1, sizeof *value);
    const struct hinge_measure *measure = hinge_cohort_measure(s, of);
    for (size_t i = 0; i < s->n_people * sessions->n; i++)
        value[i] = (double)NAN;
    if (measure == NULL)
        return value;
    hinge_people_means_of(people, measure, NULL, NULL);
    for (size_t c = 0; c < people->grouped.n_cells; c++) {
        const size_t i = people->grouped.first[c];
        const size_t k = hinge_name_at(sessions->item, sessions->n, level(people, c, SESSION)),
                     p = HINGE_ROW_AT(s->person, s->n_people, level(people, c, PARTICIPANT));
        if (p < s->n_people && k < sessions->n && strcmp(level(people, c, ROLE), "maxflex") == 0)
            value[p * sessions->n + k] = people->person[i].mean;
    }
    return value;
}

bool hinge_page_has_furthest(const struct hinge_cohort *s)
{
    size_t t = 0;
    while (t < s->tab.trials.rows &&
           !(s->tab.kept[t] && strcmp(hinge_table_word(&s->tab.trials, "role", t), "maxflex") == 0))
        t++;
    return t < s->tab.trials.rows;
}

struct hinge_facts hinge_page_range(struct hinge_cohort *s, size_t *no)
{
    if (!hinge_page_has_furthest(s))
        return (struct hinge_facts){0};

    /* what people reach in each session, but those of practice */
    struct hinge_use_asked counts = s->tab.counts;
    counts.any_role = true;
    counts.rule = hinge_people_rule_for(HINGE_COUNT_ONE, counts.rule);
    struct hinge_people *people =
        hinge_tab_people_as(&s->tab, "participant,session,role", "cue", counts);
    struct hinge_page_list sessions = {0};
    for (size_t c = 0; c < people->grouped.n_cells; c++)
        if (strcmp(level(people, c, ROLE), "maxflex") == 0 &&
            hinge_stage_of(level(people, c, SESSION)) != HINGE_STAGE_PRACTICE)
            hinge_page_list_add(s, &sessions,
                                hinge_arena_strdup(&s->arena, level(people, c, SESSION)));
    hinge_visits_sort(&s->tab.trials, "session", sessions.item, sessions.n);
    const size_t k_all = sessions.n;
    const struct hinge_quantity *furthest = hinge_page_metric(s, "hip_flexion_largest_deg", "rep"),
                                *bent = hinge_page_metric(s, "knee_at_largest_deg", "rep");
    const double *hip = means_of(s, people, &sessions, furthest),
                 *knee = means_of(s, people, &sessions, bent);

    /* changes of each group from the first session; of groups these are described, and of two the
     * difference is asked: one change that is clear beside another that is not is no difference */
    struct section facts = {0};
    const size_t n_own = s->n_groups * k_all, all = s->two ? n_own + k_all : n_own;
    struct hinge_planned_outcome *row = hinge_arena_alloc(&s->arena, all + 1, sizeof *row);
    double *first = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *first);
    struct hinge_cohort_cell *change = hinge_arena_alloc(&s->arena, n_own + 1, sizeof *change);
    for (size_t i = 0; i < n_own; i++) {
        const size_t g = i / k_all, k = i % k_all;
        double *later = hinge_arena_alloc(&s->arena, s->n_people + 1, sizeof *later);
        size_t n = 0;
        for (size_t p = 0; p < s->n_people; p++) {
            first[n] = hip[p * k_all];
            later[n] = hip[p * k_all + k];
            n += !isnan(later[n] - first[n]) && hinge_cohort_is_of(s, p, g, HINGE_ANY) && k > 0;
        }
        const struct hinge_compared of = hinge_compare_changes(later, first, n, 0.05);
        for (size_t p = 0; p < n; p++)
            later[p] -= first[p];
        const struct hinge_page_mean mean =
            hinge_page_mean(s, NULL, later, n, INFINITY); /* from 3 people on */
        change[i] = (struct hinge_cohort_cell){.value = later, .n = n};
        row[i] = hinge_page_beside(s, furthest,
                                   (const char *const[]){sessions.item[k], sessions.item[0]});
        row[i].group[0] = s->n_groups > 1 ? s->group[g].id : NULL;
        row[i].diff = (struct hinge_change){mean.m, mean.lo, mean.hi, (double)n,
                                            s->n_groups > 1 ? (double)NAN : of.p};
    }
    for (size_t k = 0; k < all - n_own; k++) {
        const struct hinge_cohort_cell *a = &change[k], *b = &change[k_all + k];
        const struct hinge_compared of = hinge_compare_groups(a->value, a->n, b->value, b->n, 0.05);
        row[n_own + k] = hinge_page_beside(
            s, furthest, (const char *const[]){sessions.item[k], sessions.item[0]});
        row[n_own + k].group[0] = s->group[0].id;
        row[n_own + k].group[1] = s->group[1].id;
        row[n_own + k].n_group[0] = (double)a->n;
        row[n_own + k].n_group[1] = (double)b->n;
        row[n_own + k].diff = (struct hinge_change){
            of.diff, of.low, of.high, a->n > 0 && b->n > 0 ? (double)(a->n + b->n) : 0, of.p};
    }
    hinge_page_tested(s, "range of the hips", row, all);
    for (size_t i = 0; i < n_own; i++)
        if (row[i].diff.n > 0)
            *HINGE_FACTS_NEXT(s, &facts, changes) = hinge_page_said(
                s, furthest, &row[i], HINGE_SAY_RANGE,
                HINGE_SLOTS({"people", s->n_groups > 1 ? s->group[i / k_all].words : NULL},
                            {"from", hinge_page_session_name(s, sessions.item[0])},
                            {"to", hinge_page_session_name(s, sessions.item[i % k_all])}));
    for (size_t k = 0; k < all - n_own; k++)
        if (row[n_own + k].diff.n > 0)
            *HINGE_FACTS_NEXT(s, &facts, changes) =
                hinge_page_said(s, furthest, &row[n_own + k], HINGE_SAY_RANGE_BETWEEN,
                                HINGE_SLOTS({"a", s->group[0].name}, {"b", s->group[1].name},
                                            {"from", hinge_page_session_name(s, sessions.item[0])},
                                            {"to", hinge_page_session_name(s, sessions.item[k])},
                                            {"n", hinge_page_text(s, "%zu and %zu", change[k].n,
                                                                  change[k_all + k].n)}));
    if (facts.n_changes == 0)
        return (struct hinge_facts){0};
    facts.no = ++*no;

    /* what measuring again changes: of the first two sessions that the list declares to measure the
     * same; and whose range changed by more from the first session to these or, where they are the
     * first, to the last one */
    const struct hinge_table *trials = &s->tab.trials;
    size_t again = 1, n = 0, beyond = 0, of = 0;
    for (; again < k_all; again++) {
        const size_t one = hinge_table_row_of(trials, "session", sessions.item[again - 1], 0),
                     other = hinge_table_row_of(trials, "session", sessions.item[again], 0);
        if (one != SIZE_MAX && other != SIZE_MAX && hinge_is_retest(trials, one) &&
            strcmp(hinge_table_word(trials, "stage", one),
                   hinge_table_word(trials, "stage", other)) == 0)
            break;
    }
    const size_t until = again == 1 ? k_all - 1 : again - 1;
    double *twice = hinge_arena_alloc(&s->arena, 3 * s->n_people + 3, sizeof *twice);
    for (size_t p = 0; p < s->n_people && again < k_all; p++) {
        twice[2 * n] = hip[p * k_all + again - 1];
        twice[2 * n + 1] = hip[p * k_all + again];
        n += !isnan(twice[2 * n]) && !isnan(twice[2 * n + 1]);
    }
    const double limit = hinge_mdc_of_twice(twice, n, twice + 2 * n);
    if (!isnan(limit)) {
        for (size_t p = 0; p < s->n_people; p++) {
            const double moved = hip[p * k_all + until] - hip[p * k_all];
            of += isnan(moved) ? 0 : 1;
            beyond += fabs(moved) > limit;
        }
        facts.mdc = HINGE_FACTS_MAKE(s, mdc, .limit = hinge_page_size(s, furthest, limit),
                                     .n = beyond, .of = of, .moved = until != again,
                                     .since = hinge_page_session_name(s, sessions.item[0]),
                                     .until = hinge_page_session_name(s, sessions.item[until]),
                                     .from = hinge_page_session_name(s, sessions.item[again - 1]),
                                     .to = hinge_page_session_name(s, sessions.item[again]));
    }

    /* whose knees differ between sessions */
    struct hinge_page_list who = {0};
    for (size_t p = 0; p < s->n_people; p++) {
        double least = (double)INFINITY, most = -(double)INFINITY;
        for (size_t k = 0; k < k_all; k++) {
            least = fmin(least, knee[p * k_all + k]);
            most = fmax(most, knee[p * k_all + k]);
        }
        if (most - least > HINGE_KNEES_DEG)
            hinge_page_list_add(s, &who, s->person[p].id);
    }
    facts.knees = hinge_page_listed(s, &who, "and");
    return HINGE_FACTS_OF(s, section, &facts);
}
