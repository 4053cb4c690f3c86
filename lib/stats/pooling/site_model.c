/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With complete people the likelihood of a random intercept falls into two strata: of
 * people's means, and of their contrasts between conditions. Each is least squares on
 * the means of cells, weighted by n, plus what people vary by within cells, so n, mean
 * and covariance are all it needs (Searle, Casella & McCulloch 1992). */
#include "stats/pooling/site_model.h"

#include "stats/numbers/ols.h"
#include "stats/probability/distribution.h"

#include <math.h>
#include <string.h>

/* One stratum: least squares on cells. y has a column per contrast. */
struct stratum {
    size_t rank, contrasts;
    double ss, df, ms;
    struct hinge_ols *fit; /* per contrast */
};

struct model {
    const struct hinge_site_cells *all;
    struct hinge_site_cell **cell; /* those that take part */
    size_t n, *condition, k;       /* conditions that every cell has */
    double people, *design;        /* columns: 1, sites, groups; rows: cells, padding */
    size_t rows, n_sites, n_groups; /* columns of sites and groups, after the first */
    double *contrast;               /* [k - 1][k], orthonormal (Helmert) */
    double *value;                  /* [k][rows]: person mean, then contrasts; scaled */
    double *within;                 /* [k]: sums of squares of people within cells */
    bool singular;
    struct stratum between, inner;
};

static enum hinge_status choose_cells(struct hinge_analysis *a, struct model *m,
                                      struct hinge_error *error)
{
    const struct hinge_site_cells *c = m->all;
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): cells are pointers */
    m->cell = hinge_analysis_alloc(a, c->n, sizeof *m->cell);
    m->condition = hinge_analysis_alloc(a, c->n_conditions, sizeof *m->condition);
    if (m->cell == NULL || m->condition == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t i = 0; i < c->n; i++)
        if (c->n_groups == 0 || c->cell[i].group != UINT32_MAX)
            m->cell[m->n++] = &c->cell[i];
    for (size_t x = 0; x < c->n_conditions; x++) {
        bool all = m->n > 0;
        for (size_t i = 0; i < m->n; i++)
            all = all && m->cell[i]->has[x];
        if (all)
            m->condition[m->k++] = x;
    }
    return HINGE_OK;
}

static void fill_contrasts(struct model *m)
{
    size_t k = m->k;
    for (size_t j = 1; j < k; j++) {
        double size = sqrt((double)(j * (j + 1)));
        for (size_t x = 0; x < j; x++)
            m->contrast[(j - 1) * k + x] = 1 / size;
        m->contrast[(j - 1) * k + j] = -(double)j / size;
    }
}

/* Mean and variance of a combination of a cell's conditions. */
static double mean_of(const struct model *m, size_t cell, const double *weight)
{
    double sum = 0;
    for (size_t x = 0; x < m->k; x++)
        sum += weight[x] * m->cell[cell]->mean[m->condition[x]];
    return sum;
}

static double variance_of(const struct model *m, size_t cell, const double *weight)
{
    double sum = 0;
    size_t row = m->all->n_conditions;
    for (size_t x = 0; x < m->k; x++)
        for (size_t y = 0; y < m->k; y++)
            sum += weight[x] * weight[y] *
                   m->cell[cell]->covariance[m->condition[x] * row + m->condition[y]];
    return fmax(0, sum);
}

/* Rows of zeros under the cells leave room for the fit's degrees of freedom. */
static enum hinge_status fill(struct hinge_analysis *a, struct model *m,
                              struct hinge_error *error)
{
    const struct hinge_site_cells *c = m->all;
    size_t k = m->k, columns = 1 + c->n_sites + c->n_groups;
    m->rows = m->n + columns + 1;
    m->design = hinge_analysis_alloc(a, columns * m->rows, sizeof *m->design);
    m->contrast = hinge_analysis_alloc(a, k * k, sizeof *m->contrast);
    m->value = hinge_analysis_alloc(a, k * m->rows, sizeof *m->value);
    m->within = hinge_analysis_alloc(a, 2 * k, sizeof *m->within);
    if (!m->design || !m->contrast || !m->value || !m->within)
        return hinge_analysis_no_memory(error);
    m->n_sites = c->n_sites - 1;
    m->n_groups = c->n_groups > 0 ? c->n_groups - 1 : 0;
    fill_contrasts(m);
    double *mean = m->within + k, origin;
    for (size_t x = 0; x < k; x++)
        mean[x] = 1 / (double)k;
    origin = mean_of(m, 0, mean);
    for (size_t i = 0; i < m->n; i++) {
        double root = sqrt(m->cell[i]->n), free = m->cell[i]->n - 1;
        m->people += m->cell[i]->n;
        m->design[i] = root;
        if (m->cell[i]->site > 0)
            m->design[m->cell[i]->site * m->rows + i] = root;
        if (m->n_groups > 0 && m->cell[i]->group > 0)
            m->design[(m->n_sites + m->cell[i]->group) * m->rows + i] = root;
        m->value[i] = root * (mean_of(m, i, mean) - origin);
        m->within[0] += free * variance_of(m, i, mean);
        for (size_t j = 1; j < k; j++) {
            const double *contrast = m->contrast + (j - 1) * k;
            m->value[j * m->rows + i] = root * mean_of(m, i, contrast);
            m->within[j] += free * variance_of(m, i, contrast);
        }
    }
    return HINGE_OK;
}

/* Fits values [from, to) on the first column and those of sites, of groups. */
static enum hinge_status fit(struct hinge_analysis *a, const struct model *m,
                             size_t from, size_t to, bool sites, bool groups,
                             struct stratum *s, struct hinge_error *error)
{
    size_t rows = m->rows, columns = 1;
    double *x =
        hinge_analysis_alloc(a, (1 + m->n_sites + m->n_groups) * rows, sizeof *x);
    *s = (struct stratum){.contrasts = to - from,
                          .fit = hinge_analysis_alloc(a, to - from, sizeof *s->fit)};
    if (x == NULL || s->fit == NULL)
        return hinge_analysis_no_memory(error);
    memcpy(x, m->design, rows * sizeof *x);
    if (sites) {
        memcpy(x + rows, m->design + rows, m->n_sites * rows * sizeof *x);
        columns += m->n_sites;
    }
    if (groups) {
        memcpy(x + columns * rows, m->design + (1 + m->n_sites) * rows,
               m->n_groups * rows * sizeof *x);
        columns += m->n_groups;
    }
    enum hinge_status status = HINGE_OK;
    for (size_t j = from; j < to && status == HINGE_OK; j++) {
        struct hinge_ols *one = &s->fit[j - from];
        status = hinge_ols_fit(a, x, columns, m->value + j * rows, rows, one, error);
        if (status == HINGE_OK) {
            s->rank = one->p;
            s->ss += one->rss + m->within[j];
            s->df += m->people - (double)one->p;
        }
    }
    s->ms = s->ss / s->df;
    return status;
}

/* --- tests --- */

static void put_f(struct hinge_analysis *a, const char *name, double f, double df1,
                  double df2)
{
    json_t *terms =
        hinge_object_of(a, hinge_object_of(a, a->results, "model"), "terms");
    HINGE_PUT_NUMBERS(a, hinge_put_object(a, terms, name), {"F", f}, {"df1", df1},
                      {"df2", df2}, {"p", hinge_f_p(f, df1, df2)});
}

/* A larger model against a smaller one. */
static void put_more(struct hinge_analysis *a, const char *name,
                     const struct stratum *less, const struct stratum *more)
{
    double df1 = (double)((more->rank - less->rank) * more->contrasts), none = NAN;
    bool can = df1 > 0 && more->ss > 0 && more->df > 0;
    put_f(a, name, can ? fmax(0, less->ss - more->ss) / df1 / more->ms : none, df1,
          more->df);
}

/* Weights of the within stratum's columns (1, groups) that average over groups. */
static void average_groups(const struct model *m, double *l)
{
    l[0] = 1;
    for (size_t g = 0; g < m->n_groups; g++)
        l[1 + g] = 1 / (double)(m->n_groups + 1);
}

static enum hinge_status put_condition(struct hinge_analysis *a, const struct model *m,
                                       struct hinge_error *error)
{
    double ss = 0, df1 = (double)m->k - 1, *l;
    l = hinge_analysis_alloc(a, 2 * (1 + m->n_groups), sizeof *l);
    if (l == NULL)
        return hinge_analysis_no_memory(error);
    average_groups(m, l);
    for (size_t j = 0; j + 1 < m->k; j++) {
        const struct hinge_ols *one = &m->inner.fit[j];
        double se, *kept = l + 1 + m->n_groups;
        if (!hinge_ols_estimable(one, l, kept))
            return HINGE_OK;
        double estimate = hinge_ols_estimate(one, kept, &se);
        ss += estimate * estimate / (se * se / one->sigma2);
    }
    put_f(a, "condition", m->inner.ms > 0 ? ss / df1 / m->inner.ms : (double)NAN, df1,
          m->inner.df);
    return HINGE_OK;
}

static enum hinge_status put_terms(struct hinge_analysis *a, const struct model *m,
                                   struct hinge_error *error)
{
    struct stratum less, more;
    enum hinge_status status = HINGE_OK;
    if (m->n_groups > 0) {
        status = fit(a, m, 0, 1, true, false, &less, error);
        if (status == HINGE_OK)
            put_more(a, "group", &less, &m->between);
    }
    if (status != HINGE_OK || m->k < 2)
        return status;
    status = put_condition(a, m, error);
    if (status == HINGE_OK && m->n_groups > 0) {
        status = fit(a, m, 1, m->k, false, false, &less, error);
        if (status == HINGE_OK)
            put_more(a, "group x condition", &less, &m->inner);
    }
    if (status == HINGE_OK && m->n_sites > 0)
        status = fit(a, m, 1, m->k, true, true, &more, error);
    if (status == HINGE_OK && m->n_sites > 0)
        put_more(a, "site x condition", &m->inner, &more);
    return status;
}

/* --- effects --- */

/* A combination's share of one stratum: estimate, and variance in units of its mean
 * square. False when it cannot be estimated. */
static bool add_part(const struct hinge_ols *one, const double *l, double *kept,
                     double weight, double *estimate, double *variance)
{
    double se;
    if (!hinge_ols_estimable(one, l, kept))
        return false;
    *estimate += weight * hinge_ols_estimate(one, kept, &se);
    *variance += weight * weight * se * se / one->sigma2;
    return true;
}

/* Conditions' weights, and those of the columns: of groups in both strata. */
static bool weights_of(const struct model *m, const struct hinge_site_effect *e,
                       double *condition, double *inner, double *between)
{
    bool found[2] = {false, false};
    for (size_t x = 0; x < m->k; x++) {
        bool first = m->condition[x] == e->condition[0];
        bool second = m->condition[x] == e->condition[1];
        bool change = e->kind != HINGE_SITE_GROUP;
        condition[x] = change ? (double)first - (double)second : (double)second;
        found[0] = found[0] || first;
        found[1] = found[1] || second;
    }
    if (e->kind == HINGE_SITE_CUE)
        average_groups(m, inner);
    for (size_t g = 0; e->kind != HINGE_SITE_CUE && g < 2; g++)
        if (e->group[g] > 0) {
            inner[e->group[g]] = g == 0 ? 1 : -1;
            between[m->n_sites + e->group[g]] = g == 0 ? 1 : -1;
        }
    return found[0] && found[1];
}

static enum hinge_status put_effect(struct hinge_analysis *a, const struct model *m,
                                    const struct hinge_site_effect *e, json_t *parent,
                                    struct hinge_error *error)
{
    size_t columns = 1 + m->n_sites + m->n_groups;
    double *l = hinge_analysis_alloc(a, 3 * columns + m->k, sizeof *l);
    if (l == NULL)
        return hinge_analysis_no_memory(error);
    double *inner = l, *between = l + columns, *kept = between + columns;
    double *condition = kept + columns, estimate = 0, w = 0, b = 0, none = NAN;
    bool can = weights_of(m, e, condition, inner, between);
    for (size_t j = 0; j + 1 < m->k && can; j++) {
        double weight = 0;
        for (size_t x = 0; x < m->k; x++)
            weight += m->contrast[j * m->k + x] * condition[x];
        can = add_part(&m->inner.fit[j], inner, kept, weight, &estimate, &w);
    }
    if (can && e->kind == HINGE_SITE_GROUP)
        can = add_part(&m->between.fit[0], between, kept, 1, &estimate, &b);
    b *= m->between.ms;
    w *= m->k > 1 ? m->inner.ms : 0;
    double se = sqrt(b + w), df = m->inner.df;
    if (b > 0)
        df = m->singular
                 ? m->between.df
                 : (b + w) * (b + w) /
                       (b * b / m->between.df + (w > 0 ? w * w / m->inner.df : 0));
    can = can && se > 0 && df > 0;
    struct hinge_interval ci =
        hinge_t_interval(estimate, se, df, a->level, HINGE_TWO_SIDED);
    HINGE_PUT_NUMBERS(a, hinge_put_object(a, parent, e->name),
                      {"estimate", can ? estimate : none}, {"se", can ? se : none},
                      {"df", can ? df : none}, {"t", can ? estimate / se : none},
                      {"p", can ? hinge_t_p(estimate / se, df, HINGE_TWO_SIDED) : none},
                      {"ci_low", can ? ci.low : none},
                      {"ci_high", can ? ci.high : none});
    return HINGE_OK;
}

/* People vary less than their repeated conditions do: REML puts their variance at 0,
 * and both strata have one error. */
static void pool_strata(struct hinge_analysis *a, struct model *m)
{
    m->singular = m->k > 1 && (double)m->k * m->between.ms < m->inner.ms;
    if (!m->singular)
        return;
    double df = m->between.df + m->inner.df;
    double ms = ((double)m->k * m->between.ss + m->inner.ss) / df;
    hinge_analysis_warn(a, NULL, "W_SINGULAR",
                        "model: participants differ by no more than chance; their "
                        "variance is estimated as 0");
    m->between.df = m->inner.df = df;
    m->between.ms = ms / (double)m->k;
    m->inner.ms = ms;
}

static enum hinge_status put_all(struct hinge_analysis *a, struct model *m,
                                 const struct hinge_site_effects *effects,
                                 struct hinge_error *error)
{
    json_t *object = hinge_put_object(a, a->results, "model");
    double people = m->between.ms - (m->k > 1 ? m->inner.ms / (double)m->k : 0);
    hinge_put_count(a, object, "people", (size_t)m->people);
    hinge_put_count(a, object, "cells", m->n);
    HINGE_PUT_NUMBERS(a, object, {"sd_people", sqrt(fmax(0, people))},
                      {"sigma", m->k > 1 ? sqrt(m->inner.ms) : (double)NAN});
    enum hinge_status status = put_terms(a, m, error);
    json_t *list = hinge_put_object(a, object, "effects");
    for (size_t i = 0; i < effects->n && status == HINGE_OK; i++)
        status = put_effect(a, m, &effects->effect[i], list, error);
    return status;
}

static void no_model(struct hinge_analysis *a, const char *why)
{
    hinge_put_text(a, hinge_put_object(a, a->results, "model"), "why", why);
}

enum hinge_status hinge_site_model_put(struct hinge_analysis *a,
                                       const struct hinge_site_cells *cells,
                                       const struct hinge_site_effects *effects,
                                       struct hinge_error *error)
{
    struct model m = {.all = cells};
    enum hinge_status status = choose_cells(a, &m, error);
    if (status == HINGE_OK && m.k == 0) {
        no_model(a, "no condition was measured in every group of every site");
        return HINGE_OK;
    }
    if (status == HINGE_OK)
        status = fill(a, &m, error);
    if (status == HINGE_OK)
        status = fit(a, &m, 0, 1, true, true, &m.between, error);
    if (status == HINGE_OK)
        status = fit(a, &m, 1, m.k, false, true, &m.inner, error);
    if (status != HINGE_OK)
        return status;
    if (!(m.between.df > 0) || !(m.between.ms > 0) || (m.k > 1 && !(m.inner.ms > 0))) {
        no_model(a, "people do not vary");
        return HINGE_OK;
    }
    pool_strata(a, &m);
    return put_all(a, &m, effects, error);
}
