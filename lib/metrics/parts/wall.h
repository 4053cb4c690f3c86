/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wall behind (method 7.2): how far it is, in the units of the hips' travel. */
#ifndef HINGE_METRICS_PARTS_WALL_H
#define HINGE_METRICS_PARTS_WALL_H

#include "reps/view.h"

/* How far the hips can go back, in leg lengths: infinitely where no wall is;
 * NOT_RECORDED, NO_METRIC_SCALE. */
struct hinge_value hinge_wall_gap(const struct hinge_rep_view *view);

/* Whether the cue, or one that it joins, begins so: "wall_tap" of "wall_tap_3in". */
bool hinge_cue_begins(const struct hinge_rep_view *view, const char *begins);

#endif
