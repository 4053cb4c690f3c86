/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waveform statistics: t or F at every node, residuals, and the scaling for
 * relabelling. */
#include "stats/wave/maxt.h"

#include "base/moments.h"
#include "stats/difference/effect.h"

#include <math.h>

static double two_sample(const struct hinge_wave *w, const double *x, bool welch)
{
    struct hinge_two_groups g;
    hinge_two_groups_fill(&g, x, w->group_size[0], x + w->group_size[0], w->group_size[1]);
    double n1 = (double)g.n1, n2 = (double)g.n2;
    double se = welch ? g.se : g.pooled_sd * sqrt(1 / n1 + 1 / n2);
    return g.no_variance ? (double)NAN : g.diff / se;
}

static double one_sample(const double *x, size_t n)
{
    double mean = hinge_stats_mean(x, n), se = hinge_stats_sd(x, n) / sqrt((double)n);
    return hinge_is_rounding(se, mean, mean) ? (double)NAN : mean / se;
}

static double anova(const struct hinge_wave *w, const double *x)
{
    double within = 0, total = hinge_stats_sum_squares(x, w->n), size = hinge_stats_mean(x, w->n);
    const double *at = x;
    for (size_t g = 0; g < w->n_groups; g++) {
        within += hinge_stats_sum_squares(at, w->group_size[g]);
        at += w->group_size[g];
    }
    if (hinge_is_rounding(sqrt(within / w->df2), size, size))
        return NAN;
    return (total - within) / w->df1 / (within / w->df2);
}

static double statistic_of(const struct hinge_wave *w, const double *x)
{
    switch (w->design) {
    case HINGE_WAVE_TWO_SAMPLE:
        return two_sample(w, x, false);
    case HINGE_WAVE_WELCH:
        return two_sample(w, x, true);
    case HINGE_WAVE_ONE_SAMPLE:
        return one_sample(x, w->n);
    default:
        return anova(w, x);
    }
}

/* Residuals of one node into r[0..n). */
static void residuals(const struct hinge_wave *w, const double *x, double *r)
{
    size_t from = 0;
    for (size_t g = 0; g < w->n_groups; g++) {
        double mean = hinge_stats_mean(x + from, w->group_size[g]);
        for (size_t i = from; i < from + w->group_size[g]; i++)
            r[i] = x[i] - mean;
        from += w->group_size[g];
    }
}

/* Scaled so that the relabelled statistic is a function of a plain sum: centred over
 * the root of what does not change, for differences not centred. */
static void scale_node(struct hinge_wave *w, size_t q, const double *x)
{
    bool signs = w->design == HINGE_WAVE_ONE_SAMPLE;
    double mean = signs ? 0 : hinge_stats_mean(x, w->n), total = 0;
    for (size_t i = 0; i < w->n; i++)
        total += (x[i] - mean) * (x[i] - mean);
    if (signs)
        total *= (double)w->n;
    double scale = total > 0 && w->valid[q] ? 1 / sqrt(total) : 0;
    for (size_t i = 0; i < w->n; i++) {
        double value = (x[i] - mean) * scale;
        w->scaled[i * w->nodes + q] = value;
        if (w->squared != NULL)
            w->squared[i * w->nodes + q] = value * value;
    }
}

bool hinge_wave_is_f(const struct hinge_wave *w)
{
    return w->design == HINGE_WAVE_ANOVA;
}

static void set_degrees(struct hinge_wave *w)
{
    double n = (double)w->n;
    w->df1 = w->design == HINGE_WAVE_ANOVA ? (double)w->n_groups - 1 : 1;
    w->df2 = w->design == HINGE_WAVE_ONE_SAMPLE ? n - 1
             : w->design == HINGE_WAVE_ANOVA    ? n - (double)w->n_groups
                                                : n - 2;
}

void hinge_wave_statistics(struct hinge_analysis *a, struct hinge_wave *w)
{
    size_t all = w->n * w->nodes;
    bool welch = w->design == HINGE_WAVE_WELCH;
    double *room =
        hinge_analysis_alloc(a, w->nodes + (welch ? 3 : 2) * all + 2 * w->n, sizeof *room);
    w->valid = hinge_analysis_alloc(a, w->nodes, sizeof *w->valid);
    double *column = room + w->nodes + 2 * all, *r = column + w->n;
    w->statistic = room;
    w->residual = room + w->nodes;
    w->scaled = w->residual + all;
    w->squared = welch ? r + w->n : NULL;
    set_degrees(w);
    for (size_t q = 0; q < w->nodes; q++) {
        for (size_t i = 0; i < w->n; i++)
            column[i] = w->y[i * w->nodes + q];
        w->statistic[q] = statistic_of(w, column);
        w->valid[q] = !isnan(w->statistic[q]);
        residuals(w, column, r);
        for (size_t i = 0; i < w->n; i++)
            w->residual[i * w->nodes + q] = r[i];
        scale_node(w, q, column);
    }
}
