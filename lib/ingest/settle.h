/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units, vertical and axes of a recording once its landmarks are known. */
#ifndef HINGE_INGEST_SETTLE_H
#define HINGE_INGEST_SETTLE_H

#include "formats/format.h"

/* Units and vertical as the user said them; USAGE when they are none. A unit that
 * contradicts the file's header is noted. */
enum hinge_status hinge_settle_options(const struct hinge_read_options *options,
                                       struct hinge_recording *recording,
                                       struct hinge_error *error);

/* MediaPipe: world landmarks (metres, origin between the hips in every frame) or image
 * landmarks, whose z isn't used. */
enum hinge_status hinge_settle_mediapipe(struct hinge_recording *recording,
                                         struct hinge_error *error);

/* Two-dimensional coordinates without a unit: 0..1 when nearly all are small, else
 * pixels. */
enum hinge_status hinge_settle_units(struct hinge_recording *recording,
                                     struct hinge_error *error);

#endif
