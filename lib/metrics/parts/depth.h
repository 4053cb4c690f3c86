/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matched depth (method 8.2): where the descent first passes the level of the view's
 * limits, and signals there. */
#ifndef HINGE_METRICS_PARTS_DEPTH_H
#define HINGE_METRICS_PARTS_DEPTH_H

#include "reps/view.h"

/* Frame of the descent where the driver first reaches the level: NO_REFERENCE_TRIAL
 * without one, BIN_NOT_REACHED. */
struct hinge_value hinge_depth_passage(const struct hinge_rep_view *view);

/* A signal at a frame of the descent: its mean under the average that any crossing is
 * taken under, shortened on both sides alike near the ends of the descent. */
struct hinge_value hinge_depth_signal(const struct hinge_rep_view *view,
                                      enum hinge_signal signal, double frame);

/* Its change since the start of the descent. */
struct hinge_value hinge_depth_change(const struct hinge_rep_view *view,
                                      enum hinge_signal signal, double frame);

#endif
