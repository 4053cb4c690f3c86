/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows to people. */
#include "stats/people/aggregate.h"

#include "people/ways.h"
#include "stats/people/pooled.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Whether numbers 1 and 2 are the parts of a ratio. */
static bool is_ratio(const struct hinge_analysis *analysis)
{
    return hinge_columns_ratio(analysis) != NULL ||
           strcmp(hinge_option_text(analysis, "aggregate"), "ratio_of_means") == 0;
}

/* Whether the outcome is one of `circular` and rows are nested. */
static bool is_direction(const struct hinge_analysis *analysis)
{
    const char *outcome = hinge_option_text(analysis, "outcome");
    size_t n = hinge_option_words(analysis, "circular");
    if (outcome == NULL || strcmp(hinge_option_text(analysis, "aggregate"), "nested") != 0)
        return false;
    for (size_t i = 0; i < n; i++)
        if (strcmp(hinge_option_word(analysis, "circular", i), outcome) == 0)
            return true;
    return false;
}

/* The way of the outcome, or of a covariate, which is always a mean; *least: what a
 * ratio's mean below needs. */
static hinge_way *way_of(const struct hinge_analysis *analysis, bool outcome, double *least)
{
    const char *name = hinge_option_text(analysis, "aggregate");
    const json_t *ratio = outcome ? hinge_columns_ratio(analysis) : NULL;
    const char *text = json_string_value(json_array_get(ratio, 2));
    *least = text != NULL ? strtod(text, NULL) : 0;
    if (ratio != NULL)
        return hinge_way_nested_ratio;
    if (outcome && is_direction(analysis))
        return hinge_way_nested_direction;
    bool named = outcome || strcmp(name, "nested") == 0;
    return hinge_way_named(named ? name : "mean");
}

/* Used rows grouped by participant and cell: rows of slot s are order[start[s]] up to
 * order[start[s + 1]], in file order. */
struct grouping {
    size_t *order, *start;
};

static void group_rows(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                       const uint32_t *cell, size_t n_cells, struct grouping *g)
{
    size_t slots = sample->n_participants * n_cells;
    g->order = hinge_analysis_alloc(analysis, sample->n, sizeof *g->order);
    g->start = hinge_analysis_alloc(analysis, slots + 2, sizeof *g->start);
    size_t *next = g->start + 1; /* shifted while filling */
    for (size_t i = 0; i < sample->n; i++)
        next[sample->participant[i] * n_cells + (cell ? cell[i] : 0) + 1]++;
    for (size_t s = 0; s < slots; s++)
        next[s + 1] += next[s];
    for (size_t i = 0; i < sample->n; i++)
        g->order[next[sample->participant[i] * n_cells + (cell ? cell[i] : 0)]++] = i;
}

enum hinge_status hinge_aggregate(struct hinge_analysis *analysis,
                                  const struct hinge_sample *sample, size_t which,
                                  const uint32_t *cell, size_t n_cells, struct hinge_cells *cells,
                                  struct hinge_error *error)
{
    struct grouping g;
    size_t slots = sample->n_participants * n_cells;
    group_rows(analysis, sample, cell, n_cells, &g);
    enum hinge_status status = HINGE_OK;
    *cells =
        (struct hinge_cells){.n_participants = sample->n_participants,
                             .n_cells = n_cells,
                             .value = hinge_analysis_alloc(analysis, slots, sizeof *cells->value),
                             .count = hinge_analysis_alloc(analysis, slots, sizeof *cells->count)};
    status = hinge_enough_count(analysis, sample, cell, n_cells, &cells->enough, error);
    if (status == HINGE_OK && which == 0)
        status = hinge_pooled_warn(analysis, sample, cell, n_cells, error);
    if (status != HINGE_OK)
        return status;
    struct hinge_rows r = {.number = sample->number,
                           .weight = sample->weight,
                           .recording = sample->trial,
                           .which = which};
    r.value = hinge_analysis_alloc(analysis, sample->n, sizeof *r.value);
    r.code = hinge_analysis_alloc(analysis, sample->n, sizeof *r.code);
    if (!cells->value || !cells->count || !r.value || !r.code)
        return hinge_analysis_no_memory(error);
    hinge_way *aggregate = way_of(analysis, which == 0, &r.least);
    for (size_t s = 0; s < slots; s++) {
        r.at = g.order + g.start[s];
        r.n = hinge_is_enough(&cells->enough, s) ? g.start[s + 1] - g.start[s] : 0;
        cells->count[s] = (uint32_t)r.n;
        cells->value[s] = r.n > 0 ? aggregate(&r) : (double)NAN;
    }
    return HINGE_OK;
}

void hinge_warn_incomplete(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                           const uint32_t *who, size_t n, const char *what, bool lmm)
{
    if (n == 0)
        return;
    json_t *detail = json_object();
    hinge_put_count(analysis, detail, "n", n);
    json_t *ids = hinge_put_list(analysis, detail, "participants");
    for (size_t i = 0; i < n; i++)
        hinge_append_text(analysis, ids,
                          sample->participant_name ? sample->participant_name[who[i]] : "");
    hinge_analysis_warn(analysis, detail, "W_INCOMPLETE_PAIRS",
                        "excluded participants without %s: %zu%s", what, n,
                        lmm ? "; lmm includes them" : "");
}

/* Splits "cond:cue-nocue" into the column (copied) and the levels as written. */
static enum hinge_status split_change(struct hinge_analysis *analysis, const char **column,
                                      const char **levels, struct hinge_error *error)
{
    const char *text = hinge_option_text(analysis, "change");
    *column = *levels = NULL;
    if (text == NULL)
        return HINGE_OK;
    const char *colon = strchr(text, ':');
    if (colon == NULL || colon == text || strchr(colon, '-') == NULL)
        return hinge_analysis_fail(analysis, error, HINGE_E_OPTION,
                                   "change '%s': expected column:level-level", text);
    *levels = colon + 1;
    *column = hinge_arena_copy(&analysis->arena, text, (size_t)(colon - text));
    return HINGE_OK;
}

/* The two levels of "cue-nocue", whose names may hold a '-' themselves. */
static enum hinge_status find_change(struct hinge_analysis *analysis,
                                     const struct hinge_factor *factor, const char *levels,
                                     uint32_t pair[2], struct hinge_error *error)
{
    for (const char *at = strchr(levels, '-'); at != NULL; at = strchr(at + 1, '-')) {
        const char *first = hinge_arena_copy(&analysis->arena, levels, (size_t)(at - levels));
        long a = hinge_factor_find(factor, first), b = hinge_factor_find(factor, at + 1);
        if (a >= 0 && b >= 0 && a != b) {
            pair[0] = (uint32_t)a;
            pair[1] = (uint32_t)b;
            return HINGE_OK;
        }
    }
    return hinge_analysis_fail(analysis, error, HINGE_E_LEVELS,
                               "change: '%s' are not two levels of '%s'", levels, factor->name);
}

static enum hinge_status gather_sample(struct hinge_analysis *analysis,
                                       const struct hinge_people_wanted *wanted,
                                       const char *change_column, struct hinge_sample *sample,
                                       struct hinge_error *error)
{
    struct hinge_columns rows = {.error = error};
    hinge_columns_number(analysis, &rows, "outcome");
    if (wanted->group)
        hinge_columns_factor(analysis, &rows, "group");
    rows.constant = rows.factor[0];
    hinge_columns_participant(analysis, &rows);
    hinge_columns_means(analysis, &rows);
    if (wanted->pair)
        rows.pair_of = rows.factor[0];
    if (change_column != NULL)
        rows.factor[rows.n_factors++] = change_column;
    for (size_t k = 0; k < wanted->n_covariates; k++)
        rows.number[rows.n_numbers++] = wanted->covariate[k];
    return hinge_sample_gather(analysis, &rows, sample, error);
}

/* Fills value (and count of incomplete) of each participant code; NaN where undefined.
 */
static enum hinge_status outcome_of(struct hinge_analysis *analysis, struct hinge_sample *sample,
                                    size_t change_factor, const char *levels, double **value,
                                    struct hinge_error *error)
{
    struct hinge_cells cells;
    if (levels == NULL) {
        enum hinge_status status = hinge_aggregate(analysis, sample, 0, NULL, 1, &cells, error);
        for (size_t p = 0; status == HINGE_OK && p < sample->n_participants; p++)
            hinge_exclude_short(&sample->excluded, &cells.enough, p, NULL, NULL);
        *value = cells.value;
        return status;
    }
    const struct hinge_factor *factor = &sample->factor[change_factor];
    uint32_t pair[2] = {0, 0};
    enum hinge_status status = find_change(analysis, factor, levels, pair, error);
    if (status == HINGE_OK)
        status =
            hinge_aggregate(analysis, sample, 0, factor->code, factor->n_levels, &cells, error);
    if (status != HINGE_OK)
        return status;
    uint32_t *lost = hinge_analysis_alloc(analysis, sample->n_participants, sizeof *lost);
    double *change = hinge_analysis_alloc(analysis, sample->n_participants, sizeof *change);
    size_t n_lost = 0;
    for (size_t p = 0; p < sample->n_participants; p++) {
        const double *v = cells.value + p * cells.n_cells;
        change[p] = v[pair[0]] - v[pair[1]];
        for (size_t c = 0; c < 2; c++)
            hinge_exclude_short(&sample->excluded, &cells.enough, p * cells.n_cells + pair[c],
                                factor->name, factor->level[pair[c]]);
        if (isnan(change[p]) && sample->excluded.why[p] != NULL)
            lost[n_lost++] = (uint32_t)p;
    }
    hinge_warn_incomplete(analysis, sample, lost, n_lost, levels, false);
    *value = change;
    return HINGE_OK;
}

enum hinge_status hinge_people_gather(struct hinge_analysis *analysis,
                                      const struct hinge_people_wanted *wanted,
                                      struct hinge_participants *people, struct hinge_error *error)
{
    *people = (struct hinge_participants){0};
    struct hinge_sample *sample = &people->sample;
    const char *column, *levels;
    enum hinge_status status = split_change(analysis, &column, &levels, error);
    if (status == HINGE_OK)
        status = gather_sample(analysis, wanted, column, sample, error);
    if (status != HINGE_OK)
        return status;
    size_t n = sample->n_participants;
    uint32_t *group = hinge_analysis_alloc(analysis, 3 * n, sizeof *group);
    if (wanted->group)
        hinge_sample_level_of(sample, 0, group);
    double *value = NULL;
    status = outcome_of(analysis, sample, wanted->group, levels, &value, error);
    struct hinge_cells covariate[HINGE_MAX_NUMBERS / 2];
    for (size_t k = 0; status == HINGE_OK && k < wanted->n_covariates; k++) {
        size_t which = 1 + k; /* after the outcome and what a ratio needs */
        if (is_ratio(analysis))
            which += 2;
        status = hinge_aggregate(analysis, sample, which, NULL, 1, &covariate[k], error);
        people->covariate[k] = covariate[k].value;
    }
    if (status != HINGE_OK)
        return status;
    people->value = value;
    people->who = group + n;
    people->group = wanted->group ? group + 2 * n : NULL;
    for (size_t p = 0; p < n; p++) {
        if (isnan(value[p]))
            continue;
        people->value[people->n] = value[p];
        people->who[people->n] = (uint32_t)p;
        if (wanted->group)
            people->group[people->n] = group[p];
        for (size_t k = 0; k < wanted->n_covariates; k++)
            people->covariate[k][people->n] = covariate[k].value[p];
        people->n++;
    }
    return HINGE_OK;
}

double *hinge_people_of(struct hinge_analysis *analysis, const struct hinge_participants *people,
                        uint32_t group, size_t *n)
{
    double *value = hinge_analysis_alloc(analysis, people->n, sizeof *value);
    *n = 0;
    for (size_t i = 0; i < people->n; i++)
        if (people->group == NULL || people->group[i] == group)
            value[(*n)++] = people->value[i];
    return value;
}
