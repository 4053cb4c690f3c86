/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values an exporter held instead of measuring (method 3.2a). */
#ifndef HINGE_BODY_HELD_H
#define HINGE_BODY_HELD_H

#include "body/tracks.h"

enum { HINGE_HELD_FRAMES = 6 }; /* identical in a row: real recordings hold at most 3 */

/* Frames of a landmark whose numbers repeat for 6 frames or more become missing after
 * the first, when the end of the run jumps or a neighbouring joint travels meanwhile
 * (held.release, held.neighbour_LL); bit HELD. A landmark that never moves is a fixed
 * point, and frames in which every moving landmark repeats are a still body: neither is
 * a held value. Nor are repeated numbers of a coordinate so coarse (whole pixels) that
 * a still landmark repeats them by itself. */
void hinge_held_remove(struct hinge_tracks *tracks, const struct hinge_parameters *parameters);

#endif
