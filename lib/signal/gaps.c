/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filling of short gaps, method 3.4. In and out: the caller's series, changed in
 * place. Only measured samples carry a spline, never filled ones, so the order of gaps
 * has no influence. */
#include "signal/signal.h"

#include "base/memory.h"

#include <gsl/gsl_interp.h>
#include <math.h>
#include <stdlib.h>

/* A gap of exactly the limit counts as within it although k / rate is rounded. */
static const double LENGTH_TOLERANCE_S = 1e-9;
/* A splined value may leave the neighbours' range by this share of it. */
static const double OVERSHOOT = 0.25;

/* From the last measured sample before it to the first one after it. */
struct gap {
    size_t before, after;
};

/* What the gaps of one series share; knots and interp are made at the first spline. */
struct filler {
    double *x;
    size_t n;
    struct gap *gap;
    size_t n_gaps, first, last; /* measured samples */
    double rate_hz;
    const struct hinge_gap_rule *rule;
    double *knot_t, *knot_x;
    gsl_interp *interp;
};

/* --- where they are --- */

static size_t next_measured(const double *x, size_t from, size_t n)
{
    while (from < n && isnan(x[from]))
        from++;
    return from;
}

/* Lists the gaps between measured samples. */
static void find_gaps(struct filler *f)
{
    f->first = next_measured(f->x, 0, f->n);
    for (size_t at = f->first;;) {
        size_t missing = hinge_next_missing(f->x, at, f->n);
        f->last = missing - 1;
        at = next_measured(f->x, missing, f->n);
        if (at == f->n)
            return;
        if (f->gap == NULL)
            f->gap = hinge_resize(NULL, f->n / 2 + 1, sizeof *f->gap);
        f->gap[f->n_gaps++] = (struct gap){f->last, at};
    }
}

static bool within(const struct filler *f, size_t gap, double limit_s)
{
    double length_s = (double)(f->gap[gap].after - f->gap[gap].before) / f->rate_hz;
    return length_s <= limit_s + LENGTH_TOLERANCE_S;
}

/* --- how they are filled --- */

static void fill_linear(struct filler *f, size_t gap)
{
    size_t a = f->gap[gap].before, b = f->gap[gap].after;
    double step = (f->x[b] - f->x[a]) / (double)(b - a);
    for (size_t i = a + 1; i < b; i++)
        f->x[i] = f->x[a] + step * (double)(i - a);
}

/* A measured sample, and how many gaps are before it. */
struct place {
    size_t at, gaps;
};

/* To the measured sample before (behind) it; false without any, and at a gap so long
 * that it stays open. */
static bool step_left(const struct filler *f, struct place *p)
{
    if (p->gaps > 0 && f->gap[p->gaps - 1].after == p->at) {
        p->at = f->gap[--p->gaps].before;
        return within(f, p->gaps, f->rule->max_s);
    }
    return p->at-- > f->first;
}

static bool step_right(const struct filler *f, struct place *p)
{
    if (p->gaps < f->n_gaps && f->gap[p->gaps].before == p->at) {
        p->at = f->gap[p->gaps++].after;
        return within(f, p->gaps - 1, f->rule->max_s);
    }
    return p->at++ < f->last;
}

/* Knots for the largest spline. */
static void prepare_knots(struct filler *f)
{
    size_t most = f->rule->side_max < f->n / 2 ? 2 * f->rule->side_max + 1 : f->n;
    if (f->knot_t != NULL)
        return;
    f->knot_t = hinge_alloc(most, sizeof *f->knot_t);
    f->knot_x = hinge_alloc(most, sizeof *f->knot_x);
}

/* An interp of exactly n knots (GSL wants its own size). */
static void prepare_interp(struct filler *f, size_t n)
{
    if (f->interp == NULL || f->interp->size != n) {
        gsl_interp_free(f->interp);
        f->interp = gsl_interp_alloc(gsl_interp_cspline, n);
    }
}

/* The measured samples on both sides, up to side_max each; their number before the gap.
 */
static size_t take_knots(struct filler *f, size_t gap, size_t *n)
{
    size_t a = f->gap[gap].before, left = 1;
    struct place at = {a, gap}, far = at;
    while (left < f->rule->side_max && step_left(f, &far)) {
        at = far;
        left++;
    }
    *n = 0;
    do {
        f->knot_t[*n] = (double)at.at - (double)a;
        f->knot_x[(*n)++] = f->x[at.at];
    } while (step_right(f, &at) && *n < left + f->rule->side_max);
    return left;
}

static void fill_spline(struct filler *f, size_t gap)
{
    size_t a = f->gap[gap].before, b = f->gap[gap].after, n;
    prepare_knots(f);
    size_t left = take_knots(f, gap, &n);
    if (left < f->rule->side_min || n - left < f->rule->side_min ||
        n < gsl_interp_type_min_size(gsl_interp_cspline))
        return;
    prepare_interp(f, n);
    if (gsl_interp_init(f->interp, f->knot_t, f->knot_x, n) != 0)
        return;
    double low = fmin(f->x[a], f->x[b]), high = fmax(f->x[a], f->x[b]);
    double slack = OVERSHOOT * (high - low);
    for (size_t i = a + 1; i < b; i++) {
        double value = gsl_interp_eval(f->interp, f->knot_t, f->knot_x, (double)(i - a), NULL);
        f->x[i] = fmin(fmax(value, low - slack), high + slack);
    }
}

void hinge_gaps_fill(double *x, size_t n, double rate_hz, const struct hinge_gap_rule *rule)
{
    struct filler f = {.n = n, .rate_hz = rate_hz, .rule = rule};
    f.x = x;
    find_gaps(&f);
    for (size_t gap = 0; gap < f.n_gaps; gap++) {
        if (!within(&f, gap, rule->max_s))
            continue;
        if (within(&f, gap, rule->linear_s))
            fill_linear(&f, gap);
        else
            fill_spline(&f, gap);
    }
    gsl_interp_free(f.interp);
    free(f.knot_t);
    free(f.knot_x);
    free(f.gap);
}
