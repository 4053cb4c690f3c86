/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small dense algebra. */
#include "stats/numbers/dense.h"

#include <float.h>
#include <math.h>
#include <string.h>

static const double rank_tolerance = 1e-7;

bool hinge_dense_cholesky(double *a, size_t n)
{
    for (size_t j = 0; j < n; j++) {
        double d = a[j * n + j];
        for (size_t k = 0; k < j; k++)
            d -= a[j * n + k] * a[j * n + k];
        if (!(d > 0.0) || !isfinite(d))
            return false;
        d = sqrt(d);
        a[j * n + j] = d;
        for (size_t i = j + 1; i < n; i++) {
            double sum = a[i * n + j];
            for (size_t k = 0; k < j; k++)
                sum -= a[i * n + k] * a[j * n + k];
            a[i * n + j] = sum / d;
        }
    }
    return true;
}

void hinge_dense_forward(const double *l, size_t n, double *b, size_t m)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++)
            for (size_t c = 0; c < m; c++)
                b[i * m + c] -= l[i * n + k] * b[k * m + c];
        for (size_t c = 0; c < m; c++)
            b[i * m + c] /= l[i * n + i];
    }
}

void hinge_dense_backward(const double *l, size_t n, double *b)
{
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            b[i] -= l[k * n + i] * b[k];
        b[i] /= l[i * n + i];
    }
}

void hinge_dense_inverse(const double *l, size_t n, double *inverse)
{
    for (size_t j = 0; j < n; j++) {
        double *row = inverse + j * n; /* symmetric: a row serves as a column */
        for (size_t i = 0; i < n; i++)
            row[i] = i == j ? 1.0 : 0.0;
        hinge_dense_forward(l, n, row, 1);
        hinge_dense_backward(l, n, row);
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            inverse[i * n + j] = inverse[j * n + i];
}

double hinge_dense_quadratic(const double *a, const double *l, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += l[i] * hinge_dense_dot(a + i * n, l, n);
    return sum;
}

double hinge_dense_dot(const double *a, const double *b, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

void hinge_dense_multiply(const double *a, const double *b, size_t n, size_t inner, size_t m,
                          double *out)
{
    memset(out, 0, n * m * sizeof *out);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < inner; k++) {
            double value = a[i * inner + k];
            for (size_t j = 0; j < m && value != 0.0; j++)
                out[i * m + j] += value * b[k * m + j];
        }
}

void hinge_dense_add_cross(const double *a, const double *b, size_t q, size_t p, double c,
                           double *out)
{
    for (size_t r = 0; r < q; r++)
        for (size_t i = 0; i < p; i++)
            for (size_t j = 0; j < p && a[r * p + i] != 0.0; j++)
                out[i * p + j] += c * a[r * p + i] * b[r * p + j];
}

/* What must be left of a column that is new: a share of its size about its mean, so
 * that a number far from 0 (seconds since 1970) is not taken for a constant, but more
 * than rounding leaves of its whole size. */
static double least_rest(const double *x, size_t rows)
{
    double mean = 0.0, about = 0.0, whole = sqrt(hinge_dense_dot(x, x, rows));
    for (size_t i = 0; i < rows; i++)
        mean += x[i] / (double)rows;
    for (size_t i = 0; i < rows; i++)
        about += (x[i] - mean) * (x[i] - mean);
    return fmax(rank_tolerance * sqrt(about), 64.0 * DBL_EPSILON * whole);
}

size_t hinge_dense_orthogonalise(const double *x, size_t rows, size_t n, double *q, size_t *kept,
                                 double *r)
{
    size_t rank = 0;
    memset(r, 0, n * n * sizeof *r);
    for (size_t j = 0; j < n; j++) {
        double *rest = q + rank * rows; /* rank <= j: the place exists */
        memcpy(rest, x + j * rows, rows * sizeof *rest);
        double norm = least_rest(rest, rows);
        for (int pass = 0; pass < 2; pass++)
            for (size_t k = 0; k < rank; k++) {
                double c = hinge_dense_dot(q + k * rows, rest, rows);
                r[k * n + j] += c;
                for (size_t i = 0; i < rows; i++)
                    rest[i] -= c * q[k * rows + i];
            }
        double left = sqrt(hinge_dense_dot(rest, rest, rows));
        if (!(left > norm))
            continue;
        for (size_t i = 0; i < rows; i++)
            rest[i] /= left;
        r[rank * n + j] = left;
        kept[rank++] = j;
    }
    return rank;
}
