/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Segment frames and Cardan angles (method 4; Wu et al. 2002). A frame is
 * R[row][column] whose columns are the segment's x (forward), y (up) and z (right) in
 * the axes it is given in. Pure; degrees. Inline: each is a few operations on numbers
 * that then need no memory. */
#ifndef HINGE_BODY_PARTS_SEGMENT_FRAMES_H
#define HINGE_BODY_PARTS_SEGMENT_FRAMES_H

#include <math.h>
#include <stdbool.h>

/* out = a cross b; out is neither. */
static inline void hinge_cross(const double a[3], const double b[3], double out[3])
{
    out[0] = a[1] * b[2] - a[2] * b[1];
    out[1] = a[2] * b[0] - a[0] * b[2];
    out[2] = a[0] * b[1] - a[1] * b[0];
}

static inline double hinge_dot(const double a[3], const double b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/* Unit vector of v; false where it has no direction. */
static inline bool hinge_unit(const double v[3], double out[3])
{
    double length = sqrt(hinge_dot(v, v));
    for (int k = 0; k < 3; k++)
        out[k] = v[k] / length;
    return length > 1e-9;
}

/* `first` made unit, and `second` at right angles to it, of unit length. */
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

/* From its own y, and from any vector that has its z: z at right angles to y, x = y
 * cross z. False where they do not span a frame, or with NaN. */
static inline bool hinge_frame_of_up(const double up[3], const double right[3], double R[3][3])
{
    double x[3], y[3], z[3];
    if (!hinge_unit_pair(up, right, y, z))
        return false;
    hinge_cross(y, z, x);
    hinge_columns(x, y, z, R);
    return true;
}

/* From its own z, and from any vector that has its x: x at right angles to z, y = z
 * cross x. The same of false. */
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

/* The distal frame in the proximal one's axes: proximal transposed times distal. */
static inline void hinge_frame_relative(double proximal[3][3], double distal[3][3], double R[3][3])
{
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            R[i][j] = 0 + proximal[0][i] * distal[0][j] + proximal[1][i] * distal[1][j] +
                      proximal[2][i] * distal[2][j];
}

/* Beyond this about the second axis the other two angles mean nothing. */
#define HINGE_GIMBAL_DEG 80.0

/* a, b, c of R = Rz(a) Rx(b) Ry(c); NaN, and false, beyond HINGE_GIMBAL_DEG. */
static inline bool hinge_cardan_zxy_deg(double R[3][3], double angle[3])
{
    const double degrees = 180 / M_PI;
    double sine = R[2][1] < 1 ? R[2][1] : 1; /* NaN too, and so beyond */
    angle[1] = asin(sine > -1 ? sine : -1) * degrees;
    angle[0] = atan2(-R[0][1], R[1][1]) * degrees;
    angle[2] = atan2(-R[2][0], R[2][2]) * degrees;
    if (fabs(angle[1]) <= HINGE_GIMBAL_DEG)
        return true;
    angle[0] = angle[1] = angle[2] = (double)NAN;
    return false;
}

#endif
