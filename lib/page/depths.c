/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question of a page that only studies of spines have: how deep do people bend before their lower
 * backs do. Medians of Kaplan and Meier over people, as the table limits has them. */
#include "report/depths.h"
#include "base/sample.h"
#include "page/plot.h"
#include "report/published.h"
#include "report/request.h"
#include "result/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NBSP "\xc2\xa0"

/* "60°": how the page prints a depth. */
static const struct hinge_quantity as_depth = {.in_text = "depth", .after = "°", .scale = 1};

/* The people of the main kind, of a group and a cue. */
struct cell {
    size_t n, reached; /* with a depth; of them whose lower backs bend by the limit */
    size_t *person;
    struct hinge_followed *of;
    struct hinge_survival_median median;
};

static struct cell cell_of(struct hinge_page_study *s, const struct hinge_followed *depth,
                           size_t group, size_t cue)
{
    const struct hinge_cohort *cohort = &s->averaging->cohort;
    const size_t room = cohort->n + 1;
    struct cell c = {.person = hinge_arena_alloc(&s->arena, room, sizeof *c.person),
                     .of = hinge_arena_alloc(&s->arena, room, sizeof *c.of)};
    struct hinge_survival_step *step = hinge_arena_alloc(&s->arena, room, sizeof *step);
    struct hinge_followed *sorted = hinge_arena_alloc(&s->arena, room, sizeof *sorted);
    for (size_t i = 0; i < cohort->n; i++) {
        if (cohort->from[i] == cohort->from[i + 1] || isnan(depth[i].at))
            continue;
        const size_t t = s->trial_at[cohort->recording[cohort->from[i]]];
        const struct hinge_page_trial *trial = t != HINGE_PAGE_ANY ? &s->trial[t] : NULL;
        if (trial == NULL || !trial->usable || !trial->main || trial->cue != cue ||
            !hinge_page_is_of(s, trial->person, group, 0))
            continue;
        c.person[c.n] = trial->person;
        c.of[c.n] = sorted[c.n] = depth[i];
        c.n++;
        c.reached += depth[i].happened;
    }
    c.median = hinge_survival_median(step, hinge_survival(sorted, c.n, 0.95, step));
    if (c.n < HINGE_DEPTHS_PEOPLE)
        c.median = (struct hinge_survival_median){(double)NAN, (double)NAN, (double)NAN};
    return c;
}

/* "21° to 52°"; without an upper limit "from 21°"; NULL without an estimate. */
static const char *interval_of(struct hinge_page_study *s, const struct cell *c)
{
    if (isnan(c->median.median) || isnan(c->median.low))
        return NULL;
    const char *low = hinge_page_val(s, &as_depth, c->median.low);
    return isnan(c->median.high)
               ? hinge_page_say(s, "from %s", low)
               : hinge_page_say(s, "%s to %s", low, hinge_page_val(s, &as_depth, c->median.high));
}

/* "40°, 59° and 71°" of the people who reach the limit, of many "40° to 97°"; NULL: nobody does. */
static const char *values_of(struct hinge_page_study *s, const struct cell *c)
{
    enum { MANY = 8 };
    double *at = hinge_arena_alloc(&s->arena, c->n + 1, sizeof *at);
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        at[n] = c->of[i].at;
        n += c->of[i].happened;
    }
    hinge_sort(at, n);
    if (n > MANY)
        return hinge_page_say(s, "%s to %s", hinge_page_val(s, &as_depth, at[0]),
                              hinge_page_val(s, &as_depth, at[n - 1]));
    struct hinge_page_list list = {0};
    for (size_t i = 0; i < n; i++)
        hinge_page_list_add(s, &list, hinge_page_val(s, &as_depth, at[i]));
    return hinge_page_listed(s, &list, "and");
}

static void put_said(struct hinge_page_study *s, const struct cell *cell, json_t *facts)
{
    json_t *cues = hinge_fact_list(facts, "cues");
    for (size_t q = 0; q < s->n_cues; q++) {
        json_t *cue = hinge_fact_item(cues);
        hinge_fact_text(cue, "With", hinge_page_capital(s, s->cue[q].phrase));
        json_t *groups = hinge_fact_list(cue, "groups");
        for (size_t g = 0; g < s->n_groups; g++) {
            const struct cell *c = &cell[g * s->n_cues + q];
            if (c->n == 0)
                continue;
            json_t *group = hinge_fact_item(groups);
            hinge_fact_flag(group, "first", json_array_size(groups) == 1);
            hinge_fact_text(group, "people", s->n_groups > 1 ? s->group[g].words : NULL);
            hinge_fact_number(group, "n", c->n);
            hinge_fact_number(group, "k", c->reached);
            hinge_fact_text(group, "values", values_of(s, c));
            hinge_fact_text(
                group, "depth",
                isnan(c->median.median) ? NULL : hinge_page_val(s, &as_depth, c->median.median));
            hinge_fact_text(group, "interval", interval_of(s, c));
        }
    }
}

static void add_row(struct hinge_page_study *s, const struct hinge_page_scale *scale, size_t g,
                    size_t q, const struct cell *c, json_t *rows)
{
    const char *cls = s->group[g].cls, *label = s->cue[q].label, *span = interval_of(s, c);
    struct hinge_page_dot *dot = hinge_arena_alloc(&s->arena, c->n + 1, sizeof *dot);
    struct hinge_page_row row = {
        .dot = dot,
        .mean = {.m = c->median.median, .lo = c->median.low, .hi = c->median.high, .n = c->n},
        .cls = cls,
        .open = q > 0,
        .band = (double)NAN};
    if (span == NULL || isnan(c->median.high))
        row.mean.lo = row.mean.hi = (double)NAN;
    for (size_t i = 0; i < c->n; i++) {
        const char *who = s->person[c->person[i]].id;
        if (c->of[i].happened)
            dot[row.n++] =
                (struct hinge_page_dot){c->of[i].at,
                                        hinge_page_say(s, "%s, %s: %s", who, label,
                                                       hinge_page_val(s, &as_depth, c->of[i].at)),
                                        q > 0 ? hinge_page_say(s, "%s o", cls) : cls, who};
    }
    row.label = isnan(c->median.median) ? hinge_page_say(s, "%zu of %zu", c->reached, c->n)
                                        : hinge_page_val(s, &as_depth, c->median.median);
    row.interval = span != NULL ? hinge_page_say(s, "(%s)", span) : NULL;
    row.alt = isnan(c->median.median)
                  ? hinge_page_say(s, "%s, %s: %s", s->group[g].words, label, row.label)
                  : hinge_page_say(s, "%s, %s: %s, n" NBSP "=" NBSP "%zu", s->group[g].words, label,
                                   row.label, c->n);
    json_t *fact = hinge_page_row(s, scale, &row);
    const char *reached = isnan(c->median.median) || c->reached < c->n
                              ? hinge_page_say(s, " (%zu of %zu)", c->reached, c->n)
                              : "";
    hinge_fact_text(fact, "group", s->n_groups > 1 ? s->group[g].name : label);
    hinge_fact_text(fact, "sub",
                    s->n_groups > 1 && s->n_cues > 1 ? hinge_page_say(s, "%s%s", label, reached)
                                                     : reached);
    hinge_fact_text(fact, "cls", cls);
    json_array_append_new(rows, fact);
}

static json_t *make_facts(struct hinge_page_study *s, const struct hinge_followed *depth,
                          size_t *no)
{
    const size_t n = s->n_groups * s->n_cues;
    struct cell *cell = hinge_arena_alloc(&s->arena, n, sizeof *cell);
    double *value = hinge_arena_alloc(&s->arena, 3 * s->averaging->cohort.n + 3 * n, sizeof *value);
    size_t n_values = 0;
    for (size_t i = 0; i < n; i++) {
        cell[i] = cell_of(s, depth, i / s->n_cues, i % s->n_cues);
        for (size_t k = 0; k < cell[i].n; k++)
            if (cell[i].of[k].happened)
                value[n_values++] = cell[i].of[k].at;
    }
    if (n_values == 0)
        return NULL;
    json_t *facts = json_object();
    struct hinge_text task = {0};
    hinge_fact_number(facts, "no", ++*no);
    hinge_fact_text(facts, "limit",
                    hinge_page_say(s, "%g°", hinge_tab_parameter(&s->tab, "limit.lumbar_deg")));
    hinge_condition_words(&s->tab.trials, s->differs, s->main, &s->labels, &task);
    hinge_fact_text(facts, "task", task.length > 0 ? hinge_text_string(&task) : NULL);
    hinge_text_clear(&task);
    put_said(s, cell, facts);
    const struct hinge_page_scale scale = hinge_page_scale(value, n_values, 5, HINGE_SCALE_ZERO);
    json_object_set_new(facts, "ticks", hinge_page_ticks(s, &scale, &as_depth));
    json_t *rows = hinge_fact_list(facts, "rows");
    for (size_t i = 0; i < n; i++)
        if (cell[i].n > 0)
            add_row(s, &scale, i / s->n_cues, i % s->n_cues, &cell[i], rows);
    hinge_page_level(rows);
    return facts;
}

json_t *hinge_page_depths(struct hinge_page_study *s, size_t *no)
{
    if (!s->spine || s->one_person)
        return NULL;
    if (!hinge_depths_begin(s->averaging))
        return NULL;
    return make_facts(s, hinge_depths(s->averaging, &hinge_depth_total), no);
}
