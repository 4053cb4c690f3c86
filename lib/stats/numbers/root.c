/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brent's zero of a function, from GSL. In: a function and where its sign changes; out:
 * a number, NaN where there is none. */
#include "stats/numbers/root.h"

#include <float.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>

enum { MOST_STEPS = 300, STATE = 32 /* numbers; Brent's has 8 */ };

double hinge_root(double (*function)(double x, void *context), void *context, double a, double b)
{
    double at_a = function(a, context), at_b = function(b, context);
    if (at_a == 0 || at_b == 0)
        return at_a == 0 ? a : b;
    if (!isfinite(at_a) || !isfinite(at_b) || (at_a > 0) == (at_b > 0))
        return (double)NAN;
    gsl_function f = {function, context};
    /* not gsl_root_fsolver_alloc: lack of memory is no missing root */
    double state[STATE], root = (double)NAN;
    gsl_root_fsolver solver = {.type = gsl_root_fsolver_brent, .state = state};
    if (solver.type->size > sizeof state)
        return (double)NAN;
    int status = gsl_root_fsolver_set(&solver, &f, fmin(a, b), fmax(a, b));
    for (int i = 0; status == GSL_SUCCESS && i < MOST_STEPS; i++) {
        status = gsl_root_fsolver_iterate(&solver);
        root = gsl_root_fsolver_root(&solver);
        double width = gsl_root_fsolver_x_upper(&solver) - gsl_root_fsolver_x_lower(&solver);
        if (width <= 4 * DBL_EPSILON * fmax(1, fabs(root)))
            break;
    }
    return root;
}
