/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Combinations of levels: cells of factors, people with a value in each condition, kinds
 * pooled. */
#include "base/text.h"

#include "people/people.h"
#include "stats/people/people.h"

#include <math.h>
#include <string.h>

/* --- Combinations of factor levels. --- */

enum { MAX_CELLS = 1000000 };

static const char *cell_name(struct hinge_analysis *analysis, const struct hinge_factor *factor,
                             size_t n_factors, size_t cell, size_t n_cells)
{
    struct hinge_text text = {0};
    for (size_t k = 0; k < n_factors; k++) {
        n_cells /= factor[k].n_levels;
        hinge_text_printf(&text, "%s%s=%s", k ? ";" : "", factor[k].name,
                          factor[k].level[cell / n_cells % factor[k].n_levels]);
    }
    const char *name =
        hinge_arena_strdup(&analysis->arena, n_factors ? hinge_text_string(&text) : "all");
    hinge_text_clear(&text);
    return name;
}

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
    for (size_t c = 0; c < set->n; c++) {
        set->name[c] = cell_name(analysis, factor, n_factors, c, set->n);
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

static bool keep_complete(struct hinge_analysis *a, struct hinge_pairs *p, bool binary)
{
    size_t people = p->cells.n_participants, lost = 0;
    p->k = p->cells.n_cells;
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
            hinge_exclude_short(&p->sample.excluded, &p->cells.enough, i * p->k + c,
                                p->sample.factor[0].name, p->sample.factor[0].level[c]);
        if (present == p->k)
            p->who[p->n++] = (uint32_t)i;
        else if (p->sample.excluded.why[i] != NULL)
            incomplete[lost++] = (uint32_t)i;
    }
    hinge_warn_incomplete(a, &p->sample, incomplete, lost, "a condition", !binary);
    hinge_sample_report(a, &p->sample);
    if (p->n < 2)
        return hinge_analysis_fail(
            a, HINGE_E_TOO_FEW,
            "too few participants have all conditions of '%s': %zu, at least 2 are "
            "needed",
            p->sample.factor[0].name, p->n);
    return true;
}

bool hinge_pairs_gather(struct hinge_analysis *a, bool binary, struct hinge_pairs *p)
{
    struct hinge_columns columns = {.binary = {binary}};
    *p = (struct hinge_pairs){0};
    hinge_columns_number(&columns, HINGE_NEED(a, outcome));
    hinge_columns_factor(&columns, HINGE_NEED(a, condition));
    hinge_columns_participant(a, &columns);
    hinge_columns_means(a, &columns);
    columns.pair_of = columns.factor[0];
    if (!hinge_sample_gather(a, &columns, &p->sample))
        return false;
    const struct hinge_factor *f = &p->sample.factor[0];
    if (!hinge_factor_compares(a, f))
        return false;
    if (!hinge_aggregate(a, &p->sample, 0, f->code, f->n_levels, &p->cells))
        return false;
    bool ordered = a->ask.order.n > 0;
    bool swapped = !ordered && hinge_levels_swapped(f->level[0], f->level[1]);
    p->first = swapped;
    p->second = !swapped;
    return keep_complete(a, p, binary);
}

/* --- Which conditions rows of one value are from. --- */

static const char *const conditions[] = {"task", "cue", "session", "condition", "cond"};
enum { N_CONDITIONS = sizeof conditions / sizeof conditions[0] };
/* More cells times levels are not looked at. */
#define MOST_PLACES ((size_t)1 << 28)

/* The levels of one column, and which of them each participant has in each cell. */
struct pool {
    const char *name;
    struct hinge_labels labels;
    size_t slots;
    unsigned char *has;  /* [slot * labels.n + level] */
    size_t *people;      /* with each level; all with any at labels.n */
    bool within, differ; /* several levels in some cell; cells differ in their levels */
};

static bool is_factor(const struct hinge_sample *sample, const char *name)
{
    for (size_t k = 0; k < HINGE_MAX_FACTORS && sample->factor[k].name != NULL; k++)
        if (strcmp(sample->factor[k].name, name) == 0)
            return true;
    return false;
}

static void judge(struct pool *p, size_t n_cells)
{
    const unsigned char *first = NULL;
    size_t k = p->labels.n, last = SIZE_MAX;
    for (size_t s = 0; s < p->slots; s++) {
        const unsigned char *has = p->has + s * k;
        size_t own = 0;
        for (size_t l = 0; l < k; l++)
            own += has[l];
        if (own == 0)
            continue;
        p->within = p->within || own > 1;
        p->differ = p->differ || (first != NULL && memcmp(first, has, k) != 0);
        first = has;
        p->people[k] += s / n_cells != last;
        last = s / n_cells;
    }
    for (size_t l = 0; l < k; l++)
        for (size_t person = 0; person < p->slots / n_cells; person++) {
            bool some = false;
            for (size_t c = 0; c < n_cells; c++)
                some = some || p->has[(person * n_cells + c) * k + l];
            p->people[l] += some;
        }
}

/* Fills the pool of a column; slots stays 0 when there is nothing to say of it. */
static bool look(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                 const char *name, const uint32_t *cell, size_t n_cells, struct pool *p)
{
    long at = hinge_table_find(analysis->table, name);
    *p = (struct pool){.name = name};
    if (at < 0 || is_factor(sample, name) || sample->participant_name == NULL)
        return true;
    bool good =
        hinge_labels_find(analysis, (size_t)at, sample->row, sample->n, HINGE_BY_BYTES, &p->labels);
    size_t k = p->labels.n, slots = sample->n_participants * n_cells;
    if (!good || k < 2 || slots > MOST_PLACES / k)
        return good;
    p->has = hinge_analysis_alloc(analysis, slots * k, 1);
    p->people = hinge_analysis_alloc(analysis, k + 1, sizeof *p->people);
    for (size_t i = 0; i < sample->n; i++) {
        uint32_t c = cell != NULL ? cell[i] : 0, l = p->labels.code[i];
        if (c != HINGE_NO_LEVEL && l != UINT32_MAX)
            p->has[(sample->participant[i] * n_cells + c) * k + l] = 1;
    }
    p->slots = slots;
    judge(p, n_cells);
    return true;
}

static void list_levels(const struct pool *p, struct hinge_text *text)
{
    for (size_t l = 0; l < p->labels.n && l < 8; l++) {
        hinge_text_printf(text, "%s%s", l ? ", " : "", p->labels.name[l]);
        if (p->differ)
            hinge_text_printf(text, ": %zu of %zu people", p->people[l], p->people[p->labels.n]);
    }
    if (p->labels.n > 8)
        hinge_text_puts(text, ", ...");
}

bool hinge_pooled_warn(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                       const uint32_t *cell, size_t n_cells)
{
    const char *way = analysis->ask.aggregate;
    bool curves = hinge_statistic_takes(analysis->statistic, "nodes_prefix");
    bool nested = curves ? sample->trial != NULL : way != NULL && strcmp(way, "nested") == 0;
    for (size_t k = 0; k < N_CONDITIONS; k++) {
        struct pool p;
        struct hinge_text levels = {0};
        if (!look(analysis, sample, conditions[k], cell, n_cells, &p))
            return false;
        if (p.slots == 0 || (!p.within && !p.differ))
            continue;
        list_levels(&p, &levels);
        hinge_analysis_warn(analysis, NULL, "W_POOLED",
                            "%s over '%s' (%s); every %s counts alike%s",
                            p.within ? curves ? "a curve averages" : "a value averages"
                            : curves ? "curves are pooled"
                                     : "values are pooled",
                            p.name, hinge_text_string(&levels), nested ? "trial" : "row",
                            p.differ
                                ? "; not all values have the same, so a difference may be one of "
                                  "these; keep one with filter, or name the column"
                                : "");
        hinge_text_clear(&levels);
    }
    return true;
}

bool hinge_pooled_refuse(struct hinge_analysis *analysis, const struct hinge_sample *sample,
                         const uint32_t *cell, size_t n_cells)
{
    bool good = true;
    for (size_t k = 0; k < N_CONDITIONS; k++) {
        struct pool p;
        struct hinge_text levels = {0};
        if (!look(analysis, sample, conditions[k], cell, n_cells, &p))
            return false;
        if (p.slots == 0 || !p.within)
            continue;
        p.differ = false;
        list_levels(&p, &levels);
        good = hinge_analysis_fail(
            analysis, HINGE_E_MIXED_ROWS,
            "'%s' varies within a cell (%s): an error of measurement is that of one "
            "condition; keep one with filter, such as %s=%s",
            p.name, hinge_text_string(&levels), p.name, p.labels.name[0]);
        hinge_text_clear(&levels);
        return good;
    }
    return true;
}
