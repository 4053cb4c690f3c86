/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Probabilities, quantiles, and intervals of proportions, of plain numbers. */
#include "stats/numbers/numbers.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>

/* --- Probabilities and quantiles, from GSL where it has them. --- */

double hinge_t_p(double t, double df, enum hinge_alternative alternative)
{
    if (isnan(t) || !(df > 0))
        return NAN;
    if (isinf(df)) /* GSL has no limit */
        return hinge_normal_p(t, alternative);
    return alternative == HINGE_LESS      ? gsl_cdf_tdist_P(t, df)
           : alternative == HINGE_GREATER ? gsl_cdf_tdist_Q(t, df)
                                          : fmin(1, 2 * gsl_cdf_tdist_Q(fabs(t), df));
}

double hinge_normal_p(double z, enum hinge_alternative alternative)
{
    if (isnan(z))
        return NAN;
    return alternative == HINGE_LESS      ? gsl_cdf_ugaussian_P(z)
           : alternative == HINGE_GREATER ? gsl_cdf_ugaussian_Q(z)
                                          : fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(z)));
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

/* A node x = i steps: s = e^x, and the density there. A search for a root asks for the same ones
 * again and again, so those next to s = 1 are kept, on either side. */
struct node {
    double s, weight;
};
enum { KEPT = 192 };
struct nodes {
    double df; /* whose density; 0: none is kept */
    long n[2]; /* kept, from 0 and from -1 on */
    struct node node[2][KEPT];
};
static double noncentral_upper(double t, double df, double ncp, struct nodes *kept);

double hinge_noncentral_t_upper(double t, double df, double ncp)
{
    if (!isfinite(t) || !(df > 0) || !isfinite(ncp))
        return NAN;
    return noncentral_upper(t, df, ncp, NULL);
}

struct noncentral {
    double t, df, upper;
    struct nodes *kept;
    struct {
        double ncp, excess;
    } known[2]; /* the ends that the search begins with are asked for again */
};

static double noncentral_excess(double ncp, void *context)
{
    struct noncentral *n = context;
    for (int k = 0; k < 2; k++)
        if (n->known[k].ncp == ncp)
            return n->known[k].excess;
    return noncentral_upper(n->t, n->df, ncp, n->kept) - n->upper;
}

static double known_excess(struct noncentral *n, int k, double ncp)
{
    n->known[k].excess = noncentral_excess(ncp, n);
    n->known[k].ncp = ncp;
    return n->known[k].excess;
}

/* The upper tail at t >= 0 grows with ncp: walk away from the normal approximation (Johnson and
 * Kotz) until the sign changes. */
static double solve_ncp(double t, double df, double upper, struct nodes *kept)
{
    struct noncentral n = {t, df, upper, kept, {{(double)NAN, 0}, {(double)NAN, 0}}};
    const double about =
        t * (1 - 1 / (4 * df)) + gsl_cdf_ugaussian_Pinv(upper) * sqrt(1 + t * t / (2 * df));
    double step = 0.02, low = about - step, high = about + step;
    while (known_excess(&n, 0, low) > 0 && step < 1e6)
        low -= step *= 3;
    for (step = 0.02; known_excess(&n, 1, high) < 0 && step < 1e6;)
        high += step *= 3;
    return hinge_root(noncentral_excess, &n, low, high);
}

void hinge_noncentral_t_interval(double t, double df, double level, double *low, double *high)
{
    *low = *high = NAN;
    if (!isfinite(t) || !(df > 0))
        return;
    struct nodes kept;
    kept.df = 0;
    double tail = (1 - level) / 2;
    double a = solve_ncp(fabs(t), df, tail, &kept), b = solve_ncp(fabs(t), df, 1 - tail, &kept);
    *low = t >= 0 ? a : -b;
    *high = t >= 0 ? b : -a;
}

struct noncentral_f {
    double f, df1, df2, p;
};

/* P(F <= f) with noncentrality l less p: a Poisson mean of incomplete beta functions, from the
 * middle outwards. */
static double noncentral_f_excess(double l, void *context)
{
    const struct noncentral_f *n = context;
    double x = n->df1 * n->f / (n->df1 * n->f + n->df2), half = 0.5 * l, sum = 0, weight;
    long middle = (long)half;
    for (int side = 0; side < 2; side++) {
        long j = side == 0 ? middle : middle - 1;
        for (; j >= 0; j += side == 0 ? 1 : -1) {
            weight = half > 0 ? exp((double)j * log(half) - half - gsl_sf_lngamma((double)j + 1))
                              : (double)(j == 0);
            sum += weight * gsl_cdf_beta_P(x, 0.5 * n->df1 + (double)j, 0.5 * n->df2);
            if (weight < 1e-16)
                break;
        }
    }
    return sum - n->p;
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

double hinge_fisher_p(unsigned both, unsigned first, unsigned second, unsigned neither)
{
    const unsigned with = both + first, without = second + neither, drawn = both + second;
    const double seen = gsl_ran_hypergeometric_pdf(both, with, without, drawn);
    double p = 0;
    for (unsigned k = 0; k <= drawn; k++) {
        const double of = gsl_ran_hypergeometric_pdf(k, with, without, drawn);
        p += of <= seen * (1 + 1e-7) ? of : 0;
    }
    return fmin(1, p);
}

struct hinge_interval hinge_sd_interval(double sd, double df, double level)
{
    const double tail = (1 - level) / 2, low = sqrt(df / gsl_cdf_chisq_Qinv(tail, df)),
                 high = sqrt(df / gsl_cdf_chisq_Pinv(tail, df));
    return (struct hinge_interval){sd * low, sd * high};
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

/* Of 2 by 2 counts and a quantile of the normal. */
struct score {
    double yes1, n1, yes2, n2, z;
};

/* z of a difference d: over the standard error of the proportions that are likeliest among those
 * that differ by d, the middle root of a cubic (Miettinen & Nurminen 1985, appendix I). */
static double score_at(const struct score *s, double d)
{
    const double n = s->n1 + s->n2, yes = s->yes1 + s->yes2;
    const double c2 = ((s->n1 + 2 * s->n2) * d - n - yes) / (3 * n);
    const double c1 = ((s->n2 * d - n - 2 * s->yes2) * d + yes) / n;
    const double c0 = s->yes2 * d * (1 - d) / n;
    const double q = c2 * c2 * c2 - c1 * c2 / 2 + c0 / 2;
    const double p = copysign(sqrt(fmax(0, c2 * c2 - c1 / 3)), q);
    const double turn = p != 0 ? fmax(-1, fmin(1, q / (p * p * p))) : 0;
    double p2 = 2 * p * cos((acos(-1) + acos(turn)) / 3) - c2;
    p2 = fmin(fmin(1, 1 - d), fmax(fmax(0, -d), p2));
    const double p1 = fmin(1, fmax(0, p2 + d));
    const double v = (p1 * (1 - p1) / s->n1 + p2 * (1 - p2) / s->n2) * n / (n - 1);
    return (s->yes1 / s->n1 - s->yes2 / s->n2 - d) / sqrt(v);
}

static double score_excess(double d, void *context)
{
    const struct score *s = context;
    return score_at(s, d) - s->z;
}

struct hinge_score hinge_score_difference(double yes1, double n1, double yes2, double n2,
                                          double level)
{
    struct hinge_score of = {yes1 / n1 - yes2 / n2, NAN, NAN, NAN};
    struct score s = {yes1, n1, yes2, n2, 0};
    const double z = hinge_normal_quantile(0.5 + level / 2), step = 1e-12, end = 1 - step;
    if (!(n1 > 0 && n2 > 0))
        return of;
    if (yes1 + yes2 > 0 && yes1 + yes2 < n1 + n2)
        of.p = hinge_normal_p(score_at(&s, 0), HINGE_TWO_SIDED);
    s.z = z;
    of.low = score_excess(-end, &s) > 0 ? hinge_root(score_excess, &s, -end, of.diff - step) : -1;
    s.z = -z;
    of.high = score_excess(end, &s) < 0 ? hinge_root(score_excess, &s, of.diff + step, end) : 1;
    return of;
}

struct hinge_interval hinge_t_interval(double estimate, double se, double df, double level,
                                       enum hinge_alternative alternative)
{
    const double upper = alternative == HINGE_TWO_SIDED ? 0.5 + level / 2 : level,
                 half = hinge_t_quantile(upper, df) * se;
    return (struct hinge_interval){alternative == HINGE_LESS ? -HUGE_VAL : estimate - half,
                                   alternative == HINGE_GREATER ? HUGE_VAL : estimate + half};
}

/* --- Clustered proportions. --- */

struct hinge_rate hinge_mean_rate(const double *y, const double *m, size_t k, double reps,
                                  double level)
{
    const double none = NAN;
    double sum = 0, squares = 0, count = (double)k;
    if (k == 0)
        return (struct hinge_rate){none, none, none, none};
    for (size_t i = 0; i < k; i++)
        sum += m != NULL ? y[i] / m[i] : y[i];
    double mean = sum / count, n = count;
    for (size_t i = 0; i < k; i++) {
        double rate = m != NULL ? y[i] / m[i] : y[i];
        squares += (rate - mean) * (rate - mean);
    }
    double se = k > 1 ? sqrt(squares / (count - 1) / count) : none;
    if (se > 0 && mean > 0 && mean < 1) {
        double z = hinge_normal_quantile(0.5 + level / 2);
        double t = hinge_t_quantile(0.5 + level / 2, count - 1);
        n = mean * (1 - mean) / (se * se) * z * z / (t * t);
        n = fmax(count, fmin(reps, n));
    }
    if (k == 1) /* one person says nothing of others */
        return (struct hinge_rate){mean, none, none, none};
    struct hinge_interval plain = hinge_wilson(mean, n, level);
    return (struct hinge_rate){mean, se, fmin(plain.low, hinge_wilson(1, count, level).low),
                               fmax(plain.high, hinge_wilson(0, count, level).high)};
}

struct hinge_proportion hinge_clustered_proportion(const double *y, const double *m,
                                                   const double *rate, size_t k, double level)
{
    const double none = NAN;
    struct hinge_proportion p = {.n_participants = k};
    for (size_t i = 0; i < k; i++) {
        p.n_reps += m[i];
        p.n_fault += y[i];
    }
    p.prop = p.n_fault / p.n_reps;
    p.cluster_se = p.deff = none;
    p.cluster_ci = (struct hinge_interval){none, none};
    p.n_eff = k > 1 ? p.n_reps : 1; /* one participant tells no more than one */
    bool extreme = p.n_fault == 0 || p.n_fault == p.n_reps;
    if (k > 1) {
        double sum = 0, count = (double)k;
        for (size_t i = 0; i < k; i++)
            sum += (y[i] - p.prop * m[i]) * (y[i] - p.prop * m[i]);
        double v = count / (count - 1) * sum / (p.n_reps * p.n_reps);
        double half = hinge_t_quantile(0.5 + level / 2, (double)k - 1) * sqrt(v);
        p.cluster_se = sqrt(v);
        p.cluster_ci = (struct hinge_interval){p.prop - half, p.prop + half};
        if (!extreme)
            p.deff = v / (p.prop * (1 - p.prop) / p.n_reps);
        if (p.deff > 0)
            p.n_eff = fmin(p.n_reps, p.n_reps / p.deff);
    }
    if (extreme)
        p.n_eff = (double)k;
    p.wilson_eff = hinge_wilson(p.prop, p.n_eff, level);
    p.wilson_naive = hinge_wilson(p.prop, p.n_reps, level);
    struct hinge_rate means = rate != NULL ? hinge_mean_rate(rate, NULL, k, p.n_reps, level)
                                           : hinge_mean_rate(y, m, k, p.n_reps, level);
    p.prevalence = p.prop_mean = means.mean;
    p.se = p.prop_mean_se = means.se;
    p.ci = (struct hinge_interval){means.low, means.high};
    if (p.cluster_ci.low < 0 || p.cluster_ci.high > 1)
        p.note = "cluster_ci is linear and leaves 0 to 1; print ci_low, ci_high";
    return p;
}

/* --- Means over the chi distribution, by the trapezoidal rule in x = ln s: the integrand is
 * analytic and dies at both ends, so that its error falls faster than any power of the step
 * (Trefethen & Weideman 2014). --- */

/* ln of the density of x = ln s: c + df x - df e^2x / 2. */
struct density {
    double df, c, step;
};

static struct node node_of(const struct density *d, long i)
{
    const double x = (double)i * d->step;
    return (struct node){exp(x), exp(d->c + d->df * (x - 0.5 * exp(2.0 * x)))};
}

/* The same, of those that are kept if they are of this density (the step follows df). */
static struct node node_at(const struct density *d, long i, struct nodes *kept)
{
    const bool left = i < 0;
    const long k = left ? -1 - i : i;
    if (kept == NULL || k >= KEPT)
        return node_of(d, i);
    if (kept->df != d->df) {
        kept->df = d->df;
        kept->n[0] = kept->n[1] = 0;
    }
    for (; kept->n[left] <= k; kept->n[left]++)
        kept->node[left][kept->n[left]] = node_of(d, left ? -1 - kept->n[left] : kept->n[left]);
    return kept->node[left][k];
}

/* Sum of the density over x, x - step, …: a geometric series for every term of
 * exp(-df e^2x / 2), which is at most exp(-1/2) here. */
static double rest_of(const struct density *d, double x)
{
    double sum = 0.0, factor = 1.0, half = 0.5 * d->df * exp(2.0 * x);
    for (int j = 0; j < 20; j++) {
        double term = factor / -expm1(-(d->df + 2.0 * j) * d->step);
        sum += term;
        if (fabs(term) < DBL_EPSILON * fabs(sum))
            break;
        factor *= -half / (j + 1.0);
    }
    return exp(d->c + d->df * x) * sum;
}

/* Mean of tail(q s) over s for df > 0 of a smooth tail within 0 and 1: trapezoids in ln
 * s, to about 1e-14 of the mean. df above 25,000 is taken as infinite: tail(q).
 * `finest` is the largest step: about half the width, in ln x, in which the tail falls.
 */
static double average(double (*tail)(double x, const void *context), const void *context, double q,
                      double df, double finest, struct nodes *kept)
{
    if (df > 25000.0)
        return tail(q, context);
    const struct density d = {df, M_LN2 + 0.5 * df * log(0.5 * df) - gsl_sf_lngamma(0.5 * df),
                              fmin(finest, 0.5 / sqrt(2.0 * df))};
    double sum = 0.0;
    for (long i = 0; i < 10000; i++) { /* to the right of s = 1 */
        const struct node node = node_at(&d, i, kept);
        double now = node.weight * tail(q * node.s, context);
        sum += now;
        if (now < 1e-16 * sum || node.weight == 0.0)
            break;
    }
    for (long i = 1; i < 100000; i++) {
        const struct node node = node_at(&d, -i, kept);
        const double x = -(double)i * d.step, weight = node.weight;
        double now = tail(q * node.s, context);
        if (now > 1.0 - 1e-15 && df * exp(2.0 * x) < 1.0) {
            sum += rest_of(&d, x); /* the tail is 1 from here on */
            break;
        }
        sum += weight * now;
        /* what is left is below weight / df / step, the tail being at most 1 */
        if (weight < 1e-15 * fabs(sum) * fmin(1.0, df * d.step))
            break;
    }
    return sum * d.step;
}

/* --- the range of k normal values --- */

enum { FROM = -9 }; /* of the largest value */
static const double step = 0.125;

void hinge_range_table_fill(struct hinge_range_table *table, double k)
{
    enum { N = HINGE_RANGE_NODES, ALL = N + 144 + N / 2 + 2 };
    double below[ALL];
    table->k = k;
    for (size_t i = 0; i < ALL; i++)
        below[i] = gsl_cdf_ugaussian_P(FROM + ((double)i - N) * step);
    table->log_tail[0] = 0.0;
    /* P(range > w) for w on the grid: z is the largest, and not all of the others are within w of
     * it. below[i] = Phi(FROM + (i - N) step). */
    for (size_t w = 1; w < N; w++) {
        double sum = 0.0;
        size_t last = N + (size_t)(18.0 / step) + w / 2;
        for (size_t i = N; i <= last; i++) {
            double z = FROM + (double)(i - N) * step;
            double none = (k - 1.0) * log1p(-below[i - w] / below[i]);
            sum += exp(-0.5 * z * z + (k - 1.0) * log(below[i])) * -expm1(none);
        }
        table->log_tail[w] = log(fmin(1.0, k * sum * step / sqrt(2.0 * M_PI)));
    }
}

/* exp of the polynomial through the eight nearest nodes. */
static double table_tail(double x, const void *context)
{
    const struct hinge_range_table *table = context;
    enum { POINTS = 8 };
    static const double weight[POINTS] = {-1, 7, -21, 35, -35, 21, -7, 1};
    double u = x / step, sum = 0.0, all = 0.0;
    if (!(u < HINGE_RANGE_NODES - 1))
        return 0.0; /* below 1e-170 */
    size_t first = u < 3.0 ? 0 : (size_t)u - 3;
    if (first > HINGE_RANGE_NODES - POINTS)
        first = HINGE_RANGE_NODES - POINTS;
    u -= (double)first;
    for (size_t i = 0; i < POINTS; i++) { /* barycentric (Berrut & Trefethen 2004) */
        double away = u - (double)i;
        if (away == 0.0)
            return exp(table->log_tail[first + i]);
        sum += weight[i] / away * table->log_tail[first + i];
        all += weight[i] / away;
    }
    return fmin(1.0, exp(sum / all));
}

/* Below 2 but for rounding: pairs of groups of two have 2. */
static const double least_range_df = 2.0 - 1e-9;

double hinge_range_p(const struct hinge_range_table *table, double q, double df)
{
    if (isnan(q) || !(table->k >= 2.0) || !(df >= least_range_df))
        return (double)NAN;
    if (q <= 0.0)
        return 1.0;
    if (isinf(q))
        return 0.0;
    if (table->k == 2.0) /* the t test */
        return 2.0 *
               (isinf(df) ? gsl_cdf_ugaussian_Q(q / M_SQRT2) : gsl_cdf_tdist_Q(q / M_SQRT2, df));
    /* the range of more values is narrower for its size */
    double finest = table->k > 30.0 ? 0.045 : table->k > 5.0 ? 0.07 : 0.12;
    return fmin(1.0, average(table_tail, table, q, df, finest, NULL));
}

/* Secant steps on ln p over ln q, which is nearly straight; within a bracket. */
double hinge_range_quantile(const struct hinge_range_table *table, double upper, double df,
                            double near)
{
    double low = 0.0, high = HUGE_VAL, q = near > 0.0 ? near : 4.0, target = log(upper);
    double before = 0.0, was = 0.0;
    if (!(upper > 0.0 && upper < 1.0 && table->k >= 2.0 && df >= least_range_df))
        return (double)NAN;
    for (int i = 0; i < 200; i++) {
        double excess = log(hinge_range_p(table, q, df)) - target;
        if (excess > 0.0)
            low = q;
        else
            high = q;
        if (fabs(excess) < 1e-9 || high - low < 1e-13 * q)
            return q;
        double next = i > 0 ? q - excess * (q - before) / (excess - was) : 1.02 * q;
        before = q;
        was = excess;
        if (!(next > low && next < high))
            next = isinf(high) ? 2.0 * q : 0.5 * (low + high);
        q = next;
    }
    return q;
}

/* --- noncentral t --- */

static double shifted_tail(double x, const void *context)
{
    return gsl_cdf_ugaussian_Q(x - *(const double *)context);
}

static double noncentral_upper(double t, double df, double ncp, struct nodes *kept)
{
    enum { NODES = 76 };
    if (!(t > 0.0) || ncp < 12.0)
        return average(shifted_tail, &ncp, t, df, 0.05, kept);
    double sum = 0.0; /* too sharp in s: the mean over the normal value instead */
    for (int i = -NODES; i <= NODES; i++) {
        double z = step * (double)i, s = (z + ncp) / t;
        sum += exp(-0.5 * z * z) * (s > 0.0 ? gsl_cdf_chisq_P(s * s * df, df) : 0.0);
    }
    return sum * step / sqrt(2.0 * M_PI);
}
