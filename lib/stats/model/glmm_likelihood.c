/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole likelihood: participants in chunks over threads, chunks summed in order. */
#include "stats/model/glmm_inside.h"

#include "base/parallel.h"
#include "stats/numbers/dense.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct evaluation {
    struct hinge_glmm *glmm;
    const double *t, *beta;
    bool slopes;
};

struct scratch {
    struct hinge_binary_point *point;
    double *eta, *offset;
};

static void free_scratch(void *memory)
{
    struct scratch *scratch = memory;
    if (scratch == NULL)
        return;
    free(scratch->point);
    free(scratch->eta);
    free(scratch->offset);
    free(scratch);
}

static void *make_scratch(void *context)
{
    const struct evaluation *evaluation = context;
    size_t n = evaluation->glmm->most;
    struct scratch *scratch = hinge_alloc(1, sizeof *scratch);
    if (scratch == NULL)
        return NULL;
    scratch->point = hinge_alloc(n, sizeof *scratch->point);
    scratch->eta = hinge_alloc(n, sizeof *scratch->eta);
    scratch->offset = hinge_alloc(n, sizeof *scratch->offset);
    if (scratch->point != NULL && scratch->eta != NULL && scratch->offset != NULL)
        return scratch;
    free_scratch(scratch);
    return NULL;
}

static enum hinge_status evaluate_chunk(void *context, void *memory, size_t chunk,
                                        struct hinge_error *error)
{
    const struct evaluation *evaluation = context;
    const struct scratch *scratch = memory;
    struct hinge_glmm *glmm = evaluation->glmm;
    size_t npar = glmm->n_theta + glmm->p, p = glmm->p;
    double *slot = glmm->slots + chunk * (npar + 1);
    memset(slot, 0, (npar + 1) * sizeof *slot);
    size_t end = (chunk + 1) * HINGE_GLMM_CHUNK < glmm->levels
                     ? (chunk + 1) * HINGE_GLMM_CHUNK
                     : glmm->levels;
    for (size_t i = chunk * HINGE_GLMM_CHUNK; i < end; i++) {
        size_t first = glmm->start[i];
        struct hinge_glmm_level level = {.n = glmm->start[i + 1] - first,
                                         .x = glmm->x + first * p,
                                         .z = glmm->z + first * glmm->k,
                                         .y = glmm->y + first,
                                         .m = glmm->m + first,
                                         .offset = scratch->offset,
                                         .mode = glmm->mode + i * glmm->k,
                                         .point = scratch->point,
                                         .eta = scratch->eta};
        for (size_t r = 0; r < level.n; r++)
            scratch->offset[r] = hinge_dense_dot(level.x + r * p, evaluation->beta, p);
        hinge_glmm_level_add(glmm, &level, evaluation->t, slot,
                             evaluation->slopes ? slot + 1 : NULL);
    }
    (void)error;
    return HINGE_OK;
}

enum hinge_status hinge_glmm_evaluate(struct hinge_glmm *glmm, const double *theta,
                                      const double *beta, double *deviance,
                                      double *gradient, struct hinge_error *error)
{
    double t[HINGE_GLMM_COLUMNS * HINGE_GLMM_COLUMNS];
    size_t npar = glmm->n_theta + glmm->p;
    hinge_effects_template(glmm->effects, theta, t);
    struct evaluation evaluation = {glmm, t, beta, gradient != NULL};
    struct hinge_loop loop = {.items = glmm->chunks,
                              .threads = glmm->chunks > 1 ? glmm->threads : 1,
                              .work = evaluate_chunk,
                              .context = &evaluation,
                              .make_scratch = make_scratch,
                              .free_scratch = free_scratch};
    enum hinge_status status = hinge_parallel_for(&loop, error);
    if (status != HINGE_OK)
        return status;
    *deviance = glmm->constant;
    for (size_t i = 0; i < npar && gradient != NULL; i++)
        gradient[i] = 0.0;
    for (size_t c = 0; c < glmm->chunks; c++) {
        const double *slot = glmm->slots + c * (npar + 1);
        *deviance += slot[0];
        for (size_t i = 0; i < npar && gradient != NULL; i++)
            gradient[i] += slot[i + 1];
    }
    return HINGE_OK;
}

double hinge_glmm_marginal(enum hinge_link link, double eta, double sd)
{
    /* the trapezoidal rule of a smooth curve that falls off like this one: wrong by
     * exp(-2 pi^2 / (sd step)), the logit's poles being pi / sd away */
    const double end = 8.5, step = fmax(fmin(0.05, 1.0 / sd), 1e-4);
    double sum = 0.0, whole = 0.0;
    for (double n = ceil(end / step), i = -n; i <= n; i++) {
        double weight = exp(-0.5 * i * step * i * step);
        sum += weight * hinge_binary_mean(link, eta + sd * i * step);
        whole += weight;
    }
    return sum / whole;
}
