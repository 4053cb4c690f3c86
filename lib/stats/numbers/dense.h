/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small dense algebra on plain arrays. The blocks of a mixed model are 1x1 to about 6x6
 * and there are thousands of them: loops without any set-up beat a library call here.
 * Large matrices go through GSL. Matrices are row-major unless said otherwise. */
#ifndef HINGE_STATS_NUMBERS_DENSE_H
#define HINGE_STATS_NUMBERS_DENSE_H

#include <stdbool.h>
#include <stddef.h>

/* Lower Cholesky factor of a symmetric n x n matrix (lower triangle read) in its place;
 * the upper triangle is not touched. False when it is not positive definite. */
bool hinge_dense_cholesky(double *a, size_t n);

/* B = L^-1 B, B is n x m. */
void hinge_dense_forward(const double *l, size_t n, double *b, size_t m);

/* b = L'^-1 b. */
void hinge_dense_backward(const double *l, size_t n, double *b);

/* Full symmetric inverse from a lower Cholesky factor. `inverse` must not be `l`. */
void hinge_dense_inverse(const double *l, size_t n, double *inverse);

/* l' A l for a symmetric n x n matrix. */
double hinge_dense_quadratic(const double *a, const double *l, size_t n);

double hinge_dense_dot(const double *a, const double *b, size_t n);

/* out (n x m) = A B, A is n x inner; zeros of A are passed over. */
void hinge_dense_multiply(const double *a, const double *b, size_t n, size_t inner, size_t m,
                          double *out);

/* out (p x p) += c A'B, both q x p. */
void hinge_dense_add_cross(const double *a, const double *b, size_t q, size_t p, double c,
                           double *out);

/* Orthogonal basis of the columns of a column-major rows x n matrix by modified
 * Gram-Schmidt in order, twice. A column whose rest is below 1e-7 of its deviations
 * from its mean depends on earlier ones and is dropped. On return q holds `rank`
 * orthonormal columns (rows x rank), kept[k] their original places, r (n x n,
 * row-major) the coefficients: column j = sum over k < rank of r[k * n + j] q_k. A zero
 * column is dropped. Returns rank. */
size_t hinge_dense_orthogonalise(const double *x, size_t rows, size_t n, double *q, size_t *kept,
                                 double *r);

#endif
