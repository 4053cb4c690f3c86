/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lmm_compare: likelihood ratio test of two linear mixed models on the same rows. */
#include "stats/model/lmm.h"
#include "stats/probability/distribution.h"
#include "stats/regression/model_report.h"
#include "stats/regression/model_rows.h"

#include <math.h>

struct model {
    struct hinge_model_terms terms;
    struct hinge_lmm *lmm;
    struct hinge_lmm_fit fit;
};

static enum hinge_status fit_model(struct hinge_analysis *a,
                                   const struct hinge_model_rows *rows,
                                   struct model *model, struct hinge_error *error)
{
    enum hinge_status status = hinge_model_build(a, rows, true, &model->terms, error);
    if (status != HINGE_OK)
        return status;
    status = hinge_lmm_new(&model->lmm, &model->terms.design, &model->terms.effects,
                           rows->y, error);
    if (status == HINGE_OK) {
        hinge_lmm_watch(model->lmm, a->watch);
        status = hinge_lmm_fit(model->lmm, false, &model->fit, error);
    }
    if (status == HINGE_OK)
        hinge_model_warn_singular(a, &model->terms.effects, model->fit.singular_block);
    return hinge_model_pass(a, status, error);
}

static double parameters(const struct model *model)
{
    return (double)(model->fit.p + model->fit.n_theta + 1);
}

static void put_model(struct hinge_analysis *a, const char *key,
                      const struct model *model)
{
    json_t *object = hinge_put_object(a, a->results, key);
    HINGE_PUT_NUMBERS(a, object, {"loglik", model->fit.loglik}, {"aic", model->fit.aic},
                      {"bic", model->fit.bic}, {"npar", parameters(model)});
    hinge_put_flag(a, object, "singular", model->fit.singular);
}

static enum hinge_status compare(struct hinge_analysis *a, const struct model *full,
                                 const struct model *null, struct hinge_error *error)
{
    double df = parameters(full) - parameters(null);
    if (!(df > 0))
        return hinge_analysis_fail(
            a, error, HINGE_E_OPTION,
            "'null' must be the smaller model: it has %g parameters, "
            "'formula' has %g",
            parameters(null), parameters(full));
    double chi2 = fmax(0.0, null->fit.criterion - full->fit.criterion);
    double p = hinge_chi2_p(chi2, df);
    bool one_variance = df == 1.0 && full->fit.n_theta == null->fit.n_theta + 1;
    HINGE_PUT_NUMBERS(a, a->results, {"chi2", chi2}, {"df", df}, {"p", p});
    if (full->fit.n_theta != null->fit.n_theta)
        hinge_put_text(
            a, a->results, "note",
            "testing a variance at 0, the edge of what it can be, makes p too "
            "large; for one variance half of it is right (p_boundary)");
    if (one_variance)
        hinge_put_number(a, a->results, "p_boundary", 0.5 * p);
    if (hinge_option_given(a, "reml") && hinge_option_flag(a, "reml"))
        hinge_analysis_warn(
            a, NULL, "W_REFITTED_ML",
            "both models were fitted by maximum likelihood: REML criteria "
            "of models with different fixed parts can't be compared");
    return HINGE_OK;
}

static enum hinge_status run_models(struct hinge_analysis *a, struct model *full,
                                    struct model *null, struct hinge_error *error)
{
    struct hinge_model_wanted wanted = {.binary = false};
    struct hinge_model_rows rows = {.y = NULL};
    struct hinge_model_terms *terms[] = {&full->terms, &null->terms};
    enum hinge_status status = hinge_model_parse(a, "formula", terms[0], error);
    if (status == HINGE_OK)
        status = hinge_model_parse(a, "null", terms[1], error);
    if (status == HINGE_OK)
        status = hinge_model_gather(a, &wanted, terms, 2, &rows, error);
    if (status == HINGE_OK)
        status = fit_model(a, &rows, full, error);
    if (status == HINGE_OK)
        status = fit_model(a, &rows, null, error);
    if (status != HINGE_OK)
        return status;
    hinge_model_report_rows(a, &rows, &full->terms);
    put_model(a, "full", full);
    put_model(a, "null", null);
    return compare(a, full, null, error);
}

static void clear(struct model *model)
{
    hinge_lmm_fit_clear(&model->fit);
    hinge_lmm_free(model->lmm);
    hinge_model_terms_clear(&model->terms);
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct model full = {.lmm = NULL}, null = {.lmm = NULL};
    enum hinge_status status = run_models(a, &full, &null, error);
    clear(&full);
    clear(&null);
    return status;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY(
        "", "likelihood ratio χ²({df:n}, N = {/n_participants:n}) = {chi2:2!}, p {p:p} "
            "(models of {full/npar:n!} and {null/npar:n} parameters)"),
    HINGE_SAY("", "halved, since a variance is not below 0: p {p_boundary:p!}"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY(
        "",
        "The models of {full/npar:n!} and {null/npar:n} parameters differ by chi2 = "
        "{chi2:2!} (p {p:p})."),
    HINGE_SAY_END};

static const struct hinge_sentence test[] = {
    HINGE_SAY("", "Likelihood ratio test, n = {n_participants:n!}."), HINGE_SAY_END};

static const char *const options[] = {"formula", "null",        "reml",
                                      "coding",  "participant", NULL};

const struct hinge_statistic hinge_statistic_lmm_compare = {
    .id = "lmm_compare",
    .title = "Comparison of two mixed models",
    .details =
        "Likelihood ratio test of a linear mixed model against a smaller one, both "
        "fitted by maximum likelihood to the same rows.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = options,
    .primary = "p",
    .main_table = "",
    .test = test,
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request =
        "{\"analysis\": \"lmm_compare\", \"formula\": \"angle ~ cue + (1 | "
        "participant)\", \"null\": \"angle ~ 1 + (1 | participant)\"}",
    .example_data = "participant,cue,angle\na,none,31\na,none,33\na,tap,28\na,tap,26\n"
                    "b,none,41\nb,none,44\nb,tap,38\nb,tap,37\nc,none,35\nc,none,38\n"
                    "c,tap,36\nc,tap,33\nd,none,29\nd,none,27\nd,tap,25\nd,tap,26\n"};
