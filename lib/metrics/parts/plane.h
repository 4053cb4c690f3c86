/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sagittal angles against three-dimensional ones at the bottom: method 4. */
#ifndef HINGE_METRICS_PARTS_PLANE_H
#define HINGE_METRICS_PARTS_PLANE_H

#include "reps/view.h"

/* OUT_OF_PLANE where lumbar, hip or knee flexion or pelvic tilt differ by more than 5
 * degrees between the two at the bottom, each against its own standing; else 0. */
uint64_t hinge_plane_warnings(const struct hinge_rep_view *view);

#endif
