/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows to counts, and the life of struct hinge_glmm. */
#include "stats/model/glmm_inside.h"

#include "os/sort.h"
#include "stats/model/failure.h"

#include <gsl/gsl_integration.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct sorting {
    const struct hinge_design *design;
    const struct hinge_effects_group *group;
};

/* By columns of X, then of Z; equal means that the rows can be one count. */
static int compare_rows(const struct sorting *sorting, size_t a, size_t b)
{
    size_t rows = sorting->design->data->rows, k = sorting->group->k;
    for (size_t j = 0; j < sorting->design->p; j++) {
        double xa = sorting->design->x[j * rows + a],
               xb = sorting->design->x[j * rows + b];
        if (xa != xb)
            return xa < xb ? -1 : 1;
    }
    for (size_t j = 0; j < k; j++) {
        double za = sorting->group->z[a * k + j], zb = sorting->group->z[b * k + j];
        if (za != zb)
            return za < zb ? -1 : 1;
    }
    return 0;
}

static int compare_order(const void *a, const void *b, void *context)
{
    size_t ia = *(const size_t *)a, ib = *(const size_t *)b;
    int order = compare_rows(context, ia, ib);
    return order != 0 ? order : (ia > ib) - (ia < ib);
}

/* Rows by level (counting sort), then by columns. first[level] is where a level starts.
 */
static void sort_rows(const struct sorting *sorting, size_t *order, size_t *first)
{
    size_t rows = sorting->design->data->rows, levels = sorting->group->levels;
    const int32_t *code = sorting->group->code;
    for (size_t row = 0; row < rows; row++)
        first[(size_t)code[row] + 1]++;
    for (size_t i = 0; i < levels; i++)
        first[i + 1] += first[i];
    for (size_t row = 0; row < rows; row++)
        order[first[(size_t)code[row]]++] = row;
    for (size_t i = levels; i > 0; i--)
        first[i] = first[i - 1];
    first[0] = 0;
    for (size_t i = 0; i < levels; i++)
        hinge_os_sort(order + first[i], first[i + 1] - first[i], sizeof *order,
                      compare_order, (void *)sorting);
}

static void add_row(struct hinge_glmm *glmm, const struct sorting *sorting,
                    const struct hinge_binary *outcome, size_t row, bool fresh)
{
    size_t rows = sorting->design->data->rows;
    if (fresh) {
        for (size_t j = 0; j < glmm->p; j++)
            glmm->x[glmm->n * glmm->p + j] = sorting->design->x[j * rows + row];
        memcpy(glmm->z + glmm->n * glmm->k, sorting->group->z + row * glmm->k,
               glmm->k * sizeof *glmm->z);
        glmm->n++;
    }
    double y = outcome->y[row], m = outcome->m != NULL ? outcome->m[row] : 1.0;
    glmm->y[glmm->n - 1] += y;
    glmm->m[glmm->n - 1] += m;
    if (outcome->m != NULL)
        glmm->constant -= 2.0 * (gsl_sf_lngamma(m + 1.0) - gsl_sf_lngamma(y + 1.0) -
                                 gsl_sf_lngamma(m - y + 1.0));
}

/* Sorts, collapses and copies the rows. */
static enum hinge_status collapse(struct hinge_glmm *glmm,
                                  const struct hinge_binary *outcome,
                                  struct hinge_error *error)
{
    struct sorting sorting = {glmm->design, &glmm->effects->group[0]};
    size_t rows = glmm->design->data->rows, levels = glmm->levels;
    size_t *order = hinge_alloc(rows, sizeof *order);
    size_t *first = hinge_alloc(levels + 1, sizeof *first);
    glmm->start = hinge_alloc(levels + 1, sizeof *glmm->start);
    glmm->x = hinge_alloc(rows * glmm->p, sizeof *glmm->x);
    glmm->z = hinge_alloc(rows * glmm->k, sizeof *glmm->z);
    glmm->y = hinge_alloc(rows, sizeof *glmm->y);
    glmm->m = hinge_alloc(rows, sizeof *glmm->m);
    glmm->mode = hinge_alloc(levels * glmm->k, sizeof *glmm->mode);
    enum hinge_status status = HINGE_OK;
    if (order == NULL || first == NULL || glmm->start == NULL || glmm->x == NULL ||
        glmm->z == NULL || glmm->y == NULL || glmm->m == NULL || glmm->mode == NULL) {
        status = hinge_model_nomem(error);
    } else {
        sort_rows(&sorting, order, first);
        for (size_t i = 0; i < levels; i++) {
            for (size_t r = first[i]; r < first[i + 1]; r++) {
                bool fresh = r == first[i] ||
                             compare_rows(&sorting, order[r - 1], order[r]) != 0;
                add_row(glmm, &sorting, outcome, order[r], fresh);
            }
            glmm->start[i + 1] = glmm->n;
            size_t own = glmm->n - glmm->start[i];
            glmm->most = own > glmm->most ? own : glmm->most;
        }
    }
    free(order);
    free(first);
    return status;
}

static enum hinge_status set_nodes(struct hinge_glmm *glmm, size_t nodes,
                                   struct hinge_error *error)
{
    glmm->nodes = nodes;
    if (nodes % 2 == 0 || nodes > HINGE_GLMM_NODES)
        return hinge_model_fail(error, "E_OPTION",
                                "nagq is %zu; it must be odd, from 1 to %d", nodes,
                                HINGE_GLMM_NODES);
    if (nodes > 1 && glmm->k != 1)
        return hinge_model_fail(
            error, "E_OPTION",
            "nagq above 1 needs a random intercept and no slope; use nagq = 1");
    if (nodes == 1) { /* Laplace: one node at 0 of weight sqrt(pi) */
        glmm->log_weight[0] = 0.5 * log(M_PI);
        return HINGE_OK;
    }
    gsl_integration_fixed_workspace *rule = gsl_integration_fixed_alloc(
        gsl_integration_fixed_hermite, nodes, 0.0, 1.0, 0.0, 0.0);
    if (rule == NULL)
        return hinge_model_nomem(error);
    for (size_t i = 0; i < nodes; i++) {
        glmm->node[i] = gsl_integration_fixed_nodes(rule)[i];
        glmm->log_weight[i] = log(gsl_integration_fixed_weights(rule)[i]);
    }
    gsl_integration_fixed_free(rule);
    return HINGE_OK;
}

static enum hinge_status check_outcome(const struct hinge_glmm *glmm,
                                       struct hinge_error *error)
{
    double y = 0.0, m = 0.0;
    for (size_t i = 0; i < glmm->n; i++) {
        y += glmm->y[i];
        m += glmm->m[i];
    }
    if (y > 0.0 && y < m)
        return HINGE_OK;
    return hinge_binary_one_level(glmm->design->formula, y > 0.0, error);
}

enum hinge_status hinge_glmm_new(struct hinge_glmm **out,
                                 const struct hinge_design *design,
                                 const struct hinge_effects *effects,
                                 const struct hinge_binary *outcome, size_t nodes,
                                 int threads, struct hinge_error *error)
{
    *out = NULL;
    if (effects->n_groups != 1)
        return hinge_model_fail(
            error, "E_FORMULA",
            "formula: a binary mixed model takes one grouping factor; "
            "this has '%s' and '%s'",
            effects->group[1].name, effects->group[0].name);
    if (effects->group[0].k > HINGE_GLMM_COLUMNS)
        return hinge_model_fail(error, "E_OPTION",
                                "'%s' has %zu random columns; a binary model takes %d",
                                effects->group[0].name, effects->group[0].k,
                                HINGE_GLMM_COLUMNS);
    struct hinge_glmm *glmm = hinge_alloc(1, sizeof *glmm);
    if (glmm == NULL)
        return hinge_model_nomem(error);
    glmm->design = design;
    glmm->effects = effects;
    glmm->link = outcome->link;
    glmm->p = design->p;
    glmm->k = effects->group[0].k;
    glmm->n_theta = effects->n_theta;
    glmm->levels = effects->group[0].levels;
    glmm->threads = threads;
    glmm->chunks = (glmm->levels + HINGE_GLMM_CHUNK - 1) / HINGE_GLMM_CHUNK;
    glmm->slots =
        hinge_alloc(glmm->chunks * (1 + glmm->n_theta + glmm->p), sizeof *glmm->slots);
    glmm->glm_beta = hinge_alloc(glmm->p, sizeof *glmm->glm_beta);
    enum hinge_status status = glmm->slots != NULL && glmm->glm_beta != NULL
                                   ? set_nodes(glmm, nodes, error)
                                   : hinge_model_nomem(error);
    if (status == HINGE_OK)
        status = collapse(glmm, outcome, error);
    if (status == HINGE_OK)
        status = check_outcome(glmm, error);
    bool converged;
    if (status == HINGE_OK)
        status =
            hinge_glm_fit(design, outcome, 30, glmm->glm_beta, NULL, &converged, error);
    if (status == HINGE_OK)
        *out = glmm;
    else
        hinge_glmm_free(glmm);
    return status;
}

void hinge_glmm_free(struct hinge_glmm *glmm)
{
    if (glmm == NULL)
        return;
    free(glmm->start);
    free(glmm->x);
    free(glmm->z);
    free(glmm->y);
    free(glmm->m);
    free(glmm->mode);
    free(glmm->slots);
    free(glmm->glm_beta);
    free(glmm);
}
