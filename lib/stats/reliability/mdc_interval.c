/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean squares in, intervals of the minimal detectable change out. */
#include "stats/reliability/mdc_interval.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

static void put(struct hinge_analysis *a, json_t *object, const char *low_key, const char *high_key,
                double variance, double df)
{
    const double mdc = 1.96 * sqrt(2) * sqrt(variance), none = NAN;
    const double tail = (1 - a->level) / 2;
    bool defined = df > 0 && variance > 0;
    HINGE_PUT_NUMBERS(a, object,
                      {low_key, defined ? mdc * sqrt(df / gsl_cdf_chisq_Qinv(tail, df)) : none},
                      {high_key, defined ? mdc * sqrt(df / gsl_cdf_chisq_Pinv(tail, df)) : none});
}

void hinge_put_mdc_interval(struct hinge_analysis *a, json_t *object, double n, double k,
                            double msc, double mse, double df_error)
{
    double variance = mse, df = df_error;
    if (msc > mse) {
        double of_error = (n - 1) / n * mse, of_raters = msc / n;
        variance = of_error + of_raters;
        df = variance * variance /
             (of_error * of_error / df_error + of_raters * of_raters / (k - 1));
    }
    put(a, object, "mdc95_consistency_low", "mdc95_consistency_high", mse, df_error);
    put(a, object, "mdc95_agreement_low", "mdc95_agreement_high", variance, df);
}
