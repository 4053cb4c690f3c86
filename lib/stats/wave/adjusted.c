/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orthonormal columns of a linear model and its statistics at a node. */
#include "stats/wave/adjusted.h"

#include "base/moments.h"

#include <math.h>
#include <string.h>

static const double depends_below = 1e-7; /* of the column's own norm, as in ols */

/* Less its mean in each block. */
static void centre(const struct hinge_wave *w, double *x)
{
    for (size_t b = 0, from = 0; b < w->n_blocks; from += w->block_size[b++]) {
        double mean = hinge_stats_mean(x + from, w->block_size[b]);
        for (size_t i = 0; i < w->block_size[b]; i++)
            x[from + i] -= mean;
    }
}

static double inner(const double *x, const double *y, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i] * y[i];
    return sum;
}

/* x less its part along the columns from..to of the basis. */
static void take_away(const struct hinge_wave *w, size_t from, size_t to, double *x)
{
    for (size_t k = from; k < to; k++) {
        const double *column = w->basis + k * w->n;
        double along = inner(column, x, w->n);
        for (size_t i = 0; i < w->n; i++)
            x[i] -= along * column[i];
    }
}

enum hinge_status hinge_adjusted_basis(struct hinge_analysis *a, struct hinge_wave *w,
                                       size_t *depends, struct hinge_error *error)
{
    size_t columns = w->n_nuisance + w->n_tested, n = w->n, kept = 0, nuisance = 0;
    *depends = columns;
    w->basis = hinge_analysis_alloc(a, (columns + 1) * n, sizeof *w->basis);
    if (w->basis == NULL)
        return hinge_analysis_no_memory(error);
    for (size_t k = 0; k < columns; k++) {
        double *x = w->basis + kept * n;
        memcpy(x, w->columns + k * n, n * sizeof *x);
        double size = sqrt(inner(x, x, n));
        centre(w, x);
        double whole = sqrt(inner(x, x, n));
        for (int again = 0; again < 2; again++) { /* twice is enough (Kahan) */
            take_away(w, 0, kept, x);
            centre(w, x);
        }
        double length = sqrt(inner(x, x, n));
        if (!(whole > 1e-12 * size) || !(length > depends_below * whole)) {
            *depends = *depends < columns ? *depends : k;
            continue;
        }
        w->length = length;
        for (size_t i = 0; i < n; i++)
            x[i] /= length;
        nuisance += k < w->n_nuisance;
        kept++;
    }
    w->n_nuisance = nuisance;
    w->n_tested = kept - nuisance;
    w->df1 = (double)w->n_tested;
    w->df2 = (double)n - (double)w->n_blocks - (double)kept;
    return HINGE_OK;
}

double hinge_adjusted_statistic(const struct hinge_wave *w, double tested,
                                double nuisance, double sign)
{
    double total = 1 - nuisance, r = fmin(1, tested / total);
    double f = r / w->df1 / ((1 - r) / w->df2);
    return w->f_field ? f : copysign(sqrt(f), sign);
}

double hinge_adjusted_node(const struct hinge_wave *w, const double *x,
                           double *residual, double *scaled)
{
    size_t n = w->n, all = w->n_nuisance + w->n_tested;
    bool testable = w->n_tested > 0 && w->df2 > 0;
    double size = 0, squares = 0;
    for (size_t i = 0; i < n; i++)
        size = fmax(size, fabs(x[i]));
    memcpy(scaled, x, n * sizeof *x);
    centre(w, scaled);
    take_away(w, 0, w->n_nuisance, scaled);
    take_away(w, 0, w->n_nuisance, scaled);
    memcpy(residual, scaled, n * sizeof *x);
    take_away(w, w->n_nuisance, all, residual);
    double along = 0, total = inner(scaled, scaled, n),
           error = inner(residual, residual, n);
    for (size_t k = w->n_nuisance; k < all; k++) {
        along = inner(w->basis + k * n, scaled, n);
        squares += along * along;
    }
    if (!testable || !(sqrt(error / w->df2) > 1e-12 * size)) {
        memset(scaled, 0, n * sizeof *scaled);
        return NAN;
    }
    for (size_t i = 0; i < n; i++)
        scaled[i] /= sqrt(total);
    return w->f_field ? squares / w->df1 / (error / w->df2)
                      : along / sqrt(error / w->df2);
}
