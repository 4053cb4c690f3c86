/* SPDX-License-Identifier: GPL-3.0-or-later */
/* l(b, theta) + ln det(X'WX) / 2 + 2 sqrt(p/n) D(ln theta): the first penalty is
 * Jeffreys' of the model without people, W = mu (1 - mu) at x'b; D, the negative of
 * Huber's loss, keeps theta off 0 and infinity. */
#include "stats/model/penalised.h"

#include "base/memory.h"
#include "stats/model/failure.h"
#include "stats/model/glm.h"
#include "stats/model/minimum.h"
#include "stats/numbers/dense.h"
#include "stats/numbers/root.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LIMIT_STEPS = 40 };

/* par: the free coefficients, then ln theta when there are people. */
struct search {
    const struct hinge_penalised_data *data;
    struct hinge_laplace laplace;
    size_t held; /* coefficient that is held at `at`; p: none */
    double at;
    double *beta, *weighted; /* p; p x p */
    double *par, *lower, *unit, *warm;
    double theta; /* for the likelihood with theta known */
};

static struct hinge_laplace_point logit_row(const void *context, size_t row, double eta,
                                            const double *extra)
{
    const struct hinge_penalised_data *data = context;
    struct hinge_binary_point point;
    double m = data->m != NULL ? data->m[row] : 1.0;
    (void)extra;
    hinge_binary_at(HINGE_LINK_LOGIT, data->y[row], m, eta, &point);
    return (struct hinge_laplace_point){point.loglik, point.score, -point.weight};
}

/* ln det(X'WX) / 2 at beta, -HUGE_VAL when singular. */
static double jeffreys(struct search *s)
{
    const struct hinge_penalised_data *data = s->data;
    size_t n = data->n, p = data->p;
    double half = 0.0;
    memset(s->weighted, 0, p * p * sizeof *s->weighted);
    for (size_t i = 0; i < n; i++) {
        double eta = 0.0;
        for (size_t j = 0; j < p; j++)
            eta += data->x[j * n + i] * s->beta[j];
        double mu = hinge_binary_mean(HINGE_LINK_LOGIT, -fabs(eta));
        double w = mu * (1.0 - mu) * (data->m != NULL ? data->m[i] : 1.0);
        for (size_t j = 0; j < p; j++) /* in units, for the sake of the factor */
            for (size_t k = 0; k <= j; k++)
                s->weighted[j * p + k] += w * data->x[j * n + i] * data->unit[j] *
                                          data->x[k * n + i] * data->unit[k];
    }
    if (!hinge_dense_cholesky(s->weighted, p))
        return -HUGE_VAL;
    for (size_t j = 0; j < p; j++)
        half += log(s->weighted[j * p + j] / data->unit[j]);
    return half;
}

static double huber(double x)
{
    return fabs(x) <= 1.0 ? -0.5 * x * x : 0.5 - fabs(x);
}

static void set_beta(struct search *s, const double *par)
{
    for (size_t j = 0; j < s->data->p; j++)
        s->beta[j] = j == s->held ? s->at : *par++;
}

static double minus_penalised(const double *par, void *context)
{
    struct search *s = context;
    size_t p = s->data->p, free_count = s->held < p ? p - 1 : p;
    double value, log_theta = s->data->person != NULL ? par[free_count] : 0.0;
    set_beta(s, par);
    value = jeffreys(s);
    if (!isfinite(value) || fabs(log_theta) > 30.0)
        return HUGE_VAL;
    value += hinge_laplace_loglik(&s->laplace, s->beta,
                                  s->data->person != NULL ? exp(log_theta) : 0.0, NULL);
    if (s->data->person != NULL)
        value += 2.0 * sqrt((double)p / (double)s->data->n) * huber(log_theta);
    return -value;
}

/* Maximum with coefficient `held` at `at` (p: none), from s->par, which is replaced. */
static enum hinge_status climb(struct search *s, size_t held, double at, bool search,
                               double *value, struct hinge_error *error)
{
    size_t p = s->data->p, n = 0;
    s->held = held;
    s->at = at;
    for (size_t j = 0; j < p; j++)
        if (j != held)
            s->unit[n++] = s->data->unit[j];
    if (s->data->person != NULL)
        s->unit[n++] = 1.0;
    for (size_t i = 0; i < n; i++)
        s->lower[i] = -HUGE_VAL;
    struct hinge_minimum_problem problem = {.n = n,
                                            .lower = s->lower,
                                            .unit = s->unit,
                                            .value = minus_penalised,
                                            .context = s};
    double least = minus_penalised(s->par, s), left = HUGE_VAL, step = 0.5;
    enum hinge_status status = HINGE_OK;
    if (search && n > 1)
        status = hinge_minimum_search(&problem, step, s->par, &least, error);
    for (int round = 0; round < 8 && status == HINGE_OK && n > 0; round++) {
        status = hinge_minimum_polish(&problem, s->par, &least, &left, error);
        if (left < 1e-10 || n < 2)
            break;
        step *= 0.5;
        if (status == HINGE_OK)
            status = hinge_minimum_search(&problem, step, s->par, &least, error);
    }
    *value = -least;
    return status;
}

static double minus_known(const double *beta, void *context)
{
    struct search *s = context;
    return -hinge_laplace_loglik(&s->laplace, beta, s->theta, NULL);
}

/* par without coefficient j, as the start of a profile. */
static void leave_out(const double *all, size_t n, size_t j, double *out)
{
    for (size_t i = 0; i < n; i++)
        if (i != j)
            *out++ = all[i];
}

struct limit {
    struct search *s;
    size_t j, n;
    const double *best;
    double top, quantile;
    enum hinge_status status;
    struct hinge_error *error;
};

/* Twice the loss of holding coefficient j at b, less the quantile. */
static double excess(double b, void *context)
{
    struct limit *limit = context;
    double value = 0.0;
    leave_out(limit->best, limit->n, limit->j, limit->s->par);
    if (limit->status == HINGE_OK)
        limit->status = climb(limit->s, limit->j, b, false, &value, limit->error);
    return 2.0 * (limit->top - value) - limit->quantile;
}

static double find_limit(struct limit *limit, double estimate, double step)
{
    double at = estimate + step;
    for (int i = 0; i < LIMIT_STEPS; i++, step *= 1.6, at = estimate + step) {
        double now = excess(at, limit);
        if (limit->status != HINGE_OK || !isfinite(now))
            return (double)NAN;
        if (now > 0.0)
            return hinge_root_within(excess, limit, estimate, at, 1e-6);
    }
    return (double)NAN;
}

static enum hinge_status profile(struct search *s, struct hinge_penalised *fit,
                                 const double *best, size_t n, double level,
                                 struct hinge_error *error)
{
    for (size_t j = 0; j < fit->p; j++) {
        struct hinge_penalised_term *term = &fit->term[j];
        struct limit limit = {.s = s,
                              .j = j,
                              .n = n,
                              .best = best,
                              .top = fit->criterion,
                              .error = error};
        term->estimate = fit->beta[j];
        term->se = sqrt(fit->vcov[j * fit->p + j]);
        term->chi2 = fmax(0.0, excess(0.0, &limit));
        limit.quantile = gsl_cdf_chisq_Pinv(level, 1.0);
        term->ci_low = find_limit(&limit, term->estimate, -term->se);
        hinge_watch_part_done(s->data->watch);
        term->ci_high = find_limit(&limit, term->estimate, term->se);
        hinge_watch_part_done(s->data->watch);
        if (limit.status != HINGE_OK)
            return limit.status;
    }
    return HINGE_OK;
}

/* Binomial coefficients of counts, which the likelihood has and the rows leave out. */
static double constant_of(const struct hinge_penalised_data *data)
{
    double sum = 0.0;
    for (size_t i = 0; i < data->n && data->m != NULL; i++)
        sum += gsl_sf_lngamma(data->m[i] + 1.0) - gsl_sf_lngamma(data->y[i] + 1.0) -
               gsl_sf_lngamma(data->m[i] - data->y[i] + 1.0);
    return sum;
}

static enum hinge_status run(struct search *s, double level, double *best,
                             struct hinge_penalised *fit, struct hinge_error *error)
{
    size_t p = fit->p, n = p + (s->data->person != NULL ? 1 : 0);
    enum hinge_status status = climb(s, p, 0.0, true, &fit->criterion, error);
    if (status != HINGE_OK)
        return status;
    if (!isfinite(fit->criterion))
        return hinge_model_fail(error, "E_NO_CONVERGE",
                                "the penalised fit did not converge; rescale the "
                                "columns or use a simpler model");
    memcpy(best, s->par, n * sizeof *best);
    memcpy(fit->beta, best, p * sizeof *best);
    s->theta = fit->theta = s->data->person != NULL ? exp(best[p]) : 0.0;
    fit->loglik = -minus_known(fit->beta, s);
    double *hessian = s->weighted;
    hinge_laplace_hessian(minus_known, s, fit->beta, s->data->unit, p, s->warm,
                          hessian);
    if (hinge_dense_cholesky(hessian, p))
        hinge_dense_inverse(hessian, p, fit->vcov);
    else
        for (size_t i = 0; i < p * p; i++)
            fit->vcov[i] = (double)NAN;
    hinge_watch_parts(s->data->watch, 2 * p);
    status = profile(s, fit, best, n, level, error);
    hinge_watch_parts(s->data->watch, 0);
    double constant = constant_of(s->data);
    fit->criterion += constant;
    fit->loglik += constant;
    return status;
}

enum hinge_status hinge_penalised_fit(const struct hinge_penalised_data *data,
                                      double level, struct hinge_penalised *fit,
                                      struct hinge_error *error)
{
    size_t p = data->p, n = p + 1;
    struct search s = {.data = data,
                       .laplace = {.n = data->n,
                                   .p = p,
                                   .x = data->x,
                                   .person = data->person,
                                   .people = data->people,
                                   .row = logit_row,
                                   .context = data,
                                   .watch = data->watch}};
    *fit = (struct hinge_penalised){.p = p};
    fit->memory = hinge_alloc(p + p * p, sizeof *fit->memory);
    fit->term = hinge_alloc(p, sizeof *fit->term);
    double *memory = hinge_alloc(2 * p + p * p + 5 * n, sizeof *memory);
    enum hinge_status status = hinge_laplace_open(&s.laplace, error);
    if (fit->memory == NULL || fit->term == NULL || memory == NULL)
        status = hinge_model_nomem(error);
    if (status == HINGE_OK) {
        fit->beta = fit->memory;
        fit->vcov = fit->beta + p;
        s.beta = memory;
        s.weighted = s.beta + p;
        s.warm = s.weighted + p * p;
        s.par = s.warm + p;
        s.lower = s.par + n;
        s.unit = s.lower + n;
        status = run(&s, level, s.unit + n, fit, error);
    }
    hinge_laplace_close(&s.laplace);
    free(memory);
    return status;
}

void hinge_penalised_clear(struct hinge_penalised *fit)
{
    free(fit->memory);
    free(fit->term);
    *fit = (struct hinge_penalised){.p = 0};
}
