/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The penalised logistic fit in the document. */
#include "stats/regression/penalised_report.h"

#include "stats/model/glmm.h"
#include "stats/model/penalised.h"
#include "stats/probability/distribution.h"

#include <math.h>

static void put_term(struct hinge_analysis *a, json_t *object,
                     const struct hinge_penalised_term *term)
{
    HINGE_PUT_NUMBERS(a, object, {"estimate", term->estimate}, {"se", term->se},
                      {"odds_ratio", exp(term->estimate)}, {"ci_low", term->ci_low},
                      {"ci_high", term->ci_high}, {"or_low", exp(term->ci_low)},
                      {"or_high", exp(term->ci_high)}, {"chi2", term->chi2},
                      {"p_lrt", hinge_chi2_p(term->chi2, 1)});
}

static void put_mean(struct hinge_analysis *a, json_t *object,
                     const struct hinge_emm *emm, size_t cell,
                     const struct hinge_linear_result *r, const void *context)
{
    const struct hinge_penalised *fit = context;
    enum hinge_link link = HINGE_LINK_LOGIT;
    (void)emm;
    (void)cell;
    HINGE_PUT_NUMBERS(a, object, {"prob", hinge_binary_mean(link, r->estimate)},
                      {"ci_low", hinge_binary_mean(link, r->ci_low)},
                      {"ci_high", hinge_binary_mean(link, r->ci_high)},
                      {"logit", r->estimate}, {"se", r->se},
                      {"marginal_prob",
                       hinge_glmm_marginal(link, r->estimate, fit->theta)});
}

static enum hinge_status put_fit(struct hinge_analysis *a,
                                 const struct hinge_model_terms *terms,
                                 const struct hinge_penalised *fit,
                                 struct hinge_error *error)
{
    const struct hinge_design *design = &terms->design;
    bool mixed = terms->formula.n_random > 0;
    json_t *object = hinge_put_object(a, a->results, "penalised");
    hinge_put_text(a, object, "method", mixed ? "laplace_jeffreys" : "firth");
    HINGE_PUT_NUMBERS(a, object, {"criterion", fit->criterion},
                      {"loglik", fit->loglik});
    if (mixed) {
        json_t *group = hinge_put_object(a, hinge_put_object(a, object, "varcorr"),
                                         terms->effects.group[0].name);
        hinge_put_number(a, hinge_put_object(a, group, "sd"), "(Intercept)",
                         fit->theta);
        if (terms->effects.group[0].k > 1)
            hinge_put_text(a, object, "note", "with a random intercept only");
    }
    json_t *fixed = hinge_put_object(a, object, "fixed");
    for (size_t j = 0; j < fit->p; j++)
        put_term(a,
                 hinge_put_object(
                     a, fixed, hinge_analysis_label(a, hinge_design_name(design, j))),
                 &fit->term[j]);
    struct hinge_model_means means = {.design = design,
                                      .model = {.p = fit->p,
                                                .beta = fit->beta,
                                                .vcov = fit->vcov,
                                                .df_all = HUGE_VAL},
                                      .put_mean = put_mean,
                                      .context = fit,
                                      .scale = HINGE_SCALE_LOGIT,
                                      .into = object,
                                      .again = true};
    hinge_analysis_warn(a, NULL, "W_PENALISED",
                        "finite only because penalised; see /penalised; exact and "
                        "permutation tests need no penalty: binary_within, between");
    return hinge_model_put_emm(a, &means, error);
}

enum hinge_status hinge_put_penalised(struct hinge_analysis *a,
                                      const struct hinge_model_terms *terms,
                                      const struct hinge_model_rows *rows,
                                      struct hinge_error *error)
{
    const struct hinge_design *design = &terms->design;
    double *unit = hinge_analysis_alloc(a, design->p, sizeof *unit);
    if (unit == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t j = 0; j < design->p; j++)
        unit[j] = 1.0 / hinge_design_range(design, j);
    struct hinge_penalised_data data = {.n = design->data->rows,
                                        .p = design->p,
                                        .x = design->x,
                                        .y = rows->y,
                                        .m = rows->trials,
                                        .unit = unit,
                                        .watch = a->watch};
    if (terms->formula.n_random > 0) {
        data.person = terms->effects.group[0].code;
        data.people = terms->effects.group[0].levels;
    }
    struct hinge_penalised fit;
    enum hinge_status status = hinge_penalised_fit(&data, a->level, &fit, error);
    status = hinge_model_pass(a, status, error);
    if (status == HINGE_OK)
        status = put_fit(a, terms, &fit, error);
    hinge_penalised_clear(&fit);
    return status;
}
