/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Angles, pelvis geometry and unit quaternions, of plain numbers. */
#include "body/geometry.h"

/* --- Angles and pelvis geometry. In: coordinates or angles; out: numbers in the caller's places.
 * --- */

static double degrees(double radians)
{
    return radians * (180 / M_PI);
}

static double radians(double degrees)
{
    return degrees * (M_PI / 180);
}

double hinge_pitch_deg(double x, double y)
{
    return degrees(atan2(x, y));
}

bool hinge_reaches(double x, double y, double least)
{
    int clear = hinge_clearly(x * x + y * y, least * least);
    return clear > 0 || (clear == 0 && hypot(x, y) >= least);
}

double hinge_wrap180(double angle_deg)
{
    double wrapped = angle_deg - 360 * floor((angle_deg + 180) / 360);
    return wrapped < 180 ? wrapped : wrapped - 360; /* rounding just below -180 */
}

double hinge_pelvis_tilt_deg(double x, double y)
{
    return degrees(atan2(-y, x));
}

/* Unit vector in place; its former length. */
static double make_unit(double v[3])
{
    double length = sqrt(hinge_dot(v, v));
    for (int k = 0; k < 3; k++)
        v[k] /= length;
    return length;
}

/* Harrington 2007, simple regressions in mm on pelvic depth and width. */
static const double X_PER_DEPTH = -0.24, X_MM = -9.9;
static const double Y_PER_WIDTH = -0.30, Y_MM = -10.9;
static const double Z_PER_WIDTH = 0.33, Z_MM = 7.3;
/* Dumas and Wojtusch 2018, the mean of women and men. */
static const double L5S1_X_PER_WIDTH = -(0.340 + 0.335) / 2, L5S1_Y_PER_WIDTH = (0.049 - 0.032) / 2;

bool hinge_pelvis_joints(const double asis_l[3], const double asis_r[3], const double mid_psis[3],
                         double mm_per_unit, double hip_l[3], double hip_r[3], double l5s1[3])
{
    double origin[3], x[3], y[3], z[3];
    for (int k = 0; k < 3; k++) {
        hip_l[k] = hip_r[k] = l5s1[k] = nan("");
        origin[k] = 0.5 * (asis_l[k] + asis_r[k]);
        z[k] = asis_r[k] - asis_l[k];
        x[k] = origin[k] - mid_psis[k];
    }
    double depth_mm = sqrt(hinge_dot(x, x)) * mm_per_unit;
    double width_mm = make_unit(z) * mm_per_unit;
    double along = hinge_dot(x, z);
    for (int k = 0; k < 3; k++)
        x[k] -= along * z[k];
    double across_mm = make_unit(x) * mm_per_unit;
    /* under 1 mm there is no pelvis to speak of, only rounding; NaN fails too */
    if (!(width_mm >= 1 && across_mm >= 1 && isfinite(width_mm) && isfinite(across_mm)))
        return false;
    hinge_cross(z, x, y);
    double forward = (X_PER_DEPTH * depth_mm + X_MM) / mm_per_unit;
    double up = (Y_PER_WIDTH * width_mm + Y_MM) / mm_per_unit;
    double right = (Z_PER_WIDTH * width_mm + Z_MM) / mm_per_unit;
    for (int k = 0; k < 3; k++) {
        double middle = origin[k] + x[k] * forward + y[k] * up;
        hip_r[k] = middle + z[k] * right;
        hip_l[k] = middle - z[k] * right;
        l5s1[k] = origin[k] +
                  width_mm / mm_per_unit * (x[k] * L5S1_X_PER_WIDTH + y[k] * L5S1_Y_PER_WIDTH);
    }
    return true;
}

static void multiply(double A[3][3], double B[3][3], double out[3][3])
{
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            out[i][j] = A[i][0] * B[0][j] + A[i][1] * B[1][j] + A[i][2] * B[2][j];
}

void hinge_pelvis_matrix(double tilt_deg, double list_deg, double rotation_deg,
                         enum hinge_pelvis_order order, double R[3][3])
{
    double ct = cos(radians(tilt_deg)), st = sin(radians(tilt_deg));
    double cl = cos(radians(list_deg)), sl = sin(radians(list_deg));
    double cr = cos(radians(rotation_deg)), sr = sin(radians(rotation_deg));
    double tilt[3][3] = {{ct, -st, 0}, {st, ct, 0}, {0, 0, 1}};
    double list[3][3] = {{1, 0, 0}, {0, cl, -sl}, {0, sl, cl}};
    double rotation[3][3] = {{cr, 0, sr}, {0, 1, 0}, {-sr, 0, cr}};
    double part[3][3];
    if (order == HINGE_PELVIS_ZXY) {
        multiply(tilt, list, part);
        multiply(part, rotation, R);
    } else {
        multiply(rotation, list, part);
        multiply(part, tilt, R);
    }
}

bool hinge_pelvis_right_axis(double R[3][3], double *right_x, double *right_z)
{
    double length = hypot(R[0][2], R[2][2]);
    bool known = length > 1e-6;
    *right_x = known ? R[0][2] / length : nan("");
    *right_z = known ? R[2][2] / length : nan("");
    return known;
}

double hinge_pelvis_heading_tilt_deg(double R[3][3], double right_x, double right_z)
{
    /* the person's forward axis is up cross right = (right_z, 0, -right_x) */
    double forward = right_z * R[0][0] - right_x * R[2][0];
    return degrees(atan2(-R[1][0], forward));
}

/* --- Unit quaternions. --- */

void hinge_quaternion_of_matrix(const double m[9], double q[4])
{
    const double square[4] = {1 + m[0] + m[4] + m[8], 1 + m[0] - m[4] - m[8],
                              1 - m[0] + m[4] - m[8], 1 - m[0] - m[4] + m[8]};
    const double wx = m[7] - m[5], wy = m[2] - m[6], wz = m[3] - m[1];
    const double yz = m[7] + m[5], xz = m[2] + m[6], xy = m[3] + m[1];
    /* rows of 4 q q^T, the k-th is proportional to q */
    const double row[4][4] = {{square[0], wx, wy, wz},
                              {wx, square[1], xy, xz},
                              {wy, xy, square[2], yz},
                              {wz, xz, yz, square[3]}};
    int k = 0;
    for (int i = 1; i < 4; i++)
        k = square[i] > square[k] ? i : k;
    for (int i = 0; i < 4; i++)
        q[i] = row[k][i];
}

void hinge_quaternion_of_angles(double roll, double pitch, double yaw, double q[4])
{
    double cr = cos(roll / 2), sr = sin(roll / 2), cp = cos(pitch / 2), sp = sin(pitch / 2),
           cy = cos(yaw / 2), sy = sin(yaw / 2);
    q[0] = cr * cp * cy + sr * sp * sy;
    q[1] = sr * cp * cy - cr * sp * sy;
    q[2] = cr * sp * cy + sr * cp * sy;
    q[3] = cr * cp * sy - sr * sp * cy;
}

void hinge_quaternion_multiply(const double a[4], const double b[4], double out[4])
{
    out[0] = a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3];
    out[1] = a[0] * b[1] + a[1] * b[0] + a[2] * b[3] - a[3] * b[2];
    out[2] = a[0] * b[2] - a[1] * b[3] + a[2] * b[0] + a[3] * b[1];
    out[3] = a[0] * b[3] + a[1] * b[2] - a[2] * b[1] + a[3] * b[0];
}

void hinge_quaternion_conjugate(const double q[4], double out[4])
{
    out[0] = q[0];
    for (int k = 1; k < 4; k++)
        out[k] = -q[k];
}

void hinge_quaternion_slerp(const double a[4], const double b[4], double t, double out[4])
{
    double cosine = a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3],
           sign = cosine < 0 ? -1 : 1, from = 1 - t, to = t;
    double angle = acos(fmin(sign * cosine, 1));
    if (angle > 1e-6) { /* nearer they are a straight line */
        from = sin((1 - t) * angle) / sin(angle);
        to = sin(t * angle) / sin(angle);
    }
    for (int k = 0; k < 4; k++)
        out[k] = from * a[k] + to * sign * b[k];
}

double hinge_quaternion_angle(const double a[4], const double b[4])
{
    double back[4], step[4];
    hinge_quaternion_conjugate(a, back);
    hinge_quaternion_multiply(b, back, step);
    /* by the sine for small angles, which the cosine cannot tell */
    double sine = sqrt(step[1] * step[1] + step[2] * step[2] + step[3] * step[3]);
    return 2 * atan2(sine, fabs(step[0]));
}

void hinge_quaternion_rotate(const double q[4], const double v[3], double out[3])
{
    double pure[4] = {0, v[0], v[1], v[2]}, back[4], half[4], whole[4];
    hinge_quaternion_conjugate(q, back);
    hinge_quaternion_multiply(q, pure, half);
    hinge_quaternion_multiply(half, back, whole);
    for (int k = 0; k < 3; k++)
        out[k] = whole[1 + k];
}
