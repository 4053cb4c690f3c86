/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences of few people or many: relabelling tests with the intervals that invert them, t
 * tests, families. */
#include "stats/numbers/compared.h"

#include "base/memory.h"
#include "base/random.h"
#include "base/sample.h"
#include "stats/numbers/distributions.h"
#include "stats/numbers/permutations.h"
#include "stats/numbers/tests.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { ENOUGH_FOR_T = 10, MOST_EXACT = 200000, DRAWN = 19999 };
static const uint64_t seed = 20240101;

/* --- Relabellings. When the first group is shifted by -delta, the difference of a relabelling is
 * t - a delta, where a is the share of the shift that stays in the difference. It is as extreme as
 * the data while |t - a delta| >= |d - delta|: from one end, (d - t) / (1 - a), to the other,
 * (d + t) / (1 + a), with d between them. So p(delta) is the share of relabellings whose ends
 * enclose delta, and the interval's limits are ends. --- */

struct ends {
    size_t n;
    double *low, *high;
    double d, zero; /* what is up to `zero` from 0 is rounding of the largest value */
};

/* Of n people whose largest value is `largest`. */
static void ends_make(struct ends *e, size_t relabellings, size_t n, double largest, double d)
{
    *e = (struct ends){.zero = 16 * (double)n * DBL_EPSILON * largest};
    e->d = fabs(d) <= e->zero ? 0 : d;
    e->low = hinge_alloc(relabellings, sizeof *e->low);
    e->high = hinge_alloc(relabellings, sizeof *e->high);
}

static void ends_add(struct ends *e, double t, double a)
{
    double low = -INFINITY, high = INFINITY; /* the identity and its mirror always count */
    if (fabs(a) < 1) {
        double one = (e->d - t) / (1 - a), other = (e->d + t) / (1 + a);
        low = fmin(e->d, fmin(one, other));
        high = fmax(e->d, fmax(one, other));
    }
    e->low[e->n] = fabs(low) <= e->zero ? 0 : low;
    e->high[e->n++] = fabs(high) <= e->zero ? 0 : high;
}

/* p at 0 and the interval; `always`: relabellings that count at every shift. */
static void ends_use(struct ends *e, double always, double alpha, struct hinge_compared *c)
{
    double n = (double)e->n, count = 0;
    for (size_t i = 0; i < e->n; i++)
        count += e->low[i] <= 0 && e->high[i] >= 0;
    size_t reject = (size_t)(alpha * n + 1e-6); /* as many as this are p <= alpha */
    c->p = count / n;
    c->relabellings = n;
    c->least_p = always / n;
    if (always <= (double)reject && c->sd > e->zero) {
        hinge_sort(e->low, e->n);
        hinge_sort(e->high, e->n);
        c->low = e->low[reject];
        c->high = e->high[e->n - 1 - reject];
    }
    free(e->low);
    free(e->high);
}

/* A relabelling: the people of `subset` are the first group. z is centred, so its sum is 0. */
static void add_subset(struct ends *e, const double *z, const uint32_t *subset, size_t n1,
                       size_t n2)
{
    double sum = 0, kept = 0;
    for (size_t i = 0; i < n1; i++) {
        sum += z[subset[i]];
        kept += subset[i] < n1;
    }
    ends_add(e, sum / (double)n1 + sum / (double)n2,
             kept / (double)n1 - ((double)n1 - kept) / (double)n2);
}

static void permute(const double *x, size_t n1, const double *y, size_t n2, double alpha,
                    struct hinge_compared *c)
{
    struct ends e;
    size_t n = n1 + n2;
    double *z = hinge_alloc(n, sizeof *z), ways = hinge_choose(n, n1), largest = 0;
    uint32_t *index = hinge_alloc(n, sizeof *index);
    c->exact = ways <= MOST_EXACT;
    for (size_t i = 0; i < n; i++) {
        z[i] = i < n1 ? x[i] : y[i - n1];
        largest = fmax(largest, fabs(z[i]));
    }
    double centre = hinge_stats_mean(z, n);
    for (size_t i = 0; i < n; i++) {
        z[i] -= centre;
        index[i] = (uint32_t)i;
    }
    ends_make(&e, c->exact ? (size_t)ways : DRAWN + 1, n, largest, c->diff);
    add_subset(&e, z, index, n1, n2);
    while (c->exact && hinge_subset_next(index, n, n1))
        add_subset(&e, z, index, n1, n2);
    for (uint64_t draw = 0; !c->exact && draw < DRAWN; draw++) {
        struct hinge_random random;
        hinge_random_init(&random, seed, HINGE_STREAM_PERMUTATION, draw);
        for (size_t i = 0; i < n; i++)
            index[i] = (uint32_t)i;
        hinge_random_shuffle_down(&random, index, n, n1);
        add_subset(&e, z, index, n1, n2);
    }
    ends_use(&e, c->exact && n1 == n2 ? 2 : 1, alpha, c);
    free(z);
    free(index);
}

static void add_signs(struct ends *e, const double *d, const double *sign, size_t n)
{
    double sum = 0, signs = 0;
    for (size_t i = 0; i < n; i++) {
        sum += sign[i] * d[i];
        signs += sign[i];
    }
    ends_add(e, sum / (double)n, signs / (double)n);
}

static void flip(const double *d, size_t n, double largest, double alpha, struct hinge_compared *c)
{
    struct ends e;
    double *sign = hinge_alloc(n, sizeof *sign);
    const size_t ways = n < 32 ? (size_t)1 << n : SIZE_MAX;
    c->exact = ways <= MOST_EXACT;
    ends_make(&e, c->exact ? ways : DRAWN + 1, n, largest, c->diff);
    for (size_t pattern = 0; c->exact && pattern < ways; pattern++) {
        for (size_t i = 0; i < n; i++)
            sign[i] = pattern >> i & 1 ? -1 : 1;
        add_signs(&e, d, sign, n);
    }
    for (size_t i = 0; i < n; i++)
        sign[i] = 1;
    if (!c->exact)
        add_signs(&e, d, sign, n);
    for (uint64_t draw = 0; !c->exact && draw < DRAWN; draw++) {
        hinge_flip_pattern(seed, HINGE_STREAM_PERMUTATION, draw, n, sign);
        add_signs(&e, d, sign, n);
    }
    ends_use(&e, c->exact ? 2 : 1, alpha, c);
    free(sign);
}

/* --- the two comparisons --- */

static const struct hinge_compared no_test = HINGE_NOTHING_COMPARED;

static void t_test(double se, double df, double alpha, struct hinge_compared *c)
{
    struct hinge_interval interval = hinge_t_interval(c->diff, se, df, 1 - alpha, HINGE_TWO_SIDED);
    c->t = c->diff / se;
    c->df = df;
    c->p = hinge_t_p(c->t, df, HINGE_TWO_SIDED);
    c->low = interval.low;
    c->high = interval.high;
    c->least_p = 0;
}

struct hinge_compared hinge_compare_groups(const double *x, size_t n1, const double *y, size_t n2,
                                           double alpha, bool relabel)
{
    struct hinge_compared c = no_test;
    struct hinge_two_groups g;
    c.n[0] = n1;
    c.n[1] = n2;
    if (n1 > 0)
        c.mean[0] = hinge_stats_mean(x, n1);
    if (n2 > 0)
        c.mean[1] = hinge_stats_mean(y, n2);
    c.diff = c.mean[0] - c.mean[1];
    if (n1 < 2 || n2 < 2)
        return c;
    hinge_two_groups_fill(&g, x, n1, y, n2);
    c.diff = g.diff;
    c.sd = g.pooled_sd;
    if (relabel || n1 < ENOUGH_FOR_T || n2 < ENOUGH_FOR_T)
        permute(x, n1, y, n2, alpha, &c);
    else if (!g.no_variance)
        t_test(g.se, g.df, alpha, &c);
    return c;
}

struct hinge_compared hinge_compare_changes(const double *x, const double *y, size_t n,
                                            double alpha, bool relabel)
{
    struct hinge_compared c = no_test;
    double *d = hinge_alloc(n, sizeof *d), largest = 0;
    c.n[0] = c.n[1] = n;
    c.mean[0] = hinge_stats_mean(x, n);
    c.mean[1] = hinge_stats_mean(y, n);
    for (size_t i = 0; i < n; i++) {
        d[i] = x[i] - y[i];
        largest = fmax(largest, fmax(fabs(x[i]), fabs(y[i])));
    }
    c.diff = hinge_stats_mean(d, n);
    c.sd = hinge_stats_sd(d, n);
    double se = c.sd / sqrt((double)n);
    if (n >= 2 && (relabel || n < ENOUGH_FOR_T))
        flip(d, n, largest, alpha, &c);
    else if (n >= 2 && !hinge_is_rounding(se, c.mean[0], c.mean[1]))
        t_test(se, (double)n - 1, alpha, &c);
    free(d);
    return c;
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

bool hinge_family(struct hinge_arena *arena, const double *p, const double *least_p, size_t n,
                  double alpha, double *adjusted)
{
    double least = 1, tests = 0;
    for (size_t i = 0; i < n; i++) {
        adjusted[i] = NAN;
        if (isnan(p[i]))
            continue;
        tests++;
        least = fmin(least, least_p[i]);
    }
    if (tests == 0 || least * tests > alpha * (1 + 1e-9))
        return false;
    hinge_adjust(arena, HINGE_ADJUST_HOLM, p, n, adjusted);
    return true;
}
