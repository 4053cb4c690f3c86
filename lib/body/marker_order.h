/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels of markers that were exchanged. */
#ifndef HINGE_BODY_MARKER_ORDER_H
#define HINGE_BODY_MARKER_ORDER_H

#include "body/points.h"

/* Laboratory markers of a rigid segment whose distance is further than marker.rigid
 * from its median become missing in that frame; more than marker.max_bad of the frames
 * are MARKERS_SUSPECT. After outliers are removed, before any filling. NOMEM. */
void hinge_order_rigid(struct hinge_tracks *tracks, const struct hinge_parameters *parameters);

/* Laboratory markers of left and right that lie the other way round than those of the
 * rest of the body: swapped_share and swapped, and SIDE_LOW_CONF from 5 % of the frames
 * on. They are left as they are. */
void hinge_order_sides(struct hinge_tracks *tracks);

/* Fills body->out_of_order, which reps reads in standing. NOMEM. */
void hinge_order_fill(struct hinge_tracks *tracks, const struct hinge_points *points,
                      struct hinge_body *body);

#endif
