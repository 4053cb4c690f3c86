/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least criterion over the covariances of the random effects. In: a model. Out:
 * theta. From several starts and from the faces of the boundary, where a direction does
 * not vary; at a face, a variance that would lower the criterion is followed. */
#include "stats/model/failure.h"
#include "stats/model/lmm_space.h"
#include "stats/numbers/dense.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 4 };

/* Newton's steps, with a new search as long as they leave something to be gained: where
 * a covariance is singular the valley is narrow and bent. */
static enum hinge_status settle(struct hinge_lmm_space *space, double *theta,
                                double *least, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    double left = HUGE_VAL, step = 0.1;
    for (int round = 0; round < 8 && status == HINGE_OK; round++, step *= 0.5) {
        status = hinge_minimum_polish(&space->problem, theta, least, &left, error);
        if (status != HINGE_OK || left < 1e-8 || space->problem.n < 2)
            return status;
        status = hinge_minimum_search(&space->problem, step, theta, least, error);
    }
    return status;
}

/* Searches from `trial`; keeps what is lower than *least. */
static enum hinge_status try_start(struct hinge_lmm_space *space, double step,
                                   double *least, struct hinge_error *error)
{
    double now = HUGE_VAL;
    enum hinge_status status =
        hinge_minimum_search(&space->problem, step, space->trial, &now, error);
    if (status == HINGE_OK && now < *least + 4.0 && space->problem.n > 1)
        status = settle(space, space->trial, &now, error);
    if (status == HINGE_OK && now < *least - 1e-9) {
        *least = now;
        memcpy(space->best, space->trial, space->problem.n * sizeof *space->best);
    }
    return status;
}

/* Every block `scale` times the identity; of block `face` column c is kept alone (k:
 * none). */
static void set_start(struct hinge_lmm_space *space, double scale, size_t face,
                      size_t c)
{
    const struct hinge_effects *effects = space->lmm->effects;
    double *theta = space->trial;
    for (size_t b = 0; b < effects->n_blocks; b++) {
        size_t k = effects->block[b].k;
        double t[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS] = {0};
        for (size_t i = 0; i < k; i++)
            if (b != face)
                t[i * k + i] = scale;
            else if (i == c)
                t[i * k] = scale;
        theta = hinge_lmm_space_pack(t, k, theta);
    }
}

/* Rows x columns of one evaluation, about: where much is to be computed the data say
 * much, too, and the faces are left to `escape`. */
static bool is_small(const struct hinge_lmm *lmm)
{
    size_t work = 0;
    for (size_t g = 0; g < lmm->effects->n_groups; g++)
        work += lmm->effects->group[g].levels * lmm->effects->group[g].k;
    return work <= 1000;
}

static enum hinge_status search_starts(struct hinge_lmm_space *space, double *least,
                                       struct hinge_error *error)
{
    const struct hinge_effects *effects = space->lmm->effects;
    enum hinge_status status = HINGE_OK;
    static const double scale[] = {1.0, 0.3};
    for (size_t s = 0; s < 2 && status == HINGE_OK; s++) {
        set_start(space, scale[s], SIZE_MAX, 0);
        status = try_start(space, 0.3, least, error);
        if (space->problem.n == 1)
            return status; /* the search along a line looked everywhere */
    }
    if (!is_small(space->lmm))
        return status;
    for (size_t b = 0; b < effects->n_blocks; b++)
        for (size_t c = 0; c <= effects->block[b].k && status == HINGE_OK; c++) {
            if (effects->block[b].k == 1 && c == 0)
                continue;
            set_start(space, 0.5, b, c);
            status = try_start(space, 0.2, least, error);
        }
    return status;
}

/* Directions that (nearly) do not vary are tried without any variance: where the
 * criterion is flat, 0 is as good when they have no business to be. */
static enum hinge_status try_face(struct hinge_lmm_space *space, size_t b,
                                  double *least, struct hinge_error *error)
{
    const struct hinge_effects *effects = space->lmm->effects;
    size_t k = effects->block[b].k, at = hinge_effects_diagonal(effects, b, 0);
    double t[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS],
        g[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS], values[HINGE_EFFECTS_COLUMNS],
        vectors[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS];
    double root[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS] = {0};
    hinge_lmm_space_unpack(space->best + at, k, t);
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++)
            g[i * k + j] = hinge_dense_dot(t + i * k, t + j * k, k);
    if (!hinge_dense_eigen(g, k, values, vectors))
        return HINGE_OK;
    bool cut = false;
    for (size_t c = 0; c < k; c++) {
        double sd = sqrt(fmax(0.0, values[c]));
        cut = cut || (sd < 0.02 && sd > 0.0);
        for (size_t i = 0; i < k && sd >= 0.02; i++)
            root[i * k + c] = sd * vectors[c * k + i];
    }
    if (!cut)
        return HINGE_OK;
    hinge_lmm_space_lower(root, k, true, t);
    memcpy(space->trial, space->best, space->problem.n * sizeof *space->trial);
    hinge_lmm_space_pack(t, k, space->trial + at);
    double now = hinge_lmm_space_value(space->trial, space);
    enum hinge_status status =
        hinge_minimum_polish(&space->problem, space->trial, &now, NULL, error);
    if (status == HINGE_OK && now <= *least + 1e-8) {
        *least = fmin(*least, now);
        memcpy(space->best, space->trial, space->problem.n * sizeof *space->best);
    }
    return status;
}

/* Slope of the criterion along the variance of direction v (k values) of block b. */
static double variance_slope(struct hinge_lmm_space *space, size_t b, const double *t,
                             size_t k, const double *v, double least)
{
    double more[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS],
        lower[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS], h = 1e-4;
    memcpy(more, t, k * k * sizeof *more);
    for (size_t i = 0; i < k; i++)
        more[i * k] = sqrt(h) * v[i]; /* the first column of t is free */
    hinge_lmm_space_lower(more, k, true, lower);
    memcpy(space->trial, space->best, space->problem.n * sizeof *space->trial);
    hinge_lmm_space_pack(
        lower, k, space->trial + hinge_effects_diagonal(space->lmm->effects, b, 0));
    return (hinge_lmm_space_value(space->trial, space) - least) / h;
}

/* At a face, a direction without variance whose variance would lower the criterion:
 * the search goes on from there. *went says that one was found. */
static enum hinge_status escape_block(struct hinge_lmm_space *space, size_t b,
                                      double *least, bool *went,
                                      struct hinge_error *error)
{
    size_t k = space->lmm->effects->block[b].k, n = 0;
    double t[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS],
        s[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS],
        null[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS], v[HINGE_EFFECTS_COLUMNS];
    double g[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS],
        values[HINGE_EFFECTS_COLUMNS],
        vectors[HINGE_EFFECTS_COLUMNS * HINGE_EFFECTS_COLUMNS];
    hinge_lmm_space_unpack(
        space->best + hinge_effects_diagonal(space->lmm->effects, b, 0), k, t);
    for (size_t i = 0; i < k; i++)
        for (size_t j = 0; j < k; j++)
            g[i * k + j] = hinge_dense_dot(t + i * k, t + j * k, k);
    if (!hinge_dense_eigen(g, k, values, vectors))
        return HINGE_OK;
    for (size_t c = 0; c < k; c++) {
        bool varies = values[c] >= 1e-12;
        for (size_t i = 0; i < k; i++)
            t[i * k + c] = varies ? sqrt(values[c]) * vectors[c * k + i] : 0.0;
        if (!varies)
            memcpy(null + n++ * k, vectors + c * k, k * sizeof *null);
    }
    if (n == 0)
        return HINGE_OK;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            for (size_t e = 0; e < k; e++)
                v[e] = null[i * k + e] + (i == j ? 0.0 : null[j * k + e]);
            s[i * n + j] = variance_slope(space, b, t, k, v, *least);
        }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            s[j * n + i] = s[i * n + j] =
                0.5 * (s[i * n + j] - s[i * n + i] - s[j * n + j]);
    if (!hinge_dense_eigen(s, n, values, vectors) || !(values[0] < -1e-6))
        return HINGE_OK;
    memset(v, 0, sizeof v);
    for (size_t i = 0; i < n; i++)
        for (size_t e = 0; e < k; e++)
            v[e] += vectors[i] * null[i * k + e];
    double before = *least;
    variance_slope(space, b, t, k, v, *least); /* leaves `trial` there */
    enum hinge_status status = try_start(space, 0.1, least, error);
    *went = *went || *least < before - 1e-7;
    return status;
}

static enum hinge_status leave_faces(struct hinge_lmm_space *space, double *least,
                                     struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    size_t blocks = space->lmm->effects->n_blocks;
    bool went = true;
    for (int round = 0; round < ROUNDS && went && status == HINGE_OK; round++) {
        went = false;
        for (size_t b = 0; b < blocks && status == HINGE_OK; b++)
            status = try_face(space, b, least, error);
        for (size_t b = 0; b < blocks && status == HINGE_OK; b++)
            status = escape_block(space, b, least, &went, error);
    }
    return status;
}

static enum hinge_status check_converged(struct hinge_lmm_space *space, double least,
                                         struct hinge_error *error)
{
    double gain, gradient, largest = 0.0;
    enum hinge_status status =
        hinge_minimum_slope(&space->problem, space->best, &gain, &gradient, error);
    if (status != HINGE_OK)
        return status;
    for (size_t i = 0; i < space->problem.n; i++)
        largest = fmax(largest, fabs(space->best[i]));
    if (gain < 1e-4 && largest < 1e5)
        return HINGE_OK;
    return hinge_model_fail(
        error, "E_NO_CONVERGE",
        "the fit did not converge: best criterion %.8g, largest gradient "
        "%.3g, largest theta %.3g; %s",
        least, gradient, largest,
        largest < 1e5 ? "try a simpler random part"
                      : "there is hardly any variation within the levels "
                        "of a grouping factor, or the fixed part has them, too");
}

/* Newton's steps from `near`. Not to be trusted at a boundary, where they may have come
 * by overshooting: then *found stays false. */
static enum hinge_status search_near(struct hinge_lmm_space *space, const double *near,
                                     double *least, bool *found,
                                     struct hinge_error *error)
{
    const struct hinge_effects *effects = space->lmm->effects;
    double left = HUGE_VAL;
    hinge_lmm_space_convert(effects, space->inverse, true, near, space->best);
    *least = hinge_lmm_space_value(space->best, space);
    space->problem.enough = 1e-6;
    enum hinge_status status =
        hinge_minimum_polish(&space->problem, space->best, least, &left, error);
    space->problem.enough = 0.0;
    if (status != HINGE_OK || !isfinite(*least))
        return status;
    for (size_t i = 0; i < space->problem.n; i++)
        if (hinge_effects_is_diagonal(effects, i) && fabs(space->best[i]) < 1e-3)
            return HINGE_OK;
    *found = left < 1e-6;
    return HINGE_OK;
}

enum hinge_status hinge_lmm_minimise(struct hinge_lmm *lmm, bool reml,
                                     const double *near, double *theta, double *least,
                                     struct hinge_error *error)
{
    struct hinge_lmm_space space;
    bool found = false;
    enum hinge_status status = hinge_lmm_space_open(&space, lmm, reml, error);
    *least = HUGE_VAL;
    if (status == HINGE_OK && near != NULL)
        status = search_near(&space, near, least, &found, error);
    if (status == HINGE_OK && !found) {
        *least = HUGE_VAL;
        status = search_starts(&space, least, error);
        if (status == HINGE_OK && isfinite(*least))
            status = settle(&space, space.best, least, error);
        if (status == HINGE_OK && isfinite(*least))
            status = leave_faces(&space, least, error);
        if (status == HINGE_OK && isfinite(*least))
            status = check_converged(&space, *least, error);
    }
    if (status == HINGE_OK) {
        hinge_lmm_space_convert(lmm->effects, space.basis, false, space.best, theta);
        hinge_effects_flip(lmm->effects, theta);
    }
    free(space.memory);
    return status;
}
