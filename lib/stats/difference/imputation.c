/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chained normal regressions with parameters drawn from their posterior (van Buuren
 * 2018, method norm), and the pooling of what they give. */
#include "stats/difference/imputation.h"

#include "base/random.h"
#include "stats/probability/distribution.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

enum { CYCLES = 10 };

/* One imputation being made. */
struct work {
    const struct hinge_imputation *data;
    double *table;   /* completed so far */
    double *q;       /* predictors of the observed, orthonormal; n x p */
    double *r;       /* p x p, positive diagonal */
    double *row, *b; /* predictors of one person; coefficients */
    double *residual;
    struct hinge_random random;
};

static bool is_missing(const struct hinge_imputation *d, size_t i, size_t c)
{
    return isnan(d->value[i * d->k + c]);
}

/* 1, dummies of groups 2.., the other conditions. */
static size_t predictors(const struct work *w, size_t i, size_t c, bool groups,
                         double *row)
{
    const struct hinge_imputation *d = w->data;
    size_t p = 0;
    row[p++] = 1;
    for (size_t g = 1; g < d->groups && groups; g++)
        row[p++] = d->group[i] == g;
    for (size_t other = 0; other < d->k; other++)
        if (other != c)
            row[p++] = w->table[i * d->k + other];
    return p;
}

/* X = Q R by modified Gram-Schmidt, twice; false when a column depends on others. */
static bool factor(double *q, size_t n, size_t p, double *r)
{
    memset(r, 0, p * p * sizeof *r);
    for (size_t j = 0; j < p; j++) {
        double before = 0, norm = 0;
        for (size_t i = 0; i < n; i++)
            before += q[i * p + j] * q[i * p + j];
        for (int pass = 0; pass < 2; pass++)
            for (size_t c = 0; c < j; c++) {
                double along = 0;
                for (size_t i = 0; i < n; i++)
                    along += q[i * p + c] * q[i * p + j];
                r[c * p + j] += along;
                for (size_t i = 0; i < n; i++)
                    q[i * p + j] -= along * q[i * p + c];
            }
        for (size_t i = 0; i < n; i++)
            norm += q[i * p + j] * q[i * p + j];
        if (!(norm > 1e-18 * before))
            return false;
        r[j * p + j] = sqrt(norm);
        for (size_t i = 0; i < n; i++)
            q[i * p + j] /= r[j * p + j];
    }
    return true;
}

/* b = R^-1 b. */
static void solve(const double *r, size_t p, double *b)
{
    for (size_t j = p; j-- > 0;) {
        for (size_t c = j + 1; c < p; c++)
            b[j] -= r[j * p + c] * b[c];
        b[j] /= r[j * p + j];
    }
}

/* Coefficients drawn from their posterior into w->b; *sigma the drawn deviation. */
static bool draw_regression(struct work *w, size_t c, bool groups, double *sigma)
{
    const struct hinge_imputation *d = w->data;
    size_t n = 0, p = 0;
    for (size_t i = 0; i < d->n; i++) {
        if (is_missing(d, i, c))
            continue;
        p = predictors(w, i, c, groups, w->row);
        memcpy(w->q + n * p, w->row, p * sizeof *w->q);
        w->residual[n++] = d->value[i * d->k + c];
    }
    if (n < p + 2 || !factor(w->q, n, p, w->r))
        return false;
    double sse = 0;
    for (size_t j = 0; j < p; j++) {
        w->b[j] = 0;
        for (size_t i = 0; i < n; i++)
            w->b[j] += w->q[i * p + j] * w->residual[i];
        for (size_t i = 0; i < n; i++)
            w->residual[i] -= w->b[j] * w->q[i * p + j];
    }
    for (size_t i = 0; i < n; i++)
        sse += w->residual[i] * w->residual[i];
    double u = hinge_random_uniform(&w->random) + 0x1p-54;
    *sigma = sqrt(sse / gsl_cdf_chisq_Pinv(u, (double)(n - p)));
    for (size_t j = 0; j < p; j++)
        w->b[j] += *sigma * hinge_random_normal(&w->random);
    solve(w->r, p, w->b);
    return true;
}

static bool impute_condition(struct work *w, size_t c)
{
    const struct hinge_imputation *d = w->data;
    size_t observed = 0;
    double sigma;
    for (size_t i = 0; i < d->n; i++)
        observed += !is_missing(d, i, c);
    bool groups = d->groups > 1 && observed >= d->k + d->groups - 1 + 2;
    if (!draw_regression(w, c, groups, &sigma))
        return false;
    for (size_t i = 0; i < d->n; i++) {
        if (!is_missing(d, i, c))
            continue;
        size_t p = predictors(w, i, c, groups, w->row);
        double value = 0;
        for (size_t j = 0; j < p; j++)
            value += w->row[j] * w->b[j];
        w->table[i * d->k + c] = value + sigma * hinge_random_normal(&w->random);
    }
    return true;
}

/* Starts gaps of a condition with observed values of it. */
static void fill(struct work *w, size_t c)
{
    const struct hinge_imputation *d = w->data;
    uint32_t observed = 0;
    for (size_t i = 0; i < d->n; i++)
        if (!is_missing(d, i, c))
            w->residual[observed++] = d->value[i * d->k + c];
    for (size_t i = 0; i < d->n; i++)
        if (is_missing(d, i, c))
            w->table[i * d->k + c] =
                w->residual[hinge_random_bounded(&w->random, observed)];
}

static size_t count_missing(const struct hinge_imputation *d, size_t c)
{
    size_t missing = 0;
    for (size_t i = 0; i < d->n; i++)
        missing += is_missing(d, i, c);
    return missing;
}

enum hinge_status hinge_impute(struct hinge_analysis *a,
                               const struct hinge_imputation *d, double *out,
                               struct hinge_error *error)
{
    size_t p = d->k + d->groups, incomplete = 0;
    double *memory =
        hinge_analysis_alloc(a, d->n * p + p * p + 2 * p + d->n, sizeof *memory);
    if (memory == NULL)
        return hinge_analysis_no_memory(error);
    struct work w = {.data = d, .q = memory, .r = memory + d->n * p};
    w.row = w.r + p * p;
    w.b = w.row + p;
    w.residual = w.b + p;
    for (size_t c = 0; c < d->k; c++)
        incomplete += count_missing(d, c) > 0;
    int cycles = incomplete == 1 ? 1 : CYCLES;
    for (size_t j = 0; j < d->m; j++) {
        w.table = out + j * d->n * d->k;
        memcpy(w.table, d->value, d->n * d->k * sizeof *out);
        hinge_random_init(&w.random, a->seed, HINGE_STREAM_IMPUTATION, j);
        for (size_t c = 0; c < d->k; c++)
            if (count_missing(d, c) > 0)
                fill(&w, c);
        for (int cycle = 0; cycle < cycles; cycle++)
            for (size_t c = 0; c < d->k; c++)
                if (count_missing(d, c) > 0 && !impute_condition(&w, c))
                    return hinge_analysis_fail(a, error, HINGE_E_TOO_FEW,
                                               "%zu people have condition '%s': too "
                                               "few to predict it from the "
                                               "others, or the others are the same",
                                               d->n - count_missing(d, c),
                                               d->condition[c]);
    }
    return HINGE_OK;
}

/* --- estimates --- */

/* Mean and squared deviations of a - b over one group, or over all. */
static size_t difference(const struct hinge_imputation *d, const double *table,
                         const struct hinge_estimand *e, bool all, uint32_t group,
                         double *mean, double *variance)
{
    size_t n = 0;
    double squares = 0;
    *mean = 0;
    for (size_t i = 0; i < d->n; i++) {
        if (!all && d->group[i] != group)
            continue;
        double value = table[i * d->k + e->a] - table[i * d->k + e->b];
        double step = value - *mean;
        *mean += step / (double)++n;
        squares += step * (value - *mean);
    }
    *variance = n > 1 ? squares / (double)(n - 1) / (double)n : (double)NAN;
    if (n == 0)
        *mean = (double)NAN;
    return n;
}

struct hinge_estimate hinge_estimand_of(const struct hinge_imputation *d,
                                        const double *table,
                                        const struct hinge_estimand *e)
{
    double mean, variance, first, of_first;
    if (e->of != HINGE_ESTIMAND_DID) {
        size_t n = difference(d, table, e, e->of == HINGE_ESTIMAND_ALL, e->group, &mean,
                              &variance);
        return (struct hinge_estimate){mean, variance, (double)n - 1};
    }
    size_t n1 = difference(d, table, e, false, 0, &first, &of_first);
    size_t n2 =
        difference(d, table, e, false, (uint32_t)d->groups - 1, &mean, &variance);
    return (struct hinge_estimate){mean - first, variance + of_first,
                                   (double)(n1 + n2) - 2};
}

void hinge_rubin_add(struct hinge_rubin *r, struct hinge_estimate e)
{
    double step = e.estimate - r->mean;
    r->mean += step / (double)++r->m;
    r->squares += step * (e.estimate - r->mean);
    r->within += e.variance;
    r->df = e.df;
}

struct hinge_pooled_estimate hinge_rubin_pool(const struct hinge_rubin *r, double level)
{
    double m = (double)r->m, u = r->within / m, b = m > 1 ? r->squares / (m - 1) : 0;
    if (b < 1e-24 * fmax(1, r->mean * r->mean))
        b = 0;
    double total = u + (1 + 1 / m) * b, lambda = (1 + 1 / m) * b / total;
    double riv = (1 + 1 / m) * b / u, observed = (r->df + 1) / (r->df + 3) * r->df;
    observed *= 1 - lambda;
    double df = b == 0 ? r->df : 1 / (lambda * lambda / (m - 1) + 1 / observed);
    double se = sqrt(total), none = NAN, t = se > 0 ? r->mean / se : none;
    struct hinge_interval ci =
        hinge_t_interval(r->mean, se, df, level, HINGE_TWO_SIDED);
    return (struct hinge_pooled_estimate){
        .estimate = r->mean,
        .se = se,
        .df = df,
        .t = t,
        .p = hinge_t_p(t, df, HINGE_TWO_SIDED),
        .ci_low = ci.low,
        .ci_high = ci.high,
        .within = u,
        .between = b,
        .lambda = lambda,
        .riv = riv,
        .fmi = b == 0 ? 0 : (riv + 2 / (df + 3)) / (1 + riv),
        .mcse = sqrt(b / m)};
}
