/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kenward & Roger's covariance, degrees of freedom and scaled F from the sums of
 * kenward_roger_sums.c. In: a fit by REML; out: struct hinge_kenward_roger, owned by
 * the caller. */
#include "stats/model/kenward_roger.h"

#include "stats/model/failure.h"
#include "stats/model/kenward_roger_sums.h"
#include "stats/numbers/dense.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* w = I^-1; false when its reciprocal condition is below 1e-14. `work`: n + 2 n^2. */
static bool invert_information(const double *information, size_t n, double *work,
                               double *w)
{
    double *values = work, *vectors = values + n, *scaled = vectors + n * n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            scaled[i * n + j] = information[i * n + j] /
                                sqrt(information[i * n + i] * information[j * n + j]);
    if (!hinge_dense_eigen(scaled, n, values, vectors) ||
        !(values[0] > 1e-14 * values[n - 1]))
        return false;
    memset(w, 0, n * n * sizeof *w);
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                w[i * n + j] += vectors[k * n + i] * vectors[k * n + j] / values[k] /
                                sqrt(information[i * n + i] * information[j * n + j]);
    return true;
}

/* work: 3 n^2 + n + 3 p^2 values. */
static void finish(struct hinge_kenward_roger *tests,
                   struct hinge_kenward_roger_sums *sums, double *work)
{
    size_t n = sums->n, p = sums->p, pp = p * p;
    double *information = work, *phi = work + 3 * n * n + n, *half = phi + pp;
    double *sum = half + pp;
    memcpy(phi, sums->fit->vcov, pp * sizeof *phi);
    hinge_lmm_of_q(sums->lmm, phi, half);
    for (size_t r = 0; r < n; r++) {
        hinge_dense_multiply(phi, sums->pr + r * pp, p, p, p, half);
        hinge_dense_multiply(half, phi, p, p, p, tests->slope + r * pp);
    }
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n; s++) { /* P and Phi P Phi are symmetric */
            double both = hinge_dense_dot(tests->slope + r * pp, sums->pr + s * pp, pp);
            double of_q = hinge_dense_dot(phi, sums->q + (r * n + s) * pp, pp);
            information[r * n + s] = 0.5 * (sums->trace[r * n + s] - 2.0 * of_q + both);
        }
    tests->defined = invert_information(information, n, information + n * n, tests->w);
    memset(sum, 0, pp * sizeof *sum);
    for (size_t r = 0; r < n; r++)
        for (size_t s = 0; s < n && tests->defined; s++) {
            double w = tests->w[r * n + s];
            for (size_t i = 0; i < pp; i++)
                sum[i] += w * sums->q[(r * n + s) * pp + i];
            hinge_dense_multiply(phi, sums->pr + s * pp, p, p, p, half);
            hinge_dense_add_cross(sums->pr + r * pp, half, p, p, -w,
                                  sum); /* P_r = P_r' */
        }
    hinge_dense_multiply(phi, sum, p, p, p, half);
    hinge_dense_multiply(half, phi, p, p, p, sum);
    for (size_t i = 0; i < pp; i++)
        tests->vcov[i] = phi[i] + sum[i] + sum[i % p * p + i / p];
    hinge_lmm_of_x(sums->lmm, tests->vcov, half);
    for (size_t r = 0; r < n; r++)
        hinge_lmm_of_x(sums->lmm, tests->slope + r * pp, half);
}

enum hinge_status hinge_kenward_roger_build(struct hinge_kenward_roger *tests,
                                            const struct hinge_lmm *lmm,
                                            const struct hinge_lmm_fit *fit,
                                            struct hinge_error *error)
{
    size_t p = fit->p, n = fit->n_theta + 1, pp = p * p;
    size_t summed = hinge_kenward_roger_sums_size(n, p);
    struct hinge_kenward_roger_sums sums = {.lmm = lmm, .fit = fit, .n = n, .p = p};
    bool done = false;
    *tests = (struct hinge_kenward_roger){.p = p, .n_g = n, .fit = fit};
    tests->memory = hinge_alloc(pp + n * n + n * pp, sizeof *tests->memory);
    double *memory = hinge_alloc(summed + 3 * n * n + n + 3 * pp, sizeof *memory);
    enum hinge_status status =
        tests->memory == NULL || memory == NULL
            ? hinge_model_nomem(error)
            : hinge_kenward_roger_add(&sums, memory, &done, error);
    if (status == HINGE_OK) {
        tests->vcov = tests->memory;
        tests->w = tests->vcov + pp;
        tests->slope = tests->w + n * n;
    }
    if (status == HINGE_OK && done)
        finish(tests, &sums, memory + summed);
    free(memory);
    return status;
}

void hinge_kenward_roger_clear(struct hinge_kenward_roger *tests)
{
    free(tests->memory);
    *tests = (struct hinge_kenward_roger){.p = 0};
}

/* Degrees of freedom and scale of q rows from Kenward and Roger's A1 and A2. */
static double approximate(double a1, double a2, double q, double *scale)
{
    double b = (a1 + 6.0 * a2) / (2.0 * q);
    double g = ((q + 1.0) * a1 - (q + 4.0) * a2) / ((q + 2.0) * a2);
    double d = 3.0 * q + 2.0 * (1.0 - g), e = 1.0 - a2 / q;
    double v0 = 1.0 + g / d * b, v1 = 1.0 - (q - g) / d * b;
    double v2 = 1.0 - (q + 2.0 - g) / d * b;
    if (fabs(v0) < 1e-10)
        v0 = 0.0;
    double rho = e / v1 * (e / v1) * v0 / v2 / q;
    double m = 4.0 + (q + 2.0) / (q * rho - 1.0);
    *scale = fabs(m - 2.0) < 0.01 ? 1.0 : m * e / (m - 2.0);
    return isfinite(m) && m >= 1.0 ? m : (double)NAN;
}

double hinge_kenward_roger_df(const struct hinge_kenward_roger *tests, const double *l)
{
    size_t p = tests->p, n = tests->n_g;
    double variance = hinge_dense_quadratic(tests->fit->vcov, l, p), sum = 0.0;
    for (size_t r = 0; r < n && tests->defined; r++)
        for (size_t s = 0; s < n; s++)
            sum += tests->w[r * n + s] *
                   hinge_dense_quadratic(tests->slope + r * p * p, l, p) *
                   hinge_dense_quadratic(tests->slope + s * p * p, l, p);
    double m = 2.0 * variance * variance / sum; /* what approximate() comes to */
    return tests->defined && isfinite(m) && m >= 1.0 ? m : (double)NAN;
}

/* out (q x q) = L A L'. */
static void sandwich(const double *l, size_t q, const double *a, size_t p, double *half,
                     double *out)
{
    hinge_dense_multiply(l, a, q, p, p, half);
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++)
            out[i * q + j] = hinge_dense_dot(half + i * p, l + j * p, p);
}

enum hinge_status hinge_kenward_roger_f(const struct hinge_kenward_roger *tests,
                                        const double *l, size_t rows,
                                        struct hinge_f_test *out, double *scale,
                                        struct hinge_error *error)
{
    size_t p = tests->p, n = tests->n_g, q = rows, qq = q * q;
    double a1 = 0.0, a2 = 0.0, count = (double)q;
    *out = (struct hinge_f_test){(double)NAN, count, (double)NAN, (double)NAN};
    *scale = (double)NAN;
    double *memory = hinge_alloc(q * p + 3 * qq + n * qq + q, sizeof *memory);
    if (memory == NULL)
        return hinge_model_nomem(error);
    double *half = memory, *middle = half + q * p, *inverse = middle + qq;
    double *other = inverse + qq, *each = other + qq, *lb = each + n * qq;
    bool done = tests->defined && q > 0;
    if (done) {
        sandwich(l, q, tests->fit->vcov, p, half, middle);
        done = hinge_dense_cholesky(middle, q);
    }
    if (done) {
        hinge_dense_inverse(middle, q, inverse);
        for (size_t r = 0; r < n; r++) { /* (L Phi L')^-1 L Phi P_r Phi L' */
            sandwich(l, q, tests->slope + r * p * p, p, half, other);
            hinge_dense_multiply(inverse, other, q, q, q, each + r * qq);
        }
        sandwich(l, q, tests->vcov, p, half, middle);
        done = hinge_dense_cholesky(middle, q);
    }
    if (done) {
        for (size_t r = 0; r < n; r++)
            for (size_t s = 0; s < n; s++) {
                double tr_r = 0.0, tr_s = 0.0, product = 0.0;
                for (size_t i = 0; i < q; i++) {
                    tr_r += each[r * qq + i * q + i];
                    tr_s += each[s * qq + i * q + i];
                    for (size_t j = 0; j < q; j++)
                        product += each[r * qq + i * q + j] * each[s * qq + j * q + i];
                }
                a1 += tests->w[r * n + s] * tr_r * tr_s;
                a2 += tests->w[r * n + s] * product;
            }
        for (size_t i = 0; i < q; i++)
            lb[i] = hinge_dense_dot(l + i * p, tests->fit->beta, p);
        hinge_dense_forward(middle, q, lb, 1);
        double f = hinge_dense_dot(lb, lb, q) / count;
        out->df2 = q > 1 ? approximate(a1, a2, count, scale)
                         : hinge_kenward_roger_df(tests, l);
        *scale = q > 1 ? *scale : 1.0;
        if (isfinite(out->df2)) {
            out->f = *scale * f;
            out->p = gsl_cdf_fdist_Q(out->f, count, out->df2);
        }
    }
    free(memory);
    return HINGE_OK;
}

static double model_df(const void *context, const double *l)
{
    return hinge_kenward_roger_df(context, l);
}

struct hinge_linear_model
hinge_kenward_roger_model(const struct hinge_kenward_roger *tests,
                          const struct hinge_linear_model *otherwise)
{
    return (struct hinge_linear_model){.p = tests->p,
                                       .beta = tests->fit->beta,
                                       .vcov = tests->vcov,
                                       .df = model_df,
                                       .context = tests,
                                       .otherwise = otherwise};
}
