/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laplace's approximation for one random intercept. */
#include "stats/model/laplace.h"

#include "base/memory.h"
#include "stats/model/failure.h"
#include "stats/model/minimum.h"
#include "stats/numbers/dense.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NEWTON_STEPS = 200, HALVINGS = 40, ROUNDS = 8 };

enum hinge_status hinge_laplace_open(struct hinge_laplace *l, struct hinge_error *error)
{
    size_t people = l->person != NULL ? l->people : 0;
    l->memory = hinge_alloc(l->n + people, sizeof *l->memory);
    l->start = hinge_alloc(people + l->n + 2, sizeof *l->start);
    if (l->memory == NULL || l->start == NULL)
        return hinge_model_nomem(error);
    l->eta = l->memory;
    l->mode = l->eta + l->n;
    l->order = l->start + people + 2;
    for (size_t i = 0; i < l->n && people > 0; i++)
        l->start[l->person[i] + 2]++;
    for (size_t g = 0; g < people; g++)
        l->start[g + 2] += l->start[g + 1];
    for (size_t i = 0; i < l->n && people > 0; i++)
        l->order[l->start[l->person[i] + 1]++] = i;
    return HINGE_OK;
}

void hinge_laplace_close(struct hinge_laplace *l)
{
    free(l->memory);
    free(l->start);
    l->memory = NULL;
    l->start = NULL;
}

/* h(u) = u^2/2 - sum ln f, its slope and curvature. */
static struct hinge_laplace_point person_at(const struct hinge_laplace *l, size_t g,
                                            double theta, const double *extra, double u)
{
    struct hinge_laplace_point h = {0.5 * u * u, u, 1.0};
    for (size_t i = l->start[g]; i < l->start[g + 1]; i++) {
        size_t row = l->order[i];
        struct hinge_laplace_point point =
            l->row(l->context, row, l->eta[row] + theta * u, extra);
        h.loglik -= point.loglik;
        h.slope -= theta * point.slope;
        h.curve -= theta * theta * point.curve;
    }
    return h;
}

/* -h - ln(h'')/2 at the mode, found by halved Newton steps. */
static double person_loglik(struct hinge_laplace *l, size_t g, double theta,
                            const double *extra)
{
    double u = l->mode[g];
    struct hinge_laplace_point h = person_at(l, g, theta, extra, u);
    if (!isfinite(h.loglik) || !isfinite(h.slope)) {
        u = 0.0;
        h = person_at(l, g, theta, extra, u);
    }
    for (int i = 0; i < NEWTON_STEPS && isfinite(h.loglik); i++) {
        double step = h.slope / fmax(h.curve, 0.1), share = 1.0;
        struct hinge_laplace_point next = h;
        for (int half = 0; half < HALVINGS; half++, share *= 0.5) {
            next = person_at(l, g, theta, extra, u - share * step);
            if (next.loglik <= h.loglik + 1e-13 * (1.0 + fabs(h.loglik)))
                break;
        }
        u -= share * step;
        h = next;
        if (fabs(share * step) < 1e-12)
            break;
    }
    l->mode[g] = isfinite(u) ? u : 0.0;
    return h.curve > 0.0 ? -h.loglik - 0.5 * log(h.curve) : -HUGE_VAL;
}

double hinge_laplace_loglik(struct hinge_laplace *l, const double *beta, double theta,
                            const double *extra)
{
    double sum = 0.0;
    if (!hinge_watch_step(l->watch))
        return -HUGE_VAL;
    for (size_t i = 0; i < l->n; i++) {
        l->eta[i] = l->offset != NULL ? l->offset[i] : 0.0;
        for (size_t j = 0; j < l->p; j++)
            l->eta[i] += l->x[j * l->n + i] * beta[j];
    }
    if (l->person == NULL || theta == 0.0)
        for (size_t i = 0; i < l->n; i++)
            sum += l->row(l->context, i, l->eta[i], extra).loglik;
    else
        for (size_t g = 0; g < l->people; g++)
            sum += person_loglik(l, g, fabs(theta), extra);
    return isfinite(sum) ? sum : -HUGE_VAL;
}

void hinge_laplace_hessian(double (*value)(const double *x, void *context),
                           void *context, const double *x, const double *unit, size_t n,
                           double *at, double *hessian)
{
    double centre = value(x, context);
    memcpy(at, x, n * sizeof *at);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double estimate[2];
            for (int level = 0; level < 2; level++) {
                double h = (level == 0 ? 2e-3 : 1e-3) * unit[i];
                double k = (level == 0 ? 2e-3 : 1e-3) * unit[j], sum = 0.0;
                for (int s = 0; s < 4; s++) {
                    double si = s & 1 ? -h : h, sj = s & 2 ? -k : k;
                    if (i == j && s > 1)
                        break;
                    at[i] = x[i] + si;
                    at[j] = i == j ? at[i] : x[j] + sj;
                    double sign = i == j || (s & 1) == (s >> 1 & 1) ? 1.0 : -1.0;
                    sum += sign * value(at, context);
                    at[i] = x[i];
                    at[j] = x[j];
                }
                estimate[level] =
                    i == j ? (sum - 2.0 * centre) / (h * h) : sum / (4.0 * h * k);
            }
            hessian[i * n + j] = hessian[j * n + i] =
                (4.0 * estimate[1] - estimate[0]) / 3.0;
        }
}

/* --- the maximum --- */

struct search {
    struct hinge_laplace *l;
    bool no_theta;
};

static double minus_loglik(const double *par, void *context)
{
    const struct search *search = context;
    struct hinge_laplace *l = search->l;
    double theta = search->no_theta ? 0.0 : par[l->p + l->n_extra];
    return -hinge_laplace_loglik(l, par, theta, par + l->p);
}

static enum hinge_status climb(struct hinge_minimum_problem *problem, double *par,
                               double *least, double *left, struct hinge_error *error)
{
    enum hinge_status status =
        problem->n > 1 ? hinge_minimum_search(problem, 0.5, par, least, error)
                       : HINGE_OK;
    if (problem->n == 1)
        *least = problem->value(par, problem->context);
    double step = 0.1;
    for (int round = 0; round < ROUNDS && status == HINGE_OK; round++, step *= 0.5) {
        status = hinge_minimum_polish(problem, par, least, left, error);
        if (*left < 1e-9 || problem->n < 2)
            break;
        if (status == HINGE_OK)
            status = hinge_minimum_search(problem, step, par, least, error);
    }
    return status;
}

bool hinge_laplace_runs_away(double coefficient, double unit)
{
    return fabs(coefficient) >= 12.0 * unit;
}

/* Parameters that run away along which the likelihood is flat are held where they are:
 * the others have their own errors. One that is only far (an intercept of a long
 * exposure) has a curvature. work: p + 2 p^2. */
static enum hinge_status hold(const struct hinge_laplace_fit *fit, const double *unit,
                              size_t p, double *hessian, double *work,
                              struct hinge_error *error)
{
    enum { FLAT_SHARE = 10 };
    static const double flat_below = 1e-3; /* as many events tell of it */
    double *values = work, *vectors = values + p, *own = vectors + p * p;
    size_t n = fit->n, away = 0;
    for (size_t i = 0; i < p; i++)
        away += hinge_laplace_runs_away(fit->par[i], unit[i]) &&
                isfinite(hessian[i * n + i]);
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++) {
            double curvature = hessian[i * n + j] * unit[i] * unit[j];
            bool both = hinge_laplace_runs_away(fit->par[i], unit[i]) &&
                        hinge_laplace_runs_away(fit->par[j], unit[j]);
            own[i * p + j] = both && isfinite(curvature) ? curvature : i == j;
        }
    if (away > 0 && !hinge_dense_eigen(own, p, values, vectors))
        return hinge_model_nomem(error);
    for (size_t k = 0; k < p && away > 0 && values[k] < flat_below; k++)
        for (size_t i = 0; i < p; i++)
            fit->held[i] |= FLAT_SHARE * fabs(vectors[k * p + i]) > 1;
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < n && fit->held[i]; j++)
            hessian[i * n + j] = hessian[j * n + i] = i == j ? 1.0 : 0.0;
    return HINGE_OK;
}

/* The inverse of the Hessian without the first p parameters that are held. */
static enum hinge_status set_vcov(struct hinge_minimum_problem *problem, size_t p,
                                  struct hinge_laplace_fit *fit,
                                  struct hinge_error *error)
{
    size_t n = fit->n;
    double *hessian = hinge_alloc(n * n + n + 2 * n * n, sizeof *hessian);
    if (hessian == NULL)
        return hinge_model_nomem(error);
    double *work = hessian + n * n;
    hinge_laplace_hessian(problem->value, problem->context, fit->par, problem->unit, n,
                          work, hessian);
    enum hinge_status status = hold(fit, problem->unit, p, hessian, work, error);
    bool known = hinge_dense_cholesky(hessian, n);
    if (known)
        hinge_dense_inverse(hessian, n, fit->vcov);
    for (size_t i = 0; i < n * n && !known; i++)
        fit->vcov[i] = (double)NAN;
    free(hessian);
    return status;
}

enum hinge_status hinge_laplace_maximise(struct hinge_laplace *l, const double *start,
                                         const double *unit,
                                         struct hinge_laplace_fit *fit,
                                         struct hinge_error *error)
{
    static const double thetas[] = {1.0, 0.2, 0.0};
    size_t m = l->p + l->n_extra, n = m + 1;
    *fit = (struct hinge_laplace_fit){.n = n};
    fit->memory = hinge_alloc(4 * n + n * n, sizeof *fit->memory);
    fit->held = hinge_alloc(n, sizeof *fit->held);
    if (fit->memory == NULL || fit->held == NULL)
        return hinge_model_nomem(error);
    fit->par = fit->memory;
    fit->vcov = fit->par + n;
    double *trial = fit->vcov + n * n, *lower = trial + n, *units = lower + n;
    double best = HUGE_VAL, left_best = HUGE_VAL;
    struct search search = {l, false};
    struct hinge_minimum_problem problem = {
        .lower = lower, .unit = units, .value = minus_loglik, .context = &search};
    for (size_t i = 0; i < n; i++) {
        lower[i] = -HUGE_VAL;
        units[i] = i < m ? unit[i] : 1.0;
    }
    enum hinge_status status = HINGE_OK;
    for (size_t s = l->person != NULL ? 0 : 2; s < 3 && status == HINGE_OK; s++) {
        double now = HUGE_VAL, left = HUGE_VAL;
        search.no_theta = s == 2;
        problem.n = s == 2 ? m : n;
        memcpy(trial, start, m * sizeof *trial);
        trial[m] = thetas[s];
        if (l->mode != NULL && l->person != NULL)
            memset(l->mode, 0, l->people * sizeof *l->mode);
        status = climb(&problem, trial, &now, &left, error);
        bool zero = s < 2 && fabs(trial[m]) < 1e-4;
        if (status != HINGE_OK || zero || !(now < best + (s == 2 ? 1e-8 : -1e-9)))
            continue;
        best = s == 2 ? fmin(now, best) : now;
        left_best = left;
        memcpy(fit->par, trial, n * sizeof *trial);
        fit->singular = s == 2;
    }
    if (status != HINGE_OK)
        return status;
    if (!isfinite(best) || !(left_best < 1e-4))
        return hinge_model_fail(error, "E_NO_CONVERGE",
                                "the fit did not converge: best log-likelihood %.8g; "
                                "try a simpler model",
                                -best);
    search.no_theta = fit->singular;
    fit->n = problem.n = fit->singular ? m : n;
    fit->theta = fit->singular ? 0.0 : fabs(fit->par[m]);
    fit->par[m] = fit->theta;
    fit->loglik = -best;
    return set_vcov(&problem, l->p, fit, error);
}

void hinge_laplace_fit_clear(struct hinge_laplace_fit *fit)
{
    free(fit->memory);
    free(fit->held);
    *fit = (struct hinge_laplace_fit){.memory = NULL};
}
