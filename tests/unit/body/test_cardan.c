/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three-dimensional angles of a body whose segments are turned by known matrices: the
 * markers are written down in the segment, turned, and must give the angles back. */
#include "test.h"

#include "body/geometry.h"
#include "body_scene.h"

#include <hinge/warnings.h>

/* A point of a segment that is turned by R about its origin. */
static void set_on(int landmark, const double origin[3], double R[3][3], double x, double y,
                   double z)
{
    double at[3];
    for (int a = 0; a < 3; a++)
        at[a] = origin[a] + R[a][0] * x + R[a][1] * y + R[a][2] * z;
    set(landmark, at[0], at[1], at[2]);
}

static void times(double A[3][3], double B[3][3], double out[3][3])
{
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            out[i][j] = 0;
            for (int k = 0; k < 3; k++)
                out[i][j] += A[i][k] * B[k][j];
        }
}

/* Rz(a) Rx(b) Ry(c) */
static void turned(double a, double b, double c, double R[3][3])
{
    hinge_pelvis_matrix(a, b, c, HINGE_PELVIS_ZXY, R);
}

/* Pelvis in space, thorax on it, thighs and shanks each on the one above. */
struct pose {
    double pelvis[3], thorax[3], thigh[2][3], shank[2][3];
};

static void scene_init(const struct pose *p)
{
    static const double hip_origin[3] = {0, 0.9, 0};
    double P[3][3], T[3][3], R[3][3];
    static double dummy[N];
    scene_start();
    scene.body.has_pelvis = true;
    static const enum hinge_signal plane[] = {HINGE_SIGNAL_lumbar_isb, HINGE_SIGNAL_lumbar_flex,
                                              HINGE_SIGNAL_hip_flex, HINGE_SIGNAL_knee_flex,
                                              HINGE_SIGNAL_pelvis_tilt};
    for (size_t k = 0; k < sizeof plane / sizeof *plane; k++)
        scene.body.signal[plane[k]] = dummy;
    turned(p->pelvis[0], p->pelvis[1], p->pelvis[2], P);
    set_on(HINGE_LANDMARK_asis_l, hip_origin, P, 0.10, 0.05, -0.12);
    set_on(HINGE_LANDMARK_asis_r, hip_origin, P, 0.10, 0.05, 0.12);
    set_on(HINGE_LANDMARK_psis_l, hip_origin, P, -0.06, 0.05, -0.04);
    set_on(HINGE_LANDMARK_psis_r, hip_origin, P, -0.06, 0.05, 0.04);
    turned(p->thorax[0], p->thorax[1], p->thorax[2], R);
    times(P, R, T);
    set_on(HINGE_LANDMARK_ij, hip_origin, T, 0.10, 0.50, 0);
    set_on(HINGE_LANDMARK_c7, hip_origin, T, -0.06, 0.50, 0);
    set_on(HINGE_LANDMARK_px, hip_origin, T, 0.10, 0.30, 0);
    set_on(HINGE_LANDMARK_t8, hip_origin, T, -0.06, 0.30, 0);
    for (int side = 0; side < 2; side++) {
        double thigh[3][3], shank[3][3], out = side == 0 ? -1 : 1, knee[3], hip[3];
        turned(p->thigh[side][0], p->thigh[side][1], p->thigh[side][2], R);
        times(P, R, thigh);
        turned(p->shank[side][0], p->shank[side][1], p->shank[side][2], R);
        times(thigh, R, shank);
        set_on(HINGE_LANDMARK_hjc_l + side, hip_origin, P, 0, 0, 0.09 * out);
        for (int a = 0; a < 3; a++)
            hip[a] = scene.tracks.point[HINGE_LANDMARK_hjc_l + side].axis[a][0];
        set_on(HINGE_LANDMARK_knee_l + side, hip, thigh, 0, -0.4, 0);
        set_on(HINGE_LANDMARK_knee_med_l + side, hip, thigh, 0, -0.4, -0.05 * out);
        for (int a = 0; a < 3; a++)
            knee[a] = scene.tracks.point[HINGE_LANDMARK_knee_l + side].axis[a][0];
        set_on(HINGE_LANDMARK_ankle_l + side, knee, shank, 0, -0.4, 0);
    }
}

static void build(void)
{
    hinge_cardan_build(&scene.tracks, &scene.parameters, &scene.body);
}

static const struct pose leaning = {
    {-50, 8, -12}, {-25, 6, 9}, {{70, 4, -5}, {62, -3, 2}}, {{-21, 0, 0}, {-15, 0, 0}}};

TEST(angles_come_back)
{
    scene_init(&leaning);
    build();
    assert_close(value(HINGE_SIGNAL_pelvis_tilt_3d), 50, 0, 1e-9);
    assert_close(value(HINGE_SIGNAL_pelvic_obliquity_3d), -8, 0, 1e-9);
    assert_close(value(HINGE_SIGNAL_pelvic_yaw_3d), -12, 0, 1e-9);
    assert_close(value(HINGE_SIGNAL_lumbar_flex_3d), 25, 0, 1e-9);
    assert_close(value(HINGE_SIGNAL_lumbar_bend_3d), 6, 0, 1e-9);
    assert_close(value(HINGE_SIGNAL_lumbar_turn_3d), 9, 0, 1e-9);
    assert_close(value(HINGE_SIGNAL_hip_flex_3d), (70.0 + 62) / 2, 0, 1e-9);
    assert_close(value(HINGE_SIGNAL_knee_flex_3d), (21.0 + 15) / 2, 0, 1e-9);
}

TEST(one_side_alone)
{
    scene_init(&leaning);
    scene.body.side = 'r';
    build();
    assert_close(value(HINGE_SIGNAL_hip_flex_3d), 62, 0, 1e-9);
    assert_close(value(HINGE_SIGNAL_knee_flex_3d), 15, 0, 1e-9);
    scene_init(&leaning);
    scene.tracks.point[HINGE_LANDMARK_knee_med_r].present = false;
    build(); /* the left leg is all there is */
    assert_close(value(HINGE_SIGNAL_knee_flex_3d), 21, 0, 1e-9);
}

TEST(beyond_the_gimbal)
{
    const struct pose pose = {{-20, 81, 0}, {0, 0, 0}, {{0}}, {{0}}};
    scene_init(&pose);
    build();
    assert_true(isnan(value(HINGE_SIGNAL_pelvis_tilt_3d)));
    assert_int_equal(scene.body.gimbal[1], 1);
    assert_close(value(HINGE_SIGNAL_lumbar_flex_3d), 0, 0, 1e-9);
}

TEST(refusals)
{
    scene_init(&leaning);
    scene.tracks.dim = 2;
    build();
    assert_null(scene.body.signal[HINGE_SIGNAL_pelvis_tilt_3d]);
    assert_refused(HINGE_SIGNAL_hip_flex_3d, HINGE_REASON_NO_FRONTAL);
    scene_init(&leaning);
    scene.tracks.warnings = HINGE_WARN(FACING_AMBIGUOUS);
    build();
    assert_refused(HINGE_SIGNAL_pelvic_yaw_3d, HINGE_REASON_FACING_AMBIGUOUS);
    scene_init(&leaning);
    scene.body.has_pelvis = false;
    scene.body.signal[HINGE_SIGNAL_lumbar_flex] = NULL; /* as in the side view */
    scene.body.reason[HINGE_SIGNAL_lumbar_flex] = HINGE_REASON_TIER_C_NO_LUMBAR;
    build();
    assert_refused(HINGE_SIGNAL_lumbar_flex_3d, HINGE_REASON_TIER_C_NO_LUMBAR);
    assert_refused(HINGE_SIGNAL_hip_flex_3d, HINGE_REASON_TIER_TOO_LOW);
    assert_close(value(HINGE_SIGNAL_knee_flex_3d), 18, 0, 1e-9);
    scene_init(&leaning);
    for (int side = 0; side < 2; side++)
        scene.tracks.point[HINGE_LANDMARK_knee_med_l + side].present = false;
    scene.body.signal[HINGE_SIGNAL_lumbar_isb] = NULL;
    build();
    assert_refused(HINGE_SIGNAL_knee_flex_3d, HINGE_REASON_INSUFFICIENT_LANDMARKS);
    assert_refused(HINGE_SIGNAL_lumbar_turn_3d, HINGE_REASON_INSUFFICIENT_LANDMARKS);
}

TEST(frames_without_a_direction)
{
    const double up[3] = {0, 1, 0}, none[3] = {0, 0, 0}, right[3] = {0, 0, 1},
                 missing[3] = {0, (double)NAN, 0};
    double R[3][3];
    assert_true(hinge_frame_of_up(up, right, R));
    assert_false(hinge_frame_of_up(none, right, R));
    assert_false(hinge_frame_of_up(up, up, R));
    assert_false(hinge_frame_of_right(right, missing, R));
    assert_false(hinge_frame_of_right(right, right, R));
}
