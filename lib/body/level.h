/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which way is up, better than by the file's axis: method 2.1. */
#ifndef HINGE_BODY_LEVEL_H
#define HINGE_BODY_LEVEL_H

#include "body/tracks.h"

/* Turns every point so that gravity, a plumb line of the trial list, or the line from
 * ankle to shoulder in the request's standing frames is vertical; in this order, and
 * none leaves them. Fills body's vertical_source and vertical_turn_deg. Before facing.
 * INPUT VERTICAL_UNKNOWN when the list's numbers can't be read, or are more than
 * vertical.refuse off the declared up axis. */
enum hinge_status hinge_level_apply(struct hinge_tracks *tracks,
                                    const struct hinge_body_request *request,
                                    struct hinge_body *body, struct hinge_error *error);

#endif
