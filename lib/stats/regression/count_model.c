/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts with a log link: mu = exposure exp(x'b + theta u); negative binomial with
 * variance mu + mu^2 / k (NB2). Rows in cells without any event are left out: the limit
 * of the whole model's fit. */
#include "stats/regression/count_model.h"

#include "stats/model/glm.h"
#include "stats/model/laplace.h"
#include "stats/probability/distribution.h"
#include "stats/regression/model_report.h"
#include "stats/regression/model_rows.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <string.h>

struct counts {
    struct hinge_model_terms all, rest; /* rest: without cells of zeros */
    struct hinge_model_rows rows, fitted;
    struct hinge_model_terms *terms; /* what is fitted */
    bool negative_binomial;
    double *offset;
    struct hinge_laplace laplace;
    struct hinge_laplace_fit fit;
};

static struct hinge_laplace_point poisson_row(const void *context, size_t row,
                                              double eta, const double *extra)
{
    double y = ((const double *)context)[row], mu = exp(eta);
    (void)extra;
    return (struct hinge_laplace_point){y * eta - mu - gsl_sf_lngamma(y + 1), y - mu,
                                        -mu};
}

static struct hinge_laplace_point nbinom_row(const void *context, size_t row,
                                             double eta, const double *extra)
{
    double y = ((const double *)context)[row], mu = exp(eta), k = exp(*extra);
    double all = mu + k;
    return (struct hinge_laplace_point){
        gsl_sf_lngamma(y + k) - gsl_sf_lngamma(k) - gsl_sf_lngamma(y + 1) -
            k * log1p(mu / k) + y * (eta - log(all)),
        y - (y + k) * mu / all, -(y + k) * mu * k / (all * all)};
}

/* --- rows --- */

static enum hinge_status check_counts(struct hinge_analysis *a, const struct counts *c,
                                      struct hinge_error *error)
{
    double total = 0;
    for (size_t i = 0; i < c->rows.data.rows; i++) {
        double y = c->rows.y[i];
        total += y;
        if (y < 0 || y != floor(y))
            return hinge_analysis_fail(a, error, HINGE_E_NOT_COUNT,
                                       "column '%s' must hold counts (row %zu: '%g')",
                                       c->all.formula.response,
                                       c->rows.sample.row[i] + 1, y);
    }
    if (!(total > 0))
        return hinge_analysis_fail(a, error, HINGE_E_ONE_LEVEL, "'%s' is 0 in all rows",
                                   c->all.formula.response);
    return HINGE_OK;
}

static enum hinge_status set_offset(struct hinge_analysis *a, struct counts *c,
                                    struct hinge_error *error)
{
    const char *name = hinge_option_text(a, "exposure");
    if (name == NULL)
        return HINGE_OK;
    size_t n = c->fitted.data.rows;
    const double *all = hinge_model_find(&c->rows.data, name, false)->value;
    const double *exposure = hinge_model_find(&c->fitted.data, name, false)->value;
    c->offset = hinge_analysis_alloc(a, n, sizeof *c->offset);
    if (c->offset == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < c->rows.data.rows; i++)
        if (!(all[i] > 0))
            return hinge_analysis_fail(a, error, HINGE_E_OPTION,
                                       "exposure '%s' must be above 0 (row %zu: %g)",
                                       name, c->rows.sample.row[i] + 1, all[i]);
    for (size_t i = 0; i < n; i++)
        c->offset[i] = log(exposure[i]);
    return HINGE_OK;
}

static enum hinge_status prepare(struct hinge_analysis *a, struct counts *c,
                                 struct hinge_error *error)
{
    struct hinge_model_wanted wanted = {.number = hinge_option_text(a, "exposure")};
    struct hinge_model_terms *terms = &c->all;
    enum hinge_status status = hinge_model_parse(a, "formula", terms, error);
    if (status == HINGE_OK)
        status = hinge_model_gather(a, &wanted, &terms, 1, &c->rows, error);
    if (status == HINGE_OK)
        status = check_counts(a, c, error);
    if (status == HINGE_OK && terms->formula.n_random == 0)
        return hinge_analysis_fail(a, error, HINGE_E_FORMULA,
                                   "formula: a model of counts needs one random "
                                   "intercept such as (1 | participant)");
    if (status == HINGE_OK)
        status = hinge_model_build(a, &c->rows, true, terms, error);
    if (status == HINGE_OK &&
        (terms->effects.n_groups != 1 || terms->effects.group[0].k != 1))
        return hinge_analysis_fail(a, error, HINGE_E_FORMULA,
                                   "formula: a model of counts takes one random "
                                   "intercept, no slopes");
    return status;
}

/* Cells of the factors without any event: their rows say that a rate is 0, which no
 * finite coefficient is. */
static enum hinge_status leave_out_zeros(struct hinge_analysis *a, struct counts *c,
                                         struct hinge_error *error)
{
    size_t n = c->rows.data.rows, left_out = 0;
    double *some = hinge_analysis_alloc(a, n, sizeof *some);
    struct hinge_separation separation;
    c->terms = &c->all;
    c->fitted = c->rows;
    if (some == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < n; i++)
        some[i] = c->rows.y[i] > 0;
    struct hinge_binary outcome = {HINGE_LINK_LOGIT, some, NULL};
    enum hinge_status status =
        hinge_separation_find(&c->all.design, &outcome, &separation, error);
    for (size_t i = 0; i < n && status == HINGE_OK; i++) {
        separation.row[i] = separation.row[i] && some[i] == 0;
        left_out += separation.row[i];
    }
    if (status != HINGE_OK || left_out == 0 || left_out == n)
        return hinge_model_pass(a, status, error);
    hinge_analysis_warn(a, hinge_model_detail(a, "cells", separation.cells),
                        "W_SEPARATION",
                        "no event in some cells (%s): their %zu rows are excluded, and "
                        "estimates that would be infinite are null",
                        separation.cells, left_out);
    status = hinge_model_parse(a, "formula", &c->rest, error);
    if (status == HINGE_OK)
        status =
            hinge_model_rows_subset(a, &c->rows, separation.row, &c->fitted, error);
    if (status == HINGE_OK)
        status = hinge_design_build(&c->rest.design, &c->rest.formula, &c->fitted.data,
                                    c->all.design.coding, error);
    if (status == HINGE_OK) {
        hinge_design_take_means(&c->rest.design, &c->all.design);
        status = hinge_effects_build(&c->rest.effects, &c->rest.design, error);
    }
    c->terms = &c->rest;
    return hinge_model_pass(a, status, error);
}

/* --- the fit --- */

static enum hinge_status maximise(struct hinge_analysis *a, struct counts *c,
                                  hinge_laplace_row row, size_t extra,
                                  struct hinge_error *error)
{
    const struct hinge_design *design = &c->terms->design;
    size_t p = design->p, n = design->data->rows;
    double *start = hinge_analysis_alloc(a, 2 * (p + 1), sizeof *start);
    if (start == NULL)
        return hinge_analysis_no_memory(error);
    double *unit = start + p + 1, events = 0, exposure = 0;
    for (size_t i = 0; i < n; i++) {
        events += c->fitted.y[i];
        exposure += c->offset != NULL ? exp(c->offset[i]) : 1;
    }
    for (size_t j = 0; j < p; j++)
        unit[j] = 1 / hinge_design_range(design, j);
    if (c->terms->formula.fixed.intercept && p > 0)
        start[0] = log(events / exposure);
    unit[p] = 1;
    c->laplace = (struct hinge_laplace){.n = n,
                                        .p = p,
                                        .n_extra = extra,
                                        .x = design->x,
                                        .offset = c->offset,
                                        .person = c->terms->effects.group[0].code,
                                        .people = c->terms->effects.group[0].levels,
                                        .row = row,
                                        .context = c->fitted.y,
                                        .watch = a->watch};
    enum hinge_status status = hinge_laplace_open(&c->laplace, error);
    if (status == HINGE_OK)
        status = hinge_laplace_maximise(&c->laplace, start, unit, &c->fit, error);
    return hinge_model_pass(a, status, error);
}

/* Negative binomial whose size is as good as infinite is a Poisson model. */
static enum hinge_status fit_counts(struct hinge_analysis *a, struct counts *c,
                                    bool *poisson, struct hinge_error *error)
{
    *poisson = !c->negative_binomial;
    if (*poisson)
        return maximise(a, c, poisson_row, 0, error);
    enum hinge_status status = maximise(a, c, nbinom_row, 1, error);
    double size = status == HINGE_OK ? exp(c->fit.par[c->laplace.p]) : 0;
    if (status == HINGE_OK && size < 1e4)
        return HINGE_OK;
    if (status != HINGE_OK && status != HINGE_INPUT)
        return status;
    const char *why =
        status == HINGE_OK
            ? "counts vary no more than Poisson allows: 'size' is infinite"
            : "the negative binomial fit does not converge: 'size' is unknown";
    if (error != NULL)
        *error = (struct hinge_error)HINGE_ERROR_INIT;
    hinge_laplace_fit_clear(&c->fit);
    hinge_laplace_close(&c->laplace);
    *poisson = true;
    hinge_analysis_warn(a, hinge_model_detail(a, "term", "size"), "W_SINGULAR",
                        "%s and the Poisson fit is given", why);
    return maximise(a, c, poisson_row, 0, error);
}

/* --- results --- */

static enum hinge_status put_fixed(struct hinge_analysis *a, const struct counts *c,
                                   const struct hinge_linear_model *model,
                                   struct hinge_error *error)
{
    const struct hinge_design *all = &c->all.design;
    json_t *fixed = hinge_put_object(a, a->results, "fixed");
    double *row = hinge_analysis_alloc(a, 2 * all->full.n, sizeof *row), none = NAN;
    if (row == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t j = 0; j < all->p; j++) {
        memset(row, 0, all->full.n * sizeof *row);
        row[all->kept[j]] = 1;
        struct hinge_linear_result r = {none, none, none, none, none, none, none};
        bool finite = hinge_design_estimable(&c->terms->design, row, row + all->full.n);
        for (size_t i = 0; i < c->laplace.p && finite; i++)
            finite = !c->fit.held[i] || row[all->full.n + i] == 0;
        if (finite)
            r = hinge_linear_test(model, row + all->full.n, a->level);
        if (!isfinite(r.se))
            r.estimate = none;
        json_t *object = hinge_put_object(
            a, fixed, hinge_analysis_label(a, hinge_design_name(all, j)));
        hinge_model_put_coefficient(a, object, HINGE_SCALE_LOG, &r);
    }
    for (size_t j = 0; j < c->laplace.p; j++)
        if (c->fit.held[j])
            hinge_analysis_warn(
                a,
                hinge_model_detail(a, "term", hinge_design_name(&c->terms->design, j)),
                "W_SEPARATION",
                "'%s' has no finite estimate: counts are 0 wherever it would show",
                hinge_design_name(&c->terms->design, j));
    return HINGE_OK;
}

static void put_mean(struct hinge_analysis *a, json_t *object,
                     const struct hinge_emm *emm, size_t cell,
                     const struct hinge_linear_result *r, const void *context)
{
    double theta = *(const double *)context, rate = exp(r->estimate);
    (void)emm;
    (void)cell;
    HINGE_PUT_NUMBERS(a, object, {"rate", isfinite(r->se) ? rate : (double)NAN},
                      {"ci_low", exp(r->ci_low)}, {"ci_high", exp(r->ci_high)},
                      {"log_rate", r->estimate}, {"se", r->se},
                      {"marginal_rate",
                       isfinite(r->se) ? rate * exp(theta * theta / 2) : (double)NAN});
}

/* Pearson's chi-square at the modes. */
static void put_overdispersion(struct hinge_analysis *a, const struct counts *c)
{
    const struct hinge_laplace *l = &c->laplace;
    double chi2 = 0, df = (double)l->n - (double)l->p - 1;
    for (size_t i = 0; i < l->n; i++) {
        double eta = l->offset != NULL ? l->offset[i] : 0;
        for (size_t j = 0; j < l->p; j++)
            eta += l->x[j * l->n + i] * c->fit.par[j];
        double mu = exp(eta + c->fit.theta * l->mode[l->person[i]]);
        chi2 += (c->fitted.y[i] - mu) * (c->fitted.y[i] - mu) / mu;
    }
    double p = hinge_chi2_p(chi2, df);
    HINGE_PUT_NUMBERS(a, hinge_put_object(a, a->results, "overdispersion"),
                      {"chi2", chi2}, {"df", df}, {"ratio", chi2 / df}, {"p", p});
    if (p < 0.05)
        hinge_analysis_warn(a, NULL, "W_OVERDISPERSION",
                            "counts vary %.1f times as much as Poisson allows; use "
                            "family nbinom",
                            chi2 / df);
}

static enum hinge_status report(struct hinge_analysis *a, struct counts *c,
                                bool poisson, struct hinge_error *error)
{
    size_t p = c->laplace.p, n = c->fit.n;
    double npar = (double)p + 1 + (c->negative_binomial ? 1 : 0);
    double *vcov = hinge_analysis_alloc(a, p * p, sizeof *vcov);
    if (vcov == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++)
            vcov[i * p + j] = c->fit.vcov[i * n + j];
    struct hinge_linear_model model = {
        .p = p, .beta = c->fit.par, .vcov = vcov, .df_all = HUGE_VAL};
    hinge_model_report_rows(a, &c->rows, &c->all);
    HINGE_PUT_NUMBERS(a, a->results, {"loglik", c->fit.loglik},
                      {"aic", -2 * c->fit.loglik + 2 * npar});
    hinge_put_flag(a, a->results, "singular", c->fit.singular);
    if (c->negative_binomial)
        hinge_put_number(a, a->results, "nb_size",
                         poisson ? (double)NAN : exp(c->fit.par[p]));
    hinge_model_put_varcorr(a, &c->terms->effects, &c->fit.theta, 1.0);
    if (c->fit.singular)
        hinge_model_warn_singular(a, &c->terms->effects, 0);
    if (poisson && !c->negative_binomial)
        put_overdispersion(a, c);
    struct hinge_model_means means = {.design = &c->terms->design,
                                      .model = model,
                                      .put_mean = put_mean,
                                      .context = &c->fit.theta,
                                      .scale = HINGE_SCALE_LOG,
                                      .infinite = c->fit.held};
    enum hinge_status status = put_fixed(a, c, &model, error);
    return status == HINGE_OK ? hinge_model_put_emm(a, &means, error) : status;
}

enum hinge_status hinge_count_model_run(struct hinge_analysis *a,
                                        struct hinge_error *error)
{
    struct counts c = {.offset = NULL};
    bool poisson = true;
    c.negative_binomial = strcmp(hinge_option_text(a, "family"), "nbinom") == 0;
    enum hinge_status status = prepare(a, &c, error);
    if (status == HINGE_OK)
        status = leave_out_zeros(a, &c, error);
    if (status == HINGE_OK)
        status = set_offset(a, &c, error);
    if (status == HINGE_OK)
        status = fit_counts(a, &c, &poisson, error);
    if (status == HINGE_OK)
        status = report(a, &c, poisson, error);
    hinge_laplace_fit_clear(&c.fit);
    hinge_laplace_close(&c.laplace);
    hinge_model_terms_clear(&c.rest);
    hinge_model_terms_clear(&c.all);
    return status;
}
