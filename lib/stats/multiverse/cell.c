/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outlying people, and values and covariates of the others as a specification. */
#include "stats/multiverse/cell.h"

#include "base/moments.h"
#include "base/sorted.h"
#include "stats/multiverse/grid.h"

#include <math.h>
#include <string.h>

/* --- outlying people --- */

enum hinge_status hinge_cell_outliers(struct hinge_analysis *analysis,
                                      const struct hinge_people_cell *cell,
                                      const char *option, bool *out, size_t people,
                                      struct hinge_error *error)
{
    char kind;
    double beyond, centre, scale;
    memset(out, 0, people * sizeof *out);
    hinge_grid_outliers(option, &kind, &beyond);
    if (beyond == 0)
        return HINGE_OK;
    double *x = hinge_analysis_alloc(analysis, cell->n, sizeof *x);
    if (x == NULL)
        return hinge_analysis_no_memory(error);
    memcpy(x, cell->middle, cell->n * sizeof *x);
    if (kind == 's') {
        centre = hinge_stats_mean(x, cell->n);
        scale = hinge_stats_sd(x, cell->n);
    } else {
        hinge_sort(x, cell->n);
        centre = hinge_median_sorted(x, cell->n);
        for (size_t i = 0; i < cell->n; i++)
            x[i] = fabs(cell->middle[i] - centre);
        hinge_sort(x, cell->n);
        scale = 1.4826 * hinge_median_sorted(x, cell->n);
    }
    for (size_t i = 0; i < cell->n && scale > 0; i++)
        out[cell->who[i]] = fabs(cell->middle[i] - centre) > beyond * scale;
    return HINGE_OK;
}

/* --- a specification of a cell --- */

/* Orthonormal columns that span the intercept and the covariates (twice is enough,
 * Giraud et al. 2005), and what they leave of the values. */
static void project(const struct hinge_people_cell *cell, struct hinge_specification *s)
{
    for (size_t c = 0; c <= cell->covariates; c++) {
        double *q = s->basis + s->columns * s->n, norm = 0, left = 0;
        for (size_t i = 0; i < s->n; i++)
            norm += q[i] * q[i];
        for (int twice = 0; twice < 2; twice++)
            hinge_specification_leave(s, q);
        for (size_t i = 0; i < s->n; i++)
            left += q[i] * q[i];
        bool depends = !(left > 1e-14 * norm);
        if (depends) /* the next covariate takes its place */
            memmove(q, q + s->n, (cell->covariates - c) * s->n * sizeof *q);
        for (size_t i = 0; i < s->n && !depends; i++)
            q[i] /= sqrt(left);
        s->columns += !depends;
    }
    for (int twice = 0; twice < 2; twice++)
        hinge_specification_leave(s, s->value);
}

enum hinge_status hinge_cell_specify(struct hinge_analysis *analysis,
                                     const struct hinge_curve *curve,
                                     const struct hinge_people_cell *cell,
                                     const bool *out, struct hinge_specification *s,
                                     struct hinge_error *error)
{
    *s = (struct hinge_specification){.kind = curve->paired ? HINGE_SPECIFIED_PAIRED
                                              : cell->covariates > 0
                                                  ? HINGE_SPECIFIED_LINEAR
                                                  : HINGE_SPECIFIED_WELCH,
                                      .why = cell->why};
    if (cell->why != NULL)
        return HINGE_OK;
    size_t columns = cell->covariates + 1;
    s->who = hinge_analysis_alloc(analysis, cell->n, sizeof *s->who);
    s->value =
        hinge_analysis_alloc(analysis, (1 + columns) * cell->n, sizeof *s->value);
    if (s->who == NULL || s->value == NULL)
        return hinge_analysis_no_memory(error);
    s->basis = s->value + cell->n;
    for (size_t i = 0; i < cell->n; i++)
        s->n += !out[cell->who[i]];
    for (size_t i = 0, at = 0; i < cell->n; i++) {
        if (out[cell->who[i]])
            continue;
        s->who[at] = cell->who[i];
        s->value[at] = cell->value[i];
        s->basis[at] = 1;
        for (size_t k = 0; k < cell->covariates; k++)
            s->basis[(k + 1) * s->n + at] = cell->covariate[k][i];
        at++;
    }
    if (s->kind == HINGE_SPECIFIED_LINEAR)
        project(cell, s);
    enum hinge_status status = hinge_specification_fit(analysis, curve, s, error);
    if (status == HINGE_OK && isnan(s->estimate))
        s->why = "too few participants";
    return status;
}
