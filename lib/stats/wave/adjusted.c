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

/* x less its part along the orthonormal columns. */
static void take_away(const double *column, size_t columns, size_t n, double *x)
{
    for (size_t k = 0; k < columns; k++, column += n) {
        double along = inner(column, x, n);
        for (size_t i = 0; i < n; i++)
            x[i] -= along * column[i];
    }
}

/* x becomes a unit column beside what is adjusted for and the columns before it; its
 * length before, 0 where it follows from them. */
static double orthonormal(const struct hinge_wave *w, size_t nuisance, const double *before,
                          size_t columns, double *x)
{
    double size = sqrt(inner(x, x, w->n));
    centre(w, x);
    double whole = sqrt(inner(x, x, w->n));
    for (int again = 0; again < 2; again++) { /* twice is enough (Kahan) */
        take_away(w->basis, nuisance, w->n, x);
        take_away(before, columns, w->n, x);
        centre(w, x);
    }
    double length = sqrt(inner(x, x, w->n));
    if (!(whole > 1e-12 * size) || !(length > depends_below * whole))
        return 0;
    for (size_t i = 0; i < w->n; i++)
        x[i] /= length;
    return length;
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
        double length = orthonormal(w, kept, NULL, 0, x);
        if (!(length > 0)) {
            *depends = *depends < columns ? *depends : k;
            continue;
        }
        w->length = length;
        nuisance += k < w->n_nuisance;
        kept++;
    }
    w->n_nuisance = nuisance;
    w->n_tested = kept - nuisance;
    w->df1 = (double)w->n_tested;
    w->df2 = (double)n - (double)w->n_blocks - (double)kept;
    return HINGE_OK;
}

static double sum_coded(size_t level, size_t column, size_t levels)
{
    return level == column ? 1 : level == levels - 1 ? -1 : 0;
}

void hinge_adjusted_interaction(const struct hinge_wave *w, const uint32_t *member, double *basis)
{
    size_t kept = 0, n = w->n;
    for (size_t g = 0; g + 1 < w->n_groups; g++)
        for (size_t c = 0; c + 1 < w->n_cells; c++) {
            double *x = basis + kept * n;
            for (size_t b = 0, i = 0; b < w->n_blocks; b++)
                for (size_t end = i + w->block_size[b]; i < end; i++)
                    x[i] =
                        sum_coded(w->cell[i], c, w->n_cells) * sum_coded(member[b], g, w->n_groups);
            kept += orthonormal(w, w->n_nuisance, basis, kept, x) > 0;
        }
    memset(basis + kept * n, 0, (w->n_tested - kept) * n * sizeof *basis);
}

double hinge_adjusted_statistic(const struct hinge_wave *w, double tested, double nuisance,
                                double sign)
{
    double total = 1 - nuisance, r = fmin(1, tested / total);
    double f = r / w->df1 / ((1 - r) / w->df2);
    return w->f_field ? f : copysign(sqrt(f), sign);
}

double hinge_adjusted_node(const struct hinge_wave *w, const double *x, double *residual,
                           double *scaled)
{
    size_t n = w->n;
    bool testable = w->n_tested > 0 && w->df2 > 0;
    double size = 0, squares = 0, along = 0;
    for (size_t i = 0; i < n; i++)
        size = fmax(size, fabs(x[i]));
    memcpy(scaled, x, n * sizeof *x);
    centre(w, scaled);
    memcpy(residual, scaled, n * sizeof *x);
    for (int again = 0; again < 2; again++)
        take_away(w->basis, w->n_nuisance, n, residual);
    if (!w->whole)
        memcpy(scaled, residual, n * sizeof *x);
    const double *tested = w->basis + w->n_nuisance * n;
    for (size_t k = 0; k < w->n_tested; k++) {
        along = inner(tested + k * n, residual, n);
        squares += along * along;
    }
    take_away(tested, w->n_tested, n, residual);
    double total = inner(scaled, scaled, n), error = inner(residual, residual, n);
    if (!testable || !(sqrt(error / w->df2) > 1e-12 * size)) {
        memset(scaled, 0, n * sizeof *scaled);
        return NAN;
    }
    for (size_t i = 0; i < n; i++)
        scaled[i] /= sqrt(total);
    return w->f_field ? squares / w->df1 / (error / w->df2) : along / sqrt(error / w->df2);
}
