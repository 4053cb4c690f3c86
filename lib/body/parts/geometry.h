/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Angles and pelvis geometry: method 1.1, 1.2 (vendor angles), 1.4. Pure; degrees; NaN
 * in gives NaN out. Matrices are R[row][column], right-handed axes, y up. */
#ifndef HINGE_BODY_PARTS_GEOMETRY_H
#define HINGE_BODY_PARTS_GEOMETRY_H

#include <stdbool.h>

/* Forward-positive inclination of a vector (x anterior, y up) that points cranially in
 * standing; 0 for the zero vector (callers refuse short vectors first). */
double hinge_pitch_deg(double x, double y);

/* Whether a square is below (-1) or above (1) another by more than rounding; 0 where
 * that, NaN or a tiny number leaves it open: callers then ask with hypot or atan2. */
static inline int hinge_clearly(double square, double limit)
{
    if (limit > 1e-280 && square < limit * (1 - 1e-9))
        return -1;
    return square > 1e-280 && square > limit * (1 + 1e-9) ? 1 : 0;
}

/* Whether the vector is at least so long; false with NaN. */
bool hinge_reaches(double x, double y, double least);

/* Angle in [-180, 180). */
double hinge_wrap180(double angle_deg);

/* Anterior tilt of the pelvis from (x, y) of mid-ASIS minus mid-PSIS: not offset by the
 * anatomical inclination of that line in standing. */
double hinge_pelvis_tilt_deg(double x, double y);

/* Hip joint centres by Harrington 2007 from the ASIS and mid-PSIS (or sacral marker),
 * in any right-handed frame. mm_per_unit is 1000 for metres, 1 for mm: the regression
 * is in mm. False, and NaN, when markers are missing or don't span a pelvis. */
bool hinge_hip_centres(const double asis_l[3], const double asis_r[3], const double mid_psis[3],
                       double mm_per_unit, double hip_l[3], double hip_r[3]);

/* Order in which a model turns its pelvis: tilt about z, list about x, rotation about
 * y. */
enum hinge_pelvis_order {
    HINGE_PELVIS_ZXY, /* Rz(tilt) Rx(list) Ry(rotation): OpenSim */
    HINGE_PELVIS_YXZ  /* Ry(rotation) Rx(list) Rz(tilt) */
};

/* Pelvis to ground. */
void hinge_pelvis_matrix(double tilt_deg, double list_deg, double rotation_deg,
                         enum hinge_pelvis_order order, double R[3][3]);

/* Horizontal part of the pelvis' own z axis: the person's right, of unit length, as its
 * ground x and z. False, and NaN, when the axis is vertical. */
bool hinge_pelvis_right_axis(double R[3][3], double *right_x, double *right_z);

/* Anterior tilt P seen along the person's right (unit vector in the horizontal plane,
 * one per trial). */
double hinge_pelvis_heading_tilt_deg(double R[3][3], double right_x, double right_z);

#endif
