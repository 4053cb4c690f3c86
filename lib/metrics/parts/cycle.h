/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves of two angles that are compared, and the relative phase of their cycles:
 * method 6.6, 6.7. */
#ifndef HINGE_METRICS_PARTS_CYCLE_H
#define HINGE_METRICS_PARTS_CYCLE_H

#include "reps/view.h"

enum { HINGE_CURVE_POINTS = 101 };

/* A complete repetition without gaps: what is compared between repetitions. */
bool hinge_rep_counts(const struct hinge_rep *rep);

/* The same view of repetition k of the recording. */
struct hinge_rep_view hinge_view_of_rep(const struct hinge_rep_view *view, size_t k);

/* 101 points of both angles over a phase, smoothed first where they are keypoints.
 * work: body->n values. */
enum hinge_reason hinge_curves_of_two(const struct hinge_rep_view *view,
                                      const enum hinge_signal pair[2], enum hinge_phase phase,
                                      double *work, double curve[2][HINGE_CURVE_POINTS]);

/* Mean absolute relative phase of the repetition and the deviation phase of the
 * recording; ROM_SMALL where an angle has a range below least_deg. What the repetitions
 * share is kept under `owner` (reps/view.h). NOMEM. */
void hinge_cycle_values(const struct hinge_rep_view *view, const enum hinge_signal pair[2],
                        double least_deg, const void *owner, struct hinge_value *marp,
                        struct hinge_value *dp);

#endif
