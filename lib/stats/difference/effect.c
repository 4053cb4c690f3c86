/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Effect sizes and equivalence of two groups. */
#include "stats/difference/effect.h"

#include "base/moments.h"
#include "base/sorted.h"
#include "stats/probability/distribution.h"

#include <float.h>
#include <math.h>
#include <string.h>

bool hinge_is_rounding(double se, double mean1, double mean2)
{
    return !(se > 10 * DBL_EPSILON * fmax(fabs(mean1), fabs(mean2)));
}

void hinge_two_groups_fill(struct hinge_two_groups *g, const double *x, size_t n1, const double *y,
                           size_t n2)
{
    double a = (double)n1, b = (double)n2;
    *g = (struct hinge_two_groups){.x = x, .y = y, .n1 = n1, .n2 = n2, .m = a + b - 2};
    g->mean1 = hinge_stats_mean(x, n1);
    g->mean2 = hinge_stats_mean(y, n2);
    g->var1 = hinge_stats_variance(x, n1);
    g->var2 = hinge_stats_variance(y, n2);
    g->diff = hinge_stats_mean_about(x, n1, x[0]) - hinge_stats_mean_about(y, n2, x[0]);
    double e1 = g->var1 / a, e2 = g->var2 / b;
    g->se = sqrt(e1 + e2);
    g->df = (e1 + e2) * (e1 + e2) / (e1 * e1 / (a - 1) + e2 * e2 / (b - 1));
    g->pooled_sd = sqrt(((a - 1) * g->var1 + (b - 1) * g->var2) / g->m);
    g->no_variance = hinge_is_rounding(g->se, g->mean1, g->mean2);
}

struct hinge_effect hinge_hedges_g(const struct hinge_two_groups *g, double level)
{
    double j = hinge_hedges_j(g->m);
    if (g->no_variance)
        return (struct hinge_effect){NAN, j, NAN, NAN, NAN};
    struct hinge_effect effect = {.d = g->diff / g->pooled_sd, .j = j};
    double scale = sqrt(1 / (double)g->n1 + 1 / (double)g->n2);
    hinge_noncentral_t_interval(effect.d / scale, g->m, level, &effect.low, &effect.high);
    effect.low *= j * scale;
    effect.high *= j * scale;
    effect.g = j * effect.d;
    return effect;
}

/* Sum over the ascending `other` of sign(value - other), and the number of equal ones.
 */
static double sign_sum(double value, const double *other, size_t n, size_t *equal)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (other[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < n && other[end] == value)
        end++;
    *equal = end - low;
    return (double)low - (double)(n - end);
}

static struct hinge_cliff feng_cliff(double d, double s2, size_t n1, size_t n2, double level)
{
    double z = hinge_t_quantile(0.5 + level / 2, (double)(n1 + n2 - 2)), z2 = z * z;
    struct hinge_cliff c = {.delta = d, .se = sqrt(s2)};
    if (fabs(d) == 1) {
        double b = (double)(n1 < n2 ? n1 : n2), inner = (b - z2) / (b + z2);
        c.low = d > 0 ? inner : -1;
        c.high = d > 0 ? 1 : -inner;
        return c;
    }
    double one = 1 - d * d, half = z * c.se * sqrt(one * one + z2 * s2);
    c.low = fmax(-1, (d - d * d * d - half) / (one + z2 * s2));
    c.high = fmin(1, (d - d * d * d + half) / (one + z2 * s2));
    return c;
}

void hinge_cliffs_delta(struct hinge_analysis *analysis, const double *x, size_t n1,
                        const double *y, size_t n2, struct hinge_cliff *cliff)
{
    double a = (double)n1, b = (double)n2;
    double *xs = hinge_analysis_alloc(analysis, n1, sizeof *xs);
    double *ys = hinge_analysis_alloc(analysis, n2, sizeof *ys);
    double *row = hinge_analysis_alloc(analysis, n1 + n2, sizeof *row);
    memcpy(xs, x, n1 * sizeof *xs);
    memcpy(ys, y, n2 * sizeof *ys);
    hinge_sort(xs, n1);
    hinge_sort(ys, n2);
    double sum = 0, ties = 0;
    for (size_t i = 0; i < n1; i++) {
        size_t equal;
        row[i] = sign_sum(xs[i], ys, n2, &equal);
        ties += (double)equal;
        sum += row[i];
    }
    for (size_t j = 0; j < n2; j++) {
        size_t equal;
        row[n1 + j] = -sign_sum(ys[j], xs, n1, &equal);
    }
    double d = sum / (a * b), ss1 = 0, ss2 = 0;
    double above = (a * b - ties + sum) / 2, below = (a * b - ties - sum) / 2;
    double ss = above * (1 - d) * (1 - d) + below * (1 + d) * (1 + d) + ties * d * d;
    for (size_t i = 0; i < n1; i++)
        ss1 += (row[i] / b - d) * (row[i] / b - d);
    for (size_t j = 0; j < n2; j++)
        ss2 += (row[n1 + j] / a - d) * (row[n1 + j] / a - d);
    double s2 = (b * b * ss1 + a * a * ss2 - ss) / (a * b * (a - 1) * (b - 1));
    *cliff = feng_cliff(d, fmax(s2, (1 - d * d) / (a * b - 1)), n1, n2, analysis->level);
}

enum hinge_status hinge_put_summary(struct hinge_analysis *a, json_t *object, const double *x,
                                    size_t n, struct hinge_error *error)
{
    double *sorted = hinge_analysis_alloc(a, n, sizeof *sorted), sd = hinge_stats_sd(x, n);
    if (sorted == NULL)
        return hinge_analysis_no_memory(error);
    memcpy(sorted, x, n * sizeof *sorted);
    hinge_sort(sorted, n);
    double q1 = hinge_quantile_sorted(sorted, n, 0.25);
    double q3 = hinge_quantile_sorted(sorted, n, 0.75), none = NAN;
    HINGE_PUT_NUMBERS(a, object, {"mean", hinge_stats_mean(x, n)}, {"sd", sd},
                      {"se", sd / sqrt((double)n)}, {"median", hinge_median_sorted(sorted, n)},
                      {"q1", q1}, {"q3", q3}, {"iqr", q3 - q1}, {"min", n ? sorted[0] : none},
                      {"max", n ? sorted[n - 1] : none});
    return HINGE_OK;
}
