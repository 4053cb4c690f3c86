/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waveform statistics: t or F at every node, residuals, and the scaling for
 * relabelling. */
#include "stats/wave/maxt.h"

#include "base/moments.h"
#include "stats/difference/effect.h"
#include "stats/wave/adjusted.h"

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

static double regression(const struct hinge_wave *w, const double *x)
{
    double r = hinge_stats_correlation(w->covariate, x, w->n), size = hinge_stats_mean(x, w->n);
    double sd = hinge_stats_sd(x, w->n);
    if (hinge_is_rounding(sd, size, size))
        return NAN;
    return r * sqrt(((double)w->n - 2) / (1 - r * r));
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
    case HINGE_WAVE_REGRESSION:
        return regression(w, x);
    default:
        return anova(w, x);
    }
}

/* Residuals of one node into r[0..n). */
static void residuals(const struct hinge_wave *w, const double *x, double *r)
{
    if (w->design == HINGE_WAVE_REGRESSION) {
        double slope = hinge_stats_sum_products(w->covariate, x, w->n) /
                       hinge_stats_sum_squares(w->covariate, w->n);
        double mx = hinge_stats_mean(w->covariate, w->n), my = hinge_stats_mean(x, w->n);
        for (size_t i = 0; i < w->n; i++)
            r[i] = (x[i] - my) - slope * (w->covariate[i] - mx);
        return;
    }
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
    return w->design == HINGE_WAVE_ANOVA || (w->design == HINGE_WAVE_ADJUSTED && w->f_field);
}

static void set_degrees(struct hinge_wave *w)
{
    double n = (double)w->n;
    w->df1 = w->design == HINGE_WAVE_ANOVA ? (double)w->n_groups - 1 : 1;
    w->df2 = w->design == HINGE_WAVE_ONE_SAMPLE ? n - 1
             : w->design == HINGE_WAVE_ANOVA    ? n - (double)w->n_groups
                                                : n - 2;
}

size_t hinge_wave_doubles(const struct hinge_wave *w)
{
    return w->nodes + (w->design == HINGE_WAVE_WELCH ? 3 : 2) * w->n * w->nodes + 4 * w->n;
}

void hinge_wave_fill(struct hinge_wave *w, double *room, bool *valid)
{
    size_t all = w->n * w->nodes;
    bool adjusted = w->design == HINGE_WAVE_ADJUSTED;
    double *column = room + w->nodes + 2 * all, *r = column + w->n, *scaled = r + w->n;
    w->valid = valid;
    w->statistic = room;
    w->residual = room + w->nodes;
    w->scaled = w->residual + all;
    w->z = scaled + w->n;
    w->squared = w->design == HINGE_WAVE_WELCH ? w->z + w->n : NULL;
    if (!adjusted)
        set_degrees(w);
    for (size_t q = 0; q < w->nodes; q++) {
        for (size_t i = 0; i < w->n; i++)
            column[i] = w->y[i * w->nodes + q];
        w->statistic[q] =
            adjusted ? hinge_adjusted_node(w, column, r, scaled) : statistic_of(w, column);
        w->valid[q] = !isnan(w->statistic[q]);
        if (!adjusted)
            residuals(w, column, r);
        for (size_t i = 0; i < w->n; i++)
            w->residual[i * w->nodes + q] = r[i];
        for (size_t i = 0; i < w->n && adjusted; i++)
            w->scaled[i * w->nodes + q] = scaled[i];
        if (!adjusted)
            scale_node(w, q, column);
    }
    if (w->design == HINGE_WAVE_REGRESSION) {
        double mean = hinge_stats_mean(w->covariate, w->n);
        double root = sqrt(hinge_stats_sum_squares(w->covariate, w->n));
        for (size_t i = 0; i < w->n; i++)
            w->z[i] = (w->covariate[i] - mean) / root;
    }
}

enum hinge_status hinge_wave_statistics(struct hinge_analysis *a, struct hinge_wave *w,
                                        struct hinge_error *error)
{
    size_t depends;
    enum hinge_status status = HINGE_OK;
    if (w->design == HINGE_WAVE_ADJUSTED && w->basis == NULL)
        status = hinge_adjusted_basis(a, w, &depends, error);
    double *room = hinge_analysis_alloc(a, hinge_wave_doubles(w), sizeof *room);
    bool *valid = hinge_analysis_alloc(a, w->nodes, sizeof *valid);
    if (status != HINGE_OK)
        return status;
    if (room == NULL || valid == NULL)
        return hinge_analysis_no_memory(error);
    hinge_wave_fill(w, room, valid);
    return HINGE_OK;
}
