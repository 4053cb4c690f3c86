/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facing and side: turns cleaned tracks into the person's own axes (x anterior, y up, z
 * right). method 2.2, 2.3. */
#ifndef HINGE_BODY_FACING_H
#define HINGE_BODY_FACING_H

#include "body/tracks.h"

/* Rotates (3D) or mirrors (2D) every track in place, chooses the side ('b' both, 'l',
 * 'r') and fills body's side, image_facing, hip_yaw_deg, warnings. INPUT
 * FACING_AMBIGUOUS when it can't be told. */
enum hinge_status hinge_facing_apply(struct hinge_tracks *tracks,
                                     const struct hinge_trial_info *info,
                                     const struct hinge_parameters *parameters,
                                     struct hinge_body *body, struct hinge_error *error);

/* 2D: how far the camera is from the side view, in degrees, from the distance between
 * the hips in the image (method 2.3); NaN when either length is unknown. */
double hinge_facing_view_deg(double hip_gap, double leg_length, enum hinge_family family,
                             const struct hinge_parameters *parameters);

#endif
