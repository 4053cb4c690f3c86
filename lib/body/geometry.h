/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Angles, pelvis geometry, unit quaternions, segment frames. Pure; degrees; NaN in gives NaN
 * out. */
#pragma once

#include "base/base.h"
#include "base/vector.h"

/* --- Angles and pelvis geometry (method 1.1, 1.2, 1.4). Matrices are R[row][column], right-handed
 * axes, y up. --- */

/* A leg in lengths of the trunk, where no leg is seen: 0.491 and 0.288 of stature (Drillis &
 * Contini, in Winter 2009). */
#define HINGE_LEG_OF_TRUNK 1.7

/* Inclination of a vector (x forward, y up) from the vertical, forward positive; 0 for the zero
 * vector (callers refuse short vectors before). */
double hinge_pitch_deg(double x, double y);

/* Compares a square with a limit: -1 if it is clearly below, 1 if clearly above. 0 if rounding, NaN
 * or a tiny number makes this uncertain; callers then use hypot or atan2. */
static inline int hinge_clearly(double square, double limit)
{
    if (limit > 1e-280 && square < limit * (1 - 1e-9))
        return -1;
    return square > 1e-280 && square > limit * (1 + 1e-9) ? 1 : 0;
}

/* Whether the vector is at least `least` long; false with NaN. */
bool hinge_reaches(double x, double y, double least);

/* Angle in [-180, 180). */
double hinge_wrap180(double angle_deg);

/* Anterior tilt of the pelvis from (x, y) = mid-ASIS minus mid-PSIS. The inclination of this line
 * in standing is not subtracted. */
double hinge_pelvis_tilt_deg(double x, double y);

/* Joint centres from the ASIS and mid-PSIS (or sacral marker), in any right-handed frame. Hips:
 * Harrington 2007. L5/S1: Dumas and Wojtusch 2018, the mean of women and men, in percent of the
 * distance between the ASIS from their middle (33.75 behind, 0.85 above, in axes of the plane of
 * ASIS and PSIS). mm_per_unit is 1000 for metres, 1 for mm, because the regression of the hips is
 * in mm. False, and NaN, if markers are missing or do not span a pelvis. */
bool hinge_pelvis_joints(const double asis_l[3], const double asis_r[3], const double mid_psis[3],
                         double mm_per_unit, double hip_l[3], double hip_r[3], double l5s1[3]);

/* Order in which a model turns its pelvis: tilt about z, list about x, rotation about
 * y. */
enum hinge_pelvis_order {
    HINGE_PELVIS_ZXY, /* Rz(tilt) Rx(list) Ry(rotation): OpenSim */
    HINGE_PELVIS_YXZ  /* Ry(rotation) Rx(list) Rz(tilt) */
};

/* Rotation from the axes of the pelvis to those of the ground. */
void hinge_pelvis_matrix(double tilt_deg, double list_deg, double rotation_deg,
                         enum hinge_pelvis_order order, double R[3][3]);

/* The horizontal part of the z axis of the pelvis, which points to the person's right: ground x and
 * z, of unit length. False, and NaN, if the axis is vertical. */
bool hinge_pelvis_right_axis(double R[3][3], double *right_x, double *right_z);

/* Anterior tilt P seen along the person's right: a horizontal unit vector, one per trial. */
double hinge_pelvis_heading_tilt_deg(double R[3][3], double right_x, double right_z);

/* --- Unit quaternions w, x, y, z (Hamilton): a rotation of vectors. Pure; NaN in gives NaN
 * out. --- */
/* The quaternion of a rotation matrix m[3 * row + column], by its largest component (Shepperd
 * 1978); not of unit length. */
void hinge_quaternion_of_matrix(const double m[9], double q[4]);

/* The quaternion of Rz(yaw) Ry(pitch) Rx(roll); radians. */
void hinge_quaternion_of_angles(double roll, double pitch, double yaw, double q[4]);

/* out = a b: first the rotation b, then a. out may not be a or b. */
void hinge_quaternion_multiply(const double a[4], const double b[4], double out[4]);

void hinge_quaternion_conjugate(const double q[4], double out[4]);

/* The rotation at share t (0 to 1) from a to b along the shorter arc (Shoemake 1985). */
void hinge_quaternion_slerp(const double a[4], const double b[4], double t, double out[4]);

/* Angle of the rotation from a to b, radians, 0 to pi. */
double hinge_quaternion_angle(const double a[4], const double b[4]);

void hinge_quaternion_rotate(const double q[4], const double v[3], double out[3]);

/* --- Segment frames and Cardan angles (method 4; Wu et al. 2002, 2005). The columns of a frame
 * R[row][column] are the x (forward), y (up) and z (right) of the segment in the given axes.
 * Inline, so that numbers stay in registers. --- */
/* The unit vector of `first`, and that of the part of `second` at right angles to it. */
static inline bool hinge_unit_pair(const double first[3], const double second[3], double a[3],
                                   double b[3])
{
    double rest[3];
    if (!hinge_unit(first, a))
        return false;
    double along = hinge_dot(second, a);
    for (int k = 0; k < 3; k++)
        rest[k] = second[k] - along * a[k];
    return hinge_unit(rest, b);
}

static inline void hinge_columns(const double x[3], const double y[3], const double z[3],
                                 double R[3][3])
{
    for (int k = 0; k < 3; k++) {
        R[k][0] = x[k];
        R[k][1] = y[k];
        R[k][2] = z[k];
    }
}

/* The frame with y along `up`, z along the part of `right` at right angles to y, and x = y cross z.
 * False if the vectors do not span a frame, or with NaN. */
static inline bool hinge_frame_of_up(const double up[3], const double right[3], double R[3][3])
{
    double x[3], y[3], z[3];
    if (!hinge_unit_pair(up, right, y, z))
        return false;
    hinge_cross(y, z, x);
    hinge_columns(x, y, z, R);
    return true;
}

/* The frame with z along `right`, x along the part of `forward` at right angles to z, and y = z
 * cross x. False as above. */
static inline bool hinge_frame_of_right(const double right[3], const double forward[3],
                                        double R[3][3])
{
    double x[3], y[3], z[3];
    if (!hinge_unit_pair(right, forward, z, x))
        return false;
    hinge_cross(z, x, y);
    hinge_columns(x, y, z, R);
    return true;
}

/* The distal frame in the axes of the proximal one: R = proximal transposed times distal. */
static inline void hinge_frame_relative(double proximal[3][3], double distal[3][3], double R[3][3])
{
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            R[i][j] = 0 + proximal[0][i] * distal[0][j] + proximal[1][i] * distal[1][j] +
                      proximal[2][i] * distal[2][j];
}

/* If the second angle is larger than this, the other two have no meaning. */
#define HINGE_GIMBAL_DEG 80.0

/* The angles a, b, c of R = Rz(a) Rx(b) Ry(c). NaN, and false, if b is beyond HINGE_GIMBAL_DEG. */
static inline bool hinge_cardan_zxy_deg(double R[3][3], double angle[3])
{
    const double degrees = 180 / M_PI;
    double sine = R[2][1] < 1 ? R[2][1] : 1; /* NaN becomes 1, which is beyond the limit */
    angle[1] = asin(sine > -1 ? sine : -1) * degrees;
    angle[0] = atan2(-R[0][1], R[1][1]) * degrees;
    angle[2] = atan2(-R[2][0], R[2][2]) * degrees;
    if (fabs(angle[1]) <= HINGE_GIMBAL_DEG)
        return true;
    angle[0] = angle[1] = angle[2] = (double)NAN;
    return false;
}
