/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics of people's values. */
#include "report/cells/rates.h"

#include "base/sample.h"
#include "stats/numbers/distributions.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

struct hinge_prevalence hinge_prevalence_of(const double *rate, size_t k, double reps)
{
    struct hinge_rate r = hinge_mean_rate(rate, NULL, k, reps, 0.95);
    return (struct hinge_prevalence){r.mean, r.low, r.high};
}

struct hinge_spread hinge_spread_of(double *value, size_t n)
{
    const double none = (double)NAN;
    struct hinge_spread s = {n, none, none, none, none, none, none, none, none, none};
    if (n == 0)
        return s;
    hinge_sort(value, n);
    s.mean = hinge_stats_mean(value, n);
    s.median = hinge_median_sorted(value, n);
    s.q1 = hinge_quantile_sorted(value, n, 0.25);
    s.q3 = hinge_quantile_sorted(value, n, 0.75);
    s.min = value[0];
    s.max = value[n - 1];
    if (n > 1) {
        s.sd = hinge_stats_sd(value, n);
        double half = gsl_cdf_tdist_Pinv(0.975, (double)n - 1) * s.sd / sqrt((double)n);
        s.ci_low = s.mean - half;
        s.ci_high = s.mean + half;
    }
    return s;
}
