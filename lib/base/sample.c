/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics of a sample of numbers: order, moments, ranks, straight lines. In: the caller's
 * arrays; out: values. Nothing allocates. */
#include "base/base.h"

/* --- quantiles of one definition, by sorting or by selection --- */

enum { FEW = 16 }; /* sorted at once */

/* Index below quantile p of n values, and how far it is towards the next. */
struct place {
    size_t below;
    double share;
};

static struct place place_of(size_t n, double p)
{
    double h = (double)(n - 1) * p;
    size_t below = (size_t)h;
    return (struct place){below, below + 1 < n ? h - (double)below : 0};
}

/* This form returns a constant sample's value exactly. */
static double between(double low, double high, double share)
{
    return high == low ? low : low + share * (high - low);
}

int hinge_by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void hinge_sort(double *x, size_t n)
{
    if (n > 1)
        qsort(x, n, sizeof *x, hinge_by_number);
}

double hinge_quantile_sorted(const double *x, size_t n, double p)
{
    if (n == 0)
        return NAN;
    struct place at = place_of(n, p);
    return between(x[at.below], x[at.below + (at.share > 0)], at.share);
}

double hinge_median_sorted(const double *x, size_t n)
{
    if (n == 0)
        return NAN;
    return n % 2 ? x[n / 2] : 0.5 * x[n / 2 - 1] + 0.5 * x[n / 2];
}

/* The values below a pivot come to the front (sign 1), or those beyond it (-1); how
 * many they are. No branch: nothing has to be foreseen. */
static size_t keep(double *x, size_t n, double pivot, double sign)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        double v = x[i];
        x[kept] = v;
        kept += sign * v < sign * pivot;
    }
    return kept;
}

/* How many values are below a pivot, how many beyond it. */
HINGE_WIDE static void split_at(const double *x, size_t n, double pivot, size_t *below,
                                size_t *beyond)
{
    double low = 0, high = 0; /* counts as wide as the values: in lanes */
#pragma omp simd reduction(+ : low, high)
    for (size_t i = 0; i < n; i++) {
        low += x[i] < pivot ? 1.0 : 0.0;
        high += x[i] > pivot ? 1.0 : 0.0;
    }
    *below = (size_t)low;
    *beyond = (size_t)high;
}

static double middle_of(double a, double b, double c)
{
    double low = a < b ? a : b, high = a < b ? b : a;
    high = high < c ? high : c;
    return low < high ? high : low;
}

double hinge_quantile_select(double *x, size_t n, double p)
{
    if (n == 0)
        return NAN;
    struct place at = place_of(n, p);
    size_t rank = at.below, below, beyond;
    double high = INFINITY; /* the least value left out behind */
    while (n > FEW) {
        /* a value near the middle: of three times three from all over */
        double middle[3];
        for (size_t k = 0; k < 3; k++)
            middle[k] = middle_of(x[n * (2 * k + 1) / 18], x[n * (2 * k + 7) / 18],
                                  x[n * (2 * k + 13) / 18]);
        double pivot = middle_of(middle[0], middle[1], middle[2]);
        split_at(x, n, pivot, &below, &beyond);
        if (rank < below) {
            high = pivot;
            n = keep(x, n, pivot, 1);
        } else if (rank >= n - beyond) {
            rank -= n - beyond;
            n = keep(x, n, pivot, -1);
        } else {
            for (size_t i = 0; i < n; i++)
                high = x[i] > pivot && x[i] < high ? x[i] : high;
            return at.share > 0 && rank + 1 == n - beyond ? between(pivot, high, at.share) : pivot;
        }
    }
    for (size_t i = 1; i < n; i++) {
        double v = x[i];
        size_t k = i;
        for (; k > 0 && x[k - 1] > v; k--)
            x[k] = x[k - 1];
        x[k] = v;
    }
    if (!(at.share > 0))
        return x[rank];
    return between(x[rank], rank + 1 < n ? x[rank + 1] : high, at.share);
}

/* --- means, variances and ranks --- */

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

/* --- ordinary and Deming regression --- */

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
