/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grouping factors and blocks of random effects. */
#include "stats/model/effects.h"

#include "stats/model/failure.h"
#include "stats/numbers/dense.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Codes of the combinations of up to three factors, numbered by first row. */
static enum hinge_status combine(const struct hinge_model_data *data,
                                 const struct hinge_model_column *const *column,
                                 struct hinge_effects_group *group,
                                 struct hinge_error *error)
{
    size_t cells = 1;
    for (int k = 0; k < HINGE_FORMULA_NEST && column[k] != NULL; k++) {
        size_t levels = column[k]->n_levels;
        if (levels > 0 && cells * levels / levels != cells)
            return hinge_model_nomem(error);
        cells *= levels;
    }
    int32_t *number = hinge_alloc(cells, sizeof *number);
    group->code = hinge_alloc(data->rows, sizeof *group->code);
    if (number == NULL || group->code == NULL) {
        free(number);
        return hinge_model_nomem(error);
    }
    for (size_t row = 0; row < data->rows; row++) {
        size_t cell = 0;
        for (int k = 0; k < HINGE_FORMULA_NEST && column[k] != NULL; k++)
            cell = cell * column[k]->n_levels + (size_t)column[k]->code[row];
        if (number[cell] == 0)
            number[cell] = (int32_t)++group->levels;
        group->code[row] = number[cell] - 1;
    }
    free(number);
    return HINGE_OK;
}

/* Whether a random intercept is of a factor whose levels the fixed part has, too: any
 * variance of it fits alike. */
static bool is_fixed_too(const struct hinge_design *design,
                         const struct hinge_formula_random *part)
{
    const struct hinge_formula *formula = design->formula;
    bool fixed = false;
    for (size_t t = 0; t < formula->fixed.n; t++)
        for (size_t v = 0; v < formula->n_variables; v++)
            fixed |= formula->fixed.term[t] == UINT32_C(1) << v &&
                     design->variable[v].data->is_factor &&
                     strcmp(formula->variable[v].column, part->group[0]) == 0;
    return fixed && part->terms.intercept && part->group[1] == NULL;
}

static enum hinge_status add_group(struct hinge_effects *effects,
                                   const struct hinge_design *design,
                                   const struct hinge_formula_random *part,
                                   struct hinge_error *error)
{
    if (is_fixed_too(design, part))
        return hinge_model_fail(
            error, "E_FORMULA",
            "formula: '%s' at character %zu is in the fixed part, too, which leaves "
            "its random intercept nothing; take it out of one of them",
            part->label, part->position);
    for (size_t g = 0; g < effects->n_groups; g++)
        if (strcmp(effects->group[g].name, part->label) == 0)
            return HINGE_OK;
    if (effects->n_groups == HINGE_EFFECTS_GROUPS)
        return hinge_model_fail(
            error, "E_FORMULA",
            "formula: '%s' at character %zu is a fourth grouping factor; "
            "at most three are possible",
            part->label, part->position);
    const struct hinge_model_column *column[HINGE_FORMULA_NEST] = {NULL};
    for (int i = 0; i < HINGE_FORMULA_NEST && part->group[i] != NULL; i++) {
        column[i] = hinge_model_find(design->data, part->group[i], true);
        if (column[i] == NULL)
            return hinge_model_fail(error, "E_NO_COLUMN",
                                    "no column '%s' (random term at character %zu)",
                                    part->group[i], part->position);
        if (!column[i]->is_factor)
            return hinge_model_fail(
                error, "E_FORMULA",
                "formula: the grouping column '%s' at character %zu must "
                "be a factor",
                part->group[i], part->position);
    }
    struct hinge_effects_group *group = &effects->group[effects->n_groups++];
    group->name = part->label;
    enum hinge_status status = combine(design->data, column, group, error);
    if (status == HINGE_OK && group->levels < 2)
        status = hinge_model_fail(error, "E_ONE_LEVEL",
                                  "'%s' has one level; a random term needs at least 2",
                                  part->label);
    return status;
}

static enum hinge_status saturated(const struct hinge_effects_group *group, size_t k,
                                   size_t rows, struct hinge_error *error)
{
    if (group->levels * k < rows)
        return HINGE_OK;
    if (k == 1)
        return hinge_model_fail(error, "E_RANDOM_SATURATED",
                                "'%s' has %zu levels for %zu rows", group->name,
                                group->levels, rows);
    return hinge_model_fail(
        error, "E_RANDOM_SATURATED",
        "'%s' has %zu levels with %zu random columns each for %zu rows", group->name,
        group->levels, k, rows);
}

/* Adds the columns of one random part as blocks of its group; `z` gets them column by
 * column. */
static enum hinge_status add_blocks(struct hinge_effects *effects,
                                    struct hinge_design *design,
                                    const struct hinge_formula_random *part, size_t g,
                                    double *z, struct hinge_error *error)
{
    struct hinge_effects_group *group = &effects->group[g];
    size_t rows = design->data->rows;
    struct hinge_design_columns columns;
    enum hinge_status status =
        hinge_design_expand(design, &part->terms, design->coding, &columns, error);
    if (status != HINGE_OK)
        return status;
    size_t blocks = part->split ? columns.n : 1;
    if (group->k + columns.n > HINGE_EFFECTS_COLUMNS ||
        effects->n_blocks + blocks > HINGE_EFFECTS_BLOCKS)
        return hinge_model_fail(error, "E_OPTION",
                                "more than %d random columns for '%s'",
                                HINGE_EFFECTS_COLUMNS, group->name);
    for (size_t b = 0; b < blocks; b++)
        effects->block[effects->n_blocks++] =
            (struct hinge_effects_block){g, group->k + b, part->split ? 1 : columns.n};
    for (size_t c = 0; c < columns.n; c++) {
        for (size_t i = 0; i < group->k; i++)
            if (strcmp(group->column_name[i], columns.column[c].name) == 0)
                return hinge_model_fail(
                    error, "E_FORMULA",
                    "formula: %s | %s is given twice (again at character %zu)",
                    group->column_name[i], group->name, part->position);
        for (size_t i = 0; i < columns.column[c].n_parts; i++)
            effects->split_factor |=
                part->split && columns.column[c].part[i].coding != HINGE_PART_NUMBER;
        group->column_name[group->k] = columns.column[c].name;
        hinge_design_fill(design, &columns.column[c], z + group->k * rows);
        group->k++;
    }
    size_t counted = design->data->observations;
    return saturated(group, part->split ? 1 : columns.n, counted > 0 ? counted : rows,
                     error);
}

static enum hinge_status fill_group(struct hinge_effects *effects,
                                    struct hinge_design *design, size_t g,
                                    struct hinge_error *error)
{
    struct hinge_effects_group *group = &effects->group[g];
    size_t rows = design->data->rows;
    double *columns = hinge_alloc(rows * HINGE_EFFECTS_COLUMNS, sizeof *columns);
    if (columns == NULL)
        return hinge_model_nomem(error);
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < design->formula->n_random && status == HINGE_OK; i++)
        if (strcmp(design->formula->random[i].label, group->name) == 0)
            status = add_blocks(effects, design, &design->formula->random[i], g,
                                columns, error);
    if (status == HINGE_OK) {
        group->z = hinge_alloc(rows * group->k, sizeof *group->z);
        if (group->z == NULL)
            status = hinge_model_nomem(error);
        for (size_t row = 0; row < rows && status == HINGE_OK; row++)
            for (size_t c = 0; c < group->k; c++)
                group->z[row * group->k + c] = columns[c * rows + row];
        for (size_t c = 0; c < group->k; c++) {
            const double *z = columns + c * rows;
            double mean_square = hinge_dense_dot(z, z, rows) / (double)rows;
            group->unit[c] = mean_square > 0.0 ? 1.0 / sqrt(mean_square) : 1.0;
        }
    }
    free(columns);
    return status;
}

/* Inner units of a/b whose rows have different levels of a fixed factor, although the
 * outer unit is one: T1 under every cue is taken for the same trial. */
static enum hinge_status find_recurring(struct hinge_effects *effects,
                                        const struct hinge_design *design, size_t g,
                                        struct hinge_error *error)
{
    const struct hinge_effects_group *group = &effects->group[g];
    int32_t *first = hinge_alloc(group->levels, sizeof *first);
    if (first == NULL)
        return hinge_model_nomem(error);
    uint32_t fixed = 0;
    for (size_t t = 0; t < design->formula->fixed.n; t++)
        fixed |= design->formula->fixed.term[t];
    for (size_t v = 0; v < design->formula->n_variables; v++) {
        const struct hinge_model_column *data = design->variable[v].data;
        if ((fixed >> v & 1u) == 0 || !data->is_factor || effects->nested_label != NULL)
            continue;
        memset(first, 0, group->levels * sizeof *first);
        for (size_t row = 0; row < design->data->rows; row++) {
            int32_t *seen = &first[group->code[row]];
            if (*seen == 0) {
                *seen = data->code[row] + 1;
            } else if (*seen != data->code[row] + 1) {
                effects->nested_label = group->name;
                effects->nested_factor = data->name;
                break;
            }
        }
    }
    free(first);
    return HINGE_OK;
}

enum hinge_status hinge_effects_build(struct hinge_effects *effects,
                                      struct hinge_design *design,
                                      struct hinge_error *error)
{
    const struct hinge_formula *formula = design->formula;
    *effects = (struct hinge_effects){.n_groups = 0};
    if (formula->n_random == 0)
        return hinge_model_fail(
            error, "E_FORMULA",
            "formula: no random term; add one such as (1 | participant)");
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < formula->n_random && status == HINGE_OK; i++)
        status = add_group(effects, design, &formula->random[i], error);
    for (size_t g = 1; g < effects->n_groups; g++) /* most levels first */
        for (size_t h = g;
             h > 0 && effects->group[h].levels > effects->group[h - 1].levels; h--) {
            struct hinge_effects_group swap = effects->group[h];
            effects->group[h] = effects->group[h - 1];
            effects->group[h - 1] = swap;
        }
    for (size_t g = 0; g < effects->n_groups && status == HINGE_OK; g++)
        status = fill_group(effects, design, g, error);
    for (size_t b = 0; b < effects->n_blocks; b++)
        effects->n_theta += effects->block[b].k * (effects->block[b].k + 1) / 2;
    for (size_t i = 0; i < formula->n_random && status == HINGE_OK; i++)
        for (size_t g = 0; g < effects->n_groups && formula->random[i].from_nesting;
             g++)
            if (strcmp(effects->group[g].name, formula->random[i].label) == 0)
                status = find_recurring(effects, design, g, error);
    return status;
}

void hinge_effects_clear(struct hinge_effects *effects)
{
    for (size_t g = 0; g < effects->n_groups; g++) {
        free(effects->group[g].code);
        free(effects->group[g].z);
    }
    *effects = (struct hinge_effects){.n_groups = 0};
}
