/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates of specifications and their permutation. */
#include "stats/multiverse/curve.h"

#include "base/moments.h"
#include "base/parallel.h"
#include "base/random.h"
#include "base/sorted.h"
#include "stats/difference/effect.h"
#include "stats/probability/distribution.h"
#include "stats/resampling/permute.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- one specification --- */

struct fit {
    double estimate, se, df;
};

static const struct fit none = {(double)NAN, (double)NAN, (double)NAN};

/* work: n numbers. */
static struct fit fit_welch(const struct hinge_specification *s, const double *sign,
                            double *work)
{
    size_t n1 = 0, n2 = 0;
    for (size_t i = 0; i < s->n; i++)
        if (sign[s->who[i]] > 0)
            work[n1++] = s->value[i];
        else
            work[s->n - ++n2] = s->value[i];
    struct hinge_two_groups g;
    if (n1 < 2 || n2 < 2)
        return none;
    hinge_two_groups_fill(&g, work, n1, work + n1, n2);
    return (struct fit){g.diff, g.no_variance ? (double)NAN : g.se, g.df};
}

void hinge_specification_leave(const struct hinge_specification *s, double *value)
{
    for (size_t k = 0; k < s->columns; k++) {
        const double *q = s->basis + k * s->n;
        double dot = 0;
        for (size_t i = 0; i < s->n; i++)
            dot += q[i] * value[i];
        for (size_t i = 0; i < s->n; i++)
            value[i] -= dot * q[i];
    }
}

/* The group's coefficient beside the covariates: of what the basis leaves of both
 * (Frisch & Waugh 1933, Lovell 1963). work: n numbers. */
static struct fit fit_linear(const struct hinge_specification *s, const double *sign,
                             double *work)
{
    double gg = 0, gy = 0, yy = 0, df = (double)s->n - (double)s->columns - 1;
    for (size_t i = 0; i < s->n; i++)
        work[i] = sign[s->who[i]] > 0;
    hinge_specification_leave(s, work);
    for (size_t i = 0; i < s->n; i++) { /* value holds what the basis leaves of it */
        gg += work[i] * work[i];
        gy += work[i] * s->value[i];
        yy += s->value[i] * s->value[i];
    }
    if (!(gg > 1e-14 * (double)s->n) || df < 1)
        return none;
    double estimate = gy / gg, rss = fmax(0, yy - estimate * gy);
    return (struct fit){estimate, sqrt(rss / df / gg), df};
}

static struct fit fit_paired(const struct hinge_specification *s, const double *sign,
                             double *work)
{
    for (size_t i = 0; i < s->n; i++)
        work[i] = sign[s->who[i]] * s->value[i];
    if (s->n < 2)
        return none;
    double se = hinge_stats_sd(work, s->n) / sqrt((double)s->n);
    return (struct fit){hinge_stats_mean(work, s->n), se, (double)s->n - 1};
}

static struct fit fit_of(const struct hinge_specification *s, const double *sign,
                         double *work)
{
    return s->kind == HINGE_SPECIFIED_WELCH    ? fit_welch(s, sign, work)
           : s->kind == HINGE_SPECIFIED_LINEAR ? fit_linear(s, sign, work)
                                               : fit_paired(s, sign, work);
}

/* NaN without a standard error. */
static double p_of(const struct fit *fit)
{
    return fit->se > 0 ? hinge_t_p(fit->estimate / fit->se, fit->df, HINGE_TWO_SIDED)
                       : (double)NAN;
}

enum hinge_status hinge_specification_fit(struct hinge_analysis *analysis,
                                          const struct hinge_curve *curve,
                                          struct hinge_specification *s,
                                          struct hinge_error *error)
{
    double *work = hinge_analysis_alloc(analysis, s->n, sizeof *work);
    if (work == NULL)
        return hinge_analysis_no_memory(error);
    struct fit fit = fit_of(s, curve->sign, work);
    struct hinge_interval ci = {(double)NAN, (double)NAN};
    if (fit.se > 0)
        ci = hinge_t_interval(fit.estimate, fit.se, fit.df, analysis->level,
                              HINGE_TWO_SIDED);
    s->estimate = fit.estimate;
    s->low = ci.low;
    s->high = ci.high;
    s->p = p_of(&fit);
    return HINGE_OK;
}

/* --- all of them --- */

struct job {
    const struct hinge_curve *curve;
    double alpha;
    uint64_t seed;
    size_t most; /* values of a specification */
    double (*statistic)[HINGE_CURVE_TESTS];
};

struct scratch {
    uint32_t *index;
    double *sign, *work, *estimate;
};

/* estimate: n numbers, for working. A specification without a p counts as 0. */
static void test_of(const struct job *job, const double *sign, double *work,
                    double *estimate, double out[HINGE_CURVE_TESTS])
{
    size_t n = 0, above = 0, below = 0;
    double z = 0;
    for (size_t k = 0; k < job->curve->n; k++) {
        const struct hinge_specification *s = &job->curve->specification[k];
        if (s->why != NULL)
            continue;
        struct fit fit = fit_of(s, sign, work);
        double p = p_of(&fit);
        estimate[n++] = isnan(fit.estimate) ? 0 : fit.estimate;
        above += p < job->alpha && fit.estimate > 0;
        below += p < job->alpha && fit.estimate < 0;
        if (!isnan(p))
            z += copysign(-hinge_normal_quantile(fmax(p, 1e-300) / 2), fit.estimate);
    }
    hinge_sort(estimate, n);
    out[HINGE_CURVE_MEDIAN] = hinge_median_sorted(estimate, n);
    out[HINGE_CURVE_SHARE] = (double)(above > below ? above : below) / (double)n;
    out[HINGE_CURVE_STOUFFER] = z / sqrt((double)n);
}

static void *make_scratch(void *context)
{
    const struct job *job = context;
    size_t people = job->curve->people;
    struct scratch *s = hinge_alloc(1, sizeof *s);
    if (s == NULL)
        return NULL;
    s->index = hinge_alloc(people, sizeof *s->index);
    s->sign = hinge_alloc(people + job->most + job->curve->n, sizeof *s->sign);
    if (s->index == NULL || s->sign == NULL) {
        free(s->index);
        free(s->sign);
        free(s);
        return NULL;
    }
    s->work = s->sign + people;
    s->estimate = s->work + job->most;
    return s;
}

static void free_scratch(void *scratch)
{
    struct scratch *s = scratch;
    if (s != NULL) {
        free(s->index);
        free(s->sign);
    }
    free(s);
}

static enum hinge_status relabel(void *context, void *scratch, size_t item,
                                 struct hinge_error *error)
{
    struct job *job = context;
    struct scratch *s = scratch;
    const struct hinge_curve *curve = job->curve;
    struct hinge_random random;
    (void)error;
    if (curve->paired) {
        hinge_flip_pattern(job->seed, HINGE_STREAM_PERMUTATION, item, curve->people,
                           s->sign);
    } else {
        hinge_random_init(&random, job->seed, HINGE_STREAM_PERMUTATION, item);
        hinge_random_shuffle(&random, s->index, curve->people);
        for (size_t i = 0; i < curve->people; i++)
            s->sign[i] = curve->sign[s->index[i]];
    }
    test_of(job, s->sign, s->work, s->estimate, job->statistic[item]);
    return HINGE_OK;
}

enum hinge_status hinge_curve_permute(struct hinge_analysis *analysis,
                                      const struct hinge_curve *curve,
                                      struct hinge_curve_test *test,
                                      struct hinge_error *error)
{
    struct job job = {.curve = curve, .alpha = analysis->alpha, .seed = analysis->seed};
    test->n_perm = (size_t)hinge_option_count(analysis, "n_perm");
    for (size_t k = 0; k < curve->n; k++)
        if (curve->specification[k].n > job.most)
            job.most = curve->specification[k].n;
    job.statistic = hinge_analysis_alloc(analysis, test->n_perm, sizeof *job.statistic);
    struct scratch *s = make_scratch(&job);
    if (job.statistic == NULL || s == NULL) {
        free_scratch(s);
        return hinge_analysis_no_memory(error);
    }
    test_of(&job, curve->sign, s->work, s->estimate, test->observed);
    free_scratch(s);
    struct hinge_loop loop = {.items = test->n_perm,
                              .threads = analysis->threads,
                              .work = relabel,
                              .context = &job,
                              .make_scratch = make_scratch,
                              .free_scratch = free_scratch,
                              .progress = analysis->progress};
    enum hinge_status status = hinge_parallel_for(&loop, error);
    for (size_t t = 0; t < HINGE_CURVE_TESTS; t++) {
        double floor = hinge_tie_floor(fabs(test->observed[t]));
        test->count[t] = 0;
        for (size_t i = 0; i < test->n_perm; i++)
            test->count[t] += fabs(job.statistic[i][t]) >= floor;
        test->p[t] = (test->count[t] + 1) / ((double)test->n_perm + 1);
    }
    return status;
}
