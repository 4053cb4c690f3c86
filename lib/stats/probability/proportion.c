/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clustered proportions. */
#include "stats/probability/proportion.h"

#include <math.h>

static double cluster_variance(const double *y, const double *m, size_t k, double prop, double reps)
{
    double sum = 0, count = (double)k;
    for (size_t i = 0; i < k; i++)
        sum += (y[i] - prop * m[i]) * (y[i] - prop * m[i]);
    return count / (count - 1) * sum / (reps * reps);
}

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
    struct hinge_interval own = hinge_wilson(mean, n, level);
    return (struct hinge_rate){mean, se, fmin(own.low, hinge_wilson(1, count, level).low),
                               fmax(own.high, hinge_wilson(0, count, level).high)};
}

struct hinge_proportion hinge_clustered_proportion(const double *y, const double *m,
                                                   const double *rate, size_t k, double level)
{
    const double none = NAN;
    struct hinge_proportion p = {.k = k};
    for (size_t i = 0; i < k; i++) {
        p.reps += m[i];
        p.faults += y[i];
    }
    p.prop = p.faults / p.reps;
    p.se = p.ci_low = p.ci_high = p.deff = none;
    p.n_eff = k > 1 ? p.reps : 1; /* one participant tells no more than one */
    bool extreme = p.faults == 0 || p.faults == p.reps;
    if (k > 1) {
        double v = cluster_variance(y, m, k, p.prop, p.reps);
        double half = hinge_t_quantile(0.5 + level / 2, (double)k - 1) * sqrt(v);
        p.se = sqrt(v);
        p.ci_low = p.prop - half;
        p.ci_high = p.prop + half;
        if (!extreme)
            p.deff = v / (p.prop * (1 - p.prop) / p.reps);
        if (p.deff > 0)
            p.n_eff = fmin(p.reps, p.reps / p.deff);
    }
    if (extreme)
        p.n_eff = (double)k;
    p.wilson_eff = hinge_wilson(p.prop, p.n_eff, level);
    p.wilson_naive = hinge_wilson(p.prop, p.reps, level);
    p.rate = rate != NULL ? hinge_mean_rate(rate, NULL, k, p.reps, level)
                          : hinge_mean_rate(y, m, k, p.reps, level);
    return p;
}

void hinge_put_proportion(struct hinge_analysis *a, json_t *object,
                          const struct hinge_proportion *p)
{
    hinge_put_count(a, object, "n_participants", p->k);
    HINGE_PUT_NUMBERS(a, object, {"prevalence", p->rate.mean}, {"se", p->rate.se},
                      {"ci_low", p->rate.low}, {"ci_high", p->rate.high});
    hinge_put_count(a, object, "n_reps", (size_t)p->reps);
    hinge_put_count(a, object, "n_fault", (size_t)p->faults);
    HINGE_PUT_NUMBERS(a, object, {"prop", p->prop}, {"cluster_se", p->se},
                      {"cluster_ci_low", p->ci_low}, {"cluster_ci_high", p->ci_high},
                      {"deff", p->deff}, {"n_eff", p->n_eff}, {"wilson_eff_low", p->wilson_eff.low},
                      {"wilson_eff_high", p->wilson_eff.high},
                      {"wilson_naive_low", p->wilson_naive.low},
                      {"wilson_naive_high", p->wilson_naive.high}, {"prop_mean", p->rate.mean},
                      {"prop_mean_se", p->rate.se});
    if (p->ci_low < 0 || p->ci_high > 1)
        hinge_put_text(a, object, "note",
                       "cluster_ci is linear and leaves 0 to 1; print ci_low, ci_high");
}
