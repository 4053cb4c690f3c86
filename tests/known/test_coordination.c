/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Known answers of method 10 on coordination and the dowel: R6, V1-V4, C1-C3, A10, F4.
 * Literals come from closed forms and from an independent numpy and scipy
 * implementation.
 */
#include "test.h"

#include "metrics/metric.h"

#include <math.h>

static double cosine[128], sine[128]; /* of the angles */

static double jerk(double s)
{
    s = s < 0 ? 0 : s > 1 ? 1 : s;
    return s * s * s * (10 - 15 * s + 6 * s * s);
}

TEST(r6_cross_correlation)
{
    double hip[301], lumbar[301];
    for (int i = 0; i <= 300; i++) {
        double t = i * 0.01, h = (t - 1.2) / 0.2, l = (t - 1.32) / 0.2;
        hip[i] = exp(-0.5 * h * h);
        lumbar[i] = exp(-0.5 * l * l);
    }
    struct hinge_crosscorrelation c = hinge_crosscorrelate(hip, lumbar, 301, 50);
    assert_close(c.lag / 100, 0.12, 0, 1e-6);
    assert_close(c.r, 1, 0, 1e-6);
}

TEST(v1_to_v3_angles_means_and_classes)
{
    static const double x[] = {0, 2, 0, -1, 0}, y[] = {0, 1, -1, 1, 0};
    static const double want[] = {26.5650512, 225, 116.565051, 315};
    double gamma[4];
    /* steps (2,1), (-2,-2), (-1,2), (1,-1) */
    hinge_coupling_angles(x, y, 5, 0, gamma, cosine, sine);
    for (int i = 0; i < 4; i++)
        assert_close(gamma[i], want[i], 0, 1e-6);
    static const double back[] = {0, -2}, down[] = {0, -1};
    hinge_coupling_angles(back, down, 2, 0, gamma, cosine, sine);
    assert_close(gamma[0], 206.565051, 0, 1e-6); /* V1 */
    hinge_coupling_angles(back, down, 2, 3, gamma, cosine, sine);
    assert_true(isnan(gamma[0])); /* too short a step */
    static const double around[] = {350, 10, NAN, 30};
    struct hinge_circular c = hinge_circular_mean(around, 4);
    assert_close(c.mean, 10, 0, 1e-6); /* V2 */
    assert_close(c.r, 0.959795081, 0, 1e-9);
    assert_close(c.deviation, 16.2471514, 0, 1e-6);
    assert_int_equal(c.n, 3);
    static const double g[] = {0, 44.9, 45, 134.9, 135, 206.565, 300, 359};
    static const int bin[] = {0, 0, 1, 2, 3, 4, 6, 7}; /* V3 */
    static const int pattern[] = {0, 1, 1, 3, 3, 1, 3, 0};
    for (int i = 0; i < 8; i++) {
        assert_int_equal(hinge_coupling_bin(g[i]), bin[i]);
        assert_int_equal(hinge_coupling_pattern(g[i]), pattern[i]);
    }
    assert_int_equal(hinge_coupling_pattern(90), 2);
    assert_int_equal(hinge_coupling_pattern(112.4), 2);
    assert_int_equal(hinge_coupling_pattern(112.6), 3);
    assert_int_equal(hinge_coupling_pattern(337.4), 3);
    assert_int_equal(hinge_coupling_pattern(337.6), 0);
}

TEST(v4_series)
{
    double h[101], l[101], gamma[100];
    for (int i = 0; i <= 100; i++) {
        h[i] = 0.6 * i;
        l[i] = 0.7 * h[i] - 0.006 * h[i] * h[i];
    }
    hinge_coupling_angles(h, l, 101, 0.05, gamma, cosine, sine);
    assert_close(gamma[0], 34.8533532, 0, 1e-6);
    assert_close(gamma[50], 18.5929394, 0, 1e-6);
    assert_close(gamma[99], 359.060433, 0, 1e-6);
    assert_close(hinge_circular_mean(gamma, 100).mean, 18.1458059, 0, 1e-6);
}

TEST(c1_a_lag_is_a_phase)
{
    for (int lag = 18; lag <= 54; lag += 18) {
        double h[100], l[100], phase[100];
        for (int i = 0; i < 100; i++) {
            h[i] = 30 - 30 * cos(2 * M_PI * i / 100);
            l[i] = 12 - 12 * cos(2 * M_PI * i / 100 - lag * M_PI / 180);
        }
        hinge_relative_phase(h, l, phase);
        for (int i = 0; i < 100; i++)
            assert_close(phase[i], lag, 0, lag == 36 ? 1e-6 : 0.2); /* C1, C2 */
    }
}

TEST(c3_not_a_sine)
{
    double h[100], l[100], phase[100], mean = 0, marp = 0;
    for (int i = 0; i < 100; i++) {
        double n = i / 100.0;
        h[i] = n <= 0.5 ? 40 * jerk(2 * n) : 40 * jerk(2 - 2 * n);
    }
    for (int i = 0; i < 100; i++)
        l[i] = 3 + 0.4 * h[(i + 93) % 100];
    hinge_relative_phase(h, l, phase);
    for (int i = 0; i < 100; i++) {
        mean += phase[i] / 100;
        marp += i >= 5 && i < 95 ? fabs(phase[i]) / 90 : 0;
    }
    assert_close(mean, 25.2, 0, 1e-6);
    assert_close(phase[25], 26.985514, 0, 1e-6);
    assert_close(phase[60], 23.8986068, 0, 1e-6);
    assert_close(marp, 25.4529611, 0, 1e-6);
}

TEST(a10_and_f4_dowel)
{
    const struct hinge_plane_point o = {.62, 1.30}, m = {.28, 1.22}, s = {-.20, .98};
    struct hinge_dowel d = hinge_dowel_line(o, m, s);
    assert_close(d.sag, 0.049078236, 0, 1e-6); /* A10 */
    assert_close(d.sag / hypot(.82, .32), 0.055756324, 0, 1e-6);
    assert_close(d.place, 0.607124419, 0, 1e-6); /* F4 */
    struct hinge_dowel_gaps g = hinge_dowel_gaps(d.sag / 0.50, d.place);
    assert_close(g.head, 0.161674392, 0, 1e-6);
    assert_close(g.tail, 0.24984111, 0, 1e-6);
    assert_close(g.lost, 0.161674392, 0, 1e-6);
    assert_close(g.middle, 0, 0, 0);
    g = hinge_dowel_gaps(-0.02, 0.4); /* hollow: the rod rests on head and tail */
    assert_close(g.lost, 0.02, 0, 1e-12);
    assert_close(g.middle, 0.02, 0, 1e-12);
    assert_true(isnan(hinge_dowel_gaps(0.02, 1.2).lost));
    /* the ear moved back onto the line has no sag */
    struct hinge_plane_point back = hinge_dowel_back(o, m, s, hinge_dowel_ahead(o, m, s));
    assert_close(hinge_dowel_line(back, m, s).sag, 0, 0, 1e-12);
}

/* Properties (e), (f), (g): exchanged angles, a constant added to one, time reversed.
 */
TEST(exchange_offset_and_reversal)
{
    double hip[100], lumbar[100], higher[100], gamma[99], other[99], phase[100], opposite[100],
        back[2][100];
    for (int i = 0; i < 100; i++) {
        double n = i / 100.0, part = jerk(n <= 0.5 ? 2 * n : 2 - 2 * n);
        hip[i] = 60 * part;
        lumbar[i] = 20 * part * part + 3 * jerk(n);
        higher[i] = lumbar[i] + 17;
        back[0][99 - i] = hip[i];
        back[1][99 - i] = lumbar[i];
    }
    hinge_coupling_angles(hip, lumbar, 100, 1e-3, gamma, cosine, sine);
    hinge_coupling_angles(lumbar, hip, 100, 1e-3, other, cosine, sine);
    for (int i = 0; i < 99; i++)
        if (!isnan(gamma[i]))
            assert_close(hinge_wrap_180(gamma[i] + other[i] - 90), 0, 0, 1e-9);
    hinge_coupling_angles(hip, higher, 100, 1e-3, other, cosine, sine);
    for (int i = 0; i < 99; i++)
        if (!isnan(gamma[i]))
            assert_close(hinge_wrap_180(gamma[i] - other[i]), 0, 0, 1e-6);
    hinge_relative_phase(hip, lumbar, phase);
    hinge_relative_phase(lumbar, hip, opposite);
    for (int i = 0; i < 100; i++)
        assert_close(hinge_wrap_180(phase[i] + opposite[i]), 0, 0, 1e-9);
    hinge_relative_phase(hip, higher, opposite);
    for (int i = 0; i < 100; i++)
        assert_close(hinge_wrap_180(phase[i] - opposite[i]), 0, 0, 1e-9);
    struct hinge_crosscorrelation forth = hinge_crosscorrelate(hip, lumbar, 100, 40),
                                  reversed = hinge_crosscorrelate(back[0], back[1], 100, 40);
    assert_true(fabs(forth.lag) > 0.05);
    assert_close(reversed.lag, -forth.lag, 0, 1e-9);
}
