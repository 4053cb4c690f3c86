/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ordinary and Deming regression. In: two series; out: a line. */
#include "base/sample.h"

#include <math.h>

enum { LEAST_PAIRS = 3 };
static const double LEAST_COVARIANCE = 1e-12;

/* Sample moments of the complete pairs. */
struct moments {
    size_t n;
    double mean_x, mean_y, xx, yy, xy;
};

static struct moments find_moments(const double *x, const double *y, size_t n)
{
    struct moments m = {0};
    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i]) || isnan(y[i]))
            continue;
        m.mean_x += x[i];
        m.mean_y += y[i];
        m.n++;
    }
    if (m.n < LEAST_PAIRS)
        return m;
    m.mean_x /= (double)m.n;
    m.mean_y /= (double)m.n;
    double scale = 1 / (double)(m.n - 1);
    for (size_t i = 0; i < n; i++) {
        double dx = x[i] - m.mean_x, dy = y[i] - m.mean_y;
        if (isnan(dx) || isnan(dy))
            continue;
        m.xx += scale * dx * dx;
        m.yy += scale * dy * dy;
        m.xy += scale * dx * dy;
    }
    return m;
}

static struct hinge_slope line(const struct moments *m, double slope)
{
    double r2 = m->yy > 0 ? m->xy * m->xy / (m->xx * m->yy) : nan("");
    return (struct hinge_slope){slope, m->mean_y - slope * m->mean_x, r2};
}

static struct hinge_slope no_line(void)
{
    return (struct hinge_slope){nan(""), nan(""), nan("")};
}

struct hinge_slope hinge_slope_ols(const double *x, const double *y, size_t n)
{
    struct moments m = find_moments(x, y, n);
    if (m.n < LEAST_PAIRS || !(m.xx > 0))
        return no_line();
    return line(&m, m.xy / m.xx);
}

struct hinge_slope hinge_slope_deming(const double *x, const double *y, size_t n, double delta)
{
    struct moments m = find_moments(x, y, n);
    if (m.n < LEAST_PAIRS || !(m.xx > 0) || fabs(m.xy) < LEAST_COVARIANCE)
        return no_line();
    double difference = m.yy - delta * m.xx;
    double root = hypot(difference, 2 * sqrt(delta) * m.xy);
    /* two forms of the same root: each is used where it doesn't cancel */
    double slope =
        difference >= 0 ? (difference + root) / (2 * m.xy) : 2 * delta * m.xy / (root - difference);
    return line(&m, slope);
}
