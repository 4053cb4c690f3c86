/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns in which covariances are searched, and templates there and back. */
#include "stats/model/lmm_space.h"

#include "stats/model/failure.h"
#include "stats/numbers/dense.h"

#include <math.h>
#include <string.h>

void hinge_lmm_space_lower(const double *a, size_t k, bool compact, double *lower)
{
    double q[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS];
    bool used[HINGE_EFFECTS_COLUMNS] = {false};
    size_t next = 0;
    for (size_t i = 0; i < k; i++) {
        double rest[HINGE_EFFECTS_COLUMNS], *row = lower + i * k;
        double norm = sqrt(hinge_dense_dot(a + i * k, a + i * k, k));
        memcpy(rest, a + i * k, k * sizeof *rest);
        memset(row, 0, k * sizeof *row);
        for (int pass = 0; pass < 2; pass++)
            for (size_t c = 0; c < i; c++) {
                double along = used[c] ? hinge_dense_dot(q + c * k, rest, k) : 0.0;
                row[c] += along;
                for (size_t j = 0; j < k && used[c]; j++)
                    rest[j] -= along * q[c * k + j];
            }
        double left = sqrt(hinge_dense_dot(rest, rest, k));
        size_t place = compact ? next : i;
        if (!(left > 1e-9 * norm))
            continue;
        row[place] = left;
        for (size_t j = 0; j < k; j++)
            q[place * k + j] = rest[j] / left;
        used[place] = true;
        next++;
    }
}

const double *hinge_lmm_space_unpack(const double *theta, size_t k, double *t)
{
    memset(t, 0, k * k * sizeof *t);
    for (size_t c = 0; c < k; c++)
        for (size_t r = c; r < k; r++)
            t[r * k + c] = *theta++;
    return theta;
}

double *hinge_lmm_space_pack(const double *t, size_t k, double *theta)
{
    for (size_t c = 0; c < k; c++)
        for (size_t r = c; r < k; r++)
            *theta++ = t[r * k + c];
    return theta;
}

/* out = a b, k x k. */
static void multiply(const double *a, const double *b, size_t k, double *out)
{
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++) {
            double sum = 0.0;
            for (size_t r = 0; r < k; r++)
                sum += a[i * k + r] * b[r * k + j];
            out[i * k + j] = sum;
        }
}

void hinge_lmm_space_convert(const struct hinge_effects *effects, const double *matrix,
                             bool compact, const double *from, double *to)
{
    double t[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS],
        product[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS];
    for (size_t b = 0; b < effects->n_blocks; b++) {
        size_t k = effects->block[b].k;
        from = hinge_lmm_space_unpack(from, k, t);
        multiply(matrix, t, k, product);
        hinge_lmm_space_lower(product, k, compact, t);
        to = hinge_lmm_space_pack(t, k, to);
        matrix += k * k;
    }
}

static double *block_template(const struct hinge_lmm *lmm, size_t b)
{
    double *t = lmm->templates;
    for (size_t g = 0; g < lmm->effects->block[b].group; g++)
        t += lmm->effects->group[g].k * lmm->effects->group[g].k;
    return t;
}

double hinge_lmm_space_value(const double *theta, void *context)
{
    const struct hinge_lmm_space *space = context;
    const struct hinge_effects *effects = space->lmm->effects;
    const double *basis = space->basis;
    double t[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS],
        product[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS];
    if (!hinge_watch_step(space->lmm->watch))
        return HUGE_VAL;
    memset(space->lmm->templates, 0,
           hinge_effects_template_size(effects) * sizeof *theta);
    for (size_t b = 0; b < effects->n_blocks; b++) {
        const struct hinge_effects_block *block = &effects->block[b];
        size_t k = block->k, size = effects->group[block->group].k;
        double *to = block_template(space->lmm, b);
        theta = hinge_lmm_space_unpack(theta, k, t);
        multiply(basis, t, k, product);
        for (size_t i = 0; i < k; i++)
            memcpy(to + (block->first + i) * size + block->first, product + i * k,
                   k * sizeof *to);
        basis += k * k;
    }
    return hinge_lmm_criterion_at(space->lmm, space->lmm->templates, space->reml);
}

/* --- the columns --- */

/* inverse = a^-1 by Gauss-Jordan; false when a is (nearly) singular. `a` is spent. */
static bool invert(double *a, size_t k, double *inverse)
{
    memset(inverse, 0, k * k * sizeof *inverse);
    for (size_t i = 0; i < k; i++)
        inverse[i * k + i] = 1.0;
    for (size_t c = 0; c < k; c++) {
        size_t pivot = c;
        for (size_t r = c + 1; r < k; r++)
            if (fabs(a[r * k + c]) > fabs(a[pivot * k + c]))
                pivot = r;
        double by = a[pivot * k + c];
        if (!(fabs(by) > 1e-300))
            return false;
        for (size_t j = 0; j < k; j++) {
            double keep = a[c * k + j], other = inverse[c * k + j];
            a[c * k + j] = a[pivot * k + j] / by;
            inverse[c * k + j] = inverse[pivot * k + j] / by;
            if (pivot != c) {
                a[pivot * k + j] = keep;
                inverse[pivot * k + j] = other;
            }
        }
        for (size_t r = 0; r < k; r++) {
            double factor = r == c ? 0.0 : a[r * k + c];
            for (size_t j = 0; j < k && factor != 0.0; j++) {
                a[r * k + j] -= factor * a[c * k + j];
                inverse[r * k + j] -= factor * inverse[c * k + j];
            }
        }
    }
    return true;
}

/* The first k independent rows of a block's columns, in order of the data: the same
 * rows in every coding. False when there are fewer. */
static bool independent_rows(const struct hinge_lmm *lmm,
                             const struct hinge_effects_block *block, double *rows)
{
    const struct hinge_effects_group *group = &lmm->effects->group[block->group];
    size_t k = block->k, found = 0;
    double q[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS];
    for (size_t row = 0; row < lmm->n && found < k; row++) {
        const double *z = group->z + row * group->k + block->first;
        double *rest = q + found * k, norm = sqrt(hinge_dense_dot(z, z, k));
        memcpy(rest, z, k * sizeof *rest);
        for (size_t c = 0; c < 2 * found; c++) {
            double along = hinge_dense_dot(q + c % found * k, rest, k);
            for (size_t j = 0; j < k; j++)
                rest[j] -= along * q[c % found * k + j];
        }
        double left = sqrt(hinge_dense_dot(rest, rest, k));
        if (!(left > 1e-6 * norm))
            continue;
        for (size_t j = 0; j < k; j++)
            rest[j] /= left;
        memcpy(rows + found++ * k, z, k * sizeof *rows);
    }
    return found == k;
}

/* Columns with the rows above as unit vectors, then made orthogonal over the data, of
 * root mean square 1: C = mean of z z', M = rows^-1 chol(C)'^-1. */
static bool whiten(const struct hinge_lmm *lmm, const struct hinge_effects_block *block,
                   double *basis, double *inverse)
{
    const struct hinge_effects_group *group = &lmm->effects->group[block->group];
    size_t k = block->k;
    double rows[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS],
        unit[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS],
        c[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS] = {0},
                                  w[HINGE_EFFECTS_COLUMNS];
    double copy[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS];
    if (!independent_rows(lmm, block, rows))
        return false;
    memcpy(copy, rows, k * k * sizeof *copy);
    if (!invert(copy, k, unit))
        return false;
    for (size_t row = 0; row < lmm->n; row++) {
        const double *z = group->z + row * group->k + block->first;
        for (size_t j = 0; j < k; j++) {
            w[j] = 0.0;
            for (size_t i = 0; i < k; i++)
                w[j] += z[i] * unit[i * k + j];
        }
        for (size_t i = 0; i < k; i++)
            for (size_t j = 0; j <= i; j++)
                c[i * k + j] += w[i] * w[j] / (double)lmm->n;
    }
    if (!hinge_dense_cholesky(c, k))
        return false;
    for (size_t i = 0; i < k; i++) /* c becomes chol(C)' */
        for (size_t j = 0; j < i; j++) {
            c[j * k + i] = c[i * k + j];
            c[i * k + j] = 0.0;
        }
    multiply(c, rows, k, inverse); /* (rows^-1 U^-1)^-1 = U rows */
    memcpy(copy, inverse, k * k * sizeof *copy);
    return invert(copy, k, basis);
}

static void fill_basis(struct hinge_lmm_space *space)
{
    const struct hinge_effects *effects = space->lmm->effects;
    double *basis = space->basis, *inverse = space->inverse;
    for (size_t b = 0; b < effects->n_blocks; b++) {
        const struct hinge_effects_block *block = &effects->block[b];
        size_t k = block->k;
        if (!whiten(space->lmm, block, basis, inverse)) {
            const double *unit = effects->group[block->group].unit + block->first;
            memset(basis, 0, k * k * sizeof *basis);
            memset(inverse, 0, k * k * sizeof *inverse);
            for (size_t i = 0; i < k; i++) {
                basis[i * k + i] = unit[i];
                inverse[i * k + i] = 1.0 / unit[i];
            }
        }
        basis += k * k;
        inverse += k * k;
    }
}

enum hinge_status hinge_lmm_space_open(struct hinge_lmm_space *space,
                                       struct hinge_lmm *lmm, bool reml,
                                       struct hinge_error *error)
{
    const struct hinge_effects *effects = lmm->effects;
    size_t n = effects->n_theta, size = 0;
    for (size_t b = 0; b < effects->n_blocks; b++)
        size += effects->block[b].k * effects->block[b].k;
    *space = (struct hinge_lmm_space){.lmm = lmm, .reml = reml};
    space->memory = hinge_alloc(3 * n + 2 * size, sizeof *space->memory);
    if (space->memory == NULL)
        return hinge_model_nomem(error);
    space->basis = space->memory;
    space->inverse = space->basis + size;
    space->trial = space->inverse + size;
    space->best = space->trial + n;
    double *lower = space->best + n;
    for (size_t i = 0; i < n; i++) /* one theta is searched along its half line */
        lower[i] = n == 1 ? 0.0 : -HUGE_VAL;
    space->problem = (struct hinge_minimum_problem){
        .n = n, .lower = lower, .value = hinge_lmm_space_value, .context = space};
    fill_basis(space);
    return HINGE_OK;
}
