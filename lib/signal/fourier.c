/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Squared magnitudes of a short real series followed by many zeros. In: the series;
 * out: the caller's bins. The passes are those of GSL's mixed-radix transform (factors
 * of 4, then 2), with its tables and its order of operations, and so its bits; real and
 * imaginary parts lie apart and the transforms of a pass side by side, to be worked on
 * in lanes, and passes that would only copy are left out. */
#include "signal/fourier.h"

#include "base/lanes.h"
#include "base/memory.h"

#include <gsl/gsl_fft_real.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Tables of one length, which cost as much as a transform. */
struct hinge_fourier_tables {
    size_t length;
    gsl_fft_real_wavetable *table;
    double *space; /* two stages */
    struct hinge_fourier_tables *next;
};

void hinge_fourier_clear(struct hinge_fourier *fourier)
{
    for (struct hinge_fourier_tables *f = fourier->first, *next; f != NULL; f = next) {
        next = f->next;
        gsl_fft_real_wavetable_free(f->table);
        free(f->space);
        free(f);
    }
    fourier->first = NULL;
}

/* Bins 0..p/2 of length/p transforms of p samples: bin k of transform j at k * row + j.
 * Of later bins there is no need: the series is real. */
struct stage {
    double *re, *im;
    size_t row; /* between bins; 0: all bins alike */
};

static size_t stage_room(size_t length)
{
    return length / 2 + length / 4 + 2;
}

/* The tables of a length; NULL without memory. */
static struct hinge_fourier_tables *tables_of(struct hinge_fourier *fourier,
                                              size_t length)
{
    struct hinge_fourier_tables *f = fourier->first;
    while (f != NULL && f->length != length)
        f = f->next;
    if (f != NULL || (f = hinge_alloc(1, sizeof *f)) == NULL)
        return f;
    *f = (struct hinge_fourier_tables){
        .length = length,
        .table = gsl_fft_real_wavetable_alloc(length),
        .space = hinge_resize(NULL, 4 * stage_room(length) + length, sizeof(double)),
        .next = fourier->first};
    fourier->first = f;
    return f;
}

/* Bin 0 of four transforms of p to bins 0, p and 2p of one of 4p: these are real. */
static void first_bins(const struct stage *in, const struct stage *out, size_t p,
                       size_t q)
{
    const double *z = in->re;
    double *re = out->re, *im = out->im;
    size_t one = p * out->row, two = 2 * p * out->row;
#pragma omp simd
    for (size_t j = 0; j < q; j++) {
        double t1 = z[j] + z[j + 2 * q], t2 = z[j + q] + z[j + 3 * q];
        re[j] = t1 + t2;
        im[j] = 0;
        im[one + j] = z[j + 3 * q] - z[j + q];
        re[one + j] = z[j] - z[j + 2 * q];
        re[two + j] = t1 - t2;
        im[two + j] = 0;
    }
}

/* Bin p/2, which is real, to bins p/2 and 3p/2. */
static void middle_bins(const struct stage *in, const struct stage *out, size_t p,
                        size_t q)
{
    const double *x = in->re + p / 2 * in->row;
    double *re = out->re + p / 2 * out->row, *im = out->im + p / 2 * out->row;
    size_t one = p * out->row;
    double root = 1.0 / sqrt(2.0);
#pragma omp simd
    for (size_t j = 0; j < q; j++) {
        double t1 = root * (x[j + q] - x[j + 3 * q]);
        double t2 = root * (x[j + q] + x[j + 3 * q]);
        re[j] = x[j] + t1;
        im[j] = -x[j + 2 * q] - t2;
        re[one + j] = x[j] - t1;
        im[one + j] = x[j + 2 * q] - t2;
    }
}

/* Bin k of four transforms of p to bins k, p + k, p - k and 2p - k; `w` are the factors
 * of the second to fourth. */
HINGE_WIDE static void other_bins(const struct stage *in, const struct stage *out,
                                  size_t p, size_t q, size_t k, const double w[6])
{
    const double *fr = in->re + k * in->row, *fi = in->im + k * in->row;
    size_t row = out->row, b1 = p * row, b2 = (p - 2 * k) * row, b3 = b1 + b2;
    double *re = out->re + k * row, *im = out->im + k * row;
    double w1r = w[0], w1i = w[1], w2r = w[2], w2i = w[3], w3r = w[4], w3i = w[5];
#pragma omp simd
    for (size_t j = 0; j < q; j++) {
        double z1r = w1r * fr[j + q] - w1i * fi[j + q];
        double z1i = w1r * fi[j + q] + w1i * fr[j + q];
        double z2r = w2r * fr[j + 2 * q] - w2i * fi[j + 2 * q];
        double z2i = w2r * fi[j + 2 * q] + w2i * fr[j + 2 * q];
        double z3r = w3r * fr[j + 3 * q] - w3i * fi[j + 3 * q];
        double z3i = w3r * fi[j + 3 * q] + w3i * fr[j + 3 * q];
        double t1r = fr[j] + z2r, t1i = fi[j] + z2i, t2r = z1r + z3r, t2i = z1i + z3i;
        double t3r = fr[j] - z2r, t3i = fi[j] - z2i, t4r = z1r - z3r, t4i = z1i - z3i;
        re[j] = t1r + t2r;
        im[j] = t1i + t2i;
        re[b1 + j] = t3r + t4i;
        im[b1 + j] = t3i - t4r;
        re[b2 + j] = t3r - t4i;
        im[b2 + j] = -(t3i + t4r);
        re[b3 + j] = t1r - t2r;
        im[b3 + j] = -(t1i - t2i);
    }
}

/* Transforms of p samples, four and four, to q of 4p. */
static void pass_4(const struct stage *in, const struct stage *out, size_t p, size_t q,
                   const gsl_complex *twiddle)
{
    size_t bins = (p + 1) / 2, factors = bins - 1;
    first_bins(in, out, p, q);
    for (size_t k = 1; k < bins; k++) {
        const gsl_complex *t = twiddle + k - 1;
        const double w[6] = {t[0].dat[0],           -t[0].dat[1],
                             t[factors].dat[0],     -t[factors].dat[1],
                             t[2 * factors].dat[0], -t[2 * factors].dat[1]};
        other_bins(in, out, p, q, k, w);
    }
    if (p % 2 == 0)
        middle_bins(in, out, p, q);
}

/* Transforms of p samples, two and two, to q of 2p: where the length is no power of 4,
 * the last pass. */
static void pass_2(const struct stage *in, const struct stage *out, size_t p, size_t q,
                   const gsl_complex *w)
{
    double *re = out->re, *im = out->im;
    size_t row = out->row;
    for (size_t j = 0; j < q; j++) {
        re[j] = in->re[j] + in->re[j + q];
        re[p * row + j] = in->re[j] - in->re[j + q];
        im[j] = im[p * row + j] = 0;
        for (size_t k = 1; k < (p + 1) / 2; k++) {
            const double *fr = in->re + k * in->row + j, *fi = in->im + k * in->row + j;
            double zr = w[k - 1].dat[0] * fr[q] + w[k - 1].dat[1] * fi[q];
            double zi = w[k - 1].dat[0] * fi[q] - w[k - 1].dat[1] * fr[q];
            re[k * row + j] = fr[0] + zr;
            im[k * row + j] = fi[0] + zi;
            re[(p - k) * row + j] = fr[0] - zr;
            im[(p - k) * row + j] = zi - fi[0];
        }
        if (p % 2 == 0) {
            re[p / 2 * row + j] = in->re[p / 2 * in->row + j];
            im[p / 2 * row + j] = -in->re[p / 2 * in->row + j + q];
        }
    }
}

const double *hinge_power_padded(struct hinge_fourier *fourier, const double *v,
                                 size_t n, size_t length)
{
    struct hinge_fourier_tables *f = tables_of(fourier, length);
    if (f == NULL || f->table == NULL || f->space == NULL)
        return NULL;
    /* with three quarters of zeros a pass gives every bin its one sample */
    size_t p = 1, pass = 0, room = stage_room(length);
    for (; pass < f->table->nf && f->table->factor[pass] == 4 && 4 * p * n <= length;
         pass++)
        p *= 4;
    struct stage in = {f->space + 4 * room, f->space + 3 * room, 0};
    struct stage out = {f->space, f->space + room, 0};
    memcpy(in.re, v, n * sizeof *v);
    memset(in.re + n, 0, (length / p - n) * sizeof *v);
    if (p > 1) /* a single sample has no imaginary part to read */
        memset(in.im, 0, length / p * sizeof *v);
    for (; pass < f->table->nf; pass++) {
        size_t factor = f->table->factor[pass], q = length / p / factor;
        out.row = q;
        (factor == 4 ? pass_4 : pass_2)(&in, &out, p, q, f->table->twiddle[pass]);
        struct stage next = {.re = in.row == 0 ? f->space + 2 * room : in.re,
                             .im = in.row == 0 ? f->space + 3 * room : in.im};
        in = out;
        out = next;
        p *= factor;
    }
    for (size_t k = 0; k <= length / 2; k++)
        out.re[k] = in.re[k * in.row] * in.re[k * in.row] +
                    in.im[k * in.row] * in.im[k * in.row];
    return out.re;
}
