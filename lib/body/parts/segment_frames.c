/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Segment frames, Cardan Z-X-Y. */
#include "body/parts/segment_frames.h"

#include <math.h>

void hinge_cross(const double a[3], const double b[3], double out[3])
{
    for (int k = 0; k < 3; k++)
        out[k] = a[(k + 1) % 3] * b[(k + 2) % 3] - a[(k + 2) % 3] * b[(k + 1) % 3];
}

static double dot(const double a[3], const double b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/* Unit vector of v; false where it has no direction. */
static bool unit(const double v[3], double out[3])
{
    double length = sqrt(dot(v, v));
    for (int k = 0; k < 3; k++)
        out[k] = v[k] / length;
    return length > 1e-9;
}

/* `first` made unit, and `second` at right angles to it, of unit length. */
static bool pair(const double first[3], const double second[3], double a[3],
                 double b[3])
{
    double rest[3];
    if (!unit(first, a))
        return false;
    for (int k = 0; k < 3; k++)
        rest[k] = second[k] - dot(second, a) * a[k];
    return unit(rest, b);
}

static void columns(const double x[3], const double y[3], const double z[3],
                    double R[3][3])
{
    for (int k = 0; k < 3; k++) {
        R[k][0] = x[k];
        R[k][1] = y[k];
        R[k][2] = z[k];
    }
}

bool hinge_frame_of_up(const double up[3], const double right[3], double R[3][3])
{
    double x[3], y[3], z[3];
    if (!pair(up, right, y, z))
        return false;
    hinge_cross(y, z, x);
    columns(x, y, z, R);
    return true;
}

bool hinge_frame_of_right(const double right[3], const double forward[3],
                          double R[3][3])
{
    double x[3], y[3], z[3];
    if (!pair(right, forward, z, x))
        return false;
    hinge_cross(z, x, y);
    columns(x, y, z, R);
    return true;
}

void hinge_frame_relative(double proximal[3][3], double distal[3][3], double R[3][3])
{
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            R[i][j] = 0;
            for (int k = 0; k < 3; k++)
                R[i][j] += proximal[k][i] * distal[k][j];
        }
}

bool hinge_cardan_zxy_deg(double R[3][3], double angle[3])
{
    const double degrees = 180 / M_PI;
    angle[1] = asin(fmax(-1, fmin(1, R[2][1]))) * degrees;
    angle[0] = atan2(-R[0][1], R[1][1]) * degrees;
    angle[2] = atan2(-R[2][0], R[2][2]) * degrees;
    if (fabs(angle[1]) <= HINGE_GIMBAL_DEG)
        return true;
    angle[0] = angle[1] = angle[2] = (double)NAN;
    return false;
}
