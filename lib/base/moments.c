/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means, variances and ranks. */
#include "base/sample.h"

#include "os/sort.h"

#include <math.h>
#include <stdlib.h>

double hinge_stats_mean_about(const double *x, size_t n, double origin)
{
    double sum = 0, rest = 0, count = (double)n;
    for (size_t i = 0; i < n; i++)
        sum += x[i] - origin;
    double mean = sum / count;
    for (size_t i = 0; i < n; i++)
        rest += (x[i] - origin) - mean;
    return mean + rest / count;
}

double hinge_stats_mean(const double *x, size_t n)
{
    if (n == 0)
        return NAN;
    double mean = x[0] + hinge_stats_mean_about(x, n, x[0]), rest = 0;
    if (!isfinite(mean))
        return mean;
    for (size_t i = 0; i < n; i++)
        rest += x[i] - mean;
    return mean + rest / (double)n;
}

double hinge_stats_sum_squares(const double *x, size_t n)
{
    return hinge_stats_sum_products(x, x, n);
}

double hinge_stats_variance(const double *x, size_t n)
{
    return n < 2 ? (double)NAN : hinge_stats_sum_squares(x, n) / (double)(n - 1);
}

double hinge_stats_sd(const double *x, size_t n)
{
    return sqrt(hinge_stats_variance(x, n));
}

double hinge_stats_sum_products(const double *x, const double *y, size_t n)
{
    if (n < 2)
        return 0;
    double mx = hinge_stats_mean_about(x, n, x[0]), my = hinge_stats_mean_about(y, n, y[0]),
           sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (x[i] - x[0] - mx) * (y[i] - y[0] - my);
    return sum;
}

double hinge_stats_correlation(const double *x, const double *y, size_t n)
{
    double xx = hinge_stats_sum_squares(x, n), yy = hinge_stats_sum_squares(y, n);
    if (!(xx > 0 && yy > 0))
        return NAN;
    double r = hinge_stats_sum_products(x, y, n) / sqrt(xx) / sqrt(yy);
    return fmax(-1, fmin(1, r));
}

void hinge_running_add(struct hinge_running *running, double value)
{
    double before = value - running->mean;
    running->n++;
    running->mean += before / (double)running->n;
    running->squares += before * (value - running->mean);
    running->min = running->n == 1 || value < running->min ? value : running->min;
    running->max = running->n == 1 || value > running->max ? value : running->max;
}

double hinge_running_sd(const struct hinge_running *running)
{
    return running->n < 2 ? (double)NAN : sqrt(running->squares / (double)(running->n - 1));
}

struct hinge_oneway hinge_oneway_of(const struct hinge_running *group, const uint32_t *index,
                                    size_t k)
{
    struct hinge_oneway w = {0};
    double sum = 0, squares = 0;
    for (size_t i = 0; i < k; i++) {
        const struct hinge_running *g = &group[index != NULL ? index[i] : i];
        double n = (double)g->n;
        w.groups += g->n > 0;
        w.n += n;
        squares += n * n;
        sum += n * g->mean;
        w.within += g->squares;
    }
    w.mean = sum / w.n;
    for (size_t i = 0; i < k; i++) {
        const struct hinge_running *g = &group[index != NULL ? index[i] : i];
        w.between += (double)g->n * pow(g->mean - w.mean, 2);
    }
    w.msb = w.groups > 1 ? w.between / (w.groups - 1) : (double)NAN;
    w.msw = w.n > w.groups ? w.within / (w.n - w.groups) : (double)NAN;
    w.n0 = (w.n - squares / w.n) / (w.groups - 1);
    return w;
}

static int ascending_at(const void *a, const void *b, void *values)
{
    const double *x = values;
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    if (x[i] != x[j])
        return x[i] > x[j] ? 1 : -1;
    return (i > j) - (i < j);
}

void hinge_sort_order(const double *x, size_t *order, size_t n)
{
    if (n > 1)
        hinge_os_sort(order, n, sizeof *order, ascending_at, (void *)x);
}

void hinge_ranks(const double *x, size_t n, double *rank, size_t *order, double *tie_sum,
                 bool *ties)
{
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    hinge_sort_order(x, order, n);
    *tie_sum = 0;
    *ties = false;
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        while (end < n && x[order[end]] == x[order[i]])
            end++;
        double t = (double)(end - i);
        for (size_t k = i; k < end; k++)
            rank[order[k]] = ((double)i + 1 + (double)end) / 2;
        *tie_sum += t * t * t - t;
        *ties = *ties || end - i > 1;
        i = end;
    }
}
