/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The variance between sites by REML (Viechtbauer 2005) from its likelihood, searched
 * on a grid first: it may have several maxima. */
#include "stats/pooling/meta.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

enum { GRID = 120 };

struct sites {
    const double *y, *v;
    size_t k;
    double target; /* of Q */
};

/* Sums at one variance between sites; the mean is about the first estimate. */
struct sums {
    double w, w2, mean, q, w2e2;
};

static struct sums sums_at(const struct sites *s, double tau2)
{
    struct sums u = {0};
    for (size_t i = 0; i < s->k; i++) {
        double w = 1 / (s->v[i] + tau2);
        u.w += w;
        u.w2 += w * w;
        u.mean += w * (s->y[i] - s->y[0]);
    }
    u.mean /= u.w;
    for (size_t i = 0; i < s->k; i++) {
        double w = 1 / (s->v[i] + tau2), e = s->y[i] - s->y[0] - u.mean;
        u.q += w * e * e;
        u.w2e2 += w * w * e * e;
    }
    return u;
}

static double log_likelihood(const struct sites *s, double tau2)
{
    struct sums u = sums_at(s, tau2);
    double sum = log(u.w) + u.q;
    for (size_t i = 0; i < s->k; i++)
        sum += log(s->v[i] + tau2);
    return -0.5 * sum;
}

/* Twice the slope of the restricted log likelihood. */
static double slope(double tau2, void *context)
{
    struct sums u = sums_at(context, tau2);
    return u.w2e2 - u.w + u.w2 / u.w;
}

static double excess(double tau2, void *context)
{
    const struct sites *s = context;
    return sums_at(s, tau2).q - s->target;
}

static double grid_at(double scale, int i)
{
    return i == 0 ? 0 : scale * exp2((double)i / 4 - 24);
}

/* A value above every maximum: estimates and errors cannot vary by more. */
static double scale_of(const struct sites *s)
{
    double most = 0;
    for (size_t i = 0; i < s->k; i++)
        most = fmax(most, fmax(s->v[i], pow(s->y[i] - s->y[0], 2)));
    return most;
}

static double tau2_reml(struct sites *s)
{
    double scale = scale_of(s), best = log_likelihood(s, 0);
    int at = 0;
    for (int i = 1; i < GRID; i++) {
        double here = log_likelihood(s, grid_at(scale, i));
        if (here > best) {
            best = here;
            at = i;
        }
    }
    if (at == 0 && !(slope(0, s) > 0))
        return 0;
    double root = hinge_root(slope, s, grid_at(scale, at > 0 ? at - 1 : 0),
                             grid_at(scale, at + 1));
    return isnan(root) ? grid_at(scale, at) : root;
}

/* Where Q(tau2), which falls, is the quantile with lower tail p; NaN when it is below
 * everywhere. */
static double where_q_is(struct sites *s, double p)
{
    s->target = gsl_cdf_chisq_Pinv(p, (double)s->k - 1);
    if (excess(0, s) < 0)
        return NAN;
    double high = scale_of(s);
    for (int i = 0; i < 200 && excess(high, s) > 0; i++)
        high *= 4;
    return hinge_root(excess, s, 0, high);
}

static struct hinge_interval tau2_interval(struct sites *s, double level)
{
    struct hinge_interval ci = {where_q_is(s, (1 + level) / 2),
                                where_q_is(s, (1 - level) / 2)};
    if (isnan(ci.low) && !isnan(ci.high))
        ci.low = 0;
    return ci;
}

static struct hinge_meta_mean mean_of(double estimate, double se, double df,
                                      double level)
{
    bool sure = se > 0;
    double none = NAN, t = sure ? estimate / se : none;
    return (struct hinge_meta_mean){
        .estimate = estimate,
        .se = se,
        .df = df,
        .statistic = t,
        .p = sure ? hinge_t_p(t, df, HINGE_TWO_SIDED) : none,
        .ci = sure ? hinge_t_interval(estimate, se, df, level, HINGE_TWO_SIDED)
                   : (struct hinge_interval){none, none}};
}

void hinge_meta_fit(const double *estimate, const double *variance, size_t k,
                    double level, struct hinge_meta *m)
{
    struct sites s = {.y = estimate, .v = variance, .k = k};
    struct sums fixed = sums_at(&s, 0);
    double df = (double)k - 1, none = NAN;
    m->tau2 = tau2_reml(&s);
    m->tau2_ci = tau2_interval(&s, level);
    struct sums random = sums_at(&s, m->tau2);
    double se = sqrt(random.q / df / random.w), mean = s.y[0] + random.mean;
    m->se_wald = sqrt(1 / random.w);
    m->random = mean_of(mean, se, df, level);
    m->fixed = mean_of(s.y[0] + fixed.mean, sqrt(1 / fixed.w), (double)INFINITY, level);
    m->prediction = k > 2 && se > 0 ? hinge_t_interval(mean, hypot(se, sqrt(m->tau2)),
                                                       df, level, HINGE_TWO_SIDED)
                                    : (struct hinge_interval){none, none};
    double typical = df * fixed.w / (fixed.w * fixed.w - fixed.w2);
    m->i2 = 100 * m->tau2 / (m->tau2 + typical);
    m->q = fixed.q;
    m->q_df = df;
    m->q_p = hinge_chi2_p(fixed.q, df);
}
