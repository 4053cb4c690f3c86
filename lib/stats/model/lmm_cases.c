/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Case bootstrap: people drawn with replacement, their rows copied, the model built
 * anew. */
#include "stats/model/lmm_bootstrap.h"

#include "base/parallel.h"
#include "base/random.h"
#include "stats/model/failure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct context {
    const struct hinge_lmm *lmm;
    const struct hinge_lmm_fit *fit;
    const struct hinge_lmm_bootstrap_task *task;
    const struct hinge_model_data *data;
    const double *y;
    size_t unit;           /* column of the data */
    size_t levels;         /* of the unit */
    size_t *start, *order; /* rows of each level */
    bool *inside;          /* columns whose levels lie inside one unit each */
    double *values;
    size_t n; /* parameters */
};

/* Columns of one replicate. */
struct replicate {
    size_t rows;
    size_t *row;  /* where each row comes from */
    size_t *draw; /* which draw brought it */
    struct hinge_model_column *column;
    double *y;
    void **owned; /* one block per column */
};

static void free_replicate(const struct context *context, struct replicate *r)
{
    for (size_t c = 0; r->owned != NULL && c < context->data->n_columns; c++)
        free(r->owned[c]);
    free(r->owned);
    free(r->row);
    free(r->draw);
    free(r->column);
    free(r->y);
}

static bool draw_rows(const struct context *context, uint64_t number,
                      struct replicate *r)
{
    struct hinge_random random;
    size_t most = 0;
    for (int pass = 0; pass < 2; pass++) {
        hinge_random_init(&random, context->task->seed, HINGE_STREAM_BOOTSTRAP, number);
        r->rows = 0;
        for (size_t d = 0; d < context->levels; d++) {
            size_t level = hinge_random_bounded(&random, (uint32_t)context->levels);
            for (size_t i = context->start[level]; i < context->start[level + 1]; i++) {
                if (pass == 1) {
                    r->row[r->rows] = context->order[i];
                    r->draw[r->rows] = d;
                }
                r->rows++;
            }
        }
        if (pass == 1)
            break;
        most = r->rows;
        r->row = hinge_alloc(most, sizeof *r->row);
        r->draw = hinge_alloc(most, sizeof *r->draw);
        if (r->row == NULL || r->draw == NULL)
            return false;
    }
    return true;
}

/* Codes of a factor: as they were, or new for every draw. */
static bool copy_codes(const struct context *context, size_t c, struct replicate *r)
{
    const struct hinge_model_column *from = &context->data->column[c];
    int32_t *code = hinge_alloc(r->rows, sizeof *code);
    r->owned[c] = code;
    if (code == NULL)
        return false;
    r->column[c].code = code;
    if (c == context->unit) {
        for (size_t i = 0; i < r->rows; i++)
            code[i] = (int32_t)r->draw[i];
        return true;
    }
    if (!context->inside[c]) {
        for (size_t i = 0; i < r->rows; i++)
            code[i] = from->code[r->row[i]];
        return true;
    }
    size_t *seen = hinge_alloc(from->n_levels, sizeof *seen); /* draw + 1 */
    int32_t *fresh = hinge_alloc(from->n_levels, sizeof *fresh), next = 0;
    for (size_t i = 0; i < r->rows && seen != NULL && fresh != NULL; i++) {
        int32_t old = from->code[r->row[i]];
        if (seen[old] != r->draw[i] + 1) {
            seen[old] = r->draw[i] + 1;
            fresh[old] = next++;
        }
        code[i] = fresh[old];
    }
    bool done = seen != NULL && fresh != NULL;
    r->column[c].n_levels = (size_t)next;
    free(seen);
    free(fresh);
    return done;
}

static bool copy_columns(const struct context *context, struct replicate *r)
{
    size_t n = context->data->n_columns;
    r->column = hinge_alloc(n, sizeof *r->column);
    r->owned = hinge_alloc(n, sizeof *r->owned);
    r->y = hinge_alloc(r->rows, sizeof *r->y);
    if (r->column == NULL || r->owned == NULL || r->y == NULL)
        return false;
    for (size_t i = 0; i < r->rows; i++)
        r->y[i] = context->y[r->row[i]];
    for (size_t c = 0; c < n; c++) {
        r->column[c] = context->data->column[c];
        if (r->column[c].is_factor) {
            if (!copy_codes(context, c, r))
                return false;
            continue;
        }
        double *value = hinge_alloc(r->rows, sizeof *value);
        r->owned[c] = value;
        for (size_t i = 0; i < r->rows && value != NULL; i++)
            value[i] = r->column[c].value[r->row[i]];
        r->column[c].value = value;
        if (value == NULL)
            return false;
    }
    return true;
}

/* Whether the replicate's parameters are the original's, one for one. */
static bool is_alike(const struct context *context, const struct hinge_design *design,
                     const struct hinge_effects *effects)
{
    const struct hinge_design *own = hinge_lmm_design(context->lmm);
    const struct hinge_effects *own_effects = hinge_lmm_effects(context->lmm);
    if (design->p != own->p ||
        memcmp(design->kept, own->kept, own->p * sizeof *own->kept) != 0)
        return false;
    for (size_t g = 0; g < effects->n_groups; g++)
        if (strcmp(effects->group[g].name, own_effects->group[g].name) != 0)
            return false;
    return true;
}

static enum hinge_status fit_replicate(const struct context *context,
                                       const struct replicate *r, double *values,
                                       struct hinge_error *error)
{
    const struct hinge_design *own = hinge_lmm_design(context->lmm);
    const struct hinge_model_data data = {r->rows, context->data->n_columns, r->column,
                                          0};
    struct hinge_design design;
    struct hinge_effects effects = {.n_groups = 0};
    struct hinge_lmm *lmm = NULL;
    struct hinge_lmm_fit fit = {.memory = NULL};
    enum hinge_status status =
        hinge_design_build(&design, own->formula, &data, own->coding, error);
    if (status == HINGE_OK)
        status = hinge_effects_build(&effects, &design, error);
    bool alike = status == HINGE_OK && is_alike(context, &design, &effects);
    if (alike)
        status = hinge_lmm_new(&lmm, &design, &effects, r->y, error);
    if (alike && status == HINGE_OK)
        status =
            hinge_lmm_refit(lmm, context->fit->reml, context->fit->theta, &fit, error);
    if (alike && status == HINGE_OK)
        hinge_lmm_parameter_values(lmm, &fit, values);
    hinge_lmm_fit_clear(&fit);
    hinge_lmm_free(lmm);
    hinge_effects_clear(&effects);
    hinge_design_clear(&design);
    return status;
}

static enum hinge_status run_replicate(void *memory, void *scratch, size_t item,
                                       struct hinge_error *error)
{
    const struct context *context = memory;
    struct replicate r = {.rows = 0};
    double *values = context->values + item * context->n;
    (void)scratch;
    for (size_t i = 0; i < context->n; i++)
        values[i] = (double)NAN; /* failed, unless something better comes */
    enum hinge_status status = HINGE_NOMEM;
    if (draw_rows(context, item, &r) && copy_columns(context, &r))
        status = fit_replicate(context, &r, values, error);
    else
        hinge_model_nomem(error);
    free_replicate(context, &r);
    return status == HINGE_INPUT || status == HINGE_USAGE ? HINGE_OK : status;
}

/* --- the units --- */

static bool sort_rows(struct context *context)
{
    const struct hinge_model_column *unit = &context->data->column[context->unit];
    size_t rows = context->data->rows;
    context->levels = unit->n_levels;
    context->start = hinge_alloc(unit->n_levels + 1, sizeof *context->start);
    context->order = hinge_alloc(rows, sizeof *context->order);
    if (context->start == NULL || context->order == NULL)
        return false;
    for (size_t row = 0; row < rows; row++)
        context->start[(size_t)unit->code[row] + 1]++;
    for (size_t i = 0; i < unit->n_levels; i++)
        context->start[i + 1] += context->start[i];
    for (size_t row = 0; row < rows; row++)
        context->order[context->start[(size_t)unit->code[row]]++] = row;
    for (size_t i = unit->n_levels; i > 0; i--)
        context->start[i] = context->start[i - 1];
    context->start[0] = 0;
    return true;
}

/* Grouping columns (not fixed ones) of which every level lies inside one unit. */
static bool find_inside(struct context *context)
{
    const struct hinge_formula *formula = hinge_lmm_design(context->lmm)->formula;
    const struct hinge_model_column *unit = &context->data->column[context->unit];
    context->inside = hinge_alloc(context->data->n_columns, sizeof *context->inside);
    for (size_t c = 0; c < context->data->n_columns && context->inside != NULL; c++) {
        const struct hinge_model_column *column = &context->data->column[c];
        bool fixed = false;
        for (size_t v = 0; v < formula->n_variables; v++)
            fixed |= strcmp(formula->variable[v].column, column->name) == 0;
        if (!column->is_factor || fixed || c == context->unit)
            continue;
        int32_t *owner = hinge_alloc(column->n_levels, sizeof *owner); /* unit + 1 */
        if (owner == NULL)
            return false;
        context->inside[c] = true;
        for (size_t row = 0; row < context->data->rows; row++) {
            int32_t *own = &owner[column->code[row]];
            if (*own != 0 && *own != unit->code[row] + 1)
                context->inside[c] = false;
            *own = unit->code[row] + 1;
        }
        free(owner);
    }
    return context->inside != NULL;
}

static bool find_unit(struct context *context, const char *name)
{
    const struct hinge_formula *formula = hinge_lmm_design(context->lmm)->formula;
    const struct hinge_model_column *column =
        hinge_model_find(context->data, name, true);
    if (column == NULL || !column->is_factor)
        return false;
    context->unit = (size_t)(column - context->data->column);
    for (size_t i = 0; i < formula->n_random; i++)
        for (int k = 0; k < HINGE_FORMULA_NEST; k++)
            if (formula->random[i].group[k] != NULL &&
                strcmp(formula->random[i].group[k], name) == 0)
                return true;
    return false;
}

enum hinge_status hinge_lmm_case_bootstrap(const struct hinge_lmm *lmm,
                                           const struct hinge_lmm_fit *fit,
                                           const double *y, const char *unit,
                                           const struct hinge_lmm_bootstrap_task *task,
                                           struct hinge_lmm_bootstrap *out,
                                           struct hinge_error *error)
{
    struct context context = {.lmm = lmm,
                              .fit = fit,
                              .task = task,
                              .data = hinge_lmm_design(lmm)->data,
                              .y = y,
                              .n = hinge_lmm_parameters(lmm)};
    struct hinge_loop parallel = {.items = task->replicates,
                                  .threads = task->threads,
                                  .work = run_replicate,
                                  .context = &context,
                                  .progress = task->progress};
    *out = (struct hinge_lmm_bootstrap){.n = 0};
    if (!find_unit(&context, unit))
        return hinge_model_fail(
            error, "E_OPTION",
            "the case bootstrap draws people: '%s' is not a grouping "
            "column of the formula",
            unit);
    context.values = hinge_alloc(task->replicates, context.n * sizeof *context.values);
    enum hinge_status status = HINGE_OK;
    if (context.values == NULL || !sort_rows(&context) || !find_inside(&context))
        status = hinge_model_nomem(error);
    if (status == HINGE_OK)
        status = hinge_parallel_for(&parallel, error);
    if (status == HINGE_OK)
        status =
            hinge_lmm_bootstrap_summarise(context.values, context.n, task, out, error);
    free(context.start);
    free(context.order);
    free(context.inside);
    free(context.values);
    return status;
}
