/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parametric bootstrap; one model per thread, an outcome per replicate. */
#include "stats/model/lmm_bootstrap.h"

#include "base/parallel.h"
#include "base/random.h"
#include "base/sorted.h"
#include "stats/model/failure.h"
#include "stats/numbers/dense.h"

#include <math.h>
#include <stdlib.h>

struct context {
    const struct hinge_lmm *lmm;
    const struct hinge_lmm_fit *fit;
    const struct hinge_lmm_bootstrap_task *task;
    const double *templates;
    double *values; /* replicates x n */
    size_t n;
};

struct scratch {
    struct hinge_lmm *lmm;
    double *y;
};

size_t hinge_lmm_parameters(const struct hinge_lmm *lmm)
{
    const struct hinge_effects *effects = hinge_lmm_effects(lmm);
    size_t n = hinge_lmm_design(lmm)->p + 1;
    for (size_t g = 0; g < effects->n_groups; g++)
        n += effects->group[g].k * (effects->group[g].k + 1) / 2;
    return n;
}

void hinge_lmm_parameter_values(const struct hinge_lmm *lmm,
                                const struct hinge_lmm_fit *fit, double *out)
{
    const struct hinge_effects *effects = hinge_lmm_effects(lmm);
    double
        templates[HINGE_EFFECTS_GROUPS * HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS];
    hinge_effects_template(effects, fit->theta, templates);
    for (size_t j = 0; j < fit->p; j++)
        *out++ = fit->beta[j];
    *out++ = fit->sigma;
    for (size_t g = 0; g < effects->n_groups; g++) {
        for (size_t i = 0; i < effects->group[g].k; i++)
            *out++ = fit->sigma * hinge_effects_sd(effects, templates, g, i);
        for (size_t i = 0; i < effects->group[g].k; i++)
            for (size_t j = 0; j < i; j++)
                *out++ = hinge_effects_corr(effects, templates, g, i, j);
    }
}

static void free_scratch(void *memory)
{
    struct scratch *scratch = memory;
    if (scratch == NULL)
        return;
    hinge_lmm_free(scratch->lmm);
    free(scratch->y);
    free(scratch);
}

/* y of one replicate: fixed part, then every group's levels, then the rows. */
static void simulate(const struct context *context, uint64_t replicate, double *y)
{
    const struct hinge_design *design = hinge_lmm_design(context->lmm);
    const struct hinge_effects *effects = hinge_lmm_effects(context->lmm);
    size_t rows = design->data->rows;
    const double *t = context->templates, sigma = context->fit->sigma;
    double *u = y + rows; /* k per level of a group */
    struct hinge_random draw;
    hinge_random_init(&draw, context->task->seed, HINGE_STREAM_PARAMETRIC, replicate);
    for (size_t row = 0; row < rows; row++) {
        y[row] = 0.0;
        for (size_t j = 0; j < design->p; j++)
            y[row] += design->x[j * rows + row] * context->fit->beta[j];
    }
    for (size_t g = 0; g < effects->n_groups; g++) {
        const struct hinge_effects_group *group = &effects->group[g];
        size_t k = group->k;
        for (size_t i = 0; i < group->levels * k; i++)
            u[i] = sigma * hinge_random_normal(&draw);
        for (size_t row = 0; row < rows; row++) {
            const double *own = u + (size_t)group->code[row] * k;
            for (size_t a = 0; a < k; a++)
                y[row] += group->z[row * k + a] * hinge_dense_dot(t + a * k, own, k);
        }
        t += k * k;
    }
    for (size_t row = 0; row < rows; row++)
        y[row] += sigma * hinge_random_normal(&draw);
}

static void *make_scratch(void *memory)
{
    const struct context *context = memory;
    const struct hinge_design *design = hinge_lmm_design(context->lmm);
    const struct hinge_effects *effects = hinge_lmm_effects(context->lmm);
    size_t most = 0;
    for (size_t g = 0; g < effects->n_groups; g++) {
        size_t size = effects->group[g].levels * effects->group[g].k;
        most = size > most ? size : most;
    }
    struct scratch *scratch = hinge_alloc(1, sizeof *scratch);
    if (scratch == NULL)
        return NULL;
    scratch->y = hinge_alloc(design->data->rows + most, sizeof *scratch->y);
    if (scratch->y != NULL)
        simulate(context, 0, scratch->y);
    if (scratch->y != NULL &&
        hinge_lmm_new(&scratch->lmm, design, effects, scratch->y, NULL) == HINGE_OK)
        return scratch;
    free_scratch(scratch);
    return NULL;
}

static enum hinge_status refit(void *memory, void *own, size_t item,
                               struct hinge_error *error)
{
    const struct context *context = memory;
    struct scratch *scratch = own;
    struct hinge_lmm_fit fit = {.memory = NULL};
    double *values = context->values + item * context->n;
    simulate(context, item, scratch->y);
    enum hinge_status status = hinge_lmm_set_outcome(scratch->lmm, scratch->y, error);
    if (status == HINGE_OK)
        status = hinge_lmm_refit(scratch->lmm, context->fit->reml, context->fit->theta,
                                 &fit, error);
    if (status == HINGE_OK)
        hinge_lmm_parameter_values(scratch->lmm, &fit, values);
    for (size_t i = 0; i < context->n && status == HINGE_INPUT; i++)
        values[i] = (double)NAN; /* this refit is counted as failed */
    hinge_lmm_fit_clear(&fit);
    return status == HINGE_INPUT ? HINGE_OK : status;
}

enum hinge_status hinge_lmm_bootstrap_summarise(
    const double *values, size_t n, const struct hinge_lmm_bootstrap_task *task,
    struct hinge_lmm_bootstrap *out, struct hinge_error *error)
{
    double tail = 0.5 * (1.0 - task->level);
    double *column = hinge_alloc(task->replicates, sizeof *column);
    *out = (struct hinge_lmm_bootstrap){.n = n,
                                        .memory = hinge_alloc(2 * n, sizeof(double))};
    if (column == NULL || out->memory == NULL) {
        free(column);
        return hinge_model_nomem(error);
    }
    out->low = out->memory;
    out->high = out->memory + n;
    for (size_t i = 0; i < n; i++) {
        size_t used = 0;
        for (size_t b = 0; b < task->replicates; b++)
            if (!isnan(values[b * n + i]))
                column[used++] = values[b * n + i];
        if (i == 0)
            out->failed = task->replicates - used;
        hinge_sort(column, used);
        out->low[i] = hinge_quantile_sorted(column, used, tail);
        out->high[i] = hinge_quantile_sorted(column, used, 1.0 - tail);
    }
    free(column);
    if (2 * out->failed <= task->replicates)
        return HINGE_OK;
    return hinge_model_fail(error, "E_NO_CONVERGE",
                            "%zu of %zu refits of the bootstrap did not converge",
                            out->failed, task->replicates);
}

enum hinge_status hinge_lmm_bootstrap(const struct hinge_lmm *lmm,
                                      const struct hinge_lmm_fit *fit,
                                      const struct hinge_lmm_bootstrap_task *task,
                                      struct hinge_lmm_bootstrap *out,
                                      struct hinge_error *error)
{
    double
        templates[HINGE_EFFECTS_GROUPS * HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS];
    hinge_effects_template(hinge_lmm_effects(lmm), fit->theta, templates);
    size_t n = hinge_lmm_parameters(lmm);
    *out = (struct hinge_lmm_bootstrap){.n = 0};
    double *values = hinge_alloc(task->replicates, n * sizeof *values);
    struct context context = {lmm, fit, task, templates, values, n};
    struct hinge_loop parallel = {.items = task->replicates,
                                  .threads = task->threads,
                                  .work = refit,
                                  .context = &context,
                                  .make_scratch = make_scratch,
                                  .free_scratch = free_scratch,
                                  .progress = task->progress};
    if (values == NULL)
        return hinge_model_nomem(error);
    enum hinge_status status = hinge_parallel_for(&parallel, error);
    if (status == HINGE_OK)
        status = hinge_lmm_bootstrap_summarise(values, n, task, out, error);
    free(values);
    return status;
}

void hinge_lmm_bootstrap_clear(struct hinge_lmm_bootstrap *bootstrap)
{
    free(bootstrap->memory);
    *bootstrap = (struct hinge_lmm_bootstrap){.memory = NULL};
}
