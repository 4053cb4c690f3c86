/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test.h"

#include "signal/signal.h"

static struct hinge_arena arena;
static struct hinge_fourier fourier = {.arena = &arena};

TEST(smoothness_of_unusable_profiles)
{
    double v[20], value;
    for (int i = 0; i < 20; i++)
        v[i] = 0;
    value = hinge_sparc(v, 20, 100, 10, 0.05, 4, &fourier);
    assert_true(isnan(value)); /* no movement */
    assert_true(isnan(hinge_ldj(v, 20, 100)));
    for (int i = 0; i < 20; i++)
        v[i] = 5;
    assert_true(isnan(hinge_ldj(v, 20, 100))); /* no jerk */
    for (int i = 0; i < 20; i++)
        v[i] = sin(0.15 * i);
    value = hinge_sparc(v, 8, 100, 10, 0.05, 4, &fourier);
    assert_true(value < 0);
    assert_true(isfinite(hinge_ldj(v, 8, 100)));
    value = hinge_sparc(v, 7, 100, 10, 0.05, 4, &fourier);
    assert_true(isnan(value)); /* too short */
    assert_true(isnan(hinge_ldj(v, 7, 100)));
    v[10] = (double)NAN;
    value = hinge_sparc(v, 20, 100, 10, 0.05, 4, &fourier);
    assert_true(isnan(value));
    assert_true(isnan(hinge_ldj(v, 20, 100)));
}

TEST(smoothness_is_dimensionless)
{
    double v[101], large[101], one, other;
    for (int i = 0; i <= 100; i++) {
        double u = i / 100.0;
        v[i] = u * u * (1 - u) * (1 - u);
        large[i] = 1000 * v[i];
    }
    one = hinge_sparc(v, 101, 100, 10, 0.05, 4, &fourier);
    other = hinge_sparc(large, 101, 100, 10, 0.05, 4, &fourier);
    assert_close(one, other, 1e-12, 0);
    assert_close(hinge_ldj(v, 101, 100), hinge_ldj(large, 101, 100), 1e-12, 0);
    assert_close(hinge_ldj(v, 101, 100), hinge_ldj(v, 101, 50), 1e-12, 0);
    for (int i = 45; i < 55; i++)
        v[i] = 0;
    other = hinge_sparc(v, 101, 100, 10, 0.05, 4, &fourier);
    assert_true(other < one - 0.1);
}

/* Only frequencies up to the cutoff count, and never those above half the sampling
 * rate. */
TEST(the_cutoff_of_the_arc)
{
    double v[101], low, high, all;
    for (int i = 0; i <= 100; i++)
        v[i] = pow(sin(M_PI * i / 100.0), 2) * (1 + 0.5 * sin(2 * M_PI * 8 * i / 100.0));
    low = hinge_sparc(v, 101, 100, 5, 0.05, 4, &fourier);
    high = hinge_sparc(v, 101, 100, 10, 0.05, 4, &fourier);
    assert_true(high < low - 0.1);
    all = hinge_sparc(v, 101, 100, 50, 0.05, 4, &fourier);
    assert_close(all, high, 0, 0.2); /* nothing but the 8 Hz up there */
    high = hinge_sparc(v, 101, 100, 100, 0.05, 4, &fourier);
    assert_close(all, high, 0, 0);
}

/* The spectrum of a constant speed is known: sin(n a) / (n sin a), a being half of the
 * angle from one sample to the next. It is 0 in every 16th bin of 128 samples. */
TEST(arc_of_a_constant_speed)
{
    static const struct {
        size_t n;
        double length, rate_hz, cutoff_hz;
    } of[] = {{128, 2048, 100, 10},
              {128, 2048, 100, 50},
              {101, 2048, 60, 10},
              {9, 256, 20, 10},
              {1000, 16384, 500, 10}};
    static double v[1000], share[8193];
    for (size_t i = 0; i < 1000; i++)
        v[i] = 30;
    for (size_t t = 0; t < sizeof of / sizeof *of; t++) {
        double n = (double)of[t].n, value, arc = 0;
        size_t last = (size_t)(of[t].cutoff_hz / of[t].rate_hz * of[t].length);
        for (size_t k = 1; k <= last; k++) {
            double a = M_PI * (double)k / of[t].length;
            share[k] = fabs(sin(n * a) / (n * sin(a)));
        }
        share[0] = 1;
        while (share[last] < 0.05)
            last--;
        for (size_t k = 0; k < last; k++)
            arc += hypot(1 / (double)last, share[k + 1] - share[k]);
        value = hinge_sparc(v, of[t].n, of[t].rate_hz, of[t].cutoff_hz, 0.05, 4, &fourier);
        assert_close(value, -arc, 1e-13, 0);
    }
}
