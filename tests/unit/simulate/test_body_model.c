/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated body against the numbers of text G (method 10) and its own geometry.
 */
#include "test.h"

#include "simulate/simulate.h"

static const double radian = 0.017453292519943295;

static double pitch(const double from[3], const double to[3])
{
    return atan2(to[0] - from[0], to[1] - from[1]) / radian;
}

/* Two repetitions of text G with nobody else's numbers. */
static void text_g_motion(struct hinge_motion *motion, struct hinge_motion_rep rep[2])
{
    struct hinge_pattern pattern[2];
    hinge_pattern_text_g(&pattern[0]);
    hinge_pattern_text_g(&pattern[1]);
    *motion = (struct hinge_motion){.n_reps = 2, .rep = rep};
    hinge_motion_set(motion, pattern, 2.0, 1.0);
}

TEST(test_text_g_angles)
{
    struct hinge_motion motion;
    struct hinge_motion_rep rep[2];
    double angle[HINGE_JOINT_COUNT];
    text_g_motion(&motion, rep);
    assert_close(motion.end_s, 12.0, 0, 1e-12);
    for (int i = 0; i <= 1200; i++) {
        double t = 0.01 * i, s = 0.0;
        for (double t0 = 2.0; t0 <= 7.0; t0 += 5.0)
            s += hinge_minimum_jerk((t - t0) / 2.0) - hinge_minimum_jerk((t - t0 - 2.5) / 1.5);
        hinge_motion_at(&motion, t, angle);
        assert_close(angle[HINGE_JOINT_SHANK], -3.0 * s, 0, 1e-9);
        assert_close(angle[HINGE_JOINT_KNEE], 20.0 * s, 0, 1e-9);
        assert_close(angle[HINGE_JOINT_PELVIS], 45.0 * s, 0, 1e-9);
        assert_close(angle[HINGE_JOINT_LUMBAR], 30.0 * s - 6.0 * s * s, 0, 1e-9);
    }
}

/* G4: what the chain gives at the bottom. */
TEST(test_text_g_bottom)
{
    struct hinge_motion motion;
    struct hinge_motion_rep rep[2];
    struct hinge_physique body;
    double angle[HINGE_JOINT_COUNT], p[HINGE_LANDMARK_COUNT][3];
    double q[HINGE_LANDMARK_COUNT][3];
    text_g_motion(&motion, rep);
    hinge_physique_text_g(&body);
    hinge_motion_at(&motion, 4.2, angle);
    hinge_body_points(&body, angle, p);
    hinge_motion_at(&motion, 0.0, angle);
    hinge_body_points(&body, angle, q);
#define AT(points, name) points[HINGE_LANDMARK_##name]
    double thigh = pitch(AT(p, knee_r), AT(p, hjc_r));
    double hip_x = AT(p, hjc_r)[0] - AT(q, hjc_r)[0];
    double hip_y = AT(q, hjc_r)[1] - AT(p, hjc_r)[1];
    double trunk = pitch(AT(p, hjc_r), AT(p, shoulder_r));
    double trunk0 = pitch(AT(q, hjc_r), AT(q, shoulder_r));
    assert_close(thigh, -23.0, 0, 1e-9);
    assert_close(pitch(AT(p, ankle_l), AT(p, knee_l)), -3.0, 0, 1e-9);
    assert_close(pitch(AT(p, hjc_r), AT(p, l5)), 55.0, 0, 1e-9);
    assert_close(pitch(AT(p, t12l1), AT(p, t8)), 45.0 + 24.0 + 8.0, 0, 1e-9);
    assert_close(trunk - trunk0 - thigh, 83.5574365, 0, 1e-6);
    assert_close(-hip_x / 0.84, 0.217505028, 0, 1e-8);
    assert_close(hip_y / 0.84, 0.03950275, 0, 1e-8);
    assert_close(atan2(hip_y, -hip_x) / radian, 10.2937236, 0, 1e-6);
}

/* method 1.4, written out again: hip centres from ASIS and PSIS. */
static void harrington(double p[][3], double side, double hip[3])
{
    const double *asis_l = AT(p, asis_l), *asis_r = AT(p, asis_r);
    double mid_asis[3], mid_psis[3], x[3], y[3], z[3], width = 0, depth = 0, dot = 0;
    for (int k = 0; k < 3; k++) {
        mid_asis[k] = 0.5 * (asis_l[k] + asis_r[k]);
        mid_psis[k] = 0.5 * (AT(p, psis_l)[k] + AT(p, psis_r)[k]);
        z[k] = asis_r[k] - asis_l[k];
        x[k] = mid_asis[k] - mid_psis[k];
        width += z[k] * z[k];
        depth += x[k] * x[k];
    }
    width = sqrt(width);
    depth = sqrt(depth);
    for (int k = 0; k < 3; k++)
        dot += x[k] * z[k] / width;
    double length = 0;
    for (int k = 0; k < 3; k++) {
        z[k] /= width;
        x[k] -= dot * z[k];
        length += x[k] * x[k];
    }
    for (int k = 0; k < 3; k++)
        x[k] /= sqrt(length);
    for (int k = 0; k < 3; k++)
        y[k] = z[(k + 1) % 3] * x[(k + 2) % 3] - z[(k + 2) % 3] * x[(k + 1) % 3];
    for (int k = 0; k < 3; k++)
        hip[k] = mid_asis[k] + x[k] * (-0.24 * depth - 0.0099) + y[k] * (-0.30 * width - 0.0109) +
                 side * z[k] * (0.33 * width + 0.0073);
}

TEST(test_pelvis_markers_give_the_hip_back)
{
    for (uint64_t person = 0; person < 5; person++) {
        struct hinge_random random;
        struct hinge_physique body;
        hinge_random_init(&random, 3, HINGE_STREAM_SIMULATE, person);
        hinge_physique_draw(&random, 1.0, &body);
        double p[HINGE_LANDMARK_COUNT][3], hip[3], tilt0 = 0;
        for (int i = 0; i <= 8; i++) {
            double angle[HINGE_JOINT_COUNT] = {-i, 3.0 * i, 10.0 * i - 20.0, 4.0 * i};
            hinge_body_points(&body, angle, p);
            harrington(p, 1.0, hip);
            for (int k = 0; k < 3; k++)
                assert_close(hip[k], AT(p, hjc_r)[k], 0, 1e-9);
            harrington(p, -1.0, hip);
            for (int k = 0; k < 3; k++)
                assert_close(hip[k], AT(p, hjc_l)[k], 0, 1e-9);
            double tilt =
                atan2(AT(p, psis_l)[1] - AT(p, asis_l)[1], AT(p, asis_l)[0] - AT(p, psis_l)[0]) /
                radian;
            if (i == 0)
                tilt0 = tilt - angle[HINGE_JOINT_PELVIS];
            assert_close(tilt - angle[HINGE_JOINT_PELVIS], tilt0, 0, 1e-9);
        }
    }
}

/* Whatever pair of thorax points an analysis uses, it turns with pelvis + lumbar. */
TEST(test_thorax_is_rigid)
{
    struct hinge_physique body;
    double p[HINGE_LANDMARK_COUNT][3], q[HINGE_LANDMARK_COUNT][3];
    const double stand[HINGE_JOINT_COUNT] = {0};
    const double bent[HINGE_JOINT_COUNT] = {-3, 20, 45, 24};
    const enum hinge_landmark pair[][2] = {{HINGE_LANDMARK_t12l1, HINGE_LANDMARK_t8},
                                           {HINGE_LANDMARK_t10, HINGE_LANDMARK_c7},
                                           {HINGE_LANDMARK_px, HINGE_LANDMARK_ij},
                                           {HINGE_LANDMARK_t12l1, HINGE_LANDMARK_c7}};
    hinge_physique_text_g(&body);
    hinge_body_points(&body, stand, p);
    hinge_body_points(&body, bent, q);
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++)
        assert_close(pitch(q[pair[i][0]], q[pair[i][1]]) - pitch(p[pair[i][0]], p[pair[i][1]]),
                     69.0, 0, 1e-9);
}

TEST(test_minimum_jerk_is_clipped)
{
    assert_close(hinge_minimum_jerk(-1.0), 0.0, 0, 0);
    assert_close(hinge_minimum_jerk(0.5), 0.5, 0, 1e-15);
    assert_close(hinge_minimum_jerk(2.0), 1.0, 0, 0);
}

/* The bottom of every pattern has the share and total that were asked for. */
TEST(test_patterns_keep_their_totals)
{
    size_t n;
    (void)hinge_preset_names(&n);
    for (size_t f = 0; f < n; f++) {
        struct hinge_random random;
        struct hinge_pattern usual, pattern;
        struct hinge_motion_rep rep;
        struct hinge_motion motion = {.n_reps = 1, .rep = &rep};
        double angle[HINGE_JOINT_COUNT];
        hinge_random_init(&random, 1, HINGE_STREAM_SIMULATE, f);
        hinge_pattern_draw_person(1, 0.0, &random, &usual);
        hinge_preset_apply(f, 1, &usual, &pattern);
        hinge_motion_set(&motion, &pattern, 1.0, 1.0);
        hinge_motion_at(&motion, 1.0 + rep.descent_s + 0.5 * rep.hold_s, angle);
        double total = pattern.value[HINGE_QUANTITY_total_deg];
        double lumbar = angle[HINGE_JOINT_LUMBAR] - motion.stand_deg[HINGE_JOINT_LUMBAR];
        double hip = angle[HINGE_JOINT_PELVIS] - angle[HINGE_JOINT_SHANK] +
                     angle[HINGE_JOINT_KNEE] - motion.stand_deg[HINGE_JOINT_PELVIS] +
                     motion.stand_deg[HINGE_JOINT_SHANK] - motion.stand_deg[HINGE_JOINT_KNEE];
        assert_close(lumbar + hip, total, 0, 1e-9);
        assert_close(lumbar / total, pattern.value[HINGE_QUANTITY_lumbar_share], 0, 1e-9);
    }
}

/* method 10: the centre of mass of a posture, both sides alike. */
TEST(test_pressure_is_under_the_mass)
{
    static const struct {
        int left;
        double x, y;
    } posture[] = {{HINGE_LANDMARK_ear_l, .10, 1.45},   {HINGE_LANDMARK_shoulder_l, .10, 1.38},
                   {HINGE_LANDMARK_elbow_l, .12, 1.10}, {HINGE_LANDMARK_wrist_l, .20, .86},
                   {HINGE_LANDMARK_hjc_l, 0, .92},      {HINGE_LANDMARK_knee_l, 0, .50},
                   {HINGE_LANDMARK_ankle_l, 0, .09},    {HINGE_LANDMARK_toe_l, .15, .02}};
    double angle[HINGE_JOINT_COUNT] = {0}, point[HINGE_LANDMARK_COUNT][3] = {{0}};
    for (size_t i = 0; i < sizeof posture / sizeof *posture; i++)
        for (int side = 0; side < 2; side++) {
            point[posture[i].left + side][0] = posture[i].x;
            point[posture[i].left + side][1] = posture[i].y;
            point[posture[i].left + side][2] = side == 0 ? -.1 : .3;
        }
    hinge_props_set(angle, point);
    assert_close(point[HINGE_LANDMARK_cop_l][0], 0.04889396, 0, 1e-8);
    assert_close(point[HINGE_LANDMARK_cop_l][1], 0, 0, 0);
    assert_close(point[HINGE_LANDMARK_cop_l][2], .1, 0, 1e-12);
}

/* A rod along points at (0, 0) and (0, 1), 0.02 m behind them. */
TEST(test_rod_lies_on_what_holds_it)
{
    static const struct {
        enum hinge_rod_on on;
        int low, high, off;
    } rows[] = {
        {HINGE_ROD_ON_HEAD_AND_TAIL, HINGE_LANDMARK_s1, HINGE_LANDMARK_occ, HINGE_LANDMARK_t8},
        {HINGE_ROD_ON_BACK_AND_TAIL, HINGE_LANDMARK_s1, HINGE_LANDMARK_t8, HINGE_LANDMARK_occ},
        {HINGE_ROD_ON_HEAD_AND_BACK, HINGE_LANDMARK_t8, HINGE_LANDMARK_occ, HINGE_LANDMARK_s1}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        double angle[HINGE_JOINT_COUNT] = {0}, point[HINGE_LANDMARK_COUNT][3] = {{0}};
        angle[HINGE_JOINT_ROD_ON] = rows[k].on;
        point[rows[k].high][1] = 1;
        point[rows[k].off][0] = 7;
        hinge_props_set(angle, point);
        assert_close(point[HINGE_LANDMARK_dow_1][0], -0.02, 0, 1e-12);
        assert_close(point[HINGE_LANDMARK_dow_2][0], -0.02, 0, 1e-12);
        assert_close(point[HINGE_LANDMARK_dow_1][1], 0.8, 0, 1e-12);
        assert_close(point[HINGE_LANDMARK_dow_2][1], -0.4, 0, 1e-12);
    }
}
