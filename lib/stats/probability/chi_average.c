/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means over the chi distribution, by the trapezoidal rule in x = ln s: the integrand
 * is analytic and dies at both ends, so that its error falls faster than any power of
 * the step (Trefethen & Weideman 2014). */
#include "stats/probability/chi_average.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stddef.h>

/* ln of the density of x = ln s: c + df x - df e^2x / 2. */
struct density {
    double df, c, step;
};

static struct density density_of(double df, double finest)
{
    struct density d = {.df = df};
    d.c = M_LN2 + 0.5 * df * log(0.5 * df) - gsl_sf_lngamma(0.5 * df);
    d.step = fmin(finest, 0.5 / sqrt(2.0 * df));
    return d;
}

static double at(const struct density *d, double x)
{
    return exp(d->c + d->df * (x - 0.5 * exp(2.0 * x)));
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
                      double df, double finest)
{
    if (df > 25000.0)
        return tail(q, context);
    struct density d = density_of(df, finest);
    double sum = 0.0;
    for (size_t i = 0; i < 10000; i++) { /* to the right of s = 1 */
        double x = (double)i * d.step, weight = at(&d, x);
        double now = weight * tail(q * exp(x), context);
        sum += now;
        if (now < 1e-16 * sum || weight == 0.0)
            break;
    }
    for (size_t i = 1; i < 100000; i++) {
        double x = -(double)i * d.step, weight = at(&d, x);
        double now = tail(q * exp(x), context);
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

/* P(range > w) for w on the grid: z is the largest, and not all of the others are
 * within w of it. below[i] = Phi(FROM + (i - shift) step). */
static double range_tail(const double *below, size_t shift, size_t w, double k)
{
    double sum = 0.0;
    size_t last = shift + (size_t)(18.0 / step) + w / 2;
    for (size_t i = shift; i <= last; i++) {
        double z = FROM + (double)(i - shift) * step;
        double none = (k - 1.0) * log1p(-below[i - w] / below[i]);
        sum += exp(-0.5 * z * z + (k - 1.0) * log(below[i])) * -expm1(none);
    }
    return k * sum * step / sqrt(2.0 * M_PI);
}

void hinge_range_table_fill(struct hinge_range_table *table, double k)
{
    enum { N = HINGE_RANGE_NODES, ALL = N + 144 + N / 2 + 2 };
    double below[ALL];
    table->k = k;
    for (size_t i = 0; i < ALL; i++)
        below[i] = gsl_cdf_ugaussian_P(FROM + ((double)i - N) * step);
    table->log_tail[0] = 0.0;
    for (size_t w = 1; w < N; w++)
        table->log_tail[w] = log(fmin(1.0, range_tail(below, N, w, k)));
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

double hinge_range_p(const struct hinge_range_table *table, double q, double df)
{
    if (isnan(q) || !(table->k >= 2.0) || !(df >= 2.0))
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
    return fmin(1.0, average(table_tail, table, q, df, finest));
}

/* Secant steps on ln p over ln q, which is nearly straight; within a bracket. */
double hinge_range_quantile(const struct hinge_range_table *table, double upper, double df,
                            double near)
{
    double low = 0.0, high = HUGE_VAL, q = near > 0.0 ? near : 4.0, target = log(upper);
    double before = 0.0, was = 0.0;
    if (!(upper > 0.0 && upper < 1.0 && table->k >= 2.0 && df >= 2.0))
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

double hinge_noncentral_upper(double t, double df, double ncp)
{
    enum { NODES = 76 };
    if (!(t > 0.0) || ncp < 12.0)
        return average(shifted_tail, &ncp, t, df, 0.05);
    double sum = 0.0; /* too sharp in s: the mean over the normal value instead */
    for (int i = -NODES; i <= NODES; i++) {
        double z = step * (double)i, s = (z + ncp) / t;
        sum += exp(-0.5 * z * z) * (s > 0.0 ? gsl_cdf_chisq_P(s * s * df, df) : 0.0);
    }
    return sum * step / sqrt(2.0 * M_PI);
}
