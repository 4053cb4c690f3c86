/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/agreement/method_line.h"

#include "base/line_fit.h"
#include "base/moments.h"
#include "base/sorted.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double ROUNDING = 1e-12; /* of numbers that are equal on paper */

static struct hinge_method_line no_line(void)
{
    struct hinge_interval none = {NAN, NAN};
    return (struct hinge_method_line){NAN, NAN, NAN, NAN, none, none};
}

/* Standard error of the pseudo-values n all - (n - 1) without. */
static double jackknife_se(const double *without, size_t n)
{
    return ((double)n - 1) * hinge_stats_sd(without, n) / sqrt((double)n);
}

struct hinge_method_line hinge_deming(const double *x, const double *y, size_t n,
                                      double ratio, double level, double *scratch)
{
    struct hinge_method_line line = no_line();
    struct hinge_slope all = hinge_slope_deming(x, y, n, ratio);
    double *some_x = scratch, *some_y = scratch + n, *slope = scratch + 2 * n,
           *intercept = scratch + 3 * n;
    line.slope = all.slope;
    line.intercept = all.intercept;
    for (size_t out = 0; out < n; out++) {
        memcpy(some_x, x, n * sizeof *x);
        memcpy(some_y, y, n * sizeof *y);
        some_x[out] = x[n - 1];
        some_y[out] = y[n - 1];
        struct hinge_slope s = hinge_slope_deming(some_x, some_y, n - 1, ratio);
        slope[out] = s.slope;
        intercept[out] = s.intercept;
    }
    line.slope_se = jackknife_se(slope, n);
    line.intercept_se = jackknife_se(intercept, n);
    line.slope_ci = hinge_t_interval(line.slope, line.slope_se, (double)n - 2, level,
                                     HINGE_TWO_SIDED);
    line.intercept_ci = hinge_t_interval(line.intercept, line.intercept_se,
                                         (double)n - 2, level, HINGE_TWO_SIDED);
    return line;
}

/* --- Passing & Bablok --- */

static double difference(double a, double b)
{
    double d = a - b;
    return fabs(d) <= ROUNDING * fmax(fabs(a), fabs(b)) ? 0 : d;
}

struct slopes {
    size_t n, below; /* all that count; those below -1 */
    double related;  /* pairs in the same order less pairs in the other */
};

static struct slopes find_slopes(const double *x, const double *y, size_t n,
                                 double *slope)
{
    struct slopes s = {0};
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            double dx = difference(x[j], x[i]), dy = difference(y[j], y[i]);
            double size = fabs(x[i]) + fabs(x[j]) + fabs(y[i]) + fabs(y[j]);
            bool same = dx == 0 && dy == 0,
                 minus_one = dx * dy < 0 && fabs(dx + dy) <= ROUNDING * size;
            s.related += dx * dy > 0 ? 1 : dx * dy < 0 ? -1 : 0;
            if (same || minus_one)
                continue;
            slope[s.n] = dx != 0 ? dy / dx : HUGE_VAL;
            s.below += slope[s.n++] < -1;
        }
    }
    hinge_sort(slope, s.n);
    return s;
}

/* Median of y - slope x. */
static double offset(const double *x, const double *y, size_t n, double slope,
                     double *scratch)
{
    for (size_t i = 0; i < n; i++)
        scratch[i] = y[i] - slope * x[i];
    hinge_sort(scratch, n);
    return hinge_median_sorted(scratch, n);
}

struct hinge_method_line hinge_passing_bablok(const double *x, const double *y,
                                              size_t n, double level, double *slopes)
{
    struct hinge_method_line line = no_line();
    struct slopes s = find_slopes(x, y, n, slopes);
    size_t middle = (s.n + 1) / 2 + s.below; /* from 1 */
    if (!(s.related > 0) || middle + (s.n % 2 == 0) > s.n)
        return line;
    line.slope =
        s.n % 2 == 1 ? slopes[middle - 1] : slopes[middle - 1] / 2 + slopes[middle] / 2;
    if (!isfinite(line.slope))
        return no_line();
    double a = (double)n, count = (double)s.n;
    double c =
        hinge_normal_quantile(0.5 + level / 2) * sqrt(a * (a - 1) * (2 * a + 5) / 18);
    double low = round((count - c) / 2), high = count - low + 1 + (double)s.below;
    line.slope_ci.low =
        low >= 1 ? slopes[(size_t)low + s.below - 1] : -HUGE_VAL; /* from 1 */
    line.slope_ci.high =
        low >= 1 && high <= count ? slopes[(size_t)high - 1] : HUGE_VAL;
    bool bounded = isfinite(line.slope_ci.low), above = isfinite(line.slope_ci.high);
    line.intercept = offset(x, y, n, line.slope, slopes); /* n >= 3: they have room */
    line.intercept_ci.low =
        above ? offset(x, y, n, line.slope_ci.high, slopes) : -HUGE_VAL;
    line.intercept_ci.high =
        bounded ? offset(x, y, n, line.slope_ci.low, slopes) : HUGE_VAL;
    return line;
}

struct point {
    double along, score;
};

static int compare_along(const void *a, const void *b)
{
    double x = ((const struct point *)a)->along, y = ((const struct point *)b)->along;
    return x < y ? -1 : x > y;
}

struct hinge_cusum hinge_cusum_of(const struct hinge_method_line *line, const double *x,
                                  const double *y, size_t n, double *scratch)
{
    struct hinge_cusum test = {.cusum = NAN, .p = NAN};
    struct point *point = (struct point *)scratch;
    for (size_t i = 0; i < n; i++) {
        double fitted = line->intercept + line->slope * x[i];
        point[i].score = difference(y[i], fitted);
        point[i].along = (y[i] + x[i] / line->slope - line->intercept);
        test.above += point[i].score > 0;
        test.below += point[i].score < 0;
    }
    if (test.above == 0 || test.below == 0)
        return test;
    double up = sqrt((double)test.below / (double)test.above), sum = 0;
    qsort(point, n, sizeof *point, compare_along);
    test.cusum = 0;
    for (size_t i = 0; i < n; i++) {
        double score = point[i].score;
        sum += score > 0 ? up : score < 0 ? -1 / up : 0;
        test.cusum = fmax(test.cusum, fabs(sum));
    }
    test.cusum /= sqrt((double)test.below + 1);
    test.p = hinge_kolmogorov_p(test.cusum);
    return test;
}
