/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear functions of coefficients. */
#include "stats/numbers/linear.h"

#include "stats/numbers/dense.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

double hinge_linear_p(double t, double df)
{
    if (isnan(t) || isnan(df) || df <= 0.0)
        return (double)NAN;
    double p = isinf(df) ? gsl_cdf_ugaussian_Q(fabs(t)) : gsl_cdf_tdist_Q(fabs(t), df);
    return 2.0 * p;
}

double hinge_linear_quantile(double q, double df)
{
    if (isnan(df) || df <= 0.0)
        return (double)NAN;
    return isinf(df) ? gsl_cdf_ugaussian_Qinv(q) : gsl_cdf_tdist_Qinv(q, df);
}

struct hinge_linear_result hinge_linear_test(const struct hinge_linear_model *model,
                                             const double *l, double level)
{
    struct hinge_linear_result result = {.estimate = hinge_dense_dot(l, model->beta, model->p),
                                         .se =
                                             sqrt(hinge_dense_quadratic(model->vcov, l, model->p))};
    if (!(result.se > 0.0) || !isfinite(result.se)) {
        result.se = result.df = result.t = result.p = result.ci_low = result.ci_high = (double)NAN;
        return result;
    }
    result.df = model->df != NULL ? model->df(model->context, l) : model->df_all;
    result.t = result.estimate / result.se;
    result.p = hinge_linear_p(result.t, result.df);
    double half = hinge_linear_quantile(0.5 * (1.0 - level), result.df) * result.se;
    result.ci_low = result.estimate - half;
    result.ci_high = result.estimate + half;
    return result;
}
