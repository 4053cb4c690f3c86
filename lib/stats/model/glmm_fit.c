/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole likelihood, and its maximum over (theta, beta): bounded BFGS (NLopt), then
 * Newton steps on a Hessian of differenced gradients, which also gives the standard
 * errors. Inside, parameters are in units: coefficients of 1 / the range of their
 * columns, theta of 1 / the size of its columns. */
#include "stats/model/glmm_inside.h"

#include "stats/model/failure.h"
#include "stats/numbers/dense.h"

#include <math.h>
#include <nlopt.h>
#include <stdlib.h>
#include <string.h>

/* par is (theta, beta) / unit. */
struct search {
    struct hinge_glmm *glmm;
    size_t n;
    double *unit, *lower, *upper; /* n each */
    double *raw;                  /* n, scratch: (theta, beta) */
    double *best, best_value;
    enum hinge_status status;
    struct hinge_error *error;
};

static double value_at(struct search *search, const double *par, double *gradient)
{
    struct hinge_glmm *glmm = search->glmm;
    double value = HUGE_VAL;
    for (size_t i = 0; i < search->n; i++)
        search->raw[i] = par[i] * search->unit[i];
    if (search->status == HINGE_OK && !hinge_watch_step(glmm->watch))
        search->status = HINGE_INTERRUPTED;
    if (search->status == HINGE_OK)
        search->status =
            hinge_glmm_evaluate(glmm, search->raw, search->raw + glmm->n_theta, &value,
                                gradient, search->error);
    for (size_t i = 0; i < search->n && gradient != NULL; i++)
        gradient[i] *= search->unit[i];
    return isfinite(value) ? value : 1e300;
}

static double nlopt_value(unsigned n, const double *par, double *gradient,
                          void *context)
{
    struct search *search = context;
    double value = value_at(search, par, gradient);
    if (value < search->best_value) {
        search->best_value = value;
        memcpy(search->best, par, n * sizeof *par);
    }
    return value;
}

static enum hinge_status descend(struct search *search, double *par)
{
    nlopt_opt opt = nlopt_create(NLOPT_LD_LBFGS, (unsigned)search->n);
    if (opt == NULL ||
        nlopt_set_min_objective(opt, nlopt_value, search) != NLOPT_SUCCESS ||
        nlopt_set_lower_bounds(opt, search->lower) != NLOPT_SUCCESS ||
        nlopt_set_upper_bounds(opt, search->upper) != NLOPT_SUCCESS) {
        nlopt_destroy(opt);
        return hinge_model_nomem(search->error);
    }
    double found;
    nlopt_set_ftol_rel(opt, 1e-9);
    nlopt_set_maxeval(opt, 500);
    search->best_value = HUGE_VAL;
    /* whatever else it says, `best` holds the best point */
    bool memory = nlopt_optimize(opt, par, &found) != NLOPT_OUT_OF_MEMORY;
    nlopt_destroy(opt);
    if (!memory)
        return hinge_model_nomem(search->error);
    memcpy(par, search->best, search->n * sizeof *par);
    return search->status;
}

/* Hessian of the free parameters (place[0..n)) by central differences of the gradient,
 * extrapolated once. memory: 2 * search->n values. */
static void differentiate(struct search *search, const double *par, const size_t *place,
                          size_t n, double *memory, double *hessian)
{
    double *at = memory, *g = at + search->n;
    static const struct {
        double step, weight;
    } points[] = {{1, 8.0}, {-1, -8.0}, {2, -1.0}, {-2, 1.0}};
    memset(hessian, 0, n * n * sizeof *hessian);
    for (size_t a = 0; a < n; a++) {
        double h = 1e-3 * fmax(1.0, fabs(par[place[a]]));
        for (size_t s = 0; s < 4; s++) {
            memcpy(at, par, search->n * sizeof *at);
            at[place[a]] += points[s].step * h;
            value_at(search, at, g);
            for (size_t b = 0; b < n; b++)
                hessian[a * n + b] += points[s].weight * g[place[b]] / (12.0 * h);
        }
    }
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < a; b++)
            hessian[a * n + b] = hessian[b * n + a] =
                0.5 * (hessian[a * n + b] + hessian[b * n + a]);
}

/* Cholesky factor of the Hessian, its diagonal raised as far as that takes (far from
 * the maximum it need not be positive definite). */
static bool factor_raised(const double *hessian, size_t n, double *factor)
{
    double largest = 0.0, raise = 0.0;
    for (size_t a = 0; a < n; a++)
        largest = fmax(largest, fabs(hessian[a * n + a]));
    for (int i = 0; i < 12; i++) {
        memcpy(factor, hessian, n * n * sizeof *hessian);
        for (size_t a = 0; a < n; a++)
            factor[a * n + a] += raise;
        if (hinge_dense_cholesky(factor, n))
            return true;
        raise = i == 0 ? 1e-6 * largest : 10.0 * raise;
    }
    return false;
}

/* Newton steps to |gradient| < 1e-6 (scaled); the Hessian at the end is left in
 * `hessian` with the free parameters in place. Returns what the last step promised to
 * gain. */
static double polish(struct search *search, double *par, double *value, size_t *place,
                     size_t *n_free, double *memory, double *hessian)
{
    double *g = memory, *step = g + search->n, *trial = step + search->n;
    double *factor = hessian + search->n * search->n, gain = 0.0;
    for (int i = 0; i < 15; i++) {
        size_t n = 0;
        *value = value_at(search, par, g);
        for (size_t k = 0; k < search->n; k++)
            if (par[k] > search->lower[k] && par[k] < search->upper[k])
                place[n++] = k;
        *n_free = n;
        memcpy(step, g, search->n * sizeof *g);
        differentiate(search, par, place, n, trial, hessian);
        if (search->status != HINGE_OK || n == 0)
            return n == 0 ? 0.0 : HUGE_VAL;
        if (!factor_raised(hessian, n, factor))
            return HUGE_VAL;
        for (size_t a = 0; a < n; a++)
            step[a] = step[place[a]];
        hinge_dense_forward(factor, n, step, 1);
        gain = 0.5 * hinge_dense_dot(step, step, n);
        if (gain < 1e-13 * (1.0 + fabs(*value)))
            return gain;
        hinge_dense_backward(factor, n, step);
        double share = 1.0, now = HUGE_VAL;
        for (; share > 1e-3; share *= 0.5) {
            memcpy(trial, par, search->n * sizeof *par);
            for (size_t a = 0; a < n; a++)
                trial[place[a]] =
                    fmin(fmax(par[place[a]] - share * step[a], search->lower[place[a]]),
                         search->upper[place[a]]);
            now = value_at(search, trial, NULL);
            if (now <= *value)
                break;
        }
        if (share <= 1e-3)
            return gain;
        memcpy(par, trial, search->n * sizeof *par);
        *value = now;
    }
    return gain;
}

static void set_bounds(struct search *search, const bool *separated, size_t without)
{
    struct hinge_glmm *glmm = search->glmm;
    size_t q = glmm->n_theta;
    for (size_t i = 0; i < q; i++) {
        search->lower[i] =
            hinge_effects_is_diagonal(glmm->effects, i) ? 0.0 : -HUGE_VAL;
        search->upper[i] = HUGE_VAL;
    }
    bool any = false;
    for (size_t j = 0; j < glmm->p && separated != NULL; j++)
        any |= separated[j];
    for (size_t j = 0; j < glmm->p; j++) {
        double bound = j == without ? 0.0 : any ? HINGE_GLMM_SEPARATED_BOUND : HUGE_VAL;
        search->upper[q + j] = bound;
        search->lower[q + j] = -bound;
    }
}

static void set_start(const struct search *search, double scale, double *par)
{
    const struct hinge_glmm *glmm = search->glmm;
    size_t q = glmm->n_theta;
    for (size_t i = 0; i < q; i++)
        par[i] = hinge_effects_is_diagonal(glmm->effects, i) ? scale : 0.0;
    for (size_t i = q; i < search->n; i++)
        par[i] = fmin(fmax(glmm->glm_beta[i - q] / search->unit[i], search->lower[i]),
                      search->upper[i]);
}

/* At a deviation of 0 its slope vanishes whatever lies beyond: small deviations that
 * ended near 0 are moved to where the deviance is least among a few values. */
static void look_beyond_zero(struct search *search, double *par)
{
    static const double tries[] = {0.0, 0.03, 0.06, 0.1, 0.2};
    for (size_t i = 0; i < search->glmm->n_theta; i++) {
        if (!hinge_effects_is_diagonal(search->glmm->effects, i) || par[i] >= 0.05)
            continue;
        double best = par[i], least = value_at(search, par, NULL);
        for (size_t k = 0; k < sizeof tries / sizeof *tries; k++) {
            par[i] = tries[k];
            double value = value_at(search, par, NULL);
            if (value < least) {
                least = value;
                best = tries[k];
            }
        }
        par[i] = best;
    }
}

/* From theta = 1 with the coefficients of the GLM; when a deviation came near 0, from
 * theta = 0.2 too. */
static enum hinge_status climb(struct search *search, double *par, double *other)
{
    set_start(search, 1.0, par);
    enum hinge_status status = descend(search, par);
    double value = search->best_value;
    bool low = false;
    for (size_t i = 0; i < search->glmm->n_theta; i++)
        low |= hinge_effects_is_diagonal(search->glmm->effects, i) && par[i] < 0.05;
    if (status != HINGE_OK || !low)
        return status;
    set_start(search, 0.2, other);
    status = descend(search, other);
    if (status == HINGE_OK && search->best_value < value)
        memcpy(par, other, search->n * sizeof *par);
    look_beyond_zero(search, par);
    return search->status;
}

/* Covariance of the coefficients from the Hessian of the free parameters. */
static void set_vcov(const struct search *search, const size_t *place, size_t n,
                     double *hessian, double *inverse, struct hinge_glmm_fit *fit)
{
    size_t q = fit->n_theta, p = fit->p;
    for (size_t i = 0; i < p * p; i++)
        fit->vcov[i] = (double)NAN;
    if (n == 0 || !hinge_dense_cholesky(hessian, n))
        return;
    hinge_dense_inverse(hessian, n, inverse);
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++)
            if (place[a] >= q && place[b] >= q) {
                size_t i = place[a] - q, j = place[b] - q;
                fit->vcov[i * p + j] = 2.0 * inverse[a * n + b] *
                                       search->unit[place[a]] * search->unit[place[b]];
            }
}

static void finish(const struct search *search, const double *par, double value,
                   const bool *separated, struct hinge_glmm_fit *fit)
{
    const struct hinge_glmm *glmm = search->glmm;
    size_t q = fit->n_theta, p = fit->p;
    double npar = (double)(p + q);
    for (size_t i = 0; i < q; i++)
        fit->theta[i] = par[i] * search->unit[i];
    hinge_effects_flip(glmm->effects, fit->theta);
    for (size_t j = 0; j < p; j++)
        fit->beta[j] = par[q + j] * search->unit[q + j];
    for (size_t j = 0; j < p && separated != NULL; j++)
        for (size_t i = 0; i < p && separated[j]; i++)
            fit->vcov[i * p + j] = fit->vcov[j * p + i] = (double)NAN;
    fit->loglik = -0.5 * value;
    fit->aic = value + 2.0 * npar;
    fit->bic = value + npar * log((double)glmm->design->data->rows);
    fit->singular_block = hinge_effects_singular(glmm->effects, fit->theta);
    fit->singular = fit->singular_block < glmm->effects->n_blocks;
}

/* Deviations that all but vanished are put on their bound, so that they count as fixed.
 */
static void settle_zeros(const struct search *search, double *par)
{
    for (size_t i = 0; i < search->glmm->n_theta; i++)
        if (hinge_effects_is_diagonal(search->glmm->effects, i) && par[i] < 1e-4)
            par[i] = 0.0;
}

static enum hinge_status run(struct search *search, const bool *separated,
                             double *memory, size_t *place, struct hinge_glmm_fit *fit)
{
    size_t n = search->n, n_free = 0;
    double *par = memory, *scratch = par + n, *hessian = scratch + 6 * n,
           value = HUGE_VAL;
    enum hinge_status status = climb(search, par, scratch);
    if (status != HINGE_OK)
        return status;
    double gain = polish(search, par, &value, place, &n_free, scratch, hessian);
    settle_zeros(search, par);
    gain = polish(search, par, &value, place, &n_free, scratch, hessian);
    if (search->status != HINGE_OK)
        return search->status;
    if (!(gain < 1e-6)) {
        double largest = 0.0;
        value_at(search, par, scratch);
        for (size_t i = 0; i < n; i++)
            largest = fmax(largest, fabs(scratch[i]));
        return hinge_model_fail(
            search->error, "E_NO_CONVERGE",
            "the fit did not converge: best log-likelihood %.8g, largest "
            "gradient %.3g; try a simpler model",
            -0.5 * value, largest);
    }
    set_vcov(search, place, n_free, hessian, hessian + n * n, fit);
    finish(search, par, value, separated, fit);
    return HINGE_OK;
}

void hinge_glmm_watch(struct hinge_glmm *glmm, struct hinge_watch *watch)
{
    glmm->watch = watch;
}

enum hinge_status hinge_glmm_fit(struct hinge_glmm *glmm, const bool *separated,
                                 size_t without, struct hinge_glmm_fit *fit,
                                 struct hinge_error *error)
{
    size_t q = glmm->n_theta, p = glmm->p, n = q + p;
    *fit = (struct hinge_glmm_fit){.p = p, .n_theta = q};
    fit->memory = hinge_alloc(q + p + p * p, sizeof *fit->memory);
    double *memory = hinge_alloc(12 * n + 2 * n * n, sizeof *memory);
    size_t *place = hinge_alloc(n, sizeof *place);
    enum hinge_status status = HINGE_OK;
    if (fit->memory == NULL || memory == NULL || place == NULL) {
        status = hinge_model_nomem(error);
    } else {
        fit->theta = fit->memory;
        fit->beta = fit->theta + q;
        fit->vcov = fit->beta + p;
        struct search search = {.glmm = glmm,
                                .n = n,
                                .lower = memory,
                                .upper = memory + n,
                                .best = memory + 2 * n,
                                .unit = memory + 3 * n,
                                .raw = memory + 4 * n,
                                .error = error};
        hinge_effects_units(glmm->effects, search.unit);
        for (size_t j = 0; j < p; j++)
            search.unit[q + j] = 1.0 / hinge_design_range(glmm->design, j);
        set_bounds(&search, separated, without);
        status = run(&search, separated, memory + 5 * n, place, fit);
    }
    free(memory);
    free(place);
    return status;
}

void hinge_glmm_fit_clear(struct hinge_glmm_fit *fit)
{
    free(fit->memory);
    *fit = (struct hinge_glmm_fit){.memory = NULL};
}
