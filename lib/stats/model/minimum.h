/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Minima of smooth functions of a few variables with lower bounds, by value only:
 * BOBYQA (Powell 2009, from NLopt) to come near, Newton steps on central differences to
 * arrive. A variable that sits on its bound is held there by the Newton steps. */
#ifndef HINGE_STATS_MODEL_MINIMUM_H
#define HINGE_STATS_MODEL_MINIMUM_H

#include <hinge/status.h>
#include <stddef.h>

/* value(x) may be HUGE_VAL (or NaN) where it is not defined. lower[i] may be -HUGE_VAL.
 * unit[i] is the size of a change of x[i] that matters (NULL: 1). */
struct hinge_minimum_problem {
    size_t n;
    const double *lower, *unit;
    double (*value)(const double *x, void *context);
    void *context;
    double enough; /* Newton's steps stop when they promise to gain less (0: 1e-12) */
};

/* From x (n values, replaced by the best) with first steps of `step` units. One
 * variable with lower bound 0 is searched on a geometric grid first, then by Brent's
 * method. n = 0 just evaluates. Errors: NOMEM. */
enum hinge_status hinge_minimum_search(const struct hinge_minimum_problem *problem,
                                       double step, double *x, double *value,
                                       struct hinge_error *error);

/* Newton steps from x, which is near a minimum and whose value is *value. Never ends
 * higher than it started. *left (may be NULL): what the last step promised. Errors:
 * NOMEM. */
enum hinge_status hinge_minimum_polish(const struct hinge_minimum_problem *problem,
                                       double *x, double *value, double *left,
                                       struct hinge_error *error);

/* *gain: what a Newton step promises to gain (the distance from the minimum in units of
 * the value); *gradient: the largest slope. Errors: NOMEM. */
enum hinge_status hinge_minimum_slope(const struct hinge_minimum_problem *problem,
                                      const double *x, double *gain, double *gradient,
                                      struct hinge_error *error);

#endif
