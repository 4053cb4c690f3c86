/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unit quaternions w, x, y, z (Hamilton): a rotation of vectors. Pure; NaN in gives NaN
 * out. */
#ifndef HINGE_BODY_PARTS_QUATERNION_H
#define HINGE_BODY_PARTS_QUATERNION_H

/* Of a rotation matrix m[3 * row + column], by its largest component (Shepperd 1978);
 * not of unit length. */
void hinge_quaternion_of_matrix(const double m[9], double q[4]);

/* Of Rz(yaw) Ry(pitch) Rx(roll), radians. */
void hinge_quaternion_of_angles(double roll, double pitch, double yaw, double q[4]);

/* out = a b: b's rotation, then a's. out may be neither. */
void hinge_quaternion_multiply(const double a[4], const double b[4], double out[4]);

void hinge_quaternion_conjugate(const double q[4], double out[4]);

/* Between a and b at share t, along the shorter arc (Shoemake 1985). */
void hinge_quaternion_slerp(const double a[4], const double b[4], double t, double out[4]);

/* Angle of the rotation from a to b, radians, 0 to pi. */
double hinge_quaternion_angle(const double a[4], const double b[4]);

void hinge_quaternion_rotate(const double q[4], const double v[3], double out[3]);

#endif
