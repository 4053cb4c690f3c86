/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/numbers/survival.h"

#include <gsl/gsl_cdf.h>

/* A share is a half when it differs by rounding alone. */
static const double ROUNDING = 1e-9;

size_t hinge_survival(struct hinge_followed *of, size_t n, double level,
                      struct hinge_survival_step *step)
{
    const double z = gsl_cdf_ugaussian_Pinv((1 + level) / 2);
    double share = 1, greenwood = 0;
    size_t steps = 0;
    qsort(of, n, sizeof *of, hinge_by_number);
    for (size_t i = 0; i < n;) {
        struct hinge_survival_step s = {.at = of[i].at, .at_risk = n - i};
        for (; i < n && of[i].at == s.at; i++) {
            s.happened += of[i].happened;
            s.censored += !of[i].happened;
        }
        const double risk = (double)s.at_risk, events = (double)s.happened;
        share *= 1 - events / risk;
        greenwood += events / (risk * (risk - events));
        s.share = share;
        s.low = s.high = (double)NAN;
        if (share > 0 && share < 1) {
            const double error = z * sqrt(greenwood) / log(share);
            s.low = exp(log(share) * exp(-error));
            s.high = exp(log(share) * exp(error));
        }
        step[steps++] = s;
    }
    return steps;
}

/* Where a curve first falls to a half. */
static double half_way(const struct hinge_survival_step *step, size_t n, size_t curve)
{
    for (size_t i = 0; i < n; i++) {
        const double value[] = {step[i].share, step[i].low, step[i].high};
        if (!(value[curve] <= 0.5 + ROUNDING))
            continue;
        size_t next = i + 1;
        while (next < n && step[next].happened == 0)
            next++;
        bool exact = value[curve] >= 0.5 - ROUNDING && next < n;
        return exact ? (step[i].at + step[next].at) / 2 : step[i].at;
    }
    return (double)NAN;
}

struct hinge_survival_median hinge_survival_median(const struct hinge_survival_step *step, size_t n)
{
    return (struct hinge_survival_median){half_way(step, n, 0), half_way(step, n, 1),
                                          half_way(step, n, 2)};
}
