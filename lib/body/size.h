/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many dimensions were measured, and the size of the body against the unit that was
 * declared (method 3.2a). */
#ifndef HINGE_BODY_SIZE_H
#define HINGE_BODY_SIZE_H

#include "body/tracks.h"

/* 3 where a depth was measured, 2 without, 0 for a recording without positions. */
int hinge_size_dim(const struct hinge_recording *recording);

/* INPUT UNITS_UNKNOWN, naming the size found and the unit that would fit, when legs in
 * metres are none, when shares of an image exceed it, or when pixels are shares. A TRC
 * in pixels that says metres (y down) is turned and taken as pixels. */
enum hinge_status hinge_size_check(struct hinge_tracks *tracks,
                                   const struct hinge_recording *recording,
                                   const struct hinge_parameters *parameters,
                                   struct hinge_error *error);

#endif
