/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of a linear mixed model in the document. */
#include "stats/regression/lmm_report.h"

#include "stats/numbers/trend.h"
#include "stats/probability/distribution.h"

#include <math.h>
#include <string.h>

enum { FEW_PEOPLE = 50 };

/* One way to test: its linear model, and its F. */
struct method {
    const struct hinge_lmm_work *work;
    bool kenward_roger;
    struct hinge_linear_model model, otherwise;
};

static void set_method(struct method *method, const struct hinge_lmm_work *w,
                       bool kenward_roger)
{
    *method = (struct method){.work = w,
                              .kenward_roger = kenward_roger,
                              .model = hinge_satterthwaite_model(&w->satterthwaite)};
    method->otherwise = method->model;
    if (kenward_roger)
        method->model =
            hinge_kenward_roger_model(&w->kenward_roger, &method->otherwise);
}

/* Rows for which Kenward and Roger's df are not defined are Satterthwaite's. */
static void warn_undefined(struct hinge_analysis *a, const struct method *method,
                           const double *l)
{
    if (method->kenward_roger && method->work->by_kenward_roger &&
        isnan(hinge_kenward_roger_df(&method->work->kenward_roger, l)))
        hinge_analysis_warn(a, NULL, "W_NO_KR",
                            "Kenward-Roger's df are not defined here; Satterthwaite's "
                            "are given");
}

static void put_covariance(struct hinge_analysis *a, const struct hinge_design *design,
                           const double *vcov, json_t *parent)
{
    json_t *object = hinge_put_object(a, parent, "vcov");
    for (size_t j = 0; j < design->p; j++) {
        json_t *row = hinge_put_object(
            a, object, hinge_analysis_label(a, hinge_design_name(design, j)));
        for (size_t k = 0; k < design->p; k++)
            hinge_put_number(a, row,
                             hinge_analysis_label(a, hinge_design_name(design, k)),
                             vcov[j * design->p + k]);
    }
}

static bool has(const struct hinge_design_column *column, size_t variable)
{
    for (size_t k = 0; k < column->n_parts; k++)
        if (column->part[k].variable == variable)
            return true;
    return false;
}

/* Whether an interaction has a variable beside all of a column. */
static bool interacts(const struct hinge_design *design,
                      const struct hinge_design_column *column, size_t variable)
{
    for (size_t j = 0; j < design->full.n; j++) {
        const struct hinge_design_column *wider = &design->full.column[j];
        bool all = has(wider, variable);
        for (size_t k = 0; all && k < column->n_parts; k++)
            all = has(wider, column->part[k].variable);
        if (all)
            return true;
    }
    return false;
}

/* Where the other variables of its interactions are: " (group sedentary, height_m 0)".
 */
static void put_others(struct hinge_text *words, const struct hinge_design *design,
                       const struct hinge_design_column *column)
{
    const char *before = " (";
    for (size_t v = 0; v < design->formula->n_variables; v++) {
        const struct hinge_model_column *data = design->variable[v].data;
        if (has(column, v) || !interacts(design, column, v))
            continue;
        hinge_text_printf(words, "%s%s %s", before, design->formula->variable[v].label,
                          data->is_factor ? data->level[0] : "0");
        before = ", ";
    }
    hinge_text_puts(words, *before == ',' ? ")" : "");
}

/* What a coefficient compares: "dowel minus none", of which the other factors of an
 * interaction are at their first level or 0, "… (group sedentary)"; of two factors what
 * the second does in a level of the first, less what it does in its first. Else its
 * name. False: no memory. */
static bool put_contrast(struct hinge_analysis *a, json_t *object,
                         const struct hinge_design *design, size_t j)
{
    const struct hinge_design_column *column = &design->full.column[design->kept[j]];
    struct hinge_text words = {0};
    const struct hinge_model_column *data[2] = {NULL};
    size_t factors = 0;
    for (size_t k = 0; k < column->n_parts && k < 2; k++) {
        data[k] = design->variable[column->part[k].variable].data;
        factors += column->part[k].coding == HINGE_PART_DUMMY && data[k]->is_factor;
    }
    if (column->n_parts == 2 && factors == 2)
        hinge_text_printf(&words, "%s minus %s in %s %s, less the same in %s",
                          data[1]->level[column->part[1].index], data[1]->level[0],
                          data[0]->name, data[0]->level[column->part[0].index],
                          data[0]->level[0]);
    else if (column->n_parts == 1 && factors == 1)
        hinge_text_printf(&words, "%s minus %s", data[0]->level[column->part->index],
                          data[0]->level[0]);
    else
        hinge_text_puts(&words, column->name);
    if (column->n_parts > 0 && design->coding == HINGE_CODING_TREATMENT)
        put_others(&words, design, column);
    bool good = !words.failed;
    hinge_put_text(a, object, "contrast", hinge_text_string(&words));
    hinge_text_clear(&words);
    return good;
}

static enum hinge_status put_fixed(struct hinge_analysis *a,
                                   const struct method *method, json_t *parent,
                                   struct hinge_error *error)
{
    const struct hinge_design *design = &method->work->terms.design;
    json_t *fixed = hinge_put_object(a, parent, "fixed");
    double *l = hinge_analysis_alloc(a, design->p, sizeof *l);
    if (l == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t j = 0; j < design->p; j++) {
        l[j] = 1.0;
        warn_undefined(a, method, l);
        struct hinge_linear_result r = hinge_linear_test(&method->model, l, a->level);
        l[j] = 0.0;
        const char *name = hinge_analysis_label(a, hinge_design_name(design, j));
        json_t *object = hinge_put_object(a, fixed, name);
        HINGE_PUT_NUMBERS(a, object, {"estimate", r.estimate}, {"se", r.se},
                          {"df", r.df}, {"t", r.t}, {"p", r.p}, {"ci_low", r.ci_low},
                          {"ci_high", r.ci_high});
        if (!put_contrast(a, object, design, j))
            return hinge_analysis_no_memory(error);
    }
    return HINGE_OK;
}

static enum hinge_status put_type3(struct hinge_analysis *a,
                                   const struct method *method,
                                   const struct hinge_design_hypothesis *h,
                                   json_t *parent, struct hinge_error *error)
{
    const struct hinge_lmm_work *w = method->work;
    enum hinge_status status = HINGE_OK;
    json_t *table = hinge_put_object(a, parent, "type3");
    for (size_t t = 0; t < w->terms.formula.fixed.n && status == HINGE_OK; t++) {
        double none = NAN, scale = NAN;
        struct hinge_f_test test = {none, none, none, none};
        bool scaled = method->kenward_roger && h[t].n > 0;
        if (scaled)
            status = hinge_kenward_roger_f(&w->kenward_roger, h[t].l, h[t].n, &test,
                                           &scale, error);
        if (status == HINGE_OK && h[t].n > 0 && !isfinite(test.df2)) {
            if (scaled)
                warn_undefined(a, method, h[t].l);
            scaled = false;
            status =
                hinge_satterthwaite_f(&w->satterthwaite, h[t].l, h[t].n, &test, error);
        }
        json_t *row = hinge_put_object(a, table, hinge_analysis_label(a, h[t].name));
        HINGE_PUT_NUMBERS(a, row, {"F", test.f}, {"df1", test.df1}, {"df2", test.df2},
                          {"p", test.p});
        if (scaled)
            hinge_put_number(a, row, "f_scaling", scale);
    }
    return status;
}

/* --- standardised contrasts --- */

/* The deviations that divide, with the variances of their estimates. */
struct standards {
    double level;
    struct {
        double sd, variance;
    } of[3];
};

static const char *const standard_names[] = {"total", "participant", "residual"};

/* sigma sqrt(m + 1), sigma sqrt(m) and sigma, m the mean variance of the random part;
 * by the delta method over (theta, sigma). m is quadratic in theta: differences of any
 * step are exact. */
static enum hinge_status find_standards(struct hinge_analysis *a,
                                        const struct hinge_lmm_work *w,
                                        struct standards *s, struct hinge_error *error)
{
    size_t n = w->fit.n_theta, m = n + 1;
    double sigma = w->fit.sigma;
    double *theta = hinge_analysis_alloc(a, 2 * n + 2 * m, sizeof *theta);
    if (theta == NULL)
        return hinge_analysis_no_memory(error);
    double *slope = theta + n, *h = slope + n;
    s->level = a->level;
    double mean = hinge_lmm_relative_variance(w->lmm, w->fit.theta);
    memcpy(theta, w->fit.theta, n * sizeof *theta);
    for (size_t i = 0; i < n; i++) {
        double step = 1e-3 * fmax(fabs(theta[i]), 0.1);
        theta[i] = w->fit.theta[i] + step;
        double up = hinge_lmm_relative_variance(w->lmm, theta);
        theta[i] = w->fit.theta[i] - step;
        slope[i] = (up - hinge_lmm_relative_variance(w->lmm, theta)) / (2 * step);
        theta[i] = w->fit.theta[i];
    }
    for (size_t k = 0; k < 3; k++) {
        double root = k == 0 ? sqrt(mean + 1) : k == 1 ? sqrt(mean) : 1;
        s->of[k].sd = sigma * root;
        for (size_t i = 0; i < n; i++)
            h[i] = k < 2 && root > 0 ? sigma * slope[i] / (2 * root) : 0;
        h[n] = root;
        s->of[k].variance = 0;
        for (size_t i = 0; i < m; i++)
            for (size_t j = 0; j < m; j++)
                s->of[k].variance +=
                    h[i] * w->satterthwaite.information[i * m + j] * h[j];
    }
    return HINGE_OK;
}

static void put_standardised(struct hinge_analysis *a, json_t *object,
                             const struct hinge_linear_result *r, const void *context)
{
    const struct standards *s = context;
    json_t *parent = hinge_put_object(a, object, "standardised");
    for (size_t k = 0; k < 3; k++) {
        double sd = s->of[k].sd, none = NAN;
        double d = sd > 1e-6 * s->of[2].sd ? r->estimate / sd : none;
        double se =
            sqrt(r->se / sd * (r->se / sd) + d * d * s->of[k].variance / (sd * sd));
        struct hinge_interval ci =
            hinge_t_interval(d, se, r->df, s->level, HINGE_TWO_SIDED);
        HINGE_PUT_NUMBERS(a, hinge_put_object(a, parent, standard_names[k]), {"d", d},
                          {"sd", sd}, {"se", isnan(d) ? none : se}, {"ci_low", ci.low},
                          {"ci_high", ci.high});
    }
}

static enum hinge_status put_method(struct hinge_analysis *a,
                                    const struct hinge_lmm_work *w, bool kenward_roger,
                                    const struct hinge_design_hypothesis *h,
                                    const struct standards *standards, json_t *parent,
                                    struct hinge_error *error)
{
    struct method method;
    set_method(&method, w, kenward_roger);
    struct hinge_model_means means = {.design = &w->terms.design,
                                      .model = method.model,
                                      .margins = &w->margins,
                                      .put_more =
                                          standards != NULL ? put_standardised : NULL,
                                      .more = standards,
                                      .into = parent,
                                      .again = parent != a->results};
    enum hinge_status status = put_fixed(a, &method, parent, error);
    if (status == HINGE_OK)
        status = put_type3(a, &method, h, parent, error);
    if (status == HINGE_OK)
        status = hinge_model_put_emm(a, &means, error);
    if (status == HINGE_OK)
        status = hinge_model_put_trend(a, &means, error);
    return status;
}

enum hinge_status hinge_lmm_put_tests(struct hinge_analysis *a,
                                      struct hinge_lmm_work *w,
                                      struct hinge_error *error)
{
    static const char *const names[] = {"satterthwaite", "kenward_roger"};
    size_t n = w->terms.formula.fixed.n;
    struct hinge_design_hypothesis *h = hinge_analysis_alloc(a, n, sizeof *h);
    if (h == NULL)
        return hinge_analysis_no_memory(error);
    struct standards standards = {0};
    struct standards *wanted = hinge_option_flag(a, "standardise") ? &standards : NULL;
    if (wanted != NULL && find_standards(a, w, wanted, error) != HINGE_OK)
        return HINGE_NOMEM;
    hinge_put_text(a, a->results, "ddf", names[w->by_kenward_roger]);
    enum hinge_status status =
        hinge_model_pass(a, hinge_design_type3(&w->terms.design, h, error), error);
    if (status == HINGE_OK)
        status = put_method(a, w, w->by_kenward_roger, h, wanted, a->results, error);
    put_covariance(a, &w->terms.design, w->fit.vcov, a->results);
    bool both = w->by_kenward_roger || w->kenward_roger.defined;
    if (status == HINGE_OK && both)
        status =
            put_method(a, w, !w->by_kenward_roger, h, wanted,
                       hinge_put_object(a, a->results, names[!w->by_kenward_roger]),
                       error);
    if (w->kenward_roger.defined) {
        json_t *parent = json_object_get(a->results, names[1]);
        put_covariance(a, &w->terms.design, w->kenward_roger.vcov,
                       parent != NULL ? parent
                                      : hinge_put_object(a, a->results, names[1]));
    }
    return status;
}

/* --- the fit --- */

/* Levels of the participant option, else of the first grouping column of the formula.
 */
static size_t count_people(const struct hinge_lmm_work *w)
{
    if (w->rows.n_clusters > 0)
        return w->rows.n_clusters;
    const struct hinge_formula_random *first = &w->terms.formula.random[0];
    size_t outer = 0;
    while (first->from_nesting && outer + 1 < HINGE_FORMULA_NEST &&
           first->group[outer + 1] != NULL)
        outer++; /* p/t is people, although t:p comes first */
    const struct hinge_model_column *column =
        hinge_model_find(&w->rows.data, first->group[outer], true);
    return column != NULL ? column->n_levels : w->terms.effects.group[0].levels;
}

static enum hinge_status choose_method(struct hinge_analysis *a,
                                       struct hinge_lmm_work *w,
                                       struct hinge_error *error)
{
    const char *wanted = hinge_option_text(a, "ddf");
    bool reml = w->fit.reml;
    w->people = count_people(w);
    w->by_kenward_roger = reml && w->people < FEW_PEOPLE;
    if (wanted == NULL)
        return HINGE_OK;
    w->by_kenward_roger = strcmp(wanted, "kenward_roger") == 0;
    if (w->by_kenward_roger && !reml)
        return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                   "ddf=kenward_roger needs reml=true: it adjusts the "
                                   "covariance of fits by REML");
    return HINGE_OK;
}

enum hinge_status hinge_lmm_work_fit(struct hinge_analysis *a, struct hinge_lmm_work *w,
                                     struct hinge_error *error)
{
    enum hinge_status status =
        hinge_lmm_new(&w->lmm, &w->terms.design, &w->terms.effects, w->rows.y, error);
    if (status == HINGE_OK) {
        hinge_lmm_watch(w->lmm, a->watch);
        status = hinge_lmm_fit(w->lmm, hinge_option_flag(a, "reml"), &w->fit, error);
    }
    if (status == HINGE_OK)
        status = hinge_satterthwaite_build(&w->satterthwaite, w->lmm, &w->fit, error);
    if (status == HINGE_OK && w->fit.reml)
        status = hinge_kenward_roger_build(&w->kenward_roger, w->lmm, &w->fit, error);
    status = hinge_model_pass(a, status, error);
    return status == HINGE_OK ? choose_method(a, w, error) : status;
}

void hinge_lmm_work_clear(struct hinge_lmm_work *w)
{
    hinge_kenward_roger_clear(&w->kenward_roger);
    hinge_satterthwaite_clear(&w->satterthwaite);
    hinge_lmm_fit_clear(&w->fit);
    hinge_lmm_free(w->lmm);
    hinge_model_terms_clear(&w->terms);
}
