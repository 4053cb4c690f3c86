/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links and Fisher scoring. */
#include "stats/model/glm.h"

#include "stats/model/failure.h"
#include "stats/numbers/dense.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ln(1 + e^x) without overflow. */
static double log1p_exp(double x)
{
    return x > 0.0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

double hinge_binary_mean(enum hinge_link link, double eta)
{
    if (link == HINGE_LINK_PROBIT)
        return gsl_cdf_ugaussian_P(eta);
    if (eta >= 0.0)
        return 1.0 / (1.0 + exp(-eta));
    double e = exp(eta);
    return e / (1.0 + e);
}

/* phi/Phi at eta, also far in the tail where both underflow. */
static double mills(double eta)
{
    if (eta < -35.0)
        return -eta - 1.0 / eta;
    return gsl_ran_ugaussian_pdf(eta) / gsl_cdf_ugaussian_P(eta);
}

static double log_phi(double eta)
{
    if (eta < -35.0)
        return -0.5 * eta * eta - log(-eta) - 0.5 * log(2.0 * M_PI);
    return log(gsl_cdf_ugaussian_P(eta));
}

static void probit_at(double y, double m, double eta, struct hinge_binary_point *point)
{
    double up = mills(eta), down = mills(-eta); /* phi/Phi and phi/(1 - Phi) */
    point->mu = gsl_cdf_ugaussian_P(eta);
    point->loglik =
        (y > 0.0 ? y * log_phi(eta) : 0.0) + (m > y ? (m - y) * log_phi(-eta) : 0.0);
    point->score = y * up - (m - y) * down;
    point->weight = m * up * down;
    point->observed = y * up * (up + eta) + (m - y) * down * (down - eta);
    point->dweight = point->weight * (down - up - 2.0 * eta);
}

void hinge_binary_at(enum hinge_link link, double y, double m, double eta,
                     struct hinge_binary_point *point)
{
    if (link == HINGE_LINK_PROBIT) {
        probit_at(y, m, eta, point);
        return;
    }
    double e = exp(-fabs(eta)), small = e / (1.0 + e);
    point->mu = eta >= 0.0 ? 1.0 / (1.0 + e) : small;
    point->loglik = y * eta - m * ((eta > 0.0 ? eta : 0.0) + log1p(e));
    point->score = y - m * point->mu;
    point->weight = point->observed = m * small * (1.0 - small);
    point->dweight = point->weight * (1.0 - 2.0 * point->mu);
}

void hinge_binary_score(enum hinge_link link, double y, double m, double eta,
                        double *loglik, double *score)
{
    if (link == HINGE_LINK_PROBIT) {
        struct hinge_binary_point point;
        probit_at(y, m, eta, &point);
        *loglik = point.loglik;
        *score = point.score;
        return;
    }
    *loglik = y * eta - m * log1p_exp(eta);
    *score = y - m * hinge_binary_mean(link, eta);
}

double hinge_design_range(const struct hinge_design *design, size_t j)
{
    const double *x = design->x + j * design->data->rows;
    double low = x[0], high = x[0];
    for (size_t row = 1; row < design->data->rows; row++) {
        low = fmin(low, x[row]);
        high = fmax(high, x[row]);
    }
    return high > low ? high - low : fabs(high);
}

/* Score X'(y - mu) and information X'WX; x is column-major. */
static void accumulate(const struct hinge_design *design,
                       const struct hinge_binary *outcome, const double *beta,
                       double *score, double *information)
{
    size_t n = design->data->rows, p = design->p;
    memset(score, 0, p * sizeof *score);
    memset(information, 0, p * p * sizeof *information);
    for (size_t row = 0; row < n; row++) {
        double eta = 0.0;
        for (size_t j = 0; j < p; j++)
            eta += design->x[j * n + row] * beta[j];
        struct hinge_binary_point point;
        hinge_binary_at(outcome->link, outcome->y[row],
                        outcome->m != NULL ? outcome->m[row] : 1.0, eta, &point);
        for (size_t i = 0; i < p; i++) {
            double x = design->x[i * n + row];
            score[i] += x * point.score;
            for (size_t j = 0; j <= i; j++)
                information[i * p + j] += x * point.weight * design->x[j * n + row];
        }
    }
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < i; j++)
            information[j * p + i] = information[i * p + j];
}

/* One scoring step; the largest change of eta over its range. HUGE_VAL when singular.
 */
static double scoring_step(const struct hinge_design *design, const double *range,
                           double *beta, double *score, double *factor)
{
    size_t p = design->p;
    double largest = 0.0;
    for (size_t i = 0; i < p; i++) /* columns in units of their range */
        for (size_t j = 0; j < p; j++)
            factor[i * p + j] /= range[i] * range[j];
    if (!hinge_dense_cholesky(factor, p))
        return HUGE_VAL;
    for (size_t i = 0; i < p; i++)
        score[i] /= range[i];
    hinge_dense_forward(factor, p, score, 1);
    hinge_dense_backward(factor, p, score);
    for (size_t i = 0; i < p; i++) {
        if (!isfinite(score[i]))
            return HUGE_VAL;
        largest = fmax(largest, fabs(score[i]));
    }
    for (size_t i = 0; i < p; i++)
        beta[i] += score[i] / range[i];
    return largest;
}

enum hinge_status hinge_glm_fit(const struct hinge_design *design,
                                const struct hinge_binary *outcome, int iterations,
                                double *beta, double *information, bool *converged,
                                struct hinge_error *error)
{
    size_t p = design->p;
    double *memory = hinge_alloc(2 * p * p + 2 * p, sizeof *memory);
    if (memory == NULL)
        return hinge_model_nomem(error);
    double *factor = memory, *sum = factor + p * p, *score = sum + p * p;
    double *range = score + p;
    memset(beta, 0, p * sizeof *beta);
    *converged = false;
    for (size_t j = 0; j < p; j++)
        range[j] = hinge_design_range(design, j);
    for (int i = 0; i < iterations && !*converged; i++) {
        accumulate(design, outcome, beta, score, sum);
        memcpy(factor, sum, p * p * sizeof *sum);
        double moved = scoring_step(design, range, beta, score, factor);
        if (moved == HUGE_VAL)
            break;
        *converged = moved < 1e-10;
    }
    if (information != NULL)
        accumulate(design, outcome, beta, score, information);
    free(memory);
    return HINGE_OK;
}

enum hinge_status hinge_binary_one_level(const struct hinge_formula *formula, bool all,
                                         struct hinge_error *error)
{
    if (all && formula->trials != NULL)
        return hinge_model_fail(error, "E_ONE_LEVEL",
                                "'%s' is as many as '%s' in all rows",
                                formula->response, formula->trials);
    return hinge_model_fail(error, "E_ONE_LEVEL", "'%s' is %d in all rows",
                            formula->response, all ? 1 : 0);
}
