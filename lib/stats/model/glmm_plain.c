/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logistic (probit) regression of people, one row each. */
#include "stats/model/glmm.h"

#include "stats/model/failure.h"
#include "stats/numbers/dense.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double loglik_of(const struct hinge_design *design,
                        const struct hinge_binary *outcome, const double *beta)
{
    double sum = 0.0;
    for (size_t row = 0; row < design->data->rows; row++) {
        struct hinge_binary_point point;
        double eta = 0.0, y = outcome->y[row];
        double m = outcome->m != NULL ? outcome->m[row] : 1.0;
        for (size_t j = 0; j < design->p; j++)
            eta += design->x[j * design->data->rows + row] * beta[j];
        hinge_binary_at(outcome->link, y, m, eta, &point);
        sum += point.loglik;
        if (outcome->m != NULL)
            sum += gsl_sf_lngamma(m + 1.0) - gsl_sf_lngamma(y + 1.0) -
                   gsl_sf_lngamma(m - y + 1.0);
    }
    return sum;
}

enum hinge_status hinge_plain_fit(const struct hinge_design *design,
                                  const struct hinge_binary *outcome,
                                  const bool *separated, struct hinge_glmm_fit *fit,
                                  struct hinge_error *error)
{
    size_t p = design->p;
    double total = 0.0, most = 0.0;
    bool converged;
    *fit = (struct hinge_glmm_fit){.p = p};
    for (size_t row = 0; row < design->data->rows; row++) {
        total += outcome->y[row];
        most += outcome->m != NULL ? outcome->m[row] : 1.0;
    }
    if (!(total > 0.0 && total < most))
        return hinge_binary_one_level(design->formula, total > 0.0, error);
    fit->memory = hinge_alloc(p + 2 * p * p, sizeof *fit->memory);
    if (fit->memory == NULL)
        return hinge_model_nomem(error);
    fit->beta = fit->theta = fit->memory;
    fit->vcov = fit->beta + p;
    double *information = fit->vcov + p * p;
    enum hinge_status status =
        hinge_glm_fit(design, outcome, 50, fit->beta, information, &converged, error);
    if (status != HINGE_OK)
        return status;
    if (!converged && separated == NULL)
        return hinge_model_fail(error, "E_NO_CONVERGE",
                                "the fit did not converge in 50 scoring steps");
    for (size_t i = 0; i < p * p; i++)
        fit->vcov[i] = (double)NAN;
    if (hinge_dense_cholesky(information, p))
        hinge_dense_inverse(information, p, fit->vcov);
    for (size_t j = 0; j < p && separated != NULL; j++)
        for (size_t i = 0; i < p && separated[j]; i++)
            fit->vcov[i * p + j] = fit->vcov[j * p + i] = (double)NAN;
    fit->loglik = loglik_of(design, outcome, fit->beta);
    fit->aic = -2.0 * fit->loglik + 2.0 * (double)p;
    fit->bic = -2.0 * fit->loglik + (double)p * log((double)design->data->rows);
    return HINGE_OK;
}
