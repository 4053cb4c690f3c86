/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences with t tests and their intervals, means, families. */
#include "stats/numbers/compared.h"

#include "stats/numbers/numbers.h"

static const struct hinge_compared no_test = HINGE_NOTHING_COMPARED;

static void t_test(double se, double df, double alpha, struct hinge_compared *c)
{
    struct hinge_interval interval = hinge_t_interval(c->diff, se, df, 1 - alpha, HINGE_TWO_SIDED);
    c->se = se;
    c->df = df;
    c->t = c->diff / se;
    c->p = hinge_t_p(c->t, df, HINGE_TWO_SIDED);
    c->low = interval.low;
    c->high = interval.high;
}

struct hinge_compared hinge_compare_groups(const double *x, size_t n1, const double *y, size_t n2,
                                           double alpha)
{
    struct hinge_compared c = no_test;
    struct hinge_two_groups g;
    c.n[0] = n1;
    c.n[1] = n2;
    c.mean[0] = hinge_stats_mean(x, n1);
    c.mean[1] = hinge_stats_mean(y, n2);
    c.diff = c.mean[0] - c.mean[1];
    if (n1 < 2 || n2 < 2)
        return c;
    hinge_two_groups_fill(&g, x, n1, y, n2);
    c.diff = g.diff;
    if (n1 >= HINGE_LEAST_TESTED && n2 >= HINGE_LEAST_TESTED && !g.no_variance)
        t_test(g.se, g.df, alpha, &c);
    const struct hinge_effect_size effect = hinge_hedges_g_welch(&g, 1 - alpha);
    c.size = effect.g;
    if (!isnan(c.p)) {
        c.size_low = effect.ci.low;
        c.size_high = effect.ci.high;
    }
    return c;
}

struct hinge_compared hinge_compare_changes(const double *x, const double *y, size_t n,
                                            double alpha)
{
    struct hinge_compared c = no_test;
    cleared_by(freed) double *d = hinge_alloc(n, sizeof *d);
    c.n[0] = c.n[1] = n;
    c.mean[0] = hinge_stats_mean(x, n);
    c.mean[1] = hinge_stats_mean(y, n);
    for (size_t i = 0; i < n; i++)
        d[i] = x[i] - y[i];
    c.diff = hinge_stats_mean(d, n);
    const double sd = hinge_stats_sd(d, n), se = sd / sqrt((double)n);
    const bool varies = !hinge_is_rounding(se, c.mean[0], c.mean[1]);
    if (varies)
        c.size = c.diff / sd;
    if (n >= HINGE_LEAST_TESTED && varies)
        t_test(se, (double)n - 1, alpha, &c);
    return c;
}

double hinge_welch_p(const double *x, size_t n1, const double *y, size_t n2)
{
    struct hinge_two_groups g;
    hinge_two_groups_fill(&g, x, n1, y, n2);
    return g.no_variance ? 1 : hinge_t_p(g.diff / g.se, g.df, HINGE_TWO_SIDED);
}

void hinge_compare_changes_size(double alpha, struct hinge_compared *c)
{
    const double root = sqrt((double)c->n[0]);
    if (isnan(c->p))
        return;
    hinge_noncentral_t_interval(c->t, c->df, 1 - alpha, &c->size_low, &c->size_high);
    c->size_low /= root;
    c->size_high /= root;
}

void hinge_compare_without(const double *x, size_t n1, const double *y, size_t n2,
                           struct hinge_without *out)
{
    const double none = NAN, zero[2] = {0, 0};
    struct hinge_two_groups g;
    const bool paired = y == NULL; /* against people who do not change */
    for (size_t i = 0; i < n1 + n2; i++)
        out[i] = (struct hinge_without){none, none};
    if (n1 < 2 || (!paired && n2 < 2))
        return;
    hinge_two_groups_fill(&g, x, n1, paired ? zero : y, paired ? 2 : n2);
    for (size_t i = 0; i < n1 + n2; i++) {
        const struct hinge_two_groups left =
            hinge_two_groups_less(g, i < n1, i < n1 ? x[i] : y[i - n1]);
        out[i].diff = left.diff;
        if (!left.no_variance && left.n1 >= HINGE_LEAST_TESTED - 1 &&
            (paired || left.n2 >= HINGE_LEAST_TESTED - 1))
            out[i].p = hinge_t_p(left.diff / left.se, left.df, HINGE_TWO_SIDED);
    }
}

struct hinge_estimate hinge_mean_t(const double *x, size_t n, double level)
{
    struct hinge_estimate mean = {hinge_stats_mean(x, n), (double)NAN, (double)NAN};
    if (n < HINGE_LEAST_INTERVAL)
        return mean;
    double half =
        hinge_t_quantile(0.5 + level / 2, (double)n - 1) * hinge_stats_sd(x, n) / sqrt((double)n);
    mean.low = mean.value - half;
    mean.high = mean.value + half;
    return mean;
}

void hinge_keep_within(double value, double least, double most, double *low, double *high)
{
    if (isnan(*low) || value < least || value > most)
        return;
    *low = fmax(*low, least);
    *high = fmin(*high, most);
}

struct hinge_estimate hinge_mean_within(const double *x, size_t n, double level, double least,
                                        double most)
{
    struct hinge_estimate mean = hinge_mean_t(x, n, level);
    bool within = true;
    for (size_t i = 0; i < n; i++)
        within = within && x[i] >= least && x[i] <= most;
    if (within)
        hinge_keep_within(mean.value, least, most, &mean.low, &mean.high);
    return mean;
}

void hinge_newcombe(const double p[2], const double low[2], const double high[2],
                    struct hinge_compared *c)
{
    if (isnan(c->low))
        return;
    c->low = c->diff - hypot(p[0] - low[0], high[1] - p[1]);
    c->high = c->diff + hypot(high[0] - p[0], p[1] - low[1]);
}

struct hinge_estimate hinge_fieller(const double *x, const double *y, size_t n, double level)
{
    struct hinge_estimate none = {(double)NAN, (double)NAN, (double)NAN};
    if (n < 2)
        return none;
    const double t = hinge_t_quantile(0.5 + level / 2, (double)n - 1);
    const double k = t * t / ((double)n * (double)(n - 1));
    const double mean_x = hinge_stats_mean(x, n), mean_y = hinge_stats_mean(y, n);
    /* a r² - 2 b r + c <= 0 */
    const double a = mean_x * mean_x - k * hinge_stats_sum_squares(x, n);
    const double b = mean_x * mean_y - k * hinge_stats_sum_products(x, y, n);
    const double c = mean_y * mean_y - k * hinge_stats_sum_squares(y, n);
    if (!(a > 0))
        return none;
    const double half = sqrt(fmax(0, b * b - a * c)) / a;
    return (struct hinge_estimate){mean_y / mean_x, b / a - half, b / a + half};
}

struct hinge_estimate hinge_pearson(const double *x, const double *y, size_t n, double level)
{
    struct hinge_estimate r = {n > 1 ? hinge_stats_correlation(x, y, n) : (double)NAN, (double)NAN,
                               (double)NAN};
    if (n < 4 || isnan(r.value))
        return r;
    const double half = hinge_normal_quantile(0.5 + level / 2) / sqrt((double)n - 3);
    r.low = tanh(atanh(r.value) - half);
    r.high = tanh(atanh(r.value) + half);
    return r;
}

size_t hinge_holm(struct hinge_arena *arena, const double *p, size_t n, double alpha,
                  double *adjusted, double *share)
{
    size_t tests = 0, rejected = 0;
    for (size_t i = 0; i < n; i++) {
        adjusted[i] = share[i] = NAN;
        tests += isnan(p[i]) ? 0 : 1;
    }
    if (tests == 0)
        return 0;
    hinge_adjust(arena, p, n, adjusted);
    for (size_t i = 0; i < n; i++)
        rejected += adjusted[i] <= alpha;
    for (size_t i = 0; i < n; i++) {
        size_t before = 0; /* tests of the steps before that of this one */
        for (size_t k = 0; k < n; k++)
            before += p[k] < p[i] || (k < i && p[k] <= p[i]);
        if (!isnan(p[i]))
            share[i] = 1 / (double)(tests - (adjusted[i] <= alpha ? before : rejected));
    }
    return tests;
}
