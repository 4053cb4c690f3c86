/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Known answers for signal: literals from an independent numpy/scipy implementation.
 * The id of each check stands beside it. */
#include "test.h"

#include "base/parameters.h"
#include "signal/signal.h"

#include <stdbool.h>

static struct hinge_arena scratch;
static struct hinge_fourier fourier = {.arena = &scratch};

TEST(butterworth_coefficients) /* P1 */
{
    double b[3], a[3];
    hinge_butterworth(100, 6, b, a);
    assert_close(b[0], 0.040594681, 0, 1e-9);
    assert_close(b[1], 0.081189363, 0, 1e-9);
    assert_close(b[2], 0.040594681, 0, 1e-9);
    assert_close(a[0], 1, 0, 0);
    assert_close(a[1], -1.354748815, 0, 1e-9);
    assert_close(a[2], 0.517127541, 0, 1e-9);
}

/* |H|^2 of one pass: the gain of both. */
static double double_pass_gain(double rate_hz, double cutoff_hz, double hz)
{
    double b[3], a[3], w = 2 * M_PI * hz / rate_hz;
    hinge_butterworth(rate_hz, cutoff_hz, b, a);
    double nr = b[0] + b[1] * cos(w) + b[2] * cos(2 * w);
    double ni = b[1] * sin(w) + b[2] * sin(2 * w);
    double dr = 1 + a[1] * cos(w) + a[2] * cos(2 * w);
    double di = a[1] * sin(w) + a[2] * sin(2 * w);
    return (nr * nr + ni * ni) / (dr * dr + di * di);
}

TEST(butterworth_gain) /* P1b, P1c */
{
    assert_close(double_pass_gain(100, 6, 6), 0.707106781, 0, 1e-9);
    assert_close(double_pass_gain(100, 6, 2), 0.995122946, 0, 1e-9);
}

TEST(lowpass_with_odd_reflection) /* P2 */
{
    double x[60];
    for (int i = 0; i < 60; i++)
        x[i] = sin(0.3 * i) + 0.1 * i + 0.05 * ((7 * i) % 5);
    hinge_lowpass(x, 60, 100, 6, &scratch);
    assert_close(x[0], -6e-09, 0, 1e-7);
    assert_close(x[10], 1.22422487, 0, 1e-7);
    assert_close(x[30], 3.45372348, 0, 1e-7);
    assert_close(x[59], 5.13741753, 0, 1e-7);
}

TEST(derivative_of_a_cube) /* P3 */
{
    double x[11], v[11];
    for (int i = 0; i < 11; i++)
        x[i] = pow(0.1 * i, 3);
    hinge_derivative(x, 11, 10, v);
    assert_close(v[0], -0.02, 0, 1e-6);
    assert_close(v[5], 0.76, 0, 1e-6);
    assert_close(v[10], 2.98, 0, 1e-6);
}

TEST(hampel_flags) /* P4 */
{
    const double x[15] = {0, 1, 2, 3, 4, 30, 6, 7, 8, 9, 10, 11, -20, 13, 14};
    bool flag[15];
    assert_int_equal(hinge_hampel(x, 15, 3, 3, 0, flag, &scratch), 2);
    for (int i = 0; i < 15; i++)
        assert_int_equal(flag[i], i == 5 || i == 12);
}

TEST(spline_through_a_gap) /* P5; 4 steps at 20 Hz are 0.20 s */
{
    const struct hinge_gap_rule rule = {0.05, 0.25, 3, 8};
    double x[11];
    for (int i = 0; i < 11; i++)
        x[i] = i > 3 && i < 7 ? (double)NAN : i * i / 10.0;
    hinge_gaps_fill(x, 11, 20, &rule, &scratch);
    assert_close(x[4], 1.59854369, 0, 1e-7);
    assert_close(x[5], 2.49805825, 0, 1e-7);
    assert_close(x[6], 3.59854369, 0, 1e-7);
}

TEST(rate_of_rounded_times) /* P7 */
{
    double t[184];
    size_t position[184], backwards;
    struct hinge_clock clock;
    for (int i = 0; i < 184; i++)
        t[i] = round(i / 150.0 * 1000) / 1000;
    assert_works(hinge_clock_read(t, 184, (double)NAN, 1.5, 0.01, 0.05, 0.0006, &scratch, &clock,
                                  position, &backwards, &why));
    assert_close(clock.measured_hz, 150, 0, 1e-6);
    assert_close(clock.rate_hz, 150, 0, 1e-6);
    assert_close(clock.jitter_s, 0.000333333, 0, 1e-6);
    assert_false(clock.resample);
    assert_int_equal(clock.n, 184);
}

TEST(residual_analysis) /* P6 */
{
    static double x[1000];
    uint64_t s = 12345;
    for (int i = 0; i < 1000; i++) {
        s = (1103515245 * s + 12345) % (UINT64_C(1) << 31);
        x[i] = 30 * (1 - cos(2 * M_PI * 0.4 * (i / 100.0))) + ((double)s / 2147483648.0 - 0.5);
    }
    struct hinge_residual r = hinge_residual_cutoff(x, 1000, 100, &scratch);
    assert_close(r.intercept, 0.289001762, 0, 1e-5);
    assert_close(r.slope, -0.004630339, 0, 1e-5);
    assert_close(r.cutoff_hz, 1.735822635, 0, 1e-5);
}

/* Speed of a minimum-jerk movement of 60 deg in duration_s, 100 Hz. */
static size_t bell(double duration_s, double *v)
{
    size_t n = (size_t)lround(duration_s * 100) + 1;
    for (size_t i = 0; i < n; i++) {
        double u = (double)i / 100 / duration_s;
        v[i] = 60 * 30 * (u * u - 2 * u * u * u + u * u * u * u) / duration_s;
    }
    return n;
}

TEST(spectral_arc_length) /* S1, S1b, S2 */
{
    double v[201], value;
    size_t n = bell(1, v);
    value = hinge_sparc(v, n, 100, 10, 0.05, 4, &fourier);
    assert_close(value, -1.405829324, 0, 1e-6);
    for (size_t i = 1; i < n; i++)
        v[n - 1 + i] = v[i];
    value = hinge_sparc(v, 201, 100, 10, 0.05, 4, &fourier);
    assert_close(value, -2.244545458, 0, 1e-6);
    n = bell(2, v);
    assert_int_equal(n, 201);
    value = hinge_sparc(v, n, 100, 10, 0.05, 4, &fourier);
    assert_close(value, -1.405829284, 0, 1e-6);
}

TEST(log_dimensionless_jerk) /* S3, S3b */
{
    double v[101];
    size_t n = bell(1, v);
    assert_close(hinge_ldj(v, n, 100), -5.271782256, 0, 1e-6);
    /* S3: sampled finely, the sum approaches the integral -ln(720 / 1.875^2) */
    static double fine[20001];
    for (int i = 0; i <= 20000; i++) {
        double u = i / 20000.0;
        fine[i] = 30 * (u * u - 2 * u * u * u + u * u * u * u);
    }
    assert_close(-log(720 / (1.875 * 1.875)), -5.322033893, 0, 1e-9);
    assert_close(hinge_ldj(fine, 20001, 20000), -5.322033893, 0, 1e-3);
}
