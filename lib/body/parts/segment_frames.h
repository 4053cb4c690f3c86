/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Segment frames and Cardan angles (method 4; Wu et al. 2002). A frame is
 * R[row][column] whose columns are the segment's x (forward), y (up) and z (right) in
 * the axes it is given in. Pure; degrees. */
#ifndef HINGE_BODY_PARTS_SEGMENT_FRAMES_H
#define HINGE_BODY_PARTS_SEGMENT_FRAMES_H

#include <stdbool.h>

/* out = a cross b; out is neither. */
void hinge_cross(const double a[3], const double b[3], double out[3]);

/* From its own y, and from any vector that has its z: z at right angles to y, x = y
 * cross z. False where they do not span a frame, or with NaN. */
bool hinge_frame_of_up(const double up[3], const double right[3], double R[3][3]);

/* From its own z, and from any vector that has its x: x at right angles to z, y = z
 * cross x. The same of false. */
bool hinge_frame_of_right(const double right[3], const double forward[3],
                          double R[3][3]);

/* The distal frame in the proximal one's axes: proximal transposed times distal. */
void hinge_frame_relative(double proximal[3][3], double distal[3][3], double R[3][3]);

/* Beyond this about the second axis the other two angles mean nothing. */
#define HINGE_GIMBAL_DEG 80.0

/* a, b, c of R = Rz(a) Rx(b) Ry(c); NaN, and false, beyond HINGE_GIMBAL_DEG. */
bool hinge_cardan_zxy_deg(double R[3][3], double angle[3]);

#endif
