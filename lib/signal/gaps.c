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

/* What the gaps of one series share; knots and interp are made at the first spline. */
struct filler {
    double *x;
    const size_t *valid; /* indices of the measured samples */
    size_t n_valid;
    double rate_hz;
    const struct hinge_gap_rule *rule;
    double *knot_t, *knot_x;
    gsl_interp *interp;
};

static double gap_length_s(const struct filler *f, size_t gap)
{
    return (double)(f->valid[gap + 1] - f->valid[gap]) / f->rate_hz;
}

static bool within(double length_s, double limit_s)
{
    return length_s <= limit_s + LENGTH_TOLERANCE_S;
}

static void fill_linear(struct filler *f, size_t gap)
{
    size_t a = f->valid[gap], b = f->valid[gap + 1];
    double step = (f->x[b] - f->x[a]) / (double)(b - a);
    for (size_t i = a + 1; i < b; i++)
        f->x[i] = f->x[a] + step * (double)(i - a);
}

/* Measured samples usable left (right) of a gap: up to side_max, not beyond a gap so
 * long that it stays open. */
static size_t samples_left(const struct filler *f, size_t gap)
{
    size_t count = 1;
    while (count < f->rule->side_max && count <= gap &&
           within(gap_length_s(f, gap - count), f->rule->max_s))
        count++;
    return count;
}

static size_t samples_right(const struct filler *f, size_t gap)
{
    size_t count = 1;
    while (count < f->rule->side_max && gap + 1 + count < f->n_valid &&
           within(gap_length_s(f, gap + count), f->rule->max_s))
        count++;
    return count;
}

/* Buffers for the largest spline; an interp of exactly n knots (GSL wants its own
 * size). */
static enum hinge_status prepare_spline(struct filler *f, size_t n)
{
    if (f->knot_t == NULL) {
        size_t most =
            f->rule->side_max < f->n_valid ? 2 * f->rule->side_max : f->n_valid;
        if (most < n)
            most = n;
        f->knot_t = hinge_alloc(most, sizeof *f->knot_t);
        f->knot_x = hinge_alloc(most, sizeof *f->knot_x);
        if (f->knot_t == NULL || f->knot_x == NULL)
            return HINGE_NOMEM;
    }
    if (f->interp == NULL || f->interp->size != n) {
        gsl_interp_free(f->interp);
        f->interp = gsl_interp_alloc(gsl_interp_cspline, n);
    }
    return f->interp != NULL ? HINGE_OK : HINGE_NOMEM;
}

static enum hinge_status fill_spline(struct filler *f, size_t gap)
{
    size_t left = samples_left(f, gap), right = samples_right(f, gap), n = left + right;
    if (left < f->rule->side_min || right < f->rule->side_min ||
        n < gsl_interp_type_min_size(gsl_interp_cspline))
        return HINGE_OK;
    if (prepare_spline(f, n) != HINGE_OK)
        return HINGE_NOMEM;
    size_t a = f->valid[gap], b = f->valid[gap + 1];
    for (size_t k = 0; k < n; k++) {
        size_t at = f->valid[gap + 1 - left + k];
        f->knot_t[k] = (double)at - (double)a;
        f->knot_x[k] = f->x[at];
    }
    if (gsl_interp_init(f->interp, f->knot_t, f->knot_x, n) != 0)
        return HINGE_OK;
    double low = fmin(f->x[a], f->x[b]), high = fmax(f->x[a], f->x[b]);
    double slack = OVERSHOOT * (high - low);
    for (size_t i = a + 1; i < b; i++) {
        double value =
            gsl_interp_eval(f->interp, f->knot_t, f->knot_x, (double)(i - a), NULL);
        f->x[i] = fmin(fmax(value, low - slack), high + slack);
    }
    return HINGE_OK;
}

enum hinge_status hinge_gaps_fill(double *x, size_t n, double rate_hz,
                                  const struct hinge_gap_rule *rule)
{
    size_t missing = hinge_count_missing(x, n);
    if (missing == 0 || n - missing < 2)
        return HINGE_OK;
    size_t *valid = hinge_resize(NULL, n, sizeof *valid);
    if (valid == NULL)
        return HINGE_NOMEM;
    struct filler f = {.x = x, .valid = valid, .rate_hz = rate_hz, .rule = rule};
    for (size_t i = 0; i < n; i++) {
        valid[f.n_valid] = i;
        f.n_valid += isnan(x[i]) == 0;
    }
    enum hinge_status status = HINGE_OK;
    for (size_t gap = 0; gap + 1 < f.n_valid && status == HINGE_OK; gap++) {
        if (valid[gap + 1] - valid[gap] == 1)
            continue;
        double length_s = gap_length_s(&f, gap);
        if (!within(length_s, rule->max_s))
            continue;
        if (within(length_s, rule->linear_s))
            fill_linear(&f, gap);
        else
            status = fill_spline(&f, gap);
    }
    gsl_interp_free(f.interp);
    free(f.knot_t);
    free(f.knot_x);
    free(valid);
    return status;
}
