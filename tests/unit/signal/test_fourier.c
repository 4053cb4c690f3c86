/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assert_close.h"

#include "signal/fourier.h"

#include <gsl/gsl_fft_real.h>
#include <stdlib.h>

/* Bins 0..length/2 as GSL has them, bit by bit. */
static void compare(struct hinge_fourier *fourier, size_t n, size_t length)
{
    double *v = calloc(n, sizeof *v), *x = calloc(length, sizeof *x);
    gsl_fft_real_wavetable *table = gsl_fft_real_wavetable_alloc(length);
    gsl_fft_real_workspace *space = gsl_fft_real_workspace_alloc(length);
    for (size_t i = 0; i < n; i++)
        v[i] = x[i] = i % 7 == 0 ? 0 : cos((double)(i * i)) - 0.3;
    const double *power = hinge_power_padded(fourier, v, n, length);
    assert_non_null(power);
    assert_int_equal(gsl_fft_real_transform(x, 1, length, table, space), 0);
    for (size_t k = 0; k <= length / 2; k++) {
        double re = x[k == 0 ? 0 : 2 * k - 1];
        double im = k == 0 || 2 * k == length ? 0 : x[2 * k];
        assert_close(power[k], re * re + im * im, 0, 0);
    }
    gsl_fft_real_wavetable_free(table);
    gsl_fft_real_workspace_free(space);
    free(v);
    free(x);
}

static void bins_are_those_of_gsl(void **state)
{
    (void)state;
    struct hinge_fourier fourier = {0};
    for (size_t length = 8; length <= 8192; length *= 2)
        for (size_t most = length; most > 0; most /= 2)
            compare(&fourier, most - most / 5, length);
    compare(&fourier, 8192, 8192); /* no zeros at all, with tables that are there */
    hinge_fourier_clear(&fourier);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bins_are_those_of_gsl)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
