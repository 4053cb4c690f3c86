/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gee: binary outcomes, population averages with robust standard errors. */
#include "stats/model/gee.h"
#include "stats/numbers/linear.h"
#include "stats/regression/model_rows.h"
#include "stats/statistic.h"

#include <math.h>
#include <string.h>

enum { FEW_CLUSTERS = 20 };

static void put_coefficient(struct hinge_analysis *a, json_t *object,
                            enum hinge_link link, const struct hinge_gee *gee, size_t j)
{
    double se = gee->se_md[j], t = gee->beta[j] / se, none = NAN;
    double ratio = link == HINGE_LINK_LOGIT ? exp(gee->beta[j]) : none;
    double half = hinge_linear_quantile(0.5 * (1.0 - a->level), gee->df) * se;
    HINGE_PUT_NUMBERS(a, object, {"estimate", gee->beta[j]},
                      {"se_robust", gee->se_robust[j]}, {"se_md", se}, {"t", t},
                      {"df", gee->df}, {"p", hinge_linear_p(t, gee->df)},
                      {"ci_low", gee->beta[j] - half}, {"ci_high", gee->beta[j] + half},
                      {"odds_ratio", ratio});
}

static enum hinge_status put_fit(struct hinge_analysis *a,
                                 const struct hinge_model_rows *rows,
                                 const struct hinge_design *design,
                                 const struct hinge_binary *outcome, bool exchangeable,
                                 struct hinge_error *error)
{
    struct hinge_gee gee;
    enum hinge_status status = hinge_gee_fit(&gee, design, outcome, rows->cluster,
                                             rows->n_clusters, exchangeable, error);
    json_t *object = hinge_put_object(
        a, a->results, exchangeable ? "gee_exchangeable" : "gee_independence");
    for (size_t j = 0; j < design->p && status == HINGE_OK; j++)
        put_coefficient(
            a,
            hinge_put_object(a, object,
                             hinge_analysis_label(a, hinge_design_name(design, j))),
            outcome->link, &gee, j);
    if (status == HINGE_OK && exchangeable)
        hinge_put_number(a, object, "alpha", gee.alpha);
    if (status == HINGE_OK)
        hinge_put_number(a, object, "phi", gee.phi);
    hinge_gee_clear(&gee);
    return status;
}

/* Separated coefficients run away: they are refused with the cells named. */
static enum hinge_status check_separation(struct hinge_analysis *a,
                                          struct hinge_design *design,
                                          const struct hinge_binary *outcome,
                                          struct hinge_error *error)
{
    struct hinge_separation separation;
    enum hinge_status status =
        hinge_separation_find(design, outcome, &separation, error);
    if (status != HINGE_OK)
        return status;
    for (size_t j = 0; j < design->p; j++)
        if (separation.column[j])
            return hinge_analysis_fail(a, error, HINGE_E_NO_CONVERGE,
                                       "'%s' has no finite estimate: the outcome never "
                                       "varies in some cells%s%s; "
                                       "use binary_within or prevalence",
                                       hinge_design_name(design, j),
                                       separation.cells[0] != '\0' ? ": " : "",
                                       separation.cells);
    if (separation.any)
        hinge_analysis_warn(a, hinge_model_detail(a, "cells", separation.cells),
                            "W_SEPARATION", "the outcome never varies in %s",
                            separation.cells);
    return HINGE_OK;
}

static enum hinge_status check_outcome(struct hinge_analysis *a,
                                       const struct hinge_model_rows *rows,
                                       const struct hinge_formula *formula,
                                       struct hinge_error *error)
{
    double y = 0.0, m = 0.0;
    for (size_t i = 0; i < rows->sample.n; i++) {
        y += rows->y[i];
        m += rows->trials != NULL ? rows->trials[i] : 1.0;
    }
    if (y > 0.0 && y < m)
        return HINGE_OK;
    return hinge_model_pass(a, hinge_binary_one_level(formula, y > 0.0, error), error);
}

static enum hinge_status fit_both(struct hinge_analysis *a,
                                  struct hinge_model_terms *terms,
                                  struct hinge_error *error)
{
    struct hinge_model_wanted wanted = {.binary = true};
    struct hinge_model_rows rows = {.y = NULL};
    enum hinge_status status = hinge_model_parse(a, "formula", terms, error);
    if (status == HINGE_OK && terms->formula.n_random > 0)
        return hinge_analysis_fail(
            a, error, HINGE_E_FORMULA,
            "formula: gee takes no random term (character %zu); name "
            "the participants with the option 'participant'",
            terms->formula.random[0].position);
    if (status == HINGE_OK)
        status = hinge_sample_participant(a, &wanted.participant, error);
    if (status == HINGE_OK)
        status = hinge_model_gather(a, &wanted, &terms, 1, &rows, error);
    if (status == HINGE_OK)
        status = check_outcome(a, &rows, &terms->formula, error);
    if (status == HINGE_OK)
        status = hinge_model_build(a, &rows, false, terms, error);
    if (status != HINGE_OK)
        return status;
    struct hinge_binary outcome = {strcmp(hinge_option_text(a, "link"), "probit") == 0
                                       ? HINGE_LINK_PROBIT
                                       : HINGE_LINK_LOGIT,
                                   rows.y, rows.trials};
    status = check_separation(a, &terms->design, &outcome, error);
    if (status != HINGE_OK)
        return status;
    if (rows.n_clusters < FEW_CLUSTERS)
        hinge_analysis_warn(a, NULL, "W_FEW_CLUSTERS",
                            "%zu participants; robust standard errors want at least %d",
                            rows.n_clusters, FEW_CLUSTERS);
    hinge_model_report_rows(a, &rows, terms);
    hinge_put_count(a, a->results, "n_participants", rows.n_clusters);
    status = put_fit(a, &rows, &terms->design, &outcome, false, error);
    if (status == HINGE_OK)
        status = put_fit(a, &rows, &terms->design, &outcome, true, error);
    return hinge_model_pass(a, status, error);
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct hinge_model_terms terms = {.formula = {.response = NULL}};
    enum hinge_status status = fit_both(a, &terms, error);
    hinge_model_terms_clear(&terms);
    return status;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("gee_independence/*",
              "{:k}: OR = {odds_ratio:o!}, b = {estimate:x} [{ci_low:x}, {ci_high:x}], "
              "t({df:d}) = {t:2}, p {p:p} (population average)",
              .intercept = "{:k}: odds = {odds_ratio:o!} (population average)"),
    HINGE_SAY(
        "gee_independence/*",
        "{odds_ratio:_~}{:k}: b = {estimate:x!} (probit) [{ci_low:x}, {ci_high:x}], "
        "t({df:d}) = {t:2}, p {p:p} (population average)"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY("gee_independence/*",
              "{:k}: the odds are {odds_ratio:o!} times {:W}, on average "
              "over {/n_participants:n} people (p {p:p})."),
    HINGE_SAY("gee_independence/*", "{odds_ratio:_~}{:k}: {estimate:x!} on the scale "
                                    "of the probit, on average over "
                                    "{/n_participants:n} people (p {p:p})."),
    HINGE_SAY_END};

static const char *const options[] = {"formula", "participant", "link", "coding", NULL};

const struct hinge_statistic hinge_statistic_gee = {
    .id = "gee",
    .title = "Population-averaged binary model",
    .details =
        "Estimating equations with independence and exchangeable correlation inside "
        "participants; standard errors are robust, and corrected for few participants "
        "(Mancl & DeRouen).",
    .needs = HINGE_STATS_NEEDS_TABLE | HINGE_STATS_NEEDS_PARTICIPANT,
    .options = options,
    .primary = "",
    .main_table = "gee_exchangeable *|gee_independence *",
    .apa = (const struct hinge_sentence *const[]){apa, NULL},
    .plain = (const struct hinge_sentence *const[]){plain, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"gee\", \"formula\": \"fault ~ cue\", "
                       "\"participant\": \"participant\"}",
    .example_data =
        "participant,cue,fault\na,none,1\na,none,1\na,tap,0\na,tap,1\nb,none,1\nb,none,"
        "0\n"
        "b,tap,0\nb,tap,0\nc,none,1\nc,none,1\nc,tap,1\nc,tap,1\nd,none,0\nd,none,0\n"
        "d,tap,0\nd,tap,0\ne,none,1\ne,none,0\ne,tap,0\ne,tap,1\n"};
