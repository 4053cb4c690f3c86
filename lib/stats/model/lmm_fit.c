/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Minimum of the criterion over theta (lower bound 0 on diagonals) and the fit there.
 */
#include "stats/model/lmm_inside.h"

#include "stats/model/dense.h"
#include "stats/model/failure.h"
#include "stats/model/minimum.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct target {
    struct hinge_lmm *lmm;
    bool reml;
};

static double criterion(const double *theta, void *context)
{
    const struct target *target = context;
    return hinge_lmm_criterion(target->lmm, theta, target->reml);
}

static void set_start(const struct hinge_minimum_problem *problem,
                      const struct hinge_effects *effects, double scale, double *theta)
{
    for (size_t i = 0; i < effects->n_theta; i++)
        theta[i] =
            hinge_effects_is_diagonal(effects, i) ? scale * problem->unit[i] : 0.0;
}

/* Small diagonals are tried at exactly 0, the rest fitted again: the criterion is flat
 * there and 0 is as good when they have no business to be. */
static enum hinge_status try_zeros(const struct hinge_minimum_problem *problem,
                                   const struct hinge_effects *effects, double *theta,
                                   double *value, double *trial,
                                   struct hinge_error *error)
{
    for (size_t i = 0; i < effects->n_theta; i++) {
        if (!hinge_effects_is_diagonal(effects, i) ||
            theta[i] >= 0.02 * problem->unit[i] || theta[i] == 0.0)
            continue;
        memcpy(trial, theta, effects->n_theta * sizeof *theta);
        trial[i] = 0.0;
        double now = problem->value(trial, problem->context);
        enum hinge_status status =
            hinge_minimum_polish(problem, trial, &now, NULL, error);
        if (status != HINGE_OK)
            return status;
        if (now <= *value + 1e-8) {
            memcpy(theta, trial, effects->n_theta * sizeof *theta);
            *value = now;
        }
    }
    return HINGE_OK;
}

/* Newton's steps, with a new search as long as they leave something to be gained: where
 * a covariance is singular the valley is narrow and bent. */
static enum hinge_status settle(const struct hinge_minimum_problem *problem,
                                double *theta, double *value, struct hinge_error *error)
{
    enum hinge_status status = HINGE_OK;
    double left = HUGE_VAL, step = 0.1;
    for (int round = 0; round < 8 && status == HINGE_OK; round++, step *= 0.5) {
        status = hinge_minimum_polish(problem, theta, value, &left, error);
        if (status != HINGE_OK || left < 1e-7 || problem->n < 2)
            return status;
        status = hinge_minimum_search(problem, step, theta, value, error);
    }
    return status;
}

/* From 1, from 0.3 and again from the best; `memory` holds 3 n values. */
static enum hinge_status minimise(const struct hinge_minimum_problem *problem,
                                  const struct hinge_effects *effects, double *theta,
                                  double *value, double *trial,
                                  struct hinge_error *error)
{
    static const double starts[] = {1.0, 0.3};
    size_t n = effects->n_theta;
    enum hinge_status status = HINGE_OK;
    *value = HUGE_VAL;
    for (size_t s = 0; s < 3 && status == HINGE_OK; s++) {
        double now = HUGE_VAL;
        if (s < 2)
            set_start(problem, effects, starts[s], trial);
        else
            memcpy(trial, theta, n * sizeof *theta);
        status = hinge_minimum_search(problem, s < 2 ? 0.3 : 0.03, trial, &now, error);
        if (status == HINGE_OK && now < *value) {
            *value = now;
            memcpy(theta, trial, n * sizeof *theta);
        }
        if (n == 1) /* the search along a line looked everywhere */
            break;
    }
    if (status == HINGE_OK)
        status = settle(problem, theta, value, error);
    hinge_effects_flip(effects, theta);
    if (status == HINGE_OK)
        status = try_zeros(problem, effects, theta, value, trial, error);
    hinge_effects_flip(effects, theta);
    return status;
}

/* Variances of Nakagawa et al. 2017: of the fixed predictions over the rows, and of the
 * random part as its mean over the rows (Johnson 2014). */
static void explain(const struct hinge_lmm *lmm, const double *templates,
                    struct hinge_lmm_fit *fit)
{
    const struct hinge_effects *effects = lmm->effects;
    double fixed = 0.0, mean = 0.0, part = 0.0, s2 = fit->sigma * fit->sigma;
    for (int pass = 0; pass < 2; pass++) {
        double sum = 0.0;
        for (size_t row = 0; row < lmm->n; row++) {
            double eta = 0.0;
            for (size_t j = 0; j < lmm->p; j++)
                eta += lmm->design->x[j * lmm->n + row] * fit->beta[j];
            sum += pass == 0 ? eta : (eta - mean) * (eta - mean);
        }
        if (pass == 0)
            mean = sum / (double)lmm->n;
        else
            fixed = sum / (double)(lmm->n - 1);
    }
    for (size_t g = 0; g < effects->n_groups; g++) {
        size_t k = effects->group[g].k;
        for (size_t level = 0; level < effects->group[g].levels; level++)
            for (size_t c = 0; c < k; c++) { /* t_c' Z'Z t_c over columns of T */
                const double *zz = lmm->zz[g] + level * k * k;
                for (size_t a = 0; a < k; a++)
                    for (size_t b = 0; b < k; b++)
                        part +=
                            templates[a * k + c] * zz[a * k + b] * templates[b * k + c];
            }
        templates += k * k;
    }
    part *= s2 / (double)lmm->n;
    fit->r2_marginal = fixed / (fixed + part + s2);
    fit->r2_conditional = (fixed + part) / (fixed + part + s2);
    fit->icc = part / (part + s2);
}

static bool complete(struct hinge_lmm *lmm, struct hinge_lmm_fit *fit)
{
    struct hinge_lmm_parts parts = {.beta = fit->beta, .c = fit->vcov};
    hinge_effects_template(lmm->effects, fit->theta, lmm->templates);
    if (!hinge_lmm_evaluate(lmm, lmm->templates, &parts))
        return false;
    double n = (double)lmm->n, df = fit->reml ? n - (double)lmm->p : n;
    double npar = (double)(lmm->p + fit->n_theta + 1);
    fit->sigma = sqrt(parts.r2 / df);
    for (size_t i = 0; i < lmm->p * lmm->p; i++)
        fit->vcov[i] *= fit->sigma * fit->sigma;
    fit->loglik = -0.5 * fit->criterion;
    fit->aic = fit->criterion + 2.0 * npar;
    fit->bic = fit->criterion + npar * log(n);
    fit->singular_block = hinge_effects_singular(lmm->effects, fit->theta);
    fit->singular = fit->singular_block < lmm->effects->n_blocks;
    explain(lmm, lmm->templates, fit);
    return isfinite(fit->sigma) && fit->sigma > 0.0;
}

static enum hinge_status check_converged(const struct hinge_minimum_problem *problem,
                                         const struct hinge_lmm_fit *fit,
                                         struct hinge_error *error)
{
    double gain, gradient;
    enum hinge_status status =
        hinge_minimum_slope(problem, fit->theta, &gain, &gradient, error);
    if (status != HINGE_OK)
        return status;
    double largest = 0.0;
    for (size_t i = 0; i < fit->n_theta; i++)
        largest = fmax(largest, fabs(fit->theta[i]) / problem->unit[i]);
    if (gain < 1e-4 && largest < 1e5)
        return HINGE_OK;
    return hinge_model_fail(
        error, "E_NO_CONVERGE",
        "the fit did not converge: best criterion %.8g, largest gradient "
        "%.3g, largest theta %.3g; %s",
        fit->criterion, gradient, largest,
        largest < 1e5 ? "try a simpler random part"
                      : "there is hardly any variation within the levels "
                        "of a grouping factor");
}

/* Newton's steps from `near`. Not to be trusted at a boundary, where they may have come
 * by overshooting: then *found stays false. */
static enum hinge_status minimise_near(struct hinge_minimum_problem *problem,
                                       const double *near, double *theta, double *value,
                                       bool *found, struct hinge_error *error)
{
    double left = HUGE_VAL;
    *found = false;
    memcpy(theta, near, problem->n * sizeof *theta);
    *value = problem->value(theta, problem->context);
    problem->enough = 1e-6;
    enum hinge_status status =
        hinge_minimum_polish(problem, theta, value, &left, error);
    problem->enough = 0.0;
    if (status != HINGE_OK || !isfinite(*value))
        return status;
    for (size_t i = 0; i < problem->n; i++)
        if (theta[i] < problem->lower[i] + 1e-3 * problem->unit[i])
            return HINGE_OK;
    *found = left < 1e-6;
    return HINGE_OK;
}

static enum hinge_status fit_from(struct hinge_lmm *lmm, bool reml, const double *near,
                                  struct hinge_lmm_fit *fit, struct hinge_error *error)
{
    size_t n_theta = lmm->effects->n_theta, p = lmm->p;
    *fit =
        (struct hinge_lmm_fit){.reml = reml, .n = lmm->n, .p = p, .n_theta = n_theta};
    fit->memory = hinge_alloc(4 * n_theta + p + p * p, sizeof *fit->memory);
    if (fit->memory == NULL)
        return hinge_model_nomem(error);
    fit->theta = fit->memory;
    fit->beta = fit->theta + n_theta;
    fit->vcov = fit->beta + p;
    double *lower = fit->vcov + p * p, *trial = lower + n_theta,
           *unit = trial + n_theta;
    hinge_effects_units(lmm->effects, unit);
    for (size_t i = 0; i < n_theta; i++)
        lower[i] = hinge_effects_is_diagonal(lmm->effects, i) ? 0.0 : -HUGE_VAL;
    struct target target = {lmm, reml};
    struct hinge_minimum_problem problem = {.n = n_theta,
                                            .lower = lower,
                                            .unit = unit,
                                            .value = criterion,
                                            .context = &target};
    bool found = false;
    enum hinge_status status = HINGE_OK;
    if (near != NULL)
        status =
            minimise_near(&problem, near, fit->theta, &fit->criterion, &found, error);
    if (status == HINGE_OK && !found)
        status =
            minimise(&problem, lmm->effects, fit->theta, &fit->criterion, trial, error);
    if (status == HINGE_OK && (!isfinite(fit->criterion) || !complete(lmm, fit)))
        status = hinge_model_fail(error, "E_NO_CONVERGE",
                                  "the criterion can't be computed: the columns or the "
                                  "outcome have too large a range; rescale them");
    if (status == HINGE_OK && !found)
        status = check_converged(&problem, fit, error);
    return status;
}

enum hinge_status hinge_lmm_fit(struct hinge_lmm *lmm, bool reml,
                                struct hinge_lmm_fit *fit, struct hinge_error *error)
{
    return fit_from(lmm, reml, NULL, fit, error);
}

enum hinge_status hinge_lmm_refit(struct hinge_lmm *lmm, bool reml, const double *theta,
                                  struct hinge_lmm_fit *fit, struct hinge_error *error)
{
    return fit_from(lmm, reml, theta, fit, error);
}

void hinge_lmm_fit_clear(struct hinge_lmm_fit *fit)
{
    free(fit->memory);
    *fit = (struct hinge_lmm_fit){.memory = NULL};
}
