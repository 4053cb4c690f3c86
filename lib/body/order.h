/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels of markers that were exchanged. */
#ifndef HINGE_BODY_ORDER_H
#define HINGE_BODY_ORDER_H

#include "body/points.h"

/* Laboratory markers of a rigid segment whose distance is further than marker.rigid
 * from its median become missing in that frame; more than marker.max_bad of the frames
 * are MARKERS_SUSPECT. Before any filling. NOMEM. */
enum hinge_status hinge_order_rigid(struct hinge_tracks *tracks,
                                    const struct hinge_parameters *parameters,
                                    struct hinge_error *error);

/* Fills body->out_of_order, which reps reads in standing. NOMEM. */
enum hinge_status hinge_order_fill(struct hinge_tracks *tracks,
                                   const struct hinge_points *points,
                                   struct hinge_body *body);

#endif
