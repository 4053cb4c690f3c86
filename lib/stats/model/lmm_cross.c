/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows to cross-products: everything the criterion needs, once. */
#include "stats/model/lmm_inside.h"

#include "stats/model/failure.h"
#include "stats/numbers/dense.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CROSSED_COLUMNS = 2000 };

static enum hinge_status allocate(void *place, size_t count, size_t size,
                                  struct hinge_error *error)
{
    void *block = hinge_alloc(count, size);
    memcpy(place, &block, sizeof block);
    return block != NULL ? HINGE_OK : hinge_model_nomem(error);
}

/* Counting sort of the rows by level of group 0. */
static void sort_rows(struct hinge_lmm *lmm)
{
    const struct hinge_effects_group *group = &lmm->effects->group[0];
    for (size_t row = 0; row < lmm->n; row++)
        lmm->start[(size_t)group->code[row] + 1]++;
    for (size_t level = 0; level < group->levels; level++)
        lmm->start[level + 1] += lmm->start[level];
    for (size_t row = 0; row < lmm->n; row++)
        lmm->order[lmm->start[(size_t)group->code[row]]++] = row;
    for (size_t level = group->levels; level > 0; level--)
        lmm->start[level] = lmm->start[level - 1];
    lmm->start[0] = 0;
}

/* out (k x l) += outer product of two rows of random columns. */
static void add_products(const struct hinge_effects_group *a,
                         const struct hinge_effects_group *b, size_t row, double *out,
                         size_t stride)
{
    for (size_t i = 0; i < a->k; i++)
        for (size_t j = 0; j < b->k; j++)
            out[i * stride + j] += a->z[row * a->k + i] * b->z[row * b->k + j];
}

/* Lists the pairs of levels with rows. `mark` (a place per level of the other groups)
 * holds the pair + 1. Returns how many there are; the second pass fills them. */
static size_t list_pairs(struct hinge_lmm *lmm, size_t *mark, bool filling)
{
    const struct hinge_effects *effects = lmm->effects;
    const struct hinge_effects_group *inner = &effects->group[0];
    size_t n = 0;
    for (size_t level = 0; level < inner->levels; level++) {
        size_t first = n;
        for (size_t i = lmm->start[level]; i < lmm->start[level + 1]; i++) {
            size_t row = lmm->order[i], *place = mark;
            for (size_t g = 1; g < effects->n_groups; g++) {
                const struct hinge_effects_group *outer = &effects->group[g];
                size_t other = (size_t)outer->code[row];
                if (place[other] <= first) /* not yet met in this level */
                    place[other] = ++n;
                if (filling) {
                    size_t pair = place[other] - 1;
                    lmm->pair_group[pair] = g;
                    lmm->pair_level[pair] = other;
                    add_products(inner, outer, row,
                                 lmm->pair_zz + pair * inner->k * lmm->widest,
                                 outer->k);
                }
                place += outer->levels;
            }
        }
        lmm->pair_start[level + 1] = n;
        lmm->most_pairs = n - first > lmm->most_pairs ? n - first : lmm->most_pairs;
    }
    return n;
}

static enum hinge_status find_pairs(struct hinge_lmm *lmm, struct hinge_error *error)
{
    const struct hinge_effects *effects = lmm->effects;
    size_t levels = 0;
    for (size_t g = 1; g < effects->n_groups; g++) {
        size_t k = effects->group[g].k;
        lmm->offset[g] = lmm->rest;
        lmm->rest += effects->group[g].levels * k;
        lmm->widest = k > lmm->widest ? k : lmm->widest;
        levels += effects->group[g].levels;
    }
    size_t *mark = hinge_alloc(levels, sizeof *mark);
    if (mark == NULL)
        return hinge_model_nomem(error);
    size_t n = lmm->n_pairs = list_pairs(lmm, mark, false);
    bool done = allocate(&lmm->pair_group, n, sizeof(size_t), error) == HINGE_OK &&
                allocate(&lmm->pair_level, n, sizeof(size_t), error) == HINGE_OK &&
                allocate(&lmm->pair_zz, n * effects->group[0].k * lmm->widest,
                         sizeof(double), error) == HINGE_OK;
    memset(mark, 0, levels * sizeof *mark);
    if (done)
        list_pairs(lmm, mark, true);
    free(mark);
    lmm->crossed = lmm->most_pairs > 1;
    return done ? HINGE_OK : HINGE_NOMEM;
}

/* What the second and the third group share. */
static enum hinge_status join_rest(struct hinge_lmm *lmm, struct hinge_error *error)
{
    const struct hinge_effects_group *a = &lmm->effects->group[1], *b = a + 1;
    size_t rows = a->levels * a->k, columns = b->levels * b->k;
    if (allocate(&lmm->between, rows * columns, sizeof(double), error) != HINGE_OK)
        return HINGE_NOMEM;
    for (size_t row = 0; row < lmm->n; row++)
        add_products(a, b, row,
                     lmm->between + (size_t)a->code[row] * a->k * columns +
                         (size_t)b->code[row] * b->k,
                     columns);
    return HINGE_OK;
}

static void accumulate_z(struct hinge_lmm *lmm, size_t g)
{
    const struct hinge_effects_group *group = &lmm->effects->group[g];
    size_t k = group->k, p = lmm->p, m = lmm->m;
    for (size_t row = 0; row < lmm->n; row++) {
        size_t level = (size_t)group->code[row];
        const double *z = group->z + row * k, *x = lmm->q + row * p;
        double *zz = lmm->zz[g] + level * k * k, *zx = lmm->zx[g] + level * k * m;
        for (size_t a = 0; a < k; a++) {
            for (size_t b = 0; b < k; b++)
                zz[a * k + b] += z[a] * z[b];
            for (size_t j = 0; j < p; j++)
                zx[a * m + j] += z[a] * x[j];
        }
    }
}

static void accumulate_x(struct hinge_lmm *lmm)
{
    size_t p = lmm->p, m = lmm->m, n = lmm->n;
    const double *q = lmm->design->q;
    for (size_t j = 0; j < p; j++) {
        for (size_t row = 0; row < n; row++)
            lmm->q[row * p + j] = q[j * n + row];
        lmm->cross[j * m + j] = 1.0;
    }
}

/* OLS by the orthogonal basis of the design, its residuals and their scale. */
static enum hinge_status subtract_ols(struct hinge_lmm *lmm, const double *y,
                                      struct hinge_error *error)
{
    size_t n = lmm->n, p = lmm->p;
    const double *q = lmm->design->q, *r = lmm->design->r;
    double largest = 0.0;
    for (size_t row = 0; row < n; row++) {
        lmm->residual[row] = y[row];
        largest = fmax(largest, fabs(y[row]));
    }
    for (size_t j = 0; j < p;
         j++) /* the projections, in the place of the coefficients */
        lmm->ols[j] = 0.0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t j = 0; j < p; j++) {
            double c = hinge_dense_dot(q + j * n, lmm->residual, n);
            lmm->ols[j] += c;
            for (size_t row = 0; row < n; row++)
                lmm->residual[row] -= c * q[j * n + row];
        }
    for (size_t i = p; i-- > 0;) {
        for (size_t j = i + 1; j < p; j++)
            lmm->ols[i] -= r[i * p + j] * lmm->ols[j];
        lmm->ols[i] /= r[i * p + i];
    }
    double rss = hinge_dense_dot(lmm->residual, lmm->residual, n);
    if (!(sqrt(rss / (double)n) > 1e-13 * largest))
        return hinge_model_fail(
            error, "E_NO_CONVERGE",
            "the fixed part fits the outcome exactly: no variation is "
            "left for the random terms");
    return HINGE_OK;
}

enum hinge_status hinge_lmm_set_outcome(struct hinge_lmm *lmm, const double *y,
                                        struct hinge_error *error)
{
    size_t n = lmm->n, p = lmm->p, m = lmm->m;
    enum hinge_status status = subtract_ols(lmm, y, error);
    if (status != HINGE_OK)
        return status;
    double *cross = lmm->cross;
    for (size_t j = 0; j < m; j++)
        cross[p * m + j] = cross[j * m + p] = 0.0; /* residuals are orthogonal to X */
    cross[p * m + p] = hinge_dense_dot(lmm->residual, lmm->residual, n);
    for (size_t g = 0; g < lmm->effects->n_groups; g++) {
        const struct hinge_effects_group *group = &lmm->effects->group[g];
        size_t k = group->k;
        for (size_t i = 0; i < group->levels * k; i++)
            lmm->zx[g][i * m + p] = 0.0;
        for (size_t row = 0; row < n; row++) {
            double *zx = lmm->zx[g] + (size_t)group->code[row] * k * m;
            for (size_t a = 0; a < k; a++)
                zx[a * m + p] += group->z[row * k + a] * lmm->residual[row];
        }
    }
    return HINGE_OK;
}

static enum hinge_status allocate_rows(struct hinge_lmm *lmm, struct hinge_error *error)
{
    const struct hinge_effects *effects = lmm->effects;
    size_t n = lmm->n, p = lmm->p, m = lmm->m;
    const struct {
        void *place;
        size_t count, size;
    } arrays[] = {
        {&lmm->q, n * p, sizeof(double)},
        {&lmm->ols, p, sizeof(double)},
        {&lmm->residual, n, sizeof(double)},
        {&lmm->cross, m * m, sizeof(double)},
        {&lmm->schur, m * m, sizeof(double)},
        {&lmm->inverse, m * m, sizeof(double)},
        {&lmm->order, n, sizeof(size_t)},
        {&lmm->start, effects->group[0].levels + 1, sizeof(size_t)},
        {&lmm->pair_start, effects->group[0].levels + 1, sizeof(size_t)},
        {&lmm->templates, hinge_effects_template_size(effects), sizeof(double)},
    };
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        if (allocate(arrays[i].place, arrays[i].count, arrays[i].size, error) !=
            HINGE_OK)
            return HINGE_NOMEM;
    for (size_t g = 0; g < effects->n_groups; g++) {
        size_t k = effects->group[g].k, levels = effects->group[g].levels;
        if (allocate(&lmm->zz[g], levels * k * k, sizeof(double), error) != HINGE_OK ||
            allocate(&lmm->zx[g], levels * k * m, sizeof(double), error) != HINGE_OK)
            return HINGE_NOMEM;
    }
    return HINGE_OK;
}

static enum hinge_status allocate_scratch(struct hinge_lmm *lmm,
                                          struct hinge_error *error)
{
    const struct hinge_effects *effects = lmm->effects;
    size_t k0 = effects->group[0].k, m = lmm->m;
    size_t k1 = lmm->widest, q = lmm->rest;
    size_t k = k0 > k1 ? k0 : k1, width = m > k ? m : k;
    if (lmm->crossed && q > MOST_CROSSED_COLUMNS && effects->n_groups == 2)
        return hinge_model_fail(
            error, "E_OPTION",
            "crossed grouping factors: '%s' has %zu random columns, the "
            "limit for the smaller factor is %d",
            effects->group[1].name, q, MOST_CROSSED_COLUMNS);
    if (lmm->crossed && q > MOST_CROSSED_COLUMNS)
        return hinge_model_fail(
            error, "E_OPTION",
            "three grouping factors: '%s' and '%s' have %zu random columns, the limit "
            "for the two smaller factors is %d",
            effects->group[1].name, effects->group[2].name, q, MOST_CROSSED_COLUMNS);
    const struct {
        double **place;
        size_t count;
    } arrays[] = {
        {&lmm->block, 2 * k * k},
        {&lmm->work, 2 * k * width},
        {&lmm->coupling, lmm->most_pairs * k0 * k1},
        {&lmm->rest_zz, lmm->crossed ? q * q : q * k1},
        {&lmm->rest_zx, q * m},
    };
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        if (allocate(arrays[i].place, arrays[i].count, sizeof(double), error) !=
            HINGE_OK)
            return HINGE_NOMEM;
    return HINGE_OK;
}

static enum hinge_status build(struct hinge_lmm *lmm, const double *y,
                               struct hinge_error *error)
{
    const struct hinge_effects *effects = lmm->effects;
    enum hinge_status status = allocate_rows(lmm, error);
    if (status != HINGE_OK)
        return status;
    accumulate_x(lmm);
    sort_rows(lmm);
    if (effects->n_groups > 1)
        status = find_pairs(lmm, error);
    if (status == HINGE_OK)
        status = allocate_scratch(lmm, error);
    if (status == HINGE_OK && effects->n_groups > 2)
        status = join_rest(lmm, error);
    if (status != HINGE_OK)
        return status;
    for (size_t g = 0; g < effects->n_groups; g++)
        accumulate_z(lmm, g);
    return hinge_lmm_set_outcome(lmm, y, error);
}

enum hinge_status hinge_lmm_new(struct hinge_lmm **lmm,
                                const struct hinge_design *design,
                                const struct hinge_effects *effects, const double *y,
                                struct hinge_error *error)
{
    *lmm = hinge_alloc(1, sizeof **lmm);
    if (*lmm == NULL)
        return hinge_model_nomem(error);
    (*lmm)->design = design;
    (*lmm)->effects = effects;
    (*lmm)->n = design->data->rows;
    (*lmm)->p = design->p;
    (*lmm)->m = design->p + 1;
    enum hinge_status status = build(*lmm, y, error);
    if (status != HINGE_OK) {
        hinge_lmm_free(*lmm);
        *lmm = NULL;
    }
    return status;
}

void hinge_lmm_free(struct hinge_lmm *lmm)
{
    if (lmm == NULL)
        return;
    void *const owned[] = {lmm->q,          lmm->ols,        lmm->residual,
                           lmm->cross,      lmm->order,      lmm->start,
                           lmm->zz[0],      lmm->zz[1],      lmm->zx[0],
                           lmm->zx[1],      lmm->zz[2],      lmm->zx[2],
                           lmm->between,    lmm->pair_start, lmm->pair_zz,
                           lmm->pair_group, lmm->pair_level, lmm->block,
                           lmm->work,       lmm->coupling,   lmm->rest_zz,
                           lmm->rest_zx,    lmm->schur,      lmm->inverse,
                           lmm->templates};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        free(owned[i]);
    free(lmm);
}
