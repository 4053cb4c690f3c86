/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unit quaternions; see quaternion.h. */
#include "body/parts/quaternion.h"

#include <math.h>

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

static double dot(const double a[4], const double b[4])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
}

void hinge_quaternion_slerp(const double a[4], const double b[4], double t, double out[4])
{
    double cosine = dot(a, b), sign = cosine < 0 ? -1 : 1, from = 1 - t, to = t;
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
