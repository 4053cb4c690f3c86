/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coefficients, tests and means of a model of a binary outcome. */
#include "stats/regression/binary_report.h"

#include "stats/numbers/dense.h"
#include "stats/probability/distribution.h"
#include "stats/regression/penalised_report.h"

#include <math.h>
#include <string.h>

/* What coefficients, means and contrasts are taken from. */
static const struct hinge_binary_part *estimable(const struct hinge_binary_models *w)
{
    return w->has_rest ? &w->rest : &w->all;
}

static struct hinge_linear_model linear_model(const struct hinge_binary_part *part)
{
    return (struct hinge_linear_model){.p = part->fit.p,
                                       .beta = part->fit.beta,
                                       .vcov = part->fit.vcov,
                                       .df_all = HUGE_VAL};
}

/* p of a separated coefficient: the likelihood without it against the one with it,
 * which is finite although the coefficient is not. */
static enum hinge_status put_ratio_test(struct hinge_analysis *a,
                                        struct hinge_binary_models *w, size_t j,
                                        json_t *object, struct hinge_error *error)
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

static enum hinge_model_scale scale_of(const struct hinge_binary_models *w)
{
    return w->all.outcome.link == HINGE_LINK_PROBIT ? HINGE_SCALE_PROBIT
                                                    : HINGE_SCALE_LOGIT;
}

static void put_coefficient(struct hinge_analysis *a, json_t *object,
                            enum hinge_model_scale scale,
                            const struct hinge_linear_result *result, bool defined)
{
    double none = (double)NAN;
    struct hinge_linear_result r = {none, none, none, none, none, none, none};
    if (defined)
        r = *result;
    hinge_model_put_coefficient(a, object, scale, &r);
}

bool hinge_binary_is_finite(const struct hinge_binary_models *w, size_t j)
{
    if (!w->separation.any)
        return true;
    return !w->separation.column[j] &&
           fabs(w->all.fit.beta[j]) < HINGE_GLMM_SEPARATED_BOUND - 1e-3;
}

/* Coefficient j of the whole model; false when it has no finite estimate. */
static bool test_coefficient(const struct hinge_analysis *a,
                             const struct hinge_binary_models *w, size_t j, double *row,
                             struct hinge_linear_result *r)
{
    const struct hinge_binary_part *part = estimable(w);
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
    return hinge_binary_is_finite(w, j);
}

static enum hinge_status put_fixed(struct hinge_analysis *a,
                                   struct hinge_binary_models *w,
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
        put_coefficient(a, object, scale_of(w), &r, known);
        if (!known && w->all.glmm != NULL)
            status = put_ratio_test(a, w, j, object, error);
    }
    return status;
}

/* Wald chi-square of L b = 0; NaN when L V L' is singular or not defined. */
static double wald(const struct hinge_binary_part *w, const double *l, size_t rows,
                   double *scratch)
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

static enum hinge_status put_type3(struct hinge_analysis *a,
                                   struct hinge_binary_models *w,
                                   struct hinge_error *error)
{
    struct hinge_binary_part *part = w->has_rest ? &w->rest : &w->all;
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
        HINGE_PUT_NUMBERS(
            a, hinge_put_object(a, table, hinge_analysis_label(a, h[t].name)),
            {"chi2", chi2}, {"df", df}, {"p", hinge_chi2_p(chi2, df)});
    }
    return status;
}

/* --- means on the scale of probabilities --- */

struct means {
    struct hinge_binary_part *part;
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
    HINGE_PUT_NUMBERS(
        a, object, {"prob", known ? hinge_binary_mean(link, r->estimate) : none},
        {"ci_low", known ? hinge_binary_mean(link, r->ci_low) : none},
        {"ci_high", known ? hinge_binary_mean(link, r->ci_high) : none},
        {"logit", known ? r->estimate : none}, {"se", r->se},
        {"marginal_prob",
         known ? hinge_glmm_marginal(link, r->estimate, random_sd(means, emm, cell))
               : none});
}

/* Columns of all random parts, in the order of the group's columns. */
static enum hinge_status random_columns(struct hinge_analysis *a,
                                        struct hinge_binary_part *w,
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

static enum hinge_status put_means(struct hinge_analysis *a,
                                   struct hinge_binary_models *w,
                                   struct hinge_error *error)
{
    struct hinge_binary_part *part = w->has_rest ? &w->rest : &w->all;
    struct means context = {.part = part};
    enum hinge_status status = random_columns(a, part, &context, error);
    struct hinge_model_means means = {.design = &part->terms.design,
                                      .model = linear_model(part),
                                      .put_mean = put_mean,
                                      .context = &context,
                                      .scale = scale_of(w)};
    return status == HINGE_OK ? hinge_model_put_emm(a, &means, error) : status;
}

enum hinge_status hinge_binary_report(struct hinge_analysis *a,
                                      struct hinge_binary_models *w,
                                      struct hinge_error *error)
{
    const struct hinge_binary_part *all = &w->all;
    hinge_model_report_rows(a, &all->rows, &all->terms);
    HINGE_PUT_NUMBERS(a, a->results, {"loglik", all->fit.loglik}, {"aic", all->fit.aic},
                      {"bic", all->fit.bic});
    if (all->glmm != NULL) {
        const struct hinge_binary_part *part = estimable(w);
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

/* --- in words --- */

const struct hinge_sentence hinge_say_fixed_ratio_apa[] = {
    HINGE_SAY(
        "fixed/*",
        "{:k}: OR = {odds_ratio:o!}, {:c}% CI [{or_low:o}, {or_high:o}], z = {z:2}, p "
        "{p:p}",
        .intercept =
            "{:k}: odds = {odds_ratio:o!}, {:c}% CI [{or_low:o}, {or_high:o}]"),
    HINGE_SAY("fixed/*",
              "{odds_ratio:_~}{rate_ratio:_~}{:k}: b = {estimate:x!} (probit), {:c}% "
              "CI [{ci_low:x}, {ci_high:x}], z = {z:2!}, p {p:p}"),
    HINGE_SAY("contrasts/*/*",
              "{:P}: OR = {odds_ratio:o!}, {:c}% CI [{or_low:o}, {or_high:o}], "
              "z = {z:2}, {p:A}"),
    HINGE_SAY_END};

const struct hinge_sentence hinge_say_contrasts_ratio_apa[] = {
    HINGE_SAY("contrasts/*/*", "{odds_ratio:_~}{rate_ratio:_~}{:P}: difference "
                               "{estimate:x!} (probit), {:c}% CI "
                               "[{ci_low:x}, {ci_high:x}], z = {z:2!}, {p:A}"),
    HINGE_SAY_END};

const struct hinge_sentence hinge_say_fixed_ratio_plain[] = {
    HINGE_SAY("fixed/*",
              "{odds_ratio:_~}{rate_ratio:_~}{z:_!}{:k}: {estimate:x!} on the scale "
              "of the probit ({:c}% CI {ci_low:x} to {ci_high:x}; "
              "{/n_participants:n} people), for the same person."),
    HINGE_SAY_END};
