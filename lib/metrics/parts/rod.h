/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dowel rule on a body's points (method 7.5): where the zero is, and the gaps of a
 * frame from it. */
#ifndef HINGE_METRICS_PARTS_ROD_H
#define HINGE_METRICS_PARTS_ROD_H

#include "metrics/parts/rod_on_points.h"
#include "reps/reps.h"

/* Whether a rod was tracked. */
bool hinge_rod_tracked(const struct hinge_body *body);

/* Means over frames from..to (inclusive) in which all points touch: what `zero` says of
 * the dowel, in units of `length`; false where no frame has them. */
bool hinge_rod_zero(const struct hinge_body *body, size_t from, size_t to, double length,
                    struct hinge_dowel_zero *zero);

/* Gaps of n frames at the head, mid-back and tailbone, and that which is lost, in
 * gap[4 * n]: of the rod that was tracked, `lost` the largest of them, else of one that
 * nobody holds, `lost` the one that is there however it is held. */
void hinge_rod_gaps(const struct hinge_body *body, const struct hinge_dowel_zero *zero,
                    double length, size_t from, size_t n, double *gap);

#endif
