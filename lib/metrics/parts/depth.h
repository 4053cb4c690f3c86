/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matched depth (method 8.2): where the descent first passes the level of the view's
 * limits, and signals there. */
#ifndef HINGE_METRICS_PARTS_DEPTH_H
#define HINGE_METRICS_PARTS_DEPTH_H

#include "reps/view.h"

/* Frame of the descent where the depth (hinge_view_depth) first reaches the level:
 * NO_REFERENCE_TRIAL without one, BIN_NOT_REACHED. */
struct hinge_value hinge_depth_passage(const struct hinge_rep_view *view);

/* Frame at which a share of the way down to that frame is done, NaN: nowhere. */
double hinge_depth_part(const struct hinge_rep_view *view, double share, double frame);

/* A signal at a frame of the descent: its mean under the average that any crossing is
 * taken under, shortened on both sides alike near the ends of the descent. */
struct hinge_value hinge_depth_signal(const struct hinge_rep_view *view, enum hinge_signal signal,
                                      double frame);

/* Its change since the start of the descent. */
struct hinge_value hinge_depth_change(const struct hinge_rep_view *view, enum hinge_signal signal,
                                      double frame);

/* Its largest change in direction `sign` (0: either way) from there to the frame, under
 * the average of any maximum. */
struct hinge_value hinge_depth_largest(const struct hinge_rep_view *view, enum hinge_signal signal,
                                       int sign, double frame);

#endif
