/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of recordings of one camera. */
#ifndef HINGE_BODY_IMAGE_H
#define HINGE_BODY_IMAGE_H

#include "body/points.h"

/* 2D, once the angles are built: keeps the lengths of trunk, thigh and shank, takes out
 * angles of frames in which one is far shorter than usual, and warns (ASPECT_SUSPECT)
 * when the trunk changes its length with its direction. NOMEM. */
void hinge_image_check(struct hinge_tracks *tracks, const struct hinge_points *points,
                       const struct hinge_parameters *parameters, struct hinge_body *body);

/* 2D, as delivered: where hip and shoulder both jump, the film was cut. Crops the
 * tracks to the longest stretch without a cut (SHOT_CUT). INPUT NO_ROWS when that is
 * too short to be analysed. */
enum hinge_status hinge_image_cut(struct hinge_tracks *tracks,
                                  const struct hinge_parameters *parameters,
                                  struct hinge_error *error);

#endif
