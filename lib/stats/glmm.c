/* SPDX-License-Identifier: GPL-3.0-or-later */
/* glmm: binary outcomes of repetitions with participants as random effects. */
#include "stats/regression/binary_report.h"
#include "stats/regression/count_model.h"
#include "stats/regression/random_slope.h"

#include <string.h>

static void warn_separation(struct hinge_analysis *a,
                            const struct hinge_binary_models *w)
{
    const struct hinge_design *design = &w->all.terms.design;
    const char *cells = w->separation.cells;
    if (!w->separation.any)
        return;
    json_t *detail = hinge_model_detail(a, "cells", cells);
    json_t *list = hinge_put_list(a, detail, "terms");
    for (size_t j = 0; j < design->p; j++)
        if (!hinge_binary_is_finite(w, j))
            hinge_append_text(a, list, hinge_design_name(design, j));
    bool terms = json_array_size(list) > 0;
    hinge_analysis_warn(
        a, detail, "W_SEPARATION",
        "the outcome never varies in some cells%s%s%s: use binary_within, or between "
        "with "
        "permutation of participants' proportions%s",
        cells[0] != '\0' ? " (" : "", cells, cells[0] != '\0' ? ")" : "",
        terms ? "; the coefficients in 'terms' have no finite estimate" : "");
}

static enum hinge_status check_options(struct hinge_analysis *a,
                                       struct hinge_binary_models *w,
                                       struct hinge_error *error)
{
    const char *family = hinge_option_text(a, "family");
    if (family != NULL && family[0] != '\0' && strcmp(family, "binomial") != 0)
        return hinge_analysis_fail(
            a, error, HINGE_E_OPTION,
            "family '%s' is unknown: give binomial, poisson or nbinom", family);
    if (hinge_option_given(a, "exposure"))
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "exposure is for counts: family poisson or nbinom");
    w->all.outcome.link = strcmp(hinge_option_text(a, "link"), "probit") == 0
                              ? HINGE_LINK_PROBIT
                              : HINGE_LINK_LOGIT;
    if (hinge_option_flag(a, "penalised") && w->all.outcome.link != HINGE_LINK_LOGIT)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "penalised needs the link logit");
    return HINGE_OK;
}

/* Without random part rows must be people, or the likelihood be penalised on request.
 */
static enum hinge_status check_rows_are_people(struct hinge_analysis *a,
                                               struct hinge_binary_models *w,
                                               struct hinge_error *error)
{
    const struct hinge_model_rows *rows = &w->all.rows;
    if (hinge_option_flag(a, "penalised") || rows->n_clusters == 0 ||
        rows->n_clusters == rows->data.rows)
        return HINGE_OK;
    return hinge_analysis_fail(a, error, HINGE_E_FORMULA,
                               "formula: no random term, and %zu participants have %zu "
                               "rows; add one such as (1 | participant), or use gee",
                               rows->n_clusters, rows->data.rows);
}

static enum hinge_status prepare(struct hinge_analysis *a,
                                 struct hinge_binary_models *w,
                                 struct hinge_error *error)
{
    struct hinge_model_wanted wanted = {.binary = true};
    struct hinge_model_terms *terms = &w->all.terms;
    enum hinge_status status = check_options(a, w, error);
    if (status == HINGE_OK)
        status = hinge_model_parse(a, "formula", terms, error);
    if (status != HINGE_OK)
        return status;
    bool mixed = terms->formula.n_random > 0;
    if (!mixed)
        wanted.participant = hinge_option_text(a, "participant");
    if (!mixed && wanted.participant == NULL &&
        hinge_table_find(a->table, "participant") >= 0)
        wanted.participant = "participant";
    status = hinge_model_gather(a, &wanted, &terms, 1, &w->all.rows, error);
    if (status == HINGE_OK)
        status = mixed
                     ? hinge_model_check_slopes(a, &w->all.rows, &terms->formula, error)
                     : check_rows_are_people(a, w, error);
    if (status == HINGE_OK)
        status = hinge_model_build(a, &w->all.rows, mixed, terms, error);
    w->all.outcome.y = w->all.rows.y;
    w->all.outcome.m = w->all.rows.trials;
    return status;
}

/* Fits one part: with random effects, or by scoring. */
static enum hinge_status fit_part(struct hinge_analysis *a,
                                  struct hinge_binary_part *part, const bool *separated,
                                  size_t nodes, struct hinge_error *error)
{
    if (part->terms.formula.n_random == 0)
        return hinge_plain_fit(&part->terms.design, &part->outcome, separated,
                               &part->fit, error);
    enum hinge_status status =
        hinge_glmm_new(&part->glmm, &part->terms.design, &part->terms.effects,
                       &part->outcome, nodes, a->threads, error);
    if (status != HINGE_OK)
        return status;
    hinge_glmm_watch(part->glmm, a->watch);
    return hinge_glmm_fit(part->glmm, separated, SIZE_MAX, &part->fit, error);
}

/* The rest is left out when it says nothing: no rows, no variation, no fit. */
static enum hinge_status fit_rest(struct hinge_analysis *a,
                                  struct hinge_binary_models *w, size_t nodes,
                                  struct hinge_error *error)
{
    struct hinge_error why = HINGE_ERROR_INIT;
    enum hinge_status status = HINGE_OK;
    if (w->separation.cells[0] == '\0')
        return HINGE_OK;
    w->rest.outcome.link = w->all.outcome.link;
    status = hinge_model_parse(a, "formula", &w->rest.terms, error);
    if (status == HINGE_OK)
        status = hinge_model_rows_subset(a, &w->all.rows, w->separation.row,
                                         &w->rest.rows, error);
    if (status != HINGE_OK || w->rest.rows.data.rows == 0)
        return status;
    w->rest.outcome.y = w->rest.rows.y;
    w->rest.outcome.m = w->rest.rows.trials;
    struct hinge_model_terms *terms = &w->rest.terms;
    status = hinge_design_build(&terms->design, &terms->formula, &w->rest.rows.data,
                                w->all.terms.design.coding, &why);
    if (status == HINGE_OK)
        hinge_design_take_means(&terms->design, &w->all.terms.design);
    if (status == HINGE_OK && terms->formula.n_random > 0)
        status = hinge_effects_build(&terms->effects, &terms->design, &why);
    if (status == HINGE_OK)
        status = fit_part(a, &w->rest, NULL, nodes, &why);
    w->has_rest = status == HINGE_OK;
    if (status != HINGE_OK && status != HINGE_USAGE && status != HINGE_INPUT) {
        *error = why;
        return status;
    }
    return HINGE_OK;
}

static enum hinge_status fit_model(struct hinge_analysis *a,
                                   struct hinge_binary_models *w,
                                   struct hinge_error *error)
{
    long long nodes = hinge_option_count(a, "nagq");
    bool mixed = w->all.terms.formula.n_random > 0;
    if (nodes == 0)
        nodes = mixed && w->all.terms.effects.group[0].k == 1 ? 15 : 1;
    enum hinge_status status = hinge_separation_find(
        &w->all.terms.design, &w->all.outcome, &w->separation, error);
    if (status == HINGE_OK)
        status = fit_part(a, &w->all, w->separation.any ? w->separation.column : NULL,
                          (size_t)nodes, error);
    status = hinge_model_pass(a, status, error);
    if (status == HINGE_OK)
        warn_separation(a, w); /* what the fit drove to its bound is named too */
    if (status == HINGE_OK && mixed)
        hinge_put_count(a, a->results, "nagq", (size_t)nodes);
    if (status == HINGE_OK)
        status = fit_rest(a, w, (size_t)nodes, error);
    return hinge_model_pass(a, status, error);
}

static void clear_part(struct hinge_binary_part *part)
{
    hinge_glmm_fit_clear(&part->fit);
    hinge_glmm_free(part->glmm);
    hinge_model_terms_clear(&part->terms);
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct hinge_binary_models w = {.has_rest = false};
    const char *family = hinge_option_text(a, "family");
    if (family != NULL &&
        (strcmp(family, "poisson") == 0 || strcmp(family, "nbinom") == 0))
        return hinge_count_model_run(a, error);
    enum hinge_status status = prepare(a, &w, error);
    if (status == HINGE_OK)
        status = fit_model(a, &w, error);
    if (status == HINGE_OK)
        status = hinge_binary_report(a, &w, error);
    clear_part(&w.rest);
    clear_part(&w.all);
    return status;
}

/* --- in words --- */

static const struct hinge_sentence apa[] = {
    HINGE_SAY("contrasts/*/*",
              "{:P}: RR = {rate_ratio:o!}, {:c}% CI [{rr_low:o}, {rr_high:o}], "
              "z = {z:2}, {p:A}"),
    HINGE_SAY_END};

static const struct hinge_sentence apa_2[] = {
    HINGE_SAY("fixed/*",
              "{:k}: RR = {rate_ratio:o!}, {:c}% CI [{rr_low:o}, {rr_high:o}], z = "
              "{z:2}, p {p:p}"),
    HINGE_SAY("penalised/fixed/*",
              "{:k}: OR = {odds_ratio:o!}, {:c}% CI [{or_low:o}, {or_high:o}], "
              "penalised χ²(1, "
              "N = {/n_participants:n}) = {chi2:2}, p {p_lrt:p}",
              .intercept =
                  "{:k}: odds = {odds_ratio:o!}, {:c}% CI [{or_low:o}, {or_high:o}] "
                  "(penalised)"),
    HINGE_SAY_END};

static const struct hinge_sentence plain[] = {
    HINGE_SAY(
        "fixed/*",
        "{/thresholds:_~}{:k}: the odds are {odds_ratio:o!} times {:W} ({:c}% CI "
        "{or_low:o} to {or_high:o}; {/n_participants:n} people), for the same person."),
    HINGE_SAY_END};

static const struct hinge_sentence plain_2[] = {
    HINGE_SAY("fixed/*",
              "{:k}: {rate_ratio:o!} times as often{:w} ({:c}% CI {rr_low:o} to "
              "{rr_high:o}; {/n_participants:n} people), for the same person."),
    HINGE_SAY("penalised/fixed/*",
              "{:k}: odds ratio {odds_ratio:o!}, finite by penalty (p {p_lrt:p})."),
    HINGE_SAY_END};

static const struct hinge_sentence test[] = {
    HINGE_SAY("contrasts/*/*", "{:P}: z = {z:2!}, {:A}."),
    HINGE_SAY("fixed/*", "{:k}: z = {z:2!}, p {p:p}.", .unless = "contrasts"),
    HINGE_SAY_END};

static const char *const options[] = {"formula",     "family",    "link",     "nagq",
                                      "coding",      "emm",       "contrast", "adjust",
                                      "participant", "penalised", "exposure", NULL};

const struct hinge_statistic hinge_statistic_glmm = {
    .id = "glmm",
    .title = "Binary mixed model",
    .details =
        "Logistic (or probit) model of 0/1 outcomes or successes/trials with random "
        "effects of participants, by adaptive quadrature or Laplace. Odds ratios are "
        "conditional on the participant; marginal probabilities are given too. If a "
        "cell is all 0 or all 1, the estimable effects are given, and a penalised fit. "
        "Counts: family poisson or nbinom, with exposure; rate ratios.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = options,
    .primary = "",
    .main_table = "contrasts *|fixed",
    .test = test,
    .apa = (const struct hinge_sentence *const[]){hinge_say_fixed_ratio_apa, apa,
                                                  hinge_say_contrasts_ratio_apa, apa_2,
                                                  NULL},
    .plain = (const struct hinge_sentence *const[]){plain, hinge_say_fixed_ratio_plain,
                                                    plain_2, NULL},
    .run = run,
    .example_request = "{\"analysis\": \"glmm\", \"formula\": \"fault ~ cue + (1 | "
                       "participant)\", \"emm\": [\"cue\"]}",
    .example_data =
        "participant,cue,fault\na,none,1\na,none,1\na,tap,0\na,tap,1\nb,none,1\nb,none,"
        "0\n"
        "b,tap,0\nb,tap,0\nc,none,1\nc,none,1\nc,tap,1\nc,tap,1\nd,none,0\nd,none,0\n"
        "d,tap,0\nd,tap,0\ne,none,1\ne,none,0\ne,tap,0\ne,tap,1\n"};
