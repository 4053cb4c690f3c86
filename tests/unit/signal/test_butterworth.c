/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "assert_close.h"

#include "signal/signal.h"

#include <string.h>

enum { N = 200 };

static void low_pass(double *x, size_t n, double rate_hz, double cutoff_hz)
{
    assert_int_equal(hinge_lowpass(x, n, rate_hz, cutoff_hz), HINGE_OK);
}

static void lines_pass_unchanged(void **state)
{
    (void)state;
    double constant[N], line[N];
    for (int i = 0; i < N; i++) {
        constant[i] = 41.7;
        line[i] = 3 - 0.25 * i;
    }
    low_pass(constant, N, 100, 6);
    low_pass(line, N, 100, 6);
    for (int i = 0; i < N; i++) {
        assert_close(constant[i], 41.7, 1e-12, 0);
        /* odd reflection goes on with a line: only its far ends have a transient */
        assert_close(line[i], 3 - 0.25 * i, 0, 1e-4);
    }
}

static void zero_lag_and_half_power(void **state)
{
    (void)state;
    double x[1000];
    for (int i = 0; i < 1000; i++)
        x[i] = sin(2 * M_PI * 6 * i / 100.0);
    low_pass(x, 1000, 100, 6);
    for (int i = 200; i < 800; i++)
        assert_close(x[i], 0.707106781 * sin(2 * M_PI * 6 * i / 100.0), 0, 1e-6);
}

static void runs_are_filtered_on_their_own(void **state)
{
    (void)state;
    double x[60], alone[20];
    for (int i = 0; i < 60; i++)
        x[i] = sin(0.5 * i) + (i % 3);
    x[0] = x[21] = (double)NAN;
    memcpy(alone, x + 1, sizeof alone);
    low_pass(x, 60, 100, 6);
    low_pass(alone, 20, 100, 6);
    assert_memory_equal(x + 1, alone, sizeof alone);
    assert_true(isnan(x[0]) && isnan(x[21]));
    assert_false(isnan(x[22]) || isnan(x[59]));
}

static void short_runs_become_missing(void **state)
{
    (void)state;
    double x[26];
    for (int i = 0; i < 26; i++)
        x[i] = i;
    x[11] = x[24] = (double)NAN; /* runs of 11, 12 and 1 */
    low_pass(x, 26, 100, 6);
    for (int i = 0; i < 26; i++)
        assert_int_equal(isnan(x[i]) == 0, i >= 12 && i < 24);
}

static void edge_cases(void **state)
{
    (void)state;
    double x[N], copy[N];
    low_pass(x, 0, 100, 6);
    x[0] = 1;
    low_pass(x, 1, 100, 6);
    assert_true(isnan(x[0]));
    for (int i = 0; i < N; i++)
        x[i] = i % 2;
    memcpy(copy, x, sizeof x);
    low_pass(x, N, 10, 6); /* above half the sampling rate: nothing to remove */
    assert_memory_equal(x, copy, sizeof x);
    for (int i = 0; i < N; i++)
        x[i] = (double)NAN;
    low_pass(x, N, 100, 6);
    assert_true(isnan(x[0]) && isnan(x[N - 1]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_pass_unchanged),
        cmocka_unit_test(zero_lag_and_half_power),
        cmocka_unit_test(runs_are_filtered_on_their_own),
        cmocka_unit_test(short_runs_become_missing),
        cmocka_unit_test(edge_cases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
