/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fit at the least criterion: coefficients, variances and what they explain. */
#include "stats/model/lmm_inside.h"

#include "stats/model/failure.h"

#include <math.h>
#include <stdlib.h>

double hinge_lmm_relative_variance(const struct hinge_lmm *lmm, const double *theta)
{
    const struct hinge_effects *effects = lmm->effects;
    const double *templates = lmm->templates;
    double part = 0.0;
    hinge_effects_template(effects, theta, lmm->templates);
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
    return part / (double)lmm->n;
}

/* Variances of Nakagawa et al. 2017: of the fixed predictions over the rows, and of the
 * random part as its mean over the rows (Johnson 2014). */
static void explain(const struct hinge_lmm *lmm, struct hinge_lmm_fit *fit)
{
    double fixed = 0.0, mean = 0.0, part, s2 = fit->sigma * fit->sigma;
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
    part = hinge_lmm_relative_variance(lmm, fit->theta) * s2;
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
    explain(lmm, fit);
    return isfinite(fit->sigma) && fit->sigma > 0.0;
}

static enum hinge_status fit_from(struct hinge_lmm *lmm, bool reml, const double *near,
                                  struct hinge_lmm_fit *fit, struct hinge_error *error)
{
    size_t n_theta = lmm->effects->n_theta, p = lmm->p;
    *fit =
        (struct hinge_lmm_fit){.reml = reml, .n = lmm->n, .p = p, .n_theta = n_theta};
    fit->memory = hinge_alloc(n_theta + p + p * p, sizeof *fit->memory);
    if (fit->memory == NULL)
        return hinge_model_nomem(error);
    fit->theta = fit->memory;
    fit->beta = fit->theta + n_theta;
    fit->vcov = fit->beta + p;
    enum hinge_status status =
        hinge_lmm_minimise(lmm, reml, near, fit->theta, &fit->criterion, error);
    if (status == HINGE_OK && (!isfinite(fit->criterion) || !complete(lmm, fit)))
        status = hinge_model_fail(error, "E_NO_CONVERGE",
                                  "the criterion can't be computed: the columns or the "
                                  "outcome have too large a range; rescale them");
    return status;
}

enum hinge_status hinge_lmm_fit(struct hinge_lmm *lmm, bool reml,
                                struct hinge_lmm_fit *fit, struct hinge_error *error)
{
    return fit_from(lmm, reml, NULL, fit, error);
}

void hinge_lmm_fit_clear(struct hinge_lmm_fit *fit)
{
    free(fit->memory);
    *fit = (struct hinge_lmm_fit){.memory = NULL};
}
