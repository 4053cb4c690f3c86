/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Combinations of levels: cells of factors, people with a value in each condition. */
#include "stats/run/analysis.h"

#include "stats/people/people.h"

/* --- Combinations of factor levels. --- */

enum { MAX_CELLS = 1000000 };

static uint32_t cell_of(const struct hinge_factor *factor, size_t n_factors, size_t row)
{
    size_t cell = 0;
    for (size_t k = 0; k < n_factors; k++) {
        if (factor[k].code[row] == HINGE_NO_LEVEL)
            return HINGE_NO_LEVEL;
        cell = cell * factor[k].n_levels + factor[k].code[row];
    }
    return (uint32_t)cell;
}

bool hinge_cell_set_make(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                         size_t from, size_t n_factors, struct hinge_cell_set *set)
{
    const struct hinge_factor *factor = sample->factor + from;
    *set = (struct hinge_cell_set){.n = 1};
    for (size_t k = 0; k < n_factors; k++) {
        set->n *= factor[k].n_levels;
        if (set->n > MAX_CELLS)
            return hinge_analysis_fail(analysis, HINGE_E_OPTION,
                                       "by: more than %d cells; name fewer columns", MAX_CELLS);
    }
    set->name = hinge_analysis_alloc(analysis, set->n, sizeof *set->name);
    set->of_row = hinge_analysis_alloc(analysis, sample->n_all, sizeof *set->of_row);
    set->rows = hinge_analysis_alloc(analysis, set->n, sizeof *set->rows);
    set->used = hinge_analysis_alloc(analysis, set->n, sizeof *set->used);
    /* The name of a cell, of which the last factor's levels come first. */
    for (size_t c = 0; c < set->n; c++) {
        size_t cell = c;
        const char *column[HINGE_MAX_FACTORS], *level[HINGE_MAX_FACTORS];
        for (size_t k = n_factors; k-- > 0; cell /= factor[k].n_levels) {
            column[k] = factor[k].name;
            level[k] = factor[k].level[cell % factor[k].n_levels];
        }
        set->name[c] = hinge_cell_name(&analysis->arena, column, level, n_factors);
    }
    for (size_t i = 0; i < sample->n_all; i++) {
        uint32_t cell = set->of_row[i] = cell_of(factor, n_factors, i);
        if (cell == HINGE_NO_LEVEL || i >= sample->n_rows)
            continue;
        set->rows[cell]++;
        set->used[cell] += i < sample->n;
    }
    return true;
}

/* --- Complete participants x conditions. --- */

bool hinge_pairs_gather(struct hinge_analysis *a, bool binary, struct hinge_pairs *p)
{
    struct hinge_columns columns = {.binary = {binary}};
    *p = (struct hinge_pairs){0};
    hinge_columns_number(&columns, hinge_needs_outcome(a));
    hinge_columns_factor(&columns, HINGE_NEED(a, condition));
    hinge_columns_participant(a, &columns);
    hinge_columns_means(a, &columns);
    columns.pair_of = columns.factor[0];
    const struct hinge_factor *f = &p->sample.factor[0];
    if (!hinge_sample_gather(a, &columns, &p->sample) || !hinge_factor_compares(a, f))
        return false;
    if (strcmp(f->name, "rep") == 0)
        a->rule = hinge_people_rule_for(HINGE_COUNT_EACH, a->rule);
    hinge_aggregate(a, &p->sample, 0, f->code, f->n_levels, &p->cells);
    p->k = f->n_levels;
    size_t people = p->cells.n_participants, lost = 0, complete = 0;
    bool unequal = false; /* whether somebody lacks a condition that others have */
    for (size_t i = 0; i < people; i++) {
        size_t present = 0;
        for (size_t c = 0; c < p->k; c++)
            present += isnan(p->cells.value[i * p->k + c]) ? 0 : 1;
        unequal = unequal || (present > 0 && present < p->k);
        complete += present == p->k;
    }
    p->unequal = a->ask.trend != NULL && p->k > 2 && unequal;
    if (p->unequal && complete < 2) /* a trend alone has an answer */
        return true;
    const bool swapped = a->ask.order.n == 0 && hinge_levels_swapped(f->level[0], f->level[1]);
    p->first = swapped;
    p->second = !swapped;
    p->value = hinge_analysis_alloc(a, people * p->k, sizeof *p->value);
    p->who = hinge_analysis_alloc(a, 2 * people, sizeof *p->who);
    uint32_t *incomplete = p->who + people;
    for (size_t i = 0; i < people; i++) {
        size_t present = 0;
        for (size_t c = 0; c < p->k; c++) {
            double value = p->cells.value[i * p->k + c];
            p->value[p->n * p->k + c] = value;
            present += isnan(value) ? 0 : 1;
            p->repeated = p->repeated || p->cells.count[i * p->k + c] > 1;
        }
        for (size_t c = 0; c < p->k; c++)
            hinge_exclude_short(&p->sample.excluded, &p->cells.enough, i * p->k + c, f->name,
                                f->level[c]);
        if (present == p->k)
            p->who[p->n++] = (uint32_t)i;
        else if (p->sample.excluded.why[i] != NULL)
            incomplete[lost++] = (uint32_t)i;
    }
    hinge_warn_incomplete(a, &p->sample, incomplete, lost, "in a condition", f);
    hinge_sample_report(a, &p->sample);
    return p->n >= 2 || hinge_fail_few(a, p->n, "with all conditions of", f->name, 2);
}
