/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "signal/signal.h"

static struct hinge_arena scratch;

#include <string.h>

enum { N = 200 };

static void low_pass(double *x, size_t n, double rate_hz, double cutoff_hz)
{
    hinge_lowpass(x, n, rate_hz, cutoff_hz, &scratch);
}

TEST(lines_pass_unchanged)
{
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

TEST(zero_lag_and_half_power)
{
    double x[1000];
    for (int i = 0; i < 1000; i++)
        x[i] = sin(2 * M_PI * 6 * i / 100.0);
    low_pass(x, 1000, 100, 6);
    for (int i = 200; i < 800; i++)
        assert_close(x[i], 0.707106781 * sin(2 * M_PI * 6 * i / 100.0), 0, 1e-6);
}

TEST(runs_are_filtered_on_their_own)
{
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

TEST(short_runs_become_missing)
{
    double x[26];
    for (int i = 0; i < 26; i++)
        x[i] = i;
    x[11] = x[24] = (double)NAN; /* runs of 11, 12 and 1 */
    low_pass(x, 26, 100, 6);
    for (int i = 0; i < 26; i++)
        assert_int_equal(isnan(x[i]) == 0, i >= 12 && i < 24);
}

/* One run by the recurrence as it is written down: reflected ends, there and back. */
static void plain_pass(double *u, int n, const double b[3], const double a[3])
{
    double z2 = (b[2] - a[2]) * u[0], z1 = (b[1] - a[1]) * u[0] + z2;
    for (int i = 0; i < n; i++) {
        double in = u[i], out = b[0] * in + z1;
        z1 = b[1] * in - a[1] * out + z2;
        z2 = b[2] * in - a[2] * out;
        u[i] = out;
    }
}

static void turn_round(double *u, int n)
{
    for (int i = 0; i < n / 2; i++) {
        double keep = u[i];
        u[i] = u[n - 1 - i];
        u[n - 1 - i] = keep;
    }
}

static void plain_run(double *x, int n, double rate_hz, double cutoff_hz)
{
    double u[3 * N], b[3], a[3];
    int pad = (int)fmax(9, ceil(3 * rate_hz / cutoff_hz));
    pad = pad < n - 1 ? pad : n - 1;
    for (int i = -pad; i < n + pad; i++)
        u[pad + i] = i < 0 ? 2 * x[0] - x[-i] : i >= n ? 2 * x[n - 1] - x[2 * (n - 1) - i] : x[i];
    hinge_butterworth(rate_hz, cutoff_hz, b, a);
    for (int pass = 0; pass < 2; pass++) {
        plain_pass(u, n + 2 * pad, b, a);
        turn_round(u, n + 2 * pad);
    }
    memcpy(x, u + pad, (size_t)n * sizeof *x);
}

static void plain_lowpass(double *x, int n, double rate_hz, double cutoff_hz)
{
    for (int from = 0, to; from < n; from = to + 1) {
        for (to = from; to < n && !isnan(x[to]);)
            to++;
        if (to - from >= 12)
            plain_run(x + from, to - from, rate_hz, cutoff_hz);
        for (; to - from < 12 && from < to; from++)
            x[from] = (double)NAN;
    }
}

/* Any number of series, runs of any length, most of them alike: the bits of each run
 * on its own. */
TEST(several_are_as_one)
{
    enum { SERIES = 21 };
    static double x[SERIES][N], plain[SERIES][N];
    double *series[SERIES];
    uint64_t s = 3;
    for (int trial = 0; trial < 200; trial++) {
        int n = 1 + trial * 37 % N, count = 1 + trial % SERIES;
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < n; i++) {
                s = s * UINT64_C(6364136223846793005) + 1442695040888963407;
                double u = (double)(s >> 40) / 16777216.0;
                bool gap = trial % 2 && (k % 3 ? u < 0.03 : i % 41 == 11);
                x[k][i] = gap ? (double)NAN : u + sin(0.1 * (i + k));
            }
            memcpy(plain[k], x[k], sizeof x[k]);
            plain_lowpass(plain[k], n, 100, 3 + trial % 7);
            series[k] = x[k];
        }
        hinge_lowpass_several(series, (size_t)count, (size_t)n, 100, 3 + trial % 7, &scratch);
        for (int k = 0; k < count; k++)
            for (int i = 0; i < n; i++) {
                assert_int_equal(isnan(x[k][i]), isnan(plain[k][i]));
                if (!isnan(x[k][i]))
                    assert_memory_equal(&x[k][i], &plain[k][i], sizeof x[k][i]);
            }
    }
}

TEST(edge_cases)
{
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
