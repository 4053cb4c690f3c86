/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Satterthwaite: D(theta, sigma) = log_det [+ log_det_x] + df ln(2 pi sigma^2) +
 * r2/sigma^2. sigma is differentiated by hand, theta by differences with Richardson's
 * extrapolation. */
#include "stats/model/lmm_tests.h"

#include "stats/model/failure.h"
#include "stats/model/lmm_inside.h"
#include "stats/numbers/dense.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 4 }; /* of extrapolation, the step halved each time */

/* The parts of D at one theta, and C(theta). */
struct point {
    double log_det, r2;
    double *c;
};

struct differences {
    struct hinge_lmm *lmm;
    const struct hinge_lmm_fit *fit;
    double *theta; /* scratch */
    double *unit;
    double sigma2;
    bool failed;
};

static void evaluate(struct differences *d, size_t i, double hi, size_t j, double hj,
                     struct point *point)
{
    struct hinge_lmm_parts parts = {.beta = NULL, .c = point->c};
    memcpy(d->theta, d->fit->theta, d->fit->n_theta * sizeof *d->theta);
    d->theta[i] += hi;
    d->theta[j] += hj;
    hinge_effects_template(d->lmm->effects, d->theta, d->lmm->templates);
    if (!hinge_lmm_evaluate(d->lmm, d->lmm->templates, &parts))
        d->failed = true;
    point->log_det = parts.log_det + (d->fit->reml ? parts.log_det_x : 0.0);
    point->r2 = parts.r2;
}

static double step(const struct differences *d, size_t i)
{
    return 0.02 * fmax(fabs(d->fit->theta[i]), 0.1 * d->unit[i]);
}

/* Column of estimates at steps h, h/2, … with errors in even powers of h. */
static double extrapolate(double *estimate, size_t stride)
{
    double factor = 4.0;
    for (size_t k = 1; k < LEVELS; k++, factor *= 4.0)
        for (size_t i = 0; i + k < LEVELS; i++)
            estimate[i * stride] =
                (factor * estimate[(i + 1) * stride] - estimate[i * stride]) /
                (factor - 1.0);
    return estimate[0];
}

static double joined(const struct differences *d, const struct point *point)
{
    return point->log_det + point->r2 / d->sigma2;
}

/* d2D/dtheta_i dtheta_j for i != j. */
static double mixed(struct differences *d, size_t i, size_t j)
{
    double estimate[LEVELS], hi = step(d, i), hj = step(d, j);
    for (size_t k = 0; k < LEVELS; k++, hi *= 0.5, hj *= 0.5) {
        struct point at = {.c = NULL};
        double sum = 0.0;
        static const double sign[4][2] = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
        for (size_t s = 0; s < 4; s++) {
            evaluate(d, i, sign[s][0] * hi, j, sign[s][1] * hj, &at);
            sum += sign[s][0] * sign[s][1] * joined(d, &at);
        }
        estimate[k] = sum / (4.0 * hi * hj);
    }
    return extrapolate(estimate, 1);
}

/* d2D/dtheta_i^2, d r2/dtheta_i and dC/dtheta_i in one go. `c` holds (LEVELS + 1) p^2
 * values; the last p^2 of them are scratch. */
static void single(struct differences *d, size_t i, const struct point *centre,
                   double *c, double *second, double *slope, double *jacobian)
{
    double curve[LEVELS], r2[LEVELS], h = step(d, i);
    size_t size = d->fit->p * d->fit->p;
    for (size_t k = 0; k < LEVELS; k++, h *= 0.5) {
        struct point up = {.c = c + k * size}, down = {.c = c + LEVELS * size};
        evaluate(d, i, h, i, 0.0, &up);
        evaluate(d, i, -h, i, 0.0, &down);
        curve[k] =
            (joined(d, &up) - 2.0 * joined(d, centre) + joined(d, &down)) / (h * h);
        r2[k] = (up.r2 - down.r2) / (2.0 * h);
        for (size_t e = 0; e < size; e++)
            up.c[e] = (up.c[e] - down.c[e]) / (2.0 * h);
    }
    *second = extrapolate(curve, 1);
    *slope = extrapolate(r2, 1);
    for (size_t e = 0; e < size; e++)
        jacobian[e] = d->sigma2 * extrapolate(c + e, size);
}

/* 2 x sum of v v' / lambda over eigenvalues > 1e-8 (as lmerTest: a flat or a falling
 * direction, which a variance at 0 makes, adds nothing). */
static bool invert_hessian(const double *hessian, size_t n, double *work, double *out)
{
    double *values = work, *vectors = work + n;
    if (!hinge_dense_eigen(hessian, n, values, vectors))
        return false;
    memset(out, 0, n * n * sizeof *out);
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < n && values[k] > 1e-8; i++)
            for (size_t j = 0; j < n; j++)
                out[i * n + j] +=
                    2.0 * vectors[k * n + i] * vectors[k * n + j] / values[k];
    return true;
}

static bool differentiate(struct hinge_satterthwaite *tests, struct differences *d,
                          double *memory)
{
    const struct hinge_lmm_fit *fit = d->fit;
    size_t n = fit->n_theta, m = n + 1, size = fit->p * fit->p;
    double *hessian = memory, *c = hessian + m * m, *eigen = c + (LEVELS + 1) * size;
    double sigma = fit->sigma, n_df = (double)(fit->reml ? fit->n - fit->p : fit->n);
    struct point centre = {.c = NULL};
    evaluate(d, 0, 0.0, 0, 0.0, &centre);
    for (size_t i = 0; i < n; i++) {
        double slope;
        single(d, i, &centre, c, &hessian[i * m + i], &slope,
               tests->jacobian + i * size);
        hessian[i * m + n] = hessian[n * m + i] = -2.0 * slope / (sigma * d->sigma2);
        for (size_t j = 0; j < i; j++)
            hessian[i * m + j] = hessian[j * m + i] = mixed(d, i, j);
    }
    hessian[n * m + n] =
        -2.0 * n_df / d->sigma2 + 6.0 * centre.r2 / (d->sigma2 * d->sigma2);
    for (size_t e = 0; e < size; e++)
        tests->jacobian[n * size + e] = 2.0 * fit->vcov[e] / sigma;
    return !d->failed && invert_hessian(hessian, m, eigen, tests->information);
}

enum hinge_status hinge_satterthwaite_build(struct hinge_satterthwaite *tests,
                                            struct hinge_lmm *lmm,
                                            const struct hinge_lmm_fit *fit,
                                            struct hinge_error *error)
{
    size_t p = fit->p, m = fit->n_theta + 1, size = p * p;
    *tests = (struct hinge_satterthwaite){.p = p, .n_phi = m, .fit = fit};
    tests->information = hinge_alloc(m * m, sizeof(double));
    tests->jacobian = hinge_alloc(m * size, sizeof(double));
    double *memory =
        hinge_alloc(2 * m * m + (LEVELS + 1) * size + 3 * m, sizeof *memory);
    enum hinge_status status = HINGE_OK;
    if (tests->information == NULL || tests->jacobian == NULL || memory == NULL) {
        status = hinge_model_nomem(error);
    } else {
        struct differences d = {.lmm = lmm,
                                .fit = fit,
                                .theta = memory + 2 * m * m + (LEVELS + 1) * size + m,
                                .sigma2 = fit->sigma * fit->sigma};
        d.unit = d.theta + m;
        hinge_effects_units(lmm->effects, d.unit);
        if (!differentiate(tests, &d, memory))
            status =
                hinge_model_fail(error, "E_NO_CONVERGE",
                                 "the curvature of the criterion can't be computed at "
                                 "the optimum (criterion %.8g)",
                                 fit->criterion);
    }
    free(memory);
    return status;
}

void hinge_satterthwaite_clear(struct hinge_satterthwaite *tests)
{
    free(tests->information);
    free(tests->jacobian);
    *tests = (struct hinge_satterthwaite){.p = 0};
}

double hinge_satterthwaite_df(const struct hinge_satterthwaite *tests, const double *l)
{
    size_t p = tests->p, m = tests->n_phi;
    double variance = hinge_dense_quadratic(tests->fit->vcov, l, p), sum = 0.0;
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < m; j++)
            sum += tests->information[i * m + j] *
                   hinge_dense_quadratic(tests->jacobian + i * p * p, l, p) *
                   hinge_dense_quadratic(tests->jacobian + j * p * p, l, p);
    return sum > 0.0 ? 2.0 * variance * variance / sum : (double)NAN;
}

/* Denominator degrees of freedom of several (Fai & Cornelius 1996). */
static double pool_df(const double *nu, size_t q)
{
    double low = HUGE_VAL, high = 0.0, e = 0.0;
    for (size_t m = 0; m < q; m++) {
        low = fmin(low, nu[m]);
        high = fmax(high, nu[m]);
        e += nu[m] / (nu[m] - 2.0);
    }
    if (high - low < 1e-8)
        return nu[0];
    return low <= 2.0 ? 2.0 : 2.0 * e / (e - (double)q);
}

enum hinge_status hinge_satterthwaite_f(const struct hinge_satterthwaite *tests,
                                        const double *l, size_t rows,
                                        struct hinge_f_test *out,
                                        struct hinge_error *error)
{
    size_t p = tests->p;
    *out = (struct hinge_f_test){(double)NAN, (double)rows, (double)NAN, (double)NAN};
    double *memory = hinge_alloc(2 * rows * rows + 2 * rows + 2 * p, sizeof *memory);
    if (memory == NULL)
        return hinge_model_nomem(error);
    double *lvl = memory, *vectors = lvl + rows * rows, *values = vectors + rows * rows;
    double *nu = values + rows, *rotated = nu + rows, *vl = rotated + p;
    for (size_t i = 0; i < rows; i++) {
        for (size_t k = 0; k < p; k++)
            vl[k] = hinge_dense_dot(tests->fit->vcov + k * p, l + i * p, p);
        for (size_t j = 0; j < rows; j++)
            lvl[i * rows + j] = hinge_dense_dot(vl, l + j * p, p);
    }
    double f = 0.0;
    bool done = rows > 0 && hinge_dense_eigen(lvl, rows, values, vectors) &&
                values[0] > 1e-12 * values[rows - 1];
    for (size_t m = 0; m < rows && done; m++) {
        memset(rotated, 0, p * sizeof *rotated);
        for (size_t i = 0; i < rows; i++)
            for (size_t k = 0; k < p; k++)
                rotated[k] += vectors[m * rows + i] * l[i * p + k];
        double estimate = hinge_dense_dot(rotated, tests->fit->beta, p);
        f += estimate * estimate / values[m] / (double)rows;
        nu[m] = hinge_satterthwaite_df(tests, rotated);
    }
    if (done) {
        out->f = f;
        out->df2 = pool_df(nu, rows);
        if (out->df2 > 0.0)
            out->p = gsl_cdf_fdist_Q(f, (double)rows, out->df2);
    }
    free(memory);
    return HINGE_OK;
}

static double model_df(const void *context, const double *l)
{
    return hinge_satterthwaite_df(context, l);
}

struct hinge_linear_model
hinge_satterthwaite_model(const struct hinge_satterthwaite *tests)
{
    return (struct hinge_linear_model){.p = tests->p,
                                       .beta = tests->fit->beta,
                                       .vcov = tests->fit->vcov,
                                       .df = model_df,
                                       .context = tests};
}
