/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Minima with lower bounds. */
#include "stats/model/minimum.h"

#include "base/memory.h"
#include "stats/model/failure.h"
#include "stats/numbers/dense.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_min.h>
#include <math.h>
#include <nlopt.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { STATE = 32 }; /* numbers of GSL's minimizer; Brent's has 6 */

/* Values that are not numbers would mislead the search. */
static double finite_value(const struct hinge_minimum_problem *problem, const double *x)
{
    double value = problem->value(x, problem->context);
    return isfinite(value) ? value : 1e300;
}

static double unit_of(const struct hinge_minimum_problem *problem, size_t i)
{
    return problem->unit != NULL ? problem->unit[i] : 1.0;
}

struct best {
    const struct hinge_minimum_problem *problem;
    double *x;
    double value;
};

/* NOLINTNEXTLINE(readability-non-const-parameter): the type is NLopt's */
static double nlopt_value(unsigned n, const double *x, double *gradient, void *context)
{
    struct best *best = context;
    double value = finite_value(best->problem, x);
    (void)gradient;
    if (value < best->value) {
        best->value = value;
        memcpy(best->x, x, n * sizeof *x);
    }
    return value;
}

static enum hinge_status search_many(const struct hinge_minimum_problem *problem,
                                     double step, double *x, double *value,
                                     struct hinge_error *error)
{
    unsigned n = (unsigned)problem->n;
    double *at = hinge_alloc(2 * (size_t)n, sizeof *at);
    nlopt_opt opt = nlopt_create(NLOPT_LN_BOBYQA, n);
    struct best best = {problem, x, finite_value(problem, x)};
    enum hinge_status status = HINGE_OK;
    for (size_t i = 0; i < n && at != NULL; i++)
        at[n + i] = step * unit_of(problem, i);
    if (at == NULL || opt == NULL ||
        nlopt_set_min_objective(opt, nlopt_value, &best) != NLOPT_SUCCESS ||
        nlopt_set_lower_bounds(opt, problem->lower) != NLOPT_SUCCESS ||
        nlopt_set_initial_step(opt, at + n) != NLOPT_SUCCESS) {
        status = hinge_model_nomem(error);
    } else {
        double found;
        memcpy(at, x, n * sizeof *at);
        nlopt_set_ftol_abs(opt, 1e-6); /* near enough for Newton's steps */
        nlopt_set_xtol_rel(opt, 1e-5);
        nlopt_set_maxeval(opt, 2000 * (int)n);
        /* whatever else it says, `best` holds the best point */
        if (nlopt_optimize(opt, at, &found) == NLOPT_OUT_OF_MEMORY)
            status = hinge_model_nomem(error);
        *value = best.value;
    }
    nlopt_destroy(opt);
    free(at);
    return status;
}

static double line_value(double x, void *context)
{
    return finite_value(context, &x);
}

/* 0, then a grid that doubles until the value has risen well past the least one, in
 * units. */
static double search_line(const struct hinge_minimum_problem *problem, double *x)
{
    double least = finite_value(problem, &(double){0.0}), low = 0.0, at = 0.0,
           high = 0.0;
    double before = 0.0, unit = unit_of(problem, 0);
    int rises = 0;
    for (double trial = 1e-3 * unit; trial < 1e7 * unit && rises < 12; trial *= 2.0) {
        double value = finite_value(problem, &trial);
        rises++;
        if (value < least) {
            least = value;
            low = before;
            at = trial;
            high = trial * 2.0;
            rises = 0;
        }
        before = trial;
    }
    *x = at;
    if (at == 0.0)
        return least;
    gsl_function f = {line_value, (void *)problem};
    /* not gsl_min_fminimizer_alloc: lack of memory is no other minimum */
    double state[STATE];
    gsl_min_fminimizer brent = {.type = gsl_min_fminimizer_brent, .state = state};
    if (brent.type->size > sizeof state ||
        gsl_min_fminimizer_set(&brent, &f, at, low, high) != GSL_SUCCESS)
        return least;
    /* Brent's interval narrows to 3e-8 of x and no further */
    for (int i = 0; i < 200 && gsl_min_fminimizer_iterate(&brent) == GSL_SUCCESS; i++)
        if (gsl_min_test_interval(gsl_min_fminimizer_x_lower(&brent),
                                  gsl_min_fminimizer_x_upper(&brent), 0.0,
                                  1e-7) == GSL_SUCCESS)
            break;
    *x = gsl_min_fminimizer_x_minimum(&brent);
    return gsl_min_fminimizer_f_minimum(&brent);
}

enum hinge_status hinge_minimum_search(const struct hinge_minimum_problem *problem,
                                       double step, double *x, double *value,
                                       struct hinge_error *error)
{
    if (problem->n > 1)
        return search_many(problem, step, x, value, error);
    /* BOBYQA wants two variables; of one that has no bound the polish takes care alone
     */
    bool line = problem->n == 1 && problem->lower[0] == 0.0;
    *value = line ? search_line(problem, x) : problem->value(x, problem->context);
    return HINGE_OK;
}

/* Gradient and Hessian of the free variables, in units, by central differences, twice
 * the step extrapolated away (errors of order h^4). */
struct newton {
    size_t n;      /* free variables */
    size_t *place; /* theirs in x */
    double *at, *gradient, *hessian, *values, *vectors, *step;
    double *memory;
};

static bool newton_new(struct newton *newton, size_t n)
{
    *newton = (struct newton){.memory = hinge_alloc(4 * n + 2 * n * n, sizeof(double)),
                              .place = hinge_alloc(n, sizeof(size_t))};
    if (newton->memory == NULL || newton->place == NULL)
        return false;
    newton->at = newton->memory;
    newton->gradient = newton->at + n;
    newton->values = newton->gradient + n;
    newton->step = newton->values + n;
    newton->hessian = newton->step + n;
    newton->vectors = newton->hessian + n * n;
    return true;
}

static void newton_free(struct newton *newton)
{
    free(newton->memory);
    free(newton->place);
}

/* Distance of the differences; two of it stay inside a near bound when they can. */
static double spacing(const struct hinge_minimum_problem *problem, const double *x,
                      size_t i)
{
    double unit = unit_of(problem, i), room = x[i] - problem->lower[i];
    double h = 2e-3 * fmax(fabs(x[i]), 0.1 * unit);
    return room > 1e-6 * unit && room < 2.0 * h ? 0.5 * room : h;
}

static double shifted(const struct hinge_minimum_problem *problem,
                      struct newton *newton, const double *x, size_t i, double di,
                      size_t j, double dj)
{
    memcpy(newton->at, x, problem->n * sizeof *x);
    newton->at[i] += di;
    newton->at[j] += dj;
    return finite_value(problem, newton->at);
}

static double mixed_difference(const struct hinge_minimum_problem *problem,
                               struct newton *newton, const double *x, size_t i,
                               size_t j)
{
    double h = spacing(problem, x, i), g = spacing(problem, x, j);
    double cross = shifted(problem, newton, x, i, h, j, g) -
                   shifted(problem, newton, x, i, h, j, -g) -
                   shifted(problem, newton, x, i, -h, j, g) +
                   shifted(problem, newton, x, i, -h, j, -g);
    return cross / (4.0 * h * g) * unit_of(problem, i) * unit_of(problem, j);
}

/* `whole`: also the mixed derivatives, which change little from step to step. */
static void differentiate(const struct hinge_minimum_problem *problem,
                          struct newton *newton, const double *x, double value,
                          bool whole)
{
    size_t n = 0;
    for (size_t i = 0; i < problem->n; i++)
        if (x[i] > problem->lower[i])
            newton->place[n++] = i;
    whole = whole || n != newton->n;
    newton->n = n;
    for (size_t a = 0; a < n; a++) {
        size_t i = newton->place[a];
        double h = spacing(problem, x, i), unit = unit_of(problem, i);
        double up = shifted(problem, newton, x, i, h, i, 0.0);
        double down = shifted(problem, newton, x, i, -h, i, 0.0);
        double up2 = shifted(problem, newton, x, i, 2.0 * h, i, 0.0);
        double down2 = shifted(problem, newton, x, i, -2.0 * h, i, 0.0);
        newton->gradient[a] = (8.0 * (up - down) - (up2 - down2)) / (12.0 * h) * unit;
        newton->hessian[a * n + a] =
            (16.0 * (up + down) - (up2 + down2) - 30.0 * value) / (12.0 * h * h) *
            unit * unit;
        for (size_t b = 0; b < a && whole; b++)
            newton->hessian[a * n + b] = newton->hessian[b * n + a] =
                mixed_difference(problem, newton, x, i, newton->place[b]);
    }
}

/* Newton step along the directions that curve upwards; returns what it promises to
 * gain. */
static double newton_step(struct newton *newton)
{
    size_t n = newton->n;
    double gain = 0.0;
    memset(newton->step, 0, n * sizeof *newton->step);
    if (n == 0 ||
        !hinge_dense_eigen(newton->hessian, n, newton->values, newton->vectors))
        return 0.0;
    for (size_t k = 0; k < n; k++) {
        const double *v = newton->vectors + k * n;
        double slope = hinge_dense_dot(v, newton->gradient, n);
        double curve =
            fmax(fabs(newton->values[k]), 1e-8 * fabs(newton->values[n - 1]));
        if (!(curve > 0.0))
            continue;
        gain += 0.5 * slope * slope / curve;
        for (size_t i = 0; i < n; i++)
            newton->step[i] -= slope / curve * v[i];
    }
    return gain;
}

/* The step, halved until the value does not rise; false when nothing was gained. */
static bool take_step(const struct hinge_minimum_problem *problem,
                      struct newton *newton, double *x, double *value)
{
    for (double share = 1.0; share > 1e-3; share *= 0.5) {
        memcpy(newton->at, x, problem->n * sizeof *x);
        for (size_t a = 0; a < newton->n; a++) {
            size_t i = newton->place[a];
            double step = newton->step[a] * unit_of(problem, i);
            newton->at[i] = fmax(problem->lower[i], x[i] + share * step);
        }
        double now = finite_value(problem, newton->at);
        if (now <= *value + 1e-13 * fabs(*value)) {
            memcpy(x, newton->at, problem->n * sizeof *x);
            *value = fmin(now, *value);
            return true;
        }
    }
    return false;
}

enum hinge_status hinge_minimum_polish(const struct hinge_minimum_problem *problem,
                                       double *x, double *value, double *left,
                                       struct hinge_error *error)
{
    struct newton newton;
    double gain = 0.0;
    if (problem->n == 0 || !isfinite(*value))
        return HINGE_OK;
    if (!newton_new(&newton, problem->n)) {
        newton_free(&newton);
        return hinge_model_nomem(error);
    }
    double enough = problem->enough > 0.0 ? problem->enough : 1e-12;
    bool whole = true;
    for (int i = 0; i < 20; i++) {
        differentiate(problem, &newton, x, *value, whole);
        gain = newton_step(&newton);
        if (gain <= 1e-16 * fabs(*value))
            break;
        bool moved = take_step(problem, &newton, x, value);
        if (!moved && whole)
            break;
        whole = !moved; /* old mixed derivatives may have misled */
        if (moved && gain < enough)
            break;
    }
    if (left != NULL)
        *left = gain;
    newton_free(&newton);
    return HINGE_OK;
}

enum hinge_status hinge_minimum_slope(const struct hinge_minimum_problem *problem,
                                      const double *x, double *gain, double *gradient,
                                      struct hinge_error *error)
{
    struct newton newton;
    *gain = *gradient = 0.0;
    if (problem->n == 0)
        return HINGE_OK;
    bool ready = newton_new(&newton, problem->n);
    if (ready) {
        differentiate(problem, &newton, x, problem->value(x, problem->context), true);
        *gain = newton_step(&newton);
        for (size_t a = 0; a < newton.n; a++)
            *gradient = fmax(*gradient, fabs(newton.gradient[a]));
    }
    newton_free(&newton);
    return ready ? HINGE_OK : hinge_model_nomem(error);
}
