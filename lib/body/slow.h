/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Errors of trackers that last longer than standing shows (method 7.0, slow errors). */
#ifndef HINGE_BODY_SLOW_H
#define HINGE_BODY_SLOW_H

#include "body/points.h"

/* Longer than this, an error is slow: standing shows the others. */
#define HINGE_SLOW_S 0.25

/* Fills body->slow from cleaned tracks in the person's axes, whose signals are known:
 * the error of each landmark by what is rigid, at least its family's, and what that
 * does to each signal. `derive` makes signals of tracks. NOMEM. */
void hinge_slow_estimate(struct hinge_tracks *tracks, const struct hinge_body_request *request,
                         enum hinge_status (*derive)(const struct hinge_body_request *request,
                                                     struct hinge_tracks *tracks,
                                                     struct hinge_points *points,
                                                     struct hinge_body *body,
                                                     struct hinge_error *error),
                         struct hinge_body *body);

#endif
