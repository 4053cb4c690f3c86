/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Probabilities and quantiles, from GSL where it has them. */
#include "stats/probability/distribution.h"

#include "stats/probability/chi_average.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

double hinge_t_p(double t, double df, enum hinge_alternative alternative)
{
    if (isnan(t) || !(df > 0))
        return NAN;
    if (isinf(df)) /* GSL has no limit */
        return hinge_normal_p(t, alternative);
    switch (alternative) {
    case HINGE_LESS:
        return gsl_cdf_tdist_P(t, df);
    case HINGE_GREATER:
        return gsl_cdf_tdist_Q(t, df);
    default:
        return fmin(1, 2 * gsl_cdf_tdist_Q(fabs(t), df));
    }
}

double hinge_normal_p(double z, enum hinge_alternative alternative)
{
    if (isnan(z))
        return NAN;
    switch (alternative) {
    case HINGE_LESS:
        return gsl_cdf_ugaussian_P(z);
    case HINGE_GREATER:
        return gsl_cdf_ugaussian_Q(z);
    default:
        return fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(z)));
    }
}

double hinge_normal_quantile(double p)
{
    if (isnan(p) || p < 0 || p > 1)
        return NAN;
    if (p == 0 || p == 1)
        return p == 0 ? -INFINITY : INFINITY;
    return gsl_cdf_ugaussian_Pinv(p);
}

double hinge_normal_cdf(double z)
{
    return isnan(z) ? z : gsl_cdf_ugaussian_P(z);
}

double hinge_f_p(double f, double df1, double df2)
{
    if (isnan(f) || !(df1 > 0 && df2 > 0))
        return NAN;
    return f <= 0 ? 1 : gsl_cdf_fdist_Q(f, df1, df2);
}

double hinge_chi2_p(double chi2, double df)
{
    if (isnan(chi2) || !(df > 0))
        return NAN;
    return chi2 <= 0 ? 1 : gsl_cdf_chisq_Q(chi2, df);
}

double hinge_half_binomial_cdf(double k, double n)
{
    if (k < 0)
        return 0;
    return k >= n ? 1 : gsl_cdf_binomial_P((unsigned)k, 0.5, (unsigned)n);
}

double hinge_half_binomial_pmf(double k, double n)
{
    return k < 0 || k > n ? 0 : gsl_ran_binomial_pdf((unsigned)k, 0.5, (unsigned)n);
}

/* --- quantiles: roots of the logarithm of a tail, over a logarithm --- */

struct tail {
    double df1, df2, target; /* df1 0: of t */
};

static double tail_excess(double log_x, void *context)
{
    const struct tail *tail = context;
    double x = exp(log_x);
    double p =
        tail->df1 > 0 ? gsl_cdf_fdist_Q(x, tail->df1, tail->df2) : gsl_cdf_tdist_Q(x, tail->df2);
    return log(fmax(p, DBL_MIN)) - tail->target;
}

static double upper_quantile(const struct tail *tail)
{
    double low = -1, high = 1;
    while (low > -700 && !(tail_excess(low, (void *)tail) > 0))
        low *= 2;
    while (high < 700 && !(tail_excess(high, (void *)tail) < 0))
        high *= 2;
    return exp(hinge_root(tail_excess, (void *)tail, low, high));
}

double hinge_t_quantile(double p, double df)
{
    if (!(p > 0 && p < 1 && df > 0))
        return NAN;
    if (p == 0.5)
        return 0;
    if (isinf(df))
        return hinge_normal_quantile(p);
    double x = upper_quantile(&(struct tail){0, df, log(fmin(p, 1 - p))});
    return p < 0.5 ? -x : x;
}

double hinge_f_quantile(double p, double df1, double df2)
{
    if (!(p > 0 && p < 1 && df1 > 0 && df2 > 0))
        return NAN;
    if (p < 0.5) /* the other tail is the one with digits */
        return 1 / upper_quantile(&(struct tail){df2, df1, log(p)});
    return upper_quantile(&(struct tail){df1, df2, log1p(-p)});
}

double hinge_noncentral_t_upper(double t, double df, double ncp)
{
    if (!isfinite(t) || !(df > 0) || !isfinite(ncp))
        return NAN;
    return hinge_noncentral_upper(t, df, ncp);
}

struct noncentral {
    double t, df, upper;
};

static double noncentral_excess(double ncp, void *context)
{
    const struct noncentral *n = context;
    return hinge_noncentral_t_upper(n->t, n->df, ncp) - n->upper;
}

/* The upper tail at t >= 0 grows with ncp: walk away from t until the sign changes. */
static double solve_ncp(double t, double df, double upper)
{
    struct noncentral n = {t, df, upper};
    double low = t, high = t, step = 1;
    while (noncentral_excess(low, &n) > 0 && step < 1e6) {
        low -= step;
        step *= 1.5;
    }
    step = 1;
    while (noncentral_excess(high, &n) < 0 && step < 1e6) {
        high += step;
        step *= 1.5;
    }
    return hinge_root(noncentral_excess, &n, low, high);
}

void hinge_noncentral_t_interval(double t, double df, double level, double *low, double *high)
{
    *low = *high = NAN;
    if (!isfinite(t) || !(df > 0))
        return;
    double tail = (1 - level) / 2;
    double a = solve_ncp(fabs(t), df, tail), b = solve_ncp(fabs(t), df, 1 - tail);
    *low = t >= 0 ? a : -b;
    *high = t >= 0 ? b : -a;
}

/* P(F <= f) with noncentrality l: a Poisson mean of incomplete beta functions, from the
 * middle outwards. */
static double noncentral_f_cdf(double f, double df1, double df2, double l)
{
    double x = df1 * f / (df1 * f + df2), half = 0.5 * l, sum = 0, weight;
    long middle = (long)half;
    for (int side = 0; side < 2; side++) {
        long j = side == 0 ? middle : middle - 1;
        for (; j >= 0; j += side == 0 ? 1 : -1) {
            weight = half > 0 ? exp((double)j * log(half) - half - gsl_sf_lngamma((double)j + 1))
                              : (double)(j == 0);
            double part = weight * gsl_cdf_beta_P(x, 0.5 * df1 + (double)j, 0.5 * df2);
            sum += part;
            if (weight < 1e-16)
                break;
        }
    }
    return sum;
}

struct noncentral_f {
    double f, df1, df2, p;
};

static double noncentral_f_excess(double l, void *context)
{
    const struct noncentral_f *n = context;
    return noncentral_f_cdf(n->f, n->df1, n->df2, l) - n->p;
}

static double noncentrality(double f, double df1, double df2, double p)
{
    struct noncentral_f n = {f, df1, df2, p};
    double high = 10;
    if (noncentral_f_excess(0, &n) <= 0)
        return 0;
    while (noncentral_f_excess(high, &n) > 0 && high < 1e6)
        high *= 2;
    return hinge_root(noncentral_f_excess, &n, 0, high);
}

struct hinge_interval hinge_eta2_interval(double f, double df1, double df2, double level)
{
    if (!(f >= 0 && isfinite(f) && df1 > 0 && df2 > 0))
        return (struct hinge_interval){NAN, NAN};
    double tail = (1 - level) / 2;
    double low = noncentrality(f, df1, df2, 1 - tail);
    double high = noncentrality(f, df1, df2, tail), n = df1 + df2 + 1;
    return (struct hinge_interval){low / (low + n), high / (high + n)};
}

double hinge_hedges_j(double m)
{
    if (!(m >= 1))
        return NAN;
    if (m == 1) /* 1 / Gamma(0) */
        return 0;
    return exp(gsl_sf_lngamma(m / 2) - gsl_sf_lngamma((m - 1) / 2)) / sqrt(m / 2);
}

struct hinge_interval hinge_wilson(double p, double n, double level)
{
    double z = hinge_normal_quantile(0.5 + level / 2), z2 = z * z;
    if (isnan(p) || !(n > 0))
        return (struct hinge_interval){NAN, NAN};
    double centre = p + z2 / (2 * n);
    double half = z * sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    double low = (centre - half) / (1 + z2 / n), high = (centre + half) / (1 + z2 / n);
    /* at 0 and 1 the end is exact; rounding must not leave 1e-17 */
    return (struct hinge_interval){p == 0 ? 0 : fmax(0, low), p == 1 ? 1 : fmin(1, high)};
}

struct hinge_interval hinge_t_interval(double estimate, double se, double df, double level,
                                       enum hinge_alternative alternative)
{
    double two = hinge_t_quantile(0.5 + level / 2, df) * se;
    double one = hinge_t_quantile(level, df) * se;
    switch (alternative) {
    case HINGE_LESS:
        return (struct hinge_interval){-INFINITY, estimate + one};
    case HINGE_GREATER:
        return (struct hinge_interval){estimate - one, INFINITY};
    default:
        return (struct hinge_interval){estimate - two, estimate + two};
    }
}
