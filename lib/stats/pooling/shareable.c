/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People with all conditions, by group. A group with too few people, or too few of a
 * value, is shared together with the next smallest ones until the whole is safe: what
 * is held back is then never one small group, so no total minus the rest shows it
 * (Hundepool 2012, complementary suppression). Groups that are joined are counted, not
 * named: a name may be a person's. */
#include "stats/pooling/shareable.h"

#include "people/rule.h"
#include "stats/people/aggregate.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct share {
    struct hinge_sample sample;
    struct hinge_cells cells;
    const struct hinge_factor *condition, *group; /* NULL: none */
    size_t k, groups, least;
    double *value;   /* [complete person][k] */
    size_t n, *cell; /* people of one or more groups, gathered here */
    uint32_t *of;    /* group of each complete person */
    size_t *count;   /* per group */
    bool few_valued; /* the outcome: people can be guessed from mean and variance */
};

/* Every reason in one: the reason itself would tell of the people. */
static const char held_back[] = "too few people, or too few people of each value";

static enum hinge_status gather(struct hinge_analysis *a, struct share *s,
                                struct hinge_error *error)
{
    struct hinge_columns columns = {.error = error};
    bool condition = hinge_option_given(a, "condition");
    bool group = hinge_option_given(a, "group");
    hinge_columns_number(a, &columns, "outcome");
    if (condition)
        hinge_columns_factor(a, &columns, "condition");
    if (group) {
        hinge_columns_factor(a, &columns, "group");
        columns.constant = columns.factor[columns.n_factors - 1];
    }
    hinge_columns_participant(a, &columns);
    hinge_columns_means(a, &columns);
    enum hinge_status status = hinge_sample_gather(a, &columns, &s->sample, error);
    if (status != HINGE_OK)
        return status;
    s->condition = condition ? &s->sample.factor[0] : NULL;
    s->group = group ? &s->sample.factor[condition] : NULL;
    s->k = condition ? s->condition->n_levels : 1;
    s->groups = group ? s->group->n_levels : 1;
    return hinge_aggregate(a, &s->sample, 0, condition ? s->condition->code : NULL,
                           s->k, &s->cells, error);
}

static enum hinge_status keep_complete(struct hinge_analysis *a, struct share *s,
                                       struct hinge_error *error)
{
    size_t people = s->cells.n_participants;
    uint32_t *level = hinge_analysis_alloc(a, 2 * people + 1, sizeof *level);
    s->value = hinge_analysis_alloc(a, people * s->k + 1, sizeof *s->value);
    s->cell = hinge_analysis_alloc(a, people + s->groups + 1, sizeof *s->cell);
    if (level == NULL || s->value == NULL || s->cell == NULL)
        return hinge_analysis_no_memory(error);
    s->of = level + people;
    s->count = s->cell + people;
    if (s->group != NULL)
        hinge_sample_level_of(&s->sample, s->condition != NULL, level);
    for (size_t i = 0; i < people; i++) {
        size_t present = 0;
        for (size_t c = 0; c < s->k; c++)
            present += isnan(s->cells.value[i * s->k + c]) ? 0 : 1;
        if (present < s->k || level[i] == HINGE_NO_LEVEL)
            continue;
        memcpy(s->value + s->n * s->k, s->cells.value + i * s->k,
               s->k * sizeof *s->value);
        s->of[s->n++] = level[i];
        s->count[level[i]]++;
    }
    return HINGE_OK;
}

/* --- what is safe --- */

/* People of the groups marked; their number. */
static size_t people_of(struct share *s, const bool *in)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        if (in[s->of[i]])
            s->cell[n++] = i;
    return n;
}

/* The smallest denominator of at most 20, as of a share of so many repetitions; 0 when
 * there is none. */
static int denominator(double x)
{
    for (int q = 1; q <= 20; q++)
        if (fabs(x * q - round(x * q)) < 1e-9)
            return q;
    return 0;
}

/* Faults, shares of a few repetitions, scores: fewer than 50 values are possible, or
 * fewer than `least` occur. */
static bool is_few_valued(const struct share *s)
{
    double low = INFINITY, high = -INFINITY, other[64];
    size_t n = 0, most = s->least < 64 ? s->least : 64;
    int finest = 1;
    for (size_t i = 0; i < s->n * s->k; i++) {
        int q = denominator(s->value[i]);
        size_t at = 0;
        finest = q == 0 || finest == 0 ? 0 : q > finest ? q : finest;
        low = fmin(low, s->value[i]);
        high = fmax(high, s->value[i]);
        while (at < n && other[at] != s->value[i])
            at++;
        if (at == n && n < most)
            other[n++] = s->value[i];
    }
    return n < most || (finest > 0 && (high - low) * finest < 50);
}

/* Whether every two values that a person has in two conditions (and so every value) are
 * those of enough people. */
static bool has_many_of_each(const struct share *s, size_t n)
{
    for (size_t c = 0; c < s->k; c++)
        for (size_t d = c; d < s->k; d++)
            for (size_t i = 0; i < n; i++) {
                const double *one = s->value + s->cell[i] * s->k;
                size_t alike = 0;
                for (size_t j = 0; j < n && alike < s->least; j++) {
                    const double *other = s->value + s->cell[j] * s->k;
                    alike += one[c] == other[c] && one[d] == other[d];
                }
                if (alike < s->least)
                    return false;
            }
    return true;
}

/* A mean that every person has tells each one's value. */
static bool has_spread(const struct share *s, size_t n)
{
    for (size_t c = 0; c < s->k; c++) {
        bool spread = false;
        for (size_t i = 1; i < n; i++)
            spread = spread ||
                     s->value[s->cell[i] * s->k + c] != s->value[s->cell[0] * s->k + c];
        if (!spread)
            return false;
    }
    return true;
}

static bool is_safe(struct share *s, const bool *in)
{
    size_t n = people_of(s, in);
    return n >= s->least && has_spread(s, n) &&
           (!s->few_valued || has_many_of_each(s, n));
}

/* --- cells --- */

static void put_moments(struct hinge_analysis *a, const struct share *s, size_t n,
                        json_t *cell)
{
    json_t *means = hinge_put_list(a, cell, "mean");
    json_t *rows = hinge_put_list(a, cell, "covariance");
    double *mean = hinge_analysis_alloc(a, s->k, sizeof *mean);
    if (mean == NULL) {
        a->no_memory = true;
        return;
    }
    for (size_t c = 0; c < s->k; c++) {
        double origin = s->value[s->cell[0] * s->k + c], sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += s->value[s->cell[i] * s->k + c] - origin;
        mean[c] = origin + sum / (double)n;
        hinge_append_number(a, means, mean[c]);
    }
    for (size_t c = 0; c < s->k; c++) {
        json_t *row = json_array();
        for (size_t d = 0; d < s->k; d++) {
            double sum = 0;
            for (size_t i = 0; i < n; i++)
                sum += (s->value[s->cell[i] * s->k + c] - mean[c]) *
                       (s->value[s->cell[i] * s->k + d] - mean[d]);
            hinge_append_number(a, row, sum / (double)(n - 1));
        }
        if (json_array_append_new(rows, row) != 0)
            a->no_memory = true;
    }
}

/* One group by its name; several by their number. */
static void put_groups(struct hinge_analysis *a, const struct share *s, const bool *in,
                       bool joined, json_t *object)
{
    json_t *names = hinge_put_list(a, object, "groups");
    size_t n = 0;
    for (size_t g = 0; g < s->groups && s->group != NULL; g++)
        if (in[g] && !joined)
            hinge_append_text(a, names, s->group->level[g]);
        else
            n += in[g];
    if (joined && s->group != NULL)
        hinge_put_count(a, object, "groups_together", n);
}

static void put_cell(struct hinge_analysis *a, struct share *s, const bool *in,
                     json_t *list, bool joined)
{
    json_t *cell = hinge_append_object(a, list);
    size_t n = people_of(s, in);
    put_groups(a, s, in, joined, cell);
    if (joined)
        hinge_put_text(a, cell, "together", held_back);
    hinge_put_count(a, cell, "n", n);
    put_moments(a, s, n, cell);
}

/* The smallest group that is not held back yet; `groups` when there is none. */
static size_t smallest(const struct share *s, const bool *held)
{
    size_t best = s->groups;
    for (size_t g = 0; g < s->groups; g++)
        if (!held[g] && s->count[g] > 0 &&
            (best == s->groups || s->count[g] < s->count[best]))
            best = g;
    return best;
}

/* Marks the groups that are not shared alone. Where no group is large enough, the
 * column is none of groups (it may name people), and nothing is shared of it. */
static bool hold_back(struct share *s, bool *held, bool *one)
{
    bool any = false, large = s->group == NULL;
    for (size_t g = 0; g < s->groups; g++) {
        one[g] = true;
        held[g] = s->count[g] > 0 && !is_safe(s, one);
        one[g] = false;
        any = any || held[g];
        large = large || s->count[g] >= s->least;
    }
    for (size_t more; any && !is_safe(s, held); held[more] = true)
        if ((more = smallest(s, held)) == s->groups)
            break;
    for (size_t g = 0; g < s->groups && !large; g++)
        held[g] = true;
    return large && (!any || is_safe(s, held)) && s->n > 0;
}

static enum hinge_status put_cells(struct hinge_analysis *a, struct share *s,
                                   struct hinge_error *error)
{
    bool *held = hinge_analysis_alloc(a, 2 * s->groups, sizeof *held);
    if (held == NULL)
        return hinge_analysis_no_memory(error);
    bool *one = held + s->groups, any = false;
    json_t *cells = hinge_put_list(a, a->results, "cells");
    json_t *suppressed = hinge_put_list(a, a->results, "suppressed");
    s->few_valued = is_few_valued(s);
    bool safe = hold_back(s, held, one);
    for (size_t g = 0; g < s->groups; g++) {
        any = any || held[g];
        one[g] = true;
        if (!held[g] && s->count[g] > 0)
            put_cell(a, s, one, cells, false);
        one[g] = false;
    }
    if (any && safe) {
        put_cell(a, s, held, cells, true);
    } else if (!safe) {
        json_t *object = hinge_append_object(a, suppressed);
        put_groups(a, s, held, true, object);
        hinge_put_text(a, object, "why", held_back);
    }
    return HINGE_OK;
}

/* --- beside them --- */

/* How the rows were measured, which is one way (hinge_evidence_check). */
static void put_evidence(struct hinge_analysis *a, const struct share *s)
{
    json_t *evidence = hinge_put_object(a, a->results, "evidence");
    for (size_t i = 0; i < HINGE_EVIDENCE_COLUMNS && s->sample.n > 0; i++) {
        char buffer[48];
        long at = hinge_table_find(a->table, hinge_evidence[i]);
        if (at >= 0)
            hinge_put_text(a, evidence, hinge_evidence[i],
                           hinge_table_cell(a->table, (size_t)at, s->sample.row[0],
                                            buffer));
    }
}

/* A small number of those left out is told no closer than that. */
static void put_excluded(struct hinge_analysis *a, const struct share *s)
{
    size_t n = s->sample.n_participants - s->n;
    char text[64];
    snprintf(text, sizeof text, n > 0 && n < s->least ? "fewer than %zu" : "%zu",
             n > 0 && n < s->least ? s->least : n);
    hinge_put_text(a, a->results, "excluded", text);
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct share s = {.least = (size_t)hinge_option_count(a, "min_people")};
    enum hinge_status status = gather(a, &s, error);
    if (status == HINGE_OK)
        status = keep_complete(a, &s, error);
    if (status != HINGE_OK)
        return status;
    json_t *conditions = hinge_put_list(a, a->results, "conditions");
    for (size_t c = 0; c < s.k && s.condition != NULL; c++)
        hinge_append_text(a, conditions, s.condition->level[c]);
    put_evidence(a, &s);
    put_excluded(a, &s);
    return put_cells(a, &s, error);
}

static const char *const options[] = {
    HINGE_TAKES_MEANS, "outcome", "outcomes", "group", "condition", "min_people", NULL};

const struct hinge_statistic hinge_statistic_shareable = {
    .id = "shareable",
    .title = "Statistics to share",
    .details = "What hinge-export --shareable writes.",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT |
             HINGE_STATS_NEEDS_OUTCOME,
    .options = options,
    .primary = "",
    .main_table = "",
    .run = run};
