/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The side to analyse (method 2.3): 'b' both, 'l' or 'r'. */
#ifndef HINGE_BODY_SIDE_H
#define HINGE_BODY_SIDE_H

#include "body/tracks.h"

/* Both sides when every core pair has both; else the side that has all of its own. */
char hinge_side_3d(const struct hinge_tracks *tracks);

/* The better seen side; on a tie the near one: facing image right (`facing` above 0)
 * shows the right side. A side with fewer usable landmarks is not chosen. Warns of
 * SIDE_LOW_CONF. */
char hinge_side_2d(struct hinge_tracks *tracks, const struct hinge_trial_info *info,
                   const struct hinge_parameters *parameters, double facing);

#endif
