/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cross-correlation without removing means. */
#include "metrics/parts/crosscorrelation.h"

#include <math.h>

static double product(const double *u, const double *v, long n, long lag)
{
    long from = lag < 0 ? -lag : 0, to = lag > 0 ? n - lag : n;
    double sum = 0;
    for (long i = from; i < to; i++) {
        double both = u[i] * v[i + lag];
        sum += isnan(both) ? 0 : both;
    }
    return sum;
}

struct hinge_crosscorrelation hinge_crosscorrelate(const double *u, const double *v, size_t n,
                                                   size_t most)
{
    long count = (long)n, limit = most < n ? (long)most : count - 1, best = 0;
    double scale = sqrt(product(u, u, count, 0) * product(v, v, count, 0));
    if (n == 0 || !(scale > 0))
        return (struct hinge_crosscorrelation){(double)NAN, (double)NAN};
    double top = -INFINITY;
    for (long k = -limit; k <= limit; k++) {
        double r = product(u, v, count, k) / scale;
        if (r > top) {
            top = r;
            best = k;
        }
    }
    double lag = (double)best;
    if (best > -limit && best < limit) {
        double before = product(u, v, count, best - 1) / scale;
        double after = product(u, v, count, best + 1) / scale;
        double bend = before - 2 * top + after;
        if (bend < 0)
            lag += (before - after) / (2 * bend);
    }
    return (struct hinge_crosscorrelation){lag, top};
}
