/* SPDX-License-Identifier: GPL-3.0-or-later */
/* REML of two crossed variances. Targets are eliminated in closed form (a target's values have the
 * variance I + lambda J), so that a criterion costs a matrix of raters; the two ratios of variances
 * are found by Nelder and Mead's simplex (GSL). */
#include "stats/numbers/numbers.h"

#include <gsl/gsl_multimin.h>
#include <hinge/init.h>

struct crossed {
    const double *value;
    const uint32_t *index;
    size_t raters, targets;
    double origin;                        /* a value, taken off all */
    double *between, *root, *ones, *sums; /* raters x raters twice, raters twice */
    double sigma2, values;                /* at the last ratios */
};

size_t hinge_crossed_room(size_t raters)
{
    return 2 * raters * raters + 4 * raters;
}

/* -2 restricted log likelihood at standard deviations of target and rater over that of the rest. */
static double criterion_at(const gsl_vector *theta, void *context)
{
    struct crossed *c = context;
    const size_t k = c->raters;
    const double target = pow(gsl_vector_get(theta, 0), 2),
                 rater = pow(gsl_vector_get(theta, 1), 2);
    double logs = 0, xx = 0, xy = 0, yy = 0, n = 0;
    double *to_ones = c->ones + k, *to_sums = c->sums + k;
    memset(c->between, 0, k * k * sizeof *c->between);
    memset(c->ones, 0, 4 * k * sizeof *c->ones);
    for (size_t i = 0; i < c->targets; i++) {
        const double *y = c->value + (c->index != NULL ? c->index[i] : i) * k;
        double m = 0, sum = 0, squares = 0;
        for (size_t a = 0; a < k; a++)
            if (!isnan(y[a])) {
                m++;
                sum += y[a] - c->origin;
                squares += (y[a] - c->origin) * (y[a] - c->origin);
            }
        const double off = target / (1 + target * m);
        for (size_t a = 0; a < k; a++) {
            if (isnan(y[a]))
                continue;
            c->between[a * k + a]++;
            c->ones[a] += 1 - off * m;
            c->sums[a] += y[a] - c->origin - off * sum;
            for (size_t b = 0; b < k; b++)
                c->between[a * k + b] -= isnan(y[b]) ? 0 : off;
        }
        logs += log1p(target * m);
        xx += m - off * m * m;
        xy += sum - off * m * sum;
        yy += squares - off * sum * sum;
        n += m;
    }
    for (size_t a = 0; a < k * k; a++)
        c->root[a] = rater * c->between[a] + (a % (k + 1) == 0);
    if (!hinge_dense_cholesky(c->root, k))
        return (double)INFINITY;
    memcpy(to_ones, c->ones, k * sizeof *to_ones);
    memcpy(to_sums, c->sums, k * sizeof *to_sums);
    hinge_dense_solve(c->root, k, to_ones);
    hinge_dense_solve(c->root, k, to_sums);
    xx -= rater * hinge_dense_dot(c->ones, to_ones, k);
    xy -= rater * hinge_dense_dot(c->ones, to_sums, k);
    yy -= rater * hinge_dense_dot(c->sums, to_sums, k);
    for (size_t a = 0; a < k; a++)
        logs += 2 * log(c->root[a * k + a]);
    c->values = n;
    c->sigma2 = (yy - xy * xy / xx) / (n - 1);
    return logs + log(xx) + (n - 1) * (1 + log(2 * acos(-1) * c->sigma2));
}

struct hinge_crossed hinge_crossed_fit(const double *value, size_t raters, const uint32_t *index,
                                       size_t targets, double *scratch)
{
    enum { STEPS = 400, STARTS = 2 };
    static const double starts[STARTS][2] = {{1, 0.3}, {4, 1}};
    const double none = NAN;
    struct crossed c = {.value = value, .index = index, .raters = raters, .targets = targets};
    struct hinge_crossed best = {.target = none, .rater = none, .error = none, .criterion = none};
    c.between = scratch;
    c.root = c.between + raters * raters;
    c.ones = c.root + raters * raters;
    c.sums = c.ones + 2 * raters;
    for (size_t i = 0; i < targets * raters; i++)
        if (!isnan(value[i])) {
            c.origin = value[i];
            break;
        }
    gsl_multimin_function f = {criterion_at, 2, &c};
    gsl_vector *at = gsl_vector_alloc(2), *step = gsl_vector_alloc(2);
    gsl_multimin_fminimizer *simplex =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, 2);
    if (at == NULL || step == NULL || simplex == NULL)
        hinge_out_of_memory();
    for (int start = 0; start < STARTS; start++) {
        for (size_t k = 0; k < 2; k++)
            gsl_vector_set(at, k, starts[start][k]);
        gsl_vector_set_all(step, 0.5);
        int status = gsl_multimin_fminimizer_set(simplex, &f, at, step);
        for (int i = 0; i < STEPS && status == GSL_SUCCESS && simplex->size > 1e-9; i++)
            status = gsl_multimin_fminimizer_iterate(simplex);
        const double least = criterion_at(simplex->x, &c);
        if (!(c.sigma2 > 0) || !isfinite(least) || least >= best.criterion)
            continue;
        best = (struct hinge_crossed){(size_t)c.values,
                                      c.sigma2 * pow(gsl_vector_get(simplex->x, 0), 2),
                                      c.sigma2 * pow(gsl_vector_get(simplex->x, 1), 2), c.sigma2,
                                      least};
    }
    gsl_multimin_fminimizer_free(simplex);
    gsl_vector_free(step);
    gsl_vector_free(at);
    return best;
}

double hinge_crossed_icc(const struct hinge_crossed *fit)
{
    return fit->target / (fit->target + fit->rater + fit->error);
}
