/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two-way mean squares, and reliability from them. */
#include "stats/reliability/two_way.h"

#include "base/moments.h"
#include "stats/difference/effect.h"

#include <math.h>
#include <string.h>

void hinge_two_way_fill(struct hinge_two_way *t, const double *value, size_t n, size_t k,
                        double *scratch)
{
    double *row = scratch, *column = row + n, origin = value[0];
    double grand = hinge_stats_mean_about(value, n * k, origin);
    double ssr = 0, ssc = 0, sse = 0, size = fabs(origin + grand);
    memset(column, 0, k * sizeof *column);
    *t = (struct hinge_two_way){.n = (double)n, .k = (double)k};
    for (size_t i = 0; i < n; i++) {
        row[i] = hinge_stats_mean_about(value + i * k, k, origin) - grand;
        ssr += t->k * row[i] * row[i];
        for (size_t j = 0; j < k; j++)
            column[j] += (value[i * k + j] - origin - grand) / t->n;
    }
    for (size_t j = 0; j < k; j++)
        ssc += t->n * column[j] * column[j];
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < k; j++) {
            double e = value[i * k + j] - origin - grand - row[i] - column[j];
            sse += e * e;
        }
    if (hinge_is_rounding(sqrt(sse / (t->n * t->k)), size, size))
        sse = 0;
    if (hinge_is_rounding(sqrt(ssc / (t->n * t->k)), size, size))
        ssc = 0;
    t->msr = ssr / (t->n - 1);
    t->msc = ssc / (t->k - 1);
    t->mse = sse / ((t->n - 1) * (t->k - 1));
    t->msw = (ssc + sse) / (t->n * (t->k - 1));
}

double hinge_two_way_icc2(const struct hinge_two_way *t)
{
    return (t->msr - t->mse) / (t->msr + (t->k - 1) * t->mse + t->k * (t->msc - t->mse) / t->n);
}

double hinge_two_way_icc3(const struct hinge_two_way *t)
{
    return (t->msr - t->mse) / (t->msr + (t->k - 1) * t->mse);
}

double hinge_two_way_sem_agreement(const struct hinge_two_way *t)
{
    return sqrt(fmax(0, (t->msc - t->mse) / t->n) + t->mse);
}

double hinge_two_way_sem_consistency(const struct hinge_two_way *t)
{
    return sqrt(t->mse);
}
