/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least squares with dropped columns, estimability and robust errors. */
#include "stats/numbers/ols.h"

#include "stats/numbers/dense.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

/* Solutions of R b = Q'y and of R^-1, from the decomposed matrix. */
static void invert(const gsl_matrix *qr, double *root, size_t p)
{
    for (size_t c = 0; c < p; c++) { /* column c of R^-1 by back substitution */
        for (size_t r = p; r-- > 0;) {
            double sum = r == c;
            for (size_t k = r + 1; k < p; k++)
                sum -= gsl_matrix_get(qr, r, k) * root[k * p + c];
            root[r * p + c] = sum / gsl_matrix_get(qr, r, r);
        }
    }
}

static void fill_depends(struct hinge_ols *fit, const gsl_matrix *qr, const gsl_vector *tau,
                         const double *x, gsl_vector *work, gsl_vector *solution, gsl_vector *rest)
{
    for (size_t c = 0; c < fit->columns; c++) {
        memcpy(work->data, x + c * fit->n, fit->n * sizeof *work->data);
        gsl_linalg_QR_lssolve(qr, tau, work, solution, rest);
        memcpy(fit->depends + c * fit->p, solution->data, fit->p * sizeof(double));
    }
}

struct room {
    double *matrix, *tau, *work, *solution, *rest, *root;
};

static bool make_room(struct hinge_analysis *a, struct hinge_ols *fit, struct room *r)
{
    size_t n = fit->n, p = fit->p;
    r->matrix = hinge_analysis_alloc(a, n * p, sizeof(double));
    r->tau = hinge_analysis_alloc(a, 2 * p + 2 * n + p * p, sizeof(double));
    fit->beta = hinge_analysis_alloc(a, p, sizeof *fit->beta);
    fit->inverse = hinge_analysis_alloc(a, p * p, sizeof *fit->inverse);
    fit->residual = hinge_analysis_alloc(a, n, sizeof *fit->residual);
    fit->leverage = hinge_analysis_alloc(a, n, sizeof *fit->leverage);
    fit->depends = hinge_analysis_alloc(a, fit->columns * p, sizeof *fit->depends);
    if (!r->matrix || !r->tau || !fit->beta || !fit->inverse || !fit->residual || !fit->leverage ||
        !fit->depends)
        return false;
    r->solution = r->tau + p;
    r->work = r->solution + p;
    r->rest = r->work + n;
    r->root = r->rest + n;
    return true;
}

static void solve(struct hinge_ols *fit, const double *x, const double *y, struct room *r)
{
    size_t n = fit->n, p = fit->p;
    gsl_matrix_view qr = gsl_matrix_view_array(r->matrix, n, p);
    gsl_vector_view tau = gsl_vector_view_array(r->tau, p);
    gsl_vector_view beta = gsl_vector_view_array(fit->beta, p);
    gsl_vector_view rest = gsl_vector_view_array(fit->residual, n);
    gsl_vector_view work = gsl_vector_view_array(r->work, n);
    for (size_t k = 0; k < p; k++)
        for (size_t i = 0; i < n; i++)
            r->matrix[i * p + k] = x[fit->kept[k] * n + i];
    gsl_linalg_QR_decomp(&qr.matrix, &tau.vector);
    memcpy(r->work, y, n * sizeof *y);
    gsl_linalg_QR_lssolve(&qr.matrix, &tau.vector, &work.vector, &beta.vector, &rest.vector);
    fit->rss = hinge_dense_dot(fit->residual, fit->residual, n);
    fit->sigma2 = fit->rss / fit->df;
    invert(&qr.matrix, r->root, p);
    for (size_t i = 0; i < p; i++)
        for (size_t j = 0; j < p; j++)
            fit->inverse[i * p + j] = hinge_dense_dot(r->root + i * p, r->root + j * p, p);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < p; k++) {
            double part = 0; /* of x R^-1 */
            for (size_t j = 0; j <= k; j++)
                part += x[fit->kept[j] * n + i] * r->root[j * p + k];
            fit->leverage[i] += part * part;
        }
    }
    gsl_vector_view solution = gsl_vector_view_array(r->solution, p);
    gsl_vector_view unused = gsl_vector_view_array(r->rest, n);
    fill_depends(fit, &qr.matrix, &tau.vector, x, &work.vector, &solution.vector, &unused.vector);
}

enum hinge_status hinge_ols_fit(struct hinge_analysis *a, const double *x, size_t columns,
                                const double *y, size_t n, struct hinge_ols *fit,
                                struct hinge_error *error)
{
    *fit = (struct hinge_ols){.n = n, .columns = columns};
    fit->kept = hinge_analysis_alloc(a, columns, sizeof *fit->kept);
    double *q = hinge_analysis_alloc(a, columns * n + columns * columns, sizeof *q);
    fit->p = hinge_dense_orthogonalise(x, n, columns, q, fit->kept, q + columns * n);
    fit->df = (double)n - (double)fit->p;
    if (n <= fit->p)
        return hinge_analysis_fail(a, error, HINGE_E_TOO_FEW,
                                   "n=%zu participants for %zu coefficients: take "
                                   "fewer covariates, or more people",
                                   n, fit->p);
    struct room room;
    if (!make_room(a, fit, &room))
        return hinge_analysis_no_memory(error);
    solve(fit, x, y, &room);
    return HINGE_OK;
}

bool hinge_ols_estimable(const struct hinge_ols *fit, const double *l, double *kept)
{
    size_t p = fit->p;
    for (size_t k = 0; k < p; k++)
        kept[k] = l[fit->kept[k]];
    for (size_t c = 0, k = 0; c < fit->columns; c++) {
        if (k < p && fit->kept[k] == c) {
            k++;
            continue;
        }
        double implied = 0, size = fmax(1, fabs(l[c]));
        for (size_t j = 0; j < p; j++) {
            double part = fit->depends[c * p + j] * kept[j];
            implied += part;
            size = fmax(size, fabs(part));
        }
        if (fabs(implied - l[c]) > 1e-8 * size)
            return false;
    }
    return true;
}

double hinge_ols_estimate(const struct hinge_ols *fit, const double *kept, double *se)
{
    size_t p = fit->p;
    double variance = 0;
    for (size_t i = 0; i < p; i++)
        variance += kept[i] * hinge_dense_dot(fit->inverse + i * p, kept, p);
    *se = sqrt(variance * fit->sigma2);
    return hinge_dense_dot(kept, fit->beta, p);
}

void hinge_ols_hc3(struct hinge_analysis *a, const struct hinge_ols *fit, const double *x,
                   double *se)
{
    size_t p = fit->p, n = fit->n;
    double *meat = hinge_analysis_alloc(a, p * p, sizeof *meat);
    for (size_t i = 0; i < n; i++) {
        double e = fit->residual[i] / (1 - fit->leverage[i]);
        for (size_t j = 0; j < p; j++)
            for (size_t k = 0; k < p; k++)
                meat[j * p + k] += e * e * x[fit->kept[j] * n + i] * x[fit->kept[k] * n + i];
    }
    for (size_t j = 0; j < p; j++) {
        const double *row = fit->inverse + j * p;
        double variance = 0;
        for (size_t k = 0; k < p; k++)
            variance += row[k] * hinge_dense_dot(meat + k * p, row, p);
        se[j] = sqrt(variance);
    }
}
