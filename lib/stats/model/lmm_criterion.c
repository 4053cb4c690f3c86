/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The criterion at one theta, by elimination: the levels of the factor with more levels
 * one by one (they do not touch each other), then the other factors (block by block
 * when there is one and it is nested, else as one dense matrix), then the fixed
 * effects. Sums run in order of levels. */
#include "stats/model/lmm_inside.h"

#include "stats/numbers/dense.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

/* out (k x m) = T' a (k x m). */
static void template_times(const double *t, size_t k, const double *a, size_t m,
                           double *out)
{
    if (k == 1) { /* random intercepts: most of all models */
        for (size_t j = 0; j < m; j++)
            out[j] = t[0] * a[j];
        return;
    }
    memset(out, 0, k * m * sizeof *out);
    for (size_t r = 0; r < k; r++)
        for (size_t i = 0; i < k; i++) {
            double value = t[r * k + i];
            for (size_t j = 0; j < m && value != 0.0; j++)
                out[i * m + j] += value * a[r * m + j];
        }
}

/* out (k x l) = a (k x l) T, T is l x l. */
static void times_template(const double *a, size_t k, const double *t, size_t l,
                           double *out)
{
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < l; j++) {
            double sum = 0.0;
            for (size_t r = 0; r < l; r++)
                sum += a[i * l + r] * t[r * l + j];
            out[i * l + j] = sum;
        }
}

/* block = T' zz T + I; scratch is k x k. */
static void relative_block(const double *t, size_t k, const double *zz, double *scratch,
                           double *block)
{
    template_times(t, k, zz, k, scratch);
    times_template(scratch, k, t, k, block);
    for (size_t i = 0; i < k; i++)
        block[i * k + i] += 1.0;
}

/* Logarithm of a product of many factors >= 1, with few calls of log. */
struct log_product {
    double sum, product;
};

static void multiply(struct log_product *log_of, double factor)
{
    log_of->product *= factor;
    if (log_of->product > 1e200) {
        log_of->sum += log(log_of->product);
        log_of->product = 1.0;
    }
}

static double total(const struct log_product *log_of)
{
    return log_of->sum + log(log_of->product);
}

/* Squares of the diagonal of a factor of (something positive + I). */
static void multiply_diagonal(struct log_product *log_of, const double *l, size_t n)
{
    for (size_t i = 0; i < n; i++)
        multiply(log_of, l[i * n + i] * l[i * n + i]);
}

/* Template of a group, of those of all. */
static const double *template_of(const struct hinge_lmm *lmm, const double *t, size_t g)
{
    for (size_t h = 0; h < g; h++)
        t += lmm->effects->group[h].k * lmm->effects->group[h].k;
    return t;
}

/* First column of a pair's other level among those of the rest; *k of them. */
static size_t column_of(const struct hinge_lmm *lmm, size_t pair, size_t *k)
{
    size_t g = lmm->pair_group[pair];
    *k = lmm->effects->group[g].k;
    return lmm->offset[g] + lmm->pair_level[pair] * *k;
}

/* What eliminating one level of group 0 takes from the others. `w` is L^-1 T'[X y]. */
static void couple(struct hinge_lmm *lmm, size_t level, const double *t,
                   const double *l, const double *w)
{
    size_t k0 = lmm->effects->group[0].k, m = lmm->m, q = lmm->rest;
    size_t size = k0 * lmm->widest, k, kj;
    size_t first = lmm->pair_start[level], n = lmm->pair_start[level + 1] - first;
    double *scratch = lmm->work + k0 * m; /* free while w is in use: k0 x k fits */
    for (size_t i = 0; i < n; i++) {
        double *v = lmm->coupling + i * size;
        size_t own = column_of(lmm, first + i, &k);
        const double *other = template_of(lmm, t, lmm->pair_group[first + i]);
        times_template(lmm->pair_zz + (first + i) * size, k0, other, k, scratch);
        template_times(t, k0, scratch, k, v);
        hinge_dense_forward(l, k0, v, k);
        hinge_dense_subtract_product(lmm->rest_zx + own * m, m, v, k, w, m, k0);
        if (!lmm->crossed) {
            hinge_dense_subtract_product(lmm->rest_zz + own * k, k, v, k, v, k, k0);
            continue;
        }
        for (size_t j = 0; j <= i; j++) {
            size_t another = column_of(lmm, first + j, &kj);
            const double *vj = lmm->coupling + j * size;
            if (own > another)
                hinge_dense_subtract_product(lmm->rest_zz + own * q + another, q, v, k,
                                             vj, kj, k0);
            else
                hinge_dense_subtract_product(lmm->rest_zz + another * q + own, q, vj,
                                             kj, v, k, k0);
        }
    }
}

/* C -= a b b' in the lower triangle, which is all that the factorisations read. */
static void subtract_square(double *c, size_t m, double a, const double *b)
{
    for (size_t i = 0; i < m; i++) {
        double value = a * b[i];
        for (size_t j = 0; j <= i; j++)
            c[i * m + j] -= value * b[j];
    }
}

/* eliminate_first for random intercepts (nested, if there are two factors): most
 * models, and the ones with most levels, so that they have a loop of their own. */
static void eliminate_scalars(struct hinge_lmm *lmm, double t0, const double *t1,
                              double *log_det)
{
    size_t m = lmm->m, levels = lmm->effects->group[0].levels;
    struct log_product det = {0.0, 1.0};
    for (size_t level = 0; level < levels; level++) {
        const double *zx = lmm->zx[0] + level * m;
        double l2 = t0 * t0 * lmm->zz[0][level] + 1.0, taken = t0 * t0 / l2;
        subtract_square(lmm->schur, m, taken, zx);
        multiply(&det, l2);
        for (size_t i = lmm->pair_start[level]; i < lmm->pair_start[level + 1]; i++) {
            size_t other = lmm->pair_level[i];
            double c = *t1 * lmm->pair_zz[i], *rest = lmm->rest_zx + other * m;
            lmm->rest_zz[other] -= taken * c * c;
            for (size_t j = 0; j < m; j++)
                rest[j] -= taken * c * zx[j];
        }
    }
    *log_det += total(&det);
}

static bool are_scalars(const struct hinge_lmm *lmm)
{
    const struct hinge_effects *effects = lmm->effects;
    return effects->group[0].k == 1 &&
           (effects->n_groups == 1 || (effects->group[1].k == 1 && !lmm->crossed));
}

static bool eliminate_first(struct hinge_lmm *lmm, const double *t0, double *log_det)
{
    const struct hinge_effects_group *group = &lmm->effects->group[0];
    size_t k = group->k, m = lmm->m;
    if (are_scalars(lmm)) {
        eliminate_scalars(lmm, t0[0], t0 + 1, log_det);
        return isfinite(*log_det);
    }
    double *block = lmm->block, *scratch = lmm->block + k * k, *w = lmm->work;
    struct log_product det = {0.0, 1.0};
    for (size_t level = 0; level < group->levels; level++) {
        relative_block(t0, k, lmm->zz[0] + level * k * k, scratch, block);
        if (!hinge_dense_cholesky(block, k))
            return false;
        multiply_diagonal(&det, block, k);
        template_times(t0, k, lmm->zx[0] + level * k * m, m, w);
        hinge_dense_forward(block, k, w, m);
        hinge_dense_subtract_product(lmm->schur, m, w, m, w, m, k);
        if (lmm->rest > 0)
            couple(lmm, level, t0, block, w);
    }
    *log_det += total(&det);
    return true;
}

/* Group g before anything is taken from it. */
static void start_group(struct hinge_lmm *lmm, size_t g, const double *t)
{
    const struct hinge_effects_group *group = &lmm->effects->group[g];
    size_t k = group->k, m = lmm->m, stride = lmm->crossed ? lmm->rest : k;
    double *scratch = lmm->block, *block = lmm->block + k * k;
    for (size_t level = 0; level < group->levels; level++) {
        size_t at = lmm->offset[g] + level * k;
        relative_block(t, k, lmm->zz[g] + level * k * k, scratch, block);
        template_times(t, k, lmm->zx[g] + level * k * m, m, lmm->rest_zx + at * m);
        double *to = lmm->rest_zz + at * stride + (lmm->crossed ? at : 0);
        for (size_t i = 0; i < k; i++)
            memcpy(to + i * stride, block + i * k, k * sizeof *to);
    }
}

/* The third group's rows of what it shares with the second, T2' Z2'Z1 T1. */
static void start_between(struct hinge_lmm *lmm, const double *t1, const double *t2)
{
    const struct hinge_effects_group *a = &lmm->effects->group[1], *b = a + 1;
    size_t q = lmm->rest, columns = b->levels * b->k;
    for (size_t i = 0; i < a->levels; i++)
        for (size_t j = 0; j < b->levels; j++) {
            const double *from = lmm->between + i * a->k * columns + j * b->k;
            double *half = lmm->work, *block = lmm->block;
            for (size_t r = 0; r < a->k; r++)
                memcpy(block + r * b->k, from + r * columns, b->k * sizeof *block);
            times_template(block, a->k, t2, b->k, half);
            template_times(t1, a->k, half, b->k, block);
            double *to = lmm->rest_zz + (lmm->offset[2] + j * b->k) * q +
                         lmm->offset[1] + i * a->k;
            for (size_t c = 0; c < b->k; c++)
                for (size_t r = 0; r < a->k; r++)
                    to[c * q + r] = block[r * b->k + c];
        }
}

static void start_rest(struct hinge_lmm *lmm, const double *t)
{
    const struct hinge_effects *effects = lmm->effects;
    if (lmm->crossed)
        memset(lmm->rest_zz, 0, lmm->rest * lmm->rest * sizeof *lmm->rest_zz);
    for (size_t g = 1; g < effects->n_groups; g++)
        start_group(lmm, g, template_of(lmm, t, g));
    if (effects->n_groups > 2)
        start_between(lmm, template_of(lmm, t, 1), template_of(lmm, t, 2));
}

static bool eliminate_dense(struct hinge_lmm *lmm, double *log_det)
{
    size_t q = lmm->rest, m = lmm->m;
    gsl_matrix_view zz = gsl_matrix_view_array(lmm->rest_zz, q, q);
    gsl_matrix_view zx = gsl_matrix_view_array(lmm->rest_zx, q, m);
    if (gsl_linalg_cholesky_decomp1(&zz.matrix) != GSL_SUCCESS)
        return false;
    struct log_product det = {0.0, 1.0};
    multiply_diagonal(&det, lmm->rest_zz, q);
    *log_det += total(&det);
    gsl_blas_dtrsm(CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, 1.0, &zz.matrix,
                   &zx.matrix);
    hinge_dense_subtract_product(lmm->schur, m, lmm->rest_zx, m, lmm->rest_zx, m, q);
    return true;
}

static bool eliminate_second(struct hinge_lmm *lmm, double *log_det)
{
    const struct hinge_effects_group *group = &lmm->effects->group[1];
    size_t k = group->k, m = lmm->m;
    struct log_product det = {0.0, 1.0};
    if (lmm->crossed)
        return eliminate_dense(lmm, log_det);
    for (size_t level = 0; level < group->levels; level++) {
        double *block = lmm->rest_zz + level * k * k, *w = lmm->rest_zx + level * k * m;
        if (!hinge_dense_cholesky(block, k))
            return false;
        multiply_diagonal(&det, block, k);
        hinge_dense_forward(block, k, w, m);
        hinge_dense_subtract_product(lmm->schur, m, w, m, w, m, k);
    }
    *log_det += total(&det);
    return true;
}

/* b (p x m) = R^-1 b. */
static void solve_r(const struct hinge_lmm *lmm, double *b, size_t m)
{
    const double *r = lmm->design->r;
    size_t p = lmm->p;
    for (size_t i = p; i-- > 0;)
        for (size_t c = 0; c < m; c++) {
            for (size_t j = i + 1; j < p; j++)
                b[i * m + c] -= r[i * p + j] * b[j * m + c];
            b[i * m + c] /= r[i * p + i];
        }
}

static void transpose(const double *a, size_t p, double *out)
{
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++)
            out[j * p + i] = a[i * p + j];
}

void hinge_lmm_of_x(const struct hinge_lmm *lmm, double *c, double *work)
{
    size_t p = lmm->p;
    solve_r(lmm, c, p);
    transpose(c, p, work);
    solve_r(lmm, work, p);
    for (size_t i = 0; i < p; i++) /* the two triangles differ by rounding */
        for (size_t j = 0; j < p; j++)
            c[i * p + j] = 0.5 * (work[i * p + j] + work[j * p + i]);
}

/* Fixed effects from the factor of the last Schur complement. */
static void solve_fixed(struct hinge_lmm *lmm, struct hinge_lmm_parts *parts)
{
    size_t p = lmm->p, m = lmm->m;
    double *l = lmm->inverse; /* p x p copy of the factor */
    for (size_t i = 0; i < p; i++)
        memcpy(l + i * p, lmm->schur + i * m, p * sizeof *l);
    if (parts->beta != NULL) {
        memcpy(parts->beta, lmm->schur + p * m, p * sizeof *parts->beta);
        hinge_dense_backward(l, p, parts->beta);
        solve_r(lmm, parts->beta, 1);
        for (size_t j = 0; j < p; j++)
            parts->beta[j] += lmm->ols[j];
    }
    if (parts->c == NULL)
        return;
    hinge_dense_inverse(l, p, parts->c);
    hinge_lmm_of_x(lmm, parts->c, l);
}

bool hinge_lmm_evaluate(struct hinge_lmm *lmm, const double *templates,
                        struct hinge_lmm_parts *parts)
{
    size_t m = lmm->m, p = lmm->p;
    parts->log_det = 0.0;
    memcpy(lmm->schur, lmm->cross, m * m * sizeof *lmm->schur);
    if (lmm->rest > 0)
        start_rest(lmm, templates);
    if (!eliminate_first(lmm, templates, &parts->log_det))
        return false;
    if (lmm->rest > 0 && !eliminate_second(lmm, &parts->log_det))
        return false;
    if (!hinge_dense_cholesky(lmm->schur, m))
        return false;
    parts->log_det_x = 0.0;
    for (size_t j = 0; j < p; j++)
        parts->log_det_x +=
            2.0 * log(lmm->schur[j * m + j] * fabs(lmm->design->r[j * p + j]));
    parts->r2 = lmm->schur[p * m + p] * lmm->schur[p * m + p];
    solve_fixed(lmm, parts);
    return true;
}

double hinge_lmm_criterion_at(struct hinge_lmm *lmm, const double *templates, bool reml)
{
    struct hinge_lmm_parts parts = {.beta = NULL, .c = NULL};
    if (!hinge_lmm_evaluate(lmm, templates, &parts))
        return HUGE_VAL;
    double df = reml ? (double)(lmm->n - lmm->p) : (double)lmm->n;
    return parts.log_det + (reml ? parts.log_det_x : 0.0) +
           df * (1.0 + log(2.0 * M_PI * parts.r2 / df));
}
