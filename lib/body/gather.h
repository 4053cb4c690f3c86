/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delivered channels of one landmark put together: the mean of its markers (medial and
 * lateral knee), with what exporters write for a missing one taken out first. */
#ifndef HINGE_BODY_GATHER_H
#define HINGE_BODY_GATHER_H

#include "body/tracks.h"

#include <hinge/trial.h>

/* The same without what scores too low for its family; the track gets flags, share of
 * frames and mean score (without scores: that share). */
bool hinge_gather_seen(const struct hinge_recording *recording,
                       const struct hinge_parameters *parameters, int landmark, int dim,
                       double *scratch, double *out, struct hinge_track *track);

/* Orientation of a segment's sensor: out is w, x, y, z of a unit quaternion (sensor to
 * global), 4 x n_frames, NaN where it is missing (as 0,0,0,0 too), without changes of
 * sign. From a quaternion, else a matrix, else roll, pitch and yaw. False when there is
 * none. */
bool hinge_gather_orientation(const struct hinge_recording *recording, int landmark, double *out);

/* Where the medial epicondyle is a landmark of its own, the knee becomes the middle of
 * both; missing where one of them is. */
void hinge_gather_knees(struct hinge_tracks *tracks);

#endif
