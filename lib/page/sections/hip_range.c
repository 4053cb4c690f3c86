/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question of a page that only studies with furthest bends in several sessions have: does the
 * range of the hips grow? In: recordings with the role maxflex. Out: changes from the first session
 * (method 6.11), a family of further outcomes. */
#include "page/bridge.h"
#include "page/pictures/plot.h"
#include "result/words.h"
#include "stats/parts/planned.h"
#include "stats/parts/reliability.h"
#include "table/columns.h"

#include <math.h>
#include <string.h>

enum { PARTICIPANT, SESSION, ROLE }; /* keys */

struct range {
    struct hinge_cohort *s;
    size_t n_sessions;
    const char **session;
    double *hip, *knee; /* [person][session]; NaN: no furthest bend */
};

static const char *level(const struct hinge_people *people, size_t cell, size_t key)
{
    return people->grouped.level[cell * people->grouped.n_keys + key];
}

/* Means of a metric of furthest bends into value[person][session]. */
static void read_means(struct range *r, struct hinge_people *people, const char *metric,
                       double *value)
{
    struct hinge_cohort *s = r->s;
    const struct hinge_quantity *of =
        hinge_cohort_outcome(s, &(struct hinge_cue_outcome){.id = metric, .phase = "rep"});
    const struct hinge_measure *measure = hinge_cohort_measure(s, of);
    for (size_t i = 0; i < s->n_people * r->n_sessions; i++)
        value[i] = (double)NAN;
    if (measure == NULL)
        return;
    hinge_people_means(people, measure);
    for (size_t c = 0; c < people->grouped.n_cells; c++) {
        const size_t i = people->grouped.first[c];
        const size_t k = hinge_name_at(r->session, r->n_sessions, level(people, c, SESSION)),
                     p = HINGE_ROW_AT(s->person, s->n_people, level(people, c, PARTICIPANT));
        if (p < s->n_people && k < r->n_sessions && strcmp(level(people, c, ROLE), "maxflex") == 0)
            value[p * r->n_sessions + k] = people->person[i].mean;
    }
}

bool hinge_page_has_furthest(const struct hinge_cohort *s)
{
    bool any = false;
    for (size_t t = 0; t < s->tab.trials.rows; t++)
        any = any || (s->tab.kept[t] &&
                      strcmp(hinge_table_word(&s->tab.trials, "role", t), "maxflex") == 0);
    return any;
}

/* Whether two sessions are declared to measure the same (hinge_is_retest). */
static bool is_again(const struct hinge_cohort *s, const char *one, const char *other)
{
    const struct hinge_table *trials = &s->tab.trials;
    const size_t first = hinge_table_row_of(trials, "session", one, 0),
                 second = hinge_table_row_of(trials, "session", other, 0);
    return first != SIZE_MAX && second != SIZE_MAX && hinge_is_retest(trials, first) &&
           strcmp(hinge_table_word(trials, "stage", first),
                  hinge_table_word(trials, "stage", second)) == 0;
}

json_t *hinge_page_range(struct hinge_cohort *s, size_t *no)
{
    struct range r = {.s = s};
    if (!hinge_page_has_furthest(s))
        return NULL;

    /* what people reach in each session, but those of practice */
    const struct hinge_use_asked counts = s->tab.counts;
    s->tab.counts.any_role = true;
    s->tab.counts.rule = hinge_people_rule_for(HINGE_COUNT_ONE, counts.rule);
    struct hinge_people *people = hinge_tab_people(&s->tab, "participant,session,role", "cue");
    struct hinge_page_list sessions = {0};
    for (size_t c = 0; c < people->grouped.n_cells; c++)
        if (strcmp(level(people, c, ROLE), "maxflex") == 0 &&
            hinge_stage_of(level(people, c, SESSION)) != HINGE_STAGE_PRACTICE)
            hinge_page_list_add(s, &sessions,
                                hinge_arena_strdup(&s->arena, level(people, c, SESSION)));
    hinge_levels_sort(sessions.item, sessions.n);
    const size_t k_all = r.n_sessions = sessions.n;
    r.session = sessions.item;
    r.hip = hinge_arena_alloc(&s->arena, s->n_people * k_all + 1, sizeof *r.hip);
    r.knee = hinge_arena_alloc(&s->arena, s->n_people * k_all + 1, sizeof *r.knee);
    read_means(&r, people, "hip_flexion_largest_deg", r.hip);
    read_means(&r, people, "knee_at_largest_deg", r.knee);
    s->tab.people = s->averaging; /* the others are done with */
    hinge_people_clear(people);
    s->tab.counts = counts;

    /* changes of each group from the first session */
    const struct hinge_quantity *hip = hinge_cohort_outcome(
        s, &(struct hinge_cue_outcome){.id = "hip_flexion_largest_deg", .phase = "rep"});
    json_t *facts = json_object(), *changes = hinge_fact_list(facts, "changes");
    double *first = hinge_arena_alloc(&s->arena, 2 * s->n_people + 1, sizeof *first),
           *later = first + s->n_people;
    struct hinge_planned_outcome *row =
        hinge_arena_alloc(&s->arena, s->n_groups * k_all + 1, sizeof *row);
    for (size_t i = 0; i < s->n_groups * k_all; i++) {
        const size_t g = i / k_all, k = i % k_all;
        size_t n = 0;
        for (size_t p = 0; p < s->n_people; p++) {
            first[n] = r.hip[p * k_all];
            later[n] = r.hip[p * k_all + k];
            n += !isnan(later[n] - first[n]) && hinge_cohort_is_of(s, p, g, HINGE_ANY) && k > 0;
        }
        const struct hinge_compared of = hinge_compare_changes(later, first, n, 0.05);
        for (size_t p = 0; p < n; p++)
            later[p] -= first[p];
        const struct hinge_page_mean mean = hinge_page_mean(later, n); /* from 3 people on */
        row[i] = s->page->no_row;
        row[i].diff = (struct hinge_change){mean.m, mean.lo, mean.hi, (double)n, of.p};
        row[i].widest = mean.hi - mean.lo;
    }
    s->page->n_range_tests = hinge_planned_judge_changes(&s->arena, row, s->n_groups * k_all, 0.05);
    for (size_t i = 0; i < s->n_groups * k_all; i++)
        if (row[i].diff.n > 0)
            hinge_page_add_sentence(
                s, hip, &row[i], HINGE_SAY_RANGE,
                HINGE_SLOTS({"people", s->n_groups > 1 ? s->group[i / k_all].words : NULL},
                            {"from", hinge_page_session_name(s, r.session[0])},
                            {"to", hinge_page_session_name(s, r.session[i % k_all])}),
                hinge_fact_item(changes));
    if (json_array_size(changes) == 0) {
        json_decref(facts);
        return NULL;
    }
    hinge_fact_number(facts, "no", ++*no);

    /* what measuring again changes: of the first two sessions that the list declares to measure the
     * same; and whose range changed by more from the first session to these or, where they are the
     * first, to the last one */
    size_t again = 1, n = 0, beyond = 0, of = 0;
    while (again < k_all && !is_again(s, r.session[again - 1], r.session[again]))
        again++;
    const size_t until = again == 1 ? k_all - 1 : again - 1;
    double *twice = hinge_arena_alloc(&s->arena, 3 * s->n_people + 3, sizeof *twice);
    for (size_t p = 0; p < s->n_people && again < k_all; p++) {
        twice[2 * n] = r.hip[p * k_all + again - 1];
        twice[2 * n + 1] = r.hip[p * k_all + again];
        n += !isnan(twice[2 * n]) && !isnan(twice[2 * n + 1]);
    }
    const double limit = hinge_mdc_of_twice(twice, n, twice + 2 * n);
    if (!isnan(limit)) {
        for (size_t p = 0; p < s->n_people; p++) {
            const double moved = r.hip[p * k_all + until] - r.hip[p * k_all];
            of += isnan(moved) ? 0 : 1;
            beyond += fabs(moved) > limit;
        }
        json_t *mdc = hinge_fact_object(facts, "mdc");
        hinge_fact_text(mdc, "limit", hinge_page_size(s, hip, limit));
        hinge_fact_number(mdc, "n", beyond);
        hinge_fact_number(mdc, "of", of);
        hinge_fact_flag(mdc, "moved", until != again);
        hinge_fact_text(mdc, "since", hinge_page_session_name(s, r.session[0]));
        hinge_fact_text(mdc, "until", hinge_page_session_name(s, r.session[until]));
        hinge_fact_text(mdc, "from", hinge_page_session_name(s, r.session[again - 1]));
        hinge_fact_text(mdc, "to", hinge_page_session_name(s, r.session[again]));
    }

    /* whose knees differ between sessions */
    struct hinge_page_list who = {0};
    for (size_t p = 0; p < s->n_people; p++) {
        double least = (double)INFINITY, most = -(double)INFINITY;
        for (size_t k = 0; k < k_all; k++) {
            least = fmin(least, r.knee[p * k_all + k]);
            most = fmax(most, r.knee[p * k_all + k]);
        }
        if (most - least > HINGE_KNEES_DEG)
            hinge_page_list_add(s, &who, s->person[p].id);
    }
    hinge_fact_text(facts, "knees", hinge_page_listed(s, &who, "and"));
    return facts;
}
