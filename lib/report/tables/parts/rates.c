/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics of people's values. */
#include "report/tables/parts/rates.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>

/* Wilson 1927. */
static void wilson(double p, double n, double *low, double *high)
{
    double z = gsl_cdf_ugaussian_Pinv(0.975);
    double centre = p + z * z / (2 * n);
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    double scale = 1 + z * z / n;
    /* exact at the ends, where the difference rounds to something else */
    *low = p > 0 ? fmax(0, (centre - half) / scale) : 0;
    *high = p < 1 ? fmin(1, (centre + half) / scale) : 1;
}

struct hinge_prevalence hinge_prevalence_of(const double *rate, size_t k, double reps)
{
    struct hinge_prevalence result = {(double)NAN, (double)NAN, (double)NAN};
    if (k == 0)
        return result;
    double p = gsl_stats_mean(rate, 1, k), n = (double)k;
    double variance = k > 1 ? gsl_stats_variance(rate, 1, k) / (double)k : 0;
    if (variance > 0 && p > 0 && p < 1)
        n = fmin(reps, p * (1 - p) / variance);
    result.mean = p;
    wilson(p, n, &result.low, &result.high);
    return result;
}

struct hinge_spread hinge_spread_of(double *value, size_t n)
{
    const double none = (double)NAN;
    struct hinge_spread s = {n, none, none, none, none, none, none, none};
    if (n == 0)
        return s;
    gsl_sort(value, 1, n);
    s.mean = gsl_stats_mean(value, 1, n);
    s.median = gsl_stats_median_from_sorted_data(value, 1, n);
    s.min = value[0];
    s.max = value[n - 1];
    if (n > 1) {
        s.sd = gsl_stats_sd(value, 1, n);
        double half = gsl_cdf_tdist_Pinv(0.975, (double)n - 1) * s.sd / sqrt((double)n);
        s.ci_low = s.mean - half;
        s.ci_high = s.mean + half;
    }
    return s;
}
