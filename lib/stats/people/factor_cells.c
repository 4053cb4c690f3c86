/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Combinations of factor levels. */
#include "stats/people/factor_cells.h"

#include "base/text.h"

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

enum hinge_status hinge_cell_set_make(struct hinge_analysis *analysis,
                                      const struct hinge_sample *sample, size_t from,
                                      size_t n_factors, struct hinge_cell_set *set,
                                      struct hinge_error *error)
{
    const struct hinge_factor *factor = sample->factor + from;
    *set = (struct hinge_cell_set){.n = 1};
    for (size_t k = 0; k < n_factors; k++) {
        set->n *= factor[k].n_levels;
        if (set->n > MAX_CELLS)
            return hinge_analysis_fail(analysis, error, HINGE_E_OPTION,
                                       "by: more than %d cells; name fewer columns", MAX_CELLS);
    }
    set->name = hinge_analysis_alloc(analysis, set->n, sizeof *set->name);
    set->of_row = hinge_analysis_alloc(analysis, sample->n_all, sizeof *set->of_row);
    set->rows = hinge_analysis_alloc(analysis, set->n, sizeof *set->rows);
    set->used = hinge_analysis_alloc(analysis, set->n, sizeof *set->used);
    if (!set->name || !set->of_row || !set->rows || !set->used)
        return hinge_analysis_no_memory(error);
    for (size_t c = 0; c < set->n; c++) {
        set->name[c] = cell_name(analysis, factor, n_factors, c, set->n);
        if (set->name[c] == NULL)
            return hinge_analysis_no_memory(error);
    }
    for (size_t i = 0; i < sample->n_all; i++) {
        uint32_t cell = set->of_row[i] = cell_of(factor, n_factors, i);
        if (cell == HINGE_NO_LEVEL || i >= sample->n_rows)
            continue;
        set->rows[cell]++;
        set->used[cell] += i < sample->n;
    }
    return HINGE_OK;
}
