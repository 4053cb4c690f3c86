/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Power, sample size and detectable effect of t tests and of two proportions. */
#include "stats/parts/power.h"

#include "stats/numbers/compared.h"
#include "stats/numbers/numbers.h"

static const double most_people = 1e7;

/* Both tails for a two-sided test, as a strict power has it. */
static double t_power(const struct hinge_power_design *d, double df, double ncp)
{
    bool two = d->alternative == HINGE_TWO_SIDED;
    double q = hinge_t_quantile(1 - (two ? d->alpha / 2 : d->alpha), df);
    if (d->alternative == HINGE_LESS)
        return hinge_noncentral_t_upper(q, df, -ncp);
    double upper = hinge_noncentral_t_upper(q, df, ncp);
    return two ? upper + hinge_noncentral_t_upper(q, df, -ncp) : upper;
}

double hinge_power_of(const struct hinge_power_design *d)
{
    switch (d->test) {
    case HINGE_POWER_PAIRED:
        return t_power(d, d->n1 - 1, d->effect * sqrt(d->n1));
    case HINGE_POWER_PROPORTIONS: {
        bool two = d->alternative == HINGE_TWO_SIDED;
        double q = hinge_normal_quantile(1 - (two ? d->alpha / 2 : d->alpha));
        double pooled = (d->n1 * d->p1 + d->n2 * d->p2) / (d->n1 + d->n2);
        double se0 = sqrt(pooled * (1 - pooled) * (1 / d->n1 + 1 / d->n2));
        double se1 = sqrt(d->p1 * (1 - d->p1) / d->n1 + d->p2 * (1 - d->p2) / d->n2);
        double diff = two                            ? fabs(d->p1 - d->p2)
                      : d->alternative == HINGE_LESS ? d->p2 - d->p1
                                                     : d->p1 - d->p2;
        return hinge_normal_cdf((diff - q * se0) / se1);
    }
    default: { /* groups of one spread: Welch's degrees of freedom */
        const double v1 = 1 / d->n1, v2 = 1 / d->n2, v = v1 + v2,
                     welch = v * v / (v1 * v1 / (d->n1 - 1) + v2 * v2 / (d->n2 - 1));
        return t_power(d, d->test == HINGE_POWER_WELCH ? welch : d->n1 + d->n2 - 2,
                       d->effect * sqrt(d->n1 * d->n2 / (d->n1 + d->n2)));
    }
    }
}

static double excess_at_n(double n, void *context)
{
    struct hinge_power_design d = *(const struct hinge_power_design *)context;
    d.n1 = n;
    d.n2 = d.ratio * n;
    return hinge_power_of(&d) - d.power;
}

double hinge_power_solve_n(const struct hinge_power_design *design)
{
    struct hinge_power_design d = *design;
    double low = fmax(2, 2 / d.ratio), high = 2 * low;
    if (excess_at_n(low, &d) >= 0)
        return low;
    while (high < most_people && excess_at_n(high, &d) < 0)
        high *= 2;
    return hinge_root(excess_at_n, &d, high / 2, high);
}

static double excess_at_effect(double effect, void *context)
{
    struct hinge_power_design d = *(const struct hinge_power_design *)context;
    d.effect = effect;
    d.p2 = d.p1 + effect;
    return hinge_power_of(&d) - d.power;
}

double hinge_power_solve_effect(const struct hinge_power_design *design)
{
    struct hinge_power_design d = *design;
    double low = 1e-9, high = 0.5;
    if (d.test == HINGE_POWER_PROPORTIONS) {
        double above = hinge_root(excess_at_effect, &d, low, 1 - d.p1 - 1e-9);
        return d.p1 + (isnan(above) ? hinge_root(excess_at_effect, &d, 1e-9 - d.p1, -low) : above);
    }
    if (d.alternative == HINGE_LESS)
        d.alternative = HINGE_GREATER; /* the same size, below zero */
    while (high < 1e3 && excess_at_effect(high, &d) < 0)
        high *= 2;
    return hinge_root(excess_at_effect, &d, low, high);
}

void hinge_power_rule_out(double sd, double df, double margin, bool paired, double people[2])
{
    const struct hinge_interval limits = hinge_sd_interval(sd, df, 0.95);
    for (int k = 0; k < 2; k++) {
        const double sd_of = k == 0 ? limits.low : limits.high,
                     variance = (paired ? 1 : 2) * sd_of * sd_of / (margin * margin),
                     z = hinge_normal_quantile(0.975) + hinge_normal_quantile(0.9);
        double n = fmax(HINGE_LEAST_TESTED, floor(variance * z * z)), t;
        do {
            const double of = paired ? n - 1 : 2 * n - 2;
            t = hinge_t_quantile(0.975, of) + hinge_t_quantile(0.9, of);
        } while (n < variance * t * t && n++ < most_people);
        people[k] = n;
    }
}
