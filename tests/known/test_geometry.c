/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Known answers for angles and pelvis geometry: literals from an independent numpy
 * implementation, the id of each check beside it. */
#include "test.h"

#include "body/geometry.h"

/* Points of A1: x forward, y up, metres. */
static const double ANKLE[2] = {0, 0.09}, KNEE[2] = {-0.02, 0.50}, HIP[2] = {-0.22, 0.86},
                    S1[2] = {-0.20, 0.95}, T12[2] = {0, 1.03}, T8[2] = {0.11, 1.05},
                    SHOULDER[2] = {0.21, 1.06};

static double pitch_between(const double low[2], const double high[2])
{
    return hinge_pitch_deg(high[0] - low[0], high[1] - low[1]);
}

TEST(inclinations_and_joints) /* A1, A2 */
{
    double shank = pitch_between(ANKLE, KNEE), thigh = pitch_between(KNEE, HIP);
    double pelvis = pitch_between(HIP, S1), thorax = pitch_between(T12, T8);
    double trunk = pitch_between(HIP, SHOULDER);
    assert_close(shank, -2.79270237, 0, 1e-6);
    assert_close(thigh, -29.0546041, 0, 1e-6);
    assert_close(pelvis, 12.5288077, 0, 1e-6);
    assert_close(thorax, 79.6951535, 0, 1e-6);
    assert_close(trunk, 65.0560947, 0, 1e-6);
    assert_close(shank - thigh, 26.2619017, 0, 1e-6);
    assert_close(pelvis - thigh, 41.5834118, 0, 1e-6);
    assert_close(thorax - pelvis, 67.1663458, 0, 1e-6);
    assert_close(trunk - thigh, 94.1106988, 0, 1e-6);
}

/* Angles of R = Rz(a) Rx(b) Ry(c), through the code that angles of segments take. */
static void cardan_zxy_deg(double R[3][3], double *a, double *b, double *c)
{
    double angle[3];
    assert_true(hinge_cardan_zxy_deg(R, angle));
    *a = angle[0];
    *b = angle[1];
    *c = angle[2];
}

TEST(cardan_angles) /* A3, A3b */
{
    double R[3][3], a, b, c;
    hinge_pelvis_matrix(-55, 8, -12, HINGE_PELVIS_ZXY, R);
    assert_close(R[0][1], 0.811180113, 0, 1e-9);
    assert_close(R[1][1], 0.56799443, 0, 1e-9);
    assert_close(R[2][1], 0.139173101, 0, 1e-9);
    assert_close(R[2][0], 0.205888309, 0, 1e-9);
    assert_close(R[2][2], 0.968628336, 0, 1e-9);
    cardan_zxy_deg(R, &a, &b, &c);
    assert_close(a, -55, 0, 1e-6);
    assert_close(b, 8, 0, 1e-6);
    assert_close(c, -12, 0, 1e-6);
}

TEST(harrington_hip_centres) /* A5, A6 */
{
    const double asis_l[3] = {30, 980, -125}, asis_r[3] = {30, 980, 125};
    const double psis[3] = {-120, 1000, 0};
    double l[3], r[3], l5s1[3];
    assert_true(hinge_pelvis_joints(asis_l, asis_r, psis, 1, l, r, l5s1));
    /* forward (150, -20) / |(150, -20)|, width 250: -84.375 along it, 2.125 across */
    assert_close(l5s1[0], 30 - 84.375 * 0.99122790 + 2.125 * 0.13216372, 0, 1e-5);
    assert_close(l5s1[1], 980 + 84.375 * 0.13216372 + 2.125 * 0.99122790, 0, 1e-5);
    assert_close(l5s1[2], 0, 0, 1e-12);
    assert_close(r[0], -27.166019773, 0, 1e-6);
    assert_close(r[1], 900.96194416, 0, 1e-6);
    assert_close(r[2], 89.8, 0, 1e-6);
    assert_close(l[0], -27.166019773, 0, 1e-6);
    assert_close(l[1], 900.96194416, 0, 1e-6);
    assert_close(l[2], -89.8, 0, 1e-6);
    assert_close(hinge_pelvis_tilt_deg(asis_r[0] - psis[0], asis_r[1] - psis[1]), 7.594643369, 0,
                 1e-6);

    double asis_l_m[3], asis_r_m[3], psis_m[3];
    for (int k = 0; k < 3; k++) {
        asis_l_m[k] = asis_l[k] / 1000;
        asis_r_m[k] = asis_r[k] / 1000;
        psis_m[k] = psis[k] / 1000;
    }
    assert_true(hinge_pelvis_joints(asis_l_m, asis_r_m, psis_m, 1000, l, r, l5s1));
    assert_close(r[0], -0.027166019773, 0, 1e-9);
    assert_close(r[1], 0.90096194416, 0, 1e-9);
    assert_close(r[2], 0.0898, 0, 1e-9);
    assert_close(1000 * l5s1[0], 30 - 84.375 * 0.99122790 + 2.125 * 0.13216372, 0, 1e-5);
}

static double own_tilt(double tilt, double list, double rotation, enum hinge_pelvis_order order)
{
    double R[3][3], x, z;
    hinge_pelvis_matrix(tilt, list, rotation, order, R);
    assert_true(hinge_pelvis_right_axis(R, &x, &z));
    return hinge_pelvis_heading_tilt_deg(R, x, z);
}

TEST(opensim_tilt_without_heading) /* A13, A13b */
{
    const double want = 20.1835397;
    assert_close(own_tilt(-20, 4, -3, HINGE_PELVIS_ZXY), want, 0, 1e-6);
    assert_close(own_tilt(-4.255796202, -19.949208993, 85.545613859, HINGE_PELVIS_ZXY), want, 0,
                 1e-6);
    assert_close(own_tilt(20, -4, 177, HINGE_PELVIS_ZXY), want, 0, 1e-6);

    /* A13b: what OpenSim reports once the posture has turned by 90 deg about y; with
     * tilt and list 0 the other order is that turn */
    double turn[3][3], posture[3][3], R[3][3] = {{0}}, a, b, c;
    hinge_pelvis_matrix(0, 0, 90, HINGE_PELVIS_YXZ, turn);
    hinge_pelvis_matrix(-20, 4, -3, HINGE_PELVIS_ZXY, posture);
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            for (int k = 0; k < 3; k++)
                R[i][j] += turn[i][k] * posture[k][j];
        }
    }
    cardan_zxy_deg(R, &a, &b, &c);
    assert_close(a, -4.255796202, 0, 1e-6);
    assert_close(b, -19.949208993, 0, 1e-6);
    assert_close(c, 85.545613859, 0, 1e-6);
}

/* Closed form: rotation first is the heading itself, so it drops out exactly and -tilt
 * remains when list is 0. */
TEST(yxz_order_keeps_tilt)
{
    for (int heading = -180; heading <= 180; heading += 30)
        assert_close(own_tilt(-25, 0, heading, HINGE_PELVIS_YXZ), 25, 0, 1e-9);
    assert_close(own_tilt(-25, 5, 70, HINGE_PELVIS_YXZ), own_tilt(-25, 5, 0, HINGE_PELVIS_YXZ), 0,
                 1e-9);
}

TEST(degenerate_pelvis)
{
    const double a[3] = {0, 1, 0}, b[3] = {0, 1, 0.25}, on_line[3] = {0, 1, 0.1};
    double missing[3] = {0, 1, (double)NAN}, l[3], r[3], l5s1[3], x, z;
    assert_false(hinge_pelvis_joints(a, a, on_line, 1000, l, r, l5s1)); /* no width */
    assert_false(hinge_pelvis_joints(a, b, on_line, 1000, l, r, l5s1)); /* no depth */
    assert_false(hinge_pelvis_joints(a, b, missing, 1000, l, r, l5s1));
    assert_true(isnan(l[0]) && isnan(r[2]) && isnan(l5s1[1]));
    double R[3][3];
    hinge_pelvis_matrix(0, -90, 0, HINGE_PELVIS_ZXY, R); /* lying on the side */
    assert_false(hinge_pelvis_right_axis(R, &x, &z));
    assert_true(isnan(x) && isnan(z));
}

TEST(wrapping)
{
    assert_close(hinge_wrap180(180), -180, 0, 0);
    assert_close(hinge_wrap180(-180), -180, 0, 0);
    assert_close(hinge_wrap180(540), -180, 0, 0);
    assert_close(hinge_wrap180(-350), 10, 0, 0);
    assert_close(hinge_wrap180(179.5), 179.5, 0, 0);
    assert_true(isnan(hinge_wrap180((double)NAN)));
    double below = hinge_wrap180(nextafter(-180, -200));
    assert_true(below >= -180 && below < 180);
}

/* Squares decide only what hypot would say too. */
TEST(lengths_compared)
{
    static const double sizes[] = {0, 5e-324, 1e-200, 1e-150, 0.02, 1, 1e150, 1e200};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        double x = 3 * sizes[k], y = -4 * sizes[k], length = hypot(x, y);
        const double least[] = {length * 0.999, nextafter(length, 0), length,
                                nextafter(length, HUGE_VAL), length * 1.001};
        for (size_t j = 0; j < sizeof least / sizeof *least; j++)
            assert_int_equal(hinge_reaches(x, y, least[j]), length >= least[j]);
    }
    for (int i = 1; i < 400; i++) { /* squares of a few bits */
        double x = i * 1.7e-162, y = i * 0.9e-162, length = hypot(x, y);
        assert_true(hinge_reaches(x, y, length * (1 - 1e-7)));
        assert_false(hinge_reaches(x, y, length * (1 + 1e-7)));
    }
    assert_false(hinge_reaches((double)NAN, 1, 0));
    assert_false(hinge_reaches(1, 1, (double)NAN));
    assert_int_equal(hinge_clearly(1, 1 + 1e-12), 0);
    assert_int_equal(hinge_clearly(1, 1 - 1e-12), 0);
    assert_int_equal(hinge_clearly(1, 1 + 1e-6), -1);
    assert_int_equal(hinge_clearly(1, 1 - 1e-6), 1);
    assert_int_equal(hinge_clearly((double)NAN, 1), 0);
    assert_int_equal(hinge_clearly(1, (double)NAN), 0);
    assert_int_equal(hinge_clearly(0, 0), 0);
}
