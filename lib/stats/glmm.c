/* SPDX-License-Identifier: GPL-3.0-or-later */
/* glmm: binary outcomes of repetitions with participants as random effects. */
#include "stats/model/glmm.h"
#include "stats/methods/count_model.h"
#include "stats/methods/distribution.h"
#include "stats/methods/model_report.h"
#include "stats/methods/model_rows.h"
#include "stats/methods/penalised_report.h"
#include "stats/methods/random_slope.h"
#include "stats/model/dense.h"
#include "stats/statistic.h"

#include <math.h>
#include <string.h>

/* A model over rows, fitted. */
struct part {
    struct hinge_model_terms terms;
    struct hinge_model_rows rows;
    struct hinge_binary outcome;
    struct hinge_glmm *glmm; /* NULL without random part */
    struct hinge_glmm_fit fit;
};

/* `rest` leaves out the cells in which the outcome never varies: what it estimates is
 * the limit of the whole model's estimates (Geyer 2009). */
struct work {
    struct part all, rest;
    struct hinge_separation separation;
    bool has_rest;
};

/* What coefficients, means and contrasts are taken from. */
static const struct part *estimable(const struct work *w)
{
    return w->has_rest ? &w->rest : &w->all;
}

static struct hinge_linear_model linear_model(const struct part *part)
{
    return (struct hinge_linear_model){.p = part->fit.p,
                                       .beta = part->fit.beta,
                                       .vcov = part->fit.vcov,
                                       .df_all = HUGE_VAL};
}

/* p of a separated coefficient: the likelihood without it against the one with it,
 * which is finite although the coefficient is not. */
static enum hinge_status put_ratio_test(struct hinge_analysis *a, struct work *w,
                                        size_t j, json_t *object,
                                        struct hinge_error *error)
{
    struct hinge_glmm_fit without;
    enum hinge_status status =
        hinge_glmm_fit(w->all.glmm, w->separation.column, j, &without, error);
    if (status == HINGE_OK)
        hinge_put_number(
            a, object, "p_lrt",
            hinge_chi2_p(fmax(0.0, 2.0 * (w->all.fit.loglik - without.loglik)), 1.0));
    else if (status == HINGE_INPUT)
        hinge_put_number(a, object, "p_lrt", (double)NAN);
    hinge_glmm_fit_clear(&without);
    return status == HINGE_INPUT ? HINGE_OK : status;
}

static void put_coefficient(struct hinge_analysis *a, json_t *object,
                            const struct hinge_linear_result *r, bool defined)
{
    double none = (double)NAN;
    hinge_put_fields(
        a, object,
        (const struct hinge_field[]){{"estimate", defined ? r->estimate : none},
                                     {"se", defined ? r->se : none},
                                     {"z", defined ? r->t : none},
                                     {"p", defined ? r->p : none},
                                     {"ci_low", defined ? r->ci_low : none},
                                     {"ci_high", defined ? r->ci_high : none},
                                     {"odds_ratio", defined ? exp(r->estimate) : none},
                                     {"or_low", defined ? exp(r->ci_low) : none},
                                     {"or_high", defined ? exp(r->ci_high) : none},
                                     {NULL, 0}});
}

/* Whether a coefficient has a finite estimate in the whole model: it is not separated,
 * nor did another one's separation drive it to the bound of the fit. */
static bool is_finite(const struct work *w, size_t j)
{
    if (!w->separation.any)
        return true;
    return !w->separation.column[j] &&
           fabs(w->all.fit.beta[j]) < HINGE_GLMM_SEPARATED_BOUND - 1e-3;
}

/* Coefficient j of the whole model; false when it has no finite estimate. */
static bool test_coefficient(const struct hinge_analysis *a, const struct work *w,
                             size_t j, double *row, struct hinge_linear_result *r)
{
    const struct part *part = estimable(w);
    const struct hinge_design *design = &w->all.terms.design;
    struct hinge_linear_model model = linear_model(part);
    double *kept = row + design->full.n;
    memset(row, 0, design->full.n * sizeof *row);
    row[design->kept[j]] = 1.0;
    if (w->has_rest) {
        bool known = hinge_design_estimable(&part->terms.design, row, kept);
        *r = hinge_linear_test(&model, kept, a->level);
        return known && isfinite(r->se);
    }
    const double one = 1.0; /* not touched by what others lack */
    struct hinge_linear_model own = {.p = 1,
                                     .beta = model.beta + j,
                                     .vcov = model.vcov + j * (design->p + 1),
                                     .df_all = HUGE_VAL};
    *r = hinge_linear_test(&own, &one, a->level);
    return is_finite(w, j);
}

static enum hinge_status put_fixed(struct hinge_analysis *a, struct work *w,
                                   struct hinge_error *error)
{
    const struct hinge_design *design = &w->all.terms.design;
    json_t *fixed = hinge_put_object(a, a->results, "fixed");
    double *row = hinge_analysis_alloc(a, 2 * design->full.n, sizeof *row);
    if (row == NULL)
        return hinge_analysis_no_memory(error);
    enum hinge_status status = HINGE_OK;
    for (size_t j = 0; j < design->p && status == HINGE_OK; j++) {
        struct hinge_linear_result r;
        bool known = test_coefficient(a, w, j, row, &r);
        const char *name = hinge_analysis_label(a, hinge_design_name(design, j));
        json_t *object = hinge_put_object(a, fixed, name);
        put_coefficient(a, object, &r, known);
        if (!known && w->all.glmm != NULL)
            status = put_ratio_test(a, w, j, object, error);
    }
    return status;
}

/* Wald chi-square of L b = 0; NaN when L V L' is singular or not defined. */
static double wald(const struct part *w, const double *l, size_t rows, double *scratch)
{
    size_t p = w->fit.p;
    double *lvl = scratch, *lb = lvl + rows * rows, *vl = lb + rows;
    for (size_t i = 0; i < rows; i++) {
        lb[i] = hinge_dense_dot(l + i * p, w->fit.beta, p);
        for (size_t k = 0; k < p; k++)
            vl[k] = hinge_dense_dot(w->fit.vcov + k * p, l + i * p, p);
        for (size_t j = 0; j < rows; j++)
            lvl[i * rows + j] = hinge_dense_dot(vl, l + j * p, p);
    }
    if (!hinge_dense_cholesky(lvl, rows))
        return (double)NAN;
    hinge_dense_forward(lvl, rows, lb, 1);
    return hinge_dense_dot(lb, lb, rows);
}

static enum hinge_status put_type3(struct hinge_analysis *a, struct work *w,
                                   struct hinge_error *error)
{
    struct part *part = w->has_rest ? &w->rest : &w->all;
    size_t n = part->terms.formula.fixed.n, p = part->fit.p;
    struct hinge_design_hypothesis *h = hinge_analysis_alloc(a, n, sizeof *h);
    double *scratch = hinge_analysis_alloc(a, p * p + 2 * p, sizeof *scratch);
    if (h == NULL || scratch == NULL)
        return hinge_analysis_no_memory(error);
    enum hinge_status status = hinge_design_type3(&part->terms.design, h, error);
    json_t *table = hinge_put_object(a, a->results, "type3");
    for (size_t t = 0; t < n && status == HINGE_OK; t++) {
        double df = h[t].n > 0 ? (double)h[t].n : (double)NAN;
        double chi2 = h[t].n > 0 ? wald(part, h[t].l, h[t].n, scratch) : (double)NAN;
        hinge_put_fields(
            a, hinge_put_object(a, table, hinge_analysis_label(a, h[t].name)),
            (const struct hinge_field[]){
                {"chi2", chi2}, {"df", df}, {"p", hinge_chi2_p(chi2, df)}, {NULL, 0}});
    }
    return status;
}

/* --- means on the scale of probabilities --- */

struct means {
    struct part *part;
    struct hinge_design_columns columns; /* of the random part */
    double *z;                           /* columns.n values */
};

/* Deviation of the random part on the scale of the linear predictor in a cell. */
static double random_sd(const struct means *means, const struct hinge_emm *emm,
                        size_t cell)
{
    const struct hinge_effects *effects = &means->part->terms.effects;
    double t[HINGE_GLMM_COLUMNS * HINGE_GLMM_COLUMNS], sum = 0.0;
    size_t k = means->columns.n;
    if (k == 0)
        return 0.0;
    hinge_effects_template(effects, means->part->fit.theta, t);
    hinge_emm_average(emm, &means->columns, cell, means->z);
    for (size_t c = 0; c < k; c++) {
        double part = 0.0;
        for (size_t i = 0; i < k; i++)
            part += means->z[i] * t[i * k + c];
        sum += part * part;
    }
    return sqrt(sum);
}

static void put_mean(struct hinge_analysis *a, json_t *object,
                     const struct hinge_emm *emm, size_t cell,
                     const struct hinge_linear_result *r, const void *context)
{
    const struct means *means = context;
    enum hinge_link link = means->part->outcome.link;
    bool known = isfinite(r->se);
    double none = (double)NAN;
    hinge_put_fields(
        a, object,
        (const struct hinge_field[]){
            {"prob", known ? hinge_binary_mean(link, r->estimate) : none},
            {"ci_low", known ? hinge_binary_mean(link, r->ci_low) : none},
            {"ci_high", known ? hinge_binary_mean(link, r->ci_high) : none},
            {"logit", known ? r->estimate : none},
            {"se", r->se},
            {"marginal_prob",
             known ? hinge_glmm_marginal(link, r->estimate, random_sd(means, emm, cell))
                   : none},
            {NULL, 0}});
}

/* Columns of all random parts, in the order of the group's columns. */
static enum hinge_status random_columns(struct hinge_analysis *a, struct part *w,
                                        struct means *means, struct hinge_error *error)
{
    const struct hinge_formula *formula = &w->terms.formula;
    size_t k = w->glmm != NULL ? w->terms.effects.group[0].k : 0;
    means->columns.column = hinge_analysis_alloc(a, k, sizeof *means->columns.column);
    means->z = hinge_analysis_alloc(a, k, sizeof *means->z);
    if (means->columns.column == NULL || means->z == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < formula->n_random; i++) {
        struct hinge_design_columns own;
        enum hinge_status status =
            hinge_design_expand(&w->terms.design, &formula->random[i].terms,
                                w->terms.design.coding, &own, error);
        if (status != HINGE_OK)
            return status;
        for (size_t c = 0; c < own.n && means->columns.n < k; c++)
            means->columns.column[means->columns.n++] = own.column[c];
    }
    return HINGE_OK;
}

static enum hinge_status put_means(struct hinge_analysis *a, struct work *w,
                                   struct hinge_error *error)
{
    struct part *part = w->has_rest ? &w->rest : &w->all;
    struct means context = {.part = part};
    enum hinge_status status = random_columns(a, part, &context, error);
    struct hinge_model_means means = {.design = &part->terms.design,
                                      .model = linear_model(part),
                                      .put_mean = put_mean,
                                      .context = &context,
                                      .odds = true};
    return status == HINGE_OK ? hinge_model_put_emm(a, &means, error) : status;
}

/* --- the run --- */

static void warn_separation(struct hinge_analysis *a, const struct work *w)
{
    const struct hinge_design *design = &w->all.terms.design;
    const char *cells = w->separation.cells;
    if (!w->separation.any)
        return;
    json_t *detail = hinge_model_detail(a, "cells", cells);
    json_t *list = hinge_put_list(a, detail, "terms");
    for (size_t j = 0; j < design->p; j++)
        if (!is_finite(w, j))
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

static enum hinge_status check_options(struct hinge_analysis *a, struct work *w,
                                       struct hinge_error *error)
{
    const char *family = hinge_option_text(a, "family");
    if (family != NULL && family[0] != '\0' && strcmp(family, "binomial") != 0)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "family '%s': binomial, poisson or nbinom", family);
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
static enum hinge_status check_rows_are_people(struct hinge_analysis *a, struct work *w,
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

static enum hinge_status prepare(struct hinge_analysis *a, struct work *w,
                                 struct hinge_error *error)
{
    struct hinge_model_plan plan = {.binary = true};
    struct hinge_model_terms *terms = &w->all.terms;
    enum hinge_status status = check_options(a, w, error);
    if (status == HINGE_OK)
        status = hinge_model_parse(a, "formula", terms, error);
    if (status != HINGE_OK)
        return status;
    bool mixed = terms->formula.n_random > 0;
    if (!mixed)
        plan.participant = hinge_option_text(a, "participant");
    if (!mixed && plan.participant == NULL &&
        hinge_table_find(a->table, "participant") >= 0)
        plan.participant = "participant";
    status = hinge_model_gather(a, &plan, &terms, 1, &w->all.rows, error);
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
static enum hinge_status fit_part(struct hinge_analysis *a, struct part *part,
                                  const bool *separated, size_t nodes,
                                  struct hinge_error *error)
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
static enum hinge_status fit_rest(struct hinge_analysis *a, struct work *w,
                                  size_t nodes, struct hinge_error *error)
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
    /* means are at the mean covariate of everybody */
    for (size_t v = 0; status == HINGE_OK && v < terms->formula.n_variables; v++)
        if (terms->design.variable[v].transform == HINGE_TRANSFORM_NONE)
            terms->design.variable[v].mean = w->all.terms.design.variable[v].mean;
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

static enum hinge_status fit_model(struct hinge_analysis *a, struct work *w,
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

static enum hinge_status report(struct hinge_analysis *a, struct work *w,
                                struct hinge_error *error)
{
    const struct part *all = &w->all;
    hinge_model_report_rows(a, &all->rows, &all->terms);
    hinge_put_fields(a, a->results,
                     (const struct hinge_field[]){{"loglik", all->fit.loglik},
                                                  {"aic", all->fit.aic},
                                                  {"bic", all->fit.bic},
                                                  {NULL, 0}});
    if (all->glmm != NULL) {
        const struct part *part = estimable(w);
        hinge_put_flag(a, a->results, "singular", part->fit.singular);
        hinge_model_put_varcorr(a, &part->terms.effects, part->fit.theta, 1.0);
        hinge_model_warn_singular(a, &part->terms.effects, part->fit.singular_block);
    }
    enum hinge_status status = put_fixed(a, w, error);
    if (status == HINGE_OK)
        status = put_type3(a, w, error);
    if (status == HINGE_OK)
        status = put_means(a, w, error);
    bool penalise = w->separation.any && all->outcome.link == HINGE_LINK_LOGIT;
    if (status == HINGE_OK && (penalise || hinge_option_flag(a, "penalised")))
        status = hinge_put_penalised(a, &all->terms, &all->rows, error);
    return hinge_model_pass(a, status, error);
}

static void clear_part(struct part *part)
{
    hinge_glmm_fit_clear(&part->fit);
    hinge_glmm_free(part->glmm);
    hinge_model_terms_clear(&part->terms);
}

static enum hinge_status run(struct hinge_analysis *a, struct hinge_error *error)
{
    struct work w = {.has_rest = false};
    const char *family = hinge_option_text(a, "family");
    if (family != NULL &&
        (strcmp(family, "poisson") == 0 || strcmp(family, "nbinom") == 0))
        return hinge_count_model_run(a, error);
    enum hinge_status status = prepare(a, &w, error);
    if (status == HINGE_OK)
        status = fit_model(a, &w, error);
    if (status == HINGE_OK)
        status = report(a, &w, error);
    clear_part(&w.rest);
    clear_part(&w.all);
    return status;
}

static const char *const options[] = {"formula",     "family",    "link",     "nagq",
                                      "coding",      "emm",       "contrast", "adjust",
                                      "participant", "penalised", "exposure", NULL};

const struct hinge_statistic hinge_statistic_glmm = {
    .id = "glmm",
    .title = "Binary mixed model",
    .details =
        "Logistic (or probit) model of 0/1 outcomes or successes/trials with random "
        "effects of participants, by adaptive quadrature or Laplace; odds ratios are "
        "conditional on the participant, marginal probabilities stand beside them. "
        "Where a "
        "cell is all 0 or all 1 what is estimable is given, and a penalised fit beside "
        "it. Counts: family poisson or nbinom, with exposure; rate ratios.",
    .needs = HINGE_STATS_NEEDS_TABLE,
    .options = options,
    .primary = "",
    .run = run,
    .example_request = "{\"analysis\": \"glmm\", \"formula\": \"fault ~ cue + (1 | "
                       "participant)\", \"emm\": [\"cue\"]}",
    .example_data =
        "participant,cue,fault\na,none,1\na,none,1\na,tap,0\na,tap,1\nb,none,1\nb,none,"
        "0\n"
        "b,tap,0\nb,tap,0\nc,none,1\nc,none,1\nc,tap,1\nc,tap,1\nd,none,0\nd,none,0\n"
        "d,tap,0\nd,tap,0\ne,none,1\ne,none,0\ne,tap,0\ne,tap,1\n"};
