/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimating equations. A cluster enters through sums only: with rows scaled by the
 * root of their variance, R^-1 = (I - c J) / (1 - alpha), c = alpha / (1 + (n - 1)
 * alpha). */
#include "stats/model/gee.h"

#include "stats/model/failure.h"
#include "stats/numbers/dense.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sums of one cluster: n, sum r, sum r^2, X~'r, X~'1, X~'X~. */
struct sums {
    double n, r, r2;
    double *xr, *x1, *xx;
};

struct work {
    const struct hinge_design *design;
    const struct hinge_binary *outcome;
    const int32_t *cluster;
    size_t clusters, p;
    struct sums *sums;
    double *memory; /* of the sums, (2 p + p^2) per cluster */
    double *bread, *meat, *score, *part, *factor;
};

static enum hinge_status allocate(struct work *work, struct hinge_error *error)
{
    size_t p = work->p, each = 2 * p + p * p;
    work->sums = hinge_alloc(work->clusters, sizeof *work->sums);
    work->memory =
        hinge_alloc(work->clusters * each + 3 * p * p + 2 * p, sizeof(double));
    if (work->sums == NULL || work->memory == NULL)
        return hinge_model_nomem(error);
    for (size_t i = 0; i < work->clusters; i++) {
        work->sums[i].xr = work->memory + i * each;
        work->sums[i].x1 = work->sums[i].xr + p;
        work->sums[i].xx = work->sums[i].x1 + p;
    }
    work->bread = work->memory + work->clusters * each;
    work->meat = work->bread + p * p;
    work->factor = work->meat + p * p;
    work->score = work->factor + p * p;
    work->part = work->score + p;
    return HINGE_OK;
}

/* Rows to sums at beta; Pearson residuals r = (y - m mu) / sqrt(m mu (1 - mu)). */
static void sum_rows(struct work *work, const double *beta)
{
    size_t n = work->design->data->rows, p = work->p;
    memset(work->memory, 0, work->clusters * (2 * p + p * p) * sizeof *work->memory);
    for (size_t i = 0; i < work->clusters; i++)
        work->sums[i].n = work->sums[i].r = work->sums[i].r2 = 0.0;
    for (size_t row = 0; row < n; row++) {
        const double *x = work->design->x + row;
        double eta = 0.0;
        for (size_t j = 0; j < p; j++)
            eta += x[j * n] * beta[j];
        struct hinge_binary_point point;
        hinge_binary_at(work->outcome->link, work->outcome->y[row],
                        work->outcome->m != NULL ? work->outcome->m[row] : 1.0, eta,
                        &point);
        double root = sqrt(point.weight), r = point.score / root;
        struct sums *sums = &work->sums[work->cluster[row]];
        sums->n += 1.0;
        sums->r += r;
        sums->r2 += r * r;
        for (size_t i = 0; i < p; i++) {
            double xi = root * x[i * n];
            sums->xr[i] += xi * r;
            sums->x1[i] += xi;
            for (size_t j = 0; j <= i; j++)
                sums->xx[i * p + j] += xi * root * x[j * n];
        }
    }
}

static void update_alpha(const struct work *work, struct hinge_gee *gee,
                         bool exchangeable)
{
    double n = 0.0, r2 = 0.0, products = 0.0, pairs = 0.0;
    for (size_t i = 0; i < work->clusters; i++) {
        const struct sums *s = &work->sums[i];
        n += s->n;
        r2 += s->r2;
        products += 0.5 * (s->r * s->r - s->r2);
        pairs += 0.5 * s->n * (s->n - 1.0);
    }
    gee->phi = r2 / n;
    gee->alpha = exchangeable && pairs > 0.0 ? products / (gee->phi * pairs) : 0.0;
}

/* Score (p) and information (p x p) of one cluster, both without phi. */
static void cluster_parts(const struct work *work, const struct sums *s, double alpha,
                          double *score, double *information)
{
    size_t p = work->p;
    double c = alpha / (1.0 + (s->n - 1.0) * alpha), scale = 1.0 / (1.0 - alpha);
    for (size_t i = 0; i < p; i++) {
        score[i] = scale * (s->xr[i] - c * s->x1[i] * s->r);
        for (size_t j = 0; j <= i; j++)
            information[i * p + j] = information[j * p + i] =
                scale * (s->xx[i * p + j] - c * s->x1[i] * s->x1[j]);
    }
}

/* Sum of the clusters' information into bread (and of the scores into score). */
static void sum_clusters(struct work *work, double alpha)
{
    size_t p = work->p;
    memset(work->bread, 0, p * p * sizeof *work->bread);
    memset(work->score, 0, p * sizeof *work->score);
    for (size_t i = 0; i < work->clusters; i++) {
        cluster_parts(work, &work->sums[i], alpha, work->part, work->factor);
        for (size_t j = 0; j < p; j++)
            work->score[j] += work->part[j];
        for (size_t j = 0; j < p * p; j++)
            work->bread[j] += work->factor[j];
    }
}

/* Solves A x = b for a general p x p matrix by elimination with pivots; false if
 * singular. a is destroyed, b becomes x. */
static bool solve(double *a, double *b, size_t p)
{
    for (size_t k = 0; k < p; k++) {
        size_t pivot = k;
        double norm = 0.0;
        for (size_t i = k; i < p; i++)
            if (fabs(a[i * p + k]) > fabs(a[pivot * p + k]))
                pivot = i;
        for (size_t j = 0; j < p; j++) {
            double swap = a[k * p + j];
            a[k * p + j] = a[pivot * p + j];
            a[pivot * p + j] = swap;
            norm = fmax(norm, fabs(a[k * p + j]));
        }
        double swap = b[k];
        b[k] = b[pivot];
        b[pivot] = swap;
        if (!(fabs(a[k * p + k]) > 1e-12 * norm))
            return false;
        for (size_t i = k + 1; i < p; i++) {
            double factor = a[i * p + k] / a[k * p + k];
            for (size_t j = k; j < p; j++)
                a[i * p + j] -= factor * a[k * p + j];
            b[i] -= factor * b[k];
        }
    }
    for (size_t i = p; i-- > 0;) {
        for (size_t j = i + 1; j < p; j++)
            b[i] -= a[i * p + j] * b[j];
        b[i] /= a[i * p + i];
    }
    return true;
}

/* Sandwich into se. `corrected`: a cluster's score s becomes S (S - A)^-1 s, S the
 * bread and A its own part of it, which equals (I - H)^-1 on its residuals. */
static void sandwich(struct work *work, const struct hinge_gee *gee, bool corrected,
                     const double *inverse, double *se)
{
    size_t p = work->p;
    bool defined = true;
    memset(work->meat, 0, p * p * sizeof *work->meat);
    for (size_t i = 0; i < work->clusters; i++) {
        double *s = work->part, *a = work->factor;
        cluster_parts(work, &work->sums[i], gee->alpha, s, a);
        if (corrected) {
            for (size_t j = 0; j < p * p; j++)
                a[j] = work->bread[j] - a[j];
            defined =
                defined && solve(a, s, p); /* B s' = B S (S - A)^-1 s: S cancels B */
        } else {
            for (size_t j = 0; j < p; j++)
                work->score[j] = hinge_dense_dot(inverse + j * p, s, p);
            memcpy(s, work->score, p * sizeof *s);
        }
        for (size_t j = 0; j < p; j++)
            for (size_t k = 0; k < p; k++)
                work->meat[j * p + k] += s[j] * s[k];
    }
    for (size_t j = 0; j < p; j++)
        se[j] = defined ? sqrt(work->meat[j * p + j]) : (double)NAN;
}

static enum hinge_status iterate(struct work *work, struct hinge_gee *gee,
                                 bool exchangeable, struct hinge_error *error)
{
    size_t p = work->p;
    for (int i = 0; i < 200; i++) {
        double before = gee->alpha, moved = 0.0;
        sum_rows(work, gee->beta);
        update_alpha(work, gee, exchangeable);
        sum_clusters(work, gee->alpha);
        memcpy(work->factor, work->bread, p * p * sizeof *work->factor);
        if (!hinge_dense_cholesky(work->factor, p))
            break;
        hinge_dense_forward(work->factor, p, work->score, 1);
        hinge_dense_backward(work->factor, p, work->score);
        for (size_t j = 0; j < p; j++) {
            gee->beta[j] += work->score[j];
            moved =
                fmax(moved, fabs(work->score[j]) * hinge_design_range(work->design, j));
        }
        if (moved < 1e-10 && fabs(gee->alpha - before) < 1e-10 && i > 0)
            return HINGE_OK;
        if (!isfinite(moved) || moved > 1e3)
            break;
    }
    return hinge_model_fail(
        error, "E_NO_CONVERGE",
        "the estimating equations did not converge (%s correlation)",
        exchangeable ? "exchangeable" : "independence");
}

static enum hinge_status finish(struct work *work, struct hinge_gee *gee,
                                struct hinge_error *error)
{
    size_t p = work->p;
    double *inverse = hinge_alloc(p * p, sizeof *inverse);
    if (inverse == NULL)
        return hinge_model_nomem(error);
    sum_rows(work, gee->beta);
    sum_clusters(work, gee->alpha);
    memcpy(work->factor, work->bread, p * p * sizeof *work->factor);
    enum hinge_status status = HINGE_OK;
    if (hinge_dense_cholesky(work->factor, p)) {
        hinge_dense_inverse(work->factor, p, inverse);
        sandwich(work, gee, false, inverse, gee->se_robust);
        sandwich(work, gee, true, inverse, gee->se_md);
    } else {
        status =
            hinge_model_fail(error, "E_NO_CONVERGE",
                             "the estimating equations are singular at the solution");
    }
    free(inverse);
    return status;
}

enum hinge_status hinge_gee_fit(struct hinge_gee *gee,
                                const struct hinge_design *design,
                                const struct hinge_binary *outcome,
                                const int32_t *cluster, size_t clusters,
                                bool exchangeable, struct hinge_error *error)
{
    size_t p = design->p;
    struct work work = {.design = design,
                        .outcome = outcome,
                        .cluster = cluster,
                        .clusters = clusters,
                        .p = p};
    *gee = (struct hinge_gee){.p = p, .clusters = clusters};
    if (clusters < 2)
        return hinge_model_fail(error, "E_TOO_FEW",
                                "too few participants: %zu, at least 2 are needed",
                                clusters);
    gee->memory = hinge_alloc(3 * p, sizeof *gee->memory);
    if (gee->memory == NULL)
        return hinge_model_nomem(error);
    gee->beta = gee->memory;
    gee->se_robust = gee->beta + p;
    gee->se_md = gee->se_robust + p;
    gee->df = clusters > p ? (double)(clusters - p) : (double)NAN;
    bool converged;
    enum hinge_status status = allocate(&work, error);
    if (status == HINGE_OK)
        status =
            hinge_glm_fit(design, outcome, 100, gee->beta, NULL, &converged, error);
    if (status == HINGE_OK)
        status = iterate(&work, gee, exchangeable, error);
    if (status == HINGE_OK)
        status = finish(&work, gee, error);
    free(work.sums);
    free(work.memory);
    return status;
}

void hinge_gee_clear(struct hinge_gee *gee)
{
    free(gee->memory);
    *gee = (struct hinge_gee){.memory = NULL};
}
