/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question of a page that only studies of spines have: how deep do people bend before their backs
 * round. Medians of Kaplan and Meier over people, as the table limits has them. */
#include "report/depths.h"
#include "page/plot.h"
#include "report/request.h"
#include "result/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NBSP "\xc2\xa0"

/* "60°": how the page prints a depth. */
static const struct hinge_quantity as_depth = {.in_text = "depth", .after = "°", .scale = 1};

/* Depths of one task: of several the one that most people of the main kind did, as tasks are never
 * pooled. */
struct depths {
    struct hinge_people *people;
    const char *task; /* NULL: there is one */
    const struct hinge_followed *depth;
};

/* The people of the main kind, of a group and a cue. */
struct cell {
    size_t n, straight; /* with a depth; of them who stay straight down to the bottom */
    size_t *person;
    struct hinge_followed *of;
    struct hinge_survival_median median;
};

static struct cell cell_of(struct hinge_page_study *s, const struct depths *d, size_t group,
                           size_t cue)
{
    const struct hinge_cohort *cohort = &d->people->cohort;
    const size_t room = cohort->n + 1;
    struct cell c = {.person = hinge_arena_alloc(&s->arena, room, sizeof *c.person),
                     .of = hinge_arena_alloc(&s->arena, room, sizeof *c.of)};
    struct hinge_survival_step *step = hinge_arena_alloc(&s->arena, room, sizeof *step);
    struct hinge_followed *sorted = hinge_arena_alloc(&s->arena, room, sizeof *sorted);
    for (size_t i = 0; i < cohort->n; i++) {
        if (cohort->from[i] == cohort->from[i + 1] || isnan(d->depth[i].at))
            continue;
        const size_t t = s->trial_at[cohort->recording[cohort->from[i]]];
        const struct hinge_page_trial *trial = t != HINGE_PAGE_ANY ? &s->trial[t] : NULL;
        if (trial == NULL || !trial->usable || trial->cue != cue ||
            !hinge_page_is_of(s, trial->person, group, 0) ||
            (d->task != NULL && strcmp(hinge_page_trial_text(s, trial, "task"), d->task) != 0))
            continue;
        c.person[c.n] = trial->person;
        c.of[c.n] = sorted[c.n] = d->depth[i];
        c.n++;
        c.straight += !d->depth[i].happened;
    }
    c.median = hinge_survival_median(step, hinge_survival(sorted, c.n, 0.95, step));
    return c;
}

/* "95 % CI 21° to 52°"; without an upper limit "from 21°"; NULL of few. */
static const char *interval_of(struct hinge_page_study *s, const struct cell *c)
{
    if (isnan(c->median.median) || isnan(c->median.low) || c->n < 3)
        return NULL;
    const char *low = hinge_page_val(s, &as_depth, c->median.low);
    return isnan(c->median.high)
               ? hinge_page_say(s, "from %s", low)
               : hinge_page_say(s, "%s to %s", low, hinge_page_val(s, &as_depth, c->median.high));
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
            hinge_fact_text(group, "people", s->n_groups > 1 ? s->group[g].people : "people");
            hinge_fact_number(group, "n", c->n);
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
    row.label = isnan(c->median.median) ? "" : hinge_page_val(s, &as_depth, c->median.median);
    row.interval = span != NULL ? hinge_page_say(s, "(%s)", span) : NULL;
    row.alt = hinge_page_say(s, "%s, %s: %s, n" NBSP "=" NBSP "%zu", s->group[g].people, label,
                             *row.label != '\0' ? row.label : "more than half stay straight", c->n);
    json_t *fact = hinge_page_row(s, scale, &row);
    const char *straight = c->straight > 0 ? hinge_page_say(s, " (%zu straight)", c->straight) : "";
    hinge_fact_text(fact, "group", s->n_groups > 1 ? s->group[g].name : label);
    hinge_fact_text(fact, "sub",
                    s->n_groups > 1 && s->n_cues > 1 ? hinge_page_say(s, "%s%s", label, straight)
                                                     : straight);
    hinge_fact_text(fact, "cls", cls);
    json_array_append_new(rows, fact);
}

static json_t *make_facts(struct hinge_page_study *s, const struct depths *d, size_t *no)
{
    const size_t n = s->n_groups * s->n_cues;
    struct cell *cell = hinge_arena_alloc(&s->arena, n, sizeof *cell);
    double *value = hinge_arena_alloc(&s->arena, 3 * d->people->cohort.n + 3 * n, sizeof *value);
    size_t n_values = 0;
    for (size_t i = 0; i < n; i++) {
        cell[i] = cell_of(s, d, i / s->n_cues, i % s->n_cues);
        for (size_t k = 0; k < cell[i].n; k++)
            if (cell[i].of[k].happened)
                value[n_values++] = cell[i].of[k].at;
    }
    if (n_values == 0)
        return NULL;
    json_t *facts = json_object();
    char words[160];
    hinge_fact_number(facts, "no", ++*no);
    hinge_fact_text(facts, "limit",
                    hinge_page_say(s, "%g°", hinge_tab_parameter(&s->tab, "limit.lumbar_deg")));
    hinge_fact_text(facts, "task",
                    d->task == NULL
                        ? NULL
                        : hinge_page_say(s, "%s",
                                         hinge_wording_cell("task", d->task, words, sizeof words)));
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
    struct depths d = {.people = s->averaging, .task = s->task};
    if (d.task != NULL)
        d.people = hinge_tab_people(&s->tab, "participant,cue,task");
    json_t *facts = NULL;
    if (hinge_depths_begin(d.people)) {
        d.depth = hinge_depths(d.people, &hinge_depth_total);
        facts = make_facts(s, &d, no);
    }
    s->tab.people = s->averaging; /* the others are done with */
    if (d.task != NULL)
        hinge_people_clear(d.people);
    return facts;
}
