/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Altman, D. G. (1993). Construction of age-related reference centiles using absolute
 * residuals. Statistics in Medicine 12, 917-924. */
#include "stats/norms/centiles.h"

#include "base/memory.h"
#include "stats/probability/distribution.h"

#include <gsl/gsl_multifit.h>
#include <math.h>
#include <string.h>

struct work {
    gsl_matrix *x, *cov;
    gsl_vector *y, *w, *beta;
    gsl_multifit_linear_workspace *space;
};

static void work_clear(struct work *k)
{
    if (k->x != NULL)
        gsl_matrix_free(k->x);
    if (k->cov != NULL)
        gsl_matrix_free(k->cov);
    if (k->y != NULL)
        gsl_vector_free(k->y);
    if (k->w != NULL)
        gsl_vector_free(k->w);
    if (k->beta != NULL)
        gsl_vector_free(k->beta);
    if (k->space != NULL)
        gsl_multifit_linear_free(k->space);
}

/* Least squares of y on powers of age up to p - 1, weighted; covariance in units of the
 * residual variance of weight 1, whose estimate is *sigma2. */
static enum hinge_status fit(const double *age, const double *y, const double *weight,
                             size_t n, size_t p, double *beta, double *cov,
                             double *sigma2, struct hinge_error *error)
{
    double rss = 0;
    struct work k = {gsl_matrix_alloc(n, p), gsl_matrix_alloc(p, p),
                     gsl_vector_alloc(n),    gsl_vector_alloc(n),
                     gsl_vector_alloc(p),    gsl_multifit_linear_alloc(n, p)};
    bool good = k.x != NULL && k.cov != NULL && k.y != NULL && k.w != NULL &&
                k.beta != NULL && k.space != NULL;
    for (size_t i = 0; good && i < n; i++) {
        double power = 1;
        for (size_t j = 0; j < p; j++, power *= age[i])
            gsl_matrix_set(k.x, i, j, power);
        gsl_vector_set(k.y, i, y[i]);
        gsl_vector_set(k.w, i, weight != NULL ? weight[i] : 1);
    }
    good = good && gsl_multifit_wlinear(k.x, k.w, k.y, k.beta, k.cov, &rss, k.space) ==
                       GSL_SUCCESS;
    for (size_t j = 0; good && j < p; j++) {
        beta[j] = gsl_vector_get(k.beta, j);
        for (size_t i = 0; i < p; i++)
            cov[j * p + i] = gsl_matrix_get(k.cov, j, i);
    }
    *sigma2 = rss / (double)(n - p);
    work_clear(&k);
    return good ? HINGE_OK : hinge_no_memory(error);
}

static double at(const double *beta, size_t p, double x)
{
    double sum = 0;
    for (size_t j = p; j-- > 0;)
        sum = sum * x + beta[j];
    return sum;
}

static double variance_at(const double *cov, size_t p, double x)
{
    double power[3] = {1, x, x * x}, sum = 0;
    for (size_t j = 0; j < p; j++)
        for (size_t i = 0; i < p; i++)
            sum += power[j] * power[i] * cov[j * p + i];
    return sum;
}

static void scale(double *cov, size_t n, double by)
{
    for (size_t i = 0; i < n; i++)
        cov[i] *= by;
}

double hinge_norms_mean(const struct hinge_norms *m, double age)
{
    return at(m->mean, m->degree + 1, age - m->origin);
}

double hinge_norms_sd(const struct hinge_norms *m, double age)
{
    return m->sd_varies ? at(m->sd, 2, age - m->origin) : m->sd[0];
}

/* The SD by age, from absolute residuals; false where it would reach 0. */
static enum hinge_status fit_sd(struct hinge_norms *m, const double *x,
                                const double *residual, double *scratch, size_t n,
                                struct hinge_error *error)
{
    /* of a normal, |e| has the mean sd sqrt(2 / pi); residuals lost p of n degrees */
    double sigma2, unit = sqrt(acos(-1.0) / 2 * (double)n / m->df);
    for (size_t i = 0; i < n; i++)
        scratch[i] = unit * fabs(residual[i]);
    enum hinge_status status =
        fit(x, scratch, NULL, n, 2, m->sd, m->sd_cov, &sigma2, error);
    scale(m->sd_cov, 4, sigma2);
    m->sd_varies = status == HINGE_OK &&
                   at(m->sd, 2, m->low - m->origin) > 0.05 * m->sd[0] &&
                   at(m->sd, 2, m->high - m->origin) > 0.05 * m->sd[0];
    return status;
}

static enum hinge_status fit_all(struct hinge_norms *m, const double *value, size_t n,
                                 double *x, struct hinge_error *error)
{
    double *residual = x + n, *scratch = x + 2 * n, sigma2, sum = 0, most = 0;
    size_t p = m->degree + 1;
    enum hinge_status status =
        fit(x, value, NULL, n, p, m->mean, m->mean_cov, &sigma2, error);
    for (size_t i = 0; i < n; i++)
        most = fmax(most, fabs(value[i]));
    for (size_t i = 0; i < n && status == HINGE_OK; i++)
        residual[i] = value[i] - at(m->mean, p, x[i]);
    if (status == HINGE_OK && !(sigma2 > pow(1e-13 * most, 2)))
        return HINGE_OK; /* all people on one curve: the SD stays 0 */
    if (status == HINGE_OK && m->degree == 2)
        status = fit_sd(m, x, residual, scratch, n, error);
    if (status == HINGE_OK && m->sd_varies) {
        for (size_t i = 0; i < n; i++)
            scratch[i] = pow(at(m->sd, 2, x[i]), -2);
        double unused;
        status = fit(x, value, scratch, n, p, m->mean, m->mean_cov, &unused, error);
    } else if (status == HINGE_OK) {
        m->sd[0] = sqrt(sigma2);
        m->sd_cov[0] = sigma2 / (2 * m->df);
        scale(m->mean_cov, p * p, sigma2);
    }
    for (size_t i = 0; i < n && status == HINGE_OK; i++)
        sum += pow(
            (value[i] - at(m->mean, p, x[i])) / hinge_norms_sd(m, x[i] + m->origin), 3);
    m->skewness = sum / (double)n;
    return status;
}

enum hinge_status hinge_norms_fit(const double *age, const double *value, size_t n,
                                  struct hinge_norms *m, struct hinge_error *error)
{
    double *x = hinge_alloc(3 * n, sizeof *x);
    if (x == NULL)
        return hinge_no_memory(error);
    *m = (struct hinge_norms){.n = n, .low = age[0], .high = age[0]};
    for (size_t i = 0; i < n; i++) {
        m->origin += age[i] / (double)n;
        m->low = fmin(m->low, age[i]);
        m->high = fmax(m->high, age[i]);
    }
    for (size_t i = 0; i < n; i++)
        x[i] = age[i] - m->origin;
    m->degree = !(m->high > m->low) ? 0 : n < HINGE_NORMS_CURVED ? 1 : 2;
    m->df = (double)(n - m->degree - 1);
    enum hinge_status status = fit_all(m, value, n, x, error);
    free(x);
    return status;
}

/* Half the width of the interval of mean + z SD. */
static double half(const struct hinge_norms *m, double age, double z, double level)
{
    double x = age - m->origin;
    double sd = m->sd_varies ? variance_at(m->sd_cov, 2, x) : m->sd_cov[0];
    double mean = variance_at(m->mean_cov, m->degree + 1, x);
    return hinge_t_quantile(0.5 + level / 2, m->df) * sqrt(mean + z * z * sd);
}

static bool is_within(const struct hinge_norms *m, double age)
{
    return age >= m->low && age <= m->high;
}

static const struct hinge_norms_value none = {(double)NAN, (double)NAN, (double)NAN};

struct hinge_norms_value hinge_norms_centile(const struct hinge_norms *m, double age,
                                             double p, double level)
{
    double z = hinge_normal_quantile(p), wide;
    if (!is_within(m, age))
        return none;
    double value = hinge_norms_mean(m, age) + z * hinge_norms_sd(m, age);
    wide = half(m, age, z, level);
    return (struct hinge_norms_value){value, value - wide, value + wide};
}

struct hinge_norms_value hinge_norms_share(const struct hinge_norms *m, double age,
                                           double value, double level)
{
    double sd = hinge_norms_sd(m, age);
    if (!is_within(m, age) || isnan(value) || !(sd > 0))
        return none;
    double z = (value - hinge_norms_mean(m, age)) / sd;
    double wide = half(m, age, z, level) / sd;
    return (struct hinge_norms_value){hinge_normal_cdf(z), hinge_normal_cdf(z - wide),
                                      hinge_normal_cdf(z + wide)};
}
